# ruff: noqa: E501  (pages read best unbroken)
"""Gazettes: how often their column says that they appear, and what titles are issues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.disclosures.gazette import names_issue, period_of, read_gazette, read_issue
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import GazettePage, decode, encode
from tests.crawler.pages.pages import SNAPSHOT, html, page

COLUMN = Task(Purpose.SECTION, SNAPSHOT.url, Role.GAZETTE, label="政府公报")
ROWS = "".join(
    f'<li><a href="/gb/{n}.html">2026年第{n}期</a><span>2026-0{n}-20</span></li>'
    for n in range(1, 7)
)

PERIODS: dict[str, tuple[str, str | None]] = {
    "a table of facts": (
        "<table><tr><td>刊名</td><td>云溪县人民政府公报</td></tr><tr><td>刊期</td><td>双月刊</td></tr></table>",
        "双月刊",
    ),
    "an introduction": (
        "<div class='intro'><p>《云溪县人民政府公报》由县政府办公室主办，季刊，面向全县赠阅。</p></div>",
        "季刊",
    ),
    "in other words": ("<p>本刊每月编印一期，免费赠阅。</p>", "月刊"),
    "every two months in words": ("<p>县政府公报每两个月出版一期。</p>", "双月刊"),
    "in the titles of its rows": (
        "<ul><li><a href='/gb/9.html'>云溪县人民政府公报（月刊）2026年第9期</a></li></ul>",
        "月刊",
    ),
    "twice a month is not monthly": ("<p>县政府公报为半月刊。</p>", "半月刊"),
    "another paper's period": (
        "<p>县融媒体中心主办的《云溪文艺》为季刊，欢迎投稿，稿费从优，来稿请寄惠民路。</p>",
        None,
    ),
    "nothing": ("<p>欢迎查阅政府公报。</p>", None),
}


@pytest.mark.parametrize(("inner", "name"), PERIODS.values(), ids=PERIODS)
def test_how_often_it_says_that_it_appears(inner: str, name: str | None) -> None:
    found = period_of(page(html(f"<h2>政府公报</h2>{inner}<ul>{ROWS}</ul>")))
    assert (found.value if found else None) == name


def test_a_column_without_a_period_gives_no_record_and_stays_what_it_was() -> None:
    plain = page(html(f"<h2>政府公报</h2><ul>{ROWS}</ul>"))
    assert not list(read_gazette(plain, COLUMN, SNAPSHOT))
    reading = read(COLUMN, plain, SNAPSHOT)
    assert len(reading.listing.entries) == 6
    assert not reading.records


def test_an_empty_column_with_a_period_is_still_empty() -> None:
    bare = page(html("<h2>政府公报</h2><p>本公报为季刊。</p><div>暂无信息</div>"))
    reading = read(COLUMN, bare, SNAPSHOT)
    assert [type(record) for record in reading.records] == [GazettePage]
    assert reading.listing.blank


def test_the_page_of_an_issue() -> None:
    inner = "<h1>2026年第3期</h1><p>发布日期：2026-03-20</p><ul><li><a href='/gfxwj/381.html'>云溪县人民政府关于印发农村公路养护管理办法的通知</a></li></ul><p>附件：<a href='/gb/3.pdf'>全文.pdf</a></p>"
    task = replace(COLUMN, purpose=Purpose.DETAIL, label="2026年第3期")
    one = read_issue(page(html(inner)), task, SNAPSHOT)
    assert one.issue
    assert one.published_on is not None
    assert str(one.published_on.value) == "2026-03-20"
    assert any(link.url.endswith("/gfxwj/381.html") for link in one.contents)
    assert [link.url.rpartition("/")[2] for link in one.attachments] == ["3.pdf"]
    assert decode(encode(one)) == one


TITLES = {
    "云州市人民政府公报（月刊）2026年第11期（总第91期）": True,
    "2026年第3期": True,
    "第三期": True,
    "3期": True,
    "政府公报2026年第5-6期": True,
    "政府公报2026年第1号": True,
    "关于老旧小区改造二期工程的公告": False,
    "云政发〔2026〕3号": False,
    "安江省人民政府令第3号": False,
    "工作简报2026年第3期": False,
    "3": False,
    "": False,
}


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_issues(title: str) -> None:
    assert names_issue(title) is TITLES[title]
