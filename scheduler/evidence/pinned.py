"""What a sealed run was judged by, taken from the archive: watchlist, rulebooks, calendar."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.fetching.archive import ArchiveReader
from scheduler.places import Places
from scheduler.workplace import Workplace, open_workplace


def pinned_workplace(db: Database, places: Places, run: str) -> Workplace:
    """The watchlist, rulebooks and calendar that a sealed run was judged by, from the archive."""
    rows = list(db.query("SELECT file FROM manifests WHERE run = ? ORDER BY seq DESC", [run]))
    if not rows:
        raise GongkaiError(f"run {run} is not sealed: what it was judged by is not known")
    manifest = json.loads((places.archive / str(rows[0]["file"])).read_bytes())
    resources = dict(resources_in(places.archive / manifest["inputs"]))
    with tempfile.TemporaryDirectory() as folder:
        then = workplace_from(Path(folder), resources, bool(manifest["sample"]))
    return replace(then, places=places)


def resources_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """What a run was judged by, as its archive of inputs holds it: URN and bytes."""
    for item in ArchiveReader(path):
        yield item.url, item.body


def workplace_from(folder: Path, resources: Mapping[str, bytes], sample: bool) -> Workplace:
    """A workplace of these resources, written out into a folder."""
    places = {
        "urn:gongkai:rulebook:": folder / "rulebooks",
        "urn:gongkai:calendar:": folder / "calendar",
    }
    for urn, body in resources.items():
        for mark, place in places.items():
            if urn.startswith(mark):
                place.mkdir(exist_ok=True)
                name = urn.removeprefix(mark)
                (place / (name if name.endswith(".toml") else f"{name}.toml")).write_bytes(body)
    watchlist = folder / "gongkai.toml"
    watchlist.write_bytes(resources["urn:gongkai:watchlist"])
    return open_workplace(watchlist, folder / "data", sample, sealed=True)
