"""Lists whose rows stand as data in the page's own script."""

# ruff: noqa: E501 - scripts are written as they stand on portals

from __future__ import annotations

import json
import time

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import DATES, TITLES, framed, read_list, titles

HOST = "http://www.yunxi.test"
BOX = "<h2>通知公告</h2><div id='listBox'></div>"
ROWS = [
    {"id": 1001 + n, "title": title, "url": f"/art/{1001 + n}.html", "publishDate": day}
    for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
]
PAGE = {"total": 6, "pageNo": 1, "pageSize": 20, "rows": ROWS}
BUILD = "(function(){var b=document.getElementById('listBox'),h='';%s.forEach(function(r){h+='<li><a href=\"'+r.url+'\">'+r.title+'</a><span>'+r.publishDate+'</span></li>';});b.innerHTML=h;})();"


def js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def bare(rows: list[dict[str, object]], quote: str = "'") -> str:
    """Rows as an object literal: no quotes round the keys, other quotes round the values."""
    return (
        "["
        + ",\n".join(
            "{"
            + ", ".join(
                f"{k}: {quote}{v}{quote}" if isinstance(v, str) else f"{k}:{v}"
                for k, v in row.items()
            )
            + ",}"
            for row in rows
        )
        + ",]"
    )


def without(*names: str, **more: object) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if k not in names} | more for row in ROWS]


def read(
    script: str, main: str = BOX, role: Role = Role.NOTICES, number: int = 1, url: str = ""
) -> ListReading:
    return read_list(
        framed(f"{main}<script>{script}</script>"),
        role=role,
        number=number,
        url=url or f"{HOST}/zwgk/tzgg/index.html",
    )


def paths(reading: ListReading) -> list[str]:
    return [entry.url.removeprefix(HOST) for entry in reading.entries]


def check(reading: ListReading, stem: str = "/art/{}.html") -> None:
    assert titles(reading) == list(TITLES)
    assert paths(reading) == [stem.format(row["id"]) for row in ROWS]
    assert [str(e.date.value) for e in reading.entries if e.date] == list(DATES)
    assert not reading.blank
    assert not reading.shell


@pytest.mark.parametrize(
    "script",
    [
        f"var pageData = {js(PAGE)};\n{BUILD % 'pageData.rows'}",
        f"var list={js(ROWS)};{BUILD % 'list'}",
        f"window.__INITIAL_STATE__ = {js({'user': None, 'article': {'list': ROWS, 'total': 6}})};",
        f"var list = {bare(ROWS)};{BUILD % 'list'}",
        f'let list = {bare(ROWS, chr(34))};{BUILD % "list"}',
        f"const list = /* rows */ {bare(ROWS, '`')}; // end\n{BUILD % 'list'}",
        f"var list=JSON.parse({js(js(ROWS))});{BUILD % 'list'}",
        f"window.__NUXT__=(function(a,b){{return {{layout:a,data:[{{list:{bare(ROWS)},total:b}}]}}}}('default',6));",
        f"self.__next_f.push([1,{js('5:' + js({'rows': ROWS}) + chr(10))}])",
        f"render('listBox', {js(ROWS)}); function render(id, rows){{var h='';for(var i=0;i<rows.length;i++){{h+=\"<li><a href=\\\"\"+rows[i].url+\"\\\">\"+rows[i].title+\"</a></li>\";}}document.getElementById(id).innerHTML=h;}}",
        "var a=[];" + "".join(f"a.push({js(row)});" for row in ROWS) + BUILD % "a",
        "var a=new Array();" + "".join(f"a[{n}]={js(row)};" for n, row in enumerate(ROWS)) + BUILD % "a",
        f"$(function(){{var d={js({'code': 200, 'data': {'records': ROWS, 'total': 6, 'pages': 1}})};$('#listBox').html(template('tpl', d.data.records));}});",
    ],
)  # fmt: skip
def test_rows_in_every_form(script: str) -> None:
    check(read(script))


@pytest.mark.parametrize("kind", ["__NEXT_DATA__", "list-data"])
def test_rows_in_a_script_of_data(kind: str) -> None:
    held = {"props": {"pageProps": PAGE}}
    check(
        read_list(framed(f"{BOX}<script id='{kind}' type='application/json'>{js(held)}</script>"))
    )


def test_a_payload_of_places() -> None:
    flat: list[object] = [["ShallowReactive", 1], {"list": 2}, list(range(3, 9))]
    values: list[object] = []
    for row in ROWS:
        flat.append({name: 9 + len(values) + n for n, name in enumerate(row)})
        values.extend(row.values())
    script = f"<script type='application/json' id='__NUXT_DATA__'>{js(flat + values)}</script>"
    check(read_list(framed(BOX + script)))


ADDRESS = "var list=%s;var h='';list.forEach(function(r){%s});document.getElementById('listBox').innerHTML=h;"


@pytest.mark.parametrize(
    "build",
    [
        """h+='<li><a href="/a/'+r.id+'.html">'+r.title+'</a></li>'""",
        """h+="<li><a href='/a/"+r.id+".html'>"+r.title+"</a></li>\"""",
        """h+="<li><a href=\\"/a/"+r.id+".html\\">"+r.title+"</a></li>\"""",
        """h+=`<li><a href="/a/${r.id}.html">${r.title}</a></li>`""",
        """h+='<li><a href=/a/'+r.id+'.html>'+r.title+'</a></li>'""",
        """var u='/a/'+r.id+'.html';h+='<li><a href="'+u+'">'+r.title+'</a></li>'""",
        """h+='<li><a href="'+(r.linkUrl?r.linkUrl:'/a/'+r.id+'.html')+'">'+r.title+'</a></li>'""",
        """h+='<li><a href="'+(r.outUrl||('/a/'+r.id+'.html'))+'">'+r.title+'</a></li>'""",
        """h+='<li><a href="'+adr(r)+'">'+r.title+'</a></li>'}); function adr(o){return '/a/'+o.id+'.html'""",
        """h+='<li><a href="'+adr(r.id)+'">'+r.title+'</a></li>'}); function adr(id){return '/a/'+id+'.html'""",
        """h+='<li><a href="/a/'+encodeURIComponent(r['id'])+'.html">'+r.title+'</a></li>'""",
        """h+='<li><a href="javascript:;" onclick="openIt(\\''+r.id+'\\')">'+r.title+'</a></li>'}); function openIt(id){location.href='/a/'+id+'.html'""",
        """var a=document.createElement('a');a.href='/a/'+r.id+'.html';a.textContent=r.title;document.getElementById('listBox').appendChild(a)""",
        """var a=$('<a></a>').attr('href','/a/'+r.id+'.html').text(r.title);$('#listBox').append(a)""",
        """h+='<li><a href="/c/'+r.channel+'/">['+r.channel+']</a><a href="/a/'+r.id+'.html">'+r.title+'</a></li>'""",
    ],
)  # fmt: skip
def test_an_address_made_in_the_script(build: str) -> None:
    check(read(ADDRESS % (js(without("url", channel="12")), build)), "/a/{}.html")


def test_a_branch_of_the_address_is_taken_record_by_record() -> None:
    kept = [row | {"type": n % 2} for n, row in enumerate(without("url"))]
    build = """h+='<li><a href="'+(r.type==1?'/t/'+r.id+'.html':'/a/'+r.id+'.html')+'">'+r.title+'</a></li>'"""
    found = paths(read(ADDRESS % (js(kept), build)))
    assert found[:2] == ["/a/1001.html", "/t/1002.html"]


def test_rows_of_a_framework_in_its_own_template() -> None:
    markup = "<div id='app'><ul><li v-for=\"item in list\"><a :href=\"'/a/'+item.id+'.html'\">{{item.title}}</a></li></ul></div>"
    script = f"new Vue({{el:'#app',data:{{list:{bare(without('url'))},total:6}},methods:{{go:function(n){{return n}}}}}});"
    check(read(script, markup), "/a/{}.html")
    script = f"new Vue({{el:'#app',data(){{return {{list:{bare(without('url'))},total:6}}}},methods:{{go(n){{return n}}}}}});"
    check(read(script, markup), "/a/{}.html")
    template = markup.replace(":href=\"'/a/'+item.id+'.html'\"", ':href="`/a/${item.id}.html`"')
    check(read(script, template), "/a/{}.html")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("fbsj", [f"{day} 09:30:00" for day in DATES]),
        ("createTime", [1790560800000 - 86400000 * n for n in range(6)]),
        ("pubtime", [1790560800 - 86400 * n for n in range(6)]),
        ("pubtime", [str(1790560800 - 86400 * n) for n in range(6)]),
        ("d", list(DATES)),
    ],
)
def test_days_in_every_form(name: str, values: list[object]) -> None:
    rows = [
        {"bt": row["title"], "link": row["url"], name: value}
        for row, value in zip(ROWS, values, strict=True)
    ]
    reading = read(f"var list={js(rows)};{BUILD % 'list'}".replace("r.url", "r.link"))
    assert titles(reading) == list(TITLES)
    assert all(
        entry.date and entry.date.value and entry.date.value.year == 2026
        for entry in reading.entries
    )


def test_keys_that_say_nothing_are_told_by_what_the_script_makes_of_them() -> None:
    rows = [[row["url"], row["title"], row["publishDate"]] for row in ROWS]
    build = "for(var i=0;i<a.length;i++){h+='<li><a href=\"'+a[i][0]+'\">'+a[i][1]+'</a>'+a[i][2]+'</li>'}document.getElementById('listBox').innerHTML=h;"
    check(read(f"var a={js(rows)};{build}"))
    short = [{"u": row["url"], "t": row["title"], "d": row["publishDate"]} for row in ROWS]
    build = "for(var i=0;i<a.length;i++){h+='<li><a href=\"'+a[i].u+'\">'+a[i].t+'</a>'+a[i].d+'</li>'}document.getElementById('listBox').innerHTML=h;"
    check(read(f"var a={js(short)};{build}"))


# --- which of several arrays ----------------------------------------------------------------

MENU_ROWS = [{"name": n, "url": f"/{n}/"} for n in ("网站首页", "政务公开", "政民互动", "通知公告", "政策文件", "走进云溪", "办事服务", "领导之窗")]  # fmt: skip
HOT = [
    {"title": f"云溪县召开第{n}次重要工作会议部署相关事项", "url": f"/hot/{n}.html", "publishDate": "2026-11-02"}
    for n in range(1, 13)
]  # fmt: skip
FRIENDS = [
    {"title": f"安徽省第{n}人民政府门户网站", "url": f"http://www.f{n}.test/"} for n in range(1, 30)
]


def test_menus_hot_lists_and_links_are_not_the_list() -> None:
    others = f"var menuList={js(MENU_ROWS)};var hotList={js(HOT)};var friendLinks={js(FRIENDS)};"
    check(read(f"{others}var list={js(ROWS)};{BUILD % 'list'}"))
    # … neither where they alone are there.
    reading = read(others)
    assert not reading.entries


def test_the_list_is_what_is_built_into_the_main_column() -> None:
    main = "<div class='sidebar' id='r'></div><div id='listBox'></div>"
    one = "var h='';a.forEach(function(r){h+='<li><a href=\"'+r.url+'\">'+r.title+'</a></li>'});document.getElementById('r').innerHTML=h;"
    two = "h='';b.forEach(function(r){h+='<li><a href=\"'+r.url+'\">'+r.title+'</a></li>'});document.getElementById('listBox').innerHTML=h;"
    check(read(f"var a={js(HOT)},b={js(ROWS)};{one}{two}", main))
    before = "var x=document.getElementById('r'),y=document.getElementById('listBox');"
    one = "var h='';a.forEach(function(r){h+='<li><a href=\"'+r.url+'\">'+r.title+'</a></li>'});x.innerHTML=h;"
    two = "h='';b.forEach(function(r){h+='<li><a href=\"'+r.url+'\">'+r.title+'</a></li>'});y.innerHTML=h;"
    check(read(f"var a={js(HOT)},b={js(ROWS)};{before}{one}{two}", main))


def test_related_articles_of_an_article_are_no_list() -> None:
    text = (
        "<div><p>"
        + "本办法自公布之日起施行，各乡镇人民政府应当认真组织实施，确保落到实处。" * 20
        + "</p></div>"
    )
    assert not read(f"var items={js(HOT)};", text).entries


def test_rows_that_the_server_has_put_into_the_page_are_not_read_twice() -> None:
    shown = "<ul>" + "".join(f"<li><a href='{r['url']}'>{r['title']}</a><span>{r['publishDate']}</span></li>" for r in ROWS[:3]) + "</ul>"  # fmt: skip
    assert len(read(f"window.__NUXT__={js({'list': ROWS[:3]})}", shown).entries) == 3
    # The script holds all, the markup the first page of them.
    check(read(f"var all={js(ROWS)};function show(n){{return all.slice(3*n-3,3*n)}}", shown))


# --- empty, unreadable, in part ----------------------------------------------------------------


def test_an_empty_array_is_an_empty_list() -> None:
    reading = read(f"var pageData={js(PAGE | {'rows': [], 'total': 0})};{BUILD % 'pageData.rows'}")
    assert reading.blank
    assert not reading.shell


def test_an_empty_array_that_a_request_fills_is_not() -> None:
    reading = read(
        "var list=[];$.ajax({url:'/api/list.do?id='+cid,success:function(d){list=d.rows;"
        + (BUILD % "list")
        + "}});"
    )
    assert not reading.blank


@pytest.mark.parametrize("address", ["'+sign(r.id,token)+'", "'+window.base+r.key+'"])
def test_rows_without_a_known_address_are_unreadable_not_none(address: str) -> None:
    build = f"""h+='<li><a href="{address}">'+r.title+'</a></li>'"""
    reading = read(ADDRESS % (js(without("url")), build))
    assert reading.shell
    assert not reading.blank
    assert not reading.entries


def test_rows_of_which_some_have_no_address_are_read_in_part() -> None:
    rows = [row if n < 4 else row | {"url": ""} for n, row in enumerate(ROWS)]
    reading = read(f"var list={js(rows)};{BUILD % 'list'}")
    assert len(reading.entries) == 4
    assert reading.total_rows == 6


def test_one_address_for_all_is_none() -> None:
    rows = without("url", linkUrl="/detail.html")
    assert read(f"var list={js(rows)};{BUILD % 'list'}".replace("r.url", "r.linkUrl")).shell


# --- pagers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pages",
    [
        "function gotoPage(n){location.href='/zwgk/tzgg/list?pageNo='+n;}",
        "function gotoPage(n){window.location.href=`/zwgk/tzgg/list?pageNo=${n}`;}",
    ],
)
def test_a_pager_of_the_script(pages: str) -> None:
    held = PAGE | {"total": 17, "pageSize": 6}
    draw = "var p='';for(var i=1;i<=Math.ceil(pageData.total/pageData.pageSize);i++){p+='<a href=\"javascript:;\" onclick=\"gotoPage('+i+')\">'+i+'</a>';}document.getElementById('pg').innerHTML=p;"
    script = f"var pageData={js(held)};{BUILD % 'pageData.rows'}{pages}{draw}"
    reading = read(script, BOX + "<div id='pg'></div>")
    check(reading)
    assert reading.total_rows == 17
    assert [turn.url.removeprefix(HOST) for turn in reading.turns] == [
        "/zwgk/tzgg/list?pageNo=2",
        "/zwgk/tzgg/list?pageNo=3",
    ]


def test_a_pager_whose_last_page_is_short() -> None:
    held = PAGE | {"total": 14, "pageSize": 4, "rows": ROWS[:2]}
    pages = "function gotoPage(n){location.href='/zwgk/tzgg/list?pageNo='+n;}"
    reading = read(f"var pageData={js(held)};{BUILD % 'pageData.rows'}{pages}", number=4)
    assert len(reading.entries) == 2
    assert not [turn for turn in reading.turns if turn.page_number > 4]


def test_pages_that_the_script_only_shows_part_by_part_are_all_there() -> None:
    pager = "<div class='page'><a href='javascript:;' onclick='show(1)'>1</a><a href='javascript:;' onclick='show(2)'>2</a><span>共2页</span></div>"
    reading = read(f"var d={js({'total': 6, 'list': ROWS})};{BUILD % 'd.list'}", BOX + pager)
    check(reading)
    assert not reading.turns
    assert not reading.furthest
    assert reading.total_pages is None


# --- letters -----------------------------------------------------------------------------------


def test_letters_carry_what_their_rows_say() -> None:
    rows = [
        {"xjbh": f"YX{n}", "bt": t, "url": f"/hd/{n}.html", "lylx": "咨询", "zt": z, "lysj": "2026-03-02 10:00", "hfsj": h}
        for n, (t, z, h) in enumerate((("玉米补贴发放", "已回复", "2026-03-05"), ("古城路积水", 1, "")), 1)
    ]  # fmt: skip
    main = "<h2>县长信箱</h2><div id='listBox'></div>"
    reading = read(f"var list={js(rows)};{BUILD % 'list'}", main, role=Role.MESSAGE_BOARD)
    first, second = (dict(entry.fields) for entry in reading.entries)
    assert {slug: one.value for slug, one in first.items()} == {
        "number": "YX1",
        "message_kind": "咨询",
        "status": "已回复",
        "submitted_on": "2026-03-02 10:00",
        "replied_on": "2026-03-05",
    }
    # A code is no state, nothing is no day.
    assert "status" not in second
    assert "replied_on" not in second or second["replied_on"].value is None


# --- hostile -----------------------------------------------------------------------------------

HOSTILE = {
    "arrays": "var a=[" * 50_000,
    "objects": "a={b:" * 50_000,
    "comments": "a=[/*" * 40_000,
    "strings": 'a=[{"t":"' + "x" * 500_000,
    "templates": "a=[`" * 50_000,
    "functions": "a=[{b:function(){" * 20_000,
    "pushes": "x.push({title:'关于某事的通知',url:'/1'});" * 20_000,
    "deep": "a=" + "[" * 100_000,
    "parameters": "x=(function(" + "a," * 100_000,
    "links": "var l=[{title:'关于某事的通知',id:1}];" + "l.x.innerHTML='<a href=\"'+(" * 20_000,
    "sinks": "var l=[{title:'关于某事的通知',id:1}];" + "l.y;q.innerHTML=l;" * 20_000,
    "nothing": "list=[{title:'关于某事的通知',d:'2026-01-01'}];" + "q=" * 100_000 + "list",
    "many": "".join(f"var a{n}=[{{title:'关于第{n}事的通知',id:{n}}}];" for n in range(5_000)),
    "wide": "var a=" + js({"rows": [{"title": f"关于第{n}事的通知", "id": n} for n in range(15_000)]}) + ";a.rows.forEach(function(r){h+='<a href=\"/a/'+r.id+'.html\">'+r.title+'</a>'})",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_script_is_read_in_time(name: str) -> None:
    start = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - start < 15


def test_records_that_are_no_literal_are_not_an_empty_list() -> None:
    made = "".join(
        f"add(new Row({{title:'{row['title']}',key:k({n})}}" + "));" for n, row in enumerate(ROWS)
    )
    reading = read(f"function Row(o){{this.o=o}} {made}")
    assert reading.shell
    assert not reading.blank
    broken = js(ROWS).replace("}]", "}")
    assert read(f"var list={broken};{BUILD % 'list'}").shell


def test_columns_of_a_table_are_no_records() -> None:
    config = "table.render({elem:'#t',cols:[[{field:'title',title:'标题'},{field:'pubDate',title:'发布日期'},{field:'org',title:'发布机构'}]]});"
    assert not read(config, BOX + "<p>暂无信息</p>").shell


def test_rows_that_only_their_name_sets_aside_prove_no_empty_list() -> None:
    reading = read(f"var topicList={js(HOT)};")
    assert reading.shell
    assert not reading.blank
    reading = read(f"var hotList={js(HOT)};", BOX + "<p>暂无信息</p>")
    assert reading.blank
    assert not reading.shell
