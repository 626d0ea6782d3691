"""Which heading a link stands under: no entry of a menu is one, however it is set."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.documents.document import read_document
from crawler.records import Document
from tests.crawler.pages.pages import BODY, SNAPSHOT, TITLE, html, page, task


def read(text: str) -> Document:
    return read_document(page(text), task(), SNAPSHOT)


ENTRY = "<tr><td class=lm>{}<a href=/c/{}.html>{}{}</a></td></tr>"


@pytest.mark.parametrize("marks", [("", ""), ("", "· "), ("· ", "")], ids=["bare", "in", "before"])
def test_an_entry_of_a_menu_is_no_heading_of_the_next(marks: tuple[str, str]) -> None:
    names = ("规范性文件", "政策解读", "通知公告", "财政预决算")
    menu = "".join(ENTRY.format(marks[0], n, marks[1], name) for n, name in enumerate(names))
    row = "<tr><td class=lm><a href=/x/7.html>云溪县召开全县教育工作会议</a></td></tr>"
    found = read(
        html(f"<table>{menu}</table><table>{row}</table><h1>{TITLE}</h1><div>{BODY}</div>")
    )
    told = [link.heading for link in found.links if "/c/" in link.url or "/x/" in link.url]
    assert told
    assert set(told) == {""}


@pytest.mark.parametrize(
    "box",
    [
        "<h3><a href=/jd/>政策解读</a></h3><ul><li><a href=/jd/7.html>一图读懂</a></li></ul>",
        "<ul><li><a href=/jd/>政策解读</a></li><li><a href=/jd/7.html>《云溪县养老服务管理办法》解读</a></li></ul>",
        "<ul><li><a href=/jd/>政策解读</a></li><li><a href=/jd/7.html>养老服务图解</a></li></ul>",
    ],
    ids=["set as one", "over a title", "over a short one"],
)
def test_a_heading_that_is_a_link_itself_is_one(box: str) -> None:
    found = read(html(f"<h1>{TITLE}</h1><div>{BODY}</div><div class=xg>{box}</div>"))
    assert [link.heading for link in found.links if link.url.endswith("/7.html")] == ["政策解读"]


@pytest.mark.parametrize(
    ("second", "heading"),
    [("/jd/", ""), ("/jd/7.html", "相关文件")],
    ids=["two columns", "a title"],
)
def test_of_two_links_to_columns_none_heads_what_follows(second: str, heading: str) -> None:
    names = ("相关文件", "相关解读") if second.endswith("/") else ("相关文件", "养老服务图解")
    menu = f"<div class=mm><a href=/zc/>{names[0]}</a></div><div class=mm><a href={second}>{names[1]}</a></div>"
    rest = "<ul><li><a href=/x/8.html>云溪县召开全县教育工作会议</a></li></ul>"
    found = read(html(f"<h1>{TITLE}</h1><div>{BODY}</div><div class=w>{menu}{rest}</div>"))
    told = {link.heading for link in found.links if link.url.endswith(("/7.html", "/8.html"))}
    assert told == {heading}


@pytest.mark.parametrize("heading", ["解读", "附件"])
def test_a_heading_of_two_characters_is_no_entry_of_a_menu(heading: str) -> None:
    box = f"<div class=xg><p>{heading}</p><p><a href=/jd/7>农村公路图解</a></p></div>"
    found = read(html(f"<h1>{TITLE}</h1><div>{BODY}</div>{box}"))
    assert [link.heading for link in found.links if link.url.endswith("/7")] == [heading]
