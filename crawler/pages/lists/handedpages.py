"""Addresses of pages that a link of a pager hands to the page's script.

The script is not read: a link that says 下一页 or a number and hands over a path of the site that
ends in a number, or in a place for one, leads there: turn(this,'/l-2.html'), go('3','/l-%1.html').
What deletes, prints or hands out a file turns no page, and the address of an article is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from selectolax.lexbor import LexborNode

from crawler.pages.markup.fileaddresses import PAPER, PICTURE
from crawler.pages.markup.navigation import Links

_STRING = re.compile(r"[\"'](?P<path>/[^\"'\s<>]{1,300})[\"']")
_PLACE = re.compile(r"%(?:1|d|s)(?![0-9a-fA-F])|\{(?:0|page|pageNo|pageNum|n)\}|\[page\]", re.I)
_NUMBER = re.compile(r"(?<=[(,])\s*[\"']?(\d{1,5})[\"']?\s*(?=[,)])")
_NO_PAGE = re.compile(rf"(?:{PAPER}|{PICTURE}|\.(?:js|css))$", re.I)
_NO_TURN = re.compile(
    r"(?:^|[;\s(:])"
    r"(?:(?i:delete|del|remove|print|download|export)(?:[A-Z_\d][\w$]*)?|down)\s*\("
)
_NO_LIST = re.compile(
    r"[/_.-](?:delete|del|remove|print|download|down|export)(?:[/_.\-?\d]|$)", re.I
)
_LONG_NUMBER = re.compile(r"\d{5,}")
"""What bears one is an article or a column, and the list itself if its own address bears it."""
_AT = re.compile(
    r"(?:第\s*|(?<![\d/.-])(?=\d{1,5}\s*/))(\d{1,5})"
    r"(?:\s*页[\s/,，]*(?:共\s*)?|\s*[/,，]\s*(?:共\s*)?|\s*共\s*)(\d{1,5})\s*页"
)
"""Which page this is, and of how many: 第2页/共5页, 2/5页."""
_FIRST_YEAR = 1900
_OTHERWISE = frozenset({"href", "src", "style", "class", "id", "title"})
"""Attributes that lead elsewhere or nowhere."""


def handed_page(node: LexborNode, number: int, links: Links) -> str | None:
    """The one address of a page that a link of a pager without an address hands over."""
    attributes = node.attributes
    href = attributes.get("href") or ""
    script = (
        f"{attributes.get('onclick') or ''};{href if href[:11].lower() == 'javascript:' else ''}"
    )
    if _NO_TURN.search(script):
        return None
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
    own = links.page.url.partition("?")[0]  # a column of what can be downloaded lies there itself
    if (_NO_LIST.search(path) and not _NO_LIST.search(own)) or not _numbers(path) <= _numbers(
        links.page.url
    ):
        return None
    return links.join(filled)


def _numbers(address: str) -> set[str]:
    return set(_LONG_NUMBER.findall(address))


def unbelieved(handed: Mapping[str, Set[int]], pages: int | None, said: str) -> set[str]:
    """The addresses handed over that lead to no further page of the list.

    They stand under several numbers, beyond the `pages` told in all, or under a year; on the last
    page, as the pager says by `said`, all of them.
    """
    if any(int(one) >= int(all_) for one, all_ in _AT.findall(said)):
        return set(handed)
    most = pages if pages is not None else _FIRST_YEAR - 1
    return {
        url
        for url, numbers in handed.items()
        if len(numbers - {0}) > 1 or any(number > most for number in numbers)
    }
