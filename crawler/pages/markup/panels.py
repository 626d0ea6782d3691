"""Panels: boxes that a page keeps hidden until its reader clicks on their name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.markup.layout import hints
from crawler.pages.markup.page import Page
from crawler.pages.markup.tabrows import BARS, MOST_BARS, NAMED, boxes_after, tabs_of

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important)?\s*;?", re.I)
_HANDLE = re.compile(r"(?:^|[\s_-])(?:tabs?|toggle|switch|accordion|collapse)(?:$|[\s_-]|\d)")
_OTHER_USE = re.compile(
    r"print|zoom|font|size|share|copy|close|favo|collect|history|location|submit|search|open\(",
    re.I,
)
_NEAR = 3
"""So many elements before a box may name it: a title, a date, the line to click on."""
_MOST = 2_000
"""Boxes and handles that are looked at."""


def with_panels(page: Page, foreign: Callable[[str], bool] | None = None) -> Page | None:
    """The page as it is once every panel was opened; None if nothing on it can be opened.

    A hidden box is a panel if something to click on names its id or stands right before it, or
    if there is a row of such things, one for each of the boxes side by side (one of which may
    be open already). Whatever else is hidden stays so.
    """
    if not any(_is_hidden(node) for node in page.root.css("[style], [hidden]")[:_MOST]):
        return None
    again = Page.parse(page.url, page.html.encode(), page.media_type, page.status)
    rows, named = _handles(again)
    families: dict[tuple[int, str], list[LexborNode]] = {}
    for node in again.root.css("[style], [hidden]")[:_MOST]:
        if _is_hidden(node) and node.parent is not None:
            families.setdefault((node.parent.mem_id, node.tag or ""), []).append(node)
    opened = [
        box
        for boxes in families.values()
        for box in boxes
        if len(boxes) in rows
        or len(boxes) + 1 in rows
        or (box.attributes.get("id") or "") in named
        or _follows_a_handle(box)
    ]
    heads = _plain_heads(again)
    known = {box.mem_id for box in opened}
    hidden = [box for boxes in families.values() for box in boxes]
    opened += [box for box in hidden if box.mem_id in heads and box.mem_id not in known]
    if foreign is not None:
        names = _names_of(families.values(), rows)
        for place, name in heads.items():
            names.setdefault(place, []).append(name)
        opened = [box for box in opened if not any(map(foreign, names.get(box.mem_id, ())))]
    for box in opened:
        open_box(box)
    return again if opened else None


def _names_of(
    families: Iterable[list[LexborNode]], rows: Mapping[int, list[list[str]]]
) -> dict[int, list[str]]:
    """What rows of as many handles as there are boxes side by side call each of these boxes."""
    found: dict[int, list[str]] = {}
    for first, *_ in families:
        beside = (
            [one for one in first.parent.iter() if one.tag == first.tag] if first.parent else []
        )
        for names in rows.get(len(beside), []):
            for box, name in zip(beside, names, strict=True):
                found.setdefault(box.mem_id, []).append(name)
    return found


def _plain_heads(page: Page) -> dict[int, str]:
    """What rows of words without any link call the boxes that follow them, one for each word.

    Of the boxes all but one are hidden, as those of tabs are; all those of a menu would be.
    """
    found: dict[int, str] = {}
    for bar in page.root.css(BARS)[:MOST_BARS]:
        tabs = tabs_of(bar)
        boxes = boxes_after(bar, len(tabs)) if tabs else []
        hidden = sum(map(_is_hidden, boxes)) == len(boxes) - 1 > 0
        if hidden and _belong_together(boxes):
            found.update((box.mem_id, name) for (name, _), box in zip(tabs, boxes, strict=True))
    return found


def _belong_together(boxes: list[LexborNode]) -> bool:
    """Whether boxes have a class in common, or nothing but them stands where they do."""
    classes = [set((box.attributes.get("class") or "").split()) for box in boxes]
    beside = boxes[0].parent.iter() if boxes[0].parent is not None else ()
    alone = len(list(islice(beside, len(boxes) + 1))) == len(boxes)
    return bool(set.intersection(*classes)) or alone


def open_box(box: LexborNode) -> None:
    """Shows a box that its own attributes hide."""
    if _is_hidden(box):
        box.attrs["style"] = _HIDDEN.sub("", box.attributes.get("style") or "")
    if "hidden" in box.attributes:
        del box.attrs["hidden"]


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _handles(page: Page) -> tuple[Mapping[int, list[list[str]]], Collection[str]]:
    """The texts of the rows (of two and more) of things to click on, by the length of the row,
    and the ids that such name."""
    named: set[str] = set()
    texts: dict[tuple[int, str], list[str]] = {}
    nodes = page.root.css("a, button, li, dt, span, [onclick], [role=tab]")[: _MOST * 5]
    for node in {node.mem_id: node for node in nodes}.values():  # one may fit two of these
        if not _is_handle(node):
            continue
        attributes = node.attributes
        for name in ("href", "data-target", "data-bs-target", "aria-controls"):
            value = attributes.get(name) or ""
            if value.startswith("#") or name == "aria-controls":
                named.add(value.lstrip("#"))
        named.update(NAMED.findall(attributes.get("onclick") or attributes.get("href") or ""))
        at: LexborNode | None = node
        if at is not None and at.tag in ("a", "button", "span") and _only_child(at):
            at = at.parent
        if at is not None and at.parent is not None:
            texts.setdefault((at.parent.mem_id, at.tag or ""), []).append(at.text())
    rows: dict[int, list[list[str]]] = {}
    for row in texts.values():
        if len(row) > 1:
            rows.setdefault(len(row), []).append(row)
    return rows, named - {""}


def _is_handle(node: LexborNode) -> bool:
    """Whether a click on a node may open something on the page, so far as the markup tells."""
    attributes = node.attributes
    href = (attributes.get("href") or "").strip().lower()
    script = f"{attributes.get('onclick') or ''} {href if href.startswith('javascript:') else ''}"
    if _OTHER_USE.search(script):
        return False
    if "onclick" in attributes or href.startswith(("javascript:", "#")):
        return True
    if any(name in attributes for name in ("data-target", "data-bs-target", "aria-controls")):
        return True
    if href or node.css_first("a[href]") is not None:
        return False
    named = _HANDLE.search(hints(node)) or (node.parent and _HANDLE.search(hints(node.parent)))
    pressed = node.tag == "button" and (attributes.get("type") or "button") == "button"
    return bool(named) or pressed or attributes.get("role") == "tab"


def _only_child(node: LexborNode) -> bool:
    """Whether nothing but a node stands in an item of a list, white space left out."""
    parent = node.parent
    beside = (node.prev, node.next)
    blank = all(one is None or (one.tag == "-text" and not one.text().strip()) for one in beside)
    return parent is not None and parent.tag == "li" and blank


def _follows_a_handle(box: LexborNode) -> bool:
    """Whether one of the elements right before a box is to be clicked on, or holds what is."""
    before, elements = box.prev, 0
    for _ in range(_NEAR * 4):
        if before is None or elements == _NEAR:
            return False
        if before.tag not in ("-text", "-comment", "script"):
            elements += 1
            inside = before.css("a, button, span, [onclick]")[:8]
            held = {node.mem_id for node in (before, *inside) if _is_handle(node)}
            if len(held) == 1 and not _is_hidden(before):  # several name several boxes
                return True
        before = before.prev
    return False
