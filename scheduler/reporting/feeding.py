"""Putting a run into the feed, and releasing its scores or taking them back.

The files of `feed/v1` and the answers of `gongkai serve` come from the same editions. Whoever
writes holds a lock of the feed's own: scores can be released while a night is being made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from reports.feed import Edition, edition_of, schema_text, write_edition
from reports.model import RunReport
from reports.scores import history_of
from reports.writing import make_folder, write_bytes
from scheduler.lock import in_turn
from scheduler.moments import is_special
from scheduler.places import Places
from scheduler.store.lines import Listed, all_editions, history, last_editions, newest_editions
from scheduler.store.pieces import (
    get_edition,
    mark_edition,
    newest_digest,
    open_pieces,
    put_edition,
)
from scheduler.store.releases import RELEASE, WITHDRAW, Release, log_release, release_of, releases
from scheduler.workplace import Workplace

HISTORY = 60
"""Runs in the history of a unit."""
_Figures = dict[tuple[str, str], tuple[float | None, float | None, float | None]]
"""Lowest, value and highest of every score of a run, by unit and rulebook."""


def publish(db: Database, place: Workplace, report: RunReport, now: datetime) -> Edition:
    """Put a run into the feed: its pieces first, then the files; the latest is the newest run.

    A run that was released and comes out otherwise is internal again until it is released anew;
    what was released stays where it is.
    """
    places = place.places
    above = {
        portal.id: [one.id for one in place.watchlist.ancestors(portal)]
        for portal in report.portals
    }
    plain = edition_of(report)
    with _feed(places) as pieces:
        release = release_of(db, report.run)
        edition = plain.marked(**_labels(plain.digest, release))
        put_edition(pieces, edition, above, now, release.digest if release else None)
        complete = [
            str(row["run"]) for row in db.query("SELECT run FROM runs WHERE state = 'complete'")
        ]
        newest = max((run for run in complete if not is_special(run)), default=report.run)
        # A special run may be of a few portals only: the latest word on all is a night's.
        latest = report.run >= newest and not is_special(report.run)
        # Of a unit that a later run visited, a past run is not the last word.
        last = last_editions(pieces.conn, newest_editions(pieces.conn))
        histories = {
            portal.id: history_of(report, portal.id)
            for portal in report.portals
            if last.get(portal.id, report.run) == report.run
        }
        write_edition(edition, places.feed, histories, latest=latest)
    return edition


def was_released(db: Database, report: RunReport) -> bool:
    """Whether these very scores of a run are released."""
    release = release_of(db, report.run)
    return release is not None and release.holds(edition_of(report).digest)


def released_scores(
    db: Database, places: Places, runs: Iterable[str]
) -> frozenset[tuple[str, str, str]]:
    """The scores of the books that are released just as they stand: run, unit and rulebook.

    Those of a run whose newest edition is the released one, if the books still have its figures:
    a rerun that was stored and is not yet in the feed is not released with it.
    """
    known = releases(db)
    wanted = [run for run in runs if run in known]
    found: set[tuple[str, str, str]] = set()
    with _feed(places) as pieces:
        told = {
            run: _figures(pieces, run)
            for run in wanted
            if known[run].holds(newest_digest(pieces, run))
        }
    for row in db.query(
        "SELECT run, portal, rulebook, low, value, high FROM scores"
        " WHERE run IN (SELECT value FROM json_each(?))",
        [json.dumps(list(told))],
    ):
        run, portal, rulebook = str(row["run"]), str(row["portal"]), str(row["rulebook"])
        stored = tuple(
            None if row[key] is None else float(row[key]) for key in ("low", "value", "high")
        )
        if told[run].get((portal, rulebook)) == stored:
            found.add((run, portal, rulebook))
    return frozenset(found)


def release_runs(
    db: Database,
    places: Places,
    runs: Sequence[str],
    person: str,
    note: str,
    now: datetime,
    seen: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Release the newest editions of runs in a person's name; returns their digests.

    `seen` are the digests, by run, that the person has looked at, where they are known.

    Releasing what is released is not logged twice, but writes its files again. Raises
    GongkaiError, with nothing released, for a run that is not in the feed, not complete, or of a
    trial, and for one whose newest edition is not the one that was seen.
    """
    name = _person(person)
    with _feed(places) as pieces:
        digests = [_releasable(db, pieces, run) for run in runs]
        for run, digest in zip(runs, digests, strict=True):
            if seen.get(run, digest) != digest:
                raise GongkaiError(f"{run}: its newest edition is another than the one looked at")
        for run, digest in zip(runs, digests, strict=True):
            known = release_of(db, run)
            if known is None or known.digest != digest:
                log_release(db, RELEASE, run, digest, name, note, now)
            _relabel(pieces, run, release_of(db, run), now)
        _write_files(db, pieces, places, runs)
    return digests


def withdraw_runs(
    db: Database, places: Places, runs: Sequence[str], person: str, note: str, now: datetime
) -> None:
    """Take releases back. Raises GongkaiError, with nothing changed, for a run without one."""
    name = _person(person)
    with _feed(places) as pieces:
        known = releases(db)
        missing = [run for run in runs if run not in known]
        if missing:
            raise GongkaiError(f"{', '.join(missing)}: these scores are not released")
        for run in runs:
            log_release(db, WITHDRAW, run, known[run].digest, name, note, now)
            _relabel(pieces, run, None, now)
        _write_files(db, pieces, places, runs)


def mark_final(db: Database, places: Places, name: str, now: datetime) -> None:
    """Say of the editions of the runs of a frozen round that they are final."""
    with _feed(places) as pieces:
        runs = _in_round(pieces, name)
        for run in runs:
            rows = list(pieces.query("SELECT digest FROM editions WHERE run = ?", [run]))
            for row in rows:
                mark_edition(pieces, run, row["digest"], now, status="final")
        _write_files(db, pieces, places, runs)


def shown_scores(places: Places, run: str) -> _Figures:
    """Lowest, value and highest of every score of a run's newest edition, by unit and rulebook."""
    with _feed(places) as pieces:
        return _figures(pieces, run)


def not_in_feed(db: Database, places: Places) -> list[str]:
    """The complete runs that are not in the feed, as those of an older version are."""
    with _feed(places) as pieces:
        known = {str(row["run"]) for row in pieces.query("SELECT run FROM editions")}
    rows = db.query("SELECT run FROM runs WHERE state = 'complete' ORDER BY run")
    return [str(row["run"]) for row in rows if row["run"] not in known]


def runs_of_round(places: Places, name: str) -> list[str]:
    """The runs in the feed that lie in a round; GongkaiError if there are none."""
    with _feed(places) as pieces:
        found = _in_round(pieces, name)
    if not found:
        raise GongkaiError(f"--round: no run of the feed lies in a round {name!r}")
    return found


def _in_round(pieces: Database, name: str) -> list[str]:
    rows = pieces.query("SELECT run, head FROM editions WHERE newest = 1 ORDER BY run")
    return [str(row["run"]) for row in rows if json.loads(row["head"]).get("round") == name]


def _figures(pieces: Database, run: str) -> _Figures:
    rows = pieces.query(
        "SELECT portal, rulebook, low, score, high FROM pieces"
        " JOIN editions ON editions.id = edition WHERE run = ? AND newest = 1",
        [run],
    )
    return {
        (str(row["portal"]), str(row["rulebook"])): (row["low"], row["score"], row["high"])
        for row in rows
    }


@contextmanager
def _feed(places: Places) -> Iterator[Database]:
    with in_turn(places.pieces.parent), closing(open_pieces(places.pieces)) as pieces:
        yield pieces


def _person(person: str) -> str:
    name = " ".join(person.split())
    if not name or not name.isprintable() or len(name) > 100:
        raise GongkaiError("--person: scores are released by a person with a name")
    return name


def _labels(digest: str, release: Release | None) -> dict[str, Any]:
    same = release is not None and release.holds(digest)
    return {
        "release": "released" if same else "internal",
        "corrects_released": release is not None and not same,
    }


def _relabel(pieces: Database, run: str, release: Release | None, now: datetime) -> None:
    rows = list(pieces.query("SELECT digest, newest FROM editions WHERE run = ?", [run]))
    for row in rows:
        if release is None and not row["newest"]:
            # An overtaken edition that is not released any more is nobody's.
            pieces.execute(
                "DELETE FROM pieces WHERE edition IN"
                " (SELECT id FROM editions WHERE run = ? AND digest = ?)",
                [run, row["digest"]],
            )
            pieces.execute(
                "DELETE FROM editions WHERE run = ? AND digest = ?", [run, row["digest"]]
            )
        else:
            mark_edition(pieces, run, row["digest"], now, **_labels(row["digest"], release))


def _releasable(db: Database, pieces: Database, run: str) -> str:
    rows = list(db.query("SELECT state FROM runs WHERE run = ?", [run]))
    if not rows:
        raise GongkaiError(f"there is no run {run}")
    if rows[0]["state"] != "complete":
        raise GongkaiError(f"{run}: the run is not complete")
    digest = newest_digest(pieces, run)
    if digest is None:
        raise GongkaiError(f"{run}: not in the feed yet (gongkai report --run {run} writes it)")
    if get_edition(pieces, run, digest).head["trial"]:
        raise GongkaiError(f"{run}: a trial run (试运行) is not scored, so there is no release")
    return digest


def _write_files(db: Database, pieces: Database, places: Places, runs: Sequence[str]) -> None:
    """Write again what changes when runs are released or withdrawn."""
    newest = newest_editions(pieces.conn)
    known = releases(db)
    released = tuple(
        one
        for one in all_editions(pieces.conn)
        if one.run in known and known[one.run].holds(one.digest)
    )
    for listed in newest:
        if listed.run in runs:
            _write(pieces, listed, places.feed, newest)
    _write_latest(pieces, places.feed, newest)
    # The folder feed/v1/released holds what is released and nothing else.
    folder = make_folder(places.feed / "released")
    write_bytes(folder / "schema.json", schema_text())
    for listed in released:
        if listed.run in runs or not (folder / "scores" / f"{listed.run}.json").exists():
            _write(pieces, listed, folder, released)
    _write_latest(pieces, folder, released)
    keep = {f"scores/{one.run}" for one in released} | ({"latest"} if released else set())
    keep |= {f"portals/{portal}" for portal in last_editions(pieces.conn, released)}
    _sweep(folder, keep)


def _write(
    pieces: Database, listed: Listed, folder: Path, editions: Sequence[Listed], latest: bool = False
) -> None:
    """The files of a run, and of the units of which it is the last to tell."""
    last = last_editions(pieces.conn, editions)
    histories = {
        portal: history(pieces.conn, editions, portal, HISTORY)
        for portal, run in last.items()
        if run == listed.run
    }
    edition = get_edition(pieces, listed.run, listed.digest)
    write_edition(edition, folder, histories, latest=latest)


def _write_latest(pieces: Database, folder: Path, editions: Sequence[Listed]) -> None:
    if editions:
        # A special run may be of a few portals only: the latest word on all is a night's.
        last = next((one for one in editions if not is_special(one.run)), editions[0])
        for run in set(last_editions(pieces.conn, editions).values()) - {last.run}:
            # Units that the last run did not visit, whose last run was withdrawn or released.
            listed = next(one for one in editions if one.run == run)
            _write(pieces, listed, folder, editions)
        _write(pieces, last, folder, editions, latest=True)


def _sweep(folder: Path, keep: set[str]) -> None:
    for path in [*folder.glob("*.*"), *folder.glob("scores/*"), *folder.glob("portals/*")]:
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != "schema.json" and name.rpartition(".")[0] not in keep:
            path.unlink()


__all__ = [
    "mark_final",
    "not_in_feed",
    "publish",
    "release_runs",
    "released_scores",
    "runs_of_round",
    "shown_scores",
    "was_released",
    "withdraw_runs",
]
