# ruff: noqa: E501  (pages read best unbroken)
"""Whose name a page states, and whose the duties below it are."""

from __future__ import annotations

import pytest

from crawler.pages.leader import read_leaders
from crawler.pages.leader_words import name_in
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from tests.crawler.pages.pages import SNAPSHOT, page, task
from tests.crawler.pages.test_leadernames import BOTH, leaders


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
