"""Leaders each in a table of his own are the rows of one list."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, read_list, titles

PEOPLE = ("罗广田", "秦素琴", "单建文")


def card(number: int, name: str, more: str = "", page: str = "") -> str:
    page = page or f"/art/{number}.html"
    return (
        f"<table class=ld><tr><td rowspan=3><a href='{page}'><img src='/p/{number}.jpg'></a></td>"
        f"<td class=xm><a href='{page}'>{name}</a></td></tr>"
        f"<tr><td>职　务：副县长</td></tr>{more}</table>"
    )


@pytest.mark.parametrize("cut", [True, False])
def test_a_table_for_each_leader_is_a_row_for_each(cut: bool) -> None:
    more = "<tr><td>工作分工：负责发展改革……<a href='/art/{n}.html'>[详细]</a></td></tr>"
    cards = [card(n, one, more.format(n=n) if cut else "") for n, one in enumerate(PEOPLE)]
    assert titles(read_list(framed("".join(cards)), role=Role.LEADERS)) == list(PEOPLE)


def test_tables_below_headings_of_two_bodies_are_no_one_list() -> None:
    members = (*PEOPLE, "赵新民", "钱有为", "孙志强", "周文斌", "吴春生")
    party = "".join(card(n, one) for n, one in enumerate(members))
    government = "".join(card(n, one) for n, one in enumerate(("杨立本", "何晓光", "高国宏"), 9))
    page = framed(f"<div><h3>县委领导</h3>{party}<h3>县政府领导</h3>{government}</div>")
    assert titles(read_list(page, role=Role.LEADERS)) == ["杨立本", "何晓光", "高国宏"]


def test_the_last_of_many_tables_far_below_their_heading_is_of_the_list() -> None:
    members = (*PEOPLE, "赵新民", "钱有为", "孙志强", "周文斌", "吴春生")
    cards = "".join(card(n, one) for n, one in enumerate(members))
    page = framed(f"<div><div class=ldtitle>县政府领导班子</div>{cards}</div>")
    assert titles(read_list(page, role=Role.LEADERS)) == list(members)


def test_a_table_that_leads_to_several_pages_is_a_list_as_ever() -> None:
    rows = "".join(f"<tr><td><a href='/art/{n}.html'>{one}</a></td><td>副县长</td></tr>"
                   for n, one in enumerate(PEOPLE))  # fmt: skip
    read = read_list(framed(f"<table>{rows}</table>{card(9, '杨立本')}"), role=Role.LEADERS)
    assert titles(read)[:3] == list(PEOPLE)


def test_tables_that_name_nobody_are_no_cards() -> None:
    boxes = "".join(card(n, one) for n, one in enumerate(("机构概况", "通知公告", "办事指南")))
    people = "".join(f"<li><a href='/l/{n}.htm'>{one}</a></li>" for n, one in enumerate(PEOPLE))
    page = framed(f"<ul>{people}</ul>{boxes}")
    assert titles(read_list(page, role=Role.LEADERS)) == list(PEOPLE)


@pytest.mark.parametrize("other", ["高新区", "查看详情", "机构概况"])
def test_a_table_that_names_nobody_is_no_card_among_those_of_people(other: str) -> None:
    place = card(9, other).replace("职　务：副县长", "简介")
    cards = "".join(card(n, one) for n, one in enumerate(PEOPLE))
    assert titles(read_list(framed(cards + place), role=Role.LEADERS)) == list(PEOPLE)
