"""A page whose scripts have still to fill it is never called empty; one that is empty is."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

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
    "an element of the frame": "<back-top></back-top><ul class='list'></ul>",
}


@pytest.mark.parametrize("body", WAITING.values(), ids=WAITING)
def test_what_a_script_may_still_fill_is_not_called_empty(body: str) -> None:
    reading = read_list(framed(body))
    assert not reading.blank
    assert reading.shell or reading.turns


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
def test_what_nothing_is_to_fill_is_empty(body: str) -> None:
    assert read_list(framed(body)).blank
