"""What the heading over a list says of whose list it is."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.condition.emptiness import says_blank
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.marks import hints
from crawler.pages.markup.page import raw_text
from crawler.pages.markup.tabnames import is_tab
from crawler.pages.words.roles import roles_of
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern
from crawler.portals.roles import Role

_PLAIN = pattern("plain_heading")
_CLEAR = 0.9
_WIDER = {Role.NORMATIVE_DOCUMENTS: Role.POLICY_DOCUMENTS}
"""Roles whose rows may stand under the name of a wider kind: 政策文件 over 规范性文件."""
_LEVELS = 8
_MOST_BETWEEN, _MOST_PLACES = 40, 3_000
_PLACE = re.compile(r"list|rows|data|table|article|(?:^|[\s_-])(?:con|lb|news)")
"""What an element is called into which a script puts rows."""
_DECORATES = re.compile(
    r"(?:^|[\s_-])(?:line|clear|border|bottom|bg|shadow|split|share)(?:$|[\s_\d-])|"
    r"pager|paging|pagination|fenye|page-?(?:list|nav|bar|num)|(?:^|\s)pages?(?:$|\s)"
)
"""What an empty element is called that is drawn, or shows a pager, beside the rows."""
_LOOKED_AT, _LONGEST_BAR = 600, 60
_LISTS = "ul, ol, table, dl"
_LIST_TAGS = frozenset({"ul", "ol", "table", "dl", "tbody"})


def is_plain(heading: str) -> bool:
    """Whether a heading tells no kind of thing: 最新文件, 信息列表."""
    return _PLAIN.fullmatch(key(heading)) is not None


def heads_texts(heading: str) -> bool:
    """Whether a heading as a whole is that of what is beside a list: 热点推荐, 友情链接."""
    word = key(heading)
    names = ("other_texts", "latest_texts", "site_links")
    return any(pattern(name).fullmatch(word) for name in names)


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
    return not all(map(is_tab, layout.headings_named(column)))


def heads_another(layout: Layout, column: str, box: LexborNode) -> bool:
    """Whether the column's name is a heading in the main part, and none that stands over a box.

    Between the two stands neither a list without rows nor a word that there is nothing.
    """
    named = layout.headings_named(column)
    around: set[int] = set()
    at: LexborNode | None = box if named else None
    while at is not None and at.tag != "html":
        around.add(at.mem_id)
        at = at.parent
    return bool(named) and not any(
        _headed(node) in around and not _is_filled_between(node, around) for node in named
    )


def _is_filled_between(heading: LexborNode, around: set[int]) -> bool:
    """Whether what follows a heading, before the box that it stands round, is an empty list."""
    at: LexborNode | None = heading
    for _ in range(_MOST_BETWEEN):
        if at is None:
            return False
        after = at.next
        if after is None:
            at = at.parent
            if at is None or at.mem_id in around:
                return False
            continue
        at = after
        while at is not None and at.mem_id in around:
            at = at.child
        if at is None:
            return False
        if _is_empty(at) or says_blank([clean(raw_text(at, _LOOKED_AT))]):
            return True
    return False


def awaits_rows(layout: Layout, box: LexborNode) -> bool:
    """Whether the main part has an empty place outside a box which a script fills with rows."""
    found = layout.page.root.css(
        f"{_LISTS}, tbody, div[id], section[id], div[class], section[class]"
    )
    return any(_is_empty(node) and layout.region(node) == "main" for node in found[:_MOST_PLACES])


def _is_empty(node: LexborNode) -> bool:
    """Whether an element is a list, or by its name a place for one, that holds nothing."""
    named = node.tag in _LIST_TAGS or (
        node.tag in ("div", "section") and _PLACE.search(hints(node)) is not None
    )
    if not named or _DECORATES.search(hints(node)) or key(raw_text(node, _LOOKED_AT)):
        return False
    return node.css_first("img, video, iframe, input, object, embed, canvas") is None


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
