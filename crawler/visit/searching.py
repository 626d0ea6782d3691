"""The site's own search: which titles are put to it, and at which place their pages come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from crawler.pages.home.searchbox import request_of
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.pages.words.text import key
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.model import Cause, Document, Entry, Snapshot
from crawler.records.moments import beijing_date
from crawler.records.site import SearchBox, SearchProbe
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun
from crawler.visit.outcome import outcome_of
from crawler.visit.rosters import address_of
from crawler.visit.territory import Territory
from crawler.visit.words import is_file

Answer = tuple[Fetch, Reading | None]

SETTLED_DAYS = 7
"""Titles put to a search are at least so old: an index may take its time."""
_ROLES = (Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS, Role.NOTICES)
_SHORTEST = 6
_ENOUGH = 10
_DOTS = ".… "


def plan_searches(
    answers: Iterable[Answer],
    opened: Iterable[tuple[Task, ListRun]],
    territory: Territory,
    as_of: datetime,
    most: int,
) -> list[Task]:
    """The requests of the home page's plain search box, one for each title."""
    answers = list(answers)
    home = next(((f, r) for f, r in answers if f.task.purpose is Purpose.HOME), None)
    box = home[1].search if home is not None and home[1] is not None else None
    if box is None or not box.plain or not territory.listed(box.action):
        return []
    rows = [(task.role, run.entries) for task, run in opened if task.role in _ROLES]
    tasks: list[Task] = []
    for entry in _sought(rows, answers, beijing_date(as_of), most):
        try:
            url = request_of(box, entry.title)
        except ValueError:
            return []
        tasks.append(
            Task(Purpose.SEARCH, url, Role.SEARCH, label=entry.title, entry=entry, referrer=box.url)
        )
    return tasks


def _sought(
    rows: Sequence[tuple[Role, Sequence[Entry]]], answers: list[Answer], today: date, most: int
) -> list[Entry]:
    """Titles to ask for: of documents first, from over the whole time that the lists span."""
    read = {f.task.url: r for f, r in answers if outcome_of(f, r).seen}
    unread = {f.task.url for f, r in answers if not outcome_of(f, r).seen}
    found: list[Entry] = []
    for role in _ROLES:
        if len(found) >= most:
            break
        fit: dict[str, Entry] = {}
        for entry in (entry for own, entries in rows if own is role for entry in entries):
            full = _filled(entry, read.get(entry.url))
            day = full.date.value if full.date else None
            settled = day is not None and day <= today - timedelta(days=SETTLED_DAYS)
            if settled and _usable(full) and entry.url not in unread:
                fit.setdefault(key(full.title), full)
        twice = {key(entry.title) for entry in found}
        fresh = [entry for title, entry in fit.items() if title not in twice]
        found += _spread(fresh, most - len(found))
    return found


def _filled(entry: Entry, reading: Reading | None) -> Entry:
    """The row with the title and the day that the document's own page has."""
    for record in reading.records if reading is not None else ():
        if isinstance(record, Document):
            own = record.published_on
            dated = own if own is not None and own.value is not None else entry.date
            return replace(entry, title=record.title or entry.title, date=dated)
    return entry


def _usable(entry: Entry) -> bool:
    url = address_of(entry)
    if url is None or is_file(url):
        return False
    cut = entry.title.rstrip() != entry.title.rstrip(_DOTS)
    return len(key(entry.title)) >= _SHORTEST and not cut and not entry.inline


def _spread(entries: list[Entry], most: int) -> list[Entry]:
    """So many of the rows, the first, the last and those evenly between."""
    if len(entries) <= most or most < 2:
        return entries[:most]
    last = len(entries) - 1
    return [entries[round(last * place / (most - 1))] for place in range(most)]


def search_records(
    home: Answer | None, tests: Iterable[Answer]
) -> Iterator[SearchBox | SearchProbe]:
    """The search box of the home page, and what came of each title put to it."""
    box = home[1].search if home is not None and home[1] is not None else None
    if box is None:
        return
    yield box
    menus = frozenset(home[1].links) if home is not None and home[1] is not None else frozenset()
    asked = [(f, r) for f, r in tests if f.task.purpose is Purpose.SEARCH]
    for fetch, reading in asked:
        others = [frozenset(r.links) for f, r in asked if r is not None and f is not fetch]
        # What every page of results shows is its frame. What the home page shows as well may be
        # a result: it has the newest titles. Without another page of results it cannot be told.
        frame = menus.intersection(*others) if others else menus
        if fetch.task.entry is not None:
            yield _probe(fetch, reading, fetch.task.entry, box.snapshot, frame)


def _probe(
    fetch: Fetch, reading: Reading | None, sought: Entry, shown: Snapshot, frame: frozenset[str]
) -> SearchProbe:
    outcome = outcome_of(fetch, reading)
    probe = SearchProbe(
        url=sought.url,
        title=sought.title,
        role=sought.role,
        snapshot=fetch.snapshot or shown,
        asked_at=fetch.task.url,
        published_on=sought.date.value if sought.date else None,
    )
    if outcome.gone:
        return replace(probe, gone=True)
    if outcome.cause is not None or reading is None:
        return replace(probe, cause=outcome.cause or Cause.UNREADABLE)
    rows = [entry.url for entry in reading.listing.entries]
    ranks = [
        place
        for place, entry in enumerate(reading.listing.entries, 1)
        if _same(entry.url, sought.url) or _says(entry.title, sought.title)
    ]
    # Where no list was recognised: what the page links beside its frame.
    links = [url for url in reading.links if url not in frame and url != fetch.task.url]
    if not rows and sought.url in links:
        ranks.append(links.index(sought.url) + 1)
    if not ranks and not rows and not reading.listing.says_none:
        return replace(probe, cause=Cause.UNREADABLE)
    return replace(
        probe,
        rank=min(ranks, default=0),
        rows=len(rows) or len(links),
        says_none=reading.listing.says_none,
    )


def _same(left: str, right: str) -> bool:
    try:
        return normalise(left).partition("://")[2] == normalise(right).partition("://")[2]
    except ValueError:
        return False


def _says(row: str, title: str) -> bool:
    """Whether a result is the title sought, which results may show cut short."""
    said, whole = key(row.rstrip(_DOTS)), key(title)
    return said == whole or (len(said) >= _ENOUGH and (whole.startswith(said) or whole in said))
