"""Errors of judgement, as one tree.

GongkaiError
├── CalendarError   an override file that cannot be used: file and key are named
├── CalendarGap     a day of a year for which there is no calendar data
├── RulebookError   a rulebook that cannot be used: every fault names file, row and key
├── WorkflowError   an act on a case that the workflow does not allow
├── AppraisalError  an appraisal's plan or inputs that cannot be used: every fault is named
└── CheckError      a check that is not made as checks are made, or lacks its terms
"""

from __future__ import annotations

from enum import StrEnum

from crawler.errors import GongkaiError


class CalendarError(GongkaiError):
    """A calendar override file that cannot be used; the message names file and key."""


class CalendarGap(GongkaiError):  # noqa: N818  (a gap is no fault of anybody)
    """A sum that touches `year`, for which there is no calendar data: never guessed."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"no calendar data for {year}")


class RulebookError(GongkaiError):
    """A rulebook that cannot be used.

    `problems` lists every fault found, each naming file, row and key.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class AppraisalError(GongkaiError):
    """A plan, or inputs of people, that cannot be used.

    `problems` lists every fault found, each naming its place.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class CheckError(GongkaiError):
    """A check module that the registry refuses, or a requirement that lacks a check's terms."""


class Bar(StrEnum):
    """Why the workflow does not allow an act."""

    PERSON = "person"
    ROLE = "role"
    STAGE = "stage"
    MISSING = "missing"
    EMPTY = "empty"
    EARLIER = "earlier"
    PAST = "past"
    TERM = "term"
    SECOND_READ = "second_read"
    MENDABLE = "mendable"
    STILL_JUDGED = "still_judged"
    GONE = "gone"
    NOTHING_TO_DECIDE = "nothing_to_decide"
    UNMEASURED = "unmeasured"
    UNKNOWN = "unknown"
    MOVED = "moved"
    LINK = "link"


class WorkflowError(GongkaiError):
    """An act that the workflow does not allow; the message names case, action and reason.

    `bar` and `values` (stages, actors, days, names of fields) are for whoever tells it in words
    of their own.
    """

    def __init__(self, message: str, bar: Bar, **values: object) -> None:
        self.bar, self.values = bar, values
        super().__init__(message)
