"""Mutated pages through the readers."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.model import Entry, Field, Snapshot, Source
from tests.fuzzing.bounds import allowed, guarded, seconds_of
from tests.fuzzing.mutations import CHARSETS, as_bytes, mutated
from tests.fuzzing.oracles import invented, neutral, stated, told, unkept
from tests.fuzzing.sources import Seed

_TYPES = (
    "", "text/html", "text/html; charset=utf-8", "TEXT/HTML;CHARSET=GBK", "text/html; charset=", "html",
    ";;;", "text/html; charset=\x00", "application/json", "text/xml; charset=gb2312", "image/png",
    "application/octet-stream", "text/html; charset=utf-7", "*/*", "charset=" + "x" * 5_000,
)  # fmt: skip
_PURPOSES = (
    (Purpose.DETAIL,) * 9 + (Purpose.SECTION,) * 5 + (Purpose.TURN,) * 2 + (Purpose.HOME,) * 2
    + (Purpose.EXPLORE,) * 2 + (Purpose.FRAME, Purpose.SEARCH, Purpose.ROSTER, Purpose.LINK)
)  # fmt: skip
_ROLES = tuple(Role)
_MOMENT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@dataclass(frozen=True)
class PageInput:
    """One page and the reason why it is asked for. `is_neutral`: it holds prose alone."""

    name: str
    task: Task
    body: bytes
    content_type: str
    status: int
    is_neutral: bool = False

    def page(self) -> Page:
        return Page.parse(self.task.url, self.body, self.content_type, self.status)

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(self.task.url, _MOMENT, "0" * 64, self.status)

    def reading(self) -> Reading:
        return read(self.task, self.page(), self.snapshot)


def page_input(seeds: tuple[Seed, ...], draw: Random, is_neutral: bool = False) -> PageInput:
    """A mutated page, drawn whole from the random source."""
    # The shortest of three: large pages tell the same as small ones, and take longer.
    seed = min((draw.choice(seeds) for _ in range(3)), key=lambda one: len(one.text))
    text = mutated(seed.text, draw)
    if draw.random() < 0.05:
        text += draw.choice(seeds).text
    role = seed.role if draw.random() < 0.6 else draw.choice(_ROLES)
    url = normalise(seed.url)
    purpose = draw.choice(_PURPOSES)
    row = None
    if purpose is Purpose.DETAIL and not is_neutral and draw.random() < 0.4:
        day = Field(date(2026, 9, 28), "2026-09-28", Source.ROW)
        row = Entry(url, "关于印发管理办法的通知", role, Snapshot("", _MOMENT, ""), date=day)
    more = draw.random() < 0.1 and not is_neutral
    label = "" if is_neutral else draw.choice(("", "", "政务公开", "2026年第3期"))
    task = Task(purpose, url, role, entry=row, label=label, page_number=draw.choice((1, 1, 2, 400)),
                rows=draw.choice(("", "", "/info/{id}.html", "{", "{}{}")), sought=more, entrances=more)  # fmt: skip
    body = neutral(text).encode("utf-8", "replace") if is_neutral else as_bytes(text, draw)
    kind = draw.choice(_TYPES) if draw.random() < 0.4 else "text/html"
    if draw.random() < 0.1:
        kind = f"text/html; charset={draw.choice(CHARSETS)}"
    status = 200 if draw.random() < 0.93 else draw.choice((404, 500, 304, 999, 0))
    return PageInput(seed.name, task, body, kind, status, is_neutral)


def faults_of(given: PageInput) -> list[str]:
    """What is wrong with the reading of a page; raises what the reader raises."""
    with guarded():
        readings: list[Reading] = []
        most = allowed(len(given.body))
        took = seconds_of(lambda: readings.append(given.reading()), most)
    reading = readings[0]
    faults = [f"{took:.1f} s for {len(given.body)} bytes"] if took > most else []
    faults += unkept(reading, given.snapshot)
    if given.is_neutral:
        return faults + [f"of neutral prose: {one}" for one in stated(reading)]
    if reading.records or reading.listing.entries or reading.asked:
        faults += [f"invented: {one}" for one in invented(reading, told(given.page(), given.task))]
    return faults
