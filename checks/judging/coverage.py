"""What was read of a section, and what may be said of it: unseen is never failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging.bench import Bench
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry, Miss, NamedColumn, ReadState, Section


def unread_rows(dossier: Dossier, role: Role) -> tuple[tuple[Entry, Miss], ...]:
    """Rows of a section's lists whose own page was planned and not observed."""
    missed = {dossier.aliases.get(m.url, m.url): m for m in dossier.misses}
    found: dict[str, tuple[Entry, Miss]] = {}
    for row in dossier.entries(role):
        miss = missed.get(dossier.aliases.get(row.url, row.url))
        if miss is not None:
            found.setdefault(row.url, (row, miss))
    return tuple(found.values())


def unproven(dossier: Dossier, role: Role) -> Cause | None:
    """Why a thing not met in a section's lists may still be there; None if the lists are whole.

    One that is kept on a higher portal may be shown there in a way that no list of it was met.
    A section read in part has whole lists if all that is missing of it are pages that its own
    rows lead to: their rows were read.
    """
    section = dossier.section(role)
    if section.state in (ReadState.WHOLE, ReadState.EMPTY, ReadState.ABSENT):
        bare = section.elsewhere and not dossier.entries(role)
        return Cause.AMBIGUOUS if bare and section.state is not ReadState.ABSENT else None
    cause = section.cause or Cause.UNREADABLE
    if section.state is not ReadState.PART:
        return cause
    rows = {dossier.aliases.get(r.url, r.url) for r in dossier.entries(role)}
    lists = {row.list_url for row in dossier.entries(role)} | set(section.urls)
    behind = []
    for miss in dossier.misses_of((role,)):
        if miss.linked_from:
            continue
        if miss.column or miss.url in lists or dossier.aliases.get(miss.url, miss.url) not in rows:
            return cause
        behind.append(miss)
    # A list that says nothing of its own failure is told from its rows' pages by the reason.
    told = any(m.url in section.reason or (m.cause is cause and cause in _OF_PAGES) for m in behind)
    return None if told else cause


def seen_in_part(dossier: Dossier, roles: Sequence[Role]) -> bool:
    """Whether a thing of these sections may be there although the night did not judge it.

    A list that is cut at the bound of the visit, as on every night, is not meant: what left it
    moved on.
    """
    planned = [role for role in roles if role in dossier.sections]
    return any(unproven(dossier, role) not in (None, Cause.LIMIT) for role in planned)


_OF_PAGES = frozenset(
    {Cause.UNREACHABLE, Cause.BLOCKED, Cause.CHALLENGED, Cause.SOFT_404, Cause.ROBOTS}
)
"""Causes that a page has of itself; a list read in part for one of them has a miss of its own."""


def statement_holds(bench: Bench, section: Section | NamedColumn) -> bool:
    """Whether a statement of none (情况说明) stands in the section and nothing contradicts it."""
    said_on = section.statement_on
    oldest = timedelta(days=int(bench.requirement.terms["statement_days"]))
    if said_on is None or not timedelta(0) <= bench.dossier.today - said_on <= oldest:
        return False
    return section.newest_on is None or section.newest_on <= said_on


def nothing_judged(bench: Bench, roles: Sequence[Role], nothing: str) -> Iterator[Finding]:
    """The one finding at the home address where no record was judged (reading 5).

    `nothing` says as a clause what was not there to judge.
    """
    sections = [bench.dossier.section(role) for role in roles]
    for section in sections:
        if statement_holds(bench, section):
            text = f"“{section.role.chinese}”栏目公开了情况说明，{nothing}，不适用本项要求。"
            yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
            return
    for section in sections:
        cause = section.cause if section.state is ReadState.UNOBSERVABLE else None
        if section.state is ReadState.UNOBSERVABLE or section.state is ReadState.PART:
            cause = unproven(bench.dossier, section.role) or cause
        if cause is not None:
            how = "未能采集完整" if section.state is ReadState.PART else "未能采集"
            yield bench.cant_tell(
                None, cause, f"“{section.role.chinese}”栏目{how}", evidence=section.evidence
            )
            return
    yield bench.give(Outcome.INAPPLICABLE, None, f"{nothing}，不适用本项要求。")
