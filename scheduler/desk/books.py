"""A look into the books for the console: one read transaction per request, light queries."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from sqlite_utils import Database

from checks.engine.case import Case
from checks.engine.finding import Finding
from checks.engine.requirement import Rulebook
from checks.engine.workflow import Step
from crawler.errors import ArchiveError
from crawler.fetching.printing import print_page
from crawler.fetching.programs import browser_program
from crawler.portals import Portal
from reports.clues import Clue
from reports.console.books import (
    CaseEvent,
    FindingRow,
    HeatRow,
    Movement,
    Notice,
    RunLine,
    ScoreRow,
    Wanted,
)
from reports.console.ruling import Lookbacked, Side, Tally
from reports.console.running import Entry, Machine, Night, Visited
from reports.console.selfcheck import Draft, SelfChecked
from reports.copies import FOLDER
from reports.model import Archived, JudgedFinding, RunReport
from reports.safety import is_digest
from scheduler.beforehand.judging import self_check
from scheduler.casework.acts import take
from scheduler.casework.view import check_of
from scheduler.desk import (
    comparing,
    exporting,
    hinting,
    listing,
    moving,
    papering,
    running,
    scoring,
)
from scheduler.desk.attesting import StoredAttests
from scheduler.desk.machine import machine
from scheduler.desk.marking import StoredMarks
from scheduler.desk.registry import StoredRegistry
from scheduler.desk.releasing import StoredReleases
from scheduler.desk.sampling import StoredSamples
from scheduler.desk.shelf import shelf
from scheduler.evidence.archived import archived_pages
from scheduler.evidence.manifest import pinned_groups
from scheduler.mailing.alarms import open_alarms
from scheduler.moments import latest_night
from scheduler.night.dossiers import StoredDossiers
from scheduler.reporting.feeding import released_scores
from scheduler.reporting.gathering import gather
from scheduler.reporting.judgements import one_judged
from scheduler.run import Run, groups_of
from scheduler.store import open_database
from scheduler.store.cases import decided_after, history, version_of
from scheduler.store.releases import release_of
from scheduler.store.runs import acts_until, stored_run
from scheduler.workplace import Workplace


class StoredBooks:
    """The books of a data folder, as `reports.console.books.Books` asks for them."""

    def __init__(self, db: Database, workplace: Workplace) -> None:
        self._db = db
        self._workplace = workplace
        self._archives: dict[str, Archived] = {}

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

    def scores(
        self, run: str, nights: int = 30, shown: Collection[str] | None = None
    ) -> Sequence[ScoreRow]:
        """The scores of a run with their trend, in the order of the watchlist."""
        order = {portal.id: number for number, portal in enumerate(self.portals)}
        rows = scoring.score_rows(self._db, run, nights, shown)
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

    def later(self, run: str, portal: str) -> Mapping[str, Case]:
        """The cases of a portal whose charge persons decided on since a run, as they stand now."""
        as_of = next((one.as_of for one in self._runs if one.run == run), None)
        return {} if as_of is None else decided_after(self._db, portal, as_of)

    def outline(self, run: str) -> RunReport:
        """What a run was about and judged by, without anything that it found."""
        return exporting.outline(self._db, self._workplace, self._run(run))

    def judged(self, wanted: Wanted) -> Iterator[JudgedFinding]:
        """What is asked for, judged, one after the other in the order of the list."""
        run = self._run(wanted.run)
        return exporting.judged(self._db, self._workplace, run, wanted, self._order)

    def _run(self, name: str) -> Run:
        return stored_run(self._db, self._workplace, name)

    def history(self, case_id: str) -> Sequence[CaseEvent]:
        """What happened to a case, oldest first."""
        return [
            CaseEvent(event.run, event.at, event.case, event.step, event.cause)
            for event in history(self._db, case_id)
        ]

    def version(self, case_id: str) -> str:
        """What a case's history is, as a digest."""
        return version_of(self._db, case_id)

    def took_part(self, run: str) -> frozenset[str]:
        """The ids of the portals of a run."""
        rows = self._db.query("SELECT portal FROM run_portals WHERE run = ?", [run])
        return frozenset(str(row["portal"]) for row in rows)

    def shelf(self, day: date) -> Mapping[str, Rulebook]:
        """Every rulebook in the edition of a day."""
        return shelf(self._workplace, day)

    def tally(self, wanted: Wanted) -> Sequence[Tally]:
        """How many findings there are by clause, unit and outcome."""
        return comparing.tallies(self._db, wanted)

    def lookbacks(self) -> Sequence[Lookbacked]:
        """The looks back that are stored, newest first."""
        return comparing.stored_lookbacks(self._db)

    def side(self, run: str, rulebook: str, lookback: str = "") -> Side | None:
        """What a rulebook came to over a run."""
        return comparing.side_of(self._db, run, rulebook, lookback)

    def findings_of(self, run: str, side: Side, portal: str) -> tuple[Finding, ...]:
        """The findings of one side at one portal."""
        return comparing.findings_of(self._db, run, side, portal)

    def entries(self, portal: str = "", after: int = 0, most: int = 30) -> Sequence[Entry]:
        """The runs in any state, newest first."""
        return running.entries(self._db, portal, after, most)

    def night(self, run: str, portal: str = "") -> Night | None:
        """What a run rests on and how it went."""
        return running.night(self._db, self._workplace.places, run, portal)

    def visited(
        self, run: str, portals: Sequence[str], *, in_full: bool = False
    ) -> Sequence[Visited]:
        """How the visits of some portals went in a run."""
        return running.visited(self._db, self._workplace, run, portals, in_full=in_full)

    def machine(self) -> Machine:
        """How the monitor itself is."""
        return machine(self._db, self._workplace.places.data)

    def archived(self, run: str, sha256: str, url: str) -> bytes | None:
        """Archived bytes of a page, out of the files that the run pins."""
        if not is_digest(sha256):
            return None
        with suppress(ArchiveError):
            if run not in self._archives:
                pinned = pinned_groups(self._db, self._workplace.places, run).values()
                self._archives[run] = archived_pages({warc for _, warc in pinned if warc.exists()})
            return self._archives[run](sha256, url)
        return None

    def picture(self, run: str, sha256: str) -> bytes | None:
        """The picture that the run took of a page."""
        if not is_digest(sha256):
            return None
        path = self._workplace.places.report(run) / FOLDER / f"{sha256}.png"
        return path.read_bytes() if path.is_file() else None

    def seals(self, run: str, portal: str) -> Sequence[tuple[str, str]]:
        """The manifests of a run, and the archive file of the unit that the last of them pins."""
        found = {}
        places = self._workplace.places
        for row in self._db.query(
            "SELECT file, sha256 FROM manifests WHERE run = ? ORDER BY seq", [run]
        ):
            found[str(row["file"])] = str(row["sha256"])
            path = places.archive / str(row["file"])
            manifest = json.loads(path.read_bytes()) if path.is_file() else {}
            warcs = {
                group["warc"] for group in manifest.get("groups", ()) if portal in group["portals"]
            }
            pins = manifest.get("files", ())
            found |= {str(one["path"]): str(one["sha256"]) for one in pins if one["path"] in warcs}
        return tuple(found.items())

    def ledger(self, run: str, portal: str = "") -> RunReport | None:
        """What the ledger of a run is made of, with what persons did until now."""
        whole = self._run(run)
        own = tuple(one for one in whole.portals if portal in ("", one.id))
        if not own:
            return None
        until = acts_until(self._db, run)
        report = gather(self._db, self._workplace, replace(whole, portals=own), until=until)
        mine = {one.id for one in own}
        return replace(report, scores=tuple(one for one in report.scores if one.portal in mine))

    def notices(self, run: str, portal: str = "", *, drafts: bool) -> Iterator[Notice]:
        """The notices of a run's day."""
        return papering.notices(self._db, self._workplace, run, portal, drafts=drafts)

    def noticed(self, run: str, portal: str = "", *, drafts: bool) -> bool:
        """Whether there is a notice of the run's day."""
        return papering.noticed(self._db, self._workplace, run, portal, drafts=drafts)

    def released_runs(self) -> frozenset[str]:
        """The runs whose scores are released as they stand."""
        runs = [one.run for one in self._runs]
        found = released_scores(self._db, self._workplace.places, runs)
        return frozenset(run for run, _, _ in found)

    def released(self, run: str) -> bool:
        """Whether the scores of a run are released as they stand."""
        if release_of(self._db, run) is None:
            return False
        return bool(released_scores(self._db, self._workplace.places, [run]))

    def clues(self, run: str, portal: str) -> Sequence[Clue]:
        """Hints to what a portal should have published."""
        return hinting.clues_in(self._db, self._workplace, run, portal)


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

    def act(self, case_id: str, step: Step, seen: str) -> Case:
        """Do something to a case and write it down."""
        db = open_database(self._workplace.places.database)
        try:
            return take(db, self._workplace, [case_id], step, lambda one: check_of(db, one), seen)[
                0
            ]
        finally:
            db.close()

    def printed(self, html: str) -> bytes | None:
        """A page of ours as PDF, by the browser of this machine."""
        return print_page(html, browser_program())

    def self_check(self, draft: Draft) -> SelfChecked:
        """What the checks would say of papers once posted; the books are not opened for it."""
        return self_check(self._workplace, draft)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
