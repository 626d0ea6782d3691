"""Which archived records must stay because a case rests on them.

A case that fails every night for years cites the same page every night: its first and its last
night prove as much as all of them. So the first and the last night of every unchanged judgement
keep what it cites: a page that prints the day has other bytes every night, and need not be kept
every night. What is written anew every night (the coverage manifest, a probe) goes by its address
alone, a page by address and digest. The nights on which a case changed (opened, resolved, back
again) keep all that its findings cited then, proof of mending included.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlite_utils import Database

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from crawler.records.moments import beijing_date
from scheduler.store.cases import events_until
from scheduler.store.findings import Captured, captured_in

Record = tuple[str, str]
"""Address and digest of an archived record."""
Cites = tuple[tuple[str, str | None], ...]
"""Addresses that a stored finding cites, with the digest where its row fixes one."""
_RUNS_AT_ONCE = 1024
Needed = Mapping[str, frozenset[Record]]
"""Per run, the records that must stay in its archive."""


@dataclass(frozen=True)
class Cited:
    """One stored finding: the runs it stands for, and the records that it cites in a run."""

    case_id: str
    first_run: str
    last_run: str
    failed: bool
    records_in: Callable[[str], Iterable[Record]]


def needed_records(
    db: Database, today: date, closed_days: int, before: str, held: Collection[str] = ()
) -> Needed:
    """The records of runs before `before` (a date) that cases still rest on.

    A case that failed in one of the runs `held` is never let go.
    """
    events, closed = _cases(db)
    since = (today - timedelta(days=closed_days)).isoformat()
    let_go = {case for case, on in closed.items() if on < since} - _failed_in(db, held)
    return needed_of(_cited(db, before), events, let_go, since)


def needed_of(
    cited: Iterable[Cited],
    events: Mapping[str, Collection[str]],
    let_go: Collection[str],
    since: str,
) -> Needed:
    """The same from plain values: `events` are the runs in which each case changed.

    A failure without a case stays as long as one whose case was closed when it was last seen.
    """
    needed: dict[str, set[Record]] = defaultdict(set)
    seen: dict[tuple[str, str, str], list[tuple[str, Record]]] = {}
    for one in cited:
        if one.case_id in let_go or (one.case_id not in events and one.last_run[:10] < since):
            continue
        for run in events.get(one.case_id, ()):
            if one.first_run <= run <= one.last_run:
                needed[run].update(one.records_in(run))
        if not one.failed:
            continue
        for run in (one.first_run, one.last_run):
            for record in one.records_in(run):
                url, sha256 = record
                key = (one.case_id, url, "" if url.startswith("urn:") else sha256)
                ends = seen.setdefault(key, [(run, record), (run, record)])
                ends[:] = [min(ends[0], (run, record)), max(ends[1], (run, record))]
    for ends in seen.values():
        for run, record in ends:
            needed[run].add(record)
    return {run: frozenset(records) for run, records in needed.items()}


def _cases(db: Database) -> tuple[dict[str, set[str]], dict[str, str]]:
    """Per case the runs of its changes, and the date of closing of those that are closed."""
    events: dict[str, set[str]] = defaultdict(set)
    closed: dict[str, str] = {}
    for event in events_until(db):
        # By the case itself: an act that no longer has an effect closes nothing.
        events[event.case_id].add(event.run)
        closed.pop(event.case_id, None)
        if event.case.state is CaseState.RESOLVED:
            closed[event.case_id] = beijing_date(event.at).isoformat()
    return events, closed


def _failed_in(db: Database, runs: Collection[str]) -> set[str]:
    found: set[str] = set()
    for run in runs:
        rows = db.query(
            "SELECT DISTINCT case_id FROM findings"
            " WHERE outcome = ? AND first_run <= ? AND last_run >= ?",
            [Outcome.FAILED.value, run, run],
        )
        found.update(str(row["case_id"]) for row in rows)
    return found


def _cited(db: Database, before: str) -> Iterator[Cited]:
    shown = (Outcome.FAILED.value, Outcome.PASSED.value)
    rows = db.query(
        "SELECT case_id, portal, first_run, last_run, outcome, data FROM findings"
        " WHERE first_run < ? AND outcome IN (?, ?)",
        [before, *shown],
    )

    @lru_cache(maxsize=_RUNS_AT_ONCE)
    def captured(run: str, portal: str) -> Captured:
        return captured_in(db, run, portal)

    for row in rows:
        evidence = [(one["url"], one.get("sha256")) for one in json.loads(row["data"])["evidence"]]
        portal = str(row["portal"])

        def records_in(
            run: str, evidence: Cites = tuple(evidence), portal: str = portal
        ) -> Iterator[Record]:
            for url, sha256 in evidence:
                known = captured(run, portal).get(url, {})
                yield from ((url, one) for one in ([sha256] if sha256 else known))

        yield Cited(
            str(row["case_id"]),
            str(row["first_run"]),
            str(row["last_run"]),
            row["outcome"] == Outcome.FAILED.value,
            records_in,
        )
