"""What stands in and round the rows of a list: 更多, hidden tabs, summaries that tell of days."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.words.rowdates import row_date, without_told_days
from tests.crawler.pages.layouts import DATES, TITLES, dates, framed, read_list, rows, titles

ROW = '<li class="new_desc"><span class="date">{d}</span><a href="{u}">{t}</a></li>'
SPAN = '<span class="more" style="display: none"><a href="javascript:;" title="动态">更多+<i></i></a></span>'
OTHERS = "/zwgk/other/"


@pytest.mark.parametrize(
    "more",
    [SPAN, SPAN.replace(' style="display: none"', ""), '<li><a href="javascript:void(0)">更多</a></li>',
     '<li class="more"><a href="#">更多&gt;&gt;</a></li>'],
)  # fmt: skip
def test_a_child_that_says_only_more_does_not_lose_the_list(more: str) -> None:
    lists = (
        f"<div class='bd'><ul>{rows(ROW)}{more}</ul>"
        f"<ul style='display:none'>{rows(ROW, 3, OTHERS)}{more}</ul></div>"
    )
    assert titles(read_list(framed(lists))) == list(TITLES)


def test_a_child_that_says_only_more_is_no_row() -> None:
    more = '<li><a href="/zwgk/tzgg/1999.html">更多&gt;&gt;</a></li>'
    found = read_list(framed(f"<h2>通知公告</h2><ul>{rows(ROW)}{more}</ul>"))
    assert titles(found) == list(TITLES)


def test_a_list_that_is_shown_goes_before_its_hidden_tab() -> None:
    more = '<span class="more"><a href="javascript:;">更多</a></span>'
    lists = (
        f"<div class='bd'><ul>{rows(ROW, 3)}{more}</ul>"
        f"<ul style='display:none'>{rows(ROW, 6, OTHERS)}</ul></div>"
    )
    assert titles(read_list(framed(lists))) == list(TITLES[:3])


def test_boxes_whose_more_leads_nowhere_are_a_hub_all_the_same() -> None:
    boxes = "".join(
        f"<div class='box'><div class='hd'><h3>{name}</h3><a href='javascript:;'>更多</a></div>"
        f"<ul>{rows(ROW, 3, f'/{stem}/')}</ul></div>"
        for name, stem in (("云溪要闻", "yw"), ("通知公告", "tz"), ("政策文件", "zc"))
    )
    found = read_list(framed(boxes))
    assert [entry.url.split("/")[3] for entry in found.entries] == ["tz"] * 3


def block(stem: str, side: str, hidden: str = "", heads: str = "") -> str:
    """A box of a list with a tab for each of its parts."""
    tabs = f"<a class='more' href='/{stem}/'>更多</a>{heads}"
    ul = f"<ul>{rows(ROW, 3, f'/{stem}/')}</ul>"
    return f"<div class='box_list {side}'><div class='tit_x'>{tabs}</div><div class='list'>{ul}{hidden}</div></div>"


HIDDEN = f"<ul style='display: none'>{rows(ROW, 3, '/jg/')}</ul>"
HEADS = "<a href='/cr/'>出让公告</a><a href='/jg/'>结果公示</a><a class='more hide' href='/jg/'>更多</a>"


def test_a_block_that_is_shown_is_not_left_out_for_a_hidden_tab() -> None:
    found = read_list(framed(block("cr", "fl_l", HIDDEN, HEADS) + block("xy", "fl_r")))
    stems = [entry.url.split("/")[3] for entry in found.entries]
    assert stems == ["cr"] * 3 + ["jg"] * 3 + ["xy"] * 3


def test_a_block_of_another_kind_is_none_of_the_list() -> None:
    other = block("xy", "fl_r").replace("box_list", "box_hot")
    found = read_list(framed(block("cr", "fl_l", HIDDEN, HEADS) + other))
    assert {entry.url.split("/")[3] for entry in found.entries} == {"cr", "jg"}


SUMMARIES = (
    "9月9日、10日，县委书记深入各乡镇检查督导防汛工作，看望慰问一线人员。",
    "　8月30日下午，县长在县政协机关调研时强调，要进一步推动工作落地。",
    "为感谢毗邻的各县对我县工作的支持，进一步加强区域协作，现予公告。",
    "2025岁末，县长发表二〇二六年新年贺词，向全县人民致以节日的问候。",
    "今天，八项规定举国皆知，各乡镇各部门要从点滴细节看从严落实。",
    "当地时间12月8日下午，代表团在外地出席了云溪特色产品推介活动。",
)
DAY = '<div class="date"><p>{day}</p><span>{y}-{m}</span></div>'
DETAIL = '<div class="detail"><a href="{u}" title="{t}">{t}</a><p>@</p></div>'


def summed(row: str) -> str:
    """Rows with a summary each."""
    first, *rest = rows(row).split("@")
    return first + "".join(said + part for said, part in zip(SUMMARIES, rest, strict=True))


@pytest.mark.parametrize("row", [f"<li>{DAY}{DETAIL}</li>", f"<li>{DETAIL}{DAY}</li>"])
@pytest.mark.parametrize("parts", [1, 2])
def test_the_day_of_a_row_stands_apart_from_what_its_summary_tells(row: str, parts: int) -> None:
    text = summed(row)
    if parts == 2:
        first = "</li>".join(text.split("</li>")[:3])
        text = f"{first}</li></ul><ul>{text[len(first) + 5 :]}"
    found = read_list(framed(f"<div class='news-list'><ul>{text}</ul></div>"))
    assert titles(found) == list(TITLES)
    assert dates(found) == list(DATES)


def test_no_row_is_dated_by_its_summary() -> None:
    found = read_list(framed(f"<div class='con'><ul>{summed(f'<li>{DETAIL}</li>')}</ul></div>"))
    assert titles(found) == list(TITLES)
    assert dates(found) == [""] * 6


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年3月2日，县长主持召开县政府常务会议，研究防汛工作。", None),
        ("发布日期：2026年3月2日，来源：云溪县人民政府办公室，阅读：12", date(2026, 3, 2)),
        ("2026年3月2日 县长主持召开县政府常务会议，研究全县防汛工作。", date(2026, 3, 2)),
        ("县长主持召开县政府常务会议，研究防汛工作。（2026年3月2日）", date(2026, 3, 2)),
        ("2026-03-02 县长主持召开县政府常务会议，研究全县防汛工作。", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
    ],
)
def test_days_that_a_sentence_tells_of(text: str, day: date | None) -> None:
    found = row_date(without_told_days(text))
    assert (found.value if found else None) == day


def test_a_day_whose_year_stands_in_a_box_of_its_own_is_no_part_of_a_title() -> None:
    row = "<li><a href='/zw/{n}.html'><em>{title}</em><i>11-1{n}<b>2026</b></i></a></li>"
    text = "".join(row.format(n=n, title=one) for n, one in enumerate(TITLES))
    found = read_list(framed(f"<div class='con'><ul>{text}</ul></div>"))
    assert titles(found) == list(TITLES)
    assert dates(found)[0] == "2026-11-10"


HEAD = "<tr><th>序号</th><th>标题</th><th>发布日期</th></tr>"
CELLS = '<tr><td>1</td><td><a href="{u}">{t}</a></td><td>{d}</td></tr>'


def tables(between: str = "", head: str = HEAD, hidden: str = "", pager: str = "") -> str:
    """Two tables of one page, each in the box of its tab."""
    one = f"<div class=con><table>{HEAD}{rows(CELLS, 4)}</table>{pager}</div>"
    other = f"<table>{head}{rows(CELLS, 3, OTHERS)}</table>"
    tabs = "<div class=tab><span class=on>现行有效</span><span>失效废止</span></div>"
    return f"{tabs}{one}{between}<div class=con{hidden}>{other}</div>"


@pytest.mark.parametrize("between", ["", "<h3>失效废止</h3>", "<h3>2025年</h3>"])
@pytest.mark.parametrize("hidden", ["", " style='display:none'"])
def test_tables_with_the_same_head_are_one_list(between: str, hidden: str) -> None:
    found = read_list(framed(tables(between, hidden=hidden)))
    assert titles(found) == [*TITLES[:4], *TITLES[:3]]
    assert dates(found) == [*DATES[:4], *DATES[:3]]


@pytest.mark.parametrize(
    ("between", "head"),
    [
        ("", HEAD.replace("发布日期", "中标日期")),
        ("<h3>相关链接</h3>", HEAD),
        ("<h3>通知</h3><a href='/tz/'>更多</a>", HEAD),
        ("<h3>政策解读</h3>", HEAD),
        ("<h3>许可证办理事项</h3>", HEAD),
        ("<p>本栏目所列文件自二〇二六年起不再更新，请到新的栏目查阅。</p>", HEAD),
    ],
)
def test_tables_of_different_things_are_not_one_list(between: str, head: str) -> None:
    assert titles(read_list(framed(tables(between, head)))) == list(TITLES[:4])


def test_tables_side_by_side_are_not_one_list() -> None:
    one, other = (
        f"<table>{HEAD}{rows(CELLS, 4)}</table>",
        f"<table>{HEAD}{rows(CELLS, 3, OTHERS)}</table>",
    )
    found = read_list(framed(f"<table><tr><td>{one}</td><td>{other}</td></tr></table>"))
    assert titles(found) == list(TITLES[:4])


def test_tables_of_one_row_each_are_shown_part_by_part() -> None:
    one = "<table{}><tr><td><a href='/a/{n}.html'>关于第{n}批农村公路检查的通知</a></td><td>2026-0{n}-01</td></tr></table>"
    hidden = " style='display:none'"
    made = "".join(one.format(hidden if n > 3 else "", n=n) for n in range(1, 7))
    pager = "<div class=page>共6条 共2页 <a href='javascript:go(2)'>2</a></div>"
    found = read_list(framed(f"<div class=con>{made}</div>{pager}"))
    assert len(found.entries) == 6
    assert found.total_pages is None


def test_a_hidden_table_does_not_stand_in_for_a_further_page_of_another() -> None:
    pager = "<div class=page>共6条 <a href='javascript:go(1)'>1</a><a href='javascript:go(2)'>2</a></div>"
    page = tables(pager=pager).replace(f"<table>{HEAD}", f"<table style='display:none'>{HEAD}")
    found = read_list(framed(page.replace("<table style='display:none'>", "<table>", 1)))
    assert len(found.entries) == 7
    assert found.furthest == 2
