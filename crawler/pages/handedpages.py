"""Addresses of pages that a link of a pager hands to the page's script.

The script is not read: a link that says 下一页 or a number and hands over a path of the site that
ends in a number, or in a place for one, leads there: turn(this,'/l-2.html'), go('3','/l-%1.html').
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.navigation import Links

_STRING = re.compile(r"[\"'](?P<path>/[^\"'\s<>]{1,300})[\"']")
_PLACE = re.compile(r"%(?:1|d|s)(?![0-9a-fA-F])|\{(?:0|page|pageNo|pageNum|n)\}|\[page\]", re.I)
_NUMBER = re.compile(r"(?<=[(,])\s*[\"']?(\d{1,5})[\"']?\s*(?=[,)])")
_NO_PAGE = re.compile(r"\.(?:js|css|png|gif|jpe?g|svg|ico|pdf|docx?|xlsx?|zip)$", re.I)
_OTHERWISE = frozenset({"href", "src", "style", "class", "id", "title"})
"""Attributes that lead elsewhere or nowhere."""


def handed_page(node: LexborNode, number: int, links: Links) -> str | None:
    """The one address of a page that a link of a pager without an address hands over."""
    attributes = node.attributes
    href = attributes.get("href") or ""
    script = (
        f"{attributes.get('onclick') or ''};{href if href[:11].lower() == 'javascript:' else ''}"
    )
    paths = [match["path"] for match in _STRING.finditer(script)]
    paths += [
        value.strip()
        for name, value in attributes.items()
        if name not in _OTHERWISE and not name.startswith("on") and value and value[:1] == "/"
    ]
    most = max(map(int, _NUMBER.findall(script)), default=number)
    found = {url for path in paths if (url := _address(path, number, most, links)) is not None}
    return found.pop() if len(found) == 1 else None


def _address(path: str, number: int, most: int, links: Links) -> str | None:
    """The address of a page; with a place for its number none beyond the highest that is named."""
    if path[:2] == "//":
        return None
    filled, places = _PLACE.subn(str(number), path)
    if places and not 0 < number <= most:
        return None
    if _NO_PAGE.search(path.partition("?")[0]) or re.search(r"\d[^/]*$", filled) is None:
        return None
    return links.join(filled)
