"""What a part of an appraisal comes to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from checks.appraisal.plan import Part


@dataclass(frozen=True)
class PartResult:
    """A part of one unit: its value out of 100 (of plus and minus points: their sum).

    `value` is None while anything is missing, and `missing` then says what, in words; it is never
    zero for want of marks. `sources` say where the marks come from, `notes` what else a reader
    must know.
    """

    part: Part
    value: Fraction | None = None
    missing: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def missing(part: Part, *reasons: str) -> PartResult:
    """A part that cannot be had yet."""
    return PartResult(part, missing=reasons)


def mean(values: Sequence[Fraction]) -> Fraction:
    """The plain mean of values, of which there is at least one."""
    return sum(values, Fraction(0)) / len(values)


def rounded(value: Fraction) -> Decimal:
    """Rounded half up to 0.01: at the end, once."""
    return Decimal(math.floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def each_once(texts: Sequence[str]) -> tuple[str, ...]:
    """Texts in their order, none twice."""
    return tuple(dict.fromkeys(texts))
