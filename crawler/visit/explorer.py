"""Exploring: which menus and section pages are asked for next, and what the pages so far serve."""

from __future__ import annotations

from collections.abc import Callable, Collection

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits, Portal
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit import choose
from crawler.visit.bounds import ColumnBound
from crawler.visit.closer import HEARD, Closer, is_sample
from crawler.visit.explore import Exploration, Lead
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import PLATFORM_PARTS, Rules
from crawler.visit.spoken import FULL
from crawler.visit.territory import Territory
from crawler.visit.traps import TrapGuard
from crawler.visit.words import OUT_OF_LOOKS
from crawler.visit.yearly import reports_shown


class Explorer:
    """The exploring of one portal for the `wanted` roles.

    `runs` are the lists opened so far, shared with the visit; `skip` takes what is left out, with
    its cause and detail. `home_seen` says whether the home page was read.
    """

    def __init__(
        self,
        portal: Portal,
        territory: Territory,
        wanted: Collection[Role],
        rules: Rules,
        limits: Limits,
        guard: TrapGuard,
        columns: ColumnBound,
        runs: Collection[tuple[Task, ListRun]],
        skip: Callable[[Task, Cause, str], None],
    ) -> None:
        self.exploration = Exploration(territory, guard, tuple(wanted), limits)
        self.home_seen = False
        self._portal = portal
        self._territory = territory
        self._wanted = wanted
        self._rules = rules
        self._limits = limits
        self._columns = columns
        self._runs = runs
        self._skip = skip
        self._closer = Closer(territory)
        self._chosen = {role: choose.Chosen() for role in wanted}
        self._looks = min(limits.navigation_pages, max(limits.pages_per_portal // 2, 1))
        self._platform_read = False
        self._profile_cut = False

    def onward(self, coming: list[Task]) -> list[Task]:
        """The next pages to ask for, with those that are coming; none when all is seen."""
        tasks = [*coming, *(reference(home) for home in self.exploration.references())]
        tasks += self._choose(exhausted=False)
        if self._must_look(tasks):
            tasks += self._look(tasks)
        tasks = tasks or self._look_closer() or self._choose(exhausted=True)
        if not tasks and Role.INFORMATION_REQUEST in self._unserved():
            tasks = self.exploration.channels.tasks()
        return tasks

    def doubts(self) -> list[Miss]:
        """What may be there of the roles that nothing serves, where `onward` has nothing left."""
        return self.exploration.doubts(self._unserved())

    def _unserved(self) -> list[Role]:
        return [role for role, chosen in self._chosen.items() if not chosen.standing()]

    def _look_closer(self) -> list[Task]:
        """For roles that no label serves: what the pages at the last click and behind rows hold."""
        roles = HEARD & {role for role, chosen in self._chosen.items() if chosen.unserved()}
        while roles and (tasks := self._closer.tasks(roles, self.exploration)):
            if looks := self.within_bounds(tasks):
                return looks
        return []

    def _must_look(self, tasks: list[Task]) -> bool:
        """Whether more menus must be seen; the platform page is awaited for its own parts."""
        unfound = {role for role, chosen in self._chosen.items() if not chosen.found()}
        waits = unfound <= set(PLATFORM_PARTS) and any(t.role is Role.PLATFORM for t in tasks)
        return bool(unfound) and not waits

    def digest(self, task: Task, fetch: Fetch, reading: Reading | None) -> list[Task]:
        """Take in what a page showed; the pages that it sends to by itself."""
        outcome = outcome_of(fetch, reading)
        page = reading if outcome.seen else None
        if task.purpose is Purpose.HOME:
            self.home_seen = outcome.seen
            if page is not None:
                self.exploration.feed(task.url, 0, page)
                return self._configured()
            return []
        if task.purpose is Purpose.EXPLORE and not (task.clicks or task.referrer):
            return self.exploration.learn(task, page)
        if task.purpose is Purpose.SECTION:
            self._chosen[task.role].outcomes[task.url] = outcome
            return self._digest_section(task, page)
        if is_sample(task):
            self._closer.proved(task, page)
        elif page is not None:
            self.exploration.feed(task.url, task.clicks, page)
            self._closer.met(task, page)
        return []

    def _digest_section(self, task: Task, page: Reading | None) -> list[Task]:
        platform = task.role is Role.PLATFORM
        self._platform_read |= platform
        if page is None:
            return []
        if platform:
            self._territory.adopt(task.url)
        if task.url in self.exploration.joint:  # its menus are not this portal's
            self._chosen[task.role].filled.update([task.url] if choose.has_content(page) else [])
            return []
        listed = not self._rules[task.role].single
        self.exploration.feed(task.url, abs(task.clicks), page, platform=platform, listed=listed)
        tasks = self._headed(task, page) if platform else []
        rule, front = self._rules[task.role], self.exploration.front
        parts = choose.parts_of(task, page, rule, self._territory, front)
        tasks += [part for part in parts if self._columns.is_new(part.role, part.url)]
        for part in tasks:
            self.exploration.take(part.url)
        linked = platform and any(
            lead.platform for part in PLATFORM_PARTS for lead in self.exploration.leads(part)
        )
        if choose.has_content(page) or tasks or linked:
            self._chosen[task.role].filled.add(task.url)
        return tasks

    def _headed(self, task: Task, page: Reading) -> list[Task]:
        leads, spare = choose.headed(task, page, self._rules, self._chosen, self.exploration)
        for lead in spare:
            self.exploration.hear(lead)
        return [self._follow(lead) for lead in leads if self._territory.listed(lead.url)]

    def _configured(self) -> list[Task]:
        tasks = []
        for lead in choose.configured(self._portal, self._wanted, self.exploration):
            self._chosen[lead.role].configured = True
            tasks.append(self._follow(lead))
        return tasks

    def _choose(self, *, exhausted: bool) -> list[Task]:
        tasks: list[Task] = []
        for role in self._wanted:
            leads = choose.next_leads(
                role,
                self._rules[role],
                self.exploration,
                self._chosen[role],
                exhausted=exhausted,
                platform_read=self._platform_read,
            )
            if role is Role.ANNUAL_REPORTS and (leads or exhausted):
                leads = reports_shown(leads, self._runs, self._chosen[role])
            if role is Role.PLATFORM and not any(lead.strength >= FULL for lead in leads):
                leads = self._platform_page(exhausted=exhausted) or leads
            if role is Role.AGENCY_PROFILE:
                leads = self._profile_within_bounds(leads)
            tasks += [self._follow(lead) for lead in leads]
        return tasks

    def _profile_within_bounds(self, leads: list[Lead]) -> list[Lead]:
        """So many pages of a profile as are read at most; the first beyond stands for the rest."""
        known = self._chosen[Role.AGENCY_PROFILE].strengths
        room = max(self._limits.profile_pages - len(known), 0)
        if leads[room:] and not self._profile_cut:
            self._profile_cut = True
            self._skip(choose.section_task(leads[room]), Cause.LIMIT, "超出机构概况页面上限")
        return leads[:room]

    def _platform_page(self, *, exhausted: bool) -> list[Lead]:
        """A page that does the platform's work without its name, where nothing has the name."""
        chosen = self._chosen.get(Role.PLATFORM)
        if chosen is None or chosen.strengths or not (exhausted or self._territory.guest):
            return []
        return self.exploration.platform_page(least=2 if exhausted else 3)

    def _follow(self, lead: Lead) -> Task:
        self._chosen[lead.role].strengths[lead.url] = lead.strength
        self._columns.is_new(lead.role, lead.url)
        self.exploration.take(lead.url)
        return choose.section_task(lead)

    def _look(self, tasks: list[Task]) -> list[Task]:
        coming = {task.url for task in tasks}
        looks = self.exploration.next_looks()
        return self.within_bounds([task for task in looks if task.url not in coming])

    def within_bounds(self, looks: list[Task]) -> list[Task]:
        """The looks at menus that the bound on them still admits; the others are left out."""
        for task in looks[self._looks :]:
            self._skip(task, Cause.LIMIT, OUT_OF_LOOKS)
        looks = looks[: self._looks]
        self._looks -= len(looks)
        return looks


def reference(home: str) -> Task:
    """The home page of another portal, to learn its menu; it has no distance from our home."""
    return Task(Purpose.EXPLORE, home, Role.HOME, clicks=0)
