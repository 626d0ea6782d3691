"""What a page shows of other pages: frames, and pieces that its scripts put in.

A foot, a search box or a row of entries often is a page of its own that many pages share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from crawler.pages.markup.fileaddresses import PAPER, PICTURE
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Frame
from crawler.pages.scripts.scripttext import without_comments
from crawler.pages.scripts.scriptvalues import unescaped
from crawler.pages.words.counts import whole

_NODES = "frame, iframe, object[data], [w3-include-html], [data-include], include[src]"
_ADDRESSES = ("src", "data", "w3-include-html", "data-include", "data-src")
_SMALLEST = 200
"""Pixels below which a frame shows a counter, the weather or a button."""
_SIZE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d+)px|display\s*:\s*none", re.I)
_SIDES = ("width", "height")
_STYLED = r"(?:^|[;\s]){}\s*:\s*(\d+)px"
_FILE = re.compile(rf"(?:{PAPER}|{PICTURE}|\.(?:swf|mp[34]))$", re.I)
_MADE = re.compile(r"""<i?frame[^>]{0,300}?\ssrc=\\?["']?([^"'\\\s>]+)""", re.I)
_LOADED = re.compile(r"""\.load\(\s*["']([^"'\s]+\.(?:s?html?|jsp|php|aspx?|do))""", re.I)
_PIECE = re.compile(
    r"(?:^|[/_\-.])(?:foot(?:er)?|bottom|copyright|banquan|dibu|yejiao|head(?:er)?|top|hotline"
    r"|12345|new_?media|xmt)(?:[_\-.\d]\w*)*\.js$",
    re.I,
)
_WRITES = re.compile(r"\.write(?:ln)?\(|\.(?:innerHTML|outerHTML)\b|\.(?:html|append|prepend)\(")
_STRING = re.compile(
    r'"(?:[^"\\\n]|\\.|\\\n)*"|\'(?:[^\'\\\n]|\\.|\\\n)*\'|`(?:[^`\\]|\\.)*`', re.S
)
_MOST_SCRIPT = 200_000


def frames_of(page: Page, links: Links) -> tuple[Frame, ...]:
    """The pages that a page shows as part of itself, in the order written, each once."""
    found: dict[str, Frame] = {}

    def take(address: str, small: bool) -> None:
        if address.strip().lower().startswith(("javascript:", "about:", "data:", "#")):
            return
        url = links.join(address)
        if url and url not in (page.url, links.base) and not _FILE.search(url.partition("?")[0]):
            found.setdefault(url, Frame(url, small))

    for node in page.tree.css(_NODES):
        values = (node.attributes.get(name) for name in _ADDRESSES)
        if (address := next((value for value in values if value), None)) is not None:
            take(address, _is_small(node))
    for address in _MADE.findall(links.scripts[:_MOST_SCRIPT]):
        take(address, small=False)
    for address in _LOADED.findall(links.scripts[:_MOST_SCRIPT]):
        take(address, small=True)
    for node in page.tree.css("script[src]"):
        address = node.attributes.get("src") or ""
        if _PIECE.search(address.partition("?")[0]):
            take(address, small=True)
    return tuple(found.values())


def written(page: Page) -> Page:
    """The page that a script writes into the one that calls it; any other page as it is."""
    if "javascript" not in page.media_type and not page.url.partition("?")[0].endswith(".js"):
        return page
    text = without_comments(page.html[:_MOST_SCRIPT])
    pieces = _STRING.findall(text) if _WRITES.search(text) else []
    html = "".join(unescaped(piece[1:-1]) for piece in pieces if "<" in piece or ">" in piece)
    return Page.parse(page.url, html.encode("utf-8", "replace"), "text/html; charset=utf-8")


def is_speck(node: LexborNode, links: Links) -> bool:
    """Whether a frame is small both ways and stays so: it is there to count, not to be seen.

    A frame of no height is stretched as it loads, or by a script that speaks of it.
    """
    given = node.attributes
    if given.get("onload") is not None or ((name := given.get("id")) and name in links.scripts):
        return False
    return all(_is_little(_side(given, side)) for side in _SIDES)


def _side(given: Mapping[str, str | None], side: str) -> str:
    styled = re.search(_STYLED.format(side), given.get("style") or "", re.I)
    return styled[1] if styled else (given.get(side) or "").removesuffix("px")


def _is_small(node: LexborNode) -> bool:
    """Whether it takes so little room that it can hold no list and no row of entries."""
    sizes = (node.attributes.get(name) or "" for name in ("width", "height"))
    if any(_is_little(size.removesuffix("px")) for size in sizes):
        return True
    styled = _SIZE.finditer(node.attributes.get("style") or "")
    return any(match[1] is None or _is_little(match[1]) for match in styled)


def _is_little(size: str) -> bool:
    pixels = whole(size)
    return pixels is not None and pixels < _SMALLEST
