"""A case (问题): the life of a failed finding across nights, and the office's work on it."""

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


class Stage(StrEnum):
    """Where a case stands in the office's workflow (practice 3), each over one state."""

    TO_VERIFY = "to_verify"  # 待核实: awaits a second read or, for privacy, a person
    TO_SIGN = "to_sign"  # 待审签
    ISSUED = "issued"  # 已下发
    RECEIVED = "received"  # 已签收
    RECTIFYING = "rectifying"  # 整改中
    REPORTED = "reported"  # 已反馈
    RECHECKING = "rechecking"  # 复核中
    RETEST_PASSED = "retest_passed"  # 系统复测通过: awaits a person's closing
    CLOSED = "closed"  # 已销号
    RETURNED = "returned"  # 退回重改
    TRANSFERRED = "transferred"  # 转办
    EXTENDED = "extended"  # 延期
    OVERDUE = "overdue"  # 逾期未反馈: never stored, told from the dates
    DISPUTED = "disputed"  # 申诉中
    UPHELD = "upheld"  # 申诉成立（误报核销）
    REJECTED = "rejected"  # 申诉不成立
    TO_EXPLAIN = "to_explain"  # 不可补正待说明
    SHELVED = "shelved"  # 挂账
    WAIVED = "waived"  # 免予扣分
    RETRACTED = "retracted"  # 误报核销: calendar or rule took the ground away


class Closing(StrEnum):
    """What a case was closed on."""

    PASS = "pass"  # a later measurement passed
    UNCONFIRMED = "unconfirmed"  # the second read did not find it again
    EXPLANATION = "explanation"  # 情况说明 accepted: it could not be mended
    DECISION = "decision"  # a person, because the page is gone
    RETRACTED = "retracted"  # the due date moved, by calendar or rule


_STAGES = {
    CaseState.SUSPECTED: Stage.TO_VERIFY,
    CaseState.OPEN: Stage.TO_SIGN,
    CaseState.REOPENED: Stage.TO_SIGN,
    CaseState.NOTIFIED: Stage.ISSUED,
    CaseState.RECTIFYING: Stage.RECTIFYING,
    CaseState.RESOLVED: Stage.RETEST_PASSED,
    CaseState.WAIVED: Stage.WAIVED,
    CaseState.DISPUTED: Stage.DISPUTED,
}


@dataclass(frozen=True)
class Casework:
    """What the office and the unit did about a case.

    `stage` is None where the state says it all. `due_on` is a named last day (extension,
    shelving), `waived_until` the last day of a waiver; None is for good. `waived` says that it was
    waived, also while it passes. `handling` is the body that the case was transferred to.
    `recheck` is "passed" or "failed", of the first measurement after the unit's word.
    `unlisted_on` is the first night on which its page was no longer judged.
    """

    stage: Stage | None = None
    incurable: bool = False
    private: bool = False
    confirmed_by: str | None = None
    issued_at: datetime | None = None
    issued_by: str | None = None
    received_at: datetime | None = None
    reported_at: datetime | None = None
    measure: str = ""
    link: str = ""
    explanation: str = ""
    recheck: str | None = None
    rechecked_at: datetime | None = None
    rechecked_by: str | None = None
    due_on: date | None = None
    waived_until: date | None = None
    waived: bool = False
    handling: str | None = None
    disputed_at: datetime | None = None
    dispute: str = ""
    dispute_link: str = ""
    decided: str | None = None
    closing: Closing | None = None
    unlisted_on: date | None = None


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
    work: Casework = Casework()

    @property
    def stage(self) -> Stage:
        """Its stage in the workflow."""
        return self.work.stage or _STAGES[self.state]
