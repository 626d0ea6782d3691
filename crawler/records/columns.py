"""Columns (栏目): the tree of them that a portal shows, and those asked for by their titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from crawler.portals.roles import Role
from crawler.records.issues import NO_ISSUES, IssuesAsked
from crawler.records.model import Cause, Evidence, Snapshot
from crawler.records.states import ReadState

T = TypeVar("T")


class Place(StrEnum):
    """Which page of the portal links a column."""

    HOME = "home"
    PLATFORM = "platform"
    SECTION = "section"


@dataclass(frozen=True)
class Column:
    """One node of the portal's column tree as it is linked for everybody to see.

    `title` is in simplified script. `path` are the titles of the columns above it, outermost
    first, `place` and `snapshot` the page that shows the link. What several menus link under
    several paths is there once for each.
    """

    title: str
    url: str
    path: tuple[str, ...] = ()
    place: Place = Place.HOME
    snapshot: Snapshot | None = None


@dataclass(frozen=True)
class Wanted:
    """A column that a rulebook asks for: its title, other names for it, the column above it.

    With a `parent`, a column of that title counts only below a column of the parent's title.
    """

    title: str
    synonyms: tuple[str, ...] = ()
    parent: str = ""

    @property
    def name(self) -> str:
        """What it goes by among those asked for."""
        return wanted_name(self.title, self.parent)


@dataclass(frozen=True)
class Reach:
    """How far back the lists of a role are to be read: from `since` on, and at least `days`."""

    role: Role
    since: date | None = None
    days: int = 0

    def start(self, today: date) -> date:
        """The first day to be read as of a day."""
        back = today - timedelta(days=self.days)
        return back if self.since is None else min(self.since, back)


@dataclass(frozen=True)
class Asked:
    """What the rulebooks of a portal ask of its visit: `roles` beside those of every visit, and
    `columns` by their titles.

    `reaches` are lists to be read further back than on every visit. `titles` are patterns of the
    titles of pages to be read, in whatever list they stand. `whole_tree` asks for all menus,
    `entrances` for what the pages of certain sections, home among them, offer to click.
    `report_years` are years whose yearly reports are read beside last year's, `issues` the issues
    of the gazette that are opened. Of the rows of `samples` the pages of a few are read, drawn by
    lot, and of rows that are twins. Pages of budgets and final accounts are read of
    `fiscal_years`, 0 being the last ended one. Openings of the home page are handed in of as many
    whole days as `opening_days` says. With `first_pages` alone the visit ends where the
    sections are found: no page behind their rows is asked for.
    """

    roles: tuple[Role, ...] = ()
    columns: tuple[Wanted, ...] = ()
    reaches: tuple[Reach, ...] = ()
    titles: tuple[str, ...] = ()
    whole_tree: bool = False
    entrances: tuple[Role, ...] = ()
    report_years: tuple[int, ...] = ()
    issues: IssuesAsked = NO_ISSUES
    samples: tuple[Role, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    first_pages: bool = False
    opening_days: int = 0

    def __or__(self, other: Asked) -> Asked:
        """What both ask for together, each thing once; a column by all its names."""
        columns: dict[str, Wanted] = {}
        for one in (*self.columns, *other.columns):
            known = columns.setdefault(one.name, one)
            columns[one.name] = replace(known, synonyms=_once(known.synonyms, one.synonyms))
        return Asked(
            _once(self.roles, other.roles),
            tuple(columns.values()),
            _once(self.reaches, other.reaches),
            _once(self.titles, other.titles),
            self.whole_tree or other.whole_tree,
            _once(self.entrances, other.entrances),
            _once(self.report_years, other.report_years),
            self.issues | other.issues,
            _once(self.samples, other.samples),
            _once(self.fiscal_years, other.fiscal_years),
            self.first_pages and other.first_pages,
            max(self.opening_days, other.opening_days),
        )


def _once(these: tuple[T, ...], those: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*these, *those)))


NOTHING = Asked()
"""Nothing but what every visit looks for."""


def wanted_name(title: str, parent: str = "") -> str:
    """The name of a wanted column in `Dossier.named`."""
    return f"{parent}>{title}" if parent else title


class Match(StrEnum):
    """How surely a column is the one asked for."""

    EXACT = "exact"  # its title, but for 专栏 and the like
    SYNONYM = "synonym"  # a synonym
    CONTAINED = (
        "contained"  # the title with a word before it, or a general one after: 新冠肺炎疫情防控工作
    )
    WEAK = "weak"  # the title somewhere in the label, or the label in the title: doubtful


@dataclass(frozen=True)
class NamedColumn:
    """A column that a rulebook asks for: how it was found, and how well its list was read.

    A weak match is UNOBSERVABLE with cause AMBIGUOUS; `column` is then the doubtful one.
    `others` are further columns that match as well; they are not read. `entries`
    counts the rows within the window, `list_pages` the pages of the list that were read.
    `role` is Role.NAMED, or that of the section whose page it is: its rows carry that role.
    `text_chars` is the page's own text, where it is no list. `statement_on` is the date of a
    statement of none, `reason` one Chinese sentence for reports. `unread_before` is that of a
    section.
    """

    wanted: Wanted
    state: ReadState
    cause: Cause | None = None
    reason: str = ""
    column: Column | None = None
    match: Match | None = None
    others: tuple[Column, ...] = ()
    role: Role = Role.NAMED
    entries: int = 0
    newest_on: date | None = None
    list_pages: int = 0
    text_chars: int = 0
    statement_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    unread_before: date | None = None

    @property
    def seen(self) -> bool:
        """Whether the column itself was seen (whole, in part, or empty)."""
        return self.state in (ReadState.WHOLE, ReadState.PART, ReadState.EMPTY)


_NOT_KEY = re.compile(r"[\W_]+")
_DECORATION = re.compile(r"(?:专题专栏|专栏|专题|专区|专页|栏目|频道|专项|板块)$")
_GENERAL = re.compile(r"(?:政府信息公开|信息公开|信息|公开|公示|公告|工作|动态|情况|进展|领域)+")
"""What a label may say after a title without being about something else."""
_SHORTEST = 4
"""Characters of a title from which being a piece of a longer label says something."""
_SURE_SYNONYM = 6
"""The same of a synonym, which is often a common word."""
_LONGEST_LEAD = 8
_LONGEST_REST = 6
"""Characters that a label may have before the title, or anywhere beside it, and still be it."""
_OPEN = "公开"
_BEFORE_OPEN = frozenset({"政务", "政府", "信息", "政府信息"})
"""What a portal leaves out of a title before 公开: 公开事项目录 is 政务公开事项目录."""
_LEAST_PIECE = 0.7
"""Share of a title that a label must be to be taken for a short form of it."""


@lru_cache(maxsize=32_768)
def column_key(title: str) -> str:
    """What is left of a title for comparison: NFKC letters and digits, without 专栏 at its end."""
    plain = _NOT_KEY.sub("", unicodedata.normalize("NFKC", title)).lower()
    return _DECORATION.sub("", plain) or plain


def matches(wanted: Wanted, title: str) -> Match | None:
    """How a column's title fits a wanted column, its parent left aside; None if not at all."""
    return _match(_names(wanted), column_key(title))


@lru_cache(maxsize=4_096)
def _names(wanted: Wanted) -> tuple[str, ...]:
    return tuple(column_key(name) for name in (wanted.title, *wanted.synonyms))


def _match(names: tuple[str, ...], label: str) -> Match | None:
    if not label:
        return None
    if label in names:
        return Match.EXACT if label == names[0] else Match.SYNONYM
    weak = False
    for place, name in enumerate(names):
        if len(name) < _SHORTEST:
            continue
        if label.startswith(_OPEN) and name.removesuffix(label) in _BEFORE_OPEN:
            return Match.CONTAINED
        before, there, after = label.rpartition(name)
        if there:
            sure = place == 0 or len(name) >= _SURE_SYNONYM
            general = not after or _GENERAL.fullmatch(after) is not None
            near = general and len(before) <= _LONGEST_LEAD
            if sure and near:
                return Match.CONTAINED
            weak |= near or len(before) + len(after) <= _LONGEST_REST
        elif label in name and len(label) >= max(_SHORTEST, len(name) * _LEAST_PIECE):
            weak = True
    return Match.WEAK if weak else None


class ColumnTree:
    """Columns in the order of the tree, by what is left of their titles."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._by_key: dict[str, list[Column]] = {}
        for column in columns:
            self._by_key.setdefault(column_key(column.title), []).append(column)

    def find(self, wanted: Wanted) -> tuple[Match | None, tuple[Column, ...]]:
        """The columns that fit a wanted column best.

        A parent that is asked for has to be in the path; a fit without it is weak.
        """
        names = _names(wanted)
        best: dict[Match, list[Column]] = {}
        for key, columns in self._by_key.items():
            match = _match(names, key)
            for column in columns if match is not None else ():
                fit = match
                if wanted.parent and not is_below(column, (wanted.parent,)):
                    fit = Match.WEAK if match in (Match.EXACT, Match.SYNONYM) else None
                if fit is not None:
                    best.setdefault(fit, []).append(column)
        return next(((match, tuple(best[match])) for match in Match if match in best), (None, ()))


def found(wanted: Wanted, columns: Iterable[Column]) -> tuple[Match | None, tuple[Column, ...]]:
    """The columns among these that fit a wanted column best; see `ColumnTree.find`."""
    return ColumnTree(columns).find(wanted)


def is_below(column: Column, titles: Sequence[str]) -> bool:
    """Whether one of these titles (or a longer one ending in it) stands above a column."""
    keys = [column_key(title) for title in titles]
    above = [column_key(title) for title in column.path]
    return any(a == k or (len(k) >= _SHORTEST and a.endswith(k)) for a in above for k in keys)


def children_of(titles: Sequence[str], columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns of a tree below any of these titles, in the order of the tree."""
    return tuple(column for column in columns if is_below(column, titles))
