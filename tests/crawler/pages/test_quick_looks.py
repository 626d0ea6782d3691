"""Cheap looks that stand before dearer ones: they never hide what these would find."""

from __future__ import annotations

import unicodedata

import pytest

from crawler.pages.condition.emptiness import MAY_BE_FRAME
from crawler.pages.lists import rows
from crawler.pages.markup import foot
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.markup.shown import shown
from crawler.pages.words import numbers, text
from crawler.pages.words.labels import labels_of
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.wording import _file
from crawler.records.addresses import normalise


def test_every_word_of_the_frame_has_a_sign_of_the_first_look() -> None:
    for word in _file()["patterns"]["frame"]:
        for spelt in (word, word.lower(), word.upper()):
            assert MAY_BE_FRAME.search(spelt), spelt


@pytest.mark.parametrize(
    "line",
    ["苏ICP备1号", "网站标识码：1", "版权所有", "COPYRIGHT 2026", "copyright", "主办单位",
     "承办：县", "技术支持", "网站地图", "云溪县交通运输局 主办　地址：东街"],
)  # fmt: skip
def test_footers_pass_the_first_look(line: str) -> None:
    assert foot._FOOTER.search(line)
    assert foot._MAY_BE_FOOTER.search(line)


def test_what_becomes_a_date_passes_the_first_look() -> None:
    doublets = [chr(code) for code in range(0x2E80, 0xFB00)]
    become = [one for one in doublets if unicodedata.normalize("NFKC", one) == "年"]
    assert set(become) == {"年", "\uf98e"}
    assert all(rows.MAY_BE_DATED.search(one) for one in (*become, "５", "7"))


def test_all_white_space_is_untidy_but_the_blank() -> None:
    for code in range(0x3001):
        if chr(code).isspace() and chr(code) != " ":
            assert text.clean(f"县{chr(code)}府") == "县 府"
            assert text.squeeze(chr(code)) == " "
    assert text.clean(" \n\u200b ") == ""
    assert text.squeeze("  县\n") == " 县 "


def test_numbers_pass_the_first_looks() -> None:
    for held in (
        "110101199003074514",
        "６２２２０２",
        "13912345678",
        "6222 0200 1234 5",
        "622202001234",
    ):
        assert numbers.may_hold(f"账号：{held}"), held
    for held in ("2026-11-20", "12345678901", "６２２２０"):
        assert not numbers.may_hold(held), held
    assert mask_numbers("2026-11-20 第12345号") == "2026-11-20 第12345号"
    assert mask_numbers("电话139 1234-5678") == "电话139****5678"


@pytest.mark.parametrize(
    ("href", "base", "wanted"),
    [
        ("/a/b.html", "http://x.cn/c/d?e", "http://x.cn/a/b.html"),
        ("/a/b.html", "http://X.cn:80/c/", "http://x.cn/a/b.html"),
        ("/a/../b", "http://x.cn/c/", "http://x.cn/b"),
        ("//", "http://x.cn/c/d", "http://x.cn/c/d"),
        ("//y.cn/a", "http://x.cn:8080/c/", "http://y.cn/a"),
        ("/a;jsessionid=1", "http://x.cn:8080/", "http://x.cn:8080/a"),
        ("https://y.cn", "http://x.cn/c/", "https://y.cn/"),
        ("http:///z", "http://x.cn/c/d", "http://x.cn/z"),
    ],
)
def test_addresses_from_the_root_are_those_of_any_page(href: str, base: str, wanted: str) -> None:
    assert normalise(href, base) == wanted


def test_words_of_answers_are_labels_of_letters_alone() -> None:
    labels = labels_of("message")
    assert labels.get("镇政府回复") == "reply"
    assert labels.get("没有的词") is None
    assert labels.get("没有的词", "") == ""
    with pytest.raises(KeyError):
        labels["没有的词"]


def test_lines_are_clean_and_count_their_links() -> None:
    source = (
        "<p>\n 一 <a href='/a'>二\u3000三</a>\n<b> 四 </b></p>"
        "<ul> <li>  <a href=/b>五</a> </li></ul>"
    )
    lines = shown(Page.parse("http://x.cn/", source.encode(), "text/html; charset=utf-8")).lines
    assert [(line.text, line.link_chars) for line in lines] == [("一 二 三 四", 3), ("五", 1)]
    assert all(text.clean(line.text) == line.text for line in lines)


def test_the_text_of_single_elements_in_one_another_is_read_at_once() -> None:
    body = Page.parse("http://x.cn/", b"<body><ul><li><a><b>one</b></a></li></ul></body>").root
    item = body.css_first("li")
    assert item is not None
    assert raw_text(item) == "one"
    assert raw_text(item, 1) == ""
    assert raw_text(body) == "  one  "
