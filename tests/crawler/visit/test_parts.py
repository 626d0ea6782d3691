"""Which links of a section's page lead to sub-columns of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.reading import ListReading, Reading, Target, Turn
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_table
from crawler.portals.roles import Role
from crawler.records import Entry
from crawler.visit.choose import parts_of
from crawler.visit.territory import Territory, neighbourhood
from tests.crawler.pages.pages import SNAPSHOT
from tests.crawler.visit import county

BOARD = Task(Purpose.SECTION, county.at("/board/"), Role.MESSAGE_BOARD, label="局长信箱")


def parts(*targets: Target) -> list[str]:
    portal = county.portal()
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    reading = Reading(column="局长信箱", targets=targets)
    found = parts_of(BOARD, reading, roles_table()[Role.MESSAGE_BOARD], territory)
    return [task.url.removeprefix(county.HOST) for task in found]


def test_kinds_of_letters_under_the_boards_name_are_parts_of_it() -> None:
    assert parts(county.link("/k1/", "供水供气", "局长信箱")) == ["/k1/"]


def test_a_link_to_what_the_menu_calls_another_section_is_no_part() -> None:
    menu = county.link("/notices/", "公示公告", template=True)
    assert parts(menu, county.link("/notices/", "城市更新", "局长信箱")) == []


def test_the_folder_that_a_page_stands_in_is_no_part_of_it() -> None:
    portal = county.portal(home=county.at("/unit/donghu/"))
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    task = Task(Purpose.SECTION, county.at("/unit/donghu/jggk.html"), Role.AGENCY_PROFILE)
    crumbs = (county.link("/unit/donghu/", "东湖街道"), county.link("/unit/donghu/js.html", "简介"))
    found = parts_of(task, Reading(targets=crumbs), roles_table()[Role.AGENCY_PROFILE], territory)
    assert [one.url for one in found] == [county.at("/unit/donghu/js.html")]


def years(role: Role, *labels: str, paged: bool = False) -> list[str]:
    """The parts of a list that has rows, with such links beside it."""
    portal = county.portal()
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    rows = (Entry(county.at("/docs/2026/1.html"), "关于印发某办法的通知", role, SNAPSHOT),)
    turns = (Turn(county.at("/docs/index_2.html"), 2),) if paged else ()
    reading = Reading(
        column="文件",
        targets=tuple(county.link(f"/docs/{n}.html", label) for n, label in enumerate(labels)),
        listing=ListReading(entries=rows, turns=turns),
    )
    task = Task(Purpose.SECTION, county.at("/docs/index.html"), role, label="文件")
    found = parts_of(task, reading, roles_table()[role], territory)
    return [labels[int(one.url.rpartition("/")[2][0])] for one in found]


@pytest.mark.parametrize("paged", [False, True])
def test_the_other_years_beside_a_list_belong_to_it(paged: bool) -> None:
    labels = ("2025年", "2024年以前", "历年文件", "2025年工作要点", "水利概况", "更多")
    found = years(Role.NORMATIVE_DOCUMENTS, *labels, paged=paged)
    assert found == ["2025年", "2024年以前", "历年文件"]


def test_years_of_reports_are_the_reports() -> None:
    assert years(Role.ANNUAL_REPORTS, "2025年", "2024年") == []


NEIGHBOURS = {
    "a neighbour in its menu": ("/zwgk/gkml.htm", "/zwgk/zfhy.htm", True, False),
    "a neighbour's child in its menu": ("/zwgk/gkml.htm", "/zwgk/fdgk/ssj.htm", True, False),
    "below its own name in its menu": ("/zwgk/gkml.htm", "/zwgk/gkml/2026.htm", True, True),
    "in its folder in its menu": ("/zwgk/gkml/index.htm", "/zwgk/gkml/2026.htm", True, True),
    "in its folder, in another menu": ("/zwgk/gkml.htm", "/zwgk/ml2026.htm", False, True),
}
TREE = ("公开指南", "规范性文件", "政策解读", "应急预案", "权责清单", "财政预决算", "建议提案")


@pytest.mark.parametrize(("own", "other", "beside", "part"), NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_neighbours_in_a_menu_that_links_the_page_itself(
    own: str, other: str, beside: bool, part: bool
) -> None:
    portal = county.portal()
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    task = Task(Purpose.SECTION, county.at(own), Role.NAMED, label="主动公开目录")
    menu = (
        replace(county.link(own, "主动公开目录"), block=3),
        replace(county.link(other, "双拥信息"), block=3 if beside else 4),
        *(replace(county.link(f"/t{n}/", label), block=3) for n, label in enumerate(TREE)),
    )
    found = parts_of(task, Reading(targets=menu), roles_table()[Role.NOTICES], territory)
    assert [one.url for one in found] == ([county.at(other)] if part else [])


def test_the_few_pages_of_a_profile_are_parts_of_it() -> None:
    portal = county.portal()
    territory = Territory(portal, neighbourhood(county.watchlist(portal), portal))
    task = Task(Purpose.SECTION, county.at("/jg/gk.html"), Role.AGENCY_PROFILE, label="机构概况")
    labels = ("机构概况", "联系我们", "领导分工", "内设机构", "直属单位")
    menu = tuple(
        replace(county.link(f"/jg/{path}.html", label), block=3)
        for path, label in zip(("gk", "lx", "ld", "ns", "zs"), labels, strict=True)
    )
    found = parts_of(task, Reading(targets=menu), roles_table()[Role.AGENCY_PROFILE], territory)
    assert [one.url for one in found] == [county.at("/jg/lx.html")]


def test_a_row_that_the_column_above_shows_without_its_year_takes_its_day_from_below() -> None:
    site = county.county()
    first = county.Row("/zcjd/w/1.html", "《云溪县供水办法》政策解读", county.ago(12))
    below = [first, county.Row("/zcjd/w/2.html", "《云溪县养老办法》政策解读", county.ago(40))]
    above = [replace(below[0], on=None), replace(below[1], on=None, title="养老办法一图读懂")]
    site.rows("/zcjd/", above, county.link("/zcjd/w/", "文字解读", "政策解读"))
    site.rows("/zcjd/w/", below)
    found = {row.title: row for row in county.visit(site).dossier.entries(Role.INTERPRETATIONS)}
    dated = found["《云溪县供水办法》政策解读"]
    assert dated.date is not None
    assert dated.date.value == county.ago(12)
    assert dated.list_url == county.at("/zcjd/w/"), "the list that shows the day proves it"
    assert found["养老办法一图读懂"].date is None, "another row of the same address keeps its own"
