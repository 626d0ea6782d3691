"""What came of a call for opinions (征集结果反馈) is published within the term.

What is measured
    Per call closed in the window: working days from its last day (day 0) to the earliest page
    that tells its outcome, on the call's own page, a linked one, or one of the same title, with
    what the requirement asks for: 收到数, 采纳数 (no opinion received is 0/0), 采纳情况, 不采纳理由
    where not all were adopted. Aspect: 逾期, 数量, 不采纳理由.
Why it matters
    Whoever takes part wants to know what came of it; without an answer nobody will next time.
Evidence
    The call's page with its term, the outcome's page with its date and numbers; for one that is
    missing, the lists of the sections and the coverage manifest.
Not judged
    Calls open still or taken back; environmental notices, bids, appointments. A call without an
    end, or with one before its beginning, an outcome that could not be read or shows no date, a
    title only nearly alike: cannot tell. So is what an outcome's or end's day decides that was
    shown otherwise before (疑似倒签), unless the end was put off while the call was open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, chinese_date, nothing_judged, set_locally, working_days
from checks.judging.bench import proof
from checks.participation.calls import (
    ROLES,
    Term,
    calls,
    changes_in,
    set_aside,
    term_of,
    words_of_term,
)
from checks.participation.feedback import hidden, judge_weighed, within
from checks.participation.hints import with_end_hint
from checks.participation.outcomes import Pairing
from checks.participation.unread import unread_calls
from crawler.portals import Role
from crawler.records import Cause, Consultation, Dossier

CHECK = Check(
    slug="consultation_feedback_published",
    title="征集结果反馈",
    reads=ROLES,
    terms=(
        "max_working_days", "window_days", "require", "similarity", "doubtful_similarity",
        "late_fault", "count_fault", "reason_fault", "excluded_title_patterns", "min_text_chars",
        "statement_days",
    ),
    falls_due=True,
    weighs_days=True,
    choices=(("require", ("收到数", "采纳数", "采纳情况", "不采纳理由")),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per call closed in the window, or one at home where there is none."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    first = dossier.today - timedelta(days=int(terms["window_days"]))
    pairing, changes = Pairing(dossier, terms), changes_in(dossier)
    findings: list[Finding] = []
    for call in calls(dossier):
        try:
            term = term_of(call, calendar, changes)
            if (term.ends or term.begins or first) >= first:
                reason = set_aside(call, terms["excluded_title_patterns"], changes)
                by = partial(_judge, bench, call, reason=reason, pairing=pairing, calendar=calendar)
                findings.append(with_end_hint(bench, call, term, changes, by, calendar))
        except CalendarGap:
            findings.append(bench.cant_tell(call, Cause.CALENDAR, "该意见征集的反馈期限无法推算"))
    findings += unread_calls(bench, first)
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.CONSULTATIONS,), "期限内没有截止的意见征集")


def _judge(
    bench: Bench, call: Consultation, term: Term, reason: str, pairing: Pairing,
    calendar: WorkCalendar,
) -> Finding:  # fmt: skip
    dossier, terms = bench.dossier, bench.requirement.terms
    if not reason and term.ends is not None and term.ends >= dossier.today:
        reason = "该意见征集尚未截止"
    if reason:
        return bench.give(Outcome.INAPPLICABLE, call, f"{reason}，不适用本项要求。")
    if term.ends is None or term.backwards:
        lead = "该意见征集起始晚于截止" if term.backwards else "未见该意见征集的截止日期"
        return bench.cant_tell(call, Cause.AMBIGUOUS, lead)
    found = pairing.of(call)
    best = found.best([str(part) for part in terms["require"]])
    limit, ends = int(terms["max_working_days"]), term.ends

    def used(settled: date | None) -> Sum:
        return working_days(calendar, ends, limit, settled, dossier.today)

    total = used(best.on if best is not None else None)
    lead = f"该意见征集{chinese_date(term.ends)}截止"
    if best is not None:
        return judge_weighed(bench, call, found, best, used, lead)
    unseen = found.unread or hidden(dossier)
    if unseen is not None:
        return bench.cant_tell(call, unseen, f"{lead}，其结果反馈未能看到")
    if not total.late:
        due = "" if total.due_on is None else chinese_date(total.due_on)
        due += set_locally(bench.requirement, "max_working_days")
        text = f"{lead}，结果反馈期限为{due}，尚未到期，目前未见反馈。"
        return bench.give(Outcome.PENDING, call, text, total=total)
    if found.doubtful:
        return bench.cant_tell(call, Cause.AMBIGUOUS, f"{lead}，仅见标题近似的结果反馈")
    text = f"{lead}，期满{within(bench)}，未见结果反馈。"
    shown = (proof(call, words_of_term(call)),)
    return bench.give(Outcome.FAILED, call, text, basis=Basis.ABSENCE, total=total, evidence=shown)
