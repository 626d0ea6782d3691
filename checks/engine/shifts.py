"""Two judgements of the same pages compared: who would change, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from checks.engine.causes import Why, why_unseen
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement, Rulebook
from crawler.records import Cause

Explain = Callable[[Finding | None, Finding | None], Why]
"""Why a judgement (before, after) came out otherwise; one of the two may be missing."""
_Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Shift:
    """One thing that comes out otherwise; None where one side did not judge it at all."""

    before: Finding | None
    after: Finding | None
    why: Why

    @property
    def finding(self) -> Finding:
        """The later judgement, or the earlier where there is no later."""
        found = self.after or self.before
        assert found is not None
        return found


def by_rule(before: Finding | None, after: Finding | None) -> Why:
    """The cause where pages, calendar and code are the same: the rule, or what cannot be told.

    What one side alone judges comes from the rule, whether or not it can be told, unless our own
    machine is why it cannot: nothing else was to be seen for the other side.
    """
    if before is None or after is None:
        one = after or before
        return Why.SCANNER if one is not None and one.cause is Cause.SCANNER else Why.RULE
    for one in (after, before):
        if one.outcome is Outcome.CANT_TELL:
            return why_unseen(one.cause)
    return Why.RULE


def shifts(
    before: Iterable[Finding],
    after: Iterable[Finding],
    rows: Mapping[tuple[str, str], tuple[str, str]],
    explain: Explain = by_rule,
) -> tuple[Shift, ...]:
    """What differs in outcome or due date, in the order of `after`, then what only `before` has.

    `rows` maps (rulebook, requirement) of `before` to those of `after` that ask for the same.
    """
    old = {_key(one, rows.get((one.rulebook, one.requirement))): one for one in before}
    new = {_key(one, (one.rulebook, one.requirement)): one for one in after}
    found = []
    for key in dict.fromkeys((*new, *old)):
        left, right = old.get(key), new.get(key)
        if left is None or right is None or _differs(left, right):
            found.append(Shift(left, right, explain(left, right)))
    return tuple(found)


def corresponding(before: Rulebook, after: Rulebook) -> dict[tuple[str, str], tuple[str, str]]:
    """The rows of two rulebooks that ask for the same: same id, else a shared source clause,
    else the only ones with that check in both.
    """
    there = {row.id: row for row in after.requirements}
    by_source = {source: row.id for row in after.requirements for source in row.sources}
    once_before, once_after = _once(before), _once(after)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in before.requirements:
        match = row.id if row.id in there else None
        if match is None:
            match = next((by_source[one] for one in row.sources if one in by_source), None)
        if match is None:
            match = next(
                (once_after[c] for c in row.checks if c in once_before and c in once_after), None
            )
        if match is not None:
            found[before.id, row.id] = (after.id, match)
    return found


def _once(book: Rulebook) -> dict[str, str]:
    """The checks that one row alone cites, with that row."""
    rows: dict[str, list[Requirement]] = {}
    for row in book.requirements:
        for check in row.checks:
            rows.setdefault(check, []).append(row)
    return {check: own[0].id for check, own in rows.items() if len(own) == 1}


def _key(finding: Finding, row: tuple[str, str] | None) -> _Key:
    rulebook, requirement = row or (f"-{finding.rulebook}", finding.requirement)
    return (
        finding.portal,
        f"{rulebook}\x1f{requirement}",
        finding.check,
        finding.subject,
        finding.identity,
    )


def _differs(left: Finding, right: Finding) -> bool:
    return (left.outcome, left.due_on) != (right.outcome, right.due_on)
