"""Errors of the reports, as one tree.

GongkaiError
├── UnsafeName     a portal id or run name that would leave its folder
└── MailRefused    a mail server that did not take a message; it is kept and sent again later
"""

from __future__ import annotations

from enum import StrEnum

from crawler.errors import GongkaiError


class UnsafeName(GongkaiError):  # noqa: N818  (the name says what is wrong)
    """A portal id or run name that cannot be a file name."""


class Verdict(StrEnum):
    """What a refusal means for the message that was refused."""

    LATER = "later"  # this message not now (4xx): tried again
    NEVER = "never"  # this message or recipient for good (5xx): given up
    AWAY = "away"  # the server itself: every further message would fare the same
    UNSURE = "unsure"  # the line broke before the answer: the server may have it


class MailRefused(GongkaiError):  # noqa: N818
    """A mail server that could not be reached, or that refused the sender or a recipient."""

    def __init__(self, text: str, verdict: Verdict = Verdict.LATER) -> None:
        super().__init__(text)
        self.verdict = verdict
