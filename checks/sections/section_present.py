"""The sections that a body must have are there, and have something in them.

What is measured
    Per section that the body's kind must have: it was reached from home within the clicks that
    the requirement allows and has an entry, or, being a single page, enough text of its own. A
    link to the unit's section on a higher listed portal counts. Aspect: the section's role.
    Per column that the requirement names by its title (or another name for it): the menus lead to
    it, it stands below the column that it belongs to, has the sub-columns named and as many
    entries as are asked. Aspect: the title.
Why it matters
    The notices name these sections; a missing or empty one hides a whole class of information.
Evidence
    The section's page; for one that is missing, the pages where it was looked for and the
    coverage manifest.
Not judged
    A section with a statement of none (情况说明). One that, or whose possible places, could not
    be seen, and a column of which only a similar name is met: cannot tell. A column that is asked
    of other bodies (`named`).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check, Shows
from checks.engine.columns import concerning
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, statement_holds
from checks.sections.columns import Hand, Spec, lacking, named, no_concern, unseen_words
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
    optional=("columns",),
    column_options=("named",),
    shows=Shows.NAMED,
)  # fmt: skip

SINGLE_PAGES = frozenset({Role.LEADERS, Role.AGENCY_PROFILE, Role.INFORMATION_REQUEST})
"""Sections that are usually one page: their own text is content."""


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per section that the portal's kind must have, and per column that is named."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    roles = terms["roles"].get(dossier.portal.kind.value, ())
    columns = concerning(terms.get("columns", ()), dossier.portal.name)
    if not roles and not columns:
        yield no_concern(bench)
    for value in roles:
        yield _section(bench, Role(value), {})
    for spec in columns:
        yield _section(bench, Role(spec["role"]), spec) if "role" in spec else _column(bench, spec)


def _section(bench: Bench, role: Role, spec: Spec) -> Finding:
    section, terms = bench.dossier.section(role), bench.requirement.terms
    name, clicks = role.chinese, int(terms["max_clicks"])
    least = int(spec.get("min_items", terms["min_entries"]))
    filled = _filled(bench, section, least)
    hand = Hand(bench, role.value, name, section.evidence, rests_on=("columns",) if spec else ())
    if not filled and section.seen and statement_holds(bench, section):
        return hand.give(Outcome.INAPPLICABLE, f"“{name}”栏目公开了情况说明，不适用本项要求。")
    if section.state is ReadState.UNOBSERVABLE:
        return hand.cant_tell(section.cause, f"“{name}”栏目未能采集")
    if section.state is ReadState.ABSENT:
        return hand.give(Outcome.FAILED, f"自首页{clicks}次点击以内未见“{name}”栏目。")
    if section.clicks is not None and section.clicks > clicks:
        text = f"“{name}”栏目距首页{section.clicks}次点击，超过{clicks}次。"
        return hand.give(Outcome.FAILED, text)
    if section.elsewhere:
        return hand.give(Outcome.PASSED, f"“{name}”栏目链接到上级门户中本单位的栏目。")
    if lacks := lacking(bench.dossier, spec, (name, section.name)):
        return hand.short(lacks)
    few = not filled and "min_items" in spec and section.unread_before is not None
    if few or (not filled and section.state is ReadState.PART):
        return hand.cant_tell(section.cause or Cause.LIMIT, f"“{name}”栏目未能采集完整")
    return hand.content(filled=filled, things=things_in(bench.dossier, role), least=least)


def _filled(bench: Bench, section: Section, least: int) -> bool:
    """Whether the section has enough in it; a statement of none alone is nothing."""
    things = things_in(bench.dossier, section.role)
    if things >= least:
        alone = things == 1 and statement_holds(bench, section)
        return not alone
    least_text = int(bench.requirement.terms["min_text_chars"])
    return section.role in SINGLE_PAGES and least < 2 and section.text_chars >= least_text


def _column(bench: Bench, spec: Spec) -> Finding:
    column, terms = named(bench, spec), bench.requirement.terms
    title, parent = column.wanted.title, column.wanted.parent
    least = int(spec.get("min_items", terms["min_entries"]))
    told = column.text_chars >= int(terms["min_text_chars"]) and column.statement_on is None
    filled = column.entries >= least or (least < 2 and told)
    hand = Hand(bench, title, title, column.evidence, column.wanted.name)
    if column.seen and not filled and statement_holds(bench, column):
        return hand.give(Outcome.INAPPLICABLE, f"“{title}”栏目公开了情况说明，不适用本项要求。")
    if column.state is ReadState.UNOBSERVABLE:
        return hand.cant_tell(column.cause, unseen_words(column))
    if column.state is ReadState.ABSENT:
        where = f"“{parent}”之下" if parent else ""
        return hand.give(Outcome.FAILED, f"{where}未见“{title}”栏目{hand.local}。")
    if lacks := lacking(bench.dossier, spec, (column.wanted.title,), column):
        return hand.short(lacks)
    if not filled and (column.state is ReadState.PART or column.unread_before is not None):
        return hand.cant_tell(column.cause or Cause.LIMIT, f"“{title}”栏目未能采集完整")
    return hand.content(filled=filled, things=column.entries, least=least)
