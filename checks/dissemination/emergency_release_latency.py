"""On a registered emergency the body tells the public within hours, and meets the press.

What is measured
    Per emergency that the watchlist registers: the hours from its moment to the first page or row
    whose title tells of it, or the text under a title that names nothing (情况通报): the first
    release; or to a press conference on it, whichever the row limits. One finding per emergency,
    its name is the aspect.
Why it matters
    Where the authority is silent, rumours speak.
Evidence
    The release with its time; for what is missing the lists that were looked through and the
    coverage manifest.
Not judged
    Emergencies that nobody registered; whether what is said is right. A first release on new
    media counts when it is registered with its proof. What shows a date without a clock time is
    judged only where the whole day agrees; a disputed moment, 情况通报 in time that was not read:
    cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

from checks.calendar import WorkCalendar
from checks.disclosure.period import Period, period_of
from checks.disclosure.reach import looked_at
from checks.dissemination.releases import emergencies_of, releases_on, unread_bare
from checks.dissemination.timing import beyond_target, clock, why_unsure
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, set_locally
from checks.judging.bench import proof
from crawler.portals import Emergency, Role
from crawler.portals.emergencies import GRADES
from crawler.records import BEIJING, Cause, Dossier, beijing_date

CHECK = Check(
    slug="emergency_release_latency",
    title="突发事件发布时限",
    reads=(Role.NEWS, Role.NOTICES, Role.RESPONSES, Role.PRESS_CONFERENCES),
    terms=(
        "grades", "window_days", "roles", "conference_words", "announcing_words", "excluded_words",
        "bare_patterns",
    ),
    optional=("max_hours", "target_hours", "conference_max_hours"),
    either=(("max_hours", "conference_max_hours"),),
    choices=(("grades", GRADES),),
    looks_about=True,
    emergencies=True,
    falls_due=True,
)  # fmt: skip
_HOUR = timedelta(hours=1)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per emergency at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    period = period_of(dossier, requirement, int(requirement.terms["window_days"]))
    days = [day for day in (period.first, requirement.issued_on) if day is not None]
    first = datetime.combine(max(days), time(), BEIJING) if days else None
    last = datetime.combine(period.last + timedelta(days=1), time(), BEIJING)
    events = emergencies_of(dossier, requirement, first, last)
    for event in events:
        yield _judge(bench, replace(period, first=beijing_date(event.at)), event)
    if not events:
        text = "所查期间没有登记本项要求所指的突发事件，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)


def _judge(bench: Bench, period: Period, event: Emergency) -> Finding:
    row, now = bench.requirement, bench.dossier.as_of
    conference = bool(row.terms.get("conference_max_hours", ()))
    hours = float(row.terms["conference_max_hours"] if conference else row.terms["max_hours"])
    limit = event.at + hours * _HOUR
    give = partial(bench.give, aspect=event.name, identity=event.name)
    unknown = partial(bench.cant_tell, None, aspect=event.name, identity=event.name)
    act = "举行新闻发布会" if conference else "发布权威信息"
    ours = set_locally(row, "max_hours", "conference_max_hours")
    head = f"“{event.name}”（{clock(event.at)}）应在{hours:g}小时内{act}{ours}"
    if event.disputed:
        return unknown(Cause.AMBIGUOUS, f"“{event.name}”登记的发生时间有争议")
    told = releases_on(bench.dossier, event, row.terms, conference)
    due = Sum(beijing_date(limit))
    early = next((one for one in told.dated if one.last <= limit), None)
    if early is not None:
        target = beyond_target(row, (early.first - event.at) / _HOUR)
        text = f"{head}，《{early.title}》不晚于{clock(early.last)}发布{target}。"
        first = [(one.record, one.title, clock(one.first)) for one in told.dated[:3]]
        proofs = tuple(proof(record, *words) for record, *words in first if record is not None)
        total = _used(due, event, early.last)
        return give(Outcome.PASSED, None, text, total=total, evidence=proofs)
    if now <= limit and not told.dated:
        return give(Outcome.PENDING, None, f"{head}，目前未见，尚未到期。", total=due)
    if (doubt := why_unsure(bench, period, told, limit)) is not None:
        return unknown(*doubt)
    nameless = None if conference else unread_bare(bench.dossier, event, row.terms, limit)
    if nameless is not None:
        return unknown(Cause.UNREADABLE, f"《{nameless.title}》所说何事未能读取")
    if not told.dated:
        looked = looked_at(bench.dossier, tuple(Role(one) for one in row.terms["roles"]))
        absent, text = Basis.ABSENCE, f"{head}，未见发布。"
        return give(Outcome.FAILED, None, text, basis=absent, total=due, evidence=looked)
    late = min(told.dated, key=lambda one: one.first)
    text = f"{head}，首见《{late.title}》不早于{clock(late.first)}，已超时限。"
    proofs = (proof(late.record, late.title, clock(late.first)),) if late.record else ()
    total = _used(due, event, late.first)
    return give(Outcome.FAILED, None, text, total=total, evidence=proofs)


def _used(due: Sum, event: Emergency, at: datetime) -> Sum:
    hours = round((at - event.at) / _HOUR, 1)
    return replace(due, settled_on=beijing_date(at), measured=hours, unit="hours")
