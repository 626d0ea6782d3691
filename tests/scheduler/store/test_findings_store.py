"""Findings are stored as intervals of unchanged judgement and come back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.records import BEIJING, Evidence
from scheduler.store import open_store
from scheduler.store.findings import forget, in_order, judgement_in, pack, recall, remember

NIGHT = datetime(2026, 11, 18, 2, tzinfo=BEIJING)


def finding(
    night: int, outcome: Outcome = Outcome.FAILED, subject: str = "http://a.test/1"
) -> Finding:
    return Finding(
        portal="a",
        rulebook="standing",
        requirement="document-1",
        sources=("sixian-2020-07a",),
        check="doc_metadata_complete",
        subject=subject,
        title="关于某事的通知",
        outcome=outcome,
        statement="文号没有标出。",
        aspect="文号" if outcome is Outcome.FAILED else None,
        due_on=date(2026, 10, 9),
        measured=3,
        unit="working days",
        evidence=(Evidence(subject, NIGHT + timedelta(days=night), "ab" * 32, "引文"),),
    )


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_store(tmp_path / "gongkai.db")


def night(db: Database, number: int, *findings: Finding) -> str:
    run = (NIGHT + timedelta(days=number)).date().isoformat()
    with db.atomic():
        forget(db, run, "a")
        db.table("run_portals").upsert(
            {"run": run, "portal": "a", "name": "甲", "kind": "county"}, pk=("run", "portal")
        )
        remember(db, run, "a", findings)
    return run


def count(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM findings").fetchone()[0])


def test_three_equal_nights_are_one_row_with_three_capture_times(db: Database) -> None:
    runs = [night(db, n, finding(n)) for n in range(3)]
    assert count(db) == 1
    for n, run in enumerate(runs):
        assert recall(db, run, "a") == (finding(n),)


def of_bytes(number: int, *digests: str, url: str = "http://a.test/1") -> Finding:
    at = NIGHT + timedelta(days=number)
    return replace(
        finding(number),
        evidence=tuple(Evidence(url, at, digest * 32, "引文") for digest in digests),
    )


def test_a_page_that_prints_the_day_begins_no_new_row(db: Database) -> None:
    made = [of_bytes(0, "aa"), of_bytes(1, "bb"), of_bytes(2, "cc")]
    runs = [night(db, n, one) for n, one in enumerate(made)]
    assert count(db) == 1
    for run, one in zip(runs, made, strict=True):
        assert recall(db, run, "a") == (one,)
        (row,) = db.query("SELECT data FROM findings")
        assert judgement_in(db, run, "a", row["data"]) == one
    night(db, 1, of_bytes(1, "dd"))
    assert [recall(db, run, "a")[0].evidence[0].sha256[:2] for run in runs] == ["aa", "dd", "cc"]


def test_two_states_of_one_address_in_one_night_stay_apart(db: Database) -> None:
    other = of_bytes(0, "bb", url="http://a.test/1")
    other = replace(other, subject="http://a.test/2")
    run = night(db, 0, of_bytes(0, "aa"), other)
    assert recall(db, run, "a") == (of_bytes(0, "aa"), other)
    both = of_bytes(1, "aa", "bb")
    assert recall(db, night(db, 1, both), "a") == (both,)


def test_rows_of_an_older_version_with_their_digests_come_back(db: Database) -> None:
    run = night(db, 0, finding(0))
    db.execute("UPDATE findings SET data = ?", [pack(finding(0), {"http://a.test/1"})])
    assert recall(db, run, "a") == (finding(0),)


def test_a_changed_judgement_begins_a_new_row(db: Database) -> None:
    first = night(db, 0, finding(0))
    second = night(db, 1, finding(1, Outcome.PASSED))
    assert count(db) == 2
    assert recall(db, first, "a")[0].outcome is Outcome.FAILED
    assert recall(db, second, "a")[0].outcome is Outcome.PASSED


def test_rerun_of_the_middle_night_leaves_its_neighbours_alone(db: Database) -> None:
    runs = [night(db, n, finding(n)) for n in range(3)]
    changed = replace(finding(1), statement="成文日期没有标出。")
    night(db, 1, changed)
    assert recall(db, runs[0], "a") == (finding(0),)
    assert recall(db, runs[1], "a") == (changed,)
    assert recall(db, runs[2], "a") == (finding(2),)


def test_rerun_with_the_same_result_doubles_nothing(db: Database) -> None:
    run = night(db, 0, finding(0), finding(0, subject="http://a.test/2"))
    night(db, 0, finding(0), finding(0, subject="http://a.test/2"))
    assert count(db) == 2
    assert len(recall(db, run, "a")) == 2


def test_order_is_by_requirement_and_address_whatever_came_first(db: Database) -> None:
    one, two = finding(0, subject="http://a.test/1"), finding(0, subject="http://a.test/2")
    run = night(db, 0, two, one)
    assert recall(db, run, "a") == in_order((two, one)) == (one, two)


def test_order_of_an_earlier_night_survives_a_later_one(db: Database) -> None:
    other = replace(finding(0), requirement="document-4", check="doc_validity_current")
    run = night(db, 0, finding(0), other)
    night(db, 1, *(replace(f, evidence=finding(1).evidence) for f in (other, finding(1))))
    assert recall(db, run, "a") == (finding(0), other)


def test_checks_of_one_row_keep_their_order_when_one_of_them_changes(db: Database) -> None:
    for number, words in enumerate(("无。", "仍无。", "无。")):
        one = replace(finding(number), check="interpretation_present", statement=words)
        other = replace(finding(number), check="interpretation_latency")
        found = in_order([one, other])
        assert recall(db, night(db, number, *found), "a") == found
    alone = replace(finding(3), check="interpretation_latency")
    assert recall(db, night(db, 3, alone), "a") == (alone,)
    assert [f.check for f in recall(db, "2026-11-20", "a")] == [
        "interpretation_present", "interpretation_latency",
    ]  # fmt: skip
