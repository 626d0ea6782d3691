"""When a manual row is to be attested, and what settles it: both sides of every day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from checks.engine.attesting import (
    Attestation,
    Said,
    Verdict,
    is_settled,
    may_be_attested,
    owed,
    period_of,
    scored_verdicts,
)
from checks.engine.requirement import Assessment, Requirement, Rulebook, Scoring
from checks.engine.scoring import score
from crawler.portals import Portal, PortalKind
from crawler.records import BEIJING

AT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
TODAY = AT.date()
PORTAL = Portal("yunxi", "云溪县人民政府", PortalKind.COUNTY, "http://a.test/", ("local",))


def row(row_id: str = "local-1", **changes: object) -> Requirement:
    given: dict[str, object] = {
        "rulebook": "local", "title": "培训", "summary": "培训。", "check": None,
        "assessment": Assessment.MANUAL,
    }  # fmt: skip
    return Requirement(row_id, **(given | changes))  # type: ignore[arg-type]


def book(*rows: Requirement, ends_on: date | None = None) -> Rulebook:
    return Rulebook("local", "要点", "1", date(2026, 1, 1), "要点", rows, ends_on=ends_on)


def said(verdict: Verdict = Verdict.MET, day: date = TODAY, row_id: str = "local-1") -> Attestation:
    return Attestation(1, AT, "yunxi", "local", row_id, verdict, day, "王某")


@pytest.mark.parametrize(
    ("cadence", "period"),
    [
        ("每月", (date(2026, 11, 1), date(2026, 11, 30))),
        ("每季度", (date(2026, 10, 1), date(2026, 12, 31))),
        ("每半年一次", (date(2026, 7, 1), date(2026, 12, 31))),
        ("每年至少1次；持续推进", (date(2026, 1, 1), date(2026, 12, 31))),
        ("每月或每季度", (date(2026, 11, 1), date(2026, 11, 30))),
        ("持续推进", None),
        ("", None),
    ],
)
def test_the_period_of_a_cadence(cadence: str, period: tuple[date, date] | None) -> None:
    assert period_of(row(cadence=cadence), TODAY) == period


def test_a_period_ends_with_its_rulebook_and_a_date_goes_first() -> None:
    last = date(2026, 11, 30)
    assert period_of(row(cadence="每年", until_on=last), TODAY) == (date(2026, 1, 1), last)
    one = row(cadence="每年", due_on=date(2026, 6, 30), from_on=date(2026, 5, 1))
    assert period_of(one, TODAY) == (date(2026, 5, 1), date(2026, 6, 30))
    assert period_of(row(cadence="每月"), date(2024, 2, 1)) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("due_on", "there"),
    [
        (date(2026, 12, 20), True),  # thirty days ahead
        (date(2026, 12, 21), False),
        (TODAY, True),
        (date(2026, 11, 19), True),  # overdue
    ],
)
def test_owed_within_the_days_ahead_and_when_overdue(due_on: date, there: bool) -> None:
    found = owed([PORTAL], [book(row(due_on=due_on))], {}, TODAY, 30)
    assert [one.due_on for one in found] == ([due_on] if there else [])


@pytest.mark.parametrize(
    "changes",
    [
        {"assessment": Assessment.PARTIAL, "check": "x"},
        {"assessment": Assessment.PROCESS},
        {"waits_for": "国家文件"},
        {"blocked": "无文本"},
        {"binds": frozenset({PortalKind.CITY})},
        {"due_on": None},
    ],
)
def test_what_is_not_manual_binding_and_dated_is_not_owed(changes: dict[str, object]) -> None:
    assert owed([PORTAL], [book(row(**({"due_on": TODAY} | changes)))], {}, TODAY, 30) == ()


def test_nothing_is_owed_of_a_rulebook_that_is_over() -> None:
    one = row(due_on=TODAY)
    assert owed([PORTAL], [book(one, ends_on=TODAY)], {}, TODAY, 30)
    over = date(2026, 11, 19)
    assert owed([PORTAL], [book(one, ends_on=over)], {}, TODAY, 30)  # until it is settled
    settled = date(2026, 12, 21)
    assert owed([PORTAL], [book(one, ends_on=over)], {}, settled, 30) == ()
    monthly = [
        book(row(cadence="每月"), row("local-2", due_on=TODAY), ends_on=end)
        for end in (TODAY, over)
    ]
    assert [len(owed([PORTAL], [one], {}, TODAY, 30)) for one in monthly] == [2, 1]


@pytest.mark.parametrize(
    ("verdict", "settled"),
    [(Verdict.MET, True), (Verdict.INAPPLICABLE, True), (Verdict.NOT_MET, False)],
)
def test_reminders_stop_when_it_is_settled(verdict: Verdict, settled: bool) -> None:
    one = row(due_on=date(2026, 11, 30))
    assert is_settled(one, said(verdict), TODAY) is settled
    known = {("yunxi", "local", "local-1"): said(verdict)}
    assert bool(owed([PORTAL], [book(one)], known, TODAY, 30)) is not settled


@pytest.mark.parametrize(
    ("day", "settled"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)]
)
def test_a_cadence_is_settled_by_its_own_period_only(day: date, settled: bool) -> None:
    assert is_settled(row(cadence="每季度"), said(day=day), TODAY) is settled


def test_who_may_attest_what() -> None:
    told = {kind: may_be_attested(row(assessment=kind)) for kind in Assessment}
    assert told == {
        Assessment.AUTOMATIC: False, Assessment.PARTIAL: True,
        Assessment.MANUAL: True, Assessment.PROCESS: False,
    }  # fmt: skip


def test_only_manual_rows_may_count() -> None:
    rows = book(row(), row("local-2", assessment=Assessment.PARTIAL, check="x"))
    known = {("yunxi", "local", name): said(row_id=name) for name in ("local-1", "local-2")}
    assert set(scored_verdicts("yunxi", rows, known)) == {"local-1"}
    assert scored_verdicts("other", rows, known) == {}


@pytest.mark.parametrize(
    ("verdict", "value", "deducted"),
    [(Verdict.MET, 100, 0), (Verdict.NOT_MET, 0, 100), (Verdict.INAPPLICABLE, None, 0)],
)
def test_a_verdict_that_counts_is_marked_and_in_no_count(
    verdict: Verdict, value: int | None, deducted: int
) -> None:
    rows = book(row())
    plain = score(PORTAL, rows, (), {}, TODAY)
    assert (plain.value, plain.lines[0].attested) == (None, None)
    word = Said(verdict, "王某", TODAY)
    made = score(PORTAL, rows, (), {}, TODAY, attested={"local-1": word})
    assert made.value == value
    assert (made.low, made.high) == (value, value)
    (line,) = made.lines
    assert (line.attested, line.passed, line.failed, line.deducted) == (word, 0, 0, deducted)
    assert not line.measured


def test_a_veto_that_a_person_attests_as_not_met_counts() -> None:
    rows = book(row(scoring=Scoring.VETO))
    word = {"local-1": Said(Verdict.NOT_MET, "王某", TODAY)}
    assert score(PORTAL, rows, (), {}, TODAY, attested=word).veto
    assert not score(PORTAL, rows, (), {}, TODAY).veto
