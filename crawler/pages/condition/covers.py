"""Covers: pages that offer nothing themselves and send their reader on to the real front page."""

from __future__ import annotations

from crawler.pages.condition.condition import refresh
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Target

_MOST_LINKS = 8
"""Links of a page that is only there to be passed: pictures, 进入网站, languages."""
_MOST_TEXT = 200
"""Characters of such a page's own text."""
_MOST_FRAMES = 8


def onward(page: Page, links: Links, found: tuple[Target, ...], chars: int) -> tuple[Target, ...]:
    """Where a page sends its reader that its labels do not tell: frames, a jump, bare links.

    `found` are the targets with labels, `chars` counts the own text. What a frame holds stands
    on the page itself (`within`), and so does what a refresh or a script puts in its place.
    """
    bare = chars < _MOST_TEXT and not any(target.hub or target.roles for target in found)
    addresses = [node.attributes.get("src") for node in page.tree.css("frame[src]")]
    clickable = page.root.css("a, area, [onclick]")
    if bare and len(clickable) <= _MOST_LINKS:
        addresses += [node.attributes.get("src") for node in page.tree.css("iframe[src]")]
        addresses.append(refresh(page))
    inside = [url for text in addresses[:_MOST_FRAMES] if text and (url := links.join(text))]
    outside: list[str] = []
    if bare and len(clickable) <= _MOST_LINKS:
        if not clickable and (jumped := links.of_script(links.scripts[:2_000])):
            inside.append(jumped)
        outside = [url for node in clickable if (url := links.of(node))]
    own = {page.url}
    given = {url: True for url in inside if url not in own}
    for url in outside:
        if url not in own:
            given.setdefault(url, False)
    return tuple(Target(url, "", within=within) for url, within in given.items())
