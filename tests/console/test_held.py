"""Scores that are not released: nothing that a reader or a unit gets depends on them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from checks.engine.outcome import Outcome
from tests.console.folk import Console
from tests.scheduler.papers.papertown import Town, finding

RUN, BEFORE = "2026-11-20", "2026-11-19"
FOUND = (
    finding(1), finding(2, Outcome.PASSED), finding(3, Outcome.PASSED, portal="yunzhou"),
    finding(4, portal="jiaoyu"),
)  # fmt: skip
PAGES = (
    "/", "/portals/yunxi", f"/portals/yunxi?run={BEFORE}", "/findings", "/findings/export.csv",
    f"/findings/{FOUND[0].case_id}", "/portals/yunxi/ledger.xlsx", "/rulebooks/standing",
    "/rulebooks/compare", f"/runs/{RUN}", f"/findings/{FOUND[0].case_id}/pack.docx",
)  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.night(BEFORE, *FOUND)
    made.night(RUN, *FOUND)
    return made


def turned(town: Town, run: str) -> None:
    """Give the units of a run the scores of one another, as if they had done otherwise."""
    rows = list(town.db.query("SELECT rowid, * FROM scores WHERE run = ? ORDER BY portal", [run]))
    assert len({row["value"] for row in rows}) > 1
    for row in rows:
        value = Decimal(100) - Decimal(row["value"] or 0)
        data = json.loads(row["data"]) | dict.fromkeys(("value", "low", "high"), str(value))
        for line in data["lines"]:
            line["points"], line["deducted"] = "99.99", "77.77"
        town.db.execute(
            "UPDATE scores SET value = ?, low = ?, high = ?, data = ? WHERE rowid = ?",
            [str(value)] * 3 + [json.dumps(data, ensure_ascii=False), row["rowid"]],
        )
    town.db.conn.commit()


def told(console: Console, who: str) -> dict[str, str]:
    """What a person gets of every page, without what tells only when it was made."""
    found = {}
    for page in PAGES:
        answer = console.get(page, who=who)
        body = answer.content
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                names = [one for one in archive.namelist() if "docProps" not in one]
                body = b"".join(archive.read(name) for name in names)
        found[page] = f"{answer.status_code} {re.sub('[0-9:T]{8}Z', '', body.decode('latin1'))}"
    return found


def test_whoever_may_not_see_scores_gets_the_same_whatever_they_are(town: Town) -> None:
    console = Console(town)
    before = {who: told(console, who) for who in ("reader", "unit")}
    seen = console.get("/portals/yunxi").text, console.get("/").text
    for run in (RUN, BEFORE):
        turned(town, run)
    assert {who: told(console, who) for who in before} == before
    after = console.get("/portals/yunxi").text, console.get("/").text
    assert all(one != other for one, other in zip(seen, after, strict=True))


def test_the_list_of_units_goes_by_the_score_once_it_is_released(town: Town) -> None:
    console = Console(town)
    assert order(console, "reader") == ["yunzhou", "yunxi", "jiaoyu"]
    lowest_first = order(console, "assessor")
    assert lowest_first == ["jiaoyu", "yunxi", "yunzhou"]
    town.release(RUN)
    assert order(console, "reader") == lowest_first


def order(console: Console, who: str) -> list[str]:
    page = console.get("/", who=who).text
    return re.findall(r'<td data-h="单位"><a href="/portals/(\w+)', page)
