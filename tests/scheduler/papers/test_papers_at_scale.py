"""A quarter of fifty units over ninety-two nights is a matter of seconds."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from checks.engine.case import Case, CaseState
from checks.engine.outcome import Outcome
from checks.engine.scoring import score
from crawler.records import BEIJING, encode
from crawler.records.moments import stamp
from scheduler.papers.making import PaperKind, make_papers, paper_rows
from scheduler.store.findings import pack
from tests.scheduler.papers.papertown import Town, finding

UNITS, NIGHTS, JUDGED, FAILED = 50, 92, 200, 40
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


def plant(town: Town) -> None:
    """The books of a quarter, written as a night would have left them."""
    days = [FIRST + timedelta(days=n) for n in range(NIGHTS)]
    moments = [datetime(d.year, d.month, d.day, 2, tzinfo=BEIJING) for d in days]
    rows: dict[str, list[dict[str, object]]] = {
        "runs": [], "run_portals": [], "findings": [], "case_events": [], "scores": []
    }  # fmt: skip
    for day, at in zip(days, moments, strict=True):
        rows["runs"].append(
            {"run": day.isoformat(), "as_of": stamp(at), "state": "complete", "sample": 0,
             "detail": "{}"}
        )  # fmt: skip
    for portal in town.place.watchlist.portals:
        found = [
            finding(n, Outcome.FAILED if n < FAILED else Outcome.PASSED, portal=portal.id)
            for n in range(JUDGED)
        ]
        one = score(portal, town.place.rulebooks["standing"], found, {}, LAST)
        data = json.dumps(encode(one), ensure_ascii=False)
        for number, each in enumerate(found):
            rows["findings"].append(
                {"case_id": each.case_id, "digest": str(number), "first_run": FIRST.isoformat(),
                 "last_run": LAST.isoformat(), "portal": portal.id, "rulebook": "standing",
                 "requirement": each.requirement, "check": each.check, "subject": each.subject,
                 "title": each.title, "outcome": each.outcome.value,
                 "statement": each.statement, "rank": 0, "data": pack(each)}
            )  # fmt: skip
            if number < FAILED:
                since = moments[number]
                case = Case(each.case_id, CaseState.OPEN, days[number], since, since, None,
                            days[number])  # fmt: skip
                rows["case_events"].append(
                    {"case_id": each.case_id, "portal": portal.id, "run": days[number].isoformat(),
                     "at": stamp(since), "state": "open", "person": None, "reason": None,
                     "data": json.dumps(encode(case))}
                )  # fmt: skip
        for day in days:
            rows["run_portals"].append(
                {"run": day.isoformat(), "portal": portal.id, "name": portal.name,
                 "kind": portal.kind.value}
            )  # fmt: skip
            rows["scores"].append(
                {"run": day.isoformat(), "portal": portal.id, "rulebook": "standing",
                 "day": day.isoformat(), "value": str(one.value), "low": "0", "high": "100",
                 "coverage": "1", "data": data}
            )  # fmt: skip
    with town.db.atomic():
        for table, some in rows.items():
            town.db.table(table).insert_all(some, batch_size=50)


@pytest.mark.slow
def test_a_quarter_is_made_in_seconds(tmp_path: Path) -> None:
    units = [(f"u{n}", f"第{n}单位", "department") for n in range(UNITS)]
    town = Town(tmp_path, units=units)
    plant(town)
    begun = time.process_time()
    make_papers(town.db, town.place, PaperKind.QUARTERLY, date(2027, 1, 4))
    took = time.process_time() - begun
    (row,) = paper_rows(town.db)
    total = UNITS * FAILED
    assert f"本季度新增{total}项" in "".join(block.text for block in row.content.blocks)
    assert took < 30, f"{took:.1f} s of processor time"
