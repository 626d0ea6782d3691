"""The pages of a body's profile state who it is, what it does and how to reach it.

What is measured
    Whether the pages of profile, inner offices and leaders together state what the requirement
    lists: duties of some length, an inner office, an address, hours, a phone number, the name
    of the head (a vacancy or an acting head is one). The aspect lists the missing facts.
Why it matters
    Who needs an office must find out what it is for, where it is and when it is open.
Evidence
    The pages with the words; for what is missing the pages that were read, and the coverage
    manifest.
Not judged
    A fact that may stand unread, or in a picture: cannot tell, unless another is surely missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, set_locally
from checks.judging.bench import proof
from checks.matching.words import plain
from checks.organisation.stated import (
    DUTIES,
    FACTS,
    LEADER,
    OFFICES,
    Shown,
    asked,
    contact_facts,
    looked_at,
    picture_only,
    stated,
    unread,
)
from crawler.portals import Role
from crawler.records import AgencyProfile, Cause, Dossier, Leader, Record

ROLES = (Role.AGENCY_PROFILE, Role.INNER_OFFICES, Role.LEADERS)
CHECK = Check(
    slug="agency_profile_complete",
    title="机构信息齐全",
    reads=ROLES,
    terms=(
        "fields", "min_duty_chars", "min_text_chars", "address_pattern", "hours_pattern",
        "phone_pattern", "unfinished_patterns", "vacancy_words",
    ),
    choices=(("fields", tuple(sorted(FACTS))),),
)  # fmt: skip

_BESIDE = {OFFICES: Role.INNER_OFFICES, LEADER: Role.LEADERS}


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, row = Bench(CHECK, dossier, requirement), requirement
    pages = [page for page in dossier.static_pages if isinstance(page, AgencyProfile)]
    shown = dict(reversed(list(_facts(bench, pages))))
    missing = [name for name in asked(row) if name not in shown]
    unseen = {name: cause for name in missing if (cause := _unseen(bench, pages, name))}
    certain = [name for name in missing if name not in unseen]
    evidence = tuple(proof(one.page, one.words) for one in shown.values() if one.words)
    evidence = tuple(dict.fromkeys(evidence)) or looked_at(dossier, ROLES)
    if not missing:
        text = f"机构信息页面公开了{'、'.join(asked(row))}。"
        rests_on = ("fields", *(("min_duty_chars",) if DUTIES in asked(row) else ()))
        yield bench.give(Outcome.PASSED, None, text, evidence=evidence, rests_on=rests_on)
    elif certain:
        named = "、".join(certain)
        short = DUTIES in certain and any(stated(page.duties, row) for page in pages)
        least = f"（{DUTIES}文字不足{row.terms['min_duty_chars']}字）" if short else ""
        rests_on = ("fields", *(("min_duty_chars",) if short else ()))
        ours = set_locally(row, *rests_on)
        text = f"机构信息页面未见{named}{least}{ours}。"
        yield bench.give(
            Outcome.FAILED,
            None,
            text,
            aspect=named,
            basis=Basis.ABSENCE,
            evidence=looked_at(dossier, ROLES),
            rests_on=rests_on,
        )
    else:
        name, cause = next(iter(unseen.items()))
        yield bench.cant_tell(None, cause, f"机构信息是否公开{name}未能看全", evidence=evidence)


def _facts(bench: Bench, pages: list[AgencyProfile]) -> Iterator[tuple[str, Shown]]:
    """What the pages state, by the names of the term `fields`."""
    dossier, row = bench.dossier, bench.requirement
    for page in pages:
        if len(text := stated(page.duties, row)) >= int(row.terms["min_duty_chars"]):
            yield DUTIES, Shown(page, text)
        if text := stated(page.offices, row):
            yield OFFICES, Shown(page, text)
        if text := stated(page.leader, row):
            yield LEADER, Shown(page, text)
        yield from contact_facts(page, page.contacts, row)
    for listed in dossier.entries(Role.INNER_OFFICES):
        yield OFFICES, Shown(listed, listed.title)
    for leader in dossier.leaders:
        vacant = any(word in plain(leader.division) for word in row.terms["vacancy_words"])
        if leader.present and (leader.name or vacant):
            yield LEADER, Shown(leader, f"{leader.post} {leader.name}")


def _leads_to_others(dossier: Dossier) -> bool:
    """Whether a row of the list of leaders leads to a page that names none."""
    named = {one.url.partition("#")[0] for one in dossier.leaders}
    known = {dossier.aliases.get(url, url) for url in named}
    return any(dossier.aliases.get(row.url, row.url) not in known
               for row in dossier.entries(Role.LEADERS))  # fmt: skip


def _unseen(bench: Bench, pages: list[AgencyProfile], name: str) -> Cause | None:
    """Why a fact that was not met may be stated all the same."""
    dossier, row = bench.dossier, bench.requirement
    for role in filter(None, (Role.AGENCY_PROFILE, _BESIDE.get(name))):
        own: list[Record] = [page for page in dossier.static_pages if page.role is role]
        own += [leader for leader in dossier.leaders if role is Role.LEADERS]
        cause = unread(dossier, role, own, row)
        former = [one for one in own if isinstance(one, Leader) and not one.present]
        unnamed = role is Role.LEADERS and (len(own) > len(former) or _leads_to_others(dossier))
        if cause is None and unnamed:
            cause = Cause.UNREADABLE  # somebody is shown there, and could not be named
        if cause is not None:
            return cause
    return Cause.UNREADABLE if any(picture_only(page, row) for page in pages) else None
