"""Pages of which problems are open, as the crawl is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.records import BEIJING, Evidence
from scheduler.store import open_store
from scheduler.store.cases import move_on, record_changes
from scheduler.store.findings import remember
from scheduler.store.worked_on import _MENDED_IN_THE_PAGE, cases_accused, pages_worked_on

AT = datetime(2026, 11, 20, 2, tzinfo=BEIJING)


def failure(check: str, page: str) -> Finding:
    shown = (Evidence(page, AT, "a" * 64),)
    return Finding(
        "yunxi", "standing", "row", (), check, page, "某办法", Outcome.FAILED, "有问题。",
        evidence=shown,
    )  # fmt: skip


def test_open_problems_count_from_the_next_run_on_and_its_own_never(tmp_path: Path) -> None:
    db = open_store(tmp_path / "gongkai.db")
    found = [
        failure("doc_metadata_complete", "http://a/1"),
        failure("doc_integrity_stable", "http://a/2"),
    ]
    after = move_on({}, found, AT)
    remember(db, "2026-11-20", "yunxi", found)
    record_changes(db, "2026-11-20", "yunxi", {}, after, AT)
    later = AT + timedelta(days=1)
    assert pages_worked_on(db, "2026-11-20", "yunxi", AT) == ()
    assert pages_worked_on(db, "2026-11-21", "yunxi", later) == ("http://a/1",)
    assert pages_worked_on(db, "2026-11-21", "yunzhou", later) == ()


def test_cases_that_failed_before_are_told_by_their_ids_but_not_what_is_only_suspected(
    tmp_path: Path,
) -> None:
    db = open_store(tmp_path / "gongkai.db")
    words = failure("doc_metadata_complete", "http://a/1")
    absent = replace(failure("section_present", "http://a/"), basis=Basis.ABSENCE)
    after = move_on({}, [words, absent], AT)
    remember(db, "2026-11-20", "yunxi", [words, absent])
    record_changes(db, "2026-11-20", "yunxi", {}, after, AT)
    later = AT + timedelta(days=1)
    assert cases_accused(db, "2026-11-20", "yunxi", AT) == ()
    assert cases_accused(db, "2026-11-21", "yunxi", later) == (words.case_id,)


def test_problems_that_no_change_of_the_page_mends_do_not_count(tmp_path: Path) -> None:
    db = open_store(tmp_path / "gongkai.db")
    found = [
        failure("consultation_precedes_adoption", "http://a/1"),
        failure("doc_publication_latency", "http://a/2"),
        failure("interpretation_linked", "http://a/3"),
        failure("pii_exposure", "http://a/4"),
    ]
    after = move_on({}, found, AT)
    remember(db, "2026-11-20", "yunxi", found)
    record_changes(db, "2026-11-20", "yunxi", {}, after, AT)
    later = AT + timedelta(days=1)
    assert pages_worked_on(db, "2026-11-21", "yunxi", later) == ("http://a/3", "http://a/4")


def test_the_checks_that_count_exist() -> None:
    assert set(_MENDED_IN_THE_PAGE) <= set(checks())
