"""Manifests: what one run's judgement rests on, pinned, each chained to the one before.

A manifest is a JSON file in `archive/runs/`. It names every archive file of the run with its
digest, the digests of rulebooks, calendar, watchlist and code, the digest of the findings, and
the digest of the previous manifest. The texts themselves lie beside it in a WARC of `resource`
records, so that a replay needs nothing but the archive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.finding import Finding
from crawler.errors import GongkaiError
from crawler.fetching.archive import Archive, ArchiveReader, index_path
from crawler.records import encode
from crawler.records.moments import stamp
from scheduler.evidence.above import Above
from scheduler.evidence.chain import next_in_chain
from scheduler.places import Places, write_private
from scheduler.workplace import Workplace

FORMAT = 1
_CODE = ("crawler", "checks")


@cache
def code_version() -> str:
    """Digest of everything that reads pages and judges: code, labels, roles, rulebooks."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for package in _CODE:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def findings_text(findings: Iterable[Finding]) -> bytes:
    """Findings as JSON lines without their cases: what a replay must reproduce to the bit."""
    return b"".join(
        json.dumps(encode(one), ensure_ascii=False, sort_keys=True).encode() + b"\n"
        for one in findings
    )


@dataclass(frozen=True)
class Pinned:
    """One pinned file: path below the archive folder, digest, size in bytes."""

    path: str
    sha256: str
    bytes: int

    @classmethod
    def of(cls, archive: Path, path: Path) -> Pinned:
        """Pin a file as it is now; GongkaiError if it is not there (any more)."""
        if not path.is_file():
            raise GongkaiError(f"{path}: is not here (removed by rule?): its run cannot be sealed")
        return cls(path.relative_to(archive).as_posix(), file_digest(path), path.stat().st_size)


@dataclass(frozen=True)
class GroupFiles:
    """The archive of one group in a run: its portals and its WARC file."""

    name: str
    portals: tuple[str, ...]
    warc: Path


@dataclass(frozen=True)
class Sealed:
    """A manifest as written: its number, file and digest (the head of the chain)."""

    seq: int
    path: Path
    sha256: str


def pinned_paths(db: Database, places: Places) -> dict[str, str]:
    """Every file that some manifest pins, relative to the archive folder, with its sha256.

    That is the first one that was pinned: a file does not change after that.
    """
    found: dict[str, str] = {}
    for row in db.query("SELECT file, sha256 FROM manifests ORDER BY seq"):
        path = places.archive / str(row["file"])
        found[str(row["file"])] = str(row["sha256"])
        if path.exists():
            for one in json.loads(path.read_bytes())["files"]:
                found.setdefault(one["path"], one["sha256"])
    return found


def pinned_groups(db: Database, places: Places, run: str) -> dict[str, tuple[str, Path]]:
    """Per portal of a run, the group and WARC file that its last manifest pins."""
    found: dict[str, tuple[str, Path]] = {}
    for row in db.query("SELECT file FROM manifests WHERE run = ? ORDER BY seq", [run]):
        for group in json.loads((places.archive / str(row["file"])).read_bytes())["groups"]:
            for portal in group["portals"]:
                found[portal] = (str(group["name"]), places.archive / group["warc"])
    return found


def seal(
    db: Database,
    workplace: Workplace,
    run: str,
    as_of: datetime,
    groups: Sequence[GroupFiles],
    findings: Mapping[str, Sequence[Finding]],
    now: datetime,
    above: Sequence[Above] = (),
) -> Sealed:
    """Write the manifest of a run and chain it to the last one."""
    places = workplace.places
    seq, previous = next_in_chain(db, places)
    stem = f"{seq:06d}-{run}"
    inputs = places.manifests / f"{stem}.warc.gz"
    texts = [findings_text(findings[portal]) for portal in findings]
    _write_inputs(inputs, workplace, dict(zip(findings, texts, strict=True)), as_of)
    files = [inputs, index_path(inputs)]
    for group in groups:
        files += [group.warc, index_path(group.warc)]
    own = {group.warc for group in groups}
    for warc in sorted({one.warc for one in above} - own):
        files += [warc, index_path(warc)]
    for warc in sorted(_originals([*own, *(one.warc for one in above)]).difference(files)):
        files += [warc, index_path(warc)]
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "seq": seq,
        "run": run,
        "as_of": stamp(as_of),
        "made_at": stamp(now),
        "previous": previous,
        "code": code_version(),
        "calendar": workplace.calendar.version,
        "watchlist": hashlib.sha256(workplace.watchlist_text.encode()).hexdigest(),
        "rulebooks": {
            k: hashlib.sha256(v.encode()).hexdigest() for k, v in workplace.rulebook_texts.items()
        },
        "sample": workplace.watchlist.sample,
        "groups": [
            {
                "name": group.name,
                "portals": list(group.portals),
                "warc": group.warc.relative_to(places.archive).as_posix(),
            }
            for group in groups
        ],
        "above": [one.pin(places.archive) for one in above],
        "inputs": inputs.relative_to(places.archive).as_posix(),
        "findings": {
            portal: {"count": len(findings[portal]), "sha256": hashlib.sha256(text).hexdigest()}
            for portal, text in zip(findings, texts, strict=True)
        },
        "files": [vars(Pinned.of(places.archive, path)) for path in files],
    }
    content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    path = places.manifests / f"{stem}.json"
    write_private(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    row = {
        "seq": seq,
        "run": run,
        "file": path.relative_to(places.archive).as_posix(),
        "sha256": sha256,
        "previous": manifest["previous"],
        "made_at": stamp(now),
    }
    with db.atomic():
        db.table("manifests").insert(row)
    return Sealed(seq, path, sha256)


def _originals(warcs: Iterable[Path]) -> set[Path]:
    """The archive files of earlier nights whose bytes these refer to."""
    there = (warc for warc in warcs if warc.is_file())
    return {warc.with_name(name) for warc in there for name in ArchiveReader(warc).originals()}


def anchor(path: Path, run: str, sealed: Sealed) -> None:
    """Append the head of the chain to a file outside: a line per run, never rewritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{run}\t{sealed.seq}\t{sealed.sha256}\n")


def _write_inputs(
    path: Path, workplace: Workplace, findings: Mapping[str, bytes], as_of: datetime
) -> None:
    path.unlink(missing_ok=True)
    index_path(path).unlink(missing_ok=True)
    archive = Archive.open(path)
    try:
        archive.write_resource(
            "urn:gongkai:watchlist", "application/toml", workplace.watchlist_text.encode(), as_of
        )
        for name, text in workplace.rulebook_texts.items():
            archive.write_resource(
                f"urn:gongkai:rulebook:{name}", "application/toml", text.encode(), as_of
            )
        for name, text in workplace.calendar_texts.items():
            archive.write_resource(
                f"urn:gongkai:calendar:{name}", "application/toml", text.encode(), as_of
            )
        for portal, content in findings.items():
            archive.write_resource(
                f"urn:gongkai:findings:{portal}", "application/jsonl", content, as_of
            )
        archive.flush()
    finally:
        archive.close()
