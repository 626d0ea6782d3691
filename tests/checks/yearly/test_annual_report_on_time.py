"""annual_report_on_time, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import BEIJING, Cause, ReadState, Record, Section
from tests.builders import (
    calendar,
    day,
    dossier,
    entry,
    judge_one,
    portal,
    report,
    section,
)

CHECK = "annual_report_on_time"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
TITLE = "云溪县人民政府2025年政府信息公开工作年度报告"


def row(title: str, dated: str | None, path: str = "nb/1.html") -> Record:
    return entry(Role.ANNUAL_REPORTS, path, title, dated)


CASES: dict[str, tuple[list[Record], Outcome]] = {
    "on the last day": ([report("nb/1", TITLE, "2026-03-31")], PASSED),
    "the day after": ([report("nb/1", TITLE, "2026-04-01")], FAILED),
    "before the year had ended": ([report("nb/1", TITLE, "2025-12-30")], PASSED),
    "told by its row alone": ([row(TITLE, "2026-03-20")], PASSED),
    "told by its row alone, late": ([row(TITLE, "2026-05-06")], FAILED),
    "its year in Chinese numerals": (
        [row("二〇二五年云溪县政府信息公开年度报告", "2026-03-20")], PASSED),
    "none": ([], FAILED),
    "only the year before": ([row("云溪县2024年政府信息公开工作年度报告", "2025-03-20")], FAILED),
    "only a township's": (
        [row("石桥镇2025年政府信息公开工作年度报告", "2026-01-20")], FAILED),
    "only a bureau's": (
        [report("nb/9", "云溪县财政局2025年政府信息公开工作年度报告", "2026-01-20",
                body="云溪县财政局")], FAILED),
    "a bureau's in time, its own late": (
        [row("云溪县财政局2025年政府信息公开年报", "2026-01-20"), row(TITLE, "2026-04-02", "2")],
        FAILED),
    "a report that names no body": ([row("2025年政府信息公开工作年度报告", "2026-03-02")], PASSED),
    "the office's": (
        [row("云溪县人民政府办公室2025年政府信息公开工作年度报告", "2026-03-02")], PASSED),
    "the place alone": ([row("云溪县2025年政府信息公开工作年度报告", "2026-03-02")], PASSED),
    "a corrected copy later": (
        [row(TITLE, "2026-03-02"), row(TITLE + "（更正）", "2026-06-02", "nb/2")], PASSED),
    "without any date": ([report("nb/1", TITLE, None)], CANT_TELL),
    "undated page, dated row": ([report("nb/1", TITLE, None), row(TITLE, "2026-03-05", "nb/1")],
        PASSED),
    "a report without a year": ([row("政府信息公开工作年度报告", "2026-03-05")], CANT_TELL),
    "a notice about reports": (
        [row("关于做好2025年政府信息公开工作年度报告编制工作的通知", "2026-01-05")], FAILED),
    "another sort of report, read": (
        [report("nb/3", "云溪县2025年法治政府建设情况报告", "2026-01-22")], FAILED),
    "another sort of report": ([row("云溪县2025年法治政府建设年度报告", "2026-03-05")], FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(*records))
    assert finding.outcome is outcome, finding.statement
    assert finding.aspect == finding.identity == "2025"
    assert finding.subject == "http://www.yunxi.test/"


def test_a_notice_of_a_year_speaks_of_the_report_on_that_year() -> None:
    row = load_rulebook("wuhu-2020-method").requirement("wuhu-2020-method-5.1a")

    def judged(on: date, *records: Record) -> Finding:
        moment = datetime(on.year, on.month, on.day, 2, tzinfo=BEIJING)
        seen = replace(dossier(*records), as_of=moment)
        (finding,) = checks()[CHECK].judge(seen, row, calendar())
        return finding

    before = entry(Role.ANNUAL_REPORTS, "nb/0.html", TITLE.replace("2025", "2019"), "2020-03-20")
    own = entry(Role.ANNUAL_REPORTS, "nb/1.html", TITLE.replace("2025", "2020"), "2021-02-20")
    open_yet = judged(date(2020, 11, 20), before)
    assert (open_yet.outcome, open_yet.aspect) == (PENDING, "2020")
    assert open_yet.due_on == date(2021, 2, 20)
    assert judged(date(2021, 3, 1), before, own).outcome is PASSED
    assert judged(date(2021, 3, 1), before).outcome is FAILED


def test_late_counts_calendar_days_and_rests_on_words() -> None:
    finding = judge_one(CHECK, dossier(report("nb/1", TITLE, "2026-04-07")))
    assert (finding.measured, finding.unit, finding.due_on) == (7, "days", day("2026-03-31"))
    assert finding.basis is Basis.WORDS
    assert finding.statement.endswith("逾期7天。")


def test_missing_is_an_absence() -> None:
    finding = judge_one(CHECK, dossier())
    assert finding.basis is Basis.ABSENCE
    assert finding.evidence[-1].url.startswith("urn:")


MOMENTS: dict[str, tuple[str, PortalKind, Outcome]] = {
    "county, due today": ("2026-03-31T02:00", PortalKind.COUNTY, PENDING),
    "county, due yesterday": ("2026-04-01T02:00", PortalKind.COUNTY, FAILED),
    "department, due today": ("2026-01-31T02:00", PortalKind.DEPARTMENT, PENDING),
    "department, due yesterday": ("2026-02-01T02:00", PortalKind.DEPARTMENT, FAILED),
    "a township has no date": ("2026-06-01T02:00", PortalKind.TOWNSHIP, INAPPLICABLE),
}


@pytest.mark.parametrize(("as_of", "kind", "outcome"), MOMENTS.values(), ids=MOMENTS)
def test_none_yet(as_of: str, kind: PortalKind, outcome: Outcome) -> None:
    own = portal("云溪县财政局" if kind is PortalKind.DEPARTMENT else "云溪县人民政府", kind)
    assert judge_one(CHECK, dossier(as_of=as_of, of=own)).outcome is outcome


def test_a_report_dated_tomorrow_does_not_exist() -> None:
    seen = dossier(report("nb/1", TITLE, "2026-03-21"), as_of="2026-03-20T02:00")
    assert judge_one(CHECK, seen).outcome is PENDING


def test_a_body_founded_since_owes_nothing() -> None:
    own = portal(valid_from=day("2026-01-15"))
    assert judge_one(CHECK, dossier(of=own)).outcome is INAPPLICABLE


SECTIONS: dict[str, tuple[Section, Outcome, Cause | None]] = {
    "out of reach": (
        section(Role.ANNUAL_REPORTS, ReadState.UNOBSERVABLE, Cause.BLOCKED), CANT_TELL,
        Cause.BLOCKED),
    "in part": (
        section(Role.ANNUAL_REPORTS, ReadState.PART, Cause.LIMIT), CANT_TELL, Cause.LIMIT),
    "absent": (section(Role.ANNUAL_REPORTS, ReadState.ABSENT), FAILED, None),
    "empty": (section(Role.ANNUAL_REPORTS, ReadState.EMPTY), FAILED, None),
    "with a statement of none": (
        section(Role.ANNUAL_REPORTS, ReadState.EMPTY, statement_on=day("2026-05-01")),
        INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "outcome", "cause"), SECTIONS.values(), ids=SECTIONS)
def test_section(state: Section, outcome: Outcome, cause: Cause | None) -> None:
    finding = judge_one(CHECK, dossier(sections=[state]))
    assert (finding.outcome, finding.cause) == (outcome, cause)


def test_late_in_a_list_read_in_part_cannot_be_told() -> None:
    part = section(Role.ANNUAL_REPORTS, ReadState.PART, Cause.LIMIT)
    seen = dossier(row(TITLE, "2026-05-06"), sections=[part])
    assert judge_one(CHECK, seen).outcome is CANT_TELL


def test_department_under_its_parents_place() -> None:
    own: dict[str, Any] = {"name": "云州市云溪县财政局", "kind": PortalKind.DEPARTMENT}
    seen = dossier(row("云溪县财政局2025年政府信息公开年报", "2026-01-31"), of=portal(**own))
    assert judge_one(CHECK, seen).outcome is PASSED


MERGED = ("关于县扶贫办并入县农业农村局的说明", "机构改革情况说明", "本单位已撤销的公告")


@pytest.mark.parametrize("title", MERGED)
def test_a_note_of_a_merger_leaves_it_open(title: str) -> None:
    own = portal("云溪县扶贫办公室", PortalKind.DEPARTMENT)
    assert judge_one(CHECK, dossier(row(title, "2026-01-15"), of=own)).outcome is CANT_TELL
    # One of years ago tells nothing of this report, nor one of a body below a government.
    assert judge_one(CHECK, dossier(row(title, "2019-03-15"), of=own)).outcome is FAILED
    assert judge_one(CHECK, dossier(row(title, "2026-01-15"))).outcome is FAILED


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [("2025-11-30", INAPPLICABLE), ("2026-03-30", INAPPLICABLE), ("2026-03-31", FAILED)],
)
def test_a_body_that_ended_before_the_date_owes_nothing(ended: str, outcome: Outcome) -> None:
    own = portal(valid_to=day(ended))
    assert judge_one(CHECK, dossier(of=own)).outcome is outcome


def test_a_list_kept_on_a_higher_portal_and_not_met_cannot_be_told() -> None:
    above = section(Role.ANNUAL_REPORTS, ReadState.EMPTY, elsewhere=True)
    assert judge_one(CHECK, dossier(sections=[above])).outcome is CANT_TELL
    shown = dossier(row(TITLE.replace("2025", "2024"), "2025-03-20"), sections=[above])
    assert judge_one(CHECK, shown).outcome is FAILED
