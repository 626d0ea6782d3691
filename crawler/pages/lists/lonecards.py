"""Cards that stand alone in a box like those of others: the one 县长 beside several 副县长."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.pages.lists.leadinggroups import heads_leaders, is_post
from crawler.pages.lists.rows import LINKS_OF_A_ROW, Group, Link, Row
from crawler.pages.lists.shapes import shape
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.words.leader_words import may_be_name, name_in, posts
from crawler.pages.words.text import key

_PARTS = re.compile(r"[\s、，,：:]+")
_LEVELS = 2
_MOST_BESIDE = 40
_CARDS = frozenset({"div", "dl", "p", "section", "article", "a"})
"""Elements that are a row only where others like them stand beside."""


def with_lone_cards(groups: Sequence[Group], layout: Layout, links: Links) -> list[Group]:
    """The groups, in reading order, with those of one card that are made like another group.

    Such a card stands in a box like that of the other group, beside it, at the same place in it,
    and names somebody: it stands below a post, or no heading, and tells nothing but who it is.
    """
    taken = {node.mem_id for group in groups for row in group.rows for node in row.nodes}
    known = set(map(id, groups))
    out: list[Group] = []
    for group in groups:
        before: list[Group] = []
        after: list[Group] = []
        if len(group.rows) > 1 and group.tag in _CARDS:
            for level in range(_LEVELS):
                before += _beside(group, level, "prev", links, taken)[::-1]
                after += _beside(group, level, "next", links, taken)
        out += [*before, group, *after]
    out = [one for one in out if id(one) in known or _names_somebody(one.rows[0], layout)]
    alone = [one for one in out if id(one) not in known]
    around = {number: one.rows[0].links[0].url for one in alone for number in _around(one.box)}
    return [left for one in out if (left := _without(one, around)).rows]


def _around(box: LexborNode) -> Iterator[int]:
    """The numbers of a box and of the one round it."""
    yield box.mem_id
    if box.parent is not None:
        yield box.parent.mem_id


def _without(group: Group, around: Mapping[int, str]) -> Group:
    """A group without the rows that are but the box of such a card: the card itself is the row.

    The boxes beside them that name nobody are none either.
    """
    rows = tuple(
        row
        for row in group.rows
        if {around.get(row.nodes[0].mem_id)} != {link.url for link in row.links}
    )
    if len(rows) == len(group.rows):
        return group
    return replace(group, rows=tuple(filter(_is_named, rows)))


def _beside(group: Group, level: int, step: str, links: Links, taken: set[int]) -> list[Group]:
    """The lone cards in the boxes on one side of that of a group, or of the one round it."""
    path = [group.box]
    for _ in range(level):
        if (parent := path[0].parent) is None or parent.tag in ("body", "html"):
            return []
        path.insert(0, parent)
    shapes = [*map(shape, path), shape(group.rows[0].nodes[0])]
    found: list[Group] = []
    at: LexborNode | None = path[0]
    for _ in range(_MOST_BESIDE):
        at = (at.next if step == "next" else at.prev) if at is not None else None
        if at is None:
            break
        cards = list(_down(at, shapes))
        if len(cards) != 1 or cards[0].mem_id in taken or cards[0].parent is None:
            continue
        row = _row(cards[0], links)
        if row is not None:
            taken.add(cards[0].mem_id)
            found.append(Group((row,), cards[0].parent, group.tag))
    return found


def _down(node: LexborNode, shapes: Sequence[str]) -> Iterator[LexborNode]:
    """What stands in a box by a way of elements of these shapes."""
    if node.tag == "-text" or shape(node) != shapes[0]:
        return
    if len(shapes) == 1:
        yield node
        return
    for child in node.iter():
        yield from _down(child, shapes[1:])


def _names_somebody(row: Row, layout: Layout) -> bool:
    """Whether a card stands below leaders, or below no heading, and names somebody."""
    heading = layout.heading(row.nodes[0])
    posted = is_post(heading)
    return (not key(heading) or heads_leaders(heading)) and _is_named(row, posted)


def _is_named(row: Row, posted: bool = False) -> bool:
    """Whether a link of a row is somebody's name, with his posts or without.

    Below a post (`posted`) other words may follow the name, and it may begin with any character.
    """
    if posted and any(may_be_name(link.label) for link in row.links):
        return True
    for link in row.links:
        named, *rest = _PARTS.split(posts().sub(" ", link.label).strip())
        if name_in(named) and (posted or not "".join(rest).strip("副")):
            return True
    return False


def _row(card: LexborNode, links: Links) -> Row | None:
    """A card as a row, if it leads to one page."""
    nodes = [card] if card.tag == "a" else card.css("a[href]")
    found = [
        Link(node, url, links.label(node))
        for node in nodes[: LINKS_OF_A_ROW + 1]
        if (url := links.of(node)) is not None
    ]
    one_page = len({link.url for link in found}) == 1
    return Row((card,), tuple(found)) if one_page and any(link.label for link in found) else None
