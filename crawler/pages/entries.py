"""Rows to entries: title, address, date, cells, pinned or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.pages.closingdays import closing_day, labelled_parts, value_and_day
from crawler.pages.dateline import days_beside, without_day
from crawler.pages.dates import find_dates
from crawler.pages.issues import is_bare, is_dated_below, issue_named
from crawler.pages.labels import is_placeholder, slug_of
from crawler.pages.layout import MORE, hints
from crawler.pages.page import Page, raw_text
from crawler.pages.rowcolumns import Columns, cells_of, columns_of
from crawler.pages.rowdates import RowDate, day_in_address, row_date, without_told_days
from crawler.pages.rows import DATED, Group, Link, Row
from crawler.pages.sharedrows import rows_once
from crawler.pages.task import Task
from crawler.pages.text import clean, key, simplify
from crawler.pages.wording import pattern
from crawler.portals.roles import Role
from crawler.records.model import Entry, Field, Snapshot, Source

_SIDE = pattern("side_link")
_TURN = re.compile(
    r"[\[【]?\d{1,3}[\]】]?|[\[【(（]?(?:[上下]一?|[首尾末]|第一|最后一)[页頁][\]】)）]?|[<>«»‹›＜＞]+"
)
_BRACKETED = re.compile(r"^[\[【(（〔][^\]】)）〕]{1,14}[\]】)）〕]$")
_CUT = re.compile(r"(?:…+|\.{2,})\s*$")
_BULLET = re.compile(r"^[\s·•▪■□◆◇●○►▶▲△★☆>»›＞\-—*|]+")
_FLAG = pattern("flag")
_PINNED = pattern("pinned")
_PINNED_ALONE = pattern("pinned_alone")
_TITLE_NOTE = pattern("title_note")
_TITLE_HINT = re.compile(r"title|(?:^|[\s_-])(?:tit|bt|name|subject)(?:$|[\s_-]|\d)")
_DATE_HINT = re.compile(r"date|time|(?:^|[\s_-])(?:rq|sj|day)(?:$|[\s_-]|\d)")
_LABEL = re.compile(r"^[\[【(（]?\s*([^\d:：]{2,12}?)\s*[:：]\s*(.*)$", re.S)
_TOP_SOURCE = re.compile(
    r"(?:^|[/_-])(?:top|ding|zd|zhiding|istop)\d?\.(?:gif|png|jpe?g|svg)", re.I
)
_TOP_HINT = re.compile(
    r"(?:^|\s)(?:top|is-?top|on-?top|zd|zhi-?ding|stick|sticky|pinned|pin)(?:$|\s)"
)
_MARK = 12
"""Characters of an element of a row that are looked at for a mark."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WRAPPERS = 4
"""Boxes round the parts of a card."""
_LONGEST_LABEL = 24
"""Characters of a date with its label; what is longer tells something."""
_DATES_ALONE = re.compile(r"[\d\s年月日/.:：-]{8,44}")
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
        cells = _cells(row, link, columns, kind)
        title = simplify(_title(row, link, cells))
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


def main_link(row: Row) -> Link | None:
    """The link of a row that leads to the thing itself: not a category, a button, a file icon.

    Of several long ones it is the first: a document's row may end with its interpretation.
    """
    ranked: list[tuple[int, Link]] = []
    for link in row.links:
        label = clean(link.label)
        word = key(label)
        title = key(clean(link.node.attributes.get("title") or ""))
        side = bool(_SIDE.match(label)) or word in MORE or bool(_BRACKETED.match(label))
        size = max(len(word), min(len(title), 60))
        ranked.append((0 if side else size, link))
    if not ranked:
        return None
    longest = max(size for size, _ in ranked)
    return next(link for size, link in ranked if size * 2 >= longest)


def _title(row: Row, link: Link, cells: list[tuple[str, str, str]]) -> str:
    shown = _shown_title(link.node)
    attribute = clean(link.node.attributes.get("title") or "")
    note = _TITLE_NOTE.search(attribute)
    if note:
        attribute = note.group(1)
    bare = key(_CUT.sub("", shown))
    if is_bare(bare) and (issue := issue_named(link.node)):
        return simplify(issue)
    title = shown
    if len(key(attribute)) >= 4 and (
        not bare or (key(attribute).startswith(bare[:40]) and len(key(attribute)) >= len(bare))
    ):
        title = attribute
    if _SIDE.match(title) or not key(title):
        named = [text for slug, _, text in cells if slug == "title" and key(text)]
        plain = [text for slug, _, text in cells if not slug and not DATED.search(text)]
        title = max(named or plain or [title], key=len)
    title = _FLAG.sub("", _BULLET.sub("", title)).strip()
    return without_day(title, lambda: days_beside(title, link.url, [text for *_, text in cells]))


def _shown_title(link: LexborNode) -> str:
    """The text of a link without dates, summaries and marks that stand inside it."""
    if link.css_first("*") is None:
        return clean(link.text())
    for node in link.css("h1, h2, h3, h4, h5, h6, [class]"):
        if node.mem_id != link.mem_id and (
            (node.tag or "").startswith("h") or _TITLE_HINT.search(hints(node))
        ):
            text = clean(raw_text(node))
            if len(key(text)) >= 4:
                return text
    parts: list[str] = []
    undated: list[str] = []
    attribute = key(link.attributes.get("title") or "")
    for child in _unwrapped(link).iter(include_text=True):
        text = clean(raw_text(child))
        if child.tag != "-text" and _is_date(text):
            continue
        undated.append(raw_text(child))
        named = child.tag != "-text" and _DATE_HINT.search(hints(child))
        if named and not (len(attribute) >= 4 and key(text) == attribute):
            continue
        block = child.tag in ("div", "p", "dt", "dd", "dl")
        if block and parts and len(key("".join(parts))) >= 4:
            break
        parts.append(raw_text(child))
    return clean("".join(parts)) or clean("".join(undated)) or clean(raw_text(link))


def _unwrapped(box: LexborNode) -> LexborNode:
    """The box whose parts stand side by side: not one that only wraps another."""
    for _ in range(_WRAPPERS):
        spoken = [one for one in box.iter(include_text=True) if clean(raw_text(one))]
        if len(spoken) != 1 or spoken[0].tag == "-text" or next(spoken[0].iter(), None) is None:
            break
        box = spoken[0]
    return box


def _is_date(text: str) -> bool:
    return 0 < len(text) <= 24 and DATED.search(text) is not None and len(key(text)) <= 16


def _cells(row: Row, link: Link, columns: Columns, kind: str) -> list[tuple[str, str, str]]:
    """The pieces of a row beside its title: (slug, label, text); slug is empty if unlabelled."""
    out: list[tuple[str, str, str]] = []
    head = row.nodes[0]
    cells = cells_of(row) if columns else ()
    if columns and (head.tag == "tr" or len(cells) == len(columns)):
        number = 0
        for cell in cells:
            slug, label = columns.get(number, ("", ""))
            number += int(cell.attributes.get("colspan") or "1") if _is_span(cell) else 1
            text = clean(raw_text(cell))
            own = cell.mem_id == link.node.mem_id
            if slug or not (own or link.node.mem_id in {a.mem_id for a in cell.css("a")}):
                out.append((slug, label, text))
        return out
    for text in (part for piece in _pieces(row, link) for part in labelled_parts(piece, kind)):
        match = _LABEL.match(text)
        name = match.group(1) if match else ""
        named = (slug_of(name, kind) or slug_of(name, "document")) if name else None
        if match and named:
            value, day = value_and_day(named, clean(match.group(2)))
            out += [(named, name, value), *([("", "", day)] if day else [])]
        else:
            out.append(("", "", text))
    return out


def _is_span(cell: LexborNode) -> bool:
    return (cell.attributes.get("colspan") or "").strip() in ("2", "3", "4", "5", "6")


def _pieces(row: Row, link: Link) -> Iterable[str]:
    """The texts of a row element by element, without those of its main link.

    Neighbouring pieces that hold only parts of a date (a day, a month with its year) are joined.
    """
    own = link.node.mem_id
    parts: list[str] = []
    stack: list[LexborNode] = list(reversed(row.nodes))
    while stack:
        at = stack.pop()
        if at.mem_id == own:
            parts.extend(_dates_inside(at))
            parts.append("\n")
            continue
        stamp = _stamp(at)
        if stamp:
            parts.append(stamp)
        elif at.tag == "-text":
            text = clean(at.text_content or "")
            if text:
                parts.append(text)
        elif at.tag not in ("script", "style", "-comment"):
            stack.extend(reversed(list(at.iter(include_text=True))))
    run: list[str] = []
    for part in [*parts, "\n"]:
        if re.fullmatch(r"[\d\s年月日/.:：-]{1,20}", part) and part != "\n":
            run.append(part)
            continue
        if run:
            yield " ".join(run)
            run = []
        if part != "\n":
            if _LABEL.match(part) and part.rstrip().endswith((":", "：")):
                run.append(part)  # a label whose value stands in the next element
            else:
                yield part


def _dates_inside(link: LexborNode) -> list[str]:
    """The dates that stand inside a row's main link, beside its title.

    They are children of the link, or boxes that call themselves a date (a day, a month with its
    year), or stand deeper in a card that is one link as a whole: there its summary tells none.
    """
    found = [_stamp(one) or text for one in link.iter() if _is_date(text := clean(raw_text(one)))]
    if found:
        return found
    named = [n for n in link.css("[class]") if _DATE_HINT.search(hints(n))]
    found = [_stamp(node) or clean(raw_text(node)) for node in named]
    return found if any(DATED.search(text) for text in found) else [*found, *_deep_dates(link)]


def _deep_dates(box: LexborNode) -> list[str]:
    """The elements at any depth of a card that hold a date and nothing else."""
    found: list[str] = []
    for child in box.iter():
        text = clean(raw_text(child))
        if stamp := _stamp(child):
            found.append(stamp)
        elif child.tag in _HEADINGS or _is_prose(child):
            continue
        elif _DATES_ALONE.fullmatch(text) or (
            _is_date(text) and not any(_is_date(clean(raw_text(one))) for one in child.iter())
        ):
            found.append(text)
        else:
            found += _deep_dates(child)
    return found


def _is_prose(node: LexborNode) -> bool:
    """Whether an element has a text of its own beside its children, longer than a label."""
    own = (one.text_content or "" for one in node.iter(include_text=True) if one.tag == "-text")
    return sum(len(clean(text)) for text in own) > _LONGEST_LABEL


def _stamp(node: LexborNode) -> str:
    """The whole date that an element carries beside the short form it shows, or nothing."""
    if node.tag not in ("time", "span", "em", "i"):
        return ""
    attributes = node.attributes
    text = clean(attributes.get("datetime") or attributes.get("title") or "")
    return text if _is_date(text) and len(text) >= 8 else ""


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
        if not slug and _DATES_ALONE.fullmatch(text):
            plain.update(one.value for one in find_dates(text))
        # A summary may tell of another day than the row's own, which stands alone.
        beside = 2 if len(text) > _LONGEST_LABEL else int(not _DATES_ALONE.fullmatch(text))
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
