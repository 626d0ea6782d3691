"""Pages behind rows that are read for what they hold: a few by lot, and those of twins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records.addresses import lot
from crawler.records.model import Entry
from crawler.records.moments import beijing_date
from crawler.visit.details import as_its_own, fault_of, gathering_last, page_behind
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory

_DAYS = 365
"""What is older lies in the archives."""


def plan_samples(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    roles: Sequence[Role],
    as_of: datetime,
    territory: Territory,
    most: int,
) -> list[Task]:
    """The planned pages, those of a sample marked, and the further pages of the sample.

    Twins (one list, one title, one day) come first: whether they are the same, their pages tell.
    """
    if not roles:
        return list(planned)
    rows: dict[str, tuple[Task, Entry]] = {}
    first = beijing_date(as_of) - timedelta(days=_DAYS)
    for section, run in gathering_last(opened):
        for entry in run.entries if section.role in roles else ():
            day = entry.date.value if entry.date is not None else None
            recent = day is not None and day >= first
            if recent and not entry.inline and fault_of(entry.url, territory) is None:
                rows.setdefault(entry.url, (section, entry))
    twins = set(_twins(entry for _, entry in rows.values()))
    drawn = sorted(rows, key=lambda url: (url not in twins, lot(url)))[:most]
    tasks = {task.url: task for task in planned}
    for url in drawn:
        section, entry = rows[url]
        if url in tasks:
            tasks[url] = replace(as_its_own(tasks[url], section, entry), sought=True)
        elif url != territory.home:
            tasks[url] = replace(page_behind(section, entry), sought=True)
    return list(tasks.values())


def _twins(entries: Iterable[Entry]) -> Iterator[str]:
    """The addresses of rows that another of the same section, title and day stands beside."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for entry in entries:
        day = entry.date.value if entry.date is not None else None
        alike.setdefault((entry.role, "".join(entry.title.split()), day), []).append(entry.url)
    for urls in alike.values():
        if len(urls) > 1:
            yield from urls
