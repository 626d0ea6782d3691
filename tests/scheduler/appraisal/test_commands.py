"""From the template to the total by the commands, over the example reckoned by hand."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from checks.appraisal.inputs import Input
from reports.wording import SAMPLE
from scheduler.cli.app import app
from tests.checks.appraisal.test_by_hand import COUNTY, OFFICE, ROUNDS, SETTINGS, TOWNSHIPS
from tests.scheduler.appraisal.builders import fill_all, freeze, store, town

HAND: tuple[Input, ...] = (*SETTINGS, *ROUNDS, *COUNTY, *OFFICE)


def gongkai(folder: Path, *words: str) -> Any:
    town(folder)
    given = ["appraisal", *words, "--watchlist", str(folder / "gongkai.toml")]
    return CliRunner().invoke(app, given)


def shown(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gongkai(folder, "show", "--format", "json").stdout)
    return found


def unit(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in data["units"] if one["unit"] == name)


def rounds(folder: Path) -> None:
    db = store(folder)
    freeze(db, "2020-1", date(2020, 6, 30), {
        ("ww", "wuhu-2020-county"): "92.50", ("jy", "wuhu-2020-department"): "95.55",
    })  # fmt: skip
    freeze(db, "2020-2", date(2020, 12, 31), {
        ("ww", "wuhu-2020-county"): "88.20", ("jy", "wuhu-2020-department"): "90.00",
        ("jy", "standing"): "1.00",
    })  # fmt: skip
    db.close()


def test_a_stored_round_of_another_year_does_not_count_and_the_show_says_so(tmp_path: Path) -> None:
    assert brought_in(tmp_path, HAND).exit_code == 0
    db = store(tmp_path)
    freeze(db, "2020-1", date(2019, 12, 31), {("ww", "wuhu-2020-county"): "92.50"})
    freeze(db, "2020-2", date(2020, 12, 31), {("ww", "wuhu-2020-county"): "88.20"})
    db.close()
    data = shown(tmp_path)
    county = unit(data, "wuwei")
    daily = county["parts"][2]
    assert (daily["value"], daily["notes"]) == (88.2, ["轮次2020-1不在2020年度内，不计入"])
    assert daily["sources"] == ["轮次2020-2（2020-12-31）88.20分"]
    beside = next(one for one in county["beside"] if one["part"] == "professional")
    assert [one["round"] for one in beside["own"]] == ["2020-2"]
    told = gongkai(tmp_path, "show")
    assert "轮次2020-1不在2020年度内，不计入日常测评" in told.stderr
    assert told.exit_code == 0


def brought_in(folder: Path, given: tuple[Input, ...], name: str = "a.xlsx") -> Any:
    path = folder / name
    assert gongkai(folder, "template", str(path)).exit_code == 0
    fill_all(path, given)
    return gongkai(folder, "import", str(path), "--person", "王某")


def test_from_the_template_to_the_totals(tmp_path: Path) -> None:
    rounds(tmp_path)
    done = brought_in(tmp_path, HAND)
    assert done.exit_code == 0, done.exception
    assert done.stdout == f"{len(HAND)}\t0\n"
    data = shown(tmp_path)
    assert (data["release"], data["release_name"]) == ("internal", "未发布")
    county, office = unit(data, "wuwei"), unit(data, "jiaoyu")
    assert (county["total"], office["total"]) == (87.59, 87.91)
    assert [part["value"] for part in county["parts"]] == [86.85, 83.75, 90.35, 85.0, 1.0]
    assert [part["weighted"] for part in office["parts"]] == [41.085, 21.5, 18.555, 7.77, -1.0]
    assert unit(data, "gongxiao")["total"] is None
    assert "社会评议：无成绩" in unit(data, "gongxiao")["missing"]
    # The assessor's mark stands beside our own, and neither changes the other.
    beside = next(one for one in county["beside"] if one["part"] == "professional")
    assert (beside["mark"], beside["source"]) == (90.0, "甲测评公司")
    assert [(one["round"], one["score"], one["difference"]) for one in beside["own"]] == [
        ("2020-1", 92.5, -2.5), ("2020-2", 88.2, 1.8),
    ]  # fmt: skip
    origin = data["inputs"][0]
    assert (origin["person"], origin["file"], origin["import"]) == ("王某", "a.xlsx", 1)
    assert len(origin["sha256"]) == 64
    assert shown(tmp_path) == data  # the same inputs, the same number


def test_a_part_and_a_group_that_are_missing(tmp_path: Path) -> None:
    rounds(tmp_path)
    gone = {TOWNSHIPS, *TOWNSHIPS, OFFICE[9]}
    done = brought_in(tmp_path, tuple(one for one in HAND if one not in gone))
    assert done.exit_code == 0, done.exception
    data = shown(tmp_path)
    assert unit(data, "wuwei")["total"] is None
    assert unit(data, "wuwei")["missing"] == ["专业机构测评：乡镇（街道）无成绩"]
    assert unit(data, "jiaoyu")["missing"] == ["社会评议：无成绩"]
    table = gongkai(tmp_path, "show").stdout
    assert "未发布" in table
    assert "缺" in table
    text = gongkai(tmp_path, "show", "--format", "csv").stdout
    line = next(one for one in text.splitlines() if "jiaoyu" in one and ",social," in one)
    assert line == "未发布,wuhu-2020,jiaoyu,市教育局,市直单位,social,社会评议,10,,,无成绩,,,"


def test_a_workbook_that_grows_is_taken_again(tmp_path: Path) -> None:
    brought_in(tmp_path, HAND[:20])
    path = tmp_path / "a.xlsx"
    again = gongkai(tmp_path, "import", str(path), "--person", "王某")
    assert again.stdout == "0\t20\n"
    path.unlink()
    more = brought_in(tmp_path, HAND)
    assert more.stdout == f"{len(HAND) - 20}\t20\n"
    lines = gongkai(tmp_path, "inputs").stdout.splitlines()
    assert len(lines) == len(HAND)
    assert {json.loads(line)["import"] for line in lines} == {1, 2}


def test_what_is_stored_only_grows(tmp_path: Path) -> None:
    brought_in(tmp_path, HAND[:20])
    db = store(tmp_path)
    for table in ("appraisal_imports", "appraisal_inputs"):
        for act in (f"DELETE FROM {table}", f"UPDATE {table} SET plan = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                db.execute(act)


def test_a_template_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert gongkai(tmp_path, "template", str(path)).exit_code == 0
    before = path.read_bytes()
    done = gongkai(tmp_path, "template", str(path))
    assert "is there already" in str(done.exception)
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_empty_template_gives_nothing(tmp_path: Path) -> None:
    assert brought_in(tmp_path, ()).stdout == "0\t0\n"
    assert shown(tmp_path)["inputs"] == []


def test_a_result_is_released_whole_and_as_it_was(tmp_path: Path) -> None:
    rounds(tmp_path)
    brought_in(tmp_path, HAND)
    done = gongkai(tmp_path, "release", "--person", "李某")
    assert "52 units have no total yet" in str(done.exception)
    assert shown(tmp_path)["release"] == "internal"


@pytest.mark.parametrize("name", ["", "  ", "a\nb"])
def test_a_person_must_be_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    gongkai(tmp_path, "template", str(path))
    done = gongkai(tmp_path, "import", str(path), "--person", name)
    assert "--person" in str(done.exception)


def test_an_unknown_plan_is_one_error(tmp_path: Path) -> None:
    done = gongkai(tmp_path, "show", "--plan", "x")
    assert "no appraisal plan 'x' (there are: wuhu-2020)" in str(done.exception)


def test_a_template_needs_neither_watchlist_nor_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "考评.xlsx"
    done = CliRunner().invoke(app, ["appraisal", "template", str(path)])
    assert done.exit_code == 0, done.output
    title = load_workbook(path).worksheets[0]["A1"].value
    assert "2020" in title
    assert SAMPLE not in title
