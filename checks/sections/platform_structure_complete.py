"""The disclosure platform (政府信息公开平台) has its four parts, each with content.

What is measured
    Whether the parts that the requirement lists (guide, rules, statutory content, yearly
    reports) were reached and have content. One finding; its aspect lists the missing parts.
Why it matters
    The national rules fix this structure so that every platform can be used alike.
Evidence
    The pages of the platform and its parts, and the coverage manifest.
Not judged
    A part whose page is filled by script that was not run, or that could not be seen: cannot
    tell, unless another part is missing for certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, set_locally, statement_holds
from checks.sections.content import things_in
from crawler.portals import Role
from crawler.records import Cause, Dossier, ReadState

CHECK = Check(
    slug="platform_structure_complete",
    title="公开平台结构完整",
    reads=(
        Role.PLATFORM, Role.GUIDE, Role.SYSTEM_RULES, Role.STATUTORY_CONTENT, Role.ANNUAL_REPORTS,
    ),
    terms=("parts", "min_entries", "min_text_chars", "statement_days"),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    parts = {Role(value): str(name) for value, name in requirement.terms["parts"].items()}
    states = {role: _state(bench, role) for role in parts}
    missing = [parts[role] for role, state in states.items() if state is False]
    unseen = [role for role, state in states.items() if isinstance(state, Cause)]
    sections = [dossier.section(role) for role in (Role.PLATFORM, *parts)]
    terms, ours = requirement.terms, set_locally(requirement, "min_entries")
    entries, chars = int(terms["min_entries"]), int(terms["min_text_chars"])
    evidence = tuple(dict.fromkeys(proof for section in sections for proof in section.evidence))
    if missing:
        named = "、".join(missing)
        text = (
            f"政府信息公开平台缺少{named}，或其中不足{entries}条信息、正文也不足{chars}字{ours}。"
        )
        yield bench.give(
            Outcome.FAILED, None, text, aspect=named, basis=Basis.ABSENCE, evidence=evidence
        )
    elif unseen:
        cause = states[unseen[0]]
        assert isinstance(cause, Cause)
        lead = f"政府信息公开平台的{parts[unseen[0]]}未能看到"
        yield bench.cant_tell(None, cause, lead, evidence=evidence)
    else:
        text = (
            f"按至少{entries}条信息或{chars}字正文{ours}核对，"
            f"政府信息公开平台的{'、'.join(parts.values())}齐全，并且有内容。"
        )
        yield bench.give(Outcome.PASSED, None, text, evidence=evidence)


def _state(bench: Bench, role: Role) -> bool | Cause:
    """Whether a part is there with content, or why that cannot be told."""
    dossier, section = bench.dossier, bench.dossier.section(role)
    if section.seen and (section.elsewhere or statement_holds(bench, section)):
        return True
    if section.state is ReadState.UNOBSERVABLE:
        return section.cause or Cause.UNREADABLE
    if section.state is ReadState.ABSENT:
        platform = dossier.section(Role.PLATFORM)
        hidden = platform.state is ReadState.UNOBSERVABLE
        return (platform.cause or Cause.UNREADABLE) if hidden else False
    if _has_content(bench, role):
        return True
    if section.state is ReadState.PART:
        return section.cause or Cause.UNREADABLE
    # The statutory content is a tree of columns: its own page need hold neither rows nor text.
    return section.state is ReadState.WHOLE and role is Role.STATUTORY_CONTENT


def _has_content(bench: Bench, role: Role) -> bool:
    terms, section = bench.requirement.terms, bench.dossier.section(role)
    return things_in(bench.dossier, role) >= int(terms["min_entries"]) or section.text_chars >= int(
        terms["min_text_chars"]
    )
