"""What the foot of a home page says of the site (网站标识): codes, record numbers, phone."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Field, Snapshot, Source
from crawler.records.site import SiteIdentity

_GAP = 12
"""So many lines without a mark may stand between two lines of the foot."""
_AROUND = 4
_SCRIPT_CHARACTERS = 200_000
_NUMBERS = ("site_code", "icp_number", "police_number")
_CODE = re.compile(r"site_?code=([A-Za-z]{0,2}\d{8,12})(?!\d)", re.I)
_RECORD = re.compile(r"(?:recordcode|code)=\s*(\d{8,18})", re.I)


def read_identity(page: Page, task: Task, snapshot: Snapshot) -> SiteIdentity:
    """The fields of the foot. Numbers count wherever the page shows them, a phone in the foot."""
    lines = [simplify(line.text) for line in shown(page).lines]
    foot = _foot(lines)
    found: dict[str, Field[str]] = {}
    for slug, where in (
        *((name, lines) for name in _NUMBERS),
        ("phone", foot),
        ("organiser", foot),
    ):
        value = _first(slug, where)
        if value:
            found[slug] = Field(value, mask_numbers(value), Source.TEXT, "", "页脚", page.url)
    if "site_code" not in found and (number := _in_link(page, "code_links", _CODE)):
        found["site_code"] = Field(number, number, Source.ADDRESS, "", "纠错链接", page.url)
    if "police_number" not in found and (number := _in_link(page, "record_links", _RECORD)):
        found["police_number"] = Field(number, number, Source.ADDRESS, "", "备案链接", page.url)
    scripts = _scripts(page)
    for slug in (*_NUMBERS, "phone"):
        # What a script of the page writes out is seen by its readers.
        if slug not in found and (value := _first(slug, scripts)):
            found[slug] = Field(value, mask_numbers(value), Source.TEXT, "", "脚本", page.url)
    numbered = any(slug in found for slug in _NUMBERS)
    return SiteIdentity(
        url=task.url,
        title=page.title,
        role=task.role,
        snapshot=snapshot,
        fields=tuple(found.items()),
        hidden=not numbered and (_framed(page) or (not foot and (_scripted(page) or _bare(page)))),
        foot=mask_numbers(" ".join(line for line in foot if _marks().search(line)))[:400],
    )


def _first(slug: str, lines: list[str]) -> str:
    """The first value of a field in a run of lines; a label may stand in the line before it."""
    pattern = re.compile(_data()["fields"][slug], re.I)
    for line in (*lines, *(f"{a} {b}" for a, b in pairwise(lines))):
        match = pattern.search(line)
        if match is not None:
            groups = match.groupdict()
            return clean(groups.get("value") or groups.get("other") or "")
    return ""


def _foot(lines: list[str]) -> list[str]:
    """The lines of the foot: from the first of the last run of marked lines to the end."""
    marked = [number for number, line in enumerate(lines) if _marks().search(line)]
    if not marked:
        return []
    start = marked[-1]
    for number in reversed(marked):
        if start - number > _GAP:
            break
        start = number
    return lines[max(0, start - _AROUND) :]


def _in_link(page: Page, sites: str, pattern: re.Pattern[str]) -> str:
    """The number in the address of a link to the register, or the site, that gives it."""
    for node in page.root.css("a[href]"):
        href = node.attributes.get("href") or ""
        if re.search(_data()[sites], href, re.I) and (match := pattern.search(href)):
            return match.group(1)
    return ""


def _scripts(page: Page) -> list[str]:
    """The lines of inline scripts that speak of the foot; commented lines are left out."""
    text = Links(page).scripts[:_SCRIPT_CHARACTERS]
    lines = (re.sub(r"<[^>]{0,200}>", " ", line) for line in text.splitlines())
    return [line for line in lines if _marks().search(line) and not line.lstrip().startswith("//")]


def _framed(page: Page) -> bool:
    return page.tree.css_first("iframe[src], frame[src], object[data]") is not None


def _bare(page: Page) -> bool:
    """Whether it links nothing: damaged, or no front page at all."""
    return page.tree.css_first("a[href], area[href]") is None


def _scripted(page: Page) -> bool:
    return page.tree.css_first("script[src]") is not None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("identity.toml").read_text(encoding="utf-8"))


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(_data()["marks"], re.I)
