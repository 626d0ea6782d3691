"""The daemon under a simulated clock: every job once, through whatever happens."""

from __future__ import annotations

import errno
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.lock import locked
from scheduler.store.jobs import MOST_BEGINS, State, ask_special, next_name, next_number, take
from scheduler.timetable import Job
from tests.scheduler.daemon.clockwork import Clockwork, beijing

ALARM = "【政务公开监测告警】"


def days(first: str, last: str) -> list[str]:
    day, end, found = date.fromisoformat(first), date.fromisoformat(last), []
    while day <= end:
        found.append(day.isoformat())
        day += timedelta(days=1)
    return found


def test_weeks_of_nights_and_papers_each_once(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-12-02T12:00")
    assert work.nights == days("2026-11-02", "2026-12-02")
    weeks = [day for job, day in work.papers if job is Job.WEEKLY]
    assert weeks == [date(2026, 11, 2) + timedelta(days=7 * n) for n in range(5)]
    assert [day for job, day in work.papers if job is Job.MONTHLY] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
    ]
    assert {row.state for row in work.rows().values()} == {State.DONE}
    assert work.row(Job.WEEKLY, "2026-11-02").note == "weekly-2026-11-02.docx"
    # From December on, next year's calendar is missed, and said once.
    assert work.alarms() == ["calendar-2027"]
    assert len(work.told()) == 1


def test_no_night_runs_before_its_time_or_twice(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-03T01:29:59")
    assert work.nights == []
    work.go("2026-11-03T01:30")
    work.go("2026-11-03T01:30:30")
    work.restart()
    work.go("2026-11-03T01:31")
    assert work.nights == ["2026-11-03"]


def test_nights_missed_while_down_are_caught_up_once(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-05T12:00")
    work.nights.clear(), work.papers.clear()
    work.restart()
    work.go("2026-11-17T10:00")
    assert work.nights == ["2026-11-17"]
    assert work.moments[-1] == beijing("2026-11-17T10:00")
    assert work.papers == [(Job.WEEKLY, date(2026, 11, 9)), (Job.WEEKLY, date(2026, 11, 16))]
    missed = [day for (job, day), row in work.rows().items() if row.state is State.MISSED]
    assert missed == days("2026-11-06", "2026-11-16")
    # What was missed is told, and that it is made good.
    assert next(text for text in work.told() if "漏跑11次" in text).startswith(ALARM)
    work.until("2026-11-17T12:00")
    assert work.alarms() == []


def test_a_night_is_not_made_on_another_day(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-03T12:00")
    work.restart()
    work.go("2026-11-05T00:30")
    assert work.nights[-1] == "2026-11-03"
    assert work.row(Job.NIGHTLY, "2026-11-04").state is State.MISSED
    work.go("2026-11-05T01:30")
    assert work.nights[-1] == "2026-11-05"


@pytest.mark.parametrize(("begin", "runs"), [("21:30", 1), ("21:31", 0)])
def test_the_grace_has_an_end(tmp_path: Path, begin: str, runs: int) -> None:
    work = Clockwork(tmp_path)
    work.go(f"2026-11-02T{begin}")
    assert len(work.nights) == runs


def test_holidays_make_up_days_and_a_late_override(tmp_path: Path) -> None:
    work = Clockwork(tmp_path, beijing("2026-02-13T00:10"))
    # The Spring Festival of 2026 lasts to the 23rd; Saturday the 14th is a make-up day.
    work.until("2026-02-23T12:00")
    assert work.papers == [], "no paper on a holiday"
    work.until("2026-02-24T12:00")
    assert work.papers == [(Job.WEEKLY, date(2026, 2, 16)), (Job.WEEKLY, date(2026, 2, 23))]
    work.until("2026-03-01T12:00")
    assert (Job.MONTHLY, date(2026, 3, 1)) not in work.papers
    calendar = tmp_path / "calendar"
    calendar.mkdir()
    # A holiday is announced late: Monday 2 March is off after all.
    (calendar / "2026.toml").write_text(
        'year = 2026\nnotice = { number = "国办发明电〔2026〕9号", date = 2026-03-01 }\n'
        'holidays = [{ date = 2026-03-02, name = "临时放假" }]\n',
        encoding="utf-8",
    )
    work.until("2026-03-02T23:00")
    assert (Job.MONTHLY, date(2026, 3, 1)) not in work.papers
    work.until("2026-03-03T12:00")
    assert work.papers[2:] == [(Job.WEEKLY, date(2026, 3, 2)), (Job.MONTHLY, date(2026, 3, 1))]
    # Announced after the paper was made, a holiday does not make it a second time.
    (calendar / "2026.toml").write_text(
        (calendar / "2026.toml").read_text("utf-8").replace("2026-03-02,", "2026-03-03,"), "utf-8"
    )
    work.until("2026-03-06T12:00")
    assert len(work.papers) == 4


def test_saturday_at_work_is_a_working_day(tmp_path: Path) -> None:
    # 1 January 2026 to the 3rd are off; Sunday the 4th is a make-up day.
    work = Clockwork(tmp_path, beijing("2026-01-01T00:10"))
    work.until("2026-01-04T12:00")
    assert work.papers == [(Job.MONTHLY, date(2026, 1, 1)), (Job.QUARTERLY, date(2026, 1, 1))]
    work.until("2026-01-12T12:00")
    assert work.papers[-1] == (Job.YEARLY, date(2026, 1, 1))


def test_a_paper_waits_for_the_night_it_rests_on(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)

    def fail() -> None:
        raise RuntimeError("broken")

    work.during = fail
    work.go("2026-11-02T01:30")
    work.go("2026-11-02T08:00")
    assert work.papers == []
    work.during = lambda: None
    work.go("2026-11-02T08:30")
    assert work.nights == ["2026-11-02"]
    assert work.papers == [(Job.WEEKLY, date(2026, 11, 2)), (Job.MONTHLY, date(2026, 11, 1))]


def test_a_paper_says_that_its_night_is_missing(tmp_path: Path) -> None:
    work = Clockwork(tmp_path, schedule="tries = 1")

    def fail() -> None:
        raise RuntimeError("broken")

    work.during = fail
    work.until("2026-11-02T12:00")
    assert len(work.papers) == 2
    assert work.row(Job.WEEKLY, "2026-11-02").note.startswith("2026-11-02的夜间监测未完成")


def test_failures_are_tried_again_with_a_bound_and_then_told(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    begun = []

    def fail() -> None:
        begun.append(work.at)
        raise RuntimeError("broken")

    work.during = fail
    work.until("2026-11-02T06:00", timedelta(minutes=1))
    assert begun == [beijing(f"2026-11-02T{at}") for at in ("01:30", "01:40", "02:00")]
    assert work.row(Job.NIGHTLY, "2026-11-02").note == "RuntimeError: broken"
    assert work.alarms() == ["job-nightly"]
    work.during = lambda: None
    work.until("2026-11-03T02:00")
    assert work.nights == ["2026-11-03"]
    assert work.alarms() == []
    begun_and_over = [text.removeprefix(ALARM)[:4] for text in work.told()]
    assert begun_and_over == ["夜间监测", "已恢复："]


def test_an_overlapping_run_is_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    with locked(tmp_path / "data"):
        for minute in range(30, 40):
            work.go(f"2026-11-02T01:{minute}")
    assert work.nights == []
    told = [one for one in caplog.messages if "another run works" in one]
    assert len(told) == 1
    work.go("2026-11-02T01:41")
    assert work.nights == ["2026-11-02"]
    assert work.alarms() == []


def test_two_daemons_do_everything_once(tmp_path: Path) -> None:
    one = Clockwork(tmp_path)
    other = Clockwork(tmp_path)
    # One begins in the middle of the other's night, and again right after it.
    one.during = lambda: other.daemon.tick(one.at)
    for day in range(2, 12):
        for hour in (1, 2, 9):
            one.go(f"2026-11-{day:02d}T{hour:02d}:30")
            other.go(f"2026-11-{day:02d}T{hour:02d}:30")
    assert one.nights == days("2026-11-02", "2026-11-11")
    assert other.nights == []
    assert len(one.papers) + len(other.papers) == 3
    assert all(row.attempts == 1 for row in one.rows().values())


def test_a_killed_night_is_gone_on_with(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    # Its process took the job and died at once.
    assert take(
        work.db, Job.NIGHTLY, "2026-11-02", "2026-11-02", *[beijing("2026-11-02T01:30")] * 2
    )
    work.restart()
    work.go("2026-11-02T09:00")
    assert work.moments == [beijing("2026-11-02T01:30")], "its moment stays what it was"
    row = work.row(Job.NIGHTLY, "2026-11-02")
    assert (row.state, row.attempts) == (State.DONE, 2)


def test_a_night_killed_days_ago_is_not_gone_on_with(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    take(work.db, Job.NIGHTLY, "2026-11-02", "2026-11-02", *[beijing("2026-11-02T01:30")] * 2)
    work.restart()
    work.go("2026-11-04T09:00")
    assert work.nights == ["2026-11-04"]
    assert work.row(Job.NIGHTLY, "2026-11-02").state is State.MISSED


def test_a_job_that_takes_the_daemon_along_every_time_is_given_up(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    for _ in range(MOST_BEGINS):
        moment = beijing("2026-11-02T01:30")
        assert take(work.db, Job.NIGHTLY, "2026-11-02", "2026-11-02", moment, moment)
    work.restart()
    work.go("2026-11-02T01:40")
    assert work.nights == []
    assert work.alarms() == ["job-nightly"]
    work.go("2026-11-03T01:40")
    assert work.nights == ["2026-11-03"]


def test_the_clock_goes_forward(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-03T12:00")
    work.go("2026-11-13T12:00")
    assert work.nights == ["2026-11-02", "2026-11-03", "2026-11-13"]


def test_the_clock_goes_back(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-03T12:00")
    work.go("2026-11-06T12:00")
    assert work.nights[-1] == "2026-11-06"
    work.go("2026-11-04T01:00")
    assert "clock" in work.alarms()
    work.until("2026-11-07T12:00")
    # The days that were skipped are made now; the one that was run is not made again.
    assert work.nights[2:] == ["2026-11-06", "2026-11-04", "2026-11-05", "2026-11-07"]
    assert len([text for text in work.told() if text.startswith(ALARM + "系统时钟倒退")]) == 1
    assert work.alarms() == []


def test_the_clock_goes_back_while_down(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-03T12:00")
    work.restart()
    work.go("2026-11-03T01:31")
    assert work.nights == ["2026-11-02", "2026-11-03"]
    assert work.alarms() == ["clock"]


def test_a_jump_forward_is_told(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    passed = [0.0]
    work.daemon._elapsed = lambda: passed[0]
    work.go("2026-11-02T10:00")
    passed[0] += 60
    work.go("2026-11-02T10:01")
    assert work.alarms() == []
    passed[0] += 60
    work.go("2026-11-02T18:00")
    assert "clock" in work.alarms()


def test_a_full_disk_is_one_alarm_and_passes(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    work.free = 499.0
    for minute in range(30, 50):
        work.go(f"2026-11-02T01:{minute}")
    assert work.nights == []
    assert work.alarms() == ["disk"]
    assert len(work.told()) == 1
    work.free = 500.0
    work.go("2026-11-02T01:50")
    assert work.nights == ["2026-11-02"]
    assert work.alarms() == []
    assert len(work.told()) == 2


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "No space left on device"), sqlite3.OperationalError("disk is full")],
)
def test_a_disk_that_fills_up_costs_no_try(tmp_path: Path, error: Exception) -> None:
    work = Clockwork(tmp_path, schedule="tries = 1")
    if isinstance(error, sqlite3.Error):
        error.sqlite_errorcode = sqlite3.SQLITE_FULL

    def fill() -> None:
        raise error

    work.during = fill
    work.until("2026-11-02T04:00", timedelta(minutes=5))
    row = work.row(Job.NIGHTLY, "2026-11-02")
    assert (row.state, row.failures) == (State.FAILED, 0)
    assert row.retry_at is not None
    work.during = lambda: None
    work.go("2026-11-02T05:00")
    assert work.row(Job.NIGHTLY, "2026-11-02").state is State.DONE


def test_books_that_cannot_be_written_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")

    def refuse(path: Path) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr("scheduler.daemon.daemon.open_store", refuse)
        patched.setattr("scheduler.daemon.daemon.open_database", refuse)
        for minute in range(30, 40):
            work.go(f"2026-11-02T01:{minute}")
        assert [one.key for one in work.daemon.alarms.open(None)] == ["database"]
    assert len([one for one in caplog.messages if "alarm database" in one]) == 1
    work.go("2026-11-02T01:41")
    assert work.nights == ["2026-11-02"]
    assert work.alarms() == []
    assert len(work.told()) == 2, "the office reads that it was, and that it is over"


def test_a_broken_edit_keeps_the_last_good_watchlist(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    work.write(more='colour = "red"\n')
    work.until("2026-11-03T02:00")
    assert work.nights == ["2026-11-02", "2026-11-03"]
    assert work.alarms() == ["watchlist"]
    assert len(work.told()) == 1
    work.write('nightly = "03:00"')
    work.go("2026-11-04T01:30")
    assert work.alarms() == []
    assert len(work.nights) == 2
    work.go("2026-11-04T03:00")
    assert work.nights[-1] == "2026-11-04"


def test_a_night_that_never_started_is_told(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T01:00")
    with locked(tmp_path / "data"):
        work.go("2026-11-02T05:59")
        assert work.alarms() == []
        work.go("2026-11-02T06:00")
        assert work.alarms() == ["night-late"]
        work.go("2026-11-02T06:01")
    work.go("2026-11-02T06:02")
    assert work.nights == ["2026-11-02"]
    assert work.alarms() == []
    assert len(work.told()) == 2


def test_a_first_start_in_the_morning_is_late_for_no_night(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T10:03")
    assert work.told() == []
    assert work.nights == ["2026-11-02"]
    with locked(tmp_path / "data"):
        work.restart()
        work.go("2026-11-03T10:03")
    assert work.alarms() == ["night-late"]


def test_internal_failures_of_a_night_are_told(tmp_path: Path) -> None:
    work = Clockwork(tmp_path, schedule='heartbeat = "http://127.0.0.1:9/x"')
    work.status = 3
    work.go("2026-11-02T01:30")
    assert work.alarms() == ["night-errors"]
    work.status = 1
    work.go("2026-11-03T01:30")
    assert work.alarms() == []
    assert work.beats == ["start", "fail", "start", "success"]


def test_special_runs_are_named_after_the_date(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.until("2026-11-02T12:00")
    for _ in range(2):
        ask_special(work.db, date(2026, 11, 2), ["a"], work.at)
    ask_special(work.db, date(2026, 11, 2), ["gone"], work.at)
    work.go("2026-11-02T12:30")
    assert work.nights == ["2026-11-02", "2026-11-02.1", "2026-11-02.2"]
    gone = work.row(Job.SPECIAL, "2026-11-02.3")
    assert gone.state is State.FAILED
    assert "no portal gone" in gone.note


def test_names_of_special_runs_sort_as_they_were_asked_for() -> None:
    taken: list[str] = []
    for _ in range(120):
        taken.append(f"2026-11-20.{next_number(taken)}")
    assert taken == sorted(taken)
    assert taken[0] == "2026-11-20.1"
    assert taken[9] == "2026-11-20.91"
    assert next_number(list(reversed(taken))) == next_number(taken)


def test_a_special_run_that_waited_past_midnight_comes_after_the_night(tmp_path: Path) -> None:
    work = Clockwork(tmp_path)
    work.go("2026-11-02T00:20")
    ask_special(work.db, date(2026, 11, 1), ["a"], work.at)
    ask_special(work.db, date(2026, 11, 1), ["a"], work.at)
    work.go("2026-11-02T09:00")
    assert work.nights == ["2026-11-02", "2026-11-02.1", "2026-11-02.2"]
    assert next_name(work.db, date(2026, 11, 2)) == "2026-11-02.3"
    work.restart()
    work.go("2026-11-02T10:00")
    assert len(work.nights) == 3
