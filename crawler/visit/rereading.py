"""When a page that is known from earlier nights is asked for anew, whatever it is said to be."""

from __future__ import annotations

from datetime import datetime
from zlib import crc32

from crawler.records.moments import beijing_date


def nights_since(then: datetime, now: datetime) -> int:
    """Nights from one moment of judgement to another, in Beijing dates."""
    return (beijing_date(now) - beijing_date(then)).days


def is_due(url: str, age: int, nights: int) -> bool:
    """Whether a page last read whole `age` nights ago is read whole again.

    At the latest after `nights`. What was read in one night comes due spread over the second half
    of that time, each address at its own place, so that no night has to read everything. A read
    of the same moment or a later one is none that a night may rest on.
    """
    first = nights // 2 + 1
    return age <= 0 or age >= first + crc32(url.encode("utf-8", "replace")) % (nights - first + 1)
