"""Hubs: where the rest of those rows stands of which a page shows the newest in boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from crawler.pages.layout import MORE, Layout, hints
from crawler.pages.navigation import Links
from crawler.pages.rows import Group
from crawler.pages.text import key

_LEVELS = 4
_MOST_LINKS = 12
_MOST_BOXES = 200
_FRAME_LINKS = 2
"""Links of a box beside its rows that need not call themselves heading or 更多."""
_TABS = 3
"""From so many lists on, as many links above them are their names."""
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend"})
_HEADING_HINTS = ("tit", "head", "hd", "bt", "lanmu", "more")


def columns_over(groups: Sequence[Group], layout: Layout, links: Links) -> tuple[str, ...]:
    """The addresses of the columns that stand over lists of the page's content, or beside 更多.

    One list without a 更多 is no hub; nor are rows without dates.
    """
    boxes: dict[int, LexborNode] = {}
    inner: set[int] = set()
    for group in groups:
        if sum(row.dated for row in group.rows) * 2 < len(group.rows):
            continue
        inner.update(link.node.mem_id for row in group.rows for link in row.links)
        if layout.region(group.box) == "main":
            for row in group.rows:
                if row.dated and (box := row.nodes[0].parent) is not None:
                    boxes.setdefault(box.mem_id, box)
    if not 0 < len(boxes) <= _MOST_BOXES:
        return ()
    shared: Counter[int] = Counter()
    for box in boxes.values():
        shared.update(at.mem_id for at in _around(box))
    found: list[list[LexborNode]] = []
    for box in boxes.values():
        heads: list[LexborNode] = []
        for at in _around(box):
            if shared[at.mem_id] > 1 or heads:
                break
            heads = _heads(at, inner, links, several=len(boxes) > 1)
        found.append(heads)
    nodes = [node for heads in found for node in heads] or _tabs(list(boxes.values()))
    return tuple(dict.fromkeys(url for node in nodes if (url := links.of(node))))


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
    beside = [node for node in at.css("a") if node.mem_id not in inner][: _MOST_LINKS + 1]
    if len(beside) > _MOST_LINKS:
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
