"""Pages that no person could read are not parsed, and pages that one could are."""

from __future__ import annotations

import time

import pytest

from crawler.pages.condition.condition import recognise
from crawler.pages.markup.page import Page
from crawler.records import Cause
from crawler.records.bulk import DEEPEST, MOST_ATTRIBUTES, MOST_ELEMENTS, MOST_OPTIONS, excess

URL = "http://www.yunxi.test/"


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/x'>政务公开</a>" * (MOST_ELEMENTS + 1),
        "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "<table><tr><td>" * (DEEPEST + 1),
        "<div " + " ".join(f"a{n}=1" for n in range(500_000)) + ">x</div>",
        "<div " + "/".join(f"a{n}" for n in range(MOST_ATTRIBUTES * 2)) + ">x</div>",
        "<select>" + "<option value=1>x</option>" * (MOST_OPTIONS + 1),
        "<" * 4_900_000,
        "<!-- x -->" * 400_000,
    ],
)
def test_a_page_without_measure_is_cut_by_a_limit_in_no_time(html: str) -> None:
    began = time.process_time()
    page = Page.parse(URL, html.encode())
    assert page.excess
    assert recognise(page)[0] is Cause.LIMIT
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    "html",
    [
        "<ul>" + "<li><a href='/x'>关于开展工作的通知</a><span>2026-11-01</span>" * 10_000,
        "<ul>" + "<li><a href='/x'>关于开展工作的通知</a><span>2026-11-01" * 2_500,
        "<p>第一条<br>" * 15_000,
        "<table>" + "<tr><td>文号<td>x" * 10_000,
        "<font>" * 2_500 + "正文",
        '<img src="data:image/png;base64,' + "iVBORw0/K+gA a/b " * 20_000 + '">',
        "<script>for(i=0;i<n ;i++){" + "a = b + c ; " * 300 + "}</script><p>x</p>",
        "a < b 且 c > d",
        "",
    ],
)
def test_a_large_or_sloppy_page_is_read(html: str) -> None:
    assert excess(html) == ""
