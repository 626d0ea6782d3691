"""The issues of a gazette, told from the rows of its lists and from their own pages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.judging.dates import exists, shown
from checks.matching.rows import page_key
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Dossier, Entry, Evidence, GazettePage

_WORDS = tomllib.loads(Path(__file__).with_name("issues.toml").read_text(encoding="utf-8"))
_YEAR, _NUMBER, _TOTAL, _SPECIAL = (
    re.compile(_WORDS[name]) for name in ("year", "number", "total", "special")
)
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_SHORT = 24


@dataclass(frozen=True)
class Issue:
    """One issue: what its title says of it, and the day on which it appeared.

    `last` is another than `first` for issues in one (第5-6期). A supplement (增刊) has no number
    of its own. `dated` is None where neither row nor page shows a day.
    """

    row: Entry
    title: str
    year: int | None
    first: int | None
    last: int | None
    total: int | None
    special: bool
    dated: date | None
    page: GazettePage | None = None


def issues_of(dossier: Dossier) -> tuple[Issue, ...]:
    """The issues that exist as of the moment, oldest first, undated ones before all."""
    pages = {page_key(dossier, one.url): one for one in dossier.gazette_pages if one.issue}
    found: dict[str, Issue] = {}
    for row in dossier.entries(Role.GAZETTE):
        key = page_key(dossier, row.url)
        issue = _issue(row, pages.get(key))
        later = (
            row.date is not None and row.date.value is not None and not exists(row.date, dossier)
        )
        if (
            issue is not None
            and not later
            and (issue.dated is None or issue.dated <= dossier.today)
        ):
            found.setdefault(key, issue)
    return tuple(sorted(found.values(), key=lambda one: (one.dated or date.min, one.row.url)))


def appearances(dossier: Dossier) -> tuple[date, ...]:
    """The days on which the gazette appeared: of its issues, or of its rows if they name none."""
    issues = issues_of(dossier)
    if issues:
        return tuple(sorted({one.dated for one in issues if one.dated is not None}))
    rows = dossier.entries(Role.GAZETTE)
    days = {row.date.value for row in rows if row.date and row.date.value}
    return tuple(sorted(day for day in days if day <= dossier.today))


def crowded(dossier: Dossier, least: int) -> frozenset[date]:
    """Days on which so many issues are dated that they were put there together."""
    times = Counter(one.dated for one in issues_of(dossier) if one.dated is not None)
    return frozenset(day for day, count in times.items() if count >= least)


def declared_period(dossier: Dossier) -> tuple[str, tuple[Evidence, ...]]:
    """How often the gazette says that it appears, with the page; empty if it says nothing."""
    for page in dossier.gazette_pages:
        if page.period is not None and page.period.value:
            shot = page.snapshot
            quote = Evidence(shot.url, shot.captured_at, shot.sha256, page.period.raw)
            return page.period.value, (quote,)
    return "", ()


def _issue(row: Entry, page: GazettePage | None) -> Issue | None:
    text = plain(row.title)
    special = _SPECIAL.search(text) is not None
    total = _TOTAL.search(text)
    rest = text[: total.start()] + text[total.end() :] if total else text
    number = _NUMBER.search(rest)
    gazette = any(word in text for word in ("公报", "政报", "文告"))
    if (number is None and total is None and not special) or (len(text) > _SHORT and not gazette):
        return None
    if number is not None and number.group().endswith("号") and not gazette:
        return None
    year = _YEAR.search(rest)
    day = shown(row.date) or (shown(page.published_on) if page is not None else None)
    return Issue(
        row, row.title,
        _value(year["year"]) if year else None,
        _value(number["first"]) if number else None,
        _value(number["last"] or number["first"]) if number else None,
        _value(total["total"]) if total else None,
        special, day, page,
    )  # fmt: skip


def _value(text: str) -> int:
    """A number in digits or in Chinese numerals up to 999."""
    if text.isdecimal():
        return int(text)
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS.get(letter, letter)) for letter in text))
    total, unit = 0, 0
    for letter in text:
        if letter in ("十", "百"):
            total += (unit or 1) * (10 if letter == "十" else 100)
            unit = 0
        else:
            unit = _DIGITS.get(letter, 0)
    return total + unit
