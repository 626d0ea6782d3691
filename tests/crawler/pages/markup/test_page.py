"""Bytes to text: declarations that lie, and bytes that no declaration covers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.markup.page import Page

TEXT = "云溪县人民政府关于印发政府信息公开指南的通知，全文如下。"
URL = "http://www.yunxi.test/"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("header", ["", "iso-8859-1", "utf-8", "gbk", "gb2312", "nonsense"])
@pytest.mark.parametrize("own", ["", "utf-8", "gb2312", "iso-8859-1"])
def test_no_declaration_misleads(encoding: str, header: str, own: str) -> None:
    html = f'<html><head><meta charset="{own}"><title>{TEXT}</title></head><p>{TEXT}</p>'
    content_type = f"text/html; charset={header}" if header else "text/html"
    page = Page.parse(URL, html.encode(encoding), content_type)
    assert page.title == TEXT
    assert TEXT in page.text_of(page.root)


def test_big5_where_it_is_big5() -> None:
    text = "雲溪縣人民政府關於政府資訊公開的通知，全國人大代表的建議是國家的大事"
    html = f'<meta charset="big5"><p>{text}</p>'.encode("big5")
    assert Page.parse(URL, html).text_of(Page.parse(URL, html).root) == text


def test_one_bad_byte_does_not_turn_utf8_into_gbk() -> None:
    body = ("<p>" + TEXT * 20 + "</p>").encode()
    assert Page.parse(URL, body[:50] + b"\xff" + body[50:]).encoding == "utf-8"


def test_cut_in_the_middle_of_a_character() -> None:
    body = f"<p>{TEXT}".encode()[:-4]
    page = Page.parse(URL, body)
    assert page.encoding == "utf-8"
    assert "\ufffd" not in page.html


def test_meta_takes_the_first_that_says_something() -> None:
    page = Page.parse(
        URL,
        b'<meta name="PubDate" content=""><meta name="pubdate" content="2026-09-01">'
        b'<meta name="PubDate" content="2026-09-02"><meta name="ContentSource" concent="x">',
    )
    assert page.meta["pubdate"] == "2026-09-01"
    assert page.meta["contentsource"] == "x"


def test_text_leaves_scripts_out_and_blocks_apart() -> None:
    page = Page.parse(
        URL, b"<p>a<b>b</b></p><p>c<script>d()</script><style>e</style><!-- f --></p>g<br>h"
    )
    assert page.text_of(page.root) == "ab c g h"


def test_deep_nesting_is_survived() -> None:
    page = Page.parse(URL, b"<div>" * 2_900 + b"x")
    assert page.text_of(page.root) == "x"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_page(body: bytes) -> None:
    page = Page.parse(URL, body)
    assert isinstance(page.text_of(page.root), str)
