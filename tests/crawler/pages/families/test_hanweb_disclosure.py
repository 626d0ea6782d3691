"""Hanweb's module xxgk: lists that a script from elsewhere brings, asked for as it asks."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import TITLES, dates, framed, read_list, titles

BOX = "<div class='zfxxgk_bt'>规范性文件</div><div id='div77' class='xxgk_info'></div><script src='/script/dynamic.js'></script>"
OBJECT = 'xxgkInit({infotypeId:"YX0203",jdid:"41",area:"11370000X",divid:"div77"});'
QUERY = "load('/zw/module/xxgk/search.jsp?infotypeId=YX0203&jdid=41&area=11370000X&divid=div77');"
VARIABLES = "var infotypeId = 'YX0203', jdid = 41, area='11370000X'; var divid=\"div77\";"


def shell(script: str, box: str = BOX, role: Role = Role.NORMATIVE_DOCUMENTS) -> ListReading:
    return read_list(framed(f"{box}<script>{script}</script>"), role=role)


@pytest.mark.parametrize("script", [OBJECT, QUERY, VARIABLES])
def test_the_request_is_put_together_from_what_the_page_says(script: str) -> None:
    reading = shell(script)
    assert not reading.blank
    (turn,) = reading.turns
    assert (turn.method, turn.page_number, turn.way) == ("POST", 1, "call")
    path = urlsplit(turn.url).path
    assert path == ("/zw" if script == QUERY else "") + "/module/xxgk/search.jsp"
    sent = {name: values[0] for name, values in parse_qs(turn.body).items()}
    assert {name: sent[name] for name in ("infotypeId", "jdid", "area", "divid", "currpage")} == {
        "infotypeId": "YX0203", "jdid": "41", "area": "11370000X", "divid": "div77", "currpage": "1",
    }  # fmt: skip
    assert sent["sortfield"] == ",compaltedate:0"


def test_fields_that_nobody_sees_say_it_too() -> None:
    fields = "".join(
        f"<input type=hidden id={name} value={value}>"
        for name, value in (("infotypeId", "YX0203"), ("jdid", "41"), ("area", "1137"))
    )
    (turn,) = shell("", BOX + fields).turns
    assert "infotypeId=YX0203&jdid=41&area=1137" in turn.body


@pytest.mark.parametrize(
    "script",
    [
        OBJECT + OBJECT.replace("YX0203", "YX0205"),  # which of them is the column's?
        OBJECT.replace('"YX0203"', "c.infotypeId"),
        "track({area:'1137',jdid:'41'});",
    ],
)
def test_what_does_not_say_which_list_is_left_to_a_browser(script: str) -> None:
    reading = shell(script)
    assert not any("search.jsp" in turn.url for turn in reading.turns)
    assert reading.shell
    assert not reading.blank


def test_a_box_that_came_filled_and_a_single_page_are_asked_for_nothing() -> None:
    rows = "".join(f"<li><a href='/art/{n}.html'>{t}</a></li>" for n, t in enumerate(TITLES))
    filled = f"<h2>规范性文件</h2><div id='div77'><ul>{rows}</ul></div>"
    assert not shell(OBJECT, filled).turns
    assert not shell(OBJECT, role=Role.GUIDE).turns


def answered(page: int, of: int) -> ListReading:
    (turn,) = shell(OBJECT).turns
    rows = "".join(
        f"<tr class='tr_main_value_odd'><td>{n}</td><td><a href='/art/2026/9/{n}/art_77_{n}.html' title='{t}'>{t}</a></td><td>云政规〔2026〕{n}号</td><td>2026-09-{10 + n}</td></tr>"
        for n, t in enumerate(TITLES[:3], 1)
    )
    pager = f"<div class='tr_page'>共 {of * 3} 条记录　当前第 {page} / {of} 页　<a href='javascript:gotoPage(1)'>首页</a> <a href='javascript:gotoPage({min(of, page + 1)})'>下一页</a></div>"
    html = f"<table class='tr_main'><tr><td>序号</td><td>标题</td><td>文号</td><td>公开日期</td></tr>{rows}</table>{pager}"
    return read_list(html, url=turn.url, role=Role.NORMATIVE_DOCUMENTS, number=page, body=turn.body)


def test_the_answer_holds_the_rows_and_leads_to_the_next_page() -> None:
    reading = answered(1, 3)
    assert titles(reading) == list(TITLES[:3])
    assert dates(reading) == ["2026-09-11", "2026-09-12", "2026-09-13"]
    (turn,) = reading.turns
    assert (turn.page_number, turn.method) == (2, "POST")
    assert "currpage=2" in turn.url
    assert "infotypeId=YX0203" in turn.body
    assert "currpage=2" in turn.body
    assert not answered(3, 3).turns
