"""What fuzzing found, each in the smallest form: it must not come back."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, datetime

import pytest

from crawler.fetching.politeness import retry_after
from crawler.pages.consultations.opiniontables import counted_table
from crawler.pages.files.packed import Packed, Refused
from crawler.pages.interfaces.xmllists import load_xml
from crawler.pages.markup.fileaddresses import is_file_address
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.scripts.scripttext import functions_round
from crawler.pages.task import Purpose, Task
from crawler.pages.words.counts import whole
from crawler.portals.roles import Role
from crawler.records.model import Message, Snapshot
from crawler.spiders.remembering import pack, unpack
from crawler.visit.bounds import newest_first
from tests.crawler.pages.layouts import framed, rows

NINES = "9" * 5_000
URL = "http://www.yunxi.test/zwgk/tzgg/index.html"
SHOT = Snapshot(URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)
LIST = "<ul>" + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>') + "</ul>"
PROXY = (
    "<script>var u='/module/web/jpage/dataproxy.jsp?col=1&perpage={n}',totalRecord={n};</script>"
)
LABEL = "$.get('/site/label/8888?labelName=list&pageSize={n}',{{}});var pageCount={n},total={n};"


def reading(html: str, purpose: Purpose = Purpose.SECTION, url: str = URL) -> Reading:
    task = Task(purpose, url, Role.NOTICES)
    return read(task, Page.parse(url, html.encode(), "text/html"), SHOT)


@pytest.mark.parametrize("number", [NINES, "²", "①", "x", "-1", ""])
@pytest.mark.parametrize(
    ("piece", "purpose"),
    [
        ("<meta http-equiv='refresh' content='{n};url=/b.html'>", Purpose.DETAIL),
        ("<table><tr><td colspan='{n}'>文号</td><td>云政〔2026〕3号</td></tr></table>", Purpose.DETAIL),
        ("<iframe src='/a.html' width='{n}'></iframe>", Purpose.HOME),
        ("<iframe src='/a.html' style='width:{n}px'></iframe>", Purpose.HOME),
        (PROXY, Purpose.SECTION),
        (f"<script>{LABEL}</script>", Purpose.SECTION),
        ("<script>createPageHTML({n}, 0, 'index', 'html');</script>", Purpose.SECTION),
        ("<script>var rows=[{{title:'关于公布名单的公告',url:'/a',date:{n}}}];</script>", Purpose.SECTION),
        ("<script>function go(p){{$.get('/api/list?page='+p+'&size={n}')}}go({n})</script>", Purpose.SECTION),
    ],
)  # fmt: skip
def test_no_number_stops_a_reader(piece: str, purpose: Purpose, number: str) -> None:
    got = reading(framed(LIST + piece.format(n=number)), purpose)
    if purpose is Purpose.SECTION:
        assert len(got.listing.entries) == 6
        assert got.listing.total_pages is None or 0 < got.listing.total_pages < 10**6


@pytest.mark.parametrize("number", [NINES, "²"])
def test_no_number_of_an_address_stops_a_reader(number: str) -> None:
    url = (
        f"http://www.yunxi.test/dataproxy.jsp?startrecord={number}&endrecord={number}&page={number}"
    )
    store = "<datastore><recordset><record><![CDATA[<li><a href='/a.html'>关于公布的公告</a></li>]]></record></recordset></datastore>"
    assert len(reading(store, Purpose.TURN, url).listing.entries) == 1


def test_a_number_is_one_in_figures_of_any_script() -> None:
    told = [whole(text) for text in (" 12 ", "007", "٣", "１２", "9" * 15)]
    assert told == [12, 7, 3, 12, 10**15 - 1]
    assert [whole(text) for text in ("", "-1", "²", "1.5", NINES, None)] == [None] * 6


@pytest.mark.parametrize(
    "value", ["Mon, 01 Jan 99999999999 00:00:00 GMT", f"1 Jan 2026 00:00:00 {'9' * 400}"]
)
def test_a_moment_beyond_all_years_is_no_moment(value: str) -> None:
    assert retry_after(value, SHOT.captured_at) is None


def test_a_column_named_by_a_power_is_no_year() -> None:
    for label in ("²026年", "2026年"):
        newest_first(Task(Purpose.SECTION, URL, Role.NOTICES, label=label))


def test_a_long_word_of_a_script_is_read_once() -> None:
    html = framed(f"<a href='#' onclick='go(1)'>下一页</a><script>{'x' * 100_000}</script>")
    start = time.process_time()
    reading(html)
    assert time.process_time() - start < 2


def test_a_reading_with_the_time_of_a_clock_is_kept() -> None:
    page = framed(
        "<h1>路灯不亮</h1><p>来信时间：2026-09-24 10:20:30</p><p>内容：路灯不亮三天了。</p>"
        "<p>答复时间：2026-09-26 09:00</p><p>答复内容：您好，已修复。</p>"
    )
    task = Task(Purpose.DETAIL, URL, Role.MESSAGE_BOARD)
    got = read(task, Page.parse(URL, page.encode(), "text/html"), SHOT)
    (letter,) = got.records
    assert isinstance(letter, Message)
    assert letter.submitted_on is not None
    assert letter.submitted_on.at is not None
    assert unpack(pack(got, SHOT), SHOT) == got


@pytest.mark.parametrize("address", ["http://[", "//[::1"])
def test_what_is_no_address_is_none(address: str) -> None:
    got = reading(f"<meta http-equiv='refresh' content='0;url={address}'>")
    assert (got.targets, got.links) == ((), ())
    assert not is_file_address(address)
    call = f"function go(p){{$.get('{address}?page='+p,{{size:20}},draw)}}go(1);"
    assert len(reading(framed(f"{LIST}<script>{call}</script>")).listing.entries) == 6


def test_a_member_that_its_packing_breaks_is_damaged() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.txt", "公开" * 5_000)
    body = bytearray(made.getvalue())
    body[60:90] = bytes(30)
    with pytest.raises(Refused, match="无法解压"):
        Packed(bytes(body)).read("a.txt")


def test_members_without_a_name_are_no_files() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "nothing")
        archive.writestr("a.txt", "说明")
    assert Packed(out.getvalue()).names == ["a.txt"]


def test_long_words_of_data_are_read_once() -> None:
    start = time.process_time()
    load_xml(f"<list><row {'x' * 100_000}></row></list>")
    functions_round("x" * 200_000, 200_000)
    assert time.process_time() - start < 1


def test_tables_within_tables_are_read_once() -> None:
    nested = "<table><tr><td>意见</td><td>是否采纳" * 1_000
    began = time.process_time()
    assert counted_table(Page.parse(URL, nested.encode())) == (0, 0, "")
    assert time.process_time() - began < 5
