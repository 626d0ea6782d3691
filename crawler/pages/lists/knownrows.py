"""Lists of links whose rows are known from another page: menus, which a site shows on every page.

What the rows of a list are depends on nothing round it where it has more links than a row may
have, names no region and calls no script. Such a list is looked up by its mark-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.pages.markup.layout import names_region
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.repeated import Memo

_LISTS = "ul, ol"
_MOST_MARKUP = 200_000
_NO_CALLS = frozenset({"javascript:", "javascript:;", "javascript:void(0)", "javascript:void(0);"})
_A_LINK = 900
"""About how many bytes a link takes that is kept."""


@dataclass(slots=True)
class Told:
    """What a row was found to say, None as long as nobody asked."""

    text: str | None = None
    dated: bool | None = None


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of a list by the numbers of its nodes: `piece` among all elements, links among links.

    `links` has number, address and label of each.
    """

    piece: int
    links: tuple[tuple[int, str, str], ...]
    told: Told


@dataclass(frozen=True, slots=True)
class KnownList:
    """The rows of a list, and the links that tell how many there are in the boxes round it."""

    rows: tuple[KnownRow, ...]
    counted: tuple[int, ...]


@dataclass(slots=True)
class ListOfLinks:
    """A list on a page: its links are nodes [start, end) of the page's links."""

    node: LexborNode
    start: int
    end: int
    keys: tuple[tuple[str, str], ...]
    known: KnownList | None = None


_lists: Memo[KnownList] = Memo(3_000_000)


def lists_of(
    root: LexborNode, nodes: list[LexborNode], links: Links, least: int
) -> list[ListOfLinks]:
    """The outermost lists of at least so many links, in reading order, as far as known.

    `nodes` are the page's links and what else can be clicked.
    """
    if len(nodes) < least:
        return []
    numbers = {node.mem_id: number for number, node in enumerate(nodes)}
    out: list[ListOfLinks] = []
    end = 0
    for node in root.css(_LISTS):
        inner = node.css("a, [onclick]")
        start = numbers.get(inner[0].mem_id, -1) if len(inner) >= least else -1
        if start < end or start + len(inner) > len(nodes) or inner[0].mem_id == node.mem_id:
            continue
        markup = node.html or ""
        if len(markup) > _MOST_MARKUP:
            continue
        end = start + len(inner)
        one = ListOfLinks(node, start, end, ((markup, links.host), (markup, links.base)))
        one.known = _lists.get(one.keys[0]) or _lists.get(one.keys[1])
        out.append(one)
    return out


def counted(nodes: list[LexborNode], lists: Iterable[ListOfLinks]) -> Iterator[LexborNode]:
    """The links of a page, of known lists only those that are needed to count them."""
    at = 0
    for one in lists:
        if one.known is not None:
            yield from nodes[at : one.start]
            yield from (nodes[one.start + number] for number in one.known.counted)
            at = one.end
    yield from nodes[at:]


def remember(
    one: ListOfLinks,
    nodes: list[LexborNode],
    read: Mapping[int, tuple[LexborNode, str, str]],
    told: Mapping[int, Told],
    least: int,
) -> None:
    """Keep the rows of a list, if they depend on nothing but the list.

    `read` has piece, address and label of each link that makes a row, by its number; `told` what
    a piece says.
    """
    elements = one.node.css("*")
    own = nodes[one.start : one.end]
    bound = _bound(one.node, elements, own, least)
    if bound is None:
        return
    places = {node.mem_id: number for number, node in enumerate(elements)}
    found: dict[int, list[tuple[int, str, str]]] = {}
    for number in range(one.start, one.end):
        if number not in read:
            continue
        piece, url, label = read[number]
        place = places.get(piece.mem_id, 0)
        if place == 0:
            return
        found.setdefault(place, []).append((number - one.start, url, label))
    rows = tuple(
        KnownRow(place, tuple(links), told[elements[place].mem_id])
        for place, links in found.items()
    )
    markup = one.keys[0][0]
    size = 4 * len(markup) + _A_LINK * len(own)
    known = KnownList(rows, tuple(_counted(one.node, own, least)))
    _lists.keep(one.keys[1 if bound else 0], known, size)


def _bound(
    box: LexborNode, elements: list[LexborNode], own: list[LexborNode], least: int
) -> bool | None:
    """Whether the addresses in a list depend on its page's folder; None if more depends on more."""
    if sum(node.tag == "a" for node in own) < least:
        return None
    for node in elements[1:]:
        if names_region(node):
            return None
        parent = node.parent
        if node.tag in ("ul", "ol") and parent is not None and parent.mem_id == box.mem_id:
            return None  # whether that is a row tell the lists beside this one
    bound = False
    for node in own:
        attributes = node.attributes
        href = (attributes.get("href") or "").strip()
        called = href[:11].lower() == "javascript:" and href.lower() not in _NO_CALLS
        if "onclick" in attributes or called:
            return None
        for name in ("href", "data-url", "data-href"):
            value = (attributes.get(name) or "").strip()
            if not value or value[:1] == "#":
                continue
            rooted = value[:1] == "/" and value[:2] != "//"
            bound = bound or not (rooted or value.startswith(("http://", "https://")))
    return bound


def _counted(box: LexborNode, own: list[LexborNode], least: int) -> Iterator[int]:
    """The first links at each depth: what stands round the list counts no more of them."""
    seen: dict[int, int] = {}
    for number, node in enumerate(own):
        depth, at = 0, node.parent
        while at is not None and at.mem_id != box.mem_id:
            depth, at = depth + 1, at.parent
        seen[depth] = seen.get(depth, 0) + 1
        if seen[depth] <= least:
            yield number
