"""The names by which requests and scripts count the pages of a list."""

from __future__ import annotations

import re

_PAGE = frozenset(
    {
        "page", "pageno", "pageindex", "pagenum", "pagenumber", "pagen", "currentpage", "currpage",
        "curpage", "curr", "cur", "current", "p", "pn", "pg", "nowpage", "pagenow", "pageid",
        "topage", "gotopage", "currentpageno", "currentpagenum", "currentpageindex", "pagecurrent",
        "intpage", "paged", "pindex", "cpage", "thispage", "pagecur", "pageno1", "ipage",
        "currentindex", "curpageno", "absolutepage", "jumppage", "whichpage", "pagei",
    }
)  # fmt: skip
_FIRST_ROW = frozenset(
    {
        "startrecord", "start", "offset", "pagestart", "startrow", "rowstart", "firstresult",
        "skip", "from", "beginrow", "begin", "startindex", "startnum", "firstrow", "startno",
    }
)  # fmt: skip
_LAST_ROW = frozenset({"endrecord", "endrow", "rowend", "end", "to", "endnum", "endindex", "endno"})
_SIZE = frozenset(
    {
        "pagesize", "perpage", "limit", "rows", "size", "pagerows", "rowsperpage", "prepage",
        "pernum", "pagelimit", "numperpage", "num", "ps", "rowcount", "length", "maxresult",
    }
)  # fmt: skip
_LETTERS = re.compile(r"[^a-z0-9]")


def is_page(name: str) -> bool:
    """Whether a parameter or variable of that name says which page is meant."""
    return _bare(name) in _PAGE


def is_first_row(name: str) -> bool:
    """Whether it says with which row the page begins."""
    return _bare(name) in _FIRST_ROW


def is_last_row(name: str) -> bool:
    """Whether it says with which row the page ends."""
    return _bare(name) in _LAST_ROW


def is_size(name: str) -> bool:
    """Whether it says how many rows a page has."""
    return _bare(name) in _SIZE


def _bare(name: str) -> str:
    # Struts and .NET put the owner in front: page.currentPage, query[pageNo].
    last = re.split(r"[.\[]", name.rstrip("]"))[-1]
    return _LETTERS.sub("", last.lower())
