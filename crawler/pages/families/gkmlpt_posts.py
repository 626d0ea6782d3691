"""The articles of the directory of Guangdong: what their data says, under the page's labels."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.pages.families.gkmlpt import sound, text_of
from crawler.pages.interfaces.jsonlists import date_of
from crawler.pages.words.rowdates import RowDate
from crawler.pages.words.text import clean

# `date` is the day of the document, on which nothing was put online.
_PUBLISHED = (
    "display_publish_time", "create_time", "first_publish_time", "publish_time", "created_at",
)  # fmt: skip
_CLASSES = ("classify_main_name", "classify_genre_name", "classify_theme_name")
_NAMES = ("name", "title", "filename", "file_name", "original_name")
_ADDRESSES = ("url", "post_url", "path", "href", "link", "file_url")
_MOST_LINKS = 200


@dataclass(frozen=True)
class Fact:
    """A value of an article, its label on the page, and the field that it is."""

    slug: str
    label: str
    text: str


def published_of(record: Mapping[str, Any]) -> RowDate | None:
    """When an article was put online; never the day of the document."""
    return next((day for name in _PUBLISHED if (day := day_of(record.get(name)))), None)


def day_of(value: Any) -> RowDate | None:
    """The day of a member: seconds, milliseconds, digits or a date in words."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str) and len(value) > 40:
        return None
    return date_of({"time": value})


def facts_of(record: Mapping[str, Any], *, both: bool = False) -> tuple[Fact, ...]:
    """What an article says of itself, in the order of the page.

    A mark that it is abolished or expired is a statement. That it bears no such mark is one only
    where nothing but the data tells what the page shows (`both`).
    """
    told = merged(record)
    signed, published = day_of(told.get("date")), published_of(told)
    classes = (text_of(told.get(name)) for name in _CLASSES)
    facts = (
        Fact("index_number", "索引号", text_of(told.get("identifier"))),
        Fact("category", "分类", "、".join(dict.fromkeys(one for one in classes if one))),
        Fact("issuer", "发布机构", text_of(told.get("publisher"))),
        Fact("signed_on", "成文日期", signed.value.isoformat() if signed else ""),
        Fact("number", "文号", text_of(told.get("document_number"))),
        Fact("published_on", "发布日期", published.value.isoformat() if published else ""),
        Fact("category", "主题词", text_of(told.get("keywords"))),
        Fact("validity", "有效性", _validity(told, both=both)),
    )
    return tuple(fact for fact in facts if fact.text)


def title_of(record: Mapping[str, Any]) -> str:
    """The title of an article as plain text."""
    title = text_of(merged(record).get("title"))
    if "<" in title or "&" in title:
        body = LexborHTMLParser(title.replace("<br", " <br")).body
        title = clean(body.text()) if body is not None else title
    return title


def content_of(record: Mapping[str, Any]) -> str:
    """The markup of an article's text; "" where the data has none."""
    for name in ("content", "html", "body"):
        value = merged(record).get(name)
        if isinstance(value, str) and value.strip():
            return sound(value)
    return ""


def address_of(record: Mapping[str, Any], page_url: str) -> str:
    """Where a row of the page leads; its own host is reached as the page was."""
    address = next((text for name in _ADDRESSES[:2] if (text := text_of(record.get(name)))), "")
    here = urlsplit(page_url)
    for scheme in ("http://", "https://"):
        own = scheme + here.netloc
        if address.lower().startswith((own + "/", own + "?")):
            return f"{here.scheme}://{here.netloc}{address[len(own) :]}"
    return address


def links_of(value: Any) -> Iterator[tuple[str, str]]:
    """The (name, address) pairs of files or articles that a member lists."""
    if isinstance(value, str) and value.strip()[:1] in ("[", "{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return
    if isinstance(value, dict):
        value = list(value.values()) if "url" not in value else [value]
    for one in value[:_MOST_LINKS] if isinstance(value, list) else ():
        if isinstance(one, dict):
            name = next((text for key in _NAMES if (text := text_of(one.get(key)))), "")
            address = next((text for key in _ADDRESSES if (text := text_of(one.get(key)))), "")
            if address and not address.lower().startswith(("javascript:", "data:")):
                yield name or address.rpartition("/")[2], address


def is_marked(value: Any) -> bool:
    """Whether a mark is set."""
    return value in (1, True) or (isinstance(value, str) and value.lower() in ("1", "true", "yes"))


def _is_clear(value: Any) -> bool:
    return value in (0, False) or (isinstance(value, str) and value.lower() in ("0", "false", "no"))


def _validity(record: Mapping[str, Any], *, both: bool) -> str:
    if is_marked(record.get("is_abolished")):
        return "已废止"
    if is_marked(record.get("is_expired")):
        return "已失效"
    clear = _is_clear(record.get("is_abolished")) and _is_clear(record.get("is_expired"))
    return "有效" if both and clear else ""


def merged(record: Mapping[str, Any]) -> dict[str, Any]:
    """The members of an article, and those that its record in the directory has besides."""
    inner = record.get("gkml_data")
    more = inner if isinstance(inner, dict) else {}
    return {**more, **{name: one for name, one in record.items() if one not in (None, "")}}
