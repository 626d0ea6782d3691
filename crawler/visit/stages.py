"""What the later stages of a visit ask for: the pages behind rows, and the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from crawler.pages.task import Task
from crawler.portals.model import Limits
from crawler.records.columns import Asked
from crawler.records.dossier import Miss
from crawler.records.moments import beijing_date
from crawler.visit import details, linkcheck, rosters, searching
from crawler.visit.decisions import plan_decisions
from crawler.visit.fiscal import plan_fiscal
from crawler.visit.gazette import plan_carried, plan_issues
from crawler.visit.guides import plan_guides
from crawler.visit.linkcheck import Answer
from crawler.visit.lists import ListRun
from crawler.visit.rules import Rules
from crawler.visit.samples import plan_samples
from crawler.visit.sought import plan_sought
from crawler.visit.territory import Territory
from crawler.visit.yearly import plan_reports

Opened = Sequence[tuple[Task, ListRun]]


def rows_behind(
    opened: Opened,
    rules: Rules,
    as_of: datetime,
    territory: Territory,
    limits: Limits,
    asked: Asked,
) -> tuple[list[Task], list[Miss]]:
    """The pages behind the rows of the lists that were opened, and those left out."""
    tasks, left = details.plan_details(opened, rules, as_of, territory, limits.profile_pages)
    tasks, sought = plan_sought(opened, tasks, asked.titles, territory, limits.sought_pages)
    years = {beijing_date(as_of).year - 1, *asked.report_years}
    tasks, reports = plan_reports(opened, tasks, years, territory, limits.report_pages)
    most = limits.sample_pages
    tasks = plan_samples(opened, tasks, asked.samples, as_of, territory, most)
    years_asked, most = asked.fiscal_years, limits.fiscal_pages
    tasks, fiscal = plan_fiscal(opened, tasks, years_asked, as_of, territory, most)
    tasks, decisions = plan_decisions(opened, tasks, territory, limits.decision_pages)
    tasks, guides = plan_guides(opened, tasks, territory, limits.guide_pages)
    tasks, issues = plan_issues(opened, tasks, asked.issues, territory, as_of, limits)
    tasks, cut = details.within_bound(tasks, limits.row_pages)
    return tasks, [*left, *sought, *reports, *fiscal, *decisions, *guides, *issues, *cut]


def linked_pages(
    read: Sequence[Answer],
    known: frozenset[str],
    opened: Opened,
    territory: Territory,
    limits: Limits,
    asked: Asked,
) -> tuple[list[Task], list[Miss]]:
    """The pages that pages behind rows link: interpretations, and what a gazette carries."""
    tasks, misses = details.plan_linked(read, known, territory)
    tasks, cut = details.within_bound(tasks, limits.row_pages)
    left = [*misses, *cut]
    if asked.issues.texts:
        carried, more = plan_carried(read, opened, known, territory, limits.gazette_texts)
        tasks, left = [*tasks, *carried], [*left, *more]
    return tasks, left


def tests_of(
    visited: Sequence[Answer],
    opened: Opened,
    links: Mapping[str, linkcheck.Shown],
    territory: Territory,
    as_of: datetime,
    limits: Limits,
) -> tuple[list[Task], list[Miss]]:
    """The titles put to the site's own search, the lists of persons and the links, once each."""
    searches = searching.plan_searches(visited, opened, territory, as_of, limits.search_titles)
    asked, hosts = {fetch.task.url for fetch, _ in visited}, territory.around.known_hosts
    tests, untested = linkcheck.plan_links(links, asked, hosts, limits.link_targets)
    persons, unread = rosters.plan_rosters(
        visited, territory.portal, asked, hosts, limits.roster_pages
    )
    return [*searches, *persons, *tests], [*untested, *unread]
