"""A run that was killed before all of it was crawled: what it has nothing of is told everywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlite_utils import Database

from checks.engine.outcome import Outcome
from crawler.portals import Portal
from crawler.records import Cause
from crawler.spiders.result import GroupResult, PortalResult
from reports.mail.quiet import quiet
from scheduler.cli import main
from scheduler.engines.marks import write_mark
from scheduler.night.judging import Judged
from scheduler.night.storing import store_judgement
from scheduler.night.taking_up import taken_up
from scheduler.night.visiting import begin
from scheduler.reporting.gathering import gather
from scheduler.run import Run, groups_of
from scheduler.store.runs import stored_run
from scheduler.store.scores import scores_of
from scheduler.store.unvisited import told_unvisited, unvisited
from scheduler.workplace import Workplace
from tests.scheduler.casework.builders import NIGHT, books, finding, portal, workplace
from tests.scheduler.releases import released, unpack

BAISHA = portal(id="baisha", name="白沙县人民政府", home="http://www.baisha.test/")
NAME = "2026-11-20"


def places(tmp_path: Path) -> tuple[Database, Workplace]:
    return books(tmp_path), workplace(tmp_path, portals=[portal(), BAISHA])


def judge(db: Database, place: Workplace, *portals: Portal, outcome: Outcome) -> Run:
    """Begin a run over these portals, of which yunxi alone was crawled, and judge it."""
    run = Run(NAME, NIGHT, portals)
    begin(db, run, place)
    store_judgement(db, place, run, Judged({"yunxi": [finding(outcome)]}))
    db.table("runs").update(NAME, {"state": "complete"})
    return run


def test_a_portal_that_was_not_crawled_stays_part_of_its_run(tmp_path: Path) -> None:
    db, place = places(tmp_path)
    judge(db, place, *place.watchlist.portals, outcome=Outcome.FAILED)
    assert unvisited(db, NAME) == ("baisha",)
    assert [one.id for one in stored_run(db, place, NAME).portals] == ["yunxi", "baisha"]
    (score,) = scores_of(db, NAME, ["baisha"])
    assert (score.value, score.low, score.high) == (None, Decimal(0), Decimal(100))
    assert score.coverage == 0
    assert told_unvisited(("baisha",), place.watchlist) == [
        "未采集白沙县人民政府（baisha），本次未测评"
    ]
    report = gather(db, place, stored_run(db, place, NAME), {})
    assert report.unvisited == ("baisha",)
    assert {one.portal: one.note for one in report.visits}["baisha"] == "本次未能完成采集。"


def test_begun_again_with_others_a_run_still_knows_whom_it_owes(tmp_path: Path) -> None:
    db, place = places(tmp_path)
    begin(db, Run(NAME, NIGHT, place.watchlist.portals), place)
    judge(db, place, portal(), outcome=Outcome.PASSED)
    assert unvisited(db, NAME) == ("baisha",)
    run = Run(NAME, NIGHT, (BAISHA,))
    begin(db, run, place)
    store_judgement(db, place, run, Judged({"baisha": []}))
    assert unvisited(db, NAME) == ()


def test_it_does_not_hide_that_nothing_else_could_be_reached(tmp_path: Path) -> None:
    db = books(tmp_path)
    third = replace(BAISHA, id="c", home="http://www.c.test/")
    place = workplace(tmp_path, portals=[portal(), BAISHA, third])
    run = Run(NAME, NIGHT, place.watchlist.portals)
    begin(db, run, place)
    silent = {
        one: [finding(Outcome.CANT_TELL, portal=one, cause=Cause.UNREACHABLE)]
        for one in ("yunxi", "c")
    }
    store_judgement(db, place, run, Judged(silent))
    assert quiet(gather(db, place, run)).doubtful


def test_check_names_it_and_ends_alike_however_often_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = unpack(released()[-1], tmp_path)
    with (tmp_path / "gongkai.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[portals]]\nid = "baisha"\nname = "白沙县人民政府"\nkind = "county"\n'
            'home = "http://www.baisha.test/"\n'
        )
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["gongkai", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    def change(**changes: object) -> None:
        db = Database(data / "gongkai.db")
        (row,) = db.query("SELECT run, detail FROM runs ORDER BY run DESC LIMIT 1")
        detail = json.loads(row["detail"]) | changes
        db.table("runs").update(row["run"], {"detail": json.dumps(detail), "state": "running"})
        db.close()

    assert run("scores")[2] == ""
    change(portals=["baisha", "yunxi"])
    line = "gongkai: run 2026-11-21: not crawled, so not judged: baisha\n"
    assert run("check") == (1, "", line)
    assert run("check") == (1, "", line)
    for command in ("scores", "findings", "cases"):
        status, _, told = run(command)
        assert (status, told) == (0, line)
    status, shown, told = run("report")
    assert (status, told) == (0, line)
    assert "监测端提示 未采集白沙县人民政府（baisha），本次未测评" in shown
    assert re.search(r"得分 白沙县人民政府（standing）：—，区间 0.00–100.00，覆盖率 0.0%", shown)


def test_a_run_without_a_moment_of_its_own_takes_up_what_was_begun(tmp_path: Path) -> None:
    db, place = places(tmp_path)
    begun = Run(NAME, NIGHT, place.watchlist.portals)
    again = replace(begun, as_of=NIGHT + timedelta(hours=3))
    assert taken_up(db, place, again) == again, "nothing was begun"
    token = begin(db, begun, place)
    assert taken_up(db, place, again) == again, "nothing was crawled"
    for at, group in enumerate(groups_of(place, begun)):
        visits = tuple(
            PortalResult(one.id, pages=1, records=1, seconds=1.0, family="")
            for one in group.portals
        )
        result = GroupResult(NAME, visits)
        place.places.group(group.name).mkdir(parents=True)
        write_mark(place.places.data, group.name, token, f"{NAME}.warc.gz", result)
        if at == 0:
            assert taken_up(db, place, again) == begun
            assert taken_up(db, place, replace(again, portals=(BAISHA,))).as_of == again.as_of
    assert taken_up(db, place, again) == again, "all was crawled: it is wanted anew"
