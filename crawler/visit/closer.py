"""A closer look: sections whose names say nothing are told by what their pages hold.

Only for roles that no label serves, and only among pages that exploring has met anyway, those
at the last click included. Where the rows of a list do not tell what they are, the pages behind
the first of them are asked.
"""

from __future__ import annotations

from collections.abc import Collection

from crawler.pages.content import SAMPLED, SURE, suggests
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.visit.explore import Exploration, Lead
from crawler.visit.territory import Territory
from crawler.visit.words import is_file, names_other_body

_SAMPLES = 2
HEARD: frozenset[Role] = frozenset(
    {
        Role.GUIDE,
        Role.ANNUAL_REPORTS,
        Role.INFORMATION_REQUEST,
        Role.NORMATIVE_DOCUMENTS,
        Role.POLICY_DOCUMENTS,
        Role.INTERPRETATIONS,
        Role.LEADERS,
        Role.AGENCY_PROFILE,
        Role.MESSAGE_BOARD,
        Role.CONSULTATIONS,
        Role.GAZETTE,
        Role.SERVICE_GUIDES,
        Role.NOTICES,
    }
)
"""Roles that content can speak for."""


def is_sample(task: Task) -> bool:
    """Whether a page was asked for only to learn what the list is that it stands in."""
    return task.purpose is Purpose.EXPLORE and task.role in SAMPLED


class Closer:
    """What the content of the pages met so far speaks for."""

    def __init__(self, territory: Territory) -> None:
        self._territory = territory
        self._met: dict[str, tuple[Task, Reading]] = {}
        self._asked: set[str] = set()
        self._proved: dict[str, dict[Role, int]] = {}

    def met(self, task: Task, reading: Reading) -> None:
        """Take in a page that was looked at."""
        crumbs = reading.column.split(">") if reading.column else []
        own = self._territory.portal.name
        if not any(names_other_body(text, own) for text in (*crumbs, task.label)):
            self._met.setdefault(task.url, (task, reading))

    def proved(self, task: Task, reading: Reading | None) -> None:
        """Take in the page behind a row; None if it was not seen."""
        for role, _ in reading.holds if reading is not None else ():
            if role is task.role:
                counts = self._proved.setdefault(task.section_url, {})
                counts[role] = counts.get(role, 0) + 1

    def tasks(self, roles: Collection[Role], exploration: Exploration) -> list[Task]:
        """What to look at for these roles; once all is seen the exploration hears of the leads."""
        far = sorted(exploration.far_spots(), key=lambda spot: spot.order)
        tasks = [spot.task() for spot in far] or self._samples(roles)
        if not tasks:
            for lead in self._leads(roles):
                exploration.hear(lead)
        return tasks

    def _samples(self, roles: Collection[Role]) -> list[Task]:
        """The pages behind rows to be asked for these roles, each list once."""
        tasks: list[Task] = []
        for url, (task, reading) in self._met.items():
            role = suggests(reading.listing) if not reading.holds else None
            if role is None or role not in roles or url in self._asked:
                continue
            self._asked.add(url)
            rows = [e for e in reading.listing.entries if not e.inline and not is_file(e.url)]
            tasks += [
                Task(
                    Purpose.EXPLORE,
                    entry.url,
                    role,
                    clicks=task.clicks + 1,
                    section_url=url,
                    label=entry.title,
                    referrer=url,
                )
                for entry in rows[:_SAMPLES]
                if self._territory.listed(entry.url)
            ]
        return tasks

    def _leads(self, roles: Collection[Role]) -> list[Lead]:
        """The pages whose content speaks for one of these roles, in the order they were met."""
        found: list[Lead] = []
        for order, (url, (task, reading)) in enumerate(self._met.items()):
            said = dict(reading.holds) | dict.fromkeys(self._proved.get(url, {}), SURE)
            for role, strength in said.items():
                if role in roles:
                    lead = Lead(url, role, strength, task.clicks, order, task.label, task.referrer)
                    found.append(lead)
        return found
