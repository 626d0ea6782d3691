"""The [schedule] table of a watchlist."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from crawler.portals.schedule import WEEKDAYS, Schedule
from tests.crawler.portals.test_watchlist import SMALL, load, problems


def table(lines: str) -> str:
    return SMALL.replace("[[portals]]", f"[schedule]\n{lines}\n[[portals]]")


def test_a_watchlist_without_it_has_the_usual_times(tmp_path: Path) -> None:
    schedule = load(tmp_path, SMALL).schedule
    assert schedule == Schedule()
    assert schedule.nights == set(WEEKDAYS)
    assert schedule.health == "127.0.0.1:9180"


def test_a_whole_table(tmp_path: Path) -> None:
    schedule = load(
        tmp_path,
        table(
            'nightly = "23:05"\nnights = ["mon", "thu"]\nweekly_on = "tue"\nmonthly_day = 28\n'
            'deadline = "00:00"\ngrace_hours = 24\nheartbeat = "https://hc.example/ping/1/"\n'
            'health = "[::1]:9000"\ntries = 1\nfree_megabytes = 0.5'
        ),
    ).schedule
    assert (schedule.nightly, schedule.openings) == (time(23, 5), 36)
    assert load(tmp_path, table("openings = 0")).schedule.openings == 0
    assert schedule.nights == {"mon", "thu"}
    assert schedule.deadline == time(0, 0)
    assert schedule.heartbeat == "https://hc.example/ping/1"
    assert load(tmp_path, table('health = "off"')).schedule.health is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('nightly = "1:30"', "nightly: '1:30' is no time of day"),
        ('nightly = "24:00"', "nightly: '24:00' is no time of day"),
        ("nightly = 01:30:00", "nightly: must be text"),
        ('nights = ["monday"]', "nights: unknown weekday 'monday'"),
        ('weekly_on = "1"', "weekly_on: unknown weekday"),
        ("monthly_day = 29", "monthly_day: must be from 1 to 28"),
        ("monthly_day = 0", "monthly_day: must be from 1 to 28"),
        ("grace_hours = 24.5", "grace_hours: must be 24 at most"),
        ("openings = 97", "openings: must be from 0 to 96"),
        ("tries = true", "tries: must be a whole number"),
        ('heartbeat = "https://hc.example/?id=1"', "heartbeat: has a query"),
        ('heartbeat = "http://169.254.169.254/"', "link-local"),
        ('health = "localhost:80"', "health: 'localhost:80' is no address to listen on"),
        ('health = "::1:80"', "brackets"),
        ('health = "127.0.0.1:65536"', "no address to listen on"),
        ('nightli = "01:30"', "did you mean 'nightly'?"),
    ],
)
def test_a_fault_names_the_key(tmp_path: Path, line: str, says: str) -> None:
    found = problems(tmp_path, table(line))
    assert len(found) == 1, found
    assert found[0].startswith(f"{tmp_path / 'gongkai.toml'}: [schedule]: ")
    assert says in found[0]
