"""The foot of a home page, in the layouts that portals give it."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.pages.home.identity import read_identity
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Snapshot
from crawler.records.site import SiteIdentity

URL = "http://www.yunxi.test/"
SHOT = Snapshot(URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)
FILL = (
    "<div class='news'><ul>"
    + "<li><a href='/1.html'>关于某事的通知</a> 2026-11-01</li>" * 30
    + "</ul></div>"
)


def read(body: str) -> SiteIdentity:
    page = Page.parse(URL, f"<html><body>{FILL}{body}</body></html>".encode(), "text/html")
    return read_identity(page, Task(Purpose.HOME, URL, Role.HOME), SHOT)


def fields(body: str) -> dict[str, str | None]:
    return {slug: field.value for slug, field in read(body).fields}


WHOLE = {
    "one line": "<p>网站标识码：5301010002 滇ICP备05000001号-1 滇公网安备 53010102000001号 电话：0871-5550100</p>",
    "a line for each": "<div>网站标识码 5301010002</div><div>ICP备案号：滇ICP备05000001号-1</div>"
    "<div>公安备案号：53010102000001</div><div>联系电话：(0871)5550100</div>",
    "a list": "<ul><li>政府网站标识码：5301010002</li><li>滇ICP备05000001号-1</li><li>滇公网安备53010102000001号</li>"
    "<li>联系方式：08715550100</li></ul>",
    "cells of a table": "<table><tr><td>网站标识码</td><td>5301010002</td></tr><tr><td>备案编号：</td>"
    "<td>滇ICP备05000001号-1</td></tr><tr><td>滇公网安备</td><td>53010102000001</td></tr>"
    "<tr><td>电话</td><td>0871-5550100</td></tr></table>",
    "spans, links and a picture": "<p>主办：云溪县人民政府 <span>网站标识码:</span><span>5301010002</span> "
    "<a href='https://beian.miit.gov.cn/'>滇ICP备05000001号-1</a> <a target='_blank' href='http://www.beian.gov.cn/"
    "portal/registerSystemInfo?recordcode=53010102000001'><img src='/ga.png'></a> 值班电话 0871—5550100</p>",
    "written by a script": "<p>网站标识码：5301010002 电话：0871-5550100</p><script>document.write('<p>滇ICP备05000001号-1"
    " 滇公网安备53010102000001号</p>');</script>",
}  # fmt: skip


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_a_whole_foot(body: str) -> None:
    found = fields(body)
    assert found["site_code"] == "5301010002"
    assert "05000001" in (found["icp_number"] or "")
    assert found["police_number"] == "53010102000001"
    assert "".join(c for c in found["phone"] or "" if c.isdigit()) == "08715550100"
    assert not read(body).hidden


LACKING = {
    "police_number": "<p>网站标识码：5301010002 滇ICP备05000001号 电话：0871-5550100</p>",
    "phone": "<p>网站标识码：5301010002 滇ICP备05000001号 滇公网安备53010102000001号 邮编：651600</p>",
    "icp_number": "<p>网站标识码：5301010002 滇公网安备53010102000001号 电话：0871-5550100</p>",
    "site_code": "<p>滇ICP备05000001号 滇公网安备53010102000001号 电话：0871-5550100</p>",
}


@pytest.mark.parametrize(("slug", "body"), LACKING.items(), ids=LACKING)
def test_what_is_missing_is_not_made_up(slug: str, body: str) -> None:
    found = fields(body)
    assert slug not in found
    assert {"site_code", "icp_number", "police_number", "phone"} - {slug} <= found.keys()


def test_a_phone_above_the_foot_is_none_of_it() -> None:
    assert "phone" not in fields("<p>报名电话：0871-6660100</p>" + FILL + LACKING["phone"])


@pytest.mark.parametrize("number", ["12345", "12315", "400-800-1234", "96123", "13900001234"])
def test_hotlines_are_phones(number: str) -> None:
    assert "phone" in fields(f"<p>网站标识码：5301010002 联系电话：{number}</p>")


def test_a_foot_that_is_not_there() -> None:
    assert read("").hidden is False
    # What links nothing is no front page that a reader could use: damaged, or not seen whole.
    for body in (b"", "<p>\ufffd\ufffd\ufffd</p>".encode()):
        page = Page.parse(URL, b"<html><body>" + body + b"</body></html>", "text/html")
        assert read_identity(page, Task(Purpose.HOME, URL, Role.HOME), SHOT).hidden is True
    assert read("<iframe src='/foot.html'></iframe>").hidden is True
    assert read("<div id='footer'></div><script src='/foot.js'></script>").hidden is True
    # A badge's script beside a foot in the page does not hide it.
    assert read("<p>版权所有：云溪县人民政府</p><script src='/badge.js'></script>").hidden is False


def test_broken_markup_does_no_harm() -> None:
    assert fields("<div>" * 2000 + "网站标识码：5301010002")["site_code"] == "5301010002"
    assert read("电话" * 20_000).fields == ()


def test_the_site_code_in_the_address_of_the_link_for_corrections() -> None:
    link = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5301010002"
    told = fields(f"<p>滇ICP备05000001号</p><a href='{link}'><img src=/jc.png></a>")
    assert told["site_code"] == "5301010002"
    assert "site_code" not in fields(
        "<p>滇ICP备05000001号</p><a href='/x?site_code=5301010002'>x</a>"
    )


ORGANISERS = {
    "behind the name": ("云溪县人民政府主办 云溪县政务服务数据局承办", "云溪县人民政府"),
    "who manages it": ("管理单位：云溪县水务局", "云溪县水务局"),
    "whose rights": ("云溪县人民政府 版权所有", "云溪县人民政府"),
    "before the name": ("主办：云溪县人民政府 承办：县政府办", "云溪县人民政府"),
}


@pytest.mark.parametrize(("said", "organiser"), ORGANISERS.values(), ids=ORGANISERS)
def test_who_runs_the_site(said: str, organiser: str) -> None:
    assert fields(f"<p>{said} 滇ICP备05000001号</p>")["organiser"] == organiser
