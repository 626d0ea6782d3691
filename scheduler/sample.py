"""The sample county, served on loopback while a command runs over it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path

from crawler.records.moments import beijing_date
from demo.county import build
from demo.serve import serve
from scheduler.places import write_private

LAST_DAY = date(2026, 12, 31)
"""The county is made with working days, and their calendar ends here."""
PORTS = (18801, 15301)
"""Web and name server: the same every night, since addresses are what cases go by."""
SAMPLE_WATCHLIST = Path("sample") / "gongkai.toml"


@contextmanager
def sample_county(data: Path, as_of: datetime) -> Iterator[Path]:
    """Serve the county as of a moment; yields the watchlist, kept in the data folder."""
    county = build(min(beijing_date(as_of), LAST_DAY))
    with ExitStack() as stack:
        try:
            served = stack.enter_context(serve(county, *PORTS))
        except OSError:
            # Somebody has our ports: any others do, but cases of other nights are not met again.
            served = stack.enter_context(serve(county))
        path = data / SAMPLE_WATCHLIST
        write_private(path, served.watchlist.encode())
        yield path
