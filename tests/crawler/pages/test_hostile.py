# ruff: noqa: E501  (pages read best unbroken)
"""Broken and hostile pages: every reader ends in time and raises nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.bodies.static_page import read_static_page
from crawler.pages.disclosures.annual_report import read_annual_report
from crawler.pages.documents.document import read_document
from crawler.pages.documents.interpretation import read_interpretation
from crawler.pages.leaders.leader import read_leaders
from crawler.pages.letters.message import read_messages
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import Snapshot
from tests.crawler.pages.layouts import framed, read_list
from tests.crawler.pages.pages import DOCUMENTS, SNAPSHOT, page, task
from tests.fuzzing.growing import uncollected

Reader = Callable[[Page, Task, Snapshot], object]
READERS: tuple[Reader, ...] = (
    read_document, read_interpretation, read_messages, read_leaders, read_annual_report, read_static_page,
)  # fmt: skip

PAGES = {
    "empty": "",
    "nested tables": "<table><tr><td>" * 10_000 + "文号：x",
    "nested headers": "<div class=header>" * 3_000 + "<h1>x</h1>",
    "a megabyte": "<h1>题目题目题目题</h1>"
    + "<p>第一条 根据规定，文号：云政〔2026〕1号，自2026年1月1日起施行，有效期五年。</p>" * 9_000,
    "one line": "<p>" + "有效期自" * 100_000,
    "colons": "<p>" + "文号：" * 100_000,
    "labels": "<p>文号：</p>" * 10_000,
    "rows": "<table>" + "<tr><td>文号</td><td>x</td></tr>" * 8_000,
    "links in one line": "<h1>题</h1>" + "<a href='/a'>链接文字链接</a>" * 10_000,
    "letters": "<div><p>来信时间：2026-01-01</p><p>内容：x</p><p>回复内容：好</p></div>" * 1_500,
    "comments": "<!--<p>文号：x</p>-->" * 10_000,
    "colspan": "<table><tr><td colspan=999999999>文号</td><td colspan=-1>x</td></tr></table>",
    "nul": "<h1>题\x00目</h1><p>文\x00号：云政〔2026〕3号\x00</p>",
    "spans": "<span>" * 20_000 + "文号：x",
    "unclosed": "<table><tr><td>文号<td>云政〔2026〕3号<tr><td>成文日期<p>2026-01-01<div><b>有效性",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_reader_ends_in_time(name: str) -> None:
    one = page(PAGES[name])
    start = time.process_time()
    for reader in READERS:
        reader(one, task(), SNAPSHOT)
    read_messages(one, task(purpose=Purpose.SECTION), SNAPSHOT)
    assert time.process_time() - start < 30


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(body: bytes) -> None:
    for reader in READERS:
        reader(page(body), task(), SNAPSHOT)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<li>", "<dl><dt>", "<dd>", "<p>", "</p>", "<b>", "</b>",
             "文号", "：", "云政〔2026〕3号", "成文日期", "2026-01-01", "<br>", "<h1>", "</h1>", "回复内容", "来信时间", "姓名", "分工",
             "张三", "<a href='/x'>", "</a>", "<!--", "-->", "<div style='display:none'>", "</div>", " ", "，", "<img src=a.jpg>"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_soup(parts: list[str]) -> None:
    for reader in READERS:
        reader(page("".join(parts)), task(), SNAPSHOT)


@pytest.mark.parametrize("style", DOCUMENTS)
def test_pages_cut_anywhere(style: str) -> None:
    text = DOCUMENTS[style]
    for cut in range(0, len(text), 97):
        read_document(page(text[:cut]), task(), SNAPSHOT)


def test_an_ordinary_page_is_quick() -> None:
    filler = "".join(
        f"<li><a href='/zwgk/{n}.html'>政务公开栏目第{n}条信息</a></li>" for n in range(80)
    )
    text = (
        DOCUMENTS["lonsun"].replace("<table", f"<ul>{filler}</ul><table", 1)
        + "<p>正文内容，如下所示。</p>" * 100
    )
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.2  # about 6 ms on a free core; the machine is shared


def _seconds(text: str) -> float:
    start = time.process_time()
    read_document(page(text), task(), SNAPSHOT)
    return time.process_time() - start


def test_a_thousand_numbers_take_no_longer_than_as_many_rows() -> None:
    def seconds(item: str) -> float:
        text = framed("".join(item.replace("{n}", str(n)) for n in range(3_000)))
        start = time.process_time()
        read_list(text)
        return time.process_time() - start

    rows = seconds(
        "<li><a href='/z/{n}.html'>关于第{n}号事项的公告</a><span>2026-01-02</span></li>"
    )
    for item in (
        "<a href='{n}.html'>{n}</a>",
        "<li><a href='{n}.html'>{n}</a></li>",
        "<span>1</span><a href='{n}.html'>2</a>",
        "<div><span>1</span><a href='{n}.html'>2</a></div>",
    ):
        assert seconds(item) < 3 * rows


_SAID = "您好，经核实，该处灯杆线路老化，现已更换。"
LETTER_PAIRS = {
    "terms of the letter": "<dl><dt>内容</dt><dd>路{n}</dd></dl>",
    "rows of a bare day": "<table><tr><td>时间</td><td>2026-03-01</td></tr></table>",
    "rows of an answer's day": "<table><tr><td>回复时间</td><td>2026-03-01</td></tr></table>",
    "units of an answer's day": "<table><tr><td>办理单位</td><td>局</td></tr><tr><td>回复时间</td><td>2026-03-01</td></tr></table>",
    "whole letters": f"<p>来信时间：2026-03-01 来信内容：路{{n}}怎么了 回复内容：{_SAID}{{n}} 回复时间：2026-03-05</p>",
}


@pytest.mark.slow
@pytest.mark.parametrize("purpose", [Purpose.DETAIL, Purpose.SECTION])
@pytest.mark.parametrize("shape", LETTER_PAIRS.values(), ids=LETTER_PAIRS)
def test_four_times_the_labels_of_letters_take_about_four_times_as_long(
    shape: str, purpose: Purpose
) -> None:
    def seconds(many: int) -> float:
        one = page("".join(shape.format(n=n) for n in range(many)).replace("</table><table>", ""))
        start = time.process_time()
        read_messages(one, task(Role.MESSAGE_BOARD, purpose), SNAPSHOT)
        return time.process_time() - start

    seconds(20)
    with uncollected():
        few, many = (min(seconds(count) for _ in range(2)) for count in (600, 2_400))
    assert many < 9 * max(few, 0.02)
