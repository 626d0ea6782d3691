"""The page of clues: hints with their proof, of one portal, and no unit sees another's."""

from __future__ import annotations

import pytest

from bench.desk import Asker, Made, entered
from reports.clues import Clue, ClueKind, Sureness
from reports.console.access import Role
from scheduler.desk.books import StoredBooks
from tests.builders import COVERAGE

RUN = "2026-11-20"


def clue(portal: str, kind: ClueKind, about: str, sure: Sureness) -> Clue:
    places = (("<b>通知</b>", COVERAGE),)
    return Clue(portal, kind, about, f"{about}未见。", sure, places, "文号可以依法不公开。")


@pytest.fixture
def hinted(monkeypatch: pytest.MonkeyPatch) -> None:
    def clues(self: StoredBooks, run: str, portal: str) -> tuple[Clue, ...]:
        return (
            clue(portal, ClueKind.CITED, f"云{portal}发〔2026〕7号", Sureness.LIKELY),
            clue(portal, ClueKind.GAP, f"云{portal}发〔2026〕4号", Sureness.VAGUE),
        )

    monkeypatch.setattr(StoredBooks, "clues", clues)


@pytest.fixture(scope="module")
def reader(own_books: Made) -> Asker:
    return entered(own_books, Role.READER)


@pytest.mark.usefixtures("hinted")
def test_clues_are_shown_with_where_they_were_read_and_that_they_are_no_findings(
    reader: Asker,
) -> None:
    page = reader.get("/clues?portal=p2").text
    assert "云p2发〔2026〕7号" in page
    assert "云p2发〔2026〕4号" in page
    assert "线索不是测评结果" in page
    assert "可以依法不公开" in page
    assert "<b>通知</b>" not in page
    assert "&lt;b&gt;通知" in page
    assert COVERAGE.sha256[:12] in page


@pytest.mark.usefixtures("hinted")
def test_clues_are_filtered_by_kind_and_by_how_sure_they_are(reader: Asker) -> None:
    gaps = reader.get("/clues?portal=p2&kind=gap").text
    assert "云p2发〔2026〕4号" in gaps
    assert "云p2发〔2026〕7号" not in gaps
    likely = reader.get("/clues?portal=p2&sure=likely").text
    assert "云p2发〔2026〕7号" in likely
    assert "云p2发〔2026〕4号" not in likely


@pytest.mark.usefixtures("hinted")
def test_without_a_portal_none_is_looked_through(reader: Asker) -> None:
    assert "请先选择单位" in reader.get("/clues").text
    assert reader.get("/clues?portal=nobody").status_code == 404


@pytest.mark.usefixtures("hinted")
def test_a_unit_sees_its_own_clues_only(own_books: Made) -> None:
    unit = entered(own_books, Role.UNIT, "p1")
    page = unit.get("/clues").text
    assert "云p1发〔2026〕7号" in page
    assert 'value="p0"' not in page
    assert unit.get("/clues?portal=p0").status_code == 404


def test_a_run_of_which_no_record_is_left_says_so(reader: Asker) -> None:
    answer = reader.get(f"/clues?portal=p2&run={RUN}")
    assert answer.status_code == 200
    assert "已按保存期限清理" in answer.text
