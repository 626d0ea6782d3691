import csv
import io
import json
import stat
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from checks.engine.case import CaseState
from crawler.portals import Round
from reports.charges import charges
from reports.errors import UnsafeName
from reports.feed import feed_schema, score_csv, write_feed
from reports.page.render import render
from reports.scores import score_feed
from reports.workbook import write_workbook
from tests.reports.builders import METADATA, county_night, finding, judged, portal, report


def test_the_feed_keeps_its_schema() -> None:
    Draft202012Validator.check_schema(feed_schema())
    validator = Draft202012Validator(feed_schema())
    night = county_night()
    feed = score_feed(night)
    assert list(validator.iter_errors(json.loads(json.dumps(feed)))) == []
    one = score_feed(night, "yunxi")
    assert list(validator.iter_errors(one)) == []
    assert [point["run"] for point in one["history"]][-1] == "2026-11-20"
    assert {score["portal"] for score in one["scores"]} == {"yunxi"}
    broken = feed | {"status": "perhaps"}
    assert list(validator.iter_errors(broken))


def test_the_feed_tells_what_the_office_asks() -> None:
    feed = score_feed(county_night())
    assert (feed["status"], feed["release"], feed["sample"]) == ("provisional", "internal", True)
    assert [score["portal"] for score in feed["scores"]] == ["yunzhou", "yunxi", "ymh", "shiqiao"]
    line = feed["scores"][0]["indicators"][0]
    assert (line["level1"], line["level2"]) == ("互动交流", "留言按期答复")
    assert round(line["points"] - line["deduction"], 2) == round(line["score"], 2)
    stocks = {p["stock"] for s in feed["scores"] for i in s["indicators"] for p in i["problems"]}
    assert stocks == {"new", "old", "suspected", "waived"}
    assert {p["age_days"] for p in line["problems"]} == {2}


def test_the_data_end_when_the_last_proof_was_read(tmp_path: Path) -> None:
    night = report(judged(finding(number=1)), judged(finding(number=30)))
    feed = score_feed(night)
    assert feed["as_of"] == "2026-11-20T02:00:00+08:00"
    assert feed["data_cut"] == "2026-11-20T02:30:00+08:00"
    book = openpyxl.load_workbook(write_workbook(night, tmp_path / "l.xlsx"))
    assert "数据截止：2026年11月20日 02:30" in book["汇总"]["A2"].value
    assert "数据截止 <b>2026年11月20日 02:30</b>" in render(night)
    assert report().data_cut == night.as_of


def test_charges_split_a_rows_deduction() -> None:
    items = [judged(finding(number=n)) for n in range(3)]
    night = report(*items)
    line = night.scores[0].lines[0]
    total = sum(charge.deducted for charge in charges(night).values())
    assert abs(total - line.deducted) <= Decimal("0.03")
    assert all(not charge.note for charge in charges(night).values())


def test_what_does_not_count_costs_nothing_and_says_why() -> None:
    other = replace(METADATA, deduct_with="interaction-1")
    twice = finding(row=METADATA, number=1, due_on=None, settled_on=None)
    items = (
        judged(finding(number=1)),
        judged(twice, row=other),
        judged(finding(number=2), CaseState.WAIVED),
        judged(finding(number=3), CaseState.SUSPECTED),
        judged(finding(number=4), old_stock=True),
        judged(finding(number=5, due_on=date(2026, 3, 1))),
    )
    rounds = (Round("2026下半年", date(2026, 7, 1), date(2026, 12, 31)),)
    night = replace(report(*items), rounds=rounds)
    notes = [charges(night)[item.finding.case_id].note for item in items]
    assert notes[0] == ""
    assert all(notes[1:])
    assert len(set(notes)) == 6
    assert night.round_name() == "2026下半年"
    assert charges(replace(night, trial=True))[items[0].finding.case_id].deducted == 0


def test_the_feed_is_written_whole_and_closed(tmp_path: Path) -> None:
    night = replace(county_night(), run="2026-11-20.2")
    folder = write_feed(night, tmp_path / "feed" / "v1")
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "schema.json", "latest.json", "latest.csv", "scores/2026-11-20.2.json",
        "scores/2026-11-20.2.csv",
        *(f"portals/{p.id}.{end}" for p in night.portals for end in ("json", "csv")),
    }  # fmt: skip
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600)
    assert stat.S_IMODE((tmp_path / "feed").stat().st_mode) == 0o700
    before = (folder / "latest.json").read_bytes()
    assert before == (folder / "scores/2026-11-20.2.json").read_bytes()
    write_feed(replace(night, run="2026-11-19"), folder, latest=False)
    assert (folder / "latest.json").read_bytes() == before
    write_feed(night, folder)
    assert (folder / "latest.json").read_bytes() == before


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeName):
        write_feed(report(judged(), portals=(portal(id="../evil"),), scores=()), tmp_path / "f")
    assert not (tmp_path / "evil.json").exists()


def test_csv_twin_has_a_line_per_indicator_and_problem() -> None:
    feed = score_feed(county_night())
    rows = list(csv.DictReader(io.StringIO(score_csv(feed), newline="")))
    problems = sum(len(i["problems"]) for s in feed["scores"] for i in s["indicators"])
    indicators = sum(len(s["indicators"]) for s in feed["scores"])
    assert len(rows) == problems + indicators
    assert {row["category"] for row in rows} >= {"市级政府", "县级政府"}
