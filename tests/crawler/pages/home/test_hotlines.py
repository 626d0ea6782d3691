"""The service numbers of a home page."""

from __future__ import annotations

import pytest

from crawler.pages.home.hotlines import read_hotlines
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
    "behind the area code": ("<p>热线 0557-12345</p>", ["12345"]),
    "spaced out": ("<p>拨打 1 2 3 4 5</p>", ["12345"]),
    "a name and its number in two boxes": (
        "<p>便民服务热线</p><p>0557-7022345</p>",
        ["0557-7022345"],
    ),
    "a mayor's": ("<p>县长公开电话：0557-7022222</p>", ["0557-7022222"]),
    "a name and a row below": ("<p>便民服务热线</p><p>2026-01-02 通报</p>", []),
    "nothing": ("", []),
    "one beside it": (
        "<div>政务服务热线12345　　供水服务热线：0799-8511600</div>",
        ["12345", "0799-8511600"],
    ),
    "one for the people": ("<p>便民热线：0799 8511600</p>", ["0799-8511600"]),
    "one for outside": (
        "<p>对外服务热线电话（0799）8511600 咨询热线（0799-8511601）</p>",
        ["0799-8511600", "0799-8511601"],
    ),
    "the lines on who runs the site": (
        "<p>主办：云溪县人民政府 服务热线：0799-8511000 备案号：湘ICP备1号</p>",
        [],
    ),
    "one of 400": ("<span>民生服务热线 400-888-1234</span>", ["400-888-1234"]),
    "a special line": ("<span>便民服务专线：0799-8511600</span>", ["0799-8511600"]),
    "in a picture's name": (
        '<a href="/x/"><img src="a.png" alt="便民服务热线0799-8511600"></a>',
        ["0799-8511600"],
    ),
    "the watch": ("<p>值班电话：0799-8511000 24小时值守热线：0799-8511001</p>", []),
    "who runs the site": ("<p>网站联系电话：0799-8512206 网站服务热线：0799-8512207</p>", []),
    "technical help": ("<p>技术支持热线：0799-8512207</p>", []),
    "supervision": ("<p>监督举报热线：0799-8512388 纪检监察热线：0799-8512389</p>", []),
    "an office": ("<p>政务服务中心 电话：0799-8512277 咨询电话：0799-8512278</p>", []),
    "a row of a list": (
        '<li><a href="/1.html">我县开通供暖服务热线：0799-8511600</a><span>2026-11-01</span></li>',
        [],
    ),
    "a phone of one's own": ("<p>便民热线：13812345678</p>", []),
}


@pytest.mark.parametrize(("inner", "numbers"), SHOWN.values(), ids=SHOWN)
def test_numbers(inner: str, numbers: list[str]) -> None:
    one = read(inner)
    assert [field.value for field in one.numbers] == numbers
    assert decode(encode(one)) == one


def test_pictures_without_a_name_are_counted() -> None:
    assert read('<a href="/x/"><img src="a.png"></a><a href="/y/">要闻</a>').nameless == 1
    assert read('<a href="/x/"><img src="a.png" alt="专题"></a>').nameless == 0
