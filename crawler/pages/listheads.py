"""What the heading over a list says of whose list it is."""

from __future__ import annotations

from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.layout import Layout
from crawler.pages.page import raw_text
from crawler.pages.roles import roles_of
from crawler.pages.tabnames import is_tab
from crawler.pages.text import key
from crawler.pages.wording import pattern
from crawler.portals.roles import Role

_PLAIN = pattern("plain_heading")
_CLEAR = 0.9
_WIDER = {Role.NORMATIVE_DOCUMENTS: Role.POLICY_DOCUMENTS}
"""Roles whose rows may stand under the name of a wider kind: 政策文件 over 规范性文件."""
_LEVELS = 8
_MOST_NAMED = 20
_LOOKED_AT, _LONGEST_BAR = 600, 60
_LISTS = "ul, ol, table, dl"


def is_plain(heading: str) -> bool:
    """Whether a heading tells no kind of thing: 最新文件, 信息列表."""
    return _PLAIN.fullmatch(key(heading)) is not None


def is_foreign(heading: str, role: Role, *, elsewhere: bool) -> bool:
    """Whether a heading clearly names another kind of thing than that asked for.

    A wider kind is no other one unless the column's own name stands `elsewhere`.
    """
    speaks = dict(roles_of(heading))
    if _WIDER.get(role) in speaks and not elsewhere:
        return False
    return max(speaks.values(), default=0.0) >= _CLEAR


def is_headed(layout: Layout, column: str, heading: str, box: LexborNode) -> bool:
    """Whether the column's name stands over something else than a list under another heading.

    Where that one tells nothing it may stand below the column's own; of tabs none stands alone.
    """
    if is_plain(heading):
        return heads_another(layout, column, box)
    named = islice(layout.headings_named(column), _MOST_NAMED)
    return not all(map(is_tab, named))


def heads_another(layout: Layout, column: str, box: LexborNode) -> bool:
    """Whether the column's name is a heading in the main part, and none that stands round a box."""
    around: set[int] = set()
    at: LexborNode | None = box
    while at is not None and at.tag != "html":
        around.add(at.mem_id)
        at = at.parent
    named = list(islice(layout.headings_named(column), _MOST_NAMED))
    return bool(named) and not any(_headed(node) in around for node in named)


def _headed(heading: LexborNode) -> int:
    """The number of the element that a heading stands over: of a bar of headings, the next one."""
    at = heading.parent
    for _ in range(_LEVELS):
        if at is None or at.parent is None or not _is_bar(at):
            break
        at = at.parent
    return at.mem_id if at is not None else 0


def _is_bar(node: LexborNode) -> bool:
    """Whether an element holds headings alone: a few words, and no list, be it an empty one."""
    said = key(raw_text(node, _LOOKED_AT))
    return len(said) < _LONGEST_BAR and node.css_first(_LISTS) is None
