"""What the console asks of the books: plain frozen rows, which `scheduler` fills in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from checks.engine.case import Case, CaseState, Stage
from checks.engine.causes import Why
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Rulebook
from checks.engine.workflow import Step
from crawler.portals import Portal
from reports.changes import Turn
from reports.clues import Clue
from reports.console.deeds import Attests, Marks, Releases
from reports.console.people import Registry
from reports.console.rechecks import Samples
from reports.console.ruling import Lookbacked, Side, Tally
from reports.console.running import Entry, Machine, Night, Visited
from reports.console.selfcheck import Draft, SelfChecked
from reports.model import JudgedFinding, RunReport
from reports.papers.model import Paper


@dataclass(frozen=True)
class RunLine:
    """A run as it is listed."""

    run: str
    as_of: datetime
    state: str
    finished_at: datetime | None
    portals: int
    sample: bool
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ScoreRow:
    """A portal's score under one rulebook in a run, and in the run before.

    `failed` counts failures, those that cost nothing too, `cant_tell` what could not be observed,
    `trend` has the values of the nights up to this one, oldest first.
    """

    portal: str
    rulebook: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal
    veto: bool
    before: Decimal | None
    failed: int
    cant_tell: int
    trend: tuple[float | None, ...] = ()

    @property
    def delta(self) -> Decimal | None:
        """What the score gained since the run before; None where one of both is none."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before


@dataclass(frozen=True)
class Movement:
    """A judgement that came out otherwise than in the run before, and why."""

    case_id: str
    portal: str
    requirement: str
    title: str
    statement: str
    turn: Turn
    why: Why


@dataclass(frozen=True)
class Wanted:
    """Which findings of a run are asked for; empty fields ask for nothing in particular.

    `days` is the least number of days for which a problem has been failing. `case_states` of
    the findings' cases; `text` is sought in titles, sentences and addresses.
    """

    run: str
    portal: str = ""
    rulebook: str = ""
    requirement: str = ""
    outcome: Outcome | None = None
    case_states: tuple[CaseState, ...] = ()
    text: str = ""
    days: int = 0
    due_from: date | None = None
    due_to: date | None = None
    for_unit: bool = False


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is listed, with its case where it has one."""

    case_id: str
    portal: str
    rulebook: str
    requirement: str
    check: str
    subject: str
    aspect: str | None
    title: str
    outcome: Outcome
    statement: str
    due_on: date | None
    state: CaseState | None
    stage: Stage | None
    first_failed_on: date | None


@dataclass(frozen=True)
class CaseEvent:
    """An entry of a case's history: what a night or a person did."""

    run: str
    at: datetime
    case: Case
    step: Step | None
    why: Why | None


@dataclass(frozen=True)
class HeatRow:
    """A requirement's worst outcome in each of some nights; None where it was not judged."""

    rulebook: str
    requirement: str
    outcomes: tuple[Outcome | None, ...]


@dataclass(frozen=True)
class Notice:
    """A rectification notice to a unit; one that nobody approved is a draft."""

    paper: Paper
    approved: bool


class Books(Protocol):
    """One consistent look into the books."""

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The portals of the watchlist, in its order."""

    @property
    def rulebooks(self) -> Mapping[str, Rulebook]:
        """The rulebooks of the watchlist, by id."""

    @property
    def sample(self) -> bool:
        """Whether the portals are invented."""

    def runs(self, most: int = 400) -> Sequence[RunLine]:
        """The complete runs, newest first."""

    def latest(self) -> str:
        """The last complete night; empty if there is none."""

    def scores(
        self, run: str, nights: int = 30, shown: Collection[str] | None = None
    ) -> Sequence[ScoreRow]:
        """The scores of a run with their trend, in the order of the watchlist.

        Of other nights only those in `shown` are told, where it is given.
        """

    def movements(
        self, run: str, portal: str = "", most: int = 100, for_unit: bool = False
    ) -> Sequence[Movement]:
        """What came out otherwise than in the night before, failures first.

        `for_unit` leaves out what a unit may not be told of yet.
        """

    def alarms(self) -> Sequence[tuple[datetime, str]]:
        """What the service complains of now: since when, and its sentence."""

    def report(self, run: str, portal: str) -> RunReport | None:
        """The report of a run for one portal; None for one that took no part."""

    def heat(
        self, run: str, portal: str, nights: int = 60, for_unit: bool = False
    ) -> tuple[tuple[str, ...], list[HeatRow]]:
        """The nights up to a run, oldest first, and the portal's outcomes in them."""

    def findings(self, wanted: Wanted, after: int = 0, most: int = 0) -> Iterator[FindingRow]:
        """Findings in the order of every output, from a place on; `most` 0 for all."""

    def count(self, wanted: Wanted) -> int:
        """How many findings are asked for."""

    def finding(self, case_id: str, run: str) -> JudgedFinding | None:
        """A finding as it stood in a run, or last before it; None for one that nobody knows."""

    def later(self, run: str, portal: str) -> Mapping[str, Case]:
        """The cases of a portal whose charge persons decided on since a run, as they stand now."""

    def outline(self, run: str) -> RunReport:
        """What a run was about and judged by, without anything that it found."""

    def judged(self, wanted: Wanted) -> Iterator[JudgedFinding]:
        """What is asked for, judged, one after the other in the order of the list."""

    def history(self, case_id: str) -> Sequence[CaseEvent]:
        """What happened to a case, oldest first."""

    def version(self, case_id: str) -> str:
        """What a case's history is, as a digest: any further event is another."""

    def took_part(self, run: str) -> frozenset[str]:
        """The ids of the portals of a run."""

    def shelf(self, day: date) -> Mapping[str, Rulebook]:
        """Every rulebook in the edition of a day, those of no portal too, the watchlist's first."""

    def tally(self, wanted: Wanted) -> Sequence[Tally]:
        """How many findings there are of what is asked for, by clause, unit and outcome."""

    def lookbacks(self) -> Sequence[Lookbacked]:
        """The looks back that are stored, newest first."""

    def side(self, run: str, rulebook: str, lookback: str = "") -> Side | None:
        """What a rulebook came to over a run, by the night or a look back; None for nothing."""

    def findings_of(self, run: str, side: Side, portal: str) -> tuple[Finding, ...]:
        """The findings of one side at one portal."""

    def entries(self, portal: str = "", after: int = 0, most: int = 30) -> Sequence[Entry]:
        """The runs in any state, newest first, as far as they are about a portal (empty: all)."""

    def night(self, run: str, portal: str = "") -> Night | None:
        """What a run rests on and how it went; None for one that there is not."""

    def visited(
        self, run: str, portals: Sequence[str], *, in_full: bool = False
    ) -> Sequence[Visited]:
        """How the visits of some portals went in a run; `in_full` with all pages missed."""

    def machine(self) -> Machine:
        """How the monitor itself is: alarms, jobs, its last look at itself."""

    def archived(self, run: str, sha256: str, url: str) -> bytes | None:
        """Archived bytes of a page; None if the archive has none."""

    def picture(self, run: str, sha256: str) -> bytes | None:
        """The picture (PNG) that the run took of an archived page; None if there is none."""

    def seals(self, run: str, portal: str) -> Sequence[tuple[str, str]]:
        """Files of the archive that a run of a unit rests on, each with its sealed SHA-256."""

    def ledger(self, run: str, portal: str = "") -> RunReport | None:
        """What the ledger of a run is made of, for all or one; None for one that had no part."""

    def notices(self, run: str, portal: str = "", *, drafts: bool) -> Iterator[Notice]:
        """The notices of a run's day, of all or one; without `drafts` approved ones only."""

    def noticed(self, run: str, portal: str = "", *, drafts: bool) -> bool:
        """Whether `notices` would give any."""

    def released_runs(self) -> frozenset[str]:
        """The runs whose scores are released as they stand."""

    def released(self, run: str) -> bool:
        """Whether the scores of a run are released as they stand."""

    def clues(self, run: str, portal: str) -> Sequence[Clue]:
        """Hints to what a portal should have published; KeyError where no record is left."""


class Desk(Protocol):
    """Everything behind the console."""

    def books(self) -> AbstractContextManager[Books]:
        """Open the books for one request."""

    def act(self, case_id: str, step: Step, seen: str) -> Case:
        """Do something to a case and write it down; WorkflowError for what is not allowed.

        `seen` is the version of the case that the person saw: nothing is done to a later one.
        """

    def printed(self, html: str) -> bytes | None:
        """A page of ours as PDF; None where there is no browser that could print it."""

    def self_check(self, draft: Draft) -> SelfChecked:
        """What the checks would say of papers once posted; nothing is fetched, nothing kept."""

    @property
    def registry(self) -> Registry:
        """Accounts and the access log."""

    @property
    def attests(self) -> Attests:
        """Attestations."""

    @property
    def marks(self) -> Marks:
        """The marks of a year's appraisal."""

    @property
    def releases(self) -> Releases:
        """Releases of scores."""

    @property
    def sample(self) -> Samples:
        """The findings that persons recheck."""
