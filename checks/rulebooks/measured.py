"""Which clauses of a rulebook are measured, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.engine.registry import BuiltCheck
from checks.engine.requirement import Assessment, Requirement, Rulebook


@dataclass(frozen=True)
class Measured:
    """What of a clause is measured.

    `by` are the checks that can tell something of it, each with whether it seeks words; `unfilled`
    are (check, term) that the clause leaves empty, so that the check can tell nothing. `now` is
    false where no check judges it: for want of one, or since it is blocked or waits for an event.
    """

    by: tuple[tuple[str, bool], ...]
    unfilled: tuple[tuple[str, str], ...]
    now: bool


def measured(row: Requirement, built: Mapping[str, BuiltCheck]) -> Measured:
    """What of one clause is measured, and by what."""
    unfilled = tuple(
        (str(one.check), term) for one in row.measures() for term in _unfilled(one, built)
    )
    by = _measuring(row, built)
    return Measured(by, unfilled, bool(by) and not row.blocked and not row.waits_for)


def how_measured(row: Requirement, built: Mapping[str, BuiltCheck]) -> str:
    """How one clause is measured, or why it is not, in one line.

    The words of the row itself (`why`) go before what a check would say of an empty term.
    """
    if row.blocked:
        return f"not measured: {row.blocked}"
    if row.waits_for:
        return f"not measured: waits for {row.waits_for}"
    found = measured(row, built)
    not_by = [
        f"{check} is told no {term}: the row leaves it empty" for check, term in found.unfilled
    ]
    if found.by:
        by = ", ".join(f"{check}{' by words' if words else ''}" for check, words in found.by)
        return "; ".join([f"measured by {by}", *not_by])
    if row.why:
        return f"not measured: {row.why}"
    if not_by:
        return f"not measured: {'; '.join(not_by)}"
    if row.process:
        return f"not measured: {row.assessment.value} ({', '.join(row.process)})"
    return f"not measured: {row.assessment.value}"


def counts(book: Rulebook, built: Mapping[str, BuiltCheck]) -> Mapping[Assessment, tuple[int, int]]:
    """Per way of assessment that occurs, how many clauses there are and how many are measured."""
    return counts_of([book], built)


def counts_of(
    books: Iterable[Rulebook], built: Mapping[str, BuiltCheck]
) -> Mapping[Assessment, tuple[int, int]]:
    """The same of several rulebooks together."""
    found, every = {}, [row for book in books for row in book.requirements]
    for assessment in Assessment:
        rows = [row for row in every if row.assessment is assessment]
        got = sum(measured(row, built).now for row in rows)
        if rows:
            found[assessment] = (len(rows), got)
    return found


def sums(counted: Mapping[Assessment, tuple[int, int]]) -> tuple[int, int]:
    """All clauses of some counts, and how many of them are measured."""
    return sum(rows for rows, _ in counted.values()), sum(got for _, got in counted.values())


def notices(books: Iterable[Rulebook]) -> Mapping[str, tuple[Rulebook, ...]]:
    """The rulebooks of each notice, by what it is called: who issued it, and its number or day.

    A notice in several parts has several rulebooks. One without a day of issue is no notice's.
    """
    found: dict[str, tuple[Rulebook, ...]] = {}
    for book in books:
        if book.issued_on is not None:
            name = f"{book.source} {book.number or book.issued_on}"
            found[name] = (*found.get(name, ()), book)
    return found


def _measuring(row: Requirement, built: Mapping[str, BuiltCheck]) -> tuple[tuple[str, bool], ...]:
    """The checks that can tell something of the row, and whether each seeks words."""
    told = (one for one in row.measures() if one.check in built and not _unfilled(one, built))
    return tuple((str(one.check), _by_words(one, built)) for one in told)


def _by_words(one: Requirement, built: Mapping[str, BuiltCheck]) -> bool:
    """Whether a measure seeks words: what is said in others it may not find, nor tell apart."""
    return any(one.terms.get(term) for term in built[str(one.check)].check.by_words)


def _unfilled(one: Requirement, built: Mapping[str, BuiltCheck]) -> list[str]:
    """The terms that the row leaves empty and without which its check can tell nothing."""
    there = built.get(str(one.check))
    return [term for term in there.check.filled if not one.terms.get(term)] if there else []
