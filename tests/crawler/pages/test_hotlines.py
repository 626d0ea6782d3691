"""The service numbers of a home page."""

from __future__ import annotations

import pytest

from crawler.pages.hotlines import read_hotlines
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import HotlineNumbers, decode, encode
from tests.crawler.pages.pages import SNAPSHOT, page, task


def read(inner: str) -> HotlineNumbers:
    text = f"<html><head><title>云溪县人民政府</title></head><body>{inner}</body></html>"
    return read_hotlines(page(text), task(Role.HOME, Purpose.HOME), SNAPSHOT)


SHOWN = {
    "in the footer": ("<div class=footer>政务服务便民热线：12345</div>", ["12345"]),
    "a link": ('<a href="http://x.test/">12345</a>', ["12345"]),
    "a picture's name": ('<a href="/x/"><img src="a.png" alt="12345热线"></a>', ["12345"]),
    "an address": ('<a href="http://12345.yunzhou.test/"><img src="a.png"></a>', ["12345"]),
    "several": ("<p>举报热线：12388，报警电话：110</p>", ["12388", "110"]),
    "other numbers": ("<p>主办：县政府 电话：0557-7022345 邮编：234300 第12345号</p>", []),
    "figures": ("<p>全县完成投资12366万元，共12.345公里</p>", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("inner", "numbers"), SHOWN.values(), ids=SHOWN)
def test_numbers(inner: str, numbers: list[str]) -> None:
    one = read(inner)
    assert [field.value for field in one.numbers] == numbers
    assert decode(encode(one)) == one


def test_pictures_without_a_name_are_counted() -> None:
    assert read('<a href="/x/"><img src="a.png"></a><a href="/y/">要闻</a>').nameless == 1
    assert read('<a href="/x/"><img src="a.png" alt="专题"></a>').nameless == 0
