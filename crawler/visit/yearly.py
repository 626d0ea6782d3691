"""Yearly reports: the titles that are theirs, and reports that the platform shows itself."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.pages.annual_report import year_of
from crawler.pages.task import Task
from crawler.portals.roles import Role
from crawler.records.model import Entry
from crawler.visit.choose import Chosen
from crawler.visit.explore import Lead
from crawler.visit.lists import ListRun
from crawler.visit.spoken import FULL
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
