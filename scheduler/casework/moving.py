"""One night's effect on the cases of a portal, and the cause of every change."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from checks.engine.case import Case, CaseState
from checks.engine.cases import Seen, advance, unlisted
from checks.engine.causes import Versions, Why, groundless, rule_changed, why_changed
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.stock import fell_due
from crawler.portals import Cases, Portal
from crawler.records import normalise
from crawler.records.moments import beijing_date
from scheduler.evidence.manifest import code_version
from scheduler.store.cases import (
    Later,
    cases_after,
    cases_before,
    changed,
    keep_later,
    record_changes,
)
from scheduler.store.findings import judgement_in, portal_runs
from scheduler.workplace import Workplace

LOOKBACK = 8
"""So many earlier measurements of a case are looked at for coming and going."""
_LOOKBACK_RUNS = 30
_MARGIN = timedelta(days=45)


@dataclass(frozen=True)
class Earlier:
    """The last judgement of a case before a run, and what it was made with."""

    finding: Finding
    versions: Versions


def move_cases(
    db: Database,
    workplace: Workplace,
    run: str,
    as_of: datetime,
    portal: Portal,
    findings: Sequence[Finding],
    silent: Collection[tuple[str, str]] = (),
) -> None:
    """Move a portal's cases on by a night's findings and write what changed.

    `silent` names the (rulebook, requirement) whose check raised, or of whose sections not all
    was seen: of a case of theirs that was not judged nothing is said.
    The findings must be stored already, and those of a former try of the run be gone.
    """
    before = cases_before(db, run, portal.id, as_of)
    later = _next_night(db, run, portal.id)
    tonight = {finding.case_id: finding for finding in findings}
    last = _last_failures(db, run, [i for i in before if _may_lose_ground(before[i], tonight)])
    versions = versions_of(workplace)
    retracted = {
        case_id: why
        for case_id, earlier in last.items()
        if (why := groundless(tonight[case_id], earlier.finding, versions, earlier.versions))
    }
    after = after_night(
        before,
        findings,
        as_of,
        curable=_curable(workplace),
        recent=recent_measurements(db, run, portal.id),
        settings=workplace.watchlist.cases,
        retracted=retracted,
    )
    gone = {i: case for i, case in after.items() if i not in tonight}
    origins = _last_judgements(db, run, gone)
    for case_id, earlier in origins.items():
        if left_window(earlier.finding, workplace, beijing_date(as_of)):
            continue
        if no_longer_judged(earlier.finding, findings, portal, silent):
            after[case_id] = unlisted(after[case_id], as_of)
    moved = [i for i in changed(before, after) if i not in retracted]
    known = origins | _last_judgements(db, run, [i for i in moved if i in tonight])
    causes: dict[str, Why] = dict(retracted)
    earlier_runs = [name for name in portal_runs(db, portal.id) if name < run]
    first = not earlier_runs
    known_books = versions_in(db, earlier_runs[-1]).rulebooks if earlier_runs else {}
    for case_id in moved:
        cause = _cause(
            before.get(case_id),
            after[case_id],
            tonight.get(case_id),
            known.get(case_id),
            versions,
            as_of,
        )
        if cause is None:
            continue
        new = tonight.get(case_id) if case_id not in before else None
        if new is not None and (first or not _judged_before(db, run, new)):
            books = known_books.get(new.rulebook)
            cause = (
                Why.RULE if books not in (None, versions.rulebooks.get(new.rulebook)) else Why.FIRST
            )
        causes[case_id] = cause
    record_changes(db, run, portal.id, before, after, as_of, causes)
    if later is not None:
        keep_later(db, portal.id, later)


def _next_night(db: Database, run: str, portal: str) -> Later | None:
    """The first run after one that is made again, and the cases as it left them."""
    rows = db.query(
        "SELECT run, as_of FROM run_portals JOIN runs USING (run)"
        " WHERE portal = ? AND run > ? ORDER BY run LIMIT 1",
        [portal, run],
    )
    for row in rows:
        at = datetime.fromisoformat(row["as_of"])
        return Later(str(row["run"]), at, cases_after(db, str(row["run"]), portal, at))
    return None


def after_night(
    before: Mapping[str, Case],
    findings: Iterable[Finding],
    as_of: datetime,
    *,
    curable: Mapping[tuple[str, str], bool],
    recent: Mapping[str, Sequence[Seen]],
    settings: Cases,
    retracted: Collection[str] = (),
) -> dict[str, Case]:
    """The cases after a night: pure; `before` is not changed."""
    after = dict(before)
    for finding in findings:
        case = advance(
            after.get(finding.case_id),
            finding,
            as_of,
            curable=curable.get((finding.rulebook, finding.requirement), True),
            recent=recent.get(finding.case_id, ()),
            settings=settings,
            retracted=finding.case_id in retracted,
        )
        if case is not None:
            after[finding.case_id] = case
    return after


def left_window(last: Finding, workplace: Workplace, today: date) -> bool:
    """Whether what was judged has grown too old for its requirement, or is about to.

    Then it is no longer judged wherever its page is, and nothing is said of the page. Its age is
    counted from the first day of its sum, or from the due date of an act, which lie a little later
    than the date on the page: hence the margin. The date of a row says nothing of the page.
    """
    book = workplace.rulebooks.get(last.rulebook)
    rows = [one for row in book.requirements for one in row.measures()] if book else []
    judged_by = (last.requirement, last.check)
    window = next((r.terms.get("window_days") for r in rows if (r.id, r.check) == judged_by), None)
    begun = last.day_count[0].date if last.day_count else fell_due(last)
    if not isinstance(window, int) or begun is None:
        return False
    return today >= begun + timedelta(days=window) - _MARGIN


def no_longer_judged(
    last: Finding,
    findings: Sequence[Finding],
    portal: Portal,
    silent: Collection[tuple[str, str]] = (),
) -> bool:
    """Whether a night that saw the portal no longer judged what `last` judged.

    It says nothing where the check raised, where its sections were seen in part only, or where
    nothing of its kind could be seen: then the whole portal cannot be told by the same requirement.
    """
    duty = (last.rulebook, last.requirement)
    if duty in silent:
        return False
    home = normalise(portal.home)
    return not any(
        one.outcome is Outcome.CANT_TELL and one.subject == home
        for one in findings
        if (one.rulebook, one.requirement) == duty
    )


def versions_of(workplace: Workplace) -> Versions:
    """What is judged with now."""
    books = {name: book.text_sha256 for name, book in workplace.rulebooks.items()}
    return Versions(books, workplace.calendar.version, code_version())


def recent_measurements(db: Database, run: str, portal: str) -> dict[str, tuple[Seen, ...]]:
    """Per known case of a portal, its last measurements before a run, oldest first."""
    runs = [
        (str(row["run"]), datetime.fromisoformat(row["as_of"]))
        for row in db.query(
            "SELECT runs.run, runs.as_of FROM run_portals JOIN runs USING (run)"
            " WHERE portal = ? AND runs.run < ? ORDER BY runs.run DESC LIMIT ?",
            [portal, run, _LOOKBACK_RUNS],
        )
    ][::-1]
    if not runs:
        return {}
    rows = list(
        db.query(
            "SELECT case_id, first_run, last_run, outcome, json_extract(data, '$.basis') AS basis"
            " FROM findings WHERE portal = ? AND last_run >= ? AND first_run < ?"
            " AND outcome IN ('passed', 'failed')"
            " AND case_id IN (SELECT case_id FROM case_events WHERE portal = ?)",
            [portal, runs[0][0], run, portal],
        )
    )
    found: dict[str, list[Seen]] = defaultdict(list)
    for name, at in runs:
        for row in rows:
            if row["first_run"] <= name <= row["last_run"]:
                absence = row["basis"] == Basis.ABSENCE.value
                found[str(row["case_id"])].append(Seen(at, row["outcome"] == "failed", absence))
    return {case_id: tuple(seen[-LOOKBACK:]) for case_id, seen in found.items()}


def _judged_before(db: Database, run: str, finding: Finding) -> bool:
    """Whether an earlier run judged the portal by the requirement of a finding."""
    rows = db.query(
        "SELECT 1 FROM findings WHERE portal = ? AND rulebook = ? AND requirement = ?"
        " AND first_run < ? LIMIT 1",
        [finding.portal, finding.rulebook, finding.requirement, run],
    )
    return next(iter(rows), None) is not None


def _curable(workplace: Workplace) -> dict[tuple[str, str], bool]:
    return {
        (name, row.id): row.curable
        for name, book in workplace.rulebooks.items()
        for row in book.requirements
    }


def _may_lose_ground(case: Case, tonight: Mapping[str, Finding]) -> bool:
    finding = tonight.get(case.id)
    return (
        finding is not None
        and finding.outcome in (Outcome.PENDING, Outcome.PASSED)
        and case.state is not CaseState.RESOLVED
    )


def _last_failures(db: Database, run: str, case_ids: Iterable[str]) -> dict[str, Earlier]:
    return _last(db, run, case_ids, "AND outcome = 'failed'")


def _last_judgements(db: Database, run: str, case_ids: Iterable[str]) -> dict[str, Earlier]:
    return _last(db, run, case_ids, "")


def _last(db: Database, run: str, case_ids: Iterable[str], which: str) -> dict[str, Earlier]:
    found: dict[str, Earlier] = {}
    made_with: dict[str, Versions] = {}
    for case_id in case_ids:
        rows = list(
            db.query(
                "SELECT data, last_run, portal FROM findings WHERE case_id = ? AND first_run < ?"
                f" {which} ORDER BY last_run DESC, id DESC LIMIT 1",
                [case_id, run],
            )
        )
        # Tonight's judgement, if unchanged, lengthened the row of the night before.
        for row in rows:
            name = str(row["last_run"])
            if name not in made_with:
                made_with[name] = versions_in(db, name)
            earlier = judgement_in(db, name, str(row["portal"]), row["data"])
            found[case_id] = Earlier(earlier, made_with[name])
    return found


def versions_in(db: Database, run: str) -> Versions:
    """What a stored run was judged with; empty where it was never closed."""
    rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run]))
    detail = json.loads(rows[0]["detail"] or "{}") if rows else {}
    return Versions(detail.get("rulebooks", {}), detail.get("calendar", ""), detail.get("code", ""))


def _cause(
    before: Case | None,
    after: Case,
    now: Finding | None,
    earlier: Earlier | None,
    versions: Versions,
    as_of: datetime,
) -> Why | None:
    if now is None:
        changed_rule = earlier is not None and rule_changed(
            earlier.finding.rulebook, earlier.versions, versions
        )
        return Why.RULE if changed_rule else Why.WINDOW
    confirmed = after.state in (CaseState.OPEN, CaseState.REOPENED)
    if before is not None and before.state is CaseState.SUSPECTED and confirmed:
        return Why.SECOND_READ
    if before is not None and before.state is CaseState.WAIVED and confirmed:
        return Why.TIME
    if before is not None and before.state is after.state:
        return None  # the office's part moved, not the judgement
    if earlier is None or earlier.finding.outcome is now.outcome:
        return Why.SITE
    return why_changed(now, earlier.finding, versions, earlier.versions, beijing_date(as_of))
