"""Further pages of a list that only a call of the page's own script gives."""

# ruff: noqa: E501 - scripts are written as they stand on portals

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest

from crawler.pages.interfaces.listcalls import call_turns
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import ListReading, Turn
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import TITLES, URL, framed, read_list, rows, snapshot, titles

HOST = "http://www.yunxi.test"
ROW = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
LIST = f"<ul id='box'>{rows(ROW)}</ul>"
NUMBERS = "<div class='page'>" + "".join(
    f"<a href='javascript:;' onclick='goPage({n})'>{n}</a>" for n in (1, 2, 3)
)
PAGER = f"{NUMBERS}<span>共17条</span></div>"


def read(script: str, main: str = LIST + PAGER, number: int = 1, url: str = "") -> ListReading:
    html = framed(f"{main}<script>{script}</script>")
    return read_list(html, number=number, url=url or f"{HOST}/zwgk/tzgg/index.html")


def second(reading: ListReading) -> tuple[str, str, str]:
    """Method, address and body of the request for page 2."""
    turn = next(turn for turn in reading.turns if turn.page_number == 2)
    return turn.method, turn.url.removeprefix(HOST), turn.body


XHR = 'function goPage(n){var x=new XMLHttpRequest();x.open("POST","/site/label/8888",true);x.setRequestHeader("X-Requested-With","XMLHttpRequest");x.onload=function(){document.getElementById("box").innerHTML=x.responseText};x.send("labelName=publicInfoList&catId=7&pageSize=6&pageIndex="+n)}'


def test_a_form_text_to_which_the_number_is_added() -> None:
    reading = read(XHR)
    assert second(reading) == (
        "POST",
        "/site/label/8888",
        "labelName=publicInfoList&catId=7&pageSize=6&pageIndex=2",
    )
    assert [turn.page_number for turn in reading.turns] == [2, 3]
    assert {turn.way for turn in reading.turns} == {"call"}


@pytest.mark.parametrize(
    ("script", "method", "url", "body"),
    [
        (
            "function goPage(n){$.post('/info/list.do',{channelId:'12',pageNo:n,pageSize:6},function(d){$('#box').html(d)})}",
            "POST", "/info/list.do", "channelId=12&pageNo=2&pageSize=6",
        ),
        (
            "function goPage(n){$.ajax({url:'/info/list.do',type:'POST',data:{channelId:12,currentPage:n},dataType:'html',success:function(d){$('#box').html(d)}})}",
            "POST", "/info/list.do", "channelId=12&currentPage=2",
        ),
        (
            "function goPage(n){$.ajax({type:'get',url:'/info/list.do?channelId=12&page='+n,success:function(d){}})}",
            "GET", "/info/list.do?channelId=12&page=2", "",
        ),
        (
            "var ctx='/portal';var cid=12;function goPage(n){ $.ajax({ url: ctx + '/list.do', data: { cid: cid, p: n }, success: render }) }",
            "GET", "/portal/list.do?cid=12&p=2", "",
        ),
        (
            "function goPage(n){$.getJSON('/api/list',{cid:3,page:n,rows:6},function(d){})}",
            "GET", "/api/list?cid=3&page=2&rows=6", "",
        ),
        (
            "function goPage(n){$('#box').load('/list_part.jsp?cid=3&pageIndex='+n)}",
            "GET", "/list_part.jsp?cid=3&pageIndex=2", "",
        ),
        (
            "const goPage = (n) => { fetch(`/api/list?cid=3&page=${n}`).then(r => r.json()).then(draw) }",
            "GET", "/api/list?cid=3&page=2", "",
        ),
        (
            "async function goPage(n){ const r = await fetch('/api/list', {method:'POST', headers:{'Content-Type':'application/json'}, body: JSON.stringify({cid:3, pageNum:n, pageSize:6})}); }",
            "POST", "/api/list", '{"cid":3,"pageNum":2,"pageSize":6}',
        ),
        (
            "function goPage(n){axios.get('/api/list',{params:{cid:3,pageNo:n}}).then(function(r){})}",
            "GET", "/api/list?cid=3&pageNo=2", "",
        ),
        (
            "function goPage(n){axios.post('/api/list',{cid:3,pageNo:n}).then(function(r){})}",
            "POST", "/api/list", '{"cid":3,"pageNo":2}',
        ),
        (
            "var param={cid:3,pageSize:6};function goPage(n){param.pageIndex=n;$.post('/api/list',param,function(d){})}",
            "POST", "/api/list", "cid=3&pageSize=6&pageIndex=2",
        ),
        (
            "function goPage(n){var q='cid=3&size=6&curPage='+n+'&t='+new Date().getTime();$.post('/api/list',q,draw)}",
            "POST", "/api/list", "cid=3&size=6&curPage=2&t=1",
        ),
        (
            "function goPage(n){load(n)} function load(no){$.post('/api/list',{cid:3,pageIndex:no-1},draw)}",
            "POST", "/api/list", "cid=3&pageIndex=1",
        ),
        (
            "var per=6,total=17;function goPage(n){var a=(n-1)*per;var q=new XMLHttpRequest();q.open('POST','/module/proxy.jsp?startrecord='+(a+1)+'&endrecord='+Math.min(a+per,total)+'&perpage='+per,true);q.send('columnid=5&unitid=9')}",
            "POST", "/module/proxy.jsp?startrecord=7&endrecord=12&perpage=6", "columnid=5&unitid=9",
        ),
        (
            "function goPage(n){var t=document.createElement('script');t.src='/api/rows.do?sysid=2&startrecord='+((n-1)*6+1)+'&endrecord='+(n*6);document.body.appendChild(t)}",
            "GET", "/api/rows.do?sysid=2&startrecord=7&endrecord=12", "",
        ),
        (
            "function goPage(n){$.get('/api/list',{offset:(n-1)*6,limit:6},draw)}",
            "GET", "/api/list?offset=6&limit=6", "",
        ),
    ],
)  # fmt: skip
def test_ways_to_ask(script: str, method: str, url: str, body: str) -> None:
    assert second(read(script)) == (method, url, body)


def test_fields_of_the_page_go_into_the_call() -> None:
    main = f"<input type='hidden' id='cid' value='42'>{LIST}{PAGER}"
    reading = read("function goPage(n){$.post('/l.do',{cid:$('#cid').val(),page:n},draw)}", main)
    assert second(reading)[2] == "cid=42&page=2"


def test_a_plugin_that_counts_from_zero() -> None:
    script = "$('#pages').pagination(17,{items_per_page:6,callback:turn});function turn(index){$.get('/l.do',{page:index},draw)}"
    assert second(read(script, LIST + "<div id='pages'></div>"))[1] == "/l.do?page=1"


def test_a_variable_that_counts_the_pages_of_a_growing_list() -> None:
    script = "var pageNo=1;function more(){pageNo++;load()} function load(){$.post('/l.do',{cid:5,pageNo:pageNo},draw)}"
    main = f"{LIST}<p>共17条</p><a href='javascript:;' onclick='more()'>加载更多</a>"
    assert second(read(script, main))[2] == "cid=5&pageNo=2"


def test_laypage_that_jumps() -> None:
    script = "laypage.render({elem:'pages',count:17,limit:6,curr:1,jump:function(obj,first){if(!first){location.href='index.html?page='+obj.curr}}})"
    reading = read(script, LIST + "<div id='pages'></div>")
    assert second(reading)[1] == "/zwgk/tzgg/index.html?page=2"


def test_a_page_without_rows_asks_for_the_first() -> None:
    script = (
        "var total=17;function load(p){$.post('/l.do',{cid:5,page:p,pageSize:6},draw)} load(1);"
    )
    reading = read(script, "<ul id='box'></ul><div class='page'></div>")
    assert [turn.page_number for turn in reading.turns] == [1, 2, 3]
    assert not reading.blank


@pytest.mark.parametrize(
    "script",
    [
        # no page is counted
        "function goDetail(id){$.get('/letter.do?id='+id,draw)}",
        # it writes
        "function goPage(n){$.post('/vote/save.do',{page:n},draw)}",
        "function goPage(n){$.post('/news/hits.do',{page:n})}",
        # another host
        "function goPage(n){$.get('http://api.weather.test/list',{page:n},draw)}",
        # a form that the reader fills in
        "function goPage(n){$.post('/l.do',$('#form').serialize()+'&page='+n,draw)}",
        # what it sends is not known
        "function goPage(n){$.post('/l.do',{token:makeToken(),page:n},draw)}",
    ],
)
def test_calls_that_are_left_alone(script: str) -> None:
    reading = read(script)
    assert reading.turns == ()
    assert reading.total_rows == 17


def test_a_whole_list_calls_nothing() -> None:
    script = "function hot(page){$.post('/hot.do',{page:page},draw)} hot(1)"
    assert read(script, f"{LIST}<p>共6条</p>").turns == ()
    assert read(script, LIST).turns == ()


def test_numbers_without_an_address_are_told() -> None:
    pager = "<div class='page'><a href='#'>1</a><a href='#'>2</a><a href='#'>3</a><a href='#'>下一页</a></div>"
    assert read("", LIST + pager).furthest == 3


POSTED = "<form method='post' action='/zwgk/list.aspx?id=4'><input type='hidden' name='__VIEWSTATE' value='dDw+'>{more}<input type='text' name='kw' value='公开'><input type='submit' name='go' value='搜'><div id='AspNetPager1'>{pager}</div></form>"
BACK = "<a href=\"javascript:__doPostBack('{0}','{1}')\">{2}</a>"


def posted(*links: tuple[str, str, str], more: str = "") -> str:
    pager = "<span>1</span>" + "".join(BACK.format(*one) for one in links)
    return LIST + POSTED.format(pager=pager, more=more)


@pytest.mark.parametrize(
    "links",
    [
        (("AspNetPager1", "2", "2"), ("AspNetPager1", "3", "3"), ("AspNetPager1", "2", "下一页")),
        (("GridView1", "Page$2", "2"), ("GridView1", "Page$3", "3")),
        (("lnkNext", "", "下一页"),),
    ],
)
def test_a_page_that_posts_itself_back_is_asked_for_as_its_link_does(
    links: tuple[tuple[str, str, str], ...],
) -> None:
    reading = read("", posted(*links))
    numbers = sorted({2 if label == "下一页" else int(label) for _, _, label in links})
    assert [turn.page_number for turn in reading.turns] == numbers
    turn, (target, argument, _) = reading.turns[0], links[-1] if len(links) == 3 else links[0]
    assert (turn.method, turn.url) == ("POST", "http://www.yunxi.test/zwgk/list.aspx?id=4")
    sent = dict(parse_qsl(turn.body, keep_blank_values=True))
    assert sent == {
        "__VIEWSTATE": "dDw+", "kw": "公开", "__EVENTTARGET": target, "__EVENTARGUMENT": argument
    }  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        "<input type='password' name='p'>", "<textarea name='t'></textarea>",
        f"<input type='hidden' name='x' value='{'a' * 200_000}'>",
    ],
)  # fmt: skip
def test_a_form_that_asks_for_more_is_not_sent_back(more: str) -> None:
    reading = read("", posted(("AspNetPager1", "2", "2"), more=more))
    assert reading.turns == ()
    assert reading.furthest == 2
    assert "__doPostBack" in reading.unfollowed


@pytest.mark.parametrize(
    "pager",
    [
        "<div class='slide'><a href='javascript:;'>1</a><a href='javascript:;'>2</a><a href='javascript:;'>3</a></div>",
        "<div class='page'><a href='javascript:;'>上一页</a><a href='javascript:;'>下一页</a></div>",
        "<div class='page'><a class='on' href='#'>1</a></div>",
    ],
)
def test_what_shows_no_further_page(pager: str) -> None:
    assert read("", LIST + pager).furthest == 0


FORM = "<form name='pageForm' method='{m}' action='/zwgk/list.action'><input type='hidden' name='cid' value='8'><input type='hidden' name='pageNo' id='pageNo' value='1'></form>"


@pytest.mark.parametrize(
    "script",
    [
        "function goPage(n){document.pageForm.pageNo.value=n;document.pageForm.submit();}",
        "function goPage(n){document.getElementById('pageNo').value=n;document.forms[0].submit();}",
        "function goPage(n){$('#pageNo').val(n);$('form[name=pageForm]').submit();}",
    ],
)
def test_a_pager_that_sends_its_own_form(script: str) -> None:
    posted = read(script, LIST + PAGER + FORM.replace("{m}", "post"))
    assert second(posted) == ("POST", "/zwgk/list.action", "cid=8&pageNo=2")
    gotten = read(script, LIST + PAGER + FORM.replace("{m}", "get"))
    assert second(gotten) == ("GET", "/zwgk/list.action?cid=8&pageNo=2", "")


def test_a_form_with_a_text_of_the_readers_is_no_pager() -> None:
    form = "<form name='pageForm' method='post' action='/ask.action'><textarea name='q'></textarea><input type='hidden' name='pageNo'></form>"
    script = "function goPage(n){document.pageForm.pageNo.value=n;document.pageForm.submit();}"
    assert read(script, LIST + PAGER + form).turns == ()


def test_a_box_to_jump_to_a_page() -> None:
    form = "<div>共3页 <form action='list.asp'><input type='hidden' name='cid' value='8'>到<input name='page' size='3'>页<input type='submit' value='Go'></form></div>"
    assert second(read("", LIST + form))[1] == "/zwgk/tzgg/list.asp?cid=8&page=2"


# --- answers ---------------------------------------------------------------------------------


def answer(
    body: str, media: str = "text/html", pattern: str = "", asked: str = "page=2"
) -> ListReading:
    page = Page.parse(f"{HOST}/l.do", body.encode(), media)
    task = Task(
        Purpose.TURN, f"{HOST}/l.do", Role.NOTICES, page_number=2, method="POST", body=asked,
        rows=pattern, way="call",
    )  # fmt: skip
    from crawler.pages.lists.lists import listing

    return listing(page, task, snapshot())


def test_an_answer_of_one_last_row() -> None:
    assert titles(answer(rows(ROW, 1))) == [TITLES[0]]


def test_an_answer_of_table_rows() -> None:
    assert len(answer(rows("<tr><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>", 3)).entries) == 3


def test_an_answer_in_script() -> None:
    html = (
        "dataStore = "
        + json.dumps(
            [rows(ROW, 1), "<li><a href='/b.html'>乙公告的标题</a><span>2026-01-02</span></li>"],
            ensure_ascii=False,
        )
        + ";"
    )
    reading = answer(html, "text/javascript", asked="startrecord=7&endrecord=12&perpage=6")
    assert len(reading.entries) == 2


def test_html_within_json() -> None:
    reading = answer(
        json.dumps({"success": True, "data": {"html": f"<ul>{rows(ROW)}</ul>", "total": 17}})
    )
    assert len(reading.entries) == 6
    assert [turn.body for turn in reading.turns] == ["page=3"]


@pytest.mark.parametrize(
    "record",
    [
        {"docTitle": "甲公告的标题", "docUrl": "/a.html", "pubTime": "2026-01-02 10:00:00"},
        {"vc_title": "甲公告的标题", "staticUrl": "/a.html", "fbrq": "2026-01-02"},
        {"infoTitle": "甲公告的标题", "infoLink": "/a.html", "releaseDateStr": "2026-01-02"},
        {
            "TITLE": "甲公告的标题",
            "visitUrl": "/a.html",
            "thumbUrl": "/t.png",
            "PUBLISHTIME": 1767290400000,
        },
    ],
)
def test_rows_under_many_names(record: dict[str, object]) -> None:
    entries = answer(json.dumps({"rows": [record], "total": 7})).entries
    assert [(e.title, e.url, str(e.date.value) if e.date else "") for e in entries] == [
        ("甲公告的标题", f"{HOST}/a.html", "2026-01-02")
    ]


def test_addresses_made_by_the_page_that_asks() -> None:
    script = "function goPage(n){$.post('/l.do',{page:n},function(d){for(var i in d.rows){h+='<li><a href=\"/info/'+d.rows[i].cid+'/'+d.rows[i].id+'.html\">'+d.rows[i].title+'</a></li>'}})}"
    turn: Turn = read(script).turns[0]
    assert turn.rows == "/info/{cid}/{id}.html"
    body = json.dumps(
        {"rows": [{"id": 9, "cid": 3, "title": "甲公告的标题", "date": "2026-01-02"}]}
    )
    assert [e.url for e in answer(body, pattern=turn.rows).entries] == [f"{HOST}/info/3/9.html"]


@pytest.mark.parametrize(
    "template",
    [
        '`<a href="/info/${item.id}.html">${item.title}</a>`',
        "<a href='/info/{{ d.id }}.html'>{{ d.title }}</a>",
        '<a href="/info/<%=row.id%>.html"></a>',
    ],
)
def test_templates_of_rows(template: str) -> None:
    script = f"function goPage(n){{$.post('/l.do',{{page:n}},draw)}} var t={template};"
    assert read(script).turns[0].rows == "/info/{id}.html"


def test_rows_in_xml() -> None:
    xml = "<?xml version='1.0' encoding='utf-8'?><root><total>17</total>" + rows(
        "<item><title><![CDATA[{t}]]></title><url>{u}</url><pubDate>{d}</pubDate></item>"
    ) + "</root>"  # fmt: skip
    reading = answer(xml, "text/xml")
    assert titles(reading) == list(TITLES)
    assert reading.total_rows == 17


def test_html_in_xml() -> None:
    xml = "<?xml version='1.0'?><result><list><![CDATA[" + rows(ROW) + "]]></list></result>"
    assert titles(answer(xml, "application/xml")) == list(TITLES)


@pytest.mark.parametrize(
    "script",
    [
        "function goPage(n){$.post('/l.do',{page:n+a,b:c},f)}" * 400,
        f"function goPage(n){{$.post('/l.do?'+{'(' * 5000}n{')' * 5000},{{page:n}})}}",
        "var a=b+b;var b=a+a;function goPage(n){$.post('/l.do?x='+a,{page:n})}",
        "".join(f"var v{i}=v{i + 1}+v{i + 1};" for i in range(2000))
        + "function goPage(n){$.post('/l.do?x='+v0,{page:n})}",
        "function a(n){" * 5000 + "$.post('/l.do',{page:n})",
        "'" * 20001 + "$.post(",
        "function goPage(n){$.post(`/l.do?${`${n}`}`,{page:n})}",
    ],
)
def test_scripts_that_lead_nowhere(script: str) -> None:
    assert read(script).total_rows == 17


@pytest.mark.parametrize("xml", ["<a>" * 500, "<a><![CDATA[" * 3000, "<a></b>", "<x/>", "<?xml?>"])
def test_xml_that_holds_nothing(xml: str) -> None:
    assert answer(xml, "text/xml").entries == ()


def test_a_script_that_calls_for_pages_many_times_over_is_followed_a_few_times() -> None:
    calls = "".join(
        f"$.post('/api/l{n}',{{page:page,size:10}},function(d){{$('#b').html(d);}});"
        for n in range(40)
    )
    html = f"<html><body><script>function q(page){{{calls}}} q(1);</script><div id=b></div></body></html>"
    page = Page.parse(URL, html.encode(), "text/html; charset=utf-8")
    turns = call_turns(Links(page), 1, 0, 3, None)
    assert 0 < len({turn.url for turn in turns}) <= 6
