"""What pages state of a body, whether it is a real statement, and what was left unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checks.engine.requirement import Requirement
from checks.judging import unread_files
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence, Field, OfficeContact, ReadState, StaticPage
from crawler.records import Record as Page

NAME, DUTIES, OFFICES = "机构名称", "职能", "机构设置"
ADDRESS, HOURS, LEADER = "办公地址", "办公时间", "负责人姓名"
PHONES = ("联系方式", "联系电话")
FACTS = frozenset({NAME, DUTIES, OFFICES, ADDRESS, HOURS, LEADER, *PHONES})
"""The names that a term `fields` may list."""


def asked(row: Requirement) -> list[str]:
    """The facts that a row asks for; ValueError for one that nothing looks for."""
    names = [str(name) for name in row.terms["fields"]]
    if unknown := set(names) - FACTS:
        raise ValueError(f"{row.id}: no such facts: {sorted(unknown)}")
    return names


class Shown(NamedTuple):
    """A fact with the page that states it and the words quoted."""

    page: Page
    words: str


def stated(field: Field[str] | None, row: Requirement) -> str:
    """The text of a field; empty where it is missing, empty, or says that it is not done yet."""
    text = plain(field.value) if field is not None and field.value else ""
    unfinished = row.terms["unfinished_patterns"]
    return "" if any(re.fullmatch(pattern, text) for pattern in unfinished) else text


def contact_facts(
    page: Page, contacts: Iterable[OfficeContact], row: Requirement
) -> Iterator[tuple[str, Shown]]:
    """The facts that contacts state in a form in which such facts are written."""
    address, hours, phone = (
        re.compile(row.terms["address_pattern"]),
        re.compile(row.terms["hours_pattern"]),
        re.compile(row.terms["phone_pattern"]),
    )
    for one in contacts:
        if address.search(text := stated(one.address, row)):
            yield ADDRESS, Shown(page, f"{ADDRESS}：{text}")
        if hours.search(text := stated(one.hours, row)):
            yield HOURS, Shown(page, f"{HOURS}：{text}")
        if phone.search(text := stated(one.phone, row)):
            yield from ((name, Shown(page, f"联系电话：{text}")) for name in PHONES)


def picture_only(page: StaticPage, row: Requirement) -> bool:
    """Whether what a page says may stand in a picture or a file: it has hardly any text."""
    hidden = page.pictures > 0 or bool(unread_files(page))
    return hidden and page.text_chars < int(row.terms["min_text_chars"])


def unread(dossier: Dossier, role: Role, pages: Sequence[Page], row: Requirement) -> Cause | None:
    """Why something may stand in a section that the pages read of it do not show.

    Rows beside a page that has a text of its own lead elsewhere; those of a profile do not.
    """
    section = dossier.section(role)
    if section.state in (ReadState.UNOBSERVABLE, ReadState.PART):
        return section.cause or Cause.UNREADABLE
    if not pages and (section.state is ReadState.WHOLE or section.elsewhere):
        return Cause.AMBIGUOUS if section.elsewhere else Cause.UNREADABLE
    texts = [page.text_chars for page in pages if isinstance(page, StaticPage)]
    if role is not Role.AGENCY_PROFILE and max(texts, default=0) >= row.terms["min_text_chars"]:
        return None
    read = {dossier.aliases.get(page.url, page.url) for page in pages}
    rows = {dossier.aliases.get(one.url, one.url) for one in dossier.entries(role)}
    return Cause.LIMIT if rows - read else None


def looked_at(dossier: Dossier, roles: Iterable[Role]) -> tuple[Evidence, ...]:
    """The pages of sections where something was looked for, each once."""
    found = (one for role in roles for one in dossier.section(role).evidence)
    return tuple(dict.fromkeys(found))
