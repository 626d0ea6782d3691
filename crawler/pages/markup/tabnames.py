"""Names of tabs: headings side by side, of which one is marked as that of what is shown."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.markup.marks import ACTIVE, hints
from crawler.pages.markup.page import raw_text
from crawler.pages.words.text import clean, key

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SHORTEST_TAB, _LONGEST_TAB, _MOST_TABS = 3, 12, 12
_MOST_WRAPPERS = 3
_LONGEST = 300  # characters and nodes of an element that are looked at


def tabs_in(node: LexborNode) -> list[LexborNode]:
    """The parts of an element that are the names of tabs: several of one tag, and nothing else."""
    parts = [node]
    for _ in range(_MOST_WRAPPERS):
        parts = [one for one in parts[0].iter() if key(one.text())]
        if len(parts) != 1:
            break
    names = len({one.tag for one in parts}) == 1 and all(map(_is_tab_name, parts))
    return parts if names else []


def tabs_before(node: LexborNode) -> list[LexborNode]:
    """A heading with those right before it that are as it is but for a mark: the names of tabs."""
    found = [node] if _is_tab_name(node) else []
    before = node.prev
    while found and before is not None and len(found) < _MOST_TABS:
        if before.tag == node.tag and _unmarked(before) == _unmarked(node) and _is_tab_name(before):
            found.append(before)
        elif before.tag != "-text" or key(before.text_content or ""):
            break
        before = before.prev
    return found


def _is_tab_name(node: LexborNode) -> bool:
    """Whether an element says but a name; the parts of a heading in two colours are shorter."""
    text = key(raw_text(node, _LONGEST))
    return _SHORTEST_TAB <= len(_CHINESE.findall(text)) <= len(text) <= _LONGEST_TAB


def _unmarked(node: LexborNode) -> set[str]:
    return {word for word in hints(node).split() if not ACTIVE.search(word)}


def name_of(tabs: list[LexborNode]) -> str:
    """What the tab that is marked says; of several without a mark none is a heading."""
    marked = [
        one
        for one in tabs
        if ACTIVE.search(hints(one)) or any(ACTIVE.search(hints(a)) for a in one.css("a"))
    ]
    return clean(raw_text(marked[0])) if len(marked) == 1 else ""


def is_tab(node: LexborNode) -> bool:
    """Whether a heading is the name of one of several tabs."""
    if len(tabs_before(node)) > 1:
        return True
    after = node.next
    while after is not None and after.tag == "-text" and not key(after.text_content or ""):
        after = after.next
    return after is not None and len(tabs_before(after)) > 1 and after.tag == node.tag
