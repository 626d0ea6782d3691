"""The [schedule] table: when the five linked jobs are due, and who watches over them.

Clock times are those of the watchlist's timezone. Working days are not known here: the timetable
asks the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from urllib.parse import urlsplit

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of weekdays, Monday first: numbers are counted differently by every tool."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Schedule:
    """When the jobs are due, how long they may be caught up, and who is told.

    `nights` are the weekdays with a nightly run. A paper is due on the first working day on or
    after its day: `weekly_on` of the week, `monthly_day` of the month, the first of a quarter's
    first month, `yearly_day` of January. A night that was missed may begin up to `grace_hours`
    late, on its own day. `deadline` is the time by which a night must have started.
    `wait_hours` is how long a paper waits for the night it rests on. A failed job is tried
    `tries` times in all, `retry_minutes` apart at first, twice as long each time. With less than
    `free_megabytes` of disk nothing is begun. The home page of every portal is opened `openings`
    times a day beside the nights, 0 for never. `heartbeat` is an address asked at the start, the
    success and the failure of every night; `health` is where the health endpoint listens,
    None for nowhere.
    """

    nightly: time = time(1, 30)
    nights: frozenset[str] = frozenset(WEEKDAYS)
    weekly: time = time(8, 0)
    weekly_on: str = "mon"
    monthly: time = time(8, 10)
    monthly_day: int = 1
    quarterly: time = time(8, 20)
    yearly: time = time(8, 30)
    yearly_day: int = 10
    deadline: time = time(6, 0)
    grace_hours: float = 20.0
    wait_hours: float = 12.0
    tries: int = 3
    retry_minutes: float = 10.0
    free_megabytes: float = 500.0
    openings: int = 36
    heartbeat: str | None = None
    health: str | None = "127.0.0.1:9180"


def read_schedule(table: Table) -> Schedule:
    """The settings of the table; faults are noted in it, what is not given is as usual."""
    usual = Schedule()
    openings = _whole(table, "openings", 0, 96)
    schedule = Schedule(
        nightly=table.read("nightly", clock) or usual.nightly,
        nights=frozenset(table.each("nights", weekday, "weekdays") or usual.nights),
        weekly=table.read("weekly", clock) or usual.weekly,
        weekly_on=table.read("weekly_on", weekday) or usual.weekly_on,
        monthly=table.read("monthly", clock) or usual.monthly,
        monthly_day=_whole(table, "monthly_day", 1, 28) or usual.monthly_day,
        quarterly=table.read("quarterly", clock) or usual.quarterly,
        yearly=table.read("yearly", clock) or usual.yearly,
        yearly_day=_whole(table, "yearly_day", 1, 31) or usual.yearly_day,
        deadline=table.read("deadline", clock) or usual.deadline,
        grace_hours=table.number("grace_hours") or usual.grace_hours,
        wait_hours=table.number("wait_hours") or usual.wait_hours,
        tries=_whole(table, "tries", 1, 20) or usual.tries,
        retry_minutes=table.number("retry_minutes") or usual.retry_minutes,
        free_megabytes=table.number("free_megabytes") or usual.free_megabytes,
        openings=usual.openings if openings is None else openings,
        heartbeat=table.read("heartbeat", heartbeat),
        health=_health(table, usual.health),
    )
    if schedule.grace_hours > 24:
        table.fault("grace_hours", "must be 24 at most: a later night is another night")
    table.close()
    return schedule


def clock(text: str) -> time:
    """A time of day as "HH:MM"."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(f'{quoted(text)} is no time of day; write "HH:MM"')
    return time(int(match[1]), int(match[2]))


def weekday(text: str) -> str:
    """The name of a weekday."""
    if text not in WEEKDAYS:
        raise ValueError(f"unknown weekday {quoted(text)}; known: {', '.join(WEEKDAYS)}")
    return text


def heartbeat(text: str) -> str:
    """The base address of a heartbeat, to which /start and /fail can be added."""
    # Asked for late: the readers of values know the model, and the model has a schedule.
    from crawler.portals.values import web_address

    address = web_address(text, public=False)  # its path is as good as a password
    if urlsplit(address).query:
        raise ValueError("has a query: /start and /fail could not be added to it")
    return address.rstrip("/")


def listen_address(text: str) -> str:
    """Where to listen, as "IP:port" or "[IPv6]:port"; port 0 lets the system choose."""
    name, _, port = text.rpartition(":")
    bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    good_port = port.isascii() and port.isdigit() and int(port) < 65536
    if not good_port or not re.fullmatch(r"[0-9.]+|[0-9A-Fa-f:.]+", bare):
        raise ValueError(f'{quoted(text)} is no address to listen on; write "127.0.0.1:9180"')
    if ":" in bare and bare == name:
        raise ValueError(f'{quoted(text)}: write an IPv6 address in brackets, as "[::1]:9180"')
    return text


def _health(table: Table, usual: str | None) -> str | None:
    if table.data.get("health") == "off":
        table.asked.append("health")
        return None
    return table.read("health", listen_address) or usual


def _whole(table: Table, key: str, least: int, most: int) -> int | None:
    value: int | None = table.take(key, int, f"a whole number from {least} to {most}")
    if value is not None and not least <= value <= most:
        table.fault(key, f"must be from {least} to {most}, not {quoted(value)}")
        return None
    return value
