"""What the tests of this area share: the notice of the sample county, and what its checks say."""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checks.engine.finding import Finding
from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import (
    Column,
    Dossier,
    Entrance,
    Entrances,
    Entry,
    Link,
    Match,
    NamedColumn,
    ReadState,
    Record,
    SoughtPage,
    TableHead,
    Wanted,
)
from tests.builders import COVERAGE, calendar, day, dossier, entry, on, shot, url_of
from tests.builders import section as section

FOLDER = Path(__file__).parents[2] / "rulebooks"


@cache
def notice() -> Rulebook:
    """The yearly notice of the sample county."""
    return load_rulebook("yunzhou-2026", FOLDER)


def row_of(check: str, **changes: Any) -> Requirement:
    """The row that a check measures, some of its terms or keys given otherwise."""
    row = next(row for row in notice().requirements if row.check == check)
    terms = {key: changes.pop(key) for key in list(changes) if key in row.terms}
    return replace(row, terms=MappingProxyType({**row.terms, **terms}), **changes)


def judged(check: str, seen: Dossier, **changes: Any) -> Finding:
    """The one finding of a check under the notice."""
    (finding,) = checks()[check].judge(seen, row_of(check, **changes), calendar())
    return finding


def seen(*records: Record, **more: Any) -> Dossier:
    """A dossier whose column tree was seen whole."""
    more.setdefault("column_tree_complete", True)
    return dossier(*records, rows=False, **more)


def _number(title: str, dated: str | None) -> int:
    return zlib.crc32(f"{title}{dated}".encode())


def row(title: str, dated: str | None = "2026-05-20", role: Role = Role.NEWS, **more: Any) -> Entry:
    path = more.pop("path", f"{role.value}/{_number(title, dated)}.html")
    return entry(role, path, title, dated, **more)


def sought(title: str, dated: str | None = "2026-05-20", text: str = "", **more: Any) -> SoughtPage:
    url = url_of(more.pop("path", f"sought/{_number(title, dated)}.html"))
    heads = tuple(TableHead(tuple(cells), 3) for cells in more.pop("tables", ()))
    files = tuple(Link(url_of(f"{n}.xlsx"), name) for n, name in enumerate(more.pop("files", ())))
    role = more.pop("role", Role.NOTICES)
    return SoughtPage(
        url, title, role, shot(url), published_on=on(dated), text=text, tables=heads,
        attachments=files, **more,
    )  # fmt: skip


def named(title: str, state: ReadState = ReadState.WHOLE, **more: Any) -> NamedColumn:
    """A column asked for by its title, with its address /columns/TITLE/."""
    column = Column(title, url_of(f"columns/{title}/")) if state is not ReadState.ABSENT else None
    match = Match.EXACT if column is not None else None
    return NamedColumn(Wanted(title), state, column=column, match=match, **more)


def in_column(title: str, dated: str | None, column: str) -> Entry:
    """A row of a column asked for by its title."""
    return row(title, dated, Role.NAMED, column=url_of(f"columns/{column}/"))


def entrances(*labels: str, role: Role = Role.HOME, scripted: bool = False) -> Entrances:
    url = url_of("" if role is Role.HOME else f"{role.value}/")
    offered = tuple(Entrance(label) for label in labels)
    return Entrances(url, role.value, role, shot(url), offered, scripted)


__all__ = ["COVERAGE", "day", "section"]
