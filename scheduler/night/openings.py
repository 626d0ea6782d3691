"""What openings of home pages prove: which of them fail, and which may be our own line's doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlite_utils import Database

from crawler.fetching.opening import write_openings
from crawler.portals import Portal, Watchlist
from crawler.records import Doubt, Opening
from scheduler.store.openings import Seen, openings_of, seen_around
from scheduler.store.visits import visits_of

WITHIN = timedelta(minutes=5)
"""What happened so near to a failure tells whether our own line was down."""
SLOW_SECONDS = 10.0
"""An opening that took so long may be the fault of our own line, like one that failed."""


def answers(opening: Opening) -> bool:
    """Whether an opening shows that our own line works: somebody answered well, and in time.

    An answer that is meant for us alone shows it too.
    """
    timely = opening.status is not None and opening.seconds < SLOW_SECONDS and not opening.cut
    return timely and (not opening.error or opening.doubt is Doubt.REFUSED)


def failing(opening: Opening) -> bool:
    """Whether an opening may count against its portal."""
    return opening.doubt is None and not answers(opening)


def proven(own: str, opening: Opening, around: Sequence[Seen]) -> Opening:
    """An opening of a host, doubted where others show that our own line may have been down.

    `around` is what was opened in the same minutes. Half of all hosts, this one among them, have
    to have answered; where no other was asked, only a quick answer of the host itself tells.
    """
    if not failing(opening):
        return opening
    others = {host: False for host, one in around if host != own and _asked(one)}
    others |= {host: True for host, one in around if host in others and answers(one)}
    good = sum(others.values())
    if others:
        trusted = good * 2 >= len(others) + 1
    else:
        trusted = opening.status is not None and opening.seconds < SLOW_SECONDS
    return opening if trusted else replace(opening, doubt=Doubt.OWN)


def _asked(opening: Opening) -> bool:
    """Whether a host was asked, so that its answer or silence tells something."""
    return opening.doubt in (None, Doubt.REFUSED)


def gathered(
    db: Database, watchlist: Watchlist, portal: Portal, first: date, last: date
) -> tuple[Opening, ...]:
    """A portal's openings on whole days, each with what speaks against counting it."""
    found = []
    for opening in openings_of(db, portal.id, first, last):
        if watchlist.maintained(portal, opening.at):
            opening = replace(opening, doubt=Doubt.MAINTENANCE)
        elif failing(opening):
            opening = proven(portal.host, opening, seen_around(db, opening.at, WITHIN))
        found.append(opening)
    return tuple(found)


def archived(db: Database, watchlist: Watchlist, portal: Portal, first: date, last: date) -> bytes:
    """A portal's openings on whole days as the archive of a night takes them, with our visits."""
    openings = gathered(db, watchlist, portal, first, last)
    return write_openings(openings, first, last, visits_of(db, portal.id, first, last))
