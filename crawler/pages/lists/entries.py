"""Rows to entries: title, address, date, cells, pinned or not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.pages.lists.closingdays import closing_day
from crawler.pages.lists.rowcells import DATES_ALONE, LONGEST_LABEL, texts_of
from crawler.pages.lists.rowcolumns import columns_of
from crawler.pages.lists.rows import DATED, Group, Link, Row
from crawler.pages.lists.rowtitles import main_link, title_of
from crawler.pages.lists.sharedrows import rows_once
from crawler.pages.markup.layout import hints
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.task import Task
from crawler.pages.words.dates import find_dates
from crawler.pages.words.issues import is_bare, is_dated_below
from crawler.pages.words.labels import is_placeholder
from crawler.pages.words.rowdates import RowDate, day_in_address, row_date, without_told_days
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern
from crawler.portals.roles import Role
from crawler.records.model import Entry, Field, Snapshot, Source

_TURN = re.compile(
    r"[\[【]?\d{1,3}[\]】]?|[\[【(（]?(?:[上下]一?|[首尾末]|第一|最后一)[页頁][\]】)）]?|[<>«»‹›＜＞]+"
)
_PINNED = pattern("pinned")
_PINNED_ALONE = pattern("pinned_alone")
_TOP_SOURCE = re.compile(
    r"(?:^|[/_-])(?:top|ding|zd|zhiding|istop)\d?\.(?:gif|png|jpe?g|svg)", re.I
)
_TOP_HINT = re.compile(
    r"(?:^|\s)(?:top|is-?top|on-?top|zd|zhi-?ding|stick|sticky|pinned|pin)(?:$|\s)"
)
_MARK = 12
"""Characters of an element of a row that are looked at for a mark."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?度?\s*$")
_WHOLE = re.compile(r"(?:19|20)\d\d\D")
_KINDS = {Role.MESSAGE_BOARD: "message", Role.INTERPRETATIONS: "interpretation"}
_ORDER = ("published_on", "submitted_on", "", "dated", "accepted_on", "replied_on", "closed_on")
"""Which labelled date a row is listed under; on a message board the submission goes first."""
_TWO_DATES = frozenset({Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS})
"""Roles whose rows may show the day of signing beside that of publication, and not say which."""


def entries_of(group: Group, page: Page, task: Task, snapshot: Snapshot) -> tuple[Entry, ...]:
    """The entries of a group in reading order, each row once."""
    kind = kind_of(task.role)
    columns = columns_of(group, kind)
    list_url = task.url
    out: list[Entry] = []
    years = _years(group)
    for row in group.rows:
        link = main_link(row)
        if link is None:
            continue
        cells = texts_of(row, link, columns, kind)
        title = simplify(title_of(row, link, cells))
        if not key(title) or (_TURN.fullmatch(title) and not _is_issue(row, link, task)):
            continue
        found = _date(cells, link.url, years.get(id(row)), task.role)
        if found is None and not any(find_dates(text) for _, _, text in cells):
            found = _date([("", "", closing_day(link.node))], link.url, None, task.role)
            told = day_in_address(link.url)
            if found is not None and told not in (None, found.value):
                found = None  # of what the title tells, not of the row
        fields = tuple(
            (slug, _field(label, text, list_url, kind))
            for slug, label, text in cells
            if slug and slug not in ("title", "noise", "sender")
        )
        out.append(
            Entry(
                url=link.url,
                title=title,
                role=task.role,
                snapshot=snapshot,
                list_url=list_url,
                rank=0,
                date=found,
                pinned=_pinned(row),
                fields=fields,
            )
        )
    once = rows_once(out)
    if sum(entry.pinned for entry in once) * 2 > max(2, len(once)):
        return tuple(_unpinned(entry) for entry in once)
    return once


def _is_issue(row: Row, link: Link, task: Task) -> bool:
    """Whether a row under a bare number is an issue rather than a page: it has a day of its own."""
    return (
        task.role is Role.GAZETTE
        and is_bare(key(link.label))
        and (row.dated or is_dated_below(link.url, task.url))
    )


def kind_of(role: Role) -> str:
    """Which labels the columns of a role's lists bear."""
    return _KINDS.get(role, "document")


def _date(
    cells: list[tuple[str, str, str]], url: str, year: int | None, role: Role
) -> Field[date] | None:
    order = list(_ORDER)
    if role == Role.MESSAGE_BOARD:
        order.remove("submitted_on")
        order.insert(0, "submitted_on")
    best: tuple[tuple[int, int], str, RowDate] | None = None
    plain: set[date] = set()
    for slug, label, text in cells:
        if slug not in order or len(text) > 80:
            continue
        found = row_date(without_told_days(text), url, year)
        if not slug and DATES_ALONE.fullmatch(text):
            plain.update(one.value for one in find_dates(text))
        # A summary may tell of another day than the row's own, which stands alone.
        beside = 2 if len(text) > LONGEST_LABEL else int(not DATES_ALONE.fullmatch(text))
        rank = (order.index(slug), 0 if slug else beside)
        if found is not None and (best is None or rank < best[0]):
            best = (rank, label, found)
    if best is None or (len(plain) > 1 and not best[1] and role in _TWO_DATES):
        return None
    _, label, found = best
    return Field(found.value, found.raw, Source.ROW, label=label, place="list row", at=found.at)


def _field(label: str, text: str, list_url: str, kind: str) -> Field[str]:
    value = None if is_placeholder(text) else text
    return Field(value, text, Source.ROW, label=label, place="list row", url=list_url)


def _years(group: Group) -> dict[int, int]:
    """The year that each row stands under, where a group is divided by years."""
    out: dict[int, int] = {}
    if all(_WHOLE.search(row.text) for row in group.rows):
        return out
    for row in group.rows:
        at: LexborNode | None = row.nodes[0]
        for _ in range(3):
            if at is None:
                break
            before, steps = at.prev, 0
            while before is not None and steps < 60:
                if before.tag not in ("script", "style", "-comment"):
                    text = clean(
                        before.text_content or "" if before.tag == "-text" else before.text()
                    )
                    match = _YEAR.search(text) if len(text) <= 24 else None
                    if match and not DATED.search(text):
                        out[id(row)] = int(match.group(1))
                        break
                before, steps = before.prev, steps + 1
            if id(row) in out or at.mem_id == group.box.mem_id:
                break
            at = at.parent
    return out


def _pinned(row: Row) -> bool:
    head = row.nodes[0]
    if _PINNED.search(row.text) or _TOP_HINT.search(hints(head)):
        return True
    for node in head.css("[class], img"):
        if node.tag == "img":
            source = node.attributes.get("src") or ""
            if _TOP_SOURCE.search(source) or _PINNED.search(node.attributes.get("alt") or ""):
                return True
        elif _TOP_HINT.search(hints(node)) and len(node.text()) <= 4:
            return True
    return any(
        _PINNED.search(node.attributes.get("title") or "")
        or _PINNED_ALONE.fullmatch(clean(raw_text(node, _MARK)))
        for node in head.css("i, em, span, b, strong, font, u, sup, label")
    )


def _unpinned(entry: Entry) -> Entry:
    return replace(entry, pinned=False)
