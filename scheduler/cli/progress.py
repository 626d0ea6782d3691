"""What a person sees while and after a command runs: progress, tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from scheduler.night.visiting import Progress as Report


@contextmanager
def progress() -> Iterator[Report]:
    """Yields a function (what, done, of) to call as work goes on."""
    if not sys.stderr.isatty():

        def line(what: str, done: int, of: int) -> None:
            sys.stderr.write(f"{what} {done}/{of}\n")
            sys.stderr.flush()

        yield line
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def draw(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of)
            bar.update(tasks[what], completed=done, total=of)

        yield draw


def show_table(table: Table) -> None:
    """A table on standard output; off a terminal it is wide enough to be read by a person."""
    Console(width=None if sys.stdout.isatty() else 200).print(table)
