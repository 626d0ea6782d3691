"""What a page shows at its surface of having been tampered with → `PageSurface`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.pages.home.openforms import open_forms
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Link, Snapshot
from crawler.records.surface import PageSurface

_MOST_SEEN, _MOST_KEPT, _DEEPEST = 3_000, 200, 30
_CHARACTERS = 80
_FAR = re.compile(r"\s*(?:https?:)?//", re.I)
_SPACE = re.compile(r"\s+")


def read_surface(page: Page, task: Task, snapshot: Snapshot) -> PageSurface | None:
    """The surface of a page; None of one that is not the home page and shows no sign."""
    home = task.purpose is Purpose.HOME
    head = _head(page)
    hidden, outward = _outward(page)
    forms = tuple(open_forms(page))
    if not (home or hidden or forms or has_signs(head)):
        return None
    return PageSurface(
        url=task.url,
        title=task.entry.title if task.entry is not None else page.title or task.label,
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        head=head,
        hidden=hidden,
        outward=outward if home else (),
        open_forms=forms,
    )


def has_signs(head: tuple[str, ...]) -> bool:
    """Whether the head of a page has words for which its surface is kept."""
    return any(_pattern("signs").search(text) for text in head)


def _head(page: Page) -> tuple[str, ...]:
    told = (page.title, page.meta.get("keywords", ""), page.meta.get("description", ""))
    return tuple(mask_numbers(simplify(text))[:300] for text in told)


def _outward(page: Page) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Links to other hosts: those that no reader sees, and the others."""
    own, links = urlsplit(page.url).hostname, Links(page)
    hidden: dict[tuple[str, str], Link] = {}
    seen: dict[tuple[str, str], Link] = {}
    ways: dict[int, str] = {}
    for node in page.root.css("a[href]")[:_MOST_SEEN]:
        href = node.attributes.get("href") or ""
        url = links.join(href.strip()) if _FAR.match(href) else None
        if url is None or urlsplit(url).hostname in (own, None):
            continue
        text = _said(node)
        way = _way(node, ways)
        kept = hidden if way else seen
        if len(kept) < _MOST_KEPT:
            kept.setdefault((url, text), Link(url, text, way))
    return tuple(hidden.values()), tuple(seen.values())


def _said(node: LexborNode) -> str:
    text = clean(node.text()) or clean(node.attributes.get("title") or "")
    if not text:
        picture = node.css_first("img[alt]")
        text = clean(picture.attributes.get("alt") or "") if picture is not None else ""
    return mask_numbers(simplify(text))[:_CHARACTERS]


def _way(node: LexborNode, ways: dict[int, str]) -> str:
    """How a node is hidden, itself or with what it stands in; empty if a reader sees it."""
    passed: list[int] = []
    at: LexborNode | None = node
    way = ""
    while at is not None and len(passed) < _DEEPEST:
        if at.mem_id in ways:
            way = ways[at.mem_id]
            break
        passed.append(at.mem_id)
        way = _own_way(at)
        if way:
            break
        at = at.parent
    for one in passed:
        ways[one] = way
    return way


def _own_way(node: LexborNode) -> str:
    attributes = node.attributes
    if "hidden" in attributes:
        return "hidden"
    if node.tag == "marquee" and any(
        (attributes.get(name) or "").strip() in ("0", "1", "2") for name in ("width", "height")
    ):
        return "marquee"
    style = _SPACE.sub("", attributes.get("style") or "").lower()
    found = _pattern("styles").search(style) if style else None
    return found.group().strip(';{"') if found else ""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data = tomllib.loads(Path(__file__).with_name("surface.toml").read_text(encoding="utf-8"))
    return re.compile(data[name])
