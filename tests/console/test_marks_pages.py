"""Marks in the console: the template back and forth, faults by cell, nothing stored unseen."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.appraisal.plan import Part
from reports.appraisal import layout
from scheduler.desk.mark_faults import mark_fault
from scheduler.store import open_store
from scheduler.store.appraisals import inputs_in_force
from scheduler.workplace import open_workplace
from tests.checks.appraisal.builders import PLAN
from tests.console.acting import Acting
from tests.scheduler.appraisal.builders import row_of, template, town, write

UNIT = PLAN.counties[0]
TESTED = PLAN.part(Part.PROFESSIONAL).start_on or date(2020, 12, 1)


def made(folder: Path) -> Acting:
    place = open_workplace(town(folder), folder / "data")
    place.places.data.mkdir(mode=0o700)
    open_store(place.places.database).close()
    return Acting(place)


def filled(folder: Path, mark: Any = 90.5, name: str = "数据.xlsx") -> Path:
    path = template(folder, name)
    row = row_of(layout.PROFESSIONAL, UNIT.name, path)
    values = {layout.MARK: mark, layout.TESTED: TESTED, layout.SOURCE: "某测评机构"}
    return write(path, {(layout.PROFESSIONAL, row, key): one for key, one in values.items()})


def preview(acting: Acting, content: bytes, name: str = "数据.xlsx", who: str = "assessor") -> Any:
    return acting.post(who, "/marks/preview", plan=PLAN.id, files={"file": (name, content)})


def token_of(page: str) -> str:
    return page.split('name="token" value="')[1].split('"')[0]


def test_looked_through_then_stored(tmp_path: Path) -> None:
    acting = made(tmp_path)
    content = filled(tmp_path).read_bytes()
    seen = preview(acting, content, "../a/数据.xlsx")
    assert seen.status_code == 200
    assert UNIT.name in seen.text
    assert "90.5（" in seen.text
    assert "新增 <b>1</b>" in seen.text
    db = open_store(acting.place.places.database)
    assert not inputs_in_force(db, PLAN.id)
    digest = hashlib.sha256(content).hexdigest()
    assert token_of(seen.text) == digest
    done = acting.post("assessor", "/marks", plan=PLAN.id, token=digest)
    assert done.headers["location"] == f"/marks?plan={PLAN.id}&new=1&known=0"
    (one,) = inputs_in_force(db, PLAN.id)
    assert (one.origin.person, one.origin.file, one.origin.sha256) == (
        "测评员乙", "数据.xlsx", digest,
    )  # fmt: skip
    page = acting.get("assessor", done.headers["location"]).text
    assert "已存入 1 项" in page
    assert digest[:16] in page
    # It is gone from where it was kept aside: what is stored was looked at once.
    assert acting.post("assessor", "/marks", plan=PLAN.id, token=digest).status_code == 409
    changed = preview(acting, filled(tmp_path, 80).read_bytes())
    assert "变更 <b>1</b>" in changed.text
    assert "90.5（" in changed.text
    assert [who for who, _ in acting.logged("marks")] == ["assessor"]


def test_every_fault_by_its_cell_and_nothing_stored(tmp_path: Path) -> None:
    acting = made(tmp_path)
    path = filled(tmp_path, 120)
    formulas = (layout.TESTED, layout.PORTAL, layout.VOID)
    row = row_of(layout.PROFESSIONAL, UNIT.name, path)
    write(path, {(layout.PROFESSIONAL, row, name): "=1+1" for name in formulas})
    seen = preview(acting, path.read_bytes())
    assert seen.status_code == 422
    # A cell that cannot be read is named once, however often its row was asked for it.
    named = re.findall('data-h="列">(.*?)<', seen.text)
    assert sorted(named) == sorted((layout.MARK, *formulas))
    assert seen.text.count("是公式，须直接填写") == len(formulas)
    assert f'data-h="工作表">{layout.PROFESSIONAL}<' in seen.text
    assert f'data-h="列">{layout.MARK}<' in seen.text
    assert "120 不在 0 至 100 之间" in seen.text
    assert "token" not in seen.text
    assert not list((acting.place.places.data / ".part-marks").iterdir())


def test_what_is_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acting = made(tmp_path)
    assert "这不是 Excel 工作簿" in preview(acting, b"PK\x03\x04broken").text
    assert "工作簿为空" in preview(acting, b"").text
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", b"0" * 40_000_000)
    assert "解压后过大" in preview(acting, packed.getvalue()).text
    monkeypatch.setattr("scheduler.desk.marking.MARKS_BYTES", 10)
    assert "超过 5 MB" in preview(acting, b"x" * 11).text
    odd = acting.post("assessor", "/marks", plan=PLAN.id, token="0" * 64)
    assert odd.status_code == 409
    assert not list((acting.place.places.data / ".part-marks").iterdir())


def test_the_template(tmp_path: Path) -> None:
    acting = made(tmp_path)
    found = acting.get("assessor", f"/marks/template.xlsx?plan={PLAN.id}")
    assert zipfile.is_zipfile(io.BytesIO(found.content))
    assert found.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert acting.get("assessor", "/marks/template.xlsx?plan=../x").status_code == 409


def test_whoever_may_not(tmp_path: Path) -> None:
    acting = made(tmp_path)
    for who in ("reader", "admin", "unit"):
        assert acting.get(who, "/marks").status_code == 404
        assert acting.get(who, f"/marks/template.xlsx?plan={PLAN.id}").status_code == 404
        assert preview(acting, b"x", who=who).status_code == 404
        assert acting.post(who, "/marks", plan=PLAN.id, token="0" * 64).status_code == 404
    assert not (acting.place.places.data / ".part-marks").exists()


@pytest.mark.parametrize(
    ("problem", "place", "words"),
    [
        ("a.xlsx: sheet '加扣分': row 7: column 批准人: is missing", ("加扣分", "7", "批准人"),
         "未填写"),
        ("a.xlsx: sheet '加扣分': row 1: column '得分数' is not known", ("加扣分", "1", ""),
         "有不认识的列“得分数”"),
        ("a.xlsx: sheet '设置': is no sheet of the template", ("设置", "", ""),
         "不是模板中的工作表"),
        ("a.xlsx: larger than 5000000 bytes", ("", "", ""), "超过 5000000 字节"),
        ("a.xlsx: words that nobody knows", ("", "", ""), "words that nobody knows"),
    ],
)  # fmt: skip
def test_faults_taken_apart(problem: str, place: tuple[str, str, str], words: str) -> None:
    fault = mark_fault(problem, "a.xlsx")
    assert (fault.sheet, fault.row, fault.column) == place
    assert fault.text == words
