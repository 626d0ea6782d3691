"""Which service guides a visit reads: none unless asked for, then a sample by lot."""

from __future__ import annotations

from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import lot
from crawler.records.columns import Asked
from crawler.records.dossier import ReadState
from crawler.records.materials import ServiceGuide
from crawler.records.model import Cause
from tests.crawler.visit.county import Row, Site, ago, at, county, link, visit
from tests.crawler.visit.test_closer import speaking

ASKED = Asked(roles=(Role.SERVICE_GUIDES,))


def site(*rows: Row) -> Site:
    made = county()
    made.menu("/", link("/bszn/", "办事指南"), link("/ld/", "领导之窗"))
    made.rows("/bszn/", rows)
    for row in rows:
        made.record(row.path, lambda t, s: ServiceGuide(t.url, t.label, t.role, s))
    return made


ROWS = [Row(f"/zn/{n}.html", f"事项{n}办事指南", ago(n)) for n in range(9)]


def test_no_guide_is_read_unless_a_rulebook_asks() -> None:
    run = visit(site(*ROWS))
    assert run.dossier.service_guides == ()
    assert not any("/zn/" in url for url in run.asked_urls())


def test_a_sample_by_lot_whatever_the_order() -> None:
    limits = Limits(guide_pages=4)
    drawn = sorted((at(row.path) for row in ROWS), key=lot)[:4]
    for seed in range(3):
        run = visit(site(*ROWS), limits=limits, asking=ASKED, seed=seed)
        assert {guide.url for guide in run.dossier.service_guides} == set(drawn)
        assert run.dossier.section(Role.SERVICE_GUIDES).state is ReadState.WHOLE
    assert len(visit(site(*ROWS), asking=ASKED).dossier.service_guides) == 9


def test_guides_on_other_hosts_and_files_are_told() -> None:
    rows = [Row("http://zwfw.test/1", "甲事项", ago(1)), Row("/zn/2.pdf", "乙事项", ago(2))]
    run = visit(site(*rows), asking=ASKED)
    missed = {m.url: m.cause for m in run.dossier.misses if m.role is Role.SERVICE_GUIDES}
    assert missed == {"http://zwfw.test/1": Cause.BLOCKED, at("/zn/2.pdf"): Cause.UNREADABLE}
    assert run.dossier.service_guides == ()


def services(holding: bool) -> Site:
    """No section is called 办事指南: the menu leads to 办事服务, which lists the guides."""
    made = county()
    names = [link(row.path, row.title, "办事指南") for row in ROWS]
    made.menu("/", link("/bsfw/", "办事服务"), link("/ld/", "领导之窗"))
    made.rows("/bsfw/", ROWS, *names)
    if holding:
        made.page("/bsfw/", speaking(made.pages[at("/bsfw/")], Role.SERVICE_GUIDES))
    for row in ROWS:
        made.record(row.path, lambda t, s: ServiceGuide(t.url, t.label, t.role, s))
    return made


def test_the_list_below_services_is_the_section_and_not_one_of_its_rows() -> None:
    for seed in range(3):
        section = visit(services(True), asking=ASKED, seed=seed).dossier.section(
            Role.SERVICE_GUIDES
        )
        assert section.urls == (at("/bsfw/"),)
        assert section.entries == len(ROWS)


def test_a_guide_among_other_things_is_no_section_of_guides() -> None:
    run = visit(services(False), asking=ASKED)
    assert all("/zn/" not in url for url in run.dossier.section(Role.SERVICE_GUIDES).urls)
