"""Links: which targets are asked whether they answer, and which of them are dead (失效链接)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.dossier import Miss
from crawler.records.model import Cause, Evidence, Snapshot
from crawler.records.site import DeadLink, LinkSurvey
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import rank_of
from crawler.visit.territory import hosts_of, plain_host
from crawler.visit.words import is_file

Answer = tuple[Fetch, Reading | None]

LEFT = "未能核验全部链接"
_SHOWING = (Purpose.HOME, Purpose.EXPLORE, Purpose.SECTION, Purpose.TURN, Purpose.DETAIL)
_ACTS = re.compile(
    r"log(?:in|out|off)|sign(?:in|out|up)|regist|subscri|\bvote|toupiao|\blike\b|dianzan|praise|"
    r"delete|remove|\badd\b|save|submit|feedback/add|setcookie|changelang|hits?\.|click\.|count(?:er)?\.|"
    r"print|javascript|callback=",
    re.I,
)
"""Addresses that may do more than show something when asked."""


@dataclass(frozen=True)
class Shown:
    """Where a link stands: the first page that shows it, and how many do."""

    page: str
    snapshot: Snapshot
    pages: int


def links_shown(answers: Iterable[Answer], portal: Portal, guest: bool) -> Mapping[str, Shown]:
    """Every target that the portal's own pages link, in the order in which they show it.

    Pages on other hosts are not its own. What stands on the home page of the host's owner is
    the owner's, not a guest's.
    """
    answers = list(answers)
    own = hosts_of(portal)
    pages: list[Answer] = []
    others: set[str] = set()
    for fetch, reading in answers:
        task = fetch.task
        if reading is None or task.purpose not in _SHOWING or not outcome_of(fetch, reading).seen:
            continue
        if is_reference(task):
            others.update(reading.links if guest else ())
        elif plain_host(urlsplit(fetch.final_url or task.url).netloc.lower()) in own:
            pages.append((fetch, reading))
    asked = {fetch.task.url for fetch, _ in answers}
    first: dict[str, tuple[str, Snapshot]] = {}
    counts: Counter[str] = Counter()
    for fetch, reading in sorted(pages, key=_nearness):
        assert reading is not None
        assert fetch.snapshot is not None
        # A row is a link, too; of those on further pages only such as were read anyway count.
        rows = (entry.url for entry in reading.listing.entries if entry.url in asked)
        targets = dict.fromkeys((*reading.links, *rows))
        counts.update(targets.keys())
        here = (_page(fetch.task, reading), fetch.snapshot)
        for url in targets:
            first.setdefault(url, here)
    return {url: Shown(*at, counts[url]) for url, at in first.items() if url not in others}


def _page(task: Task, reading: Reading) -> str:
    """The address at which a reader finds what a task gave: of a call the page that makes it."""
    call = task.purpose is Purpose.TURN and (task.body or not reading.title)
    return task.section_url if call and task.section_url else task.url


def plan_links(
    shown: Mapping[str, Shown], asked: Collection[str], listed: Collection[str], most: int
) -> tuple[list[Task], list[Miss]]:
    """The targets on `listed` hosts that were not asked for otherwise; where the bound cuts them
    off, one miss that tells of it.
    """
    tasks: list[Task] = []
    for url, where in shown.items():
        if url in asked or plain_host(urlsplit(url).netloc.lower()) not in listed:
            continue
        if _acts(url):
            continue
        if len(tasks) >= most:
            return tasks, [left_out(Cause.LIMIT)]
        method = "HEAD" if is_file(url) else "GET"
        tasks.append(_test(Purpose.LINK, url, where, method))
    return tasks, []


def left_out(cause: Cause) -> Miss:
    """That not all targets were asked for: one miss for all of them."""
    return Miss("urn:gongkai:links", Role.HOME, cause, LEFT, "", "urn:gongkai:links")


def plan_again(answers: Iterable[Answer], shown: Mapping[str, Shown]) -> list[Task]:
    """The second try of every target that did not answer as it should."""
    found = {
        fetch.task.url: _test(Purpose.AGAIN, fetch.task.url, shown[fetch.task.url], "GET")
        for fetch, reading in answers
        if fetch.task.url in shown and _is_dead(fetch, reading)
    }
    return [found[url] for url in shown if url in found]


def dead_links(
    answers: Iterable[Answer],
    tests: Iterable[Answer],
    misses: Iterable[Miss],
    portal: Portal,
    guest: bool,
    known: Collection[str] = (),
) -> Iterator[DeadLink | LinkSurvey]:
    """The dead links of a visit, and how many targets were asked.

    Of those `known` to have been dead before, the mended ones, too.
    """
    answers = list(answers)
    shown = links_shown(answers, portal, guest)
    tried: dict[str, list[Answer]] = {}
    for fetch, reading in (*answers, *tests):
        task = fetch.task
        if task.purpose not in (Purpose.ROBOTS, Purpose.SEARCH) and not task.body:
            tried.setdefault(task.url, []).append((fetch, reading))
    titles = _titles(answers)
    asked = unseen = 0
    home = next(
        (f.snapshot for f, r in answers if f.task.purpose is Purpose.HOME and r is not None), None
    )
    for url, where in shown.items():
        tries = tried.get(url, [])
        if not tries:
            continue
        fetch, reading = tries[-1]
        dead = all(_is_dead(f, r) for f, r in tries)
        well = any(_is_well(f, r) for f, r in tries)
        if not (dead or well):
            unseen += 1
            continue
        asked += 1
        mended = url in known and _is_well(fetch, reading)
        if fetch.snapshot is None or not (dead or mended):
            continue
        yield DeadLink(
            url=url,
            title=titles.get(url, "") or url,
            role=Role.HOME,
            snapshot=fetch.snapshot,
            status=fetch.snapshot.status,
            soft=dead and fetch.snapshot.status < 400,
            tries=_separate(tries),
            shown_on=where.page,
            shown=_evidence(where, url),
            pages=where.pages,
            mended=mended,
        )
    if home is not None:
        left = sum(miss.detail == LEFT for miss in misses)
        url = normalise(portal.home)
        yield LinkSurvey(url, portal.name, Role.HOME, home, asked, unseen, left)


def _evidence(where: Shown, url: str) -> Evidence:
    shot = where.snapshot
    return Evidence(shot.url, shot.captured_at, shot.sha256, url[:200])


def _separate(tries: list[Answer]) -> int:
    """How many tries were made apart from each other."""
    return 1 + any(fetch.task.purpose is Purpose.AGAIN for fetch, _ in tries)


def _is_dead(fetch: Fetch, reading: Reading | None) -> bool:
    """Whether a target answered that it is not there, or with an error of the server."""
    shot = fetch.snapshot
    if shot is None:
        return False
    cause = reading.cause if reading is not None else None
    if cause in (Cause.CHALLENGED, Cause.BLOCKED):
        return False
    if shot.status in (404, 410) or shot.status >= 500:
        return True
    return shot.status < 300 and cause is Cause.SOFT_404


def _is_well(fetch: Fetch, reading: Reading | None) -> bool:
    """Whether a target answered with a page that is itself, or with a file."""
    shot = fetch.snapshot
    return shot is not None and shot.status < 300 and (reading is None or reading.cause is None)


def is_reference(task: Task) -> bool:
    """Whether it is the home page of another portal, seen to learn its menu."""
    return task.purpose is Purpose.EXPLORE and not (task.clicks or task.referrer)


def _nearness(answer: Answer) -> tuple[bool, int, int, str, int, str]:
    task = answer[0].task
    return (
        task.purpose is not Purpose.HOME,
        abs(task.clicks),
        rank_of(task.role),
        task.section_url,
        task.page_number,
        task.url,
    )


def _test(purpose: Purpose, url: str, where: Shown, method: str) -> Task:
    return Task(purpose, url, Role.HOME, method=method, linked_from=where.page, referrer=where.page)


def _acts(url: str) -> bool:
    parts = urlsplit(url)
    return _ACTS.search(f"{parts.path.rpartition('/')[2]}?{parts.query}") is not None


def _titles(answers: Iterable[Answer]) -> dict[str, str]:
    """What links say, as far as menus, rows and documents keep it."""
    found: dict[str, str] = {}
    for fetch, reading in answers:
        if fetch.task.label:
            found.setdefault(fetch.task.url, fetch.task.label)
        if reading is not None:
            for entry in reading.listing.entries:
                found.setdefault(entry.url, entry.title)
            for target in reading.targets:
                found.setdefault(target.url, target.label)
    return found
