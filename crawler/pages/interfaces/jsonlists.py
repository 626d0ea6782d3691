"""Lists that come as JSON: static files beside a page, and answers of list interfaces."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.pages.interfaces.listcalls import following
from crawler.pages.interfaces.rowaddress import address_of
from crawler.pages.markup.navigation import Links
from crawler.pages.reading import Turn
from crawler.pages.task import Task
from crawler.pages.words.counts import whole
from crawler.pages.words.labels import is_placeholder, slug_of
from crawler.pages.words.rowdates import RowDate, row_date
from crawler.pages.words.text import clean, key, simplify
from crawler.portals.roles import Role
from crawler.records.model import Entry, Field, Snapshot, Source
from crawler.records.moments import beijing

_TITLES = (
    "title", "filename", "doctitle", "infotitle", "articletitle", "vc_title", "name", "subject",
    "showtitle", "headline", "bt", "topic", "theme", "infoname", "docname", "wjmc", "wjbt", "mc",
    "biaoti", "caption",
)  # fmt: skip
_URLS = (
    "url", "docpuburl", "puburl", "post_url", "link", "href", "linkurl", "docurl", "detailurl",
    "pageurl", "infourl", "htmlurl", "path", "visiturl", "accessurl", "staticurl", "arcurl",
    "titleurl", "viewurl", "contenturl", "fullurl", "linkaddress",
)  # fmt: skip
# Where a record has several, the first of these that it holds is the day it was put online.
_DATES = (
    "docreltime", "display_publish_time", "publishtime", "publishdate", "publish_time",
    "publish_date", "publishedat", "pubtime", "pubdate", "releasetime", "releasedate",
    "deploytime", "showdate", "infodate", "displaydate", "fbsj", "fbrq", "writetime",
    "submittime", "createtime", "createdate", "created_at", "addtime", "inputtime", "date",
    "time", "rq", "pubdatestr", "publishdatestr", "releasedatestr", "shijian", "newstime",
    "inputdate", "adddate", "updatetime", "updatedate",
)  # fmt: skip
_PAGES = ("totalpage", "totalpages", "pagecount", "pages", "total_page", "page_count", "pagetotal")
_COUNTS = (
    "total",
    "totalcount",
    "recordcount",
    "totalrecord",
    "count",
    "totalelements",
    "post_count",
    "totalnum",
    "total_count",
)
_SIZES = ("pagesize", "page_size", "perpage", "per_page", "limit", "size", "pagerows", "numperpage")
_CALLBACK = re.compile(r"^\s*(?:var\s+)?[\w.$]+\s*(?:\(|=)\s*(?=[\[{])")
_PICTURE = re.compile(r"img|image|pic|thumb|sub|short|site|column|channel|cat|icon|file|video")
_DAY = re.compile(r"(?:date|time|rq|sj)(?:str)?$")
_DEEPEST = 8
_MOST = 10**7  # pages or rows that an answer may tell of


@dataclass(frozen=True)
class JsonList:
    """What a JSON answer holds: entries, or pieces of HTML that hold them."""

    entries: tuple[Entry, ...] = ()
    pieces: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    total_pages: int | None = None
    total_rows: int | None = None


def load(source: str) -> Any:
    """The value of a JSON text, with or without a callback round it; None if it is none."""
    text = source.strip()
    if text[:1] not in "[{":
        shorn = _CALLBACK.sub("", text)
        if shorn == text:
            return None
        text = shorn.rstrip(" ;\n\r\t").removesuffix(")")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def read_json(value: Any, links: Links, task: Task, snapshot: Snapshot) -> JsonList:
    """The list in a JSON value: its longest array of records with title and address."""
    records = max(arrays(value), key=_worth, default=[])
    entries: list[Entry] = []
    for record in records:
        entry = entry_of(record, links, task, snapshot, len(entries) + 1)
        if entry is not None:
            entries.append(entry)
    pieces = () if entries else tuple(_html(value, 0))
    pages, rows = _total(value, _PAGES, 0), _total(value, _COUNTS, 0)
    turns = _following(task, len(entries) or len(pieces), pages, rows)
    return JsonList(tuple(entries), pieces, turns, pages, rows)


def arrays(value: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Every array of records in a JSON value, the outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        if value and all(isinstance(item, dict) for item in value):
            yield value
        for item in value[:50]:
            yield from arrays(item, depth + 1)
    elif isinstance(value, dict):
        for item in value.values():
            yield from arrays(item, depth + 1)


def _worth(records: list[dict[str, Any]]) -> int:
    first = {name.lower() for name in records[0]}
    named = bool(first & set(_TITLES)) + bool(first & set(_URLS)) * 2
    named = named or any(name.endswith("title") for name in first)
    return len(records) * named


def title_of(record: dict[str, Any]) -> str:
    """What a record is called, by the member that is named as titles are."""
    lower = {name.lower(): value for name, value in record.items()}
    return simplify(_text(_first(lower, _TITLES, r"(?:title|headline)$")))


def date_of(record: dict[str, Any]) -> RowDate | None:
    """The day a record was put online, by the member that is named as such days are."""
    return _date({name.lower(): value for name, value in record.items()})


def entry_of(
    record: dict[str, Any],
    links: Links,
    task: Task,
    snapshot: Snapshot,
    rank: int,
    address: str = "",
    label: str = "",
) -> Entry | None:
    """The row that a record stands for; `address` and `label` as the page's script makes them."""
    lower = {name.lower(): value for name, value in record.items()}
    title = title_of(record) or simplify(_text(label))
    address = address or str(_first(lower, _URLS, r"(?:url|link|href)$")).strip()
    if not address or address.startswith(("javascript:", "#")):
        address = address_of(task.rows, record) if task.rows else ""
    url = links.join(address) if address else None
    if url is None or not key(title):
        return None
    found = _date(lower)
    fields: list[tuple[str, Field[str]]] = []
    kind = "json_letter" if task.role is Role.MESSAGE_BOARD else "json"
    for name, value in record.items():
        slug = slug_of(name, kind)
        if slug and slug != "title" and isinstance(value, (str, int)):
            text = _text(value)
            if kind == "json_letter" and (text := _said(slug, value, text)) == "":
                continue
            kept = None if is_placeholder(text) else text
            fields.append((slug, Field(kept, text, Source.ROW, name, "list file", task.url)))
    return Entry(
        url=url,
        title=title,
        role=task.role,
        snapshot=snapshot,
        list_url=task.url,
        rank=rank,
        date=Field(found.value, found.raw, Source.ROW, place="list file", at=found.at)
        if found
        else None,
        pinned=str(lower.get("istop", lower.get("top", ""))).lower() in ("1", "true", "yes"),
        fields=tuple(fields),
    )


def _said(slug: str, value: Any, text: str) -> str:
    """What a member of a letter's record says in words; "" for a mere code or no date."""
    if not slug.endswith("_on"):
        return "" if slug != "number" and re.fullmatch(r"[\w-]{0,12}", text, re.A) else text
    if isinstance(value, int) or text.isdigit():
        moment = whole(text)
        found = _stamp(moment) if moment is not None else None
        return found.value.isoformat() if found and found.value else ""
    return text if row_date(text) else ""


def _first(record: dict[str, Any], names: tuple[str, ...], like: str) -> Any:
    """The first of the known members that a record holds, else one that is named alike."""
    for name in names:
        value = record.get(name)
        if value and isinstance(value, str | int | float) and not isinstance(value, bool):
            return value
    for name, value in record.items():
        if value and isinstance(value, str) and re.search(like, name) and not _PICTURE.search(name):
            return value
    return ""


def _date(record: dict[str, Any]) -> RowDate | None:
    alike = (name for name in record if name not in _DATES and _DAY.search(name))
    for name in (*_DATES, *alike):
        value = record.get(name)
        if value in (None, "") or (name == "pubdate" and "docreltime" in record):
            continue
        digits = isinstance(value, str) and value.isascii() and value.isdigit()
        if isinstance(value, (int, float)) or digits:
            found = _stamp(int(value)) if len(str(value)) < 24 and "n" not in str(value) else None
        else:
            found = row_date(_text(value))
        if found:
            return found
    return None


def _stamp(value: int) -> RowDate | None:
    if 19000101 <= value <= 21001231:
        try:
            return RowDate(date(value // 10000, value // 100 % 100, value % 100), str(value))
        except ValueError:
            return None
    seconds = value / 1000 if value > 10**11 else float(value)
    if not 10**8 < seconds < 5 * 10**9:
        return None
    at = beijing(datetime.fromtimestamp(seconds, UTC))
    return RowDate(at.date(), str(value), at)


def _html(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if "<a " in value or "<A " in value:
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _html(item, depth + 1)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _html(item, depth + 1)


def _total(value: Any, names: tuple[str, ...], depth: int) -> int | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if depth > 3 or not isinstance(value, dict):
        return None
    lower = {name.lower(): item for name, item in value.items()}
    for name in names:
        item = lower.get(name)
        if isinstance(item, int) and not isinstance(item, bool) and 0 <= item < _MOST:
            return item
        if isinstance(item, str) and (number := whole(item)) is not None and number < _MOST:
            return number
    for item in value.values():
        found = _total(item, names, depth + 1)
        if found is not None:
            return found
    return None


def counts_of(above: tuple[dict[str, Any], ...]) -> tuple[int | None, int | None]:
    """Pages and rows in all, as told beside an array by the objects that hold it."""
    for holder in reversed(above[-3:]):
        flat = {name.lower(): item for name, item in holder.items()}
        for inner in holder.values():
            if isinstance(inner, dict):
                flat = {n.lower(): v for n, v in inner.items() if not isinstance(v, list)} | flat
        pages, rows, size = (_number(flat, names) for names in (_PAGES, _COUNTS, _SIZES))
        if rows is not None:
            return pages or (-(-rows // size) if size else None), rows
        if pages is not None:
            return pages, None
    return None, None


def _number(record: dict[str, Any], names: tuple[str, ...]) -> int | None:
    for name in names:
        item = record.get(name)
        if isinstance(item, int) and not isinstance(item, bool) and 0 <= item < _MOST:
            return item
        if isinstance(item, str) and item.isdecimal() and len(item) < 8:
            return int(item)
    return None


def _following(task: Task, read: int, pages: int | None, rows: int | None) -> tuple[Turn, ...]:
    """The same request for the next page, where its address or body counts pages or rows."""
    if not read or (pages is not None and task.page_number >= pages):
        return ()
    if pages is None and (rows is None or rows <= read * max(task.page_number, 1)):
        return ()
    again = following(task.url, task.method, task.body, read)
    if again is None:
        return ()
    return (Turn(again.url, task.page_number + 1, again.method, again.body, task.rows, task.way),)


def _text(value: Any) -> str:
    text = clean(str(value))
    if "<" in text and ">" in text:
        body = LexborHTMLParser(text).body
        return clean(body.text()) if body else text
    return text
