"""The gazette carries every normative document, in time and unchanged (公报应登尽登).

What is measured
    Every normative document of a government and its departments signed in the window (of a
    department its own, in the gazette of the government above it), those that stand among
    notices alone and are plainly such by number and title included, stands in an issue, by its
    number or its title, once the period of the next issue and a grace have passed. Where the
    clause asks for it: the issue appeared before the document took effect; the words in the
    gazette are those of the document. One finding; its aspect lists what is missing or wrong.
Why it matters
    The text in the gazette is the standard text; what it does not carry people cannot rely on.
Evidence
    The pages of the documents, the issues that carry them, the coverage manifest.
Not judged
    No gazette (the section's own row judges that), documents that take effect at once (for the
    day only), sentences that only one text has (extracts). Issues in pictures, or in files that
    could not be read, lists not read whole, papers of unknown bodies: cannot tell. Before the
    period is over: pending.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.gazette.duty import papers
from checks.gazette.registering import Fault, Looked, look, of_portal
from checks.judging import Bench, Sum, nothing_judged, set_locally, statement_holds
from checks.judging.bench import proof
from checks.matching.normative import NORMATIVE_TERMS
from crawler.portals import GOVERNMENT_KINDS, Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="gazette_registers_documents",
    title="公报应登尽登",
    reads=(Role.GAZETTE, Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.NOTICES),
    terms=(
        "must_register", "before_effective", "compare_text", "proxy", "window_days",
        "max_gap_working_days", "grace_working_days", "declared_period_months", "similarity",
        "dropped_title_words", "contents_pattern", "excluded_title_patterns", "correction_words",
        "sentence_similarity", "old_stock_days", "bulk_documents", "statement_days",
        "elsewhere", *NORMATIVE_TERMS,
    ),
    opens_issues=True,
    choices=(("proxy", ("", "registered_lag")), ("must_register", ("规范性文件", "政策文件"))),
)  # fmt: skip

_MOST_NAMED, _MOST_PROOFS = 3, 5


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    own = dossier.portal.kind in GOVERNMENT_KINDS
    above = (one for one in dossier.higher if one.portal.kind in GOVERNMENT_KINDS)
    gazette = dossier if own else next(above, None)
    if gazette is None:
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "未采集刊登公报的上级政府门户")
        return
    section = gazette.section(Role.GAZETTE)
    if section.elsewhere or statement_holds(bench, section) or not gazette.entries(Role.GAZETTE):
        if section.elsewhere:
            text = "公报栏目链接到上级门户，不适用本项要求。"
            yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
        else:
            of = Bench(CHECK, gazette, requirement)
            found = nothing_judged(of, (Role.GAZETTE,), "未设政府公报栏目或栏目没有内容")
            yield from (of_portal(bench, one) for one in found)
        return
    bound = [*papers(dossier, terms)]
    try:
        yield _judge(bench, look(bench, gazette, bound, calendar))
    except CalendarGap:
        yield bench.cant_tell(None, Cause.CALENDAR, "文件刊登公报的期限无法推算")


def _judge(bench: Bench, seen: Looked) -> Finding:
    terms = bench.requirement.terms
    total = Sum(seen.due_on, None, len(seen.carried), "items")
    if seen.faults:
        names = "、".join(dict.fromkeys(fault.name for fault in seen.faults))
        absent = any(fault.absent for fault in seen.faults)
        return bench.give(
            Outcome.FAILED, None, f"{_told(bench, seen.faults)}。", aspect=names, total=total,
            basis=Basis.ABSENCE if absent else Basis.WORDS,
            rests_on=("grace_working_days",) if absent else (),
            evidence=tuple(e for f in seen.faults[:_MOST_PROOFS] for e in f.evidence),
        )  # fmt: skip
    if seen.unknown is not None:
        return bench.cant_tell(None, seen.unknown[0], seen.unknown[1])
    if seen.waiting and not seen.carried:
        text = f"近期成文的文件{seen.waiting}件尚未到刊登公报的期限。"
        return bench.give(Outcome.PENDING, None, text, total=total)
    if not seen.carried:
        text = "期限内没有应当刊登公报的文件，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, None, text)
    how = "、".join(said for term, said in _ASKED.items() if terms[term] and terms[term] != "")
    text = f"公报所查各期刊登了本项要求的文件{len(seen.carried)}件{f'，{how}' if how else ''}"
    if terms["proxy"] == "registered_lag" and seen.lag is not None:
        text += f"，从成文到刊登最长{seen.lag}个工作日"
    shown = tuple(proof(one.where, one.text) for one in seen.carried[:_MOST_PROOFS])
    return bench.give(Outcome.PASSED, None, f"{text}。", total=total, evidence=shown)


_ASKED = {"before_effective": "均在施行前刊登", "compare_text": "未见与文件页面不一致的文字"}


def _told(bench: Bench, faults: tuple[Fault, ...]) -> str:
    """What is wrong, as clauses."""
    local = set_locally(bench.requirement, "grace_working_days")
    clauses = [fault.words for fault in faults[:_MOST_NAMED]]
    more = f"等{len(faults)}件" if len(faults) > _MOST_NAMED else ""
    grace = f"，宽限{local}已过" if local and any(fault.absent for fault in faults) else ""
    return f"{'；'.join(clauses)}{more}{grace}"
