"""Rows of names side by side, and as many boxes after them: how tabs stand in the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.markup.marks import hints
from crawler.pages.markup.page import raw_text
from crawler.pages.words.text import clean

NAMED = re.compile(r"[\"'#]([\w-]+)[\"']")
"""A name or an id in a script's call."""
BARS = "ul, ol, div, nav, p, tr"
BOXES = frozenset({"div", "section", "article", "ul", "ol", "table", "li", "dl", "td", "main"})
_POINTERS = (
    "data-target", "data-bs-target", "aria-controls", "data-id", "data-tab", "data-panel",
    "data-for", "data-href", "for", "href",
)  # fmt: skip
_ONE_KIND = tuple({tag} for tag in BOXES)
_PASSED = frozenset({"-text", "-comment", "script", "style", "input"})
_LONGEST_NAME = 16
_NO_NAME = re.compile(r"[，。；！？,;!?\d]|[:：].")
MOST_BARS = 3_000
MOST_TABS = 16
_COUNT = re.compile(r"\d+")
_LEVELS = 3
_AFTER = 3
"""So many elements after a bar (or what it stands in) its boxes may begin."""

Tab = tuple[str, tuple[str, ...]]
"""The name of a tab and the ids that it may point at."""


def tabs_of(node: LexborNode) -> list[Tab]:
    """The tabs of a row of names of one kind, none of which leads to another page."""
    items = list(_elements(node.child, MOST_TABS + 1))
    if not 2 <= len(items) <= MOST_TABS or len({item.tag for item in items}) > 1:
        return []
    tabs: list[Tab] = []
    for item in items:
        name = clean(raw_text(item, 100))
        if not 2 <= len(name) <= _LONGEST_NAME or _NO_NAME.search(name):
            return []
        ids: list[str] = []
        for one in (item, *item.css("a, span, label, button")[:4]):
            attributes = one.attributes
            href = (attributes.get("href") or "").strip()
            if href and not href.lower().startswith(("#", "javascript:")):
                return []
            told = (attributes.get(slug) or "" for slug in _POINTERS)
            ids += [value.strip().lstrip("#") for value in told if value.strip()]
            ids += NAMED.findall(attributes.get("onclick") or href)
        tabs.append((name.strip(" :：【】[]"), tuple(filter(None, ids))))
    return tabs


def boxes_after(bar: LexborNode, count: int) -> list[LexborNode]:
    """As many boxes of one kind as there are tabs, which follow the tabs or what holds them."""
    at: LexborNode | None = bar
    for _ in range(_LEVELS):
        if at is None or at.tag == "body":
            break
        after = list(_elements(at.next, _AFTER + count))
        for begin in range(_AFTER):
            if begin >= len(after):
                break
            beside = _run(after[begin:])
            if any(one.tag == at.tag and hints(one) == hints(at) for one in beside):
                continue  # rows of one table of labels and values
            if len(beside) == count:
                return beside
            inside: LexborNode | None = after[begin]
            for _ in range(_LEVELS):
                within = list(_elements(inside.child, count + 1)) if inside is not None else []
                if len(within) != 1:
                    break
                inside = within[0]
            if len(within) == count and {one.tag for one in within} in _ONE_KIND:
                return within
        at = at.parent
    return []


def _run(nodes: list[LexborNode]) -> list[LexborNode]:
    """The first of the nodes that are boxes of one kind: one tag, a class or a name in common."""
    found: list[LexborNode] = []
    common: set[str] = set()
    for node in nodes:
        classes = set((node.attributes.get("class") or "").split())
        kinds = classes or {_COUNT.sub("", node.attributes.get("id") or "")}
        if node.tag not in BOXES or (found and node.tag != found[0].tag):
            break
        if found and not common & kinds:
            break
        common = common & kinds if found else kinds
        found.append(node)
    return found


def _elements(first: LexborNode | None, most: int) -> Iterator[LexborNode]:
    """A node and the elements after it beside it, but for what is not shown."""
    count, looked = 0, 0
    while first is not None and count < most and looked < 20 * most:
        looked += 1
        if first.tag not in _PASSED:
            count += 1
            yield first
        first = first.next
