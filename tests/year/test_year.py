"""The simulated year: every due job once, every planted problem told, reminded and seen off.

GONGKAI_YEAR_SEED draws other kills and moments; a failure names its seed, so that it can be had
again (kills by a timer alone fall where they fall).
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from demo import workdays
from tests.year.judging import Record, faults
from tests.year.killing import AFTER_ACCEPTANCE
from tests.year.living import YEAR, Plan, live, moment, ticks
from tests.year.town import Town, town

SEED = int(os.environ.get("GONGKAI_YEAR_SEED", "2026"))
GOLDEN_WEEK = Plan(
    first=date(2026, 9, 26),
    last=date(2026, 10, 14),
    away=((moment(date(2026, 10, 1), 23), moment(date(2026, 10, 5), 10)),),
    no_mail=(date(2026, 10, 12), date(2026, 10, 13)),
    share=0.0,
    certain={
        date(2026, 9, 28): (AFTER_ACCEPTANCE, 1),
        date(2026, 10, 11): ("nightly.store_judgement after", 1),
    },
)
"""Three weeks: a holiday with the month's and quarter's end, a downtime over a Monday in it."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: a year writes much."""
    memory = Path("/dev/shm")
    path = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield path
    finally:
        workdays._special.cache_clear()
        shutil.rmtree(path)


def _live(folder: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> tuple[Town, Record]:
    with town(folder, monkeypatch, plan.first) as place:
        live(place, plan, SEED, monkeypatch)
    awake = ticks(plan, random.Random(SEED))
    record = Record(place.places.data, plan, place.truths, place.mail.letters, place.kills, awake)
    return place, record


@pytest.mark.slow
@pytest.mark.timeout(900)  # on a crowded machine; some 25 s on a quiet one
def test_three_weeks_over_a_holiday(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, record = _live(folder, GOLDEN_WEEK, monkeypatch)
    # Papers may be killed besides, by lot.
    assert {at.date() for at, _ in record.kills} >= set(GOLDEN_WEEK.certain), f"seed {SEED}"
    found = faults(record)
    assert found == [], f"seed {SEED}:\n" + "\n".join(found)


@pytest.mark.slow
@pytest.mark.timeout(3 * 3600)
def test_the_whole_year(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, record = _live(folder, YEAR, monkeypatch)
    found = faults(record)
    assert found == [], f"seed {SEED}:\n" + "\n".join(found)
    assert len(record.kills) > 20, f"seed {SEED}"
    days = sorted(place.took)
    first, last = days[10:40], days[-30:]
    seconds = [sorted(place.took[day] for day in some)[15] for some in (first, last)]
    sys.stdout.write(
        f"seed {SEED}: {len(days)} nights, {len(record.kills)} kills, {len(record.letters)} mails\n"
    )
    sys.stdout.write(
        f"a night took {seconds[0]:.2f} s in January, {seconds[1]:.2f} s in December\n"
    )
