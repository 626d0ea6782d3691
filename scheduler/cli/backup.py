"""`gongkai backup` and `gongkai restore`: the data folder copied out whole, and brought back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from scheduler.cli.options import DataOption, WatchlistOption, data_folder
from scheduler.cli.progress import progress
from scheduler.keeping.backup import back_up
from scheduler.keeping.check import check_all
from scheduler.keeping.restore import restore as bring_back
from scheduler.keeping.restore import verify_backup
from scheduler.moments import now
from scheduler.places import Places


def backup(
    target: Annotated[
        Path,
        typer.Argument(help="A file (.tar, .tar.gz, .tgz), or a folder that grows by what is new."),
    ],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    archive: Annotated[
        bool, typer.Option("--archive/--no-archive", help="Take the archived pages too.")
    ] = True,
) -> None:
    """Back up the data folder, whole or not at all; exit status 4 while a run is going on.

    Exit status 3 if the backup was made but something in the archive is not as it was sealed.
    """
    places = data_folder(watchlist, data)
    with progress() as tell:
        made = back_up(places, target, now(), with_archive=archive, progress=tell)
    for fault in made.faults:
        sys.stderr.write(f"fault\t{fault.where}\t{fault.what}\n")
    sys.stdout.write(
        f"{made.path}\tfiles {len(made.inventory.files)}\tcopied {made.copied} bytes"
        f"\thead {made.inventory.head}\n"
    )
    raise typer.Exit(3 if made.faults else 0)


def restore(
    source: Annotated[Path, typer.Argument(help="A backup: the file, or the folder of backups.")],
    watchlist: WatchlistOption = None,
    data: DataOption = None,
    name: Annotated[
        str | None, typer.Option("--set", help="Which backup of a folder; default the last.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only read the backup and compare every digest.")
    ] = False,
) -> None:
    """Bring a backup back into a new data folder; every digest is compared before it is made.

    Exit status 3 if it was brought back as it was, but was not whole when it was made.
    """
    if check:
        found = verify_backup(source, name)
        sys.stdout.write(f"whole\t{found.made_at}\tfiles {len(found.files)}\thead {found.head}\n")
        return
    if data is None:
        raise GongkaiError("--data: name the new data folder")
    made = bring_back(source, data, name)
    places = Places(data.absolute())
    result = check_all(places)
    faults = [
        one for one in result.faults if made.with_archive or one.what != "the file is missing"
    ]
    for fault in faults:
        sys.stderr.write(f"fault\t{fault.where}\t{fault.what}\n")
    if not made.with_archive:
        sys.stderr.write("the backup has no archive: nothing of its nights can be proved\n")
    sys.stdout.write(f"{places.data}\tfiles {len(made.files)}\thead {made.head}\n")
    raise typer.Exit(3 if faults else 0)
