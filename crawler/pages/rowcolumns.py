"""The columns of a list that names them once, above its rows: a table's header row, or the same
made of other elements (<div><b>名称</b><b>成文日期</b>…</div> over <dl><dt>…<dd>…)."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.labels import slug_of
from crawler.pages.page import raw_text
from crawler.pages.rows import Group, Row
from crawler.pages.text import clean

Columns = dict[int, tuple[str, str]]
"""Column number → (slug of labels.toml, label as shown)."""

_NO_HEAD = "a[href], input, select, button, textarea"
_LEAST = 2
_MOST = 12
_LEVELS = 3
_BEFORE = 4
_UNSEEN = frozenset({"script", "style", "-comment", "-text", "br", "hr", "img", "i", "input"})
_HOLDERS = frozenset({"div", "dl", "ul", "li", "section", "article", "p", "a"})


def columns_of(group: Group, kind: str) -> Columns:
    """The columns of a group; empty where no row above its rows names them."""
    if group.tag == "tr":
        return _of_table(group, kind)
    head = next((_read(cells, kind) for cells in _above(group)), {})
    if sum(bool(slug) for slug, _ in head.values()) < _LEAST:
        return {}
    fit = sum(_fits(cells_of(row), head) for row in group.rows)
    return head if fit * 2 > len(group.rows) else {}


def _fits(cells: tuple[LexborNode, ...], head: Columns) -> bool:
    """Whether a row's title stands under no day or number: a sort bar names columns, too."""
    if len(cells) != len(head):
        return False
    return not any(
        slug.endswith(("_on", "dated", "number"))
        and (cells[number].tag == "a" or cells[number].css_first("a[href]") is not None)
        for number, (slug, _) in head.items()
    )


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
