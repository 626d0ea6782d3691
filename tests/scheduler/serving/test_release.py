"""Scores are confidential until a named person releases them; a rerun does not change what was."""

from __future__ import annotations

import json
import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from reports.feed import edition_of
from scheduler.reporting.feeding import mark_final, runs_of_round, was_released, withdraw_runs
from scheduler.store.releases import release_log, release_of
from tests.reports.builders import finding, judged
from tests.scheduler.serving.builders import NOW, Office, night, nights, units


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    for one in nights("2026-11-19", "2026-11-20"):
        made.publish(one)
    return made


def released_files(office: Office) -> set[str]:
    folder = office.places.feed / "released"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_release_is_logged_with_time_person_run_and_digest(office: Office) -> None:
    (digest,) = office.release("2026-11-20", person="  王  某 ")
    assert digest == edition_of(nights("2026-11-20")[0]).digest
    with office.books() as db:
        (row,) = release_log(db)
    assert row == {
        "id": 1, "at": "2026-11-21T09:00:00+08:00", "person": "王 某", "action": "release",
        "run": "2026-11-20", "digest": digest, "note": "",
    }  # fmt: skip


def test_the_log_only_grows(office: Office) -> None:
    office.release("2026-11-20")
    with office.books() as db:
        for change in ("UPDATE release_log SET person = '李某'", "DELETE FROM release_log"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                db.execute(change)


def test_released_again_is_one_release(office: Office) -> None:
    office.release("2026-11-20")
    before = (office.places.feed / "released/latest.json").read_bytes()
    office.release("2026-11-20", person="李某", now=NOW + timedelta(hours=1))
    with office.books() as db:
        assert [row["person"] for row in release_log(db)] == ["王某"]
    assert (office.places.feed / "released/latest.json").read_bytes() == before


@pytest.mark.parametrize("person", ["", "  ", "王\x00某", "x" * 101])
def test_nobody_releases_nothing(office: Office, person: str) -> None:
    with pytest.raises(GongkaiError, match="--person"):
        office.release("2026-11-20", person=person)


def test_what_cannot_be_released_releases_nothing_else_either(office: Office) -> None:
    office.publish(replace(nights("2026-11-18")[0], trial=True))
    with office.books() as db:
        db.table("runs").insert(
            {"run": "2026-11-21", "as_of": "x", "state": "running", "detail": "{}"}
        )
        db.table("runs").insert(
            {"run": "2026-11-22", "as_of": "x", "state": "complete", "detail": "{}"}
        )
    for run, words in (
        ("2026-11-17", "no run"),
        ("2026-11-18", "trial"),
        ("2026-11-21", "not complete"),
        ("2026-11-22", "gongkai report"),
    ):
        with pytest.raises(GongkaiError, match=words):
            office.release("2026-11-20", run)
    with office.books() as db:
        assert release_log(db) == []


def test_released_files_stand_apart(office: Office) -> None:
    feed = office.places.feed
    assert not (feed / "released").exists()
    office.release("2026-11-19")
    one = {f"portals/{unit}" for unit in ("yunzhou", "yunxi", "ymh", "shiqiao")}
    stems = one | {"latest", "scores/2026-11-19"}
    assert released_files(office) == {
        "schema.json", *(f"{stem}.{end}" for stem in stems for end in ("json", "csv")),
    }  # fmt: skip
    said = json.loads((feed / "released/latest.json").read_text())
    assert (said["run"], said["release"]) == ("2026-11-19", "released")
    assert {score["release"] for score in said["scores"]} == {"released"}
    own = json.loads((feed / "released/portals/ymh.json").read_text())
    assert [point["run"] for point in own["history"]] == ["2026-11-19"]
    assert json.loads((feed / "scores/2026-11-19.json").read_text())["release"] == "released"
    assert json.loads((feed / "latest.json").read_text())["release"] == "internal"
    assert ",released," in (feed / "released/latest.csv").read_text("utf-8-sig")
    for path in (feed / "released").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_the_latest_is_released_in_both_places(office: Office) -> None:
    office.release("2026-11-20")
    feed = office.places.feed
    for path in ("latest.json", "scores/2026-11-20.json", "portals/ymh.json"):
        assert json.loads((feed / path).read_text())["release"] == "released"
    assert (feed / "latest.json").read_bytes() == (feed / "released/latest.json").read_bytes()


def test_withdrawn_is_gone_at_once(office: Office) -> None:
    office.release("2026-11-19", "2026-11-20")
    reader, client = office.token("all"), office.client()
    with office.books() as db:
        withdraw_runs(db, office.places, ["2026-11-20"], "李某", "错误", NOW)
        assert [row["action"] for row in release_log(db)] == ["release", "release", "withdraw"]
    assert client.get("/feed/v1/latest.json", reader).json()["run"] == "2026-11-19"
    assert client.get("/feed/v1/scores/2026-11-20.json", reader).status_code == 404
    assert "2026-11-20" not in client.get("/feed/v1/atom.xml", reader).text
    assert "scores/2026-11-20.json" not in released_files(office)
    feed = office.places.feed
    assert json.loads((feed / "released/latest.json").read_text())["run"] == "2026-11-19"
    assert json.loads((feed / "released/portals/ymh.json").read_text())["run"] == "2026-11-19"
    assert json.loads((feed / "latest.json").read_text())["release"] == "internal"
    with office.books() as db:
        withdraw_runs(db, office.places, ["2026-11-19"], "李某", "", NOW)
        with pytest.raises(GongkaiError, match="not released"):
            withdraw_runs(db, office.places, ["2026-11-19"], "李某", "", NOW)
    assert released_files(office) == {"schema.json"}
    assert client.get("/feed/v1/latest.json", reader).status_code == 404


def changed(run: str = "2026-11-20") -> object:
    (made,) = nights(run)
    more = judged(finding(portal="yunxi", number=99, subject="http://www.yunxi.test:8801/x.html"))
    return replace(made, judged=(*made.judged, more))


def test_a_rerun_with_the_same_scores_stays_released(office: Office) -> None:
    office.release("2026-11-20")
    (again,) = nights("2026-11-20")
    with office.books() as db:
        assert was_released(db, again)
    office.publish(again, NOW + timedelta(hours=2))
    reader = office.token("all")
    said = office.client().get("/feed/v1/latest.json", reader).json()
    assert (said["release"], said["corrects_released"]) == ("released", False)


def test_a_rerun_that_differs_leaves_what_was_released(office: Office) -> None:
    (before,) = office.release("2026-11-20")
    rerun = changed()
    with office.books() as db:
        assert not was_released(db, rerun)  # type: ignore[arg-type]
    digest = office.publish(rerun, NOW + timedelta(hours=2))  # type: ignore[arg-type]
    assert digest != before
    released, internal = office.token("all"), office.token("all", True)
    client = office.client()
    old = client.get("/feed/v1/latest.json", released).json()
    new = client.get("/feed/v1/latest.json", internal).json()
    assert (old["release"], new["release"]) == ("released", "internal")
    assert (old["corrects_released"], new["corrects_released"]) == (False, True)
    assert "x.html" not in json.dumps(old)
    assert "x.html" in json.dumps(new)
    assert "x.html" not in (office.places.feed / "released/latest.json").read_text()
    # A second rerun, of which nothing is released, forgets the first.
    office.publish(night("2026-11-20", previous=None), NOW + timedelta(hours=3))
    assert client.get("/feed/v1/latest.json", released).json() == old
    # Released anew, the correction takes its place.
    office.publish(rerun, NOW + timedelta(hours=4))  # type: ignore[arg-type]
    office.release("2026-11-20", now=NOW + timedelta(hours=5))
    assert "x.html" in client.get("/feed/v1/latest.json", released).text
    assert "x.html" in (office.places.feed / "released/latest.json").read_text()
    with office.books() as db:
        assert [row["digest"] for row in release_log(db)] == [before, digest]


def test_a_round_is_released_as_a_whole_and_frozen(tmp_path: Path) -> None:
    from datetime import date

    from crawler.portals import Round

    office = Office(tmp_path)
    rounds = (Round("R4", date(2026, 11, 19), date(2026, 12, 31)),)
    for one in nights("2026-11-18", "2026-11-19", "2026-11-20"):
        office.publish(replace(one, rounds=rounds))
    runs = runs_of_round(office.places, "R4")
    assert runs == ["2026-11-19", "2026-11-20"]
    with pytest.raises(GongkaiError, match="R5"):
        runs_of_round(office.places, "R5")
    digests = office.release(*runs)
    with office.books() as db:
        mark_final(db, office.places, "R4", NOW)
    latest = json.loads((office.places.feed / "released/latest.json").read_text())
    assert latest["status"] == "final"
    said = office.client().get("/feed/v1/latest.json", office.token("all")).json()
    assert (said["round"], said["status"], said["release"]) == ("R4", "final", "released")
    with office.books() as db:
        known = release_of(db, "2026-11-20")
        assert known is not None
        assert known.digest == digests[-1]


def test_a_release_killed_after_its_line_in_the_log_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    import scheduler.reporting.feeding as feeding

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(feeding, "_write_files", killed)
        with pytest.raises(KeyboardInterrupt):
            office.release("2026-11-20")
    assert not (office.places.feed / "released").exists()
    office.release("2026-11-20")
    assert "latest.json" in released_files(office)
    with office.books() as db:
        assert len(release_log(db)) == 1


def test_units_below_follow_the_list_of_the_day(office: Office) -> None:
    (moved,) = nights("2026-11-21")
    portals = tuple(
        replace(one, parent="yunzhou") if one.id == "shiqiao" else one for one in moved.portals
    )
    office.publish(replace(moved, portals=portals))
    reader, client = office.token("group:yunxi", True), office.client()
    assert units(client.get("/feed/v1/latest.json", reader)) == {"yunxi"}
    before = client.get("/feed/v1/scores/2026-11-20.json", reader)
    assert units(before) == {"yunxi", "shiqiao"}


def test_a_past_run_made_again_is_not_the_last_word_on_a_unit(office: Office) -> None:
    (past,) = nights("2026-11-18")
    office.publish(past)
    feed = office.places.feed
    assert json.loads((feed / "portals/ymh.json").read_text())["run"] == "2026-11-20"
    assert json.loads((feed / "latest.json").read_text())["run"] == "2026-11-20"
    assert json.loads((feed / "scores/2026-11-18.json").read_text())["run"] == "2026-11-18"
