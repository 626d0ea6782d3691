"""A home page that is only a cover: the visit gets past it, and says so where it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.reading import Reading, Target
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause
from tests.crawler.visit.county import HOME, Site, at, county, visit


def covered(within: bool) -> Site:
    site = county()
    site.pages[at("/index.html")] = site.pages[HOME]
    site.page("/", lambda t, s: Reading(targets=(Target(at("/index.html"), "", within=within),)))
    return site


@pytest.mark.parametrize("within", [True, False])
def test_what_stands_behind_a_cover_is_found(within: bool) -> None:
    plain = visit(county()).dossier.sections
    behind = visit(covered(within)).dossier.sections
    for role, section in plain.items():
        assert behind[role].state is section.state, role
        if within and section.clicks is not None:
            assert behind[role].clicks == section.clicks, "a frame is no click"


def test_a_cover_whose_page_is_gone_proves_nothing_absent() -> None:
    for down in (404, Cause.UNREACHABLE):
        site = covered(True)
        site.down[at("/index.html")] = down
        for section in visit(site).dossier.sections.values():
            assert section.state is ReadState.UNOBSERVABLE, section


def test_a_shell_behind_a_cover_proves_nothing_absent() -> None:
    site = covered(True)
    site.page("/index.html", lambda t, s: replace(Reading(), shell=True))
    section = visit(site).dossier.section(Role.GAZETTE)
    assert section.state is ReadState.UNOBSERVABLE
