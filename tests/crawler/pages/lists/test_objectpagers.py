"""Pagers of which a script is told in an object: their count, place, prefix and suffix."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import time

import pytest

from tests.crawler.pages.lists.test_pagers import pages, with_pager

JOINS = "<script>function Pager(s){var next='<a href=\"'+s.prefix+'_'+(s.current+1)+'.'+s.suffix+'\">';document.write(next)}</script>"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("size:4, current:0, prefix:'index',suffix:'html',visible:5", (4, 1)),
        ('visible: 5, "suffix": ".html", "prefix": "index", "currentPage": "1", "pageCount": "3"', (3, 2)),
        ("size:15, total:52, pageCount:4, pageIndex:0, name:'index', ext:'html'", (4, 1)),
    ],
    ids=["from nought", "from one", "rows, too"],
)  # fmt: skip
@pytest.mark.parametrize("joins", [JOINS, ""], ids=["told", "untold"])
def test_calls_whose_arguments_stand_in_an_object(
    told: str, expected: tuple[int, int], joins: str
) -> None:
    reading = with_pager(f"{joins}<script>Pager({{{told}}});</script>")
    count, second = expected
    assert reading.total_pages == count
    assert pages(reading) == {n: f"index_{n - 2 + second}.html" for n in range(2, count + 1)}


def test_a_pager_behind_many_calls_that_name_no_pages() -> None:
    others = "".join(
        f"<script>initPage({{width:{n}00, height:200}});</script>" for n in range(1, 13)
    )
    told = "<script>Pager({size:4, current:0, prefix:'index', suffix:'html', visible:5});</script>"
    assert with_pager(others + told).total_pages == 4


@pytest.mark.parametrize(
    "script",
    [
        "<script>Pager({size:15, total:52, current:0, prefix:'index', suffix:'html'});</script>",
        "<script>Pager({current:0, prefix:'index', suffix:'html'});</script>",
        "<script>Pager({size:4, current:0, prefix:'index', visible:5});</script>",
        "<script>Pager({size:4, prefix:'index', suffix:'html', visible:5});</script>",
        "<script>Pager({size:4, current:7, prefix:'index', suffix:'html', visible:5});</script>",
        JOINS.replace("_", "-")
        + "<script>Pager({size:4, current:0, prefix:'index', suffix:'html', visible:5});</script>",
        "<script>createPage({total:58, pageSize:20, current:1, prefix:'index', suffix:'html'});</script>",
        "<script>createPage({count:58, limit:20, current:1, prefix:'index', suffix:'html', visible:5});</script>",
        *(
            f"<script>createPage({{total:58, {rows}:20, current:1, prefix:'index', suffix:'html', visible:5}});</script>"
            for rows in ("pagesize", "page_size", "per_page", "num")
        ),
        "<script>createPage({size:20, index:1, name:'list', ext:'html'});</script>",
        "<script>swiperPage({size:5, index:0, name:'banner', ext:'jpg', visible:5});</script>",
        "<script>imagePage({pageCount:8, index:0, name:'photo', ext:'png'});</script>",
    ],
    ids=[
        *("rows", "no count", "no ending", "no place", "elsewhere", "other signs"),
        *("rows a page", "a limit of rows", "pagesize", "page_size", "per_page", "num"),
        *("rows or pages", "pictures", "a count of pictures"),
    ],
)
def test_such_calls_that_leave_the_addresses_in_doubt(script: str) -> None:
    assert pages(with_pager(script)) == {}


@pytest.mark.parametrize(
    "call",
    [
        'layPage({elem:"#p1",cb:1});a.name=b.prefix;',
        'pageP({size:1,index:9,name:"a",ext:"b"});o.name+(1',
        'pageP({pageCount:n,index:m,name:"a",ext:"html"});',
    ],
)
def test_many_such_calls_are_read_in_time_that_grows_as_they_do(call: str) -> None:
    began = time.process_time()
    with_pager(f"<script>{call * (100_000 // len(call))}</script>")
    assert time.process_time() - began < 3
