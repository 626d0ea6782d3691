"""Days that pass over a town: what befalls its monitor is drawn from one seeded chance."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from crawler.records import BEIJING
from demo import workdays
from tests.year.killing import AFTER_ACCEPTANCE, Point, points
from tests.year.town import Town

ONE_DAY = timedelta(days=1)
NIGHT, PAPERS = (1, 30), (9, 5)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Beijing time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


@dataclass(frozen=True)
class Notice:
    """Days off that are announced late, at noon of a day."""

    on: date
    first: date
    last: date

    @property
    def days(self) -> frozenset[date]:
        """The days off that would have been working days by the week."""
        span = range((self.last - self.first).days + 1)
        days = (self.first + ONE_DAY * n for n in span)
        return frozenset(day for day in days if day.weekday() < 5)


@dataclass(frozen=True)
class Plan:
    """What is to befall: `away` are spans without the monitor, `no_mail` days without the server.

    `share` of the nights is killed; `certain` are days killed at a given point.
    """

    first: date
    last: date
    away: tuple[tuple[datetime, datetime], ...] = ()
    no_mail: tuple[date, ...] = ()
    notices: tuple[Notice, ...] = ()
    share: float = 0.12
    certain: Mapping[date, Point] = field(default_factory=dict)

    def up(self, at: datetime) -> bool:
        """Whether the monitor runs at a moment."""
        return not any(begin <= at < end for begin, end in self.away)

    def days(self) -> list[date]:
        """All its days."""
        return [self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1)]


def ticks(plan: Plan, chance: random.Random) -> list[datetime]:
    """The moments at which the daemon is awake: nights, mornings, one more a day, every return."""
    found = [end for _, end in plan.away if end.date() >= plan.first]
    for day in plan.days():
        found += [moment(day, *NIGHT), moment(day, *PAPERS)]
        found.append(moment(day, chance.randrange(10, 23), chance.randrange(60)))
    return sorted(at for at in set(found) if plan.up(at) and at.date() <= plan.last)


def live(town: Town, plan: Plan, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all days of a plan pass."""
    chance = random.Random(seed)
    today = None
    for at in ticks(plan, chance):
        if at.date() != today:
            today = at.date()
            town.dawn(today)
            town.mail.open(today not in plan.no_mail)
        for notice in plan.notices:
            if at.date() == notice.on and at.hour >= 12:
                announce(town, notice, monkeypatch)
        if at in (end for _, end in plan.away):
            town.start()
        began = time.monotonic()
        _tick(town, plan, at, chance)
        if (at.hour, at.minute) == NIGHT:
            town.took[at.date()] = time.monotonic() - began


def _tick(town: Town, plan: Plan, at: datetime, chance: random.Random) -> None:
    """One tick; if it is to be killed, again some minutes later."""
    night = (at.hour, at.minute) == NIGHT
    papers = (at.hour, at.minute) == PAPERS and (at.weekday() == 0 or at.day <= 3)
    for _ in range(3):
        if night and at.date() in plan.certain and at.minute == NIGHT[1]:
            end: Point | float = plan.certain[at.date()]
        elif (night and chance.random() < plan.share) or (papers and chance.random() < 0.35):
            end = _end(papers, chance)
        else:
            break
        if not town.tick_and_die(at, end):
            break
        at += timedelta(minutes=chance.randrange(3, 15))
    town.tick(at)


def _end(papers: bool, chance: random.Random) -> Point | float:
    if chance.random() < 0.3:
        return chance.uniform(0.05, 2.5)
    return chance.choice(points(papers)), chance.choice((1, 1, 1, 2, 3))


def announce(town: Town, notice: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the notice beside the watchlist; the truth counts by it from now on."""
    path = town.folder / "calendar" / f"{notice.on.year}.toml"
    if path.exists():
        return
    days = sorted(notice.days)
    rows = "\n".join(f'[[holidays]]\ndate = {day}\nname = "临时放假"' for day in days)
    path.parent.mkdir()
    path.write_text(
        f"year = {notice.on.year}\n"
        f'notice = {{ number = "国办发明电〔2026〕9号", date = {notice.on} }}\n{rows}\n',
        encoding="utf-8",
    )
    off = " ".join([workdays._OFF[notice.on.year], *(f"{day:%m%d}" for day in days)])
    monkeypatch.setitem(workdays._OFF, notice.on.year, off)
    workdays._special.cache_clear()


YEAR = Plan(
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    away=(
        (moment(date(2026, 3, 11), 0), moment(date(2026, 3, 12), 0, 10)),
        (moment(date(2026, 4, 20), 0), moment(date(2026, 4, 20), 9, 40)),
        (moment(date(2026, 6, 14), 23), moment(date(2026, 6, 21), 10)),
        (moment(date(2026, 9, 28), 0), moment(date(2026, 10, 3), 0, 30)),
        (moment(date(2026, 11, 7), 12), moment(date(2026, 11, 10), 0, 20)),
    ),
    no_mail=(date(2026, 5, 25), date(2026, 5, 26), date(2026, 12, 10), date(2026, 12, 11)),
    notices=(Notice(date(2026, 8, 17), date(2026, 8, 13), date(2026, 8, 18)),),
    certain={
        date(2026, 1, 5): (AFTER_ACCEPTANCE, 1),
        date(2026, 2, 11): (AFTER_ACCEPTANCE, 1),
        date(2026, 7, 13): (AFTER_ACCEPTANCE, 2),
        date(2026, 8, 15): (AFTER_ACCEPTANCE, 1),
        date(2026, 10, 19): (AFTER_ACCEPTANCE, 2),
    },
)
