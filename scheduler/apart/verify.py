"""`gongkai evidence verify`: recompute digests and chain, judge again from the archive alone."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.fetching.archive import ArchiveReader
from crawler.portals import Watchlist
from crawler.records import Dossier
from crawler.spiders.replay import replay_group
from scheduler.evidence.above import Above
from scheduler.evidence.chain import Chain, Fault, present, read_chain
from scheduler.evidence.manifest import code_version, file_digest, findings_text, pinned_groups
from scheduler.evidence.pinned import resources_in, workplace_from
from scheduler.moments import latest_night
from scheduler.night.judging import judge
from scheduler.places import Places
from scheduler.store.findings import recall


@dataclass(frozen=True)
class Verification:
    """What a verification came to. `differences` are findings that came out otherwise.

    `removed` are files that went by rule, as the chain itself says: no fault.
    """

    manifests: int
    files: int
    findings: int
    faults: tuple[Fault, ...]
    differences: tuple[Fault, ...]
    same_code: bool
    head: str
    removed: tuple[Fault, ...] = ()
    leftovers: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing at all disagrees."""
        return not self.faults and not self.differences


def verify(db: Database | None, places: Places, run: str | None = None) -> Verification:
    """Check every manifest and pinned file, and judge the named (or last) run again."""
    chain = read_chain(db, places)
    faults = [*chain.faults, *check_files(places, chain)]
    left = tuple(leftovers(places, chain))
    asked = run or latest_night(link.run for link in chain.links)
    wanted = [link for link in chain.links if link.run == asked and link.run]
    if not wanted:
        if faults:
            return _without_judgement(chain, faults, left)
        raise GongkaiError(f"no sealed run{' ' + run if run else ''} in {places.archive}")
    differences: list[Fault] = []
    count = 0
    broken = {fault.where for fault in faults}
    gone = frozenset(name for name in chain.removed if not (places.archive / name).exists())
    last_word = {portal: link for link in wanted for portal in link.manifest["findings"]}
    for link in wanted:
        # A rerun of some portals leaves the word of an earlier manifest standing for the others.
        portals = [portal for portal, one in last_word.items() if one is link]
        if not portals or not broken.isdisjoint(str(one["path"]) for one in link.files):
            continue
        if link.manifest["inputs"] in gone:
            continue
        try:
            again, stored = rejudge(places, link.manifest, gone)
        except (GongkaiError, OSError, ValueError, KeyError, TypeError) as error:
            faults.append(Fault(link.run, f"cannot be judged again: {error}"))
            continue
        again = {portal: again.get(portal, b"") for portal in portals if portal in stored}
        sealed = {portal: stored[portal] for portal in again}
        count += sum(len(text.splitlines()) for text in sealed.values())
        differences.extend(_compare(again, sealed))
        if db is not None:
            differences.extend(_compare_books(db, link.run, sealed))
    if db is not None:
        judged = db.query("SELECT portal FROM run_portals WHERE run = ?", [asked])
        unsealed = {str(row["portal"]) for row in judged} - set(last_word)
        faults.extend(Fault(portal, f"run {asked} of it is not sealed") for portal in unsealed)
    return replace(
        _without_judgement(chain, faults, left),
        findings=count,
        differences=tuple(differences),
        same_code=all(one.manifest["code"] == code_version() for one in last_word.values()),
    )


def _without_judgement(
    chain: Chain, faults: Sequence[Fault], left: tuple[Fault, ...]
) -> Verification:
    return Verification(
        manifests=len(chain.links),
        files=len(chain.pinned),
        findings=0,
        faults=tuple(faults),
        differences=(),
        same_code=True,
        head=chain.head,
        removed=tuple(Fault(one.path, one.words) for one in chain.removed.values()),
        leftovers=left,
    )


def check_files(places: Places, chain: Chain) -> Iterator[Fault]:
    """Every pinned file against its digest; one that went by rule may be gone."""
    for name, sha256 in chain.pinned.items():
        path = places.archive / name
        if not path.is_file():
            if name not in chain.removed:
                yield Fault(name, "the file is missing")
        elif file_digest(path) != sha256:
            yield Fault(name, "the file was changed: its digest is another")


def leftovers(places: Places, chain: Chain) -> Iterator[Fault]:
    """Archive files that no manifest pins and unfinished ones: they prove nothing, nor harm.

    A killed run that was not repeated leaves some, and so does a full disk.
    """
    known = {*chain.pinned, *(link.name for link in chain.links)}
    known |= {fault.where for fault in chain.faults}
    for path in sorted(places.archive.rglob("*")):
        name = path.relative_to(places.archive).as_posix()
        if not path.is_file():
            continue
        if unfinished(path):
            yield Fault(name, "was never finished")
        elif name not in known:
            yield Fault(name, "no manifest pins this file")


def unfinished(path: Path) -> bool:
    """Whether a file bears the name of one that is being written or removed."""
    return path.name.startswith((".part-", ".gone-")) or path.name.endswith((".part", "-journal"))


def rejudge(
    places: Places, manifest: Mapping[str, Any], gone: frozenset[str] = frozenset()
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Findings of a sealed run judged again from its archive, and as they were sealed.

    `gone` are archive files that went by rule: the portals that rest on them are left out of both.
    """
    resources = dict(resources_in(places.archive / manifest["inputs"]))
    with tempfile.TemporaryDirectory() as folder:
        workplace = workplace_from(Path(folder), resources, bool(manifest["sample"]))
    watchlist = workplace.watchlist
    above = [
        Above.of(pin, places.archive)
        for pin in manifest.get("above", ())
        if pin["warc"] not in gone
    ]
    dossiers = _dossiers(places, manifest, watchlist, gone)
    judged = judge(workplace, dossiers, above)
    lost = _lost(manifest, gone)
    whole = {
        portal
        for portal in dossiers
        if lost.isdisjoint(one.id for one in watchlist.ancestors(watchlist.portal(portal)))
    }
    again = {name: findings_text(found) for name, found in judged.findings.items() if name in whole}
    mark = "urn:gongkai:findings:"
    stored = {urn.removeprefix(mark): body for urn, body in resources.items() if mark in urn}
    cut = lost | (set(dossiers) - whole)
    sealed = {str(name) for name in manifest["findings"]} - cut
    return again, {name: stored.get(name, b"") for name in sealed}


def _lost(manifest: Mapping[str, Any], gone: frozenset[str]) -> set[str]:
    """The portals whose pages of that night are gone."""
    groups = (one for one in manifest["groups"] if one["warc"] in gone)
    above = {str(one["portal"]) for one in manifest.get("above", ()) if one["warc"] in gone}
    return above | {str(portal) for group in groups for portal in group["portals"]}


def _dossiers(
    places: Places, manifest: Mapping[str, Any], watchlist: Watchlist, gone: frozenset[str]
) -> dict[str, Dossier]:
    as_of = datetime.fromisoformat(manifest["as_of"])
    own: dict[str, Dossier] = {}
    for group in manifest["groups"]:
        if group["warc"] in gone:
            continue
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
        if not present(db, places, warc):
            raise GongkaiError(f"run {run}: the pages of {portal} were removed by rule ([keep])")
        own[portal] = replay_group(ArchiveReader(warc), watchlist.portal(portal), watchlist, as_of)
    return own


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
        if _tied(findings_text(recall(db, run, portal))) != _tied(text):
            yield Fault(portal, "the findings in gongkai.db are not those that were sealed")


def _tied(text: bytes) -> list[list[bytes]]:
    """The lines, sets of those in any order that several checks said of the same subject.

    Books of before the place of a check was stored may give those in the order of their writing.
    """

    def same(line: bytes) -> tuple[Any, ...]:
        data = json.loads(line)
        return tuple(data.get(key) for key in ("rulebook", "requirement", "subject", "aspect"))

    return [sorted(group) for _, group in groupby(text.splitlines(), same)]


def _name(line: bytes) -> str:
    data = json.loads(line)
    return " ".join(str(data.get(key, "")) for key in ("portal", "requirement", "subject"))
