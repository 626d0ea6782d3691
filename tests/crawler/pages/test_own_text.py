# ruff: noqa: E501  (pages read best unbroken)
"""A page's own text: paragraphs are kept whatever they name, the frame of the site is not."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.bodies.static_page import own_text
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Cause, Document, Entry
from crawler.visit.words import speaks_of_interpretation
from tests.crawler.pages.pages import SNAPSHOT, URL

APPLY = (
    "公民、法人或者其他组织需要向本机关申请获取政府信息的，可以当面提交、邮寄提交申请表，并载明姓名或者名称、联系方式。"
    "受理机构自收到之日起二十个工作日内答复，邮寄地址：云溪县人民路1号，{}联系电话：0000-0000000。"
)


def opened(
    inner: str, role: Role, purpose: Purpose = Purpose.SECTION, entry: Entry | None = None
) -> Reading:
    page = Page.parse(
        URL, f"<html><body>{inner}</body></html>".encode(), "text/html; charset=utf-8"
    )
    return read(Task(purpose, URL, role, entry=entry), page, SNAPSHOT)


def test_the_text_of_a_page_laid_out_in_a_table_is_its_own() -> None:
    rows = (
        "<tr><td colspan=2><a href='/'>首页</a> | <a href='/g/'>公告栏</a></td></tr>"
        "<tr><td>快捷导航<br><a href='/x/'>信息公开</a></td><td><h3>关于规范性文件制定情况的说明</h3>"
        "<p>发布日期：2026年9月30日</p><p>截至2026年9月30日，石桥镇人民政府未制定行政规范性文件。特此说明。</p></td></tr>"
    )
    row = Entry(URL, "关于规范性文件制定情况的说明", Role.NORMATIVE_DOCUMENTS, SNAPSHOT)
    found = opened(f"<table>{rows}</table>", Role.NORMATIVE_DOCUMENTS, Purpose.DETAIL, entry=row)
    assert found.listing.statement_on == date(2026, 9, 30)
    assert found.records == ()


@pytest.mark.parametrize(
    "word", ["邮编：000000，", "请登录平台提交，", "可在网站搜索表格，", "由主办单位受理，"]
)
def test_a_paragraph_is_own_text(word: str) -> None:
    found = opened(f"<main><p>{APPLY.format(word)}</p></main>", Role.INFORMATION_REQUEST)
    assert found.own_text_chars > 50


def test_a_page_that_wants_its_reader_to_log_in_is_still_told() -> None:
    found = opened("<p>请登录后查看</p>", Role.INFORMATION_REQUEST)
    assert (found.cause, found.detail) == (Cause.BLOCKED, "login")


@pytest.mark.parametrize(
    "line",
    [
        "主办：云溪县人民政府办公室　承办：云溪县数据资源管理局　邮编：000000　联系电话：0000-0000000",
        "版权所有：云溪县人民政府，未经授权，禁止转载或者建立镜像。建议使用1024分辨率浏览本网站，谢谢。",
        "地址：云溪县人民路1号，邮政编码：000000，网站标识码：3413990001，皖ICP备00000001号。本站由县政府办维护。",
    ],
)
def test_the_frame_of_the_site_is_none(line: str) -> None:
    found = opened(f"<main><h2>依申请公开</h2></main><p>{line}</p>", Role.INFORMATION_REQUEST)
    assert found.own_text_chars < 50


def test_a_note_whose_body_stands_in_a_box_with_a_date_and_a_link_is_a_statement() -> None:
    body = (
        "<div class='wrap main'><div class='pos'>位置：<a href='/'>首页</a> &gt; <a href='/yjzj/'>意见征集</a></div><div class='con'>"
        "<h1>关于2026年意见征集栏目的情况说明</h1><div>发布时间：2026-09-02 09:32　来源：云溪县人民政府</div>"
        "<div><p>2026年以来，截至目前我县暂无面向社会公开征求意见的事项，故本栏目暂无相关信息发布。今后如有此类事项，将及时公布。特此说明。</p></div></div></div>"
    )
    row = Entry(URL, "关于2026年意见征集栏目的情况说明", Role.CONSULTATIONS, SNAPSHOT, URL, 1)
    found = opened(body, Role.CONSULTATIONS, Purpose.DETAIL, row)
    assert found.listing.statement_on == date(2026, 9, 2)


def test_a_generic_link_below_a_page_is_no_interpretation() -> None:
    for label in ("关于我们", "网站声明", "首页"):
        assert not speaks_of_interpretation(label, "相关解读")
    assert speaks_of_interpretation("《云溪县养老服务管理办法》", "相关解读")
    text = "第一条 为规范养老服务，制定本办法。" * 20
    html = (
        f"<div class='main'><h1>云溪县人民政府关于印发养老办法的通知</h1><p>{text}</p>"
        "<h3>相关解读</h3><ul><li><a href='/jd/1.html'>养老办法政策解读</a></li></ul></div>"
        "<div class='footer'><p><a href='/map.html'>网站导览图示</a> | <a href='/about.html'>本站情况介绍</a></p>"
        "<p>主办：云溪县人民政府办公室　皖ICP备1号</p></div>"
    )
    document = opened(html, Role.NORMATIVE_DOCUMENTS, Purpose.DETAIL).records[0]
    assert isinstance(document, Document)
    told = [
        link.url for link in document.links if speaks_of_interpretation(link.text, link.heading)
    ]
    assert told == ["http://www.yunxi.test/jd/1.html"]


MASTHEADS = {
    "a class": "<div class='header'><img src='/i/top.jpg'>{}</div>",
    "a picture with words": "<div class='header'><img src='/i/top.jpg' alt='云溪县人民政府'>{}</div>",
    "an element": "<header><a href='/'><img src='/i/top.jpg' alt='云溪县水务局'></a>{}</header>",
}


@pytest.mark.parametrize("masthead", MASTHEADS.values(), ids=MASTHEADS)
def test_a_masthead_round_the_whole_page_hides_nothing(masthead: str) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>行政许可</td><td>取水许可第{n}项</td></tr>" for n in range(1, 9)
    )
    inner = f"<div class='title'>权责清单</div><table>{rows}</table>"
    body = f"<body>{masthead.format(inner)}<p>主办单位：云溪县水务局</p></body>"
    page = Page.parse(URL, f"<html>{body}</html>".encode(), "text/html")
    assert "取水许可第8项" in own_text(page)


def test_a_header_beside_the_text_stays_one() -> None:
    menu = "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in range(40))
    head = f"<div class='header'>{menu}<p>今天是2026年11月20日，欢迎访问云溪县水务局网站</p></div>"
    text = "<h1>权责清单</h1><p>行政许可：取水许可、河道采砂许可、水土保持方案审批，共三项。</p>"
    page = Page.parse(
        URL, f"<html><body>{head}<div>{text}</div></body></html>".encode(), "text/html"
    )
    assert "欢迎访问" not in own_text(page)
    assert "河道采砂许可" in own_text(page)
