"""Interpretations (解读) follow their document within the term.

What is measured
    Working days from the publication of each own document of `normative_documents` of the
    window to its earliest matched interpretation, here or on a higher portal. The day of
    publication is day 0; an earlier interpretation is in time. None is pending until the term
    is over, then a failure.
Why it matters
    An interpretation that comes weeks later leaves the public with a text it cannot use; what
    came late stays late.
Evidence
    The document's page with its date, the interpretation's page with its date; for one that is
    missing, the lists of the section and the coverage manifest.
Not judged
    Documents of other bodies, forwarded, lapsed or repealed; personnel, commendation,
    coordinating bodies, replies, repeal decisions, what one occasion asks (a meeting, days off,
    land taken); suspected collections of old documents. An
    interpretation that is linked but was not read, or titles only nearly alike: cannot tell. So
    is what only a date decides that is older than a night on which its list, read whole, did not
    have the page, or that was shown otherwise on an earlier night (疑似倒签).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.found import TERMS, Found, look
from checks.interpretation.hints import with_hints
from checks.judging import Bench, chinese_date, nothing_judged, set_locally, working_days
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="interpretation_latency",
    title="解读按期发布",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS),
    terms=("max_working_days", *TERMS, "statement_days"),
    falls_due=True,
    weighs_days=True,
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document in the window, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    findings, found = look(bench)
    for one in found:
        try:
            findings.append(with_hints(bench, _judge(bench, one, calendar), one, calendar))
        except CalendarGap:
            lead = "该文件的解读期限无法推算"
            findings.append(bench.cant_tell(one.duty.document, Cause.CALENDAR, lead))
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "期限内没有公开应解读的文件")


def _judge(bench: Bench, found: Found, calendar: WorkCalendar) -> Finding:
    document, published = found.duty.document, found.duty.published
    assert published is not None
    limit, today = int(bench.requirement.terms["max_working_days"]), bench.dossier.today
    lead = f"该文件{chinese_date(published)}公开"
    ours = set_locally(bench.requirement, "max_working_days")
    first = found.first
    settled = first.candidate.published if first is not None else None
    total = working_days(calendar, published, limit, settled, today)
    unseen = found.unseen or found.hidden
    if first is not None and settled is not None:
        shown = (found.proof, proof(first.candidate.record, chinese_date(settled)))
        text = f"{lead}，最早的解读{chinese_date(settled)}发布"
        if settled <= published:
            text = f"{text}，不晚于文件公开，符合{limit}个工作日{ours}的期限。"
        elif not total.late:
            text = f"{text}，用时{total.measured:.0f}个工作日，未超过{limit}个工作日{ours}的期限。"
        if not total.late:
            return bench.give(Outcome.PASSED, document, text, total=total, evidence=shown)
        if unseen is None:
            used = f"，用时{total.measured:.0f}个工作日" if total.measured is not None else ""
            text = f"{text}{used}，超过{limit}个工作日{ours}的期限。"
            return bench.give(Outcome.FAILED, document, text, total=total, evidence=shown)
    if unseen is not None:
        what = "其解读或更早的解读未能看到" if first is not None else "其解读未能看到"
        return bench.cant_tell(document, unseen, f"{lead}，{what}")
    if not total.late:
        due = chinese_date(total.due_on) if total.due_on is not None else ""
        text = f"{lead}，解读发布期限为{due}{ours}，尚未到期，目前未见解读。"
        return bench.give(Outcome.PENDING, document, text, total=total)
    if found.matches.doubtful:
        return bench.cant_tell(document, Cause.AMBIGUOUS, f"{lead}，仅见标题近似的解读")
    assert total.due_on is not None
    text = f"{lead}，至{chinese_date(total.due_on)}期满{ours}，未见解读材料。"
    evidence = (found.proof, *bench.dossier.section(Role.INTERPRETATIONS).evidence)
    return bench.give(
        Outcome.FAILED, document, text, basis=Basis.ABSENCE, total=total, evidence=evidence
    )
