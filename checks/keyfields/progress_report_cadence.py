"""The progress of key tasks (重点任务进展) is reported for every period, soon after its end.

What is measured
    Per ended period (quarter or month) of the year, and in January to March the last one of the
    year before: a row of the columns that the requirement names which is attributed to it by its
    title or, without months there, by its date, published within the days of grace after its
    end. A report on any month of a quarter serves the quarter; one on more than two months
    stands for its last period. Aspect: the periods without.
Why it matters
    Promises of the year's work report can only be followed if progress is told as it is made.
Evidence
    The rows with their dates; for a missing period, the column's lists and the coverage manifest.
Not judged
    Periods over before the notice was issued. Plans and lists of tasks are no reports. A period
    whose grace is not over is pending. Reports without a date, and columns not read to their
    ends: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import NO_SUM, Bench, Sum, chinese_date, set_locally
from checks.judging.bench import proof
from checks.keyfields.columns import Shelf, shelf
from checks.keyfields.periods import MONTHS_IN, Span, ended
from checks.keyfields.progress import State, state_of
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry

CHECK = Check(
    slug="progress_report_cadence",
    title="重点任务按期公开",
    reads=(Role.KEY_TASKS,),
    terms=("period", "grace_days", "columns", "plan_title_patterns", "statement_days"),
    falls_due=True,
    choices=(("period", tuple(MONTHS_IN)),),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    months = MONTHS_IN[str(terms["period"])]
    spans = list(ended(months, dossier.today, _since(requirement), requirement.until_on))
    shelves = [shelf(bench, one) for one in terms["columns"]]
    asked = [one for one in shelves if not one.silent]
    if not spans or not asked:
        reason = "栏目公开了情况说明" if spans else "尚无已结束的周期"
        yield bench.give(Outcome.INAPPLICABLE, None, f"{reason}，不适用本项要求。")
        return
    several = len(shelves) > 1
    states, called = dict[str, State](), dict[str, str]()
    for one in asked:
        for span in spans:
            name = one.name if several else ""
            states[f"{name}{span.label}"] = state_of(bench, one, span)
            called[f"{name}{span.label}"] = f"{name}{span.chinese}"
    yield _finding(bench, states, called, spans, asked)


def _since(row: Requirement) -> date | None:
    """The day from which a period has to end to be asked for: none over before the notice is."""
    return max((day for day in (row.from_on, row.issued_on) if day is not None), default=None)


def _finding(
    bench: Bench,
    states: dict[str, State],
    called: dict[str, str],
    spans: list[Span],
    shelves: list[Shelf],
) -> Finding:
    """The finding on the states of periods by aspect; `called` has the words of each aspect."""
    grace = int(bench.requirement.terms["grace_days"])
    local = set_locally(bench.requirement, "grace_days")
    within = f"周期结束后{grace}天{local}内"
    lists = tuple(dict.fromkeys(proof for one in shelves for proof in one.evidence))
    rows = tuple(proof(row, row.title, _day(row)) for _, _, row in states.values() if row)[:10]
    failed = [label for label, state in states.items() if state[0] is Outcome.FAILED]
    unseen = [cause for outcome, cause, _ in states.values() if outcome is Outcome.CANT_TELL]
    waiting = [label for label, state in states.items() if state[0] is Outcome.PENDING]
    if failed:
        aspect = "、".join(failed)
        late = all(states[label][2] is not None for label in failed)
        text = f"{_named(failed, called)}的重点任务进展未在{within}公开。"
        return bench.give(
            Outcome.FAILED, None, text, aspect=aspect,
            basis=Basis.WORDS if late else Basis.ABSENCE, evidence=(*rows, *lists),
        )  # fmt: skip
    if unseen:
        lead = "有的周期的重点任务进展未能看到"
        return bench.cant_tell(None, unseen[0] or Cause.UNREADABLE, lead, evidence=lists)
    if waiting:
        due = max(span.end for span in spans) + timedelta(days=grace)
        named = "、".join(waiting)
        said = _named(waiting, called)
        text = f"{said}的重点任务进展应于{chinese_date(due)}前公开，尚未到期，目前未见。"
        return bench.give(Outcome.PENDING, None, text, aspect=named, total=Sum(due), evidence=lists)
    text = f"{_named(states, called)}的重点任务进展均在{within}公开。"
    return bench.give(Outcome.PASSED, None, text, total=NO_SUM, evidence=rows or lists)


def _named(aspects: Iterable[str], called: dict[str, str]) -> str:
    return "、".join(called[one] for one in aspects)


def _day(row: Entry) -> str:
    return row.date.raw if row.date is not None else ""
