"""A privacy failure that nobody has looked at: told alike everywhere, and handed to nobody."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

from checks.engine.case import CaseState
from checks.engine.workflow import Action, Actor, Step
from crawler.records import BEIJING
from reports.wording import STATES
from scheduler.casework.acts import take
from scheduler.cli.app import app
from tests.console.folk import Console
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
PRIVATE = finding(3, requirement="privacy-1", check="pii_exposure")
WORD = STATES[CaseState.SUSPECTED]
OPEN = STATES[CaseState.OPEN]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    made = Town(tmp_path_factory.mktemp("town"))
    made.night(RUN, finding(1), PRIVATE)
    return made


@pytest.fixture(scope="module")
def console(town: Town) -> Console:
    return Console(town)


def stated(console: Console, query: str) -> list[str]:
    """The cases of an export."""
    text = console.get(f"/findings/export.jsonl?{query}").text
    return [json.loads(line)["case"]["id"] for line in text.splitlines()]


def pack(console: Console, address: str) -> str:
    document = Document(io.BytesIO(console.get(address).content))
    cells = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_every_page_and_file_says_the_same_state(console: Console) -> None:
    page = console.get(f"/findings/{PRIVATE.case_id}").text
    history = page[page.index('id="history"') :]
    assert f'<span class="tag">{WORD}</span>' in page
    assert f"<b>{WORD}</b>" in history
    assert OPEN not in page
    portal = console.get("/portals/yunxi").text
    own = portal[portal.index(f"/findings/{PRIVATE.case_id}") :]
    assert own[own.index('class="tag">') :].startswith(f'class="tag">{WORD}<')
    sheet = console.get("/findings/export.csv").content.decode("utf-8-sig")
    states = {row["问题编号"]: row["问题状态"] for row in csv.DictReader(io.StringIO(sheet))}
    assert states == {finding(1).case_id: OPEN, PRIVATE.case_id: WORD}
    head, *rows = load_workbook(io.BytesIO(console.get("/portals/yunxi/ledger.xlsx").content))[
        "云溪县人民政府"
    ].iter_rows(values_only=True)
    ledger = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["信息标题"]: row["状态"] for row in ledger}[PRIVATE.title] == WORD
    assert WORD in pack(console, f"/findings/{PRIVATE.case_id}/pack.docx")


def test_the_filters_find_it_as_what_it_is_called(console: Console) -> None:
    assert stated(console, "state=suspected") == [PRIVATE.case_id]
    for other in ("open", "unresolved"):
        assert stated(console, f"state={other}") == [finding(1).case_id]
    assert PRIVATE.case_id in console.get("/findings?state=suspected").text


def test_a_units_pack_has_it_for_nobody_and_its_own_is_marked(console: Console) -> None:
    assert PRIVATE.case_id not in pack(console, "/portals/yunxi/pack.docx")
    assert "未经核实不得外发" in pack(console, f"/findings/{PRIVATE.case_id}/pack.docx")


def test_once_a_person_has_looked_it_is_told(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.night(RUN, PRIVATE)
    at = datetime(2026, 11, 20, 8, tzinfo=BEIJING)
    take(town.db, town.place, [PRIVATE.case_id], Step(Action.CONFIRM, "张三", Actor.REVIEWER, at))
    console = Console(town)
    assert stated(console, "state=open") == [PRIVATE.case_id]
    assert PRIVATE.case_id in pack(console, "/portals/yunxi/pack.docx")


def test_the_command_lists_it_by_the_same_state(town: Town) -> None:
    def listed(*given: str) -> list[tuple[str, str]]:
        paths = (
            "--watchlist",
            str(town.place.watchlist.path),
            "--data",
            str(town.place.places.data),
        )
        told = CliRunner().invoke(app, ["cases", *paths, "--format", "jsonl", *given])
        assert told.exit_code == 0, told.output
        rows = map(json.loads, told.stdout.splitlines())
        return [(row["id"], row["state"]) for row in rows]

    own = [(PRIVATE.case_id, "suspected")]
    assert listed("--state", "suspected") == listed("--private") == own
    assert listed("--state", "open") == [(finding(1).case_id, "open")]
