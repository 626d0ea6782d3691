"""A monthly reminder tells how things stand on the day on which it is made."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.records import BEIJING
from scheduler.daemon import duty
from scheduler.daemon.duty import papers_of, told_on
from scheduler.papers.making import PaperKind
from scheduler.store.jobs import take
from scheduler.timetable import Job
from scheduler.workplace import Workplace
from tests.scheduler.casework.builders import books, workplace

FIRST = date(2026, 10, 1)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 8, 10, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("begun", "day"),
    [
        (at(10, 1), FIRST),
        (at(10, 8), date(2026, 10, 8)),  # the first working day after the holidays
        (at(10, 31), date(2026, 10, 31)),
        (at(11, 3), date(2026, 10, 31)),  # made good after a downtime
        (None, FIRST),
    ],
)
def test_the_day_that_is_told_of(begun: datetime | None, day: date) -> None:
    assert told_on(Job.MONTHLY, FIRST, begun) == day
    assert told_on(Job.QUARTERLY, FIRST, begun) == FIRST


def test_the_reminder_is_made_for_the_day_of_its_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    asked: list[date] = []

    def made(db: Database, place: Workplace, kind: PaperKind, day: date) -> tuple[Path, ...]:
        asked.append(day)
        return ()

    monkeypatch.setattr(duty, "make_papers", made)
    assert take(db, Job.MONTHLY, FIRST.isoformat(), None, at(10, 25), at(10, 25))
    papers_of(db, place, Job.MONTHLY, FIRST)
    assert asked == [date(2026, 10, 25)]
