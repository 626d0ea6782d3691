"""A visit laid out by purpose: what assembling and the coverage manifest both start from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.pages.reading import Reading, Turn
from crawler.pages.task import TESTS, Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit.fetch import Fetch
from crawler.visit.files import is_observed
from crawler.visit.framed import joined
from crawler.visit.lists import ListRun, turn_task, without_front_pages
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import Rules, most_pages, rank_of, window_start

Answer = tuple[Fetch, Reading | None]

_SAME_BYTES = 20
_PAGES = frozenset({Purpose.EXPLORE, Purpose.SECTION, Purpose.DETAIL})
SAME_EVERYWHERE = "多个地址返回同一内容"


@dataclass(frozen=True)
class Opened:
    """A section page (or a sub-column of one) with its list, read as far as it was."""

    fetch: Fetch
    reading: Reading | None
    run: ListRun

    @property
    def task(self) -> Task:
        """The task that asked for the first page."""
        return self.fetch.task

    @property
    def is_part(self) -> bool:
        """Whether it is a sub-column of another page of its role."""
        return self.task.section_url not in ("", self.task.url)


@dataclass(frozen=True)
class Survey:
    """The answers of a visit by purpose, each group in an order that no arrival changes.

    `tests` are those that tested links and search, which are no pages: `answers` has all others.
    """

    home: Answer | None
    looks: tuple[Answer, ...]
    sections: tuple[Opened, ...]
    details: tuple[Answer, ...]
    answers: tuple[Answer, ...]
    misses: tuple[Miss, ...]
    tests: tuple[Answer, ...] = ()

    def of(self, role: Role) -> tuple[Opened, ...]:
        """The pages read as sections of a role, nearest first."""
        return tuple(opened for opened in self.sections if opened.task.role is role)

    def behind(self, role: Role) -> tuple[Answer, ...]:
        """The pages read behind the rows of a role's sections."""
        return tuple(answer for answer in self.details if answer[0].task.role is role)


def survey(
    visited: Sequence[Answer],
    misses: Iterable[Miss],
    rules: Rules,
    as_of: datetime,
    limits: Limits,
) -> Survey:
    """Lay out a visit. Answers that repeat one page under many addresses are soft 404s."""
    tests = tuple(sorted((one for one in visited if one[0].task.purpose in TESTS), key=_order))
    pages = [one for one in joined(visited) if one[0].task.purpose not in TESTS]
    answers = sorted(without_echoes(pages), key=_order)
    turns = {
        (f.task.role, f.task.section_url, f.task.method, f.task.url, f.task.body): (f, r)
        for f, r in answers
        if f.task.purpose is Purpose.TURN
    }
    skipped = tuple(sorted(misses, key=lambda m: (rank_of(m.role), m.url, m.detail)))
    sections = []
    for fetch, reading in answers:
        task = fetch.task
        if task.purpose is Purpose.SECTION and task.role in rules:
            rule = rules[task.role]
            run = ListRun(rule, window_start(rule, task.role, as_of), most_pages(task.role, limits))
            _follow(run, task, run.feed(fetch, reading), turns, skipped)
            page = without_front_pages(reading) if reading is not None else None
            sections.append(_stated(Opened(fetch, page, run), answers))
    rows = {
        (opened.task.role, opened.task.url, entry.url): place
        for opened in sections
        for place, entry in enumerate(opened.run.entries)
    }

    def place(answer: Answer) -> tuple[int, int, str, bool, int, str]:
        task = answer[0].task
        row = rows.get((task.role, task.section_url, task.url), len(rows))
        return (
            rank_of(task.role),
            task.clicks,
            task.section_url,
            bool(task.linked_from),
            row,
            task.url,
        )

    return Survey(
        home=next(((f, r) for f, r in answers if f.task.purpose is Purpose.HOME), None),
        looks=tuple((f, r) for f, r in answers if f.task.purpose is Purpose.EXPLORE),
        sections=tuple(sections),
        details=tuple(
            sorted(((f, r) for f, r in answers if f.task.purpose is Purpose.DETAIL), key=place)
        ),
        answers=tuple(answers),
        misses=skipped,
        tests=tests,
    )


def _stated(opened: Opened, answers: Iterable[Answer]) -> Opened:
    """The section without rows whose pages proved to be statements of none, which it then makes."""
    rows = {entry.url for entry in opened.run.entries}
    said = {
        fetch.task.url: reading.listing.statement_on
        for fetch, reading in answers
        if fetch.task.purpose is Purpose.DETAIL
        and fetch.task.role is opened.task.role
        and fetch.task.url in rows
        and reading is not None
        and reading.listing.statement_on is not None
    }
    if not said or opened.reading is None:
        return opened
    opened.run.set_aside(said)
    days = [day for day in (*said.values(), opened.reading.listing.statement_on) if day is not None]
    listing = replace(opened.reading.listing, statement_on=max(days), blank=not opened.run.entries)
    return replace(opened, reading=replace(opened.reading, listing=listing))


def without_echoes(visited: Sequence[Answer]) -> list[Answer]:
    """The answers, those marked that are one and the same page under many addresses.

    Twenty or more addresses with identical bytes, or a page behind a row that is the home page
    byte for byte, are a server's way of hiding that a page is not there.
    """
    addresses = {
        (fetch.snapshot.sha256, fetch.final_url or fetch.task.url)
        for fetch, _ in visited
        if fetch.snapshot is not None and fetch.task.purpose in _PAGES
    }
    times = Counter(digest for digest, _ in addresses)
    home = {
        (fetch.snapshot.sha256, fetch.final_url or fetch.task.url)
        for fetch, _ in visited
        if fetch.snapshot is not None and fetch.task.purpose is Purpose.HOME
    }
    home_digests = {digest for digest, _ in home}
    out: list[Answer] = []
    for fetch, reading in visited:
        shot = fetch.snapshot
        task = fetch.task
        if shot is not None and reading is not None and task.purpose in _PAGES:
            echo = times[shot.sha256] >= _SAME_BYTES or (
                task.purpose is Purpose.DETAIL and shot.sha256 in home_digests
            )
            if echo and reading.cause is None:
                reading = replace(
                    Reading(family=reading.family), cause=Cause.SOFT_404, detail=SAME_EVERYWHERE
                )
        out.append((fetch, reading))
    return out


def failed_pages(survey: Survey) -> tuple[Miss, ...]:
    """The misses among the pages that were asked for: those that did not come out as pages."""
    found: list[Miss] = []
    beyond = {task for opened in survey.sections for task in opened.run.beyond}
    for fetch, reading in survey.answers:
        task = fetch.task
        if (
            task.purpose in (Purpose.ROBOTS, Purpose.TEXT, Purpose.FRAME)
            or task in beyond
            or is_observed(fetch, reading)
        ):
            continue
        outcome = outcome_of(fetch, reading)
        if outcome.seen:
            continue
        title = task.entry.title if task.entry else task.label
        cause = outcome.cause or Cause.UNREACHABLE
        found.append(Miss(task.url, task.role, cause, outcome.detail, title, task.linked_from))
    return tuple(found)


def _follow(
    run: ListRun,
    section: Task,
    turn: Turn | None,
    turns: dict[tuple[Role, str, str, str, str], Answer],
    skipped: tuple[Miss, ...],
) -> None:
    """Feed a list the pages that it asks for, as far as they were fetched."""
    while turn is not None:
        task = turn_task(section, turn)
        answer = turns.get((task.role, task.section_url, task.method, task.url, task.body))
        if answer is None:
            cause = next(
                (m.cause for m in skipped if m.url == task.url and m.role is task.role), Cause.LIMIT
            )
            run.give_up(cause, f"列表第{task.page_number}页未采集")
            return
        turn = run.feed(*answer)


def _order(answer: Answer) -> tuple[str, int, int, str, int, str, str]:
    task = answer[0].task
    return (
        task.purpose.value,
        rank_of(task.role),
        task.clicks,
        task.section_url,
        task.page_number,
        task.url,
        task.body,
    )
