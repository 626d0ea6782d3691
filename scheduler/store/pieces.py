"""`feed/pieces.db`: every score of every run, rendered and compressed once, for the feed.

It stands beside `gongkai.db`, since it is large, changes no judgement and can be made again from
the books; only a released edition that a rerun has overtaken is kept nowhere else but in the
files of `feed/v1/released`. What was released is not told here but in the books' release log.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from crawler.records.moments import stamp
from reports.feed import Edition, csv_lines, json_line
from reports.stitching import Piece, piece_of
from scheduler.places import make_folder
from scheduler.store import open_database

COMMA = ",\n"
"""Stands before every line of JSON, so that lines can follow each other as they are."""

MIGRATIONS = Migrations("feed")


@MIGRATIONS()
def f001_pieces(db: Database) -> None:
    """Editions of runs, and the scores of each."""
    db.table("about").create({"key": str, "value": str}, pk="key", strict=True)
    db.table("about").insert({"key": "instance", "value": secrets.token_hex(16)})
    db.table("editions").create(
        {
            "id": int,
            "run": str,
            "digest": str,
            "newest": int,
            "head": str,
            "published_at": str,
            "updated_at": str,
        },
        pk="id",
        strict=True,
    )
    db.table("editions").create_index(["run", "digest"], unique=True)
    db.table("pieces").create(
        {
            "id": int,
            "edition": int,
            "rank": int,
            "portal": str,
            "rulebook": str,
            "above": str,  # /nearest/next/…/: the units above it on that day
            "sha256": str,  # of both texts
            "unit": str,
            "score": float,
            "low": float,
            "high": float,
            "json_crc": int,
            "json_size": int,
            "json_shift": int,
            "csv_crc": int,
            "csv_size": int,
            "csv_shift": int,
            "json": bytes,
            "csv": bytes,
        },
        pk="id",
        strict=True,
    )
    db.table("pieces").create_index(["edition", "rank"], unique=True)
    db.table("pieces").create_index(["portal", "edition"])


def open_pieces(path: Path) -> Database:
    """Open (or make) `pieces.db`."""
    make_folder(path.parent)
    db = open_database(path)
    MIGRATIONS.apply(db)
    return db


def put_edition(
    db: Database,
    edition: Edition,
    above: Mapping[str, Sequence[str]],
    now: datetime,
    released: str | None = None,
) -> None:
    """Store an edition as the newest of its run, in one transaction.

    `above` names the units above each unit, nearest first. Other editions of the run are
    forgotten, but for the one with the digest `released`.
    """
    digest = edition.digest
    rows = [_row(edition, rank, above) for rank in range(len(edition.scores))]
    head = json.dumps(edition.head, ensure_ascii=False)
    with db.atomic():
        known = _edition_row(db, edition.run, digest)
        same = known is not None and known["head"] == head and _same(db, known["id"], rows)
        kept = {digest, released or digest}
        for row in list(db.query("SELECT id, digest FROM editions WHERE run = ?", [edition.run])):
            if row["digest"] not in kept:
                db.execute("DELETE FROM pieces WHERE edition = ?", [row["id"]])
                db.execute("DELETE FROM editions WHERE id = ?", [row["id"]])
        db.execute("UPDATE editions SET newest = 0 WHERE run = ?", [edition.run])
        moment = stamp(now)
        if known is None:
            fresh = {"run": edition.run, "digest": digest, "newest": 1, "head": head}
            fresh |= {"published_at": moment, "updated_at": moment}
            db.table("editions").insert(fresh)
            number = int(db.execute("SELECT max(id) FROM editions").fetchone()[0])
        else:
            number = known["id"]
            moment = known["updated_at"] if same else moment
            db.table("editions").update(number, {"newest": 1, "head": head, "updated_at": moment})
        if not same:
            _replace(db, number, rows)


def mark_edition(db: Database, run: str, digest: str, now: datetime, **labels: Any) -> bool:
    """Give an edition another `status`, `release` or `corrects_released`; False if it is gone."""
    with db.atomic():
        known = _edition_row(db, run, digest)
        if known is None:
            return False
        edition = get_edition(db, run, digest).marked(**labels)
        above = {
            row["portal"]: row["above"].strip("/").split("/") if row["above"] != "/" else []
            for row in db.query("SELECT portal, above FROM pieces WHERE edition = ?", [known["id"]])
        }
        rows = [_row(edition, rank, above) for rank in range(len(edition.scores))]
        head = json.dumps(edition.head, ensure_ascii=False)
        if head != known["head"] or not _same(db, known["id"], rows):
            db.table("editions").update(known["id"], {"head": head, "updated_at": stamp(now)})
            _replace(db, known["id"], rows)
    return True


def get_edition(db: Database, run: str, digest: str) -> Edition:
    """An edition as it was stored; KeyError if it is not there."""
    known = _edition_row(db, run, digest)
    if known is None:
        raise KeyError(run)
    lines = db.query("SELECT json FROM pieces WHERE edition = ? ORDER BY rank", [known["id"]])
    scores = [
        json.loads(Piece(row["json"], 0, 0, 0).plain.decode().removeprefix(COMMA)) for row in lines
    ]
    return Edition(json.loads(known["head"]), scores)


def newest_digest(db: Database, run: str) -> str | None:
    """The digest of the newest edition of a run; None if there is none."""
    rows = list(db.query("SELECT digest FROM editions WHERE run = ? AND newest = 1", [run]))
    return str(rows[0]["digest"]) if rows else None


def instance(db: Database) -> str:
    """A random name of this data folder's feed, the same for as long as it exists."""
    return str(next(db.query("SELECT value FROM about WHERE key = 'instance'"))["value"])


def _edition_row(db: Database, run: str, digest: str) -> dict[str, Any] | None:
    rows = list(db.query("SELECT * FROM editions WHERE run = ? AND digest = ?", [run, digest]))
    return dict(rows[0]) if rows else None


def _replace(db: Database, number: int, rows: Sequence[Mapping[str, Any]]) -> None:
    db.execute("DELETE FROM pieces WHERE edition = ?", [number])
    db.table("pieces").insert_all(({"edition": number, **row} for row in rows), batch_size=40)


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["rank"], row["sha256"], row["above"])


def _same(db: Database, number: int, rows: Sequence[Mapping[str, Any]]) -> bool:
    stored = db.query(
        "SELECT rank, sha256, above FROM pieces WHERE edition = ? ORDER BY rank", [number]
    )
    return [_place(row) for row in stored] == [_place(row) for row in rows]


def _row(edition: Edition, rank: int, above: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    score = edition.scores[rank]
    as_json, as_csv = COMMA + json_line(score), csv_lines(edition.head, score)
    line, sheet = piece_of(as_json), piece_of(as_csv)
    both = (as_json + as_csv).encode("utf-8", "replace")
    return {
        "rank": rank,
        "portal": score["portal"],
        "rulebook": score["rulebook"],
        "above": "/" + "".join(f"{one}/" for one in above.get(score["portal"], ())),
        "sha256": hashlib.sha256(both).hexdigest(),
        "unit": score["unit"],
        "score": score["score"],
        "low": score["low"],
        "high": score["high"],
        "json_crc": line.crc,
        "json_size": line.size,
        "json_shift": line.shift,
        "csv_crc": sheet.crc,
        "csv_size": sheet.size,
        "csv_shift": sheet.shift,
        "json": line.deflated,
        "csv": sheet.deflated,
    }
