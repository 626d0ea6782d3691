"""Findings in `gongkai.db`: stored as intervals of unchanged judgement, expanded on reading.

Two nights with the same judgement share one row. What differs each night even then stands in
`captures`: when each page was captured, and its digest, which is another every night where a
portal prints the day on every page. The order of findings is part of no row: `rank` is the place
of the requirement in its run, `place` that among the checks of the requirement which judged the
same, and subjects are in order of their addresses.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from checks.engine.finding import Finding
from crawler.records import encode
from crawler.records.codec import revive

Captured = Mapping[str, Mapping[str, str]]
"""Of one run: address → digest → when it was captured."""
_NEVER = "1970-01-01T00:00:00+08:00"


def pack(finding: Finding, ambiguous: Collection[str] = ()) -> str:
    """The finding as JSON text without the capture times and digests of its evidence.

    The digest stays where an address is `ambiguous`: captured in several states in its run.
    """
    data = encode(finding)
    for evidence in data.get("evidence", []):
        evidence.pop("captured_at", None)
        if evidence["url"] not in ambiguous:
            evidence.pop("sha256", None)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def several(findings: Iterable[Finding]) -> frozenset[str]:
    """The addresses that the findings of one run cite in more than one state."""
    digests: dict[str, set[str]] = {}
    for finding in findings:
        for evidence in finding.evidence:
            digests.setdefault(evidence.url, set()).add(evidence.sha256)
    return frozenset(url for url, found in digests.items() if len(found) > 1)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by requirement (as first met), then address, aspect and check (as met): the order
    of seals, recalls and exports.
    """
    known = list(findings)
    ranks: dict[tuple[str, str], int] = {}
    for one in known:
        ranks.setdefault((one.rulebook, one.requirement), len(ranks))
    known.sort(
        key=lambda one: (ranks[one.rulebook, one.requirement], one.subject, one.aspect or "")
    )
    return tuple(known)


def unpack(text: str, captured: Captured | None = None) -> Finding:
    """The finding of a packed text, with capture times and digests of a run.

    Without `captured` the digests are empty and the times nobody's: for whoever asks for neither.
    """
    data: dict[str, Any] = json.loads(text)
    for evidence in data.get("evidence", []):
        if captured is None:
            evidence["captured_at"] = _NEVER
            evidence.setdefault("sha256", "")
            continue
        known = captured[evidence["url"]]
        digest = evidence.setdefault("sha256", next(iter(known)))
        evidence["captured_at"] = known[digest]
    finding = revive(Finding, data)
    assert isinstance(finding, Finding)
    return finding


def judgement_in(db: Database, run: str, portal: str, text: str) -> Finding:
    """The finding of a packed text as it stood in one run of its portal."""
    urls = sorted({evidence["url"] for evidence in json.loads(text).get("evidence", [])})
    return unpack(text, captured_in(db, run, portal, urls))


def captured_in(
    db: Database, run: str, portal: str, urls: Collection[str] | None = None
) -> Captured:
    """What a run of a portal cites (only `urls`, where given): address → digest → capture time."""
    which = "" if urls is None else " AND url IN (SELECT value FROM json_each(?))"
    rows = db.query(
        f"SELECT url, sha256, captured_at FROM captures WHERE run = ? AND portal = ?{which}",
        [run, portal, *(() if urls is None else (json.dumps(sorted(urls)),))],
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["url"], {})[row["sha256"]] = row["captured_at"]
    return found


def portal_runs(db: Database, portal: str) -> list[str]:
    """Names of the runs that judged the portal, oldest first."""
    rows = db.query("SELECT run FROM run_portals WHERE portal = ? ORDER BY run", [portal])
    return [str(row["run"]) for row in rows]


def forget(db: Database, run: str, portal: str) -> None:
    """Take one run of one portal out of the intervals; neighbours keep what is theirs."""
    runs = [name for name in portal_runs(db, portal) if name != run]
    before = max((name for name in runs if name < run), default="")
    after = min((name for name in runs if name > run), default="")
    rows = list(
        db.query(
            "SELECT * FROM findings WHERE portal = ? AND first_run <= ? AND last_run >= ?",
            [portal, run, run],
        )
    )
    for row in rows:
        left = row["first_run"] < run
        right = row["last_run"] > run
        if left and right:
            db.execute("UPDATE findings SET last_run = ? WHERE id = ?", [before, row["id"]])
            later = {k: v for k, v in row.items() if k != "id"} | {"first_run": after}
            db.table("findings").insert(later)
        elif left:
            db.execute("UPDATE findings SET last_run = ? WHERE id = ?", [before, row["id"]])
        elif right:
            db.execute("UPDATE findings SET first_run = ? WHERE id = ?", [after, row["id"]])
        else:
            db.execute("DELETE FROM findings WHERE id = ?", [row["id"]])
    db.execute("DELETE FROM captures WHERE run = ? AND portal = ?", [run, portal])


def remember(db: Database, run: str, portal: str, findings: Sequence[Finding]) -> None:
    """Store the findings of one run of one portal. `run_portals` must name the run already."""
    runs = portal_runs(db, portal)
    before = max((name for name in runs if name < run), default=None)
    open_rows: dict[tuple[str, str], int] = {}
    if before is not None:
        for row in db.query(
            "SELECT id, case_id, digest FROM findings WHERE portal = ? AND last_run = ?",
            [portal, before],
        ):
            open_rows[(row["case_id"], row["digest"])] = row["id"]
    extended: list[tuple[str, int]] = []
    fresh: list[dict[str, Any]] = []
    ranks: dict[tuple[str, str], int] = {}
    places: Counter[tuple[int, str, str]] = Counter()
    ambiguous = several(findings)
    for finding in findings:
        rank = ranks.setdefault((finding.rulebook, finding.requirement), len(ranks))
        same = (rank, finding.subject, finding.aspect or "")
        place, places[same] = places[same], places[same] + 1
        text = pack(finding, ambiguous)
        where = f"{rank}.{place}" if place else f"{rank}"
        digest = hashlib.sha256(f"{where} {text}".encode()).hexdigest()
        known = open_rows.get((finding.case_id, digest))
        if known is not None:
            extended.append((run, known))
            continue
        fresh.append(
            {
                "case_id": finding.case_id,
                "digest": digest,
                "first_run": run,
                "last_run": run,
                "portal": portal,
                "rulebook": finding.rulebook,
                "requirement": finding.requirement,
                "check": finding.check,
                "subject": finding.subject,
                "aspect": finding.aspect,
                "title": finding.title,
                "outcome": finding.outcome.value,
                "due_on": finding.due_on.isoformat() if finding.due_on else None,
                "statement": finding.statement,
                "rank": rank,
                "place": place,
                "data": text,
            }
        )
    db.conn.executemany("UPDATE findings SET last_run = ? WHERE id = ?", extended)
    db.table("findings").insert_all(fresh, batch_size=50)
    db.conn.executemany(
        "INSERT OR REPLACE INTO captures VALUES (:run, :portal, :url, :sha256, :captured_at)",
        captures(run, portal, findings),
    )


def captures(run: str, portal: str, findings: Iterable[Finding]) -> list[dict[str, str]]:
    """One row per page that the findings of a run rest on."""
    seen = {
        (evidence.url, evidence.sha256): encode(evidence.captured_at)
        for finding in findings
        for evidence in finding.evidence
    }
    return [
        {"run": run, "portal": portal, "url": url, "sha256": sha256, "captured_at": at}
        for (url, sha256), at in seen.items()
    ]


def recall(db: Database, run: str, portal: str) -> tuple[Finding, ...]:
    """The findings of one run of one portal, in the one order they have."""
    captured = captured_in(db, run, portal)
    rows = db.query(
        "SELECT data FROM findings WHERE portal = ? AND first_run <= ? AND last_run >= ?"
        " ORDER BY rank, subject, coalesce(aspect, ''), place, id",
        [portal, run, run],
    )
    return tuple(unpack(row["data"], captured) for row in rows)
