"""The addresses that the visible plain links of a page lead to."""

from __future__ import annotations

import sys
from functools import lru_cache

from crawler.pages.markup.navigation import Links, join
from crawler.pages.markup.page import Page

_MOST = 1_500
_LOCAL = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "file:")


def addresses(page: Page, links: Links) -> tuple[str, ...]:
    """Every address that a plain <a href> of the page leads to, once, in their order.

    What scripts lead to is left out: nobody knows with which words they would ask.
    """
    found: dict[str, None] = {}
    base = links.base
    for node in page.root.css("a[href]"):
        href = node.attributes.get("href") or ""
        rooted = href[:1] == "/" and href[:2] != "//"
        url = _led_to(href, links.host if rooted else base)
        if url is not None:
            found.setdefault(url, None)
        if len(found) >= _MOST:
            break
    return tuple(found)


@lru_cache(maxsize=16384)
def _led_to(href: str, base: str) -> str | None:
    """The address of a plain link, in memory once; None for any other."""
    href = href.strip()
    if not href or href.lower().startswith(_LOCAL) or "{" in href or "<" in href:
        return None
    url = join(href, base)
    return sys.intern(url) if url is not None else None
