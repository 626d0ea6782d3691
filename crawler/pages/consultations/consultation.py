"""A page of 意见征集 (a call for opinions, or its outcome) → `Consultation`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.pages.consultations.callchannels import channels_of
from crawler.pages.consultations.callparts import TABS, draft_of, grounds_of
from crawler.pages.consultations.callperiod import period_of
from crawler.pages.consultations.calltexts import Told, told_items
from crawler.pages.consultations.opinions import opinions_of
from crawler.pages.consultations.outcomedays import outcome_day
from crawler.pages.documents.document import Fields, published_of, title_of
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.labelled import as_date, best, labelled_fields
from crawler.pages.markup.links import attachments_of, links_of
from crawler.pages.markup.outline import is_furniture, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.panels import with_panels
from crawler.pages.markup.shown import shown
from crawler.pages.task import Task
from crawler.pages.words.text import key, simplify
from crawler.pages.words.wording import pattern
from crawler.records.materials import Consultation
from crawler.records.model import Field, Snapshot, Source

_ASKS = re.compile(
    r"(?:公开|广泛|面向[^。\n]{0,12}|向[^。\n]{0,12})?(?:征求|征集|征询|听取)[^。；\n]{0,40}?(?:意见|建议)"
    r"|提出[^。；\n]{0,12}(?:意见|建议)|意见(?:和|或|、)?建议[^。；\n]{0,20}(?:反馈|发送|寄)"
)
_LABELLED = frozenset({Source.LABEL, Source.TEXT})
_OUTCOME_TAB, _DRAFT_TAB = pattern("outcome_tab"), pattern("draft_tab")


def read_consultation(page: Page, task: Task, snapshot: Snapshot) -> Consultation:
    """What a page tells of a call for opinions; panels that a click opens are read, too."""
    opened = with_panels(page)
    whole = opened or page
    fields = labelled_fields(whole, "consultation")
    published = published_of(page, labelled_fields(page, "document"), task)
    title = title_of(page, task)
    lines = own_lines(whole)
    text = "\n".join(lines)
    pictures, _ = media_counts(page)
    links, attachments = links_of(page), attachments_of(whole)
    period = period_of(fields, text, published, page.url)
    told = opinions_of(whole, text)
    kept = own_lines(with_panels(page, _tells_outcome) or page)
    draft = draft_of(whole, kept, links, attachments, title)
    items, words = told_items(kept, title) if draft is None else (Told.NOTHING, "")
    if items is Told.DRAFT:
        draft = _text(words, page.url)
    left_out = draft is None and draft_of(whole, lines, links, attachments, title) is not None
    grounds = grounds_of(lines, links, attachments)
    parts = {"draft": draft, "grounds": grounds, "outcome": told.received or told.outcome}
    asks = _ASKS.search(f"{title}\n{text}")
    return Consultation(
        url=task.url,
        title=title,
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        published_on=published,
        asks=_text(asks.group(), page.url) if asks is not None else None,
        begins_on=period.begins_on,
        ends_on=period.ends_on,
        lasts_days=period.lasts_days,
        lasts_working_days=period.lasts_working_days,
        period=period.words,
        draft=draft,
        grounds=grounds,
        channels=channels_of(whole, text, links),
        received=_counted(fields, "received", page.url) or told.received,
        adopted=_counted(fields, "adopted", page.url) or told.adopted,
        outcome=told.outcome,
        reasons=told.reasons,
        answered_on=best(fields, "answered_on", as_date, _LABELLED) or outcome_day(lines, page.url),
        unread=("draft",) if left_out else () if opened is not None else _unread(whole, parts),
        hinted=("draft",) if items is Told.PERHAPS else (),
        text_chars=len("".join(text.split())),
        pictures=pictures,
        links=links,
        attachments=attachments,
    )


def own_lines(page: Page) -> list[str]:
    """The lines between title and footer, in simplified script; neither links nor furniture."""
    view, layout = shown(page), outline(page)
    first = layout.title_end if layout.title_line >= 0 else layout.content_start
    kept = (
        line for line in view.lines[first : layout.footer]
        if not line.template and line.link_chars * 2 <= len(line.text)
    )  # fmt: skip
    return [simplify(line.text) for line in kept if not is_furniture(line.text)]


def _tells_outcome(tab: str) -> bool:
    """Whether a tab holds what came of a call, and no draft."""
    return _OUTCOME_TAB.search(tab) is not None and _DRAFT_TAB.search(tab.strip()) is None


def _unread(page: Page, parts: Mapping[str, object]) -> tuple[str, ...]:
    """Parts that a row of tabs names while the page holds none of what the tabs name.

    A page that holds what one tab names holds what the others name, or there is nothing.
    """
    view, layout = shown(page), outline(page)
    first = max(layout.title_end, 0)
    names = {key(line.text) for line in view.lines[first : layout.footer] if len(line.text) <= 12}
    named = [part for part, words in TABS.items() if names & words]
    if len(names & frozenset().union(*TABS.values())) < 2:
        return ()
    return () if any(parts[part] is not None for part in named) else tuple(named)


def _counted(fields: Fields, slug: str, url: str) -> Field[int] | None:
    for name, field in fields:
        found = re.match(r"\s?(\d{1,6})\s?(?:条|件|份|个|人次)?(?!\d)", field.raw)
        if name == slug and field.source in _LABELLED and found is not None:
            return Field(int(found[1]), field.raw[:40], field.source, field.label, field.place, url)
    return None


def _text(words: str, url: str) -> Field[str]:
    return Field(words, words, Source.TEXT, "", "正文", url)
