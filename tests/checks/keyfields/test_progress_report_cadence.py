"""progress_report_cadence, as a table of cases. Grace: 20 days after a period's end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.keyfields.periods import Span, serves, spoken_of
from crawler.portals import Role
from crawler.records import Cause, Entry, ReadState
from tests.builders import calendar, day, dossier, entry, judge_one, requirement, section

CHECK = "progress_report_cadence"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


def row(title: str, dated: str | None) -> Entry:
    return entry(Role.KEY_TASKS, f"zd/{title}.html", title, dated)


Q1 = row("2026年第一季度重点工作进展情况", "2026-04-12")
Q2 = row("2026年二季度重点工作进展情况", "2026-07-10")
Q3 = row("2026年三季度重点工作进展情况", "2026-10-15")

CASES: dict[str, tuple[str, list[Entry], Outcome, str | None]] = {
    "every quarter": ("2026-11-20", [Q1, Q2, Q3], PASSED, None),
    "one is missing": ("2026-11-20", [Q1, Q3], FAILED, "2026Q2"),
    "none": ("2026-11-20", [], FAILED, "2026Q1、2026Q2、2026Q3"),
    "on the last day of grace": (
        "2026-11-20", [Q1, Q2, row("2026年三季度重点工作进展", "2026-10-20")], PASSED, None),
    "the day after": (
        "2026-11-20", [Q1, Q2, row("2026年三季度重点工作进展", "2026-10-21")], FAILED, "2026Q3"),
    "grace ends today": ("2026-10-20", [Q1, Q2], PENDING, "2026Q3"),
    "grace ended yesterday": ("2026-10-21", [Q1, Q2], FAILED, "2026Q3"),
    "in grace, and an earlier one is missing": ("2026-10-10", [Q2], FAILED, "2026Q1"),
    "half a year stands for its second quarter": (
        "2026-08-01", [Q1, row("上半年重点工作推进情况", "2026-07-15")], PASSED, None),
    "half a year stands not for its first": (
        "2026-08-01", [row("上半年重点工作推进情况", "2026-07-15")], FAILED, "2026Q1"),
    "three quarters stand for the third": (
        "2026-11-20", [Q1, Q2, row("云溪县前三季度重点工作完成情况", "2026-10-12")], PASSED, None),
    "a month serves its quarter": (
        "2026-11-20", [Q1, Q2, row("8月份重点任务进展", "2026-09-05")], PASSED, None),
    "January to September": (
        "2026-11-20", [Q1, Q2, row("2026年1-9月重点工作进展", "2026-10-14")], PASSED, None),
    "a title without a period, by its date": (
        "2026-11-20", [Q1, Q2, row("重点工作落实情况", "2026-08-30")], PASSED, None),
    "the same in the days of grace": (
        "2026-11-20", [Q1, Q2, row("重点工作落实情况", "2026-10-20")], PASSED, None),
    "the same after them": (
        "2026-11-20", [Q1, Q2, row("重点工作落实情况", "2026-10-21")], FAILED, "2026Q3"),
    "a title that names another year": (
        "2026-11-20", [Q1, Q2, row("2025年重点工作落实情况", "2026-08-30")], FAILED, "2026Q3"),
    "a list of tasks is no report": (
        "2026-11-20", [Q1, Q2, row("2026年重点工作任务分解", "2026-08-01")], FAILED, "2026Q3"),
    "what the quarter is to bring is no report": (
        "2026-11-20", [Q1, Q2, row("2026年三季度重点工作安排", "2026-07-08")], FAILED, "2026Q3"),
    "as of a day in the weeks after it": (
        "2026-11-20", [Q1, Q2, row("截至10月12日重点工作进展", "2026-10-14")], PASSED, None),
    "as of a day at the end of a month": (
        "2026-11-20", [Q1, Q2, row("截至10月30日重点工作进展", "2026-11-02")], FAILED, "2026Q3"),
    "the middle of the year": (
        "2026-08-01", [Q1, row("重点工作年中推进情况", "2026-07-15")], PASSED, None),
    "a report on a list of tasks is one": (
        "2026-11-20", [Q1, Q2, row("任务分解落实情况", "2026-08-01")], PASSED, None),
    "a report of tomorrow is none": (
        "2026-10-25", [Q1, Q2, row("2026年三季度重点工作进展", "2026-10-26")], FAILED, "2026Q3"),
    "a report without a date": (
        "2026-11-20", [Q1, Q2, row("2026年三季度重点工作进展", None)], CANT_TELL, None),
    "January: the last quarter of last year": (
        "2026-01-25", [row("2025年重点工作全年完成情况", "2026-01-18")], PASSED, None),
    "January: still in grace": ("2026-01-20", [], PENDING, "2025Q4"),
    "March: it is missing": ("2026-03-31", [], FAILED, "2025Q4"),
    "April: it is no longer asked for": ("2026-04-05", [], PENDING, "2026Q1"),
    "December's month, told in January without a year": (
        "2026-02-01", [row("12月份重点工作进展", "2026-01-08")], PASSED, None),
    "a quarter in Chinese numerals and full-width": (
        "2026-04-30", [row("二〇二六年第１季度重点工作", "2026-04-02")], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("today", "rows", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(today: str, rows: list[Entry], result: Outcome, aspect: str | None) -> None:
    finding = judge_one(CHECK, dossier(*rows, as_of=f"{today}T02:00"))
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.identity == ""


def test_what_is_missing_waits_and_what_is_late_does_not() -> None:
    missing = judge_one(CHECK, dossier(Q1, Q3))
    late = judge_one(CHECK, dossier(Q1, Q2, row("2026年三季度重点工作进展", "2026-11-01")))
    assert (missing.basis, late.basis) == (Basis.ABSENCE, Basis.WORDS)
    assert "20天（本市设定）" in missing.statement


def test_sentences_name_the_periods_in_words() -> None:
    none = judge_one(CHECK, dossier())
    assert none.aspect == "2026Q1、2026Q2、2026Q3"
    assert none.statement.startswith("2026年第一季度、2026年第二季度、2026年第三季度的重点任务进展")
    whole = judge_one(CHECK, dossier(Q1, Q2, Q3))
    assert "2026年第三季度的重点任务进展均在" in whole.statement
    waiting = judge_one(CHECK, dossier(Q1, Q2, as_of="2026-10-20T02:00"))
    assert waiting.statement.startswith("2026年第三季度的重点任务进展应于")


def test_sections() -> None:
    part = section(Role.KEY_TASKS, ReadState.PART, Cause.LIMIT)
    assert judge_one(CHECK, dossier(Q1, sections=[part])).cause is Cause.LIMIT
    assert judge_one(CHECK, dossier(Q1, Q2, Q3, sections=[part])).outcome is PASSED
    absent = section(Role.KEY_TASKS, ReadState.ABSENT)
    assert judge_one(CHECK, dossier(sections=[absent])).outcome is FAILED
    stated = section(Role.KEY_TASKS, ReadState.EMPTY, statement_on=day("2026-05-01"))
    assert judge_one(CHECK, dossier(sections=[stated])).outcome is INAPPLICABLE
    cut = section(Role.KEY_TASKS, unread_before=day("2026-06-01"))
    assert judge_one(CHECK, dossier(Q2, Q3, sections=[cut])).cause is Cause.LIMIT


def test_months() -> None:
    row_ = requirement(CHECK)
    row_ = replace(row_, terms={**row_.terms, "period": "month"})

    def aspect(*rows: Entry, as_of: str = "2026-04-25T02:00") -> str | None:
        (finding,) = checks()[CHECK].judge(dossier(*rows, as_of=as_of), row_, calendar())
        return finding.aspect

    both = row("2026年1-2月重点工作进展", "2026-03-08")
    march = row("3月份重点工作进展", "2026-04-08")
    assert aspect(both, march) is None
    assert aspect(march) == "2026-01、2026-02"
    assert aspect(both, Q1) is None  # a quarter stands for its last month
    assert aspect(Q1) == "2026-01、2026-02"
    (none,) = checks()[CHECK].judge(dossier(Q1, as_of="2026-04-25T02:00"), row_, calendar())
    assert none.statement.startswith("2026年1月、2026年2月的重点任务进展")


def test_a_notice_of_a_former_year_asks_for_that_year() -> None:
    row_ = replace(requirement(CHECK), from_on=day("2025-05-06"), until_on=day("2025-12-31"))
    (finding,) = checks()[CHECK].judge(dossier(Q1, Q2, Q3), row_, calendar())
    assert finding.aspect == "2025Q2、2025Q3、2025Q4"
    late = replace(row_, issued_on=day("2025-09-29"))  # of its year, but not of what was over
    (finding,) = checks()[CHECK].judge(dossier(Q1, Q2, Q3), late, calendar())
    assert finding.aspect == "2025Q3、2025Q4"


def test_a_period_over_before_the_notice_is_not_asked_for() -> None:
    row_ = replace(requirement(CHECK), from_on=day("2026-01-01"), issued_on=day("2026-07-01"))
    (finding,) = checks()[CHECK].judge(dossier(as_of="2026-11-20T02:00"), row_, calendar())
    assert finding.aspect == "2026Q3"


TITLES = {
    "2026年第三季度进展": (2026, 7, 9), "四季度进展": (2025, 10, 12), "1至3月": (2026, 1, 3),
    "一季度": (2026, 1, 3), "前两个月": (2026, 1, 2), "截至9月底": (2025, 1, 9),
    "十一月份": (2025, 11, 11), "十二月": (2025, 12, 12), "重点工作": None, "第13季度": None,
    "0月份": None, "99月": None, "9-1月": None,
}  # fmt: skip


@pytest.mark.parametrize(("title", "told"), TITLES.items())
def test_the_months_of_a_title(title: str, told: tuple[int, int, int] | None) -> None:
    assert spoken_of(title, day("2026-02-10")) == told


def test_whether_a_title_without_a_date_may_serve() -> None:
    span = Span(2026, 7, 9)
    assert serves("重点工作进展", None, span, span.end) is None
    assert serves("2025年重点工作进展", None, span, span.end) is False
    assert (span.label, Span(2026, 9, 9).label) == ("2026Q3", "2026-09")
