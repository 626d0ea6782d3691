"""Issues of a gazette that rulebooks ask for, and the documents that these carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from crawler.pages.disclosures.gazette import names_issue
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.pages.words.text import key, simplify
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import lot, usable
from crawler.records.dossier import Miss
from crawler.records.issues import IssuesAsked
from crawler.records.materials import GazettePage
from crawler.records.model import Cause, Entry
from crawler.records.moments import beijing_date
from crawler.visit.details import BEYOND_ISSUES, BEYOND_TEXTS, fault_of
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun
from crawler.visit.territory import Territory

_SHORTEST, _ALIKE = 8, 0.85


def plan_issues(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    asked: IssuesAsked,
    territory: Territory,
    as_of: datetime,
    limits: Limits,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages, and the issues of the days asked for and of the sample.

    The newest come first, then the sample by lot; what is beyond the bound, and what is no page,
    is a miss.
    """
    rows: dict[str, tuple[Task, Entry]] = {}
    for section, run in opened:
        for entry in run.entries if section.role is Role.GAZETTE and asked else ():
            if not entry.inline and entry.url != territory.home and names_issue(entry.title):
                rows.setdefault(entry.url, (section, entry))
    first = beijing_date(as_of) - timedelta(days=asked.days)
    recent = [url for url, (_, row) in rows.items() if asked.days and _day(row) >= first]
    recent.sort(key=lambda url: (-_day(rows[url][1]).toordinal(), url))
    chosen = dict.fromkeys((*recent, *sorted(rows, key=lot)[: asked.sample]))
    known = {task.url for task in planned}
    tasks: list[Task] = []
    misses: list[Miss] = []
    for url in (one for one in chosen if one not in known):
        section, entry = rows[url]
        fault = fault_of(url, territory)
        if fault is not None:
            misses.append(Miss(url, Role.GAZETTE, *fault, entry.title))
        elif len(tasks) >= limits.gazette_issues:
            misses.append(Miss(url, Role.GAZETTE, Cause.LIMIT, BEYOND_ISSUES, entry.title))
        else:
            tasks.append(
                Task(
                    Purpose.DETAIL,
                    url,
                    Role.GAZETTE,
                    clicks=abs(section.clicks) + 1,
                    section_url=section.url,
                    label=entry.title,
                    entry=entry,
                    referrer=entry.list_url or section.url,
                )
            )
    return [*planned, *tasks], misses


def plan_carried(
    read: Iterable[tuple[Fetch, Reading | None]],
    opened: Iterable[tuple[Task, ListRun]],
    known: frozenset[str],
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The pages that issues link under a title of the list of normative documents."""
    titles = {
        key(simplify(entry.title))
        for section, run in opened
        if section.role is Role.NORMATIVE_DOCUMENTS
        for entry in run.entries
    }
    tasks: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    for fetch, reading in read:
        for issue in reading.records if reading is not None else ():
            for link in issue.contents if isinstance(issue, GazettePage) and issue.issue else ():
                url = usable(link.url) or ""
                seen = not url or url in known or url in tasks or url in misses
                if seen or url == territory.home or not _one_of(link.text, titles):
                    continue
                fault = fault_of(url, territory)
                if fault is None and len(tasks) >= most:
                    fault = (Cause.LIMIT, BEYOND_TEXTS)
                if fault is not None:
                    misses[url] = Miss(url, Role.GAZETTE, *fault, link.text, issue.url)
                    continue
                tasks[url] = Task(
                    Purpose.DETAIL,
                    url,
                    Role.GAZETTE,
                    clicks=fetch.task.clicks + 1,
                    label=link.text,
                    linked_from=issue.url,
                    referrer=issue.url,
                )
    return list(tasks.values()), list(misses.values())


def _day(entry: Entry) -> date:
    """The day of a row; one that shows none may be of any."""
    return entry.date.value if entry.date and entry.date.value else date.max


def _one_of(text: str, titles: set[str]) -> bool:
    """Whether a link's words are a title, or nearly one."""
    said = key(simplify(text))
    if len(said) < _SHORTEST:
        return False
    if said in titles:
        return True
    matcher: SequenceMatcher[str] = SequenceMatcher(None, "", said, autojunk=False)
    for title in titles:
        matcher.set_seq1(title)
        near = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
        if near and matcher.ratio() >= _ALIKE:
            return True
    return False
