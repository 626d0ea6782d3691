"""The grid of a gazette's issues by year and number, and what is missing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.gazette.issues import Issue


@dataclass(frozen=True)
class Grid:
    """What the issues shown say of those that are not.

    `missing` are the gaps in words, `early` are the issues before the first that is shown
    (empty: none is known). `first` says that the first issue of all is shown. `unclear` are
    issues that say too little to be placed.
    """

    missing: tuple[str, ...] = ()
    early: str = ""
    first: bool = False
    unclear: tuple[Issue, ...] = ()


def grid_of(issues: Sequence[Issue], paused: Collection[int] = (), first_year: int = 0) -> Grid:
    """The grid of these issues; special ones have no place in it.

    Issues are told by year and number, where the numbers go on through the years by these alone,
    and by their total numbers (总第N期) where all have one.
    """
    regular = [one for one in issues if not (one.special and one.first is None)]
    totals = _totals(regular) if regular else None
    if totals is not None:
        return _row(totals, "总第")
    years, unclear = _by_year(regular)
    if not years:
        return Grid(unclear=tuple(unclear or issues))
    if _goes_on(years):
        return replace(_row(set().union(*years.values()), "第"), unclear=tuple(unclear))
    return replace(_table(years, paused, first_year), unclear=tuple(unclear))


def _row(numbers: set[int], lead: str) -> Grid:
    """Numbers that go on from the first issue of all."""
    known = min(numbers)
    lost = _runs(set(range(known, max(numbers) + 1)) - numbers)
    early = f"{lead}{_runs(set(range(1, known)))[0]}期" if known > 1 else ""
    return Grid(tuple(f"{lead}{run}期" for run in lost), early, known <= 1)


def _table(years: dict[int, set[int]], paused: Collection[int], first_year: int) -> Grid:
    """Numbers that begin anew every year."""
    begin = min(years)
    start = min(begin, first_year or begin)
    missing: list[str] = []
    for year in range(start, max(years) + 1):
        numbers = years.get(year)
        if numbers is None:
            missing += [] if year in paused else [f"{year}年各期"]
            continue
        known = min(numbers) if year == begin and not first_year else 1
        lost = set(range(known, max(numbers) + 1)) - numbers
        missing += [f"{year}年第{run}期" for run in _runs(lost)]
    before = set(range(1, min(years[begin]))) if not first_year else set()
    early = f"{begin}年第{_runs(before)[0]}期" if before else ""
    return Grid(tuple(missing), early, bool(first_year) and not early)


def _totals(issues: Sequence[Issue]) -> set[int] | None:
    """The total numbers, combined issues with as many as they have; None if one lacks them."""
    found: set[int] = set()
    for one in issues:
        if one.total is None:
            return None
        width = (one.last or 0) - (one.first or 0)
        # Some count a combined issue once: then the number before it is another's.
        found.add(one.total)
        if 0 < width <= 2:
            found |= {one.total + n for n in range(width + 1)}
    return found


def _by_year(issues: Sequence[Issue]) -> tuple[dict[int, set[int]], list[Issue]]:
    years: dict[int, set[int]] = defaultdict(set)
    unclear: list[Issue] = []
    for one in issues:
        if one.first is None or one.year is None:
            unclear.append(one)
            continue
        last = one.last if one.last is not None and one.last >= one.first else one.first
        years[one.year].update(range(one.first, last + 1))
    return dict(years), unclear


def _goes_on(years: dict[int, set[int]]) -> bool:
    """Whether the numbers go on through the years instead of beginning anew."""
    ordered = [years[year] for year in sorted(years)]
    return len(ordered) > 1 and all(min(b) > max(a) for a, b in pairwise(ordered))


def _runs(numbers: set[int]) -> list[str]:
    """Numbers as runs: 3, 5—7."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(a) if a == b else f"{a}—{b}" for a, b in found]
