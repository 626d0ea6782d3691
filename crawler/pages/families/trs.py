"""TRS WCM: page links written by script, static JSON files beside a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.pages.markup.navigation import Links
from crawler.pages.reading import Turn
from crawler.pages.task import Task
from crawler.pages.words.counts import whole

_CALL = re.compile(r"(?<!function )\bcreatePage(?:HTML|Html)?\w*\s*\(([^()]{3,200})\)")
_VARIABLE = r"""\b{}\s*=\s*(?:(?:parseInt|Number)\(\s*)?["']?(\d{{1,5}})"""
_MOST = 500
_JOINED = re.compile(r"""(["'])\s*\+\s*\1""")
_WRITTEN = re.compile(
    r"""href\s*=\s*\\?["']([\w./-]{0,80}_)["']\s*\+\s*\w*[pP]age\s*\+\s*["'](\.s?html?)\\?["']"""
)
_OBJECT = re.compile(
    r"(?<!function )\b\w{0,30}[pP]ag(?:e|ing|inat)\w{0,20}\s*\(\s*\{([^{}()]{10,600})\}\s*\)"
)
_MEMBER = r"""(?<![\w.])["']?(?:{})["']?\s*:\s*(["']?)([\w./-]+)\1\s*(?:,|$)"""
_COUNT = "pageCount|pagecount|pageTotal|totalPages?|countPage|pages"
_COUNT_ALONE, _ROWS, _SHOWN = (
    "size|total|count",
    "(?i:page_?size|limit|rows|per_?page|num)",
    "visible",
)
"""Names of the count of pages only where one of them stands alone, beside how many links of them
are shown: two are rows, and rows a page; and one may be either.
"""
_HERE = "current|currentPage|curPage|pageIndex|index"
_STEM, _ENDING = "prefix|pageName|name", "suffix|ext"
_PAGE = re.compile(r"\.?(?:[sx]?html?|jspx?|aspx?|php)", re.I)
_MOST_CALLS, _MOST_PAGERS = 200, 8
"""Calls that are looked at, and those of them that tell what pages are called."""
_READ = r"""\.(?:{})\b(?P<sign>\s*\+\s*\(?[^;+]*?["']_["'])?"""
_JSON = re.compile(r"""["']([^"'\s<>]{1,160}\.json)(?:\?[^"']*)?["']""")
_NOT_LISTS = re.compile(r"config|manifest|lang|city|area|weather|tree|menu|package|map", re.I)


def script_turns(links: Links, task: Task) -> tuple[list[Turn], int | None]:
    """The turns that a createPageHTML call stands for, and its page count.

    Two forms are in use: (count, current, "index", "html"), in which page 2 is index_1, and the
    later ('box', count, current, 'index', 'shtml', rows), in which page 2 is index_2.
    """
    for match in _CALL.finditer(links.scripts):
        parts = [part.strip() for part in match.group(1).split(",")]
        named = [part.strip("'\"") for part in parts if part[:1] in "'\""]
        boxed = parts[0][:1] in "'\""
        numbers = [
            n for part in parts if part[:1] not in "'\"" and (n := _value(part, links)) is not None
        ]
        if boxed:
            named = named[1:]
        if not numbers or len(named) < 2:
            continue
        count, (stem, ending) = numbers[0], named[:2]
        step = 0 if boxed else 1
        numbers_on = range(task.page_number + 1, min(count, _MOST) + 1)
        end = f".{ending.lstrip('.')}"
        return _joined_turns(links, f"{stem}_", end, numbers_on, step), count or None
    return _object_turns(links, task) or _written_turns(links, task)


def _object_turns(links: Links, task: Task) -> tuple[list[Turn], int | None] | None:
    """The turns of a call whose arguments stand in an object: count, current, prefix and suffix.

    Page 2 is index_1 where the first page is page 0. A script of the page that puts these parts
    together must join them by _. What ends otherwise than a page does is no page: a picture is not.
    """
    joins = [found["sign"] for found in re.finditer(_READ.format(_STEM), links.scripts)]
    if joins and not any(joins):
        return None
    calls = (found[1] for found in islice(_OBJECT.finditer(links.scripts), _MOST_CALLS))
    for told in islice((one for one in calls if _member(one, _STEM)), _MOST_PAGERS):
        stem, ending = _member(told, _STEM), _member(told, _ENDING)
        if _PAGE.fullmatch(ending) is None:
            continue
        count, here = _value(_counted(told), links), _value(_member(told, _HERE), links)
        if count and here in (task.page_number, task.page_number - 1):
            shift = task.page_number - here
            numbers = range(task.page_number + 1, min(count, _MOST) + 1)
            return _joined_turns(links, f"{stem}_", f".{ending.lstrip('.')}", numbers, shift), count
    return None


def _counted(told: str) -> str:
    """What an object says of the count of pages; "" where it may be that of rows."""
    alone = _member(told, _SHOWN) and not re.search(_MEMBER.format(_ROWS), told)
    return _member(told, _COUNT) or (_member(told, _COUNT_ALONE) if alone else "")


def _member(told: str, names: str) -> str:
    """The value of the one member of an object that has one of these names; "" if none or more."""
    found = re.findall(_MEMBER.format(names), told)
    return found[0][1] if len(found) == 1 else ""


def _joined_turns(links: Links, stem: str, ending: str, numbers: range, shift: int) -> list[Turn]:
    return [
        Turn(url, number)
        for number in numbers
        if (url := links.join(f"{stem}{number - shift}{ending}"))
    ]


def _written_turns(links: Links, task: Task) -> tuple[list[Turn], int | None]:
    """The turns that a page's own script writes out: "index" + "_" + nextPage + "." + "html".

    The script counts its pages in currentPage and countPage; where the first page is its page 0,
    page 2 is index_1.
    """
    here = _value("currentPage", links)
    match = _WRITTEN.search(_JOINED.sub("", links.scripts)) if here is not None else None
    if match is None or here not in (task.page_number, task.page_number - 1):
        return [], None
    stem, ending, count = match.group(1), match.group(2), _value("countPage", links)
    numbers = range(task.page_number + 1, min(count or task.page_number + 1, _MOST) + 1)
    return _joined_turns(links, stem, ending, numbers, task.page_number - here), count


def _value(text: str, links: Links) -> int | None:
    if text.isdigit():
        return whole(text)
    if re.fullmatch(r"[A-Za-z_]\w*", text):
        match = re.search(_VARIABLE.format(re.escape(text)), links.scripts)
        if match:
            return int(match.group(1))
    return None


def json_files(links: Links) -> Iterator[str]:
    """Addresses of JSON files on the same host that the page's script asks for."""
    host = links.page.url.split("/")[2] if links.page.url.count("/") > 2 else ""
    for match in _JSON.finditer(links.scripts):
        if _NOT_LISTS.search(match.group(1).rsplit("/", 1)[-1]):
            continue
        url = links.join(match.group(1))
        if url and url.split("/")[2] == host:
            yield url
