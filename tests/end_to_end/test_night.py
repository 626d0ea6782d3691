"""A whole night over the sample county, seen from outside."""

from __future__ import annotations

import csv
import io
import json
import random
import stat
from pathlib import Path

import openpyxl
import pytest

from demo.accuracy import as_table, compare, disagreements
from tests.end_to_end.conftest import Night, findings_of, gongkai

pytestmark = pytest.mark.xdist_group("night")

KEYS = [
    "run", "portal", "rulebook", "requirement", "sources", "check", "subject", "aspect", "title",
    "outcome", "cause", "due_on", "settled_on", "measured", "unit", "statement", "day_count",
    "evidence", "case",
]  # fmt: skip


def test_the_night_ends_well_and_says_where_things_lie(night: Night) -> None:
    assert night.status == 0, night.stderr
    assert "报告" in night.stdout
    assert (night.data / "reports/2026-11-20/report.html").exists()
    assert (night.data / "feed/v1/latest.json").exists()
    assert "Traceback" not in night.stderr


def test_precision_and_recall_per_check(night: Night) -> None:
    findings = findings_of(night.folder)
    rows = compare(night.truth, findings)
    table = as_table(rows) + "\n".join(disagreements(night.truth, findings))
    print(table)  # noqa: T201 - shown by pytest -s, and when the test fails
    for row in rows:
        assert row.recall >= 0.9, table
        assert row.unseen_failed == 0, table
    total = rows[-1]
    assert total.recall >= 0.98, table
    assert total.precision >= 0.98, table
    assert total.pass_rate >= 0.98, table


def test_findings_export_keeps_its_contract(night: Night) -> None:
    rows = findings_of(night.folder)
    assert len(rows) > 1000
    for row in rows:
        assert list(row)[: len(KEYS)] == KEYS
        assert str(row["statement"]).endswith("。")
        assert (row["outcome"] == "cant_tell") == (row["cause"] is not None)
        if row["outcome"] == "failed":
            assert row["evidence"]
            assert row["case"]
    keys = [(r["portal"], r["requirement"], r["subject"], r["aspect"]) for r in rows]
    assert len(set(keys)) == len(keys)


def test_failures_of_absence_are_suspected_at_first_and_not_scored(night: Night) -> None:
    rows = [r for r in findings_of(night.folder) if r["outcome"] == "failed"]
    states = {r["check"]: set() for r in rows}
    for row in rows:
        states[row["check"]].add(row["case"]["state"])  # type: ignore[index]
    assert states["section_present"] == {"suspected"}
    assert states["interpretation_linked"] == {"suspected"}
    assert states["doc_metadata_complete"] == {"open"}


def test_other_forms_agree(night: Night) -> None:
    rows = findings_of(night.folder)
    done = gongkai("findings", "--format", "csv", "--outcome", "failed", folder=night.folder)
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(table) == sum(row["outcome"] == "failed" for row in rows)
    scores = json.loads(gongkai("scores", "--format", "json", folder=night.folder).stdout)
    assert len(scores["scores"]) == 8
    for score in scores["scores"]:
        assert score["low"] <= score["score"] <= score["high"]


def test_workbook_has_a_sheet_per_portal_and_no_formula(night: Night) -> None:
    book = openpyxl.load_workbook(night.data / "reports/2026-11-20/ledger.xlsx")
    assert len(book.sheetnames) == 9
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_everything_is_private(night: Night) -> None:
    for path in night.data.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path} {mode:o}"


def test_the_archive_reproduces_every_finding(night: Night) -> None:
    done = gongkai("evidence", "verify", folder=night.folder)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("sound\t")


def test_one_changed_byte_anywhere_in_the_archive_is_found(copy_of_night: Path) -> None:
    chance = random.Random(20261120)
    files = sorted(path for path in (copy_of_night / "data/archive").rglob("*") if path.is_file())
    assert len(files) >= 8
    for path in chance.sample(files, 4):
        content = bytearray(path.read_bytes())
        place = chance.randrange(len(content))
        original = content[place]
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        done = gongkai("evidence", "verify", folder=copy_of_night)
        assert done.returncode == 3, f"{path} byte {place}"
        assert path.name in done.stdout, f"{path} byte {place}: {done.stdout}"
        content[place] = original
        path.write_bytes(content)
    path = files[0]
    path.unlink()
    assert "missing" in gongkai("evidence", "verify", folder=copy_of_night).stdout


def test_judging_again_from_the_archive_changes_nothing(copy_of_night: Path) -> None:
    before = findings_of(copy_of_night)
    done = gongkai("check", "--archive", folder=copy_of_night)
    assert done.returncode == 0, done.stderr
    assert findings_of(copy_of_night) == before


def test_a_second_run_in_the_folder_is_refused_while_one_is_on(copy_of_night: Path) -> None:
    import fcntl

    with (copy_of_night / "data/.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = gongkai("run", "--as-of", "2026-11-20T02:00", folder=copy_of_night)
    assert done.returncode == 4
    assert "in use by another run" in done.stderr
