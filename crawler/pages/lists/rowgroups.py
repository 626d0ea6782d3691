"""The groups of rows on a page, in reading order: those that belong together are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.pages.lists.hiding import is_hidden
from crawler.pages.lists.knownrows import Told, counted, lists_of, remember
from crawler.pages.lists.rowpieces import lead, links_within, piece_of, tail
from crawler.pages.lists.rows import (
    DATED,
    LINKS_OF_A_ROW,
    MOST_LINKS,
    MOST_OF_A_ROW,
    ROW_TAGS,
    Group,
    Link,
    Row,
    tables_of,
)
from crawler.pages.lists.shapes import shape
from crawler.pages.markup.headinglabels import MORE
from crawler.pages.markup.layout import ASIDE, Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern

_PLAIN_RESIDUE = pattern("residue")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "-comment"})
_MOST_BETWEEN = 3_000
_LONGEST_HEADING = 8
_PARTS_OF_ONE = pattern("parts_of_one")
_NO_ROW = pattern("no_row")
_NO_ROWS = frozenset({"crumb", "footer"})
"""Regions in which no link is a row."""
_Pieces = dict[int, tuple[LexborNode, list[Link], Told]]
"""Rows by the number of their node: the node, the links in it, what it says."""


def row_groups(page: Page, layout: Layout, links: Links) -> list[Group]:
    """Every group of rows of a page, in reading order."""
    groups: dict[tuple[int, str], list[Row]] = {}
    boxes: dict[int, LexborNode] = {}
    headed: dict[tuple[int, str], list[tuple[LexborNode, list[Link], Told]]] = {}
    for piece, found, told in _pieces(page, layout, links).values():
        parent = piece.parent
        if parent is None:
            continue
        mem_id, tag = parent.mem_id, piece.tag or ""
        boxes.setdefault(mem_id, parent)
        if _says_only_more(piece, found):
            headed.setdefault((mem_id, tag), []).append((piece, found, told))
            continue
        nodes = (piece,) if tag in ROW_TAGS else (*lead(piece), piece, *tail(piece))
        groups.setdefault((mem_id, tag), []).append(Row(nodes, tuple(found), told))
    for (mem_id, tag), several in headed.items():
        cards = len(several) > 1 and (mem_id, tag) not in groups
        if cards and all(key(clean(raw_text(piece))) not in MORE for piece, *_ in several):
            # Several alike, and no row beside them: cards that are a name and 更多.
            rows = [Row((piece,), tuple(found), told) for piece, found, told in several]
            groups[mem_id, tag] = rows
    out = [Group(tuple(rows), boxes[mem], tag) for (mem, tag), rows in groups.items()]
    return _joined(out, page.root.mem_id)


def _says_only_more(piece: LexborNode, links: list[Link]) -> bool:
    """Whether a piece of a list only leads on to the rest of it, or is its heading that does."""
    if len(links) != 1 or (word := key(links[0].label)) not in MORE:
        return False
    beside = key(clean(raw_text(piece, MOST_OF_A_ROW))).replace(word, "", 1)
    return len(beside) <= _LONGEST_HEADING and not any(map(str.isdigit, beside))


def _pieces(page: Page, layout: Layout, links: Links) -> _Pieces:
    """The rows of a page, those of menus that another page showed before from memory."""
    pieces: _Pieces = {}
    nodes = page.root.css("a, [onclick]")[:MOST_LINKS]
    lists = lists_of(page.root, nodes, links, LINKS_OF_A_ROW + 1)
    few = links_within(counted(nodes, lists))
    at = 0
    for one in lists:
        _read_rows(page, layout, links, nodes, range(at, one.start), few, pieces)
        if one.known is None:
            read = _read_rows(page, layout, links, nodes, range(one.start, one.end), few, pieces)
            if layout.region(one.node) not in _NO_ROWS:
                told = {mem_id: piece[2] for mem_id, piece in pieces.items()}
                remember(one, nodes, read, told, LINKS_OF_A_ROW + 1)
        elif layout.region(one.node) not in _NO_ROWS:
            elements = one.node.css("*")
            for row in one.known.rows:
                piece = elements[row.piece]
                found = [Link(nodes[one.start + n], url, label) for n, url, label in row.links]
                pieces[piece.mem_id] = (piece, found, row.told)
        at = one.end
    _read_rows(page, layout, links, nodes, range(at, len(nodes)), few, pieces)
    return pieces


def _read_rows(
    page: Page, layout: Layout, links: Links, nodes: list[LexborNode], numbers: range,
    few: dict[int, list[LexborNode]], pieces: _Pieces,
) -> dict[int, tuple[LexborNode, str, str]]:  # fmt: skip
    """Add the rows of some links to `pieces`: piece, address and label by the link's number."""
    read: dict[int, tuple[LexborNode, str, str]] = {}
    for number in numbers:
        node = nodes[number]
        if node.tag != "a" and node.css_first("a[href]") is not None:
            continue
        url = links.of(node)
        if url is None or layout.region(node) in _NO_ROWS:
            continue
        label = links.label(node)
        if _is_no_row(label) or url.split("/", 3)[3] == "":  # a front page is no row
            continue
        piece = piece_of(node, page.root.mem_id, few)
        if piece is not None:
            read[number] = (piece, url, label)
            _, found, _ = pieces.setdefault(piece.mem_id, (piece, [], Told()))
            found.append(Link(node, url, label))
    return read


@lru_cache(maxsize=8192)
def _is_no_row(label: str) -> bool:
    return _NO_ROW.search(label) is not None


def _joined(groups: list[Group], root: int) -> list[Group]:
    """Groups made one where only rulers, years or plain headings stand between them."""
    for level in range(1, 5):
        buckets: dict[tuple[int, str], list[Group]] = {}
        above: dict[int, LexborNode] = {}
        for group in groups:
            box = _ancestor(group.box, level)
            if box is not None and box.tag not in ("html", "body"):
                above[box.mem_id] = box
                buckets.setdefault((box.mem_id, group.tag), []).append(group)
        merged: dict[int, Group] = {}
        for (mem_id, tag), some in buckets.items():
            if len(some) > 1 and _belong(above[mem_id], some):
                rows = tuple(row for group in some for row in group.rows)
                merged[id(some[0])] = Group(rows, above[mem_id], tag)
                for other in some[1:]:
                    merged[id(other)] = Group((), other.box, tag)
        groups = [merged.get(id(group), group) for group in groups]
        groups = [group for group in groups if group.rows]
    return groups


def _ancestor(node: LexborNode, level: int) -> LexborNode | None:
    at: LexborNode | None = node
    for _ in range(level):
        if at is None:
            return None
        at = at.parent
    return at


def _belong(box: LexborNode, groups: list[Group]) -> bool:
    dated = [group.rows[0].dated for group in groups]
    alike = len({shape(group.box) for group in groups}) == 1
    if any(dated) != all(dated) or (not alike and not all(dated)):
        return False
    own = sum(len(node.text()) for group in groups for row in group.rows for node in row.nodes)
    if len(box.text()) > own + _MOST_BETWEEN:
        return False
    rows = {node.mem_id for group in groups for row in group.rows for node in row.nodes}
    # What unfolds below a row that has its own box stands between no two of them.
    shown = [one.box for one in groups if len(one.rows) == 1 and not is_hidden(one.box)]
    rows |= {one.mem_id for around in shown for one in around.iter() if is_hidden(one)}
    heads = _heads_alike(groups)
    rows |= heads
    words = [
        word for text in _between(box, rows) if (word := key(_PLAIN_RESIDUE.sub("", clean(text))))
    ]
    if heads and (_side_by_side(groups) or not all(map(_PARTS_OF_ONE.search, words))):
        return False  # lists of other things have the same columns
    if sum(len(word) for word in words) <= 1:
        return True
    if any(word in MORE for word in words) or any(ASIDE.search(word) for word in words):
        return False
    return all(dated) and alike and len(words) < len(groups) and all(len(w) <= 14 for w in words)


def _heads_alike(groups: list[Group]) -> set[int]:
    """The head rows of several tables that all name their columns in the same words."""
    tables = tables_of(row for group in groups for row in group.rows)
    heads = [head for table in tables.values() if (head := _head(table)) is not None]
    words = {tuple(key(clean(raw_text(cell))) for cell in head.iter()) for head in heads}
    alike = len(heads) == len(tables) > 1 == len(words)
    return {head.mem_id for head in heads} if alike else set()


def _side_by_side(groups: list[Group]) -> bool:
    """Whether groups stand in several cells of one row of a table that lays out the page."""
    cells: dict[int, LexborNode | None] = {}
    for group in groups:
        at = group.box.parent
        while at is not None and at.tag != "td":
            at = at.parent
        if at is not None:
            cells[at.mem_id] = at.parent
    return len({row.mem_id for row in cells.values() if row is not None}) < len(cells)


def _head(table: LexborNode) -> LexborNode | None:
    """The first row of a table, if it only names columns."""
    first = table.css_first("tr")
    if first is None or first.css_first("a[href], input, select, button") is not None:
        return None
    named = [cell for cell in first.iter() if key(clean(raw_text(cell)))]
    return first if len(named) > 1 and DATED.search(raw_text(first)) is None else None


def _between(box: LexborNode, rows: set[int]) -> list[str]:
    """The pieces of text between the first and the last of the rows below a node."""
    out: list[str] = []
    kept = 0
    started = False
    for text in outside(box, rows, marks=True):
        if text is None:
            started = True
            kept = len(out)
        elif started:
            out.append(text)
    return out[:kept]


def outside(box: LexborNode, taken: Iterable[int], marks: bool = False) -> Iterator[str | None]:
    """The pieces of text below a node that stand in none of the nodes taken.

    With `marks`, None stands for each node taken.
    """
    skip = frozenset(taken)
    stack: list[LexborNode] = [child] if (child := box.child) else []
    while stack:
        at = stack.pop()
        if at.next is not None:
            stack.append(at.next)
        if at.mem_id in skip:
            yield from (None,) if marks else ()
        elif at.tag == "-text":
            text = at.text_content or ""
            if text.strip():
                yield text
        elif at.tag not in _UNSEEN and at.child is not None:
            stack.append(at.child)
