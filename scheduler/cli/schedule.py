"""`gongkai schedule` (the daemon) and `gongkai special` (a run on demand)."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, PortalOption, WatchlistOption, chosen_portals
from scheduler.daemon.child import ChildRunner
from scheduler.daemon.daemon import Daemon
from scheduler.daemon.duty import Result
from scheduler.daemon.health import look, recent_jobs, write_health
from scheduler.daemon.heartbeat import ping
from scheduler.daemon.planning import Step
from scheduler.daemon.service import Service, is_alive
from scheduler.daemon.watched import watched_workplace
from scheduler.lock import FolderLockedError
from scheduler.moments import now
from scheduler.places import make_folder
from scheduler.store import open_store
from scheduler.store.jobs import ask_special
from scheduler.timetable import Job, next_due, working_days
from scheduler.workplace import DEFAULT_WATCHLIST, Workplace


def schedule(
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now, and end (for cron).")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="Only print what is due next and how the last jobs went.")
    ] = False,
) -> None:
    """Run unattended: the night, weekly, monthly, quarterly and yearly jobs at their times.

    Ends at SIGTERM or Ctrl-C; a job under way is gone on with at the next start.
    """
    read = watched_workplace(_watchlist(watchlist), data)
    logging.basicConfig(
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S%z",
        stream=sys.stderr,
    )
    if listed:
        _list(read())
    elif once:
        daemon = Daemon(read, ChildRunner(), beat=ping)
        make_folder(daemon.place.places.data)
        daemon.tick()
        health = look(daemon, now())
        write_health(health, daemon.place.places.data)
        raise typer.Exit(0 if health.ok else 1)
    else:
        Service(read).run()


def special(
    watchlist: WatchlistOption = None, data: DataOption = None, portal: PortalOption = None
) -> None:
    """Ask for a special run (DATE.N), now; prints its name.

    A running daemon makes it next; without one it is made at once. No mail is sent for it.
    """
    place = watched_workplace(_watchlist(watchlist), data)()
    wanted = [one.id for one in chosen_portals(place, portal)] if portal else []
    make_folder(place.places.data)
    db = open_store(place.places.database)
    try:
        row = ask_special(db, now().date(), wanted, now())
    finally:
        db.close()
    sys.stdout.write(f"{row.day}\n")
    sys.stdout.flush()
    if is_alive(place.places):
        sys.stderr.write(f"gongkai: the schedule will make special run {row.day}\n")
        return
    ended = ChildRunner()(place, Step(Job.SPECIAL, row.day, row.portals), now())
    if ended.result is Result.BUSY:
        raise FolderLockedError(
            f"{place.places.data}: in use by another run; `gongkai schedule --once` makes"
            f" {row.day} later"
        )
    db = open_store(place.places.database)
    try:
        rows = list(db.query("SELECT status, note FROM jobs WHERE day = ?", [row.day]))
    finally:
        db.close()
    if ended.result is not Result.DONE:
        sys.stderr.write(f"gongkai: special run {row.day} failed: {rows[0]['note']}\n")
        raise typer.Exit(3)
    raise typer.Exit(int(rows[0]["status"] or 0))


def _watchlist(given: Path | None) -> Path:
    path = given or DEFAULT_WATCHLIST
    if given is None and not path.exists():
        raise GongkaiError(f"{path}: there is no watchlist here, and the sample needs no schedule")
    return path


def _list(place: Workplace) -> None:
    monitor = place.watchlist.monitor
    working = working_days(place.calendar)
    coming = next_due(place.watchlist.schedule, monitor.timezone, working, now())
    for job, due in coming.items():
        sys.stdout.write(f"next\t{job.value}\t{due.at:%Y-%m-%d %H:%M}\n")
    if not place.places.database.exists():
        return
    db = open_store(place.places.database)
    try:
        for row in recent_jobs(db):
            sys.stdout.write("\t".join(("last", *row)).replace("\n", " ") + "\n")
    finally:
        db.close()
