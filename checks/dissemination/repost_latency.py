"""Important policies of higher bodies are passed on on the portal, and at once.

What is measured
    Per policy that the portals of the sources list and that counts as important: the working days
    from the day its source lists it to the first row on the body's own portal that leads to the
    same page or bears the same title. One finding; its aspect lists the policies passed on late,
    else those that are missing.
Why it matters
    People look for a policy where they live; what is not passed on reaches nobody there.
Evidence
    The source's list and the body's own; for what is missing the lists that were looked through
    and the coverage manifest.
Not judged
    What is important beyond the patterns and words of the terms, and whether it concerns the
    level: the office marks that by words. Sources without a portal above in the watchlist, lists
    not read whole, titles that are only alike: cannot tell. So is what only a row's day decides
    that was shown otherwise on an earlier night (疑似倒签). Interpretations and news of a policy
    do not pass it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.calendar import CalendarGap, WorkCalendar
from checks.disclosure.period import Period, period_of
from checks.disclosure.reach import looked_at
from checks.dissemination.hints import with_hints
from checks.dissemination.policies import sources_of, unseen_source
from checks.dissemination.reposts import Passed, blind_spot, names, passed_policies, quoted
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, set_locally
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="repost_latency",
    title="上级政策转载",
    reads=(Role.NEWS, Role.NOTICES, Role.POLICY_DOCUMENTS),
    terms=(
        "sources", "max_working_days", "source_portals", "source_roles", "window_days",
        "important_patterns", "important_words", "unconcerned_words", "repost_similarity",
        "doubtful_similarity", "dropped_words", "news_words", "roles", "columns",
    ),
    looks_about=True,
    weighs_days=True,
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    period = period_of(dossier, requirement, int(requirement.terms["window_days"]))
    if requirement.issued_on is not None:  # what is older than the notice is none of its matter
        first = max(day for day in (period.first, requirement.issued_on) if day is not None)
        period = replace(period, first=first)
    try:
        told = passed_policies(bench, period, calendar)
    except CalendarGap:
        yield bench.cant_tell(None, Cause.CALENDAR, "转载时限所涉年份没有工作日数据")
        return
    yield with_hints(bench, _judge(bench, period, told), told, calendar)


def _judge(bench: Bench, period: Period, told: list[Passed]) -> Finding:
    row = bench.requirement
    within = f"{row.terms['max_working_days']}个工作日内转载"
    within += set_locally(row, "max_working_days", "important_patterns")
    late = [one for one in told if one[1].on is not None and one[2].late]
    sure = [one for one in late if one[1].doubtful is None]
    gone = [one for one in told if one[1].on is None and one[2].late]
    missing = [one for one in gone if one[1].doubtful is None]
    blind = blind_spot(bench, period)
    if blind is None and sure:
        _, local, used = sure[0]
        text = f"上级重要政策应在{within}，{quoted(sure)}逾期转载。"
        evidence = tuple(proof(r, r.title) for r in (sure[0][0].row, local.row) if r is not None)
        return bench.give(
            Outcome.FAILED, None, text, aspect=names(sure), total=used, evidence=evidence
        )
    if blind is None and missing:
        text = f"上级重要政策应在{within}，未见{quoted(missing)}的转载。"
        roles = tuple(Role(one) for one in row.terms["roles"])
        sources = tuple(proof(one[0].row, one[0].title) for one in missing[:3])
        return bench.give(
            Outcome.FAILED, None, text, aspect=names(missing), basis=Basis.ABSENCE,
            total=missing[0][2], evidence=(*sources, *looked_at(bench.dossier, roles)),
        )  # fmt: skip
    if late or gone:
        cause, why = blind or (Cause.AMBIGUOUS, "只见标题相近或没有日期的信息")
        return bench.cant_tell(None, cause, f"{quoted(late or gone)}是否及时转载：{why}")
    return _in_time(bench, period, told, within)


def _in_time(bench: Bench, period: Period, told: list[Passed], within: str) -> Finding:
    terms, dossier = bench.requirement.terms, bench.dossier
    for name, source in sources_of(dossier, terms).items():
        if source is None:
            return bench.cant_tell(None, Cause.AMBIGUOUS, f"监测名单中没有“{name}”的上级站点")
        if (cause := unseen_source(source, terms, period)) is not None:
            return bench.cant_tell(None, cause, f"“{source.portal.name}”的政策栏目未能看全")
    waiting = [one for one in told if one[1].on is None]
    if waiting:
        due = waiting[0][2].due_on
        until = f"应于{chinese_date(due)}前转载，" if due is not None else ""
        text = f"{quoted(waiting)}尚未见转载，{until}尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=waiting[0][2])
    if not told:
        text = "所查期间上级站点没有列为重要的政策，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, None, text)
    text = f"所查期间的{len(told)}件上级重要政策均在{within}。"
    evidence = tuple(proof(r, r.title) for one in told[:3] if (r := one[1].row) is not None)
    return bench.give(Outcome.PASSED, None, text, evidence=evidence)
