"""Which pages of catalogues of major decisions are read: the newest, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit.details import fault_of, page_behind
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory

BEYOND = "超出逐页查看的决策目录数上限"
_TITLED = re.compile(r"决策.{0,12}(?:目录|事项|清单)|目录")
_NAMED = re.compile(r"重大(?:行政)?决策(?:事项)?(?:年度)?(?:目录|清单)》?(?:的(?:通知|公告))?$")
_GATHERING = frozenset({Role.NOTICES, Role.STATUTORY_CONTENT})
_PUT_UP = _GATHERING | {Role.POLICY_DOCUMENTS}
"""Sections among whose rows a catalogue may stand that has no section of its own."""


def plan_decisions(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages and those of the catalogues that the section lists.

    A catalogue put up among notices or documents is one by its title, wherever in the list.
    """
    tasks = {task.url: task for task in planned}
    further: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    for section, run in opened:
        own = section.role is Role.DECISION_CATALOGUE
        for entry in run.entries if own or section.role in _PUT_UP else ():
            if entry.inline or not (_TITLED if own else _NAMED).search(entry.title):
                continue
            url, home = entry.url, replace(section, role=Role.DECISION_CATALOGUE)
            if url in tasks:
                # A document of the section stays one.
                if not own and tasks[url].role in _GATHERING:
                    tasks[url] = replace(tasks[url], role=Role.DECISION_CATALOGUE)
                continue
            fault = fault_of(url, territory)
            if fault is None:
                if url != territory.home:
                    further.setdefault(url, page_behind(home, entry))
            elif own:
                misses[url] = Miss(url, section.role, *fault, entry.title)
    newest = sorted(further.values(), key=_newest_first)
    for task in newest[most:]:
        misses[task.url] = Miss(task.url, task.role, Cause.LIMIT, BEYOND, task.label)
    return [*tasks.values(), *newest[:most]], list(misses.values())


def _newest_first(task: Task) -> tuple[int, str]:
    shown = task.entry.date if task.entry is not None else None
    day = shown.value if shown is not None and shown.value is not None else date.min
    return -day.toordinal(), task.url
