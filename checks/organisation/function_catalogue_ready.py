"""The catalogue of functions is published: of a body in its columns, of a government by bodies.

What is measured
    Scope `unit`: each column that the requirement lists (profile, inner offices, bodies below)
    is there, with entries, a text, or a clear statement, there or on the other pages, that there
    are none. Scope `government`:
    these columns list as many bodies as the requirement says, in rows, links or a table on their
    page; a column of bodies that was read whole and lists fewer fails. The aspect lists the
    missing.
Why it matters
    The catalogue shows how power is divided: who may do what, and who answers for it.
Evidence
    The columns' pages; for what is missing the coverage manifest as well.
Not judged
    Whether each body of the government is listed: there is no register of them. A column that
    was not read, with `jump_links` one of plain text: cannot tell, unless another is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, set_locally, unread_files
from checks.judging.bench import proof
from checks.matching.words import plain
from checks.organisation.bodies import listed_bodies, text_pages, whole_list
from checks.organisation.nothing import says_none
from checks.organisation.stated import looked_at
from crawler.portals import Role
from crawler.records import AgencyProfile, Cause, Dossier, ReadState

ROLES = (
    Role.AGENCY_PROFILE, Role.INNER_OFFICES, Role.SUBORDINATE_BODIES, Role.DISPATCHED_BODIES,
)  # fmt: skip
CHECK = Check(
    slug="function_catalogue_ready",
    title="机构职能目录公开",
    reads=ROLES,
    terms=(
        "scope", "columns", "jump_links", "none_patterns", "none_said", "none_nouns",
        "min_text_chars", "min_bodies", "body_pattern", "catalogue_words",
    ),
    choices=(("scope", ("unit", "government")),),
)  # fmt: skip


class _Column(NamedTuple):
    """A column asked for: whether it is there with content, or why nobody can tell."""

    name: str
    there: bool
    cause: Cause | None = None


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, row = Bench(CHECK, dossier, requirement), requirement
    if row.terms["scope"] == "government":
        yield _of_government(bench)
        return
    columns = [_column(bench, spec) for spec in row.terms["columns"]]
    missing = "、".join(one.name for one in columns if not one.there and one.cause is None)
    doubtful = next((one for one in columns if one.cause is not None), None)
    evidence = looked_at(dossier, ROLES)
    if missing:
        text = f"机构职能目录缺少{missing}，或其中没有内容{set_locally(row, 'columns')}。"
        yield bench.give(
            Outcome.FAILED, None, text, aspect=missing, basis=Basis.ABSENCE, evidence=evidence,
            rests_on=("columns",),
        )  # fmt: skip
    elif doubtful is not None and doubtful.cause is not None:
        lead = f"“{doubtful.name}”的内容或跳转未能看全"
        yield bench.cant_tell(None, doubtful.cause, lead, evidence=evidence)
    else:
        text = f"机构职能目录设有{'、'.join(one.name for one in columns)}，并且有内容。"
        yield bench.give(Outcome.PASSED, None, text, evidence=evidence, rests_on=("columns",))


def _column(bench: Bench, spec: Mapping[str, Any]) -> _Column:
    role, dossier, terms = Role(spec["role"]), bench.dossier, bench.requirement.terms
    section, name = dossier.section(role), role.chinese
    pages = [page for page in dossier.static_pages if page.role is role]
    if section.state is ReadState.UNOBSERVABLE:
        return _Column(name, False, section.cause or Cause.UNREADABLE)
    if section.statement_on is not None or says_none(bench, ROLES, role):
        return _Column(name, True)
    rows = dossier.entries(role)
    least = int(terms["min_text_chars"])
    # A few names of offices are short, and read as the content that they are.
    brief = role is Role.INNER_OFFICES and section.state is ReadState.WHOLE
    texts = [page for page in pages if page.text_chars >= (1 if brief else least)]
    if section.elsewhere or rows or (texts and not terms["jump_links"]):
        return _Column(name, True)
    if texts:
        linked = any(page.links for page in texts)
        return _Column(name, True, None if linked else Cause.AMBIGUOUS)
    if any(page.pictures or unread_files(page) for page in pages):
        return _Column(name, False, Cause.UNREADABLE)
    cause = section.cause if section.state is ReadState.PART else None
    if role is Role.INNER_OFFICES and _profile_names_offices(dossier):
        cause = cause or Cause.AMBIGUOUS  # the profile tells of them: that may be their column
    return _Column(name, False, cause)


def _profile_names_offices(dossier: Dossier) -> bool:
    """Whether a page of the profile (机构设置) tells which offices there are inside the body."""
    return any(
        isinstance(page, AgencyProfile) and page.offices is not None and page.offices.value
        for page in dossier.static_pages
    )


def _of_government(bench: Bench) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    bodies, least = listed_bodies(dossier, ROLES, row), int(row.terms["min_bodies"])
    seen, ours = looked_at(dossier, ROLES), set_locally(row, "min_bodies")
    evidence = (*seen, *(proof(one) for one in text_pages(dossier, row) if one.role not in ROLES))
    if len(bodies) >= least:
        text = f"本级机构职能目录列出{len(bodies)}个机构，达到{least}个{ours}。"
        return bench.give(Outcome.PASSED, None, text, evidence=evidence, rests_on=("min_bodies",))
    whole = whole_list(dossier, ROLES, row)
    if whole is not None:
        text = f"“{whole}”栏目列出{len(bodies)}个机构，少于{least}个{ours}。"
        return bench.give(
            Outcome.FAILED, None, text, aspect="机构职能目录", basis=Basis.ABSENCE,
            evidence=evidence, rests_on=("min_bodies",),
        )  # fmt: skip
    named = any(
        plain(w) in plain(c.title) for c in dossier.columns for w in row.terms["catalogue_words"]
    )
    states = {dossier.section(role).state for role in ROLES}
    named |= any(dossier.section(role).elsewhere for role in ROLES)
    if named or states - {ReadState.ABSENT, ReadState.EMPTY}:
        lead = f"本级机构职能目录仅见{len(bodies)}个机构，是否列全"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    return bench.give(
        Outcome.FAILED, None, "未见本级机构职能目录。", aspect="机构职能目录",
        basis=Basis.ABSENCE, evidence=evidence, rests_on=(),
    )  # fmt: skip
