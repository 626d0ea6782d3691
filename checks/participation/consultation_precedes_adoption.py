"""A document of wide concern was open to opinions before it was adopted.

What is measured
    Per own document of `normative_documents` published in the window: a call for opinions, here
    or on a higher portal, whose title is about the same thing and which began before the
    document was signed, or its outcome told before that day. One that began later is a failure,
    aspect: 晚于成文.
Why it matters
    The notices want drafts opened to the public before a decision is taken, not after.
Evidence
    The document's page, the call's page or row; for one that is missing, the lists of the section
    and the coverage manifest.
Not judged
    Documents of other bodies, forwarded, lapsed or repealed, and of exempt kinds (urgent,
    internal, personnel). Titles only nearly alike, a document whose title does not tell that it
    belongs to the scope asked for, lists not read back far enough, a call known by its later
    outcome alone, a document that could not be read: cannot tell. So is what came before or after
    only by a day, of the signing or of the call's beginning, that was shown otherwise on an
    earlier night.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged, signed_on
from checks.judging.bench import proof
from checks.matching.scope import SCOPE_TERMS, Duty, duties
from checks.matching.titles import matches_any
from checks.matching.unread import unread_in_scope
from checks.participation.announced import Announced, Scored, announced
from checks.participation.calls import alike
from checks.participation.hints import with_day_hints
from checks.participation.unread import doubtful_scope, unseen_before
from crawler.portals import Role
from crawler.records import Cause, Dossier

_NUMBERS = "excluded_number_patterns"  # an order by number needs opinions all the same
CHECK = Check(
    slug="consultation_precedes_adoption",
    title="决策前征求意见",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.CONSULTATIONS),
    terms=(
        *(term for term in SCOPE_TERMS if term != _NUMBERS),
        "scope", "scope_patterns", "similarity", "doubtful_similarity",
        "lookback_days", "late_fault", "statement_days",
    ),
    described=(("scope", "scope_patterns"),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document published in the window, or one at home where there is none."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    calls = announced(dossier)
    every = {"excluded_title_patterns": (), _NUMBERS: ()}
    found = [_judge(bench, duty, calls) for duty in duties(dossier, {**terms, **every})]
    found += unread_in_scope(bench)
    yield from found
    if not found:
        nothing = "期限内没有公开规范性文件"
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), nothing)


def _judge(bench: Bench, duty: Duty, calls: tuple[Announced, ...]) -> Finding:
    document, terms = duty.document, bench.requirement.terms
    reason = duty.reason
    if not reason and matches_any(document.title, terms["excluded_title_patterns"]):
        reason = "该文件属于应急、内部管理或人事等依法可不征求意见的文件"
    if reason:
        return bench.give(Outcome.INAPPLICABLE, document, f"{reason}，不适用本项要求。")
    signed = signed_on(document) or duty.published
    if signed is None:
        return bench.cant_tell(document, Cause.AMBIGUOUS, "未见该文件的成文日期和发布日期")
    doubt = float(terms["doubtful_similarity"])
    scored = [(alike(document.title, call.title, doubt), call) for call in calls]
    finding = _weighed(bench, duty, scored, signed)
    return with_day_hints(bench, finding, duty, scored, signed, _weighed)


def _weighed(bench: Bench, duty: Duty, scored: Scored, signed: date) -> Finding:
    """The finding on a document that was signed on a day; with each call how alike it is."""
    document, terms = duty.document, bench.requirement.terms
    doubt = float(terms["doubtful_similarity"])
    solid = [call for score, call in scored if score >= float(terms["similarity"])]
    lead = f"该文件{chinese_date(signed)}成文"
    before = next((c for c in solid if c.on is not None and c.on < signed), None)
    if before is not None and before.on is not None:
        what = "公布草案征求意见的结果" if before.by_outcome else "就草案征求意见"
        text = f"{lead}，{chinese_date(before.on)}已{what}。"
        shown = (proof(document, signed.isoformat()), proof(before.record, before.title))
        return bench.give(Outcome.PASSED, document, text, evidence=shown, rests_on=())
    unseen = unseen_before(bench, signed)
    if unseen is None and not solid:
        unseen = doubtful_scope(bench, duty, any(score >= doubt for score, _ in scored))
    told = [call for call in solid if not call.by_outcome]  # which explain an outcome, too
    if unseen is None and (any(call.on is None for call in told) or (solid and not told)):
        unseen = Cause.AMBIGUOUS
    if unseen is not None:
        return bench.cant_tell(document, unseen, f"{lead}，此前是否征求意见未能看清")
    if told:
        late = min(call.on for call in told if call.on is not None)
        text = f"{lead}，{chinese_date(late)}才就草案征求意见。"
        shown = (proof(document, signed.isoformat()), proof(told[0].record, told[0].title))
        aspect = str(terms["late_fault"])
        return bench.give(Outcome.FAILED, document, text, aspect=aspect, evidence=shown)
    lists = bench.dossier.section(Role.CONSULTATIONS).evidence
    text = f"{lead}，未见此前征求意见。"
    return bench.give(
        Outcome.FAILED, document, text, basis=Basis.ABSENCE,
        evidence=(proof(document, signed.isoformat()), *lists),
    )  # fmt: skip
