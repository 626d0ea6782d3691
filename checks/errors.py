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


class WorkflowError(GongkaiError):
    """An act that the workflow does not allow; case, action and reason are named."""
