"""Budgets and final accounts are published whole, with what was spent on 三公 told in full.

What is measured
    Of every year and sort that the requirement names (2021预算, 2020决算): one finding per report,
    aspect: what it lacks of tables with figures (表格) and, for final accounts, of the statements
    asked for, spending of nothing said as such. One at home per year and sort without any report,
    or without one of the bodies asked for; and one for a government's debt (政府债务).
Why it matters
    Whose money it is may see what became of it, trips, cars and dinners included.
Evidence
    The report's page; for what is missing the section's lists and the coverage manifest.
Not judged
    What stands in pictures, on linked pages or in attachments that could not be read: a report
    that has any lacks nothing for certain, cannot tell, nor does one lack tables whose file is
    known by its words alone (pdf); no more does a government's report to the congress, which
    counts where nothing else is met. So is whether every body below a
    department has one, for there is no roster. Whether figures add up. Reports marked as secret.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.fiscal.missing import DEBT, debt_told, missing
from checks.fiscal.reports import (
    FINAL,
    Wanted,
    drafts_of,
    of_subordinates,
    reports_of,
    says,
    unread_of,
    wanted_of,
)
from checks.judging import Bench, Page, hidden_in_files, known_by_words, statement_holds
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, FiscalReport

_TABLES, _BELOW = "表格", "所属单位"
CHECK = Check(
    slug="fiscal_report_complete",
    title="预决算及三公",
    reads=(Role.BUDGETS,),
    terms=(
        "years", "units", "require", "budget_patterns", "final_patterns", "draft_patterns",
        "never_patterns", "subordinate_patterns", "debt_patterns", "statements", "secret_words",
        "min_text_chars", "statement_days",
    ),
    choices=(("units", ("部门", _BELOW)), ("require", (_TABLES, DEBT))),
    described=(("require", "statements"),),
    forms=(("years", r"20\d\d\D*(?:预算|决算)"),),
)  # fmt: skip
_GOVERNMENT = ("province", "city", "county")


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per report, and one at home for each year and sort that is wanting."""
    bench, section = Bench(CHECK, dossier, requirement), dossier.section(Role.BUDGETS)
    if section.seen and statement_holds(bench, section):
        text = f"“{Role.BUDGETS.chinese}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
        return
    governs = dossier.portal.kind in _GOVERNMENT
    for wanted in wanted_of(requirement, dossier.today.year):
        reports = reports_of(dossier, wanted, requirement)
        unread = unread_of(dossier, wanted, requirement)
        yield from (_judge(bench, wanted, report) for report in reports)
        for row, cause in unread:
            page = Page(row.url, row.title, (proof(row),))
            yield bench.cant_tell(page, cause, f"该份{wanted.name}未能读取")
        titles = [one.title for one in reports] + [row.title for row, _ in unread]
        drafts = drafts_of(dossier, wanted, requirement) if governs and not titles else []
        if drafts:
            yield _judge(bench, wanted, drafts[0], draft=True)
        elif not titles:
            yield missing(bench, wanted.name, wanted.first)
        elif _BELOW in requirement.terms["units"] and not of_subordinates(titles, requirement):
            aspect = f"{wanted.name}（{_BELOW}）"
            lead = f"未见标明为{_BELOW}的{wanted.name}，且没有单位名册可对照"
            yield bench.cant_tell(None, Cause.AMBIGUOUS, lead, aspect=aspect, identity=aspect)
    if DEBT in requirement.terms["require"] and governs:
        yield debt_told(bench)


def _judge(bench: Bench, wanted: Wanted, report: FiscalReport, draft: bool = False) -> Finding:
    row = bench.requirement
    if any(word in plain(report.title + report.text) for word in row.terms["secret_words"]):
        text = f"该份{wanted.name}标明涉密，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, report, text)
    statements = [name for name in row.terms["require"] if name not in (_TABLES, DEBT)]
    asked = statements if wanted.sort == FINAL else []
    lacking = [name for name in asked if not says(report.text, name, row)]
    if _TABLES in row.terms["require"] and not report.tables:
        lacking.append(_TABLES)
    if not lacking:
        return bench.give(Outcome.PASSED, report, f"该份{wanted.name}内容齐全。")
    if lacking == [_TABLES] and known_by_words(report):
        lead = f"该份{wanted.name}的附件只读到文字，其中有无{_TABLES}未能看出"
        return bench.cant_tell(report, Cause.UNREADABLE, lead)
    said = "、".join(one for one in lacking if one != _TABLES or not known_by_words(report))
    cover = report.text_chars < int(row.terms["min_text_chars"]) and report.links
    filed = hidden_in_files(report)
    if filed is not None or report.pictures or cover:
        lead = f"该份{wanted.name}的{said}未见文字，可能在附件、图片或链接的页面中"
        return bench.cant_tell(report, filed or Cause.UNREADABLE, lead)
    if draft:
        lead = f"{wanted.name}只见向人大所作的报告，其中未见{said}，可能在别的页面"
        return bench.cant_tell(report, Cause.AMBIGUOUS, lead)
    text = f"该份{wanted.name}未见{said}。"
    return bench.give(Outcome.FAILED, report, text, aspect=said, basis=Basis.ABSENCE)
