"""The gazette appears in time (公报按期出刊).

What is measured
    The gaps between the issues of the window and from the last issue to now. One that declares
    its period may take that period and some working days of grace. One that declares none has a
    term of working days; a longer gap stands if no own normative document was signed in it, or
    all that were became public within their term.
Why it matters
    The gazette is the official text of documents; its period is what people can count on.
Evidence
    The rows of the issues on both sides of the gap, the words of the period, the late document.
Not judged
    No gazette, an empty one, or one of a higher portal (the section's own row judges that). A
    list that was not read whole, issues without dates or dated on one day, documents that were
    not all seen: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.gazette.issues import appearances, crowded, declared_period, issues_of
from checks.gazette.terms import SILENCE_TERMS, Gap, Meanwhile, Silence, gaps, overdue, told
from checks.judging import Bench, chinese_date, nothing_judged, statement_holds, unproven
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence

CHECK = Check(
    slug="gazette_cadence",
    title="公报按期出刊",
    reads=(Role.GAZETTE, Role.NORMATIVE_DOCUMENTS),
    terms=(
        "period", "window_days", "max_gap_working_days", "grace_working_days",
        "declared_period_months", "bulk_issues", *SILENCE_TERMS, "statement_days",
    ),
    falls_due=True,
    choices=(("period", ("any", "as_declared")),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the home address."""
    bench, section = Bench(CHECK, dossier, requirement), dossier.section(Role.GAZETTE)
    days = appearances(dossier)
    undated = any(one.dated is None for one in issues_of(dossier))
    if section.elsewhere:
        text = "公报栏目链接到上级门户，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
    elif statement_holds(bench, section) or not (days or undated):
        yield from nothing_judged(bench, (Role.GAZETTE,), "未设政府公报栏目或栏目没有内容")
    elif not days:
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "各期公报没有可用的日期")
    else:
        try:
            yield _judge(bench, days, calendar, undated=undated)
        except CalendarGap:
            yield bench.cant_tell(None, Cause.CALENDAR, "公报出刊间隔无法推算")


def _judge(
    bench: Bench, days: tuple[date, ...], calendar: WorkCalendar, *, undated: bool
) -> Finding:
    terms, dossier = bench.requirement.terms, bench.dossier
    period, words = declared_period(dossier)
    months = terms["declared_period_months"].get(period)
    if months is None and terms["period"] == "as_declared":
        return bench.cant_tell(None, Cause.AMBIGUOUS, "未见公报载明出刊周期")
    first = dossier.today - timedelta(days=int(terms["window_days"]))
    unknown: Finding | None = None
    meanwhile = Meanwhile(dossier, terms, calendar)
    for gap in gaps(days, first, dossier.today):
        total = overdue(gap, months, terms, calendar)
        if not total.late:
            continue
        said = Silence() if months is not None else meanwhile.silence(gap)
        if months is None and said.late is None and said.cause is None:
            continue  # nothing waited for the gazette
        lead = told(terms, gap, total, period if months else "", said)
        unseen = _unseen(bench, gap, undated=undated) or said.cause
        if unseen is not None:
            unknown = unknown or bench.cant_tell(None, unseen, lead)
            continue
        day = gap.start.isoformat()
        late = (proof(said.late),) if said.late is not None else ()
        shown = (*_rows(bench, gap), *words, *late)
        return bench.give(
            Outcome.FAILED, None, f"{lead}。", aspect=day, identity=day, basis=Basis.ABSENCE,
            total=total, evidence=shown,
        )  # fmt: skip
    if unknown is not None:
        return unknown
    how = f"公报为{period}，" if months else ""
    text = f"{how}最近一期为{chinese_date(days[-1])}，各期间隔未超过要求或可以顺延。"
    return bench.give(Outcome.PASSED, None, text, evidence=(*_last(bench, days[-1]), *words))


def _unseen(bench: Bench, gap: Gap, *, undated: bool) -> Cause | None:
    """Why an issue may have appeared in a gap although none is seen there."""
    together = crowded(bench.dossier, int(bench.requirement.terms["bulk_issues"]))
    if undated or {gap.start, gap.end} & together:
        return Cause.AMBIGUOUS
    return unproven(bench.dossier, Role.GAZETTE)


def _rows(bench: Bench, gap: Gap) -> tuple[Evidence, ...]:
    return (*_last(bench, gap.start), *(() if gap.open else _last(bench, gap.end)))


def _last(bench: Bench, day: date) -> tuple[Evidence, ...]:
    """The row of an issue of that day."""
    rows = bench.dossier.entries(Role.GAZETTE)
    row = next((one for one in rows if one.date is not None and one.date.value == day), None)
    return (proof(row, row.title, day.isoformat()),) if row is not None else ()
