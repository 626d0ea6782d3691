"""Entries that a menu unfolds beside leaders who are told of on the page itself."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, read_list, titles

TOLD = "<h3>局长</h3><div><p>方志远</p><p>工作分工：主持全面工作。</p></div>"


def tree(*entries: str, style: str = "display:none") -> str:
    below = "".join(f"<li><a href='/c?catId={n}'>{one}</a></li>" for n, one in enumerate(entries))
    head = "<a href='javascript:void(0)'>公共文化服务</a>"
    return f"<ul class=tree><li>{head}<ul style='{style}'>{below}</ul></li></ul>"


@pytest.mark.parametrize(
    "entries", [("免费开放", "非遗保护", "文物保护"), ("艺术普及", "全民阅读", "场馆预约")]
)
def test_what_a_menu_unfolds_is_no_list_of_leaders(entries: tuple[str, ...]) -> None:
    assert titles(read_list(framed(tree(*entries) + TOLD), role=Role.LEADERS)) == []


def test_people_who_wait_to_be_shown_are_still_a_list() -> None:
    people = ("罗广田", "秦素琴", "单建文")
    assert titles(read_list(framed(tree(*people)), role=Role.LEADERS)) == list(people)


@pytest.mark.parametrize("style", ["display:none", ""])
def test_posts_that_wait_to_be_shown_are_still_a_list(style: str) -> None:
    posts = ("局长、党组书记", "副局长", "党组成员、副局长")
    assert titles(read_list(framed(tree(*posts, style=style)), role=Role.LEADERS)) == list(posts)
