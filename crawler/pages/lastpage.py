"""The pages up to the last one, where a pager links to its last page and to no other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.navigation import Links
from crawler.pages.reading import Turn

MOST_TURNS = 500
"""Turns that one page may announce; a list longer than that is cut by the visit's limits anyway."""
_QUERY = re.compile(
    r"(?P<head>.*[?&](?:page|page_?no|page_?num|page_?index|currentpage|curpage|pn|p)=)"
    r"(?P<number>\d{1,4})(?P<tail>(?:&.*)?)",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?P<head>[^?]*/[^/?]+_)(?P<number>\d{1,4})(?P<tail>\.\w+)")


def counted_out(last: str, first: int, total: int, links: Links) -> Iterable[Turn]:
    """The pages up to the last one, whose address shows where the number stands.

    The last of 5 pages is ?page=5 or index_4.html; where neither stands in it, it is itself
    the only one that is known.
    """
    head, tail = last[:8], last[8:]
    for at, shift in ((total, 0), (total - 1, -1)):
        places = list(re.finditer(rf"(?<!\d){at}(?!\d)", tail))
        if places and at > 0 and "/" in tail[: places[-1].start()]:
            start, end = places[-1].span()
            for number in range(first, min(total, first + MOST_TURNS) + 1):
                url = links.join(f"{head}{tail[:start]}{number + shift}{tail[end:]}")
                if url:
                    yield Turn(url, number)
            return
    yield Turn(last, total)


def uncounted(last: str, known: dict[str, int], current: int) -> tuple[list[Turn], int]:
    """The pages up to the last one where nothing tells how many there are, and its number.

    `known` are addresses of pages of the list with their numbers. Pages may be counted from 0
    (index.html, index_1.html) or from 1; where no address tells, the one that may be the first
    page again is asked for, too. An address that bears no page's number leads to the last page
    alone; what lies before it is not known.
    """
    parts = _split(last)
    shift = _shift(parts, known) if parts is not None else None
    sure = shift is not None
    if parts is None or shift not in (None, 0, -1) or not (sure or _counts(parts, known)):
        return [Turn(last, current + 1, way="last")], 0
    head, number, tail = parts
    shift = shift or 0 if sure else -1
    pages = range(current + 1, min(number - shift, current + MOST_TURNS) + 1)
    turns = [
        Turn(f"{head}{n + shift}{tail}", n, way="link" if sure or n + shift > 1 else "again")
        for n in pages
    ]
    return turns, number - shift


def _split(url: str) -> tuple[str, int, str] | None:
    match = _QUERY.fullmatch(url) or _FILE.fullmatch(url)
    return (match["head"], int(match["number"]), match["tail"]) if match else None


def _shift(parts: tuple[str, int, str], known: dict[str, int]) -> int | None:
    """By how much the numbers in addresses differ from those of the pages; None if untold."""
    for url, page in known.items():
        other = _split(url)
        if other is not None and (other[0], other[2]) == (parts[0], parts[2]):
            return other[1] - page
    return None


def _counts(parts: tuple[str, int, str], known: dict[str, int]) -> bool:
    """Whether the number is a page's: index_4.html beside index.html, not a column's own."""
    head, _, tail = parts
    plain = {url.partition("?")[0] for url in known}
    return "?" in head or bool(plain & {head[:-1] + tail, head.removesuffix("index_")})
