"""What a report is made of: plain frozen values, handed in by whoever ran the night."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from checks.calendar import WorkCalendar
from checks.engine.attesting import Attestation, Owed
from checks.engine.case import Case, CaseState, Closing, Stage
from checks.engine.causes import Why
from checks.engine.deadlines import PRIVACY_CHECKS, Deadlines
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.scoring import Score, ScoreLine
from checks.engine.workflow import state_shown
from crawler.portals import Portal, Round
from crawler.records import LateEntry, Miss, NamedColumn, Redated, Section
from crawler.records.moments import beijing_date
from reports.amendments import Amendment

Archived = Callable[[str, str], bytes | None]
"""The archived bytes for a SHA-256 digest and an address; None if the archive has none."""


Picture = Callable[[Iterable[tuple[str, str]]], Mapping[str, bytes]]
"""Takes pictures (PNG) of HTML pages given by name, of the first as far as there is room."""


def no_pictures(pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
    """Pictures where there is no browser."""
    return {}


def no_archive(sha256: str, url: str) -> bytes | None:
    """An archive without anything in it."""
    return None


class Standing(StrEnum):
    """Where a judged finding belongs in a report."""

    PROBLEM = "problem"  # a confirmed failure that counts
    SUSPECTED = "suspected"  # an absence that awaits its second read
    OLD_STOCK = "old_stock"  # fell due before the portal's baseline
    WAIVED = "waived"  # a failure free of deduction
    OTHER = "other"  # no failure


@dataclass(frozen=True)
class JudgedFinding:
    """A finding with its case and the requirement it was judged under.

    `mend_by` is the last day for mending or explaining (整改时限) if the office set one; else
    the usual term is counted on the report's calendar. `section` is the Chinese name of the
    section (栏目) it was judged in, where that is known better than from the check. `stage` is
    the case's stage as of the report's moment; `handling` the body that does the work (承办单位)
    and `platform` the one that runs the host (平台运维单位), empty where no other is named.
    `why` is the cause of what this run changed about the case, None where it changed nothing.
    `due` are the case's terms, `told_due` those that begin if its unit is told by this run's
    mail, None where mail begins none. `taken_back` says why a retracted case lost its ground.
    `scored` is the case as the run's score counted it, None where it has not moved since.
    """

    finding: Finding
    case: Case | None
    requirement: Requirement
    old_stock: bool = False
    mend_by: date | None = None
    section: str = ""
    stage: Stage | None = None
    handling: str = ""
    platform: str = ""
    why: Why | None = None
    due: Deadlines = field(default_factory=Deadlines)
    told_due: Deadlines | None = None
    taken_back: Why | None = None
    scored: Case | None = None

    @property
    def standing(self) -> Standing:
        """Where it belongs.

        An absence without a case awaits its second read, and privacy until then a person's look.
        """
        return self._standing(self.case)

    @property
    def counted(self) -> Standing:
        """Where the run's score counted it: what persons did after the run counts from the next."""
        return self._standing(self.scored or self.case)

    def _standing(self, case: Case | None) -> Standing:
        if self.finding.outcome is not Outcome.FAILED:
            return Standing.OTHER
        if self.old_stock:
            return Standing.OLD_STOCK
        private = self.finding.check in PRIVACY_CHECKS
        if case is None:
            words = self.finding.basis is Basis.WORDS and not private
            return Standing.PROBLEM if words else Standing.SUSPECTED
        standings = {
            CaseState.SUSPECTED: Standing.SUSPECTED,
            CaseState.WAIVED: Standing.WAIVED,
        }
        if case.state is CaseState.RESOLVED and case.work.closing is Closing.RETRACTED:
            return Standing.WAIVED  # its ground was taken away after the day that is told of
        if private and case.work.confirmed_by is None:
            return standings.get(case.state, Standing.SUSPECTED)
        return standings.get(state_shown(case), Standing.PROBLEM)


@dataclass(frozen=True)
class ScorePoint:
    """One night of a portal's score history, for the trend."""

    run: str
    rulebook: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class Visit:
    """How a portal's visit went: what was planned, read, skipped and why.

    `planned` and `read` count pages, `unchanged` those of `read` whose bytes were the same as
    before, `unasked` those for which the last look at them stands. `skipped` counts, by a Chinese
    reason, pages left out on purpose. `columns` are those that rulebooks ask for by their titles.
    `family` is the content system of the pages, `version` its edition where they tell it,
    `confidence` from 0 to 1 how sure it is.
    """

    portal: str
    family: str = "generic"
    planned: int = 0
    read: int = 0
    unchanged: int = 0
    skipped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    sections: tuple[Section, ...] = ()
    misses: tuple[Miss, ...] = ()
    note: str = ""
    columns: tuple[NamedColumn, ...] = ()
    version: str = ""
    confidence: float = 0.0
    unasked: int = 0


@dataclass(frozen=True)
class PolitenessRow:
    """What one host was asked in this run. Bytes are counted as received.

    `rate` is the bound that was kept, in requests a second: inf for none, None for not known.
    Of a host that several crawls (`crawls`) asked side by side, `rate` and `peak_per_second` are
    sums, which the host can have met at the most; `seconds` are those of the longest.
    """

    host: str
    requests: int
    bytes: int
    peak_per_second: int
    retries: int = 0
    refused: int = 0
    robots_skips: int = 0
    seconds: float = 0.0
    rate: float | None = None
    crawls: int = 1

    def with_another(self, other: PolitenessRow) -> PolitenessRow:
        """Both crawls of one host in one row."""
        known = self.rate is not None and other.rate is not None
        return PolitenessRow(
            host=self.host,
            requests=self.requests + other.requests,
            bytes=self.bytes + other.bytes,
            peak_per_second=self.peak_per_second + other.peak_per_second,
            retries=self.retries + other.retries,
            refused=self.refused + other.refused,
            robots_skips=self.robots_skips + other.robots_skips,
            seconds=max(self.seconds, other.seconds),
            rate=(self.rate or 0) + (other.rate or 0) if known else None,
            crawls=self.crawls + other.crawls,
        )


@dataclass(frozen=True)
class CheckError:
    """A check that raised: no verdict, never counted against the portal."""

    portal: str
    requirement: str
    message: str


@dataclass(frozen=True)
class PreviousRun:
    """The run before, as far as a report compares with it.

    `rulebooks` maps a rulebook's id to the digest of its text.
    """

    run: str
    as_of: datetime
    findings: tuple[Finding, ...] = ()
    scores: tuple[Score, ...] = ()
    rulebooks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    calendar_version: str = ""
    code_version: str = ""


@dataclass(frozen=True)
class RunReport:
    """Everything that the reports of one run need.

    `portals` are in the order of the watchlist. `history` holds, per portal id, the nights up to
    and including this one, oldest first. `not_measured` are binding rows without a check.
    `preflight` are Chinese sentences about what the scanner itself could not do, and about
    portals of which it may no longer understand the pages, `lacks` the
    names of the capabilities that it lacked. `calendar`
    counts the time for mending. `final` is false while a round is
    provisional, `released` while scores are internal. `unlisted` are cases that are not closed
    and whose page is no longer judged, with their last failure. `amendments` are the changes of
    rulebook, roster and terms that nobody signed yet or that this run was the first under.
    `judged_by` maps a rulebook's id to the version and the digest of the text that this run went
    by, where that is known. `attested` are persons' verdicts in force, `owed` what is to be
    attested within `REMIND_DAYS` of scheduler.reporting, or is overdue. `late` are hints for a
    person, each with its portal's id: pages dated before a night on which their list lacked them;
    `redated` those that bear an earlier day than they once did. `unvisited` are the ids of the
    portals that the run was to visit and has nothing of.
    """

    run: str
    as_of: datetime
    portals: tuple[Portal, ...]
    rulebooks: tuple[Rulebook, ...]
    judged: tuple[JudgedFinding, ...]
    scores: tuple[Score, ...] = ()
    visits: tuple[Visit, ...] = ()
    sample: bool = False
    trial: bool = False
    previous: PreviousRun | None = None
    history: Mapping[str, tuple[ScorePoint, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    not_measured: tuple[Requirement, ...] = ()
    politeness: tuple[PolitenessRow, ...] = ()
    check_errors: tuple[CheckError, ...] = ()
    preflight: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    final: bool = False
    released: bool = False
    unlisted: tuple[JudgedFinding, ...] = ()
    calendar: WorkCalendar | None = None
    calendar_version: str = ""
    code_version: str = ""
    amendments: tuple[Amendment, ...] = ()
    judged_by: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    attested: tuple[Attestation, ...] = ()
    owed: tuple[Owed, ...] = ()
    late: tuple[tuple[str, LateEntry], ...] = ()
    redated: tuple[tuple[str, Redated], ...] = ()
    unvisited: tuple[str, ...] = ()
    archived: Archived = field(default=no_archive, compare=False)
    picture: Picture = field(default=no_pictures, compare=False)

    @property
    def today(self) -> date:
        """The Beijing date of the moment judged."""
        return beijing_date(self.as_of)

    @property
    def data_cut(self) -> datetime:
        """When the last proof was read (数据截止); the moment judged if there is none."""
        proofs = (proof for judged in self.judged for proof in judged.finding.evidence)
        return max((proof.captured_at for proof in proofs), default=self.as_of)

    def portal(self, portal_id: str) -> Portal:
        """The portal of that id; KeyError if the run has none."""
        return self._by_id[portal_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Portal]:
        return {portal.id: portal for portal in reversed(self.portals)}

    def rulebook(self, rulebook_id: str) -> Rulebook:
        """The rulebook of that id; KeyError if the run has none."""
        for rulebook in self.rulebooks:
            if rulebook.id == rulebook_id:
                return rulebook
        raise KeyError(rulebook_id)

    def version_of(self, rulebook: Rulebook) -> str:
        """The version of a rulebook that this run was judged by; its present one if not known.

        Where only the digest of another text is known, the beginning of that.
        """
        version, sha256 = self.judged_by.get(rulebook.id, ("", ""))
        if version or sha256 in ("", rulebook.text_sha256):
            return version or rulebook.version
        return f"sha256:{sha256[:12]}"

    def round_name(self) -> str:
        """The round (测评轮次) that the run's day lies in; empty if none is set."""
        return next((r.id for r in self.rounds if r.start_on <= self.today <= r.end_on), "")


@dataclass(frozen=True)
class ReportFiles:
    """Where the files of a run's report lie; `copies` counts the archived copies shown."""

    html: Path
    workbook: Path
    findings_jsonl: Path
    findings_csv: Path
    scores_json: Path
    scores_csv: Path
    copies: int = 0


def line_of(score: Score, requirement_id: str) -> ScoreLine | None:
    """The score's line for a requirement; None if it has none."""
    return next((line for line in score.lines if line.requirement == requirement_id), None)
