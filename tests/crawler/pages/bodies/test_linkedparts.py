# ruff: noqa: E501  (pages read best unbroken)
"""Duties and offices of a body that are links, and entries of a menu, which are neither."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.bodies.test_profile import DUTIES, profile, value

ENTRIES = ("局领导", "机构概况", "内设机构", "局属单位", "派出机构")
OF_MENUS = {
    "headings": "<div><h3><a href='/{n}/'>{word}</a></h3></div>",
    "items": "<li><a href='/{n}/'>{word}</a></li>",
    "paragraphs": "<p><a href='/{n}/'>{word}</a></p>",
}


@pytest.mark.parametrize("title", ["机构职能", "内设机构", "机构概况", "机构设置"])
@pytest.mark.parametrize("entry", OF_MENUS.values(), ids=OF_MENUS)
def test_links_alone_are_no_duties_and_no_offices(entry: str, title: str) -> None:
    links = "".join(entry.format(n=n, word=word) for n, word in enumerate(ENTRIES))
    read = profile(f"<h1>{title}</h1>{links}", label=title)
    assert (read.duties, read.offices, read.leader) == (None, None, None)


def test_links_named_as_offices_are_the_offices() -> None:
    links = "".join(
        f"<li><a href='/{n}/'>{one}</a></li>"
        for n, one in enumerate(("办公室", "规划股", "机关党委"))
    )
    read = profile(f"<h1>机构概况</h1><h3><a href='#n'>内设机构</a></h3><ul>{links}</ul>")
    assert value(read.offices) == "办公室规划股机关党委"


def test_duties_below_a_heading_that_is_a_link() -> None:
    read = profile(f"<h1>机构概况</h1><h3><a href='#z'>主要职责</a></h3><p>{DUTIES}</p>")
    assert value(read.duties) == DUTIES


LINKED_OFFICES = {
    "side by side": "<p><a href='/1'>办公室</a> <a href='/2'>财务科</a> <a href='/3'>法规科</a></p>",
    "numbered": "<p><a href='/1'>1.办公室</a></p><p><a href='/2'>2.财务科</a></p><p><a href='/3'>（三）法规科</a></p>",
    "with phones": "<p><a href='/1'>办公室 0730-8888888</a></p><p><a href='/2'>财务科：李卫东</a></p><p><a href='/3'>法规科：0730-8888889</a></p>",
    "in a cell": "<table><tr><td><a href='/1'>办公室</a> <a href='/2'>财务科</a> <a href='/3'>法规科</a></td></tr></table>",
}


@pytest.mark.parametrize("links", LINKED_OFFICES.values(), ids=LINKED_OFFICES)
@pytest.mark.parametrize("role", [Role.AGENCY_PROFILE, Role.INNER_OFFICES])
def test_offices_may_be_links_in_any_form(links: str, role: Role) -> None:
    read = profile(f"<h1>云溪县水务局</h1><h3>内设机构</h3>{links}", "内设机构", role)
    assert all(one in value(read.offices) for one in ("办公室", "财务科", "法规科"))
    assert "办公室" in value(profile(f"<h1>内设机构</h1>{links}", "内设机构", role).offices)


ODD = {
    "beside others": (["办公室（党建办）", "青少年活动", "退休支部"], True),
    "alone": (["教育督导评估", "体卫艺教育"], True),
    "in a menu": (["青少年活动", "通知公告", "互动交流"], False),
    "people": (["张建国", "李红卫", "王志强"], False),
    "places": (["云溪镇", "白马镇", "石坪村"], False),
    "subjects": (["党建引领", "文明创建", "平安建设"], False),
    "one only": (["学习天地"], False),
    "pieces of news": (["云溪县教育局开展庆祝教师节系列活动", "云溪县教育局组织开学检查"], False),
}


@pytest.mark.parametrize("case", ODD)
@pytest.mark.parametrize(
    "heading", ["<h1>云溪县教育局</h1><h3>内设机构</h3>", "<h1>机构概况</h1><p>内设机构：</p>"]
)
def test_right_below_their_heading_links_are_offices_whatever_their_names_end_in(
    heading: str, case: str
) -> None:
    names, told = ODD[case]
    rows = "".join(f"<li><a href='/{n}.html'>{one}</a></li>" for n, one in enumerate(names))
    read = profile(f"{heading}<ul>{rows}</ul>", "内设机构", Role.INNER_OFFICES)
    assert value(read.offices) == ("".join(names) if told else "")


def test_beside_offices_subjects_of_a_menu_are_none() -> None:
    names = ("办公室", "人事科", "党建引领", "文明创建")
    rows = "".join(f"<li><a href='/{n}.html'>{one}</a></li>" for n, one in enumerate(names))
    read = profile(f"<h1>云溪县教育局</h1><h3>内设机构</h3><ul>{rows}</ul>", "内设机构")
    assert value(read.offices) == "办公室人事科"


def test_links_below_another_heading_are_no_offices() -> None:
    rows = "<li><a href='/1.html'>办公室</a></li>"
    other = "<h3>相关链接</h3><ul><li><a href='/2.html'>教育考试</a></li><li><a href='/3.html'>校园足球</a></li></ul>"
    read = profile(f"<h1>内设机构</h1><ul>{rows}</ul>{other}", "内设机构", Role.INNER_OFFICES)
    assert "教育考试" not in value(read.offices)


@pytest.mark.parametrize(("said", "told"), [(DUTIES, True), ("职能职责", False), ("局领导", False)])
def test_duties_that_are_one_link_are_a_sentence(said: str, told: bool) -> None:
    read = profile(f"<h1>机构概况</h1><h3>主要职责</h3><p><a href='/z.html'>{said}</a></p>")
    assert value(read.duties) == (said if told else "")
