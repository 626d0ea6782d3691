"""The addresses that the visible plain links of a page lead to."""

from __future__ import annotations

import sys

from crawler.pages.navigation import Links
from crawler.pages.page import Page

_MOST = 1_500
_LOCAL = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "file:")


def addresses(page: Page, links: Links) -> tuple[str, ...]:
    """Every address that a plain <a href> of the page leads to, once, in their order.

    What scripts lead to is left out: nobody knows with which words they would ask.
    """
    found: dict[str, None] = {}
    for node in page.root.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if not href or href.lower().startswith(_LOCAL) or "{" in href or "<" in href:
            continue
        url = links.join(href)
        if url is not None:
            found.setdefault(sys.intern(url), None)
        if len(found) >= _MOST:
            break
    return tuple(found)
