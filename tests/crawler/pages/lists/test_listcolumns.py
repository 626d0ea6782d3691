"""Columns that a list names once, above its rows, and what looks like such names."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import (
    dates,
    framed,
    read_list,
    titles,
)
from tests.crawler.pages.lists.test_lists import SPLIT_ROWS

LETTER = "<dl><dt><a href='/w/{n}.html'>关于第{n}号路灯的咨询</a></dt>"
HEAD = "<div><b>标题</b><b>来信时间</b><b>答复时间</b></div>"


def test_columns_named_above_rows_of_any_element() -> None:
    head = "<div class='h'><b>名称</b><b>发文字号</b><b>成文日期</b><b>发布日期</b></div>"
    listing = read_list(framed(f"<div>{head}{SPLIT_ROWS}</div>"), role=Role.NORMATIVE_DOCUMENTS)
    assert [str(e.date.value) for e in listing.entries if e.date] == [
        f"2026-0{n}-20" for n in range(6, 2, -1)
    ]
    assert listing.entries[0].date is not None
    assert listing.entries[0].date.label == "发布日期"
    assert dict(listing.entries[0].fields)["signed_on"].value == "2026-06-02"


def test_a_state_in_the_column_of_a_day_leaves_the_columns_their_names() -> None:
    head = "<div><b>名称</b><b>成文日期</b><b>发布日期</b><b>失效日期</b></div>"
    items = "".join(
        f"<dl><dt><a href='/w/{n}.html'>云溪县人民政府关于印发第{n}号办法的通知</a></dt>"
        f"<dd>2026-0{n}-02</dd><dd>2026-0{n}-20</dd><dd>长期有效</dd></dl>"
        for n in range(6, 2, -1)
    )
    listing = read_list(framed(head + items), role=Role.NORMATIVE_DOCUMENTS)
    assert dates(listing) == [f"2026-0{n}-20" for n in range(6, 2, -1)]


def _under(head: str, row: str, role: Role) -> ListReading:
    items = "".join(row.replace("{n}", str(n)) for n in range(6, 2, -1))
    return read_list(framed(f"<div>{head}{items}</div>"), role=role)


def test_a_bar_by_which_letters_are_sorted_tells_no_day_of_an_answer() -> None:
    for rest in (
        "<dd>县住建局</dd><dd>2026-0{n}-20</dd></dl>",
        "<dd>已答复</dd><dd>2026-0{n}-20</dd></dl>",
        "<dd></dd><dd>2026-0{n}-20</dd></dl>",
    ):
        listing = _under(HEAD, LETTER + rest, Role.MESSAGE_BOARD)
        assert dates(listing) == [f"2026-0{n}-20" for n in range(6, 2, -1)]
        assert not any(entry.fields for entry in listing.entries)


@pytest.mark.parametrize("answered", ["待答复", "2026-0{n}-09", "", "—"])
def test_the_columns_of_letters_keep_their_names(answered: str) -> None:
    row = f"{LETTER}<dd>2026-0{{n}}-02</dd><dd>{answered}</dd></dl>"
    listing = _under(HEAD, row, Role.MESSAGE_BOARD)
    assert [dict(entry.fields)["submitted_on"].value for entry in listing.entries] == [
        f"2026-0{n}-02" for n in range(6, 2, -1)
    ]
    assert "replied_on" in dict(listing.entries[0].fields)


def test_a_number_that_is_a_link_leaves_the_columns_their_names() -> None:
    head = "<div><b>标题</b><b>文号</b><b>成文日期</b><b>发布日期</b></div>"
    row = (
        "<dl><dt><a href='/w/{n}.html'>云溪县人民政府关于印发第{n}号办法的通知</a></dt>"
        "<dd><a href='/w/{n}.html'>云政〔2026〕{n}号</a></dd><dd>2026-0{n}-02</dd><dd>2026-0{n}-20</dd></dl>"
    )
    listing = _under(head, row, Role.POLICY_DOCUMENTS)
    assert dates(listing) == [f"2026-0{n}-20" for n in range(6, 2, -1)]
    assert dict(listing.entries[0].fields)["number"].value == "云政〔2026〕6号"


@pytest.mark.parametrize(
    ("bar", "rest"),
    [
        ("<b>标题</b><b>成文日期</b><b>发布日期</b>", "<dd>2026-0{n}-20</dd><dd>县政府办</dd></dl>"),
        ("<b>标题</b><b>发布日期</b><b>浏览量</b>", "<dd>县政府办</dd><dd>2026-0{n}-20</dd></dl>"),
        ("<b>标题</b><b>发布日期</b><b>成文日期</b>", "<dd>云政〔2026〕{n}号</dd><dd>2026-0{n}-20</dd></dl>"),
    ],
)  # fmt: skip
def test_a_bar_by_which_documents_are_sorted_names_no_columns(bar: str, rest: str) -> None:
    row = "<dl><dt><a href='/w/{n}.html'>云溪县人民政府关于印发第{n}号办法的通知</a></dt>" + rest
    listing = _under(f"<div class=sort>{bar}</div>", row, Role.NORMATIVE_DOCUMENTS)
    assert dates(listing) == [f"2026-0{n}-20" for n in range(6, 2, -1)]
    assert not any(entry.fields for entry in listing.entries)


@pytest.mark.parametrize(
    "bar",
    [
        "<div class=sort><span>发布时间</span><span>标题</span></div>",
        "<div class=s><label>标题</label><input><label>文号</label></div>",
        "<div class=sort><span>文号</span><span>成文日期</span></div>",
    ],
)
def test_a_sort_or_search_bar_names_no_columns(bar: str) -> None:
    items = "".join(
        f"<li><a href='/a/{n}.html'>关于做好2025年12月31日前第{n}项整改工作的通知</a>"
        f"<span>2026-09-0{n}</span></li>"
        for n in range(6, 2, -1)
    )
    listing = read_list(framed(f"{bar}<ul>{items}</ul>"), role=Role.NORMATIVE_DOCUMENTS)
    assert dates(listing) == [f"2026-09-0{n}" for n in range(6, 2, -1)]
    assert all(not entry.fields for entry in listing.entries)


def test_table_cells_become_fields() -> None:
    html = framed(
        "<table><tr><th>序号</th><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th><th>有效性</th></tr>"
        "<tr><td>1</td><td><a href='/1.html'>关于印发云溪县供水办法的通知</a></td><td>云政〔2026〕7号</td>"
        "<td>2026-03-02</td><td>2026-03-05</td><td>有效</td></tr>"
        "<tr><td>2</td><td><a href='/2.html'>关于印发云溪县排水办法的通知</a></td><td>-</td>"
        "<td>2026-02-01</td><td>2026-02-09</td><td>废止</td></tr></table>"
    )
    first, second = read_list(html, role=Role.NORMATIVE_DOCUMENTS).entries
    fields = dict(first.fields)
    assert fields["number"].value == "云政〔2026〕7号"
    assert fields["signed_on"].value == "2026-03-02"
    assert fields["validity"].label == "有效性"
    assert first.date is not None
    assert str(first.date.value) == "2026-03-05"
    assert dict(second.fields)["number"].value is None
    assert dict(second.fields)["number"].raw == "-"


def test_only_a_signing_date_is_no_date_of_the_row() -> None:
    html = framed(
        "<table><tr><td>文件名称</td><td>成文日期</td></tr>"
        "<tr><td><a href='/1.html'>关于印发云溪县供水办法的通知</a></td><td>2026-03-02</td></tr>"
        "<tr><td><a href='/2.html'>关于印发云溪县排水办法的通知</a></td><td>2026-02-01</td></tr></table>"
    )
    reading = read_list(html, role=Role.NORMATIVE_DOCUMENTS)
    assert dates(reading) == ["", ""]
    assert dict(reading.entries[0].fields)["signed_on"].value == "2026-03-02"


def test_a_message_board_is_listed_by_submission() -> None:
    html = framed(
        "<table class='tstable'><tr><th>编号</th><th>标题</th><th>类型</th><th>受理单位</th><th>来信时间</th><th>答复时间</th><th>状态</th></tr>"
        "<tr><td>YX2026001</td><td><a href='/l/1.html'>关于路灯不亮的问题</a></td><td>咨询</td><td>县城管局</td>"
        "<td>2026-09-01</td><td>2026-09-08</td><td>已答复</td></tr>"
        "<tr><td>YX2026000</td><td><a href='/l/0.html'>公交线路调整咨询</a></td><td>咨询</td><td>县交通局</td>"
        "<td>2026-08-20</td><td></td><td>办理中</td></tr></table>"
    )
    reading = read_list(html, role=Role.MESSAGE_BOARD)
    assert dates(reading) == ["2026-09-01", "2026-08-20"]
    fields = dict(reading.entries[0].fields)
    assert fields["number"].value == "YX2026001"
    assert fields["status"].value == "已答复"
    assert fields["replied_on"].value == "2026-09-08"
    assert dict(reading.entries[1].fields)["replied_on"].value is None


def test_a_letter_whose_link_says_only_look() -> None:
    html = framed(
        "<table><tr><th>标题</th><th>留言时间</th><th>操作</th></tr>"
        "<tr><td>关于路灯不亮的问题</td><td>2026-09-01</td><td><a href='/l/1.html'>查看</a></td></tr>"
        "<tr><td>公交线路调整咨询</td><td>2026-08-20</td><td><a href='/l/0.html'>查看</a></td></tr></table>"
    )
    reading = read_list(html, role=Role.MESSAGE_BOARD)
    assert titles(reading) == ["关于路灯不亮的问题", "公交线路调整咨询"]


def test_a_header_row_makes_a_list_of_any_role() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/f/{n}.html'>供水管理办法</a></td></tr>" for n in range(4)
    )
    found = read_list(framed(f"<table><tr><th>序号</th><th>文件名称</th></tr>{rows}</table>"))
    assert len(found.entries) == 4
