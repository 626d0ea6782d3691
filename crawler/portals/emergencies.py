"""The [[portals.emergencies]] tables: emergencies (突发事件) that an operator has registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table
from crawler.portals.values import web_address

GRADES = ("特别重大", "重大", "较大", "一般")
_BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Emergency:
    """An emergency of which the body had to tell the public.

    `at` is when it happened or was noticed, after `source` (a duty log, a notice of a higher
    body); a `disputed` time settles nothing. One of the `words` stands in the title of whatever
    tells of it. What was first told elsewhere (new media, a press conference on television) has
    its moment in `released_at`, `conference_at` and the address of its proof.
    """

    name: str
    at: datetime
    grade: str
    words: tuple[str, ...]
    source: str
    disputed: bool = False
    released_at: datetime | None = None
    released_url: str = ""
    conference_at: datetime | None = None
    conference_url: str = ""


def read_emergencies(
    rows: list[Mapping[str, Any]], where: str, problems: list[str]
) -> tuple[Emergency, ...]:
    """The emergencies of a portal; moments without an offset are Beijing time."""
    found: list[Emergency] = []
    for index, row in enumerate(rows, 1):
        table = Table(f"{where}: [[emergencies]] number {index}", row, problems)
        name, at = table.text("name", mandatory=True), _moment(table, "at", mandatory=True)
        grade = table.read("grade", _grade, mandatory=True)
        words = table.each("words", _word) or ()
        source = table.text("source", mandatory=True)
        disputed = table.take("disputed", bool, "true or false")
        released, held = _moment(table, "released_at"), _moment(table, "conference_at")
        released_url = table.read("released_url", web_address)
        held_url = table.read("conference_url", web_address)
        if not words and "words" not in table.faulty:
            table.fault("words", "is missing: words of the titles that tell of it")
        for key, moment, url in (
            ("released_at", released, released_url),
            ("conference_at", held, held_url),
        ):
            if moment is not None and not url:
                table.fault(key, f"needs the address of its proof, {key.removesuffix('at')}url")
            if moment is not None and at is not None and moment < at:
                table.fault(key, f"lies before the emergency itself ({at})")
        if any(one.name == name for one in found):
            table.fault("name", f"is used twice: {quoted(name)}")
        table.close()
        if name and at and grade and words and source:
            found.append(
                Emergency(
                    name, at, grade, words, source, bool(disputed),
                    released, released_url or "", held, held_url or "",
                )
            )  # fmt: skip
    return tuple(found)


def _grade(text: str) -> str:
    if text not in GRADES:
        raise ValueError(f"unknown grade {text[:80]!r}; known: {', '.join(GRADES)}")
    return text


def _word(text: str) -> str:
    if len(text) < 2:
        raise ValueError(f"{text!r} is too short to tell one thing from another")
    return text


def _moment(table: Table, key: str, mandatory: bool = False) -> datetime | None:
    value = table.take(key, datetime, "a date with a clock time, without quotes")
    if value is None:
        if mandatory and key not in table.faulty:
            table.fault(key, "is missing")
        return None
    moment: datetime = value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=_BEIJING)
