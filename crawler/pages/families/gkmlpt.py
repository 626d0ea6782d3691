"""The disclosure directory of Guangdong (gkmlpt): what its pages and answers hold as data.

A page of the directory is put together by its script from `window._CONFIG`: SID, TREE (the
categories) and DETAIL (the article). The rows of a category come from
`/gkmlpt/api/all/<category>?page=N&sid=<SID>`, a hundred at a time; the page itself names the
category behind # (`/gkmlpt/index#475`), which no server is told. Nothing is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from crawler.pages.markup.page import Page
from crawler.pages.scripts.scriptliterals import Budget, NoLiteralError, literal
from crawler.pages.words.text import clean

PLACE = "/gkmlpt/"
_API = re.compile(r"/gkmlpt/api/all/(\d{1,12})$")
_CONFIG = re.compile(r"\b_CONFIG\s*=\s*(?=\{)")
_MEMBER = r"""(?<![\w$.])["']?{}["']?\s*:\s*(?:JSON\.parse\s*\(\s*)?(?=[\[{{"'\d])"""
_BEHIND = re.compile(r"/gkmlpt/(?!api/)\w{1,30}/?#/?(\d{1,12})$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST = 2_000_000
"""Characters of a configuration that is read."""
_MARKUP = re.compile(r"<(?:p|div|table|span|ul|ol|br|h\d|img|section)\b", re.I)
_LEAST_TEXT = 50
"""Characters from which a member of an answer is a text, with or without marks."""
_MOST_CATEGORIES = 3_000
_DEEPEST = 12
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Category:
    """A category of the tree. `trail` are the names above it, outermost first.

    `jump` is the address that it leads to instead of a list of its own. `heading` says that it
    only holds others: all that is counted for it is counted for those. `depth` is 0 at the top.
    """

    id: str
    name: str
    trail: tuple[str, ...] = ()
    jump: str = ""
    heading: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Directory:
    """What the configuration of a page holds. `base` is the address ahead of /gkmlpt/.

    `detail` is the article, empty where the page shows none. `broken` says that a tree or an
    article stands there that cannot be read. `span` is where the configuration stands.
    """

    base: str
    sid: str = ""
    categories: tuple[Category, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    broken: bool = False
    span: tuple[int, int] = (0, 0)

    def address(self, category: str) -> str:
        """The request for the first rows of a category, as the page's own script makes it."""
        sid = f"&sid={self.sid}" if self.sid else ""
        return f"{self.base}{PLACE}api/all/{category}?page=1{sid}"


@dataclass(frozen=True)
class Answer:
    """The rows of a category. `total` and `offset` are None where the answer does not tell.

    `text` is the HTML that it holds in the stead of rows, as categories of one text do.
    """

    name: str
    articles: tuple[Mapping[str, Any], ...]
    total: int | None = None
    offset: int | None = None
    text: str = ""


def category_behind(address: str) -> str:
    """The category that an address of the directory names behind #; "" if it names none."""
    match = _BEHIND.search(address.strip()[-200:]) if "#" in address else None
    return match.group(1) if match else ""


def is_listing(url: str) -> bool:
    """Whether an address is that of the rows of a category."""
    return _API.search(urlsplit(url).path) is not None


def answer(page: Page) -> Answer | None:
    """The rows that a page of the interface holds; None for any other page."""
    if PLACE not in page.url or not is_listing(page.url):
        return None
    if isinstance(page.held, Answer):
        return page.held
    try:
        value = json.loads(page.html)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict) and isinstance(value.get("data"), dict):
        value = value["data"] if "articles" not in value else value
    if not isinstance(value, dict) or "articles" not in value:
        return None
    found = value["articles"]
    if isinstance(found, dict):  # numbered, as PHP writes an array with gaps
        found = list(found.values())
    total = count_of(value.get("total"))
    articles = (
        tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
    )
    if not articles and found != [] and total != 0:
        return None
    head = value.get("classify")
    name = head.get("name") if isinstance(head, dict) else ""
    text = "" if articles else _text_in(value)
    return Answer(text_of(name), articles, total, count_of(value.get("offset")), text)


def _text_in(value: Mapping[str, Any]) -> str:
    """The longest text that an answer without rows holds; "" where all are names and codes."""
    inner = [one for one in value.values() if isinstance(one, dict)]
    texts = [
        sound(one)
        for held in (value, *inner)
        for one in held.values()
        if isinstance(one, str) and (_MARKUP.search(one) or len(one) >= _LEAST_TEXT)
    ]
    return max(texts, key=len, default="")[:_LONGEST]


def is_unread(page: Page) -> bool:
    """Whether an answer of the interface holds no rows that can be read, nor says it has none."""
    return is_listing(page.url) and answer(page) is None


def is_broken(page: Page) -> bool:
    """Whether a page of the directory has a tree or an article that cannot be read."""
    return isinstance(page.held, Directory) and page.held.broken


def directory(page: Page) -> Directory | None:
    """The configuration of a page of the directory; None for any other page."""
    path = urlsplit(page.url).path
    if PLACE not in path or is_listing(page.url):
        return None
    if isinstance(page.held, Directory):
        return page.held
    source = page.html
    match = _CONFIG.search(source)
    if match is None:
        return None
    at = match.end()
    base = page.url[: page.url.index(PLACE)]
    try:
        held, end = literal(source, at, Budget(_LONGEST))
    except NoLiteralError:
        cut = source.find("</script", at)
        held, end = None, cut if cut >= 0 else len(source)
    tree, torn = _member(source, at, "TREE", held)
    detail, lost = _member(source, at, "DETAIL", held)
    sid, _ = _member(source, at, "SID", held)
    roots = list(tree.values()) if isinstance(tree, dict) and "id" not in tree else tree
    return Directory(
        base=base,
        sid=sid_of(sid),
        categories=tuple(_categories(roots)),
        detail=detail if isinstance(detail, dict) else {},
        broken=torn or lost,
        span=(at, end),
    )


def _member(source: str, at: int, name: str, held: Mapping[str, Any] | None) -> tuple[Any, bool]:
    """A member of the configuration, and whether it is there and cannot be read.

    What stands in the whole is taken from it. Where the whole cannot be read, or the member is
    given as a text that the script parses, it is looked for by its name alone, which is trusted
    where it occurs but once.
    """
    if held is not None and (name not in held or held[name] in ([], {}, "")):
        return None, False
    value = held[name] if held is not None else None
    if value is None:
        found = list(re.compile(_MEMBER.format(name)).finditer(source, at, at + _LONGEST))
        if held is not None:
            found = [one for one in found if "parse" in one.group()]
        if len(found) != 1:
            return None, bool(found)
        try:
            value, _ = literal(source, found[0].end(), Budget(_LONGEST))
        except NoLiteralError:
            return None, True
    if isinstance(value, str) and name != "SID":
        if not value.strip():
            return None, False
        try:
            return json.loads(value), False
        except (ValueError, RecursionError):
            return None, True
    return value, False


def _categories(roots: Any) -> Iterator[Category]:
    """The categories of a tree in reading order, each once."""
    known: set[str] = set()
    waiting: list[tuple[Any, tuple[str, ...]]] = [
        (node, ()) for node in reversed(_nodes(roots)[:_MOST_CATEGORIES])
    ]
    while waiting and len(known) < _MOST_CATEGORIES:
        node, trail = waiting.pop()
        number, name = sid_of(node.get("id")), text_of(node.get("name"))[:_LONGEST_NAME]
        if not number or not name or number in known:
            continue
        known.add(number)
        below = _nodes(node.get("children"))[:_MOST_CATEGORIES] if len(trail) < _DEEPEST else []
        yield Category(
            number,
            name,
            trail,
            text_of(node.get("jump_url")),
            bool(below) and not _has_more(node, below),
            len(trail),
        )
        waiting += [(one, (*trail, name)) for one in reversed(below)]


def _has_more(node: Mapping[str, Any], below: list[dict[str, Any]]) -> bool:
    """Whether more rows are counted for a category than for those below it."""
    own = count_of(node.get("post_count")) or 0
    return own > sum(count_of(one.get("post_count")) or 0 for one in below)


def _nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = list(value.values()) if "id" not in value else [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def count_of(value: Any) -> int | None:
    """A count written as a number or in digits; None for anything else."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value) if len(value) < 10 else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < 10**9 else None


def sid_of(value: Any) -> str:
    """The number of a site or category as text; "" for what is none."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if re.fullmatch(r"\d{1,12}", text, re.A) else ""


def text_of(value: Any) -> str:
    """A member as text on one line, "" for what is none; halves of characters are made whole."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return clean(sound(str(value)[:100_000]))


def sound(text: str) -> str:
    """A text that can be written down: halves of characters are joined, lone ones replaced."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
