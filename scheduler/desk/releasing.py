"""Releases of scores for the console: editions of the feed, who released what, rounds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from reports.console.deeds import Cannot, EditionLine, EditionScore, NotDone, ReleaseLine, RoundLine
from scheduler.casework.frozen import frozen_rounds
from scheduler.casework.rounds import known_rounds
from scheduler.reporting.feeding import not_in_feed, release_runs, withdraw_runs
from scheduler.store import open_database
from scheduler.store.pieces import open_pieces
from scheduler.store.releases import Release, release_log, releases
from scheduler.workplace import Workplace

_EDITIONS = (
    "SELECT id, run, digest, published_at, updated_at, head,"
    " (SELECT count(*) FROM pieces WHERE edition = e.id) AS scores"
    " FROM editions AS e WHERE newest = 1"
)


class StoredReleases:
    """Releases over one workplace; every call opens books and feed for itself."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @contextmanager
    def _books(self) -> Iterator[Database]:
        with closing(open_database(self._workplace.places.database)) as db:
            yield db

    @contextmanager
    def _feed(self) -> Iterator[Database]:
        # Read without the feed's lock: an edition is written in one transaction.
        with closing(open_pieces(self._workplace.places.pieces)) as pieces:
            yield pieces

    def editions(self, most: int) -> Sequence[EditionLine]:
        """The newest editions, the last run first."""
        with self._books() as db, self._feed() as pieces:
            known = releases(db)
            rows = pieces.query(f"{_EDITIONS} ORDER BY run DESC LIMIT ?", [most])
            return [_line(row, known.get(row["run"])) for row in rows]

    def edition(self, run: str) -> tuple[EditionLine, Sequence[EditionScore]] | None:
        """The newest edition of a run with its scores."""
        with self._books() as db, self._feed() as pieces:
            row = next(iter(pieces.query(f"{_EDITIONS} AND run = ?", [run])), None)
            if row is None:
                return None
            scores = pieces.query(
                "SELECT portal, unit, rulebook, score, low, high FROM pieces WHERE edition = ?"
                " ORDER BY rank",
                [row["id"]],
            )
            line = _line(row, releases(db).get(run))
            return line, [EditionScore(**score) for score in scores]

    def missing(self) -> Sequence[str]:
        """The complete runs that are not in the feed."""
        with self._books() as db:
            return not_in_feed(db, self._workplace.places)

    def log(self, run: str = "") -> Sequence[ReleaseLine]:
        """Who released and withdrew what, newest first."""
        with self._books() as db:
            return [
                ReleaseLine(
                    datetime.fromisoformat(row["at"]), row["person"], row["action"], row["run"],
                    row["digest"], row["note"] or "",
                )
                for row in reversed(release_log(db))
                if run in ("", row["run"])
            ]  # fmt: skip

    def rounds(self) -> Sequence[RoundLine]:
        """The scoring rounds of the watchlist and those that are frozen, the last one first."""
        with self._books() as db, self._feed() as pieces:
            frozen = frozen_rounds(db)
            rounds = known_rounds(db, self._workplace)
            heads = [
                json.loads(row["head"])
                for row in pieces.query("SELECT head FROM editions WHERE newest = 1")
            ]
        found = []
        for name, one in rounds.items():
            stored = frozen.get(name)
            found.append(
                RoundLine(
                    name,
                    one.start_on,
                    one.end_on,
                    sum(head.get("round") == name for head in heads),
                    stored.frozen_at if stored else None,
                    stored.person if stored else "",
                    stored.sha256 if stored else "",
                )
            )
        return sorted(found, key=lambda one: one.start_on, reverse=True)

    def release(self, run: str, digest: str, person: str, note: str, at: datetime) -> None:
        """Release an edition."""
        with self._books() as db:
            try:
                release_runs(
                    db, self._workplace.places, [run], person, note, at, seen={run: digest}
                )
            except GongkaiError as error:
                raise NotDone(
                    Cannot.NOT_RELEASABLE,
                    str(error),
                ) from None

    def withdraw(self, run: str, person: str, note: str, at: datetime) -> None:
        """Take a release back."""
        with self._books() as db:
            try:
                withdraw_runs(db, self._workplace.places, [run], person, note, at)
            except GongkaiError as error:
                raise NotDone(Cannot.NOT_RELEASED, str(error)) from None


def _line(row: dict[str, Any], release: Release | None) -> EditionLine:
    head = json.loads(row["head"])
    same = release is not None and release.holds(row["digest"])
    return EditionLine(
        run=row["run"],
        digest=row["digest"],
        published_at=datetime.fromisoformat(row["published_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        round=head.get("round") or "",
        status=head.get("status") or "",
        trial=bool(head.get("trial")),
        scores=row["scores"],
        released=same,
        corrects=release is not None and not same,
        released_at=datetime.fromisoformat(release.at) if release else None,
        released_by=release.person if release else "",
    )
