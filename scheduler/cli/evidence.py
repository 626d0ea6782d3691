"""`gongkai evidence show|verify`: what proves a finding, and whether it still does."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crawler.errors import ArchiveError, GongkaiError
from crawler.fetching.archive import ArchiveReader
from scheduler.apart.verify import verify as verify_archive
from scheduler.cli.options import DataOption, RunOption, WatchlistOption, data_folder
from scheduler.store import open_store

app = typer.Typer(help="Evidence (网页存证): archived pages and their proof.", no_args_is_help=True)


@app.command("verify")
def verify(
    watchlist: WatchlistOption = None, data: DataOption = None, run: RunOption = None
) -> None:
    """Recompute digests and chain, and judge the run again offline from the archive alone.

    Exit status 0 if everything agrees, 3 if anything was changed or comes out otherwise.
    """
    places = data_folder(watchlist, data)
    db = open_store(places.database) if places.database.exists() else None
    try:
        result = verify_archive(db, places, run)
    finally:
        if db is not None:
            db.close()
    for one in result.removed:
        sys.stdout.write(f"removed\t{one.where}\t{one.what}\n")
    for one in result.leftovers:
        sys.stdout.write(f"leftover\t{one.where}\t{one.what}\n")
    for fault in result.faults:
        sys.stdout.write(f"fault\t{fault.where}\t{fault.what}\n")
    for fault in result.differences:
        sys.stdout.write(f"differs\t{fault.where}\t{fault.what}\n")
    if db is None:
        sys.stderr.write("gongkai.db is not here: the head of the chain has no anchor\n")
    if not result.same_code:
        sys.stderr.write("the run was judged by another version of the code\n")
    sys.stdout.write(
        f"{'sound' if result.sound else 'NOT SOUND'}\tmanifests {result.manifests}"
        f"\tfiles {result.files}\tremoved {len(result.removed)}"
        f"\tfindings {result.findings}\thead {result.head}\n"
    )
    raise typer.Exit(0 if result.sound else 3)


@app.command("show")
def show(
    sha256: Annotated[str, typer.Argument(help="Its digest, or 12 or more characters of it.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """Write the archived bytes with that digest to standard output."""
    if len(sha256) < 12:
        raise GongkaiError(f"{sha256!r} is too short for a digest: 12 characters at least")
    places = data_folder(watchlist, data)
    for path in sorted(places.archive.rglob("*.warc.gz")):
        reader = ArchiveReader(path)
        for url, digest in sorted(reader.records()):
            if not digest.startswith(sha256.lower()):
                continue
            try:
                item = reader.item(digest, url)
            except ArchiveError:
                continue  # the bytes lay in a file that went; another one may have them
            sys.stderr.write(f"{item.url}\n{item.captured_at}\n")
            sys.stdout.buffer.write(item.body)
            return
    raise GongkaiError(f"no archived page has the digest {sha256}")
