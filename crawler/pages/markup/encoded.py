"""Pieces of a page that its own script writes in place from an encoded text.

Pagers of some portals are held as base64 of a percent-encoded piece of HTML:
decodeURIComponent(window.atob($('#pages').html())).
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from urllib.parse import unquote_plus

from crawler.pages.markup.page import Page

_CALL = re.compile(
    r"""decodeURIComponent\(\s*(?:window\.)?atob\(\s*\$\(\s*["']#([\w-]{1,40})["']\s*\)\s*\.(?:html|text)\(\)"""
)
_MOST = 100_000
"""Characters of an encoded piece that are decoded."""


def unpacked(page: Page) -> Page:
    """The page with such pieces decoded where they stand; the page itself where it has none."""
    html = page.html
    if "atob" not in html:
        return page
    for name in dict.fromkeys(_CALL.findall(html)):
        held = re.compile(
            rf"""(<\w+\b[^<>]*\bid=["']?{re.escape(name)}["'\s>][^<>]*>?)([A-Za-z0-9+/=\s]{{8,{_MOST}}})(?=<)"""
        )
        html = held.sub(lambda match: match[1] + (_decoded(match[2]) or match[2]), html, count=1)
    if html == page.html:
        return page
    body = html.encode("utf-8", "replace")
    made = Page.parse(page.url, body, "text/html; charset=utf-8", page.status)
    return page if made.excess else replace(made, size=page.size, encoding=page.encoding)


def _decoded(text: str) -> str:
    """The HTML that a text encodes; "" if it encodes none. Nothing in it is ever run."""
    try:
        plain = base64.b64decode("".join(text.split()), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    html = unquote_plus(plain, errors="replace")
    return html if "<" in html and "<script" not in html.lower() else ""
