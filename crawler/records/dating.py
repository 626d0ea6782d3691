"""What tells of the day of a page (日期线索), each kept as the fact it is.

Nothing here is a verdict: a page that bears several days bears them, a page that was not in its
list on a night was not in it. What that means is for whoever looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from crawler.records.model import Evidence, Record


class Witness(StrEnum):
    """What tells of a day."""

    SHOWN = "shown"  # the page, for everybody to read
    META = "meta"  # a <meta> tag of the page
    ROW = "row"  # the list row that leads to it
    ADDRESS = "address"  # its address: /2026/11/20/, t20261120_7.html
    MODIFIED = "modified"  # the header Last-Modified
    SEEN = "seen"  # the first night on which a list or a record of ours had it


CLAIMS = (Witness.SHOWN, Witness.META, Witness.ROW, Witness.ADDRESS)
"""What claims to be the day of publication, the most telling first; the others bound it."""


@dataclass(frozen=True)
class DateFact:
    """One day that something tells of a page, in Beijing time.

    `raw` are the words, `label` what stands beside them (the name of a tag). `month`: the day is
    not told, `on` is then the first of the month. `at` is the clock time where one is told.
    """

    witness: Witness
    on: date
    raw: str
    label: str = ""
    month: bool = False
    at: datetime | None = None


@dataclass(frozen=True)
class Difference:
    """Two facts that cannot both be the day on which a page was published."""

    left: DateFact
    right: DateFact


def differences(facts: Iterable[DateFact]) -> tuple[Difference, ...]:
    """The facts that differ from the one that claims the day of publication first.

    Another claim differs by naming another day (or month, where it names no day). That the file
    was changed, or first seen, after the day is no difference: before it is one.
    """
    given = sorted(facts, key=lambda one: list(Witness).index(one.witness))
    lead = next((one for one in given if one.witness in CLAIMS and not one.month), None)
    if lead is None:
        return ()
    return tuple(Difference(lead, one) for one in given if one is not lead and _differs(lead, one))


def _differs(lead: DateFact, other: DateFact) -> bool:
    if other.month:
        return (other.on.year, other.on.month) != (lead.on.year, lead.on.month)
    return other.on != lead.on if other.witness in CLAIMS else other.on < lead.on


@dataclass(frozen=True)
class PageDates(Record):
    """All that tells of the day of one page that was read.

    `first_seen_at` is the night of its first sight, `from_the_start` says that it is the first
    night known of the portal: it may have been there long before.
    """

    kind: ClassVar[str] = "page_dates"
    facts: tuple[DateFact, ...] = ()
    differing: tuple[Difference, ...] = ()
    first_seen_at: datetime | None = None
    from_the_start: bool = False


@dataclass(frozen=True)
class ListPage:
    """A page of a list as archived; `oldest` is the earliest day of its rows, pinned ones aside."""

    url: str
    captured_at: datetime
    sha256: str
    oldest: date | None = None


@dataclass(frozen=True)
class ListRead(Record):
    """A list that was read whole for its window in the read as of `at`.

    `since` is the first day of which every row was read, None where the list was read to its end.
    `rows` counts them. `url` is the list, `snapshot` its first page.
    """

    kind: ClassVar[str] = "list_read"
    at: datetime | None = None
    since: date | None = None
    rows: int = 0
    pages: tuple[ListPage, ...] = ()


@dataclass(frozen=True)
class LateEntry(Record):
    """A page dated before a night on which its list was read whole and did not have it (疑似倒签).

    `snapshot` is the page now, which bears `dated_on`; `before` is the list as archived in the
    read as of `absent_at`, the last one before the page was first seen, at `first_seen_at`. It is
    a hint for a person: a page may have been public elsewhere, or moved.
    """

    kind: ClassVar[str] = "late_entry"
    dated_on: date | None = None
    absent_at: datetime | None = None
    first_seen_at: datetime | None = None
    list_url: str = ""
    before: tuple[Evidence, ...] = ()


class DayOf(StrEnum):
    """Whose day it is that was shown otherwise on another night."""

    PAGE = "page"  # the day of publication that the page itself bears
    ROW = "row"  # that of a list row
    ANSWERED = "answered"  # the day beside the outcome of a call for opinions
    SUBMITTED = "submitted"  # the day of a letter
    REPLY = "reply"  # the day of one reply to a letter
    SIGNED = "signed"  # the day on which a document was signed (成文), issued, or its signature
    BEGINS = "begins"  # the day from which a call takes opinions
    ENDS = "ends"  # the last day on which it does


class Excuse(StrEnum):
    """Why another day than the first one is no reason to suspect anybody."""

    LAG = "lag"  # a day apart: a clock, a time zone; or the first day once more
    MISTAKEN = "mistaken"  # the first one cannot be true: it lay ahead, or a year was mistyped
    CLAIMED = "claimed"  # the page or another row (or its signature) showed the day from the first
    OPEN = "open"  # the end of a call was put off while it was open still
    TOGETHER = "together"  # many changed in one night as machines change them


@dataclass(frozen=True)
class DayStep:
    """A day as it was first shown so in the read as of `at`; `proof` is the page of that read.

    `raw` digests the words in which it stood. `together`: it changed as one of many that night.
    """

    on: date
    at: datetime
    proof: Evidence
    raw: str = ""
    together: bool = False


@dataclass(frozen=True)
class Redated(Record):
    """A page (or row, letter, reply) that shows another day than it once did (改标日期).

    `snapshot` is the page now, which bears `dated_on`; `steps` are the days that it showed, in the
    order of the nights, each with its proof: the first is `was_on`, the last one since
    `changed_at`. Without an excuse an earlier day than the first one is suspected back-dating.
    """

    kind: ClassVar[str] = "day_change"
    of: DayOf = DayOf.PAGE
    was_on: date | None = None
    dated_on: date | None = None
    changed_at: datetime | None = None
    steps: tuple[DayStep, ...] = ()
    excuse: Excuse | None = None

    @property
    def suspected(self) -> bool:
        """Whether the day was put back without an innocent reason to be seen."""
        earlier = self.dated_on is not None and self.was_on is not None
        earlier &= self.of is not DayOf.ENDS  # whoever ends a call earlier only owes more
        return earlier and self.excuse is None and str(self.dated_on) < str(self.was_on)
