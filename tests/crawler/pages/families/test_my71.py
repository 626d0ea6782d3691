"""Pages of the later my71: lists by address, articles with their table of labels, answers."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Document, Snapshot

HOST = "http://www.yunxi.test"
LIST = f"{HOST}/OpennessContent/showList/1442/45712/page_1.html"
SHOW = f"{HOST}/OpennessContent/show/2383663.html"
SNAPSHOT = Snapshot(HOST, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)


def reading(url: str, source: str, purpose: Purpose = Purpose.SECTION, number: int = 1) -> Reading:
    task = Task(
        purpose, url, Role.NORMATIVE_DOCUMENTS, section_url=url, page_number=number, way="call"
    )
    return read(task, Page.parse(url, source.encode(), ""), SNAPSHOT)


def frame(inner: str) -> str:
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>规范性文件</title></head><body><div class='header'><a href='/'>首页</a></div>"
        f"<div class='is-contentbox'>{inner}</div><div class='footer'>主办：云溪县人民政府办公室</div></body></html>"
    )


ROWS = "".join(
    f'<li><a href="/OpennessContent/show/{100 + n}.html" title="云溪县第{n}号事务管理办法">云溪县第{n}号事务管理办法</a><span>2026-0{n}-11</span></li>'
    for n in range(9, 0, -1)
)


@pytest.mark.parametrize("pager", [
    '<a class="cur" href="/OpennessContent/showList/1442/45712/page_1.html">1</a><a href="/OpennessContent/showList/1442/45712/page_2.html">2</a><a href="/OpennessContent/showList/1442/45712/page_3.html">3</a>',
    '<span class="current">1</span><a href="page_2.html">2</a><a href="page_3.html">3</a><a href="page_2.html">下一页</a><a href="page_3.html">尾页</a>',
])  # fmt: skip
def test_lists_by_address_and_their_pages(pager: str) -> None:
    got = reading(
        LIST,
        frame(
            f"<ul class='is-list'>{ROWS}</ul><div class='is-page'>{pager}<span>共 27 条</span></div>"
        ),
    )
    assert [entry.url.rpartition("/")[2] for entry in got.listing.entries] == [
        f"{100 + n}.html" for n in range(9, 0, -1)
    ]
    assert all(entry.date is not None for entry in got.listing.entries)
    assert [(turn.page_number, turn.url.rpartition("/")[2]) for turn in got.listing.turns] == [
        (2, "page_2.html"),
        (3, "page_3.html"),
    ]
    assert (got.family, got.listing.total_rows) == ("my71", 27)


LABELS = {
    "索引号": "11341526/2026-00336", "组配分类": "规范性文件发布", "信息分类": "通知", "发布机构": "云溪县人民政府办公室",
    "生成日期": "2026-01-17", "文号": "云政〔2026〕3号", "发文日期": "2026-01-23", "生效时间": "2026-02-01",
    "废止时间": "2031-02-01", "名称": "云溪县养老服务管理办法", "有效性": "有效", "关键词": "",
}  # fmt: skip
TEXT = "<h1>云溪县养老服务管理办法</h1><div class='content'><p>各乡镇人民政府：</p><p>第一条 为规范养老服务，制定本办法，请认真贯彻执行。</p></div>"


def _cells(cell: str) -> str:
    pairs = list(LABELS.items())
    return "".join(
        "<tr>"
        + "".join(cell.format(l=label, v=value) for label, value in pairs[n : n + 2])
        + "</tr>"
        for n in range(0, len(pairs), 2)
    )


@pytest.mark.parametrize("head", [
    "<table>" + _cells("<th>{l}:</th><td>{v}</td>") + "</table>",
    "<table class='is-table'>" + _cells("<td class='t'>{l}：</td><td>{v}</td>") + "</table>",
    "<ul class='xxgk'>" + "".join(f"<li><b>{label}：</b><span>{value}</span></li>" for label, value in LABELS.items()) + "</ul>",
    "<div class='info'>" + "".join(f"<p>{label}： {value}</p>" for label, value in LABELS.items()) + "</div>",
])  # fmt: skip
def test_articles_with_their_labels_in_every_form(head: str) -> None:
    (found,) = reading(SHOW, frame(head + TEXT), Purpose.DETAIL).records
    assert isinstance(found, Document)
    fields = (
        found.index_number, found.issuer, found.signed_on, found.number, found.issued_on, found.effective_on,
        found.repealed_on, found.validity,
    )  # fmt: skip
    assert [str(field.value) if field else "" for field in fields] == [
        "11341526/2026-00336", "云溪县人民政府办公室", "2026-01-17", "云政〔2026〕3号", "2026-01-23", "2026-02-01",
        "2031-02-01", "valid",
    ]  # fmt: skip
    assert "请认真贯彻执行" in found.text


ANSWER = (
    f"{HOST}/openness/ajaxList/?branch_id=57ec8b1c538739ee34a0cd80&column_code=30100&page=2&limit=9"
)


@pytest.mark.parametrize("body", [
    json.dumps({"total": "27", "html": f"<ul>{ROWS}</ul>"}),
    json.dumps({"code": 0, "data": {"total": 27, "list": [
        {"title": f"云溪县第{n}号事务管理办法", "url": f"/OpennessContent/show/{100 + n}.html", "openness_date": f"2026-0{n}-11"} for n in range(9, 0, -1)
    ]}}),
    f"<ul>{ROWS}</ul>",
])  # fmt: skip
def test_answers_in_every_form(body: str) -> None:
    got = reading(ANSWER, body, Purpose.TURN, 2)
    assert len(got.listing.entries) == 9
    assert {entry.url.rpartition("/")[0] for entry in got.listing.entries} == {
        f"{HOST}/OpennessContent/show"
    }
    assert (
        next(str(entry.date.value) for entry in got.listing.entries if entry.date) == "2026-09-11"
    )


@pytest.mark.parametrize("body", [
    "null", "[]", '{"html":null}', '{"html":""}', '{"total":"27"}', '{"list":[{"title":null,"url":7},{"title":[]}]}',
    '{"list":[{"title":"云溪', '{"a":' * 10_000, '{"list":[{"title":"甲","url":"javascript:void(0)"}]}',
    json.dumps({"list": [{"title": "甲" * 100, "url": {"a": 1}, "time": 1e999}]}, allow_nan=True), '{"time":-Infinity,"list":[{"title":"甲乙","url":"/1","time":-Infinity,"date":NaN}]}',
])  # fmt: skip
def test_answers_that_hold_nothing_invent_nothing(body: str) -> None:
    entries = reading(ANSWER, body, Purpose.TURN, 2).listing.entries
    assert [entry.title for entry in entries if entry.url != f"{HOST}/1"] == []
    assert all(entry.date is None for entry in entries)
