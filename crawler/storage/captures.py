"""The captures of a group in its database: one row per address and request, the last one."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from crawler.records import stamp
from crawler.records.captures import Capture, Captures

_FORGOTTEN = timedelta(days=60)
"""An address that was not asked for so long has nothing left that tonight could rest on."""
_MOMENTS = ("kept_at", "whole_at", "seen_at", "looked_at")


def read_captures(db: Database) -> Captures:
    """All that is known of the group's addresses."""
    pages = (_capture(row) for row in db.query("SELECT * FROM captures"))
    doubted = {
        str(row["host"]): datetime.fromisoformat(row["since"])
        for row in db.query("SELECT host, since FROM doubted_hosts")
    }
    return Captures(tuple(pages), doubted)


def write_captures(db: Database, found: Captures, as_of: datetime) -> None:
    """Add what a night found; the caller holds the transaction."""
    rows = (vars(one) | _stamps(one) for one in found.pages)
    db.table("captures").upsert_all(rows, pk=("url", "request"))
    db.execute("DELETE FROM captures WHERE seen_at < ?", [stamp(as_of - _FORGOTTEN)])
    hosts = ({"host": host, "since": stamp(since)} for host, since in found.doubted.items())
    db.table("doubted_hosts").upsert_all(hosts, pk="host")


def _capture(row: dict[str, object]) -> Capture:
    moments = {name: datetime.fromisoformat(str(row[name])) for name in _MOMENTS if row[name]}
    return Capture(**(row | moments))  # type: ignore[arg-type]


def _stamps(one: Capture) -> dict[str, str | None]:
    moments = {name: getattr(one, name) for name in _MOMENTS}
    return {name: stamp(at) if at is not None else None for name, at in moments.items()}
