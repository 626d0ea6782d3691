"""`gongkai doctor`: what works here and what is missing."""

from __future__ import annotations

import sys

import typer

from scheduler.cli.options import DataOption, WatchlistOption, workplace_for
from scheduler.moments import parse_as_of
from scheduler.night.preflight import check_scanner


def doctor(watchlist: WatchlistOption = None, data: DataOption = None) -> None:
    """Test names, networks, clock, disk, browser, readers of files; nothing is crawled."""
    with workplace_for(watchlist, data, parse_as_of(None), serve=True) as place:
        found = check_scanner(place, place.watchlist.portals)
    for one in found.capabilities:
        sys.stdout.write(f"{one.name}\t{'ok' if one.ok else 'missing'}\t{one.note}\n")
    # What else is missing only widens what cannot be told; without names or IPv4 nothing runs.
    needed = all(found.ok(name) for name in ("dns", "ipv4", "disk"))
    raise typer.Exit(0 if needed else 1)
