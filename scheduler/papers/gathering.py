"""Gathering what a paper needs from the books: the log of cases and the last run, not every night.

A quarter of fifty units is read in one go over the log, the last judgements of the cases that
moved or stand, and the score rows; no night is rebuilt.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlite_utils import Database

from checks.engine.attesting import owed
from checks.engine.case import Case
from checks.engine.deadlines import deadlines
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.engine.scoring import Score
from checks.engine.stock import is_old_stock
from crawler.errors import GongkaiError
from crawler.portals import Portal
from crawler.records.codec import revive
from crawler.records.moments import beijing_date
from reports.model import JudgedFinding
from reports.papers.books import Books, Nights, Problem, Terms, UnitScore, days_between
from reports.papers.monthly import AHEAD_DAYS
from reports.papers.movement import CaseEvent, moves
from scheduler.casework.frozen import frozen_on
from scheduler.papers.documents import read_documents
from scheduler.reporting.feeding import released_scores
from scheduler.run import same_kind
from scheduler.store.attestations import attested
from scheduler.store.cases import events_until, moved_after
from scheduler.store.findings import unpack
from scheduler.store.runs import last_nights, last_run
from scheduler.workplace import Workplace

_CHUNK = 500
_CENT = Decimal("0.01")


class NothingToTell(GongkaiError):  # noqa: N818  (the name says what is wrong)
    """No run was complete by the end of the period: monitoring began later."""


@dataclass(frozen=True)
class Period:
    """A period and the day on which its paper is made; both ends are included."""

    start: date
    end: date
    day: date

    @property
    def cut(self) -> date:
        """The last day that can be told of."""
        return min(self.end, self.day)


def gather_books(db: Database, place: Workplace, period: Period, at: datetime) -> Books:
    """The books of a period as they stand at a moment; NothingToTell without a complete run by
    the period's end.
    """
    same_kind(db, place)
    place = place.on(period.cut)
    run, as_of = _last_run(db, period)
    portals = _taking_part(place, period)
    events = case_histories(db, period.cut)
    nights_of = last_nights(db, period.cut)
    reader = _Reader(db, place, portals, events, nights_of, _last_words(db, period.cut))
    states = {case_id: own[-1].case.state for case_id, own in events.items()}
    nights = _nights(db, period, beijing_date(at))
    names = _run_names(db, period)
    released = released_scores(db, place.places, {*names, *nights_of.values()})
    said = attested(db, as_of)
    books = tuple(book for book in place.rulebooks.values() if book.in_force(period.cut))
    return Books(
        start=period.start,
        end=period.end,
        day=period.day,
        run=run,
        as_of=as_of,
        data_cut=_data_cut(db, run, as_of),
        portals=portals,
        rulebooks=tuple(place.rulebooks.values()),
        calendar=place.calendar,
        nights=nights,
        settings=place.watchlist.papers,
        terms=_terms(place),
        problems=reader.problems(period),
        pending=reader.pending(as_of.date()),
        attested=said,
        owed=owed(portals, books, said, as_of.date(), AHEAD_DAYS),
        interpreted=tuple(read_documents(db, place, portals, nights_of, states)),
        scores=_scores(db, portals, nights_of, names, released),
        means_released=bool(names) and _stored(db, portals, names) <= released,
        final=frozen_on(db, period.cut) is not None,
        sample=place.watchlist.sample,
        trial=place.watchlist.monitor.trial,
    )


def problems_of(db: Database, place: Workplace, period: Period, unit: str) -> tuple[Problem, ...]:
    """The problems of one unit as the books of the period hold them, without anything else."""
    place = place.on(period.cut)
    portals = tuple(one for one in _taking_part(place, period) if one.id == unit)
    events = case_histories(db, period.cut, unit)
    return _Reader(db, place, portals, events, {}, _last_words(db, period.cut, unit)).problems(
        period
    )


def _taking_part(place: Workplace, period: Period) -> tuple[Portal, ...]:
    listed = place.watchlist.portals
    return tuple(p for p in listed if p.in_force(period.start) or p.in_force(period.cut))


def case_histories(db: Database, until: date, portal: str = "") -> dict[str, list[CaseEvent]]:
    """Every case's log (of a portal) up to the end of a Beijing day, oldest first."""
    found: dict[str, list[CaseEvent]] = defaultdict(list)
    for event in events_until(db, until, portal):
        step = event.step
        made = CaseEvent(
            event.at, event.case, step.person if step else "", step.reason if step else ""
        )
        found[event.case_id].append(made)
    return found


class _Reader:
    """Reads judgements by case and by portal."""

    def __init__(
        self,
        db: Database,
        place: Workplace,
        portals: tuple[Portal, ...],
        events: Mapping[str, list[CaseEvent]],
        nights_of: Mapping[str, str],
        last_words: Mapping[str, str],
    ) -> None:
        self.db, self.place, self.events = db, place, events
        self.nights_of, self.last_words = nights_of, last_words
        self.portals = {portal.id: portal for portal in portals}
        books = list(place.rulebooks.values())
        self.order = {
            (book.id, row.id): (outer, inner)
            for outer, book in enumerate(books)
            for inner, row in enumerate(book.requirements)
        }

    def problems(self, period: Period) -> tuple[Problem, ...]:
        """The cases that stand at the end or moved in the period, in the order of the ledger."""
        steps = {case_id: moves(events) for case_id, events in self.events.items()}
        wanted = [case_id for case_id, own in steps.items() if own]
        findings, now = self._failed(wanted, period), self._outcomes(wanted)
        moved = moved_after(self.db, period.cut)
        found = []
        for case_id, finding in findings.items():
            if finding.portal in self.portals:
                judged = self._judged(finding, self.events[case_id][-1].case)
                found.append(
                    Problem(
                        judged, steps[case_id], tuple(self.events[case_id]), now.get(case_id),
                        moved.get(case_id),
                    )
                )  # fmt: skip
        return tuple(sorted(found, key=lambda one: self._place(one.judged.finding)))

    def pending(self, today: date) -> tuple[JudgedFinding, ...]:
        """Duties whose term ran at the last night of their portal, nearest first."""
        found = []
        for portal, run in self._own_runs():
            rows = self.db.query(
                "SELECT data FROM findings WHERE portal = ? AND outcome = 'pending'"
                " AND first_run <= ? AND last_run >= ? AND due_on >= ?",
                [portal, run, run, today.isoformat()],
            )
            found += [self._judged(unpack(row["data"]), None) for row in rows]
        return tuple(sorted(found, key=lambda one: (str(one.finding.due_on), one.finding.subject)))

    def _failed(self, case_ids: Iterable[str], period: Period) -> dict[str, Finding]:
        """The last failure of each case, in runs up to the end of the period."""
        until = period.cut.isoformat() + "~"  # after every special run of that day
        texts: dict[str, str] = {}
        for some in _chunks(case_ids):
            marks = ",".join("?" * len(some))
            for row in self.db.query(
                f"SELECT case_id, data FROM findings WHERE case_id IN ({marks})"
                " AND outcome = 'failed' AND first_run <= ? ORDER BY last_run, id",
                [*some, until],
            ):
                texts[str(row["case_id"])] = row["data"]
        return {case_id: unpack(text) for case_id, text in texts.items()}

    def _outcomes(self, case_ids: Iterable[str]) -> dict[str, Outcome]:
        """What each case came to at the last run of its portal, special runs included.

        Without those that were not judged there.
        """
        found: dict[str, Outcome] = {}
        for some in _chunks(case_ids):
            marks = ",".join("?" * len(some))
            for row in self.db.query(
                "SELECT case_id, portal, outcome, first_run, last_run FROM findings"
                f" WHERE case_id IN ({marks})",
                some,
            ):
                run = self.last_words.get(str(row["portal"]), "")
                if row["first_run"] <= run <= row["last_run"]:
                    found[str(row["case_id"])] = Outcome(row["outcome"])
        return found

    def _judged(self, finding: Finding, case: Case | None) -> JudgedFinding:
        old = is_old_stock(finding, self.portals[finding.portal].baseline_on)
        mend_by = None
        if case is not None:
            calendar = self.place.calendar.with_holidays(
                self.portals[finding.portal].extra_holidays
            )
            terms = self.place.watchlist.cases
            mend_by = deadlines(case, finding.check, calendar, terms).mend_by
        row = self._requirement(finding)
        return JudgedFinding(finding, case, row, old_stock=old, mend_by=mend_by)

    def _requirement(self, finding: Finding) -> Requirement:
        book = self.place.rulebooks.get(finding.rulebook)
        try:
            if book is not None:
                return book.requirement(finding.requirement)
        except KeyError:
            pass
        # A row that the rulebook no longer has: its problems still stand in the books.
        return Requirement(
            finding.requirement, finding.rulebook, finding.requirement, "", finding.check,
            level1="已停用指标",
        )  # fmt: skip

    def _place(self, finding: Finding) -> tuple[object, ...]:
        last = (len(self.place.rulebooks), 0)
        return (
            list(self.portals).index(finding.portal),
            self.order.get((finding.rulebook, finding.requirement), last),
            finding.subject,
            finding.identity,
        )

    def _own_runs(self) -> list[tuple[str, str]]:
        return [(p, self.nights_of[p]) for p in self.portals if p in self.nights_of]


def _terms(place: Workplace) -> Terms:
    cases = place.watchlist.cases
    return Terms(
        rectify=cases.rectify,
        rectify_links=cases.links,
        privacy_hours=cases.privacy_hours,
        appeal=cases.appeal,
    )


def _last_run(db: Database, period: Period) -> tuple[str, datetime]:
    try:
        row = last_run(db, None, until=period.cut)
    except GongkaiError as error:
        words = f"no run was complete by {period.cut}: there is nothing to tell of"
        raise NothingToTell(words) from error
    return str(row["run"]), datetime.fromisoformat(row["as_of"])


def _last_words(db: Database, cut: date, portal: str = "") -> dict[str, str]:
    """The last complete run of every portal (of one) up to a day, special runs included."""
    rows = db.query(
        "SELECT p.portal, max(p.run) AS run FROM run_portals AS p JOIN runs USING (run)"
        " WHERE runs.state = 'complete' AND substr(p.run, 1, 10) <= ?"
        " AND (? = '' OR p.portal = ?) GROUP BY p.portal",
        [cut.isoformat(), portal, portal],
    )
    return {str(row["portal"]): str(row["run"]) for row in rows}


def _run_names(db: Database, period: Period) -> list[str]:
    """The nights' runs of the period, without special runs."""
    rows = db.query(
        "SELECT run FROM runs WHERE state = 'complete' AND length(run) = 10"
        " AND run BETWEEN ? AND ? ORDER BY run",
        [period.start.isoformat(), period.cut.isoformat()],
    )
    return [str(row["run"]) for row in rows]


def _nights(db: Database, period: Period, today: date) -> Nights:
    rows = db.query("SELECT DISTINCT substr(run, 1, 10) AS day FROM runs WHERE state = 'complete'")
    days = sorted(date.fromisoformat(row["day"]) for row in rows)
    first = days[0] if days else None
    made = tuple(day for day in days if period.start <= day <= period.cut)
    since = max(period.start, first) if first else period.cut + timedelta(days=1)
    # A night may be caught up on its own day: it is missing only when that day is over.
    over = min(period.cut, today - timedelta(days=1))
    missing = tuple(day for day in days_between(since, over) if day not in set(made))
    return Nights(period.start, period.cut, made, missing, first)


def _data_cut(db: Database, run: str, as_of: datetime) -> datetime:
    rows = list(db.query("SELECT max(captured_at) AS cut FROM captures WHERE run = ?", [run]))
    return datetime.fromisoformat(rows[0]["cut"]) if rows and rows[0]["cut"] else as_of


def _stored(
    db: Database, portals: tuple[Portal, ...], names: list[str]
) -> frozenset[tuple[str, str, str]]:
    """The scores of these units in the nights of a period: run, unit and rulebook."""
    rows = db.query(
        "SELECT run, portal, rulebook FROM scores"
        " WHERE run IN (SELECT value FROM json_each(?))"
        " AND portal IN (SELECT value FROM json_each(?))",
        [json.dumps(names), json.dumps([portal.id for portal in portals])],
    )
    return frozenset((str(row["run"]), str(row["portal"]), str(row["rulebook"])) for row in rows)


def _scores(
    db: Database,
    portals: tuple[Portal, ...],
    nights_of: Mapping[str, str],
    names: list[str],
    released: frozenset[tuple[str, str, str]],
) -> tuple[UnitScore, ...]:
    if not names:
        return ()
    means = {
        (str(row["portal"]), str(row["rulebook"])): row
        for row in db.query(
            "SELECT portal, rulebook, avg(CAST(value AS REAL)) AS mean, count(value) AS nights,"
            " min(CAST(value AS REAL)) AS lowest, max(CAST(value AS REAL)) AS highest FROM scores"
            " WHERE value IS NOT NULL AND run IN (SELECT value FROM json_each(?))"
            " GROUP BY portal, rulebook",
            [json.dumps(names)],
        )
    }
    found = []
    for portal in portals:
        run = nights_of.get(portal.id, "")
        if run[:10] < names[0]:
            continue
        for row in db.query(
            "SELECT data FROM scores WHERE run = ? AND portal = ?", [run, portal.id]
        ):
            last = revive(Score, json.loads(row["data"]))
            own = means.get((portal.id, last.rulebook))
            found.append(
                UnitScore(
                    portal.id,
                    last.rulebook,
                    last,
                    _two_places(own["mean"]) if own else None,
                    _two_places(own["lowest"]) if own else None,
                    _two_places(own["highest"]) if own else None,
                    int(own["nights"]) if own else 0,
                    released=(run, portal.id, last.rulebook) in released,
                )
            )
    return tuple(found)


def _two_places(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_CENT, ROUND_HALF_UP)


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    known = list(values)
    for start in range(0, len(known), _CHUNK):
        yield known[start : start + _CHUNK]
