"""Pages that are rows without addresses and nothing else: they are no documents."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Record
from tests.crawler.pages.layouts import TITLES, URL, rows, snapshot

PLAIN = "<tr><td>{t}</td><td>供水局副局长</td><td>{d}</td></tr>"
COUNTED = "<div class=page><span>1/48 页</span> <span>共 816 条记录</span></div>"
SUMMARY = "<ul class=list><li class=tit><a href='javascript:;'><b>{t}</b></a></li><li>【摘要】 本月上旬，该项工作已在全县铺开。<a href='javascript:;'>[查看全文]</a></li><li class=time>发布时间：{d} 16:48:13</li></ul>"
ROWS = {
    "links round the rows": "<ul><h2>热点聚焦</h2>{}</ul>".format(
        rows("<a><li><h4>· {t}</h4><label>{d}</label></li></a>")
    ),
    "summaries": f"<h3>首页&gt;&gt;政策法规</h3>{rows(SUMMARY)}",
    "addresses without a folder": rows(
        "<table><tr><td><a href='//{n}.htm' title='{t}'>{t}</a></td><td>发稿：{d}</td></tr></table>"
    ),
    "cells that are counted": f"<div>在线访谈</div><table><tr><th>访谈标题</th><th>邀请嘉宾</th><th>访谈时间</th></tr>{rows(PLAIN)}</table>{COUNTED}",
    "the name of a column above": f"<h1>访谈公告</h1><table>{rows(PLAIN)}</table>{COUNTED}",
}
BARE = f"<table>{rows(PLAIN)}</table>"
DEAD = f"<ul>{rows('<li><a href=#>{t}</a><span>{d}</span></li>')}</ul>"


def records(inner: str, role: Role = Role.NORMATIVE_DOCUMENTS) -> tuple[Record, ...]:
    html = (
        f"<html><head><title>云溪县</title></head><body><div class=main>{inner}</div></body></html>"
    )
    page = Page.parse(URL, html.encode(), "text/html")
    return read(Task(Purpose.DETAIL, URL, role), page, snapshot(URL)).records


@pytest.mark.parametrize("inner", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("role", [Role.NORMATIVE_DOCUMENTS, Role.NOTICES])
def test_rows_that_lead_nowhere_are_no_document(inner: str, role: Role) -> None:
    assert records(inner, role) == ()


DOCUMENTS = {
    "a table in a notice": f"<h1>云溪县供水检查安排表</h1>{BARE}",
    "a text below": f"{DEAD}<p>各乡镇人民政府要认真落实，按期完成检查。</p>",
    "a title with its day": f"<h1>云溪县供水检查安排公示</h1><p>发布时间：2026-03-05</p>{DEAD}",
    "a number": f"<h1>云溪县供水检查安排</h1><p>云政〔2026〕3号</p>{DEAD}",
    "captions under a day": f"<h1>云溪县召开供水检查会</h1><p>2026-03-05</p>{rows('<p onclick=zoom()>{t} {d}</p>')}",
    "a day and a source": f"<h1>云溪县召开供水检查会</h1><p>2026-03-05 10:20 来源：县府办</p>{DEAD}",
    "a day in brackets": f"<h1>云溪县召开供水检查会</h1><p>【2026-03-05】 【字号 大 中 小】</p>{DEAD}",
    "a catalogue that is counted": f"<h1>云溪县现行有效供水文件目录</h1><p>共5件</p>{BARE}{COUNTED}",
    "attachments by script": rows(
        "<p><a href='javascript:;' onclick='dl({n})'>附件{n} {t}</a> {d}</p>"
    ),
    "a text to load by script": f"<h1>云溪县供水办法</h1><p><a href='javascript:down()'>下载PDF</a></p>{DEAD}",
    "two rows alone": "<ul>{}</ul>".format(rows("<li><a href=#>{t}</a> {d}</li>", 2)),
    "a file": f"{DEAD}<p>附件：<a href='/f/1.doc'>检查安排表.doc</a></p>",
}


@pytest.mark.parametrize("inner", DOCUMENTS.values(), ids=DOCUMENTS)
def test_what_has_more_than_such_rows_is_one(inner: str) -> None:
    assert len(records(inner)) == 1


def test_rows_that_lead_on_are_left_to_those_who_ask_for_a_list() -> None:
    live = f"<h1>{TITLES[0]}</h1><ul>{rows('<li><a href={u}>{t}</a> {d}</li>')}</ul>"
    assert len(records(live)) == 1
