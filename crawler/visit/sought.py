"""Pages that rulebooks ask for by their titles, in whatever list they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit.details import (
    BEYOND_SOUGHT,
    as_its_own,
    fault_of,
    gathering_last,
    page_behind,
)
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory

NOT_SOUGHT = frozenset({Role.MESSAGE_BOARD, Role.LEADERS})
"""Sections whose rows are letters and persons."""
_SPACE = re.compile(r"\s+")


def plan_sought(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    titles: tuple[str, ...],
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages, those of a title asked for marked, and the further pages of such a title.

    A page that several sections list is read as that of the one that gathers least. Of the further
    ones the newest rows come first, each pattern in its turn, so that a broad one takes none of the
    others' pages; what is beyond the bound is a miss.
    """
    if not titles:
        return list(planned), []
    tasks = {task.url: task for task in planned}
    further: dict[str, Task] = {}
    for section, run in gathering_last(opened):
        for entry in run.entries if section.role not in NOT_SOUGHT else ():
            if entry.inline or not is_titled(entry.title, titles):
                continue
            if entry.url in tasks:
                own = as_its_own(tasks[entry.url], section, entry)
                tasks[entry.url] = replace(own, sought=True)
            elif entry.url != territory.home and fault_of(entry.url, territory) is None:
                task = replace(page_behind(section, entry), sought=True)
                further.setdefault(entry.url, task)
    newest = _in_turn(further.values(), titles)
    misses = [
        Miss(task.url, task.role, Cause.LIMIT, BEYOND_SOUGHT, task.label) for task in newest[most:]
    ]
    return [*tasks.values(), *newest[:most]], misses


def _in_turn(tasks: Iterable[Task], titles: tuple[str, ...]) -> list[Task]:
    by_pattern: dict[int, list[Task]] = {}
    for task in sorted(tasks, key=_newest_first):
        first = next(n for n, title in enumerate(titles) if is_titled(task.label, (title,)))
        by_pattern.setdefault(first, []).append(task)
    rounds = zip_longest(*(by_pattern[n] for n in sorted(by_pattern)))
    return [task for one in rounds for task in one if task is not None]


def is_titled(title: str, patterns: tuple[str, ...]) -> bool:
    """Whether a title fits one of the patterns that rulebooks give."""
    text = _SPACE.sub("", unicodedata.normalize("NFKC", title))
    return any(pattern.search(text) for pattern in _compiled(patterns))


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _newest_first(task: Task) -> tuple[int, str]:
    shown = task.entry.date if task.entry is not None else None
    day = shown.value if shown is not None and shown.value is not None else date.min
    return -day.toordinal(), task.url
