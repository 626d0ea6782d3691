"""Pages without rows: empty on purpose, filled by script, a statement of none, a frame."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.layouts import (
    framed,
    read_list,
)

SHELLS = {
    "vue": "<div id='app'><ul><li v-for='i in list'><a :href='i.url'>{{ i.title }}</a></li></ul></div>",
    "empty application": "<div id=\"app\"></div><script src='/app.js'></script>",
    "request": "<ul id='list'></ul><script>$.ajax({type:'post',url:'/api/info/list',success:function(d){render(d)}})</script>",
    "fetch": "<div id='x'></div><script>fetch('/interface/getInfoPage?channel=3').then(r=>r.json())</script>",
    "avalon": "<ul><li ms-repeat='list'><a ms-attr-href='el.url'></a></li></ul>",
}
STATED = (
    "截至2026年3月1日，我局没有需要公开的规范性文件，特此说明。", "2026年3月1日 目前无此类事项。",
    "根据职能，我局不涉及该项内容。2026年3月1日", "该栏目暂无应公开的信息。2026-03-01",
    "今年以来，我局未收到人大代表建议和政协提案。2026年3月1日",
)  # fmt: skip
STATED_ROWS = (
    "关于2026年没有开展意见征集的说明", "我局2026年未制定规范性文件情况说明", "我局无下属单位的说明",
    "2026年度未出台规范性文件", "本单位2026年无此类信息",
)  # fmt: skip
NOT_STATED_ROWS = ("2026年无偿献血活动信息", "本县没有完成的项目清零", "2026年全县未发生重大事故")


@pytest.mark.parametrize(
    "words",
    [
        "暂无信息",
        "暂无数据！",
        "没有找到相关信息",
        "该栏目暂无内容",
        "无相关数据",
        "共0条",
        "栏目建设中",
        "暫無信息",
    ],
)
def test_a_page_that_says_that_there_is_nothing(words: str) -> None:
    reading = read_list(framed(f"<div class='list'><p>{words}</p></div>"))
    assert reading.blank
    assert reading.entries == ()
    assert not reading.shell


def test_an_article_is_neither_blank_nor_a_list() -> None:
    text = "为便利社会公众获取政府信息，制定本指南。一、主动公开的范围和形式。" * 12
    reading = read_list(
        framed(
            f"<h1>政府信息公开指南</h1><p>发布时间：2026-01-05</p><div>{text}</div>"
            "<p>附件：<a href='/f/1.doc'>政府信息公开申请表.doc</a></p>"
            "<div class='xg'><h3>相关链接</h3><ul><li><a href='/x1.html'>云溪县政府信息公开申请办法全文</a><span>2025-01-01</span></li>"
            "<li><a href='/x2.html'>云溪县政府信息公开收费标准说明</a><span>2025-01-01</span></li></ul></div>"
        )
    )
    assert reading.entries == ()
    assert not reading.blank
    assert not reading.shell


@pytest.mark.parametrize("main", SHELLS.values(), ids=SHELLS.keys())
def test_a_list_filled_by_script_is_a_shell(main: str) -> None:
    reading = read_list(framed(f"<div class='list'>{main}</div>"))
    # A request that is plain to read is tried; that it gives nothing would prove nothing.
    assert reading.shell or {turn.way for turn in reading.turns} == {"guess"}
    assert not reading.blank
    assert reading.entries == ()


def test_a_view_counter_makes_no_shell() -> None:
    reading = read_list(
        framed(
            "<div class='list'><ul></ul></div><script>$.ajax({url:'/visit/count?id=3'})</script>"
        )
    )
    assert reading.blank
    assert not reading.shell


def test_a_dated_statement_of_none() -> None:
    html = framed(
        "<ul><li><a href='/s.html'>云溪县民政局关于无行政规范性文件的情况说明</a><span>2026-03-01</span></li></ul>"
    )
    reading = read_list(html, role=Role.NORMATIVE_DOCUMENTS)
    assert str(reading.statement_on) == "2026-03-01"
    assert reading.entries == ()
    assert reading.blank


def test_a_statement_on_the_page_itself() -> None:
    html = framed(
        "<h1>情况说明</h1><p>本单位2026年无行政规范性文件。</p><p>云溪县民政局</p><p>2026年3月1日</p>"
    )
    assert str(read_list(html, role=Role.NORMATIVE_DOCUMENTS).statement_on) == "2026-03-01"


@pytest.mark.parametrize("words", STATED)
def test_a_statement_in_other_words(words: str) -> None:
    html = framed(f"<h1>情况说明</h1><p>{words}</p>")
    assert str(read_list(html, role=Role.NORMATIVE_DOCUMENTS).statement_on) == "2026-03-01"


@pytest.mark.parametrize("title", (*STATED_ROWS, *NOT_STATED_ROWS))
def test_a_row_that_states_in_other_words(title: str) -> None:
    html = framed(f"<ul><li><a href='/s.html'>{title}</a><span>2026-03-01</span></li></ul>")
    said = read_list(html, role=Role.NORMATIVE_DOCUMENTS).statement_on
    assert (said is not None) is (title in STATED_ROWS)


def test_an_article_about_something_else_is_no_statement() -> None:
    html = framed(
        "<ul><li><a href='/s.html'>关于无障碍环境建设工作的情况说明</a><span>2026-03-01</span></li>"
        "<li><a href='/t.html'>关于无偿献血活动的公告</a><span>2026-02-01</span></li></ul>"
    )
    reading = read_list(html)
    assert reading.statement_on is None
    assert len(reading.entries) == 2


def test_a_frame_leads_to_its_content() -> None:
    reading = read_list(framed("<iframe src='/zwgk/tzgg/list.jsp?id=3' width='100%'></iframe>"))
    assert [turn.url for turn in reading.turns] == ["http://www.yunxi.test/zwgk/tzgg/list.jsp?id=3"]
    assert reading.turns[0].page_number == 1, "it stands in the page's place"
    assert not reading.blank


def test_a_refresh_leads_on() -> None:
    reading = read_list(
        "<html><head><meta http-equiv='refresh' content='0;url=list_1.html'></head><body></body></html>"
    )
    assert [turn.url for turn in reading.turns] == ["http://www.yunxi.test/zwgk/tzgg/list_1.html"]


@pytest.mark.parametrize(
    "broken", ["", "<", "<table><tr><td><a href='/1", "\x00\x01", "{", "[1,2", "<ul>" * 3000]
)
def test_hostile_input_reads_as_nothing(broken: str) -> None:
    assert read_list(broken).entries == ()


@pytest.mark.parametrize(("count", "blank"), [(44, True), (56, False)])
def test_a_single_page_is_blank_below_fifty_characters(count: int, blank: bool) -> None:
    reading = read_list(framed(f"<p>{'职' * count}</p>"), role=Role.AGENCY_PROFILE)
    assert reading.blank is blank


@pytest.mark.parametrize(
    ("size", "turns"),
    [
        ("width='0' height='0' style='display:none'", 0),
        ("style='width: 1px; height: 1px'", 0),
        ("width='100%'", 1),
        ("height='0'", 1),
        ("width='100%' height='30'", 1),
        ("width='10' height='10' onload='stretch(this)'", 1),
    ],
)
def test_a_frame_too_small_for_a_list_is_none(size: str, turns: int) -> None:
    frame = f"<iframe src='/module/visit.jsp?type=2' {size}></iframe>"
    found = read_list(framed(f"<h1>公开指南</h1><p>公开机构：县政府办。</p>{frame}"))
    assert len(found.turns) == turns
