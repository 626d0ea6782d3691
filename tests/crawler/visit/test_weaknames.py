"""Columns of a weak name beside the section itself: surveys, news of departments, single plans."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.visit.county import MENU, Site, at, county, link, numbered, visit

SURVEY = link("/wsdc/", "网上调查")


def urls(site: Site, role: Role, *roles: Role) -> tuple[str, ...]:
    """The addresses of a section."""
    return visit(site, roles=[role, *roles]).dossier.section(role).urls


def test_a_weak_name_in_the_menu_of_the_whole_site_is_not_the_platforms_own() -> None:
    site = county()
    for path in ("/", "/xxgk/", "/hdjl/"):
        parts = (link("/xxgk/zn/", "政府信息公开指南"), link("/xxgk/zd/", "政府信息公开制度"))
        site.menu(path, *MENU, SURVEY, link("/yjzj/", "意见征集"), *parts)
    site.rows("/wsdc/", numbered("/wsdc/w", 4))
    assert urls(site, Role.CONSULTATIONS, Role.PLATFORM) == (at("/yjzj/"),)


def test_where_nothing_else_serves_the_weak_name_does() -> None:
    site = Site()
    site.menu("/", link("/zwgk/", "政务公开"), SURVEY)
    site.rows("/wsdc/", numbered("/wsdc/w", 4))
    assert urls(site, Role.CONSULTATIONS) == (at("/wsdc/"),)


@pytest.mark.parametrize(("label", "above"), [("部门信息", "新闻中心"), ("机构", "新闻动态")])
def test_news_of_departments_is_no_profile(label: str, above: str) -> None:
    site = county()
    site.menu("/", *MENU, link("/xw/bm/", label, above), link("/jgzn/", "机构职能"))
    site.rows("/xw/bm/", numbered("/xw/bm/b", 9))
    assert urls(site, Role.AGENCY_PROFILE) == (at("/jgzn/"),)


def test_a_single_plan_on_the_front_page_is_not_the_column_of_plans() -> None:
    site = Site()
    plan = link("/yjgl/2026-10-15/5883.html", "云溪县地震应急预案")
    site.menu("/", link("/zwgk/", "政务公开"), link("/yjgl/", "应急管理"), plan)
    site.rows("/yjgl/", numbered("/yjgl/2026-10-15/58", 6))
    site.text("/yjgl/2026-10-15/5883.html")
    assert urls(site, Role.EMERGENCY_PLANS) == (at("/yjgl/"),)


def test_a_section_at_an_address_like_an_articles_is_followed_where_nothing_else_is() -> None:
    site = Site()
    site.menu(
        "/", link("/zwgk/", "政务公开"), link("/art/2020/1/1/art_12_34.html", "县级规范性文件")
    )
    site.rows("/art/2020/1/1/art_12_34.html", numbered("/gf/d", 6))
    found = urls(site, Role.NORMATIVE_DOCUMENTS)
    assert found == (at("/art/2020/1/1/art_12_34.html"),)


def test_of_pages_with_one_menu_the_platform_is_the_one_of_such_a_name() -> None:
    site = Site()
    parts = (
        link("/zn/", "政府信息公开指南"),
        link("/zd/", "政府信息公开制度"),
        link("/nb/", "政府信息公开年报"),
        link("/fd/", "法定主动公开内容"),
    )
    for path in ("/", "/zwgk/", "/hdjl/"):
        site.menu(path, link("/zwgk/", "政务公开"), link("/hdjl/", "互动交流"), *parts)
    for path in ("/zn/", "/zd/", "/nb/", "/fd/"):
        site.rows(path, numbered(path + "a", 3))
    parts_of = (Role.GUIDE, Role.SYSTEM_RULES, Role.ANNUAL_REPORTS, Role.STATUTORY_CONTENT)
    assert urls(site, Role.PLATFORM, *parts_of) == (at("/zwgk/"),)


def folders(*years: int) -> Site:
    """A column with folders of years beside its rows, and in them rows of their own."""
    site = Site()
    site.menu("/", link("/zwgk/", "政务公开"), link("/gfx/", "规范性文件"))
    made = [link(f"/gfx/{year}/", f"{year}年文件", "规范性文件") for year in years]
    site.rows("/gfx/", numbered("/gfx/d", 3), *made)
    for year in years:
        site.rows(f"/gfx/{year}/", numbered(f"/gfx/{year}/d", 4))
    return site


def test_the_years_of_a_section_are_no_section_beside_it() -> None:
    run = visit(folders(2026, 2025), roles=[Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS])
    assert run.dossier.section(Role.POLICY_DOCUMENTS).urls == ()
    assert run.dossier.section(Role.NORMATIVE_DOCUMENTS).entries == 11


def test_a_row_of_a_list_is_no_section_of_its_name() -> None:
    site = Site()
    rows = numbered("/zcjd/d", 6)
    row = link(rows[0].path, "养老服务政策解读", "政策解读")
    site.menu("/", link("/zwgk/", "政务公开"), link("/zcjd/", "政策解读"))
    site.rows("/zcjd/", rows, row)
    site.rows(rows[0].path, numbered("/xg/d", 3))
    assert urls(site, Role.INTERPRETATIONS) == (at("/zcjd/"),)


@pytest.mark.parametrize("served", [True, False])
def test_cases_of_licensing_are_a_board_only_where_nothing_else_is(served: bool) -> None:
    site = Site()
    cases = link("/bj/", "办件公示", "政务服务")
    boards = [link("/xx/", "县长信箱", "互动交流")] if served else []
    site.menu("/", link("/zwgk/", "政务公开"), cases, *boards)
    site.rows("/bj/", numbered("/bj/w", 4))
    site.rows("/xx/", numbered("/xx/w", 4))
    assert urls(site, Role.MESSAGE_BOARD) == (at("/xx/" if served else "/bj/"),)
