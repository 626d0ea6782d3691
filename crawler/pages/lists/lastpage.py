"""The pages up to the last one, where a pager links to its last page and to no other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.reading import Turn
from crawler.pages.words.counts import whole

MOST_TURNS = 500
"""Turns that one page may announce; a list longer than that is cut by the visit's limits anyway."""
_QUERY = re.compile(
    r"(?P<head>.*[?&](?:page|page_?no|page_?num|page_?number|page_?index|current_?page|cur_?page|"
    r"curr_?page|to_?page|go_?page|pg|pn|p)=)(?P<number>\d{1,4})(?P<tail>(?:&.*)?)",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?P<head>[^?]*/[^/?]+_)(?P<number>\d{1,4})(?P<tail>\.\w+(?:\?.*)?)")
_FIRST_FILE = re.compile(r"(?P<folder>[^?]*/[^/?]+)/1(?P<tail>\.\w+)")
# Parameters that say what is listed or how much of it at once, not which page of it.
_OTHER = re.compile(
    r".*(?:size|rows?|limit|count|total|id|code|type|kind|year|month|day|date|class|cate?|category|"
    r"catalog|col|column|channel|chnl|lm|node|site|org|dept|unit|area|region|state|status|sort|"
    r"order|level|ver|version|lang|mode|style|tab)|(?:total|all).*|pages|[a-z]|_",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_PARAMETER = re.compile(r"[?&](?P<name>[^=&]+)=(?P<number>\d+)(?=&|$)")


def counted_out(last: str, first: int, total: int, own: Iterable[str]) -> Iterable[Turn]:
    """The pages up to the last one, whose address shows where the number stands.

    The last of 5 pages is ?page=5 or index_4.html; where neither stands in it, it is itself
    the only one that is known. `own` are addresses of the page that links to it. Where pages
    count down, the last of 13 is tzgg/1.htm beside tzgg.htm, and the second tzgg/12.htm.
    """
    own = tuple(own)
    down = _counting_down(last, first, total, own)
    if down is not None:
        head, tail = down
        for number in range(first, min(total, first + MOST_TURNS) + 1):
            yield Turn(f"{head}{total - number + 1}{tail}", number)
        return
    found = (_split(last), _lone(last, total, own))
    parts = next((one for one in found if one and one[1] - total in (0, -1)), None)
    if parts is None:
        yield Turn(last, total, way="last" if total > first else "link")
        return
    shift = parts[1] - total
    head, _, tail = parts
    for number in range(first, min(total, first + MOST_TURNS) + 1):
        yield Turn(f"{head}{number + shift}{tail}", number)


def _counting_down(last: str, first: int, total: int, own: Iterable[str]) -> tuple[str, str] | None:
    """What stands round the number of pages that count down to 1; None where they do not.

    The last one is 1 in a folder of the name of the list's own page, or in the folder in which
    the page that links to it bears its number counted from the end.
    """
    match = _FIRST_FILE.fullmatch(last)
    if match is None or total < 2:
        return None
    folder, tail = match["folder"], match["tail"]
    known = {f"{folder}{tail}", f"{folder}/{total - first + 2}{tail}"}
    paths = {one.partition("?")[0] for one in own}
    return (f"{folder}/", tail) if total > 2 and paths & known else None


def _lone(url: str, total: int, own: Iterable[str]) -> tuple[str, int, str] | None:
    """An address round the one number in it that can be a page's, the last of `total`.

    It stands in the name of the file or as a parameter which the list's own page has not alike.
    """
    if _QUERY.fullmatch(url):
        return None
    path = url.partition("?")[0]
    named = bool(_FILE.fullmatch(path))
    name = path.rstrip("/").rfind("/") + 1
    common = {match.groups() for one in own for match in _PARAMETER.finditer(one)}
    for at in (total, total - 1):
        places = [m.span() for m in _NUMBER.finditer(url, url.find("/", 8)) if whole(m[0]) == at]
        if len(places) != 1 or not at:
            continue
        start, end = places[0]
        if start < len(path):
            return (url[:start], at, url[end:]) if start >= name and not named else None
        for match in _PARAMETER.finditer(url):
            if match.start("number") == start:
                other = match.groups() in common or _OTHER.fullmatch(match["name"])
                return None if other else (url[:start], at, url[end:])
    return None


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
