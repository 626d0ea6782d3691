"""What two answers share, and where a page loads from, whatever the bytes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.fetching.homeparts import asset_hosts, likeness

PAGE = "<html><head><style>a{}</style></head><body><h1>云溪县人民政府</h1><p>今天 08:15</p>"
ROWS = "".join(f"<li>关于第{word}项工作的通知</li>" for word in "甲乙丙丁戊己")


def test_the_same_words_are_the_same_page_whatever_the_clock_says() -> None:
    one, other = f"{PAGE}{ROWS}".encode(), f"{PAGE.replace('08:15', '23:59')}{ROWS}".encode()
    assert likeness(one, other) == 1.0
    assert likeness(one, one) == 1.0


def test_another_page_is_another_page() -> None:
    shield = "<html><body><h1>欢迎使用防护系统</h1><p>请稍候</p></body></html>".encode()
    found = likeness(f"{PAGE}{ROWS}".encode(), shield)
    assert found is not None
    assert found < 0.2
    assert likeness(f"{PAGE}{ROWS}".encode(), b"") == 0.0
    assert likeness(b"", b"") is None
    assert likeness(b"<script>a > b < c</script>", b"<script>x</script>") is None


def test_hosts_that_a_page_loads_from_and_no_others() -> None:
    page = b"""<script src="//cdn.test/a.js"></script><img src='http://img.test:81/x.png'>
        <link rel=stylesheet href=https://cdn.test/b.css><script src="/own.js"></script>
        <a href="http://elsewhere.test/">x</a><img src="http://a.test/y.png">
        <img src="http://192.0.2.1/z.png"><img src="http://[2001:db8::1]/z.png"><img src="//:x">"""
    assert asset_hosts("http://a.test/", page) == ("cdn.test", "img.test")


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_no_bytes_fail(page: bytes) -> None:
    hosts = asset_hosts("http://a.test/", b'<img src="//' + page + b'">' + page)
    assert all(hosts)
    found = likeness(page, b"<p>" + page + b"</p>")
    assert found is None or 0.0 <= found <= 1.0


def test_time_is_linear() -> None:
    for hostile in (b"<script" * 9_000, b"<img src=" * 7_000, b">" * 65_536, b"<style>" * 9_000):
        likeness(hostile, hostile[:-1])
        asset_hosts("http://a.test/", hostile)
