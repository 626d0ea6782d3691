"""Where the rows of a list lead: to pages of the site, to articles, into another column."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.pages.lists.rows import Group, Row
from crawler.pages.lists.rowtitles import main_link
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page

_ARTICLE_NAME = re.compile(r"\w*\d\w*\.(?:s?html?|jsp|aspx?|php)", re.I)
_FRONT = re.compile(r"(?:index|default|list)?(?:\.\w{2,5})?", re.I)
"""The file names of a column's first page."""
_MOST_LINKS = 1_000


def folder_of(row: Row) -> str:
    """The folder of the numbered page that a row leads to; "" if it leads to no such page."""
    link = main_link(row)
    folder, _, name = (link.url if link is not None else "").partition("?")[0].rpartition("/")
    return folder if _ARTICLE_NAME.fullmatch(name) else ""


def leads_to_pages(group: Group, page_url: str, numbered: bool) -> bool:
    """Whether most rows lead to pages of the site, numbered as articles are, not to columns."""
    host = page_url.split("/")[2] if page_url.count("/") > 2 else ""
    found = [link for row in group.rows if (link := main_link(row)) is not None]
    own = sum(link.url.split("/")[2] == host for link in found)
    digits = sum(any(char.isdigit() for char in link.url.split("/", 3)[3]) for link in found)
    return own * 2 >= len(found) and (not numbered or digits * 2 >= len(found))


def lies_in_another(group: Group, page: Page) -> bool:
    """Whether most rows lie below the folder of another column that the page links.

    A column in whose folder the page itself lies is one above it; one below the page's own folder
    is a part of it.
    """
    own = f"{page.url.partition('?')[0].rpartition('/')[0]}/"
    rows = [link.url for row in group.rows if (link := main_link(row)) is not None]
    links = Links(page)
    others: set[str] = set()
    for node in page.root.css("a[href]")[:_MOST_LINKS]:
        url = (links.of(node) or "").partition("?")[0]
        folder = url.rpartition("/")[0]
        below_host = urlsplit(folder).path.strip("/")
        related = own.startswith(f"{folder}/") or f"{folder}/".startswith(own)
        if below_host and is_front(url) and not related:
            others.add(f"{folder}/")
    lying = sum(any(_above(url, others)) for url in rows)
    return lying * 2 > len(rows)


def is_front(url: str) -> bool:
    """Whether an address is that of a folder or of its first page, as a column's is."""
    return _FRONT.fullmatch(url.partition("?")[0].rpartition("/")[2]) is not None


def _above(url: str, folders: set[str]) -> list[bool]:
    """For each folder above an address, whether it is one of those."""
    steps = url.partition("?")[0].split("/")
    return ["/".join(steps[:end]) + "/" in folders for end in range(4, len(steps))]
