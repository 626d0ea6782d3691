"""What is told of a body stands on several pages: all of them are read, up to a bound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.reading import Reading
from crawler.pages.task import Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.materials import AgencyProfile
from crawler.records.model import Cause, Field, Snapshot, Source
from tests.crawler.visit.county import HOST, Row, Site, at, county, link, visit

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


LAND = "云溪县位于省域东部，总面积1200平方公里，辖12个乡镇，常住人口23万人，物产丰富。" * 2
DUTIES = (
    "县政府执行县人民代表大会的决议和上级国家行政机关的决定和命令，管理本行政区域内的经济工作。"
)
NAMES_OF_PLACES = ("县情概况", "区情", "镇情概览", "乡情简介")


def telling(label: str, text: str, duties: str = "") -> Site:
    """A site whose only page that may be the profile has such a name and text."""
    site = county()
    site.menu("/zwgk/", link("/gk/", label))
    site.text("/gk/")
    said = Field(duties, duties, Source.TEXT, "") if duties else None

    def make(task: Task, shot: Snapshot) -> Reading:
        one = AgencyProfile(
            task.url, label, task.role, shot, text=text, text_chars=len(text), duties=said
        )
        plain = site_text(task, shot)
        told = (one,) if task.role is Role.AGENCY_PROFILE else plain.records
        return replace(plain, records=told)

    site_text = site.pages[at("/gk/")]
    site.page("/gk/", make)
    return site


@pytest.mark.parametrize("label", NAMES_OF_PLACES)
def test_a_page_on_the_place_may_be_the_profile_and_is_not_known_to_be(label: str) -> None:
    section = visit(telling(label, LAND)).dossier.section(Role.AGENCY_PROFILE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)


@pytest.mark.parametrize("label", NAMES_OF_PLACES)
def test_such_a_page_that_tells_of_the_government_is_its_profile(label: str) -> None:
    section = visit(telling(label, LAND + DUTIES, DUTIES)).dossier.section(Role.AGENCY_PROFILE)
    assert section.state is ReadState.WHOLE


def test_where_the_profile_has_its_own_name_a_page_on_the_place_is_nothing() -> None:
    site = telling("县情概况", LAND)
    site.menu("/zwgk/", link("/gk/", "县情概况"), link("/jgzn/", "机构职能"))
    site.text("/jgzn/")
    section = visit(site).dossier.section(Role.AGENCY_PROFILE)
    assert (section.state, section.urls) == (ReadState.WHOLE, (HOST + "/jgzn/",))


def offices(text: str) -> ReadState:
    """How a section of inner offices is read whose one page says this."""
    site = county()
    site.menu("/zwgk/", link("/nsjg/", "内设机构"))

    def make(task: Task, shot: Snapshot) -> Reading:
        record = AgencyProfile(
            task.url, "内设机构", task.role, shot, text=text, text_chars=len(text)
        )
        return Reading(own_text_chars=len(text), records=(record,))

    site.page("/nsjg/", make)
    return visit(site, roles=[Role.INNER_OFFICES]).dossier.section(Role.INNER_OFFICES).state


@pytest.mark.parametrize(
    "text",
    [
        "股室\n职责\n办公室\n政务公开、文秘\n建设股\n公路建设",
        "办公室：文电。\n社会事务办公室：民政、医保。",
    ],
)
def test_few_offices_are_content(text: str) -> None:
    assert offices(text) is ReadState.WHOLE


@pytest.mark.parametrize("text", ["", "内设机构\n共 1 页", "内设科室", "本页由办公室维护。"])
def test_a_page_that_names_no_offices_is_empty(text: str) -> None:
    assert offices(text) is ReadState.EMPTY
