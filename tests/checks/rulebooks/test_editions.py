"""Editions of one rulebook, and rows that wait for an event: both sides of every day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks import (
    available,
    edition_on,
    editions_of,
    load_rulebook,
    rulebook_from,
    rulebook_text,
    trigger_faults,
    with_triggers,
)

BOOK = """
id = "{id}"
title = "某通知"
version = "{version}"
starts_on = {starts_on}
source = "某通知"
number = "某政办〔2020〕1号"

[[requirements]]
id = "some-1"
title = "甲"
summary = "甲。"
binds = ["all"]
clause = "第一条"
assessment = "manual"

[[requirements]]
id = "some-2"
title = "乙"
summary = "乙。"
binds = ["all"]
clause = "第二条"
assessment = "manual"
waits_for = "国家文件印发"
"""
FIRST, SECOND = date(2020, 5, 1), date(2020, 10, 1)
DAY = timedelta(days=1)


def text(starts_on: date, version: str = "1", rulebook_id: str = "some") -> str:
    return BOOK.format(id=rulebook_id, version=version, starts_on=starts_on)


def book(starts_on: date, version: str = "1") -> Rulebook:
    return rulebook_from(text(starts_on, version))


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (FIRST - DAY, "1"),  # there is no earlier one; it is not in force yet
        (FIRST, "1"),
        (SECOND - DAY, "1"),
        (SECOND, "2"),
        (SECOND + 400 * DAY, "2"),
    ],
)
def test_the_edition_that_began_last_is_taken(day: date, version: str) -> None:
    editions = (book(SECOND, "2"), book(FIRST))
    assert edition_on(editions, day).version == version


@pytest.mark.parametrize(
    ("ends_on", "day", "there"),
    [
        (None, FIRST - DAY, False),
        (None, FIRST, True),
        (None, date(2099, 1, 1), True),
        (date(2020, 12, 31), date(2020, 12, 31), True),
        (date(2020, 12, 31), date(2021, 1, 1), False),
    ],
)
def test_in_force_from_its_first_day_to_its_last(
    ends_on: date | None, day: date, there: bool
) -> None:
    words = text(FIRST) if ends_on is None else f"ends_on = {ends_on}\n" + text(FIRST)
    assert rulebook_from(words).in_force(day) is there


def test_a_row_waits_until_the_day_of_its_event() -> None:
    some = book(FIRST)
    happened = {"some-2": date(2020, 7, 1)}
    before = with_triggers(some, happened, date(2020, 6, 30))
    on_the_day = with_triggers(some, happened, date(2020, 7, 1))
    assert before is some
    row = on_the_day.requirement("some-2")
    assert (row.waits_for, row.from_on) == ("", date(2020, 7, 1))
    assert on_the_day.requirement("some-1") is some.requirement("some-1")
    early = with_triggers(some, {"some-2": date(2019, 1, 1)}, FIRST)
    assert early.requirement("some-2").from_on == FIRST  # the notice lays down nothing older


def test_triggers_name_rows_that_wait() -> None:
    assert trigger_faults(["some-2"], [book(FIRST)]) == ()
    assert trigger_faults(["some-1", "some-9"], [book(FIRST)]) == (
        "'some-1': the row waits for no event",
        "'some-9': no rulebook here has such a row",
    )


def test_files_of_one_rulebook(tmp_path: Path) -> None:
    (tmp_path / "some.toml").write_text(text(FIRST), "utf-8")
    (tmp_path / "some@2020-10-01.toml").write_text(text(SECOND, "2"), "utf-8")
    assert editions_of("some", tmp_path) == ("some", "some@2020-10-01")
    assert available(tmp_path) == available() | {"some"}
    assert load_rulebook("some", tmp_path).version == "1"
    assert load_rulebook("some@2020-10-01", tmp_path).version == "2"
    assert editions_of("none", tmp_path) == ()
    with pytest.raises(RulebookError, match="no rulebook 'some@2020-10-02'"):
        load_rulebook("some@2020-10-02", tmp_path)
    with pytest.raises(RulebookError, match="no rulebook"):
        load_rulebook("../some", tmp_path)


def test_a_file_is_what_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "some@2020-10-02.toml").write_text(text(SECOND), "utf-8")
    with pytest.raises(RulebookError, match="starts_on: 2020-10-01 is not the day"):
        load_rulebook("some", tmp_path)
    (tmp_path / "other@2020-10-01.toml").write_text(text(SECOND), "utf-8")
    with pytest.raises(RulebookError, match=r"other@2020-10-01\.toml: id: must be 'other'"):
        load_rulebook("other", tmp_path)


def test_a_text_that_has_its_shared_terms_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "some_check.toml").write_text("days = 3\n", "utf-8")
    own = text(FIRST).replace('assessment = "manual"', 'check = "some_check"', 1)
    (tmp_path / "some.toml").write_text(own, "utf-8")
    whole = rulebook_text("some", tmp_path)
    assert whole.endswith("[shared.some_check]\ndays = 3\n")
    (tmp_path / "some.toml").write_text(whole, "utf-8")
    assert rulebook_text("some", tmp_path) == whole
    assert rulebook_from(whole, accepted=True).requirement("some-1").terms == {"days": 3}
