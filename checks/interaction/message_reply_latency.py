"""Public messages (留言) get a substantive reply within the term.

What is measured
    Working days from the submission of each public message of the window to its first
    substantive reply; the day of submission is day 0. A reply that only acknowledges, passes
    on, promises or extends is none; a return with reasons is one. Unanswered is pending until
    the term is over, then a failure. Letters on boards of selected ones are judged one by one.
Why it matters
    The notices promise an answer within days; what came late stays late.
Evidence
    The message's page with both dates; for a reply that is missing, also the coverage manifest.
Not judged
    Complaints, reports and petitions (another procedure governs them), letters withdrawn or
    marked as invalid (已撤回, 无效), and such as only praise or thank: no answer is owed. Where
    the page tells that the answer takes longer (延期), a breach cannot be told before the day
    that it names, or the end of the longest extension that rules know. With only an acceptance
    date a late reply is late and any other cannot be told. A reply without a date came before
    the letter was closed, published or first seen with it, and not before it was accepted: in
    time or late if all of that agrees. A reply that an earlier read after its date did not show
    lies between the reads (倒签), and is judged likewise. Where a day of letter or reply decides
    that was shown otherwise before (疑似倒签): cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check, Shows
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.interaction.replies import is_contradicted, set_aside
from checks.interaction.terms import Came, reply_of
from checks.interaction.timeliness import answered, unanswered, words
from checks.judging import Bench, chinese_date, nothing_judged
from checks.judging.backdating import doubt_of, with_hint
from checks.judging.bench import proof
from checks.judging.dates import exists, shown
from crawler.portals import Role
from crawler.records import Cause, DayOf, Dossier, Message

CHECK = Check(
    slug="message_reply_latency",
    title="留言按期答复",
    reads=(Role.MESSAGE_BOARD,),
    terms=(
        "max_working_days", "window_days", "excluded_kinds", "extension_days", "statement_days",
    ),
    falls_due=True,
    weighs_days=True,
    shows=Shows.PAGE,
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per message of the window, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    first = dossier.today - timedelta(days=int(requirement.terms["window_days"]))
    findings: dict[str, Finding] = {}
    for message in dossier.messages:
        day = shown(message.submitted_on) or shown(message.accepted_on)
        if day is not None and not first <= day <= dossier.today:
            continue
        if shown(message.submitted_on) == dossier.today and not exists(
            message.submitted_on, dossier
        ):
            continue
        try:
            finding = _judge(bench, message, calendar)
        except CalendarGap:
            finding = bench.cant_tell(message, Cause.CALENDAR, "该留言的答复期限无法推算")
        findings.setdefault(message.url, finding)
    yield from findings.values()
    if not findings:
        yield from nothing_judged(bench, (Role.MESSAGE_BOARD,), "期限内没有公开的留言")


def _judge(bench: Bench, message: Message, calendar: WorkCalendar) -> Finding:
    if reason := set_aside(message, tuple(bench.requirement.terms["excluded_kinds"])):
        said, shows = f"{reason}，不适用本项要求。", (proof(message, *words(message)),)
        return bench.give(Outcome.INAPPLICABLE, message, said, evidence=shows)
    if not message.read:
        return bench.cant_tell(message, message.cause or Cause.UNREADABLE, "该留言页面未能读取")
    submitted, accepted = shown(message.submitted_on), shown(message.accepted_on)
    start = submitted or accepted
    if start is None:
        return bench.cant_tell(message, Cause.AMBIGUOUS, "该留言没有可用的提交日期")
    said = "提交" if submitted is not None else "受理"
    lead = f"该留言{chinese_date(start)}{said}"
    came = reply_of(message, bench.dossier)
    if came is None:
        return unanswered(bench, message, calendar, start)
    if came.latest is None:
        return bench.cant_tell(message, Cause.AMBIGUOUS, f"{lead}，答复没有可用的日期")
    if is_contradicted(message):
        text = f"{lead}，有答复日期而无答复内容，且标注为尚未办结"
        return bench.cant_tell(message, Cause.AMBIGUOUS, text)
    if came.latest < start:
        text = f"{lead}，答复日期{chinese_date(came.latest)}早于{said}日期"
        return bench.cant_tell(message, Cause.AMBIGUOUS, text)
    finding = answered(bench, message, calendar, start, came)
    return _hinted(bench, finding, message, calendar, start, came)


def _hinted(
    bench: Bench, finding: Finding, message: Message, calendar: WorkCalendar, start: date,
    came: Came,
) -> Finding:  # fmt: skip
    """The finding with the hints about the day of the reply and that of the letter."""

    def outcome(day: date, came: Came) -> Outcome | None:
        if came.latest is None or came.latest < day:
            return Outcome.CANT_TELL
        return answered(bench, message, calendar, day, came).outcome

    if came.claimed is None and came.earliest == came.latest:
        doubt = doubt_of(bench.dossier, message.url, came.latest, {DayOf.REPLY})
        finding = with_hint(bench, finding, doubt, lambda day: outcome(start, Came(day, day)))
    doubt = doubt_of(bench.dossier, message.url, start, {DayOf.SUBMITTED})
    return with_hint(bench, finding, doubt, lambda day: outcome(day, came))
