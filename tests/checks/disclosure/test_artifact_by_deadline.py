"""artifact_by_deadline, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, LateEntry, ReadState, Record
from tests.builders import AS_OF, day, document, miss, section
from tests.checks.disclosure.cases import judged, named, row, seen, sought
from tests.checks.judging.test_redated import moved

CHECK = "artifact_by_deadline"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL = Outcome.CANT_TELL
PLAN = "云溪县2026年政务公开工作实施方案"
TEXT = "牵头单位：县政府办公室。完成时限：12月底。"

CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "on the last day": ([sought(PLAN, "2026-06-30", TEXT)], PASSED, None),
    "the day after": ([sought(PLAN, "2026-07-01", TEXT)], FAILED, None),
    "on the first day of the year": ([sought(PLAN, "2026-01-01", TEXT)], PASSED, None),
    "a plan without a year, of the year before": (
        [sought("政务公开工作实施方案", "2025-12-31", TEXT)], FAILED, None),
    "last year's plan put up this year": (
        [sought("云溪县2025年政务公开工作实施方案", "2026-03-01", TEXT)], FAILED, None),
    "a year in Chinese numerals": (
        [sought("二〇二六年政务公开任务分解表", "2026-03-01", TEXT)], PASSED, None),
    "the city's plan passed on": (
        [sought("云州市人民政府办公室印发2026年政务公开工作实施方案", "2026-03-01", TEXT)],
        FAILED, None),
    "a plan for something else": (
        [sought("2026年安全生产实施方案", "2026-03-01", TEXT)], FAILED, None),
    "none": ([], FAILED, None),
    "a part is missing": ([sought(PLAN, "2026-03-01", "完成时限：12月底。")], FAILED, "责任单位"),
    "both parts are missing": (
        [sought(PLAN, "2026-03-01", "各单位要提高认识。")], FAILED, "责任单位、完成时限"),
    "a part may stand in the attachment": (
        [sought(PLAN, "2026-03-01", "见附件。", files=["任务分解表"])], CANT_TELL, None),
    "its page was not read": ([row(PLAN, "2026-03-01")], CANT_TELL, None),
    "told by its row alone, late": ([row(PLAN, "2026-07-01")], FAILED, None),
    "without a date": ([sought(PLAN, None, TEXT)], CANT_TELL, None),
    "a corrected copy later": (
        [sought(PLAN, "2026-03-01", TEXT), sought(f"{PLAN}（更正）", "2026-08-01", TEXT)],
        PASSED, None),
    "an incomplete one, then a whole one in time": (
        [sought(PLAN, "2026-03-01", "见会议精神。"), sought(f"{PLAN}（修订）", "2026-06-01", TEXT)],
        PASSED, None),
    "dated after the moment": ([sought(PLAN, "2026-11-21", TEXT)], FAILED, None),
    "a document of the library": (
        [document(title=f"关于印发{PLAN}的通知", published="2026-05-01", text=TEXT)], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(CHECK, seen(*records))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.statement.count("。") == 1


def test_late_rests_on_words_and_counts_days() -> None:
    finding = judged(CHECK, seen(sought(PLAN, "2026-07-10", TEXT)))
    assert finding.basis is Basis.WORDS
    assert (finding.measured, finding.unit) == (10, "days")
    assert (finding.due_on, finding.settled_on) == (day("2026-06-30"), day("2026-07-10"))


@pytest.mark.parametrize(
    ("first_seen", "outcome"), [("2026-06-20", PASSED), ("2026-07-10", CANT_TELL)]
)
def test_one_that_its_list_lacked_after_its_day_is_left_to_a_person(
    first_seen: str, outcome: Outcome
) -> None:
    plan, other = sought(PLAN, "2026-05-01", TEXT), sought(f"{PLAN}（修订）", "2026-05-02", TEXT)
    hint = LateEntry(
        plan.url, plan.title, plan.role, plan.snapshot, dated_on=day("2026-05-01"),
        absent_at=AS_OF.replace(month=6, day=10),
        first_seen_at=AS_OF.replace(month=int(first_seen[5:7]), day=int(first_seen[8:])),
    )  # fmt: skip
    finding = judged(CHECK, seen(plan, hint))
    assert finding.outcome is outcome
    assert "疑似倒签" in finding.statement
    assert "倒签" not in judged(CHECK, seen(plan, other, hint)).statement, "another one is in time"


@pytest.mark.parametrize(
    ("on", "was", "outcome"),
    [("2026-05-01", "2026-07-10", CANT_TELL), ("2026-05-01", "2026-06-20", PASSED),
     ("2026-07-10", "2026-05-01", CANT_TELL), ("2026-07-10", "2026-07-20", FAILED)],
)  # fmt: skip
def test_one_that_showed_another_day_before(on: str, was: str, outcome: Outcome) -> None:
    plan = sought(PLAN, on, TEXT)
    finding = judged(CHECK, seen(plan, moved(plan, was, on)))
    assert finding.outcome is outcome
    assert "采集时为" in finding.statement
    assert "b" * 64 in {one.sha256 for one in finding.evidence}


def test_missing_rests_on_absence() -> None:
    finding = judged(CHECK, seen())
    assert finding.basis is Basis.ABSENCE
    assert finding.measured == 143
    assert finding.evidence[-1].url.startswith("urn:")
    part = judged(CHECK, seen(sought(PLAN, "2026-03-01", "完成时限")))
    assert part.basis is Basis.ABSENCE


MOMENTS = {
    "the day it is due": ("2026-06-30T02:00", PENDING),
    "the day after": ("2026-07-01T02:00", FAILED),
    "before the year": ("2025-12-31T02:00", PENDING),
}


@pytest.mark.parametrize(("as_of", "outcome"), MOMENTS.values(), ids=MOMENTS)
def test_none_yet(as_of: str, outcome: Outcome) -> None:
    assert judged(CHECK, seen(as_of=as_of)).outcome is outcome


UNSEEN: dict[str, tuple[dict[str, Any], Cause]] = {
    "a list out of reach": (
        {"sections": [section(Role.NOTICES, ReadState.UNOBSERVABLE, Cause.ROBOTS)]}, Cause.ROBOTS),
    "a window that ended within the year": (
        {"sections": [section(Role.NOTICES, unread_before=day("2026-03-01"))]}, Cause.LIMIT),
    "menus that were not seen": ({"column_tree_complete": False}, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "cause"), UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("records", [[], [sought(PLAN, "2026-08-01", TEXT)]], ids=["none", "late"])
def test_unseen_is_never_failed(
    records: list[Record], changes: dict[str, Any], cause: Cause
) -> None:
    finding = judged(CHECK, seen(*records, **changes))
    assert (finding.outcome, finding.cause) == (CANT_TELL, cause)


def test_columns_of_the_office_are_looked_through_too() -> None:
    cut = named("工作部署", ReadState.PART, cause=Cause.UNREACHABLE)
    hub = named("政务公开专栏", ReadState.UNOBSERVABLE, cause=Cause.UNREADABLE)
    assert judged(CHECK, seen(named={"工作部署": cut})).cause is Cause.UNREACHABLE
    empty = replace(hub, cause=Cause.AMBIGUOUS)
    assert all(
        judged(CHECK, seen(named={"政务公开专栏": one})).outcome is FAILED for one in (hub, empty)
    )
    there = sought(PLAN, "2026-03-01", TEXT, role=Role.NAMED)
    assert judged(CHECK, seen(there, named={"工作部署": cut})).outcome is PASSED


def test_a_miss_of_its_own_page_is_not_a_failure() -> None:
    listed = row(PLAN, "2026-03-01", Role.NOTICES, path="notices/p.html")
    seen_in_part = seen(
        listed,
        misses=[miss(Role.NOTICES, "notices/p.html", Cause.SOFT_404)],
        sections=[section(Role.NOTICES, ReadState.PART, Cause.SOFT_404)],
    )
    assert judged(CHECK, seen_in_part).outcome is CANT_TELL
    assert judged(CHECK, seen_in_part, must_say=()).outcome is PASSED


def test_a_rulebook_without_an_end_asks_at_any_time() -> None:
    changes: dict[str, Any] = {"due_on": None, "until_on": None}
    assert judged(CHECK, seen(), **changes).outcome is FAILED
    assert judged(CHECK, seen(sought(PLAN, "2026-08-01", TEXT)), **changes).outcome is PASSED
