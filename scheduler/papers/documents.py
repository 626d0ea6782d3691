"""What the nights came to for every document that calls for an interpretation (解读)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from crawler.portals import Portal
from reports.papers.books import Interpreted
from scheduler.workplace import Workplace

_LATENCY, _PRESENT, _LINKED = (
    "interpretation_latency",
    "interpretation_present",
    "interpretation_linked",
)


def read_documents(
    db: Database,
    place: Workplace,
    portals: Iterable[Portal],
    last_runs: Mapping[str, str],
    states: Mapping[str, CaseState],
) -> Iterator[Interpreted]:
    """The documents by their last definite judgements, up to the last run of each portal.

    `states` are the states of cases at the end of the period. Old stock, documents that call for
    none any more and those that are excused are left out.
    """
    for portal in portals:
        if portal.id not in last_runs:
            continue
        for (rulebook, subject), own in _rows(db, portal.id, last_runs[portal.id], states).items():
            made = _document(place, portal, rulebook, subject, own)
            if made is not None:
                yield made


def _rows(
    db: Database, portal: str, run: str, states: Mapping[str, CaseState]
) -> Mapping[tuple[str, str], Mapping[str, _Judgement]]:
    """Per rulebook and document, what each check came to."""
    found: dict[tuple[str, str], dict[str, _Judgement]] = defaultdict(dict)
    for row in db.query(
        'SELECT case_id, "check", rulebook, requirement, subject, title, outcome, due_on,'
        " json_extract(data, '$.settled_on') AS settled FROM findings"
        ' WHERE portal = ? AND "check" IN (?, ?, ?) AND first_run <= ?'
        " ORDER BY last_run, id",
        [portal, _LATENCY, _PRESENT, _LINKED, run],
    ):
        own = found[str(row["rulebook"]), str(row["subject"])]
        known = own.get(str(row["check"]), _Judgement())
        own[str(row["check"])] = known.then(row, states.get(str(row["case_id"])))
    return found


def _document(
    place: Workplace, portal: Portal, rulebook: str, subject: str, own: Mapping[str, _Judgement]
) -> Interpreted | None:
    latency, present = own.get(_LATENCY, _Judgement()), own.get(_PRESENT, _Judgement())
    linked = own.get(_LINKED, _Judgement())
    due = latency.due_on or present.due_on
    if due is None or (portal.baseline_on is not None and due < portal.baseline_on):
        return None
    if present.dropped or latency.dropped:
        return None
    return Interpreted(
        portal=portal.id,
        title=latency.title or present.title,
        subject=subject,
        due_on=due,
        limit=_limit(place, rulebook, latency.requirement),
        done=present.met if present.met is not None else latency.answered,
        in_time=latency.met,
        linked=linked.met,
    )


def _limit(place: Workplace, rulebook: str, requirement: str) -> int | None:
    book = place.rulebooks.get(rulebook)
    if book is None or not requirement:
        return None
    try:
        row = book.requirement(requirement)
    except KeyError:
        return None
    measures = (one.terms for one in row.measures() if one.check == _LATENCY)
    limit = next(measures, row.terms).get("max_working_days")
    return int(limit) if isinstance(limit, (int, float)) else None


@dataclass(frozen=True)
class _Judgement:
    """What the nights came to for one document under one check.

    `met` is the last definite word, None without one. `answered` is True or False where that
    says whether there is an interpretation at all. `dropped`: it calls for none, or is excused.
    """

    met: bool | None = None
    answered: bool | None = None
    due_on: date | None = None
    title: str = ""
    requirement: str = ""
    dropped: bool = False

    def then(self, row: Mapping[str, str | None], state: CaseState | None) -> _Judgement:
        """After one more night's row, with the state of its case at the end."""
        outcome = Outcome(str(row["outcome"]))
        due = date.fromisoformat(row["due_on"]) if row["due_on"] else self.due_on
        met, answered, dropped = self.met, self.answered, False
        if outcome is Outcome.CANT_TELL:
            dropped = self.dropped
        elif outcome is Outcome.INAPPLICABLE:
            dropped = True
        elif outcome is Outcome.PASSED:
            met = answered = True
        elif outcome is Outcome.PENDING:
            met = answered = None
        elif outcome is Outcome.FAILED:
            suspected = state is CaseState.SUSPECTED
            dropped = state is CaseState.WAIVED
            met = None if suspected else False
            answered = True if row["settled"] else met
        return _Judgement(
            met, answered, due, str(row["title"] or ""), str(row["requirement"]), dropped
        )
