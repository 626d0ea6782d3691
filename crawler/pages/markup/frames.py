"""Frames, plug-ins and viewers of a page: what shows there is not the page's own text."""

from __future__ import annotations

import re

from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.counts import whole

_FRAMES = frozenset({"iframe", "embed", "object"})
_SMALLEST = 200
"""Pixels below which a frame shows a counter or a button, never a report."""
_VIEWER = re.compile(
    r"PDFObject\.embed\(|pdfh5\(|new Pdfh5|pdfjsLib\.getDocument\(|viewer\.html\?file=", re.I
)


def is_framed(page: Page) -> bool:
    """Whether the page shows something in a frame, a plug-in or a viewer, but for small ones."""
    footer = outline(page).footer
    for media in shown(page).media:
        if media.tag not in _FRAMES or media.template or media.line > footer:
            continue
        sizes = (media.attributes.get(name) or "" for name in ("width", "height"))
        small = any((pixels := whole(size)) is not None and pixels < _SMALLEST for size in sizes)
        if not small and any(media.attributes.get(name) for name in ("src", "data", "data-src")):
            return True
    return _VIEWER.search(page.html) is not None
