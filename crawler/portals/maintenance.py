"""The [[maintenance]] tables: announced windows (维护窗口) in which nobody is written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table
from crawler.portals.values import identifier, web_host

_BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Maintenance:
    """An announced window. `start` is inside it, `end` is the first moment after it."""

    start: datetime
    end: datetime
    reason: str
    hosts: tuple[str, ...] = ()
    portals: tuple[str, ...] = ()

    def covers(self, portal_id: str, host: str, moment: datetime) -> bool:
        """Whether the portal, whose home is on `host`, is in the window at that moment."""
        inside = self.start <= moment < self.end
        return inside and (portal_id in self.portals or host in self.hosts)


def read_maintenance(
    rows: list[Mapping[str, Any]], where: str, problems: list[str]
) -> tuple[Maintenance, ...]:
    """The windows of a watchlist; `from` and `to` are dates (to: the whole day) or moments."""
    found = []
    for index, row in enumerate(rows, 1):
        table = Table(f"{where}: [[maintenance]] number {index}", row, problems)
        start, end = _moment(table, "from"), _moment(table, "to", whole_day=True)
        hosts = table.each("hosts", web_host, "hosts") or ()
        portals = table.each("portals", identifier, "ids") or ()
        reason = table.text("reason", mandatory=True) or ""
        if not hosts and not portals and not table.faulty & {"hosts", "portals"}:
            table.fault("hosts", "a window names hosts or portals")
        if start and end and start >= end:
            table.fault("to", "must lie after from")
        table.close()
        if start and end:
            found.append(Maintenance(start, end, reason, hosts, portals))
    return tuple(found)


def _moment(table: Table, key: str, whole_day: bool = False) -> datetime | None:
    table.asked.append(key)
    value = table.data.get(key)
    if value is None:
        table.fault(key, "is missing")
    elif isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=_BEIJING)
    elif isinstance(value, date):
        day = datetime(value.year, value.month, value.day, tzinfo=_BEIJING)
        return day + timedelta(days=1) if whole_day else day
    else:
        table.fault(key, f"must be a date or a moment, without quotes, not {quoted(value)}")
    return None
