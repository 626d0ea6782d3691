"""Every issue of the gazette is online and opens (公报入库完整).

What is measured
    The issues that the gazette's lists show, by year and number or by their total number: none
    is missing from the first to the latest; issues in one (第5-6期) count as each, supplements
    as none, years for which a pause was announced as whole. A sample of the issues opens. Where
    the clause asks for it, the row of issues begins with the very first. One finding; its aspect
    lists what is missing and what does not open.
Why it matters
    The gazette is the standard text of documents for good: an issue that is not there takes the
    documents of a month with it.
Evidence
    The rows on both sides of a gap, the answer of the dead page, the coverage manifest.
Not judged
    No gazette, or one of a higher portal. Lists not read whole or cut, issues whose titles do
    not tell their place, samples that could not be opened for another reason than that they are
    gone, a first issue that nobody knows: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.gazette.issues import Issue, issues_of
from checks.gazette.numbering import grid_of
from checks.gazette.sampling import opened
from checks.judging import Bench, Sum, nothing_judged, set_locally, statement_holds, unproven
from checks.judging.bench import proof
from checks.matching.titles import years_of
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence

CHECK = Check(
    slug="gazette_archive_complete",
    title="公报入库完整",
    reads=(Role.GAZETTE,),
    terms=("from", "sample_open", "first_years", "pause_words", "statement_days"),
    opens_issues=True,
    choices=(("from", ("first_known", "first_issue")),),
)

_MOST_NAMED = 6


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the home address."""
    bench, section = Bench(CHECK, dossier, requirement), dossier.section(Role.GAZETTE)
    issues = issues_of(dossier)
    if section.elsewhere:
        text = "公报栏目链接到上级门户，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
    elif statement_holds(bench, section) or not (issues or dossier.entries(Role.GAZETTE)):
        yield from nothing_judged(bench, (Role.GAZETTE,), "未设政府公报栏目或栏目没有内容")
    elif not issues:
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "公报栏目各条信息未标明期号")
    else:
        yield _judge(bench, issues)


def _judge(bench: Bench, issues: tuple[Issue, ...]) -> Finding:
    dossier, terms = bench.dossier, bench.requirement.terms
    rows = dossier.entries(Role.GAZETTE)
    paused = {
        year
        for row in rows
        if any(word in row.title for word in terms["pause_words"])
        for year in years_of(row.title)
    }
    grid = grid_of(issues, paused, int(terms["first_years"].get(dossier.portal.id, 0)))
    from_first = terms["from"] == "first_issue"
    lost = (grid.early, *grid.missing) if from_first and grid.early else grid.missing
    sample = opened(dossier, issues, int(terms["sample_open"]))
    cut = dossier.section(Role.GAZETTE).unread_before
    unsure = unproven(dossier, Role.GAZETTE) or (Cause.LIMIT if cut == date.max else None)
    unsure = unsure or (Cause.LIMIT if from_first and cut is not None else None)
    certain = lost if unsure is None and not grid.unclear else ()
    names = (*certain, *(f"{issue.title}（打不开）" for issue, _ in sample.dead))
    total = Sum(None, None, len(issues), "items")
    if names:
        return bench.give(
            Outcome.FAILED, None, f"{_told(names)}。", aspect="、".join(names), total=total,
            basis=Basis.ABSENCE, rests_on=("sample_open",) if sample.dead else (),
            evidence=(*_edges(issues), *(e for _, proofs in sample.dead for e in proofs)),
        )  # fmt: skip
    if unsure is not None:
        return bench.cant_tell(None, unsure, "公报栏目未能采集完整")
    if grid.unclear:
        lead = f"“{grid.unclear[0].title}”等标题看不出年份和期号，各期是否齐全"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead)
    if sample.cause is not None:
        return bench.cant_tell(None, sample.cause, "抽查的公报未能全部打开")
    if from_first and not grid.first and not any("创刊" in one.title for one in issues):
        return bench.cant_tell(None, Cause.AMBIGUOUS, "所见各期连续，创刊的年份和期号不明")
    local = set_locally(bench.requirement, "sample_open")
    text = f"所见公报{len(issues)}期期号连续，抽查{sample.asked}期{local}均能打开。"
    return bench.give(Outcome.PASSED, None, text, total=total, evidence=_edges(issues))


def _edges(issues: tuple[Issue, ...]) -> tuple[Evidence, ...]:
    """The rows of the oldest and the newest issue."""
    return tuple(proof(one.row) for one in dict.fromkeys((issues[0], issues[-1])))


def _told(names: tuple[str, ...]) -> str:
    """What is wrong, as a clause."""
    more = f"等{len(names)}处" if len(names) > _MOST_NAMED else ""
    return f"公报不齐全或者打不开：{'、'.join(names[:_MOST_NAMED])}{more}"
