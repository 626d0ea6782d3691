"""Rows: the repeated pieces of a page that each lead to one thing, in groups that belong together.

Nothing here knows a tag of any one system. A row is the smallest repeated piece round a link,
with its date if one stands beside it; rows of one parent are a group; groups between which
nothing stands but rulers, years or plain headings are one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.pages.closingdays import closing_day
from crawler.pages.hiding import is_hidden
from crawler.pages.issues import issue_of
from crawler.pages.knownrows import Told, counted, lists_of, remember
from crawler.pages.layout import ASIDE, MORE, Layout, hints
from crawler.pages.navigation import Links
from crawler.pages.page import Page, raw_text
from crawler.pages.rowdates import SENTENCE, without_told_days
from crawler.pages.text import clean, key
from crawler.pages.wording import pattern

DATED = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|(?<![\d.])(?:0?[1-9]|1[0-2])\s*[-/月]\s*(?:[0-2]?\d|3[01])(?!\d)"
    r"|[一二][〇○零O0一二三四五六七八九]{3}\s*年\s*[元一二三四五六七八九十]{1,2}\s*月"
)
_MAY_BE_DATED = re.compile("[\\d年\uf98e]")
"""What has none of these shows no date: a digit, 年, or the doublet that becomes 年."""
_ONLY_A_DATE = re.compile(
    r"\W*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?\W*"
)
_TODAY = pattern("today")
"""Headings of boxes beside a list, never of the list itself."""
_PLAIN_RESIDUE = pattern("residue")
_STATE = re.compile(r"[0-9]+|\b(?:on|active|cur|show|hide|first|last)\b")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "-comment"})
_ROW_TAGS = frozenset({"li", "tr"})
_PIECES = frozenset(
    {"a", "div", "p", "dd", "dl", "dt", "article", "section", "span", "td", "table", "ul", "ol"}
    | {"details"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
MOST_LINKS = 10_000
"""Links of one page that are looked at; more are a trap."""
_LINKS_OF_A_ROW = 8
_LINKS_OF_A_CARD = 3
_LINKS_OF_A_LISTED_ROW = 3
_LEVELS = 7
"""Levels between a link and the row it stands in."""
_MOST_BETWEEN = 3_000
_TITLE = 6
_LONGEST_ROW = 300
"""Characters beside its link that a row without a twin may have."""
_MOST_OF_A_ROW = 3_000
"""Characters (and nodes) of a row that are looked at: rows may stand in rows."""
_NO_ROW = pattern("no_row")
_NO_ROWS = frozenset({"crumb", "footer"})
"""Regions in which no link is a row."""


class Link(NamedTuple):
    """A link in a row: node, where it leads, what it says."""

    node: LexborNode
    url: str
    label: str


_Pieces = dict[int, tuple[LexborNode, list[Link], Told]]
"""Rows by the number of their node: the node, the links in it, what it says."""


@dataclass(frozen=True)
class Row:
    """One row: its nodes in reading order and the links in them."""

    nodes: tuple[LexborNode, ...]
    links: tuple[Link, ...]

    told: Told = field(default_factory=Told, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The visible text of the row, cleaned; of a very long one the beginning."""
        told = self.told
        if told.text is None:
            told.text = clean(" ".join(raw_text(node, _MOST_OF_A_ROW) for node in self.nodes))
        return told.text

    @property
    def dated(self) -> bool:
        """Whether anything in the row looks like a date."""
        told = self.told
        if told.dated is None:
            told.dated = self._shows_date()
        return told.dated

    def _shows_date(self) -> bool:
        texts = [raw_text(node, _MOST_OF_A_ROW) for node in self.nodes]
        if not any(map(_MAY_BE_DATED.search, texts)):
            return False
        return DATED.search(_TODAY.sub("", self.text)) is not None


@dataclass(frozen=True)
class Group:
    """Rows that belong together; `box` is the smallest node that holds them all."""

    rows: tuple[Row, ...]
    box: LexborNode
    tag: str


def row_groups(page: Page, layout: Layout, links: Links) -> list[Group]:
    """Every group of rows of a page, in reading order."""
    groups: dict[tuple[int, str], list[Row]] = {}
    boxes: dict[int, LexborNode] = {}
    for piece, found, told in _pieces(page, layout, links).values():
        parent = piece.parent
        if parent is None:
            continue
        mem_id, tag = parent.mem_id, piece.tag or ""
        boxes.setdefault(mem_id, parent)
        if _says_only_more(piece, found):
            continue
        nodes = (piece,) if tag in _ROW_TAGS else (*_lead(piece), piece, *_tail(piece))
        groups.setdefault((mem_id, tag), []).append(Row(nodes, tuple(found), told))
    out = [Group(tuple(rows), boxes[mem], tag) for (mem, tag), rows in groups.items()]
    return _joined(out, page.root.mem_id)


def _says_only_more(piece: LexborNode, links: list[Link]) -> bool:
    """Whether a piece of a list only leads on to the rest of it."""
    if len(links) != 1 or key(links[0].label) not in MORE:
        return False
    return key(clean(raw_text(piece, _MOST_OF_A_ROW))) in MORE


def _pieces(page: Page, layout: Layout, links: Links) -> _Pieces:
    """The rows of a page, those of menus that another page showed before from memory."""
    pieces: _Pieces = {}
    nodes = page.root.css("a, [onclick]")[:MOST_LINKS]
    lists = lists_of(page.root, nodes, links, _LINKS_OF_A_ROW + 1)
    few = _links_within(counted(nodes, lists))
    at = 0
    for one in lists:
        _read_rows(page, layout, links, nodes, range(at, one.start), few, pieces)
        if one.known is None:
            read = _read_rows(page, layout, links, nodes, range(one.start, one.end), few, pieces)
            if layout.region(one.node) not in _NO_ROWS:
                told = {mem_id: piece[2] for mem_id, piece in pieces.items()}
                remember(one, nodes, read, told, _LINKS_OF_A_ROW + 1)
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
        piece = _piece(node, page.root.mem_id, few)
        if piece is not None:
            read[number] = (piece, url, label)
            _, found, _ = pieces.setdefault(piece.mem_id, (piece, [], Told()))
            found.append(Link(node, url, label))
    return read


@lru_cache(maxsize=8192)
def _is_no_row(label: str) -> bool:
    return _NO_ROW.search(label) is not None


def _links_within(nodes: Iterable[LexborNode]) -> dict[int, list[LexborNode]]:
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
                if len(within) <= _LINKS_OF_A_ROW:
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


def _piece(link: LexborNode, root: int, few: dict[int, list[LexborNode]]) -> LexborNode | None:
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
        if count > _LINKS_OF_A_ROW:
            break
        if tag in _ROW_TAGS:
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
    if _MAY_BE_DATED.search(text) is not None and DATED.search(text.replace(own, " ", 1)):
        return True
    return closed or (
        _MAY_BE_DATED.search(own) is not None
        and any(DATED.search(child.text()) for child in link.iter())
    )


def _only_told(box: LexborNode, link: LexborNode) -> bool:
    """Whether the only days in a box beside its link are those that its summary tells of."""
    if SENTENCE.search(text := _opening(box).replace(link.text(), " ", 1)) is None:
        return False
    inside = {node.mem_id for node in link.traverse(include_text=True)}
    found = islice(box.traverse(include_text=True), _MOST_OF_A_ROW)
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
    """Some cells of the same row of a table."""
    row = cell.parent
    if row is None or row.tag != "tr":
        return []
    cells = [node for node in row.iter() if node.tag == "td" and node.mem_id != cell.mem_id]
    return cells[:_LINKS_OF_A_ROW]


def _opening(box: LexborNode) -> str:
    """The text of a box, or the beginning of a long one: boxes nest, and each is looked at."""
    parts: list[str] = []
    length = 0
    for count, node in enumerate(box.traverse(include_text=True)):
        if length > _MOST_OF_A_ROW or count > _MOST_OF_A_ROW:
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


def _tail(piece: LexborNode) -> tuple[LexborNode, ...]:
    """What follows a bare link or heading up to the next: its date, its summary."""
    if piece.tag in _ROW_TAGS or piece.tag in ("div", "article", "section", "ul", "dl"):
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


def _lead(piece: LexborNode) -> tuple[LexborNode, ...]:
    """A date before a bare link, where none follows it."""
    if piece.tag != "a" or _tail(piece) or DATED.search(_beside(piece)):
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
    alike = len({_shape(group.box) for group in groups}) == 1
    if any(dated) != all(dated) or (not alike and not all(dated)):
        return False
    own = sum(len(node.text()) for group in groups for row in group.rows for node in row.nodes)
    if len(box.text()) > own + _MOST_BETWEEN:
        return False
    rows = {node.mem_id for group in groups for row in group.rows for node in row.nodes}
    # What unfolds below a row that has its own box stands between no two of them.
    shown = [one.box for one in groups if len(one.rows) == 1 and not is_hidden(one.box)]
    rows |= {one.mem_id for around in shown for one in around.iter() if is_hidden(one)}
    words = [
        word for text in _between(box, rows) if (word := key(_PLAIN_RESIDUE.sub("", clean(text))))
    ]
    if sum(len(word) for word in words) <= 1:
        return True
    if any(word in MORE for word in words) or any(ASIDE.search(word) for word in words):
        return False
    return all(dated) and alike and len(words) < len(groups) and all(len(w) <= 14 for w in words)


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


def _shape(node: LexborNode) -> str:
    return f"{node.tag} {_STATE.sub('', hints(node))}"


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
