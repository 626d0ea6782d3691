"""The page after GB/T 9704, read back from the files; and that nothing crawled can act in them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from crawler.records import BEIJING
from crawler.records.codec import encode, revive
from reports.papers import Paper, PaperKind, render_all
from reports.papers.layout import CHAR_SPACE, LINE_TWIPS
from reports.papers.model import (
    Attachment,
    Cell,
    Grid,
    bare_address,
    chinese_number,
    heading,
    line,
    linked,
    note,
    numbered,
    table,
    text,
)

HOSTILE = (
    '=HYPERLINK("http://evil.test","x")',
    "+1+cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "右\u202e起左\u2066的\u200f标题\x00\x07\x1b[31m",
    "很长" * 3000,
    "]]>&amp;</w:t><w:t>",
    "联系电话13800138000，身份证110101199003071234",
)


def paper(**given: Any) -> Paper:
    values: dict[str, Any] = {
        "id": "notice-2026-11-26-yunxi",
        "kind": PaperKind.NOTICE,
        "period": "2026-11-26",
        "title": "云州市政务公开办公室关于限期整改政务公开有关问题的通知",
        "office": "云州市政务公开办公室",
        "data_cut": datetime(2026, 11, 26, 2, 30, tzinfo=BEIJING),
        "run": "2026-11-26",
        "addressee": "云溪县人民政府",
        "blocks": (
            heading(1, "问题情况"),
            heading(2, "政策解读方面"),
            heading(3, "其他"),
            text("存在问题：", linked("某文件", "http://yunxi.test/1.html"), "。"),
            note("说明：数据截止2026年11月26日。"),
            heading(1, "整改要求"),
        ),
        "attachments": (
            Attachment("问题清单", (table((("编号", 5), ("标题", 20)), [[1, "甲"]]),), "清单"),
            Attachment("确认单", (line("单位（盖章）："),), "确认单", landscape=False),
        ),
        "contact": "联系人：值班室",
        "copy_to": ("云州市人民政府办公室",),
        "official": True,
    }
    return Paper(**(values | given))


def document(made: Paper, *, draft: bool = True) -> Any:
    return Document(io.BytesIO(render_all(made, draft=draft)["docx"]))


def test_the_page_has_the_measures_of_the_standard() -> None:
    first, wide, upright = document(paper()).sections
    for section in (first, upright):
        assert section.orientation == WD_ORIENT.PORTRAIT
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
        width = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
        height = section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm
        assert (round(width), round(height)) == (156, 225)
    assert wide.orientation == WD_ORIENT.LANDSCAPE
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)
    for section in (first, wide, upright):
        (grid,) = section._sectPr.findall(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "linesAndChars"
        assert int(grid.get(qn("w:linePitch"))) == LINE_TWIPS
        assert int(grid.get(qn("w:charSpace"))) == CHAR_SPACE
    assert LINE_TWIPS * 22 / 20 <= 225 / 25.4 * 72 < LINE_TWIPS * 23 / 20


def test_typefaces_and_sizes() -> None:
    made = document(paper())
    found = {}
    for one in made.paragraphs:
        for run in one.runs:
            fonts = run._r.rPr.rFonts
            found[run.text] = (fonts.get(qn("w:eastAsia")), run.font.size.pt)
    assert found[paper().title] == ("方正小标宋简体", 22)
    assert found["问题情况"] == ("黑体", 16)
    assert found["政策解读方面"] == ("楷体_GB2312", 16)
    assert found["存在问题："] == ("仿宋_GB2312", 16)
    assert [p.text for p in made.paragraphs if p.text[:2] in ("一、", "二、")] == [
        "一、问题情况",
        "二、整改要求",
    ]
    assert any(p.text == "（一）政策解读方面" for p in made.paragraphs)
    assert any(p.text == "1.其他" for p in made.paragraphs)
    fonts = zipfile.ZipFile(io.BytesIO(render_all(paper(), draft=True)["docx"])).read(
        "word/fontTable.xml"
    )
    pairs = re.findall('w:name="([^"]+)"><w:altName w:val="([^"]+)"', fonts.decode())
    assert ("方正小标宋简体", "宋体") in pairs
    assert ("仿宋_GB2312", "仿宋") in pairs


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    made = document(paper())
    assert made.settings.odd_and_even_pages_header_footer
    section = made.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        element = footer.paragraphs[0]._p
        assert "PAGE" in "".join(node.text or "" for node in element.iter(qn("w:instrText")))
        assert footer.paragraphs[0].text.replace("1", "") == "—  —"
        assert element.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        sizes = {node.get(qn("w:val")) for node in element.iter(qn("w:sz"))}
        assert sizes == {"28"}


def test_number_and_date_are_left_blank_and_copies_named() -> None:
    words = [one.text for one in document(paper(), draft=False).paragraphs]
    assert words[0].replace("　", "") == "〔〕号"
    assert "　　　　年　　月　　日" in words
    assert "抄送：云州市人民政府办公室。" in words
    assert not any(re.search("成文日期|签发人：.", one) for one in words)


def test_a_draft_says_so_and_an_approved_paper_does_not() -> None:
    for ending, data in render_all(paper(), draft=True).items():
        assert "草稿" in _plain(ending, data), ending
    for ending, data in render_all(paper(), draft=False).items():
        assert "草稿" not in _plain(ending, data), ending
    packed = zipfile.ZipFile(io.BytesIO(render_all(paper(), draft=True)["docx"]))
    headers = [name for name in packed.namelist() if "header" in name and "_rels" not in name]
    assert all("v:textpath" in packed.read(name).decode() for name in headers)
    assert len(headers) == 2


def _plain(ending: str, data: bytes) -> str:
    if ending == "html":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


def test_the_same_paper_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_all(paper(), draft=True)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 1, 126, 0))
    assert render_all(paper(), draft=True) == first


def test_a_paper_survives_being_kept() -> None:
    made = paper(sample=True, blocks=(text("甲", Cell("乙", "http://a.test/", Decimal("1.5"))),))
    assert revive(Paper, encode(made)) == made


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_crawled_can_act(words: str) -> None:
    bad = "javascript:alert(1)"
    grid = table(
        (("标题", 20), ("链接", 20)),
        [
            [linked(words, bad), bare_address(bad)],
            [linked(words, 'http://a.test/?a=1&b="2"'), words],
        ],
    )  # fmt: skip
    made = paper(
        blocks=(text("如：", linked(words, bad), "。"),),
        attachments=(Attachment("清单", (grid,), "清单"),),
    )
    files = render_all(made, draft=True)
    assert b"<script" not in files["html"]
    assert b"javascript:" not in re.sub(rb">[^<]*<", b"><", files["html"])
    assert "\u202e" not in files["html"].decode()
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as packed:
        relations = packed.read("word/_rels/document.xml.rels").decode()
        body = packed.read("word/document.xml").decode()
    assert "javascript" not in relations
    assert "\u202e" not in body
    assert "\x07" not in body
    assert "13800138000" not in body
    document(made)  # still a document
    book = load_workbook(io.BytesIO(files["xlsx"]))
    for row in book["清单"].iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            target = cell.hyperlink.target if cell.hyperlink else ""
            assert not (target or "").startswith("javascript")


def test_a_long_list_is_cut_in_the_document_and_whole_in_the_workbook() -> None:
    rows = [[n, f"标题{n}"] for n in range(1, 1003)]
    grid = table((("序号", 5), ("标题", 20)), rows)
    made = replace(paper(), attachments=(Attachment("清单", (grid,), "清单"),))
    files = render_all(made, draft=True)
    word = Document(io.BytesIO(files["docx"]))
    assert len(word.tables[0].rows) == 1001
    assert any("其余2行见同名电子表格" in one.text for one in word.paragraphs)
    assert "其余2行见同名电子表格" in files["html"].decode()
    book = load_workbook(io.BytesIO(files["xlsx"]))
    assert book["清单"].max_row == 1003


def test_headings_are_numbered_after_the_standard() -> None:
    blocks = [heading(1, "a"), heading(2, "b"), heading(2, "c"), heading(3, "d"), heading(1, "e"),
              heading(2, "f"), text("g")]  # fmt: skip
    assert [prefix for prefix, _ in numbered(blocks)] == [
        "一、", "（一）", "（二）", "1.", "二、", "（一）", "",
    ]  # fmt: skip
    assert [chinese_number(n) for n in (1, 10, 11, 20, 21, 99)] == [
        "一", "十", "十一", "二十", "二十一", "九十九",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="100"):
        chinese_number(100)


def test_a_table_with_a_short_row_is_an_error() -> None:
    with pytest.raises(ValueError, match="fewer cells"):
        Grid((), ((Cell("x"),),))
