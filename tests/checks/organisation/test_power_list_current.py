"""power_list_current, as tables of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Cause, Dossier, Link, ReadState, Record, Section
from tests.builders import (
    calendar,
    day,
    dossier,
    entry,
    judge_one,
    on,
    requirement,
    section,
    static_page,
)  # fmt: skip

CHECK, ROLE = "power_list_current", Role.POWER_LIST
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
TEXT = "行政许可、行政处罚、行政强制等权责事项共一百二十项，逐项列明依据。" * 3


def row(dated: str | None, title: str = "云溪县权责清单") -> Record:
    return entry(ROLE, f"qz/{dated}.html", title, dated)


def page(text: str = TEXT, title: str = "权责清单", **more: Any) -> Record:
    return replace(static_page(ROLE, text), title=title, **more)


FILE = (Link("http://www.yunxi.test/qz.xls", "权责清单.xls"),)
VERSION = (Link("http://www.yunxi.test/1.xls", "附件：云溪县水利局权责清单（2026年版）.xls"),)
OLD = (Link("http://www.yunxi.test/1.xls", "权责清单（2021版）.pdf"),)
NO_LIST = (Link("http://www.yunxi.test/1.xls", "2026年统计表.xls"),)
# As of 20 November 2026; 400 days before is 16 October 2025.
LISTS: dict[str, tuple[list[Record], Outcome]] = {
    "of this year": ([row("2026-05-04")], PASSED),
    "400 days old": ([row("2025-10-16")], PASSED),
    "401 days old": ([row("2025-10-15")], FAILED),
    "an old one and a new one": ([row("2020-01-02"), row("2026-01-02")], PASSED),
    "dated tomorrow only": ([row("2026-11-21")], CANT_TELL),
    "a version of this year in the title": ([row("2025-03-01", "权责清单（2026年版）")], PASSED),
    "a version of an old year": ([row(None, "权责清单（2023年版）")], FAILED),
    "a version of last year without a day": ([row(None, "权责清单（2025年版）")], CANT_TELL),
    "a version of last year with its day": ([row("2025-09-01", "权责清单（2025年版）")], FAILED),
    "a version of a year to come": ([row("2024-01-01", "权责清单（2027年版）")], FAILED),
    "a file of this year's version": ([page("", attachments=VERSION)], PASSED),
    "a file of that version below an old page": (
        [page(published_on=on("2019-03-01"), attachments=VERSION)], PASSED),
    "a file of an old version": ([page("", attachments=OLD)], FAILED),
    "a file of this year about something else": ([page(attachments=NO_LIST)], CANT_TELL),
    "no date at all": ([row(None)], CANT_TELL),
    "one page, published lately": ([page(published_on=on("2026-03-01"))], PASSED),
    "one page, changed lately": (
        [page(published_on=on("2019-03-01"), updated_on=on("2026-03-01"))], PASSED),
    "one page, long ago": ([page(published_on=on("2019-03-01"))], FAILED),
    "one page without a date": ([page()], CANT_TELL),
    "one page that is a file": (
        [page("", attachments=FILE, published_on=on("2026-03-01"))], PASSED),
    "a short page that names matters": (
        [page("序号\n事项名称\n1\n行政许可：取水许可", published_on=on("2026-03-01"))], PASSED),
    "a short page that promises matters": (
        [page("权责清单正在完善中，敬请期待。", published_on=on("2026-03-01"))], FAILED),
    "one page without anything": ([page("暂无", published_on=on("2026-03-01"))], FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome"), LISTS.values(), ids=LISTS)
def test_list(records: list[Record], outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(*records))
    assert finding.outcome is outcome, finding.statement
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.evidence


STATES: dict[str, tuple[list[Record], Section, Outcome, Cause | None]] = {
    "none": ([], section(ROLE, ReadState.ABSENT), FAILED, None),
    "an empty section": ([], section(ROLE, ReadState.EMPTY), FAILED, None),
    "a statement of none": (
        [], section(ROLE, ReadState.EMPTY, statement_on=day("2026-06-01")), INAPPLICABLE, None),
    "a statement of none, too old": (
        [], section(ROLE, ReadState.EMPTY, statement_on=day("2025-06-01")), FAILED, None),
    "on a provincial system": (
        [], section(ROLE, ReadState.UNOBSERVABLE, Cause.BLOCKED), CANT_TELL, Cause.BLOCKED),
    "on the higher portal": ([], section(ROLE, elsewhere=True), CANT_TELL, Cause.AMBIGUOUS),
    "cut, and old as far as read": (
        [row("2020-01-02")], section(ROLE, ReadState.PART, Cause.LIMIT), CANT_TELL, Cause.LIMIT),
    "cut, and new as far as read": (
        [row("2026-01-02")], section(ROLE, ReadState.PART, Cause.LIMIT), PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "state", "outcome", "cause"), STATES.values(), ids=STATES)
def test_what_was_seen(
    records: list[Record], state: Section, outcome: Outcome, cause: Cause | None
) -> None:
    finding = judge_one(CHECK, dossier(*records, sections=[state]))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE


def test_an_old_list_fails_by_its_words() -> None:
    finding = judge_one(CHECK, dossier(row("2025-10-15")))
    assert (finding.basis, finding.measured, finding.unit) == (Basis.WORDS, 401, "days")
    assert "400天内更新（本市设定）" in finding.statement


def of_a_year(seen: Dossier, days: int = 0) -> Finding:
    """Under the rulebook of 2020, with or without a number of days."""
    base = requirement(CHECK)
    one = replace(
        base, terms={**base.terms, "max_age_days": days}, assumed=(),
        from_on=date(2020, 9, 27), until_on=date(2020, 12, 31),
    )  # fmt: skip
    (finding,) = checks()[CHECK].judge(seen, one, calendar())
    return finding


YEARS = {
    "the last day of the year before": ("2019-12-31", 0, FAILED),
    "the first day of the year": ("2020-01-01", 0, PASSED),
    "of a later year": ("2023-05-01", 0, PASSED),
    "366 days before its end": ("2019-12-31", 366, PASSED),
    "365 days before its end": ("2019-12-31", 365, FAILED),
}


@pytest.mark.parametrize(("dated", "days", "outcome"), YEARS.values(), ids=YEARS)
def test_a_notice_of_a_year(dated: str, days: int, outcome: Outcome) -> None:
    assert of_a_year(dossier(row(dated)), days).outcome is outcome


def test_one_sentence_in_place_of_a_list_is_told() -> None:
    said = judge_one(CHECK, dossier(page("权责清单已公布，共计3120项。详见公告。"), section(ROLE)))
    assert said.outcome is FAILED
    assert "页面仅有文字“权责清单已公布，共计3120项”" in said.statement
    nothing = judge_one(CHECK, dossier(page(""), section(ROLE)))
    assert nothing.outcome is FAILED
    assert "栏目没有内容" in nothing.statement
