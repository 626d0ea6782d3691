"""A night with a fault beside its row of the table, and beside what is told without a fault."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from tests.end_to_end.bad_server import Behaviour
from tests.faults.nights import NIGHT, Word, alarms, last_line, once, run, verdict, whole, words
from tests.faults.table import AS_EVER, Fault
from tests.faults.town import OTHER, STRUCK, UNITS, Town

BOTH = (STRUCK, OTHER)
Words = dict[str, Counter[Word]]


@dataclass(frozen=True)
class Base:
    """A folder after the first night, and what that says."""

    folder: Path
    first: Words


@dataclass(frozen=True)
class Calm:
    """A folder after the first night, and what the second says if nothing breaks."""

    base: Path
    night: Words
    pages: int
    """Requests that the second night makes to the portal that will be struck."""
    told: frozenset[str]
    """Cases that the second night's digests tell."""


def told(folder: Path, since: str = NIGHT) -> set[str]:
    """The cases that units' accepted mails of a night and later ones tell."""
    db = Database(folder / "data" / "gongkai.db")
    try:
        rows = db.query(
            "SELECT tells FROM outbox WHERE kind = 'unit' AND state = 'sent' AND run >= ?", [since]
        )
        return {str(one[0]) for row in rows for one in json.loads(row["tells"] or "[]")}
    finally:
        db.close()


def compare(
    row: Fault, folder: Path, status: int | None, errors: str, calm: Words, night: str, place: Town
) -> None:
    """A night with a fault beside its row of the table."""
    assert status == row.status, errors
    assert verdict(words(folder, night, STRUCK), calm[STRUCK]) == row.struck, errors
    assert verdict(words(folder, night, OTHER), calm[OTHER]) == row.other, errors
    assert len(place.post.to(*UNITS.values())) == row.units
    assert len(alarms(folder)) == row.alarms, alarms(folder)
    if row.error:
        assert re.search(row.error, last_line(errors)), errors


def recovers(folder: Path, calm: Calm, place: Town) -> None:
    """The same night again, and everything is as if there had been no fault."""
    again = run(folder, NIGHT)
    assert again.status == 0, again.errors
    for name in BOTH:
        found = words(folder, NIGHT, name)
        assert verdict(found, calm.night[name]) == AS_EVER, name
    for unit in UNITS.values():
        assert len(set(place.post.to(unit))) == 1, place.post.to(unit)
    assert told(folder) == calm.told
    whole(folder)
    once(folder)


@contextmanager
def instead(place: Town, make: Callable[[Behaviour], Behaviour], *names: str) -> Iterator[None]:
    """Portals that behave otherwise for a while."""
    usual = {f"{name}.town.test": place.hosts[f"{name}.town.test"] for name in names}
    place.hosts.update({host: make(say) for host, say in usual.items()})
    try:
        yield
    finally:
        place.hosts.update(usual)
