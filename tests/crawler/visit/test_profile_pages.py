"""What is told of a body stands on several pages: all of them are read, up to a bound."""

from __future__ import annotations

from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause
from tests.crawler.visit.county import HOST, Row, Site, county, link, visit

NAMES = {"/jgzn/": "机构职能", "/jgsz/": "机构设置", "/jggk/": "机构概况"}


def with_profiles() -> Site:
    site = county()
    site.menu("/zwgk/", *(link(path, label) for path, label in NAMES.items()))
    for path in NAMES:
        site.text(path)
    return site


def test_every_page_of_a_profile_is_read() -> None:
    run = visit(with_profiles())
    assert {HOST + path for path in NAMES} <= set(run.asked_urls())
    pages = [p for p in run.dossier.static_pages if p.role is Role.AGENCY_PROFILE]
    assert {page.url for page in pages} >= {HOST + path for path in NAMES}
    assert run.dossier.section(Role.AGENCY_PROFILE).state is ReadState.WHOLE


def test_beyond_the_bound_a_profile_is_read_in_part() -> None:
    run = visit(with_profiles(), limits=Limits(profile_pages=2))
    asked = [task for task in run.asked if task.role is Role.AGENCY_PROFILE]
    assert len(asked) == 2
    section = run.dossier.section(Role.AGENCY_PROFILE)
    assert (section.state, section.cause) == (ReadState.PART, Cause.LIMIT)
    assert [m.cause for m in run.dossier.misses if m.role is Role.AGENCY_PROFILE] == [Cause.LIMIT]


def test_one_page_of_a_profile_that_fails_leaves_the_rest() -> None:
    site = with_profiles()
    site.down[HOST + "/jgsz/"] = Cause.UNREACHABLE
    section = visit(site).dossier.section(Role.AGENCY_PROFILE)
    assert (section.state, section.cause) == (ReadState.PART, Cause.UNREACHABLE)
    assert section.text_chars > 50


def test_the_pages_behind_the_rows_of_a_profile_are_read() -> None:
    site = county()
    site.menu("/zwgk/", link("/jggk/", "机构概况"))
    rows = [Row(f"/jggk/{n}.html", f"股室{n}", None) for n in range(6)]
    site.rows("/jggk/", rows)
    for row in rows:
        site.text(row.path)
    run = visit(site, limits=Limits(profile_pages=4))
    assert sum(HOST + row.path in run.asked_urls() for row in rows) == 4
