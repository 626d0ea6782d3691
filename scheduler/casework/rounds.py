"""Freezing a round (测评轮次): its scores, with all that they rest on, for good."""

from __future__ import annotations

import hashlib
import json
import logging
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from checks.calendar import CalendarGap
from checks.engine.attesting import Attestation, Key, scored_verdicts
from checks.engine.case import Case, CaseState
from checks.engine.finding import Finding
from checks.engine.scoring import Score, score
from crawler.errors import GongkaiError
from crawler.portals import Portal, Round
from crawler.records import encode
from crawler.records.moments import beijing_date, stamp
from scheduler.casework.frozen import Frozen, frozen_rounds, is_free
from scheduler.casework.moving import versions_in
from scheduler.evidence.manifest import findings_text
from scheduler.evidence.pinned import pinned_workplace
from scheduler.store.attestations import attested
from scheduler.store.cases import cases_as_of, cases_on
from scheduler.store.findings import recall
from scheduler.store.scores import put_scores
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
AUTOMATIC = "automatic"


@dataclass(frozen=True)
class Correction:
    """A frozen score that would be another today: by what was waived or withdrawn since."""

    portal: str
    rulebook: str
    frozen: Decimal | None
    now: Decimal | None
    cases: tuple[str, ...]


def freezable_after(workplace: Workplace, one: Round) -> date:
    """The last day of a round's appeal term; raises CalendarGap where it cannot be counted."""
    return workplace.calendar.add(one.end_on, workplace.watchlist.cases.appeal)


def round_named(workplace: Workplace, name: str) -> Round:
    """The round of that id; GongkaiError if the watchlist has none."""
    for one in workplace.watchlist.monitor.rounds:
        if one.id == name:
            return one
    known = ", ".join(one.id for one in workplace.watchlist.monitor.rounds) or "none"
    raise GongkaiError(f"{workplace.watchlist.path}: no round {name!r} (it has {known})")


def known_rounds(db: Database, workplace: Workplace) -> dict[str, Round]:
    """The rounds of the watchlist and those that are frozen, by id."""
    rounds = {one.id: one for one in workplace.watchlist.monitor.rounds}
    return rounds | {name: one.round for name, one in frozen_rounds(db).items()}


def freeze_due(db: Database, workplace: Workplace, at: datetime) -> tuple[Frozen, ...]:
    """Freeze what the settings let freeze by itself: past its appeal term, no appeal undecided."""
    if workplace.watchlist.cases.freeze != AUTOMATIC:
        return ()
    done = []
    known = frozen_rounds(db)
    for one in workplace.watchlist.monitor.rounds:
        if one.id in known or why_not(db, workplace, one, at) is not None:
            continue
        try:
            done.append(freeze(db, workplace, one, AUTOMATIC, at))
        except (GongkaiError, OSError) as error:
            # A round that cannot be frozen must not cost the night its reports and mail.
            log.error("round %s: cannot be frozen by itself: %s", one.id, error)
    return tuple(done)


def why_not(db: Database, workplace: Workplace, one: Round, at: datetime) -> str | None:
    """Why a round cannot be frozen at that moment; None if it can."""
    try:
        last = freezable_after(workplace, one)
    except CalendarGap as gap:
        return f"its appeal term cannot be counted: {gap}"
    if beijing_date(at) <= last:
        return f"its appeal term runs until {last}"
    pinned = _last_runs(db, one)
    if not pinned:
        return "no complete run lies in it"
    undecided = _undecided(db, pinned)
    if undecided:
        return f"appeals are undecided: {', '.join(undecided)}"
    return None


def freeze(db: Database, workplace: Workplace, one: Round, person: str, at: datetime) -> Frozen:
    """Freeze a round and store it; GongkaiError if it is frozen already or cannot be yet."""
    if one.id in frozen_rounds(db):
        raise GongkaiError(f"round {one.id}: it is frozen already")
    reason = why_not(db, workplace, one, at)
    if reason is not None:
        raise GongkaiError(f"round {one.id}: {reason}")
    if not person.strip():
        raise GongkaiError(f"round {one.id}: a person must be named")
    scores: list[Score] = []
    pinned: dict[str, Any] = {}
    earlier: list[dict[str, Any]] = []
    places: dict[str, Workplace] = {}
    for portal_id, runs in _rest(db, workplace, one).items():
        for run, books in sorted(runs.items(), reverse=True):
            place = places.setdefault(run, workplace_of(db, workplace, run))
            portal = _portal(place, portal_id)
            if portal is None:
                continue
            cases = _cases(db, run, portal_id)
            said = _said(db, place, at)
            found = recall(db, run, portal_id)
            rounds = _rounds(workplace, one)
            made = _scores(place, portal, found, cases, run, rounds, said)
            scores.extend(one for one in made if one.rulebook in books)
            told = {f.case_id for f in found if f.rulebook in books} & cases.keys()
            pin = {
                "run": run,
                "findings_sha256": hashlib.sha256(findings_text(found)).hexdigest(),
                "cases": {i: [cases[i].state.value, cases[i].stage.value] for i in sorted(told)},
            }
            if portal_id in pinned:
                earlier.append({"portal": portal_id, "rulebooks": sorted(books), **pin})
            else:
                pinned[portal_id] = pin
    inputs = {"portals": pinned, "earlier": earlier, "runs": _made_with(db, places)}
    frozen = Frozen(one, at, person, tuple(scores), inputs)
    text = json.dumps(encode(frozen), ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with db.atomic():
        db.table("frozen_rounds").insert(
            {
                "round": one.id,
                "frozen_at": stamp(at),
                "person": person,
                "run": max(frozen.runs),
                "sha256": sha256,
                "data": text,
            }
        )
        # Papers, trends and the feed go by the table of scores: there they are the same.
        for run in frozen.runs:
            put_scores(db, run, (s for s in scores if frozen.run_of(s.portal, s.rulebook) == run))
    return replace(frozen, sha256=sha256)


def corrections(db: Database, workplace: Workplace, frozen: Frozen) -> tuple[Correction, ...]:
    """What would come out otherwise today; the frozen scores themselves stay."""
    found: list[Correction] = []
    before = {(s.portal, s.rulebook): s for s in frozen.scores}
    for portal_id, pin in frozen.pins():
        run = str(pin["run"])
        place = workplace_of(db, workplace, run)
        portal = _portal(place, portal_id)
        if portal is None:
            continue
        judged = recall(db, run, portal_id)
        cases = _cases(db, run, portal_id)
        freed = tuple(
            i
            for i, (state, _) in pin["cases"].items()
            if i in cases and is_free(cases[i]) and state != CaseState.WAIVED.value
        )
        rounds = _rounds(workplace, frozen.round)
        said = _said(db, place, frozen.frozen_at)
        for now in _scores(place, portal, judged, cases, run, rounds, said):
            then = before.get((now.portal, now.rulebook))
            if frozen.run_of(now.portal, now.rulebook) != run:
                continue
            if then is not None and (then.value, then.veto) != (now.value, now.veto):
                found.append(Correction(portal_id, now.rulebook, then.value, now.value, freed))
    return tuple(found)


def _last_runs(db: Database, one: Round) -> dict[str, str]:
    """Per portal, its last complete run in a round."""
    rows = db.query(
        "SELECT portal, MAX(run) AS run FROM run_portals JOIN runs USING (run)"
        " WHERE state = 'complete' AND substr(run, 1, 10) BETWEEN ? AND ? GROUP BY portal",
        [one.start_on.isoformat(), one.end_on.isoformat()],
    )
    return {str(row["portal"]): str(row["run"]) for row in rows}


def _last_scores(db: Database, one: Round) -> dict[tuple[str, str], str]:
    """Per portal and rulebook, the last complete run in a round that gave a score."""
    rows = db.query(
        "SELECT portal, rulebook, MAX(run) AS run FROM scores JOIN runs USING (run)"
        " WHERE state = 'complete' AND value IS NOT NULL AND substr(run, 1, 10) BETWEEN ? AND ?"
        " GROUP BY portal, rulebook",
        [one.start_on.isoformat(), one.end_on.isoformat()],
    )
    return {(str(row["portal"]), str(row["rulebook"])): str(row["run"]) for row in rows}


def _rest(db: Database, workplace: Workplace, one: Round) -> dict[str, dict[str, frozenset[str]]]:
    """Per portal, the runs that its scores of a round rest on, each with its rulebooks.

    A site that is down on the round's last night, or too little seen for one of its rulebooks,
    keeps what was seen of it before. The rulebooks are those that its last run was judged by.
    """
    scored = _last_scores(db, one)
    rest: dict[str, dict[str, frozenset[str]]] = {}
    for portal_id, last in _last_runs(db, one).items():
        portal = _portal(workplace_of(db, workplace, last), portal_id)
        books = portal.rulebooks if portal is not None else ()
        runs: dict[str, frozenset[str]] = {}
        for book in books:
            run = scored.get((portal_id, book), last)
            runs[run] = runs.get(run, frozenset()) | {book}
        rest[portal_id] = runs
    return rest


def _undecided(db: Database, pinned: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        event.case_id
        for event in cases_on(db).values()
        if event.portal in pinned and event.case.state is CaseState.DISPUTED
    )


def _cases(db: Database, run: str, portal: str) -> dict[str, Case]:
    """The cases as they stood after a run, but for those that were freed since."""
    then = cases_as_of(db, run, portal)
    now = {e.case_id: e.case for e in cases_on(db).values() if e.portal == portal}
    return {i: now[i] if i in now and is_free(now[i]) else case for i, case in then.items()}


def workplace_of(db: Database, workplace: Workplace, run: str) -> Workplace:
    """The watchlist and rulebooks that a run was judged by, from the archive where they changed."""
    then = versions_in(db, run).rulebooks
    workplace = workplace.on(date.fromisoformat(run[:10]))
    now = {name: book.text_sha256 for name, book in workplace.rulebooks.items()}
    same = all(now.get(name) == digest for name, digest in then.items())
    if same and _watchlist_of(db, run) in (None, workplace.watchlist_text):
        return workplace
    return pinned_workplace(db, workplace.places, run).on(date.fromisoformat(run[:10]))


def _watchlist_of(db: Database, run: str) -> str | None:
    rows = db.query(
        "SELECT json_extract(detail, '$.watchlist') AS text FROM runs WHERE run = ?", [run]
    )
    text = next(iter(rows), {"text": None})["text"]
    return None if text is None else str(text)


def rounds_of(db: Database, workplace: Workplace, run: str) -> tuple[Round, ...]:
    """The rounds by which a run was scored: those of the watchlist as it was then."""
    text = _watchlist_of(db, run)
    if text in (None, workplace.watchlist_text):
        return workplace.watchlist.monitor.rounds
    return _rounds_in(str(text))


@lru_cache(maxsize=8)
def _rounds_in(watchlist: str) -> tuple[Round, ...]:
    """The rounds of a watchlist that was found to be in order when it was stored."""
    rows = tomllib.loads(watchlist).get("monitor", {}).get("rounds", ())
    return tuple(Round(row["id"], row["start_on"], row["end_on"]) for row in rows)


def _rounds(workplace: Workplace, one: Round) -> tuple[Round, ...]:
    """The rounds to score by: the frozen one as it was frozen, whatever the watchlist says now."""
    others = (known for known in workplace.watchlist.monitor.rounds if known.id != one.id)
    return (one, *others)


def _portal(workplace: Workplace, portal_id: str) -> Portal | None:
    return next((p for p in workplace.watchlist.portals if p.id == portal_id), None)


def _said(db: Database, place: Workplace, at: datetime) -> Mapping[Key, Attestation]:
    """What persons had attested by a moment, where the watchlist lets it count."""
    return attested(db, at) if place.watchlist.monitor.score_attested else {}


def _scores(
    workplace: Workplace,
    portal: Portal,
    findings: tuple[Finding, ...],
    cases: Mapping[str, Case],
    run: str,
    rounds: Sequence[Round],
    said: Mapping[Key, Attestation],
) -> list[Score]:
    day = date.fromisoformat(run[:10])
    return [
        score(
            portal,
            book,
            [one for one in findings if one.rulebook == book.id],
            cases,
            day,
            rounds=rounds,
            attested=scored_verdicts(portal.id, book, said),
        )
        for book in (workplace.rulebooks[name] for name in portal.rulebooks)
        if book.in_force(day)
    ]


def _made_with(db: Database, places: Mapping[str, Workplace]) -> dict[str, Any]:
    """By run: its manifest, and the versions of all that it was judged by."""
    manifests = {
        str(row["run"]): str(row["sha256"])
        for row in db.query("SELECT run, sha256 FROM manifests ORDER BY seq")
        if row["run"] in places
    }
    made_with = {run: versions_in(db, run) for run in sorted(places)}
    return {
        run: {
            "manifest": manifests.get(run, ""),
            "calendar": versions.calendar,
            "code": versions.code,
            "rulebooks": {
                name: [book.version, book.text_sha256]
                for name, book in places[run].rulebooks.items()
            },
            "watchlist": hashlib.sha256(places[run].watchlist_text.encode()).hexdigest(),
        }
        for run, versions in made_with.items()
    }
