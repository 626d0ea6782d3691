"""What a crawl of a portal group is to do, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.fetching.archive import Archive
from crawler.fetching.earlier import Earlier
from crawler.fetching.names import Names
from crawler.fetching.pace import PaceKeeper
from crawler.fetching.politeness import Gate
from crawler.fetching.transcribing import Kept
from crawler.pages.reading import Reading
from crawler.portals import Portal, Watchlist
from crawler.records import Asked
from crawler.records.ledger import HostLedger
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit

Read = Callable[[Fetch, str, bytes, bytes], Reading | None]
"""The reading of an answer: how it went, its content type, its bytes, the transcript of a file."""
Carried = Callable[[Fetch, str], Reading | None]
"""The reading of an answer from an earlier night, where it must be the same; None: read it."""
Note = Callable[[Portal, Fetch, Reading | None], None]


def clock() -> datetime:
    """The real time, which captures are stamped with."""
    return datetime.now(UTC)


@dataclass
class Job:
    """What a crawl is to do, and what came of it.

    `note` is told of every answer. `pace` is where hosts get one rate over all groups. At
    `ends_at` (real time) the night is over: what was not read by then is cut off by the limit.
    `blind` says why our own machine is in doubt. `asked` is, by portal id, what rulebooks ask
    of its visit. `read` reads an answer, `carried` has the readings of earlier nights, `kept` the
    transcripts of files. `earlier` is what
    earlier nights have of the group's addresses.
    `visits`, `began` (real time) and `seconds` are filled in by portal id, `errors` with faults of
    ours that ended one visit; `error` ended the whole crawl. `gate` is what let the visits'
    requests through.
    """

    portals: tuple[Portal, ...]
    watchlist: Watchlist
    as_of: datetime
    archive: Archive
    names: Names
    note: Note
    pace: PaceKeeper | None = None
    ends_at: datetime | None = None
    visits: dict[str, Visit] = field(default_factory=dict)
    began: dict[str, datetime] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    gate: Gate | None = None
    ledger: tuple[HostLedger, ...] = ()
    blind: str = ""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    earlier: Earlier = field(default_factory=Earlier)
    read: Read | None = None
    kept: Kept | None = None
    carried: Carried | None = None
    errors: list[str] = field(default_factory=list)
    error: Exception | None = None


def seconds_for(job: Job) -> float:
    """Seconds for the next visit: those of one portal, or what is left of the night."""
    seconds = job.watchlist.monitor.limits.portal_seconds
    if job.ends_at is None:
        return seconds
    return max(0.0, min(seconds, (job.ends_at - clock()).total_seconds()))
