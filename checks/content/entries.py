"""The entries that are looked at for faults, and the pages behind them that were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.disclosure.period import period_of
from checks.engine.requirement import Requirement
from checks.judging import unread_rows
from checks.judging.dates import shown
from checks.matching.ownership import body_name
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Document, Dossier, Entry, Evidence, SoughtPage

Text = SoughtPage | Document
Hit = tuple[str, Evidence]
"""The title of an entry at fault, and its proof."""
Terms = Mapping[str, Any]


@dataclass(frozen=True)
class Entries:
    """Rows of the period, the pages read behind them by address, and the rows of unread ones.

    `body` is the name of the body whose portal it is, in plain form.
    """

    rows: tuple[Entry, ...]
    pages: Mapping[str, Text]
    unread: frozenset[str]
    last: date
    body: str = ""

    def day(self, row: Entry) -> date:
        """The day of a row; only dated ones are looked at."""
        day = shown(row.date)
        assert day is not None
        return day

    def page(self, row: Entry) -> Text | None:
        """The page behind a row, if it was read for what it holds."""
        return self.pages.get(row.url)

    def twins(self) -> list[tuple[Entry, Entry]]:
        """Rows of one section, title and day at two addresses: each but the first, with that."""
        alike: dict[tuple[Role, str, date], list[Entry]] = defaultdict(list)
        for row in self.rows:
            alike[row.role, plain(row.title), self.day(row)].append(row)
        return [(same[0], one) for same in alike.values() for one in same[1:]]


def entries_of(dossier: Dossier, requirement: Requirement) -> Entries:
    """The entries that a requirement looks at, each page once for each section."""
    terms = requirement.terms
    period = period_of(dossier, requirement, int(terms["window_days"]))
    roles = roles_of(terms["roles"])
    rows: dict[tuple[Role, str], Entry] = {}
    for role in roles:
        for row in dossier.entries(role):
            day = shown(row.date)
            kept = day is not None and day <= period.last and not row.inline
            if kept and (row.pinned or period.holds(day or date.min)):
                rows.setdefault((role, row.url), row)
    pages: dict[str, Text] = {}
    for record in dossier.records:
        # A page that several sections list is read but once, as that of any of them.
        if not isinstance(record, SoughtPage | Document):
            continue
        # What was read as a sample tells more of the page.
        if isinstance(record, SoughtPage) or record.url not in pages:
            pages[record.url] = record
    unread = {row.url for role in roles for row, _ in unread_rows(dossier, role)}
    known = {row.url: pages.get(dossier.aliases.get(row.url, row.url)) for row in rows.values()}
    found = {url: page for url, page in known.items() if page is not None}
    return Entries(
        tuple(rows.values()), found, frozenset(unread), period.last, body_name(dossier.portal)
    )


def roles_of(names: Sequence[str]) -> list[Role]:
    """The sections that a term names."""
    return [Role(name) for name in names]
