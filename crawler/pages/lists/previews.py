"""Hubs: where the rest of those rows stands of which a page shows the newest in boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from crawler.pages.lists.rows import Group
from crawler.pages.markup.headinglabels import MORE
from crawler.pages.markup.layout import Layout, hints
from crawler.pages.markup.navigation import Links
from crawler.pages.words.text import key

_LEVELS = 4
_MOST_LINKS = 12
_MOST_BOXES = 200
_FRAME_LINKS = 2
"""Links of a box beside its rows that need not call themselves heading or 更多."""
_TABS = 3
"""From so many lists on, as many links above them are their names."""
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend"})
_HEADING_HINTS = ("tit", "head", "hd", "bt", "lanmu", "more")


def columns_over(
    groups: Sequence[Group], chosen: Sequence[Group], layout: Layout, links: Links
) -> tuple[str, ...]:
    """The addresses of the columns that stand over the chosen lists of a page, or beside 更多.

    `groups` are all of its lists: what stands among those of others is not theirs. One list
    without a 更多 is no hub, be it in several parts; nor are rows without dates.
    """
    boxes = _boxes(groups, layout)
    wanted = _boxes(chosen, layout)
    if not 0 < len(boxes) <= _MOST_BOXES:
        return ()
    inner = {link.node.mem_id for group in groups for row in group.rows if row.dated
             for link in row.links}  # fmt: skip
    shared = Counter(at.mem_id for box in boxes.values() for at in _around(box))
    nodes: list[LexborNode] = []
    for box in wanted.values():
        for at in _around(box):
            if shared[at.mem_id] > 1:
                break
            if heads := _heads(at, inner, links, several=len(wanted) > 1):
                nodes += heads
                break
    nodes = nodes or _tabs(list(wanted.values()))
    lists = sum(bool(_boxes((group,), layout)) for group in chosen)
    if not nodes and lists == 1 and len(wanted) > 1 and wanted.keys() == boxes.keys():
        found = (_heads(at, inner, links, several=False) for box in wanted.values()
                 for at in _around(box))  # fmt: skip
        nodes = next((heads for heads in found if heads), [])
    return tuple(dict.fromkeys(url for node in nodes if (url := links.of(node))))


def _boxes(groups: Sequence[Group], layout: Layout) -> dict[int, LexborNode]:
    """The elements right round the dated rows of the page's content."""
    found: dict[int, LexborNode] = {}
    for group in groups:
        dated = [row for row in group.rows if row.dated]
        if len(dated) * 2 >= len(group.rows) and layout.region(group.box) == "main":
            boxes = (row.nodes[0].parent for row in dated)
            found.update({box.mem_id: box for box in boxes if box is not None})
    return found


def _around(box: LexborNode) -> Iterator[LexborNode]:
    """A box of rows and those around it, from the inside out."""
    at: LexborNode | None = box
    for _ in range(_LEVELS):
        if at is None or at.tag in ("body", "html"):
            return
        yield at
        at = at.parent


def _heads(at: LexborNode, inner: set[int], links: Links, *, several: bool) -> list[LexborNode]:
    """The links of a box beside its rows that name it or lead to more of them."""
    most = _MOST_LINKS if several else _FRAME_LINKS
    beside = [node for node in at.css("a") if node.mem_id not in inner][: most + 1]
    if len(beside) > most:
        return []
    more = [node for node in beside if key(links.label(node)) in MORE]
    if more or not several:
        return more
    if len(beside) <= _FRAME_LINKS:
        return beside
    return [node for node in beside if _in_heading(node, at)]


def _in_heading(node: LexborNode, box: LexborNode) -> bool:
    at: LexborNode | None = node
    while at is not None and at.mem_id != box.mem_id:
        if at.tag in _HEADING_TAGS or any(hint in hints(at) for hint in _HEADING_HINTS):
            return True
        at = at.parent
    return False


def _tabs(boxes: list[LexborNode]) -> list[LexborNode]:
    """The links above several lists where there are as many of them as of lists."""
    if len(boxes) < _TABS:
        return []
    for at in _around(boxes[0]):
        before = at.prev
        for _ in range(_LEVELS):
            if before is None:
                break
            found = before.css("a") if before.tag != "-text" else []
            if len(found) == len(boxes):
                return found
            before = before.prev
    return []
