"""Two rulebooks over one archived night: scores, ranks, clauses, and what comes out otherwise.

What is judged already is shown. Nothing is judged here: judging a night takes longer than a
person waits, and it is said by which command it is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.shifts import Shift, corresponding, shifts
from checks.rulebooks.differences import Difference, row_differences
from crawler.portals import Portal
from reports.console.access import Right
from reports.console.books import Books, Desk, RunLine
from reports.console.gate import Asked, Gate, Refusal, Visitor
from reports.console.pages.rulebooks import day_of
from reports.console.pages.today import RunQuery, chosen_run, scores_shown
from reports.console.rechecks import check_labels, rates_of, rates_shown
from reports.console.ruling import DECISIVE, Figures, Side

NameQuery = Annotated[str, Query(max_length=100)]
_MOST_SHIFTS = 200


@dataclass(frozen=True)
class Placed:
    """A unit under both rulebooks. Ranks are among the units that both give a score."""

    portal: Portal
    one: Figures | None
    other: Figures | None
    rank_one: int | None = None
    rank_other: int | None = None

    @property
    def gained(self) -> Decimal | None:
        """The other score less the one; None where one of both is none."""
        if self.one is None or self.other is None:
            return None
        if self.one.value is None or self.other.value is None:
            return None
        return self.other.value - self.one.value

    @property
    def climbed(self) -> int:
        """Places gained under the other; 0 without ranks."""
        return (self.rank_one or 0) - (self.rank_other or 0)


@dataclass(frozen=True)
class Pair:
    """Two clauses that ask for the same, what differs, and how many failed under each."""

    one: Requirement
    other: Requirement
    differs: tuple[Difference, ...]
    failed: tuple[int | None, int | None]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The comparison."""
    routes = APIRouter()

    @routes.get("/rulebooks/compare")
    def compare(
        asked: Visitor,
        one: NameQuery = "",
        other: NameQuery = "",
        run: RunQuery = "",
        lookback: Annotated[str, Query(max_length=200)] = "",
        portal: NameQuery = "",
    ) -> Response:
        if portal:
            gate.see(asked, portal)
        with desk.books() as books:
            line = chosen_run(books, run)
            shelf = books.shelf(day_of(line, gate))
            one = one or next(iter(books.rulebooks), "")
            if any(name and name not in shelf for name in (one, other)):
                raise Refusal(404, "没有这套指标体系。")
            chosen = (shelf[one], shelf[other]) if one and other and one != other else None
            sides = _sides(asked, gate, books, line, chosen, lookback)
            units = [unit for unit in books.portals if asked.person.sees(unit.id)]
            found = _shifts(books, line, chosen, sides.seen, portal)
            return gate.page(
                asked,
                "compare.html.j2",
                run=line,
                runs=books.runs(60),
                shelf=shelf,
                one=one,
                other=other,
                chosen=chosen,
                lookback=lookback,
                sides=sides,
                hidden=bool(asked.person.only),
                commands=commands(line, chosen, sides) if not asked.person.only else (),
                placed=placed(units, sides.seen),
                rows=clauses(chosen, sides.seen) if chosen else None,
                units=units,
                portal=portal,
                found=found,
                whys=Counter(shift.why for shift in found or ()).most_common(),
                most=_MOST_SHIFTS,
                titles={slug: built.check.title for slug, built in checks().items()},
                rates=rates_of(rates_shown(desk.sample.rechecks()), chosen or ()),
                labels=check_labels({book.id: book for book in chosen or ()}),
                names={
                    (book.id, row.id): row.title
                    for book in chosen or ()
                    for row in book.requirements
                },
            )

    return routes


@dataclass(frozen=True)
class Sides:
    """What was judged under both (None: it was not), and which of it the person may see."""

    judged: tuple[Side | None, Side | None] = (None, None)
    shown: tuple[bool, bool] = (False, False)

    @property
    def seen(self) -> tuple[Side | None, Side | None]:
        """What the person sees of both."""
        one, other = (
            side if shown else None for side, shown in zip(self.judged, self.shown, strict=True)
        )
        return one, other


def _sides(
    asked: Asked,
    gate: Gate,
    books: Books,
    line: RunLine | None,
    chosen: tuple[Rulebook, Rulebook] | None,
    lookback: str,
) -> Sides:
    # Places among others are nothing for a unit, nor is a judgement that nobody has told it.
    if line is None or chosen is None or asked.person.only:
        return Sides()
    one = books.side(line.run, chosen[0].id)
    other = books.side(line.run, chosen[1].id, lookback)
    if other is None and lookback:
        other = books.side(line.run, chosen[1].id)
    released = scores_shown(asked, gate, books, line.run)
    # What was judged apart is released by nobody.
    internal = asked.person.may(Right.UNRELEASED)
    shown = [
        side is not None and (internal if side.lookback else released) for side in (one, other)
    ]
    return Sides((one, other), (shown[0], shown[1]))


def commands(
    line: RunLine | None, chosen: tuple[Rulebook, Rulebook] | None, sides: Sides
) -> tuple[str, ...]:
    """What is to be run so that a rulebook without a judgement over the run gets one."""
    if line is None or chosen is None:
        return ()
    found = []
    for book, side in zip(chosen, sides.judged, strict=True):
        if side is None:
            # Without a last day the look back must be told the day whose edition counts.
            day = "" if book.ends_on else f" --as-of {line.run[:10]}"
            found.append(f"gongkai lookback --rulebook {book.id} --today{day} --run {line.run}")
    if found:
        one, other = chosen
        found.append(f"gongkai check --rulebook {one.id} --rulebook {other.id} --run {line.run}")
    return tuple(found)


def placed(portals: Sequence[Portal], sides: tuple[Side | None, Side | None]) -> list[Placed]:
    """The units that some side has judged, with their ranks, best under the one first."""
    scores = tuple(side.scores if side is not None else {} for side in sides)
    both = [
        one.id
        for one in portals
        if all(one.id in own and own[one.id].value is not None for own in scores)
    ]
    ranks = tuple(_ranks({name: own[name] for name in both}) for own in scores)
    found = [
        Placed(
            one, scores[0].get(one.id), scores[1].get(one.id), ranks[0].get(one.id),
            ranks[1].get(one.id),
        )
        for one in portals
        if one.id in scores[0] or one.id in scores[1]
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.rank_one is None, row.rank_one or 0))


def _ranks(scores: Mapping[str, Figures]) -> dict[str, int]:
    """Places from 1; units of the same score share a place."""
    values = {name: one.value for name, one in scores.items() if one.value is not None}
    return {
        name: 1 + sum(other > value for other in values.values()) for name, value in values.items()
    }


@dataclass(frozen=True)
class Clauses:
    """The clauses of two rulebooks: with a counterpart, and those of one side alone."""

    pairs: tuple[Pair, ...]
    only_one: tuple[Requirement, ...]
    only_other: tuple[Requirement, ...]


def clauses(chosen: tuple[Rulebook, Rulebook], sides: tuple[Side | None, Side | None]) -> Clauses:
    """Which clauses have a counterpart, and what differs in the terms that decide."""
    one, other = chosen
    matches = {left: right for (_, left), (_, right) in corresponding(one, other).items()}
    there = {row.id: row for row in other.requirements}
    failed = tuple(_failed(side) for side in sides)
    pairs = tuple(
        Pair(
            row,
            there[matches[row.id]],
            tuple(
                found
                for found in row_differences(row, there[matches[row.id]])
                if found.key in DECISIVE or found.key.startswith("terms.")
            ),
            (_count(failed[0], row.id), _count(failed[1], matches[row.id])),
        )
        for row in one.requirements
        if row.id in matches
    )
    met = set(matches.values())
    return Clauses(
        pairs,
        tuple(row for row in one.requirements if row.id not in matches),
        tuple(row for row in other.requirements if row.id not in met),
    )


def _failed(side: Side | None) -> Counter[str] | None:
    if side is None:
        return None
    found: Counter[str] = Counter()
    for one in side.tallies:
        found[one.requirement] += one.count if one.outcome is Outcome.FAILED else 0
    return found


def _count(failed: Counter[str] | None, requirement: str) -> int | None:
    """Failures under a clause; None where it was not judged at all."""
    return failed[requirement] if failed is not None and requirement in failed else None


def _shifts(
    books: Books,
    line: RunLine | None,
    chosen: tuple[Rulebook, Rulebook] | None,
    sides: tuple[Side | None, Side | None],
    portal: str,
) -> tuple[Shift, ...] | None:
    """What comes out otherwise at one unit; None where it cannot be told or is not asked for."""
    one, other = sides
    if line is None or chosen is None or one is None or other is None or not portal:
        return None
    before = books.findings_of(line.run, one, portal)
    after = books.findings_of(line.run, other, portal)
    found = shifts(before, after, corresponding(*chosen))
    return tuple(sorted(found, key=lambda one: not _accuses(one)))


def _accuses(shift: Shift) -> bool:
    """Whether one of both sides says that something failed."""
    return any(
        one is not None and one.outcome is Outcome.FAILED for one in (shift.before, shift.after)
    )
