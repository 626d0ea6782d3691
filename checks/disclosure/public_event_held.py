"""Public events (新闻发布会、政府开放日、培训) of the clause's kind were held in each period.

What is measured
    Own reports whose title names the event (`event_words`, `event_patterns`), in the sections and
    in columns of the openness office's own (`further_columns`), by the day they were published:
    at least so many distinct events in each year, half-year, quarter or month that the
    requirement asks for. Several reports of one event count once. One finding; its aspect lists
    the periods that lack events (2024, 2024H1, 2024Q3, 2024-05).
Why it matters
    Open days, press conferences and training are duties that leave no document; a report is the
    trace that the public sees.
Evidence
    The reports; for what is missing the lists that were looked through and the coverage
    manifest.
Not judged
    Events of higher bodies; what a government's own bodies hold counts for it. Announcements
    without a report, reports without a date, lists not read back to the beginning of the period:
    cannot tell. A period that has not ended: pending.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.columns import unread_column, unread_further, unseen_tree
from checks.disclosure.events import Events, events_of
from checks.disclosure.period import Period, period_of
from checks.disclosure.reach import looked_at, unseen_in
from checks.disclosure.spans import MONTHS, Span, spans
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, chinese_date, set_locally
from checks.judging.bench import proof
from checks.matching.titles import in_marks
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="public_event_held",
    title="公开活动开展",
    reads=(Role.NEWS, Role.NOTICES, Role.PRESS_CONFERENCES),
    terms=(
        "event_words", "min_events", "period", "announcing_words", "excluded_words",
        "same_event_days", "similarity", "roles", "higher_words",
        "further_columns",
    ),
    optional=("event_patterns",),
    looks_about=True,
    falls_due=True,
    choices=(("period", tuple(MONTHS)),),
    by_words=("event_words",),
)  # fmt: skip

_MOST_PROOFS = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, period = Bench(CHECK, dossier, requirement), period_of(dossier, requirement)
    yield _judge(bench, period, events_of(bench, period))


def _judge(bench: Bench, period: Period, events: Events) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    least = int(row.terms["min_events"])
    asked = spans(str(row.terms["period"]), period, row.issued_on)
    short = [span for span in asked if _count(events, span) < least]
    ended = [span for span in short if span.last < dossier.today]
    held = sum(_count(events, span) for span in asked)
    ours, name = set_locally(row, "min_events", "event_words", "period"), row.title
    # What failed fell due when the last span without events ended; the rest when its own ends.
    due_on = (ended[-1] if ended else short[0]).last if short else None
    total = Sum(due_on, None, held, "events")
    if not short:
        text = f"“{name}”在应开展的各期间均见活动报道，共{held}次{ours}。"
        proofs = tuple(
            proof(one.record, one.title, str(one.on)) for one in events.held[:_MOST_PROOFS]
        )
        return bench.give(Outcome.PASSED, None, text, total=total, evidence=proofs)
    if not ended:
        until = chinese_date(short[0].last)
        text = f"“{name}”每期间应有{least}次{ours}，本期间至{until}，目前次数不足，尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=total)
    doubt = _doubt(bench, period, events, ended)
    if doubt is not None:
        return bench.cant_tell(None, *doubt)
    names = "、".join(span.label for span in ended)
    told = "、".join(span.chinese for span in ended)
    text = f"“{name}”每期间应有{least}次{ours}，{told}未见足够的活动报道。"
    return bench.give(
        Outcome.FAILED, None, text, aspect=names, basis=Basis.ABSENCE, total=total,
        evidence=looked_at(dossier, _roles(bench)),
    )  # fmt: skip


def _count(events: Events, span: Span) -> int:
    return sum(one.on is not None and span.first <= one.on <= span.last for one in events.held)


def _doubt(
    bench: Bench, period: Period, events: Events, ended: list[Span]
) -> tuple[Cause, str] | None:
    for one in events.announced:
        if any(one.on is None or span.first <= one.on <= span.last for span in ended):
            return Cause.AMBIGUOUS, f"只见{in_marks(one.title)}等预告或没有日期的信息，未见活动报道"
    words, further = (bench.requirement.terms[n] for n in ("event_words", "further_columns"))
    unseen = unseen_in(bench.dossier, _roles(bench), period)
    unseen = unseen or unread_column(bench.dossier, words, period.first)
    unseen = unseen or unread_further(bench.dossier, further, period.first)
    if unseen is not None:
        return unseen[0], f"“{unseen[1]}”栏目在所查期间未能采集完整"
    tree = unseen_tree(bench.dossier)
    return (tree, "站内栏目未能看全") if tree is not None else None


def _roles(bench: Bench) -> tuple[Role, ...]:
    return tuple(Role(value) for value in bench.requirement.terms["roles"])
