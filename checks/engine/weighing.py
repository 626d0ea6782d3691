"""Weighted means of what is known, and how far what is unseen could move them. Exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Span:
    """A value from 0 to 1 and its interval.

    `value` is None where nothing was judged; `low` and `high` are what it would be if everything
    unseen had failed, or had passed, and None where nothing is unseen either.
    """

    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


Weighted = tuple[Fraction, Fraction]
"""A weight and a value."""


def mean_of(values: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """The weighted mean of the values that are there; None without any, or without weight."""
    known = [(weight, value) for weight, value in values if value is not None]
    total = sum((weight for weight, _ in known), Fraction(0))
    if not total:
        return None
    return sum((weight * value for weight, value in known), Fraction(0)) / total


def worst_case(spans: Sequence[tuple[Fraction, Span]]) -> Fraction | None:
    """The least that the weighted mean could be."""
    return _extreme([(w, s.low, s.value is not None) for w, s in spans], -1)


def best_case(spans: Sequence[tuple[Fraction, Span]]) -> Fraction | None:
    """The most that the weighted mean could be."""
    return _extreme([(w, s.high, s.value is not None) for w, s in spans], 1)


def _extreme(
    values: Sequence[tuple[Fraction, Fraction | None, bool]], sign: int
) -> Fraction | None:
    # What nothing was judged of may turn out not to apply at all, so it takes part only where
    # that makes the best case better (sign 1) or the worst case worse (sign -1).
    known = [((weight, value), sure) for weight, value, sure in values if value is not None]
    taken: list[Weighted] = [row for row, sure in known if sure]
    unsure = [row for row, sure in known if not sure]
    for row in sorted(unsure, key=lambda row: row[1] * sign, reverse=True):
        mean = mean_of(taken)
        if mean is None or row[1] * sign > mean * sign:
            taken.append(row)
    return mean_of(taken)
