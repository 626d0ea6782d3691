"""Crawled text can do nothing in any output, whatever a page says."""

import csv
import io
import json
import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from crawler.portals import Mail
from crawler.records import Evidence
from reports import write_reports
from reports.copies import copy_page
from reports.feed import write_feed
from reports.mail import due_mails
from reports.model import RunReport
from reports.safety import cell, shown, web_link
from reports.terminal import summary_lines
from tests.reports.builders import AS_OF, evidence, finding, judged, portal, report

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7*7 }}{% for x in y %}",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "wide": "＝1+1",
    "header": "标题\r\nBcc: victim@example.com\r\n\r\n<b>x</b>",
    "bidi": "安全\u202egnp.exe\u2066\u200b",
    "nul": "空\x00字\x07\x1b[31m",
    "surrogate": "半\ud800个",
    "long": "长" * 10_000,
    "markup": "[bold red]x[/bold red]",
    "cdata": "]]></style></title></script><svg onload=alert(1)>",
}
LINKS = ("javascript:alert(1)", "data:text/html,<script>1</script>", "file:///etc/passwd")


def night(text: str, subject: str = "http://www.yunxi.test:8801/a.html") -> RunReport:
    one = judged(
        finding(
            title=text,
            subject=subject,
            aspect=text,
            statement=text + "。",
            evidence=(evidence(1, text), Evidence(subject, AS_OF, "f" * 64, text)),
        )
    )
    return replace(
        report(one, portals=(portal(name=text),)),
        sample=True,
        archived=lambda sha256, url: text.encode("utf-8", "surrogatepass"),
    )


def assert_inert(html: str) -> None:
    soup = BeautifulSoup(html, "lxml")
    banned = ["script", "iframe", "object", "embed", "form", "link", "base", "img", "image"]
    assert not soup.find_all(banned)
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.lower().startswith("on")
            assert "javascript:" not in str(value).lower() or name == "title"
        if tag.name == "a":
            assert re.match(r"https?://|#|copies/[0-9a-f]{64}\.html$", str(tag["href"]))
    policies = [str(m["content"]) for m in soup.find_all("meta", attrs={"http-equiv": True})]
    assert policies
    assert policies[0].startswith("default-src 'none'")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_inert_in_every_file(text: str, tmp_path: Path) -> None:
    files = write_reports(night(text), tmp_path / "r")
    assert_inert(files.html.read_text("utf-8"))
    copies = list((tmp_path / "r" / "copies").iterdir())
    assert len(copies) == 2
    for copy in copies:
        assert_inert(copy.read_text("utf-8"))
    book = openpyxl.load_workbook(files.workbook)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for value in row:
                assert value.data_type != "f"
    with files.findings_csv.open(encoding="utf-8-sig", newline="") as handle:
        for cells in csv.reader(handle):
            for value in cells:
                assert value[:1] not in set("=+-@\t\r＝＋－＠")
    for line in files.findings_jsonl.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert not re.search("[\x00-\x1f\u202a-\u202e\u2066-\u2069]", row["title"])
    for line in summary_lines(night(text), files):
        assert line.isprintable()
    write_feed(night(text), tmp_path / "feed")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_inert_in_mail(text: str) -> None:
    mail = Mail("smtp://127.0.0.1:2525", "gongkai@yunzhou.example", ("zwgk@yunzhou.example",))
    mails = due_mails(night(text), replace(mail, rhythm="nightly"), lambda day: True).mails
    assert len(mails) == 2
    for due in mails:
        back = message_from_bytes(bytes(due.message), policy=SMTP)
        assert back["Bcc"] is None
        assert sorted(set(back.keys())) == sorted(set(due.message.keys()))
        assert "\n" not in str(back["Subject"])
        assert str(back["Subject"]).startswith("【政务公开")
        html = back.get_body(("html",))
        assert html is not None
        assert_inert(html.get_content())
        assert max(len(line) for line in bytes(due.message).split(b"\r\n")) < 998


@pytest.mark.parametrize("url", LINKS)
def test_only_web_addresses_become_links(url: str, tmp_path: Path) -> None:
    files = write_reports(night("标题", url), tmp_path)
    assert_inert(files.html.read_text("utf-8"))
    sheet = openpyxl.load_workbook(files.workbook).worksheets[1]
    targets = [c.hyperlink.target for row in sheet.iter_rows() for c in row if c.hyperlink]
    assert all(target.startswith("copies/") for target in targets)
    assert web_link(url) is None


def test_links_with_hidden_characters_are_no_links() -> None:
    assert web_link("http://a.test/\u202ex") is None
    assert web_link("http://[bad") is None
    assert web_link("http:///path") is None
    assert web_link("https://a.test/x?y=1") == "https://a.test/x?y=1"


def test_cell_neutralises_and_leaves_the_rest() -> None:
    assert cell("=1") == "'=1"
    assert cell(" \n=1") == "' \n=1"
    assert cell("\t=1")[0] == "'"
    assert cell("云溪县") == "云溪县"
    assert cell("") == ""


def test_shown_masks_and_cuts() -> None:
    assert shown("电话13800138000") == "电话138******00"
    assert shown("a\r\nb\x00c") == "a bc"
    assert len(shown("长" * 5000)) == 2000


def test_a_hostile_archived_page_is_harmless() -> None:
    body = (
        "<html><head><base href='http://evil.test/'><meta http-equiv=refresh content='0;url=x'>"
        "<title></title><script>1</script></title></head><body onload=x background='http://e/'>"
        "<p style='background:url(http://e/)' onclick=a>正文<b>13800<i>138000</i></b></p>"
        "<td colspan='99999999999' rowspan='2'>格</td><a href='javascript:x'>点</a>"
        "<svg><script>2</script><foreignObject><iframe src=//e></iframe></foreignObject></svg>"
        "<noscript><img src=//e></noscript><math><mtext><style><img src=x onerror=y>"
        "</style></mtext></math><!-- <script>3</script> --><form><input value=秘密>"
        "<textarea>甲</textarea></form><img alt='\"><script>' src=//e></body>"
    ).encode()
    html = copy_page(body, [Evidence("http://a.test/", AS_OF, "0" * 64, "正文")])
    assert_inert(html)
    assert "13800" not in html
    assert "<mark>正文</mark>" in html
    assert "evil.test" not in html


@pytest.mark.parametrize(
    "body",
    [
        b"<" * 200_000,
        b"<a " * 100_000,
        b"<div>" * 50_000,
        b"<!" * 200_000,
        b"<p>" + b"\x00" * 99,
        "来信时间".encode() * 100_000,
    ],
    ids=["less-than", "open-tags", "deep", "declarations", "nul", "labels"],
)
def test_a_rubbish_page_takes_no_time(body: bytes) -> None:
    quoted = Evidence("http://a.test/", AS_OF, "0" * 64, "来信时间 2026-11-09")
    assert_inert(copy_page(b"<html>" + body, [quoted])[:4000])


def test_csv_reads_back_whole() -> None:
    text = '说"明",\r\n换行'
    out = io.StringIO()
    csv.writer(out).writerow([cell(text.replace("\r", ""))])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0] == text.replace("\r", "")
