"""Staging and publishing of a portal group's runs.

A run is staged in batches while it goes on and becomes visible in one transaction at its end;
publishing a run again replaces it. What a read leaves for the next ones is kept with its run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from crawler.portals import Portal
from crawler.records import (
    Cause,
    Dossier,
    Manner,
    Miss,
    ReadState,
    Section,
    Sighting,
    decode,
    encode,
    stamp,
)
from crawler.records.captures import NO_CAPTURES, Captures
from crawler.records.codec import revive
from crawler.records.ledger import HostLedger
from crawler.records.model import Evidence
from crawler.storage.captures import read_captures, write_captures
from crawler.storage.columns import pack, unpack
from crawler.storage.migrations import MIGRATIONS
from crawler.storage.schema import bring_up
from crawler.visit.fetch import Fetch
from crawler.visit.prior import Prior, sightings

Staged = tuple[int, Fetch, int]
"""Sequence number of an answer, how its task went, how many records were read from it."""

_PUBLISHED = ("dossiers", "records", "sections", "misses", "sightings", "priors")


@dataclass(frozen=True)
class Outline:
    """How a portal's read went without what was read: pages missed by cause, sections by state."""

    manner: Manner
    missed: Mapping[Cause, int]
    sections: Mapping[ReadState, int]


class GroupStore:
    """The database of one portal group. It is handed an open connection and applies its tables."""

    def __init__(self, db: Database) -> None:
        """`db` must be open for writing by nobody else; it may be open to be read only."""
        self._db = db
        db.execute("PRAGMA busy_timeout = 30000")
        if not db.conn.in_transaction and not db.execute("PRAGMA query_only").fetchone()[0]:
            db.enable_wal()
        bring_up(db, MIGRATIONS, _file_of(db))

    def begin(self, run: str) -> None:
        """Forget what an interrupted attempt at this run has staged."""
        with self._db.atomic():
            self._db.execute("DELETE FROM staging WHERE run = ?", [run])

    def stage(self, run: str, portal: str, batch: Sequence[Staged]) -> None:
        """Keep how a batch of tasks went; invisible to readers of dossiers."""
        rows = [
            {
                "run": run,
                "portal": portal,
                "seq": seq,
                "url": _storable(fetch.task.url),
                "purpose": fetch.task.purpose.value,
                "cause": fetch.cause.value if fetch.cause else None,
                "records": records,
                "fetch": _text(encode(fetch)),
            }
            for seq, fetch, records in batch
        ]
        with self._db.atomic():
            self._db.table("staging").upsert_all(rows, pk=("run", "portal", "seq"))

    def staged(self, run: str, portal: str) -> tuple[Fetch, ...]:
        """How the staged tasks of a run went, in the order of the answers."""
        rows = self._rows(
            "SELECT fetch FROM staging WHERE run=? AND portal=? ORDER BY seq", run, portal
        )
        return tuple(revive(Fetch, json.loads(row["fetch"])) for row in rows)

    def publish(
        self,
        run: str,
        as_of: datetime,
        warc: str,
        dossiers: Iterable[tuple[Dossier, Prior]],
        ledger: Iterable[HostLedger],
        published_at: datetime,
        captures: Captures = NO_CAPTURES,
    ) -> None:
        """Make a run visible, replacing an earlier one of that name, in one transaction.

        With each dossier goes the prior state for the next read. `warc` names the archive file,
        `captures` say what it has of which address.
        """
        given = tuple(dossiers)
        with self._db.atomic():
            for dossier, after in given:
                for table in _PUBLISHED:
                    self._db.execute(
                        f"DELETE FROM {table} WHERE run = ? AND portal = ?",
                        [run, dossier.portal.id],
                    )
                self._insert(run, dossier, after)
            self._db.execute("DELETE FROM politeness WHERE run = ?", [run])
            self._db.table("politeness").insert_all([{"run": run, **asdict(one)} for one in ledger])
            self._db.execute("DELETE FROM staging WHERE run = ?", [run])
            self._db.table("runs").upsert(
                {
                    "run": run,
                    "as_of": stamp(as_of),
                    "warc": warc,
                    "published_at": stamp(published_at),
                    "portals": _text([dossier.portal.id for dossier, _ in given]),
                },
                pk="run",
            )
            write_captures(self._db, captures, as_of)

    def captures(self) -> Captures:
        """What is known of the group's addresses from the nights so far."""
        return read_captures(self._db)

    def published(self, run: str) -> frozenset[str]:
        """Ids of the portals that have a dossier in a run."""
        rows = self._rows("SELECT portal FROM dossiers WHERE run=?", run)
        return frozenset(row["portal"] for row in rows)

    def read_dossier(self, run: str, portal: Portal) -> Dossier | None:
        """The published dossier of a portal in a run, without those above it; None if none."""
        heads = self._rows("SELECT * FROM dossiers WHERE run=? AND portal=?", run, portal.id)
        if not heads:
            return None
        head = heads[0]
        where = "WHERE run=? AND portal=? ORDER BY rank"
        sections = [
            revive(Section, json.loads(row["data"]))
            for row in self._rows(f"SELECT data FROM sections {where}", run, portal.id)
        ]
        return Dossier(
            portal=portal,
            as_of=datetime.fromisoformat(head["as_of"]),
            sections={section.role: section for section in sections},
            coverage=revive(Evidence, json.loads(head["coverage"])),
            records=tuple(
                decode(json.loads(row["data"]))
                for row in self._rows(f"SELECT data FROM records {where}", run, portal.id)
            ),
            misses=self.misses(run, portal.id),
            sightings=tuple(revive(Sighting, one) for one in json.loads(head["sightings"])),
            aliases=json.loads(head["aliases"]),
            guest=bool(head["guest"]),
            family=head["family"],
            manner=revive(Manner, json.loads(head["manner"] or "{}")),
            **unpack(json.loads(head["columns"] or "{}")),
        )

    def outline(self, run: str, portal: str) -> Outline | None:
        """How the published read of a portal in a run went; None if there is none."""
        heads = self._rows("SELECT manner FROM dossiers WHERE run=? AND portal=?", run, portal)
        if not heads:
            return None
        where = "WHERE run=? AND portal=? GROUP BY 1 ORDER BY 2 DESC, 1"
        missed = self._rows(f"SELECT cause, count(*) AS n FROM misses {where}", run, portal)
        read = self._rows(f"SELECT state, count(*) AS n FROM sections {where}", run, portal)
        return Outline(
            manner=revive(Manner, json.loads(heads[0]["manner"] or "{}")),
            missed={Cause(row["cause"]): row["n"] for row in missed},
            sections={ReadState(row["state"]): row["n"] for row in read},
        )

    def misses(self, run: str, portal: str) -> tuple[Miss, ...]:
        """The pages that a portal's read in a run did not see, in their order."""
        rows = self._rows(
            "SELECT url, role, cause, detail, title, linked_from FROM misses"
            " WHERE run=? AND portal=? ORDER BY rank",
            run,
            portal,
        )
        return tuple(revive(Miss, row) for row in rows)

    def runs(self) -> tuple[str, ...]:
        """Published runs, oldest moment first."""
        return tuple(row["run"] for row in self._rows("SELECT run FROM runs ORDER BY as_of, run"))

    def ledger(self, run: str) -> tuple[HostLedger, ...]:
        """What every host had to bear in a run."""
        rows = self._rows("SELECT * FROM politeness WHERE run=? ORDER BY host", run)
        return tuple(
            HostLedger(**{key: value for key, value in row.items() if key != "run"}) for row in rows
        )

    def prior(self, portal: str, before: datetime, run: str) -> Prior:
        """What reads before that moment left behind for this portal; `run` itself not counted."""
        rows = self._rows(
            "SELECT state FROM priors WHERE portal=? AND as_of<? AND run<>? "
            "ORDER BY as_of DESC, run DESC LIMIT 1",
            portal,
            stamp(before),
            run,
        )
        return Prior.from_json(rows[0]["state"]) if rows else Prior()

    def surplus(self, nights: int) -> int:
        """How many reads there are beside the newest `nights` of each portal."""
        return len(self._surplus(nights))

    def trim(self, nights: int) -> int:
        """Forget all reads but the newest `nights` of each portal; returns how many.

        The newest prior state of each portal stays among them, and with it all that was sighted.
        """
        old = self._surplus(nights)
        with self._db.atomic():
            for table in _PUBLISHED:
                self._db.conn.executemany(f"DELETE FROM {table} WHERE run=? AND portal=?", old)
            for table in ("politeness", "runs", "staging"):
                self._db.conn.executemany(
                    f"DELETE FROM {table} WHERE run=? AND run NOT IN (SELECT run FROM dossiers)",
                    [(run,) for run, _ in old],
                )
        return len(old)

    def _surplus(self, nights: int) -> list[tuple[str, str]]:
        rows = self._rows(
            "SELECT run, portal FROM (SELECT run, portal, row_number() OVER"
            " (PARTITION BY portal ORDER BY as_of DESC, run DESC) AS place FROM dossiers)"
            " WHERE place > ?",
            max(nights, 1),
        )
        return [(str(row["run"]), str(row["portal"])) for row in rows]

    def _insert(self, run: str, dossier: Dossier, after: Prior) -> None:
        key: dict[str, Any] = {"run": run, "portal": dossier.portal.id}
        self._db.table("dossiers").insert(
            key
            | {
                "as_of": stamp(dossier.as_of),
                "guest": int(dossier.guest),
                "family": dossier.family,
                "coverage": _text(encode(dossier.coverage)),
                "aliases": _text(dict(dossier.aliases)),
                "sightings": _text(encode(dossier.sightings)),
                "columns": _text(pack(dossier)),
                "manner": _text(encode(dossier.manner)),
            }
        )
        self._add(
            "records",
            "rank, kind, role, subject, title, sha256, captured_at, data",
            key,
            (
                (
                    rank,
                    record.kind,
                    record.role.value,
                    _storable(record.url),
                    _storable(record.title),
                    record.snapshot.sha256,
                    stamp(record.snapshot.captured_at),
                    _text(encode(record)),
                )
                for rank, record in enumerate(dossier.records)
            ),
        )
        self._db.table("sections").insert_all(
            key
            | {
                "role": section.role.value,
                "rank": rank,
                "state": section.state.value,
                "cause": section.cause.value if section.cause else None,
                "reason": _storable(section.reason),
                "entries": section.entries,
                "newest_on": section.newest_on.isoformat() if section.newest_on else None,
                "data": _text(encode(section)),
            }
            for rank, section in enumerate(dossier.sections.values())
        )
        self._db.table("misses").insert_all(
            key | {"rank": rank} | _miss_row(miss) for rank, miss in enumerate(dossier.misses)
        )
        self._add(
            "sightings",
            "rank, subject, fact, at",
            key,
            (
                (rank, _storable(one.subject), one.fact, stamp(one.at))
                for rank, one in enumerate(sightings(dossier))
            ),
        )
        self._db.table("priors").insert(
            key | {"as_of": stamp(dossier.as_of), "state": after.to_json()}
        )

    def _add(
        self, table: str, columns: str, key: Mapping[str, str], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Insert the many rows of a read as they are; the caller holds the transaction."""
        places = ", ".join("?" * (len(key) + columns.count(",") + 1))
        self._db.conn.executemany(
            f"INSERT INTO {table} ({', '.join(key)}, {columns}) VALUES ({places})",
            ((*key.values(), *row) for row in rows),
        )

    def _rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return list(self._db.query(sql, list(values)))


def _file_of(db: Database) -> str:
    return str(next(iter(db.query("PRAGMA database_list")))["file"]) or "records.db"


def _miss_row(miss: Miss) -> dict[str, Any]:
    row = {key: _storable(text) for key, text in asdict(miss).items()}
    return row | {"role": miss.role.value, "cause": miss.cause.value}


def _text(value: Any) -> str:
    """JSON that SQLite can keep: half characters, which pages can hold, stay as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
