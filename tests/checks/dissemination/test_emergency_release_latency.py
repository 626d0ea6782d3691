"""emergency_release_latency, as a table of cases. The flood came on 12 July at 03:20."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Emergency, Portal, Role
from crawler.records import Cause, Entry, ReadState, Record, SoughtPage
from scheduler.night.asked import asked_by
from tests.builders import (
    HOME,
    calendar,
    day,
    dossier,
    entry,
    moment,
    on,
    portal,
    section,
    shot,
    url_of,
)
from tests.checks.engine.builders import rulebook
from tests.checks.rows import judge_by, row

CHECK = "emergency_release_latency"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
FLOOD = Emergency("石桥镇山洪", moment("2026-07-12T03:20"), "重大", ("山洪",), "值班记录")
BARE = "云溪县公安局警情通报（一）"
TITLE = "石桥镇山洪灾害处置情况通报"


def body(*events: Emergency) -> Portal:
    return portal(emergencies=events or (FLOOD,))


def told(
    dated: str | None, title: str = TITLE, path: str = "xw/1.html", role: Role = Role.NEWS
) -> Entry:
    return entry(role, path, title, dated)


def page(dated: str, path: str = "xw/1.html", title: str = TITLE) -> SoughtPage:
    url = url_of(path)
    return SoughtPage(url, title, Role.NEWS, shot(url), published_on=on(dated))


def judged(*records: Record, event: Emergency = FLOOD, **more: Any) -> Finding:
    terms = more.pop("terms", {"max_hours": 5, "target_hours": 3})
    more.setdefault("column_tree_complete", True)
    (finding,) = judge_by(CHECK, dossier(*records, of=body(event), **more), **terms)
    return finding


CASES: dict[str, tuple[tuple[Record, ...], Outcome]] = {
    "within the target": ((told("2026-07-12T05:00"),), PASSED),
    "within the limit": ((told("2026-07-12T08:20"),), PASSED),
    "a minute too late": ((told("2026-07-12T08:21"),), FAILED),
    "on the page, the row shows the day": ((told("2026-07-12"), page("2026-07-12T06:00")), PASSED),
    "late on the page": ((told("2026-07-12"), page("2026-07-12T12:00")), FAILED),
    "the day alone": ((told("2026-07-12"),), CANT_TELL),
    "the next day alone": ((told("2026-07-13"),), FAILED),
    "late with its time, and the day alone": (
        (told("2026-07-12T12:00"), told("2026-07-12", path="xw/2.html")), CANT_TELL),
    "in time beside a late one": (
        (told("2026-07-12T12:00"), told("2026-07-12T04:00", path="xw/2.html")), PASSED),
    "before it happened": ((told("2026-07-12T03:00"),), FAILED),
    "the day before": ((told("2026-07-11"),), FAILED),
    "without a date": ((told(None),), CANT_TELL),
    "a drill": ((told("2026-07-12T04:00", "石桥镇开展山洪演练"),), FAILED),
    "another matter": ((told("2026-07-12T04:00", "石桥镇召开夏粮收购会议"),), FAILED),
    "a letter about it": (
        (told("2026-07-12T04:00", role=Role.MESSAGE_BOARD),), FAILED),
    "a bare title, by its text": (
        (told("2026-07-12T05:00", BARE), replace(page("2026-07-12T05:00", title=BARE),
         text="7月12日3时20分，石桥镇突发山洪。")), PASSED),
    "a bare title on something else": (
        (told("2026-07-12T05:00", BARE), replace(page("2026-07-12T05:00", title=BARE),
         text="7月12日，县城一处路口发生车辆追尾。")), FAILED),
    "a bare title whose text was not read": ((told("2026-07-12T05:00", BARE),), CANT_TELL),
    "a bare title after the limit": ((told("2026-07-12T12:00", BARE),), FAILED),
    "nothing": ((), FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "result"), CASES.values(), ids=CASES)
def test_case(records: tuple[Record, ...], result: Outcome) -> None:
    finding = judged(*records)
    assert finding.outcome is result, finding.statement
    assert (finding.subject, finding.aspect, finding.identity) == (HOME, FLOOD.name, FLOOD.name)
    assert finding.statement.count("。") == 1


def test_what_was_measured() -> None:
    late = judged(told("2026-07-12T12:20"))
    assert (late.measured, late.unit, late.basis) == (9.0, "hours", Basis.WORDS)
    assert (late.due_on, late.settled_on) == (day("2026-07-12"), day("2026-07-12"))
    missing = judged()
    assert (missing.basis, missing.due_on) == (Basis.ABSENCE, day("2026-07-12"))
    assert "争取目标" in judged(told("2026-07-12T07:00")).statement
    assert "争取目标" not in judged(told("2026-07-12T06:20")).statement


def test_a_day_alone_suffices_where_the_whole_day_agrees() -> None:
    assert judged(told("2026-07-12"), terms={"max_hours": 48}).outcome is PASSED
    assert judged(told("2026-07-13"), terms={"max_hours": 48}).outcome is PASSED
    assert judged(told("2026-07-14"), terms={"max_hours": 48}).outcome is CANT_TELL
    assert judged(told("2026-07-15"), terms={"max_hours": 48}).outcome is FAILED


@pytest.mark.parametrize(
    ("as_of", "result"),
    [("2026-07-12T08:20", PENDING), ("2026-07-12T08:21", FAILED), ("2026-07-12T04:00", PENDING)],
)
def test_what_is_not_due_is_pending(as_of: str, result: Outcome) -> None:
    assert judged(as_of=as_of).outcome is result
    assert judged(told("2026-07-12T23:00"), as_of=as_of).outcome is result


def test_an_emergency_that_lies_ahead_or_long_ago_is_none() -> None:
    assert judged(as_of="2026-07-12T03:19").outcome is INAPPLICABLE
    assert judged(as_of="2027-07-12T03:19").outcome is FAILED
    assert judged(as_of="2027-07-13T03:19").outcome is INAPPLICABLE


def test_grades() -> None:
    grades = {"max_hours": 5, "grades": ["特别重大", "重大"]}
    assert judged(terms=grades).outcome is FAILED
    assert judged(event=replace(FLOOD, grade="较大"), terms=grades).outcome is INAPPLICABLE
    assert judged(event=replace(FLOOD, grade="较大")).outcome is FAILED


def test_one_finding_for_each_emergency() -> None:
    fire = replace(FLOOD, name="化工园区火情", at=moment("2026-08-01T10:00"), words=("火情",))
    seen = dossier(told("2026-07-12T04:00"), of=body(fire, FLOOD), column_tree_complete=True)
    found = judge_by(CHECK, seen, max_hours=5)
    assert [(one.aspect, one.outcome) for one in found] == [
        ("石桥镇山洪", PASSED), ("化工园区火情", FAILED),
    ]  # fmt: skip
    assert len({one.case_id for one in found}) == 2


def test_no_emergency() -> None:
    (finding,) = judge_by(CHECK, dossier(), max_hours=5)
    assert finding.outcome is INAPPLICABLE


def test_a_moment_in_dispute() -> None:
    assert judged(event=replace(FLOOD, disputed=True)).cause is Cause.AMBIGUOUS


def test_a_release_on_new_media_that_is_registered() -> None:
    early = replace(FLOOD, released_at=moment("2026-07-12T04:10"), released_url="http://w.test/")
    assert judged(event=early).outcome is PASSED
    late = replace(early, released_at=moment("2026-07-12T09:00"))
    assert judged(event=late).outcome is FAILED
    assert judged(event=late).evidence


CONFERENCE = {"conference_max_hours": 24}
HELD = "县政府召开石桥镇山洪灾害新闻发布会"
CONFERENCES: dict[str, tuple[tuple[Record, ...], Outcome]] = {
    "held in time": ((told("2026-07-13T03:20", HELD),), PASSED),
    "held too late": ((told("2026-07-13T03:21", HELD),), FAILED),
    "on the day itself": ((told("2026-07-12", HELD),), PASSED),
    "on the next day, the time untold": ((told("2026-07-13", HELD),), CANT_TELL),
    "announced alone": ((told("2026-07-12T10:00", f"预告：{HELD}"),), FAILED),
    "on something else": ((told("2026-07-12T10:00", "夏粮收购新闻发布会"),), FAILED),
    "a release alone": ((told("2026-07-12T04:00"),), FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "result"), CONFERENCES.values(), ids=CONFERENCES)
def test_conference(records: tuple[Record, ...], result: Outcome) -> None:
    assert judged(*records, terms=CONFERENCE).outcome is result


def test_a_registered_conference() -> None:
    held = replace(FLOOD, conference_at=moment("2026-07-13T03:00"), conference_url="http://t.test/")
    assert judged(event=held, terms=CONFERENCE).outcome is PASSED


BLIND: dict[str, tuple[dict[str, Any], Cause]] = {
    "news not seen": ({"sections": [section(Role.NEWS, ReadState.UNOBSERVABLE, Cause.CHALLENGED)]},
        Cause.CHALLENGED),
    "notices cut": ({"sections": [section(Role.NOTICES, unread_before=day("2026-07-13"))]},
        Cause.LIMIT),
    "menus not seen": ({"column_tree_complete": False, "column_tree_cause": Cause.ROBOTS},
        Cause.ROBOTS),
}  # fmt: skip


@pytest.mark.parametrize(("more", "cause"), BLIND.values(), ids=BLIND)
def test_what_was_not_seen_is_not_failed(more: dict[str, Any], cause: Cause) -> None:
    for records in ((), (told("2026-07-12T12:00"),)):
        finding = judged(*records, **more)
        assert (finding.outcome, finding.cause) == (CANT_TELL, cause)
    assert judged(told("2026-07-12T04:00"), **more).outcome is PASSED


def test_what_is_older_than_the_notice_is_not_judged() -> None:
    by = replace(row(CHECK, max_hours=5), issued_on=day("2026-07-13"))
    seen = dossier(of=body(), column_tree_complete=True)
    assert next(checks()[CHECK].judge(seen, by, calendar())).outcome is INAPPLICABLE
    same = replace(by, issued_on=day("2026-07-12"))
    assert next(checks()[CHECK].judge(seen, same, calendar())).outcome is FAILED


def test_the_visit_reads_the_pages_that_tell_of_it() -> None:
    asked = asked_by([rulebook(row(CHECK, max_hours=5))], body())
    named, bare = asked.titles
    assert named == "山洪"
    assert [bool(re.search(bare, one)) for one in ("情况通报(二)", "安全检查情况通报")] == [
        True,
        False,
    ]
    assert asked.whole_tree
    assert asked_by([rulebook(row(CHECK, max_hours=5))], portal()).titles == ()
