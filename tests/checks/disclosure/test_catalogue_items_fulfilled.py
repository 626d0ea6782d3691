"""catalogue_items_fulfilled, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, NamedColumn, ReadState, Record, Section
from tests.builders import day, section
from tests.checks.disclosure.cases import in_column, judged, named, row, seen

CHECK = "catalogue_items_fulfilled"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL = Outcome.CANT_TELL
NOTICE = row("公告", "2026-11-01", Role.NOTICES)
NOW = "社会救助"


def aid(dated: str | None) -> Record:
    return in_column("低保名单", dated, NOW)


CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "both kept up": ([NOTICE, aid("2026-11-01")], PASSED, None),
    "ninety days old": ([NOTICE, aid("2026-08-22")], PASSED, None),
    "ninety-one days old": ([NOTICE, aid("2026-08-21")], FAILED, "救助事项"),
    "no entry": ([NOTICE], FAILED, "救助事项"),
    "neither": ([], FAILED, "公告事项、救助事项"),
    "only one of the future": ([NOTICE, aid("2026-11-21")], FAILED, "救助事项"),
    "rows without dates": ([NOTICE, aid(None)], CANT_TELL, None),
    "one doubtful, one unmet": ([aid(None)], FAILED, "公告事项"),
}


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(CHECK, seen(*records, named={NOW: named(NOW)}))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.statement.count("。") == 1


def test_items_without_a_column_are_counted_and_never_failed() -> None:
    finding = judged(CHECK, seen(NOTICE, aid("2026-11-01"), named={NOW: named(NOW)}))
    assert "另有1项没有对应栏目，未作判断" in finding.statement
    assert (finding.measured, finding.unit) == (2, "items")
    nothing = judged(CHECK, seen(), items=({"name": "现场公示事项"},))
    assert (nothing.outcome, nothing.cause) == (CANT_TELL, Cause.AMBIGUOUS)
    assert judged(CHECK, seen(), items=()).outcome is CANT_TELL


COLUMNS: dict[str, tuple[NamedColumn, Outcome, Cause | None]] = {
    "absent": (named(NOW, ReadState.ABSENT), FAILED, None),
    "empty": (named(NOW, ReadState.EMPTY), FAILED, None),
    "out of reach": (named(NOW, ReadState.UNOBSERVABLE, cause=Cause.BLOCKED), CANT_TELL,
                     Cause.BLOCKED),
    "of a doubtful name": (named(NOW, ReadState.UNOBSERVABLE, cause=Cause.AMBIGUOUS), CANT_TELL,
                           Cause.AMBIGUOUS),
    "in part": (named(NOW, ReadState.PART, cause=Cause.LIMIT), CANT_TELL, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("column", "outcome", "cause"), COLUMNS.values(), ids=COLUMNS)
def test_column(column: NamedColumn, outcome: Outcome, cause: Cause | None) -> None:
    finding = judged(CHECK, seen(NOTICE, named={NOW: column}))
    assert (finding.outcome, finding.cause) == (outcome, cause)
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE
        assert finding.evidence[-1].url.startswith("urn:")


def test_a_column_that_was_never_asked_for() -> None:
    assert judged(CHECK, seen(NOTICE)).cause is Cause.SCANNER


def test_a_section_by_its_role() -> None:
    part: Section = section(Role.NOTICES, ReadState.PART, Cause.UNREACHABLE)
    finding = judged(CHECK, seen(aid("2026-11-01"), named={NOW: named(NOW)}, sections=[part]))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.UNREACHABLE)


def test_before_a_date_of_the_clause_it_is_pending() -> None:
    changes: dict[str, Any] = {"due_on": day("2026-11-20")}
    there = {NOW: named(NOW)}
    assert judged(CHECK, seen(NOTICE, named=there), **changes).outcome is PENDING
    changes["due_on"] = day("2026-11-19")
    assert judged(CHECK, seen(NOTICE, named=there), **changes).outcome is FAILED


def test_a_former_year_is_looked_at_as_it_ended() -> None:
    rows = [row("公告", "2026-12-01", Role.NOTICES), aid("2026-12-20"), aid("2028-02-01")]
    then = seen(*rows, named={NOW: named(NOW)}, as_of="2028-03-01T02:00")
    assert judged(CHECK, then).outcome is PASSED
    older = in_column("低保名单", "2026-01-20", NOW)
    later = seen(rows[0], rows[2], older, named={NOW: named(NOW)}, as_of="2028-03-01T02:00")
    assert judged(CHECK, later).aspect == "救助事项"


def test_several_columns_serve_one_item() -> None:
    items = ({"name": "救助", "columns": ("社会救助", {"title": "惠民补贴"})},)
    there = {NOW: named(NOW, ReadState.ABSENT), "惠民补贴": named("惠民补贴")}
    rows = in_column("补贴公示", None, "惠民补贴")
    assert judged(CHECK, seen(rows, named=there), items=items).outcome is PASSED
    assert judged(CHECK, seen(named=there), items=items).outcome is FAILED
