"""Themes (主题) of a row: whom each concerns, and what was published of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from checks.disclosure.columns import (
    rows_of_columns,
    unread_column,
    unread_further,
    urls_of_name,
)
from checks.disclosure.period import Period
from checks.disclosure.published import Published, Shelf
from checks.disclosure.reach import Unseen
from checks.engine.requirement import Requirement
from checks.matching.words import finder, plain, telling
from crawler.records import Cause, Dossier, Match


class Theme(NamedTuple):
    """A theme with what was found of it; `doubtful` things may or may not count."""

    name: str
    least: int
    found: tuple[Published, ...]
    doubtful: Unseen | None


def concerns(theme: Mapping[str, Any], name: str) -> bool:
    """Whether a theme binds a body of that name."""
    words = theme.get("named", ())
    return not words or any(word in name for word in words)


def tells_of(theme: Mapping[str, Any], *texts: str) -> bool:
    """Whether a theme is named in one of the texts, all in plain form."""
    return teller(theme)(*texts)


def teller(theme: Mapping[str, Any], never: Sequence[str] = ()) -> Callable[..., bool]:
    """What tells whether a theme is named in a title or in its opening words, in plain form.

    Its `not_words` are taken out before its words are sought, the longest first, so that a bureau's
    name or a longer word is not the theme (应急管理局, 三保障 beside 三保). A title with one of its
    `never_words` is none of its own. A title in which one of the patterns `never` is found tells of
    no theme (封闭施工公告), but of those that are told, or have one of their `kept_words`, in what
    was found (公益性岗位招聘公告 tells of 公益性岗位).
    """
    tells = telling(tuple(theme["words"]), tuple(theme.get("not_words", ())))
    others, kept = (finder(tuple(theme.get(key, ()))) for key in ("never_words", "kept_words"))
    patterns = tuple(re.compile(one) for one in never)

    def told(title: str, *more: str) -> bool:
        if not any(map(tells, (title, *more))) or others.search(title) is not None:
            return False
        met = (found.group() for one in patterns if (found := one.search(title)) is not None)
        return all(tells(one) or kept.search(one) is not None for one in met)

    return told


def theme_of(shelf: Shelf, row: Requirement, period: Period, theme: Mapping[str, Any]) -> Theme:
    """What was published of a theme within the period, in title, opening words or own column."""
    dossier, only = shelf.dossier, row.terms["columns"]
    words = tuple(plain(word) for word in theme["words"])
    least = int(theme.get("min_docs", 1))
    urls = [entry.url for entry in rows_of_columns(dossier, only)]
    tells = teller(theme, row.terms["never_patterns"])
    met = list(shelf.published(tells, urls if only else None))
    named = [] if only else [*urls_of_name(dossier, words), *_own_rows(dossier, theme["name"])]
    met += shelf.published(lambda *_: True, named)
    once = {(one.title, one.on): one for one in met}.values()
    good = tuple(one for one in once if one.on and period.holds(one.on) and not one.another)
    doubtful: Unseen | None = None
    if any(one.on is None or (one.another and period.holds(one.on)) for one in once):
        doubtful = Cause.AMBIGUOUS, f"“{theme['name']}”主题只见转载的或没有日期的信息"
    elif not only and (
        unread := unread_column(dossier, words, period.first)
        or unread_further(dossier, [theme["name"]], period.first)
    ):
        doubtful = unread[0], f"“{unread[1]}”栏目未能采集完整"
    return Theme(str(theme["name"]), least, good, doubtful)


def _own_rows(dossier: Dossier, name: str) -> list[str]:
    """What a column lists whose title is the theme's name itself, which no word need be (教育)."""
    one = dossier.named_column(name)
    return [row.url for row in dossier.rows_of(one)] if one.match is Match.EXACT else []
