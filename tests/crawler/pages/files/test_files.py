# ruff: noqa: E501  (pages read best unbroken)
"""Attachments: what bytes are, what names claim, what a page offers, and an answer's reading."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.pages.attachment import read_file
from crawler.pages.documents.document import read_document
from crawler.pages.files.files import named_format
from crawler.pages.files.formats import format_of, stand_in
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import Attachment, Cause, Snapshot
from demo.content.files import FileFacts, bytes_of
from tests.crawler.pages.pages import BODY, SNAPSHOT, html, page, task

WORDS = ("各有关单位：", "为规范农村公路养护，制定本办法。" * 4)
DAY = datetime(2026, 11, 20, tzinfo=UTC).date()


def made(kind: str) -> bytes:
    return bytes_of(FileFacts("附件", kind, kind), WORDS, DAY)


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return out.getvalue()


BYTES: dict[str, tuple[bytes, str]] = {
    "pdf": (made("pdf"), "pdf"),
    "pdf behind a line of rubbish": (b"\r\n\x00" + made("pdf"), "pdf"),
    "docx": (made("docx"), "docx"),
    "xlsx": (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    "pptx": (packed("ppt/presentation.xml"), "pptx"),
    "ofd": (made("ofd"), "ofd"),
    "zip": (made("zip"), "zip"),
    "an empty zip": (packed(), "zip"),
    "a torn zip": (made("docx")[:40], "zip"),
    "office of old": (made("doc"), "ole"),
    "rtf": (b"{\\rtf1\\ansi text}", "rtf"),
    "rar": (made("rar"), "rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(50), "7z"),
    "a page": (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "html"),
    "a page saved by Word": (
        b'<html xmlns:o="urn:schemas-microsoft-com:office:office">',
        "wordhtml",
    ),
    "XML of Word": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
        "wordxml",
    ),
    "a web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "mht"),
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(20), "image"),
    "text": ("第一条　为规范养护。".encode("gb18030"), "txt"),
    "nobody knows": (bytes(range(32)) * 10, ""),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize("kind", ["pdf", "docx", "doc", "ofd", "zip", "rar"])
def test_a_stand_in_has_format_and_size_and_nothing_else(kind: str) -> None:
    body = made(kind)
    other = stand_in(body)
    assert format_of(other) == format_of(body)
    assert len(other) == len(body) or len(other) > 4_096  # of a large file a part is enough
    assert WORDS[0].encode() not in other
    assert stand_in(body + b"x")[:2_000] != other[:2_000]


@pytest.mark.parametrize(("body", "kind"), BYTES.values(), ids=BYTES)
def test_what_bytes_are(body: bytes, kind: str) -> None:
    assert format_of(body) == kind


NAMES: dict[tuple[str, str, str], str] = {
    ("http://a.test/P0201.pdf", "附件", ""): "pdf",
    ("http://a.test/P0201.DOC?x=1", "", ""): "doc",
    ("http://a.test/%E9%99%84%E4%BB%B6.docx", "", ""): "docx",
    ("http://a.test/downfile.jsp?classid=0&filename=ab12.ofd", "下载", ""): "ofd",
    ("http://a.test/downfile.jsp?filename=a.wps&id=3", "", ""): "wps",
    ("http://a.test/download/381", "附件1：办法.docx（20KB）", ""): "docx",
    ("http://a.test/download/381", "下载", "application/pdf;x=1"): "pdf",
    ("http://a.test/download/381", "下载", "application/octet-stream"): "",
    ("http://a.test/download.do?id=1", "第3.2条说明", ""): "",
}


@pytest.mark.parametrize("case", NAMES, ids=map(str, NAMES))
def test_what_names_claim(case: tuple[str, str, str]) -> None:
    assert named_format(*case) == NAMES[case]


def offered(inner: str) -> tuple[list[str], str]:
    """The paths that a page offers, and its button."""
    document = read_document(
        page(html(f'<h1>某办法</h1><div class="con">{BODY}</div>{inner}')), task(), SNAPSHOT
    )
    return [
        link.url.removeprefix("http://www.yunxi.test") for link in document.downloads
    ], document.download_button


PAGES: dict[str, tuple[str, list[str], str]] = {
    "a box of attachments": (
        '<div class="fj"><h3>附件下载</h3><ul><li><a href="/f/1.docx">附件1</a></li></ul></div>',
        ["/f/1.docx"],
        "",
    ),
    "in the text, by a program": (
        '<p><img src="i.png"><a href="/module/download/downfile.jsp?classid=0&filename=a1.doc">某办法.doc</a></p>',
        ["/module/download/downfile.jsp?classid=0&filename=a1.doc"],
        "",
    ),
    "a link that only says download": (
        '<div class="tool"><a href="/cms/export?id=7">下载Word版</a><a href="javascript:window.print()">打印</a></div>',
        ["/cms/export?id=7"],
        "",
    ),
    "shown in a frame": ('<iframe src="/f/2.pdf" width="100%"></iframe>', ["/f/2.pdf"], ""),
    "embedded": ('<embed src="/f/3.pdf" type="application/pdf">', ["/f/3.pdf"], ""),
    "a button": ('<p><input type="button" value="下载正文" onclick="save()"></p>', [], "下载正文"),
    "a link of a script": (
        '<p><a href="javascript:;" onclick="down(1)">文本下载</a></p>',
        [],
        "文本下载",
    ),
    "a picture of a script": (
        '<p><a href="#" onclick="d()"><img src="x.png" alt="下载"></a></p>',
        [],
        "下载",
    ),
    "a piece of text that is pressed": (
        '<div><span onclick="saveAsWord()">下载</span></div>',
        [],
        "下载",
    ),
    "a box that a script may fill": (
        '<div class="fj"><h3>附件下载</h3><ul id="fj"></ul></div>',
        [],
        "附件下载",
    ),
    "printing is no download": ('<p><a href="javascript:window.print()">打印本页</a></p>', [], ""),
    "an app is none": ('<p><a href="javascript:;" onclick="a()">下载客户端APP</a></p>', [], ""),
    "a picture is none": ('<p><img src="/f/9.png"></p>', [], ""),
    "nothing": ("", [], ""),
}


@pytest.mark.parametrize(("inner", "paths", "button"), PAGES.values(), ids=PAGES)
def test_what_a_page_offers(inner: str, paths: list[str], button: str) -> None:
    assert offered(inner) == (paths, button)


FILE = Task(
    Purpose.FILE,
    "http://www.yunxi.test/f/1.doc",
    Role.NORMATIVE_DOCUMENTS,
    label="附件1",
    linked_from="http://www.yunxi.test/doc/1.html",
)


def answer(body: bytes, status: int = 200, asked: Task = FILE) -> Attachment | Cause | None:
    shot = Snapshot(asked.url, SNAPSHOT.captured_at, "1" * 64, status, "text/html")
    reading = read_file(asked, asked.url, shot, "text/html", body)
    if reading.cause is not None:
        return reading.cause
    (record,) = reading.records
    assert isinstance(record, Attachment)
    return record


def test_a_file_keeps_its_size_its_name_and_its_document() -> None:
    one = answer(made("doc"))
    assert isinstance(one, Attachment)
    assert (one.title, one.format, one.named, one.size) == ("附件1", "ole", "doc", len(made("doc")))
    assert one.document == FILE.linked_from


INSTEAD: dict[str, tuple[str, int, Cause | None]] = {
    "a challenge": (
        '<html><head><meta id="x" content="1" r="m"><script r="m">$_ts=1;$_ts.cd="qq";</script></head><body></body></html>',
        200,
        Cause.CHALLENGED,
    ),
    "a page that says it is not there": (
        "<html><title>404</title><body><h2>404</h2><p>抱歉，您访问的页面不存在或已被删除！</p></body></html>",
        200,
        Cause.SOFT_404,
    ),
    "a login": (
        '<html><title>用户登录</title><body><form>用户名<input><input type="password"></form></body></html>',
        200,
        Cause.BLOCKED,
    ),
    "really gone": (
        "<html><title>404</title><body><h1>404 Not Found</h1></body></html>",
        404,
        None,
    ),
}


@pytest.mark.parametrize(("text", "status", "cause"), INSTEAD.values(), ids=INSTEAD)
def test_a_page_in_a_files_stead_tells_its_cause(
    text: str, status: int, cause: Cause | None
) -> None:
    got = answer(text.encode(), status)
    assert got is cause if cause is not None else isinstance(got, Attachment)


def test_any_other_page_is_taken_for_the_file() -> None:
    text = (
        "<html><body>"
        + "<p>附件存放位置已经调整，内容以纸质文件为准，二〇二六年三月。</p>" * 60
        + "</body></html>"
    )
    one = answer(text.encode())
    assert isinstance(one, Attachment)
    assert (one.format, one.named) == ("html", "doc")


@pytest.mark.parametrize(
    "body", [b"<" * 2_000_000, b"<html>" + b"\x00" * 10_000, b"PK\x03\x04" * 500_000, b"\xff" * 100]
)
def test_hostile_bytes_raise_nothing(body: bytes) -> None:
    answer(body)
    answer(body, asked=replace(FILE, url="http://www.yunxi.test/f/1.txt", label="\ud800"))


NAMED_ALONE = {
    "by the name to save it under": '<a href="/common/open?id=31" download="养老服务管理办法.docx">点此查看</a>',
    "by the wish to save it": '<a href="/common/open?id=31" download>养老服务管理办法</a>',
    "by its title": '<a href="/common/open?id=31" title="养老服务管理办法.pdf">养老服务管理办法</a>',
    "by its text": '<a href="/common/open?id=31">养老服务管理办法.wps（点击查看）</a>',
    "a picture": '<a href="/common/open?id=31" download="养老服务管理办法.pdf"><img src="/i/pdf.png"></a>（文本）',
}


@pytest.mark.parametrize("link", NAMED_ALONE.values(), ids=NAMED_ALONE)
def test_a_file_that_only_the_page_names_is_offered(link: str) -> None:
    read = read_document(
        page(html(f"<h1>管理办法的通知</h1>{BODY}<p>{link}</p>")), task(), SNAPSHOT
    )
    assert [one.url for one in read.attachments] == ["http://www.yunxi.test/common/open?id=31"]
    assert [one.url for one in read.downloads] == ["http://www.yunxi.test/common/open?id=31"]


@pytest.mark.parametrize(
    "call",
    [
        "window.open('/f/31.pdf')",
        "location.href='/f/31.pdf';",
        "void(window.open('/f/31.pdf', '_blank'))",
    ],
)
def test_a_call_that_does_nothing_but_open_a_file_is_its_link(call: str) -> None:
    link = f'<p><a href="javascript:{call}">管理办法文本</a></p>'
    read = read_document(page(html(f"<h1>管理办法的通知</h1>{BODY}{link}")), task(), SNAPSHOT)
    assert [one.url for one in read.downloads] == ["http://www.yunxi.test/f/31.pdf"]


@pytest.mark.parametrize("call", ["down('31')", "down('31.pdf')", "window.open('/f/' + name)"])
def test_a_file_that_only_a_script_can_give_is_no_missing_one(call: str) -> None:
    link = f'<p><a href="javascript:{call}">云溪县养老服务管理办法（试行）正式文本.pdf</a></p>'
    read = read_document(page(html(f"<h1>管理办法的通知</h1>{BODY}{link}")), task(), SNAPSHOT)
    assert read.downloads == ()
    assert read.download_button == "云溪县养老服务管理办法（试行）正式文本.pdf"


NO_FILES = {
    "a page about a file": '<a href="/art/31.html">养老服务管理办法.pdf</a>',
    "a page with a title": '<a href="/art/31.html" title="养老服务管理办法.pdf">养老服务管理办法</a>',
    "a page that names a format": '<a href="/art/31">pdf</a>',
    "a host": '<a href="/go?to=x">www.yunxi.test</a>',
}


@pytest.mark.parametrize("link", NO_FILES.values(), ids=NO_FILES)
def test_a_page_is_no_file(link: str) -> None:
    read = read_document(
        page(html(f"<h1>管理办法的通知</h1>{BODY}<p>{link}</p>")), task(), SNAPSHOT
    )
    assert read.attachments == read.downloads == ()
    assert read.download_button == ""
