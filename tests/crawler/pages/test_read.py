"""The single entry: what comes of a page depends on why it was asked for."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.families.family import fingerprint
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.materials import AgencyProfile, DisclosureGuide
from crawler.records.model import (
    Cause,
    Document,
    Entry,
    Interpretation,
    Message,
    StaticPage,
)
from tests.crawler.pages.layouts import TITLES, framed, rows, snapshot
from tests.fuzzing.growing import uncollected

CAPTURES = Path(__file__).parents[4] / "shared" / "captures"
URL = "http://www.yunxi.test/zwgk/tzgg/index.html"
LIST = "<ul>" + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>') + "</ul>"


def reading(
    html: str | bytes, purpose: Purpose, role: Role, url: str = URL, status: int = 200
) -> Reading:
    body = html.encode() if isinstance(html, str) else html
    page = Page.parse(url, body, "text/html", status)
    return read(Task(purpose, url, role), page, snapshot(url))


def test_a_section_gives_its_list_and_the_menus() -> None:
    got = reading(framed(LIST), Purpose.SECTION, Role.NOTICES)
    assert [entry.title for entry in got.listing.entries] == list(TITLES)
    assert all(isinstance(entry, Entry) and entry.list_url == URL for entry in got.listing.entries)
    assert got.column == "政务公开>通知公告"
    assert any(target.label == "互动交流" and target.hub for target in got.targets)
    assert got.own_text_chars < 50
    assert not got.shell


def test_home_gives_targets_and_no_list() -> None:
    got = reading(framed(LIST), Purpose.HOME, Role.HOME, "http://www.yunxi.test/")
    assert got.targets
    assert got.listing.entries == ()


def test_a_cause_ends_the_reading() -> None:
    got = reading(framed("<p>您访问的页面不存在</p>"), Purpose.SECTION, Role.NOTICES)
    assert got.cause == Cause.SOFT_404
    assert (got.targets, got.records, got.listing.entries) == ((), (), ())


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.NORMATIVE_DOCUMENTS, Document),
        (Role.NOTICES, Document),
        (Role.INTERPRETATIONS, Interpretation),
        (Role.GUIDE, DisclosureGuide),
        (Role.AGENCY_PROFILE, AgencyProfile),
        (Role.POWER_LIST, StaticPage),
    ],
)
def test_details_are_read_by_role(role: Role, kind: type) -> None:
    html = framed(
        f"<h1>{TITLES[0]}</h1><p>发布日期：2026-09-01</p><p>{'为规范城市供水，制定本办法。' * 20}</p>"
    )
    got = reading(html, Purpose.DETAIL, role)
    assert [type(record) for record in got.records] == [kind]
    assert got.targets == ()


@pytest.mark.parametrize(("day", "kinds"), [("来信日期", [Message]), ("发布日期", [])])
def test_a_page_of_a_board_is_a_letter_unless_it_is_an_article(day: str, kinds: list[type]) -> None:
    html = framed(
        f"<h1>{TITLES[0]}</h1><p>{day}：2026-09-01</p><p>县里召开会议，部署供水工作。</p>"
    )
    got = reading(html, Purpose.DETAIL, Role.MESSAGE_BOARD)
    assert [type(record) for record in got.records] == kinds


def test_a_leaders_page_that_names_nobody_is_no_leader() -> None:
    text = framed(f"<h1>{TITLES[0]}</h1><p>{'为规范城市供水，制定本办法。' * 20}</p>")
    assert reading(text, Purpose.DETAIL, Role.LEADERS).records == ()


def test_a_single_page_counts_its_own_text() -> None:
    text = "为便利社会公众获取政府信息，制定本指南。" * 10
    got = reading(framed(f"<h1>政府信息公开指南</h1><p>{text}</p>"), Purpose.SECTION, Role.GUIDE)
    assert got.own_text_chars >= 150
    assert isinstance(got.records[0], StaticPage)
    assert not got.listing.blank


ONE_ROW = "<table><tr><td><a href='/zn/2639.html'>云溪县政府信息公开指南</a></td><td>2026/1/15</td></tr></table><div>共1条 第1/1页</div>"


def test_a_list_of_one_guide_is_no_guide_itself() -> None:
    listed = reading(framed(ONE_ROW), Purpose.SECTION, Role.GUIDE)
    assert [entry.title for entry in listed.listing.entries] == ["云溪县政府信息公开指南"]
    assert listed.records == ()


@pytest.mark.parametrize(
    "own",
    [
        "<p>为了便于公民、法人和其他组织获取政府信息，编制本指南。</p>" * 3,
        "<p>办公地址：云溪县惠民路66号</p><p>联系电话：0871-55501000</p>",
        "<p><img src='/images/202601/zn_page1.jpg' width='800' height='1100'></p>",
        "<p>本指南每年更新。请查阅。</p><p>相关资料</p>",
    ],
    ids=["a text", "a contact", "a picture", "a short text"],
)
def test_a_guide_with_a_row_beside_it_is_one(own: str) -> None:
    found = reading(framed(f"<h1>政府信息公开指南</h1>{own}{ONE_ROW}"), Purpose.SECTION, Role.GUIDE)
    assert [type(record) for record in found.records] == [DisclosureGuide]


def test_a_page_filled_by_script_is_a_shell() -> None:
    got = reading(framed("<div id='app'></div>"), Purpose.SECTION, Role.GUIDE)
    assert got.shell
    assert got.own_text_chars < 50


def test_letters_shown_in_the_list_are_rows_too() -> None:
    letters = "".join(
        f"<div class='letter'><p>编号：YX{n}</p><p>标题：关于第{n}路公交线路的咨询</p><p>来信时间：2026-09-0{n}</p>"
        f"<p>来信内容：请问第{n}路公交什么时候开通？</p><p>答复单位：县交通局</p><p>答复时间：2026-09-1{n}</p>"
        "<p>答复内容：您好，预计年底开通，感谢关注。</p></div>"
        for n in (3, 2, 1)
    )
    got = reading(framed(f"<div>{letters}</div>"), Purpose.SECTION, Role.MESSAGE_BOARD)
    assert len(got.records) == 3
    assert [entry.url for entry in got.listing.entries] == [f"{URL}#YX{n}" for n in (3, 2, 1)]
    assert all(entry.inline for entry in got.listing.entries)
    assert got.listing.ordered


FAMILIES = {
    "lonsun": (
        "http://a.test/public/column/25242?type=4&action=list",
        "<a href='/public/25242/156270351.html'>x</a>",
    ),
    "hanweb": (
        "http://a.test/col/col36647/index.html",
        "<a href='/art/2026/9/1/art_1_2.html'>x</a>",
    ),
    "trs": ("http://a.test/zwgk/", "<a href='./202609/t20260901_123.html'>x</a>"),
    "vsb": (
        "http://a.test/zwgk.htm",
        "<a href='info/1040/346301.htm'>x</a><div class='v_news_content'></div>",
    ),
    "my71": ("http://a.test/", "<a href='/OpennessContent/showList/3/4/page_1.html'>x</a>"),
    "gkmlpt": ("http://a.test/gkmlpt/index", "<script>window._CONFIG = {}</script>"),
    "generic": ("http://a.test/", "<a href='/a/b.html'>x</a>"),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_families_by_fingerprint(family: str) -> None:
    url, html = FAMILIES[family]
    name, confidence = fingerprint(Page.parse(url, framed(html).encode()))
    assert name == family
    assert 0.3 <= confidence <= 1


@pytest.mark.parametrize(
    ("family", "address"),
    [
        ("my71", "/OpennessContent/?branch_id=1442&column_code=45712"),
        ("my71", "/openness/?branch_id=57ec8b1c538739ee34a0cd80&column_code=30100"),
        ("my71", "/OpennessContent/show/2383663.html"),
        ("my71", "/XxgkAnnualReport/show/5728.html"),
        ("gkmlpt", "/gkmlpt/annualreport#2629"),
        ("gkmlpt", "/gkmlpt/api/all/51?page=1&sid=2"),
        ("generic", "/list?branch_id=12&column_code=3"),
    ],
)
def test_families_by_one_link(family: str, address: str) -> None:
    html = framed(f"<a href='{address}'>x</a>")
    assert fingerprint(Page.parse("http://a.test/", html.encode()))[0] == family


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="<>/=\"'alitdurhef {}[]:;年月日2026-1下一页共", max_size=300),
    st.sampled_from(Purpose),
)
def test_nothing_raises(text: str, purpose: Purpose) -> None:
    for role in (Role.NOTICES, Role.MESSAGE_BOARD, Role.LEADERS, Role.GUIDE):
        assert isinstance(reading(text, purpose, role), Reading)


HEAVY = {
    "flat links": "<a href='/a/{n}.html'>云溪县第{n}次经济工作会议召开</a> 2026-01-01<br>",
    "rows": "<li><a href='/a/{n}.html'>云溪县第{n}次经济工作会议召开</a><span>01-02</span></li>",
    "pages": "<a href='?p={n}'>{n}</a>",
    "nested": "<div><a href='/a/{n}.html'>云溪县第{n}次会议</a>",
    "nested rows": "<ul><li><a href='/a/{n}.html'>云溪县第{n}次会议</a>",
    "nested calls": "<div onclick=\"location.href='/a/{n}.html'\">云溪县第{n}次会议召开",
    "functions": "<script>function f{n}(</script>",
    "records": "<record><![CDATA[<a href='/{n}'>",
    "places": "<div>当前位置",
}


def _cost(piece: str, count: int) -> float:
    html = framed("".join(piece.replace("{n}", str(n)) for n in range(count)))
    with uncollected():
        began = time.process_time()
        reading(html, Purpose.SECTION, Role.NOTICES)
        return time.process_time() - began


@pytest.mark.parametrize("piece", HEAVY.values(), ids=HEAVY.keys())
def test_cost_grows_with_the_page_and_not_faster(piece: str) -> None:
    assert _cost(piece, 2_000) < 10 * _cost(piece, 500) + 0.5


def test_the_line_with_today_and_the_tools_of_the_page_is_no_list() -> None:
    top = (
        "<div class=t>今天是2026年11月20日 星期五 <a href='/wza/index.html'>无障碍</a>"
        " <a href='/old.htm'>长者模式</a></div>"
    )
    people = "".join(
        f"<li><a href='/content/70500?id={n}'><b>{name}</b></a><span>副市长</span></li>"
        for n, name in enumerate(("顾清源", "白蔚然", "温如许"))
    )
    found = reading(
        f"<html><body>{top}<ul>{people}</ul></body></html>", Purpose.SECTION, Role.LEADERS
    )
    assert [entry.title for entry in found.listing.entries] == ["顾清源", "白蔚然", "温如许"]


def test_a_named_column_that_is_a_table_keeps_its_words() -> None:
    cells = "".join(
        f"<tr><td>{n}</td><td>云溪县{w}局</td></tr>" for n, w in enumerate(("财政", "民政"), 1)
    )
    table = framed(
        f"<h2>政府工作部门</h2><table><tr><th>序号</th><th>部门名称</th></tr>{cells}</table>"
    )
    (text,) = reading(table, Purpose.SECTION, Role.NAMED).records
    assert isinstance(text, StaticPage)
    assert "云溪县民政局" in text.text.split("\n")
    rows = "".join(
        f"<li><a href='/a/{n}.html'>云溪县第{n}次会议召开</a><span>2026-01-0{n}</span></li>"
        for n in (1, 2, 3)
    )
    assert reading(framed(f"<ul>{rows}</ul>"), Purpose.SECTION, Role.NAMED).records == ()


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="no captures here")
def test_real_pages() -> None:
    page = (CAPTURES / "pingtan-trs_column-list_excerpt.html").read_bytes()
    got = reading(
        page, Purpose.SECTION, Role.KEY_TASKS, "https://www.pingtan.gov.cn/zwgk/ghxx/gzjz/"
    )
    assert [str(entry.date.value) for entry in got.listing.entries if entry.date] == [
        "2025-11-11", "2025-04-03", "2025-03-21", "2023-12-18", "2023-10-23",
    ]  # fmt: skip
    assert got.listing.total_rows == 107
    assert got.family == "trs"
    guide = (CAPTURES / "hd-handan-trs_xxgk-guide_edited-save.html").read_bytes()
    roles = {
        role
        for t in reading(guide, Purpose.EXPLORE, Role.PLATFORM).targets
        for role, s in t.roles
        if s > 0.9
    }
    assert {
        Role.GUIDE, Role.SYSTEM_RULES, Role.STATUTORY_CONTENT, Role.ANNUAL_REPORTS,
        Role.INFORMATION_REQUEST, Role.LEADERS, Role.AGENCY_PROFILE,
    } <= roles  # fmt: skip


SOUGHT = "云溪县养老服务管理办法"
RESULTS = {
    f"<p>抱歉，没有找到与“<em>{SOUGHT}</em>”相关的内容</p>": True,
    f"<div>未检索到<span>{SOUGHT}</span>的相关信息。</div>": True,
    "<p>搜索结果：共<b>0</b>条</p>": True,
    f"<p>为您找到相关结果约0个</p><p>{SOUGHT}</p>": True,
    "<p>搜索结果：共<b>10</b>条</p>": False,
    "<p>为您找到相关结果约10个</p>": False,
    "<p>正在检索，请稍候</p>": False,
    "<div style='display:none'><div>没有找到相关信息的内容</div></div>": False,
    "<p>没有找到与“养老”相关的内容</p><script>$.ajax({url: '/search/list', type: 'get'})</script>": False,
}


@pytest.mark.parametrize(("inner", "none"), RESULTS.items())
def test_a_search_that_says_it_found_nothing(inner: str, none: bool) -> None:
    html = f"<html><body><div class='main'><h3>检索</h3>{inner}</div></body></html>"
    page = Page.parse(URL, html.encode(), "text/html; charset=utf-8")
    found = read(Task(Purpose.SEARCH, URL, Role.SEARCH, label=SOUGHT), page, snapshot())
    assert found.listing.says_none is none


NOTHING_FOUND = {
    "with the title": f"没有找到与“{SOUGHT}”相关的结果",
    "sorry": f"抱歉，没有找到与“{SOUGHT}”相关的网页",
    "what was searched": "很抱歉，未找到您搜索的内容。",
    "in general": "对不起，没有找到相关信息。",
    "to conditions": "没有查询到符合条件的记录",
    "what was typed": "您输入的关键词没有找到相关结果，访问量：12",
}
NO_SUCH_PAGE = {
    "not found": "抱歉，没有找到您要访问的页面",
    "the page": "您访问的页面未找到",
    "of the address": "对不起，没有找到该网页，请检查您输入的地址。",
    "gone": "您浏览的信息不存在或已删除",
    "404": "404 页面不存在",
}


def searched(said: str, status: int) -> Reading:
    html = f"<html><head><title>检索</title></head><body><div class='main'><p>{said}</p></div></body></html>"
    page = Page.parse(URL, html.encode(), "text/html; charset=utf-8", status)
    return read(Task(Purpose.SEARCH, URL, Role.SEARCH, label=SOUGHT), page, snapshot())


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("said", NOTHING_FOUND.values(), ids=NOTHING_FOUND)
def test_a_search_that_found_nothing_is_an_answer(said: str, status: int) -> None:
    got = searched(said, status)
    assert (got.cause, got.listing.says_none) == (None, True)


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("said", NO_SUCH_PAGE.values(), ids=NO_SUCH_PAGE)
def test_a_search_page_that_is_not_there_is_none(said: str, status: int) -> None:
    got = searched(said, status)
    assert (got.cause, got.listing.says_none) == (Cause.SOFT_404, False)


def test_what_a_search_may_say_is_a_soft_404_of_any_other_page() -> None:
    html = f"<html><body><p>抱歉，没有找到与“{SOUGHT}”相关的网页</p></body></html>"
    page = Page.parse(URL, html.encode(), "text/html; charset=utf-8")
    assert read(Task(Purpose.SECTION, URL, Role.NEWS), page, snapshot()).cause is Cause.SOFT_404
