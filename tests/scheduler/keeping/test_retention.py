"""What goes by rule is written down and chained first; what proves something stays."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.portals import Portal, PortalKind
from crawler.portals.keep import Keep
from crawler.records.moments import BEIJING
from crawler.storage import GroupStore
from scheduler.apart.verify import verify
from scheduler.evidence.above import last_reads
from scheduler.evidence.chain import next_in_chain, read_chain, tombstones
from scheduler.keeping.check import check_all
from scheduler.keeping.evidence import Cited, Record, needed_of
from scheduler.keeping.removal import finish, remove
from scheduler.keeping.retention import EVIDENCE, HELD, LAST, YOUNG, plan
from scheduler.keeping.trimming import group_databases, surplus, trim
from scheduler.places import Places
from scheduler.store import open_database
from tests.scheduler.keeping.test_backup import call

KEEP = Keep(archive_days=31, closed_days=100, reports_days=31, records_nights=2)
PAGE = ("http://a/1", "d1")


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T03:00").replace(tzinfo=BEIJING)


def resolve_all(db: Database, on: str) -> None:
    """Close every case on a day (a run that nothing else knows of)."""
    for row in list(db.query("SELECT * FROM case_events ORDER BY run, id")):
        again = {k: v for k, v in row.items() if k != "id"}
        data = json.dumps(json.loads(row["data"]) | {"state": "resolved"}, ensure_ascii=False)
        db.table("case_events").insert(
            again | {"run": on, "at": f"{on}T02:00:00+08:00", "state": "resolved", "data": data}
        )


def names(places: Places) -> set[str]:
    return {path.name for path in places.archive.rglob("*.warc.gz")}


def cited(case: str, first: str, last: str, failed: bool, *records: Record) -> Cited:
    return Cited(case, first, last, failed, lambda run: records)


def test_a_page_that_prints_the_day_is_needed_on_the_first_and_the_last_night_only() -> None:
    one = Cited("c", "2026-01-01", "2026-01-09", True, lambda run: (("http://a/1", run),))
    assert needed_of([one], {}, set(), "2026-01-01") == {
        "2026-01-01": {("http://a/1", "2026-01-01")},
        "2026-01-09": {("http://a/1", "2026-01-09")},
    }


def test_evidence_is_needed_on_its_first_and_last_night_and_where_its_case_changed() -> None:
    found = [
        cited("c", f"2026-01-{day:02d}", f"2026-01-{day:02d}", True, PAGE, ("urn:x", f"n{day}"))
        for day in range(1, 10)
    ]
    needed = needed_of(found, {"c": {"2026-01-01", "2026-01-04"}}, set(), "2026-01-01")
    assert set(needed) == {"2026-01-01", "2026-01-04", "2026-01-09"}
    assert needed["2026-01-04"] == {PAGE, ("urn:x", "n4")}
    assert needed_of(found, {"c": {"2026-01-01"}}, {"c"}, "2026-01-01") == {}


def test_another_state_of_the_page_is_needed_too_and_so_is_the_proof_of_mending() -> None:
    found = [
        cited("c", "2026-01-01", "2026-01-03", True, ("http://a/1", "d1")),
        cited("c", "2026-01-04", "2026-01-08", True, ("http://a/1", "d2")),
        cited("c", "2026-01-09", "2026-02-01", False, ("http://a/1", "d3")),
    ]
    needed = needed_of(found, {"c": {"2026-01-01", "2026-01-09"}}, set(), "2026-01-01")
    assert set(needed) == {"2026-01-01", "2026-01-03", "2026-01-04", "2026-01-08", "2026-01-09"}


def test_a_failure_without_a_case_stays_for_the_term_of_closed_cases() -> None:
    one = cited("c", "2026-01-01", "2026-01-03", True, PAGE)
    assert needed_of([one], {}, set(), "2026-01-03")
    assert not needed_of([one], {}, set(), "2026-01-04")


def test_young_nights_stay_to_the_day(places: Places, db: Database) -> None:
    resolve_all(db, "2026-11-21")
    # 2026-11-20 is 31 days old on 2026-12-21, and 32 the day after.
    assert plan(db, places, KEEP, at("2026-12-21")).kept == {YOUNG: 8}
    kept = plan(db, places, KEEP, at("2026-12-22")).kept
    assert kept[YOUNG] == 4


def test_open_cases_keep_their_evidence_for_ever(places: Places, db: Database) -> None:
    found = plan(db, places, KEEP, at("2056-01-01"))
    assert found.archive == ()
    assert found.kept == {LAST: 4, EVIDENCE: 4}


@pytest.mark.parametrize("day, goes", [("2027-03-01", 0), ("2027-03-02", 4)])
def test_closed_cases_keep_it_for_their_term(
    places: Places, db: Database, day: str, goes: int
) -> None:
    resolve_all(db, "2026-11-21")
    assert len(plan(db, places, KEEP, at(day)).archive) == goes


def test_held_runs_stay(places: Places, db: Database) -> None:
    resolve_all(db, "2026-11-21")
    found = plan(db, places, KEEP, at("2056-01-01"), held={"2026-11-20"})
    assert found.archive == ()
    assert found.kept == {LAST: 4, HELD: 4}


def test_what_went_is_said_to_have_gone_and_the_rest_is_still_proved(
    places: Places, db: Database
) -> None:
    resolve_all(db, "2026-11-21")
    found = plan(db, places, KEEP, at("2028-01-01"))
    sealed = remove(db, places, found, at("2028-01-01"))
    assert sealed is not None
    assert sealed.seq == 3
    assert names(places) == {"2026-11-21.warc.gz", "000002-2026-11-21.warc.gz"}
    result = verify(db, places)
    assert result.faults == ()
    assert result.findings == 35
    assert len(result.removed) == 4
    assert all("removed by rule on 2028-01-01 (archive_days" in one.what for one in result.removed)
    assert verify(db, places, "2026-11-20").faults == ()
    assert check_all(places).faults == ()
    # Nothing more goes, and no second manifest is made.
    again = plan(db, places, KEEP, at("2028-01-02"))
    assert again.archive == ()
    assert remove(db, places, again, at("2028-01-02")) is None
    assert len(read_chain(db, places).links) == 3
    # The last read is found, and a moment at which only the removed one was there has none.
    assert [one.run for one in last_reads(db, places, ["yunxi"], at("2028-01-01"))] == [
        "2026-11-21"
    ]
    assert last_reads(db, places, ["yunxi"], at("2026-11-20")) == ()


def test_a_file_that_somebody_deletes_is_no_removal_by_rule(places: Places, db: Database) -> None:
    resolve_all(db, "2026-11-21")
    remove(db, places, plan(db, places, KEEP, at("2028-01-01")), at("2028-01-01"))
    lost = next(iter(places.archive.glob("1*/2026-11-21.warc.gz")))
    lost.unlink()
    name = lost.relative_to(places.archive).as_posix()
    assert (name, "the file is missing") in {(f.where, f.what) for f in verify(db, places).faults}
    # A tombstone in the books alone covers nothing up.
    stone = next(iter(db.query("SELECT * FROM removed")))
    db.table("removed").insert(stone | {"path": name})
    assert "the books call it removed, but the chain does not" in {
        fault.what for fault in verify(db, places).faults
    }
    # Nor does one that is written into an old manifest of removal.
    path = places.manifests / "000003-removal.json"
    manifest = json.loads(path.read_bytes())
    manifest["removed"].append(manifest["removed"][0] | {"path": name})
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert "runs/000003-removal.json" in {fault.where for fault in verify(db, places).faults}


def test_nothing_goes_from_an_archive_in_doubt(places: Places, db: Database) -> None:
    path = places.manifests / "000001-2026-11-20.json"
    path.write_bytes(path.read_bytes().replace(b"yunxi", b"yunxj"))
    with pytest.raises(GongkaiError, match="nothing is removed"):
        plan(db, places, KEEP, at("2056-01-01"))


@pytest.mark.parametrize("survived", [0, 1, 2, 3])
def test_killed_in_the_middle_it_goes_on(places: Places, db: Database, survived: int) -> None:
    resolve_all(db, "2026-11-21")
    found = plan(db, places, KEEP, at("2028-01-01"))
    deleted: list[Path] = []

    def die(path: Path) -> None:
        if len(deleted) == survived:
            raise KeyboardInterrupt
        deleted.append(path)
        path.unlink()

    with pytest.raises(KeyboardInterrupt):
        remove(db, places, found, at("2028-01-01"), delete=die)
    assert verify(db, places).faults == ()
    assert {one.what for one in check_all(places).leftovers} == {
        "has a tombstone and is still here (gongkai keep apply)"
    }
    assert finish(db, places) == 4 - survived
    assert check_all(places).leftovers == ()
    assert len(tombstones(db)) == 4


def test_a_manifest_that_was_never_entered_is_made_anew(places: Places, db: Database) -> None:
    stray = places.manifests / "000003-removal.json"
    stray.write_text("{}", encoding="utf-8")
    assert next_in_chain(db, places)[0] == 3
    assert not stray.exists()
    # But a sealed night that the books have forgotten is not thrown away.
    foreign = places.manifests / "000003-2026-11-22.json"
    foreign.write_text("{}", encoding="utf-8")
    with pytest.raises(GongkaiError, match="does not know this manifest"):
        next_in_chain(db, places)
    assert foreign.exists()


def test_reports_go_but_the_newest(places: Places, db: Database) -> None:
    for run in ("2026-11-20", "2026-11-21", "notes"):
        folder = places.report(run)
        folder.mkdir(parents=True)
        (folder / "report.html").write_text("x" * 10, encoding="utf-8")
    assert plan(db, places, KEEP, at("2026-12-21")).reports == ()
    found = plan(db, places, KEEP, at("2056-01-01"))
    assert [(one.path, one.bytes) for one in found.reports] == [("reports/2026-11-20", 10)]
    remove(db, places, found, at("2056-01-01"))
    assert {one.name for one in (places.data / "reports").iterdir()} == {"2026-11-21", "notes"}


def test_records_of_old_nights_go_and_what_later_reads_rest_on_stays(places: Places) -> None:
    (path,) = group_databases(places)
    assert surplus(places, 2) == {path.parent.name: 0}
    db = open_database(path)
    store = GroupStore(db)
    later = date(2026, 12, 1)
    moment = at(later.isoformat())
    before = store.prior("yunxi", moment, "2026-12-01")
    assert before.sightings
    db.close()
    (one,) = trim(places, 1)
    assert one.reads == 1
    db = open_database(path)
    store = GroupStore(db)
    assert store.runs() == ("2026-11-21",)
    assert store.prior("yunxi", moment, "2026-12-01") == before
    portal = Portal("yunxi", "云溪县人民政府", PortalKind.COUNTY, "http://x.test/", ("standing",))
    assert store.read_dossier("2026-11-20", portal) is None
    assert store.read_dossier("2026-11-21", portal) is not None
    db.close()
    assert [one.reads for one in trim(places, 1)] == [0]


@pytest.mark.slow
def test_the_commands(places: Places, db: Database) -> None:
    resolve_all(db, "2026-11-21")
    db.close()
    home = places.data.parent
    text = (home / "gongkai.toml").read_text("utf-8")
    keep = "[keep]\narchive_days = 31\nclosed_days = 31\nrecords_nights = 2\n"
    (home / "gongkai.toml").write_text(keep + text, encoding="utf-8")
    asked = call(home, "keep", "plan", "--as-of", "2028-01-01")
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.count("goes\tarchive/") == 4
    assert asked.stdout.count("\n") == 5
    assert len(names(places)) == 4
    done = call(home, "keep", "apply", "--as-of", "2028-01-01")
    assert done.stdout == asked.stdout
    assert len(names(places)) == 2
    checked = call(home, "keep", "check")
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.splitlines()[-1].startswith("whole\tmanifests 3\tfiles 8\t")
    verified = call(home, "evidence", "verify")
    assert "removed by rule on 2028-01-01 (archive_days" in verified.stdout
    assert "fault" not in verified.stdout
    refused = call(home, "check", "--archive", "--run", "2026-11-20")
    assert refused.returncode == 2
    assert "were removed by rule" in refused.stderr
    next(iter(places.archive.glob("1*/*.idx"))).write_text("{}", encoding="utf-8")
    broken = call(home, "keep", "check")
    assert broken.returncode == 3
    assert "fault\t127." in broken.stdout
    assert broken.stdout.splitlines()[-1].startswith("NOT WHOLE")
