"""Whole visits over portals in the manner of VSB, of EmpireCMS and of pages made by hand."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from tests.crawler.visit.county import visit
from tests.crawler.visit.written import COUNT, LETTERS, OPEN, Empire, Maker, Vsb

MAKERS: dict[str, tuple[Maker, tuple[str, str]]] = {
    "vsb": (Vsb("<!--Announced by Visual SiteBuilder 9-->"), ("vsb", "9")),
    "empirecms": (
        Empire(foot="<p>Powered by <b>EmpireCMS</b> <em>7.5</em></p>"),
        ("empirecms", "7.5"),
    ),
    "asp": (Maker(), ("generic", "")),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_portal_of_the_family_is_read_whole(name: str) -> None:
    maker, told = MAKERS[name]
    dossier = visit(maker.portal()).dossier
    assert (dossier.family, dossier.manner.version) == told
    states = {role: section.state for role, section in dossier.sections.items()}
    unread = {role for role, state in states.items() if state is not ReadState.WHOLE}
    assert unread == {Role.POLICY_DOCUMENTS}
    assert states[Role.POLICY_DOCUMENTS] is ReadState.ABSENT
    for role in (Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS, Role.GAZETTE, Role.NOTICES):
        section = dossier.section(role)
        assert (section.entries, section.list_pages) == (COUNT, 3), role
    numbers = [one.number.value for one in dossier.documents if one.number]
    assert numbers == [f"云政规〔2026〕{n}号" for n in range(1, COUNT + 1)]
    assert [one.title for one in dossier.messages] == list(LETTERS)
    assert [len(one.replies) for one in dossier.messages] == [int(n != OPEN) for n in range(4)]
    assert {one.name for one in dossier.leaders} == {"王某某", "李某某"}
