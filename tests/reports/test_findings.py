import csv
import io
import json
import random
from dataclasses import replace
from datetime import date

from rich.console import Console

from checks.engine.outcome import Outcome
from checks.interpretation.interpretation_linked import BACK, THERE
from reports.findings import (
    FINDING_KEYS,
    finding_row,
    finding_rows,
    to_csv,
    to_jsonl,
    to_table,
)
from tests.reports.builders import county_night, finding, judged, report

CONTRACT = [
    "run", "portal", "rulebook", "requirement", "sources", "check", "subject", "aspect", "title",
    "outcome", "cause", "due_on", "settled_on", "measured", "unit", "statement", "day_count",
    "evidence", "case",
]  # fmt: skip


def test_a_row_has_the_keys_of_the_contract_in_their_order() -> None:
    row = finding_row(one := judged(), report(one))
    assert list(row)[: len(CONTRACT)] == CONTRACT
    assert tuple(row) == FINDING_KEYS
    assert row["measured"] == 10
    assert isinstance(row["measured"], int)
    assert row["day_count"][0] == {"date": "2026-09-28", "day": 0}
    assert {"date": "2026-10-01", "off": "国庆节"} in row["day_count"]
    assert row["evidence"][0]["captured_at"] == "2026-11-20T02:01:00+08:00"
    assert list(row["case"]) == ["id", "state", "first_failed_on", "resolved_on"]
    assert row["rulebook_version"] == "2026.1"


def test_rows_come_in_one_order_however_they_were_handed_in() -> None:
    night = county_night()
    shuffled = list(night.judged)
    random.Random(1).shuffle(shuffled)
    assert to_jsonl(finding_rows(replace(night, judged=tuple(shuffled)))) == to_jsonl(
        finding_rows(night)
    )
    portals = [row["portal"] for row in finding_rows(night)]
    assert list(dict.fromkeys(portals)) == [portal.id for portal in night.portals]


def test_outcomes_can_be_chosen() -> None:
    rows = list(finding_rows(county_night(), frozenset({Outcome.CANT_TELL})))
    assert len(rows) == 4
    assert all(row["cause"] == "scanner" for row in rows)


def test_jsonl_and_csv_say_the_same() -> None:
    rows = list(finding_rows(county_night()))
    lines = to_jsonl(rows).splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(to_csv(rows), newline="")))
    assert [row["subject"] for row in table] == [row["subject"] for row in rows]
    assert json.loads(table[0]["day_count"]) == rows[0]["day_count"]
    assert table[0]["sample"] == "true"


def test_aspects_are_chinese_for_people_and_stay_for_machines() -> None:
    one = judged(finding(check="interpretation_linked", aspect=f"{THERE}、{BACK}"))
    row = finding_row(one, report(one))
    assert row["aspect"] == f"{THERE}、{BACK}"
    assert ",文件到解读的链接、解读到文件的链接," in to_csv([row])


def test_a_negative_measure_stays_a_number() -> None:
    one = judged(finding(measured=-2.5, settled_on=date(2026, 9, 25)))
    row = finding_row(one, report(one))
    assert row["measured"] == -2.5
    assert ",-2.5," in to_csv([row])


def test_the_table_shows_markup_as_text() -> None:
    one = judged(finding(title="[red]x[/red]"))
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(to_table(finding_rows(report(one)), sample=True))
    text = console.export_text()
    assert "[red]x[/red]" in text
    assert "示例数据" in text
