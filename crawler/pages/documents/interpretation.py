"""An interpretation page (政策解读) → `Interpretation`."""

from __future__ import annotations

import re
from collections.abc import Callable

from crawler.pages.documents.document import Fields, published_of, title_of
from crawler.pages.documents.media import audio_count, has_scripted_media, picture_urls
from crawler.pages.markup.body import blocks_of, column_of, media_counts, unmasked_text
from crawler.pages.markup.labelled import as_body, best, every, labelled_fields
from crawler.pages.markup.links import attachments_of, links_of
from crawler.pages.markup.page import Page
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import simplify
from crawler.records.model import Field, Interpretation, Snapshot, Source

PHONE = re.compile(
    r"(?<!\d)(?:[（(]?0\d{2,3}[)）]?\s?[-—–－]?\s?[2-9]\d{6,7}(?:[-—转]\d{1,5})?|"
    r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}|[2-9]\d{6,7}|400[- ]?\d{3,4}[- ]?\d{3,4}|"
    r"12345|123\d{2}|96\d{3,4})(?!\d)"
)
EMAIL = re.compile(
    r"(?<![A-Za-z0-9.@_+-])[A-Za-z0-9._+-]{1,64}[@＠][A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,30}){1,4}"
)
_SPOKEN_PHONE = re.compile(
    r"(?:电话|联系方式|热线|座机|手机|致电|拨打|咨询)[^\d\n@。；;]{0,24}(?=[（(]?\d)"
)
_SPOKEN_PERSON = re.compile(
    r"(?:解读人|联系人|解读人员|解读责任人)\s?(?:姓名)?\s?(?:为|是|[:：])?\s?(?P<who>[\u3400-\u9fff·]{2,4})(?=$|[\s，,；;。、（(\d])"
)
_SPOKEN_BODY = re.compile(r"(?:由|经)\s?(?P<who>[\u3400-\u9fff]{3,30}?)\s?负责解(?:读|释)")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z·]{2,}")
_SHOWN = frozenset({Source.LABEL, Source.TEXT})


def read_interpretation(page: Page, task: Task, snapshot: Snapshot) -> Interpretation:
    """The interpretation that a page shows.

    Contact fields count wherever they stand, the end of the text above all; a value that is no
    phone or e-mail address gives a field without a value. Mobile numbers are masked.
    """
    fields = labelled_fields(page, "interpretation")
    text = unmasked_text(page)
    pictures, videos = media_counts(page)
    blocks = blocks_of(page)
    return Interpretation(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        published_on=published_of(page, fields, task),
        origin=best(fields, "origin", as_body) or best(fields, "issuer", as_body),
        interpreter=_fitting(fields, "interpreter", _as_name)
        or _spoken(text, _SPOKEN_BODY, page.url),
        person=_fitting(fields, "person", _as_name) or _spoken(text, _SPOKEN_PERSON, page.url),
        phone=_phone(fields, text, page.url),
        email=_email(fields, text, page.url),
        column=column_of(page),
        blocks=blocks,
        text_chars=len("".join(text.split())),
        pictures=pictures,
        videos=videos,
        links=links_of(page),
        linked_from=(task.linked_from,) if task.linked_from else (),
        picture_urls=picture_urls(page),
        audios=audio_count(page),
        scripted_media=has_scripted_media(page),
        attachments=attachments_of(page),
    )


def _fitting(fields: Fields, slug: str, turn: Callable[[str], str | None]) -> Field[str] | None:
    """The last shown field of a slug whose value fits, else one without a value, else None.

    The last, because the contact block stands at the end of the text.
    """
    chosen: Field[str] | None = None
    for field in every(fields, slug):
        if field.source not in _SHOWN:
            continue
        value = turn(simplify(field.raw)) if field.value else None
        if value is not None or chosen is None:
            chosen = Field(value, mask_numbers(field.raw), field.source, field.label, field.place,
                           field.url)  # fmt: skip
    return chosen


def _as_name(text: str) -> str | None:
    found = _NAME.search(text)
    return text[:60].strip() if found is not None else None


def _as_phone(text: str) -> str | None:
    found = PHONE.search(text)
    return mask_numbers(found.group()) if found is not None else None


def _as_email(text: str) -> str | None:
    found = EMAIL.search(text)
    return found.group() if found is not None else None


def _spoken(text: str, pattern: re.Pattern[str], url: str) -> Field[str] | None:
    found = pattern.search(text)
    if found is None:
        return None
    return Field(found["who"], found.group(), Source.TEXT, "", "正文", url)


def _phone(fields: Fields, text: str, url: str) -> Field[str] | None:
    """A labelled phone number, one beside a person's name, or one that the text tells to call."""
    labelled = _fitting(fields, "phone", _as_phone)
    if labelled is not None and labelled.value is not None:
        return labelled
    beside = _fitting(fields, "person", _as_phone)
    if beside is not None and beside.value is not None:
        return beside
    for hint in _SPOKEN_PHONE.finditer(text):
        found = PHONE.match(text, hint.end())
        if found is not None:
            raw = mask_numbers(text[hint.start() : found.end()])
            return Field(mask_numbers(found.group()), raw, Source.TEXT, "", "正文", url)
    return labelled


def _email(fields: Fields, text: str, url: str) -> Field[str] | None:
    labelled = _fitting(fields, "email", _as_email)
    if labelled is not None and labelled.value is not None:
        return labelled
    found = EMAIL.search(text)
    if found is not None:
        return Field(found.group(), found.group(), Source.TEXT, "", "正文", url)
    return labelled
