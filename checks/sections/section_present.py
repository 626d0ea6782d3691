"""The sections that a body must have are there, and have something in them.

What is measured
    Per section that the body's kind must have: it was reached from home within the clicks that
    the requirement allows and has an entry, or, being a single page, enough text of its own. A
    link to the unit's section on a higher listed portal counts. Aspect: the section's role.
Why it matters
    The notices name these sections; a missing or empty one hides a whole class of information.
Evidence
    The section's page; for one that is missing, the pages where it was looked for and the
    coverage manifest.
Not judged
    A section with a statement of none (情况说明). One that, or whose possible places, could not
    be seen: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, statement_holds
from checks.sections.content import things_in
from crawler.portals import Role
from crawler.records import Cause, Dossier, ReadState, Section

CHECK = Check(
    slug="section_present",
    title="应设栏目齐全",
    reads=(
        Role.INTERPRETATIONS, Role.NORMATIVE_DOCUMENTS, Role.LEADERS, Role.AGENCY_PROFILE,
        Role.INFORMATION_REQUEST, Role.CONSULTATIONS, Role.MESSAGE_BOARD, Role.GAZETTE,
    ),
    terms=("roles", "max_clicks", "min_entries", "min_text_chars", "statement_days"),
)  # fmt: skip

SINGLE_PAGES = frozenset({Role.LEADERS, Role.AGENCY_PROFILE, Role.INFORMATION_REQUEST})
"""Sections that are usually one page: their own text is content."""


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per section that the portal's kind must have."""
    bench = Bench(CHECK, dossier, requirement)
    for value in requirement.terms["roles"].get(dossier.portal.kind.value, ()):
        yield _judge(bench, Role(value))


def _judge(bench: Bench, role: Role) -> Finding:
    section, terms = bench.dossier.section(role), bench.requirement.terms
    name, label = role.chinese, role.value
    clicks = int(terms["max_clicks"])
    filled = _filled(bench, section)

    def give(outcome: Outcome, text: str) -> Finding:
        basis = Basis.ABSENCE if outcome is Outcome.FAILED else Basis.WORDS
        return bench.give(
            outcome, None, text, aspect=label, identity=label, basis=basis,
            evidence=section.evidence,
        )  # fmt: skip

    def cant_tell(cause: Cause, text: str) -> Finding:
        return bench.cant_tell(
            None, cause, text, aspect=label, identity=label, evidence=section.evidence
        )

    if not filled and section.seen and statement_holds(bench, section):
        return give(Outcome.INAPPLICABLE, f"“{name}”栏目公开了情况说明，不适用本项要求。")
    if section.state is ReadState.UNOBSERVABLE:
        return cant_tell(section.cause or Cause.UNREADABLE, f"“{name}”栏目未能采集")
    if section.state is ReadState.ABSENT:
        return give(Outcome.FAILED, f"自首页{clicks}次点击以内未见“{name}”栏目。")
    if section.clicks is not None and section.clicks > clicks:
        return give(Outcome.FAILED, f"“{name}”栏目距首页{section.clicks}次点击，超过{clicks}次。")
    if section.elsewhere:
        return give(Outcome.PASSED, f"“{name}”栏目链接到上级门户中本单位的栏目。")
    if filled:
        return give(Outcome.PASSED, f"设有“{name}”栏目，并且有内容。")
    if section.state is ReadState.PART:
        return cant_tell(section.cause or Cause.UNREADABLE, f"“{name}”栏目未能采集完整")
    return give(Outcome.FAILED, f"设有“{name}”栏目，没有内容。")


def _filled(bench: Bench, section: Section) -> bool:
    """Whether the section has enough in it; a statement of none alone is nothing."""
    terms = bench.requirement.terms
    things = things_in(bench.dossier, section.role)
    if things >= int(terms["min_entries"]):
        alone = things == 1 and statement_holds(bench, section)
        return not alone
    single = section.role in SINGLE_PAGES
    return single and section.text_chars >= int(terms["min_text_chars"])
