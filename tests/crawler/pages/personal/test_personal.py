"""Numbers that may be personal data: found in any layout, told apart from codes, never kept."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from crawler.pages.attachment import read_roster
from crawler.pages.files.transcript import Block, Transcript, to_bytes
from crawler.pages.markup.page import Page
from crawler.pages.personal.personal import read_personal
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.codec import decode, encode
from crawler.records.model import Snapshot
from crawler.records.site import Candidate, PersonalData
from tests.numbers import identity

URL = "http://www.yunxi.test/tzgg/1.html"
SHOT = Snapshot(URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)
TASK = Task(Purpose.DETAIL, URL, Role.NOTICES)
ID = identity()


def seen(body: str) -> tuple[Candidate, ...]:
    html = f"<html><head><title>公示</title></head><body>{body}</body></html>"
    found = read_personal(
        Page.parse(URL, html.encode(), "text/html; charset=utf-8"), TASK, SHOT, ""
    )
    return found.candidates if found is not None else ()


def detectors(body: str) -> list[str]:
    return [one.detector for one in seen(body)]


def table(*rows: str) -> str:
    return "<table>" + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows
    ) + "</table>"  # fmt: skip


SHOWS = {
    "in running text": f"<p>张某，身份证号{ID}，住云溪县。</p>",
    "without a label": f"<p>张某（{ID}）</p>",
    "in full width": f"<p>身份证号：{ID.translate({ord(d): ord(d) + 0xFEE0 for d in '0123456789'})}</p>",
    "in three groups": f"<p>身份证号：{ID[:6]} {ID[6:14]} {ID[14:]}</p>",
    "with marks nobody sees": f"<p>身份证号：{ID[:9]}&#8203;{ID[9:]}</p>",
    "over inline elements": f"<p>身份证号：<b>{ID[:6]}</b>{ID[6:]}</p>",
    "in a cell": table("序号|姓名|身份证号", f"1|张某|{ID}"),
    "in a form": table("姓名|张某", f"身份证号码|{ID}"),
    "in a table laid out by divs": f"<div><span>张某</span> <span>{ID}</span></div>",
    "in a hidden panel": f"<div style='display:none'><p>身份证 {ID}</p></div>",
    "with a small x": f"<p>身份证号{identity(serial=9).lower()}</p>",
    "numbered as what it is": f"<p>身份证编号：{ID}</p>",
}


@pytest.mark.parametrize("body", SHOWS.values(), ids=SHOWS)
def test_an_identity_number_is_found(body: str) -> None:
    assert detectors(body) == ["id_number"]


LOOKS = {
    "masked": "<p>身份证号：539999********0018</p>",
    "another check digit": f"<p>{ID[:-1]}{(int(ID[-1]) + 1) % 10 if ID[-1] != 'X' else 0}</p>",
    "no such day": f"<p>{identity('19800231')}</p>",
    "a day to come": f"<p>{identity('20261121')}</p>",
    "no such province": f"<p>{identity(area='209999')}</p>",
    "a credit code": f"<p>统一社会信用代码：{ID}</p>",
    "a column of credit codes": table("企业名称|统一社会信用代码|法人", f"某社|{ID}|张某"),
    "a project": f"<p>项目代码：{ID}</p>",
    "an order": f"<p>订单号{ID}</p>",
    "a case at the counter": table("受理编号|事项|状态", f"{ID}|低保|办结"),
    "part of a longer number": f"<p>5{ID}7</p>",
    "an address": f"<p><a href='/x/{ID}.html'>查看</a> http://www.yunxi.test/{ID}.html</p>",
    "a file name": f"<p>附件_{ID}</p>",
    "the example of the standard": "<p>身份证号：11010519491231002X</p>",
    "in a comment": f"<!-- 身份证号：{ID} -->",
    "in a script": f"<script>var id = '{ID}';</script>",
    "nothing": "",
}


@pytest.mark.parametrize("body", LOOKS.values(), ids=LOOKS)
def test_what_only_looks_like_one_is_not(body: str) -> None:
    assert detectors(body) == []


def test_a_number_in_the_day_before_and_after_birth() -> None:
    assert detectors(f"<p>{identity('20261120')}</p>") == ["id_number"]
    assert detectors(f"<p>{identity('20261121')}</p>") == []


def test_mobiles_and_accounts_are_looked_for_in_tables_with_heads() -> None:
    rows = ("序号|姓名|手机号|银行账号", "1|张某|13900001234|6200000000001234567")
    found = seen("<h3>补贴名单</h3>" + table(*rows))
    assert [one.detector for one in found] == ["mobile", "bank_account"]
    assert found[0].columns == ("序号", "姓名", "手机号", "银行账号")
    assert found[0].caption == "补贴名单"
    assert detectors("<p>联系电话：13900001234，账号6200000000001234567</p>") == []
    assert detectors(table("姓名|张某", "手机|13900001234", "账号|6200000000001234567")) == []
    masked = ("序号|姓名|手机号|银行账号", "1|张某|139****1234|6200*******4567")
    assert detectors(table(*masked)) == []


def test_a_title_row_over_the_heads_is_the_caption() -> None:
    found = seen(table("低保对象公示||", "序号|姓名|电话", "1|张某|13900001234"))
    assert (found[0].caption, found[0].place) == ("低保对象公示", "第1个表格第3行“电话”列")


def test_numbers_are_counted_and_none_is_kept() -> None:
    numbers = [identity(serial=n) for n in range(1, 8)]
    rows = [f"{n}|王某|{one}" for n, one in enumerate(numbers, 1)]
    html = f"<html><body>{table('序号|姓名|身份证号', *rows, rows[0])}</body></html>"
    record = read_personal(Page.parse(URL, html.encode()), TASK, SHOT, "通知公告")
    assert record is not None
    (one,) = record.candidates
    assert (one.count, one.excerpt) == (7, f"身份证号：539999***********{numbers[0][-1]}")
    stored = str(encode(record))
    assert not any(number in stored or number[:14] in stored for number in numbers)
    assert decode(encode(record)) == record


def test_the_hash_tells_nothing_without_the_page() -> None:
    keys = {seen(f"<p>{text}{ID}</p>")[0].key for text in ("一", "二", "一")}
    assert len(keys) == 2


def workbook(rows: list[list[str]]) -> bytes:
    cells = "".join(
        f'<row r="{y}">' + "".join(
            f'<c r="{chr(65 + x)}{y}" t="inlineStr"><is><t>{text}</t></is></c>'
            for x, text in enumerate(row)
        ) + "</row>"
        for y, row in enumerate(rows, 1)
    )  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
        )
    return out.getvalue()


def paper(text: str, rows: list[list[str]]) -> bytes:
    def cell(value: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{value}</w:t></w:r></w:p></w:tc>"

    grid = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:tbl>{grid}</w:tbl>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
    return out.getvalue()


def of_file(body: bytes) -> PersonalData | None:
    task = Task(Purpose.ROSTER, URL + ".xlsx", Role.NOTICES, label="名单", linked_from=URL)
    return read_roster(task, SHOT, "application/octet-stream", body).personal


def test_files_are_read_as_pages_are() -> None:
    rows = [["序号", "姓名", "身份证号", "联系电话"], ["1", "张某", ID, "13900001234"]]
    for body in (workbook(rows), paper("补贴名单", rows), "\n".join(map(",".join, rows)).encode()):
        record = of_file(body)
        assert record is not None
        assert [one.detector for one in record.candidates] == ["id_number", "mobile"]
        assert record.linked_from == URL
    assert of_file(workbook([["序号", "姓名"], ["1", "张某"]])) is None


def test_a_number_in_a_file_is_told_by_row_and_column_and_masked() -> None:
    rows = [["序号", "姓名", "身份证号"], ["1", "李某", "5399991990****0011"], ["2", "张某", ID]]
    record = of_file(workbook(rows))
    assert record is not None
    (one,) = record.candidates
    assert one.place == "第1个表格第3行“身份证号”列"
    assert ID not in str(encode(record))


def test_a_file_that_a_program_read_is_searched_by_its_transcript() -> None:
    found = Transcript(
        (Block(rows=(("序号", "姓名", "身份证号"), ("1", "张某", ID))),), by="xls2csv"
    )
    task = Task(Purpose.ROSTER, URL + ".xls", Role.NOTICES, label="名单", linked_from=URL)
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert read_roster(task, SHOT, "", old).personal is None
    record = read_roster(task, SHOT, "", old, to_bytes(found)).personal
    assert record is not None
    assert record.candidates[0].place == "第1个表格第2行“身份证号”列"


HOSTILE = {
    "no zip at all": b"PK\x03\x04 broken xl/workbook",
    "xml that breaks off": workbook([["a", "b"]])[:200],
    "an old format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a picture": b"\x89PNG\r\n\x1a\n" + ID.encode(),
    "empty": b"",
    "noise": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_read_says_nothing(body: bytes) -> None:
    assert of_file(body) is None


def test_deep_and_broken_markup_does_no_harm() -> None:
    assert detectors("<div>" * 3000 + ID) == ["id_number"]
    assert detectors("<table>" * 200 + f"<tr><td>{ID}") == ["id_number"]
    assert detectors("<table><tr><td>" + "1" * 5000) == []
