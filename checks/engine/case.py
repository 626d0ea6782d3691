"""A case (问题): the life of a failed finding across nights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CaseState(StrEnum):
    """The contract's states; the office workflow refines them (docs/glossary.md)."""

    SUSPECTED = "suspected"  # 疑似（待核实）: absence, awaits a second read a day later
    OPEN = "open"  # 已确认待下发
    NOTIFIED = "notified"  # 已下发
    RECTIFYING = "rectifying"  # 整改中
    RESOLVED = "resolved"  # 已销号
    REOPENED = "reopened"  # 反弹
    WAIVED = "waived"  # 免予扣分
    DISPUTED = "disputed"  # 申诉中


@dataclass(frozen=True)
class Case:
    """A case as of a moment. `since` is when the present state began.

    `opened_on` is the day on which it was first confirmed; None while it was only suspected.
    """

    id: str
    state: CaseState
    first_failed_on: date
    since: datetime
    last_failed_at: datetime
    resolved_on: date | None = None
    opened_on: date | None = None
