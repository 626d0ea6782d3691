"""Which pages of budgets and final accounts are read: those of the years asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from crawler.pages.disclosures.annual_report import year_of
from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.records.moments import beijing_date
from crawler.visit.details import fault_of, page_behind
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory

BEYOND = "超出逐篇查看的预决算页面数上限"
_TITLED = re.compile(r"预算|决算|三公|债务")


def plan_fiscal(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    years: Sequence[int],
    as_of: datetime,
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages and those of the fiscal years asked for, the newest first.

    Year 0 stands for the last ended one. A title without a year may be of any.
    """
    if not years:
        return list(planned), []
    wanted = {year or beijing_date(as_of).year - 1 for year in years}
    known = {task.url for task in planned}
    further: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    for section, run in opened:
        for entry in run.entries if section.role is Role.BUDGETS else ():
            year = year_of(entry.title)
            titled = _TITLED.search(entry.title) and (year is None or year in wanted)
            if not titled or entry.inline or entry.url in known or entry.url == territory.home:
                continue
            fault = fault_of(entry.url, territory)
            if fault is not None:
                misses[entry.url] = Miss(entry.url, section.role, *fault, entry.title)
                continue
            further.setdefault(entry.url, page_behind(section, entry))
    newest = sorted(further.values(), key=_newest_first)
    for task in newest[most:]:
        misses[task.url] = Miss(task.url, task.role, Cause.LIMIT, BEYOND, task.label)
    return [*planned, *newest[:most]], list(misses.values())


def _newest_first(task: Task) -> tuple[int, str]:
    shown = task.entry.date if task.entry is not None else None
    day = shown.value if shown is not None and shown.value is not None else date.min
    return -day.toordinal(), task.url
