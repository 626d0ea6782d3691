"""The columns of a list that names them once, above its rows: a table's header row, or the same
made of other elements (<div><b>名称</b><b>成文日期</b>…</div> over <dl><dt>…<dd>…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.lists.rows import DATED, Group, Row
from crawler.pages.markup.page import raw_text
from crawler.pages.words.labels import is_placeholder, short_days_of, slug_of, validity_of
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern

Columns = dict[int, tuple[str, str]]
"""Column number → (slug of labels.toml, label as shown)."""

_NO_HEAD = "a[href], input, select, button, textarea"
_LEAST = 2
_MOST = 12
_LEVELS = 3
_BEFORE = 4
_LONGEST_DAY = 24
_COMPACT = re.compile(r"(?<!\d)(?:19|20)\d{6}(?!\d)")
_NOT_YET = pattern("no_reply")
_OF_VALIDITY = frozenset({"effective_on", "repealed_on"})
_LATER = _OF_VALIDITY | {"accepted_on", "forwarded_on", "audited_on", "replied_on", "closed_on"}
"""Days that may not have come yet for any row."""
_UNSEEN = frozenset({"script", "style", "-comment", "-text", "br", "hr", "img", "i", "input"})
_HOLDERS = frozenset({"div", "dl", "ul", "li", "section", "article", "p", "a"})


def columns_of(group: Group, kind: str) -> Columns:
    """The columns of a group; empty where no row above its rows names them."""
    in_table = group.tag == "tr"
    head = _of_table(group, kind) if in_table else _named_above(group, kind)
    if not head:
        return {}
    rows = [cells for row in group.rows if _fits(row, cells := cells_of(row), head)]
    texts = [[clean(raw_text(cell)) for cell in cells] for cells in rows]
    if in_table:
        return _with_short_days(head, texts, kind)
    if len(rows) * 2 <= len(group.rows):
        return {}
    held = all(_holds(slug, [row[n] for row in texts]) for n, (slug, _) in head.items())
    return _with_short_days(head, texts, kind) if held else {}


def _with_short_days(head: Columns, texts: list[list[str]], kind: str) -> Columns:
    """The columns, those under a short label of a day (成文, 发布) named if they hold days.

    The only one with days stays unnamed, unless it is of signing: it is the rows' own.
    """
    named = dict(head)
    dated = [n for n in head if texts and _holds("dated", [row[n] for row in texts])]
    for number, (slug, label) in head.items():
        short = short_days_of(kind).get(key(label)) if not slug else None
        if dated == [number] and short not in ("signed_on", "published_on"):
            continue
        if texts and short is not None and _holds(short, [row[number] for row in texts]):
            named[number] = (short, label)
    return named


def names_only(group: Group, kind: str) -> bool:
    """Whether what stands above the rows names fields, of columns or of an order: no heading."""
    return group.tag != "tr" and bool(_named_above(group, kind))


def _named_above(group: Group, kind: str) -> Columns:
    head = next((_read(cells, kind) for cells in _above(group)), {})
    return head if sum(bool(slug) for slug, _ in head.values()) >= _LEAST else {}


def _fits(row: Row, cells: tuple[LexborNode, ...], head: Columns) -> bool:
    """Whether a row has a cell under each name, and its title under none of a day or number."""
    if len(cells) != len(head):
        return False
    title = max(row.links, key=lambda link: sum(not char.isdigit() for char in key(link.label)))
    return not any(
        slug.endswith(("_on", "dated", "number"))
        and title.node.mem_id in {cell.mem_id for cell in (cells[n], *cells[n].css("a"))}
        for n, (slug, _) in head.items()
    )


def _holds(slug: str, texts: list[str]) -> bool:
    """Whether a column holds what its name says: a sort bar names columns, too.

    Most cells under the name of a day are days, or say what it is that has none: a document
    still in force, a letter not answered yet.
    """
    days = sum(_is_day(text) for text in texts)
    if slug == "number":
        return days * 2 <= len(texts)
    if not slug.endswith(("_on", "dated")):
        return True
    stated = sum(_has_no_day(slug, text) for text in texts)
    return (days > 0 or slug in _LATER) and (days + stated) * 2 > len(texts)


def _is_day(text: str) -> bool:
    return len(text) <= _LONGEST_DAY and bool(DATED.search(text) or _COMPACT.search(text))


def _has_no_day(slug: str, text: str) -> bool:
    if is_placeholder(text):
        return True
    if slug in _OF_VALIDITY:
        return validity_of(text) is not None
    return slug in _LATER and len(text) <= _LONGEST_DAY and bool(_NOT_YET.fullmatch(text))


def cells_of(row: Row) -> tuple[LexborNode, ...]:
    """The cells of a row: a table's, or the innermost elements side by side."""
    if row.nodes[0].tag == "tr":
        return tuple(cell for cell in row.nodes[0].iter() if cell.tag in ("td", "th"))
    return tuple(cell for node in row.nodes for cell in _leaves(node, 0))


def _of_table(group: Group, kind: str) -> Columns:
    table: LexborNode | None = group.box
    while table is not None and table.tag not in ("table", "body", "html"):
        table = table.parent
    if table is None:
        return {}
    for row in table.css("tr")[:3]:
        cells = [cell for cell in row.iter() if cell.tag in ("th", "td")]
        found = _read(cells, kind)
        slugs = [slug for slug, _ in found.values() if slug]
        plain = all(cell.tag == "th" for cell in cells) and row.css_first("a") is None
        if len(slugs) >= _LEAST or (slugs and plain):
            return found
    return {}


def _read(cells: list[LexborNode], kind: str) -> Columns:
    labels = [clean(raw_text(cell)) for cell in cells]
    return {
        number: (slug_of(label, kind) or slug_of(label, "document") or "", label)
        for number, label in enumerate(labels)
    }


def _above(group: Group) -> Iterator[list[LexborNode]]:
    """The cells of what stands right above the rows and looks like a row without a link."""
    at: LexborNode | None = group.rows[0].nodes[0]
    for _ in range(_LEVELS):
        if at is None or at.tag in ("body", "html"):
            return
        before, steps = at.prev, 0
        while before is not None and steps < _BEFORE:
            if before.tag not in _UNSEEN and before.css_first(_NO_HEAD) is None:
                cells = list(_leaves(before, 0))
                if _LEAST <= len(cells) <= _MOST and all(len(c.text()) <= 40 for c in cells):
                    yield cells
            steps += before.tag != "-text"
            before = before.prev
        at = at.parent


def _leaves(node: LexborNode, depth: int) -> Iterator[LexborNode]:
    children = [child for child in node.iter() if child.tag not in _UNSEEN]
    plain = any(
        child.tag == "-text" and clean(child.text_content or "")
        for child in node.iter(include_text=True)
    )
    splits = node.tag in _HOLDERS and children and not plain and depth < _LEVELS
    if not splits or (len(children) == 1 and node.tag == "a"):
        yield node
        return
    for child in children:
        yield from _leaves(child, depth + 1)
