"""Last year's disclosure report (年度报告) was published by its date.

What is measured
    The earliest date of the body's own report for the last calendar year (under a notice of a
    year: for that year) in `annual_reports`, against the date that the requirement sets for its
    kind, in calendar days. Weekends do not move the date. Aspect: the reporting year.
Why it matters
    Article 49 of the Regulations and the notices fix the date; late stays late.
Evidence
    The report's row or page with its date; for a missing one, the list and the coverage manifest.
Not judged
    Kinds without a date in the requirement, bodies founded after the reporting year or ended
    before the date, reports of other bodies. A note of a merger in the list, a report without a
    date, a list not read to its end, a date in time that its list, read whole after it was due,
    did not have, one that decides and was shown otherwise before (疑似倒签): cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, chinese_date, set_locally, statement_holds, unproven
from checks.judging.backdating import by_due, doubt_of, is_suspected, put_off, with_hint
from checks.judging.bench import proof
from checks.yearly.reports import due_by_law, due_day, own_reports, reorganised, undated_year
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="annual_report_on_time",
    title="年报按时公开",
    reads=(Role.ANNUAL_REPORTS,),
    terms=("due_month_day", "statement_days"),
    falls_due=True,
    weighs_days=True,
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, portal = Bench(CHECK, dossier, requirement), dossier.portal
    until = requirement.until_on
    year = until.year if until is not None else dossier.today.year - 1
    label = str(year)
    month_day = requirement.terms["due_month_day"].get(portal.kind.value)
    section = dossier.section(Role.ANNUAL_REPORTS)
    reason = ""
    if month_day is None:
        reason = "该类单位的年度报告没有规定公开日期"
    elif portal.valid_from is not None and portal.valid_from.year > year:
        reason = f"该单位设立于{chinese_date(portal.valid_from)}，没有{year}年度报告的义务"
    elif portal.valid_to is not None and portal.valid_to < due_day(year, str(month_day)):
        reason = f"该单位已于{chinese_date(portal.valid_to)}撤并，没有{year}年度报告的义务"
    elif section.seen and statement_holds(bench, section) and not own_reports(dossier, year):
        reason = f"“{Role.ANNUAL_REPORTS.chinese}”栏目公开了情况说明"
    if reason or month_day is None:
        text = f"{reason}，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, aspect=label, identity=label)
        return
    yield _judge(bench, year, due_day(year, str(month_day)))


def _judge(bench: Bench, year: int, due_on: date) -> Finding:
    dossier, label = bench.dossier, str(year)
    section = dossier.section(Role.ANNUAL_REPORTS)
    reports = own_reports(dossier, year)
    dated = [(day, record) for record, day in reports if day is not None]
    rests_on = () if due_by_law(dossier.portal.kind, due_on) else ("due_month_day",)
    due = f"应于{chinese_date(due_on)}前公开{set_locally(bench.requirement, *rests_on)}"
    hidden = unproven(dossier, Role.ANNUAL_REPORTS)

    def cant_tell(cause: Cause, lead: str) -> Finding:
        return bench.cant_tell(
            None, cause, lead, aspect=label, identity=label, evidence=section.evidence
        )

    if dated:
        day, record = min(dated, key=lambda one: one[0])
        late = (day - due_on).days
        evidence = (proof(record, record.title, day.isoformat()),)
        if late > 0 and (hidden is not None or len(dated) < len(reports)):
            return cant_tell(hidden or Cause.AMBIGUOUS, f"{label}年度报告有无更早的公开未能看全")
        said = f"{label}年度报告{due}，实际于{chinese_date(day)}公开"
        text = f"{said}，逾期{late}天。" if late > 0 else f"{said}，没有逾期。"
        total = Sum(due_on, day, max(late, 0), "days")
        finding = bench.give(
            by_due(day, due_on), None, text, aspect=label, identity=label, total=total,
            evidence=evidence, rests_on=rests_on,
        )  # fmt: skip
        pages = [(one.url, on) for on, one in dated]
        sure = [on for url, on in pages if not is_suspected(doubt_of(dossier, url, on))]
        doubt = put_off(dossier, pages) if late > 0 else None
        doubt = doubt or doubt_of(dossier, record.url, day)
        return with_hint(bench, finding, doubt, lambda on: by_due(min((on, *sure)), due_on))
    if reports:
        return cant_tell(Cause.AMBIGUOUS, f"{label}年度报告没有可用的公开日期")
    if hidden is not None:
        return cant_tell(hidden, f"“{Role.ANNUAL_REPORTS.chinese}”栏目未能采集完整")
    if undated_year(dossier, year):
        return cant_tell(Cause.AMBIGUOUS, "栏目中有年度报告没有写明年度")
    if told := reorganised(dossier, year):
        return cant_tell(Cause.AMBIGUOUS, f"栏目中“{told}”说明机构有变动，是否仍应编制")
    overdue = (dossier.today - due_on).days
    if overdue <= 0:
        text = f"{label}年度报告{due}，尚未到期，目前未见。"
        return bench.give(
            Outcome.PENDING, None, text, aspect=label, identity=label, total=Sum(due_on),
            rests_on=rests_on,
        )  # fmt: skip
    text = f"{label}年度报告{due}，至今未见，已逾期{overdue}天。"
    return bench.give(
        Outcome.FAILED, None, text, aspect=label, identity=label, basis=Basis.ABSENCE,
        total=Sum(due_on, None, overdue, "days"), evidence=section.evidence, rests_on=rests_on,
    )  # fmt: skip
