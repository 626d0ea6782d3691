"""`gongkai evidence verify`: recompute digests and chain, judge again from the archive alone."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.fetching.archive import ArchiveReader
from crawler.portals import Watchlist
from crawler.records import Dossier
from crawler.spiders.replay import replay_group
from scheduler.above import Above
from scheduler.manifest import code_version, file_digest, findings_text, pinned_groups
from scheduler.pipeline import judge
from scheduler.places import Places
from scheduler.store.findings import recall
from scheduler.workplace import Workplace, open_workplace


@dataclass(frozen=True)
class Fault:
    """Something that does not agree: which file or finding, and how."""

    where: str
    what: str


@dataclass(frozen=True)
class Verification:
    """What a verification came to. `differences` are findings that came out otherwise."""

    manifests: int
    files: int
    findings: int
    faults: tuple[Fault, ...]
    differences: tuple[Fault, ...]
    same_code: bool
    head: str

    @property
    def sound(self) -> bool:
        """Whether nothing at all disagrees."""
        return not self.faults and not self.differences


def verify(db: Database | None, places: Places, run: str | None = None) -> Verification:
    """Check every manifest and pinned file, and judge the named (or last) run again."""
    faults: list[Fault] = []
    chain: list[tuple[Path, dict[str, Any]]] = []
    previous: str | None = None
    known = (
        {str(row["file"]): str(row["sha256"]) for row in db.query("SELECT * FROM manifests")}
        if db is not None
        else {}
    )
    checked: dict[str, str] = {}
    for path in sorted(places.manifests.glob("*.json")):
        name = path.relative_to(places.archive).as_posix()
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if db is not None and known.get(name) != digest:
            faults.append(Fault(name, "the manifest is not the one that the books name"))
        try:
            manifest = json.loads(content)
            if manifest["previous"] != previous:
                faults.append(Fault(name, "the chain is broken: it names another predecessor"))
            for pinned in manifest["files"]:
                if pinned["path"] not in checked:
                    checked[pinned["path"]] = pinned["sha256"]
                    faults.extend(_check_file(places, pinned))
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Fault(name, f"the manifest cannot be read: {error}"))
        else:
            chain.append((path, manifest))
        previous = digest
    for name in known:
        if not (places.archive / name).exists():
            faults.append(Fault(name, "the manifest is missing"))
    pinned_names = {*checked, *(p.relative_to(places.archive).as_posix() for p, _ in chain)}
    faults.extend(_strangers(places, pinned_names, {Path(name).name for name in known}))
    asked = run or max((one["run"] for _, one in chain), default=None)
    wanted = [one for _, one in chain if one["run"] == asked]
    if not wanted:
        raise GongkaiError(f"no sealed run{' ' + run if run else ''} in {places.archive}")
    differences: list[Fault] = []
    count = 0
    broken = {fault.where for fault in faults}
    last_word = {portal: one for one in wanted for portal in one["findings"]}
    for manifest in wanted:
        # A rerun of some portals leaves the word of an earlier manifest standing for the others.
        portals = [portal for portal, one in last_word.items() if one is manifest]
        if not portals or not broken.isdisjoint(one["path"] for one in manifest["files"]):
            continue
        try:
            again, stored = rejudge(places, manifest)
        except (GongkaiError, OSError, ValueError, KeyError) as error:
            faults.append(Fault(manifest["run"], f"cannot be judged again: {error}"))
            continue
        again = {portal: again.get(portal, b"") for portal in portals}
        stored = {portal: stored.get(portal, b"") for portal in portals}
        count += sum(len(text.splitlines()) for text in stored.values())
        differences.extend(_compare(again, stored))
        if db is not None:
            differences.extend(_compare_books(db, manifest["run"], stored))
    if db is not None:
        judged = db.query("SELECT portal FROM run_portals WHERE run = ?", [asked])
        unsealed = {str(row["portal"]) for row in judged} - set(last_word)
        faults.extend(Fault(portal, f"run {asked} of it is not sealed") for portal in unsealed)
    return Verification(
        manifests=len(chain),
        files=len(checked),
        findings=count,
        faults=tuple(faults),
        differences=tuple(differences),
        same_code=all(one["code"] == code_version() for one in last_word.values()),
        head=previous or "",
    )


def _check_file(places: Places, pinned: Mapping[str, Any]) -> Iterator[Fault]:
    path = places.archive / pinned["path"]
    if not path.exists():
        yield Fault(pinned["path"], "the file is missing")
    elif file_digest(path) != pinned["sha256"]:
        yield Fault(pinned["path"], "the file was changed: its digest is another")


def _strangers(places: Places, names: set[str], manifests: set[str]) -> Iterator[Fault]:
    """Files that no manifest pins prove nothing; a killed run that was not repeated leaves some."""
    for path in sorted(places.archive.rglob("*")):
        name = path.relative_to(places.archive).as_posix()
        if path.is_file() and name not in names and path.name not in manifests:
            yield Fault(name, "no manifest pins this file (left by a run that did not end?)")


def rejudge(
    places: Places, manifest: Mapping[str, Any]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Findings of a sealed run judged again from its archive, and as they were sealed."""
    resources = dict(_resources(places.archive / manifest["inputs"]))
    with tempfile.TemporaryDirectory() as folder:
        workplace = _workplace(Path(folder), resources, bool(manifest["sample"]))
    above = [Above.of(pin, places.archive) for pin in manifest.get("above", ())]
    judged = judge(workplace, _dossiers(places, manifest, workplace.watchlist), above)
    again = {portal: findings_text(found) for portal, found in judged.findings.items()}
    mark = "urn:gongkai:findings:"
    stored = {urn.removeprefix(mark): body for urn, body in resources.items() if mark in urn}
    return again, stored


def _dossiers(
    places: Places, manifest: Mapping[str, Any], watchlist: Watchlist
) -> dict[str, Dossier]:
    as_of = datetime.fromisoformat(manifest["as_of"])
    own: dict[str, Dossier] = {}
    for group in manifest["groups"]:
        reader = ArchiveReader(places.archive / group["warc"])
        for portal in group["portals"]:
            own[portal] = replay_group(reader, watchlist.portal(portal), watchlist, as_of)
    return own


def dossiers_from_archive(
    db: Database, places: Places, run: str, watchlist: Watchlist, as_of: datetime
) -> dict[str, Dossier]:
    """The dossiers of a sealed run, read again from its archived pages."""
    where = pinned_groups(db, places, run)
    if not where:
        raise GongkaiError(f"run {run} is not sealed: there is no archive to read it from")
    own: dict[str, Dossier] = {}
    for portal, (_, warc) in where.items():
        own[portal] = replay_group(ArchiveReader(warc), watchlist.portal(portal), watchlist, as_of)
    return own


def pinned_workplace(db: Database, places: Places, run: str) -> Workplace:
    """The watchlist, rulebooks and calendar that a sealed run was judged by, from the archive."""
    rows = list(db.query("SELECT file FROM manifests WHERE run = ? ORDER BY seq DESC", [run]))
    if not rows:
        raise GongkaiError(f"run {run} is not sealed: what it was judged by is not known")
    manifest = json.loads((places.archive / str(rows[0]["file"])).read_bytes())
    resources = dict(_resources(places.archive / manifest["inputs"]))
    with tempfile.TemporaryDirectory() as folder:
        return _workplace(Path(folder), resources, bool(manifest["sample"]))


def _resources(path: Path) -> Iterator[tuple[str, bytes]]:
    for item in ArchiveReader(path):
        yield item.url, item.body


def _workplace(folder: Path, resources: Mapping[str, bytes], sample: bool) -> Workplace:
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
    return open_workplace(watchlist, folder / "data", sample)


def _compare(again: Mapping[str, bytes], stored: Mapping[str, bytes]) -> Iterator[Fault]:
    for portal in sorted({*again, *stored}):
        left = again.get(portal, b"").splitlines()
        right = stored.get(portal, b"").splitlines()
        if left == right:
            continue
        new, old = set(left), set(right)
        for line in right:
            if line not in new:
                yield Fault(_name(line), "is not reproduced")
        for line in left:
            if line not in old:
                yield Fault(_name(line), "comes out of the archive but was not sealed")
        if new == old:
            yield Fault(portal, "the findings come out in another order")


def _compare_books(db: Database, run: str, stored: Mapping[str, bytes]) -> Iterator[Fault]:
    for portal, text in stored.items():
        if findings_text(recall(db, run, portal)) != text:
            yield Fault(portal, "the findings in gongkai.db are not those that were sealed")


def _name(line: bytes) -> str:
    data = json.loads(line)
    return " ".join(str(data.get(key, "")) for key in ("portal", "requirement", "subject"))
