"""Judging what a run has read: every portal under its rulebooks."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlite_utils import Database

from checks.engine.finding import Finding
from checks.engine.outcome import Basis
from checks.engine.registry import checks
from checks.engine.requirement import Rulebook
from checks.engine.runner import judge_portal, left_to_decide
from checks.judging import seen_in_part
from checks.judging.backdating import hints_in
from checks.judging.drifts import drifts_under
from checks.judging.resting import up_to_date
from crawler.portals import Portal, Role
from crawler.records import Dossier, Drift, LateEntry, Redated
from scheduler.evidence.above import Above, absent_above, last_reads, with_above
from scheduler.night.dossiers import StoredDossiers
from scheduler.run import Run, groups_of
from scheduler.store.findings import in_order
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judged:
    """What judging a run came to; `errors` are checks that raised.

    `above` are the sealed reads of higher portals that it rests on. `in_part` are the (portal,
    rulebook, requirement) of whose sections not all was seen: what is missing there proves nothing.
    `drifts` are, by portal, the changes against its history that nothing new is failed for,
    `late` the pages that bear an earlier day than they can have stood in their list, or than they
    once bore.
    """

    findings: Mapping[str, Sequence[Finding]]
    errors: tuple[str, ...] = ()
    above: tuple[Above, ...] = ()
    in_part: frozenset[tuple[str, str, str]] = frozenset()
    drifts: Mapping[str, tuple[Drift, ...]] = field(default_factory=dict)
    late: Mapping[str, tuple[LateEntry | Redated, ...]] = field(default_factory=dict)


def load_dossiers(workplace: Workplace, run: Run) -> Mapping[str, Dossier]:
    """The dossiers of a run from the group databases, each read when it is asked for."""
    groups = groups_of(workplace, run)
    return StoredDossiers(workplace.places, workplace.watchlist, groups, run.name)


def reads_above(
    db: Database, workplace: Workplace, run: Run, own: Collection[str]
) -> tuple[Above, ...]:
    """The last sealed reads of the higher portals that have no dossier in a run."""
    absent = absent_above(own, workplace.watchlist)
    return last_reads(db, workplace.places, absent, run.as_of)


def judge(
    workplace: Workplace, dossiers: Mapping[str, Dossier], above: Sequence[Above] = ()
) -> Judged:
    """Judge every dossier under its portal's rulebooks, each beside those of its parents.

    `above` are the sealed reads of parents that have no dossier here. A rulebook that is not in
    force on a dossier's day is passed over, once it is settled what fell due under it. A new
    failure that rests on a page which was not asked for is held.
    """
    built = checks()
    places: dict[date, Workplace] = {}
    findings: dict[str, Sequence[Finding]] = {}
    errors: list[str] = []
    in_part: set[tuple[str, str, str]] = set()
    drifts: dict[str, tuple[Drift, ...]] = {}
    late: dict[str, tuple[LateEntry | Redated, ...]] = {}
    for portal_id, dossier in with_above(dossiers, workplace.watchlist, above):
        found: list[Finding] = []
        if dossier.today not in places:
            places[dossier.today] = workplace.on(dossier.today)
        place = places[dossier.today]
        for book in books_judged(place, dossier.portal, dossier.today):
            name = book.id
            judgement = judge_portal(dossier, book, workplace.calendar)
            if not book.in_force(dossier.today):
                judgement = left_to_decide(judgement, book, dossier.today)
            found.extend(up_to_date(one, dossier) for one in judgement.findings)
            in_part.update(
                (portal_id, name, row.id)
                for row in book.requirements
                for check in row.checks
                if check in built and _may_be_missed(dossier, built[check].check.reads)
            )
            drifts[portal_id] = dossier.manner.drifts
            errors.extend(
                f"{portal_id}: {name} {requirement}: {text}"
                for requirement, text in judgement.errors
            )
        findings[portal_id] = in_order(found)
        if hints := hints_in(dossier):
            late[portal_id] = hints
    for error in errors:
        log.error("a check failed: %s", error)
    told = {name: found for name, found in drifts.items() if found}
    return Judged(findings, tuple(errors), tuple(above), frozenset(in_part), told, late)


def _may_be_missed(dossier: Dossier, reads: Sequence[Role]) -> bool:
    """Whether what a check judged before may be there although this night did not judge it."""
    return seen_in_part(dossier, reads) or any(drifts_under(dossier, reads, Basis.WORDS))


def books_in_force(place: Workplace, portal: Portal, day: date) -> tuple[Rulebook, ...]:
    """The rulebooks that a portal is judged by on a day; `place` goes by that day."""
    books = (place.rulebooks[name] for name in portal.rulebooks)
    return tuple(book for book in books if book.in_force(day))


def books_judged(place: Workplace, portal: Portal, day: date) -> tuple[Rulebook, ...]:
    """Those in force on a day, and those whose period is over while it is still decided what fell
    due under them; `place` goes by that day."""
    books = (place.rulebooks[name] for name in portal.rulebooks)
    return tuple(book for book in books if book.in_force(day) or book.settling(day))
