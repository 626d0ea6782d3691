"""The list's findings as files: the same rows, harmless, for the unit its own only."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from checks.engine.outcome import Basis, Outcome
from crawler.records import Cause
from reports.exports import COLUMNS
from reports.findings import finding_rows
from scheduler.reporting.gathering import gather
from scheduler.store.runs import stored_run
from tests.console.folk import Console, issue
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
EVIL = '=HYPERLINK("http://evil.test","点")'


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    made = Town(tmp_path_factory.mktemp("town"))
    told, quiet = finding(1), finding(2)
    suspected = finding(7, basis=Basis.ABSENCE)
    made.night(
        RUN,
        told,
        quiet,
        suspected,
        finding(3, Outcome.PASSED),
        replace(finding(4, Outcome.CANT_TELL), cause=Cause.BLOCKED),
        finding(5, portal="jiaoyu", title=EVIL, statement="联系电话13800138000。"),
        finding(6, portal="jiaoyu", requirement="document-99"),
    )
    issue(made, told, RUN)
    return made


@pytest.fixture(scope="module")
def console(town: Town) -> Console:
    return Console(town)


def rows_of(answer) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_three_forms_hold_the_rows_of_the_list(console: Console) -> None:
    query = f"run={RUN}&outcome=failed&portal=yunxi&state=unresolved"
    told = rows_of(console.get(f"/findings/export.csv?{query}"))
    assert [row["信息标题"] for row in told] == ["关于第1件事的通知", "关于第2件事的通知"]
    assert [row["问题状态"] for row in told] == ["已下发", "已确认待下发"]
    assert told[0]["单位"] == "云溪县人民政府"
    assert told[0]["SHA-256"] == "ab" * 32
    assert told[0]["采集时间"] == "2026年11月20日 02:00"
    book = load_workbook(io.BytesIO(console.get(f"/findings/export.xlsx?{query}").content))
    head, *sheet = book["测评记录"].iter_rows(values_only=True)
    assert list(head) == [heading for heading, _ in COLUMNS]
    assert [[cell or "" for cell in row] for row in sheet] == [list(row.values()) for row in told]
    lines = console.get(f"/findings/export.jsonl?{query}").text.splitlines()
    assert [json.loads(line)["case"]["id"] for line in lines] == [r["问题编号"] for r in told]
    assert console.folk.log[-1][:2] == ("assessor", "exported")


def test_the_lines_are_those_of_the_findings_export(console: Console, town: Town) -> None:
    report = gather(town.db, town.place, stored_run(town.db, town.place, RUN))
    given = [json.loads(one) for one in console.get("/findings/export.jsonl").text.splitlines()]
    wanted = {row["subject"]: row for row in finding_rows(report)}
    assert given[:5] == [wanted[row["subject"]] for row in given[:5]]
    # A row that the rulebook has no longer stands in the list, and so in its export.
    assert given[-1]["requirement"] == "document-99"
    assert len(given) == len(wanted) + 1 == 7


def test_text_of_a_page_is_no_formula_and_personal_numbers_are_masked(console: Console) -> None:
    query = "portal=jiaoyu&requirement=document-1"
    told = rows_of(console.get(f"/findings/export.csv?{query}"))[0]
    assert told["信息标题"] == "'" + EVIL
    assert told["判定语句"] == "联系电话138******00。"
    book = load_workbook(io.BytesIO(console.get(f"/findings/export.xlsx?{query}").content))
    cell = book["测评记录"]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (EVIL, "s", True)


def test_a_unit_gets_its_own_only_and_no_suspicion(console: Console) -> None:
    answer = console.get("/findings/export.csv?portal=jiaoyu", who="unit")
    told = rows_of(answer)
    assert {row["单位"] for row in told} == {"云溪县人民政府"}
    assert [row["信息标题"] for row in told if row["结果"] == "不符合"] == [
        "关于第1件事的通知",
        "关于第2件事的通知",
    ]
    assert {row["原因"] for row in told} == {"", "被拒绝访问"}


def test_the_name_says_run_and_filter_and_nothing_else_gets_into_it(console: Console) -> None:
    answer = console.get("/findings/export.csv?portal=yunxi&outcome=failed&text=%22%0D%0Aa/..%5C")
    named = answer.headers["content-disposition"]
    assert named.endswith(quote("测评记录_2026-11-20_云溪县人民政府_不符合_a...csv"))
    assert named.startswith('attachment; filename="gongkai-2026-11-20-a...csv"')
    state = console.get("/findings/export.jsonl?state=unresolved")
    assert quote("未销号") in state.headers["content-disposition"]


def test_what_is_no_export_is_refused(console: Console) -> None:
    assert console.get("/findings/export.exe").status_code == 422
    assert console.get("/findings/export.csv?run=2020-01-01").status_code == 404
    assert console.get("/findings/export.csv", who="nobody").status_code == 303


def test_nothing_asked_for_gives_a_sheet_with_a_head(console: Console) -> None:
    book = load_workbook(io.BytesIO(console.get("/findings/export.xlsx?text=没有的词").content))
    assert book["测评记录"].max_row == 1
