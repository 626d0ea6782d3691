# ruff: noqa: E501  (pages read best unbroken)
"""Profiles and guides whose parts stand in tabs."""

from __future__ import annotations

import re

import pytest

from crawler.pages.bodies.static_page import read_static_page
from crawler.pages.markup.page import Page
from crawler.pages.markup.tabs import with_named_panels
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.materials import AgencyProfile, DisclosureGuide
from crawler.records.model import Field
from tests.crawler.pages.pages import SNAPSHOT, URL, html

DUTIES = "贯彻执行水行政工作的方针政策和法律法规，负责水资源统一管理和监督，统筹城乡供水。"
LONG = f"<p>{DUTIES}</p>" * 8
OFFICES = "<p>办公室</p><p>规划计划股</p>"
REACH = "<p>办公地址：云溪县惠民路66号</p><p>办公时间：工作日8:30—17:30</p><p>联系电话：0871-55501001</p>"
HIDE = 'style="display: none"'


def profile(inner: str) -> AgencyProfile:
    page = Page.parse(URL, html(f"<div class='main'>{inner}</div>").encode(), "text/html")
    read = read_static_page(
        page, Task(Purpose.SECTION, URL, Role.AGENCY_PROFILE, label="机构概况"), SNAPSHOT
    )
    assert isinstance(read, AgencyProfile)
    return read


def value(field: Field[str] | None) -> str:
    return field.value or "" if field is not None else ""


TABS = {
    "items above boxes of their order": f"<h1>机构概况</h1><ul class='tab'><li class='on'>职能配置</li><li>内设机构</li><li>联系方式</li></ul><div class='con'><div>{LONG}</div><div {HIDE}>{OFFICES}</div><div {HIDE}>{REACH}</div></div>",
    "boxes beside the bar": f"<h1>机构概况</h1><div class='hd'><span>机构职能</span><span>内设机构</span><span>联系方式</span></div><div class='bd'>{LONG}</div><div class='bd' {HIDE}>{OFFICES}</div><div class='bd' {HIDE}>{REACH}</div>",
    "ids of links": f"<h1>机构概况</h1><ul><li><a href='#reach'>联系方式</a></li><li><a href='#duty'>职能配置</a></li><li><a href='#rooms'>内设机构</a></li></ul><div><div id='duty'>{LONG}</div><div id='rooms' {HIDE}>{OFFICES}</div><div id='reach' hidden>{REACH}</div></div>",
    "data-target": f"<h1>机构概况</h1><div><button data-target='#duty'>职能配置</button><button data-target='#rooms'>内设机构</button><button data-target='#reach'>联系方式</button></div><section id='duty'>{LONG}</section><section id='rooms' {HIDE}>{OFFICES}</section><section id='reach' {HIDE}>{REACH}</section>",
    "aria-controls": f"<h1>机构概况</h1><div role='tablist'><a role='tab' aria-controls='p1'>职能配置</a><a role='tab' aria-controls='p2'>内设机构</a><a role='tab' aria-controls='p3'>联系方式</a></div><div id='p1'>{LONG}</div><div id='p2' {HIDE}>{OFFICES}</div><div id='p3' {HIDE}>{REACH}</div>",
    "a call that numbers them": f"<h1>机构概况</h1><ul><li onclick=\"setTab('one',1,3)\">职能配置</li><li onclick=\"setTab('one',2,3)\">内设机构</li><li onclick=\"setTab('one',3,3)\">联系方式</li></ul><div class='wrap'><div class='inner'><div id='con_one_1'>{LONG}</div><div id='con_one_2' {HIDE}>{OFFICES}</div><div id='con_one_3' {HIDE}>{REACH}</div></div></div>",
    "shown by style sheets": f"<h1>机构概况</h1><div class='t'><ul><li>职能配置</li><li>内设机构</li><li>联系方式</li></ul></div><ul class='c'><li class='on'><div class='TRS_Editor'>{LONG}</div></li><li>{OFFICES}</li><li>{REACH}</li></ul>",
}  # fmt: skip


@pytest.mark.parametrize("inner", TABS.values(), ids=TABS)
def test_the_names_of_tabs_are_the_headings_of_their_boxes(inner: str) -> None:
    read = profile(inner)
    assert value(read.duties).startswith(DUTIES[:20])
    assert "规划计划股" not in value(read.duties)
    assert value(read.offices) == "办公室规划计划股"
    (contact,) = read.contacts
    assert value(contact.phone) == "0871-55501001"
    assert value(contact.hours) == "工作日8:30—17:30"
    assert DUTIES in read.text
    assert "规划计划股" in read.text


NO_TABS = {
    "names that lead to other pages": f"<ul><li><a href='/zn/'>职能配置</a></li><li><a href='/nsjg/'>内设机构</a></li></ul><div><div>{LONG}</div><div>{OFFICES}</div></div>",
    "more boxes than names": f"<ul><li>简介</li><li>内设机构</li></ul><div><div>{LONG}</div><div>{OFFICES}</div><div>{OFFICES}</div></div>",
    "hidden boxes that nothing names": f"<p>机构</p><div>{LONG}</div><div {HIDE}>内设机构：{OFFICES}</div>",
    "rows of labels and values": f"<div><div>内设机构</div><div>见下文</div></div><div><div>办公室</div><div>{LONG}</div></div><div><div>科室</div><div>财务室</div></div>",
    "boxes without text": "<ul><li>简介</li><li>内设机构</li></ul><div><div></div><div>图</div></div>",
}  # fmt: skip


@pytest.mark.parametrize("inner", NO_TABS.values(), ids=NO_TABS)
def test_what_are_no_tabs_name_nothing(inner: str) -> None:
    assert "规划计划股" not in value(profile(f"<h1>机构概况</h1>{inner}").offices)


def test_an_empty_box_states_nothing_under_its_name() -> None:
    tabs = f"<ul><li>职能配置</li><li>内设机构</li></ul><div><div>{LONG}</div><div></div></div>"
    read = profile(f"<h1>机构概况</h1>{tabs}")
    assert value(read.duties)
    assert not value(read.offices)


def test_the_tabs_of_a_guide_are_read_too() -> None:
    tabs = f"<ul><li>公开范围</li><li>受理机构</li></ul><div><div>{LONG}</div><div {HIDE}>{REACH}</div></div>"
    page = Page.parse(URL, html(f"<h1>公开指南</h1>{tabs}").encode(), "text/html")
    read = read_static_page(page, Task(Purpose.SECTION, URL, Role.GUIDE), SNAPSHOT)
    assert isinstance(read, DisclosureGuide)
    assert [value(one.phone) for one in read.contacts] == ["0871-55501001"]
    assert read.contacts[0].heading == "受理机构"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "inner",
    [
        "<ul><li>职责</li><li>机构</li></ul><div><div>文</div><div>文</div></div>" * 2_000,
        "<div><a>职责</a><a>机构</a>" * 1_500,
    ],
    ids=["rows", "nested"],
)
def test_endless_bars_are_read_in_time(inner: str) -> None:
    page = Page.parse(URL, html(inner).encode(), "text/html")
    assert with_named_panels(page, re.compile("职责")) is None
