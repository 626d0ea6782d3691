"""Rulebooks: every clause with what measures it, whom it binds, and how it came out tonight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Assessment, Requirement, Rulebook
from checks.rulebooks.measured import Measured, counts, measured, sums
from crawler.portals import Portal
from reports.console.books import Desk, RunLine, Wanted
from reports.console.gate import NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.pages.today import RunQuery, chosen_run
from reports.console.rechecks import rates_shown
from reports.console.ruling import WORST, Tally

RulebookPath = Annotated[str, Path(max_length=100)]
MOST_COLUMNS = 24
"""Units beside each other in the matrix; with more of them clauses tell of units by outcome."""
MOST_UNITS = 12


@dataclass(frozen=True)
class UnitResult:
    """How a clause came out at a unit: the worst outcome (None: not judged) and all counts."""

    portal: Portal
    worst: Outcome | None
    counts: Mapping[Outcome, int]

    @property
    def count(self) -> int:
        """How many findings have the worst outcome."""
        return self.counts.get(self.worst, 0) if self.worst is not None else 0


@dataclass(frozen=True)
class Clause:
    """A clause, what of it is measured, and how it came out at the units that it binds."""

    row: Requirement
    measured: Measured
    units: tuple[UnitResult, ...]

    @property
    def by_outcome(self) -> Mapping[Outcome | None, int]:
        """How many units have which outcome as their worst, the worst first."""
        return {
            outcome: count
            for outcome in (*WORST, None)
            if (count := sum(one.worst is outcome for one in self.units))
        }

    @property
    def worst_first(self) -> tuple[UnitResult, ...]:
        """The units, those that came out worst first."""
        rank = {outcome: at for at, outcome in enumerate((*WORST, None))}
        return tuple(sorted(self.units, key=lambda one: (rank[one.worst], -one.count)))

    def at(self, portal: str) -> UnitResult | None:
        """How it came out at a unit; None where it does not bind it."""
        return next((one for one in self.units if one.portal.id == portal), None)


def router(desk: Desk, gate: Gate) -> APIRouter:
    """All rulebooks, and one."""
    routes = APIRouter()

    @routes.get("/rulebooks")
    def rulebooks(asked: Visitor, run: RunQuery = "") -> Response:
        with desk.books() as books:
            line = chosen_run(books, run)
            shelf = books.shelf(day_of(line, gate))
            units = {
                name: [one for one in books.portals if name in one.rulebooks] for name in shelf
            }
            only = asked.person.only
            return gate.page(
                asked,
                "rulebooks.html.j2",
                run=line,
                shelf=shelf,
                used=books.rulebooks,
                units={
                    name: sum(asked.person.sees(one.id) for one in own)
                    for name, own in units.items()
                },
                totals={name: sums(counts(book, checks())) for name, book in shelf.items()},
                lookbacks=() if only else books.lookbacks(),
            )

    @routes.get("/rulebooks/{rulebook}")
    def rulebook(
        asked: Visitor,
        rulebook: RulebookPath,
        run: RunQuery = "",
        assessment: Annotated[str, Query(max_length=20)] = "",
        portal: Annotated[str, Query(max_length=100)] = "",
    ) -> Response:
        if portal:
            gate.see(asked, portal)
        with desk.books() as books:
            line = chosen_run(books, run)
            book = books.shelf(day_of(line, gate)).get(rulebook)
            if book is None:
                raise Refusal(404, NOTHING)
            going_by: list[Portal] = []
            tallied: Sequence[Tally] = ()
            if line is not None:
                took_part = books.took_part(line.run)
                going_by = [
                    one
                    for one in books.portals
                    if one.id in took_part
                    and rulebook in one.rulebooks
                    and asked.person.sees(one.id)
                ]
                tallied = books.tally(wanted_by(asked, line.run, rulebook))
            chosen = [one for one in going_by if portal in ("", one.id)]
            known = counts(book, checks())
            if portal and portal not in {one.id for one in books.portals}:
                raise Refusal(404, NOTHING)
            if assessment and assessment not in set(Assessment):
                raise Refusal(422, "筛选条件“测评方式”的值不存在。")
            kind = Assessment(assessment) if assessment else None
            clauses = clauses_of(book, chosen, tallied, kind)
            return gate.page(
                asked,
                "rulebook.html.j2",
                run=line,
                runs=books.runs(60),
                book=book,
                clauses=clauses,
                counts=known,
                total=sums(known),
                chosen=kind,
                portal=portal,
                units=going_by,
                columns=columns(clauses, chosen),
                titles={slug: built.check.title for slug, built in checks().items()},
                most_units=MOST_UNITS,
                rates=rates_shown(desk.sample.rechecks()),
            )

    return routes


def day_of(line: RunLine | None, gate: Gate) -> date:
    """The day whose edition of a rulebook counts: the run's, today's where there is none."""
    return line.as_of.date() if line is not None else gate.now().date()


def wanted_by(asked: Asked, run: str, rulebook: str) -> Wanted:
    """The findings of a rulebook as the list of findings would show them to the person."""
    only = asked.person.only
    return Wanted(run, portal=only, rulebook=rulebook, for_unit=bool(only))


def clauses_of(
    book: Rulebook,
    portals: Sequence[Portal],
    tallied: Iterable[Tally],
    kind: Assessment | None = None,
) -> list[Clause]:
    """The clauses of a rulebook, of one way of assessment or of all, with what they came to."""
    found: dict[tuple[str, str], dict[Outcome, int]] = {}
    for one in tallied:
        found.setdefault((one.requirement, one.portal), {})[one.outcome] = one.count
    built = checks()
    return [
        Clause(
            row,
            measured(row, built),
            tuple(
                _result(portal, found.get((row.id, portal.id), {}))
                for portal in portals
                if row.binds_body(portal)
            ),
        )
        for row in book.requirements
        if kind is None or row.assessment is kind
    ]


def _result(portal: Portal, counted: Mapping[Outcome, int]) -> UnitResult:
    worst_first = {one: counted[one] for one in WORST if one in counted}
    return UnitResult(portal, next(iter(worst_first), None), worst_first)


def columns(clauses: Iterable[Clause], portals: Sequence[Portal]) -> list[Portal]:
    """The units of the matrix: those that some judged clause binds; none where they are many."""
    bound = {one.portal.id for clause in clauses for one in clause.units if one.worst is not None}
    found = [one for one in portals if one.id in bound]
    return found if 1 < len(found) <= MOST_COLUMNS else []
