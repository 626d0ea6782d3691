"""Yearly reports: the titles that are theirs, and reports that the platform shows itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from crawler.pages.disclosures.annual_report import body_of, year_of
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause, Entry
from crawler.visit.choose import Chosen
from crawler.visit.details import BEYOND_REPORTS, fault_of
from crawler.visit.explore import Lead
from crawler.visit.lists import ListRun
from crawler.visit.spoken import FULL
from crawler.visit.territory import Territory
from crawler.visit.words import words


def report_year(title: str) -> int | None:
    """The year that the title of a yearly report names; None if it is the title of no report."""
    lists = words()
    if any(word in title for word in lists.not_reports):
        return None
    return year_of(title) if any(word in title for word in lists.report_words) else None


def reports_shown(
    leads: list[Lead], runs: Iterable[tuple[Task, ListRun]], chosen: Chosen
) -> list[Lead]:
    """The leads to yearly reports, or the platform if it shows them as dated rows of its own.

    Such rows need no column that gathers them; a lead to a column goes first.
    """
    columns = any(year_of(lead.label) is None for lead in leads)
    if columns or chosen.configured or chosen.standing():
        return leads
    for task, run in runs:
        if task.role is Role.PLATFORM and any(_is_report(entry) for entry in run.entries):
            role, order = Role.ANNUAL_REPORTS, 0
            clicks = abs(task.clicks)
            return [Lead(task.url, role, FULL, clicks, order, role.chinese, task.referrer, True)]
    return leads


def _is_report(entry: Entry) -> bool:
    dated = entry.date is not None and entry.date.value is not None
    return dated and report_year(entry.title) is not None


def plan_reports(
    opened: Iterable[tuple[Task, ListRun]],
    planned: Sequence[Task],
    years: Collection[int],
    territory: Territory,
    most: int,
) -> tuple[list[Task], list[Miss]]:
    """The planned pages and those of the yearly reports for these years, to read what they say.

    Where a list has many bodies' reports, those that bear the portal's name or none come first;
    what is beyond the bound, and what is no page, is a miss.
    """
    known = {task.url for task in planned}
    further: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    for section, run in opened:
        for entry in run.entries if section.role is Role.ANNUAL_REPORTS else ():
            url = entry.url
            if report_year(entry.title) not in years or url in known or url == territory.home:
                continue
            fault = fault_of(url, territory)
            if fault is not None:
                misses[url] = Miss(url, section.role, *fault, entry.title)
                continue
            task = Task(
                Purpose.DETAIL,
                url,
                section.role,
                clicks=abs(section.clicks) + 1,
                section_url=section.url,
                label=entry.title,
                entry=entry,
                referrer=entry.list_url or section.url,
            )
            further.setdefault(url, task)
    name = territory.portal.name
    first = sorted(further.values(), key=lambda task: not _bears(task.label, name))
    for task in first[most:]:
        misses[task.url] = Miss(task.url, task.role, Cause.LIMIT, BEYOND_REPORTS, task.label)
    return [*planned, *first[:most]], list(misses.values())


def _bears(title: str, name: str) -> bool:
    body = body_of(title)
    return not body or body in name or name in body
