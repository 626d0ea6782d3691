"""public_event_held, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from checks.disclosure.period import Period
from checks.disclosure.spans import spans
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import PortalKind, Role
from crawler.records import Cause, ReadState, Record
from tests.builders import calendar, day, portal, section
from tests.checks.disclosure.cases import in_column, judged, named, row, row_of, seen

CHECK = "public_event_held"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL = Outcome.CANT_TELL
SPRING = row("云溪县举办政府开放日活动", "2026-04-10")
AUTUMN = row("走进水厂 政府开放日活动侧记", "2026-09-10")

CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "one in each half-year": ([SPRING, AUTUMN], PASSED, None),
    "none in the first": ([AUTUMN], FAILED, "2026H1"),
    "none at all": ([], FAILED, "2026H1"),
    "none yet in the second": ([SPRING], PENDING, None),
    "on the first and the last day of the halves": (
        [row("政府开放日", "2026-06-30"), row("气象台公众开放日", "2026-07-01")], PASSED, None),
    "two in the first": ([SPRING, row("公众开放日", "2026-05-30")], PENDING, None),
    "last year's": ([row("政府开放日", "2025-12-31"), AUTUMN], FAILED, "2026H1"),
    "only announced": ([row("政府开放日活动报名公告", "2026-04-01"), AUTUMN], CANT_TELL, None),
    "a report that tells who was invited": (
        [row("我县举办2026年政府开放日活动 邀请市民走进水厂", "2026-06-18"), AUTUMN], PASSED, None),
    "another such report": (
        [row("我县开展政府开放日 邀请企业代表体验", "2026-06-18"), AUTUMN], PASSED, None),
    "a meeting to which some were invited": (
        [row("县政府召开政府开放日座谈会 邀请企业代表参加", "2026-06-18"), AUTUMN], PASSED, None),
    "an invitation": (
        [row("政府开放日活动邀请市民参加", "2026-04-01"), AUTUMN], CANT_TELL, None),
    "an invitation to what is to be held": (
        [row("我县将举办政府开放日活动 邀请市民参加", "2026-04-01"), AUTUMN], CANT_TELL, None),
    "a letter of invitation": (
        [row("关于举办政府开放日活动的邀请函", "2026-04-01"), AUTUMN], CANT_TELL, None),
    "invited by registration": (
        [row("我县举办政府开放日活动 邀请您报名", "2026-04-01"), AUTUMN], CANT_TELL, None),
    "announced and held": (
        [row("政府开放日活动报名公告", "2026-04-01"), SPRING, AUTUMN], PASSED, None),
    "a report without a date": ([row("政府开放日活动", None), AUTUMN], CANT_TELL, None),
    "a plan for one": ([row("政府开放日活动实施方案", "2026-04-01"), AUTUMN], FAILED, "2026H1"),
    "the province's": ([row("省政府举办政府开放日活动", "2026-04-01"), AUTUMN], FAILED, "2026H1"),
    "another county's": (
        [row("青岚县人民政府举办政府开放日活动", "2026-04-01"), AUTUMN], FAILED, "2026H1"),
    "its press office's": (
        [row("县政府新闻办召开“走近政府”政府开放日活动", "2026-04-01"), AUTUMN], PASSED, None),
    "the city's press office's": (
        [row("市政府新闻办召开“走近政府”政府开放日活动", "2026-04-01"), AUTUMN], FAILED, "2026H1"),
    "one of its bureaus'": (
        [row("县教育局举办政府开放日活动", "2026-04-01"), AUTUMN], PASSED, None),
    "a bureau's of the city": (
        [row("市教育局举办政府开放日活动", "2026-04-01"), AUTUMN], FAILED, "2026H1"),
    "another county's bureau's": (
        [row("青岚县教育局举办政府开放日活动", "2026-04-01"), AUTUMN], FAILED, "2026H1"),
    "its own government's by its short name": (
        [row("县政府举办政府开放日活动", "2026-04-01"), AUTUMN], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(CHECK, seen(*records))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.statement.count("。") == 1
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE
        assert "2026年上半年未见" in finding.statement


SAME: dict[str, tuple[list[Record], bool]] = {
    "two reports of one event": (
        [SPRING, row("云溪县举办政府开放日活动（图）", "2026-04-12")],
        False,
    ),
    "a week apart": ([SPRING, row("云溪县举办政府开放日活动", "2026-04-17")], False),
    "eight days apart": ([SPRING, row("云溪县举办政府开放日活动", "2026-04-18")], True),
    "two events of one day": ([SPRING, row("气象台公众开放日迎来百名学生", "2026-04-10")], True),
}


@pytest.mark.parametrize(("records", "enough"), SAME.values(), ids=SAME)
def test_reports_of_one_event_count_once(records: list[Record], enough: bool) -> None:
    finding = judged(CHECK, seen(*records, AUTUMN), min_events=2, due_on=day("2026-06-30"))
    assert (finding.outcome is PASSED) == enough, finding.statement


MOMENTS = {
    "the last day of the half-year": ("2026-06-30T02:00", PENDING),
    "the day after": ("2026-07-01T02:00", FAILED),
    "before the year": ("2025-11-01T02:00", PENDING),
    "after the year": ("2027-01-01T02:00", FAILED),
}


def test_what_fell_due_is_the_end_of_the_last_span_that_lacked_events() -> None:
    assert judged(CHECK, seen()).due_on == day("2026-06-30")
    assert judged(CHECK, seen(SPRING)).due_on == day("2026-12-31")
    assert judged(CHECK, seen(SPRING, AUTUMN)).due_on is None


@pytest.mark.parametrize(("as_of", "outcome"), MOMENTS.values(), ids=MOMENTS)
def test_none(as_of: str, outcome: Outcome) -> None:
    older = row("其他信息", "2025-10-31")
    assert judged(CHECK, seen(older, as_of=as_of)).outcome is outcome


UNSEEN: dict[str, tuple[dict[str, Any], Cause]] = {
    "news out of reach": (
        {"sections": [section(Role.NEWS, ReadState.UNOBSERVABLE, Cause.BLOCKED)]}, Cause.BLOCKED),
    "news whose first page alone was read": (
        {"sections": [section(Role.NEWS, unread_before=day("2026-11-01"))]}, Cause.LIMIT),
    "menus that were not seen": ({"column_tree_complete": False}, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_unseen_is_never_failed(changes: dict[str, Any], cause: Cause) -> None:
    finding = judged(CHECK, seen(AUTUMN, **changes))
    assert (finding.outcome, finding.cause) == (CANT_TELL, cause)
    assert judged(CHECK, seen(SPRING, AUTUMN, **changes)).outcome is PASSED


def test_a_department_is_not_given_its_government_s_events() -> None:
    bureau = portal("云溪县水务局", PortalKind.DEPARTMENT)
    rows = [row("云溪县人民政府举办政府开放日活动", "2026-04-10"), AUTUMN]
    assert judged(CHECK, seen(*rows, of=bureau)).aspect == "2026H1"
    rows = [row("县水务局举办公众开放日", "2026-04-10"), AUTUMN]
    assert judged(CHECK, seen(*rows, of=bureau)).outcome is PASSED


YEAR = Period(day("2026-01-01"), day("2026-11-20"), day("2026-12-31"), day("2026-11-20"))
ENDLESS = Period(None, day("2026-02-20"), None, day("2026-02-20"))
SPANS = {
    "a year": ("year", YEAR, ["2026"]),
    "half-years": ("half_year", YEAR, ["2026H1", "2026H2"]),
    "quarters": ("quarter", YEAR, ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
    "months without end": ("month", ENDLESS, ["2026-01", "2026-02"]),
    "quarters without end, in the first": ("quarter", ENDLESS, ["2025Q4", "2026Q1"]),
    "years without end": ("year", ENDLESS, ["2025", "2026"]),
}


@pytest.mark.parametrize(("kind", "period", "labels"), SPANS.values(), ids=SPANS)
def test_spans(kind: str, period: Period, labels: list[str]) -> None:
    assert [span.label for span in spans(kind, period)] == labels


def test_spans_that_ended_before_the_notice_are_none() -> None:
    assert [s.label for s in spans("quarter", YEAR, day("2026-07-01"))] == ["2026Q3", "2026Q4"]
    assert next(iter(spans("quarter", YEAR, day("2026-06-30")))).label == "2026Q2"


def test_spans_in_words() -> None:
    told = [spans(kind, YEAR)[-1].chinese for kind in ("year", "half_year", "quarter")]
    assert told == ["2026年", "2026年下半年", "2026年第4季度"]
    assert spans("month", ENDLESS)[-1].chinese == "2026年2月"


def test_what_a_column_of_the_event_lists_are_its_reports() -> None:
    column = {"政府开放日": named("政府开放日")}
    rows = [in_column("走进自来水厂", "2026-04-10", "政府开放日"), AUTUMN]
    assert judged(CHECK, seen(*rows, named=column)).outcome is PASSED
    part = {"政府开放日": named("政府开放日", ReadState.PART, cause=Cause.LIMIT)}
    assert judged(CHECK, seen(AUTUMN, named=part)).cause is Cause.LIMIT


def test_an_event_is_known_by_a_pattern_of_its_title() -> None:
    held = [
        row("全县政务公开和网站管理培训班开班", "2026-03-01"),
        row("县政府办举办政务公开暨网站管理专题培训", "2026-10-01"),
    ]
    terms = {**row_of(CHECK).terms, "event_patterns": ["政务公开.{0,24}培训"]}
    asked = replace(row_of(CHECK), terms=MappingProxyType(terms))
    (finding,) = checks()[CHECK].judge(seen(*held), asked, calendar())
    assert finding.outcome is PASSED
    assert judged(CHECK, seen(*held)).outcome is FAILED


def test_what_the_bodies_of_a_government_hold_is_its_own() -> None:
    held = [
        row("云溪县公安局举办公众开放日", "2026-03-01"),
        row("县水务局举办公众开放日", "2026-10-01"),
    ]
    assert judged(CHECK, seen(*held)).outcome is PASSED
