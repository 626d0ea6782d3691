"""`gongkai portal`: draft the entry of a new portal, and look at one before it is watched."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from crawler.portals import PortalKind, Watchlist
from crawler.portals.homes import with_home
from crawler.portals.watchlist import load_watchlist
from reports.trial import render_trial, summary
from reports.writing import write_text
from scheduler.cli.options import WatchlistOption, chosen_portals, workplace_for
from scheduler.moments import parse_as_of
from scheduler.night.nightly import to_standard_error
from scheduler.places import ensure_writable
from scheduler.workplace import DEFAULT_WATCHLIST

app = typer.Typer(help="Adding portals (添加网站): draft an entry, try it.", no_args_is_help=True)


PagesOption = Annotated[
    int | None, typer.Option("--pages", min=1, help="At most so many pages are asked for.")
]
SecondsOption = Annotated[
    float | None, typer.Option("--seconds", min=1, help="The visit ends after so many seconds.")
]


@app.command("discover")
def discover_portal(
    url: Annotated[str, typer.Argument(help="The home address; only its host is asked.")],
    kind: Annotated[PortalKind | None, typer.Option("--kind", help="Not to be guessed.")] = None,
    name: Annotated[str | None, typer.Option("--id", help="Its id; else from the host.")] = None,
    host: Annotated[
        list[str] | None,
        typer.Option("--host", help="A further host that may be asked (again for more)."),
    ] = None,
    pages: PagesOption = None,
    seconds: SecondsOption = None,
    write: Annotated[Path | None, typer.Option("--write", help="A new file for the draft.")] = None,
    add: Annotated[bool, typer.Option("--append", help="Add the draft to the watchlist.")] = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Look an address over once and print the draft of its watchlist entry; nothing else is kept.

    The draft says in comments what was found, how surely, and what was not. At most 400 pages are
    asked for, within 300 seconds. Of a watchlist, where there is one, the settings of the scanner
    are used. Ends with 1, and without a draft, where no portal could be observed.
    """
    # The readers are dear to load: only the commands that read pages do it.
    from scheduler.onboarding.discovering import USUAL, append, discover, wished, write_new
    from scheduler.onboarding.faults import NotSeenError
    from scheduler.onboarding.trying import Bounds, told_bounds

    wish = wished(url, kind, name, host or ())
    path = watchlist or DEFAULT_WATCHLIST
    listed = _listed(path, watchlist is not None or add)
    _free(wish.id, listed)
    _unlisted(wish.url, listed, add)
    if write is not None and write.exists():
        raise GongkaiError(f"{write}: is there already; --append adds to a watchlist")
    for target in (*([write] if write is not None else ()), *([path] if add else ())):
        ensure_writable(target)
    bounds = Bounds(pages or USUAL.pages, seconds or USUAL.seconds)
    to_standard_error(told_bounds(wish.url, bounds))
    try:
        found = discover(wish, listed, parse_as_of(None), bounds)
    except NotSeenError as error:
        sys.stderr.write(f"gongkai: {error}\n")
        raise typer.Exit(error.status) from None
    for note in found.notes:
        to_standard_error(note)
    sys.stdout.write(found.draft)
    if write is not None:
        write_new(write, found.draft)
    if add:
        append(path, found.draft)
    raise typer.Exit(found.status)


def _listed(path: Path, mandatory: bool) -> Watchlist | None:
    """The watchlist, which may have no portal yet."""
    return load_watchlist(path, begun=True) if mandatory or path.exists() else None


def _free(name: str | None, listed: Watchlist | None) -> None:
    used = {one.id.casefold() for one in listed.portals} if listed is not None else set()
    if name is not None and name.casefold() in used:
        raise GongkaiError(f"--id: the watchlist has a portal {name!r} already")


def _unlisted(url: str, listed: Watchlist | None, add: bool) -> None:
    """Refuse to add a home that is listed; where it is only drafted, say so."""
    known = with_home(url, listed.portals) if listed is not None else None
    if known is None or listed is None:
        return
    told = f"{listed.path}: portal {known.id!r} has this home ({known.home}) already"
    if add:
        raise GongkaiError(f"{told}; added again it would be measured twice")
    to_standard_error(f"gongkai: {told}")


@app.command("check")
def check_portal(
    which: Annotated[str, typer.Argument(help="Id of a portal, or a file with one portal.")],
    out: Annotated[Path, typer.Option("--out", help="The page.")] = Path("portal.html"),
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The moment it is read as of.")
    ] = None,
    pages: PagesOption = None,
    seconds: SecondsOption = None,
    watchlist: WatchlistOption = None,
) -> None:
    """Visit one portal as a run would, keep nothing, and write a page on what was read of it.

    Bounds are those of a run, unless narrower ones are given. Ends like a run: 1 where the portal
    could not be observed.
    """
    from scheduler.onboarding.checking import trial_of
    from scheduler.onboarding.trying import Bounds, told_bounds, try_portal, usual

    moment = parse_as_of(as_of)
    ensure_writable(out)
    file = Path(which) if which.endswith(".toml") else None
    with (
        tempfile.TemporaryDirectory(prefix="gongkai-check-") as folder,
        # The sample county's watchlist is written there, too.
        workplace_for(file or watchlist, Path(folder), moment, serve=True) as place,
    ):
        found = chosen_portals(place, None if file is not None else [which])
        if len(found) != 1:
            raise GongkaiError(f"{which}: has {len(found)} portals; name one with --watchlist FILE")
        own = usual(place.watchlist)
        bounds = Bounds(pages or own.pages, seconds or own.seconds)
        to_standard_error(told_bounds(found[0].home, bounds))
        tried = try_portal(place, found[0], moment, bounds)
        trial = trial_of(tried, place)
    sys.stdout.write("".join(f"{line}\n" for line in summary(trial)))
    write_text(out, render_trial(trial))
    sys.stdout.write(f"{out}\n")
    raise typer.Exit(tried.status)
