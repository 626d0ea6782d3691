"""Following one list from its first page to the end of its window."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from crawler.pages.condition.condition import EMPTY
from crawler.pages.lists.sharedrows import rows_once
from crawler.pages.reading import ListReading, Reading, Turn
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import RoleRule
from crawler.records.model import Cause, Entry
from crawler.visit.fetch import Fetch
from crawler.visit.order import Days, days_of, is_ordered, runs_down
from crawler.visit.outcome import Outcome, cause_text, outcome_of
from crawler.visit.rendering import unseen

Key = tuple[str, str, str]

_MOST_COVERS = 4
"""Pages without rows that are read in search of a list: frames, refreshes, calls of a script."""
UNORDERED = "列表不按日期先后排列，未能按期限提前结束，逐页采集"
"""What is said of a list with a window that was read on although a page lay before it."""
_BY_SCRIPT = "列表由脚本翻页，其后各页未能读到"
_FRONT = re.compile(r"https?://[^/]+/(?:index\.\w+)?")


def key_of(turn: Turn) -> Key:
    """What makes two requests for a page of a list the same one."""
    return (turn.method, turn.url, turn.body)


def turn_task(section: Task, turn: Turn) -> Task:
    """The request for a further page of a section's list."""
    return Task(
        Purpose.TURN,
        turn.url,
        section.role,
        clicks=section.clicks,
        section_url=section.url,
        label=section.label,
        page_number=turn.page_number,
        method=turn.method,
        body=turn.body,
        referrer=section.url,
        rows=turn.rows,
        way=turn.way,
        heads=turn.heads,
    )


class ListRun:
    """The state of reading one list: which pages were read, which comes next, how it ended.

    Feed it the first page and then each page it asks for; the same class drives the visit and,
    afterwards, tells from the log how far the list was read. `cause` is set when the list was
    not read to the end of its window; `detail` says why, in Chinese. `beyond` are requests for
    pages after the announced end: that they failed means nothing. `unordered` says that a page
    lay wholly before the window, and that the order of the rows did not allow to end there.

    A page before the first row is a cover: what it leads to takes its place and its number.
    """

    def __init__(self, rule: RoleRule, start: date | None, most_pages: int) -> None:
        self.rule = rule
        self.start = start
        self.most_pages = most_pages
        self.pages: list[tuple[Fetch, Reading]] = []
        self.ended = False
        self.cause: Cause | None = None
        self.detail = ""
        self.beyond: set[Task] = set()
        self.unordered = False
        self._aside: frozenset[str] = frozenset()
        self._turns: dict[int, dict[Key, Turn]] = {}
        self._asked: set[Key] = set()
        self._numbers: set[int] = set()
        self._sets: list[frozenset[str]] = []
        self._days: list[Days] = []
        self._known: set[str] = set()
        self._rows = 0
        self._total_rows = 0
        self._total_pages = 0
        self._furthest = 0
        self._unfollowed = ""
        self._unlinked = 0
        self._doubt = ""
        self._stopped = False

    def feed(self, fetch: Fetch, reading: Reading | None) -> Turn | None:
        """Take in a page; the turn to ask for next, or None when the list has ended."""
        if self.ended:
            return None
        task = fetch.task
        number = task.page_number
        self._asked.add((task.method, task.url, task.body))
        outcome = outcome_of(fetch, reading)
        if not outcome.seen and self._announced_end(number):
            # A pager may offer a page beyond the end that it announces itself.
            self.beyond.add(task)
            self._end()
            return None
        if not outcome.seen and task.way == "again":
            self.beyond.add(task)
            return self._without(number)
        if not outcome.seen and (task.way == "guess" or _is_empty_answer(fetch, outcome)):
            self.beyond.add(task)
            other = self._other_way(number)
            if other is None:
                self._close()
            return other
        if not outcome.seen or reading is None:
            said = cause_text(outcome.cause) if outcome.cause else outcome.detail
            self._end(outcome.cause or Cause.UNREACHABLE, f"列表第{number}页{said}")
            return None
        reading = without_front_pages(reading)
        rows = _unpinned(reading.listing.entries) or reading.listing.entries
        content = frozenset(entry.url for entry in rows)
        covered = not any(self._sets)
        known = content in self._sets
        if task.way == "last" and not known:
            self._doubt = "列表只给出尾页的地址，其间各页未能读到"
        if task.way == "again" and known and content:
            self._numbers.add(number)
            return self._following()
        if self.pages and (known if content else not covered):
            if task.way == "again":
                return self._without(number)
            if reading.listing.shell and not content and not self._announced_end(number):
                # It was answered, but not understood: an error in the form of an answer.
                self._end(Cause.UNREADABLE, f"列表第{number}页{cause_text(Cause.UNREADABLE)}")
                return None
            # Rows once more may still come with their number, which the first page kept back.
            self._total_rows = max(self._total_rows, reading.listing.total_rows or 0)
            self._settle(reading.listing, content)
            untold = known and not (self._total_rows or self._total_pages)
            more = untold or self._rows < self._total_rows
            other = self._other_way(number) if more else None
            if other is None:
                self._close()
            return other
        self.pages.append((fetch, reading))
        self._sets.append(content)
        if content:
            self._numbers.add(number)
        self._note(reading, first=covered)
        return self._next(number, fetch, reading)

    def give_up(self, cause: Cause, detail: str) -> None:
        """End the list because the page it asked for was never fetched."""
        if not self.ended:
            self._end(cause, detail)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every row once, in the order of page and rank."""
        ordered = sorted(self.pages, key=lambda page: page[0].task.page_number)
        rows = (entry for _, reading in ordered for entry in reading.listing.entries)
        return rows_once(entry for entry in rows if entry.url not in self._aside)

    @property
    def unread_before(self) -> date | None:
        """The day before which rows were left unread as the window ended; None if none were.

        Where the list does not run from newest to oldest, or has rows without an address, no day
        can be told: date.max.
        """
        if not self._stopped:
            return None
        rows = [entry for _, reading in self.pages for entry in _unpinned(reading.listing.entries)]
        days = [entry.date.value for entry in rows if entry.date and entry.date.value]
        ordered = all(reading.listing.ordered for _, reading in self.pages)
        if not ordered or len(days) < len(rows) or not days or self._unlinked:
            return date.max
        return min(days) + timedelta(days=1)

    def set_aside(self, urls: Iterable[str]) -> None:
        """Leave out rows that proved to be none of the section's content (statements of none)."""
        self._aside = frozenset(urls)

    def _note(self, reading: Reading, *, first: bool) -> None:
        listing = reading.listing
        self._days.append(days_of(listing.entries, self._known))
        # Pinned rows stand on every page: they count once, as pagers count them. So do the rows
        # of a page most of which came before; a thing may be told twice in one list.
        rows = listing.entries if first else _unpinned(listing.entries)
        fresh = [entry for entry in rows if entry.url not in self._known]
        self._rows += len(fresh if len(fresh) * 2 <= len(rows) else rows)
        self._known.update(entry.url for entry in listing.entries)
        self._total_rows = max(self._total_rows, listing.total_rows or 0)
        self._total_pages = max(self._total_pages, listing.total_pages or 0)
        self._unlinked += listing.unlinked
        if listing.furthest > self._furthest:
            self._furthest, self._unfollowed = listing.furthest, listing.unfollowed
        for turn in listing.turns:
            if turn.page_number > 1 or not listing.entries:
                self._turns.setdefault(turn.page_number, {}).setdefault(key_of(turn), turn)

    def _next(self, number: int, fetch: Fetch, reading: Reading) -> Turn | None:
        listing = reading.listing
        if listing.shell and not listing.entries:
            self._end(*unseen(fetch, "列表由脚本生成，未能读取"))
            return None
        if fetch.shell is not None and self._total_pages != 1:
            # Its script turns the pages: what a browser shows of it is the first.
            self._doubt = self._doubt or _BY_SCRIPT
        if not any(self._sets) and len(self.pages) >= _MOST_COVERS:
            self._close()
            return None
        if self.rule.first_page_only and self._enough(listing):
            self._stop()
            return None
        if self._past_window(number, listing):
            self._stop()
            return None
        return self._following()

    def _settle(self, listing: ListReading, content: frozenset[str]) -> None:
        """Know the end of a list whose script turns the pages: its own request has no more rows.

        It says so itself, or gives a later page again. That the first page came once more tells
        of no end, the number may not have been it; nor does an answer that says nothing.
        """
        later = any(
            known == content and fetch.task.page_number > 1
            for known, (fetch, _) in zip(self._sets, self.pages, strict=True)
        )
        if self._doubt == _BY_SCRIPT and (listing.blank or (content and later)):
            self._doubt = ""

    def _without(self, number: int) -> Turn | None:
        """Go on where a page that there may be is not: its rows, if it has any, are missing."""
        self._doubt = f"列表第{number}页未能读到"
        return self._following()

    def _following(self) -> Turn | None:
        """The request for the first page not read yet."""
        for following in sorted(self._turns):
            if following in self._numbers:
                continue
            turn = self._other_way(following)
            if turn is None:
                continue
            if len(self.pages) >= self.most_pages:
                told = f"（{UNORDERED}）" if self.unordered else ""
                self._end(Cause.LIMIT, f"列表超过{self.most_pages}页{told}")
                return None
            return turn
        self._close()
        return None

    def _other_way(self, number: int) -> Turn | None:
        """A request for a page of the list that was offered and not yet made."""
        offered = self._turns.get(number, {}).items()
        return next((turn for key, turn in offered if key not in self._asked), None)

    def _enough(self, listing: ListReading) -> bool:
        """Whether what was read shows when the list was last added to, or that it is empty."""
        if not any(self._sets):
            return listing.blank
        read = sum(map(bool, self._sets))
        if read < self.rule.pages:
            return False
        return read > 1 or _newest_shown(listing.entries)

    def _past_window(self, number: int, listing: ListReading) -> bool:
        """Whether a page lies before the window, and the order says that all further ones do."""
        days = self._days[-1] if self._days else ()
        if self.start is None or not any(days):
            return False
        if any(day is not None and day >= self.start for day in days):
            return False
        fresh = len(days) == len(_unpinned(listing.entries))
        ordered = listing.ordered if fresh else is_ordered(days)
        if not ordered or None in days or not runs_down(self._days):
            self.unordered = True
            return False
        turned = not self._doubt or (self._doubt == _BY_SCRIPT and number > 1)
        return turned and self._numbers == set(range(1, number + 1))

    def _announced_end(self, number: int) -> bool:
        return 0 < self._total_rows <= self._rows or 0 < self._total_pages < number

    def _close(self) -> None:
        """The list gives no further rows: whole, unless it announced more than it gave."""
        if self._doubt == _BY_SCRIPT and 1 < self._total_pages <= len(self._numbers):
            self._doubt = ""
        if self.rule.first_page_only:
            self._stop()
        elif self._rows < self._total_rows:
            said = f"列表称共{self._total_rows}条，读到{self._rows}条"
            self._end(Cause.UNREADABLE, said + self._why())
        elif self._unlinked:
            self._end(Cause.UNREADABLE, f"列表有{self._unlinked}行没有可用的网址")
        elif self._total_pages == 1 and self.pages and self.pages[0][1].listing.blank:
            self._end()  # the one page of an empty list
        elif self._pages_read() < self._total_pages and not self._total_rows:
            said = f"列表称共{self._total_pages}页，读到{len(self._numbers)}页"
            self._end(Cause.UNREADABLE, said + self._why())
        elif self._pages_read() < self._furthest and not self._total_rows:
            said = f"列表还有第{self._furthest}页，读到{len(self._numbers)}页"
            self._end(Cause.UNREADABLE, said + self._why())
        elif self._doubt and not self._total_rows:
            self._end(Cause.UNREADABLE, self._doubt)
        else:
            self._end()

    def _pages_read(self) -> int:
        """Pages with rows; the first page counts without, too: it may be all that there is."""
        return max(len(self._numbers), 1)

    def _why(self) -> str:
        return f"（{self._unfollowed}）" if self._unfollowed else ""

    def _stop(self) -> None:
        """End the list although it may go on: what was read is enough.

        A script's call for a page beyond the rows that the list announces leads to none.
        """
        whole = 0 < self._total_rows <= self._rows
        ways = {
            turn.way
            for number, offered in self._turns.items()
            for key, turn in offered.items()
            if number not in self._numbers and key not in self._asked
        }
        self._stopped = (
            bool(ways - {"call"} if whole else ways)
            or bool(self._doubt or self._unlinked)
            or self._pages_read() < max(self._furthest, self._total_pages)
            or self._rows < self._total_rows
        )
        self._end()

    def _end(self, cause: Cause | None = None, detail: str = "") -> None:
        self.ended = True
        self.cause = cause
        self.detail = detail


def _is_empty_answer(fetch: Fetch, outcome: Outcome) -> bool:
    """Whether a call of the page's script was answered with nothing at all: no further rows."""
    shot = fetch.snapshot
    return (
        fetch.task.way == "call"
        and fetch.task.page_number > 1
        and outcome.cause is Cause.UNREADABLE
        and outcome.detail == EMPTY
        and shot is not None
        and shot.status == 200
    )


def without_front_pages(reading: Reading) -> Reading:
    """The reading without rows that lead to the front page of a site: those are menu links."""
    listing = reading.listing
    entries = tuple(e for e in listing.entries if not _FRONT.fullmatch(e.url))
    if len(entries) == len(listing.entries):
        return reading
    return replace(reading, listing=replace(listing, entries=entries))


def _unpinned(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if not entry.pinned)


def _newest_shown(entries: tuple[Entry, ...]) -> bool:
    """Whether a page already shows when the list was last added to."""
    return any(entry.date and entry.date.value for entry in _unpinned(entries))
