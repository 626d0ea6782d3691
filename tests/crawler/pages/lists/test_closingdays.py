"""Days that stand at the end of a title or of a label's value, and lists of few rows."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.lists.closingdays import labelled_parts, value_and_day
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import DATES, TITLES, dates, framed, read_list, rows, titles

COUNT = "<div class='page'>共{n}条记录 1/1页 <a href='#'>首页</a> <a href='#'>上一页</a> <a href='#'>下一页</a> <a href='#'>尾页</a></div>"
ROW = '<li><a href="{u}">{t}</a><span>{d}</span></li>'


@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="{u}">{t}</a><span>来源：县政府办 {d}</span></li>',
        '<li><a href="{u}">{t}</a><span>发布机构：县政府办　{d}</span></li>',
        '<li><a href="{u}">{t}</a><span>文号：云政〔2026〕3号 {d}</span></li>',
        '<li><a href="{u}">{t}</a><p>来源：县政府办 发布时间：{d}</p></li>',
        '<li><a href="{u}">{t}</a><p>来源：县政府办 | {d} | 浏览：5</p></li>',
        '<li><a href="{u}">{t} {d}</a></li>',
        '<li><a href="{u}">{t}　[{d}]</a></li>',
        '<p><a href="{u}">{t} {d}</a></p>',
        '<a href="{u}"><p>{t}</p><span>{d}</span></a>',
        '<a class="box" href="{u}"><h3>{t}({d})</h3></a>',
        '<a class="box" href="{u}"><h3>{t}（{d}）</h3><p>摘要文字，介绍情况。</p></a>',
    ],
)
def test_the_day_behind_something_else_is_the_rows(row: str, count: int) -> None:
    for pager in ("", COUNT.replace("{n}", str(count))):
        found = read_list(framed(f"<div class='con'>{rows(row, count)}{pager}</div>"))
        assert len(found.entries) == count
        assert dates(found) == list(DATES[:count])


def test_a_short_title_with_its_day_is_a_row() -> None:
    row = '<a class="box" href="/zwgk/1.html"><h3>职称评审(2020-12-21)</h3></a>'
    for pager in ("", COUNT.replace("{n}", "1")):
        assert dates(read_list(framed(f"<div class='list'>{row}{pager}</div>"))) == ["2020-12-21"]


def test_a_day_that_a_title_tells_of_is_not_the_rows() -> None:
    for title in (
        "关于2026年3月5日停水的公告",
        "县政府常务会议（2026年3月5日）",
        "云溪县规划（2021-2025）",
        "云溪县水质日报（2026-03-05）",
        "云溪县蔬菜价格 2026-03-05",
    ):
        row = f'<li><a href="/zwgk/1.html">{title}</a></li>'
        more = rows('<li><a href="{u}">{t}</a></li>')
        assert set(dates(read_list(framed(f"<ul>{row}{more}</ul>")))) == {""}


def test_a_day_of_its_own_goes_before_one_in_the_title() -> None:
    row = '<li><a href="{u}">{t} 2020-01-01</a><span>{d}</span></li>'
    assert dates(read_list(framed(f"<ul>{rows(row)}</ul>"))) == list(DATES)


def test_a_labels_value_is_cut_before_the_next_label_and_the_day() -> None:
    assert list(labelled_parts("来源：县政府办 发布时间：2026-03-04", "document")) == [
        "来源：县政府办",
        "发布时间：2026-03-04",
    ]
    assert list(labelled_parts("成文 日期：2026-03-04", "document")) == ["成文 日期：2026-03-04"]
    assert value_and_day("origin", "县政府办2026-03-04") == ("县政府办", "2026-03-04")
    assert value_and_day("signed_on", "2026-03-04") == ("2026-03-04", "")
    assert value_and_day("number", "云政〔2026〕3号") == ("云政〔2026〕3号", "")


@pytest.mark.parametrize("count", [1, 2])
def test_as_many_short_titles_as_are_counted_below_are_rows(count: int) -> None:
    short = "".join(f"<li><a href='/zwgk/{n}.html'>职称评审</a></li>" for n in range(count))
    told = f"<div class='con'><ul>{short}</ul><div class='page'>共 {count} 条</div></div>"
    assert len(read_list(framed(told)).entries) == count
    other = f"<div class='con'><ul>{short}</ul><div class='page'>共 9 条</div></div>"
    assert not read_list(framed(other)).entries
    assert not read_list(framed(f"<div class='con'><ul>{short}</ul></div>")).entries


def test_a_link_to_a_column_among_dated_rows_is_no_row() -> None:
    columns = (
        "<li><a href='/zwgk/zcwj/'>政策文件</a></li><li><a href='/zwgk/jgzn/'>机构职能</a></li>"
    )
    assert titles(read_list(framed(f"<ul>{rows(ROW)}{columns}</ul>"))) == list(TITLES)
    undated = "<li><a href='/zwgk/9.html'>关于选聘人民陪审员的公告</a></li>"
    assert len(read_list(framed(f"<ul>{rows(ROW)}{undated}</ul>")).entries) == len(TITLES) + 1


def test_the_head_of_a_site_is_no_heading_of_the_tabs_below() -> None:
    def block(stem: str, hidden: str) -> str:
        return f"<div class='box'{hidden}><ul>{rows(ROW, 6, f'/{stem}/')}</ul><a href='/{stem}/'>更多</a></div>"

    bar = "<ul class='tabs'><li class='on'>县政府文件</li><li>部门文件</li></ul>"
    blocks = block("a", "") + block("b", " style='display:none'")
    found = read_list(framed(bar + blocks), role=Role.POLICY_DOCUMENTS, label="政策文件")
    assert [entry.url.split("/")[3] for entry in found.entries] == ["a"] * 6


@pytest.mark.parametrize("bracket", ["（{}）", " {}", "[{}]"])
def test_where_the_address_tells_another_day_the_titles_is_no_rows(bracket: str) -> None:
    def read(address: str) -> tuple[list[str], list[str]]:
        titled = [f"城东第{n}片区停水通告{bracket.format(f'2026-07-0{n}')}" for n in (1, 2)]
        row = "".join(
            f"<li><a href='{address.format(n)}'>{title}</a></li>"
            for n, title in enumerate(titled, 1)
        )
        found = read_list(framed(f"<ul>{row}</ul>"))
        return titles(found), dates(found)

    whole = [f"城东第{n}片区停水通告{bracket.format(f'2026-07-0{n}')}" for n in (1, 2)]
    bare, days = ["城东第1片区停水通告", "城东第2片区停水通告"], ["2026-07-01", "2026-07-02"]
    assert read("/x/t202602{}0_1.html") == (whole, ["", ""])
    assert read("/x/t2026070{}_1.html") == (bare, days)
    assert read("/x/{}.html") == (bare, days)


def test_a_day_in_a_title_stays_there_beside_the_rows_own() -> None:
    row = "".join(
        f"<li><a href='/x/{n}.html'>水质公告（2026-07-0{n}）</a><span>2026-07-1{n}</span></li>"
        for n in (1, 2, 3)
    )
    found = read_list(framed(f"<ul>{row}</ul>"))
    assert titles(found) == [f"水质公告（2026-07-0{n}）" for n in (1, 2, 3)]


def test_an_article_of_the_lists_folder_is_a_row_though_it_bears_a_columns_name() -> None:
    own = "<li><a href='/zwgk/tzgg/77.html'>应急预案</a></li>"
    found = titles(read_list(framed(f"<ul>{rows(ROW, 3)}{own}</ul>")))
    assert found == [*TITLES[:3], "应急预案"]
    for other in ("/zwgk/yjya/77.html", "/zwgk/tzgg/index.html", "/zwgk/tzgg/"):
        page = framed(f"<ul>{rows(ROW, 3)}{own.replace('/zwgk/tzgg/77.html', other)}</ul>")
        assert titles(read_list(page)) == list(TITLES[:3])
