"""What the console asks of the books about rulebooks: outcomes by clause, two sides compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from checks.engine.outcome import Outcome

WORST = (
    Outcome.FAILED, Outcome.CANT_TELL, Outcome.PENDING, Outcome.PASSED, Outcome.INAPPLICABLE,
)  # fmt: skip
"""Which outcome stands for a requirement that has several."""

DECISIVE = {
    "assessment": "测评方式",
    "binds": "适用类别",
    "cadence": "频次",
    "cap": "扣分上限",
    "check": "测评项",
    "curable": "可补正",
    "due_on": "期限",
    "named": "点名单位",
    "points": "每项扣分",
    "scoring": "计分方式",
    "weight": "权重",
}
"""Fields of a clause whose change changes what is judged or scored; texts do not."""


@dataclass(frozen=True)
class Tally:
    """How many findings of one outcome a clause has at a unit."""

    rulebook: str
    requirement: str
    portal: str
    outcome: Outcome
    count: int


@dataclass(frozen=True)
class Lookbacked:
    """A look back (回头看) that is stored; `mode` is "own-time" or "today"."""

    id: str
    rulebook: str
    version: str
    mode: str
    as_of: datetime
    run: str
    made_at: datetime


@dataclass(frozen=True)
class Figures:
    """A score as it is compared: value, and the interval of what is not known."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal
    veto: bool


@dataclass(frozen=True)
class Side:
    """What one rulebook came to over a run, by portal.

    It comes out of the night itself, or of the look back `lookback` that was made over it.
    `tallies` count its findings.
    """

    rulebook: str
    version: str
    scores: Mapping[str, Figures]
    tallies: tuple[Tally, ...]
    lookback: Lookbacked | None = None
