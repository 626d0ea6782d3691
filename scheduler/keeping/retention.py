"""What goes by the terms of [keep], and what stays whatever its age. Nothing is changed here.

A WARC file stays or goes whole: its digest is pinned by manifests, and one with some records cut
out would be another file, which nobody's manifest vouches for.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import ArchiveError, GongkaiError
from crawler.fetching.archive import ArchiveReader, index_path
from crawler.portals.keep import Keep
from crawler.records.moments import beijing_date
from scheduler.evidence.chain import Link, read_chain
from scheduler.keeping.evidence import Needed, Record, needed_records
from scheduler.places import Places

YOUNG, LAST, HELD, EVIDENCE = "young", "last read", "frozen or released", "evidence"


@dataclass(frozen=True)
class Going:
    """Something that goes: its path below the data folder, its size, and the rule."""

    path: str
    bytes: int
    rule: str
    sha256: str = ""


@dataclass(frozen=True)
class Plan:
    """What would go. `kept` counts the archive files that stay, by their reason."""

    archive: tuple[Going, ...]
    reports: tuple[Going, ...]
    kept: Mapping[str, int]

    @property
    def bytes(self) -> int:
        """Bytes that would be free."""
        return sum(one.bytes for one in (*self.archive, *self.reports))


def plan(
    db: Database, places: Places, keep: Keep, now: datetime, held: Collection[str] = ()
) -> Plan:
    """What goes as of a moment; `held` are runs of frozen or released rounds, which stay.

    Raises GongkaiError where the chain is broken: nothing is removed from an archive in doubt.
    """
    chain = read_chain(db, places)
    if chain.faults:
        one = chain.faults[0]
        raise GongkaiError(f"{one.where}: {one.what}; nothing is removed (gongkai keep check)")
    today = beijing_date(now)
    cutoff = (today - timedelta(days=keep.archive_days)).isoformat()
    nights = [link for link in chain.links if link.run]
    needed = needed_records(db, today, keep.closed_days, cutoff, held)
    reasons = kept_files(places, nights, cutoff, frozenset(held), needed)
    gone = set(chain.removed)
    archive = tuple(
        Going(f"archive/{name}", (places.archive / name).stat().st_size, "archive_days", sha256)
        for name, sha256 in sorted(chain.pinned.items())
        if name not in reasons and name not in gone and (places.archive / name).exists()
    )
    reports = tuple(_reports(db, places, today - timedelta(days=keep.reports_days), held))
    return Plan(archive, reports, Counter(reasons.values()))


def kept_files(
    places: Places, nights: Collection[Link], cutoff: str, held: frozenset[str], needed: Needed
) -> dict[str, str]:
    """Every archive file that stays, with the first reason for it."""
    kept: dict[str, str] = {}
    missed: dict[str, frozenset[Record]] = {}

    def stay(names: Iterable[str], reason: str) -> None:
        for name in names:
            kept.setdefault(name, reason)

    last = {portal: link for link in sorted(nights, key=_moment) for portal in _portals(link)}
    for link in nights:
        every = [str(one["path"]) for one in link.files]
        mine = {portal for portal, newest in last.items() if newest is link}
        if _moment(link)[0][:10] >= cutoff:
            stay(every, YOUNG)
        elif link.run in held:
            stay(every, HELD)
        else:
            if mine:
                stay(_with_parents(places, link, mine), LAST)
            if wanted := needed.get(link.run):
                names, found = _evidence(places, link, wanted)
                stay(names, EVIDENCE)
                missed[link.run] = missed.get(link.run, wanted) - found
    for link in nights:
        # What a case cites and no file of its night shows is in doubt: all of the night stays.
        if missed.get(link.run):
            stay((str(one["path"]) for one in link.files), EVIDENCE)
    return kept


def _moment(link: Link) -> tuple[str, int]:
    return str(link.manifest["as_of"]), int(link.manifest["seq"])


def _portals(link: Link) -> set[str]:
    return {str(portal) for group in link.manifest["groups"] for portal in group["portals"]}


def _warcs(link: Link) -> dict[str, set[str]]:
    """The WARC files that a night rests on, with the portals that each holds."""
    found: dict[str, set[str]] = {}
    for group in link.manifest["groups"]:
        found.setdefault(str(group["warc"]), set()).update(map(str, group["portals"]))
    for one in link.manifest["above"]:
        found.setdefault(str(one["warc"]), set()).add(str(one["portal"]))
    return found


def _evidence(
    places: Places, link: Link, wanted: frozenset[Record]
) -> tuple[set[str], frozenset[Record]]:
    """The files of a night that hold wanted records, and which of these were found.

    With a file stays what judging its portals again needs.
    """
    portals: set[str] = set()
    found: set[Record] = set()
    for warc, own in _warcs(link).items():
        try:
            records = ArchiveReader(places.archive / warc).records() & wanted
        except ArchiveError:
            continue
        if records:
            portals |= own
            found |= records
    names = set(_with_parents(places, link, portals)) if portals else set()
    return names, frozenset(found)


def _with_parents(places: Places, link: Link, portals: Collection[str]) -> Iterator[str]:
    """The files of these portals and of those above them in a night, and the night's inputs."""
    inputs = str(link.manifest["inputs"])
    parents = _parents(places.archive / inputs)
    wanted = set(portals)
    waiting = list(portals)
    while waiting:
        above = parents.get(waiting.pop())
        if above is not None and above not in wanted:
            wanted.add(above)
            waiting.append(above)
    for warc, own in _warcs(link).items():
        if not own.isdisjoint(wanted):
            yield from (warc, index_path(Path(warc)).as_posix())
            yield from _originals(places, link, warc)
    yield from (inputs, index_path(Path(inputs)).as_posix())


def _originals(places: Places, link: Link, warc: str) -> Iterator[str]:
    """The files with the bytes that a night's file refers to; all in doubt where it is unusable."""
    try:
        names = ArchiveReader(places.archive / warc).originals()
    except ArchiveError:
        yield from (str(one["path"]) for one in link.files)
        return
    for name in sorted(names):
        original = Path(warc).with_name(name)
        yield from (original.as_posix(), index_path(original).as_posix())


def _parents(inputs: Path) -> dict[str, str]:
    """Who stands above whom in the watchlist that a night was sealed with."""
    try:
        text = ArchiveReader(inputs).resource("urn:gongkai:watchlist").body.decode()
        rows = tomllib.loads(text).get("portals", ())
    except (ArchiveError, ValueError):
        return {}
    return {row["id"]: row["parent"] for row in rows if "parent" in row}


def _reports(db: Database, places: Places, before: date, held: Collection[str]) -> Iterator[Going]:
    rows = db.query("SELECT run FROM runs WHERE state = 'complete' ORDER BY run")
    for run in [str(row["run"]) for row in rows][:-1]:  # the newest always stays
        folder = places.report(run)
        if run[:10] < before.isoformat() and run not in held and folder.is_dir():
            size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
            yield Going(f"reports/{run}", size, "reports_days")


__all__ = ["EVIDENCE", "HELD", "LAST", "YOUNG", "Going", "Plan", "kept_files", "plan"]
