"""Whether a row, or a list, waits to be shown by the page's own script."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.rows import Group

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


def is_tab_of(hidden: Group, other: Group) -> bool:
    """Whether a list that is wholly hidden takes its turn with another that is shown.

    Their boxes, or those round them, stand side by side and are of one kind.
    """
    if not is_seen(other) or not all(is_hidden(row.nodes[0]) for row in hidden.rows):
        return False
    one, two = _around(hidden.box), _around(other.box)
    return any(
        a.tag == b.tag and a.mem_id != b.mem_id and _same(a.parent, b.parent)
        for a, b in zip(one, two, strict=False)
    )


def stands_beside(shown: Group, tabs: Group) -> bool:
    """Whether a list that is shown stands in a block beside that of a list with hidden tabs.

    The blocks stand side by side and bear a class in common.
    """
    hidden = [is_hidden(row.nodes[0]) for row in tabs.rows]
    if shown.tag != tabs.tag or hidden[0] or not any(hidden):
        return False
    if any(is_hidden(row.nodes[0]) for row in shown.rows):
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
