"""Lists in the markups that portals use, and things beside them that are no lists."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import (
    DATES,
    TITLES,
    dates,
    expected,
    framed,
    read_list,
    rows,
    titles,
)

MARKUPS = {
    "ul with span": "<ul>" + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>') + "</ul>",
    "date before link": "<ul>" + rows('<li><span>{d}</span><a href="{u}">{t}</a></li>') + "</ul>",
    "date inside link": "<ul>"
    + rows('<li><a href="{u}"><em>{d}</em><p>{t}</p></a></li>')
    + "</ul>",
    "date in brackets": "<ul>" + rows('<li>·<a href="{u}">{t}</a>[{d}]</li>') + "</ul>",
    "date with slashes": "<ul>"
    + rows('<li><a href="{u}">{t}</a><i>{y}/{m}/{day}</i></li>')
    + "</ul>",
    "date in words": "<ul>"
    + rows('<li><a href="{u}">{t}</a><b>{y}年{m}月{day}日</b></li>')
    + "</ul>",
    "table": "<table>"
    + rows('<tr><td>{n}</td><td><a href="{u}">{t}</a></td><td>{d}</td></tr>')
    + "</table>",
    "table per row": "<div>"
    + rows('<table><tr><td><a href="{u}">{t}</a></td><td>{d}</td></tr></table>')
    + "</div>",
    "dl per row": "<div>" + rows('<dl><dt><a href="{u}">{t}</a></dt><dd>{d}</dd></dl>') + "</div>",
    "one dl": "<dl>" + rows('<dt><a href="{u}">{t}</a></dt><dd>{d}</dd>') + "</dl>",
    "dd rows": "<dl><dt>通知公告</dt>"
    + rows('<dd><a href="{u}">{t}</a><span>{d}</span></dd>')
    + "</dl>",
    "div rows": "<div class='c'>"
    + rows('<div class="item"><a href="{u}">{t}</a><span class="d">{d}</span></div>')
    + "</div>",
    "nested div rows": "<div>"
    + rows(
        '<div class="w"><div class="l"><a href="{u}">{t}</a></div><div class="r">{d}</div></div>'
    )
    + "</div>",
    "wrapped div rows": "<div>"
    + rows('<div><div class="row"><h3><a href="{u}">{t}</a></h3><p>摘要</p><p>{d}</p></div></div>')
    + "</div>",
    "p rows": "<div>" + rows('<p><a href="{u}">{t}</a> {d}</p>') + "</div>",
    "bare links and br": "<div>" + rows('<a href="{u}">{t}</a> ({d})<br>') + "</div>",
    "bare date, link, br": "<div>" + rows('{d} <a href="{u}">{t}</a><br>') + "</div>",
    "list per row": '<div class="xxgk_list">'
    + rows(
        '<div class="xxgk_navli"><ul><li><a href="{u}">{t}</a></li><li>{d}</li><li></li></ul></div>'
    )
    + "</div>",
    "list per row, no div": "<div>"
    + rows('<ul class="r"><li class="a"><a href="{u}">{t}</a></li><li class="b">{d}</li></ul>')
    + "</div>",
    "day box after": "<ul>"
    + rows('<li><div class="date"><b>{day}</b><span>{y}-{m}</span></div><a href="{u}">{t}</a></li>')
    + "</ul>",
    "day box with month.year": "<ul>"
    + rows(
        '<li><div class="date"><span>{day}</span><em>{y}.{m}</em></div><h4><a href="{u}">{t}</a></h4></li>'
    )
    + "</ul>",
    "month day then year": "<ul>"
    + rows('<li><div class="time"><p>{m}-{day}</p><p>{y}</p></div><a href="{u}">{t}</a></li>')
    + "</ul>",
    "year-month then day": "<ul>"
    + rows('<li><div class="time"><p>{y}-{m}</p><p>{day}</p></div><a href="{u}">{t}</a></li>')
    + "</ul>",
    "title attribute of a cut title": "<ul>"
    + rows('<li><a href="{u}" title="{t}">{cut}</a><span>{d}</span></li>')
    + "</ul>",
    "dots in place of an ellipsis": "<ul>"
    + rows('<li><a href="{u}" title="{t}">{cut}</a><span>{d}</span></li>').replace("…", "...")
    + "</ul>",
    "category before": "<ul>"
    + rows('<li><a href="/c/">[县政府办]</a><a href="{u}">{t}</a><span>{d}</span></li>')
    + "</ul>",
    "picture and text link": "<ul>"
    + rows('<li><a href="{u}"><img src="x.jpg"></a><a href="{u}">{t}</a><span>{d}</span></li>')
    + "</ul>",
    "button after": "<div>"
    + rows('<div class="b"><a href="{u}">{t}</a><span>{d}</span><a href="{u}">查看详情</a></div>')
    + "</div>",
    "row opened by script": "<ul>"
    + rows("<li onclick=\"window.open('{u}')\"><span>{t}</span><i>{d}</i></li>")
    + "</ul>",
    "groups of five with rulers": "<div>"
    + "".join(
        f"<ul>{row}</ul><div class='line'></div>"
        for row in [rows('<li><a href="{u}">{t}</a><span>{d}</span></li>', 3)]
    )
    + "<ul>"
    + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>').split("</li>", 3)[3]
    + "</ul></div>",
    "title before its note": "<ul>"
    + rows(
        '<li><a href="{u}" title="标题：{t} 发布时间：{d} 点击数：5">{cut}</a><span>{d}</span></li>'
    )
    + "</ul>",
    "cards": "<div class='cards'>"
    + rows(
        '<div class="card"><a href="{u}"><img src="/i.jpg"></a><div class="info"><h4><a href="{u}">{t}</a></h4>'
        '<p class="desc">这是一段较长的摘要文字，介绍文件出台的背景。<a href="{u}">[详情]</a></p><span>{d}</span></div></div>'
    )
    + "</div>",
    "one link round a card": "<div>"
    + rows(
        '<a class="card" href="{u}"><div class="tit">{t}</div><div class="txt">摘要文字。</div><div class="time">{d}</div></a>'
    )
    + "</div>",
    "interpretation beside": "<table>"
    + rows(
        "<tr><td><a href='{u}'>{t}</a></td><td><a href='/jd/{n}.html'>《{t}》政策解读</a></td><td>{d}</td></tr>"
    )
    + "</table>",
    "time element": "<ul>"
    + rows('<li><a href="{u}">{t}</a><time datetime="{d}T10:00:00">{m}-{day}</time></li>')
    + "</ul>",
    "layout tables": "<table><tr><td><table><tr><td>栏目</td></tr></table></td><td><table>"
    + rows(
        '<tr><td height=24><img src="d.gif"><a href="{u}" target=_blank>{t}</a></td><td align=right>{d}</td></tr><tr><td colspan=2 background="line.gif"></td></tr>'
    )
    + "</table></td></tr></table>",
    "definition rows": "<div>"
    + rows(
        '<div class="li"><dl><dt><a href="{u}">{t}</a></dt><dd><p>来源：县政府办</p><p>时间：{d} 09:30:00</p></dd></dl></div>'
    )
    + "</div>",
    "articles": "<section>"
    + rows(
        "<article><header><h2><a href='{u}'>{t}</a></h2></header><footer><time>{d}</time></footer></article>"
    )
    + "</section>",
    "labelled spans": "<ul>"
    + rows(
        '<li><a href="{u}">{t}</a><p><span>发文机关：县政府办</span><span>发布日期：{d}</span></p></li>'
    )
    + "</ul>",
    "label beside value": "<ul>"
    + rows('<li><a href="{u}">{t}</a><p><b>发布时间：</b><i>{d}</i><b>浏览：</b><i>12</i></p></li>')
    + "</ul>",
}

ONE_PER_LIST = '<ul class="row"><li>标题</li><li>发布日期</li></ul><ul class="row"><li>1</li><li><a href="/zwgk/7.html">云溪县2025年政府信息公开工作年度报告</a></li><li>2026-03-26</li></ul>'


def test_the_only_row_of_a_table_made_of_lists() -> None:
    found = read_list(framed(f"<div>{ONE_PER_LIST}</div>"))
    assert titles(found) == ["云溪县2025年政府信息公开工作年度报告"]
    assert [str(day) for day in dates(found)] == ["2026-03-26"]


def test_a_row_is_no_further_page_of_its_list() -> None:
    row = '<li class="clearfix"><a href="/art/2026/7/15/art_60335_22.html">云溪县印发《病种目录管理办法》的通知</a><b>2026-07-15</b></li>'
    store = f"<script type='text/xml'><datastore><totalrecord>1</totalrecord><totalpage>1</totalpage><nextgroup></nextgroup><recordset><record><![CDATA[{row}]]></record></recordset></datastore></script>"
    box = f'<div id="250335" class="default_pgContainer"></div>{store}<script>var unitid=250335;var perPage=8;</script>'
    found = read_list(framed(f"<div>{box}</div>"))
    assert [entry.url[-7:] for entry in found.entries] == ["22.html"]
    assert found.turns == ()


def test_a_menu_that_tells_its_day_is_no_such_row() -> None:
    menu = '<ul><li><a href="/zwgk/jgzn/">机构职能</a></li><li>最近更新：2026-03-26</li></ul>'
    assert not read_list(framed(f"<div>{menu}</div>")).entries


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS.keys())
def test_every_markup_gives_the_same_rows(markup: str) -> None:
    reading = read_list(framed(f"<div class='con'><h2>通知公告</h2>{markup}</div>"))
    assert (titles(reading), dates(reading)) == expected()
    assert reading.ordered
    assert not reading.shell
    assert not reading.blank
    assert [entry.rank for entry in reading.entries] == [1, 2, 3, 4, 5, 6]
    assert reading.entries[0].url == "http://www.yunxi.test/zwgk/tzgg/1001.html"


def test_the_pager_in_a_table_of_rows_is_no_row() -> None:
    whole = MARKUPS["table"]
    for word in ("下一页", "[下一页]", "尾页"):
        more = f"<tr><td>共26条 第1/2页 上一页 <a href='index_2.html'>{word}</a></td><td></td></tr>"
        reading = read_list(
            framed(f"<div class='con'>{whole.replace('</table>', more + '</table>')}</div>")
        )
        assert (titles(reading), dates(reading)) == expected()


@pytest.mark.parametrize("name", ["ul with span", "table", "div rows", "p rows", "nested div rows"])
def test_a_list_of_one(name: str) -> None:
    whole = MARKUPS[name]
    first = whole[: whole.index(TITLES[1])]
    cut = max(
        first.rfind("<li>"),
        first.rfind("<tr>"),
        first.rfind("<p>"),
        first.rfind('<div class="item"'),
        first.rfind('<div class="w"'),
    )
    reading = read_list(framed(f"<div class='con'>{first[:cut]}</div>"))
    assert titles(reading) == [TITLES[0]]
    assert dates(reading) == [DATES[0]]


def test_month_and_day_take_their_year_from_the_address() -> None:
    row = '<li><a href="./{y}{m}/t{y}{m}{day}_10{n}.html">{t}</a><span>[{m}-{day}]</span></li>'
    assert dates(read_list(framed(f"<ul>{rows(row)}</ul>"))) == list(DATES)


def test_new_year_in_an_address() -> None:
    row = (
        '<ul><li><a href="/art/2026/1/2/art_1_9.html">关于元旦放假期间值班安排的通知</a><i>12-31</i></li>'
        '<li><a href="/art/2025/12/30/art_1_8.html">关于做好岁末年初安全生产工作的通知</a><i>12-30</i></li></ul>'
    )
    assert dates(read_list(framed(row))) == ["2025-12-31", "2025-12-30"]


def test_month_and_day_under_year_headings() -> None:
    row = '<li><a href="{u}">{t}</a><span>{m}-{day}</span></li>'
    both = (
        f"<div class='con'><h3>2026年</h3><ul>{rows(row, 2)}</ul>"
        f"<h3>2025年</h3><ul>{rows(row, 6, '/old/').split('</li>', 2)[2]}</ul></div>"
    )
    got = dates(read_list(framed(both)))
    assert got == [*DATES[:2], *(day.replace("2026", "2025") for day in DATES[2:])]


def test_month_and_day_alone_are_no_date() -> None:
    row = '<li><a href="{u}">{t}</a><span>{m}-{day}</span></li>'
    reading = read_list(framed(f"<ul>{rows(row)}</ul>"))
    assert titles(reading) == list(TITLES)
    assert dates(reading) == [""] * 6
    assert not reading.ordered


def test_years_are_rows_and_the_numbers_of_pages_are_none() -> None:
    def read(*names: str) -> list[str]:
        items = "".join(
            f"<li><a href='/n/{name}.html'>{name}</a><span>2026-03-0{n}</span></li>"
            for n, name in enumerate(names, 1)
        )
        found = read_list(framed(f"<h3>年报</h3><ul>{items}</ul>"), role=Role.ANNUAL_REPORTS)
        return [entry.title for entry in found.entries]

    assert read("2025", "2024", "2023") == ["2025", "2024", "2023"]
    assert read("1", "2", "3") == []


SPLIT_ROWS = "".join(
    f'<dl><dt><a href="/wj/{n}.html">云溪县人民政府关于印发第{n}号办法的通知</a></dt>'
    f"<dd>云政规〔2026〕{n}号</dd><dd>2026-0{n}-02</dd><dd>2026-0{n}-20</dd></dl>"
    for n in range(6, 2, -1)
)


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


LETTER = "<dl><dt><a href='/w/{n}.html'>关于第{n}号路灯的咨询</a></dt>"
HEAD = "<div><b>标题</b><b>来信时间</b><b>答复时间</b></div>"


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


GAZETTE = "http://www.yunxi.test/zwgk/zfgb/"


def _gazette(link: str, box: str = "<ul>{}</ul>", one: str = "<li>{}</li>") -> ListReading:
    items = "".join(one.format(link.replace("{n}", str(n))) for n in range(1, 11))
    page = framed(f"<h3>2026年</h3>{box.format(items)}")
    return read_list(page, role=Role.GAZETTE, url=GAZETTE)


@pytest.mark.parametrize("count", [1, 4, 10])
def test_issues_named_by_the_titles_of_their_numbers(count: int) -> None:
    link = "<a href='/gb/{n}.html' title='2026年第{n}期'>{n}</a>"
    for listing in (
        _gazette(link),
        _gazette(link, "<table><tr>{}</tr></table>", "<td>{}</td>"),
        _gazette(link, "<table>{}</table>", "<tr>" + "<td>{0}</td>" + "</tr>"),
        _gazette("<a href='/gb/{n}.html'>2026年第{n}期</a>", "<table><tr>{}</tr></table>", "<td>{}</td>"),
    ):  # fmt: skip
        assert titles(listing) == [f"2026年第{n}期" for n in range(1, 11)]
        assert listing.turns == ()
    cells = "".join(f"<td>{link}</td>".replace("{n}", str(n)) for n in range(1, count + 1))
    row = read_list(framed(f"<table><tr>{cells}</tr></table>"), role=Role.GAZETTE, url=GAZETTE)
    assert titles(row) == [f"2026年第{n}期" for n in range(1, count + 1)]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/zwgk/zfgb/2026/{n}.html'>{n}</a>",
        "<a href='/gb/{n}.html'>{n}</a><span>2026-03-11</span>",
    ],
)
def test_numbers_with_a_day_or_a_dated_address_are_issues(link: str) -> None:
    listing = _gazette(link)
    assert titles(listing) == [str(n) for n in range(1, 11)]
    assert listing.turns == ()


def test_numbers_that_may_be_pages_or_issues_leave_doubt() -> None:
    for listing in (
        _gazette("<a href='/gb/{n}.html'>{n}</a>"),
        _gazette("<a href='/gb/{n}.html'>{n}</a>", "<table><tr>{}</tr></table>", "<td>{}</td>"),
    ):
        assert (listing.entries, listing.turns, listing.blank) == ((), (), False)
        assert listing.furthest == 10


def test_below_the_rows_of_a_gazette_numbers_are_pages() -> None:
    items = "".join(f"<li><a href='/gb/{n}.html'>2026年第{n}期</a></li>" for n in (8, 7, 6))
    numbers = "".join(f"<li><a href='index_{n}.html'>{n + 1}</a></li>" for n in range(1, 4))
    for main in (f"<ul>{items}</ul><ul>{numbers}</ul>", f"<ul>{items}{numbers}</ul>"):
        listing = read_list(framed(main), role=Role.GAZETTE, url=GAZETTE)
        assert titles(listing) == ["2026年第8期", "2026年第7期", "2026年第6期"]
        assert [turn.page_number for turn in listing.turns] == [2, 3, 4]


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


def test_of_two_dates_without_names_none_is_a_documents() -> None:
    listing = read_list(framed(f"<div>{SPLIT_ROWS}</div>"), role=Role.NORMATIVE_DOCUMENTS)
    assert [entry.date for entry in listing.entries] == [None] * 4


def test_a_date_in_a_title_is_not_the_rows_date() -> None:
    row = (
        "<ul><li><a href='/a1.html'>关于2026年3月1日停水的通知（县自来水公司）</a><span>2026-02-20</span></li>"
        "<li><a href='/a2.html'>2025年12月政务公开工作情况通报</a><span>2026-01-05</span></li></ul>"
    )
    assert dates(read_list(framed(row))) == ["2026-02-20", "2026-01-05"]


@pytest.mark.parametrize(
    "mark",
    [
        '<i class="top"></i>',
        '<img src="/images/top.gif">',
        "[置顶]",
        '<span class="zd">置顶</span>',
        '<img src="/i/1.png" alt="置顶">',
    ],
)
def test_a_pinned_row(mark: str) -> None:
    pinned = f"<li>{mark}<a href='/p.html'>云溪县人民政府二〇二四年重要公告汇总</a><span>2024-01-01</span></li>"
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    reading = read_list(framed(f"<ul>{pinned}{rows(row)}</ul>"))
    assert [entry.pinned for entry in reading.entries] == [True] + [False] * 6
    assert reading.entries[0].title == "云溪县人民政府二〇二四年重要公告汇总"
    assert reading.ordered


def test_an_unmarked_old_row_on_top_breaks_the_order() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    old = "<li><a href='/p.html'>云溪县人民政府重要公告汇总公布</a><span>2024-01-01</span></li>"
    assert not read_list(framed(f"<ul>{old}{rows(row)}</ul>")).ordered


def test_side_lists_are_not_the_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    side = "".join(
        f"<div class='box'><h3>{name}</h3><ul>"
        + "".join(
            f"<li><a href='/{stem}/{n}.html'>云溪县第{n}次经济工作会议召开并取得圆满成功</a><span>2026-10-{n:02}</span></li>"
            for n in range(10, 25)
        )
        + "</ul></div>"
        for name, stem in (("热点信息", "rd"), ("最新更新", "zx"), ("相关链接", "xg"))
    )
    html = framed(
        f"<div class='l'>{side}</div><div class='r'><h2>通知公告</h2><ul>{rows(row)}</ul></div>"
    )
    assert titles(read_list(html)) == list(TITLES)


def test_a_left_menu_is_not_the_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    left = "".join(
        f"<li><a href='/lm{n}/'>{name}</a></li>"
        for n, name in enumerate(
            (
                "政策文件",
                "政策解读",
                "规范性文件",
                "领导之窗",
                "机构职能",
                "政府公报",
                "意见征集",
                "财政预决算",
            )
        )
    )
    html = framed(
        f"<div class='sub'><ul>{left}</ul></div><div class='r'><ul>{rows(row, 2)}</ul></div>"
    )
    assert titles(read_list(html)) == list(TITLES[:2])
    empty = read_list(
        framed(f"<div class='sub'><ul>{left}</ul></div><div class='r'><ul></ul></div>")
    )
    assert empty.entries == ()
    assert empty.blank


def test_a_hub_of_previews_is_no_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    boxes = "".join(
        f"<div class='box'><div class='hd'><h3>{name}</h3><a class='more' href='/{stem}/'>更多&gt;&gt;</a></div>"
        f"<ul>{rows(row, 4, f'/{stem}/')}</ul></div>"
        for name, stem in (
            ("云溪要闻", "yw"),
            ("部门动态", "bm"),
            ("政策文件", "zc"),
            ("招标采购", "zb"),
        )
    )
    reading = read_list(framed(boxes))
    assert reading.entries == ()
    assert not reading.blank
    assert not reading.shell


def test_of_a_hub_the_boxes_of_the_role_are_taken() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    boxes = "".join(
        f"<div class='box'><div class='hd'><h3>{name}</h3><a class='more' href='/{stem}/'>更多</a></div>"
        f"<ul>{rows(row, 3, f'/{stem}/')}</ul></div>"
        for name, stem in (("云溪要闻", "yw"), ("通知公告", "tz"), ("政策文件", "zc"))
    )
    reading = read_list(framed(boxes))
    assert [entry.url.split("/")[3] for entry in reading.entries] == ["tz"] * 3


def test_hidden_tabs_belong_to_the_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    html = framed(
        "<div class='tabs'><a href='javascript:;' class='on'>县政府</a><a href='javascript:;'>县政府办</a></div>"
        f"<div class='cons'><div class='con'><ul>{rows(row, 3)}</ul></div>"
        f"<div class='con' style='display:none'><ul>{rows(row, 6, '/ban/').split('</li>', 3)[3]}</ul></div></div>"
    )
    assert titles(read_list(html)) == list(TITLES)


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


def test_rows_that_leave_the_host_are_rows() -> None:
    html = framed(
        "<ul><li><a href='http://www.gov.cn/a.htm'>国务院关于印发某某规划的通知全文</a><span>2026-05-01</span></li>"
        "<li><a href='/b.htm'>云溪县人民政府关于某某工作的通知</a><span>2026-04-01</span></li></ul>"
    )
    assert [e.url for e in read_list(html).entries] == [
        "http://www.gov.cn/a.htm",
        "http://www.yunxi.test/b.htm",
    ]


def test_leaders_have_short_rows_without_dates() -> None:
    names = ("张云峰", "李明", "王晓燕", "欧阳锋")
    html = framed(
        "<div class='ld'><ul>"
        + "".join(
            f"<li><a href='/ld/{n}.html'><img src='{n}.jpg' alt='{name}'><p>{name}</p></a></li>"
            for n, name in enumerate(names)
        )
        + "</ul></div>"
    )
    reading = read_list(html, role=Role.LEADERS)
    assert [e.url[-6:] for e in reading.entries] == ["0.html", "1.html", "2.html", "3.html"]
    assert titles(reading) == list(names)


def test_annual_reports_without_dates() -> None:
    html = framed(
        "<ul>"
        + "".join(
            f"<li><a href='/nb/{y}.html'>云溪县{y}年政府信息公开工作年度报告</a></li>"
            for y in (2025, 2024, 2023)
        )
        + "</ul>"
    )
    assert len(read_list(html, role=Role.ANNUAL_REPORTS).entries) == 3


@pytest.mark.parametrize(
    "words",
    [
        "暂无信息",
        "暂无数据！",
        "没有找到相关信息",
        "该栏目暂无内容",
        "无相关数据",
        "共0条",
        "栏目建设中",
        "暫無信息",
    ],
)
def test_a_page_that_says_that_there_is_nothing(words: str) -> None:
    reading = read_list(framed(f"<div class='list'><p>{words}</p></div>"))
    assert reading.blank
    assert reading.entries == ()
    assert not reading.shell


def test_an_article_is_neither_blank_nor_a_list() -> None:
    text = "为便利社会公众获取政府信息，制定本指南。一、主动公开的范围和形式。" * 12
    reading = read_list(
        framed(
            f"<h1>政府信息公开指南</h1><p>发布时间：2026-01-05</p><div>{text}</div>"
            "<p>附件：<a href='/f/1.doc'>政府信息公开申请表.doc</a></p>"
            "<div class='xg'><h3>相关链接</h3><ul><li><a href='/x1.html'>云溪县政府信息公开申请办法全文</a><span>2025-01-01</span></li>"
            "<li><a href='/x2.html'>云溪县政府信息公开收费标准说明</a><span>2025-01-01</span></li></ul></div>"
        )
    )
    assert reading.entries == ()
    assert not reading.blank
    assert not reading.shell


SHELLS = {
    "vue": "<div id='app'><ul><li v-for='i in list'><a :href='i.url'>{{ i.title }}</a></li></ul></div>",
    "empty application": "<div id=\"app\"></div><script src='/app.js'></script>",
    "request": "<ul id='list'></ul><script>$.ajax({type:'post',url:'/api/info/list',success:function(d){render(d)}})</script>",
    "fetch": "<div id='x'></div><script>fetch('/interface/getInfoPage?channel=3').then(r=>r.json())</script>",
    "avalon": "<ul><li ms-repeat='list'><a ms-attr-href='el.url'></a></li></ul>",
}


@pytest.mark.parametrize("main", SHELLS.values(), ids=SHELLS.keys())
def test_a_list_filled_by_script_is_a_shell(main: str) -> None:
    reading = read_list(framed(f"<div class='list'>{main}</div>"))
    # A request that is plain to read is tried; that it gives nothing would prove nothing.
    assert reading.shell or {turn.way for turn in reading.turns} == {"guess"}
    assert not reading.blank
    assert reading.entries == ()


def test_a_view_counter_makes_no_shell() -> None:
    reading = read_list(
        framed(
            "<div class='list'><ul></ul></div><script>$.ajax({url:'/visit/count?id=3'})</script>"
        )
    )
    assert reading.blank
    assert not reading.shell


def test_a_dated_statement_of_none() -> None:
    html = framed(
        "<ul><li><a href='/s.html'>云溪县民政局关于无行政规范性文件的情况说明</a><span>2026-03-01</span></li></ul>"
    )
    reading = read_list(html, role=Role.NORMATIVE_DOCUMENTS)
    assert str(reading.statement_on) == "2026-03-01"
    assert reading.entries == ()
    assert reading.blank


def test_a_statement_on_the_page_itself() -> None:
    html = framed(
        "<h1>情况说明</h1><p>本单位2026年无行政规范性文件。</p><p>云溪县民政局</p><p>2026年3月1日</p>"
    )
    assert str(read_list(html, role=Role.NORMATIVE_DOCUMENTS).statement_on) == "2026-03-01"


STATED = (
    "截至2026年3月1日，我局没有需要公开的规范性文件，特此说明。", "2026年3月1日 目前无此类事项。",
    "根据职能，我局不涉及该项内容。2026年3月1日", "该栏目暂无应公开的信息。2026-03-01",
    "今年以来，我局未收到人大代表建议和政协提案。2026年3月1日",
)  # fmt: skip
STATED_ROWS = (
    "关于2026年没有开展意见征集的说明", "我局2026年未制定规范性文件情况说明", "我局无下属单位的说明",
    "2026年度未出台规范性文件", "本单位2026年无此类信息",
)  # fmt: skip
NOT_STATED_ROWS = ("2026年无偿献血活动信息", "本县没有完成的项目清零", "2026年全县未发生重大事故")


@pytest.mark.parametrize("words", STATED)
def test_a_statement_in_other_words(words: str) -> None:
    html = framed(f"<h1>情况说明</h1><p>{words}</p>")
    assert str(read_list(html, role=Role.NORMATIVE_DOCUMENTS).statement_on) == "2026-03-01"


@pytest.mark.parametrize("title", (*STATED_ROWS, *NOT_STATED_ROWS))
def test_a_row_that_states_in_other_words(title: str) -> None:
    html = framed(f"<ul><li><a href='/s.html'>{title}</a><span>2026-03-01</span></li></ul>")
    said = read_list(html, role=Role.NORMATIVE_DOCUMENTS).statement_on
    assert (said is not None) is (title in STATED_ROWS)


def test_an_article_about_something_else_is_no_statement() -> None:
    html = framed(
        "<ul><li><a href='/s.html'>关于无障碍环境建设工作的情况说明</a><span>2026-03-01</span></li>"
        "<li><a href='/t.html'>关于无偿献血活动的公告</a><span>2026-02-01</span></li></ul>"
    )
    reading = read_list(html)
    assert reading.statement_on is None
    assert len(reading.entries) == 2


def test_a_frame_leads_to_its_content() -> None:
    reading = read_list(framed("<iframe src='/zwgk/tzgg/list.jsp?id=3' width='100%'></iframe>"))
    assert [turn.url for turn in reading.turns] == ["http://www.yunxi.test/zwgk/tzgg/list.jsp?id=3"]
    assert reading.turns[0].page_number == 1, "it stands in the page's place"
    assert not reading.blank


def test_a_refresh_leads_on() -> None:
    reading = read_list(
        "<html><head><meta http-equiv='refresh' content='0;url=list_1.html'></head><body></body></html>"
    )
    assert [turn.url for turn in reading.turns] == ["http://www.yunxi.test/zwgk/tzgg/list_1.html"]


@pytest.mark.parametrize(
    "broken", ["", "<", "<table><tr><td><a href='/1", "\x00\x01", "{", "[1,2", "<ul>" * 3000]
)
def test_hostile_input_reads_as_nothing(broken: str) -> None:
    assert read_list(broken).entries == ()


def test_links_to_front_pages_are_no_rows() -> None:
    links = "".join(
        f"<li><a href='http://www.body{n}.test/'>云溪县第{n}人民政府门户网站首页</a></li>"
        for n in range(6)
    )
    html = framed(f"<p>今天是2026年11月20日</p><div class='con'></div><ul>{links}</ul>")
    for role in (Role.NOTICES, Role.LEADERS):
        assert read_list(html, role=role).entries == ()


@pytest.mark.parametrize(("count", "blank"), [(44, True), (56, False)])
def test_a_single_page_is_blank_below_fifty_characters(count: int, blank: bool) -> None:
    reading = read_list(framed(f"<p>{'职' * count}</p>"), role=Role.AGENCY_PROFILE)
    assert reading.blank is blank


@pytest.mark.parametrize("count", [1, 2, 6])
@pytest.mark.parametrize("heading", ["<h2>通知公告</h2>", ""])
@pytest.mark.parametrize("boxes", [1, 2])
def test_previews_beside_a_short_list(count: int, heading: str, boxes: int) -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    side = "".join(
        f"<div class='box'><div class='hd'><img alt='{name}' src='t.png'><a href='/{stem}/'>更多</a></div>"
        f"<ul>{rows(row, 6, f'/{stem}/')}</ul></div>"
        for name, stem in [("云溪要闻", "yw"), ("部门动态", "bm")][:boxes]
    )
    html = framed(
        f"<div class='a1'>{heading}<ul>{rows(row, count)}</ul></div><div class='a2'>{side}</div>"
    )
    assert titles(read_list(html)) == list(TITLES[:count])


@pytest.mark.parametrize("more", ["", "<a href='/x/'>更多</a>"])
@pytest.mark.parametrize("name", ["热点信息", "云溪要闻", "政策解读"])
def test_an_empty_column_beside_previews_is_not_filled_by_them(name: str, more: str) -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    side = (
        f"<div class='b'><div class='hd'><h3>{name}</h3>{more}</div>"
        f"<ul>{rows(row, 6, '/rd/')}</ul></div>"
    )
    html = framed(f"<div class='a1'><h2>通知公告</h2><ul></ul><p>暂无信息</p></div>{side}")
    reading = read_list(html)
    assert reading.entries == ()
    assert reading.blank


SUBJECTS = ("楼道灯不亮怎么办", "驾照换证去哪里", "施工噪音扰民", "公厕何时修好", "孩子转学手续")
SHORT = {
    "a table with a header row": "<table><tr><th>信件编号</th><th>类别</th><th>标题</th><th>办理状态</th></tr>"
    + "".join(
        f"<tr><td>A{n}</td><td>咨询</td><td><a href='/hd/v/{n}.html'>{s}</a></td><td>已答复</td></tr>"
        for n, s in enumerate(SUBJECTS)
    )
    + "</table>",
    "numbered paragraphs": "".join(
        f"<p>{n}. <a href='/hd/v/{n}.html'>{s}</a></p>" for n, s in enumerate(SUBJECTS)
    ),
    "a list with states": "<ul>"
    + "".join(
        f"<li><a href='/hd/v.jsp?id={n}'>{s}</a><b>已回复</b></li>" for n, s in enumerate(SUBJECTS)
    )
    + "</ul>",
}


@pytest.mark.parametrize("name", SHORT)
def test_short_subjects_without_dates_are_letters(name: str) -> None:
    found = read_list(framed(SHORT[name]), role=Role.MESSAGE_BOARD)
    assert titles(found) == list(SUBJECTS)


def test_a_header_row_makes_a_list_of_any_role() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/f/{n}.html'>供水管理办法</a></td></tr>" for n in range(4)
    )
    found = read_list(framed(f"<table><tr><th>序号</th><th>文件名称</th></tr>{rows}</table>"))
    assert len(found.entries) == 4


@pytest.mark.parametrize(
    "names",
    [
        ("我要写信", "写信须知", "信件查询", "满意度统计", "来信选登"),
        ("县长信箱", "书记信箱", "部门信箱", "乡镇信箱", "咨询投诉"),
        ("县公安局", "县教育体育局", "县财政局", "县民政局", "县自然资源和规划局"),
    ],
)
def test_the_functions_of_a_board_are_no_letters(names: tuple[str, ...]) -> None:
    links = "".join(f"<li><a href='/hd/column/{n}'>{s}</a></li>" for n, s in enumerate(names, 4410))
    found = read_list(framed(f"<ul>{links}</ul>"), role=Role.MESSAGE_BOARD)
    assert found.entries == ()


def test_a_board_with_two_short_letters_in_its_own_folder() -> None:
    rows_ = "".join(
        f"<tr><td>{n}</td><td><a href='{n}.htm'>{t}</a></td></tr>"
        for n, t in (("04", "夜间施工扰民"), ("07", "路灯不亮请修"))
    )
    html = framed(f"<h2>投诉</h2><table>{rows_}</table>")
    url = "http://www.yunxi.test/hd/ts/list.htm"
    found = read_list(html, url=url, role=Role.MESSAGE_BOARD)
    assert [entry.url.rpartition("/")[2] for entry in found.entries] == ["04.htm", "07.htm"]
    other = read_list(html.replace("href='0", "href='/fw/0"), url=url, role=Role.MESSAGE_BOARD)
    assert other.entries == ()


@pytest.mark.parametrize("count", [3, 6])
def test_a_grid_of_portraits_has_a_row_for_each(count: int) -> None:
    names = ("张三", "李四海", "王五", "赵六", "钱七", "孙八")[:count]
    cells = "".join(
        f"<td align=center><a href='/ld/{n}.aspx'><img src=/i/{n}.jpg></a><br><a href='/ld/{n}.aspx'>{name}</a><br>党组成员、副局长</td>"
        for n, name in enumerate(names, 1)
    )
    reading = read_list(framed(f"<table><tr>{cells}</tr></table>"), role=Role.LEADERS)
    assert titles(reading) == list(names)
    assert not reading.blank


def test_a_picture_and_a_name_that_lead_to_one_page_are_one_row() -> None:
    cards = "".join(
        f"<div class='it'><a href='/ld/{n}.html'><img src='/{n}.jpg' alt=''></a>"
        f"<a href='/ld/{n}.html'>{name}</a><em>副县长</em></div>"
        for n, name in enumerate(("周立群", "高晓燕", "沈国强"))
    )
    reading = read_list(framed(f"<div class='leader-list'>{cards}</div>"), role=Role.LEADERS)
    assert [entry.title for entry in reading.entries] == ["周立群", "高晓燕", "沈国强"]
    assert not reading.blank


@pytest.mark.parametrize("titled", [True, False])
def test_the_day_of_a_row_is_no_part_of_its_title(titled: bool) -> None:
    # The name of the title's element reads like that of a time.
    attribute = ' title="{t}"' if titled else ""
    row = f'<li><a href="{{u}}"{attribute}><span class="sj_name">{{t}}</span><span class="sj_when">{{d}}</span></a></li>'
    found = read_list(framed(f"<ul>{rows(row)}</ul>"))
    assert titles(found) == list(TITLES)
    assert dates(found) == list(DATES)


UNFOLDING = (
    "<div><div><div>2026/000{n}</div><div><a href='{u}'>{t}</a></div><i>{d}</i></div>"
    "<div style='display: none;'><p>发布机构：供水局</p><p>体裁分类：{n}号通知公告</p>"
    "<p>服务对象：单位和个人{n}</p></div></div>"
)


def test_what_unfolds_below_a_row_parts_no_list() -> None:
    found = read_list(framed(f"<div>{rows(UNFOLDING)}</div>"))
    assert (titles(found), dates(found)) == (list(TITLES), list(DATES))
