"""The five outcomes of a check, documented value by value."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What a judgement comes to (the terms of W3C EARL, plus `pending`)."""

    PASSED = "passed"  # 符合: observed, and meets the requirement
    FAILED = "failed"  # 不符合: observed, and breaches it
    PENDING = "pending"  # 未到期: not done, and not yet due
    CANT_TELL = "cant_tell"  # 无法判定: could not be observed; a cause goes with it
    INAPPLICABLE = "inapplicable"  # 不适用: does not bind this portal or record


class Basis(StrEnum):
    """What a failure rests on: decides whether its case opens at once (invariant 2)."""

    WORDS = "words"  # words that were read
    ABSENCE = "absence"  # something that was not found
