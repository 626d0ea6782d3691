"""One matter's service guides say the same on every level and host, and changes come out in time.

What is measured
    Guides of the sample with one code: those of the portal beside each other (on several hosts)
    and beside those of the portals above it. Each element that the row names is the same, as far
    as both tell it, a term beside its like (承诺, 法定). Where the row sets a term instead: the
    working days from the approval of a change, where the guide shows its date, to its publication.
    One finding; its aspect lists the elements that differ.
Why it matters
    Whoever reads one guide and is served by another comes in vain.
Evidence
    Both guides.
Not judged
    Matters without a counterpart. Counterparts that were not read, guides of one name without
    codes that differ, changes without the day of their approval: cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged, working_days
from checks.judging.bench import proof
from checks.judging.dates import shown
from checks.matching.titles import in_marks
from checks.services.guides import is_guide
from checks.services.sameness import Compared, compared
from crawler.portals import Role
from crawler.records import Cause, Dossier, ServiceGuide

CHECK = Check(
    slug="service_guide_consistent",
    title="办事指南一致",
    reads=(Role.SERVICE_GUIDES,),
    terms=(
        "elements", "levels", "sources", "max_working_days", "field_labels", "min_labels",
        "empty_values", "same_values", "statement_days",
    ),
    described=(("elements", "field_labels"),),
)  # fmt: skip
_DATE = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_MOST_PROOFS = 4


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    guides = [guide for guide in dossier.service_guides if is_guide(guide, terms)]
    if not guides:
        yield from nothing_judged(bench, (Role.SERVICE_GUIDES,), "没有可比较的办事指南")
    elif terms["max_working_days"]:
        yield _in_time(bench, guides, calendar)
    else:
        yield _same(bench, list(compared(dossier, terms)))


def _same(bench: Bench, pairs: list[Compared]) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    wrong = [pair for pair in pairs if pair.sure and pair.differing]
    if wrong:
        found = {name for pair in wrong for name in pair.differing}
        names = "、".join(name for name in row.terms["elements"] if name in found)
        told = "；".join(
            f"{in_marks(pair.own.title)}与同一事项的其他指南不一致" for pair in wrong[:1]
        )
        proofs = tuple(proof(g) for pair in wrong for g in (pair.own, pair.other))[:_MOST_PROOFS]
        text = f"{told}，共{len(wrong)}处，涉及{names}。"
        return bench.give(Outcome.FAILED, None, text, aspect=names, evidence=proofs)
    unsure = [pair for pair in pairs if not pair.sure and pair.differing]
    if unsure:
        lead = f"{in_marks(unsure[0].own.title)}与同名事项的指南不同，但没有事项编码"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead)
    if pairs:
        text = f"同一事项的办事指南一致，比较{len(pairs)}处。"
        proofs = tuple(proof(g) for pair in pairs for g in (pair.own, pair.other))[:_MOST_PROOFS]
        return bench.give(Outcome.PASSED, None, text, evidence=proofs)
    above = () if row.terms["sources"] else dossier.higher
    hidden = [one.section(Role.SERVICE_GUIDES) for one in above]
    cause = next((s.cause or Cause.UNREADABLE for s in hidden if not s.seen and s.cause), None)
    if dossier.unseen_above and not row.terms["sources"]:
        cause = Cause.SCANNER
    if cause is not None:
        return bench.cant_tell(None, cause, "上级的办事指南未能看到")
    text = "所抽查的事项没有可比较的其他办事指南，不适用本项要求。"
    return bench.give(Outcome.INAPPLICABLE, None, text)


def _in_time(bench: Bench, guides: list[ServiceGuide], calendar: WorkCalendar) -> Finding:
    limit, rests_on = int(bench.requirement.terms["max_working_days"]), ("max_working_days",)
    dated = [(g, approved, on) for g in guides
             if (approved := _approved(g)) and (on := shown(g.published_on))]  # fmt: skip
    if not dated:
        return bench.cant_tell(None, Cause.AMBIGUOUS, "办事指南没有写明变更的批准日期")
    late: list[tuple[ServiceGuide, date]] = []
    for guide, approved, on in dated:
        try:
            if working_days(calendar, approved, limit, on, bench.dossier.today).late:
                late.append((guide, approved))
        except CalendarGap:
            return bench.cant_tell(None, Cause.CALENDAR, "变更公开的期限无法推算")
    if late:
        guide, approved = late[0]
        said = f"{in_marks(guide.title)}{chinese_date(approved)}批准变更，超过{limit}个工作日才公开"
        text = f"{said}，共{len(late)}项。"
        proofs = tuple(proof(g, g.title) for g, _ in late)[:_MOST_PROOFS]
        return bench.give(Outcome.FAILED, None, text, evidence=proofs, rests_on=rests_on)
    text = f"写明批准日期的{len(dated)}项办事指南均在{limit}个工作日内公开。"
    return bench.give(Outcome.PASSED, None, text, rests_on=rests_on)


def _approved(guide: ServiceGuide) -> date | None:
    found = _DATE.search(guide.value("approved_on") or "")
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
