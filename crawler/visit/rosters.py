"""Lists of persons: pages behind rows that nothing else reads, looked at for personal data alone.

Subsidies, aid and results of examinations are made public as lists of names; where somebody
forgot to mask them, numbers stand there by the hundred.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, usable
from crawler.records.dossier import ROSTERS_LEFT, Miss
from crawler.records.model import Cause, Entry
from crawler.records.site import PersonalData
from crawler.visit.fetch import Fetch
from crawler.visit.linkcheck import is_reference
from crawler.visit.outcome import outcome_of
from crawler.visit.territory import hosts_of, plain_host
from crawler.visit.words import is_file, lists_persons

Answer = tuple[Fetch, Reading | None]

_ASKED_ONLY = frozenset({Purpose.LINK, Purpose.AGAIN, Purpose.ROBOTS})
_FILES = 5
"""Files asked for of one page."""
_URN = "urn:gongkai:rosters"


def plan_rosters(
    answers: Iterable[Answer],
    portal: Portal,
    asked: Collection[str],
    listed: Collection[str],
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The pages behind rows whose titles speak of persons listed, the newest first."""
    own = hosts_of(portal)
    found: dict[str, tuple[date, Entry, Task]] = {}
    for fetch, reading in answers:
        if reading is None or is_reference(fetch.task):
            continue
        if plain_host(host_of(fetch.final_url or fetch.task.url)) not in own:
            continue
        for entry in reading.listing.entries:
            if entry.inline or not lists_persons(entry.title):
                continue
            url = address_of(entry)
            if url is not None and url not in asked and plain_host(host_of(url)) in listed:
                day = entry.date.value if entry.date else None
                found.setdefault(url, (day or date.min, entry, fetch.task))
    newest = sorted(found.items(), key=lambda one: (-one[1][0].toordinal(), one[0]))
    tasks = [_task(url, entry.title, behind, entry) for url, (_, entry, behind) in newest]
    if len(tasks) <= most:
        return tasks, []
    return tasks[:most], [left_out(Cause.LIMIT)]


def left_out(cause: Cause) -> Miss:
    """That not all of these pages were asked for: one miss for all of them."""
    return Miss(_URN, Role.HOME, cause, ROSTERS_LEFT, "", _URN)


def plan_roster_files(
    answers: Iterable[Answer], listed: Collection[str], most: int
) -> tuple[list[Task], list[Miss]]:
    """The files that these pages offer and the home page does not.

    Of pages behind rows that were read for something else they are those of a page of such a
    title, and those called so themselves. What is beyond the bounds is one miss.
    """
    answers = list(answers)
    menus: set[str] = set()
    for fetch, reading in answers:
        if fetch.task.purpose is Purpose.HOME and reading is not None:
            menus.update(reading.links)
    # Whether a link answers says nothing of what the file holds.
    read = {fetch.task.url for fetch, _ in answers if fetch.task.purpose not in _ASKED_ONLY}
    tasks: dict[str, Task] = {}
    cut = False
    for fetch, reading in sorted(answers, key=lambda answer: answer[0].task.url):
        offered = _offered(fetch.task, reading) if reading is not None else {}
        fresh = {url: label for url, label in offered.items() if url not in menus | read}
        cut |= len(fresh) > _FILES
        for url, label in list(fresh.items())[:_FILES]:
            if plain_host(host_of(url)) in listed:
                tasks.setdefault(url, _task(url, label, fetch.task, fetch.task.entry))
    left = [left_out(Cause.LIMIT)] if cut or len(tasks) > most else []
    return list(tasks.values())[:most], left


def _offered(task: Task, reading: Reading) -> dict[str, str]:
    """The files of a page with persons by their addresses, each with what it is called."""
    page = task.label or (task.entry.title if task.entry is not None else "")
    whole = task.purpose is Purpose.ROSTER or (
        task.purpose is Purpose.DETAIL and lists_persons(page)
    )
    files = {
        one.url: one.text or page for one in reading.offers if whole or lists_persons(one.text)
    }
    if whole:
        files |= {url: page for url in reading.links if is_file(url) and url not in files}
    return files


def unread(tests: Iterable[Answer], misses: Iterable[Miss]) -> Iterator[Miss]:
    """One miss for the pages and files that were asked for and gave nothing to look at."""
    if any(miss.detail == ROSTERS_LEFT for miss in misses):
        return
    for fetch, reading in tests:
        if fetch.task.purpose is not Purpose.ROSTER:
            continue
        file = reading.file if reading is not None else None
        cause = outcome_of(fetch, reading).cause or (file.cause if file is not None else None)
        if cause is not None:
            yield left_out(cause)
            return


def address_of(entry: Entry) -> str | None:
    """Where a row leads, None if its address cannot be used: rows hold whatever pages write."""
    return usable(entry.url)


def rosters_read(tests: Iterable[Answer]) -> Iterator[PersonalData]:
    """What these pages and files show."""
    for fetch, reading in tests:
        if reading is not None and reading.personal is not None and outcome_of(fetch, reading).seen:
            yield reading.personal


def _task(url: str, label: str, behind: Task, entry: Entry | None) -> Task:
    return Task(
        Purpose.ROSTER, url, behind.role, clicks=abs(behind.clicks) + 1, label=label, entry=entry,
        linked_from=behind.url, referrer=behind.url,
    )  # fmt: skip
