"""Whether a row, or a list, waits to be shown by the page's own script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

if TYPE_CHECKING:
    from crawler.pages.lists.rows import Group

_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_HIDING_NAMES = frozenset({"hide", "hidden", "none", "dn", "d-none", "displaynone", "undis"})
_SHOWN_BY_SCRIPT = frozenset({"ms-visible", "v-show", "x-show", "ng-show", "data-bind"})


def is_hidden(node: LexborNode) -> bool:
    """Whether a row, or its part of the list, waits to be shown by the page's own script."""
    at: LexborNode | None = node
    for _ in range(3):
        if at is None or at.tag == "body":
            return False
        attributes = at.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return True
        if not _HIDING_NAMES.isdisjoint((attributes.get("class") or "").lower().split()):
            return True
        if not _SHOWN_BY_SCRIPT.isdisjoint(attributes):
            return True
        at = at.parent
    return False


def is_seen(group: Group) -> bool:
    """Whether none of the first rows of a group is hidden."""
    return not any(is_hidden(row.nodes[0]) for row in group.rows[:_FIRST])


def is_wholly_hidden(group: Group) -> bool:
    """Whether no row of a group is shown before the page's script shows it."""
    return all(is_hidden(row.nodes[0]) for row in group.rows)


def has_tabs(group: Group) -> bool:
    """Whether a group is shown and goes on with rows that are hidden."""
    first, *others = group.rows
    return not is_hidden(first.nodes[0]) and any(is_hidden(row.nodes[0]) for row in others)


Spot = tuple[int, str | None, int]


def spots(group: Group) -> Iterator[tuple[Spot, int]]:
    """Where the box of a group stands, and those round it: how far out, of which kind, in what.

    Each with the number of the box itself: two boxes in one spot stand side by side.
    """
    for level, node in enumerate(_around(group.box)):
        if node.parent is not None:
            yield (level, node.tag, node.parent.mem_id), node.mem_id


def stands_beside(shown: Group, tabs: Group) -> bool:
    """Whether a list that is shown stands in a block beside that of a list with hidden tabs.

    The blocks stand side by side and bear a class in common.
    """
    if shown.tag != tabs.tag or any(is_hidden(row.nodes[0]) for row in shown.rows):
        return False
    return any(
        a.tag == b.tag
        and a.mem_id != b.mem_id
        and _same(a.parent, b.parent)
        and not _classes(a).isdisjoint(_classes(b))
        for a in _around(shown.box)
        for b in _around(tabs.box)
    )


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _around(box: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    at: LexborNode | None = box
    while at is not None and at.tag != "body" and len(found) < _LEVELS:
        found.append(at)
        at = at.parent
    return found


def _same(one: LexborNode | None, two: LexborNode | None) -> bool:
    return one is not None and two is not None and one.mem_id == two.mem_id


_FIRST = 3
_LEVELS = 3
