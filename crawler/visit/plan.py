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
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_table
from crawler.portals.model import Limits, Portal
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.records.columns import NOTHING, Asked
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit import details, files, framed, linkcheck, rosters
from crawler.visit.bounds import ColumnBound, miss_of, newest_first
from crawler.visit.explorer import Explorer, reference
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun, turn_task, without_front_pages
from crawler.visit.rules import (
    Rules,
    most_pages,
    rank_of,
    roles_for,
    rules_for,
    window_start,
)
from crawler.visit.seek import Seeker, look_of
from crawler.visit.sought import is_titled
from crawler.visit.stages import linked_pages, rows_behind, tests_of
from crawler.visit.territory import Neighbourhood, Territory
from crawler.visit.texts import plan_texts
from crawler.visit.traps import TrapGuard
from crawler.visit.words import OUT_OF_PAGES, UNLISTED, UNSEARCHED

Answer = tuple[Fetch, Reading | None]
_BOUNDED = frozenset({Purpose.FILE, Purpose.TEXT, Purpose.AGAIN, Purpose.SEARCH})
"""Requests that have bounds of their own, and are no pages of the visit."""
_ASKED_THEMSELVES = frozenset({Role.NAMED, Role.STATUTORY_CONTENT, Role.DECISION_CATALOGUE})
"""Sections whose own page may be the list or catalogue that a rulebook asks for by its title."""


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

    `asked` is what rulebooks ask for beyond the roles of every visit, or that less is wanted.
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
        self._seeker = Seeker(asked.columns, portal, self.territory, self.rules, limits)
        self._runs: dict[tuple[Role, str], tuple[Task, ListRun]] = {}
        self._columns = ColumnBound(self.rules, limits, as_of)
        self._explorer = Explorer(
            portal, self.territory, self.wanted, self.rules, limits, self._guard, self._columns,
            self._runs.values(), self._skip,
        )  # fmt: skip
        self._exploration = self._explorer.exploration
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
        self._stage = _Stage.EXPLORING

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
            tasks.insert(0, reference(home))
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
        tasks: list[Task] = self._framed(fetch, reading)
        self._rows -= len(reading.listing.entries) if reading is not None else 0
        if task.purpose is Purpose.SECTION:
            tasks += self._opened(fetch, reading)
        elif task.purpose is Purpose.TURN:
            section, run = self._runs[task.role, task.section_url]
            tasks += self._turn(section, run.feed(fetch, reading))
        elif task.purpose is Purpose.DETAIL:
            self._detail_answers[task] = (fetch, reading)
        elif task.purpose in (Purpose.FILE, Purpose.TEXT):
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

    def _framed(self, fetch: Fetch, reading: Reading | None) -> list[Task]:
        """The pages that the home page shows as part of itself, awaited with it."""
        issued = self._issue(framed.plan_frames(fetch, reading, self.territory))
        self._wave |= {task: None for task in issued if task.purpose is not Purpose.ROBOTS}
        return issued

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
            if self.asked.first_pages:
                self._stage = _Stage.DONE
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
        wave, self._wave = framed.joined_wave(self._wave, self._exploration.take), {}
        tasks: list[Task] = []
        for task, answer in wave.items():
            if answer is not None and task.purpose is Purpose.HOME and tasks:
                # A guest's menu is understood only when the owner's platform was seen, too.
                issued = self._issue_wave(tasks)
                self._wave[task] = answer
                return issued or self._explore_on()
            if answer is not None:
                tasks += self._explorer.digest(task, *answer)
        while self._explorer.home_seen:
            tasks = self._explorer.onward(tasks)
            if not tasks:
                self.skipped += self._explorer.doubts()
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
        while self._explorer.home_seen:
            opened = {url for _, url in self._runs}
            sought = self._seeker.sections(self.visited, opened)
            for task in sought.beyond:
                self._skip(task, Cause.LIMIT, "超出按名称查找的栏目数上限")
            tasks = [*parts, *sought.tasks]
            for task in tasks:
                self._exploration.take(task.url)
            onward = self._seeker.unfound or self.asked.whole_tree
            looks = self._exploration.next_looks() if onward else []
            tasks += self._explorer.within_bounds([look_of(look) for look in looks])
            if not tasks:
                break
            issued = self._issue_wave(tasks)
            if issued:
                return issued
            parts = []
        return []

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
        self._detail_tasks, misses = rows_behind(
            self._opened_lists(), self.rules, self.as_of, self.territory, self.limits, self.asked
        )
        self.skipped += misses
        return self._detail_tasks

    def _opened_lists(self) -> list[tuple[Task, ListRun]]:
        """The sections in the order of their importance."""
        return sorted(
            self._runs.values(), key=lambda x: (rank_of(x[0].role), x[0].clicks, x[0].url)
        )

    def _plan_linked(self) -> list[Task]:
        read = [self._detail_answers[t] for t in self._detail_tasks if t in self._detail_answers]
        known = details.menu_addresses(self.visited) | {t.url for t in self._detail_tasks}
        tasks, misses = linked_pages(
            read, known, self._opened_lists(), self.territory, self.limits, self.asked
        )
        self.skipped += misses
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
            self._files += plan_texts(
                self.visited, self._opened_lists(), self.skipped, self.territory, self.limits,
                self.asked.titles,
            )  # fmt: skip
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
        visited = framed.joined(self.visited)
        self._links = linkcheck.links_shown(visited, self.portal, self.territory.guest)
        tests, misses = tests_of(
            visited, self._opened_lists(), self._links, self.territory, self.as_of, self.limits
        )
        self.skipped += misses
        return tests

    def _plan_again(self) -> list[Task]:
        """What did not answer as it should, once more; the files of pages with lists of persons."""
        again = linkcheck.plan_again(self.visited, self._links)[: self.limits.link_targets]
        known = self.territory.around.known_hosts
        offered, left = rosters.plan_roster_files(self.visited, known, self.limits.roster_pages)
        for miss in left:
            self._leave_out(miss)
        return [*again, *offered]

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
            paged = task.purpose not in _BOUNDED
            if not fault and self._budget <= 0 and paged:
                fault = OUT_OF_PAGES
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
        titled = task.role in _ASKED_THEMSELVES and is_titled(task.label, self.asked.titles)
        return replace(task, sought=titled, entrances=task.role in self.asked.entrances)

    def _skip(self, task: Task, cause: Cause, detail: str) -> None:
        if task.purpose in (Purpose.LINK, Purpose.AGAIN):
            self._leave_out(linkcheck.left_out(cause))
            return
        if task.purpose is Purpose.TEXT:
            return  # its page's record shows that the file was not read
        if task.purpose is Purpose.ROSTER:
            self._leave_out(rosters.left_out(cause))
            return
        trap = bool(self._guard.refuse(task.url))
        self.skipped.append(miss_of(task, cause, detail, trap=trap))
