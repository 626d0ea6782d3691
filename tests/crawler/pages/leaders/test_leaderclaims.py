# ruff: noqa: E501  (pages read best unbroken)
"""Whose name a page states, and whose the duties below it are."""

from __future__ import annotations

import time

import pytest

from crawler.pages.leaders.leader import read_leaders
from crawler.pages.task import Purpose
from crawler.pages.words.leader_words import name_in
from crawler.portals.roles import Role
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders
from tests.crawler.pages.pages import SNAPSHOT, page, task
from tests.fuzzing.growing import uncollected


def told(inner: str, purpose: Purpose, title: str = "领导之窗", row: str = "") -> str:
    """Who is told of: name, post and duties, one after the other as the page has them."""
    found = leaders(inner, purpose, title, row)
    found.sort(key=lambda one: inner.find(one.name))
    return "|".join(" ".join(filter(None, (o.name, o.post, o.division))) for o in found)


def lines(*texts: str) -> str:
    return "<h1>领导之窗</h1>" + "".join(f"<p>{text}</p>" for text in texts)


HEAD = ("王建国 县长", "主持县政府全面工作。")
TOLD = "王建国 县长 主持县政府全面工作。"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("body", ["", "<script>load()</script>", "<img src=a.jpg>"])
@pytest.mark.parametrize("title", ["张三", "县长 张三", "通知公告"])
def test_a_title_without_a_page_names_nobody(title: str, body: str, purpose: Purpose) -> None:
    shell = page(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    assert read_leaders(shell, task(Role.LEADERS, purpose), SNAPSHOT) == ()


MENU = "".join(
    f"<li><a href='/{n}/'>{word}</a></li>"
    for n, word in enumerate(("通知公告", "政策文件", "互动交流", "党建工作", "公告公示"))
)


@pytest.mark.parametrize("purpose", BOTH)
def test_words_of_a_menu_name_nobody(purpose: Purpose) -> None:
    duties = "<p>负责县政府全面工作，分管财政局。</p>"
    assert told(f"<h1>领导之窗</h1><ul>{MENU}</ul>{duties}", purpose) == "负责县政府全面工作，分管财政局。"  # fmt: skip
    assert not any(map(name_in, ("通知公告", "党建工作", "文化", "阳光政务")))


@pytest.mark.parametrize(
    "name", ["练明华", "佴刚", "乜小红", "涂文", "令狐明", "尉迟小云", "候明", "王建设"]
)
@pytest.mark.parametrize("purpose", BOTH)
def test_rare_surnames_are_known(name: str, purpose: Purpose) -> None:
    assert name_in(name) == name
    found = told(lines(*HEAD, name, "副县长", "负责教育工作。"), purpose)
    assert found == f"{TOLD}|{name} 副县长 负责教育工作。"


@pytest.mark.parametrize(
    "duties",
    ["分管财务、审计、人事。", "分管法规股、执法股。", "协助县长分管农业农村、水利。", "联系县人大、县政协。",
     "协助镇长抓好信访、维稳。", "分管：教育、卫生、文旅。", "负责财务、人事、党建。"],
)  # fmt: skip
def test_duties_are_told_by_who_has_them_whatever_they_are_called(duties: str) -> None:
    found = told(lines(*HEAD, "李小红 副县长", duties), Purpose.SECTION)
    assert found == f"{TOLD}|李小红 副县长 {duties}"


@pytest.mark.parametrize(
    "said",
    ["分管工作", "分管领导：见通知", "联系我们", "联系电话：0557-000", "负责人：赵四海、钱文", "联系人：赵四海、钱文", "分管副县长另行公布"],
)  # fmt: skip
def test_labels_and_whom_to_ask_are_no_duties(said: str) -> None:
    assert told(lines(*HEAD, said), Purpose.SECTION) == TOLD
    assert told(lines(said), Purpose.SECTION) == ""


LIFE = "1970年3月生，大学学历"
FORMS = {
    "the name of a minority": ("阿依古丽·买买提 副县长", "负责教育工作。"),
    "who she is": ("阿依古丽·买买提（女，维吾尔族） 副县长", "负责教育工作。"),
    "who she is, with a colon": ("阿依古丽·买买提（女）：副县长", "负责教育工作。"),
    "a number and brackets": ("2.阿依古丽·买买提（副县长）：负责教育工作。",),
    "a number in Chinese": ("（二）阿依古丽·买买提　副县长", "负责教育工作。"),
    "the post closed up": ("副县长阿依古丽·买买提：负责教育工作。",),
    "a post at the end of a life": (f"阿依古丽·买买提，女，维吾尔族，{LIFE}，副县长。", "负责教育工作。"),
    "a life in one breath": (f"阿依古丽·买买提，女，维吾尔族，{LIFE}，现任副县长，负责教育工作。",),
}  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("name", ["阿依古丽·买买提", "李小红"])
def test_how_a_name_and_a_post_are_written(
    name: str, form: tuple[str, ...], purpose: Purpose
) -> None:
    texts = [text.replace("阿依古丽·买买提", name) for text in form]
    if "：" in texts[0] and texts[0].startswith("副县长"):  # of which a page has several
        own = "县长王建国：主持县政府全面工作。"
        assert (
            told(lines(own, *texts), purpose).rstrip("。") == f"{TOLD}|{name} 副县长 负责教育工作"
        )
        return
    assert told(lines(*HEAD, *texts), purpose).rstrip("。") == f"{TOLD}|{name} 副县长 负责教育工作"


@pytest.mark.parametrize(
    ("life", "post"),
    [
        ("1970年生，云溪县税务局党委书记、局长。", "云溪县税务局党委书记、局长"),
        ("1970年生，县委常委，副县长。", "县委常委、副县长"),
        ("1970年生，大学学历，现云溪县委副书记、县长。", "云溪县委副书记、县长"),
        ("1970年生，曾任云溪县税务局局长。", ""),
        ("1970年生，历任县财政局科员、局长，大学学历。", ""),
        ("1970年生，大学学历，高级工程师。", ""),
        ("1970年生，县人大代表，县政协委员。", ""),
        ("1970年生，2010年任县财政局局长。", ""),
        ("1970年生，大学学历，任副县长。", "副县长"),
        ("1970年生，2005年3月，任云溪镇镇长；2010年3月，任副县长。", ""),
    ],
)
def test_the_post_at_the_end_of_a_life(life: str, post: str) -> None:
    found = told(lines(*HEAD, f"程小云，男，汉族，{life}", "分管人事工作。"), Purpose.SECTION)
    assert found == f"{TOLD}|程小云 {post} 分管人事工作。".replace("  ", " ")


def card(name: str, post: str, duties: str) -> str:
    return f"<div><h3>{name}</h3><p>{post}</p><p>{duties}</p></div>"


UNKNOWN = "<h3>达瓦次仁</h3>"
CLAIMS = {
    "a name of no known surname, like the others": (
        lines("王建国", "县长", HEAD[1], "达瓦次仁", "副县长", "负责教育工作。"), f"{TOLD}|达瓦次仁 副县长 负责教育工作。"),
    "a life of such a name": (
        lines(*HEAD, "达瓦次仁，男，藏族，1975年3月生，大学学历。", "负责教育工作。"), f"{TOLD}|达瓦次仁 负责教育工作。"),
    "a heading that is such a name": (
        f"<h1>领导之窗</h1>{card('王建国', '县长', HEAD[1])}{card('达瓦次仁', '副县长', '负责教育工作。')}", f"{TOLD}|达瓦次仁 副县长 负责教育工作。"),
    "a heading that may be one ends a claim": (lines(*HEAD) + f"{UNKNOWN}<p>负责教育工作。</p>", TOLD),
    "a heading of duties ends none": (
        lines(*HEAD) + "<h3>分管工作</h3><p>分管财政局。</p>", f"{TOLD} 分管财政局。"),
    "a heading of an office names nobody": (lines(*HEAD) + "<h3>教育局</h3><p>局长</p>", TOLD),
    "a heading of a part of his duties ends none": (
        f"<h1>领导之窗</h1><h3>王建国</h3><p>县长</p><p>{HEAD[1]}</p><h4>安全生产</h4><p>分管应急局。</p>", f"{TOLD} 分管应急局。"),
    "a heading that begins as duties do": (lines(*HEAD) + "<h3>分管内容</h3><p>分管应急局。</p>", f"{TOLD} 分管应急局。"),
    "a heading over names with duties": (
        "<h1>领导之窗</h1><h3>副县长</h3><p>李小红</p><p>负责教育工作。</p><p>赵四海</p><p>负责水利工作。</p><h3>其他</h3><p>钱文</p><p>负责信访工作。</p>",
        "李小红 副县长 负责教育工作。|赵四海 副县长 负责水利工作。|钱文 负责信访工作。"),
    "a line over names with duties": (
        lines("副县长", "李小红", "负责教育工作。", "赵四海", "负责水利工作。"), "李小红 副县长 负责教育工作。|赵四海 负责水利工作。"),
    "a place": (lines("王建国", "县长", "云溪县", "县长"), "王建国 县长"),
    "who she is in a table": (
        "<table><tr><td>姓名</td><td>职务</td><td>分工</td></tr><tr><td>李小红（女）</td><td>副局长</td><td>分管财务</td></tr></table>",
        "李小红 副局长 分管财务"),
    "a post that one alone holds": (
        "<h1>领导之窗</h1><p>局长</p><p>王建国</p><p>李小红</p><p>赵四海</p>", "王建国 局长"),
    "a post in front of a life": (
        lines("县长 王建国，男，1970年生。", "副县长 李小红，女，1975年生。"), "王建国 县长|李小红 副县长"),
    "a post held for a time": (lines("王建国（挂职） 副县长", "李小红 副县长（挂职）"), "王建国 副县长|李小红 副县长（挂职）"),
    "links of a list": (
        "<h1>领导之窗</h1><ul><li><a href=/1>李小红</a></li><li><a href=/2>赵四海</a></li></ul><p>负责教育工作，分管教育局。</p>", "负责教育工作，分管教育局。"),
    "links that hold the duties": (
        "<h1>领导之窗</h1><ul><li><a href=/1>李小红</a><p>负责教育工作。</p></li><li><a href=/2>赵四海</a><p>负责水利工作。</p></li></ul>",
        "李小红 负责教育工作。|赵四海 负责水利工作。"),
    "a post over several names": (
        "<h1>领导之窗</h1><h3>县长</h3><div>王建国</div><h3>副县长</h3><div>李小红</div><div>赵四海</div>", "王建国 县长|李小红 副县长|赵四海 副县长"),
    "a post over several cells": (
        "<h1>领导之窗</h1><table><tr><td>局长</td><td>王建国</td></tr><tr><td>副局长</td><td>李小红</td><td>赵四海</td></tr></table>",
        "王建国 局长|李小红 副局长|赵四海 副局长"),
    "a post in two lines": (
        "<h1>领导之窗</h1><div><h3>王建国</h3><span>县委常委<br>副县长</span></div><div><h3>李小红</h3><p>副县长</p></div>", "王建国 县委常委、副县长|李小红 副县长"),
    "a post in two paragraphs": (
        lines("王建国", "县委常委", "副县长", "负责教育工作。"), "王建国 县委常委、副县长 负责教育工作。"),
    "a post that heads the next name": (lines("王建国", "县长", "副县长", "李小红", "副县长"), "王建国 县长|李小红 副县长"),
    "lives in one text": (
        "<h1>领导之窗</h1><pre>王建国，男，1970年生，县长。\n\n李小红，女，1975年生，副县长。\n赵四海，男，1976年生，现任副县长。</pre>",
        "王建国 县长|李小红 副县长|赵四海 副县长"),
    "words of duties alone": (lines("分管工作：") + "<h3>分管工作</h3>", ""),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "named"), CLAIMS.values(), ids=CLAIMS)
def test_whose_post_and_duties_are_whose(inner: str, named: str) -> None:
    assert told(inner, Purpose.SECTION) == named


def test_links_below_a_post_all_have_it_on_a_page_that_is_not_followed() -> None:
    links = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("李小红", "赵四海", "钱文"))
    found = told(f"<h1>领导之窗</h1><p>副县长</p><ul>{links}</ul>", Purpose.DETAIL)
    assert found == "李小红 副县长|赵四海 副县长|钱文 副县长"


OWN = "<h1>领导之窗</h1><h2>局领导</h2><p>局长：王建国</p><p>副局长：李小红</p>"
OTHERS = "<p>局长：赵四海、钱文</p><p>姓名：马小云</p><p>职务：主任</p><p>郑文 主任</p><p>负责人事工作。</p>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "heading", ["局属单位负责人", "科室负责人", "市直单位负责人", "基层站所负责人", "二级单位负责人", "各科室主要负责人"]
)  # fmt: skip
def test_the_heads_of_bodies_below_are_no_leaders(heading: str, purpose: Purpose) -> None:
    assert told(f"{OWN}<h2>{heading}</h2>{OTHERS}", purpose) == "王建国 局长|李小红 副局长"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(("other", "both"), [("科室负责人", False), ("局属单位", False), ("党组成员", True)])  # fmt: skip
def test_what_tabs_are_called_heads_what_they_open(
    other: str, both: bool, purpose: Purpose
) -> None:
    inner = (
        f"<h1>领导之窗</h1><ul><li onclick='tab(0)'>局领导</li><li onclick='tab(1)'>{other}</li></ul>"
        "<div><div><p>王建国 局长</p><p>主持全面工作。</p></div>"
        "<div style='display:none'><p>赵四海 副局长</p><p>负责人事工作。</p></div></div>"
    )
    own = "王建国 局长 主持全面工作。"
    assert told(inner, purpose) == (f"{own}|赵四海 副局长 负责人事工作。" if both else own)


@pytest.mark.parametrize("purpose", BOTH)
def test_tabs_in_one_line_head_nothing(purpose: Purpose) -> None:
    tabs = "<div><span>局领导</span><span>科室负责人</span></div>"
    assert told(f"<h1>领导之窗</h1>{tabs}<p>王建国 县长</p><p>{HEAD[1]}</p>", purpose) == TOLD
    assert told(f"<h1>领导之窗</h1><div><b>科室</b>负责人</div>{OTHERS}", purpose) == ""


@pytest.mark.parametrize(
    ("title", "heading", "name"),
    [
        ("达瓦次仁_云溪县人民政府", "达瓦次仁", "达瓦次仁"),
        ("领导之窗", "达瓦次仁", ""),
        ("信息公开_云溪县人民政府", "信息公开", ""),
        ("法规股_云溪县人民政府", "法规股", ""),
    ],
)  # fmt: skip
def test_a_heading_that_the_page_is_called_by_is_the_name(
    title: str, heading: str, name: str
) -> None:
    inner = f"<h2>{heading}</h2><p>职务：副县长</p><p>分工：负责教育工作。</p>"
    [one] = leaders(inner, Purpose.DETAIL, title)
    assert (one.name, one.post) == (name, "副县长")


LONG = {
    "definitions": ("<dl>", "<dt>条目</dt><dd>某某内容</dd>", "</dl>"),
    "cells": ("<table><tr>", "<td>条目</td><td>某某内容</td>", "</tr></table>"),
    "labels": ("", "<p>姓名：王建国</p><p>职务：副县长</p><p>分工：负责教育工作。</p>", ""),
    "rows without duties": (
        "<table><tr><th>职务</th><th>姓名</th><th>工作分工</th></tr>",
        "<tr><td>副县长</td><td>王建国</td><td></td></tr>",
        "</table>",
    ),
}


@pytest.mark.parametrize("shape", LONG.values(), ids=LONG)
def test_a_page_four_times_as_long_takes_no_sixteen_times_as_long(
    shape: tuple[str, str, str],
) -> None:
    def taken(times: int) -> float:
        first, part, last = shape
        long = page(f"<h1>领导之窗</h1>{first}{part * times}{last}")
        start = time.process_time()
        read_leaders(long, task(Role.LEADERS, Purpose.SECTION), SNAPSHOT)
        return time.process_time() - start

    taken(10)
    with uncollected():
        assert taken(6_000) < 9 * taken(1_500) + 0.5


@pytest.mark.parametrize("purpose", BOTH)
def test_a_page_that_begins_with_a_post_has_nobody_above_it(purpose: Purpose) -> None:
    bare = page("<html><body><p>副县长</p><p>负责教育工作。</p></body></html>")
    assert all(not one.name for one in read_leaders(bare, task(Role.LEADERS, purpose), SNAPSHOT))
