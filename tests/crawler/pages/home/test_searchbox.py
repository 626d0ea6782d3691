"""The search box: a plain GET form is told from everything that needs more than a request."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.pages.home.searchbox import read_search_box, request_of
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Snapshot
from crawler.records.site import SearchBox

URL = "http://www.yunxi.test/index.html"
SHOT = Snapshot(URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)


def box(body: str, charset: str = "utf-8") -> SearchBox | None:
    head = f'<html><head><meta charset="{charset}"><title>云溪县人民政府网站信息公开</title></head>'
    page = Page.parse(URL, f"{head}<body>{body}</body></html>".encode(charset), "text/html")
    return read_search_box(page, Task(Purpose.HOME, URL, Role.HOME), SHOT)


PLAIN = {
    "the shortest": ('<form action="/search"><input name="q"><button>搜索</button></form>',
                     "http://www.yunxi.test/search?q=%E5%8A%9E%E6%B3%95"),
    "hidden fields and a choice": (
        '<form method="GET" action="search.do"><input type="hidden" name="site" value="1"><select name="type">'
        '<option value="t">标题</option><option value="c">正文</option></select><input type="text" name="words"'
        ' placeholder="请输入关键字"><input type="image" alt="检索"></form>',
        "http://www.yunxi.test/search.do?site=1&type=t&words=%E5%8A%9E%E6%B3%95"),
    "a query of its own is replaced, as a browser does": (
        '<form action="/s?x=1"><input name="keyword"><input type="submit" value="搜一搜"></form>',
        "http://www.yunxi.test/s?keyword=%E5%8A%9E%E6%B3%95"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "url"), PLAIN.values(), ids=PLAIN)
def test_a_plain_form_is_asked_by_address(body: str, url: str) -> None:
    found = box(body)
    assert found is not None
    assert found.plain
    assert request_of(found, "办法") == url


def test_words_go_in_the_charset_of_the_page() -> None:
    found = box('<form action="/s"><input name="q">搜索</form>', "gb18030")
    assert found is not None
    assert request_of(found, "办法") == "http://www.yunxi.test/s?q=%B0%EC%B7%A8"


SCRIPTED = {
    "a POST": '<form method="post" action="/search"><input name="q"><button>搜索</button></form>',
    "a script on sending": '<form action="/search" onsubmit="return go()"><input name="q">搜索</form>',
    "no address": '<form><input name="q"><button onclick="go()">搜索</button></form>',
    "no name": '<form action="/search"><input><button>搜索</button></form>',
    "two fields": '<form action="/search"><input name="q"><input name="number">检索</form>',
    "no form": '<div><input id="kw" placeholder="请输入搜索内容"><a href="javascript:go()">搜索</a></div>',
}  # fmt: skip


@pytest.mark.parametrize("body", SCRIPTED.values(), ids=SCRIPTED)
def test_what_needs_a_script_is_there_and_is_not_asked(body: str) -> None:
    found = box(body)
    assert found is not None
    assert not found.plain


OTHERS = {
    "a login": '<form action="/login"><input name="user"><input type="password" name="p"></form>',
    "a query for a case with a code": '<form action="/query"><input name="办件编号"><input name="yzm">查询</form>',
    "a letter": '<form action="/mail/add"><input name="title"><textarea name="content"></textarea></form>',
    "nothing": "<p>正文</p>",
}  # fmt: skip


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_other_forms_are_no_search(body: str) -> None:
    assert box(body) is None


def test_a_form_that_changes_something_is_never_asked() -> None:
    found = box('<form action="/subscribe/add.do"><input name="q"><button>搜索</button></form>')
    assert found is not None
    assert not found.plain


@pytest.mark.parametrize(
    "form",
    [
        '<form action="search.jsp?wbtreeid=1001" method="post" id="au1a" name="au1a"><input type="hidden" name="lucenenewssearchkey" value=""><input type="hidden" name="_lucenesearchtype" value="1"><input name="showkeycode" id="showkeycode1001"><input type="image" src="/s.png" onclick="return formsubmit()"></form>',
        '<form action="/e/search/index.php" method="post"><input type="hidden" name="show" value="title,newstext"><input type="hidden" name="tempid" value="1"><input name="keyboard" value="请输入关键字"><input type="submit" value="搜索"></form>',
    ],
    ids=["vsb", "empirecms"],
)  # fmt: skip
def test_search_boxes_of_families_that_take_more_than_a_request_are_seen_and_left(
    form: str,
) -> None:
    found = box(form)
    assert found is not None
    assert not found.plain
