"""Options that several commands share, and how they find their workplace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.portals import Portal
from crawler.records import encode
from scheduler.moments import now, run_name
from scheduler.places import Places, make_folder
from scheduler.run import Run
from scheduler.sample import SAMPLE_WATCHLIST, sample_county
from scheduler.store import open_store
from scheduler.store.runs import last_run, stored_run
from scheduler.store.unvisited import unvisited
from scheduler.workplace import DEFAULT_WATCHLIST, Workplace, open_workplace

WatchlistOption = Annotated[
    Path | None,
    typer.Option("--watchlist", help="Watchlist file; default gongkai.toml, else the sample."),
]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder; default the one of the watchlist.")
]
PortalOption = Annotated[
    list[str] | None,
    typer.Option("--portal", "--unit", help="Only this portal (may be given again)."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="The moment judged, such as 2026-11-20T02:00 (Beijing time)."),
]
RunOption = Annotated[
    str | None, typer.Option("--run", help="Name of the run; default the last night's.")
]


SAMPLE_DATA = Path("sample-data")
"""The data folder of the sample county, apart from that of a watchlist."""
_CLOCKS = timedelta(days=1)
"""So far apart the clocks of two machines may be."""


@contextmanager
def workplace_for(
    watchlist: Path | None, data: Path | None, as_of: datetime | None = None, serve: bool = False
) -> Iterator[Workplace]:
    """The workplace of a command.

    Without a watchlist in the folder it is the sample county's; with `serve` the county is made
    as of `as_of` and served on loopback while the command runs.
    """
    path = watchlist or DEFAULT_WATCHLIST
    if watchlist is not None or path.exists():
        yield open_workplace(path, data)
        return
    folder = data or SAMPLE_DATA
    if serve:
        assert as_of is not None
        with sample_county(folder, as_of) as sample:
            yield open_workplace(sample, folder, sample=True)
        return
    kept = folder / SAMPLE_WATCHLIST
    if not kept.exists():
        raise GongkaiError(
            f"{path}: there is no watchlist here, and no run over the sample county in {folder}"
        )
    yield open_workplace(kept, folder, sample=True)


def is_sample(watchlist: Path | None, data: Path | None) -> bool:
    """Whether a command that needs no watchlist stands in a folder that watches invented units."""
    kept = (data or SAMPLE_DATA) / SAMPLE_WATCHLIST
    if watchlist is None and not DEFAULT_WATCHLIST.exists() and not kept.exists():
        return False
    with workplace_for(watchlist, data) as place:
        return place.watchlist.sample


def data_folder(watchlist: Path | None, data: Path | None) -> Places:
    """The data folder of a command that needs nothing else of the watchlist."""
    if data is not None:
        return Places(data.absolute())
    path = watchlist or DEFAULT_WATCHLIST
    if watchlist is None and not path.exists():
        return Places(SAMPLE_DATA.absolute())
    return open_workplace(path).places


@contextmanager
def store_of(places: Places, make: bool = False) -> Iterator[Database]:
    """`gongkai.db` of a data folder; one clear error if there is none."""
    if make:
        make_folder(places.data)
    elif not places.database.exists():
        raise GongkaiError(f"{places.data}: no run has been made here yet (gongkai run)")
    db = open_store(places.database)
    try:
        yield db
    finally:
        db.close()


def chosen_portals(workplace: Workplace, wanted: list[str] | None) -> tuple[Portal, ...]:
    """The portals of a run; an unknown id is one clear error."""
    known = {portal.id for portal in workplace.watchlist.portals}
    unknown = [name for name in wanted or () if name not in known]
    if unknown:
        raise GongkaiError(
            f"--portal: {workplace.watchlist.path} has no portal {', '.join(unknown)}"
            f" (it has {', '.join(sorted(known))})"
        )
    return tuple(
        portal for portal in workplace.watchlist.portals if not wanted or portal.id in wanted
    )


def tell_unvisited(db: Database, run: str) -> None:
    """One line on standard error on the portals that a run was to visit and has nothing of."""
    if left := unvisited(db, run):
        sys.stderr.write(f"gongkai: run {run}: not crawled, so not judged: {', '.join(left)}\n")


def one_line(option: str, text: str, most: int = 200, *, mandatory: bool = True) -> str:
    """A name or reason that a person gives: one printable line; GongkaiError for anything else."""
    line = text.strip()
    if mandatory and not line:
        raise GongkaiError(f"{option}: is empty")
    if len(line) > most or not line.isprintable():
        raise GongkaiError(f"{option}: one line of at most {most:,} characters")
    return line


def every_field(value: object) -> dict[str, Any]:
    """A frozen value as a JSON object with every field, also those that stand at their default."""
    return {name: encode(one) for name, one in vars(value).items()}


def make_run(workplace: Workplace, as_of: datetime, wanted: list[str] | None) -> Run:
    """A run of the chosen portals as of a moment.

    Raises GongkaiError for one to come: real portals cannot be judged by terms that still run.
    """
    if as_of > now() + _CLOCKS and not workplace.watchlist.sample:
        raise GongkaiError(f"--as-of: {as_of:%Y-%m-%d %H:%M} is still to come")
    return Run(run_name(as_of), as_of, chosen_portals(workplace, wanted))


__all__ = [
    "AsOfOption",
    "DataOption",
    "PortalOption",
    "RunOption",
    "WatchlistOption",
    "chosen_portals",
    "data_folder",
    "every_field",
    "last_run",
    "make_run",
    "one_line",
    "store_of",
    "stored_run",
    "tell_unvisited",
    "workplace_for",
]
