"""A visit from home to dossier: everything there, something missing, answers out of order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause, Link
from crawler.visit.assemble import lay_out, sections_of
from crawler.visit.prior import Prior
from crawler.visit.rules import WANTED
from tests.crawler.visit.county import (
    AS_OF,
    HOST,
    MENU,
    Row,
    Site,
    ago,
    at,
    county,
    document,
    link,
    numbered,
    portal,
    visit,
)


def test_everything_there_is_found_and_read_whole() -> None:
    run = visit(county())
    states = {role: run.dossier.section(role).state for role in WANTED}
    assert states == dict.fromkeys(WANTED, ReadState.WHOLE)
    assert run.dossier.misses == ()
    assert len(run.dossier.documents) == 5
    assert len(run.dossier.interpretations) == 3
    assert len(run.dossier.messages) == 4
    assert {leader.name for leader in run.dossier.leaders} == {"王某", "李某"}
    assert [report.year for report in run.dossier.annual_reports] == [2025]
    assert run.dossier.section(Role.ANNUAL_REPORTS).on_platform is True
    assert run.visit.done


def test_the_documents_come_in_the_order_of_the_list() -> None:
    run = visit(county(), seed=3)
    assert [d.url.rpartition("/")[2] for d in run.dossier.documents] == [
        "d0.html",
        "d1.html",
        "d2.html",
        "e0.html",
        "e1.html",
    ]


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_order_of_answers_does_not_change_the_dossier(seed: int) -> None:
    site = county()
    site.down[HOST + "/gfxwj/d1.html"] = Cause.UNREACHABLE
    site.record(
        "/gfxwj/d2.html", document("", None, Link(at("/x/7.html"), "一图读懂本办法", "相关解读"))
    )
    assert visit(site, seed=seed).dossier == visit(site).dossier


def test_an_absent_section_is_absent_with_home_and_coverage_as_proof() -> None:
    site = county()
    site.menu(
        "/zwgk/",
        link("/gfxwj/", "规范性文件"),
        link("/zcwj/", "政策文件"),
        link("/ldzc/", "领导之窗"),
        link("/jgzn/", "机构职能"),
    )
    run = visit(site)
    section = run.dossier.section(Role.GAZETTE)
    assert section.state is ReadState.ABSENT
    assert run.dossier.coverage in section.evidence
    assert section.evidence[0].url == HOST + "/"
    assert section.reason.endswith("。")
    assert HOST + "/lyfg/" in run.asked_urls(Purpose.EXPLORE), "every menu page was looked at"


@pytest.mark.parametrize(
    "planted, cause",
    [
        (Cause.UNREACHABLE, Cause.UNREACHABLE),
        (503, Cause.UNREACHABLE),
        (403, Cause.BLOCKED),
        (Cause.CHALLENGED, Cause.CHALLENGED),
        (Cause.ROBOTS, Cause.ROBOTS),
    ],
)
def test_a_page_that_could_lead_there_and_was_not_seen_prevents_absence(
    planted: int | Cause, cause: Cause
) -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"))
    site.down[HOST + "/lyfg/"] = planted
    section = visit(site).dossier.section(Role.GAZETTE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, cause)


def test_a_hub_kept_for_something_else_does_not_prevent_absence() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/bsfw/", "办事服务"))
    site.down[HOST + "/bsfw/"] = Cause.CHALLENGED
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT


def test_a_page_that_is_really_gone_does_not_prevent_absence() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"))
    site.down[HOST + "/lyfg/"] = 404
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT


def test_a_hub_filled_by_script_prevents_absence() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), shell=True)
    section = visit(site).dossier.section(Role.GAZETTE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.UNREADABLE)


def test_three_clicks_are_within_reach_and_four_are_not() -> None:
    site = county()
    site.menu(
        "/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"), link("/qt/", "其他")
    )
    site.menu("/qt/", link("/gb/", "政府公报"))
    near = visit(site).dossier.section(Role.GAZETTE)
    assert (near.state, near.clicks) == (ReadState.WHOLE, 3)
    site.menu("/qt/", link("/qt/more/", "更深"))
    site.menu("/qt/more/", link("/gb/", "政府公报"))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT


def test_exploration_stops_when_everything_is_found() -> None:
    run = visit(county())
    assert HOST + "/lyfg/" not in run.asked_urls()
    assert HOST + "/dl/" not in run.asked_urls()


def test_a_challenged_home_leaves_everything_unseen() -> None:
    site = county()
    site.down[HOST + "/"] = Cause.CHALLENGED
    run = visit(site)
    assert {s.state for s in run.dossier.sections.values()} == {ReadState.UNOBSERVABLE}
    assert {s.cause for s in run.dossier.sections.values()} == {Cause.CHALLENGED}


def test_a_home_without_links_proves_nothing() -> None:
    site = county()
    site.menu("/")
    states = {(s.state, s.cause) for s in visit(site).dossier.sections.values()}
    assert states == {(ReadState.UNOBSERVABLE, Cause.UNREADABLE)}


def test_a_dead_section_link_is_absence_unless_another_lead_works() -> None:
    site = county()
    del site.pages[HOST + "/gb/"]
    section = visit(site).dossier.section(Role.GAZETTE)
    assert section.state is ReadState.ABSENT
    assert "失效" in section.reason
    site.menu("/lyfg/", link("/gb2/", "县政府公报"))
    site.rows("/gb2/", numbered("/gb2/n", 2))
    assert visit(site).dossier.section(Role.GAZETTE).urls == (HOST + "/gb2/",)


def test_empty_section_and_statement_of_none() -> None:
    site = county()
    site.rows("/gb/", [])
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.EMPTY
    site.rows("/gb/", [], statement_on=ago(20))
    assert visit(site).dossier.section(Role.GAZETTE).statement_on == ago(20)


def test_a_section_filled_by_script_is_unreadable() -> None:
    site = county()
    site.rows("/gb/", [], shell=True)
    section = visit(site).dossier.section(Role.GAZETTE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.UNREADABLE)


def test_a_missing_platform_part_is_absent_and_one_elsewhere_is_marked() -> None:
    site = county()
    site.menu(
        "/xxgk/",
        link("/xxgk/zn/", "政府信息公开指南"),
        link("/xxgk/fd/", "法定主动公开内容"),
        link("/xxgk/ysq/", "依申请公开"),
    )
    site.menu("/lyfg/", link("/xxgk/nb/", "政府信息公开年报"))
    dossier = visit(site).dossier
    assert dossier.section(Role.SYSTEM_RULES).state is ReadState.ABSENT
    assert dossier.section(Role.ANNUAL_REPORTS).state is ReadState.WHOLE
    assert dossier.section(Role.ANNUAL_REPORTS).on_platform is False
    assert dossier.section(Role.GUIDE).on_platform is True


def test_a_heading_without_address_is_read_through_its_columns() -> None:
    site = county()
    site.menu(
        "/xxgk/",
        link("/xxgk/zn/", "政府信息公开指南"),
        link("/xxgk/zd/", "政府信息公开制度"),
        link("/xxgk/nb/", "政府信息公开年报"),
        link("/xxgk/ysq/", "依申请公开"),
        link("/xxgk/fd/cz/", "财政资金", "法定主动公开内容"),
        link("/xxgk/fd/gh/", "规划计划", "法定主动公开内容"),
    )
    site.rows("/xxgk/fd/cz/", numbered("/xxgk/fd/cz/c", 3))
    site.rows("/xxgk/fd/gh/", [])
    section = visit(site).dossier.section(Role.STATUTORY_CONTENT)
    assert section.state is ReadState.WHOLE
    assert section.entries == 3


@pytest.mark.parametrize("template", [True, False])
@pytest.mark.parametrize(
    "columns",
    [
        (("/gfxwj/", "规范性文件"), ("/jgzn/", "机构职能")),
        (("/xxgk/fd/cz/", "财政资金"), ("/xxgk/fd/gh/", "规划计划")),
    ],
)
def test_columns_alone_are_statutory_content(
    columns: tuple[tuple[str, str], ...], template: bool
) -> None:
    site = county()
    links = [link(path, name, template=template) for path, name in columns]
    site.rows("/xxgk/fd/", [], *MENU, *links)
    section = visit(site).dossier.section(Role.STATUTORY_CONTENT)
    assert section.state is ReadState.WHOLE


def test_the_menu_of_the_site_is_no_statutory_content() -> None:
    site = county()
    menu = [
        *MENU,
        link("/gfxwj/", "规范性文件", template=True),
        link("/gb/", "政府公报", template=True),
    ]
    site.rows("/xxgk/fd/", [], *menu)
    site.text("/xxgk/zn/", 300, *menu)
    section = visit(site).dossier.section(Role.STATUTORY_CONTENT)
    assert section.state is ReadState.EMPTY


@pytest.mark.parametrize(("doubled", "state"), [(True, ReadState.WHOLE), (False, ReadState.EMPTY)])
def test_columns_of_the_menu_are_statutory_content_where_the_page_itself_leads_to_them(
    doubled: bool, state: ReadState
) -> None:
    site = county()
    gazette = link("/gb/", "政府公报", template=True)
    site.rows("/xxgk/fd/", [], *MENU, replace(gazette, doubled=doubled))
    site.text("/xxgk/zn/", 300, *MENU, gazette)
    assert visit(site).dossier.section(Role.STATUTORY_CONTENT).state is state


@pytest.mark.parametrize(
    ("vague", "state"),
    [("镇情概况", ReadState.EMPTY), ("基本情况", ReadState.WHOLE), ("工作机构", ReadState.WHOLE)],
)
def test_a_page_about_the_place_does_not_fill_an_empty_one_about_the_body(
    vague: str, state: ReadState
) -> None:
    site = county()
    parts = ("指南", "制度", "年报")
    site.menu(
        "/xxgk/",
        *MENU,
        *(link(f"/xxgk/{n}/", f"政府信息公开{name}") for n, name in enumerate(parts)),
        link("/xxgk/gk/", vague),
    )
    site.text("/xxgk/gk/", 900)
    site.text("/jgzn/", 0)
    assert visit(site).dossier.section(Role.AGENCY_PROFILE).state is state


@pytest.mark.parametrize(("parts", "state"), [(3, ReadState.WHOLE), (1, ReadState.UNOBSERVABLE)])
def test_the_platform_is_told_by_its_parts_where_its_name_is_vague(
    parts: int, state: ReadState
) -> None:
    site = Site()
    names = ("政府信息公开指南", "政府信息公开年报", "法定主动公开内容")
    site.menu("/", link("/zw/", "政务公开"))
    site.menu("/zw/", *(link(f"/zw/{n}/", name) for n, name in enumerate(names[:parts])), text=0)
    assert visit(site).dossier.section(Role.PLATFORM).state is state


def test_two_boards_serve_one_role() -> None:
    site = county()
    site.menu(
        "/hdjl/", link("/xjxd/", "信件选登"), link("/xzxx/", "县长信箱"), link("/yjzj/", "意见征集")
    )
    site.rows("/xzxx/", [Row("/xzxx/1#1", "来信一", ago(3), inline=True)])
    run = visit(site)
    section = run.dossier.section(Role.MESSAGE_BOARD)
    assert set(section.urls) == {HOST + "/xjxd/", HOST + "/xzxx/"}
    assert section.entries == 5


def test_columns_below_a_role_page_without_rows_are_its_parts() -> None:
    site = county()
    site.menu(
        "/gfxwj/", link("/gfxwj/xzf/", "县政府制发"), link("/gfxwj/zfb/", "县政府办制发"), text=0
    )
    site.rows("/gfxwj/xzf/", numbered("/gfxwj/d", 3))
    site.rows("/gfxwj/zfb/", numbered("/gfxwj/e", 2))
    run = visit(site)
    assert run.dossier.section(Role.NORMATIVE_DOCUMENTS).state is ReadState.WHOLE
    assert len(run.dossier.documents) == 5
    section = run.dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert (section.name, section.clicks) == ("规范性文件", 2), "the parent stands for its parts"
    site.down[HOST + "/gfxwj/zfb/"] = Cause.UNREACHABLE
    section = visit(site).dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert (section.state, section.cause) == (ReadState.PART, Cause.UNREACHABLE)


def test_configured_sections_go_before_what_would_be_found() -> None:
    site = county()
    site.rows("/mine/", numbered("/mine/n", 2))
    run = visit(site, sections={Role.GAZETTE: HOST + "/mine/"})
    assert run.dossier.section(Role.GAZETTE).urls == (HOST + "/mine/",)
    assert HOST + "/gb/" not in run.asked_urls()


def test_a_look_that_gives_a_file_or_leaves_the_site_hides_nothing() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/away/", "外站"))
    away = HOST + "/away/"
    run = visit(site)
    answers = [
        (
            replace(fetch, snapshot=None, cause=Cause.BLOCKED, final_url="http://away.test/"),
            None,
        )
        if fetch.task.url == away
        else (fetch, reading)
        for fetch, reading in run.visit.visited
    ]
    laid = lay_out(answers, run.visit.skipped, AS_OF)
    found = sections_of(laid, portal(), AS_OF, Prior())
    assert found[Role.GAZETTE].state is ReadState.ABSENT


def test_text_where_rows_were_expected_is_no_empty_section() -> None:
    site = county()
    site.text("/tzgg/", 400)
    site.text("/xjxd/", 400)
    dossier = visit(site).dossier
    for role in (Role.NOTICES, Role.MESSAGE_BOARD):
        section = dossier.section(role)
        assert (section.state, section.cause) == (ReadState.PART, Cause.UNREADABLE)


def test_a_form_beside_a_board_takes_nothing_from_it() -> None:
    site = county()
    site.menu(
        "/hdjl/", link("/xjxd/", "信件选登"), link("/wyxx/", "我要咨询"), link("/yjzj/", "意见征集")
    )
    site.text("/wyxx/", 200)
    section = visit(site).dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.entries) == (ReadState.WHOLE, 4)


def test_an_empty_page_under_a_weak_label_is_absence_where_all_was_seen() -> None:
    site = county()
    site.menu("/hdjl/", link("/12345/", "12345"), link("/yjzj/", "意见征集"))
    site.rows("/12345/", [])
    section = visit(site).dossier.section(Role.MESSAGE_BOARD)
    assert section.state is ReadState.ABSENT, "it says that it is empty, and nothing else is there"
    site.menu("/12345/", text=0)
    section = visit(site).dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)
    site.rows("/12345/", [])
    site.menu("/zwgk/", link("/qt/", "其他"))
    site.down[HOST + "/qt/"] = Cause.BLOCKED
    section = visit(site).dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)


def test_a_section_says_that_its_list_is_in_no_order_of_days() -> None:
    site = county()
    days = ((900, 800), (950, 700), (600, 3))
    for number, ((one, two), path) in enumerate(zip(days, ("", "2.html", "3.html"), strict=True)):
        rows = [Row(f"/yjzj/o{number}{n}.html", f"征集{number}{n}", ago(day))
                for n, day in enumerate((one, two))]  # fmt: skip
        turns = (("/yjzj/2.html", 2), ("/yjzj/3.html", 3))
        site.rows(f"/yjzj/{path}", rows, turns=turns, ordered=False)
    section = visit(site).dossier.section(Role.CONSULTATIONS)
    assert (section.state, section.list_pages) == (ReadState.WHOLE, 3)
    assert "不按日期先后排列" in section.reason
    assert "不按日期" not in visit(county()).dossier.section(Role.CONSULTATIONS).reason
