"""interpretation_quarterly_bulletin, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, ReadState, Record, Section, SoughtPage
from tests.builders import calendar, dossier, entry, on, section, shot, url_of

CHECK = "interpretation_quarterly_bulletin"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL = Outcome.CANT_TELL
ROW = replace(
    load_rulebook("wuding-2018").requirement("wuding-2018-22b"),
    from_on=date(2026, 1, 1), until_on=date(2026, 12, 31),
)  # fmt: skip
UNITS = "县教育局应解读3件，已解读3件；石桥镇应解读1件，已解读0件。"


def find(
    *records: Record, today: str = "2026-07-20T02:00", sections: list[Section] | None = None,
    tree: bool = True,
) -> Finding:  # fmt: skip
    seen = dossier(*records, as_of=today, sections=sections or (), column_tree_complete=tree)
    (finding,) = checks()[CHECK].judge(seen, ROW, calendar())
    return finding


def bulletin(title: str, dated: str | None, path: str = "tz/1.html", text: str = UNITS) -> Record:
    url = url_of(path)
    return SoughtPage(url, title, Role.NOTICES, shot(url), published_on=on(dated), text=text)


Q1 = bulletin("关于2026年第一季度政策文件解读情况的通报", "2026-04-10", "tz/q1.html")


def q2(title: str = "云溪县2026年第二季度政策解读情况通报", dated: str | None = "2026-07-15",
       text: str = UNITS) -> Record:  # fmt: skip
    return bulletin(title, dated, "tz/q2.html", text)


CASES: dict[str, tuple[tuple[Record, ...], Outcome, str | None]] = {
    "none": ((), FAILED, "2026Q1、2026Q2"),
    "one": ((Q1,), FAILED, "2026Q2"),
    "both, the second on its last day": ((Q1, q2()), PASSED, None),
    "the second a day late": ((Q1, q2(dated="2026-07-16")), FAILED, "2026Q2"),
    "by the day it came": ((Q1, q2("关于政策文件解读情况的通报")), PASSED, None),
    "no year in its title": ((Q1, q2("二季度政策解读情况通报")), PASSED, None),
    "of the year before": ((Q1, q2("2025年第二季度政策解读情况通报")), FAILED, "2026Q2"),
    "a half-year's serves one quarter": ((q2("2026年上半年政策解读情况通报"),), FAILED, "2026Q1"),
    "a first quarter's told twice": (
        (Q1, q2("2026年第一季度政策解读情况通报")), FAILED, "2026Q2"),
    "undated": ((Q1, q2(dated=None)), CANT_TELL, None),
    "without units": ((Q1, q2(text="总体情况良好。")), CANT_TELL, None),
    "its row alone": (
        (Q1, entry(Role.NOTICES, "tz/q2.html", "2026年第二季度政策解读情况通报", "2026-07-10")),
        CANT_TELL, None),
    "a training": ((Q1, q2("第二季度政策解读培训情况通报")), FAILED, "2026Q2"),
    "a higher body's": ((Q1, q2("省政府办公厅关于第二季度政策解读情况的通报")), FAILED, "2026Q2"),
    "an interpretation": ((Q1, q2("《二季度经济运行通报》解读")), FAILED, "2026Q2"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: tuple[Record, ...], outcome: Outcome, aspect: str | None) -> None:
    finding = find(*records)
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == "http://www.yunxi.test/"


@pytest.mark.parametrize(
    ("today", "outcome"), [("2026-04-15T02:00", PENDING), ("2026-04-16T02:00", FAILED)]
)
def test_the_day_it_is_due(today: str, outcome: Outcome) -> None:
    finding = find(today=today)
    assert finding.outcome is outcome
    assert outcome is PENDING or finding.due_on == date(2026, 4, 15)


def test_quarters_that_were_over_before_the_notice_are_not_asked_for() -> None:
    row = replace(ROW, issued_on=date(2026, 4, 2))
    (finding,) = checks()[CHECK].judge(
        dossier(as_of="2026-07-20T02:00", column_tree_complete=True), row, calendar()
    )
    assert (finding.outcome, finding.aspect) == (FAILED, "2026Q2")


def test_what_fell_due_is_the_last_quarter_that_was_not_told() -> None:
    assert find(today="2026-07-16T02:00").due_on == date(2026, 7, 15)


def test_what_was_not_seen_is_never_failed() -> None:
    cut = section(Role.NOTICES, ReadState.PART, Cause.LIMIT)
    assert find(sections=[cut]).cause is Cause.LIMIT
    assert find(tree=False).outcome is CANT_TELL


def test_what_a_failure_says() -> None:
    finding = find(Q1)
    assert finding.basis is Basis.ABSENCE
    assert finding.statement.startswith("2026年第2季度的解读情况通报未见，应于季后15日内通报")
