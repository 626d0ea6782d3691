"""The bound on the columns (themes, departments, years) of one kind, and what is left out."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import Miss, unread_column
from crawler.records.model import Cause
from crawler.visit.rules import Rules, window_start
from crawler.visit.words import UNSEARCHED, bare, words

_NO_YEAR = 9999


def newest_first(task: Task) -> int:
    """What orders requests: columns of years after all others, the newest of them first."""
    return -_year(task)


def _year(task: Task) -> int:
    """The year that a column is named after; 0 for all former ones, a late one for none."""
    label = bare(task.label)
    if task.purpose is not Purpose.SECTION or words().years.fullmatch(label) is None:
        return _NO_YEAR
    return int(label[:4]) if label[:4].isdecimal() else 0


def miss_of(task: Task, cause: Cause, detail: str, *, trap: bool) -> Miss:
    """What a request that is never made leaves unseen; a `trap` is no column of anything."""
    title = task.entry.title if task.entry else task.label
    if task.purpose is Purpose.SECTION and not trap:
        detail = unread_column(detail)
    if task.purpose is Purpose.EXPLORE and task.role is Role.NAMED:
        detail = f"{UNSEARCHED}：{detail}" if detail else UNSEARCHED
    return Miss(task.url, task.role, cause, detail, title, task.linked_from)


class ColumnBound:
    """Which columns are known and how many of each kind were asked for.

    Columns are counted by role over all levels, so that neither a wide nor a deep tree of them
    takes the pages of the whole visit.
    """

    def __init__(self, rules: Rules, limits: Limits, as_of: datetime) -> None:
        self._rules = rules
        self._limits = limits
        self._as_of = as_of
        self._known: set[tuple[Role, str]] = set()
        self._asked: Counter[Role] = Counter()
        self._told: set[Role] = set()

    def is_new(self, role: Role, url: str) -> bool:
        """Note a column; whether it was unknown."""
        known = (role, url) in self._known
        self._known.add((role, url))
        return not known

    def admits(self, task: Task) -> bool:
        """Count a request in; False if it asks for a column beyond the bound."""
        if task.purpose is not Purpose.SECTION:
            return True
        single = self._rules[task.role].single
        most = self._limits.page_columns if single else self._limits.section_columns
        self._asked[task.role] += 1
        return self._asked[task.role] <= most

    def loses(self, task: Task) -> bool:
        """Whether it is a loss that a column beyond the bound is not read.

        A year that ended before the window is none. Where one page would be enough, the first
        that is left out stands for all.
        """
        rule = self._rules[task.role]
        if rule.single:
            told = task.role in self._told
            self._told.add(task.role)
            return not told
        start = window_start(rule, task.role, self._as_of)
        # What a year brings is often published in the first weeks of the next.
        return start is None or not 0 < _year(task) < start.year - 1
