"""Shells: pages that say nothing until their scripts have run, and what a browser makes of them.

The rule is narrow on purpose: nothing was read, what should be there comes by script, and no plain
request for it is known. A page that is short, empty or refused is no shell: it is what it is.
"""

from __future__ import annotations

from crawler.pages.read import NO_CONTENT
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_table
from crawler.portals.roles import Role
from crawler.records.model import Cause
from crawler.visit.fetch import Fetch
from crawler.visit.rules import rank_of

_OWN_TEXT = 50
"""Characters of own text from which a page says something."""
_LEADING = frozenset({Role.PLATFORM, Role.STATUTORY_CONTENT})
"""Sections whose page is there to lead to others."""
_ORDER = (Purpose.HOME, Purpose.SECTION, Purpose.EXPLORE, Purpose.DETAIL)


def wants_browser(fetch: Fetch, reading: Reading | None) -> bool:
    """Whether a page is a shell that only a browser can show.

    A page that asks for a proof of being human, or for a login, has a cause and is none.
    """
    shot, task = fetch.snapshot, fetch.task
    if shot is None or reading is None or reading.cause is not None:
        return False
    if shot.status != 200 or task.method != "GET" or task.purpose not in _ORDER:
        return False
    if fetch.shell is not None or fetch.unshown is not None:
        return False  # it was tried
    listing = reading.listing
    list_by_script = listing.shell and not listing.turns and task.purpose is Purpose.SECTION
    if any(turn.way != "guess" for turn in listing.turns) and task.purpose is Purpose.SECTION:
        return False  # the request is known, and with it all pages: a browser would show the first
    return (reading.shell or list_by_script) and not says_something(task, reading)


def says_something(task: Task, reading: Reading) -> bool:
    """Whether a page holds what it was asked for: that it says it is empty does not count."""
    listing = reading.listing
    if listing.entries or listing.statement_on is not None:
        return True
    if task.purpose in (Purpose.HOME, Purpose.EXPLORE) or task.role in _LEADING:
        home = task.purpose is Purpose.HOME
        return any(one.label and (home or not one.template) for one in reading.targets)
    if task.purpose is Purpose.DETAIL or roles_table()[task.role].single:
        return reading.own_text_chars >= _OWN_TEXT
    return any(not isinstance(record, NO_CONTENT) for record in reading.records)


def order_of(fetch: Fetch) -> tuple[int, int, int, str]:
    """By which shells are shown while there is room: the pages on which most depends first."""
    task = fetch.task
    return _ORDER.index(task.purpose), rank_of(task.role), task.clicks, task.url


def unseen(fetch: Fetch, what: str = "页面内容由脚本生成") -> tuple[Cause, str]:
    """The cause for which a shell was not seen, with `what` was not, in Chinese."""
    if fetch.unshown is None:
        return Cause.UNREADABLE, what
    return fetch.unshown, f"{what}（{fetch.unshown_why}）"
