"""The chain of manifests read as a whole: is each the one that its successor and the books name?

Besides the manifests of nights the chain has those of removals: their `removed` are tombstones
of archive files that went by rule. A file that is gone is accounted for by its tombstone only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from scheduler.places import Places


@dataclass(frozen=True)
class Fault:
    """Something that does not agree: which file or finding, and how."""

    where: str
    what: str


@dataclass(frozen=True)
class Tombstone:
    """An archive file that was removed by rule: its path below the archive folder, and what it was.

    `rule` is the setting of [keep] that let it go, `removed_at` the moment in Beijing time.
    """

    path: str
    sha256: str
    bytes: int
    rule: str
    removed_at: str

    @property
    def words(self) -> str:
        """What a verification says of it."""
        return f"removed by rule on {self.removed_at[:10]} ({self.rule}, {self.bytes} bytes)"


@dataclass(frozen=True)
class Link:
    """One manifest of the chain."""

    name: str
    manifest: Mapping[str, Any]

    @property
    def run(self) -> str:
        """The run that it seals; empty for a removal."""
        return str(self.manifest["run"])

    @property
    def files(self) -> tuple[Mapping[str, Any], ...]:
        """The files that it pins."""
        return tuple(self.manifest["files"])


@dataclass(frozen=True)
class Chain:
    """All manifests that can be read, oldest first. `pinned` are digests by path."""

    links: tuple[Link, ...]
    faults: tuple[Fault, ...]
    head: str
    pinned: Mapping[str, str]
    removed: Mapping[str, Tombstone]


def read_chain(db: Database | None, places: Places) -> Chain:
    """Read every manifest; without the books nobody vouches for the head of the chain."""
    faults: list[Fault] = []
    links: list[Link] = []
    pinned: dict[str, str] = {}
    removed: dict[str, Tombstone] = {}
    previous: str | None = None
    books = _books(db)
    for path in sorted(places.manifests.glob("*.json")):
        name = path.relative_to(places.archive).as_posix()
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if db is not None and books.get(name) != digest:
            faults.append(Fault(name, "the manifest is not the one that the books name"))
        try:
            link = _link(name, content)
            if link.manifest["previous"] != previous:
                faults.append(Fault(name, "the chain is broken: it names another predecessor"))
            for one in link.files:
                known = pinned.setdefault(str(one["path"]), str(one["sha256"]))
                if known != one["sha256"]:
                    faults.append(Fault(name, f"{one['path']} is pinned with another digest"))
            for stone in _stones(link):
                removed[stone.path] = stone
                if pinned.get(stone.path) != stone.sha256:
                    faults.append(Fault(name, f"removes {stone.path}, which was never pinned so"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(Fault(name, f"the manifest cannot be read: {error}"))
        else:
            links.append(link)
        previous = digest
    for name in books:
        if not (places.archive / name).exists():
            faults.append(Fault(name, "the manifest is missing"))
    for path_name in _buried(db) - set(removed):
        faults.append(Fault(path_name, "the books call it removed, but the chain does not"))
    return Chain(tuple(links), tuple(faults), previous or "", pinned, removed)


def tombstones(db: Database) -> dict[str, Tombstone]:
    """The files removed by rule as the books have them, by path."""
    rows = db.query("SELECT path, sha256, bytes, rule, removed_at FROM removed")
    return {str(row["path"]): Tombstone(**row) for row in rows}


def present(db: Database, places: Places, warc: Path) -> bool:
    """Whether an archive file is there; False if it went by rule, GongkaiError if it is lost."""
    if warc.exists():
        return True
    name = warc.relative_to(places.archive).as_posix()
    if any(True for _ in db.query("SELECT 1 FROM removed WHERE path = ?", [name])):
        return False
    raise GongkaiError(f"{warc}: the archive file is missing (gongkai keep check)")


def next_in_chain(db: Database, places: Places) -> tuple[int, str | None]:
    """Number of the next manifest and the digest of the last one.

    What a killed attempt at that number has left is taken away. GongkaiError if the archive has
    manifests of runs that the books do not know: somebody brought back older books alone.
    """
    last = next(iter(db.query("SELECT seq, sha256 FROM manifests ORDER BY seq DESC LIMIT 1")), None)
    seq = int(last["seq"]) + 1 if last else 1
    runs = {str(row["run"]) for row in db.query("SELECT run FROM runs")} | {REMOVAL}
    for path in sorted(places.manifests.glob("[0-9]*")):
        number, _, rest = path.name.partition("-")
        if number.isdigit() and int(number) >= seq:
            run = rest.removesuffix(".idx").removesuffix(".gz").removesuffix(".warc")
            if int(number) > seq or run.removesuffix(".json") not in runs:
                raise GongkaiError(
                    f"{path}: gongkai.db does not know this manifest; restore archive and"
                    " database from one backup (gongkai restore)"
                )
            path.unlink()
    return seq, str(last["sha256"]) if last else None


REMOVAL = "removal"
"""What stands in the name of a removal's manifest instead of a run."""


def removal_text(
    seq: int, previous: str | None, stones: tuple[Tombstone, ...], moment: str, code: str
) -> bytes:
    """The manifest of a removal: it pins nothing, and its tombstones are part of the chain."""
    manifest = {
        "format": 1,
        "kind": REMOVAL,
        "seq": seq,
        "run": "",
        "as_of": moment,
        "made_at": moment,
        "previous": previous,
        "code": code,
        "groups": [],
        "above": [],
        "findings": {},
        "files": [],
        "removed": [asdict(stone) for stone in stones],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _link(name: str, content: bytes) -> Link:
    manifest = json.loads(content)
    link = Link(name, manifest)
    # Everything that is used of it later is asked for once, so that a fault is told here.
    for key in ("seq", "as_of", "groups", "findings", "code"):
        manifest[key]
    _ = (link.run, [(one["path"], one["sha256"], one["bytes"]) for one in link.files])
    _ = [(group["name"], list(group["portals"]), group["warc"]) for group in manifest["groups"]]
    return link


def _stones(link: Link) -> Iterator[Tombstone]:
    for row in link.manifest.get("removed", ()):
        yield Tombstone(**row)


def _books(db: Database | None) -> dict[str, str]:
    if db is None:
        return {}
    return {str(row["file"]): str(row["sha256"]) for row in db.query("SELECT * FROM manifests")}


def _buried(db: Database | None) -> set[str]:
    return set(tombstones(db)) if db is not None else set()
