"""Pagers in their many forms, and what only looks like one."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import json
import time
from urllib.parse import parse_qsl

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import DATES, TITLES, dates, framed, read_list, rows, titles

ROW = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
LIST = f"<ul>{rows(ROW)}</ul>"
BASE = "http://www.yunxi.test/zwgk/tzgg/"


def with_pager(pager: str, url: str = BASE + "index.html", number: int = 1) -> ListReading:
    return read_list(framed(LIST + pager), url=url, number=number)


def pages(reading: ListReading) -> dict[int, str]:
    return {turn.page_number: turn.url.removeprefix(BASE) for turn in reading.turns}


@pytest.mark.parametrize(
    "word", ["下一页", "下页", "下一頁", "后一页", "Next", "下一页>>", "[下一页]", "下 一 页"]
)
def test_a_next_link(word: str) -> None:
    reading = with_pager(f"<div class='page'><a href='index_1.html'>{word}</a></div>")
    assert pages(reading) == {2: "index_1.html"}


def test_a_next_link_alone_right_below_the_body() -> None:
    for box in ("<div class='page'>{}</div>", "<p>{}</p>", "{}"):
        onward = box.format("<a href='index_1.html'>下一页</a>")
        reading = read_list(f"<html><body>{LIST}{onward}</body></html>", url=BASE, number=1)
        assert pages(reading) == {2: "index_1.html"}


@pytest.mark.parametrize("sign", [">", "»", "&gt;&gt;", "›"])
def test_signs_beside_numbers(sign: str) -> None:
    reading = with_pager(
        f"<div><a href='#'>1</a><a href='list_2.html'>2</a><a href='list_2.html'>{sign}</a></div>"
    )
    assert pages(reading) == {2: "list_2.html"}


def test_the_other_of_two_pages_is_the_only_link() -> None:
    for box in ("<div class='pg'>共30条 <b>1</b> <a href='index_2.html'>2</a></div>",
                "<p><span>1</span><a href='index_2.html'>2</a></p>",
                "<p><span>1</span> | <a href='index_2.html'>2</a></p>",
                "<ul><li class=on><span>1</span></li><li><a href='index_2.html'>2</a></li></ul>"):  # fmt: skip
        assert pages(with_pager(box)) == {2: "index_2.html"}
    for box in ("<p>图 <a href='index_2.html'>2</a></p>",
                "<p><a href='a.html'>甲</a> <a href='index_2.html'>2</a></p>"):  # fmt: skip
        assert pages(with_pager(box)) == {}


def test_only_a_last_page() -> None:
    last = "<p>{} <a href='?'>首页</a> <a href='?page=2'>尾页</a></p>"
    counted = with_pager(last.format("共26条留言，分2页"))
    assert pages(counted) == {2: "index.html?page=2"}
    assert counted.total_pages == 2
    # Where nobody counts the pages, ?page=1 may be the first one or the second.
    uncounted = with_pager(last.format("共26条留言"))
    assert pages(uncounted) == {2: "index.html?page=1", 3: "index.html?page=2"}
    assert [turn.way for turn in uncounted.turns] == ["again", "link"]
    assert uncounted.total_pages is None


def test_where_pages_may_be_counted_from_none_the_last_is_no_total() -> None:
    onward = with_pager("<p><a href='?page=1'>下一页</a> <a href='?page=9'>尾页</a></p>")
    assert onward.total_pages is None
    assert pages(onward) == {2: "index.html?page=1"}
    alone = with_pager("<p><a href='?'>首页</a> <a href='?page=9'>尾页</a></p>")
    assert alone.total_pages is None
    assert pages(alone) == {n + 1: f"index.html?page={n}" for n in range(1, 10)}


@pytest.mark.parametrize("told", ["", "共30条", "<a href='javascript:void(0)'>下一页</a>"])
def test_up_to_a_numbered_last_page_none_is_left_out(told: str) -> None:
    first = "<a href='index.html'>首页</a>"
    four = with_pager(f"<p>{told} {first} <a href='index_4.html'>尾页</a></p>")
    assert pages(four) == {n + 1: f"index_{n}.html" for n in range(1, 5)}
    two = with_pager(f"<p>{told} {first} <a href='index_1.html'>尾页</a></p>", BASE)
    assert pages(two) == {2: "index_1.html"}
    second = with_pager(f"<p>{first} <a href='index_4.html'>尾页</a></p>", BASE + "index_1.html", 2)
    assert pages(second) == {n + 1: f"index_{n}.html" for n in range(2, 5)}


@pytest.mark.parametrize(
    ("first", "url"),
    [("list_1.html", BASE), ("list.html", BASE + "list_1.html"), ("?page=1", BASE)],
)
def test_an_address_with_a_number_tells_from_where_pages_are_counted(first: str, url: str) -> None:
    last = "?page=3" if "?" in first else "list_3.html"
    reading = with_pager(f"<p><a href='{first}'>首页</a> <a href='{last}'>尾页</a></p>", url)
    assert list(pages(reading)) == [2, 3]
    assert pages(reading)[3] == last
    assert all(turn.way == "link" for turn in reading.turns)


@pytest.mark.parametrize("last", ["list_1203.html", "index_1.html", "/l/9f2c"])
def test_where_first_and_last_are_the_same_there_is_one_page(last: str) -> None:
    reading = with_pager(f"<p><a href='{last}'>首页</a> <a href='{last}'>尾页</a></p>", BASE)
    assert (reading.turns, reading.furthest) == ((), 0)


@pytest.mark.parametrize("last", ["list_1203.html", "/l/9f2c"])
def test_a_last_page_without_a_pages_number_is_followed_alone(last: str) -> None:
    reading = with_pager(f"<p><a href='/zwgk/tzgg/'>首页</a> <a href='{last}'>尾页</a></p>", BASE)
    assert [(turn.page_number, turn.way) for turn in reading.turns] == [(2, "last")]


def test_numbers_give_pages_and_no_total() -> None:
    reading = with_pager(
        "<p><span>1</span> <a href='?page=2'>2</a> <a href='?page=3'>3</a> … <a href='?page=12'>尾页</a> 共12页 共230条</p>"
    )
    assert pages(reading) == {2: "index.html?page=2", 3: "index.html?page=3"}
    assert reading.total_pages == 12
    assert reading.total_rows == 230


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("共12页", 12),
        ("第1页/共12页", 12),
        ("页次：1/12", 12),
        ("总页数：12", 12),
        ("1/12 页", 12),
        ("1/12", 12),
        ("当前第 1 页 共 12 页", 12),
    ],
)
def test_totals(text: str, total: int) -> None:
    reading = with_pager(f"<div><span>{text}</span><a href='index_1.html'>下一页</a></div>")
    assert reading.total_pages == total


def test_a_total_of_letters_elsewhere_is_not_the_lists() -> None:
    reading = with_pager(
        "<div>截至目前收到来信总数：5230 件，办结率99%</div><a href='i_2.html'>下一页</a>"
    )
    assert reading.total_rows is None


def test_the_last_page_has_no_next() -> None:
    reading = with_pager(
        "<div><a href='index.html'>首页</a><a href='index_10.html'>上一页</a><span>下一页</span> 共12页</div>",
        BASE + "index_11.html",
        12,
    )
    assert all(turn.page_number < 12 for turn in reading.turns)


def test_pagers_that_lead_to_themselves_lead_nowhere() -> None:
    reading = with_pager(
        "<div><a href='index.html'>下一页</a><a href='#'>2</a><a href='javascript:;'>3</a><a href='index.html'>4</a></div>"
    )
    assert reading.turns == ()


def test_a_next_article_is_no_next_page() -> None:
    assert with_pager("<p>下一篇：<a href='3.html'>下一篇</a></p>").turns == ()


def test_a_calendar_is_no_pager() -> None:
    days = "".join(f"<td><a href='?day={n}'>{n}</a></td>" for n in range(1, 31))
    reading = with_pager(
        f"<div class='calendar'><a href='?m=9'>&lt;</a><a href='?m=11'>&gt;</a><table><tr>{days}</tr></table></div>"
    )
    assert reading.turns == ()


def test_years_are_no_pages() -> None:
    reading = with_pager("<div><a href='/2025/'>2025年</a><a href='/2024/'>2024年</a></div>")
    assert reading.turns == ()


def test_a_select_of_addresses() -> None:
    reading = with_pager(
        "<select onchange='location=this.value'><option value='index.html'>1</option>"
        "<option value='index_1.html'>2</option><option value='index_2.html'>3</option></select>"
    )
    assert pages(reading) == {2: "index_1.html", 3: "index_2.html"}


def test_a_select_of_numbers() -> None:
    reading = with_pager(
        "<select onchange=\"location.href='list.jsp?page='+this.value\"><option value='1'>第1页</option>"
        "<option value='2'>第2页</option></select>"
    )
    assert pages(reading) == {2: "list.jsp?page=2"}


def test_links_that_call_a_function_of_the_page() -> None:
    reading = with_pager(
        "<div><a href='javascript:goPage(2)'>2</a><a href='#' onclick='goPage(2)'>下一页</a></div>"
        "<script>function goPage(n){ window.location.href = 'list.jsp?id=' + cid + '&page=' + n; } var cid = '37';</script>"
    )
    assert pages(reading) == {2: "list.jsp?id=37&page=2"}


def test_a_picture_as_next_link() -> None:
    reading = with_pager("<div><a href='index_1.html'><img src='n.gif' alt='下一页'></a></div>")
    assert pages(reading) == {2: "index_1.html"}


def test_trs_calls_count_from_nought() -> None:
    reading = with_pager('<script>createPageHTML(4, 0, "index", "html");</script>')
    assert pages(reading) == {2: "index_1.html", 3: "index_2.html", 4: "index_3.html"}
    assert reading.total_pages == 4


def test_trs_calls_with_a_variable() -> None:
    reading = with_pager(
        "<script>var countPage = 3; var currentPage = 1; function createPageHTML(_n,_c,_p,_s){}\n"
        'createPageHTML(countPage, currentPage, "index", "shtml");</script>',
        BASE + "index_1.shtml",
        2,
    )
    assert pages(reading) == {3: "index_2.shtml"}


def test_calls_with_a_box_count_from_one() -> None:
    reading = with_pager("<script>createPageHTML('page_div',3, 1,'index','shtml',45);</script>")
    assert pages(reading) == {2: "index_2.shtml", 3: "index_3.shtml"}


def test_pages_that_count_downwards() -> None:
    reading = with_pager(
        '<div class="pages"><span class="p_pages"><span class="p_no_d">1</span><span class="p_no"><a href="tzgg/10.htm">2</a></span>'
        '<span class="p_no"><a href="tzgg/9.htm">3</a></span><span class="p_next p_fun"><a href="tzgg/10.htm">下页</a></span>'
        '<span class="p_last p_fun"><a href="tzgg/1.htm">尾页</a></span></span><span class="p_t">1/11</span></div>',
        "http://www.yunxi.test/zwgk/tzgg.htm",
    )
    assert {t.page_number: t.url[-6:] for t in reading.turns} == {2: "10.htm", 3: "/9.htm"}
    assert reading.total_pages == 11


@pytest.mark.parametrize("told", [
    '<span class="p_t">1/2</span><span class="p_pages"><span class="p_no"><a href="tzgg/1.htm">2</a></span><span class="p_next p_fun"><a href="tzgg/1.htm">下页</a></span></span>',
    '<span>1/2</span><a href="tzgg/1.htm">2</a>',
    '<em>第1页/共2页</em><b>1</b><a href="tzgg/1.htm">2</a>',
    '<i>1</i>/<i>2</i><a href="tzgg/1.htm">2</a><a href="tzgg/1.htm">下页</a>',
])  # fmt: skip
def test_a_total_beside_the_links_of_pages_ends_where_its_element_ends(told: str) -> None:
    reading = with_pager(f'<div class="pages">{told}</div>', BASE[:-1] + ".htm")
    assert reading.total_pages == 2
    assert pages(reading) == {2: "1.htm"}


LABEL_CALL = """<div id="page_public_info"></div><script>
$(function(){ var total = 38;
$.ajax({url:"/site/label/8888", type:"%s", data:{labelName:"publicInfoList", siteId:"6787231", organId:"25242",
 catId:"7", type:"4", pageSize:"20", pageIndex: n, file:"/yunxi/publicInfoList-yx"}, success:function(h){}}) });
</script>"""


def test_lonsun_label_call() -> None:
    (turn,) = with_pager(LABEL_CALL % "get").turns
    assert turn.page_number == 2
    assert turn.url.startswith("http://www.yunxi.test/site/label/8888?labelName=publicInfoList")
    assert "pageIndex=2" in turn.url
    assert "organId=25242" in turn.url


def test_lonsun_label_call_sends_every_term_of_its_own() -> None:
    told = 'type:"4", cId:"", "isInvalid":"0", isDate: true, // 有效\n organId: organ, '
    call = "<script>var organ = '25242';</script>" + LABEL_CALL.replace('type:"4", ', told) % "get"
    (turn,) = with_pager(call.replace('organId:"25242",', "")).turns
    sent = dict(parse_qsl(turn.url.partition("?")[2], keep_blank_values=True))
    assert sent.items() >= {"cId": "", "isInvalid": "0", "isDate": "true", "catId": "7"}.items()
    assert sent["organId"] == "25242"
    assert turn.url.count("pageIndex=") == 1


def test_lonsun_label_call_sends_what_only_looks_like_a_comment() -> None:
    told = 'file:"/xw/*", cat:"*/a", /* 站点 */ siteId:"6787231", // 编号 */'
    call = LABEL_CALL.replace('siteId:"6787231",', told).replace(
        ', file:"/yunxi/publicInfoList-yx"', ""
    )
    (turn,) = with_pager(call % "get").turns
    sent = dict(parse_qsl(turn.url.partition("?")[2], keep_blank_values=True))
    assert (sent["file"], sent["cat"], sent["siteId"]) == ("/xw/*", "*/a", "6787231")


@pytest.mark.parametrize(
    "told",
    [
        'data:{labelName:"a",' + "/* " * 30_000 + "}",
        "labelName " * 10_000,
        "{labelName " * 9_000,
        '"' + "/site/label/1" * 8_000,
        'data:{labelName:"' + '\\"' * 40_000,
    ],
    ids=["open comments", "names alone", "open objects", "open string", "open quotes"],
)
def test_lonsun_label_call_in_a_script_without_end_is_read_in_time(told: str) -> None:
    start = time.process_time()
    with_pager(f'<script>$.ajax({{url:"/site/label/8888",{told}}});</script>')
    assert time.process_time() - start < 2


def test_lonsun_label_call_with_a_term_that_is_not_plain_is_not_made() -> None:
    call = LABEL_CALL.replace('type:"4"', "isInvalid: tab.state()") % "get"
    assert not [turn for turn in with_pager(call).turns if turn.way == "call"]


def test_lonsun_label_call_by_post() -> None:
    (turn,) = with_pager(LABEL_CALL % "post").turns
    assert (turn.method, turn.url) == ("POST", "http://www.yunxi.test/site/label/8888")
    assert "pageIndex=2" in turn.body


def test_lonsun_call_fills_an_empty_page() -> None:
    reading = read_list(framed("<ul class='doc_list'></ul>" + LABEL_CALL % "get"))
    assert ["pageIndex=1" in t.url for t in reading.turns] == [True, False]
    assert [t.page_number for t in reading.turns] == [1, 2]
    assert not reading.shell


def test_lonsun_answer_is_a_piece_of_a_page() -> None:
    url = "http://www.yunxi.test/site/label/8888?labelName=publicInfoList&pageIndex=2&pageSize=20"
    reading = read_list(rows(ROW), url=url, number=2)
    assert titles(reading) == list(TITLES)
    assert [t.page_number for t in reading.turns] == [3]
    assert "pageIndex=3" in reading.turns[0].url


def test_a_piece_of_table_rows() -> None:
    reading = read_list(rows('<tr><td><a href="{u}">{t}</a></td><td>{d}</td></tr>'), number=2)
    assert dates(reading) == list(DATES)


STORE = (
    '<datastore><totalrecord>23</totalrecord><totalpage>2</totalpage><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=3&columnid=7"></a>]]></nextgroup>'
    "<recordset>"
    + rows('<record><![CDATA[<li><a href="{u}">{t}</a><span>{d}</span></li>]]></record>')
    + "</recordset></datastore>"
)


def test_hanweb_store_inside_the_page() -> None:
    reading = read_list(framed(f"<ul></ul><script type='text/xml'>{STORE}</script>"))
    assert titles(reading) == list(TITLES)
    assert dates(reading) == list(DATES)
    assert reading.total_rows == 23
    first, second = reading.turns
    assert first.url.endswith("/module/web/jpage/dataproxy.jsp?page=1&webid=3&columnid=7")
    # Should the next group prove to be these rows again, the rows after them can be asked for.
    assert second.url.endswith("?webid=3&columnid=7&startrecord=7&endrecord=23&perpage=15")
    assert first.page_number == second.page_number == 2


@pytest.mark.parametrize(
    ("other", "total"), [("", 23), ("<script>$('#2').jpage({totalRecord:9})</script>", None)]
)
def test_hanweb_store_whose_pager_counts_its_rows(other: str, total: int | None) -> None:
    store = "<datastore><nextgroup>" + STORE.split("<nextgroup>")[1]
    call = "<script>$('#1').jpage({perPage:8,totalRecord:23,ajaxParam:{columnid:7}});</script>"
    reading = read_list(framed(f"<script type='text/xml'>{store}</script>{call}{other}"))
    assert reading.total_rows == total


def test_hanweb_answer() -> None:
    url = "http://www.yunxi.test/module/web/jpage/dataproxy.jsp?page=1&webid=3&columnid=7"
    reading = read_list(STORE, url=url, number=2, media="text/xml")
    assert titles(reading) == list(TITLES)
    assert reading.turns == ()  # it names itself as the next


def test_hanweb_requests_from_the_script() -> None:
    store = STORE.split("<nextgroup>")[0] + "<recordset>" + STORE.split("<recordset>")[1]
    reading = read_list(
        framed(
            f"<script type='text/xml'>{store}</script><script>$('#1').jpage({{perPage:6, dataUrl:'/module/web/jpage/dataproxy.jsp',"
            "params:{col:1,appid:1,webid:3,path:'/',columnid:77,sourceContentType:1,unitid:'12345',webname:'云溪'}})</script>"
        )
    )
    (turn,) = reading.turns
    assert "startrecord=7&endrecord=23&perpage=6" in turn.url
    assert "columnid=77" in turn.url
    assert "unitid=12345" in turn.url


def test_letters_in_a_data_store() -> None:
    answer = 'dataStore = ["<tr><td>YX1</td><td><a href=\\"/jact/front/mailpubdetail.do?transactId=1&sysid=2\\">关于路灯的咨询</a></td><td>已办结</td><td>2026-09-01</td></tr>","<tr><td>YX2</td><td><a href=\\"/jact/front/mailpubdetail.do?transactId=2&sysid=2\\">关于公交的咨询</a></td><td>已办结</td><td>2026-08-01</td></tr>"]; var totalRecord = 40;'
    url = "http://www.yunxi.test/jact/front/dataproxy_mailpublist.do?startrecord=1&endrecord=2&perpage=2&sysid=2"
    reading = read_list(answer, url=url, role=Role.MESSAGE_BOARD, media="text/javascript")
    assert titles(reading) == ["关于路灯的咨询", "关于公交的咨询"]
    assert dates(reading) == ["2026-09-01", "2026-08-01"]
    assert reading.total_rows == 40
    assert "startrecord=3&endrecord=4" in reading.turns[0].url


def test_a_static_file_beside_the_page() -> None:
    reading = read_list(
        framed("<table id='t'></table><script>$.getJSON('./zcwj.json', fill)</script>")
    )
    assert [t.url for t in reading.turns] == [BASE + "zcwj.json"]
    assert not reading.shell
    data = [
        {"IdxID": "0-1", "URL": "./202609/t1.html", "FILENAME": "关于印发供水办法的通知", "FILENUM": "云政〔2026〕7号",
         "PUBLISHER": "县政府", "PUBDATE": "2026-09-01", "DOCRELTIME": "2026-09-05", "EFFECTIVESTATE": "有效"},
    ]  # fmt: skip
    answer = read_list(
        json.dumps(data),
        url=BASE + "zcwj.json",
        media="application/json",
        role=Role.NORMATIVE_DOCUMENTS,
    )
    assert dates(answer) == ["2026-09-05"]
    fields = dict(answer.entries[0].fields)
    assert fields["issued_on"].value == "2026-09-01"
    assert fields["published_on"].value == "2026-09-05"
    assert fields["number"].value == "云政〔2026〕7号"


def test_a_json_interface_turns_its_own_page() -> None:
    url = "http://www.yunxi.test/api/list?channel=3&pageNo=2&size=2"
    data = {"code": 0, "data": {"total": 7, "totalPages": 4, "list": [
        {"title": "通知一号全文公布", "url": "/a/1.html", "publishTime": 1790000000000},
        {"title": "通知二号全文公布", "url": "/a/2.html", "publishTime": "2026-09-01 10:00:00"}]}}  # fmt: skip
    reading = read_list(json.dumps(data), url=url, media="application/json", number=2)
    assert dates(reading) == ["2026-09-21", "2026-09-01"]
    assert [t.url for t in reading.turns] == [
        "http://www.yunxi.test/api/list?channel=3&pageNo=3&size=2"
    ]
    assert (reading.total_pages, reading.total_rows) == (4, 7)


def test_html_inside_json() -> None:
    data = {"html": f"<ul>{rows(ROW)}</ul>", "pageCount": 3}
    assert titles(read_list(json.dumps(data), media="application/json")) == list(TITLES)


def test_an_empty_json_list_is_blank() -> None:
    assert read_list('{"total":0,"rows":[]}', media="application/json").blank


@pytest.mark.parametrize(
    "pager",
    [
        "<div class='x'>共2页 <a href='index_1.html'>2</a></div>",
        "<div class='x'>1/2 <b><a href='index_1.html'>2</a></b></div>",
        "<div class='pagination'><span class='on'>1</span><a href='index_1.html'>2</a></div>",
        "<ul class='fenye'><li>1</li><li><a href='index_1.html'>第2页</a></li></ul>",
    ],
)
def test_of_two_pages_only_the_other_is_a_link(pager: str) -> None:
    assert pages(with_pager(pager)) == {2: "index_1.html"}


@pytest.mark.parametrize(
    "other",
    [
        "<p>今日来信<a href='today.html'>2</a>封</p>",
        "<div class='page-wrap'>本栏目共有文件<a href='all.html'>19</a></div>",
        "<div class='x'>共2页，待办<a href='todo.html'>7</a></div>",
    ],
)
def test_a_single_number_that_is_no_pager(other: str) -> None:
    assert pages(with_pager(other)) == {}


def test_numbers_whose_addresses_the_script_reads() -> None:
    numbers = "".join(f"<a href='javascript:;' data-url='list_{n}.html'>{n}</a>" for n in (2, 3))
    assert pages(with_pager(f"<div>{numbers}</div>")) == {2: "list_2.html", 3: "list_3.html"}


def test_a_pager_that_script_draws_tells_its_rows() -> None:
    drawn = '<div id="pg"></div><script>laypage.render({elem: "pg", count: 63, limit: 6});</script>'
    assert with_pager(drawn).total_rows == 63


@pytest.mark.parametrize(
    "form", ["[{}]", "【{}】", "({})", "&lt;{}&gt;", "- {} -", "第{}页", "［{}］"]
)
def test_numbers_in_brackets(form: str) -> None:
    links = " ".join(
        f"<a href='list.asp?cid=7&amp;page={n}'>{form.format(n)}</a>" for n in (1, 2, 3)
    )
    reading = with_pager(f"<p align='right'>第1页/共3页 {links}</p>", BASE + "list.asp?cid=7")
    assert pages(reading)[2] == "list.asp?cid=7&page=2"
    assert pages(reading)[3] == "list.asp?cid=7&page=3"


def test_a_bracketed_number_alone_of_two_pages() -> None:
    reading = with_pager("<p>共30条 第1/2页 <a href='List.asp?ClassID=12&amp;Page=2'>[2]</a></p>")
    assert pages(reading) == {2: "List.asp?ClassID=12&Page=2"}


def test_a_footnote_in_brackets_is_no_page() -> None:
    assert pages(with_pager("<p>按照有关规定公布如下。<a href='n.html'>[2]</a></p>")) == {}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("ly.asp?page=4", {2: "ly.asp?page=2", 3: "ly.asp?page=3", 4: "ly.asp?page=4"}),
        ("index_4.html", {2: "index_2.html", 3: "index_3.html", 4: "index_4.html"}),
        ("index_3.html", {2: "index_1.html", 3: "index_2.html", 4: "index_3.html"}),
        ("p4.shtml", {2: "p2.shtml", 3: "p3.shtml", 4: "p4.shtml"}),
    ],
)
def test_only_the_last_page_is_a_link(last: str, expected: dict[int, str]) -> None:
    reading = with_pager(
        f"<p>页次：1/4 <a href='index.html'>首页</a> <a href='{last}'>尾页</a></p>"
    )
    assert pages(reading) == expected


@pytest.mark.parametrize(
    ("last", "own", "second"),
    [
        ("?pageNo=15&pageSize=15", "?pageSize=15", "?pageNo=2&pageSize=15"),
        ("?pageSize=15&curPage=14", "", "?pageSize=15&curPage=1"),
        ("?page=15&type=15", "?type=15", "?page=2&type=15"),
        ("index_15.html?cid=15", "", "index_2.html?cid=15"),
        ("list_1203.html?yema=15", "", "list_1203.html?yema=2"),
        ("?yema=15&cid=3", "?cid=3", "?yema=2&cid=3"),
        ("15.html", "", "2.html"),
    ],
)
def test_of_the_numbers_in_the_last_address_the_pages_own_is_counted(
    last: str, own: str, second: str
) -> None:
    reading = with_pager(f"<p>共15页 第1页 <a href='{last}'>尾页</a></p>", BASE + "list.do" + own)
    assert sorted(turn.page_number for turn in reading.turns) == list(range(2, 16))
    address = {turn.page_number: turn.url for turn in reading.turns}[2]
    assert address in (f"{BASE}list.do{second}", BASE + second)


@pytest.mark.parametrize(
    ("last", "own"),
    [
        ("list_last.html?cid=5", "list.html?cid=5"),
        ("list_last.html?cid=5", "list.html"),
        ("last.do?lei=5", "list.do?lei=5"),
        ("/zwgk/5/last.html", "list.html"),
        ("last.do?yema=5&x9=5", "list.do"),
        ("5_1.html", "5.html"),
        ("last.do?lei=5&page=1", "list.do"),
        ("last.do?pageSize=5", "list.do"),
    ],
)
def test_a_number_that_is_no_pages_is_not_counted(last: str, own: str) -> None:
    reading = with_pager(f"<p>共5页 第1页 <a href='{last}'>尾页</a></p>", BASE + own)
    assert [(turn.page_number, turn.way) for turn in reading.turns] == [(5, "last")]


def test_only_the_last_of_two_pages_is_a_link() -> None:
    reading = with_pager("<p>页次：1/2 <a href='/ly.asp'>首页</a> <a href='/l/9f2c'>尾页</a></p>")
    assert [turn.page_number for turn in reading.turns] == [2]


@pytest.mark.parametrize(
    "box",
    [
        "<select onchange='location=this.value'><option value='index.html'>第1页/共3页</option><option value='index_2.html'>第2页/共3页</option><option value='index_3.html'>第3页/共3页</option></select>",
        "<select onchange=\"location.href='index_'+this.value+'.html'\"><option value='1'>1</option><option value='2'>2</option><option value='3'>3</option></select>",
        "<select onchange='go(this.value)'><option value='1'>1</option><option value='2'>2</option><option value='3'>3</option></select><script>function go(n){location.href='index_'+n+'.html'}</script>",
        "<a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>3</a><script>var go=function(n){window.location='index_'+n+'.html'}</script>",
    ],
)
def test_boxes_and_functions_that_go_to_a_page(box: str) -> None:
    reading = with_pager(f"<div class='page'>{box}</div>")
    assert {2: "index_2.html", 3: "index_3.html"}.items() <= pages(reading).items()


def test_pages_that_are_counted_down() -> None:
    reading = with_pager(
        "<div class='p_pages'><span>1/11</span><a href='tzgg/10.htm'>2</a> <a href='tzgg/9.htm'>3</a> <a href='tzgg/10.htm'>下页</a> <a href='tzgg/1.htm'>尾页</a></div>"
    )
    assert pages(reading) == {2: "tzgg/10.htm", 3: "tzgg/9.htm"}


def test_a_count_of_rows_beside_the_pages_is_no_page() -> None:
    reading = with_pager(
        "<div class='pages'><a title='总数'>&nbsp;<b>31</b> </a>&nbsp;<b>1</b>&nbsp;<a href='index_2.html'>2</a>&nbsp;<a href='index_2.html'>下一页</a></div>"
    )
    assert pages(reading) == {2: "index_2.html"}
    assert reading.total_rows == 31
    assert reading.furthest == 0


LISTED = "<ul>" + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>') + "</ul>"


@pytest.mark.parametrize("said", ["共 3 页", "共&nbsp;3&nbsp;页", "共 3 頁"])
def test_pages_told_with_blanks_are_no_rows(said: str) -> None:
    pager = f'<div class="pager"><a href="l_1.html" class="on">1</a><a href="l_2.html">2</a><em>{said}</em></div>'
    found = read_list(framed(LISTED + pager))
    assert (found.total_pages, found.total_rows) == (3, None)


def test_rows_told_with_blanks_are_rows() -> None:
    pager = "<div class='pager'><span>共 18 条</span> <span>共 3 页</span> <a href='l_2.html'>2</a></div>"
    found = read_list(framed(LISTED + pager))
    assert (found.total_pages, found.total_rows) == (3, 18)


FOLDERS = "".join(
    f"<tr><td><a href='/zwgk/tzgg/{year}/'>{year}年文件</a></td><td>共{count}条</td></tr>"
    for year, count in ((2026, 8), (2025, 9))
)


def test_the_count_beside_the_name_of_a_folder_is_not_the_lists() -> None:
    found = read_list(framed(f"<table>{FOLDERS}</table><ul>{rows(ROW)}</ul>"))
    assert (found.total_rows, titles(found)) == (None, list(TITLES))


@pytest.mark.parametrize(
    "count",
    [
        "<p>共8条</p>",
        "<table><tr><td>共8条</td></tr></table>",
        "<table><tr><td>共8条</td><td><a href='index_2.html'>下一页</a></td></tr></table>",
        "<ul class=pages><li><a href='index_2.html'>2</a> 共8条</li></ul>",
    ],
)
def test_the_count_below_a_list_is_the_lists(count: str) -> None:
    found = read_list(framed(f"<table>{FOLDERS}</table><ul>{rows(ROW)}</ul>{count}"))
    assert found.total_rows == 8
