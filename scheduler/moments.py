"""The wall clock, asked in one place only, and the names of runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from crawler.errors import GongkaiError
from crawler.records.moments import beijing, beijing_date


def now() -> datetime:
    """The present moment in Beijing time."""
    return beijing(datetime.now(UTC))


def parse_as_of(text: str | None) -> datetime:
    """`--as-of`: ISO 8601, Beijing time unless it says otherwise; now when not given."""
    if text is None:
        return now().replace(microsecond=0)
    try:
        return beijing(datetime.fromisoformat(text)).replace(microsecond=0)
    except ValueError:
        raise GongkaiError(
            f"--as-of: {text!r} is no date or moment (example: 2026-11-20T02:00)"
        ) from None


def run_name(as_of: datetime) -> str:
    """A run is named after its Beijing date; a rerun of a date replaces it."""
    return beijing_date(as_of).isoformat()


def is_special(run: str) -> bool:
    """Whether a run is one on demand: such runs are named DATE.N."""
    return "." in run


def latest_night(runs: Iterable[str]) -> str:
    """The last of these runs, a special one (it may be of a few portals) only for want of nights.

    The empty text if there is none.
    """
    return max(runs, key=lambda run: (run != "" and not is_special(run), run), default="")
