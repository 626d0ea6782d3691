"""Errors of the reports, as one tree.

GongkaiError
├── UnsafeName     a portal id or run name that would leave its folder
└── MailRefused    a mail server that did not take a message; it is kept and sent again later
"""

from __future__ import annotations

from crawler.errors import GongkaiError


class UnsafeName(GongkaiError):  # noqa: N818  (the name says what is wrong)
    """A portal id or run name that cannot be a file name."""


class MailRefused(GongkaiError):  # noqa: N818
    """A mail server that could not be reached, or that refused the sender or a recipient."""
