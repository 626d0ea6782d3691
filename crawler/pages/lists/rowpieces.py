"""The piece of a page that is the row of a link: the smallest that comes again, with its date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.lists.closingdays import closing_day
from crawler.pages.lists.rows import DATED, LINKS_OF_A_ROW, MAY_BE_DATED, MOST_OF_A_ROW, ROW_TAGS
from crawler.pages.words.issues import issue_of
from crawler.pages.words.rowdates import SENTENCE, without_told_days
from crawler.pages.words.text import clean, key

_ONLY_A_DATE = re.compile(
    r"\W*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?\W*"
)
_PIECES = frozenset(
    {"a", "div", "p", "dd", "dl", "dt", "article", "section", "span", "td", "table", "ul", "ol"}
    | {"details"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_LINKS_OF_A_CARD = 3
_LINKS_OF_A_LISTED_ROW = 3
_ROWS_OF_A_GRID = 8
"""Rows, and what stands between them, that are looked at before a cell that stands alone."""
_LEVELS = 7
"""Levels between a link and the row it stands in."""
_TITLE = 6
_LONGEST_ROW = 300
"""Characters beside its link that a row without a twin may have."""


def links_within(nodes: Iterable[LexborNode]) -> dict[int, list[LexborNode]]:
    """The links within each box near a link; of a large box only the first few."""
    found: dict[int, list[LexborNode]] = {}
    around: dict[int, list[list[LexborNode]]] = {}
    for node in nodes:
        boxes = [found.setdefault(node.mem_id, [])]
        parent = node.parent
        if parent is not None:  # links stand side by side: their boxes are looked up once
            boxes += around.get(parent.mem_id) or _boxes(parent, found, around)
        if node.tag == "a":
            for within in boxes:
                if len(within) <= LINKS_OF_A_ROW:
                    within.append(node)
    return found


def _boxes(
    node: LexborNode,
    found: dict[int, list[LexborNode]],
    around: dict[int, list[list[LexborNode]]],
) -> list[list[LexborNode]]:
    """What is found in an element and in those round it, as many as a row may be above a link."""
    at: LexborNode | None = node
    boxes: list[list[LexborNode]] = []
    while at is not None and len(boxes) <= _LEVELS + 1:  # one more than are asked for here
        if (known := around.get(at.mem_id)) is not None:
            boxes += known
            break
        boxes.append(found.setdefault(at.mem_id, []))
        at = at.parent
    # The items of a list are asked for one after the other: what is round it is kept at once.
    if (parent := node.parent) is not None:
        around.setdefault(parent.mem_id, boxes[1 : _LEVELS + 2])
    around[node.mem_id] = boxes = boxes[: _LEVELS + 1]
    return boxes


def piece_of(link: LexborNode, root: int, few: dict[int, list[LexborNode]]) -> LexborNode | None:
    """The row that a link stands in, or None. `few` has the links of each box."""
    best: LexborNode | None = None
    cell: LexborNode | None = None
    closed = closing_day(link) != ""
    lone = link if link.tag == "a" and closed else None
    at: LexborNode | None = link
    for _ in range(_LEVELS):
        if at is None or at.mem_id == root:
            break
        tag = at.tag or ""
        inner_links = few.get(at.mem_id, [])
        count = max(1, len(inner_links))
        if tag == "tr" and len({issue_of(node) for node in inner_links} - {""}) > 1:
            return cell  # a grid of issues
        if tag == "td" and count == 1:
            cell = at
        if tag == "td" and _is_card(at) and any(map(_is_card, _other_cells(at))):
            return at  # a grid of pictures with names below
        if count > LINKS_OF_A_ROW:
            break
        if tag in ROW_TAGS:
            if tag == "tr" or _is_far_from_alone(at, few) or _dated_beside(at, link, closed):
                return at
            return _wrapping(at, few) or at
        if count > 1 and len(_titled(inner_links)) > 1:
            break
        if tag in _PIECES and tag not in ("td", "table", "ul", "ol"):
            twin = _has_twin(at)
            alone = count == 1 and tag != "a"
            alone = alone and len(_opening(at)) - len(link.text()) < _LONGEST_ROW
            if (twin or alone) and _dated_beside(at, link, closed) and not _only_told(at, link):
                return at
            if best is None and twin and not (tag == "a" and _in_card(at, few)):
                best = at
        at = at.parent
    # A box round many links, such as a pager, is no row of the one link that ends with its day.
    crowded = best is None or len(few.get(best.mem_id, ())) > _LINKS_OF_A_CARD
    return lone if lone is not None and crowded else best


def _dated_beside(box: LexborNode, link: LexborNode, closed: bool) -> bool:
    """Whether a date stands in a box beside the words of a link, or in an element or at its end.

    `closed` says that one stands at its end.
    """
    text = _opening(box)
    own = link.text()
    if MAY_BE_DATED.search(text) is not None and DATED.search(text.replace(own, " ", 1)):
        return True
    return closed or (
        MAY_BE_DATED.search(own) is not None
        and any(DATED.search(child.text()) for child in link.iter())
    )


def _only_told(box: LexborNode, link: LexborNode) -> bool:
    """Whether the only days in a box beside its link are those that its summary tells of."""
    if SENTENCE.search(text := _opening(box).replace(link.text(), " ", 1)) is None:
        return False
    inside = {node.mem_id for node in link.traverse(include_text=True)}
    found = islice(box.traverse(include_text=True), MOST_OF_A_ROW)
    pieces = [
        node.text_content or ""
        for node in found
        if node.tag == "-text" and node.mem_id not in inside
    ]
    rest = "".join(without_told_days(clean(piece)) for piece in pieces)
    return DATED.search(text) is not None and DATED.search(rest) is None


def _is_card(cell: LexborNode) -> bool:
    """Whether a cell shows a picture and words that lead to one page."""
    links = cell.css("a[href]")
    if not 0 < len(links) <= _LINKS_OF_A_CARD or cell.css_first("img") is None:
        return False
    said = {node.attributes.get("href") for node in links if key(node.text())}
    return len({node.attributes.get("href") for node in links}) == len(said) == 1


def _in_card(link: LexborNode, few: dict[int, list[LexborNode]]) -> bool:
    """Whether a link is the picture or the name of a card, one of several: that card is the row."""
    box = link.parent
    if box is None or box.tag != "div" or not 1 < len(few.get(box.mem_id, ())) <= _LINKS_OF_A_CARD:
        return False
    return _is_card(box) and _has_twin(box)


def _other_cells(cell: LexborNode) -> list[LexborNode]:
    """Some cells of the same row of a table; where the cell is the only one, those of the nearest
    row before it of several cards, if all between are cards, and as dated: it ends their grid.
    """
    row = cell.parent
    if row is None or row.tag != "tr":
        return []
    cells = [node for node in row.iter() if node.tag == "td" and node.mem_id != cell.mem_id]
    if cells:
        return cells[:LINKS_OF_A_ROW]
    dated = DATED.search(cell.text()) is not None
    before = row.prev
    for _ in range(_ROWS_OF_A_GRID):
        if before is None:
            break
        cells = [node for node in before.iter() if node.tag == "td"][:LINKS_OF_A_ROW]
        cards = [node for node in cells if _is_card(node)]
        if before.tag != "-text" and any(
            (DATED.search(c.text()) is not None) != dated for c in cards
        ):
            return []
        if len(cards) > 1 or (before.tag != "-text" and not cards):
            return cards
        before = before.prev
    return []


def _opening(box: LexborNode) -> str:
    """The text of a box, or the beginning of a long one: boxes nest, and each is looked at."""
    parts: list[str] = []
    length = 0
    for count, node in enumerate(box.traverse(include_text=True)):
        if length > MOST_OF_A_ROW or count > MOST_OF_A_ROW:
            break
        if node.tag == "-text":
            parts.append(node.text_content or "")
            length += len(parts[-1])
    return "".join(parts)


def _titled(links: list[LexborNode]) -> set[str]:
    """The addresses under links long enough to be titles: a row has one."""
    return {
        node.attributes.get("href") or node.attributes.get("onclick") or ""
        for node in links
        if len(key(node.text())) >= _TITLE
    }


def _is_far_from_alone(item: LexborNode, few: dict[int, list[LexborNode]]) -> bool:
    """Whether an item of a list stands among so many links that its list is no row."""
    parent = item.parent
    return parent is None or len(few.get(parent.mem_id, ())) > _LINKS_OF_A_LISTED_ROW


def _wrapping(item: LexborNode, few: dict[int, list[LexborNode]]) -> LexborNode | None:
    """The parent of a cell-like item, where one list per row holds link and date."""
    parent = item.parent
    if parent is None or item.tag != "li" or _is_far_from_alone(item, few):
        return None
    if DATED.search(parent.text()) and (
        _has_twin(parent)
        or (parent.parent is not None and _has_twin(parent.parent))
        or _of_cells(parent)
    ):
        return parent
    return None


def _of_cells(box: LexborNode) -> bool:
    """Whether a list is the only row of a table of lists: one item has the link, one is a date."""
    items = [node for node in box.iter() if node.tag == "li"]
    linked = sum(node.css_first("a") is not None for node in items)
    return linked == 1 and any(_ONLY_A_DATE.fullmatch(node.text().strip()) for node in items)


def _has_twin(node: LexborNode) -> bool:
    """Whether a sibling nearby is the same kind of element and holds a link too."""
    for step in ("next", "prev"):
        sibling = node
        for _ in range(6):
            following = sibling.next if step == "next" else sibling.prev
            if following is None:
                break
            sibling = following
            if sibling.tag == node.tag and (
                sibling.tag == "a" or sibling.css_first("a") is not None
            ):
                return True
    return False


def tail(piece: LexborNode) -> tuple[LexborNode, ...]:
    """What follows a bare link or heading up to the next: its date, its summary."""
    if piece.tag in ROW_TAGS or piece.tag in ("div", "article", "section", "ul", "dl"):
        return ()
    if DATED.search(_beside(piece)):
        return ()
    out: list[LexborNode] = []
    at = piece.next
    for _ in range(5):
        if at is None or at.tag in (piece.tag, "a", "hr", "ul", "table"):
            break
        if at.tag == "br" or (at.tag != "-text" and at.css_first("a") is not None):
            break
        if at.tag in ("-text", "span", "em", "i", "font", "dd", "p", "div", "b", "small", "time"):
            out.append(at)
        at = at.next
    return tuple(out) if any(DATED.search(_text(node)) for node in out) else ()


def lead(piece: LexborNode) -> tuple[LexborNode, ...]:
    """A date before a bare link, where none follows it."""
    if piece.tag != "a" or tail(piece) or DATED.search(_beside(piece)):
        return ()
    at = piece.prev
    for _ in range(2):
        if at is None or at.tag in ("a", "br", "ul"):
            break
        if DATED.search(_text(at)) and len(_text(at)) < 40:
            return (at,)
        at = at.prev
    return ()


def _beside(piece: LexborNode) -> str:
    """The text of a piece without that of its title."""
    link = piece if piece.tag == "a" else piece.css_first("a")
    if link is None:
        return piece.text()
    inner = " ".join(child.text() for child in link.iter() if DATED.search(child.text()))
    return piece.text().replace(link.text(), " ", 1) + inner


def _text(node: LexborNode) -> str:
    return (node.text_content or "") if node.tag == "-text" else node.text()
