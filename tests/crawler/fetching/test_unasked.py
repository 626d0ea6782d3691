"""Which pages an unchanged list lets stand, to the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from crawler.fetching.unasked import Resting, is_compared, wish_of
from crawler.pages.task import Purpose, Task
from crawler.portals import Role
from crawler.records import Entry, Field, Snapshot
from crawler.records.captures import Capture
from crawler.records.moments import BEIJING

NOW = datetime(2026, 12, 3, 2, tzinfo=BEIJING)
LIST = Snapshot("http://a.test/hd/", NOW, "0" * 64)
URL = "http://a.test/hd/1.html"


def row(day: date | None, title: str = "来信", rank: int = 1) -> Entry:
    shown = Field(day, str(day), LIST.url) if day is not None else None
    return Entry(URL, title, Role.MESSAGE_BOARD, LIST, rank=rank, date=shown)


def task(day: date | None = date(2026, 11, 1), **given: object) -> Task:
    made = Task(Purpose.DETAIL, URL, Role.MESSAGE_BOARD, entry=row(day))
    return replace(made, **given)  # type: ignore[arg-type]


def capture(asked: Task, nights: int = 1, **given: object) -> Capture:
    then = NOW - timedelta(days=nights)
    made = Capture(
        URL, "", "0" * 64, 200, "x.warc.gz", then, then, then, looked_at=then, task=wish_of(asked)
    )
    return replace(made, **given)  # type: ignore[arg-type]


def rests(one: Task, known: Capture | None = None, resting: Resting | None = None) -> bool:
    return (resting or Resting(7)).may_rest(one, known or capture(one), NOW)


@pytest.mark.parametrize(("day", "old"), [(date(2026, 11, 1), True), (date(2026, 11, 2), False)])
def test_a_page_is_old_after_thirty_one_days(day: date, old: bool) -> None:
    assert rests(task(day)) is old


@pytest.mark.parametrize(("nights", "old"), [(32, True), (31, False)])
def test_without_a_day_of_its_own_the_bytes_tell_the_age(nights: int, old: bool) -> None:
    undated = task(None)
    kept = NOW - timedelta(days=nights)
    assert rests(undated, capture(undated, kept_at=kept)) is old


def test_it_is_asked_for_again_within_the_term() -> None:
    one = task()
    resting = [nights for nights in range(10) if rests(one, capture(one, nights))]
    assert resting[0] == 1
    assert resting == list(range(1, resting[-1] + 1))
    assert 3 <= resting[-1] < 7
    assert not rests(one, resting=Resting(1))


@pytest.mark.parametrize(
    "purpose", [one for one in Purpose if one not in (Purpose.DETAIL, Purpose.TEXT)]
)
def test_menus_lists_files_and_tests_never_rest(purpose: Purpose) -> None:
    assert not rests(task(purpose=purpose))


def test_a_section_that_is_wanted_whole_does_not_rest() -> None:
    assert not rests(task(), resting=Resting(7, roles=frozenset({Role.MESSAGE_BOARD})))
    assert rests(task(), resting=Resting(7, roles=frozenset({Role.INTERPRETATIONS})))


@pytest.mark.parametrize("role", [Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS])
def test_documents_rest_together(role: Role) -> None:
    assert rests(task(role=role))
    assert is_compared(task(role=role))
    assert not is_compared(task(role=role, purpose=Purpose.FILE))
    assert not is_compared(task())


def test_what_is_wanted_or_hangs_on_it_does_not_rest() -> None:
    assert not rests(task(), resting=Resting(7, frozenset({URL})))
    moved = "http://a.test/moved.html"  # the list has another address than answers
    assert not rests(task(url=moved), resting=Resting(7, frozenset({moved})))
    behind = task(linked_from="http://a.test/x.html")
    assert rests(behind)
    assert not rests(behind, resting=Resting(7, frozenset({"http://a.test/x.html"})))


def test_another_row_asks_anew_and_another_place_in_the_list_does_not() -> None:
    day = date(2026, 11, 1)
    moved = task(entry=row(day, rank=9), clicks=3)
    assert rests(moved, capture(task()))
    assert not rests(task(entry=row(day, "来信（更新）")), capture(task()))
    assert not rests(task(date(2026, 10, 31)), capture(task()))
    assert not rests(task(sought=True), capture(task()))


def test_what_is_not_known_well_enough_does_not_rest() -> None:
    assert not rests(task(), capture(task(), looked_at=None))
    assert not rests(task(), capture(task(), task=""))
    assert not rests(task(method="POST", body="a=1"))
