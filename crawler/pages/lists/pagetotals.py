"""How many pages and rows a list has in all, by what its page says or its script is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.pages.lists.rows import ROW_TAGS, Group
from crawler.pages.markup.navigation import Links
from crawler.pages.words.roles import says_nothing
from crawler.pages.words.text import clean, simplify
from crawler.pages.words.wording import pattern

_PAGES = pattern("pages")
_BARE_PAGES = re.compile(r"(?<![\d/.-])(\d{1,4})\s*/\s*(\d{1,4})(?![\d/.-])")
_ROWS = pattern("rows")
_PLAIN_ROWS = pattern("plain_rows")
_TURN = pattern("turn")
_PAGING = pattern("paging")
_SCRIPT_PAGES = re.compile(
    r"\b(?:countPage|pageCount|totalPages?|page_count|pagecount|nPageCount|total_page|pageTotal|allPage)\b"
    r"""["']?\s*[:=]\s*(?:(?:parseInt|Number)\(\s*)?["']?(\d{1,5})\b"""
)
_SCRIPT_ROWS = re.compile(
    r"\b(?:recordCount|totalRecords?|totalCount|total_count|totalRow|totalNum|rowCount|total)\b"
    r"""["']?\s*[:=]\s*(?:parseInt\()?["']?(\d{1,7})\b"""
)
# The function that VSB gives the pages in all, and the name of the box for the number of one.
_GOTO_PAGES = re.compile(r"\b_simple_list_gotopage_fun\(\s*(\d{1,5})\s*,")
# The rows in all that a pager drawn by script is told: laypage.render({count: 27}).
_DRAWN_ROWS = re.compile(
    r"\blaypage\b[^;]{0,300}?\bcount\s*:\s*(\d{1,7})\b|\.pagination\(\s*(\d{1,7})\s*,|"
    r"\b(?:totalData|totalItems|totalElements)[\"']?\s*[:=]\s*(\d{1,7})\b"
)


def totals(near: str, pieces: Iterable[str], links: Links) -> tuple[int | None, int | None]:
    """Pages and rows in all: from the text round the pager, from plain statements, from script."""
    pages = _first(_PAGES, near)
    rows = _first(_ROWS, near)
    if pages is None and (match := _BARE_PAGES.search(near)):
        pages = int(match.group(2)) if int(match.group(1)) <= int(match.group(2)) else None
    for piece in pieces:
        if pages is None:
            pages = _first(_PAGES, piece)
        if rows is None and _PLAIN_ROWS.fullmatch(piece):
            rows = _first(_ROWS, piece)
    script = links.scripts
    if pages is None and (match := _SCRIPT_PAGES.search(script)):
        pages = int(match.group(1))
    if pages is None and (match := _GOTO_PAGES.search(links.page.html)):
        pages = int(match.group(1))
    if rows is None:
        rows = _first(_DRAWN_ROWS, script)
    if rows is None:
        for match in _SCRIPT_ROWS.finditer(script):
            # A bare "total" is the list's only where pages are spoken of.
            if _PAGING.search(script[max(0, match.start() - 300) : match.end() + 300]):
                rows = int(match.group(1))
                break
    return pages or None, rows


def counted_names(groups: Iterable[Group]) -> Iterator[int]:
    """The nodes of rows that are a name and how much that leads to (2026年文件 共8条)."""
    for group in groups:
        for row in group.rows if group.tag in ROW_TAGS else ():
            rest = row.text
            for link in row.links:
                rest = rest.replace(link.label, " ", 1)
            named = not any(
                says_nothing(link.label) or _TURN.search(link.label) for link in row.links
            )
            if named and _PLAIN_ROWS.fullmatch(simplify(clean(rest)).strip("()（）[]【】 ")):
                yield from (node.mem_id for node in row.nodes)


def pages_in(text: str) -> int | None:
    """The pages in all that a text tells (共5页, 1/5); None if it tells none."""
    bare = _BARE_PAGES.search(text)
    return _first(_PAGES, text) or (int(bare.group(2)) if bare else None)


def _first(numbers: re.Pattern[str], text: str) -> int | None:
    match = numbers.search(text)
    return next((int(group) for group in match.groups() if group), None) if match else None
