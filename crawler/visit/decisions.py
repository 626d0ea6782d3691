"""Which pages of catalogues of major decisions are read: the newest, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit.details import fault_of
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory

BEYOND = "超出逐页查看的决策目录数上限"
_TITLED = re.compile(r"决策.{0,12}(?:目录|事项|清单)|目录")


def plan_decisions(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages and those of the catalogues that the section lists."""
    known = {task.url for task in planned}
    further: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    for section, run in opened:
        for entry in run.entries if section.role is Role.DECISION_CATALOGUE else ():
            if entry.inline or entry.url in known or not _TITLED.search(entry.title):
                continue
            fault = fault_of(entry.url, territory)
            if fault is not None:
                misses[entry.url] = Miss(entry.url, section.role, *fault, entry.title)
            elif entry.url != territory.home:
                task = Task(
                    Purpose.DETAIL,
                    entry.url,
                    section.role,
                    clicks=abs(section.clicks) + 1,
                    section_url=section.url,
                    label=entry.title,
                    entry=entry,
                    referrer=entry.list_url or section.url,
                )
                further.setdefault(entry.url, task)
    newest = sorted(further.values(), key=_newest_first)
    for task in newest[most:]:
        misses[task.url] = Miss(task.url, task.role, Cause.LIMIT, BEYOND, task.label)
    return [*planned, *newest[:most]], list(misses.values())


def _newest_first(task: Task) -> tuple[int, str]:
    shown = task.entry.date if task.entry is not None else None
    day = shown.value if shown is not None and shown.value is not None else date.min
    return -day.toordinal(), task.url
