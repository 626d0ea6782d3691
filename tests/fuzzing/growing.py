"""Hostile repeats: a page twice as long may take about twice as long."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed
from tests.crawler.pages.pages import SNAPSHOT, URL
from tests.fuzzing.bounds import guarded, seconds_of

MOST_GROWTH = 2.5
"""Times as long that twice the page may take."""
_SIZE = 60_000
_TELLING = 0.15
"""Seconds below which a quotient says nothing."""

REPEATS: dict[str, str] = {
    "rows": "<li><a href='/z/{n}.html'>关于第{n}号事项的公告</a><span>2026-01-02</span></li>",
    "dated titles": "<h2>关于第{n}次停水的通知 2026-03-05</h2><p>来源：县政府办 时间：2026-03-06</p>",
    "bare days": "<p>时间：2026-01-01</p><p>留言时间：2026-01-02</p><p>内容：路灯{n}不亮</p>",
    "lists with hidden ones": "<section><h3>通知公告</h3><p>说明</p><div><ul><li><a href='/z/{n}.html'>关于第{n}号事项的公告</a></li></ul></div><div><ul style='display:none'><li><a href='/y/{n}.html'>关于第{n}号事项的通知</a></li></ul></div></section>",
    "rows without an address": "<li><a href='javascript:;'>关于第{n}号事项的公告</a><span>2026-01-02</span></li>",
    "rows of a table": "<tr><td>{n}</td><td><a href='/z/{n}.html'>关于第{n}号的公告</a></td><td>2026-01-02</td></tr>",
    "labels": "<p>文号：云政〔2026〕{n}号</p>",
    "labels in one line": "文号：云政〔2026〕{n}号 发布日期：2026-01-02 ",
    "cells of labels": "<tr><td>文号</td><td>云政〔2026〕{n}号</td><td rowspan=99>成文日期</td></tr>",
    "definitions": "<dl><dt>文号</dt><dd>{n}</dd></dl>",
    "letters": "<div class=box><h3>来信{n}</h3><p>来信时间：2026-01-01</p><p>内容：路灯不亮</p><p>答复内容：您好</p></div>",
    "days of letters": "<li>路灯不亮第{n}盏 来信时间：2026-11-12</li>",
    "numbers of letters": "<div>信件路灯{n} 编号：A{n}</div>",
    "other letters": "<div><h3>相关来信</h3><p>回复时间：2026-11-12</p></div>",
    "fields to rate in": "<p>评价<textarea></textarea></p>",
    "leaders": "<div><h3>王某{n}</h3><p>职务：副县长</p><p>分工：负责农业、水利工作</p></div>",
    "posts without names": "<div><p>局长：</p>",
    "dates": "2026年1月{n}日，",
    "figures": "{n}/{n} ",
    "clauses": "<p>第{n}条 本办法自2026年4月1日起施行，有效期五年。</p>",
    "headings": "<h2>第{n}部分</h2><p>说明</p>",
    "links in one line": "<a href='/a{n}'>第{n}条链接</a>",
    "pager links": "<a href='index_{n}.html'>{n}</a>",
    "comments": "<!-- <p>文号：{n}</p> -->",
    "nested boxes": "<div><p>文{n}</p>",
    "lists in lists": "<ul><li><a href='/{n}'>栏目{n}</a>",
    "options": "<select><option value='/{n}'>第{n}页</option></select>",
    "scripts": "<script>var list{n}=[{{title:'关于第{n}号的公告',url:'/z/{n}.html',date:'2026-01-02'}}];</script>",
    "trees": "<script>zNodes.push({{id:{n},pId:1,name:'政策解读{n}',url:'/x/{n}'}});</script>",
    "calls": "<script>function go{n}(p){{$.post('/api/list?page='+p,{{size:20}})}}</script>",
    "open brackets": "([{{〔（【“《",
    "colons": "文：：:",
    "quotes": "\"'“",
    "spaces": "<p> &nbsp; 　 </p>",
    "signatures": "<p style='text-align:right'>云溪县人民政府</p><p style='text-align:right'>2026年3月2日</p>",
    "numerals": "一二三四五六七八九十〇",
    "addresses": "地址：惠民路{n}号 电话：0557-{n} 邮编：234000 ",
    "attributes": "<p title='文号：{n}' data-x='{n}'>文</p>",
    "tabs": "<div class='tab' id='t{n}'><a href='#c{n}'>卷{n}</a></div><div id='c{n}'>文{n}</div>",
    "frames": "<iframe src='/f{n}.html'></iframe>",
    "inputs": "<form action='/s{n}'><input name='q{n}' value='{n}'><button>搜索</button></form>",
    "styles": "<style>.c{n}{{display:none}}</style><p class=c{n}>文</p>",
    "pictures": "<img src='/p{n}.jpg' alt='图解{n}'>",
    "files": "<a href='/f{n}.docx'>附件{n}：办法.docx</a>",
    "accounts": "<p>微博：云溪发布{n} 微信公众号：yunxi{n}</p>",
    "escapes": "<script>var t='\\u6587\\x41&amp;{n}';</script>",
    "unclosed cells": "<table><tr><td>文号<td>{n}",
    "words": "有效期自施行之日起至",
    "budget rows": "<tr><td>一般公共预算支出{n}</td><td>{n}.00</td><td>-{n}%</td></tr>",
}
"""Pieces of pages; {n} counts them."""
RUNS = (
    "x", " ", "1", "文", "a.b", "a=", "a b ", "'", '"', "(", ")", "((", "/*", "//", "\\", "{{", "}}", "[", "]",
    ",", ";", "<", ">", "&", "%41", "/a", "?a=1&", "2026-", "1年", "共1", "第1", "：", "，", "var a=1;", "$(", "+'a'+",
    "function a(", "a=function(", "<a ", "</a>", "<td", "&#", "-->", "<!--", "location.href=", "\n", "　", "a:1,",
)  # fmt: skip
"""Runs of one piece, without anything between."""
PLACES = {
    "text": "<p>{run}</p>",
    "a script": "<script>{run}</script>",
    "a string of a script": "<script>var a='{run}';</script>",
    "an address": '<ul><li><a href="/a{run}">公告</a></li></ul>',
    "a click": '<a href="#" onclick="{run}">下一页</a>',
    "a title": '<a href="/a" title="{run}">公告</a>',
    "a comment": "<!-- {run}",
    "a meta tag": '<meta name="PubDate" content="{run}">',
    "a style": '<p style="{run}" class="{run}">文</p>',
    "a line between labels": "<p>文号：{run}发布日期：2026-01-02</p>",
}
"""Where they stand."""
REASONS: tuple[tuple[Purpose, Role], ...] = (
    (Purpose.DETAIL, Role.NORMATIVE_DOCUMENTS), (Purpose.SECTION, Role.NOTICES),
    (Purpose.SECTION, Role.MESSAGE_BOARD), (Purpose.DETAIL, Role.MESSAGE_BOARD), (Purpose.SECTION, Role.LEADERS),
    (Purpose.HOME, Role.HOME), (Purpose.EXPLORE, Role.PLATFORM), (Purpose.DETAIL, Role.INTERPRETATIONS),
    (Purpose.DETAIL, Role.CONSULTATIONS), (Purpose.DETAIL, Role.ANNUAL_REPORTS),
    (Purpose.SECTION, Role.AGENCY_PROFILE), (Purpose.DETAIL, Role.SERVICE_GUIDES), (Purpose.DETAIL, Role.BUDGETS),
    (Purpose.ROSTER, Role.NOTICES),
)  # fmt: skip
"""Why a page is asked for: between them they call every reader."""


@dataclass(frozen=True)
class Growth:
    """Seconds of one page and of another twice as long."""

    once: float
    twice: float

    @property
    def is_fair(self) -> bool:
        return self.twice < _TELLING or self.twice <= MOST_GROWTH * max(self.once, _TELLING / 3)


def page_of(repeat: str, count: int) -> bytes:
    """A page that holds a piece so many times."""
    pieces = "".join(repeat.format(n=n) for n in range(count))
    table = f"<table>{pieces}</table>" if repeat.startswith("<tr") else pieces
    return framed(f"<h1>关于印发办法的通知</h1><div class='content'>{table}</div>").encode()


def page_with_run(run: str, place: str, count: int) -> bytes:
    """A page that holds a run of one piece in a place."""
    held = PLACES[place].replace("{run}", run.format() * count)
    return framed(f"<h1>关于印发办法的通知</h1><div class='content'>{held}</div>").encode()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no collection of garbage fall into a measurement."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def grown(page: Callable[[int], bytes], piece: str, purpose: Purpose, role: Role) -> Growth:
    """The seconds that a reading takes of a page of `_SIZE` bytes of a piece, and of twice that."""
    count = max(1, _SIZE // len(piece.encode()))

    def seconds(times: int) -> float:
        body = page(times)
        why = Task(purpose, URL, role)
        return seconds_of(lambda: read(why, Page.parse(URL, body), SNAPSHOT), _TELLING / 3, 2)

    # Python's collector runs more often the more a page holds, and would be counted as growth.
    with guarded(), uncollected():
        found = Growth(seconds(count), seconds(2 * count))
        # What looks unfair may be a neighbour's doing: measured once more before it counts.
        return found if found.is_fair else Growth(seconds(count), seconds(2 * count))
