"""Home pages opened at times spread over the day, beside the nights.

Every portal has its times: as many a day as the setting says, evenly spaced, each portal's moved by
a lot of its own. A time is taken in the books before the page is asked for, so neither a second
daemon nor a clock set back opens twice at one; a time that passed is not made good.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.fetching.opening import Opener, Remembered
from crawler.portals import Portal, Watchlist
from crawler.records.moments import BEIJING, beijing_date, stamp
from crawler.records.opening import Opening
from scheduler.daemon.duty import free_megabytes
from scheduler.lock import is_locked
from scheduler.moments import now
from scheduler.night.openings import WITHIN, answers, failing
from scheduler.places import make_folder
from scheduler.store import open_store
from scheduler.store.openings import forget_openings_after, note_opening, seen_around, take_slot
from scheduler.workplace import Workplace

log = logging.getLogger(__name__)
Open = Callable[[str], Awaitable[Opening]]
"""Opens the home page at an address."""
_DAY = timedelta(days=1)
_AT_ONCE = 6
_CONTROLS = 3
_LIVED = timedelta(minutes=1)  # a clock is never that exact


@dataclass(frozen=True)
class Due:
    """A portal whose home page is to be opened, and the name of the time for which it is."""

    portal: Portal
    slot: str

    @property
    def key(self) -> tuple[str, str]:
        """What the time is known by: portal and slot."""
        return self.portal.id, self.slot


def due_at(watchlist: Watchlist, moment: datetime) -> Iterator[Due]:
    """Whose time it is: it began, and not half of the span to the next one has passed.

    Later it would come too near to the next. Not for guests, whose host is its owner's matter,
    nor in an announced window of maintenance.
    """
    a_day = watchlist.schedule.openings
    if a_day <= 0:
        return
    today = beijing_date(moment)
    span = _DAY / a_day
    for portal in watchlist.portals:
        if watchlist.is_guest(portal) or not portal.in_force(today):
            continue
        since = moment - datetime.combine(today, time(), BEIJING) - span * _lot(portal)
        number = since // span
        # Before a portal's first time of a day its last one of the day before goes on.
        timely = number >= 0 and since - number * span < span / 2
        if timely and not watchlist.maintained(portal, moment):
            yield Due(portal, f"{today} {number}/{a_day}")


def _lot(portal: Portal) -> float:
    """Where in the span between two times a portal's are: from 0 to 1, always the same."""
    return int.from_bytes(sha256(portal.id.encode()).digest()[:4]) / 2**32


class HomeOpener:
    """Opens what is due, a round at every tick. `place` gives the workplace as it is now.

    `opens` makes, for a round, what opens pages.
    """

    def __init__(
        self,
        place: Callable[[], Workplace],
        clock: Callable[[], datetime] = now,
        opens: Callable[[Watchlist, Remembered, Callable[[], datetime]], Open] | None = None,
    ) -> None:
        self._place = place
        self._clock = clock
        self._opens = opens or (lambda *given: Opener(*given).open)
        self._remembered: Remembered = {}
        self._had: set[tuple[str, str]] = set()
        self._last: datetime | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def tick(self) -> None:
        """Open what is due now. Not while a run works in the data folder: it asks the hosts at
        the rate that they bear, and its own load must not be taken for their slowness."""
        place, moment = self._place(), self._clock()
        if self._last is None or moment < self._last:
            self._had.clear()  # times that a clock which ran ahead had are taken out below
        self._last = moment
        due = tuple(due_at(place.watchlist, moment))
        self._had &= {one.key for one in due}
        dues = [one for one in due if one.key not in self._had]
        if self._stopped or not dues or is_locked(place.places.data):
            return
        if free_megabytes(place.places) < place.watchlist.schedule.free_megabytes:
            return
        try:
            make_folder(place.places.data)
            db = open_store(place.places.database)
            try:
                forget_openings_after(db, moment + _LIVED)
                asyncio.run(self._round(db, place.watchlist, dues))
            finally:
                db.close()
        except (GongkaiError, OSError, sqlite3.Error) as error:
            # The books' own alarms tell of it; a time that is lost harms nobody.
            log.warning("home pages are not opened: %s", error)
        except asyncio.CancelledError:
            log.info("ending; openings under way are left")

    def stop(self) -> None:
        """Leave what is under way, and open no more. May be called from any thread."""
        self._stopped = True
        loop, task = self._loop, self._task
        if loop is not None and task is not None and not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)

    async def _round(self, db: Database, watchlist: Watchlist, dues: Sequence[Due]) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        opens = self._opens(watchlist, self._remembered, self._clock)
        width = asyncio.Semaphore(_AT_ONCE)

        async def one(due: Due) -> Opening:
            async with width:
                return await opens(due.portal.home)

        try:
            if self._stopped:
                return
            # The books are written before and after: waiting for them would pass for slowness.
            at = self._clock()
            self._had.update(due.key for due in dues)
            dues = [d for d in dues if take_slot(db, *d.key, d.portal.host, at)]
            done = await asyncio.gather(*map(one, dues))
            for due, opening in zip(dues, done, strict=True):
                note_opening(db, *due.key, opening)
            if any(map(failing, done)):
                await self._control(db, watchlist, opens)
        finally:
            self._loop = self._task = None

    async def _control(self, db: Database, watchlist: Watchlist, opens: Open) -> None:
        """Where more hosts failed than answered in these minutes, open some that answered last.

        One that does not answer either ends it: it is our own line, as far as can be seen.
        """
        for _ in range(_CONTROLS):
            around = seen_around(db, self._clock(), WITHIN)
            good = {host for host, opening in around if answers(opening)}
            bad = {host for host, opening in around if failing(opening)} - good
            other = self._last_answering(db, watchlist, good | bad)
            if len(good) >= len(bad) or other is None:
                return
            at = self._clock()
            slot = f"{stamp(at)} control"
            if not take_slot(db, other.id, slot, other.host, at):
                return
            opening = await opens(other.home)
            note_opening(db, other.id, slot, opening)
            if not answers(opening):
                return

    def _last_answering(self, db: Database, watchlist: Watchlist, but: set[str]) -> Portal | None:
        """The portal of another host that was last seen to answer; else any."""
        moment = self._clock()
        others = {
            one.host: one
            for one in watchlist.portals
            if one.host not in but
            and not watchlist.is_guest(one)
            and one.in_force(beijing_date(moment))
            and not watchlist.maintained(one, moment)
        }
        for host, opening in reversed(seen_around(db, moment, timedelta(hours=3))):
            if host in others and answers(opening):
                return others[host]
        return next(iter(others.values()), None)
