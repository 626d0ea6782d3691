"""The list of powers and duties is there and has been kept up.

What is measured
    Whether the section of the power list (权责清单) holds anything, and the newest date of it: of
    publication, of the last change, or the year of a version in a title (2026年版). It is at most
    `max_age_days` old at the end of the rulebook's period, or today; without such a term it is
    of that period's year or later.
Why it matters
    Powers change with every reform; an old list promises what the office may no longer do.
Evidence
    The rows and pages; for a missing list the pages where it was looked for.
Not judged
    A list without any date, one kept on a host that was not read (a provincial system), a year
    that reaches over the limit: cannot tell. A statement of none: inapplicable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import (
    Bench,
    Sum,
    chinese_date,
    set_locally,
    statement_holds,
    unproven,
)  # fmt: skip
from checks.judging.bench import proof
from checks.organisation.versions import newest_day, newest_year, not_seen
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence, ReadState, StaticPage

CHECK = Check(
    slug="power_list_current",
    title="权责清单更新",
    reads=(Role.POWER_LIST,),
    terms=("max_age_days", "min_text_chars", "list_patterns", "statement_days"),
)
ROLE = Role.POWER_LIST


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    section, rows, pages = dossier.section(ROLE), dossier.entries(ROLE), _pages(bench)
    evidence = (*(proof(one) for one in (*pages, *rows)[:5]), *section.evidence)
    if statement_holds(bench, section):
        text = f"“{ROLE.chinese}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
    elif section.state is ReadState.UNOBSERVABLE:
        cause = section.cause or Cause.UNREADABLE
        yield bench.cant_tell(None, cause, f"“{ROLE.chinese}”栏目未能采集", evidence=evidence)
    elif rows or pages:
        yield _dated(bench, pages, evidence)
    elif section.elsewhere or unproven(dossier, ROLE) is not None:
        why = unproven(dossier, ROLE) or Cause.AMBIGUOUS
        yield bench.cant_tell(None, why, f"“{ROLE.chinese}”栏目未能看全", evidence=evidence)
    else:
        text = not_seen(dossier, ROLE)
        yield bench.give(
            Outcome.FAILED, None, text, basis=Basis.ABSENCE, evidence=section.evidence,
            rests_on=(),
        )  # fmt: skip


def _dated(bench: Bench, pages: list[StaticPage], evidence: tuple[Evidence, ...]) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    first, limit = _first(dossier, row)
    day, year = newest_day(dossier, ROLE, pages), newest_year(dossier, ROLE, pages)
    if day is not None and year is not None and year <= day.year:
        year = None  # the day says it better
    age = (dossier.today - day).days if day is not None else None
    total = Sum(settled_on=day, measured=age, unit="days" if age is not None else None)
    if day is not None and day >= first:
        text = f"权责清单有内容，最近的更新或版本日期为{chinese_date(day)}{limit}。"
        return bench.give(Outcome.PASSED, None, text, total=total, evidence=evidence)
    if year is not None and date(year, 1, 1) >= first:
        text = f"权责清单有内容，为{year}年版{limit}。"
        return bench.give(Outcome.PASSED, None, text, evidence=evidence)
    if year is not None and date(year, 12, 31) >= first:
        lead = f"权责清单为{year}年版，没有更确切的日期"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    undated = Cause.AMBIGUOUS if day is None and year is None else None
    if (cause := unproven(dossier, ROLE) or undated) is not None:
        lead = "权责清单没有可用的更新或版本日期" if undated else "权责清单有无更新未能看全"
        return bench.cant_tell(None, cause, lead, evidence=evidence)
    last = chinese_date(day) if day is not None else f"{year}年"
    text = f"权责清单最近的更新或版本日期为{last}，早于{chinese_date(first)}{limit}。"
    return bench.give(Outcome.FAILED, None, text, total=total, evidence=evidence)


def _first(dossier: Dossier, row: Requirement) -> tuple[date, str]:
    """The first day of which a list counts as kept up, and the limit in words."""
    last = min(day for day in (row.until_on, dossier.today) if day is not None)
    days = int(row.terms["max_age_days"])
    if days > 0:
        ours = set_locally(row, "max_age_days")
        return last - timedelta(days=days), f"，应在{days}天内更新{ours}"
    start = row.from_on if row.from_on is not None else last
    return date(start.year, 1, 1), f"，应在{start.year}年内更新"


def _pages(bench: Bench) -> list[StaticPage]:
    least = int(bench.requirement.terms["min_text_chars"])
    own = [page for page in bench.dossier.static_pages if page.role is ROLE]
    words = re.compile("|".join(bench.requirement.terms["list_patterns"]))
    return [
        page
        for page in own
        if page.text_chars >= least or page.attachments or page.pictures or words.search(page.text)
    ]
