"""Service guides: of all that the lists show, a sample is read, the same one every night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.addresses import lot
from crawler.records.dossier import Miss
from crawler.records.model import Entry
from crawler.visit.details import fault_of
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory


def plan_guides(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages and a sample of the guides listed; what of it is no page is a miss.

    The sample is drawn from all rows, those on other hosts included, so that what can be read
    says nothing about what is drawn.
    """
    known = {task.url for task in planned}
    rows: dict[str, tuple[Task, Entry]] = {}
    for section, run in opened:
        for entry in run.entries if section.role is Role.SERVICE_GUIDES else ():
            if not entry.inline and entry.url != territory.home:
                rows.setdefault(entry.url, (section, entry))
    tasks: list[Task] = []
    misses: list[Miss] = []
    for url in sorted(rows, key=lot)[:most]:
        section, entry = rows[url]
        fault = fault_of(url, territory)
        if fault is not None:
            misses.append(Miss(url, section.role, *fault, entry.title))
        elif url not in known:
            tasks.append(
                Task(
                    Purpose.DETAIL,
                    url,
                    section.role,
                    clicks=abs(section.clicks) + 1,
                    section_url=section.url,
                    label=entry.title,
                    entry=entry,
                    referrer=entry.list_url or section.url,
                )
            )
    return [*planned, *tasks], misses
