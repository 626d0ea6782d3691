"""A unit's problems by indicator, within bounds: a person reads the mail in a minute.

Of each indicator a few are told in full, more on a line each, the rest as a count. The ledger
that goes with the mail has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from checks.engine.outcome import Outcome
from reports.day_sums import mending_day
from reports.mail.digest import is_urgent
from reports.mail.items import item, line, unit_of
from reports.model import JudgedFinding, RunReport
from reports.wording import area_of

FULL_PER_PART = 6
"""A part with no more is told in full; of a larger one, the most pressing of each indicator."""
LINES_PER_GROUP = 4
LINES_PER_PART = 24
NOT_DUE = "（期限未到，请按期办理）"


@dataclass(frozen=True)
class Group:
    """The problems of one unit under one indicator. `unit` is empty where the mail has one only."""

    unit: str
    indicator: str
    rule: str
    basis: str
    count: int
    full: tuple[dict[str, object], ...]
    lines: tuple[tuple[str, str, str | None], ...]

    @property
    def more(self) -> int:
        """How many are only counted."""
        return self.count - len(self.full) - len(self.lines)


def groups(
    found: Sequence[JudgedFinding], report: RunReport, *, several: bool, brief: bool = False
) -> list[Group]:
    """The problems by unit and indicator, the pressing ones first; `brief` tells none in full."""

    def pressing(judged: JudgedFinding) -> tuple[bool, date, date]:
        due = judged.finding.due_on or date.max
        return (not is_urgent(judged), mending_day(judged, report) or due, due)

    order = {portal.id: index for index, portal in enumerate(report.portals)}

    def rank(group: list[JudgedFinding]) -> tuple[int, tuple[bool, date, date]]:
        return (order.get(group[0].finding.portal, len(order)), pressing(group[0]))

    grouped = sorted(
        (sorted(group, key=pressing) for _, group in groupby(sorted(found, key=kind_of), kind_of)),
        key=rank,
    )
    full_left, lines_left = 0 if brief else FULL_PER_PART, LINES_PER_PART
    each = FULL_PER_PART if len(found) <= FULL_PER_PART else 1
    out = []
    for group in grouped:
        full = group[: min(each, full_left)]
        rest = group[len(full) :]
        lines = rest[: min(LINES_PER_GROUP, lines_left)]
        full_left, lines_left = full_left - len(full), lines_left - len(lines)
        first = group[0]
        out.append(
            Group(
                unit=unit_of(first, report) if several else "",
                indicator=f"{area_of(first.requirement)} — {first.requirement.title}"
                + (NOT_DUE if first.finding.outcome is Outcome.PENDING else ""),
                rule=first.requirement.summary,
                basis=first.requirement.basis_text,
                count=len(group),
                full=tuple(item(judged, report, telling=True) for judged in full),
                lines=tuple(line(judged, report, telling=True) for judged in lines),
            )
        )
    return out


def kind_of(judged: JudgedFinding) -> tuple[str, str, str, str]:
    """What is told together: a unit's problems under one indicator; duties not yet due apart."""
    finding = judged.finding
    return finding.portal, finding.rulebook, finding.requirement, finding.outcome.value
