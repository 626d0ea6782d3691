from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from reports.footing import WARNING, Footing, footing
from reports.model import ReportFiles, RunReport
from reports.page.render import render
from reports.scores import score_feed
from reports.terminal import summary_lines
from reports.workbook import write_workbook
from tests.reports.builders import IPV6, METADATA, RULEBOOK, SECTION, finding, judged, report


def thin() -> RunReport:
    """One pass, two that could not be told, one suspected: a hundred points from little."""
    return report(
        judged(finding(outcome=Outcome.PASSED), None),
        judged(finding(number=2, outcome=Outcome.PENDING), None),
        judged(finding(number=3, row=METADATA, outcome=Outcome.CANT_TELL), None),
        judged(finding(number=4, row=IPV6, outcome=Outcome.CANT_TELL), None),
        judged(finding(number=5, row=SECTION), CaseState.SUSPECTED),
    )


def test_a_score_says_what_it_rests_on() -> None:
    night = thin()
    basis = footing(night.scores[0], RULEBOOK)
    assert basis == Footing(judged=1, planned=4, rows=1, planned_rows=4)
    assert basis.text == "依据1条测评记录（应测4条的25%），测得指标1/4项"
    assert "201条的不足1%" in replace(basis, planned=201).text
    assert "400条的99%" in replace(basis, judged=399, planned=400).text
    assert basis.little


@pytest.mark.parametrize(
    ("basis", "little"),
    [
        (Footing(4, 4, 4, 4), True),
        (Footing(5, 5, 1, 1), False),
        (Footing(50, 101, 9, 9), True),
        (Footing(90, 100, 4, 9), True),
        (Footing(0, 0, 0, 0), True),
    ],
)
def test_little_is_few_judgements_or_less_than_half(basis: Footing, little: bool) -> None:
    assert basis.little is little
    assert bool(basis.warning) is little
    assert basis.text.startswith(f"依据{basis.judged}条测评记录")


def test_every_output_warns(tmp_path: Path) -> None:
    night = thin()
    assert night.scores[0].value == 100
    feed = score_feed(night)["scores"][0]["footing"]
    assert (feed["judged"], feed["planned"], feed["little"]) == (1, 4, True)
    assert f"{WARNING}：依据1条测评记录" in render(night)
    book = openpyxl.load_workbook(write_workbook(night, tmp_path / "l.xlsx"))
    assert str(book["汇总"]["H5"].value).startswith(WARNING)
    where = tmp_path / "x"
    lines = summary_lines(night, ReportFiles(where, where, where, where, where, where))
    assert any("100.00" in line and WARNING in line for line in lines)


def test_the_closing_words_tell_what_the_scanner_doubts(tmp_path: Path) -> None:
    files = ReportFiles(*[tmp_path] * 6)
    lines = summary_lines(replace(thin(), preflight=("某县较以往明显变化。",)), files)
    assert "监测端提示 某县较以往明显变化。" in lines
    assert not any(line.startswith("监测端提示") for line in summary_lines(thin(), files))
