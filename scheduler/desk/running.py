"""Runs as the console tells of them: what each rests on, and how its visits went."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from checks.judging.drifts import told
from crawler.errors import GongkaiError
from crawler.storage import GroupStore
from reports.console.running import Entry, Law, Link, Night, Visited
from scheduler.evidence.manifest import code_version
from scheduler.groups import group_portals
from scheduler.places import Places
from scheduler.reporting.visits import polite_row
from scheduler.store import open_database
from scheduler.workplace import Workplace

_ENTRY = """
SELECT run, as_of, state, started_at, finished_at,
 json_array_length(detail, '$.errors') AS errors, json_array_length(detail, '$.lacks') AS lacks,
 json_array_length(detail, '$.drifts') AS drifts,
 (SELECT json_array(count(*), sum(json_extract(summary, '$.planned')),
   sum(json_extract(summary, '$.read'))) FROM run_portals AS p
   WHERE p.run = runs.run AND (? = '' OR p.portal = ?)) AS figures
FROM runs WHERE (? = '' OR EXISTS
 (SELECT 1 FROM run_portals AS p WHERE p.run = runs.run AND p.portal = ?))
"""


def entries(db: Database, portal: str, after: int, most: int) -> list[Entry]:
    """The runs in any state, newest first."""
    sql = f"{_ENTRY} ORDER BY run DESC LIMIT ? OFFSET ?"
    return [_entry(row) for row in db.query(sql, [portal] * 4 + [most, after])]


def night(db: Database, places: Places, run: str, portal: str) -> Night | None:
    """What a run rests on and how it went; None for one that there is not."""
    found = list(db.query(f"{_ENTRY} AND run = ?", [*[portal] * 4, run]))
    if not found:
        return None
    rows = db.query("SELECT json_remove(detail, '$.watchlist') AS d FROM runs WHERE run = ?", [run])
    detail = json.loads(next(iter(rows))["d"] or "{}")
    versions, code = detail.get("versions", {}), str(detail.get("code", ""))
    took_part = db.query("SELECT portal FROM run_portals WHERE run = ?", [run])
    return Night(
        entry=_entry(found[0]),
        preflight=(*detail.get("preflight", ()), *detail.get("unvisited", ())),
        lacks=tuple(detail.get("lacks", ())),
        errors=tuple(detail.get("errors", ())),
        drifts=tuple(detail.get("drifts", ())),
        laws=tuple(
            Law(name, str(versions.get(name, "")), str(sha256))
            for name, sha256 in detail.get("rulebooks", {}).items()
        ),
        calendar=str(detail.get("calendar", "")),
        code=code,
        same_code=code == code_version(),
        links=tuple(_links(db, places, run)),
        portals=tuple(str(row["portal"]) for row in took_part),
    )


def _links(db: Database, places: Places, run: str) -> list[Link]:
    found = []
    for row in db.query(
        "SELECT now.*, before.sha256 AS last FROM manifests AS now"
        " LEFT JOIN manifests AS before ON before.seq = now.seq - 1"
        " WHERE now.run = ? ORDER BY now.seq",
        [run],
    ):
        path = places.archive / str(row["file"])
        there = path.is_file()
        same = hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"] if there else None
        found.append(
            Link(
                seq=row["seq"],
                file=row["file"],
                sha256=row["sha256"],
                previous=row["previous"] or "",
                made_at=datetime.fromisoformat(row["made_at"]),
                same=same,
                joined=(row["previous"] or None) == row["last"],
            )
        )
    return found


def visited(
    db: Database, workplace: Workplace, run: str, portals: Sequence[str], *, in_full: bool
) -> list[Visited]:
    """How the visits of some portals went, in the order given; others are left out."""
    summaries = {
        str(row["portal"]): json.loads(row["summary"] or "{}")
        for row in db.query(
            "SELECT portal, summary FROM run_portals WHERE run = ?"
            " AND portal IN (SELECT value FROM json_each(?))",
            [run, json.dumps(list(portals))],
        )
    }
    covered = {
        str(row["portal"]): Decimal(row["coverage"])
        for row in db.query(
            "SELECT portal, min(CAST(coverage AS REAL)), coverage FROM scores WHERE run = ?"
            " GROUP BY portal",
            [run],
        )
    }
    group_of = {
        one.id: group.name
        for group in group_portals(workplace.watchlist.portals)
        for one in group.portals
    }
    found = []
    for portal in portals:
        if portal not in summaries:
            continue
        given = summaries[portal]
        one = Visited(
            portal=portal,
            planned=int(given.get("planned", 0)),
            read=int(given.get("read", 0)),
            coverage=covered.get(portal),
            family=str(given.get("family", "")),
            version=str(given.get("version", "")),
            confidence=float(given.get("confidence", 0)),
        )
        found.append(_with_records(workplace.places, group_of.get(portal), run, one, in_full))
    return found


def _with_records(
    places: Places, group: str | None, run: str, one: Visited, in_full: bool
) -> Visited:
    path = places.group_database(group) if group else None
    if path is None or not path.exists():
        return one
    try:
        db = open_database(path)
    except GongkaiError:
        return one
    try:
        store = GroupStore(db)
        outline = store.outline(run, one.portal)
        if outline is None:
            return one
        values: dict[str, Any] = {**vars(one)}
        values |= {
            "kept": True,
            "unasked": len(outline.manner.unasked),
            "missed": outline.missed,
            "sections": outline.sections,
            "drifts": tuple(told(drift) for drift in outline.manner.drifts),
            "misses": store.misses(run, one.portal) if in_full else (),
            "politeness": tuple(polite_row(row) for row in store.ledger(run)),
            "group": group,
        }
        return Visited(**values)
    finally:
        db.close()


def _entry(row: dict[str, Any]) -> Entry:
    portals, planned, read = json.loads(row["figures"])
    return Entry(
        run=row["run"],
        as_of=datetime.fromisoformat(row["as_of"]),
        state=row["state"],
        started_at=_moment(row["started_at"]),
        finished_at=_moment(row["finished_at"]),
        portals=portals,
        planned=planned or 0,
        read=read or 0,
        errors=row["errors"] or 0,
        lacks=row["lacks"] or 0,
        drifts=row["drifts"] or 0,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
