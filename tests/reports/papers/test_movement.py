"""Steps onto the books and off them; dates; phrases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from checks.engine.case import Case, CaseState
from crawler.portals import PortalKind
from crawler.records import BEIJING
from reports.papers.books import Nights
from reports.papers.dates import days_off, month_after, statutory_dates
from reports.papers.movement import Balance, CaseEvent, Move, Step, balance, moves
from reports.papers.phrases import (
    counted,
    day_runs,
    names_text,
    nights_text,
    rate_text,
    span_text,
)
from tests.reports.builders import CALENDAR, RULEBOOK, portal

START = datetime(2026, 11, 16, 2, tzinfo=BEIJING)


def log(*states: CaseState) -> list[CaseEvent]:
    found = []
    for number, state in enumerate(states):
        at = START + timedelta(days=number)
        found.append(CaseEvent(at, Case("c", state, START.date(), at, at)))
    return found


def test_what_was_only_suspected_makes_no_step() -> None:
    assert moves(log(CaseState.SUSPECTED, CaseState.RESOLVED)) == ()


def test_confirmed_told_mended_and_back() -> None:
    states = (
        CaseState.SUSPECTED, CaseState.OPEN, CaseState.NOTIFIED, CaseState.RESOLVED,
        CaseState.SUSPECTED, CaseState.REOPENED, CaseState.DISPUTED, CaseState.WAIVED,
    )  # fmt: skip
    steps = [(move.step, move.on.day) for move in moves(log(*states))]
    assert steps == [
        (Step.NEW, 17), (Step.CLOSED, 19), (Step.RETURNED, 21), (Step.EXCUSED, 23),
    ]  # fmt: skip


def test_a_balance_adds_up_on_both_sides_of_the_period() -> None:
    start, end = date(2026, 11, 16), date(2026, 11, 22)
    before, after = date(2026, 11, 15), date(2026, 11, 23)
    own = [
        (Move(Step.NEW, before),),
        (Move(Step.NEW, before), Move(Step.CLOSED, start)),
        (Move(Step.NEW, start),),
        (Move(Step.NEW, end), Move(Step.CLOSED, after)),
        (Move(Step.NEW, after),),
        (Move(Step.NEW, before), Move(Step.CLOSED, before), Move(Step.RETURNED, end)),
        (Move(Step.NEW, before), Move(Step.EXCUSED, end)),
    ]
    got = balance(own, start, end)
    assert got == Balance(before=3, new=2, returned=1, closed=1, excused=1)
    assert got.after == 4
    assert got.plus(got).after == 8


def test_statutory_dates_come_from_the_rulebook_and_the_table() -> None:
    from dataclasses import replace

    row = replace(
        RULEBOOK.requirements[0], id="report-1", title="年报按时公开", terms={
            "due_month_day": {"department": "01-31", "county": "03-31"}
        },
    )  # fmt: skip
    book = replace(RULEBOOK, requirements=(row,))
    units = (portal(), portal(id="jyj", name="教育局", kind=PortalKind.DEPARTMENT))
    january = statutory_dates(date(2027, 1, 1), date(2027, 1, 31), units, (book,))
    assert [(one.on, one.portals, one.assumed) for one in january] == [
        (date(2027, 1, 15), (), True),
        (date(2027, 1, 31), ("jyj",), False),
    ]
    assert statutory_dates(date(2027, 2, 1), date(2027, 2, 28), units, (book,)) == ()
    march = statutory_dates(date(2027, 3, 31), date(2027, 3, 31), units, (book,))
    assert [one.portals for one in march] == [("yunxi",)]


def test_the_month_after_and_its_days_off() -> None:
    assert month_after(date(2026, 1, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert month_after(date(2026, 12, 1)) == (date(2027, 1, 1), date(2027, 1, 31))
    off, make_up = days_off(date(2026, 10, 1), date(2026, 10, 31), CALENDAR)
    assert (day_runs(off), day_runs(make_up)) == ("10月1日至7日", "10月10日")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "2026年11月16日至22日"),
        (date(2026, 11, 30), date(2026, 12, 6), "2026年11月30日至12月6日"),
        (date(2026, 12, 28), date(2027, 1, 3), "2026年12月28日至2027年1月3日"),
        (date(2026, 12, 28), date(2026, 12, 28), "2026年12月28日"),
    ],
)
def test_spans(start: date, end: date, words: str) -> None:
    assert span_text(start, end) == words


def test_nights_that_were_missed_are_said() -> None:
    start, end = date(2026, 11, 16), date(2026, 11, 18)
    days = (start, date(2026, 11, 17), end)
    assert nights_text(Nights(start, end, days, (), start)) == "应监测3天，每日均完成监测"
    words = nights_text(Nights(start, end, (end,), days[:2], date(2026, 1, 1)))
    assert words == "应监测3天，实际监测1天，缺2天（11月16日至17日）"
    began = nights_text(Nights(start, end, days[1:], (), days[1]))
    assert began == "监测自2026年11月17日起开展，应监测2天，每日均完成监测"
    assert nights_text(Nights(start, end)) == "期内未开展监测"


def test_shares_are_never_rounded_to_all_or_nothing() -> None:
    assert [rate_text(*pair) for pair in ((0, 0), (0, 3), (3, 3), (1, 3), (1, 5000), (4999, 5000))]\
        == ["—", "0%", "100%", "33.3%", "不足0.1%", "99.9%"]  # fmt: skip


def test_many_names_are_summed_up() -> None:
    assert names_text(["甲", "乙"]) == "甲、乙"
    assert names_text([f"{n}局" for n in range(12)], 2) == "0局、1局等12个单位"
    assert counted("门户支持IPv6", 3) == "门户支持IPv6 3项"
    assert counted("解读按期发布", 3) == "解读按期发布3项"
