"""List first: which pages an unchanged list lets stand without asking for them tonight.

Lists, menus, tests, files, and everything that is young or in dispute are asked for every night.
Another old page whose row says what it said is asked for anew after `ask_nights` at the latest,
spread over the second half of that time; until then what the last look at it saw is taken over,
dated by that look. A silent change of such a page is found that many nights late at most.
Documents wait until those whose turn it is have answered: if one of these changed, all are asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.captures import Capture
from crawler.records.moments import beijing_date
from crawler.visit.rereading import is_due, nights_since

_BEHIND_ROWS = frozenset({Purpose.DETAIL, Purpose.TEXT})
_COMPARED = frozenset({Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS})
"""Only together do the changes of documents tell whether one was altered or the whole site made
anew (`doc_integrity_stable`): they all rest, or none does."""
_YOUNG = timedelta(days=31)
"""So long a page is looked at every night: its terms run, and most is put right in that time."""


@dataclass(frozen=True)
class Resting:
    """What may go unasked: after `nights` nothing, of `wanted` pages and sections nothing at all.

    With `nights` of 1 every page is asked for every night.
    """

    nights: int = 1
    wanted: frozenset[str] = frozenset()
    roles: Collection[Role] = field(default_factory=frozenset)

    def may_rest(self, task: Task, known: Capture, as_of: datetime) -> bool:
        """Whether tonight's request for a page may be left out, given its last capture."""
        if self.nights <= 1 or task.purpose not in _BEHIND_ROWS or known.looked_at is None:
            return False
        if self.must_ask(task, as_of) or known.url in self.wanted:
            return False
        if task.method != "GET" or task.body or known.task != wish_of(task):
            return False
        if is_due(known.url, nights_since(known.seen_at, as_of), self.nights):
            return False
        return _day_of(task) is not None or _is_old(beijing_date(known.kept_at), as_of)

    def must_ask(self, task: Task, as_of: datetime) -> bool:
        """Whether a task itself keeps its page from resting: by its section, address or row."""
        if task.role in self.roles or not self.wanted.isdisjoint((task.url, task.linked_from)):
            return True
        day = _day_of(task)
        return day is not None and not _is_old(day, as_of)


def _day_of(task: Task) -> date | None:
    """The day that the row of a task shows."""
    dated = task.entry.date if task.entry is not None else None
    return dated.value if dated is not None else None


def _is_old(day: date, as_of: datetime) -> bool:
    return beijing_date(as_of) - day > _YOUNG


def is_compared(task: Task) -> bool:
    """Whether a page is a document, which may rest only while no other one changed."""
    return task.role in _COMPARED and task.purpose in _BEHIND_ROWS


def wish_of(task: Task) -> str:
    """Digest of what a task wants of its page: its purpose, its row, the way of reading."""
    return sha256(task.wish.encode("utf-8", "backslashreplace")).hexdigest()
