"""Proof packs: what they say, and what they do not let out."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

from docx import Document

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from crawler.records import BEIJING, Evidence
from reports.proofs import Kept, Pack, pack_of, to_docx, to_html, write_zip
from tests.reports import builders
from tests.reports.builders import archive, evidence, finding, judged, report

AT = datetime(2026, 11, 21, 9, tzinfo=BEIJING)
SEALS = (("runs/000001-2026-11-20.json", "c" * 64),)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def made(*items, most: int = 200, picture: bytes | None = None):  # type: ignore[no-untyped-def]
    bodies = archive(*items)

    def kept(item: Evidence) -> Kept:
        return Kept(bodies.get(item.sha256), picture)

    return pack_of(items, report(), kept, AT, SEALS, most), kept


def words(pack: Pack) -> str:
    document = Document(io.BytesIO(to_docx(pack)))
    lines = [one.text for one in document.paragraphs]
    lines += [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join(lines)


def test_a_pack_tells_all_that_a_finding_rests_on() -> None:
    one = judged(handling="云溪县水务局", mend_by=date(2026, 12, 2))
    pack, _ = made(one)
    sha256 = one.finding.evidence[0].sha256
    for text in (words(pack), to_html(pack)):
        for told in (
            "云溪县人民政府", "云溪县水务局", "留言按期答复", one.finding.statement, sha256,
            one.finding.case_id, "http://www.yunxi.test:8801/letters/1.html", "2026年12月2日",
            "2026年11月20日 02:01", "答复时间：2026-10-20", "存档字节与摘要一致", "c" * 64,
            "《2020年政务公开重点工作任务分工》第32项", "提交情况说明", "到期日为10月9日（周五）",
            "gongkai evidence verify --run 2026-11-20", "2026年10月", "国庆节",
        ):  # fmt: skip
            assert told in text, told


def test_the_calendar_of_a_document_marks_the_days() -> None:
    document = Document(io.BytesIO(to_docx(made(judged())[0])))
    october = next(t for t in document.tables if t.rows[0].cells[0].text == "2026年10月")
    fills = {
        cell.text: shade.get(f"{{{cell._tc.nsmap['w']}}}fill")
        for row in october.rows[2:]
        for cell in row.cells
        for shade in cell._tc.iter(f"{{{cell._tc.nsmap['w']}}}shd")
    }
    assert fills["1\n国庆节"] == "ECECEF"
    assert fills["8\n第3日"] == "DFE8F6"
    assert fills["9\n第4日"] == "B3261E"
    assert any(cell.text == "20✓\n办结" for row in october.rows for cell in row.cells)


def test_what_is_not_kept_or_not_the_same_is_said() -> None:
    pack = pack_of([judged()], report(), lambda item: Kept(), AT)
    assert "存档中没有这一页面" in words(pack)
    changed = pack_of([judged()], report(), lambda item: Kept(b"other"), AT)
    assert "生成时核对不一致" in words(changed)


def test_a_suspicion_is_called_one() -> None:
    pack, _ = made(judged(state=CaseState.SUSPECTED))
    assert "不符合（疑似，待再次读取核实）" in words(pack)
    cant_tell = finding(outcome=Outcome.CANT_TELL, statement="页面被拒绝访问。")
    assert "无法判定（不扣分）：页面被拒绝访问。" in words(made(judged(cant_tell, None))[0])


def test_a_page_is_pictured_once_and_long_packs_say_what_they_leave_out() -> None:
    first, second = judged(finding(number=1)), judged(finding(number=2))
    same = judged(replace(finding(number=3), evidence=(evidence(1),)))
    pack, _ = made(first, same, second, most=2, picture=PICTURE)
    page = to_html(pack)
    assert page.count("data:image/png") == 1
    assert f'截图见<a href="#f{first.finding.case_id}">' in page
    assert "另有1项未列入" in page
    text = words(pack)
    assert "另有1项未列入" in text
    assert f"见问题{first.finding.case_id}" in text
    with zipfile.ZipFile(io.BytesIO(to_docx(pack))) as document:
        assert sum(name.startswith("word/media/") for name in document.namelist()) == 1


def test_text_of_a_page_is_text() -> None:
    evil = '<script>alert(1)</script>"onload=x\u202e{{ 7*7 }}。'
    found = finding(title=evil, statement=evil, evidence=(evidence(1, evil),))
    pack, _ = made(judged(found))
    page = to_html(pack)
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "{{ 7*7 }}" in words(pack)
    linked = finding(subject="javascript:alert(1)")
    assert 'href="javascript' not in to_html(made(judged(linked))[0])


def test_the_zip_has_digests_and_masked_copies_but_no_archived_bytes() -> None:
    one = judged()
    pack, kept = made(one, picture=PICTURE)
    out, again = io.BytesIO(), io.BytesIO()
    write_zip(pack, kept, out)
    write_zip(pack, kept, again)
    assert out.getvalue() == again.getvalue()
    sha256 = one.finding.evidence[0].sha256
    with zipfile.ZipFile(out) as archived:
        files = {name: archived.read(name) for name in archived.namelist()}
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    body = builders.page(1)
    assert body not in files.values()
    assert b"13800138000" in body
    assert all(b"13800138000" not in data for data in files.values())
    assert "138******00" in files[f"存档副本（已遮盖）/{sha256}.html"].decode()
    assert files[f"页面截图（已遮盖）/{sha256}.png"] == PICTURE
    rows = list(csv.DictReader(io.StringIO(files["摘要清单.csv"].decode("utf-8-sig"))))
    assert [row["SHA-256"] for row in rows] == [sha256]
    assert "c" * 64 in files["核验方法.txt"].decode()
