"""Why a requirement costs another share of the score: its counts, and the points it can give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from checks.engine.requirement import Requirement, Scoring
from checks.engine.scoring import Score, ScoreLine

_PLACES = ("passed", "failed", "suspected", "old_stock", "waived", "other_round", "elsewhere")


@dataclass(frozen=True)
class Count:
    """How many judgements a line counts in a place (reports.wording.PLACES), before and now."""

    place: str
    before: int
    now: int


@dataclass(frozen=True)
class Shift:
    """What changed about a line. `points` are those it could give, None where they are the same.

    They follow the weights of the rows that were judged: `joined` are those that were not judged
    in the run before, `left` those that are no more. `attested` says that a person's verdict on
    it is another.
    """

    counts: tuple[Count, ...] = ()
    points: tuple[Decimal, Decimal] | None = None
    joined: tuple[Requirement, ...] = ()
    left: tuple[Requirement, ...] = ()
    attested: bool = False


def shifts_of(score: Score, before: Score, rows: Mapping[str, Requirement]) -> Mapping[str, Shift]:
    """The shift of every row of a rulebook between two scores, by requirement."""
    now = {line.requirement: line for line in score.lines}
    then = {line.requirement: line for line in before.lines}
    judged, were = ({name for name, line in lines.items() if line.points} for lines in (now, then))
    joined = tuple(row for name, row in rows.items() if name in judged - were)
    left = tuple(row for name, row in rows.items() if name in were - judged)
    found = {}
    for name, row in rows.items():
        nothing = ScoreLine(name, row.weight, None)
        one, other = now.get(name, nothing), then.get(name, nothing)
        # What is joining or leaving itself is told by its own counts.
        moved = one.points != other.points and one.points and other.points
        found[name] = Shift(
            counts=_counts(row, one, other),
            points=(other.points, one.points) if moved else None,
            joined=joined if moved else (),
            left=left if moved else (),
            attested=one.attested != other.attested,
        )
    return found


def _counts(row: Requirement, now: ScoreLine, before: ScoreLine) -> tuple[Count, ...]:
    # What is passed weighs in a share only.
    places = _PLACES if row.scoring is not Scoring.PER_DEFECT else _PLACES[1:]
    both = ((place, getattr(before, place), getattr(now, place)) for place in places)
    return tuple(Count(*one) for one in both if one[1] != one[2])
