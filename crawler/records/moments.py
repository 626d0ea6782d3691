"""Time: Beijing moments and dates (the lowest place that stamps a fact)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
"""Every judgement is made in Beijing time, wherever the machine stands."""


def beijing(moment: datetime) -> datetime:
    """The same moment in Beijing time; a naive one is taken as Beijing time."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=BEIJING)
    return moment.astimezone(BEIJING)


def beijing_date(moment: datetime) -> date:
    """The Beijing calendar date of a moment."""
    return beijing(moment).date()


def stamp(moment: datetime) -> str:
    """ISO 8601 text with Beijing offset, to the second: the one form stored and exported."""
    return beijing(moment).replace(microsecond=0).isoformat()
