"""The portal can be opened (站点可以访问).

What is measured
    The daemon opens the home page many times a day, beside the nights. Of all counted openings on
    the whole days before the night, the share that failed: no answer, an error of the server, no
    home page there, or not whole within the seconds of the requirement. Aspect: the host.
Why it matters
    The national inspection of government websites (国办秘函〔2019〕19号) fails a site outright that
    cannot be opened on one visit in twenty.
Evidence
    All openings with their moments, seconds, answers and doubts, archived by the night.
Not judged
    Where nobody opens the page (no daemon, setting 0), and guests on another body's host:
    inapplicable. A day with too few counted openings, as in the first week: cannot tell.
    Not counted are openings in announced maintenance, those in whose minutes most others failed
    (our own line), and answers meant for whoever asks (challenge, 403, 429, robots.txt, a way to
    hosts not listed). Silence that begins in a visit of ours, or in the six hours after its end,
    may be a lock on our address, and so may that since the last answer: neither counts. One
    place alone sees the portal, so `standing` scores a share; the notice's veto is for a rulebook
    of one's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from checks.access.openings import counts, fails, without_locks
from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier, Doubt, HomeOpenings, Opening, beijing_date, host_of

CHECK = Check(
    slug="site_available",
    title="门户可以访问",
    reads=(Role.HOME,),
    terms=("period_days", "min_openings_a_day", "failing_seconds", "failing_share"),
    openings=True,
)

_TO_US = (Doubt.REFUSED, Doubt.ELSEWHERE, Doubt.ROBOTS)  # how the portal treats whoever asks


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    host = host_of(bench.home)
    told = next((one for one in dossier.records if isinstance(one, HomeOpenings)), None)
    if dossier.guest or told is None or not told.openings:
        why = "单位依托其他机关的网站" if dossier.guest else "网站首页未按日多次试访问"
        text = f"该{why}，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, aspect=host, identity=host)
        return
    yield _judge(bench, host, told)


def _judge(bench: Bench, host: str, told: HomeOpenings) -> Finding:
    terms = bench.requirement.terms
    seconds = float(terms["failing_seconds"])
    days = [told.last - timedelta(days=n) for n in reversed(range(int(terms["period_days"])))]
    asked = [one for one in told.openings if days[0] <= beijing_date(one.at) <= told.last]
    settled = without_locks(asked, told.visits, bench.dossier.as_of)
    counted = [one for one in settled if counts(one, seconds)]
    failed = [one for one in counted if fails(one, seconds)]
    share = Fraction(len(failed), len(counted)) if counted else Fraction(0)
    said = f"{host}首页{_day(days[0])}至{_day(days[-1])}计入访问{len(counted)}次"
    evidence = (proof(told, f"{said}，未能打开{len(failed)}次"),)
    least = int(terms["min_openings_a_day"])
    if (few := _short_of(days, counted, least)) is not None:
        cause = _cause([one for one in asked if beijing_date(one.at) == few])
        lead = f"{said}，其中{_day(few)}不足{least}次"
        return bench.cant_tell(None, cause, lead, aspect=host, identity=host, evidence=evidence)
    total = Sum(measured=round(float(share), 4), unit="share")
    bad = share >= Fraction(str(terms["failing_share"]))
    limit = f"{'达到' if bad else '未达到'}{float(terms['failing_share']):.0%}"
    return bench.give(
        Outcome.FAILED if bad else Outcome.PASSED, None,
        f"{said}，{len(failed)}次未能在{seconds:g}秒内打开，占{float(share):.1%}，{limit}。",
        aspect=host, identity=host, total=total, evidence=evidence,
        basis=Basis.ABSENCE if bad else Basis.WORDS,
    )  # fmt: skip


def _short_of(days: Sequence[date], counted: Sequence[Opening], least: int) -> date | None:
    of_day = Counter(beijing_date(one.at) for one in counted)
    return next((day for day in days if of_day[day] < least), None)


def _cause(openings: Sequence[Opening]) -> Cause:
    """Why a day has too few: mostly the portal's silence or refusal, else the scanner."""
    silent = sum(one.silent and one.doubt is None for one in openings)
    refused = sum(one.doubt in _TO_US for one in openings)
    if openings and silent * 2 >= len(openings):
        return Cause.UNREACHABLE
    return Cause.BLOCKED if openings and refused * 2 >= len(openings) else Cause.SCANNER


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
