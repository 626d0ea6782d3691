"""Parts in tabs: boxes of one page that a row of names shows in turn.

The names stand apart from what they name, in the order of the boxes or with their ids, so that
nothing in a box may say what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.markup.contentbox import NAMED_PANELS
from crawler.pages.markup.layout import hints
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.markup.panels import NAMED, open_box
from crawler.pages.words.text import clean

_BARS = "ul, ol, div, nav, p, tr"
_BOXES = frozenset({"div", "section", "article", "ul", "ol", "table", "li", "dl", "td", "main"})
_POINTERS = (
    "data-target", "data-bs-target", "aria-controls", "data-id", "data-tab", "data-panel",
    "data-for", "data-href", "for", "href",
)  # fmt: skip
_ONE_KIND = tuple({tag} for tag in _BOXES)
_PASSED = frozenset({"-text", "-comment", "script", "style", "input"})
_LONGEST_NAME = 16
_NO_NAME = re.compile(r"[，。；！？,;!?\d]|[:：].")
_MOST_BARS = 3_000
_MOST_TABS = 16
_COUNT = re.compile(r"\d+")
_LEVELS = 3
_AFTER = 3
"""So many elements after a bar (or what it stands in) its boxes may begin."""
_A_PANEL = 30
"""Characters that one of the boxes holds at least."""

_Tab = tuple[str, tuple[str, ...]]
"""The name of a tab and the ids that it may point at."""


def with_named_panels(page: Page, parts: re.Pattern[str]) -> Page | None:
    """The page with every box of its tabs opened, its tab's name on top of it as a heading.

    Tabs point at the ids of their boxes, or stand in the order of as many boxes of one kind that
    follow them. Only rows of tabs one of whose names matches `parts` are looked at; tabs that
    lead to other pages are none. None if there are no such tabs.
    """
    places = [
        (place, tabs)
        for place, node in enumerate(page.root.css(_BARS)[:_MOST_BARS])
        if (tabs := _tabs(node)) and any(parts.search(name) for name, _ in tabs)
    ]
    if not places:
        return None
    again = Page.parse(page.url, page.html.encode(), page.media_type, page.status)
    bars = again.root.css(_BARS)[:_MOST_BARS]
    named = [_name(bars[place], tabs, again) for place, tabs in places]
    return again if any(named) else None


def _tabs(node: LexborNode) -> list[_Tab]:
    """The tabs of a row of names of one kind, none of which leads to another page."""
    items = list(_elements(node.child, _MOST_TABS + 1))
    if not 2 <= len(items) <= _MOST_TABS or len({item.tag for item in items}) > 1:
        return []
    tabs: list[_Tab] = []
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


def _name(bar: LexborNode, tabs: list[_Tab], page: Page) -> bool:
    """Puts the names on top of the boxes that belong to them; whether there are such boxes."""
    boxes = _pointed_at(bar, tabs, page) or _in_order(bar, len(tabs))
    if not any(len(clean(raw_text(box, 400))) >= _A_PANEL for box in boxes):
        return False
    for (name, _), box in zip(tabs, boxes, strict=True):
        open_box(box)
        heading = page.tree.create_node("h5")
        heading.insert_child(name)
        if (first := box.child) is not None:
            first.insert_before(heading)
        else:
            box.insert_child(heading)
    parent = boxes[0].parent
    if parent is not None and all(box.parent == parent for box in boxes):
        parent.attrs["class"] = f"{parent.attributes.get('class') or ''} {NAMED_PANELS}"
    bar.attrs["hidden"] = ""  # its names are headings now
    return True


def _pointed_at(bar: LexborNode, tabs: list[_Tab], page: Page) -> list[LexborNode]:
    """One box for each tab by its id; none unless every tab has a box of its own."""
    wanted = {one for _, ids in tabs for one in ids}
    if not wanted:
        return []
    known: dict[str, LexborNode] = {}
    inside = {node.mem_id for node in bar.css("*")[: _MOST_TABS * 8]}
    for node in page.root.css("[id]")[:_MOST_BARS]:
        own = node.attributes.get("id") or ""
        if own in wanted and node.tag in _BOXES and node.mem_id not in inside:
            known.setdefault(own, node)
    found = [next((known[one] for one in ids if one in known), None) for _, ids in tabs]
    boxes = [box for box in found if box is not None]
    return boxes if len({box.mem_id for box in boxes}) == len(tabs) else []


def _in_order(bar: LexborNode, count: int) -> list[LexborNode]:
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
        if node.tag not in _BOXES or (found and node.tag != found[0].tag):
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
