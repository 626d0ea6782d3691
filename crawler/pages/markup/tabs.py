"""Parts in tabs: boxes of one page that a row of names shows in turn.

The names stand apart from what they name, in the order of the boxes or with their ids, so that
nothing in a box may say what it is.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.markup.contentbox import NAMED_PANELS
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.markup.panels import open_box
from crawler.pages.markup.tabrows import (
    BARS,
    BOXES,
    MOST_BARS,
    MOST_TABS,
    Tab,
    boxes_after,
    tabs_of,
)
from crawler.pages.words.text import clean

_A_PANEL = 30
"""Characters that one of the boxes holds at least."""


def with_named_panels(page: Page, parts: re.Pattern[str]) -> Page | None:
    """The page with every box of its tabs opened, its tab's name on top of it as a heading.

    Tabs point at the ids of their boxes, or stand in the order of as many boxes of one kind that
    follow them. Only rows of tabs one of whose names matches `parts` are looked at; tabs that
    lead to other pages are none. None if there are no such tabs.
    """
    places = [
        (place, tabs)
        for place, node in enumerate(page.root.css(BARS)[:MOST_BARS])
        if (tabs := tabs_of(node)) and any(parts.search(name) for name, _ in tabs)
    ]
    if not places:
        return None
    again = Page.parse(page.url, page.html.encode(), page.media_type, page.status)
    bars = again.root.css(BARS)[:MOST_BARS]
    named = [_name(bars[place], tabs, again) for place, tabs in places]
    return again if any(named) else None


def _name(bar: LexborNode, tabs: list[Tab], page: Page) -> bool:
    """Puts the names on top of the boxes that belong to them; whether there are such boxes."""
    boxes = _pointed_at(bar, tabs, page) or boxes_after(bar, len(tabs))
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


def _pointed_at(bar: LexborNode, tabs: list[Tab], page: Page) -> list[LexborNode]:
    """One box for each tab by its id; none unless every tab has a box of its own."""
    wanted = {one for _, ids in tabs for one in ids}
    if not wanted:
        return []
    known: dict[str, LexborNode] = {}
    inside = {node.mem_id for node in bar.css("*")[: MOST_TABS * 8]}
    for node in page.root.css("[id]")[:MOST_BARS]:
        own = node.attributes.get("id") or ""
        if own in wanted and node.tag in BOXES and node.mem_id not in inside:
            known.setdefault(own, node)
    found = [next((known[one] for one in ids if one in known), None) for _, ids in tabs]
    boxes = [box for box in found if box is not None]
    return boxes if len({box.mem_id for box in boxes}) == len(tabs) else []
