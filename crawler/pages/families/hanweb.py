"""Hanweb jcms and jact: lists as XML inside the page, and in the answers of dataproxy."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.pages.markup.navigation import Links
from crawler.pages.reading import Turn
from crawler.pages.task import Task
from crawler.pages.words.counts import whole

_NEXT = re.compile(r"""<nextgroup>\s*(?:<!\[CDATA\[)?.*?href\s*=\s*["']([^"']+)["']""", re.S)
_TOTAL = re.compile(r"<total(record|page)>\s*(\d+)\s*</total", re.I)
_STORE = re.compile(r"dataStore\s*=\s*\[(.*?)\]\s*;?\s*(?:$|\n|var|</script)", re.S)
_STRING = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""", re.S)
_PROXY = re.compile(r"""["']([^"'\s]*dataproxy[\w]*\.(?:jsp|do|action)[^"'\s]*)["']""")
_USUAL = 15  # rows of a page where nothing says how many
_HEADS = re.compile(
    r"""\bdataBefore["']?\s*:\s*(?:"((?:[^"\\]|\\.){1,2000})"|'((?:[^'\\]|\\.){1,2000})')""", re.S
)
_NAMES = re.compile(r">\s*[^<>\s]")
_TABLE_END = re.compile(r"</(?:table|tbody|thead)\s*>", re.I)
_COUNT = re.compile(r"\btotal(Record|Page|record|page)s?\b\s*[:=]\s*[\"']?(\d+)")
_PER_PAGE = re.compile(r"\bper[Pp]age\b\s*[:=]\s*[\"']?(\d+)")
_PARAMETER = re.compile(
    r"""["']?\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype|sysid|groupSize|area|divid|infotypeId|jdid)\b["']?\s*[:=]\s*["']?([^"',;&\s}]*)"""
)


@dataclass(frozen=True)
class Store:
    """A list carried as data: one piece of HTML per row, and how to get further ones.

    `heads` is the HTML that its script puts before the rows, where that names their columns.
    """

    pieces: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    total_pages: int | None = None
    total_rows: int | None = None
    present: bool = field(default=False)
    heads: str = ""


def read_store(links: Links, task: Task) -> Store:
    """The data of a page or answer; `present` is false where it has none of this kind."""
    store = _store(links, task)
    heads = _heads(links.page.html) or task.heads if store.present else ""
    turns = tuple(replace(turn, heads=heads) for turn in store.turns)
    return replace(store, heads=heads, turns=turns)


def _heads(source: str) -> str:
    """What the script puts before its rows; "" where that names nothing or differs by list."""
    found = {_unescaped(double or single) for double, single in _HEADS.findall(source)}
    told = found.pop() if len(found) == 1 else ""
    links = "<a " in told.lower()
    return _TABLE_END.sub("", told) if _NAMES.search(told) and not links else ""


def _store(links: Links, task: Task) -> Store:
    source = links.page.html
    if "datastore" in source.lower() and "<record" in source:
        return _xml(source, links, task)
    match = _STORE.search(source)
    if match:
        pieces = tuple(
            _unescaped(double or single) for double, single in _STRING.findall(match.group(1))
        )
        totals = _totals(_COUNT, source)
        turns = _proxy_turns(links, task, len(pieces), totals)
        return Store(pieces, turns, totals.get("page"), totals.get("record"), True)
    if _PROXY.search(source):
        totals = _totals(_COUNT, source)
        turns = _proxy_turns(links, task, 0, totals)
        return Store((), turns, totals.get("page"), totals.get("record"), bool(turns))
    return Store()


def _xml(source: str, links: Links, task: Task) -> Store:
    pieces = tuple(_records(source))
    totals = _totals(_TOTAL, source)
    counts = set(_COUNT.findall(source))
    if pieces and not totals and len(counts) == len({name.lower() for name, _ in counts}):
        # The store may leave it to the call of its pager; of several lists none is told apart, and
        # that there are no rows at all is for the request that it names to say.
        totals = _totals(_COUNT, source)
    turns: list[Turn] = []
    onward = _NEXT.search(source)
    if onward:
        url = links.join(entities.unescape(onward.group(1)))
        if url and url not in (links.page.url, task.url):
            turns.append(Turn(url, task.page_number + 1))
    if not onward or task.page_number == 1 or "endrecord=" in task.url:
        # Where the next group proves to be the rows already read, the range after them serves.
        turns.extend(_proxy_turns(links, task, len(pieces), totals))
    return Store(pieces, tuple(turns), totals.get("page"), totals.get("record"), True)


def _totals(said: re.Pattern[str], source: str) -> dict[str, int]:
    """The pages and records in all that a source tells; the last telling of each counts."""
    told = ((name.lower(), whole(number)) for name, number in said.findall(source))
    return {name: number for name, number in told if number is not None}


def _records(source: str) -> Iterator[str]:
    """The HTML of each record; read by position, so that no input makes it slow."""
    at = source.find("<record>")
    while at >= 0:
        end = source.find("</record>", at)
        if end < 0:
            return
        inner = source[at + len("<record>") : end].strip()
        if inner.startswith("<![CDATA["):
            yield inner.removeprefix("<![CDATA[").removesuffix("]]>").strip()
        else:
            yield entities.unescape(inner)
        at = source.find("<record>", end)


def _proxy_turns(links: Links, task: Task, read: int, totals: dict[str, int]) -> tuple[Turn, ...]:
    """Requests for the records after those read, as the page's own script counts them."""
    source = links.page.html
    here = urlsplit(task.url)
    method, body = "GET", ""
    known = dict(parse_qsl(here.query, keep_blank_values=True))
    match = _PROXY.search(source)
    if "dataproxy" in here.path and not match:
        base, parameters = task.url, known
        method, body = task.method, task.body
    elif match:
        address = links.join(entities.unescape(match.group(1)))
        if address is None:
            return ()
        base = address
        parameters = dict(parse_qsl(urlsplit(base).query, keep_blank_values=True))
        for name, value in _PARAMETER.findall(source):
            parameters.setdefault(name, value)
        parameters.pop("page", None)
    else:
        return ()
    each = _PER_PAGE.search(source)
    size = whole(parameters.get("perpage")) or (whole(each.group(1)) if each else 0) or _USUAL
    ended, began = whole(known.get("endrecord")), whole(known.get("startrecord"))
    start = read if ended is None else ended
    total = totals.get("record")
    if (total is not None and start >= total) or (total is None and read == 0 and start > 0):
        return ()
    step = max(size * 3, 45) if "mail" not in base else size
    if began is not None and start:
        step = max(start - began + 1, 1)
    end = start + step if total is None else min(start + step, total)
    parameters |= {"startrecord": str(start + 1), "endrecord": str(end), "perpage": str(size)}
    parts = urlsplit(base)
    url = links.join(
        urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(parameters), ""))
    )
    number = task.page_number + (1 if start else 0)  # a page without records is only a cover
    return (Turn(url, number, method, body),) if url else ()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
