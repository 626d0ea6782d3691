"""fiscal_report_complete, as tables of cases."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checks.rulebooks
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks as built
from checks.engine.requirement import Requirement
from checks.fiscal.reports import years_asked
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Entry, FileText, FiscalReport, ReadState, Record
from tests.builders import (
    HOME,
    calendar,
    dossier,
    entry,
    link,
    miss,
    on,
    portal,
    section,
    shot,
    url_of,
)

CHECK = "fiscal_report_complete"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
TRIPS, CARS, GUESTS, WHY = (
    "因公出国（境）团组数及人数", "公务用车购置数及保有量", "国内公务接待批次、人数、经费总额",
    "增减变化及原因",
)  # fmt: skip
FOUR = [TRIPS, CARS, GUESTS, WHY]
SAID = {
    TRIPS: "因公出国（境）费支出0万元，全年因公出国（境）团组0个，累计0人次。",
    CARS: "公务用车购置费0万元，购置公务用车0辆，年末公务用车保有量为3辆。",
    GUESTS: "公务接待费1.2万元，其中国内公务接待12批次、96人。",
    WHY: "比上年减少0.3万元，主要原因是压减一般性支出。",
}
NONE = {
    TRIPS: "本年度未安排因公出国（境）。",
    CARS: "本年度未购置公务用车，年末保有量0辆。",
    GUESTS: "公务接待费0万元，本年度未发生公务接待。",
    WHY: "与上年持平，原因是严格控制支出。",
}
OLD = entry(Role.BUDGETS, "old", "云溪县2023年部门决算公开", "2024-08-01")


TABLES = {
    TRIPS: "因公出国（境）团组数（个） 16 0 因公出国（境）人次数（人） 17 0",
    CARS: "公务用车购置数（辆） 18 0 公务用车保有量（辆） 19 3",
    GUESTS: "国内公务接待支出1.2万元，共接待国内来访团组15个、来宾97人次。",
}
"""Statements as the form of tables of 部门决算 and its usual prose make them."""


def report(
    title: str = "云溪县水务局2025年度部门决算公开", text: str = "".join(SAID.values()), **more: Any
) -> tuple[Entry, FiscalReport]:
    path = more.pop("path", "cz/1.html")
    dated = more.pop("dated", "2026-08-20")
    page = FiscalReport(
        url_of(path), title, Role.BUDGETS, shot(url_of(path)), on(dated), text,
        more.pop("text_chars", len(text)), more.pop("tables", 4), **more,
    )  # fmt: skip
    return entry(Role.BUDGETS, path, title, dated), page


def all_of(*records: Record, terms: dict[str, Any], **more: Any) -> list[Finding]:
    folder = Path(checks.rulebooks.__file__).parent / "terms"
    shared = tomllib.loads((folder / f"{CHECK}.toml").read_text("utf-8"))
    ends = {n: more.pop(n) for n in ("from_on", "until_on", "due_on") if n in more}
    row = Requirement("row", "book", "预决算", "…", CHECK, terms={**shared, **terms}, **ends)
    more.setdefault("sections", [section(Role.BUDGETS)])
    return list(built()[CHECK].judge(dossier(*records, **more), row, calendar()))


def judged(*records: Record, require: list[str] = FOUR, **more: Any) -> Finding:
    (finding,) = all_of(*records, terms={"require": require, **more.pop("terms", {})}, **more)
    return finding


@pytest.mark.parametrize("name", FOUR)
def test_each_statement_alone(name: str) -> None:
    rest = "".join(text for key, text in SAID.items() if key != name)
    finding = judged(*report(text=rest))
    assert (finding.outcome, finding.aspect, finding.basis) == (FAILED, name, Basis.ABSENCE)
    assert finding.subject == url_of("cz/1.html")
    assert judged(*report(text=rest + NONE[name])).outcome is PASSED, name


BOTH = "关于云溪县2025年预算执行情况和2026年预算草案的报告"
GOVERNED: dict[str, tuple[tuple[Record, ...], PortalKind, Outcome]] = {
    "its name in brackets": (report(f"{BOTH}（2026年县级政府预算公开）"), PortalKind.COUNTY,
        PASSED),
    "of a department, too": (report(f"{BOTH}（2026年部门预算公开）"), PortalKind.DEPARTMENT,
        PASSED),
    "the report alone": (report(BOTH), PortalKind.COUNTY, PASSED),
    "the report without tables": (report(BOTH, tables=0), PortalKind.COUNTY, CANT_TELL),
    "its tables": ((*report(BOTH, tables=0), *report("云溪县2026年一般公共预算支出表",
        path="cz/2.html")), PortalKind.COUNTY, PASSED),
    "no report of a department": (report(BOTH), PortalKind.DEPARTMENT, FAILED),
    "how the last one went": (report("关于云溪县2026年预算执行情况的报告"), PortalKind.COUNTY,
        FAILED),
    "the next year's": (report("关于云溪县2026年预算执行情况和2027年预算草案的报告"),
        PortalKind.COUNTY, FAILED),
    "a change of it": (report("云溪县2026年预算调整方案（2026年部门预算公开）的批复"),
        PortalKind.COUNTY, FAILED),
    "a notice on it": (report("关于2026年部门预算公开工作的通知（预算处）"), PortalKind.COUNTY,
        FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "kind", "outcome"), GOVERNED.values(), ids=GOVERNED)
def test_reports_to_the_congress(
    records: tuple[Record, ...], kind: PortalKind, outcome: Outcome
) -> None:
    terms = {"require": ["表格"], "years": ["2026预算"]}
    old = entry(Role.BUDGETS, "old", "云溪县2024年部门预算", "2024-08-01")
    (finding,) = all_of(old, *records, terms=terms, of=portal(kind=kind))
    assert finding.outcome is outcome


CASES: dict[str, tuple[tuple[Record, ...], Outcome, str | None]] = {
    "whole": (report(), PASSED, None),
    "nothing spent, and said so": (report(text="".join(NONE.values())), PASSED, None),
    "blanks in the text": (report(text=" ".join("".join(SAID.values()))), PASSED, None),
    "nothing said": (report(text="本部门决算已经批复。" * 30), FAILED, "、".join(FOUR)),
    "in an attachment": (report(text="", attachments=(link("1.pdf"),)), CANT_TELL, None),
    "in a picture": (report(text="说明" * 200, pictures=2), CANT_TELL, None),
    "on linked pages": (report(text="", links=12), CANT_TELL, None),
    "links beside a text": (report(text="说明。" * 100, links=2), FAILED, "、".join(FOUR)),
    "secret": (report(text="本单位属涉密单位，不予公开。"), INAPPLICABLE, None),
    "no page": ((OLD,), FAILED, "2025年决算"),
    "another year": ((OLD, *report("云溪县水务局2024年度部门决算公开")), FAILED, "2025年决算"),
    "a budget": ((OLD, *report("云溪县水务局2025年部门预算公开")), FAILED, "2025年决算"),
    "a notice on them": ((OLD, *report("关于做好2025年度部门决算公开工作的通知")), FAILED,
        "2025年决算"),
    "not there yet": ((OLD, *report(dated="2026-11-21")), FAILED, "2025年决算"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: tuple[Record, ...], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(*records)
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    if aspect == "2025年决算":
        assert finding.subject == HOME


@pytest.mark.parametrize("name", TABLES)
def test_statements_in_the_form_of_tables(name: str) -> None:
    assert judged(*report(text=TABLES[name]), require=[name]).outcome is PASSED


@pytest.mark.parametrize(
    ("title", "dated", "outcome"),
    [
        ("云溪县水务局部门决算公开", "2026-08-20", PASSED),
        ("云溪县水务局部门决算公开", "2025-08-20", FAILED),
        ("云溪县水务局部门决算公开", "2026-02-20", FAILED),
        ("云溪县水务局部门预算公开", "2026-08-20", FAILED),
        ("2025年度云溪县水务局决算", "2026-08-20", PASSED),
        ("关于云溪县2025年财政决算的公告", "2026-08-20", PASSED),
        ("2025年度云溪县政府办公室决算", "2026-08-20", PASSED),
        ("2025年度全县财政决算编审会召开", "2026-08-20", FAILED),
    ],
)
def test_titles_of_final_accounts(title: str, dated: str, outcome: Outcome) -> None:
    found = judged(*report(title, dated=dated), OLD, terms={"years": ["2025决算"]})
    assert found.outcome is outcome


def test_tables() -> None:
    assert judged(*report(tables=1), require=["表格"]).outcome is PASSED
    assert judged(*report(tables=0), require=["表格"]).aspect == "表格"
    sheet = judged(*report(tables=0, attachments=(link("1.xlsx"),)), require=["表格"])
    assert (sheet.outcome, sheet.cause) == (CANT_TELL, Cause.UNREADABLE)


def test_a_file_of_which_words_alone_are_known_may_hold_tables() -> None:
    url = url_of("f/1.pdf")
    words = FileText(url, "决算.pdf", shot(url), used=True, by="pdftotext")
    filed = {"attachments": (link("f/1.pdf"),), "tables": 0}
    only = judged(*report(files=(words,), **filed), require=["表格"])
    assert (only.outcome, only.cause) == (CANT_TELL, Cause.UNREADABLE), only.statement
    silent = judged(*report("云溪县水务局2025年度部门决算公开", "本部门决算如下。" * 40,
                            files=(words,), **filed), require=["表格", WHY])  # fmt: skip
    assert (silent.outcome, silent.aspect) == (FAILED, WHY)
    ours = judged(*report(files=(replace(words, by=""),), **filed), require=["表格"])
    assert (ours.outcome, ours.aspect) == (FAILED, "表格")
    assert judged(*report(files=(words,), tables=1), require=["表格"]).outcome is PASSED


YANZHOU = {"years": ["2026预算", "2025决算"], "units": ["部门", "所属单位"], "require": ["表格"]}


def test_several_years_and_bodies_below() -> None:
    budget = report("云溪县水务局2026年部门预算公开", path="cz/2.html", dated="2026-02-02")
    found = all_of(*report(), *budget, OLD, terms=YANZHOU)
    assert [(f.outcome, f.aspect) for f in found] == [
        (PASSED, None), (CANT_TELL, "2026年预算（所属单位）"),
        (PASSED, None), (CANT_TELL, "2025年决算（所属单位）"),
    ]  # fmt: skip
    below = report("云溪县水库管理所2026年单位预算公开", path="cz/3.html", dated="2026-02-03")
    found = all_of(*budget, *below, OLD, terms={**YANZHOU, "years": ["2026预算"]})
    assert [f.outcome for f in found] == [PASSED, PASSED]


def debt(*records: Record, **more: Any) -> Finding:
    more.setdefault("of", portal())
    found = all_of(OLD, *report(), *records, terms={"require": ["政府债务"]}, **more)
    return found[-1]


def test_debt() -> None:
    assert (debt().outcome, debt().aspect, debt().subject) == (FAILED, "政府债务", HOME)
    shown = entry(Role.BUDGETS, "d", "云溪县2025年地方政府债务限额和余额情况", "2026-03-01")
    assert debt(shown).outcome is PASSED
    former = entry(Role.BUDGETS, "d", "云溪县2019年地方政府债务限额和余额情况", "2020-03-01")
    assert debt(former).outcome is FAILED
    told = report("云溪县2026年财政预算公开", "政府债务余额12亿元。", path="cz/9.html")
    assert debt(*told).outcome is PASSED
    filed = report("云溪县2026年财政预算公开", path="cz/9.html", attachments=(link("1.pdf"),))
    assert debt(*filed).outcome is CANT_TELL
    bureau = portal("云溪县水务局", PortalKind.DEPARTMENT)
    assert debt(of=bureau).subject == url_of("cz/1.html")  # none of its own


def test_what_was_not_seen() -> None:
    lost = section(Role.BUDGETS, ReadState.UNOBSERVABLE, Cause.BLOCKED)
    assert judged(sections=[lost]).cause is Cause.BLOCKED
    row, _ = report()
    finding = judged(row, OLD, misses=[miss(Role.BUDGETS, "cz/1.html", Cause.UNREACHABLE)])
    assert (finding.outcome, finding.subject) == (CANT_TELL, url_of("cz/1.html"))
    part = section(Role.BUDGETS, unread_before=date(2026, 3, 1))
    assert judged(sections=[part]).cause is Cause.LIMIT
    enough = section(Role.BUDGETS, unread_before=date(2026, 1, 1))
    assert judged(sections=[enough]).outcome is FAILED


def test_a_statement_of_none() -> None:
    said = section(Role.BUDGETS, ReadState.EMPTY, statement_on=date(2026, 8, 1))
    assert judged(sections=[said]).outcome is INAPPLICABLE


def test_the_due_date() -> None:
    for due, outcome in ((date(2026, 11, 20), PENDING), (date(2026, 11, 19), FAILED)):
        assert judged(OLD, due_on=due).outcome is outcome


def test_a_year_that_is_over() -> None:
    year = {"from_on": date(2018, 1, 1), "until_on": date(2018, 12, 31)}
    then = report("云溪县水务局2017年度部门决算公开", dated="2018-08-20")
    assert judged(*then, **year).outcome is PASSED
    finding = judged(entry(Role.BUDGETS, "x", "2020年部门预算", "2020-02-02"), **year)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.AMBIGUOUS)  # the site was rebuilt


def test_years_that_a_visit_reads() -> None:
    row = Requirement("r", "b", "t", "s", CHECK, terms={"years": ["2021预算", "2020决算"]})
    assert years_asked(row) == (2021, 2020)
    assert years_asked(Requirement("r", "b", "t", "s", CHECK, terms={"years": []})) == (0,)
    with pytest.raises(ValueError, match="years"):
        years_asked(Requirement("r", "b", "t", "s", CHECK, terms={"years": ["去年"]}))


def test_hostile_texts() -> None:
    assert judged(*report(text="出国(境)购置接待保有" * 6_000)).outcome is FAILED
