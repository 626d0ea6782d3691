"""The visit: which page is asked for next, decided from what the pages so far said.

A visit has eight stages, each begun when the one before has all its answers: exploring (waves of
menu pages and first pages of sections), seeking (the same for the columns asked for by title),
the rest of the lists, the pages behind the rows, the interpretations that documents link, the
attachments of documents, the tests of links and search, the second try of what did not answer.
Within a stage requests may run side by side; what the visit decides does not depend on the order in
which their answers arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from urllib.parse import urlsplit

from crawler.pages.reading import Reading, Turn
from crawler.pages.roles import roles_table
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits, Portal
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.records.columns import NOTHING, Asked
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.records.moments import beijing_date
from crawler.visit import choose, details, files, linkcheck, rosters, searching
from crawler.visit.bounds import ColumnBound, miss_of, newest_first
from crawler.visit.closer import HEARD, Closer, is_sample
from crawler.visit.decisions import plan_decisions
from crawler.visit.explore import Exploration, Lead
from crawler.visit.fetch import Fetch
from crawler.visit.fiscal import plan_fiscal
from crawler.visit.guides import plan_guides
from crawler.visit.lists import ListRun, turn_task, without_front_pages
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import (
    PLATFORM_PARTS,
    Rules,
    most_pages,
    rank_of,
    roles_for,
    rules_for,
    window_start,
)
from crawler.visit.samples import plan_samples
from crawler.visit.seek import Seeker, look_of
from crawler.visit.sought import is_titled, plan_sought
from crawler.visit.spoken import FULL
from crawler.visit.territory import Neighbourhood, Territory
from crawler.visit.traps import TrapGuard
from crawler.visit.words import UNLISTED, UNSEARCHED
from crawler.visit.yearly import plan_reports, reports_shown

Answer = tuple[Fetch, Reading | None]


class _Stage(IntEnum):
    EXPLORING = 0
    SEEKING = 1
    LISTS = 2
    DETAILS = 3
    LINKED = 4
    FILES = 5
    TESTS = 6
    AGAIN = 7
    DONE = 8


class Visit:
    """One visit of one portal, as a state machine without clock, network or database.

    `asked` is what rulebooks ask for beyond the roles of every visit.
    `begin` gives the first tasks, `took` the tasks that follow from an answer. When no task is
    outstanding the visit is over. `stop` ends it early. `visited` are all answers in the order
    they came, `skipped` the pages that were planned and never asked for.
    """

    def __init__(
        self,
        portal: Portal,
        around: Neighbourhood,
        as_of: datetime,
        limits: Limits,
        roles: Iterable[Role] | None = None,
        rules: Rules | None = None,
        asked: Asked = NOTHING,
    ) -> None:
        self.portal = portal
        self.as_of = as_of
        self.limits = limits
        table = rules if rules is not None else roles_table()
        self.rules = rules_for(asked, as_of, table)
        self.asked = asked
        sought = tuple(roles) if roles is not None else roles_for(asked)
        self.wanted = tuple(sorted((r for r in sought if r in self.rules), key=rank_of))
        self.territory = Territory(portal, around)
        self.visited: list[Answer] = []
        self.skipped: list[Miss] = []
        self._guard = TrapGuard(limits.address_characters)
        self._exploration = Exploration(self.territory, self._guard, self.wanted, limits)
        self._closer = Closer(self.territory)
        self._seeker = Seeker(asked.columns, portal, self.territory, self.rules, limits)
        self._chosen = {role: choose.Chosen() for role in self.wanted}
        self._runs: dict[tuple[Role, str], tuple[Task, ListRun]] = {}
        self._columns = ColumnBound(self.rules, limits, as_of)
        self._pending: dict[Task, None] = {}
        self._wave: dict[Task, Answer | None] = {}
        self._detail_tasks: list[Task] = []
        self._detail_answers: dict[Task, Answer] = {}
        self._files: list[Task] | None = None
        self._file_bytes = limits.attachments_bytes
        self._links: Mapping[str, linkcheck.Shown] = {}
        self._robots: set[str] = set()
        self._budget = limits.pages_per_portal
        self._rows = limits.rows_per_portal
        self._looks = min(limits.navigation_pages, max(limits.pages_per_portal // 2, 1))
        self._stage = _Stage.EXPLORING
        self._platform_read = False
        self._home_seen = False
        self._profile_cut = False

    @property
    def log(self) -> tuple[Fetch, ...]:
        """How every task went, in the order of the answers."""
        return tuple(fetch for fetch, _ in self.visited)

    @property
    def done(self) -> bool:
        """Whether nothing is left to ask for."""
        return self._stage is _Stage.DONE and not self._pending

    def begin(self) -> list[Task]:
        """The first requests: the home page, and the owner's home if the portal is a guest."""
        tasks = [Task(Purpose.HOME, self.territory.home, Role.HOME)]
        owner = self.territory.around.owner
        if owner is not None:
            home = normalise(owner.home)
            self._exploration.take(home)
            tasks.insert(0, _reference(home))
        return self._issue_wave(tasks)

    def took(self, fetch: Fetch, reading: Reading | None) -> list[Task]:
        """Take in how a task went; the tasks that follow. A repeated answer changes nothing."""
        task = fetch.task
        if task.purpose is Purpose.ROBOTS:
            self.visited.append((fetch, None))
            return []
        if task not in self._pending:
            return []
        del self._pending[task]
        if reading is not None:
            reading = without_front_pages(reading)
        self.visited.append((fetch, reading))
        self._rows -= len(reading.listing.entries) if reading is not None else 0
        tasks: list[Task] = []
        if task.purpose is Purpose.SECTION:
            tasks += self._opened(fetch, reading)
        elif task.purpose is Purpose.TURN:
            section, run = self._runs[task.role, task.section_url]
            tasks += self._turn(section, run.feed(fetch, reading))
        elif task.purpose is Purpose.DETAIL:
            self._detail_answers[task] = (fetch, reading)
        elif task.purpose is Purpose.FILE:
            self._file_bytes -= files.size_of(reading)
        if task in self._wave:
            self._wave[task] = (fetch, reading)
        tasks += self._advance()
        if self._rows < 0:
            self.stop(Cause.LIMIT, "超出列表行数上限")
            return []
        return tasks

    def stop(self, cause: Cause, detail: str = "") -> None:
        """End the visit early: all that was planned and is not there becomes a miss."""
        if self._stage is _Stage.DONE and not self._pending:
            return
        for task in self._pending:
            self._skip(task, cause, detail)
        self._pending.clear()
        if self._stage is _Stage.EXPLORING:
            self.skipped += self._exploration.misses
            said = detail or UNSEARCHED
            self.skipped.append(Miss(self.territory.home, Role.HOME, cause, said))
        elif self._stage is _Stage.SEEKING:
            self.skipped.append(Miss(self.territory.home, Role.NAMED, cause, UNSEARCHED))
        if self._stage < _Stage.DETAILS:
            for task in self._plan_details():
                self._skip(task, cause, detail)
        elif self._stage is _Stage.DETAILS:
            for task in self._plan_linked():
                self._skip(task, cause, detail)
        if self._stage < _Stage.TESTS:
            for task in self._plan_files():
                self._skip(task, cause, detail)
            self._leave_out(linkcheck.left_out(cause))
        self._stage = _Stage.DONE

    def finish(self) -> None:
        """Close the books; tasks that never came back are the scanner's own fault."""
        if not self.done:
            self.stop(Cause.SCANNER, "采集未完成")

    def _advance(self) -> list[Task]:
        while self._stage is not _Stage.DONE:
            if self._stage is _Stage.EXPLORING:
                if any(answer is None for answer in self._wave.values()):
                    return []
                tasks = self._explore_on()
                if tasks:
                    return tasks
                self.skipped += self._exploration.misses
                self._stage = _Stage.SEEKING
            if self._stage is _Stage.SEEKING and (self._seeker.wanted or self.asked.whole_tree):
                if any(answer is None for answer in self._wave.values()):
                    return []
                tasks = self._seek_on()
                if tasks:
                    return tasks
            if self._stage is _Stage.SEEKING:
                self._stage = _Stage.LISTS
            if self._pending:
                return []
            if self._stage is _Stage.LISTS:
                tasks = self._issue(self._plan_details())
            elif self._stage is _Stage.DETAILS:
                tasks = self._issue(self._plan_linked())
            elif self._stage is _Stage.LINKED or self._files:
                tasks = self._next_files()
                if self._stage is _Stage.FILES:
                    if tasks:
                        return tasks
                    continue
            elif self._stage is _Stage.FILES:
                tasks = self._issue(self._plan_tests())
            elif self._stage is _Stage.TESTS:
                tasks = self._issue(self._plan_again())
            else:
                tasks = []
            self._stage = _Stage(self._stage + 1)
            if tasks:
                return tasks
        return []

    def _explore_on(self) -> list[Task]:
        """Digest a finished wave in the order planned; the next wave, empty when all is seen."""
        wave, self._wave = self._wave, {}
        tasks: list[Task] = []
        for task, answer in wave.items():
            if answer is not None and task.purpose is Purpose.HOME and tasks:
                # A guest's menu is understood only when the owner's platform was seen, too.
                issued = self._issue_wave(tasks)
                self._wave[task] = answer
                return issued or self._explore_on()
            if answer is not None:
                tasks += self._digest(task, *answer)
        while self._home_seen:
            tasks += [_reference(home) for home in self._exploration.references()]
            tasks += self._choose(exhausted=False)
            if self._must_look(tasks):
                tasks += self._look(tasks)
            tasks = tasks or self._look_closer() or self._choose(exhausted=True)
            if not tasks:
                unserved = [r for r, chosen in self._chosen.items() if not chosen.standing()]
                if Role.INFORMATION_REQUEST in unserved:
                    tasks = self._exploration.channels.tasks()
                if not tasks:
                    self.skipped += self._exploration.doubts(unserved)
                    break
            issued = self._issue_wave(tasks)
            if issued:
                return issued
            tasks = []
        return []

    def _seek_on(self) -> list[Task]:
        """Digest a finished wave; the next in search of named columns, empty when all is seen."""
        wave, self._wave = self._wave, {}
        parts: list[Task] = []
        for task, answer in wave.items():
            if answer is not None and task.role is Role.NAMED:
                parts += self._seeker.digest(task, *answer, self._exploration)
        parts = [part for part in parts if self._columns.is_new(part.role, part.url)]
        self.skipped += self._seeker.left_out
        self._seeker.left_out = []
        while self._home_seen:
            opened = {url for _, url in self._runs}
            sought = self._seeker.sections(self.visited, opened)
            for task in sought.beyond:
                self._skip(task, Cause.LIMIT, "超出按名称查找的栏目数上限")
            tasks = [*parts, *sought.tasks]
            for task in tasks:
                self._exploration.take(task.url)
            onward = self._seeker.unfound or self.asked.whole_tree
            looks = self._exploration.next_looks() if onward else []
            tasks += self._within_bounds([look_of(look) for look in looks])
            if not tasks:
                break
            issued = self._issue_wave(tasks)
            if issued:
                return issued
            parts = []
        return []

    def _look_closer(self) -> list[Task]:
        """For roles that no label serves: what the pages at the last click and behind rows hold."""
        roles = HEARD & {role for role, chosen in self._chosen.items() if chosen.unserved()}
        while roles and (tasks := self._closer.tasks(roles, self._exploration)):
            if looks := self._within_bounds(tasks):
                return looks
        return []

    def _must_look(self, tasks: list[Task]) -> bool:
        """Whether more menus must be seen; the platform page is awaited for its own parts."""
        unfound = {role for role, chosen in self._chosen.items() if not chosen.found()}
        waits = unfound <= set(PLATFORM_PARTS) and any(t.role is Role.PLATFORM for t in tasks)
        return bool(unfound) and not waits

    def _digest(self, task: Task, fetch: Fetch, reading: Reading | None) -> list[Task]:
        outcome = outcome_of(fetch, reading)
        page = reading if outcome.seen else None
        if task.purpose is Purpose.HOME:
            self._home_seen = outcome.seen
            if page is not None:
                self._exploration.feed(task.url, 0, page)
                return self._configured()
            return []
        if task.purpose is Purpose.EXPLORE and not (task.clicks or task.referrer):
            return self._exploration.learn(task, page)
        if task.purpose is Purpose.SECTION:
            self._chosen[task.role].outcomes[task.url] = outcome
            return self._digest_section(task, page)
        if is_sample(task):
            self._closer.proved(task, page)
        elif page is not None:
            self._exploration.feed(task.url, task.clicks, page)
            self._closer.met(task, page)
        return []

    def _digest_section(self, task: Task, page: Reading | None) -> list[Task]:
        platform = task.role is Role.PLATFORM
        self._platform_read |= platform
        if page is None:
            return []
        if platform:
            self.territory.adopt(task.url)
        if task.url in self._exploration.joint:  # its menus are not this portal's
            self._chosen[task.role].filled.update([task.url] if choose.has_content(page) else [])
            return []
        listed = not self.rules[task.role].single
        self._exploration.feed(task.url, abs(task.clicks), page, platform=platform, listed=listed)
        tasks = self._headed(task, page) if platform else []
        rule, front = self.rules[task.role], self._exploration.front
        parts = choose.parts_of(task, page, rule, self.territory, front)
        tasks += [part for part in parts if self._columns.is_new(part.role, part.url)]
        for part in tasks:
            self._exploration.take(part.url)
        linked = platform and any(
            lead.platform for part in PLATFORM_PARTS for lead in self._exploration.leads(part)
        )
        if choose.has_content(page) or tasks or linked:
            self._chosen[task.role].filled.add(task.url)
        return tasks

    def _headed(self, task: Task, page: Reading) -> list[Task]:
        leads, spare = choose.headed(task, page, self.rules, self._chosen, self._exploration)
        for lead in spare:
            self._exploration.hear(lead)
        return [self._follow(lead) for lead in leads if self.territory.listed(lead.url)]

    def _configured(self) -> list[Task]:
        tasks = []
        for lead in choose.configured(self.portal, self.wanted, self._exploration):
            self._chosen[lead.role].configured = True
            tasks.append(self._follow(lead))
        return tasks

    def _choose(self, *, exhausted: bool) -> list[Task]:
        tasks: list[Task] = []
        for role in self.wanted:
            leads = choose.next_leads(
                role,
                self.rules[role],
                self._exploration,
                self._chosen[role],
                exhausted=exhausted,
                platform_read=self._platform_read,
            )
            if role is Role.ANNUAL_REPORTS and (leads or exhausted):
                leads = reports_shown(leads, self._runs.values(), self._chosen[role])
            if role is Role.PLATFORM and not any(lead.strength >= FULL for lead in leads):
                leads = self._platform_page(exhausted=exhausted) or leads
            if role is Role.AGENCY_PROFILE:
                leads = self._profile_within_bounds(leads)
            tasks += [self._follow(lead) for lead in leads]
        return tasks

    def _profile_within_bounds(self, leads: list[Lead]) -> list[Lead]:
        """So many pages of a profile as are read at most; the first beyond stands for the rest."""
        known = self._chosen[Role.AGENCY_PROFILE].strengths
        room = max(self.limits.profile_pages - len(known), 0)
        if leads[room:] and not self._profile_cut:
            self._profile_cut = True
            self._skip(choose.section_task(leads[room]), Cause.LIMIT, "超出机构概况页面上限")
        return leads[:room]

    def _platform_page(self, *, exhausted: bool) -> list[Lead]:
        """A page that does the platform's work without its name, where nothing has the name."""
        chosen = self._chosen.get(Role.PLATFORM)
        if chosen is None or chosen.strengths or not (exhausted or self.territory.guest):
            return []
        return self._exploration.platform_page(least=2 if exhausted else 3)

    def _follow(self, lead: Lead) -> Task:
        self._chosen[lead.role].strengths[lead.url] = lead.strength
        self._columns.is_new(lead.role, lead.url)
        self._exploration.take(lead.url)
        return choose.section_task(lead)

    def _look(self, tasks: list[Task]) -> list[Task]:
        coming = {task.url for task in tasks}
        looks = self._exploration.next_looks()
        return self._within_bounds([task for task in looks if task.url not in coming])

    def _within_bounds(self, looks: list[Task]) -> list[Task]:
        for task in looks[self._looks :]:
            self._skip(task, Cause.LIMIT, "超出导航页上限")
        looks = looks[: self._looks]
        self._looks -= len(looks)
        return looks

    def _opened(self, fetch: Fetch, reading: Reading | None) -> list[Task]:
        task, rule = fetch.task, self.rules[fetch.task.role]
        start, most = window_start(rule, task.role, self.as_of), most_pages(task.role, self.limits)
        run = ListRun(rule, start, most)
        self._runs[task.role, task.url] = (task, run)
        return self._turn(task, run.feed(fetch, reading))

    def _turn(self, section: Task, turn: Turn | None) -> list[Task]:
        if turn is None:
            return []
        task = turn_task(section, turn)
        if not self.territory.listed(turn.url):
            self._skip(task, Cause.BLOCKED, UNLISTED)
            return []
        return self._issue([task])

    def _plan_details(self) -> list[Task]:
        opened = self._opened_lists()
        tasks, misses = details.plan_details(
            opened, self.rules, self.as_of, self.territory, self.limits.profile_pages
        )
        self.skipped += misses
        most = self.limits.sought_pages
        tasks, misses = plan_sought(opened, tasks, self.asked.titles, self.territory, most)
        self.skipped += misses
        years = {beijing_date(self.as_of).year - 1, *self.asked.report_years}
        most = self.limits.report_pages
        tasks, misses = plan_reports(opened, tasks, years, self.territory, most)
        self.skipped += misses
        samples, most = self.asked.samples, self.limits.sample_pages
        tasks = plan_samples(opened, tasks, samples, self.as_of, self.territory, most)
        fiscal, most = self.asked.fiscal_years, self.limits.fiscal_pages
        tasks, misses = plan_fiscal(opened, tasks, fiscal, self.as_of, self.territory, most)
        self.skipped += misses
        most = self.limits.decision_pages
        tasks, misses = plan_decisions(opened, tasks, self.territory, most)
        self.skipped += misses
        tasks, misses = plan_guides(opened, tasks, self.territory, self.limits.guide_pages)
        self.skipped += misses
        tasks, cut = details.within_bound(tasks, self.limits.row_pages)
        self.skipped += cut
        self._detail_tasks = tasks
        return tasks

    def _opened_lists(self) -> list[tuple[Task, ListRun]]:
        """The sections in the order of their importance."""
        return sorted(
            self._runs.values(), key=lambda x: (rank_of(x[0].role), x[0].clicks, x[0].url)
        )

    def _plan_linked(self) -> list[Task]:
        read = [self._detail_answers[t] for t in self._detail_tasks if t in self._detail_answers]
        known = details.menu_addresses(self.visited) | {t.url for t in self._detail_tasks}
        tasks, misses = details.plan_linked(read, known, self.territory)
        tasks, cut = details.within_bound(tasks, self.limits.row_pages)
        self.skipped += (*misses, *cut)
        return tasks

    def _plan_files(self) -> list[Task]:
        """The attachments that were not asked for yet."""
        if self._files is None:
            read = [
                self._detail_answers[t] for t in self._detail_tasks if t in self._detail_answers
            ]
            self._files, misses = files.plan_files(
                read, self._opened_lists(), self.territory, self.limits
            )
            self.skipped += misses
        return self._files

    def _next_files(self) -> list[Task]:
        """The next few attachments, as long as those before were not too many bytes."""
        waiting = self._plan_files()
        if self._file_bytes <= 0:
            for task in waiting:
                self._skip(task, Cause.LIMIT, files.TOO_MUCH)
            waiting.clear()
        issued: list[Task] = []
        while waiting and not issued:
            issued = self._issue(waiting[: files.AT_ONCE])
            del waiting[: files.AT_ONCE]
        return issued

    def _plan_tests(self) -> list[Task]:
        """The titles put to the site's own search, and the links that were not asked for yet."""
        portal, limits = self.portal, self.limits
        searches = searching.plan_searches(
            self.visited, self._opened_lists(), self.territory, self.as_of, limits.search_titles
        )
        self._links = linkcheck.links_shown(self.visited, portal, self.territory.guest)
        asked = {fetch.task.url for fetch, _ in self.visited}
        tests, misses = linkcheck.plan_links(
            self._links, asked, self.territory.around.known_hosts, limits.link_targets
        )
        self.skipped += misses
        persons, misses = rosters.plan_rosters(
            self.visited, portal, asked, self.territory.around.known_hosts, limits.roster_pages
        )
        self.skipped += misses
        return [*searches, *persons, *tests]

    def _plan_again(self) -> list[Task]:
        """What did not answer as it should, once more; the files of pages with lists of persons."""
        again = linkcheck.plan_again(self.visited, self._links)[: self.limits.link_targets]
        known = self.territory.around.known_hosts
        return [*again, *rosters.plan_roster_files(self.visited, known, self.limits.roster_pages)]

    def _leave_out(self, left: Miss) -> None:
        if all(miss.detail != left.detail for miss in self.skipped):
            self.skipped.append(left)

    def _issue_wave(self, tasks: list[Task]) -> list[Task]:
        issued = self._issue(sorted(tasks, key=newest_first))
        self._wave = {t: None for t in issued if t.purpose is not Purpose.ROBOTS}
        return issued

    def _issue(self, tasks: list[Task]) -> list[Task]:
        """Send tasks out, with robots.txt before a host's first; beyond the budget: misses."""
        issued: list[Task] = []
        marked = dict.fromkeys(self._marked(task) for task in tasks)
        for task in [one for one in marked if one not in self._pending]:
            fault = self._guard.refuse(task.url)
            # Attachments have bounds of their own, and second tries are few.
            paged = task.purpose not in (Purpose.FILE, Purpose.AGAIN, Purpose.SEARCH)
            if not fault and self._budget <= 0 and paged:
                fault = "超出每站页面上限"
            if fault or not self._columns.admits(task):
                if fault or self._columns.loses(task):
                    self._skip(task, Cause.LIMIT, fault or "超出每类栏目数上限")
                continue
            host = host_of(task.url)
            if host not in self._robots:
                self._robots.add(host)
                root = f"{urlsplit(task.url).scheme}://{host}/robots.txt"
                issued.append(Task(Purpose.ROBOTS, root, Role.HOME))
            self._budget -= paged
            self._pending[task] = None
            issued.append(task)
        return issued

    def _marked(self, task: Task) -> Task:
        """A request for a page of which rulebooks ask for more than its section does."""
        if task.purpose not in (Purpose.HOME, Purpose.SECTION):
            return task
        titled = task.role is Role.NAMED and is_titled(task.label, self.asked.titles)
        return replace(task, sought=titled, entrances=task.role in self.asked.entrances)

    def _skip(self, task: Task, cause: Cause, detail: str) -> None:
        if task.purpose in (Purpose.LINK, Purpose.AGAIN):
            self._leave_out(linkcheck.left_out(cause))
            return
        if task.purpose is Purpose.ROSTER:
            self._leave_out(rosters.left_out(cause))
            return
        trap = bool(self._guard.refuse(task.url))
        self.skipped.append(miss_of(task, cause, detail, trap=trap))


def _reference(home: str) -> Task:
    """The home page of another portal, to learn its menu; it has no distance from our home."""
    return Task(Purpose.EXPLORE, home, Role.HOME, clicks=0)
