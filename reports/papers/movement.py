"""How problems moved in a period: onto the books and off them again, from the log of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from checks.engine.case import Case, CaseState, Closing
from checks.engine.workflow import state_shown
from crawler.records.moments import beijing_date

LIVE = frozenset(
    {
        CaseState.OPEN,
        CaseState.NOTIFIED,
        CaseState.RECTIFYING,
        CaseState.REOPENED,
        CaseState.DISPUTED,
    }
)
"""States of a confirmed problem that is not closed (未销号)."""


class Step(StrEnum):
    """A problem's step onto the books or off them, in the words shown."""

    NEW = "新增"
    RETURNED = "反弹"
    CLOSED = "销号"
    EXCUSED = "免予扣分"


@dataclass(frozen=True)
class CaseEvent:
    """One line of the log: the case as it stood after `at`, and who moved it and why."""

    at: datetime
    case: Case
    person: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Move:
    """A step and the Beijing day on which it was made."""

    step: Step
    on: date


@dataclass(frozen=True)
class Balance:
    """A unit's problems over a period: before + new + returned - closed - excused = after."""

    before: int = 0
    new: int = 0
    returned: int = 0
    closed: int = 0
    excused: int = 0

    @property
    def after(self) -> int:
        """Problems still on the books at the end."""
        return self.before + self.new + self.returned - self.closed - self.excused

    def plus(self, other: Balance) -> Balance:
        """Both together."""
        return Balance(
            self.before + other.before,
            self.new + other.new,
            self.returned + other.returned,
            self.closed + other.closed,
            self.excused + other.excused,
        )


def moves(events: Iterable[CaseEvent]) -> tuple[Move, ...]:
    """The steps of one case, oldest first; what was only ever suspected makes none."""
    found: list[Move] = []
    live = known = False
    for event in events:
        on = beijing_date(event.at)
        now = state_shown(event.case) in LIVE
        if now and not live:
            found.append(Move(Step.RETURNED if known else Step.NEW, on))
        elif live and not now:
            # What the calendar or the rule took back was never the unit's to mend.
            taken_back = event.case.work.closing is Closing.RETRACTED
            excused = event.case.state is CaseState.WAIVED or taken_back
            found.append(Move(Step.EXCUSED if excused else Step.CLOSED, on))
        live, known = now, known or now
    return tuple(found)


def balance(steps: Iterable[Sequence[Move]], start: date, end: date) -> Balance:
    """The balance of several cases from `start` to `end`, both days included."""
    counts = dict.fromkeys(Step, 0)
    before = 0
    for own in steps:
        earlier = [move for move in own if move.on < start]
        if earlier and earlier[-1].step in (Step.NEW, Step.RETURNED):
            before += 1
        for move in own:
            if start <= move.on <= end:
                counts[move.step] += 1
    return Balance(
        before,
        counts[Step.NEW],
        counts[Step.RETURNED],
        counts[Step.CLOSED],
        counts[Step.EXCUSED],
    )
