# ruff: noqa: E501  (pages read best unbroken)
"""Short lines of duties, and what stands below the label that names them."""

from __future__ import annotations

import time

import pytest

from crawler.pages.leaders.leaderduties import tells_nothing
from crawler.pages.task import Purpose
from crawler.records import Leader
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders
from tests.fuzzing.growing import uncollected

FIRST, LAST = "负责机关日常工作。", "负责财政、税务工作。"
SHORT = ["负责政务公开。", "负责审计。", "负责人事。", "负责协调。", "联系区工商联。", "主管财政。", "抓好信访。", "财政、审计。"]  # fmt: skip
LIFE = "<dd>王建国，男，汉族，1975年3月生，大学学历。</dd>"
OTHER = "<div><h4>李飞</h4><p>职务：副区长</p><p>工作分工：负责财政工作。</p></div>"


def part(*lines: str) -> str:
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f"<div><h4>王建国</h4><p>职务：副区长</p>{told}</div>{OTHER}"


def said(found: list[Leader]) -> str:
    """The duties of the one called 王建国."""
    [one] = [one for one in found if one.name == "王建国"]
    return one.division.removeprefix("工作分工：")


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("short", SHORT)
def test_a_short_line_below_the_label_of_duties_is_one_of_them(
    short: str, purpose: Purpose
) -> None:
    lines = (f"工作分工：{FIRST}", short, LAST)
    found = leaders(f"<h3>领导之窗</h3>{part(*lines)}", purpose)
    assert said(found) == f"{FIRST} {short} {LAST}"
    alone = "".join(f"<p>{line}</p>" for line in ("职务：副区长", *lines))
    assert said(leaders(f"<h1>王建国</h1>{alone}", purpose, "王建国")) == f"{FIRST} {short} {LAST}"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("life", ["", LIFE])
def test_short_items_of_a_list_of_duties_are_kept_beside_a_life(
    life: str, purpose: Purpose
) -> None:
    def one(name: str, post: str, *duties: str) -> str:
        told = "".join(f"<li>{duty}</li>" for duty in duties)
        life_of = life.replace("王建国", name)
        return f"<dl><dd>{name}</dd><dd>{post}</dd>{life_of}<dd><strong>工作分工：</strong><ul>{told}</ul></dd></dl>"

    both = one("李飞", "区长", "主持全面工作。") + one("王建国", "副区长", FIRST, *SHORT)
    found = leaders(f"<h3>区政府领导</h3>{both}", purpose)
    assert said(found) == " ".join((FIRST, *SHORT))


@pytest.mark.parametrize("purpose", BOTH)
def test_a_line_that_begins_with_a_verb_of_duties_needs_no_label(purpose: Purpose) -> None:
    rows = "<p>王建国 副区长</p><p>负责审计。</p><p>联系区工商联。</p><p>李飞 副区长</p><p>分管财政局。</p>"
    assert said(leaders(f"<h3>领导之窗</h3>{rows}", purpose)) == "负责审计。 联系区工商联。"


ENDS = {
    "a label": "办公电话：0563-4561201",
    "an unknown label": "接待安排：每月一日",
    "a label alone": "</p><h5>个人简历</h5><p>喜好书法。",
    "a life": "男，汉族，大学学历。",
    "a day": "2026年3月2日",
    "who is asked": "联系电话请见页底",
    "who keeps the page": "负责维护本页",
}


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("line", ENDS.values(), ids=ENDS)
def test_what_is_told_of_else_is_none_of_the_duties(line: str, purpose: Purpose) -> None:
    labelled = (
        part(f"工作分工：{FIRST}", line) if line[:2] not in ("联系", "负责") else part(FIRST, line)
    )
    assert said(leaders(f"<h3>领导之窗</h3>{labelled}", purpose)) == FIRST


@pytest.mark.parametrize("purpose", BOTH)
def test_duties_end_with_their_box_and_those_of_a_body_are_nobodys(purpose: Purpose) -> None:
    below = part(f"工作分工：{FIRST}").replace(OTHER, "<p>本页内容每季更新。</p>")
    assert said(leaders(f"<h3>领导之窗</h3>{below}", purpose)) == FIRST
    body = part(FIRST).replace(OTHER, "<p>主要职责</p><p>贯彻执行方针政策。</p>")
    assert said(leaders(f"<h3>领导之窗</h3>{body}", purpose)) == FIRST


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("nothing", ["暂无", "无", "—"])
def test_a_placeholder_beside_the_label_is_none_of_the_duties(
    nothing: str, purpose: Purpose
) -> None:
    found = leaders(f"<h3>领导之窗</h3>{part(f'工作分工：{nothing}')}", purpose)
    assert not any(one.division for one in found if one.name == "王建国")


PAGE = "<h1>王建国</h1><p>副区长</p>"
MORE = "财政、审计"
BESIDE = {
    "a menu": ("政务公开", "办事服务", "互动交流"),
    "letters": ("给我写信", "请您留下真实姓名和联系方式", "我们将在5个工作日内答复。"),
    "activities": ("最新活动", "王建国调研重点项目建设", "区政府召开常务会议，研究防汛。"),
    "speeches": ("领导讲话", "在信息公开、政务服务工作会上的讲话"),
    "a letter box": ("区政府门户网站管理员信箱", "今日访问量统计"),
    "printing": ("打印本页", "关闭窗口", "给县长写信"),
    "a site": ("区政府门户网站", "欢迎您提出意见。"),
}


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize("beside", BESIDE)
def test_what_stands_below_somebodys_duties_is_none_of_them(beside: str, tag: str) -> None:
    def told(*lines: str) -> Leader:
        rows = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
        [one] = leaders(f"{PAGE}{rows}", Purpose.DETAIL, "王建国")
        return one

    assert told("工作分工", MORE, *BESIDE[beside]).division == MORE
    assert told(f"分管工作：{MORE}", *BESIDE[beside]).division.endswith(MORE)
    assert (found := told("工作分工", *BESIDE[beside])).division == ""
    assert found.unread


IN_ONE = {
    "a list": "<ul><li>财政</li><li>审计、税务</li><li>政务公开</li></ul>",
    "paragraphs in a list": "<ul><li><p>财政</p></li><li><p>审计、税务</p></li><li><p>政务公开</p></li></ul>",
    "a paragraph": "<p>财政<br>审计、税务<br>政务公开</p>",
    "lines between": "<p>负责审计、税务工作。</p><p>政务公开</p><p>负责财政工作。</p>",
}


@pytest.mark.parametrize("shape", IN_ONE)
def test_a_word_among_duties_is_one_of_them(shape: str) -> None:
    [one] = leaders(
        f"{PAGE}<p>工作分工</p>{IN_ONE[shape]}<p>政务服务</p>", Purpose.DETAIL, "王建国"
    )
    assert "政务公开" in one.division
    assert "政务服务" not in one.division


MERE = {
    "commas": "<p>教育，卫生，交通</p>",
    "commas of Latin": "<p>教育,卫生</p>",
    "blanks": "<p>财政 审计 税务</p>",
    "bars": "<p>县教育局/县卫健局</p>",
    "dots": "<p>教育·卫生</p>",
    "numbers": "<p>1.教育</p><p>2.卫生</p>",
    "two": "<p>综合科及财务科</p>",
    "a list": "<ul><li>教育工作</li><li>卫生工作</li></ul>",
    "a list of offices": "<ul><li>办公室</li><li>财务科</li><li>法规科</li></ul>",
    "a word": "<p>审计</p>",
}
NO_WORK = ["<p>政务公开 办事服务 互动交流</p>", "<ul><li>政务公开</li><li>办事服务</li><li>互动交流</li></ul>",
           "<p>政务公开</p>", "<p>返回列表</p>", "<p>审计</p><p>区政府门户网站</p>"]  # fmt: skip


@pytest.mark.parametrize("told", MERE)
def test_mere_words_below_the_label_are_duties(told: str) -> None:
    duties = MERE[told].replace("</p><p>", " ").replace("</li><li>", " ")
    for tag in ("<{}", "</{}"):
        for name in ("ul>", "li>", "p>"):
            duties = duties.replace(tag.format(name), "")
    [one] = leaders(
        f"<div>{PAGE}<p>工作分工</p>{MERE[told]}</div><p>政务服务</p>", Purpose.DETAIL, "王建国"
    )
    assert one.division == duties


@pytest.mark.parametrize("told", NO_WORK)
def test_mere_words_of_a_menu_are_none(told: str) -> None:
    [one] = leaders(f"<div>{PAGE}<p>工作分工</p>{told}</div>", Purpose.DETAIL, "王建国")
    assert (one.division, one.unread) == ("", True)


NONE_YET = ["暂无相关信息", "正在更新中", "信息更新中，敬请期待", "分工调整中，待区政府研究后公布",
            "内容建设中，敬请期待。", "栏目建设中", "尚未明确", "查看分工", "见上表"]  # fmt: skip


@pytest.mark.parametrize("label", ["<p>工作分工</p><p>{}</p>", "<p>工作分工：{}</p>"])
@pytest.mark.parametrize("said", NONE_YET)
def test_words_that_there_are_none_yet_are_no_duties(said: str, label: str) -> None:
    [one] = leaders(PAGE + label.format(said), Purpose.DETAIL, "王建国")
    assert (one.name, one.division, one.unread) == ("王建国", "", True)
    for duty in (
        "负责城市更新、旧区改造工作。",
        "主持待办事项研究工作。",
        "负责新闻、讲话起草工作。",
        "教育、卫生、营商环境建设中。",
    ):
        [one] = leaders(PAGE + label.format(duty), Purpose.DETAIL, "王建国")
        assert one.division.removeprefix("工作分工：") == duty


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("second", ["政务公开", "负责交通、水利工作。"])
def test_who_is_named_below_a_heading_of_duties_is_none_of_them(
    second: str, purpose: Purpose
) -> None:
    def one(name: str, post: str, duty: str) -> str:
        return f"<div><p>{name}</p><p>{post}</p><p>工作分工</p><p>{duty}</p></div>"

    inner = one("王建国", "区长", "政务公开") + one("李飞", "副区长", second)
    found = leaders(f"<h1>领导分工</h1>{inner}", purpose)
    told = second if "负责" in second else ""
    assert sorted((o.name, o.post, o.division, o.unread) for o in found) == [
        ("李飞", "副区长", told, not told), ("王建国", "区长", "", True)]  # fmt: skip


SEVERAL = ["未成年人保护、政务公开", "待业青年就业、档案公开", "县志编修；待遇调整、退休管理", "待遇调整", "党务公开、县长信箱<br>交通、水利",
           "打印管理、保密、档案", "访问量统计、网站管理"]  # fmt: skip


@pytest.mark.parametrize("label", ["<p>工作分工</p><div>{}</div>", "<p>工作分工：{}</p>"])
@pytest.mark.parametrize("said", SEVERAL[:3] + SEVERAL[4:])
def test_what_is_named_among_several_things_is_a_duty(said: str, label: str) -> None:
    [one] = leaders(PAGE + label.format(said), Purpose.DETAIL, "王建国")
    assert one.division.removeprefix("工作分工：") == said.replace("<br>", " ")


@pytest.mark.parametrize(
    "nothing",
    ["尚未明确分工", "待明确后另行公布。", "工作分工待定，待县政府研究", "尚未公开，敬请谅解"],
)
def test_what_is_still_to_come_tells_nothing(nothing: str) -> None:
    assert tells_nothing(nothing)
    assert not any(map(tells_nothing, SEVERAL))


def test_without_duties_only_a_page_with_their_label_leaves_them_open() -> None:
    [one] = leaders(f"{PAGE}<p>王建国，男，1970年生，大学学历。</p>", Purpose.DETAIL, "王建国")
    assert not one.unread
    [one] = leaders(f"{PAGE}<p>工作分工：</p>", Purpose.DETAIL, "王建国")
    assert one.unread


def test_four_times_as_many_duties_of_one_take_about_four_times_as_long() -> None:
    part = "<div><ul><li>工作分工</li></ul><ul><li>财政</li><li>教育、审计</li></ul></div>"

    def taken(times: int) -> float:
        start = time.process_time()
        leaders(f"<h1>领导之窗</h1>{part * times}", Purpose.SECTION)
        return time.process_time() - start

    taken(10)
    with uncollected():
        assert taken(800) < 9 * taken(200) + 0.5


ENDS = ["……", "...", "……<a href='/1.htm'>[详细]</a>", "<a href='/1.htm'>【查看详情】</a>", "…<a href='/1.htm'>更多&gt;&gt;</a>"]  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("end", ENDS)
def test_duties_that_are_cut_off_are_but_their_beginning(end: str, purpose: Purpose) -> None:
    found = leaders(
        f"<h3>领导之窗</h3>{part(f'工作分工：负责财政、税务工作；负责发展{end}')}", purpose
    )
    [one] = [one for one in found if one.name == "王建国"]
    assert (said(found), one.unread) == ("负责财政、税务工作；负责发展……", True)


@pytest.mark.parametrize("end", ["。", "等……工作。", "、更多公开工作。", "（详细信息公开工作）"])
def test_duties_that_end_as_a_text_does_are_whole(end: str) -> None:
    found = leaders(
        f"<h3>领导之窗</h3>{part(f'工作分工：负责财政、税务工作{end}')}", Purpose.DETAIL
    )
    [one] = [one for one in found if one.name == "王建国"]
    assert (said(found), one.unread) == (f"负责财政、税务工作{end}", False)


@pytest.mark.parametrize(
    "more", ["更多&gt;&gt;", "查看更多 &gt;", "<a href='/dt/'>更多&gt;&gt;</a>"]
)
def test_more_below_a_whole_sentence_of_duties_cuts_nothing_off(more: str) -> None:
    html = f"<h1>罗广田</h1><p>职务：副局长</p><p>工作分工：</p><p>负责法规、宣传工作。</p><p>{more}</p>"
    (one,) = leaders(html, Purpose.DETAIL)
    assert (one.division, one.unread) == ("负责法规、宣传工作。", False)
