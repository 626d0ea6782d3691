"""Pagers as VSB, EmpireCMS and pages made by hand write them, and lists kept in parts."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.lists.lists import listing
from crawler.pages.markup.page import Page
from crawler.pages.reading import ListReading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import DATES, TITLES, framed, read_list, rows, snapshot

HOST = "http://www.yunxi.test"


def table(address: str = "../info/1023/456{n}.htm") -> str:
    """A VSB list as a table: a bullet, a title, a day, and a row that only draws a line."""
    rows = "".join(
        f'<tr id="line8_{n}"><td><span>·</span></td><td><a href="{address.format(n=n)}" title="{title}">{title}</a></td>'
        f'<td nowrap><span>{day}&nbsp;</span></td></tr><tr id="lineimg8_{n}"><td colspan=3></td></tr>'
        for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    )
    return f'<table class="winstyle8">{rows}</table>'


def read(pager: str, url: str, number: int = 1, rows: str = "") -> ListReading:
    return read_list(framed((rows or table()) + pager), url=HOST + url, number=number)


def turns(reading: ListReading) -> dict[int, str]:
    return {turn.page_number: turn.url.removeprefix(HOST) for turn in reading.turns}


BAR = '<table><tr><td nowrap id="fanye8">共73条&nbsp;&nbsp;{at}/13&nbsp;</td><td nowrap>{links}<input type="button" value="转到" onclick="a8_gopage_fun()"></td></tr></table>'


def test_pages_that_count_down() -> None:
    links = '<span class="PrevDisabled">首页</span><a href="tzgg/12.htm" class="Next">下页</a><a href="tzgg/1.htm" class="Next">尾页</a>'
    first = read(BAR.format(at=1, links=links), "/xw/tzgg.htm")
    assert turns(first) == {2: "/xw/tzgg/12.htm"}
    assert (first.total_pages, first.total_rows, len(first.entries)) == (13, 73, 6)
    links = '<a href="../tzgg.htm">首页</a><a href="../tzgg.htm">上页</a><a href="11.htm">下页</a><a href="1.htm">尾页</a>'
    assert turns(read(BAR.format(at=2, links=links), "/xw/tzgg/12.htm", 2)) == {
        3: "/xw/tzgg/11.htm"
    }


@pytest.mark.parametrize("onward", ["", '<a href="javascript:;" onclick="vsbgo(2)">下页</a>'])
def test_a_last_page_that_is_counted_down_to(onward: str) -> None:
    first = read(BAR.format(at=1, links=f'{onward}<a href="tzgg/1.htm">尾页</a>'), "/xw/tzgg.htm")
    assert turns(first) == {n: f"/xw/tzgg/{14 - n}.htm" for n in range(2, 14)}
    second = read(BAR.format(at=2, links='<a href="1.htm">尾页</a>'), "/xw/tzgg/12.htm", 2)
    assert turns(second) == {n: f"/xw/tzgg/{14 - n}.htm" for n in range(3, 14)}


def test_pages_that_only_the_box_for_a_number_counts() -> None:
    pager = '<div><a href="tzgg/1.htm">尾页</a><input id="u6_goto"><a href="javascript:;" onclick="_simple_list_gotopage_fun(13,&quot;u6_goto&quot;,2)">跳转</a></div>'
    reading = read(pager, "/xw/tzgg.htm")
    assert reading.total_pages == 13
    assert turns(reading) == {n: f"/xw/tzgg/{14 - n}.htm" for n in range(2, 14)}


def test_another_folder_with_a_page_1_is_not_counted_down_to() -> None:
    reading = read(BAR.format(at=1, links='<a href="/xw/yw/1.htm">尾页</a>'), "/xw/tzgg.htm")
    assert [(turn.page_number, turn.way) for turn in reading.turns] == [(13, "last")]


def test_the_numbers_of_a_pager_that_counts_down() -> None:
    numbers = "".join(
        f'<span class="p_no"><a href="tzgg/{14 - n}.htm">{n}</a></span>' for n in (2, 3, 13)
    )
    pager = f'<div class="pb_sys_common"><span class="p_pages"><span class="p_no_d">1</span>{numbers}<span class="p_next p_fun"><a href="tzgg/12.htm">下页</a></span></span><span class="p_t">共13页</span></div>'
    assert turns(read(pager, "/xw/tzgg.htm")) == {2: "/xw/tzgg/12.htm", 3: "/xw/tzgg/11.htm", 13: "/xw/tzgg/1.htm"}  # fmt: skip


def test_a_tree_page_whose_parameters_count_the_pages() -> None:
    more = "?a8t=13&amp;a8p={n}&amp;a8c=6&amp;urltype=tree.TreeTempUrl&amp;wbtreeid=1023"
    links = f'<a href="{more.format(n=2)}">下页</a><a href="{more.format(n=13)}">尾页</a>'
    rows = table("content.jsp?urltype=news.NewsContentUrl&wbtreeid=1023&wbnewsid=456{n}")
    url = "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1023"
    reading = read(BAR.format(at=1, links=links), url, rows=rows)
    assert turns(reading)[2].endswith("a8t=13&a8p=2&a8c=6&urltype=tree.TreeTempUrl&wbtreeid=1023")
    assert len(reading.entries) == 6


def test_pages_of_a_dynamic_column_counted_from_none() -> None:
    at = "/e/action/ListInfo/index.php?page={n}&classid=5&totalnum=73"
    pager = f'<div><a title="Total record">&nbsp;<b>73</b> </a> <b>1</b> <a href="{at.format(n=1)}">2</a> <a href="{at.format(n=1)}">下一页</a> <a href="{at.format(n=12)}">尾页</a></div>'
    reading = read(
        pager,
        "/e/action/ListInfo/?classid=5",
        rows=table("/e/action/ShowInfo.php?classid=5&id={n}"),
    )
    assert reading.total_rows == 73
    assert turns(reading)[2] == at.format(n=1)


@pytest.mark.parametrize(
    "signs",
    [
        "<a href='?id=5&amp;p=2'>&gt;</a>",
        "<a href='?id=5&amp;p=2'>&gt;</a> <a href='?id=5&amp;p=3'>&gt;|</a>",
    ],
)
def test_signs_beside_a_count_of_pages(signs: str) -> None:
    reading = read(f"<p>第<b>1</b>页/共<b>3</b>页 {signs}</p>", "/list.php?id=5")
    assert turns(reading)[2] == "/list.php?id=5&p=2"
    assert reading.total_pages == 3
    alone = read(f"<p>专题 {signs}</p>", "/list.php?id=5")
    assert alone.total_pages is None


def test_a_link_that_writes_the_page_into_a_form_and_sends_it() -> None:
    form = '<form name="f" method="post" action="list.asp?id=5">共73条 第1/13页 <a href="javascript:document.f.page.value={n};document.f.submit()">下一页</a><input type="hidden" name="page" value="1">{more}</form>'
    reading = read(form.format(n=2, more=""), "/list.asp?id=5")
    assert [(t.page_number, t.method, t.body) for t in reading.turns][:2] == [(2, "POST", "page=2"), (3, "POST", "page=3")]  # fmt: skip
    # A form that also takes a text of the reader is nobody's pager.
    asking = read(form.format(n=2, more="<textarea name=said></textarea>"), "/list.asp?id=5")
    assert asking.turns == ()


# --- rows kept in parts, rows pinned on top ---------------------------------------------------


def parts(hide: str, count: int = 3) -> str:
    return "".join(
        f"<ul {hide if part else ''}>"
        + "".join(
            f'<li><a href="/n/{part}{n}.html">{title}{part}</a><span>2026-0{9 - part}-{28 - n}</span></li>'
            for n, title in enumerate(TITLES)
        )
        + "</ul>"
        for part in range(count)
    )


@pytest.mark.parametrize("hide", ['style="display: none"', "hidden", 'class="list hide"'])
@pytest.mark.parametrize("told", ["", "共3页"])
def test_parts_that_a_script_shows_one_after_the_other_are_the_whole_list(
    hide: str, told: str
) -> None:
    pager = (
        f"<p>{told}"
        + "".join(f'<a href="javascript:;" onclick="showPage({n})">{n}</a>' for n in (1, 2, 3))
        + "</p>"
    )
    reading = read(pager, "/tz/", rows=f"<div>{parts(hide)}</div>")
    assert (len(reading.entries), reading.furthest, reading.total_pages) == (18, 0, None)
    # Two parts of five are not.
    pager = pager.replace("3", "5")
    less = read(pager, "/tz/", rows=f"<div>{parts(hide, 2)}</div>")
    assert max(less.furthest, less.total_pages or 0) == 5


@pytest.mark.parametrize(
    "mark",
    ["<em>置顶</em>", "[固顶]", "【顶】", "<b>顶</b>", "<span class=hot>TOP</span>", '<img src="/i/zhiding.png">',
     '<i title="置顶"></i>', "<font color=red>[顶置]</font>"],
)  # fmt: skip
def test_marks_of_rows_that_are_pinned_on_top(mark: str) -> None:
    rows = "".join(
        f"<li>{mark if n < 2 else ''}<a href='/n/{n}.html'>{title}</a><span>{'2021-01-02' if n < 2 else DATES[n]}</span></li>"
        for n, title in enumerate(TITLES)
    )
    reading = read("", "/tz/", rows=f"<ul>{rows}</ul>")
    assert [entry.pinned for entry in reading.entries] == [True, True, False, False, False, False]
    assert reading.ordered
    assert [entry.title for entry in reading.entries] == list(TITLES)


def test_rows_that_leave_the_host_or_the_column_are_rows_like_others() -> None:
    links = (
        "/n/1.html",
        "http://www.province.test/z/2.html",
        "/other/3.html",
        "/n/4.pdf",
    )
    shown = list(zip(links, TITLES, DATES, strict=False))
    rows = "".join(
        f"<li><a href='{link}'>{title}</a><span>{day}</span></li>"
        for link, title, day in (*shown, shown[0])
    )
    found = [entry.url for entry in read("", "/tz/", rows=f"<ul>{rows}</ul>").entries]
    assert found == [f"{HOST}/n/1.html", "http://www.province.test/z/2.html", f"{HOST}/other/3.html", f"{HOST}/n/4.pdf"]  # fmt: skip


# --- pagers that a page's own script writes ----------------------------------------------------


@pytest.mark.parametrize("quote", ['\\"', "'"])
@pytest.mark.parametrize("ending", ["html", "shtml"])
def test_a_pager_that_the_pages_own_script_writes(quote: str, ending: str) -> None:
    written = (
        "<script>var currentPage = {at};//所在页从0开始\nvar nextPage = currentPage+1;var countPage = 13;"
        f'if(countPage>1&&currentPage!=(countPage-1))document.write("<a href={quote}index"+"_"+nextPage+"."+"{ending}{quote}>下一页</a>");</script>'
    )
    first = read(written.replace("{at}", "0"), f"/tz/index.{ending}")
    assert turns(first) == {n: f"/tz/index_{n - 1}.{ending}" for n in range(2, 14)}
    second = read(written.replace("{at}", "1"), f"/tz/index_1.{ending}", 2)
    assert turns(second)[3] == f"/tz/index_2.{ending}"
    for call in ("Number", "parseInt"):
        wrapped = written.replace("{at}", f'{call}("0")').replace("= 13", f'= {call}("13")')
        assert turns(read(wrapped, f"/tz/index.{ending}")) == turns(first)
    # A page that counts otherwise than its place in the list is another list's.
    assert turns(read(written.replace("{at}", "7"), f"/tz/index.{ending}")) == {}


HEADS = '<table class="gw"><tr><th>文号</th><th>标题</th><th>成文日期</th><th>发布日期</th></tr>'
TWO_DAYS = "<record><![CDATA[<tr><td>云政〔2026〕{n}号</td><td><a href='{u}'>{t}</a></td><td>2026-01-0{n}</td><td>{d}</td></tr>]]></record>"
PROXY = "/module/web/jpage/dataproxy.jsp"


def stored(before: str, *others: str, records: str = TWO_DAYS) -> str:
    calls = "".join(
        f"<script>$('#4{n}').jpage({{dataBefore:'{one}',perPage:6,totalRecord:20,proxyUrl:'{PROXY}'}});</script>"
        for n, one in enumerate((before, *others))
    )
    store = f"<datastore><recordset>{rows(records)}</recordset></datastore>"
    return framed(f"<div id=40><script type='text/xml'>{store}</script></div>{calls}")


def days(reading: ListReading) -> list[str | None]:
    return [str(entry.date.value) if entry.date else None for entry in reading.entries]


def test_what_a_script_puts_before_its_rows_names_their_columns() -> None:
    first = read_list(stored(HEADS))
    assert days(first) == list(DATES)
    assert dict(first.entries[0].fields)["signed_on"].value == "2026-01-01"
    assert {turn.heads for turn in first.turns} == {HEADS}
    answer = f"<datastore><recordset>{rows(TWO_DAYS)}</recordset></datastore>"
    turn = Task(Purpose.TURN, HOST + PROXY, Role.NOTICES, page_number=2, heads=HEADS)
    page = Page.parse(turn.url, answer.encode(), "text/xml")
    assert days(listing(page, turn, snapshot(turn.url))) == list(DATES)


@pytest.mark.parametrize(
    "before",
    [
        ("<table>",),
        (HEADS, HEADS.replace("<th>文号</th>", "")),
        (
            f'{HEADS}<tr><td>云政〔2026〕9号</td><td><a href="/x.html">置顶</a></td><td></td><td></td></tr>',
        ),
    ],
    ids=["no names", "of several lists", "a row"],
)
def test_otherwise_nothing_names_them(before: tuple[str, ...]) -> None:
    found = read_list(stored(*before))
    assert not any(entry.fields for entry in found.entries)
    assert len(found.entries) == 6
    assert {turn.heads for turn in found.turns} == {""}


def test_rows_that_are_no_cells_may_have_heads_as_well() -> None:
    heads = '<ul class="list">'
    plain = "<record><![CDATA[<li><a href='{u}'>{t}</a><span>{d}</span></li>]]></record>"
    assert days(read_list(stored(heads, records=plain))) == list(DATES)
