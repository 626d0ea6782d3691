"""What leaves the window of its requirement has not vanished."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.calendar import Day
from scheduler.casework.moving import left_window
from scheduler.workplace import Workplace
from tests.reports.builders import finding
from tests.scheduler.casework.builders import row, workplace

BEGUN = date(2025, 2, 6)


def _place(folder: Path) -> Workplace:
    place = workplace(folder)
    book = replace(
        place.rulebooks["local"],
        requirements=(row(check="message_reply_latency", terms={"window_days": 365}),),
    )
    return replace(place, rulebooks={"local": book})


@pytest.mark.parametrize(
    ("later", "left"), [(0, False), (300, False), (319, False), (320, True), (400, True)]
)
def test_what_has_grown_too_old_left_its_window(tmp_path: Path, later: int, left: bool) -> None:
    one = replace(
        finding(), rulebook="local", requirement="row-1", day_count=(Day(BEGUN, 1),), due_on=None
    )
    assert left_window(one, _place(tmp_path), BEGUN + timedelta(days=later)) is left


def test_without_any_date_or_window_nothing_is_known(tmp_path: Path) -> None:
    one = replace(finding(), rulebook="local", requirement="row-1", day_count=(), due_on=None)
    assert not left_window(one, _place(tmp_path), date(2026, 12, 31))
    dated = replace(one, due_on=BEGUN)
    assert left_window(dated, _place(tmp_path), date(2026, 12, 31))
    assert not left_window(dated, workplace(tmp_path), date(2026, 12, 31))


def test_the_date_of_a_row_says_nothing_of_a_pages_age(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    linked = row(check="interpretation_linked", terms={"window_days": 365}, due_on=BEGUN)
    place = replace(
        place, rulebooks={"local": replace(place.rulebooks["local"], requirements=(linked,))}
    )
    one = replace(
        finding(), rulebook="local", requirement="row-1", check="interpretation_linked",
        day_count=(), due_on=BEGUN,
    )  # fmt: skip
    assert not left_window(one, place, date(2026, 12, 31))
