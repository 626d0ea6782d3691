"""Release of a result: whole, by a person, and only as it was."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from checks.appraisal.daily import rulebook_of
from checks.appraisal.inputs import Aspect, Input, PortalOf, RoundChoice, kind_of
from checks.appraisal.peer import aspects_of, raters_of
from checks.appraisal.plan import UnitKind
from checks.appraisal.settings import settings_of
from scheduler.cli.app import app
from scheduler.store.appraisals import Entry, add_inputs
from tests.checks.appraisal.builders import (
    DEPARTMENT,
    OWN,
    PLAN,
    TOWNSHIP,
    chosen,
    mark,
    rated,
    social,
)
from tests.scheduler.appraisal.builders import AT, freeze, store, town

DEFAULTS = settings_of(PLAN, ())


def everything() -> list[Input]:
    """All that an appraisal wants: every unit marked, rated and measured."""
    given: list[Input] = [RoundChoice("2020-1"), *chosen(adjustments_complete="yes")]
    for number, unit in enumerate(PLAN.units):
        county = unit.kind is UnitKind.COUNTY
        for level in (OWN, TOWNSHIP, DEPARTMENT) if county else (OWN,):
            member = "" if level is OWN else "某成员"
            given += [mark(unit.id, "90", level, member), social(unit.id, "80", level, member)]
        given.append(PortalOf(unit.id, f"p-{unit.id}"))
        for rater in raters_of(PLAN, unit):
            # From 60 up, so that no rater's marks lie close together.
            value = str(60 + 5 * (number % 7))
            given += [rated(rater.id, unit.id, value, a) for a, _ in aspects_of(DEFAULTS, unit)]
    return given


def put(db: Database, *given: Input) -> None:
    entries = [Entry(kind_of(one), one.key, "表!2", one) for one in given]
    add_inputs(db, PLAN, entries, person="王某", at=AT, file="a.xlsx", sha256="0" * 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    town(tmp_path)
    db = store(tmp_path)
    scores = {(f"p-{one.id}", rulebook_of(DEFAULTS, one)): "85.00" for one in PLAN.units}
    freeze(db, "2020-1", date(2020, 6, 30), scores)
    put(db, *everything())
    db.close()
    return tmp_path


def gongkai(folder: Path, *words: str) -> Any:
    given = ["appraisal", *words, "--watchlist", str(folder / "gongkai.toml")]
    return CliRunner().invoke(app, given)


def shown(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gongkai(folder, "show", "--format", "json").stdout)
    return found


def test_a_release_holds_for_the_result_as_it_was(folder: Path) -> None:
    first = shown(folder)
    assert all(one["total"] is not None for one in first["units"])
    # 无为市 is the first unit: 0.45 × 90 + 0.25 × 60 + 0.2 × 85 + 0.1 × 80 = 80.5
    assert first["units"][0]["total"] == 80.5
    assert first["release_name"] == "未发布"
    done = gongkai(folder, "release", "--person", "李某", "--note", "领导小组审定")
    assert done.stdout == f"wuhu-2020\t{first['digest']}\n", done.exception
    released = shown(folder)
    assert (released["release"], released["release_name"]) == ("released", "已发布")
    assert released["units"] == first["units"]
    # A mark that comes in later makes another result, which nobody released.
    db = store(folder)
    put(db, replace(mark("wuwei", "91")))
    db.close()
    later = shown(folder)
    # 0.45 × 0.7 × 1 = 0.315 more: 80.815, rounded up
    assert later["units"][0]["total"] == 80.82
    assert (later["release_name"], later["corrects_released"]) == ("未发布", True)
    assert gongkai(folder, "release", "--person", "李某", "--withdraw").exit_code == 0
    assert shown(folder)["corrects_released"] is False
    again = gongkai(folder, "release", "--person", "李某", "--withdraw")
    assert "it is not released" in str(again.exception)


def test_the_log_of_releases_only_grows(folder: Path) -> None:
    gongkai(folder, "release", "--person", "李某")
    with pytest.raises(sqlite3.IntegrityError):
        store(folder).execute("DELETE FROM appraisal_log")


def test_only_a_released_result_is_handed_on(folder: Path) -> None:
    words = ("export", str(folder / "out.csv"), "--person", "王某", "--receiver", "市目标办")
    done = gongkai(folder, *words)
    assert "what is not released is not handed on" in str(done.exception)
    assert not (folder / "out.csv").exists()
    gongkai(folder, "release", "--person", "李某")
    done = gongkai(folder, *words)
    digest = sha256((folder / "out.csv").read_bytes()).hexdigest()
    assert done.stdout == f"{folder / 'out.csv'}\t{digest}\n", done.exception
    assert "已发布,wuhu-2020,wuwei,无为市" in (folder / "out.csv").read_text("utf-8-sig")
    assert "is there already" in str(gongkai(folder, *words).exception)
    assert shown(folder)["release"] == "released"
    log = [json.loads(line) for line in gongkai(folder, "log").stdout.splitlines()]
    assert [(one["action"], one["person"]) for one in log] == [
        ("release", "李某"), ("export", "王某"),
    ]  # fmt: skip
    assert (log[1]["digest"], log[1]["note"]) == (digest, "市目标办")


def test_a_former_mark_is_kept_beside_the_one_in_force(folder: Path) -> None:
    db = store(folder)
    put(db, mark("wuwei", "91"))
    db.close()
    lines = [json.loads(line) for line in gongkai(folder, "inputs").stdout.splitlines()]
    own = [one for one in lines if one["key"] == "professional|wuwei|own|"]
    assert [one["data"]["mark"] for one in own] == ["90", "91"]
    (beside,) = [
        one
        for one in shown(folder)["units"][0]["beside"]
        if (one["part"], one["level"]) == ("professional", "own")
    ]
    assert (beside["mark"], beside["own"][0]["score"], beside["own"][0]["difference"]) == (
        91.0, 85.0, 6.0,
    )  # fmt: skip


def test_a_plan_that_changed_since_is_told(folder: Path) -> None:
    db = store(folder)
    entry = Entry("mark", mark("wuwei", "91").key, "表!2", mark("wuwei", "91"))
    old = replace(PLAN, sha256="1" * 64)
    add_inputs(db, old, [entry], person="王某", at=AT, file="b.xlsx", sha256="0" * 64)
    db.close()
    assert shown(folder)["warnings"] == ["考评方案的文本在导入数据后有改动，结果按现行文本计算"]


def test_raters_without_a_difference_are_warned_about(folder: Path) -> None:
    db = store(folder)
    put(db, *(rated("wuwei", one.id, "75") for one in PLAN.city_units))
    db.close()
    data = shown(folder)
    assert data["warnings"] == ["无为市（综合）最高75分、最低75分，差距0.00%，低于规定，未说明理由"]
    units = [one for one in data["units"] if one["total"] is None]
    assert len(units) == 47
    assert units[0]["missing"][0].startswith("双向互评：无为市（综合）最高75分")
    assert rated("fagai", "wuwei", "1", Aspect.FIELD).key == "fagai|wuwei|field"
