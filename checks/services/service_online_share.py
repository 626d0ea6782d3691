"""So large a share of the body's matters can be handled online (在线办理占比).

What is measured
    Of the matters that the portal lists as service guides, the share whose way of handling
    (办理方式) names an application online, against the share that the requirement asks for. A
    matter that was not read or does not tell counts both ways: judged only where both agree.
Why it matters
    The notices set the share; each matter handled online spares a trip.
Evidence
    The guides read; the list.
Not judged
    Whether handling online really works. Bodies without matters. Where too many guides were not
    read or do not tell: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.period import due_words, period_of
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, nothing_judged, unproven
from checks.judging.bench import proof
from checks.matching.rows import page_key
from checks.matching.words import plain
from checks.services.guides import is_guide
from crawler.portals import Role
from crawler.records import Cause, Dossier, ServiceGuide

CHECK = Check(
    slug="service_online_share",
    title="在线办理占比",
    reads=(Role.SERVICE_GUIDES,),
    terms=("min_share", "online_words", "excluded_words", "min_labels", "statement_days"),
)
_MOST_PROOFS = 5


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    read = {page_key(dossier, guide.url): guide for guide in dossier.service_guides}
    rows = {page_key(dossier, row.url) for row in dossier.entries(Role.SERVICE_GUIDES)} | set(read)
    # What was read and is no guide is no matter.
    listed = {key for key in rows if key not in read or is_guide(read[key], terms)}
    if not listed:
        yield from nothing_judged(bench, (Role.SERVICE_GUIDES,), "没有公开服务事项")
        return
    marks = {key: _online(bench, read[key]) for key in listed if key in read}
    online = sum(mark is True for mark in marks.values())
    unknown = len(listed) - sum(mark is not None for mark in marks.values())
    yield _judge(bench, list(read.values()), (online, unknown, len(listed)))


def _judge(bench: Bench, guides: list[ServiceGuide], counts: tuple[int, int, int]) -> Finding:
    row, (online, unknown, listed) = bench.requirement, counts
    least, period = float(row.terms["min_share"]), period_of(bench.dossier, bench.requirement)
    proofs = tuple(proof(guide, guide.value("method") or "") for guide in guides[:_MOST_PROOFS])
    said = f"列出服务事项{listed}项，写明可在线办理的{online}项，应不少于{least:.0%}"
    total = Sum(period.due_on, None, round(100 * online / listed, 1), "percent")
    cause = unproven(bench.dossier, Role.SERVICE_GUIDES)
    if online >= least * listed and cause is None:
        return bench.give(Outcome.PASSED, None, f"{said}。", total=total, evidence=proofs)
    if period.open:
        due = due_words(row, period)
        text = f"{said}，{due + '，' if due else ''}尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=total, evidence=proofs)
    if cause is not None:
        return bench.cant_tell(None, cause, "服务事项未能看全")
    if online + unknown >= least * listed:
        lead = f"{said}，另有{unknown}项未读取或没有写明"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead)
    return bench.give(Outcome.FAILED, None, f"{said}。", total=total, evidence=proofs)


def _online(bench: Bench, guide: ServiceGuide) -> bool | None:
    """Whether a guide's way of handling is online; None if it does not tell."""
    said = plain(guide.value("method") or "")
    if not said:
        return None
    for word in bench.requirement.terms["excluded_words"]:
        said = said.replace(plain(word), "")
    return any(plain(word) in said for word in bench.requirement.terms["online_words"])
