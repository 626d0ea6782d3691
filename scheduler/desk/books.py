"""A look into the books for the console: one read transaction per request, light queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from sqlite_utils import Database

from checks.engine.case import Case
from checks.engine.requirement import Rulebook
from checks.engine.workflow import Step
from crawler.errors import ArchiveError
from crawler.portals import Portal
from reports.console.books import (
    CaseEvent,
    FindingRow,
    HeatRow,
    Movement,
    RunLine,
    ScoreRow,
    Wanted,
)
from reports.copies import FOLDER
from reports.model import JudgedFinding, RunReport
from reports.safety import is_digest
from scheduler.alarms import open_alarms
from scheduler.archived import archived_pages
from scheduler.casework.acts import take
from scheduler.casework.view import check_of
from scheduler.desk import listing, moving, scoring
from scheduler.desk.attesting import StoredAttests
from scheduler.desk.marking import StoredMarks
from scheduler.desk.registry import StoredRegistry
from scheduler.desk.releasing import StoredReleases
from scheduler.desk.sampling import StoredSamples
from scheduler.dossiers import StoredDossiers
from scheduler.feeding import released_scores
from scheduler.manifest import pinned_groups
from scheduler.moments import latest_night
from scheduler.pipeline import groups_of
from scheduler.reporting import gather, one_judged
from scheduler.store import open_database
from scheduler.store.cases import history
from scheduler.store.releases import release_of
from scheduler.store.runs import stored_run
from scheduler.workplace import Workplace


class StoredBooks:
    """The books of a data folder, as `reports.console.books.Books` asks for them."""

    def __init__(self, db: Database, workplace: Workplace) -> None:
        self._db = db
        self._workplace = workplace

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The portals of the watchlist."""
        return self._workplace.watchlist.portals

    @property
    def rulebooks(self) -> Mapping[str, Rulebook]:
        """The newest editions of the watchlist's rulebooks."""
        return self._workplace.rulebooks

    @property
    def sample(self) -> bool:
        """Whether the portals are invented."""
        return self._workplace.watchlist.sample

    @cached_property
    def _runs(self) -> tuple[RunLine, ...]:
        rows = self._db.query(
            "SELECT run, as_of, state, sample, finished_at,"
            " (SELECT count(*) FROM run_portals AS p WHERE p.run = runs.run) AS portals"
            " FROM runs WHERE state = 'complete' ORDER BY run DESC"
        )
        return tuple(
            RunLine(
                run=row["run"],
                as_of=datetime.fromisoformat(row["as_of"]),
                state=row["state"],
                finished_at=_moment(row["finished_at"]),
                portals=row["portals"],
                sample=bool(row["sample"]),
            )
            for row in rows
        )

    def runs(self, most: int = 400) -> Sequence[RunLine]:
        """The complete runs, newest first."""
        return self._runs[:most]

    def latest(self) -> str:
        """The last complete night."""
        return latest_night(one.run for one in self._runs)

    def scores(self, run: str, nights: int = 30) -> Sequence[ScoreRow]:
        """The scores of a run with their trend, in the order of the watchlist."""
        order = {portal.id: number for number, portal in enumerate(self.portals)}
        rows = scoring.score_rows(self._db, run, nights)
        return sorted(rows, key=lambda row: (order.get(row.portal, len(order)), row.rulebook))

    def movements(
        self, run: str, portal: str = "", most: int = 100, for_unit: bool = False
    ) -> Sequence[Movement]:
        """What came out otherwise than in the night before."""
        return moving.movements(self._db, run, portal, most, for_unit)

    def alarms(self) -> Sequence[tuple[datetime, str]]:
        """The alarms that are open."""
        return [(alarm.opened_at, alarm.text) for alarm in open_alarms(self._db)]

    def report(self, run: str, portal: str) -> RunReport | None:
        """The report of a run for one portal; None for one that took no part."""
        whole = stored_run(self._db, self._workplace, run)
        own = tuple(one for one in whole.portals if one.id == portal)
        if not own:
            return None
        single = replace(whole, portals=own)
        groups = groups_of(self._workplace, single)
        dossiers = StoredDossiers(
            self._workplace.places, self._workplace.watchlist, groups, single.name
        )
        return gather(self._db, self._workplace, single, dossiers)

    def heat(
        self, run: str, portal: str, nights: int = 60, for_unit: bool = False
    ) -> tuple[tuple[str, ...], list[HeatRow]]:
        """The nights up to a run, oldest first, and the portal's outcomes in them."""
        return scoring.heat(self._db, run, portal, nights, for_unit)

    def findings(self, wanted: Wanted, after: int = 0, most: int = 0) -> Iterator[FindingRow]:
        """Findings from a place on."""
        return listing.rows(self._db, wanted, self._order, after, most)

    def count(self, wanted: Wanted) -> int:
        """How many findings are asked for."""
        return sum(listing.counts(self._db, wanted).values())

    @property
    def _order(self) -> tuple[str, ...]:
        return tuple(portal.id for portal in self.portals)

    def finding(self, case_id: str, run: str) -> JudgedFinding | None:
        """A finding as it stood in a run, or last before it."""
        return one_judged(self._db, self._workplace, run, case_id)

    def history(self, case_id: str) -> Sequence[CaseEvent]:
        """What happened to a case, oldest first."""
        return [
            CaseEvent(event.run, event.at, event.case, event.step, event.cause)
            for event in history(self._db, case_id)
        ]

    def archived(self, run: str, sha256: str, url: str) -> bytes | None:
        """Archived bytes of a page, out of the files that the run pins."""
        if not is_digest(sha256):
            return None
        pinned = pinned_groups(self._db, self._workplace.places, run).values()
        warcs = {warc for _, warc in pinned if warc.exists()}
        with suppress(ArchiveError):
            return archived_pages(warcs)(sha256, url)
        return None

    def picture(self, run: str, sha256: str) -> bytes | None:
        """The picture that the run took of a page."""
        if not is_digest(sha256):
            return None
        path = self._workplace.places.report(run) / FOLDER / f"{sha256}.png"
        return path.read_bytes() if path.is_file() else None

    def released(self, run: str) -> bool:
        """Whether the scores of a run are released as they stand."""
        if release_of(self._db, run) is None:
            return False
        return bool(released_scores(self._db, self._workplace.places, [run]))


class StoredDesk:
    """Everything behind the console, over one workplace."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @property
    def registry(self) -> StoredRegistry:
        """Accounts and the access log."""
        return StoredRegistry(self._workplace.places.desk)

    @property
    def attests(self) -> StoredAttests:
        """Attestations."""
        return StoredAttests(self._workplace)

    @property
    def marks(self) -> StoredMarks:
        """The marks of a year's appraisal."""
        return StoredMarks(self._workplace)

    @property
    def releases(self) -> StoredReleases:
        """Releases of scores."""
        return StoredReleases(self._workplace)

    @property
    def sample(self) -> StoredSamples:
        """The findings that persons recheck."""
        return StoredSamples(self._workplace)

    @contextmanager
    def books(self) -> Iterator[StoredBooks]:
        """Open the books for one request: all of it comes from one state."""
        db = open_database(self._workplace.places.database)
        try:
            db.execute("PRAGMA query_only = ON")
            db.execute("BEGIN")
            yield StoredBooks(db, self._workplace)
        finally:
            db.close()

    def act(self, case_id: str, step: Step) -> Case:
        """Do something to a case and write it down."""
        db = open_database(self._workplace.places.database)
        try:
            return take(db, self._workplace, [case_id], step, lambda one: check_of(db, one))[0]
        finally:
            db.close()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
