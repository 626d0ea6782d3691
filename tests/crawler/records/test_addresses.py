"""One page has one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.records import host_of, normalise
from crawler.records.addresses import lot


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("HTTP://WWW.Yunxi.Test:80/a/../b/./c.html#top", "http://www.yunxi.test/b/c.html"),
        ("https://a.test:443", "https://a.test/"),
        ("http://a.test:8801/%7euser/%e5%85%ac", "http://a.test:8801/~user/%E5%85%AC"),
        (
            "http://a.test/公开 指南.html",
            "http://a.test/%E5%85%AC%E5%BC%80%20%E6%8C%87%E5%8D%97.html",
        ),
        ("http://a.test/list?b=2&a=1", "http://a.test/list?b=2&a=1"),
        ("http://a.test/x?q=100%", "http://a.test/x?q=100%25"),
        (" http://a.test/x\n", "http://a.test/x"),
        ("http://[::1]:8801/x", "http://[::1]:8801/x"),
        ("http://a.test/a/..", "http://a.test/"),
        ("http://a.test/../../x", "http://a.test/x"),
    ],
)
def test_normal_form(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


def test_joins_relative_addresses() -> None:
    assert normalise("../202303/t1.htm", "http://a.test/zc/jd/index.html") == (
        "http://a.test/zc/202303/t1.htm"
    )
    assert normalise("//b.test/x", "http://a.test/") == "http://b.test/x"


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:void(0)",
        "mailto:a@b.test",
        "http://",
        "ftp://a.test/",
        "http://u:p@a.test/",
        "http://a.test:99999/",
        "http://a.test:x/",
        "http://[::1/",
        "",
    ],
)
def test_refuses_what_is_no_page_address(bad: str) -> None:
    with pytest.raises(ValueError):
        normalise(bad)


@given(st.text(max_size=60))
def test_twice_is_once(tail: str) -> None:
    try:
        once = normalise("http://a.test/" + tail)
    except ValueError:
        return
    assert normalise(once) == once
    assert host_of(once) == "a.test"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.test/x.html;jsessionid=AF01.node1?p=2", "http://a.test/x.html?p=2"),
        ("http://a.test/x.do;JSESSIONID=1/y", "http://a.test/x.do/y"),
        ("http://a.test/?PHPSESSID=abc&id=3", "http://a.test/?id=3"),
        ("http://a.test/x?id=3&phpsessid=abc", "http://a.test/x?id=3"),
        ("http://a.test/;jsessionid=9", "http://a.test/"),
        ("http://a.test/?word=jsessionid", "http://a.test/?word=jsessionid"),
        ("http://a.test/x;v=1", "http://a.test/x;v=1"),
    ],
)
def test_session_ids_name_the_visit_and_not_the_page(url: str, expected: str) -> None:
    assert normalise(url) == expected
    assert normalise(normalise(url)) == expected


def test_a_lot_stays_where_a_site_changes_scheme_or_port() -> None:
    assert lot("http://a.test:8801/x?id=3") == lot("https://A.test/x?id=3")
    others = {lot(f"http://{rest}") for rest in ("a.test/x?id=3", "a.test/x?id=4", "b.test/x?id=3")}
    assert len(others) == 3
