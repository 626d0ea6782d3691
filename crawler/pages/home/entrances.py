"""What a page offers to click or to fill in (功能入口) → `Entrances`."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, key, simplify
from crawler.records.materials import Entrance, Entrances
from crawler.records.model import Snapshot

_SCRIPTED = "[onclick], [role=button], [data-href], [data-url], [data-link]"
_OFFERS = f"a, area, button, input, summary, {_SCRIPTED}"
_FIELDS = frozenset({"button", "submit", "image", "search", "text"})
_MOST = 1_500
_LONGEST = 30
"""Characters of the longest label that is kept: longer ones are titles of articles."""


def read_entrances(page: Page, task: Task, snapshot: Snapshot) -> Entrances:
    """The links, buttons and fields of a page by what they are called, each label once.

    Links without an address and elements with a handler count: a script answers them.
    """
    links = Links(page)
    found: dict[str, Entrance] = {}
    for node in page.root.css(_OFFERS)[: _MOST * 2]:
        for label in _labels(node):
            text = mask_numbers(simplify(label))
            if 1 < len(key(text)) <= _LONGEST and text not in found and len(found) < _MOST:
                url = links.of(node) if node.tag in ("a", "area") else None
                found[text] = Entrance(text, url or "")
    return Entrances(
        url=task.url,
        title=page.title,
        role=task.role,
        snapshot=snapshot,
        offered=tuple(found.values()),
        scripted=page.tree.css_first("script[src]") is not None,
    )


def _labels(node: LexborNode) -> list[str]:
    """What an element is called: by its text, its title, its picture, its value or its hint."""
    given = node.attributes
    if node.tag == "input":
        kind = (given.get("type") or "text").lower()
        if kind not in _FIELDS:
            return []
        return [clean(given.get(name) or "") for name in ("value", "placeholder", "title", "alt")]
    texts = [node.text(), given.get("title"), given.get("aria-label"), given.get("alt")]
    for image in node.css("img")[:2]:
        texts += [image.attributes.get("alt"), image.attributes.get("title")]
    return [clean(text) for text in texts if text and len(text) <= _LONGEST * 8]
