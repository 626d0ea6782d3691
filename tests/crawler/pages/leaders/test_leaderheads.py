# ruff: noqa: E501  (pages read best unbroken)
"""Whose post is whose, and who below which heading is no leader in office."""

from __future__ import annotations

import pytest

from crawler.pages.leaders.leaderoffices import is_office, leads_nothing
from crawler.pages.task import Purpose
from tests.builders import dossier, judge
from tests.crawler.pages.leaders.test_leadernames import BOTH, card, cards, leaders


def said(inner: str, purpose: Purpose, row: str = "") -> str:
    """Who is named with which post, former ones in brackets, in the order of the page's names."""
    found = sorted(leaders(inner, purpose, row=row), key=lambda one: inner.find(one.name))
    return "|".join(f"{one.name} {one.post}" if one.present else f"({one.name})" for one in found)


def lines(text: str) -> str:
    return "<h1>领导班子</h1>" + "".join(f"<p>{one}</p>" for one in text.split("|"))


def rows(text: str) -> str:
    cells = (f"<tr><td>{row.replace('：', '</td><td>')}</td></tr>" for row in text.split("|"))
    return f"<h1>领导班子</h1><table>{''.join(cells)}</table>"


TWO = "张三 县委副书记、县长|李四 县委常委、副县长"
POSTS = {
    "姓名：张三|职务：县委副书记|行政职务：县长|姓名：李四|职务：县委常委|行政职务：副县长": TWO,
    "职务：县委副书记|行政职务：县长|姓名：张三|职务：县委常委|行政职务：副县长|姓名：李四": TWO,
    "姓名：张三|职务：县委书记|姓名：空缺|职务：县长|姓名：李四|职务：副县长": "张三 县委书记|李四 副县长",
    "姓名：张三|职务：县委书记|姓名：（待公布）|职务：县长|姓名：李四|职务：副县长": "张三 县委书记|李四 副县长",
    "姓名：张三|职务：县委书记|姓名：|职务：县长|姓名：李四|职务：副县长": "张三 县委书记|李四 副县长",
    "职务：县长|姓名：|职务：副县长|姓名：李四": "李四 副县长",
    "姓名：张三|职务：县委书记|职务：县长|姓名：李四|职务：副县长": "张三 县委书记|李四 副县长",
    "姓名：张三|职务：县委书记|姓名：王建国（女，回族）|职务：县长": "张三 县委书记|王建国 县长",
    "姓名：张三（已退休）|职务：县长|姓名：李四（挂职）|职务：副县长": "李四 副县长",
}  # fmt: skip
IN_LINES = {
    "局长：空缺": "",
    "局长：暂缺|副局长：张三": "张三 副局长",
    "县长：|王建国|副县长：|李建军": "王建国 县长|李建军 副县长",
    "县长：|空缺|副县长：|李建军": "李建军 副县长",
    "县长|王建国|副县长|李建军": "王建国 县长|李建军 副县长",
    "王建国|县长|李建军|副县长": "王建国 县长|李建军 副县长",
    "副县长：李建军（女）、赵小明（挂职）": "李建军 副县长|赵小明 副县长",
}


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(("text", "named"), [*POSTS.items(), *IN_LINES.items()])
def test_nobody_is_given_the_post_of_another(text: str, named: str, purpose: Purpose) -> None:
    assert said(lines(text), purpose) == named


@pytest.mark.parametrize(
    "text", ["县长：王建国|副县长：李建军", "职务：姓名|县长：王建国|副县长：李建军"]
)
def test_nor_in_cells(text: str) -> None:
    for purpose in BOTH:
        assert said(rows(text), purpose) == "王建国 县长|李建军 副县长"


def test_duties_below_labels_are_not_those_of_a_colleague_linked_above() -> None:
    inner = "<ul><li><a href=/l/1.html>张三 县长</a></li><li><a href=/l/2.html>李四 副县长</a></li></ul><p>姓名：张三</p><p>职务：县长</p><p>分工：主持县政府全面工作，负责审计工作。</p>"
    for purpose in BOTH:
        assert [one.name for one in leaders(inner, purpose) if one.division] == ["张三"]


TWO_IN_POSTS = "<p>副局长：王建国、李建军</p><p>局长：赵小明</p>"
LABELLED = "<p>姓名：王建国</p><p>职务：副局长</p><p>负责新闻发布工作，联系新闻单位。</p>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("people", [TWO_IN_POSTS, LABELLED], ids=["posts", "labels"])
@pytest.mark.parametrize(
    "heading",
    ["<h3>新闻发言人</h3>", "<p>驻村干部</p>", "<p><b>纪检监督员</b></p>", "<h2>任前公示</h2>", "<h3>领导接访日</h3>",
     "<p>2026年春节值班安排</p>", "<h3>下属单位领导</h3>", "<p>直属机构</p>", "<p>免去：</p>", "<p>任命：</p>", "<table><tr><td colspan=2>接访安排</td></tr></table>"],
)  # fmt: skip
def test_nobody_below_a_heading_of_others_is_a_leader(
    heading: str, people: str, purpose: Purpose
) -> None:
    own = "<h1>领导班子</h1><p>钱小亮 局长 主持全面工作。</p>"
    assert said(own + heading + people, purpose) == "钱小亮 局长"
    title = heading.replace("h2>", "h1>").replace("h3>", "h1>")
    if "h1" in title:
        assert said(title + people, purpose) == ""


def test_nobody_below_another_heading_is_unread() -> None:
    own = "<h1>领导班子</h1><p>钱小亮 局长 主持全面工作。</p><p>孙小红 副局长 分管人事工作。</p>"
    for heading, unread in (
        ("<h3>新闻发言人</h3>", False),
        ("<h3>其他</h3>", False),
        ("<h3>其他</h3><p>暂无。</p>", True),
        ("", True),
    ):
        found = leaders(own + heading + LABELLED, Purpose.SECTION)
        assert any(one.unread for one in found) is unread
        [finding] = judge("leader_duty_disclosed", dossier(*found))
        assert (finding.outcome.name == "CANT_TELL") is unread


FORMER = "<p>局长：王建国、李建军</p><p>副局长：赵小明、周小兵</p>"


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        (f"<h1>领导班子</h1><p>局长：钱小亮</p><p>历任领导</p>{FORMER}", "钱小亮 局长|(王建国)|(李建军)|(赵小明)|(周小兵)"),
        (f"<h1>领导班子</h1><h2>历任领导</h2><h3>第一届</h3>{FORMER}", "(王建国)|(李建军)|(赵小明)|(周小兵)"),
        (f"<div>领导之窗</div><ul><li>现任领导</li><li>历任领导</li></ul>{FORMER}", "王建国 局长|李建军 局长|赵小明 副局长|周小兵 副局长"),
        (f"<h1>领导班子</h1><ul><li>领导介绍</li><li>内设机构</li><li>直属机构</li></ul>{FORMER}", "王建国 局长|李建军 局长|赵小明 副局长|周小兵 副局长"),
        (f"<div>新闻中心</div><div>县政府</div>{FORMER}", "王建国 局长|李建军 局长|赵小明 副局长|周小兵 副局长"),
        ("<h1>领导班子</h1><p>局长：王建国</p><p>办公室</p><p>主任：李建军、赵小明</p>", "王建国 局长"),
        ("<p>张三 县长</p><h1>历任领导</h1><p>任职时间：2001年</p>", "(张三)"),
        ("<h1>领导班子</h1><p>张三 县长</p><h3>历任领导</h3>", "张三 县长"),
    ],
)  # fmt: skip
def test_how_far_a_heading_reaches(inner: str, named: str) -> None:
    for purpose in BOTH:
        assert said(inner, purpose) == named


@pytest.mark.parametrize(
    "post",
    ["免去局长", "拟任副局长", "已退休副局长", "退休干部原副局长", "副局长（2015-2018）", "局长（已退休）", "出席会议的副县长", "受表彰的村党支部书记",
     "带班局长", "接访县长", "图书馆馆长", "兼任县红十字会会长", "总编辑", "组织委员", "人事科科长", "值班主任", "驻村工作组组长"],
)  # fmt: skip
def test_who_is_told_of_as_something_else_is_no_leader(post: str) -> None:
    assert not is_office(post)
    for purpose in BOTH:
        assert said(lines(f"{post}：王建国、李建军"), purpose) == ""
    single = ("图书馆馆长", "总编辑", "组织委员", "人事科科长", "副局长（2015-2018）")
    assert leads_nothing(post) or post in single


@pytest.mark.parametrize(
    "post",
    ["党委书记、主任", "县委常委、常务副县长", "副局长（挂职）", "一级调研员", "党组成员、副局长", "分管副局长", "县公安局局长", "云溪县副县长",
     "机关党委书记", "镇党委委员、组织委员", "派驻纪检监察组组长", "驻局纪检监察组组长", "市纪委监委驻市教育局纪检监察组组长", "院长", "县政府党组副书记", "党支部书记、站长", "副局长（主持工作）"],
)  # fmt: skip
def test_the_posts_of_leaders(post: str) -> None:
    assert is_office(post)
    assert said(lines(f"{post}：王建国、李建军"), Purpose.SECTION) == f"王建国 {post}|李建军 {post}"


def test_the_head_of_a_body_below_is_none_of_the_body_that_has_a_head() -> None:
    text = lines("局长：王建国、李建军|站长：赵小明、钱小亮")
    assert said(text, Purpose.SECTION) == "王建国 局长|李建军 局长"


@pytest.mark.parametrize(
    "inner",
    [
        cards("水利", "林业", "金融"),
        cards("高温", "安徽", "云南", heading="领导活动"),
        cards("水利局", "林业局"),
        f"<h2>领导介绍</h2><ul>{card('金永善', '#', '<p>局长</p>')}{card('贾春城', '#')}</ul>",
    ],
)
def test_tiles_of_subjects_are_no_people(inner: str) -> None:
    assert leaders(inner, Purpose.SECTION) == []


def test_a_letter_names_no_leader() -> None:
    inner = "<h1>局长信箱</h1><p>写信人</p><p>姓名：王建国</p><p>单位职务：某公司经理</p><p>职务：经理</p>"
    for purpose in BOTH:
        assert leaders(inner, purpose) == []


def test_the_body_whose_site_it_is_is_no_part_of_itself() -> None:
    inner = "<div>云溪县图书馆</div><p>馆长：王建国、李建军</p>"
    assert len(leaders(inner, Purpose.SECTION, title="领导信息-云溪县图书馆")) == 2
    assert leaders(inner, Purpose.SECTION) == []


def test_a_title_that_names_somebody_with_his_posts_heads_no_others() -> None:
    inner = "<h1>张三 副县长、县防汛指挥部指挥长</h1><p>主持县政府全面工作。</p>"
    assert said(inner, Purpose.DETAIL) == "张三 副县长、县防汛指挥部指挥长"
