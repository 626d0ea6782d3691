"""A monitor over the sample county and a clock that is ours: days pass as a test says."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from crawler.records import BEIJING
from demo import build, serve
from demo.serve import Serving
from demo.truth import Truth
from scheduler import moments
from scheduler.daemon.daemon import Daemon
from scheduler.daemon.duty import WORKS, Ended, carry_out
from scheduler.daemon.planning import Step
from scheduler.daemon.watched import watched_workplace
from scheduler.mailing.posting import post
from scheduler.night import preflight
from scheduler.places import Places
from scheduler.workplace import Workplace
from tests.reports.mail.servers import free_port
from tests.year.crawling import crawl_from
from tests.year.killing import Point, Reaper
from tests.year.world import UNITS, mends

OFFICE = "zwgk@yunzhou.example"


class Clock:
    """The only clock; every look at it takes a second, so that what follows is later."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def rule(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the product's one look at the time look here."""
        clock = self

        class Moment(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return clock().astimezone(tz)

        monkeypatch.setattr(moments, "datetime", Moment)
        # The files are of the real time, which may lie after ours.
        monkeypatch.setattr(preflight, "_clock_is_sane", lambda place: True)


@dataclass(frozen=True)
class Letter:
    """A mail that the server accepted, and when (by our clock)."""

    at: datetime
    to: str
    message: EmailMessage

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])


class PostOffice:
    """A real mail server on one port, which can be shut for days."""

    def __init__(self, clock: Clock) -> None:
        self.port = free_port()
        self.letters: list[Letter] = []
        self._clock = clock
        self._server: Controller | None = None

    def open(self, yes: bool) -> None:
        if yes and self._server is None:
            self._server = Controller(self, hostname="127.0.0.1", port=self.port)
            self._server.start()
        elif not yes and self._server is not None:
            self._server.stop()
            self._server = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        for to in envelope.rcpt_tos:
            self.letters.append(Letter(self._clock.at, to, message))
        return "250 taken"


@dataclass
class Town:
    """The monitor's folder, the county, the mail server; `tick` lets the daemon work.

    `took` has the seconds of every night, `truths` what each day was really like.
    """

    folder: Path
    serving: Serving
    clock: Clock
    mail: PostOffice
    reaper: Reaper
    down: set[str]
    took: dict[date, float] = field(default_factory=dict)
    truths: dict[date, tuple[Truth, ...]] = field(default_factory=dict)
    kills: list[tuple[datetime, Point | float]] = field(default_factory=list)

    @property
    def places(self) -> Places:
        return Places(self.folder / "data")

    def start(self) -> None:
        """A new process: nothing is left but the folder."""
        self.daemon = Daemon(
            watched_workplace(self.folder / "gongkai.toml"), _run, clock=moments.now
        )

    def dawn(self, day: date) -> None:
        """The county as it stands in the first hours of that day."""
        county = build(day, only=UNITS, mended=mends(day))
        self.serving.become(county)
        ports = self.serving.county
        self.truths[day] = county.on_ports(ports.port, ports.lonely_port).truth

    def tick(self, at: datetime) -> None:
        """What the daemon does at a moment; a new one, so that it leaves no open file behind."""
        self.clock.at = at
        self.daemon.tick(at)
        post(self.daemon.place, moments.now)

    def tick_and_die(self, at: datetime, end: Point | float) -> bool:
        """The same in a process that is killed at an instant; whether it was."""
        died = self.reaper.until(end, lambda: self.tick(at))
        if died:
            self.kills.append((at, end))
        self.start()
        return died


def _run(place: Workplace, step: Step, at: datetime) -> Ended:
    return carry_out(place, step, at, WORKS, moments.now)


@contextmanager
def town(folder: Path, monkeypatch: pytest.MonkeyPatch, day: date) -> Iterator[Town]:
    """A monitor that has never run, over the county of a day. Mail is nightly for jiaoyu."""
    clock = Clock()
    clock.rule(monkeypatch)
    mail, reaper, down = PostOffice(clock), Reaper(), set[str]()
    logging.getLogger("scheduler").setLevel(logging.ERROR)
    with serve(build(day, only=UNITS, mended=mends(day))) as serving:
        crawl_from(serving, monkeypatch, down)
        reaper.lie_in_wait(monkeypatch)
        text = serving.county.watchlist(serving.dns_port, smtp=f"127.0.0.1:{mail.port}")
        text = text.replace('rhythm = "weekly"\n', 'rhythm = "weekly"\ntls = "none"\n', 1)
        text = text.replace('id = "jiaoyu"\n', 'id = "jiaoyu"\nrhythm = "nightly"\n')
        # What falls due is reckoned to the day: nothing may be seen a week late.
        text += '\n[monitor.limits]\nask_nights = 1\n\n[schedule]\nhealth = "off"\n'
        (folder / "gongkai.toml").write_text(text, encoding="utf-8")
        mail.open(True)
        made = Town(folder, serving, clock, mail, reaper, down)
        made.start()
        try:
            yield made
        finally:
            mail.open(False)


__all__ = ["OFFICE", "Clock", "Letter", "PostOffice", "Town", "town"]
