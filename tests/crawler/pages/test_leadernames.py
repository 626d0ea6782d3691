# ruff: noqa: E501  (pages read best unbroken)
"""Leaders whom a page names without their duties, and what looks like them."""

from __future__ import annotations

import pytest

from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Leader
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, entry, page, task

BOTH = (Purpose.SECTION, Purpose.DETAIL)


def reading(inner: str, purpose: Purpose, title: str = "领导之窗", row: str = "") -> Reading:
    html = f"<html><head><title>{title}</title></head><body>{NAVIGATION}<div class=main>{inner}</div>{FOOTER}</body></html>"
    asked = task(Role.LEADERS, purpose, entry=entry(Role.LEADERS, row) if row else None)
    return read(asked, page(html), SNAPSHOT)


def leaders(inner: str, purpose: Purpose, title: str = "领导之窗", row: str = "") -> list[Leader]:
    return [one for one in reading(inner, purpose, title, row).records if isinstance(one, Leader)]


def card(name: str, link: str = "javascript:;", below: str = "") -> str:
    return f"<li><div><a href='{link}'><img src=a.jpg></a></div><div><a href='{link}'>{name}</a></div>{below}</li>"


def cards(*names: str, link: str = "javascript:;", heading: str = "领导介绍") -> str:
    return f"<h2>{heading}</h2><ul>{''.join(card(name, link) for name in names)}</ul>"


OWN = "<div><span>姓名：徐平</span><button>给我写信</button></div><p>职务：县长</p><p>分工：</p>"
COLLEAGUES = "".join(
    f"<li><a href='/ld/{n}.html'><span>{name}</span>副县长</a></li>"
    for n, name in enumerate(["徐平", "王军", "李国", "沈涛"])
)
# What a page shows: who is named, with which post; a former one with his post in brackets.
NAMED = {
    "a label beside a list of colleagues": (f"<ul>{COLLEAGUES}</ul>{OWN}", "徐平 县长"),
    "labels in a former's page": ("<h1>历任领导</h1><p>姓名：张三</p><p>职务：县长</p><p>姓名：李四</p><p>职务：副县长</p>", "(张三 县长) (李四 副县长)"),
    "names behind posts": ("<h4>某中心领导简介</h4><p>党委书记、主任：安宁</p><p>副 主 任：李绚、缪丽 朱玉军</p><p>纪检组长（兼）：阿依古丽·买买提、赵六</p>",
        "安宁 党委书记、主任|李绚 副主任|缪丽 副主任|朱玉军 副主任|阿依古丽·买买提 纪检组长（兼）|赵六 纪检组长（兼）"),
    "former ones below a heading": ("<h1>领导班子</h1><p>局长：张三</p><h3>历任领导</h3><p>局长：李四、王五</p>", "张三 局长|(李四 局长)|(王五 局长)"),
    "cards that lead nowhere": (cards("金永善", "欧阳海涛"), "金永善 |欧阳海涛 "),
    "cards with posts": (f"<h2>领导介绍</h2><ul>{card('金永善', '#', '<p>局长</p>')}{card('贾春', '#', '<p>副局长</p>')}</ul>", "金永善 局长|贾春 副局长"),
}  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(("inner", "named"), NAMED.values(), ids=NAMED)
def test_who_is_named(inner: str, named: str, purpose: Purpose) -> None:
    found = leaders(inner, purpose)
    said = [
        f"{one.name} {one.post}" if one.present else f"({one.name} {one.post})" for one in found
    ]
    assert "|".join(said) == named.replace(") (", ")|(")
    assert all(one.name in one.title for one in found) or len(found) == 1


def test_the_list_beside_a_leader_is_still_followed() -> None:
    assert len(reading(f"<ul>{COLLEAGUES}</ul>{OWN}", Purpose.SECTION).listing.entries) == 4


NOBODY = {
    "who is asked, an office, a note": "<h1>领导信息</h1><p>联系人：张三、李四</p><p>主任：办公室</p><p>副主任：详见附件</p>",
    "who is on duty, a group, a mailbox": "<h1>领导信息</h1><p>值班主任：张三、李四</p><p>组长：张三</p><p>副组长：李四、王五</p><p>主任委员：张三</p><p>局长信箱：张三</p>",
    "names that are links": "<h1>领导</h1><table><tr><td>姓名</td><td><a href=/1.html>张三</a></td><td>职务</td><td>局长</td></tr></table>",
    "whom to ask": "<h1>领导信息</h1><h4>信息公开联系人</h4><p>姓名：王五</p><p>职务：办公室主任</p>",
    "a form": "<h1>领导信箱</h1><form>姓名：<input name=a> 职务：<input name=b></form>",
    "cards that lead to pages": cards("金永善", "贾春", link="/ld/1.html"),
    "tiles of a menu": cards("党建工作", "权力清单", "公示公告"),
    "tiles as short as names": cards("公众号", "支付宝"),
    "one tile that names nobody": cards("金永善", "微博"),
    "a single card": cards("金永善"),
}  # fmt: skip


@pytest.mark.parametrize("inner", NOBODY.values(), ids=NOBODY)
def test_who_is_no_leader(inner: str) -> None:
    assert leaders(inner, Purpose.SECTION) == []


def test_cards_where_nothing_speaks_of_leaders_are_no_leaders() -> None:
    inner = cards("金永善", "贾春", heading="便民服务")
    assert leaders(inner, Purpose.SECTION, title="便民服务") == []


def test_colleagues_whose_links_lead_nowhere_are_all_there_is_of_them() -> None:
    rows = "".join(f"<li><a href='#'>{name} 副县长</a></li>" for name in ("王军", "李国"))
    own = "<h3>徐平 县长</h3><p>主持县政府全面工作。</p>"
    found = leaders(f"<ul>{rows}</ul>{own}", Purpose.DETAIL)
    assert {"王军", "李国"} <= {one.name for one in found}
    found = leaders(f"<ul>{rows.replace('#', '/ld/1.html')}</ul>{own}", Purpose.DETAIL)
    assert [one.name for one in found] == ["徐平"]


def test_a_page_headed_by_a_name_is_his_whoever_else_is_listed_on_it() -> None:
    inner = "<h1>张三</h1><p>职务：局长</p><p>男，汉族，1970年生。</p><p>副局长：李四、王五</p>"
    assert [one.name for one in leaders(inner, Purpose.DETAIL, row="张三")] == ["张三"]


def test_a_heading_below_a_leader_neither_titles_nor_ages_him() -> None:
    inner = "<h1>张三</h1><p>职务：局长</p><p>工作分工：主持全面工作。</p><h3>历任局长</h3><p>李四、王五</p>"
    for purpose in BOTH:
        [one] = leaders(inner, purpose)
        assert (one.name, one.title, one.present) == ("张三", "张三", True)


@pytest.mark.parametrize("title", ["某某县林业局", "某局领导简介"])
def test_a_page_that_names_nobody_gives_no_leader(title: str) -> None:
    assert leaders(f"<h1>{title}</h1><p><img src=a.jpg></p>", Purpose.DETAIL, title) == []
