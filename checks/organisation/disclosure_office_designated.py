"""The disclosure guide names who does the disclosure work, and how to reach them.

What is measured
    Whether the guide (政府信息公开指南) states what the requirement lists of the disclosure body:
    its name, address, hours and phone. Addresses and hours of reading rooms and of those who
    supervise or hear complaints are not its own. Where the requirement names the body that must
    be in charge, the guide or the profile says so. One finding; its aspect lists the missing.
Why it matters
    Whoever wants information must know whom to ask; a guide copied from a neighbour names others.
Evidence
    The guide with the words; for what is missing the guide's page and the coverage manifest.
Not judged
    How many people the body has. A guide that could not be read, or is a picture or a file:
    cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, set_locally
from checks.judging.bench import proof
from checks.matching.words import plain
from checks.organisation.guides import is_foreign, names, own_contacts
from checks.organisation.stated import (
    ADDRESS,
    HOURS,
    NAME,
    PHONES,
    Shown,
    asked,
    contact_facts,
    looked_at,
    picture_only,
    unread,
)
from crawler.portals import Role
from crawler.records import AgencyProfile, Cause, DisclosureGuide, Dossier

CHECK = Check(
    slug="disclosure_office_designated",
    title="公开工作机构明确",
    reads=(Role.GUIDE, Role.AGENCY_PROFILE),
    terms=(
        "fields", "expect", "expect_patterns", "other_contact_patterns", "township_pattern",
        "min_text_chars", "address_pattern", "hours_pattern", "phone_pattern",
        "unfinished_patterns",
    ),
    choices=(("fields", (NAME, ADDRESS, HOURS, *PHONES)),),
)  # fmt: skip
CHARGE = "主管部门"


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, row = Bench(CHECK, dossier, requirement), requirement
    guides = [page for page in dossier.static_pages if isinstance(page, DisclosureGuide)]
    foreign = [one for one in names(guides, row) if is_foreign(dossier.portal, one.words, row)]
    shown = dict(reversed(list(_facts(bench, guides))))
    wanted = asked(row) + ([CHARGE] if row.terms["expect"] else [])
    missing = [name for name in wanted if name not in shown]
    found = tuple(dict.fromkeys(proof(one.page, one.words) for one in shown.values()))
    cause = _unseen(bench, guides, missing)
    if not missing:
        text = f"公开指南写明了信息公开工作机构的{'、'.join(wanted)}。"
        yield bench.give(Outcome.PASSED, None, text, evidence=found)
    elif foreign and NAME in missing:
        text = f"公开指南写明的工作机构为“{foreign[0].words}”，不是本单位的机构。"
        evidence = (proof(foreign[0].page, foreign[0].words),)
        aspect = "、".join(missing)
        yield bench.give(Outcome.FAILED, None, text, aspect=aspect, evidence=evidence)
    elif cause is not None:
        lead = f"公开指南是否写明工作机构的{missing[0]}未能看全"
        yield bench.cant_tell(None, cause, lead, evidence=found)
    else:
        named, ours = "、".join(missing), set_locally(row, "fields")
        text = f"公开指南未写明信息公开工作机构的{named}{ours}。"
        if not guides:
            text = f"未见政府信息公开指南，信息公开工作机构的{named}无从查找{ours}。"
        yield bench.give(
            Outcome.FAILED, None, text, aspect=named, basis=Basis.ABSENCE,
            evidence=looked_at(dossier, (Role.GUIDE,)),
        )  # fmt: skip


def _facts(bench: Bench, guides: list[DisclosureGuide]) -> Iterator[tuple[str, Shown]]:
    """What the guides state, by the names of the term `fields`."""
    row = bench.requirement
    for one in names(guides, row):
        if not is_foreign(bench.dossier.portal, one.words, row):
            yield NAME, one
    for guide in guides:
        yield from contact_facts(guide, own_contacts(guide, row), row)
    for page in bench.dossier.static_pages:
        for body in page.in_charge if isinstance(page, DisclosureGuide | AgencyProfile) else ():
            said, name = plain(body.raw), plain(body.value or "")
            charged = any(re.search(pattern, said) for pattern in row.terms["expect_patterns"])
            if charged and any(plain(word) in name for word in row.terms["expect"]):
                yield CHARGE, Shown(page, said)


def _unseen(bench: Bench, guides: list[DisclosureGuide], missing: list[str]) -> Cause | None:
    """Why the guide, or of who is in charge the profile, may say more than was read of it."""
    dossier, row = bench.dossier, bench.requirement
    cause = unread(dossier, Role.GUIDE, guides, row)
    if cause is None and CHARGE in missing:
        profiles = [page for page in dossier.static_pages if page.role is Role.AGENCY_PROFILE]
        cause = unread(dossier, Role.AGENCY_PROFILE, profiles, row)
    hidden = any(picture_only(guide, row) for guide in guides)
    return cause or (Cause.UNREADABLE if hidden else None)
