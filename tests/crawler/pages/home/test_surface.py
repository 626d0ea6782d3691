# ruff: noqa: E501  (pages read best unbroken)
"""What a page shows of tampering, hidden in many ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.home.surface import read_surface
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import PageSurface, decode, encode
from tests.crawler.pages.pages import SNAPSHOT, page, task

LINK = '<a href="http://bet.example/x">时时彩</a>'


def read(
    inner: str, head: str = "<title>云溪县</title>", home: bool = True, scheme: str = "http"
) -> PageSurface | None:
    purpose = Purpose.HOME if home else Purpose.DETAIL
    parsed = page(f"<html><head>{head}</head><body>{inner}</body></html>")
    parsed = replace(parsed, url=parsed.url.replace("http:", f"{scheme}:"))
    return read_surface(parsed, task(Role.HOME if home else Role.NEWS, purpose), SNAPSHOT)


HIDDEN = {
    "display": f'<div style="display: none;">{LINK}</div>',
    "its own style": '<a style="DISPLAY:NONE" href="http://bet.example/x">时时彩</a>',
    "visibility": f'<p><span style="visibility:hidden">{LINK}</span></p>',
    "far left": f'<div style="position:absolute; left:-9999px">{LINK}</div>',
    "indented away": f'<div style="text-indent:-5000px">{LINK}</div>',
    "no size": f'<div style="overflow:hidden;height:0px;width:1px">{LINK}</div>',
    "no letters": f'<font style="font-size:0">{LINK}</font>',
    "a mark": f"<section hidden><ul><li>{LINK}</li></ul></section>",
    "a marquee": f'<marquee height="1" width=4 scrollamount=3000>{LINK}</marquee>',
    "a title alone": '<div style="display:none"><a href="http://bet.example/x" title="时时彩"></a></div>',
    "without scheme": '<div style="display:none"><a href="//bet.example/x">时时彩</a></div>',
    "traditional script": '<i style="display:none"><a href="http://bet.example/x">時時彩</a></i>',
}


@pytest.mark.parametrize("inner", HIDDEN.values(), ids=HIDDEN)
def test_hidden_links(inner: str) -> None:
    for home in (True, False):
        one = read(inner, home=home)
        assert one is not None
        assert [(link.url, link.text) for link in one.hidden] == [
            ("http://bet.example/x", "时时彩")
        ]
        assert one.hidden[0].heading
        assert one.outward == ()
        assert decode(encode(one)) == one


SEEN = {
    "plain": LINK,
    "a style that hides nothing": f'<div style="display:block;font-size:0.8em;margin:-1px;left:-10px">{LINK}</div>',
    "half seen": f'<div style="opacity:0.5;height:100px">{LINK}</div>',
    "a wide marquee": f'<marquee width="300">{LINK}</marquee>',
}


@pytest.mark.parametrize("inner", SEEN.values(), ids=SEEN)
def test_links_that_a_reader_sees(inner: str) -> None:
    one = read(inner)
    assert one is not None
    assert one.hidden == ()
    assert [link.text for link in one.outward] == ["时时彩"]
    assert read(inner, home=False) is None


def test_links_of_the_host_itself_are_none() -> None:
    inner = '<div style="display:none"><a href="/x/">栏目</a><a href="http://www.yunxi.test/y/">栏目</a></div>'
    one = read(inner)
    assert one is not None
    assert (one.hidden, one.outward) == ((), ())
    assert read(inner, home=False) is None


def test_heads() -> None:
    one = read("", '<title>Hacked By X</title><meta name="keywords" content="博彩">', home=False)
    assert one is not None
    assert one.head == ("Hacked By X", "博彩", "")
    assert read("", home=False) is None


FORM = (
    '<form action="{0}" method="{1}"><input type="hidden" name="t"><input name="phone">{2}</form>'
)
FORMS = {
    "in the open": ("https", FORM.format("http://x.test/go", "post", ""), 1),
    "a password": ("https", FORM.format("http://x.test/go", "", '<input type="password" name="p">'), 1),
    "a search that posts": ("https", '<form action="http://x.test/was5/web/search" method="post"><input name="searchword"></form>', 0),
    "to itself": ("https", FORM.format("", "post", ""), 0),
    "over TLS": ("https", FORM.format("https://x.test/go", "post", ""), 0),
    "a search": ("https", FORM.format("http://x.test/s", "get", ""), 0),
    "a site without TLS": ("http", FORM.format("http://x.test/go", "post", ""), 0),
    "nothing to write": ("https", '<form action="http://x.test/" method="post"><input type=submit></form>', 0),
    "broken": ("https", '<form action="http://[" method="post"><input name=a></form>', 0),
}  # fmt: skip


@pytest.mark.parametrize(("scheme", "inner", "count"), FORMS.values(), ids=FORMS)
def test_forms(scheme: str, inner: str, count: int) -> None:
    one = read(inner, scheme=scheme)
    assert one is not None
    assert len(one.open_forms) == count


def test_hostile_pages() -> None:
    deep = "<div>" * 3_000 + LINK + "</div>" * 3_000
    many = '<p style="display:none">' + "".join(
        f'<a href="http://x{n}.example/">博{n}</a>' for n in range(5_000)
    )
    for inner in (
        deep,
        many,
        '<a href="http://[::1">x</a>',
        '<a style="" href="http://a b/">x</a>',
    ):
        one = read(inner)
        assert one is not None
        assert len(one.hidden) <= 200
