"""A page whose scripts have still to fill it is never called empty; one that is empty is."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import time

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, read_list

WAITING = {
    "a call of what a script in the head holds": (
        "<p>信件公开</p><div id='maillist'></div><div id='mailpage'></div>"
        "<script>maillist(21,42,14);</script>"
    ),
    "a call beside the script that holds it": (
        "<div id='letters'></div><script src='/hdjlpt/js/letter.js'></script>"
        "<script>letters(756021);</script>"
    ),
    "a script of the portal's own, and nothing else": (
        "<div id='gk77'></div><script src='/gkmlpt/js/rows.js'></script>"
    ),
    "the body of a table": (
        "<table><thead><tr><th>标题</th></tr></thead><tbody id='tb'></tbody></table>"
        "<script>fill('tb');</script>"
    ),
    "a list by its class": "<ul class='news'></ul><script>$('.news').html(rows)</script>",
    "a list by its class, without jQuery": (
        "<ul class='news'></ul><script>document.querySelector('.news').innerHTML = r</script>"
    ),
    "a place given to a library": (
        "<div class='tb'></div><script>table.render({elem: '.tb', cols: []})</script>"
    ),
    "what stands inside a box": (
        "<div id='lb9'><ul></ul></div><script>$('#lb9 ul').append(x)</script>"
    ),
    "a template of Vue": "<ul><li v-for='one in rows'>{{ one.t }}</li></ul>",
    "a template of Alpine": "<ul><template x-for='one in rows'><li x-text='one.t'></li></template></ul>",
    "a template of Knockout": "<ul data-bind='foreach: rows'></ul>",
    "a row that lies ready": (
        "<ul class='rows'></ul><script type='text/x-handlebars-template'><li>[[t]]</li></script>"
    ),
    "an element of its own making": "<news-list column='12'></news-list><script src='/a.js'></script>",
    "rows on their way": "<table><tr><td colspan='5'>数据加载中...</td></tr></table>",
    "a box that tells where its rows are": "<ul data-url='/api/rows?c=3'></ul>",
    "an address in a configuration": (
        "<div id='x1'></div><script>window.CFG = {api: '/service/rows', column: 12}</script>"
    ),
    "a request whose address is a variable": (
        "<ul class='list'></ul><script>$.ajax({url: base + path, success: f})</script>"
    ),
    "a box named for disclosure": "<ul id='xxgkList'></ul><script>$('#xxgkList').html(r)</script>",
    "the same, by its class": "<ul class='zfxxgk_list'></ul><script>$('.zfxxgk_list').append(r)</script>",
    "the same, which says that it loads": "<div id='xxgk_list'>数据加载中</div>",
    "a script in a folder of another name": (
        "<div id='nrlist'></div><script src='/static/js/app.3f.js'></script>"
    ),
    "an address of a county": "<div id='x1'></div><script>window.CFG={api:'/county/rows'}</script>",
    "an address of statistics": (
        "<ul class='list'></ul><script>$.ajax({url:'/statistics/tjgb/list?c='+c})</script>"
    ),
    "rows without a word": "<ul id='nr'><li></li><li class='sk'></li></ul><script>$('#nr').html(h)</script>",
    "cells without a word": (
        "<table><tbody id='nr'><tr><td></td></tr></tbody></table><script>$('#nr').html(h)</script>"
    ),
    "a picture of loading": (
        "<div id='nr'><img src='/images/loading.gif'></div><script>$('#nr').load(u)</script>"
    ),
    "a frame without a page": "<iframe id='lf' src='about:blank'></iframe>",
    "a backtick": "<ul id='nr'></ul><script>document.querySelector(`#nr`).innerHTML = r</script>",
    "a request in backticks": "<ul></ul><script>fetch(`/api/rows?c=${c}`).then(show)</script>",
    "a call at the end of the body": (
        "<ul class='list'></ul></div><script>$(function(){ loadGk(33, 1); })</script><div>"
    ),
}
EMPTY = {
    "no script": "<ul class='list'></ul>",
    "it says so": "<ul class='list'></ul><div>暂无信息</div>",
    "a pager that turns nothing": (
        "<ul class='list'></ul><script>createPageHTML(0, 0, 'index', 'html');</script>"
    ),
    "a counter": "<ul class='list'></ul><script>$.get(base + '/hits?id=3')</script>",
    "what only moves": "<ul class='list'></ul><script>$('.list li').hover(f)</script>",
    "a function of the page itself": (
        "<div id='x1'></div><script>function paint(){} paint();</script>"
    ),
    "an address of the search": (
        "<ul class='list'></ul><script>var searchApi = '/search/query.do';</script>"
    ),
    "a mask of the frame": "<div id='loading'>加载中</div><ul class='list'></ul>",
    "a pager that a library fills": (
        "<ul class='list'></ul><div id='pageBox'></div><script>laypage({elem: 'pageBox'})</script>"
    ),
    "weather": "<ul class='list'></ul><div id='weather'></div><script>$('#weather').html(w)</script>",
    "a picture": "<div id='nr'><img src='/a/1.jpg'></div><script>$('#nr').show()</script>",
    "a frame that is not seen": (
        "<iframe name='send' style='display: none'></iframe><ul class='list'></ul>"
    ),
    "calls of the frame": (
        "<ul class='list'></ul></div><script>$(function(){ initShare(); getUserInfo(); })</script><div>"
    ),
    "an element of the frame": "<back-top></back-top><ul class='list'></ul>",
}


@pytest.mark.parametrize("body", WAITING.values(), ids=WAITING)
def test_what_a_script_may_still_fill_is_not_called_empty(body: str) -> None:
    reading = read_list(framed(body))
    assert not reading.blank
    assert reading.shell or reading.turns


@pytest.mark.parametrize(
    "word",
    [
        "updateList",
        "pageContent",
        "rightList",
        "searchResult",
        "tab-content",
        "linkList",
        "topicList",
        "headlines",
    ],
)
def test_a_place_in_the_name_of_a_box_does_not_hide_that_it_is_filled(word: str) -> None:
    assert read_list(framed(f"<ul id='{word}'></ul><script>$('#{word}').html(h)</script>")).shell


@pytest.mark.parametrize(
    "text",
    [
        "数据读取中，请稍候",
        "正在查询，请稍后",
        "正在获取数据",
        "信息请求中",
        "数据更新中…",
        "页面加载中，请您耐心等待",
    ],
)
def test_what_is_on_its_way_is_said_in_many_words(text: str) -> None:
    assert read_list(framed(f"<ul class='list'><li>{text}</li></ul>")).shell


def test_a_call_in_the_head_of_what_lies_elsewhere_is_a_sign() -> None:
    head = "<script>$(function(){ %s(33, 1); })</script>"
    assert read_list(framed("<ul class='list'></ul>", head % "loadGk")).shell
    assert read_list(framed("<ul class='list'></ul>", head % "initNav")).blank
    held = head % "loadGk" + "<script>function loadGk(a, b) {}</script>"
    assert read_list(framed("<ul class='list'></ul>", held)).blank


def test_many_boxes_and_calls_are_read_once() -> None:
    calls = "".join(f"f{n}x();\n" for n in range(400))
    held = "".join(f"function f{n}x(){{}}\n" for n in range(400))
    names = " ".join(f"k{n}" for n in range(200))
    boxes = f"<div class='list {names}'></div>" * 60
    began = time.process_time()
    assert read_list(framed(f"<div>{boxes}<script>{calls}{held}</script></div>")).blank
    assert time.process_time() - began < 1.5  # read anew for each box it took half a minute


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
def test_what_nothing_is_to_fill_is_empty(body: str) -> None:
    assert read_list(framed(body)).blank


TEXT = "<div class='text'><p>向本机关申请公开政府信息的，可以当面、信函或者在线提出，受理机构为县政府办公室，自收到申请之日起二十个工作日内答复。</p></div>"
NODES = "var zNodes = [{id: 1, pId: 0, name: '政策'}, {id: 2, pId: 1, name: '文件', url: '/f/'}];"
TREES = {
    "zTree": "<ul id='treeDemo' class='ztree'></ul><script>%s $.fn.zTree.init($('#treeDemo'), setting, zNodes);</script>",
    "treeview": "<div id='ml'></div><script>%s $('#ml').treeview({levels: 2, data: zNodes});</script>",
    "layui": "<div id='ml'></div><script>%s layui.tree.render({elem: '#ml', data: zNodes});</script>",
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_a_tree_of_which_the_page_has_the_nodes_leaves_nothing_of_its_text_open(tree: str) -> None:
    assert not read_list(framed(tree % NODES + TEXT), role=Role.INFORMATION_REQUEST).shell


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
@pytest.mark.parametrize(
    "nodes", ["", NODES + "var setting = {async: {enable: true, url: '/tree.do'}};"]
)
def test_a_tree_of_which_the_page_has_not_all_nodes_is_open(tree: str, nodes: str) -> None:
    assert read_list(framed(tree % nodes + TEXT), role=Role.INFORMATION_REQUEST).shell


def test_a_box_for_content_beside_a_tree_is_open() -> None:
    box = "<div id='nr'></div><script>$('#nr').load(nr);</script>"
    assert read_list(framed(TREES["zTree"] % NODES + box), role=Role.INFORMATION_REQUEST).shell


WITHOUT_TEXT = {
    "the tree is what is sought": (Role.LEADERS, "<h2>领导之窗</h2>" + TREES["zTree"] % NODES),
    "a list of documents": (Role.POLICY_DOCUMENTS, "<h2>政策文件</h2>" + TREES["zTree"] % NODES),
    "no text of its own": (Role.INFORMATION_REQUEST, TREES["zTree"] % NODES),
}


@pytest.mark.parametrize(("role", "body"), WITHOUT_TEXT.values(), ids=WITHOUT_TEXT)
def test_a_tree_alone_may_be_what_is_sought(role: Role, body: str) -> None:
    reading = read_list(framed(body), role=role)
    assert reading.shell
    assert not reading.blank


@pytest.mark.parametrize(
    "script",
    [
        "buildTree(zNodes); loadList('list', zNodes[0].id);",
        "getStreet('#list', zNodes);",
        "new LazyTree('#list', {nodes: zNodes, url: '/x.do', lazy: true});",
        "$.fn.zTree.init($('#list'), {async: {enable: flag}}, zNodes);",
    ],
)
def test_a_box_that_is_not_given_to_a_whole_tree_is_open(script: str) -> None:
    box = f"<ul id='list'></ul><script>{NODES} {script}</script>"
    assert read_list(framed(box + TEXT), role=Role.INFORMATION_REQUEST).shell


def test_a_tree_told_to_ask_for_nothing_is_whole() -> None:
    told = NODES + "var setting = {async: {enable: false}};"
    page = framed(TREES["zTree"] % told + TEXT)
    assert not read_list(page, role=Role.INFORMATION_REQUEST).shell
