"""Seeking the columns that rulebooks ask for by their titles, once the roles are served.

The roles' own search is never changed by what is sought here: it is over when this begins.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits, Portal
from crawler.portals.roles import Role
from crawler.records.addresses import page_address
from crawler.records.columns import Column, ColumnTree, Match, Wanted
from crawler.records.dossier import Miss, unread_column
from crawler.records.model import Cause
from crawler.visit.choose import parts_of
from crawler.visit.columntree import Answer, Tree, column_tree
from crawler.visit.explore import Exploration
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import Rules
from crawler.visit.territory import Territory

ALIKE = 3
"""Addresses of one title that are read: a menu and the platform may each have one of their own."""
_PARTS = 8
"""Sub-columns of one such column that are read, where its own page shows no whole list."""


@dataclass
class Sought:
    """What is to be asked for next, and what the bound on named columns leaves unread."""

    tasks: list[Task]
    beyond: list[Task]


class Seeker:
    """Finds wanted columns in the menus met so far, and says where else to look.

    `left_out` are sub-columns beyond what is read of one column.
    """

    def __init__(
        self,
        wanted: Iterable[Wanted],
        portal: Portal,
        territory: Territory,
        rules: Rules,
        limits: Limits,
    ) -> None:
        self.wanted = tuple(wanted)
        self._portal = portal
        self._territory = territory
        self._rules = rules
        self._limits = limits
        self._asked: set[str] = set()
        self._told: set[str] = set()
        self._unfound = False
        self.left_out: list[Miss] = []

    def sections(self, visited: Sequence[Answer], opened: Container[str]) -> Sought:
        """The wanted columns that the menus show and that were not asked for yet.

        `opened` are the first pages of the sections that were read for their roles: a wanted
        column at such an address is read already.
        """
        tree = column_tree(visited, self._portal, self._territory.around, self._rules)
        index = ColumnTree(tree.columns)
        self._unfound = False
        sought = Sought([], [])
        for wanted in self.wanted:
            match, columns = index.find(wanted)
            if match is None or match is Match.WEAK:
                self._unfound = True
                continue
            for column in alike(columns):
                if column.url in opened or column.url in self._asked | self._told:
                    continue
                task = _task(column, tree)
                if len(self._asked) >= self._limits.named_columns:
                    self._told.add(column.url)
                    sought.beyond.append(task)
                else:
                    self._asked.add(column.url)
                    sought.tasks.append(task)
        return sought

    @property
    def unfound(self) -> bool:
        """Whether some wanted column was in none of the menus met so far."""
        return self._unfound

    def digest(
        self, task: Task, fetch: Fetch, reading: Reading | None, exploration: Exploration
    ) -> list[Task]:
        """Take in a page; the sub-columns of a column whose own page shows no whole list."""
        if reading is None or not outcome_of(fetch, reading).seen:
            return []
        section = task.purpose is Purpose.SECTION
        exploration.feed(task.url, abs(task.clicks), reading, listed=section)
        if not section or task.section_url != task.url:
            return []
        rule = self._rules[Role.NAMED]
        parts = parts_of(task, reading, rule, self._territory, exploration.front)
        new = [part for part in parts if part.url not in self._asked]
        for part in new:
            exploration.take(part.url)
        self.left_out += [_left_out(part) for part in new[_PARTS:]]
        return new[:_PARTS]


def alike(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The first columns of different addresses, as many as are read."""
    found: dict[str, Column] = {}
    for column in columns:
        found.setdefault(column.url, column)
    return tuple(found.values())[:ALIKE]


def _left_out(part: Task) -> Miss:
    detail = unread_column("超出每栏子栏目数上限")
    return Miss(part.url, part.role, Cause.LIMIT, detail, part.label, part.section_url)


def look_of(task: Task) -> Task:
    """A look at a menu that is made for wanted columns alone."""
    return replace(task, role=Role.NAMED)


def _task(column: Column, tree: Tree) -> Task:
    return Task(
        Purpose.SECTION,
        column.url,
        Role.NAMED,
        clicks=tree.clicks.get(column.url, 1),
        section_url=column.url,
        label=column.title,
        referrer=page_address(column.snapshot.url) if column.snapshot is not None else "",
    )
