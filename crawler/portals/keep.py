"""The [keep] table: how long what was archived, reported and recorded is kept."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table


def _least(default: int, least: int) -> int:
    """One term with the smallest value that it may have."""
    given: int = field(default=default, metadata={"least": least})
    return given


@dataclass(frozen=True)
class Keep:
    """Terms of keeping (保存期限), in days unless said otherwise; longer is always safe.

    `archive_days`: a night's archived pages, whatever they show. After that only the pages stay
    that prove something: of a case that is not closed or was closed less than `closed_days` ago,
    of a frozen or released round. `reports_days`: the folder of a night's reports.
    `records_nights`: reads of each portal whose records stay in the group's database; the
    archive has them all the same. `openings_days`: openings of home pages; the archive has those
    that a night judged.
    """

    archive_days: int = _least(1_826, 31)
    closed_days: int = _least(1_826, 31)
    reports_days: int = _least(1_096, 7)
    records_nights: int = _least(60, 2)
    openings_days: int = _least(400, 31)


def read_keep(table: Table) -> Keep:
    """The settings of a [keep] table; every term is a whole number from its least on."""
    given: dict[str, int] = {}
    for one in dataclasses.fields(Keep):
        value = table.take(one.name, int, "a whole number")
        least = one.metadata["least"]
        if value is not None and value < least:
            table.fault(one.name, f"must be {least} at least, not {quoted(value)}")
        elif value is not None:
            given[one.name] = value
    table.close()
    return Keep(**given)
