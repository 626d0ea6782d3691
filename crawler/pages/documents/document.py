"""A document page (文件) → `Document`."""

from __future__ import annotations

import re
from datetime import date

from crawler.pages.documents.buttons import download_button, downloads_of
from crawler.pages.documents.endmarks import end_in_row, end_mark
from crawler.pages.documents.notes import notes_of
from crawler.pages.documents.undertitle import issued_line
from crawler.pages.markup.body import body_lines, body_text, head_date, signature_of
from crawler.pages.markup.grids import in_grid
from crawler.pages.markup.labelled import (
    as_body,
    as_date,
    as_number,
    as_text,
    as_validity,
    best,
    every,
    labelled_fields,
    normal_number,
)
from crawler.pages.markup.links import attachments_of, links_of
from crawler.pages.markup.outline import outline, tidy_title
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.task import Task
from crawler.pages.words.dates import find_dates
from crawler.pages.words.text import clean, key, simplify
from crawler.records.model import Document, Field, Snapshot, Source

Fields = tuple[tuple[str, Field[str]], ...]

_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_YEARS = re.compile(
    r"有效期(?:限)?\s?(?:为|是|[:：])?\s?(?:自?[^。；;]{0,30}?)?(?P<n>\d{1,2}|[一二两三四五六七八九十])\s?年(?!\d|[01]?\d月)"
)
_UNTIL = re.compile(
    r"有效期(?:限)?\s?(?:自[^。；;]{0,40}?)?(?:截?至|到|截止到?)\s?(?P<when>[^。；;，,]{6,24})"
)
_FROM = re.compile(
    r"(?:自|从|于)\s?(?P<when>[^。；;，,自从于]{6,20}?日)\s?(?:起)?\s?(?:正式|开始)?\s?(?:施行|实施|执行|生效)"
)
# A term of validity is the document's own only beside these words; permits have terms too.
_OWN_TERM = re.compile(
    r"施行|实施|执行|试行|印发之日|发布之日|公布之日|本[\u3400-\u9fff]{1,8}?(?:自|有效期)"
)
_OTHER_TERM = re.compile(
    r"(?:证书?|许可|资质|资格|合同|凭证|保单|券|卡|码|保险|协议|报告|名录|承诺)(?:的)?(?:书)?$"
)
_COUNTED = re.compile(
    r"(?!.*(?:根据|依据|按照|废止|修改))[\u3400-\u9fff]{2,30}(?:公告|通告|令)[(（]?(?:(?:19|20)\d\d年)?第\d{1,4}号[)）]?$"
)
_TITLE_NUMBER = re.compile(r"[(（](?P<number>[^()（）]{2,16}[〔\[［]\d{4}[〕\]］]\d{1,5}号)[)）]$")
_OF_ANOTHER = re.compile(
    "[》〉]$|转发|解读|废止|修改|修订|失效|图解|学习|落实|贯彻|问答|读懂|看[懂清]|图说|一图|说明|延长|(?:关于|继续)执行|征求|补充|"
    "关于.*关于"
)
_CLAUSE_END = "。；;\n"
_SHOWN = frozenset({Source.LABEL, Source.META})
_TAIL = 6_000
_COLONS = (":", "：")


def title_of(page: Page, task: Task) -> str:
    """The full title: what the page shows as its title, checked against the row that led here."""
    layout = outline(page)
    listed = tidy_title(task.entry.title if task.entry is not None else task.label, page)
    stem = key(listed.rstrip(".… "))
    title = layout.title
    if len(stem) >= 6 and stem[:12] not in key(title):
        for line in shown(page).lines:
            if len(line.text) < 300 and not line.template and key(line.text).startswith(stem):
                return simplify(tidy_title(line.text, page))
        if len(key(title)) < 6:
            return simplify(listed)
    return simplify(title or listed)


def published_of(page: Page, fields: Fields, task: Task) -> Field[date] | None:
    """When the page was published: labelled, else the mandated tag, else what the row shows.

    A plain 时间 under the title and a date without a label there count as published; a date of
    the last change only where nothing else is shown.
    """
    shown_fields = tuple(pair for pair in fields if pair[1].source is Source.LABEL)
    found = best(shown_fields, "published_on", as_date) or best(shown_fields, "dated", as_date)
    if found is not None and found.value is not None:
        return found
    mandated = best(fields, "published_on", as_date, frozenset({Source.META}))
    if mandated is not None and mandated.value is not None:
        return mandated
    bare = head_date(page)
    if bare is not None:
        return bare
    changed = best(shown_fields, "updated_on", as_date)
    if changed is not None and changed.value is not None:
        below = best(fields, "published_on", as_date, frozenset({Source.TEXT}))
        if below is not None and below.value is not None and below.value <= changed.value:
            return below  # told below the text: what was changed later was published before
        return changed
    if task.entry is not None and task.entry.date is not None and found is None:
        return task.entry.date
    return found or mandated


def read_document(page: Page, task: Task, snapshot: Snapshot) -> Document:
    """The document that a page shows; what it does not show is None."""
    fields = labelled_fields(page, "document")
    text = body_text(page)
    offered = downloads_of(page)
    published = published_of(page, fields, task)
    told, signature = issued_line(page), signature_of(page)
    number = best(fields, "number", as_number) or _number_in_head(page) or _number_in_text(page)
    number = number or (told.number if told is not None else None)
    number = number or _number_in_title(page)
    signed = best(fields, "signed_on", as_date)
    issued = best(fields, "issued_on", as_date)
    if told is not None and not (signed or issued or (signature and signature.on)):
        signed, issued = told.signed_on, told.issued_on
    validity = best(fields, "validity", as_validity)
    if validity is None or validity.value is None:
        listed = task.entry.title if task.entry is not None else ""
        validity = end_mark(page, outline(page).title, listed) or end_in_row(task.entry) or validity
    shown_slugs = {slug for slug, field in fields if field.source in _SHOWN}
    return Document(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        number=number,
        signed_on=signed,
        issued_on=issued,
        published_on=published,
        validity=validity,
        issuer=best(fields, "issuer", as_body),
        index_number=best(fields, "index_number", as_text),
        effective_on=_effective(fields, text, page.url),
        repealed_on=best(fields, "repealed_on", as_date),
        valid_until=_until(fields, text, page.url),
        valid_years=_years(fields, text, page.url),
        hidden=tuple(
            (slug, field) for slug, field in fields
            if field.source is Source.COMMENT and slug not in shown_slugs
        ),
        other_dates=_others(fields, (published, signed, issued)),
        signature=signature,
        text=text,
        links=links_of(page),
        attachments=attachments_of(page),
        downloads=offered,
        download_button="" if offered else download_button(page),
        notes=notes_of(page),
    )  # fmt: skip


def _number_in_head(page: Page) -> Field[str] | None:
    """The number that fills an element of its own in the line under the title."""
    layout = outline(page)
    below = range(layout.title_end, min(layout.start, layout.title_end + 5))
    for line in (shown(page).lines[number] for number in below if layout.title_line >= 0):
        before = ""
        for piece in line.pieces:
            text = clean(piece.text)
            own = piece.anchor is None and text.endswith(("号", "號")) and len(text) <= 40
            value = normal_number(text) if own and before[-1:] not in _COLONS else None
            if value is not None and "〔" in value:
                return Field(value, text, Source.TEXT, "", "标题下方信息行", page.url)
            before = text or before
    return None


def _number_in_title(page: Page) -> Field[str] | None:
    """The number in brackets behind the title itself: …的通知（云政发〔2026〕3号）.

    Behind a title that speaks of another paper (《…》, 转发, 落实) it may be that paper's.
    """
    title = outline(page).title
    found = _TITLE_NUMBER.search(title)
    if found is None or _OF_ANOTHER.search(title[: found.start()]):
        return None
    value = normal_number(found["number"])
    told = value is not None and "〔" in value
    return Field(value, found["number"], Source.TEXT, "", "标题", page.url) if told else None


def _number_in_text(page: Page) -> Field[str] | None:
    """The number that stands alone in one of the first lines of the text, as on paper.

    A cell of a table in the text tells the number of what the table lists (land, projects).
    Announcements and orders are counted without a code (某局公告2026年第5号, 县政府令第3号): such
    one is the paper's own right below its title, no link, and alone, for others are named so too.
    """
    boxes, title, lines = shown(page).boxes, key(outline(page).title), body_lines(page)[:6]
    told = [(line, value) for line in lines if len(line.text) <= 40 and not in_grid(boxes, line)
            and (value := normal_number(line.text)) is not None]  # fmt: skip
    coded = [(line, value) for line, value in told if "〔" in value]
    counted = [(line, value) for line, value in told if _COUNTED.fullmatch(value)]
    first = next((line for line in lines if key(line.text) not in title), None)
    if len(counted) > 1 or any(line is not first or line.link_chars for line, _ in counted):
        counted = []
    for line, value in (coded or counted)[:1]:
        return Field(value, line.text, Source.TEXT, "", "正文首部", page.url)
    return None


def _others(fields: Fields, used: tuple[Field[date] | None, ...]) -> tuple[Field[date], ...]:
    """Every other labelled date that stands beside another label or place than those used."""
    taken = {(f.label, f.raw, f.source) for f in used if f is not None}
    found: dict[tuple[str, str, Source], Field[date]] = {}
    for field in every(fields, "signed_on", "issued_on", "published_on", "updated_on", "dated"):
        name = (field.label, field.raw, field.source)
        if field.source not in (Source.LABEL, Source.META) or name in taken:
            continue
        typed = as_date(field)
        if typed.value is not None:
            found.setdefault(name, typed)
    return tuple(found.values())


def _effective(fields: Fields, text: str, url: str) -> Field[date] | None:
    labelled = best(fields, "effective_on", as_date)
    if labelled is not None and labelled.value is not None:
        return labelled
    spare: Field[date] | None = None
    tail = text[-_TAIL:]
    for match in _FROM.finditer(tail):
        dates = find_dates(match["when"])
        if dates:
            field = Field(dates[0].value, match.group(), Source.TEXT, "施行", "正文", url)
            if "本" in tail[max(0, match.start() - 12) : match.start()]:
                return field
            spare = spare or field
    return spare or labelled


def _until(fields: Fields, text: str, url: str) -> Field[date] | None:
    labelled = best(fields, "valid_until", as_date)
    if labelled is not None and labelled.value is not None:
        return labelled
    for field in every(fields, "validity_period"):
        dates = find_dates(field.raw)
        if dates and field.source is Source.LABEL:
            last = dates[-1].value
            return Field(last, field.raw, field.source, field.label, field.place, field.url)
    tail = text[-_TAIL:]
    for match in _UNTIL.finditer(tail):
        dates = find_dates(match["when"])
        if dates and _is_own_term(tail, match):
            return Field(dates[0].value, match.group(), Source.TEXT, "有效期", "正文", url)
    return labelled


def _years(fields: Fields, text: str, url: str) -> Field[int] | None:
    for field in every(fields, "validity_period"):
        found = re.match(r"\D{0,12}?(\d{1,2}|[一二两三四五六七八九十])\s?年$", field.raw.strip())
        if found and field.source is Source.LABEL:
            return Field(
                _small(found.group(1)), field.raw, field.source, field.label, field.place, field.url
            )
    tail = text[-_TAIL:]
    for match in _YEARS.finditer(tail):
        if not _is_own_term(tail, match):
            continue
        return Field(_small(match["n"]), match.group(), Source.TEXT, "有效期", "正文", url)
    return None


def _is_own_term(text: str, match: re.Match[str]) -> bool:
    """Whether a 有效期 speaks of the document itself, by the clause it stands in."""
    start = max(text.rfind(sign, 0, match.start()) for sign in _CLAUSE_END) + 1
    ends = [end for sign in _CLAUSE_END if (end := text.find(sign, match.end())) >= 0]
    clause = text[start : min(ends, default=len(text))]
    before = text[start : match.start()]
    return _OWN_TERM.search(clause) is not None and _OTHER_TERM.search(before) is None


def _small(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMERALS[text]
