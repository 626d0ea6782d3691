"""A clue: what is hinted at, where that was read, and how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crawler.records import Evidence

GRACE = timedelta(days=30)
"""What was told of in the last days may be on its way: article 26 of the Regulations gives 20
working days, which are no more days than these but for the long holidays."""
MOST_PLACES = 3
CLOSED = "函件、任免、涉密等文号可以依法不公开"
UNREAD = "文件栏目未能读全"
_CLOSED_LETTERS = re.compile("[函任密纪复]")


class ClueKind(StrEnum):
    """By what a clue was come by."""

    GAP = "gap"  # a number between two that were seen (文号断号)
    CITED = "cited"  # named by number or title in another text
    GAZETTE = "gazette"  # listed in an issue of the gazette
    INTERPRETED = "interpreted"  # an interpretation of it stands there
    SPOKEN = "spoken"  # a meeting, a letter or news tell that it was passed or issued


class Sureness(StrEnum):
    """How sure it is that something was to be seen and is not."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    VAGUE = "vague"


@dataclass(frozen=True)
class Clue:
    """One hint about one document. `about` is its number, title, or run of numbers.

    `sentence` says in Chinese what was seen; `caution` why it may be nothing. `places` are the
    pages where it was read, each with its title and what was read there.
    """

    portal: str
    kind: ClueKind
    about: str
    sentence: str
    sureness: Sureness
    places: tuple[tuple[str, Evidence], ...]
    caution: str = ""
    said_on: date | None = None


def may_be_closed(code: str) -> bool:
    """Whether an agency word is that of a series seldom published: letters, posts, minutes."""
    return _CLOSED_LETTERS.search(code) is not None
