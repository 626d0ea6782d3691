"""Lists in the markups that portals use, and things beside them that are no lists."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

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
SPLIT_ROWS = "".join(
    f'<dl><dt><a href="/wj/{n}.html">云溪县人民政府关于印发第{n}号办法的通知</a></dt>'
    f"<dd>云政规〔2026〕{n}号</dd><dd>2026-0{n}-02</dd><dd>2026-0{n}-20</dd></dl>"
    for n in range(6, 2, -1)
)
UNFOLDING = (
    "<div><div><div>2026/000{n}</div><div><a href='{u}'>{t}</a></div><i>{d}</i></div>"
    "<div style='display: none;'><p>发布机构：供水局</p><p>体裁分类：{n}号通知公告</p>"
    "<p>服务对象：单位和个人{n}</p></div></div>"
)


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


def test_rows_that_leave_the_host_are_rows() -> None:
    html = framed(
        "<ul><li><a href='http://www.gov.cn/a.htm'>国务院关于印发某某规划的通知全文</a><span>2026-05-01</span></li>"
        "<li><a href='/b.htm'>云溪县人民政府关于某某工作的通知</a><span>2026-04-01</span></li></ul>"
    )
    assert [e.url for e in read_list(html).entries] == [
        "http://www.gov.cn/a.htm",
        "http://www.yunxi.test/b.htm",
    ]


def test_links_to_front_pages_are_no_rows() -> None:
    links = "".join(
        f"<li><a href='http://www.body{n}.test/'>云溪县第{n}人民政府门户网站首页</a></li>"
        for n in range(6)
    )
    html = framed(f"<p>今天是2026年11月20日</p><div class='con'></div><ul>{links}</ul>")
    for role in (Role.NOTICES, Role.LEADERS):
        assert read_list(html, role=role).entries == ()


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


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize("last", [((3,),), ((3,), (2,)), ((3, 2), (1,))])
def test_the_cards_at_the_end_of_a_grid_are_rows(
    last: tuple[tuple[int, ...], ...], between: str
) -> None:
    card = "<td><a href='/a/{n}.html'><img src='{n}.jpg'></a><a href='/a/{n}.html'>云溪县第{n}次公路养护现场会</a></td>"
    lines = ((5, 4), *last)
    made = between.join(f"<tr>{''.join(card.format(n=n) for n in line)}</tr>" for line in lines)
    found = read_list(framed(f"<table>{made}</table>"), role=Role.NEWS)
    assert [one.url[-6] for one in found.entries] == [str(n) for line in lines for n in line]


def test_rows_of_days_below_two_pictures_are_a_list_of_their_own() -> None:
    link = "<a href='/a/{n}.html'>云溪县第{n}次公路养护现场会</a>"
    card = "<td><a href='/a/{n}.html'><img src='{n}.jpg'></a>" + link + "</td>"
    item = "<tr><td><img src='i.gif'>" + link + "<span>2026-0{n}-01</span></td></tr>"
    rest = "".join(item.format(n=n) for n in (3, 2, 1))
    made = f"<table><tr>{card.format(n=5)}{card.format(n=4)}</tr>{rest}</table>"
    found = read_list(framed(made), role=Role.NEWS)
    assert [one.url[-6] for one in found.entries] == ["3", "2", "1"]


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


@pytest.mark.parametrize("tag", ["font", "em", "span"])
@pytest.mark.parametrize("last", [True, False])
def test_nor_is_it_where_both_stand_in_a_box_called_a_title(tag: str, last: bool) -> None:
    parts = [f"<{tag} class='c_tit03'>{{t}}</{tag}>", f"<{tag} class='c_tit02'>{{d}}</{tag}>"]
    inner = "<img src='/dot.png'>" + "".join(parts if last else reversed(parts))
    found = read_list(
        framed(f"<ul>{rows(f'<li><a href={{u}}><span class=c_tit>{inner}</span></a></li>')}</ul>")
    )
    assert (titles(found), dates(found)) == (list(TITLES), list(DATES))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("空气质量日报<span>2025年3月{n}日</span>", "空气质量日报2025年3月1日"),
        ("<b>2025年3月{n}日</b>值班安排表", "2025年3月1日值班安排表"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_another_day_than_the_rows_belongs_to_the_title(
    head: str, title: str, inside: bool
) -> None:
    card = f"<h3>{head}</h3><p>首要污染物无，值班电话见表。</p>"
    day = "<em>{d}</em>"
    row = f"<a href={{u}}>{card}{day}</a>" if inside else f"<a href={{u}}>{card}</a>{day}"
    found = read_list(framed(f"<ul>{rows(f'<li>{row}</li>')}</ul>"))
    assert (titles(found)[0], dates(found)) == (title, list(DATES))


def test_a_day_amid_the_words_of_a_title_belongs_to_them() -> None:
    inner = "<span class=title>云溪县关于<em>2026年9月1日</em>起调整供水第{n}项价格的公告</span>"
    row = f"<li><a href={{u}}>{inner}</a><i>{{d}}</i></li>"
    found = read_list(framed(f"<ul>{rows(row)}</ul>"))
    assert titles(found)[0] == "云溪县关于2026年9月1日起调整供水第1项价格的公告"


def test_what_unfolds_below_a_row_parts_no_list() -> None:
    found = read_list(framed(f"<div>{rows(UNFOLDING)}</div>"))
    assert (titles(found), dates(found)) == (list(TITLES), list(DATES))
