"""Lists that a browser showed: by which request the page had its rows, and those for the rest.

A browser shows the first page of such a list. The request that its script made for these rows is
the one that it makes for all others, but for the number in it; so it is told by its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from crawler.pages.interfaces.jsonlists import arrays, load, title_of
from crawler.pages.interfaces.listcalls import Request, following
from crawler.pages.lists.lastpage import MOST_TURNS
from crawler.pages.reading import ListReading, Turn
from crawler.pages.scripts.pagewords import is_first_row, is_page, is_size
from crawler.pages.words.counts import whole
from crawler.pages.words.text import key
from crawler.records.model import Entry

_LEAST = 2
"""Rows that an answer must have in common with the page: one alone may stand anywhere."""
_SHORTEST = 2
"""Characters of a value that is looked for in an address."""


def fills(answer: str, entries: Sequence[Entry]) -> bool:
    """Whether an answer holds the rows that a page shows, most of them."""
    value = load(answer)
    text = key("".join(_texts(value, 0)) if value is not None else answer)
    found = sum(bool(key(entry.title)) and key(entry.title) in text for entry in entries)
    return found >= min(_LEAST, len(entries)) and found * 2 > len(entries)


def addresses_of(answer: str, entries: Sequence[Entry]) -> str:
    """How the page made the addresses of its rows from the records of an answer: /a/{id}.html.

    "" where the records hold them, where no one way makes those that the page shows, or where
    several do: which of them makes the others is not seen.
    """
    known = {key(entry.title): entry.url for entry in entries}
    made: set[str] = set()
    for records in arrays(load(answer)):
        for record in records:
            url = known.get(key(title_of(record)))
            if url is None:
                continue
            ways = set(_ways(url, record))
            made = made & ways if made else ways
            if not made:
                return ""
    return made.pop() if len(made) == 1 else ""


def _ways(url: str, record: dict[str, Any]) -> Iterator[str]:
    for name, value in record.items():
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if text == url:
            return
        if len(text) < _SHORTEST or not re.fullmatch(r"[\w$]+", name) or "{" in url:
            continue
        found = list(re.finditer(rf"(?<![\w-]){re.escape(text)}(?![\w-])", url))
        if found:
            at = found[-1]
            yield f"{url[: at.start()]}{{{name}}}{url[at.end() :]}"


def shown_turns(
    listing: ListReading, number: int, method: str, url: str, body: str, rows: str
) -> tuple[Turn, ...]:
    """The requests for the pages after the one that a browser showed; none where nothing in the
    request counts pages or rows. Where no end is known the list ends with what has nothing new.
    """
    sent = Request(url, method, body).names()
    size = next((n for k, v in sent.items() if is_size(k) and (n := whole(v))), 0)
    size = size or len(listing.entries)
    total = listing.total_rows
    last = listing.total_pages or (-(-total // size) if total is not None and size else None)
    if any(
        (is_page(name) or is_first_row(name)) and _is_later(value) for name, value in sent.items()
    ):
        return ()  # what was shown is not the beginning
    out: list[Turn] = []
    for at in range(number + 1, min(last or MOST_TURNS, MOST_TURNS) + 1):
        after = following(url, method, body, size)
        if after is None:
            break
        url, body = after.url, after.body
        out.append(Turn(url, at, method, body, rows, "call"))
    return tuple(out)


def _is_later(value: str) -> bool:
    """Whether a number of a page or of a first row is none of the beginning: neither 0 nor 1."""
    number = whole(value)
    return number is not None and number > 1


def with_turns(listing: ListReading, turns: tuple[Turn, ...]) -> ListReading:
    """The list with the requests for its further pages, where the page itself led to none."""
    if not listing.entries or not turns or any(turn.page_number > 1 for turn in listing.turns):
        return listing
    return replace(listing, turns=(*listing.turns, *turns))


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict) and depth < 12:
        for item in value if isinstance(value, list) else value.values():
            yield from _texts(item, depth + 1)
