"""What a paper is made from: the books of a period, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.attesting import Attestation, Key, Owed
from checks.engine.case import Case
from checks.engine.outcome import Outcome
from checks.engine.requirement import Rulebook
from checks.engine.scoring import Score
from checks.engine.workflow import state_shown
from crawler.portals import Papers, Portal
from reports.day_sums import RECTIFY_WORKING_DAYS, mend_by
from reports.model import JudgedFinding
from reports.papers.movement import LIVE, Balance, CaseEvent, Move, Step, balance


@dataclass(frozen=True)
class Terms:
    """The office's terms in working days: to mend (整改) and to object (申诉).

    `rectify_links` is the shorter one for wrong or dead links, `privacy_hours` that for personal
    data that was published.
    """

    rectify: int = RECTIFY_WORKING_DAYS
    rectify_links: int = 3
    privacy_hours: int = 24
    appeal: int = 5

    def of(self, check: str) -> int:
        """The term for mending what that check found."""
        return self.rectify_links if check == "link_health" else self.rectify

    def at_once(self, check: str) -> bool:
        """Whether it has hours instead of working days."""
        return check == "pii_exposure"


@dataclass(frozen=True)
class Nights:
    """The nights of a period: those with a complete run, those without, and the first ever.

    Nights before the first ever are neither: there was no monitoring yet.
    """

    start: date
    end: date
    made: tuple[date, ...] = ()
    missing: tuple[date, ...] = ()
    first_ever: date | None = None


@dataclass(frozen=True)
class Problem:
    """A case with its last failed finding, and how it moved.

    `now` is what the last run of its portal came to for it; None if it judged it no more.
    `events` are its log up to the end of the period, `standing` is the case as it stands when the
    paper is made, None where it did not move since.
    """

    judged: JudgedFinding
    moves: tuple[Move, ...]
    events: tuple[CaseEvent, ...] = ()
    now: Outcome | None = Outcome.FAILED
    standing: Case | None = None

    @property
    def words(self) -> tuple[Case, ...]:
        """The case at the end of the period, and as it stands now."""
        return tuple(case for case in (self.judged.case, self.standing) if case is not None)

    @property
    def live(self) -> bool:
        """Confirmed, not closed, and not old stock."""
        case = self.judged.case
        return case is not None and state_shown(case) in LIVE and not self.judged.old_stock

    @property
    def portal(self) -> str:
        """The id of its portal."""
        return self.judged.finding.portal

    def stepped(self, step: Step, start: date, end: date) -> date | None:
        """The last day in the period on which it made that step; None if it made none."""
        days = [move.on for move in self.moves if move.step is step and start <= move.on <= end]
        return days[-1] if days else None


@dataclass(frozen=True)
class Interpreted:
    """One document that called for an interpretation, and what was found of it.

    `due_on` ends the term of `limit` working days. `in_time`, `done` and `linked` are True or
    False where that was judged, None where it could not be told, is not confirmed or not due.
    """

    portal: str
    title: str
    subject: str
    due_on: date
    limit: int | None = None
    done: bool | None = None
    in_time: bool | None = None
    linked: bool | None = None


@dataclass(frozen=True)
class UnitScore:
    """A portal's scores under one rulebook: of the last night, and over the nights of the period.

    `mean` is that of the nights with a score, `nights` their number. `released` says whether the
    last night's may be shown.
    """

    portal: str
    rulebook: str
    last: Score
    mean: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    nights: int = 0
    released: bool = False


@dataclass(frozen=True)
class Books:
    """All that a paper of a period needs.

    `day` is the day the paper is made for, `as_of` the moment of the last run up to it, whose
    name is `run`. `problems` stand in the order of the ledger, `pending` are duties whose term
    still ran at the last run. `attested` are persons' verdicts in force, `owed` manual rows that
    are to be attested soon, or should have been. `means_released` says whether the scores of all
    nights of the period may be shown.
    """

    start: date
    end: date
    day: date
    run: str
    as_of: datetime
    data_cut: datetime
    portals: tuple[Portal, ...]
    rulebooks: tuple[Rulebook, ...]
    calendar: WorkCalendar
    nights: Nights
    settings: Papers = field(default_factory=Papers)
    terms: Terms = Terms()
    problems: tuple[Problem, ...] = ()
    pending: tuple[JudgedFinding, ...] = ()
    interpreted: tuple[Interpreted, ...] = ()
    attested: Mapping[Key, Attestation] = field(default_factory=lambda: MappingProxyType({}))
    owed: tuple[Owed, ...] = ()
    scores: tuple[UnitScore, ...] = ()
    means_released: bool = False
    final: bool = False
    sample: bool = False
    trial: bool = False
    unit_nights: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def released(self) -> bool:
        """Whether every unit's last score may be shown."""
        return all(one.released for one in self.scores)

    def portal(self, portal_id: str) -> Portal:
        """The portal of that id; KeyError if there is none."""
        for portal in self.portals:
            if portal.id == portal_id:
                return portal
        raise KeyError(portal_id)

    def calendar_of(self, portal_id: str) -> WorkCalendar:
        """The calendar with the portal's own holidays."""
        return self.calendar.with_holidays(self.portal(portal_id).extra_holidays)

    def live(self) -> tuple[Problem, ...]:
        """Problems that were not closed at the end of the period."""
        return tuple(problem for problem in self.problems if problem.live)

    def counted(self) -> tuple[Problem, ...]:
        """Problems that count: not old stock."""
        return tuple(problem for problem in self.problems if not problem.judged.old_stock)

    def stepped(self, *steps: Step) -> tuple[tuple[Problem, Step, date], ...]:
        """Problems that made one of the steps in the period, with its day."""
        found = []
        for problem in self.counted():
            for step in steps:
                on = problem.stepped(step, self.start, self.end)
                if on is not None:
                    found.append((problem, step, on))
        return tuple(found)

    def balances(self) -> Mapping[str, Balance]:
        """The balance of every unit, by portal id, in the order of the assessment list."""
        steps: dict[str, list[tuple[Move, ...]]] = {portal.id: [] for portal in self.portals}
        for problem in self.counted():
            steps.setdefault(problem.portal, []).append(problem.moves)
        return {unit: balance(own, self.start, self.end) for unit, own in steps.items()}

    def whole_balance(self) -> Balance:
        """The balance of all units together."""
        return balance([problem.moves for problem in self.counted()], self.start, self.end)

    def mend_day(self, problem: Problem) -> date | None:
        """The last day for mending it; None for one in dispute, closed or not to be counted."""
        judged = problem.judged
        if judged.mend_by is not None or not problem.live:
            return judged.mend_by if problem.live else None
        term = self.terms.of(judged.finding.check)
        return mend_by(judged.case, self.calendar_of(problem.portal), term)

    def term_from(self, portal_id: str, start: date, working_days: int) -> date | None:
        """The last day of a term in the unit's working days; None where no calendar reaches."""
        try:
            return self.calendar_of(portal_id).add(start, working_days)
        except CalendarGap:
            return None


def days_between(start: date, end: date) -> tuple[date, ...]:
    """Every day from `start` to `end`, both included."""
    return tuple(start + timedelta(days=n) for n in range((end - start).days + 1))
