"""A task: one request of a visit, and why it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from crawler.portals.roles import Role
from crawler.records.model import Entry, Snapshot


class Purpose(StrEnum):
    """Why a page is asked for."""

    ROBOTS = "robots"  # robots.txt of a host
    HOME = "home"  # the portal's home address
    FRAME = "frame"  # a page that the home page shows as part of itself
    EXPLORE = "explore"  # a page whose menus may lead to sections
    SECTION = "section"  # the first page of a section with a known role
    TURN = "turn"  # a further page of a section's list
    DETAIL = "detail"  # a page that a section's list (or a document) leads to
    FILE = "file"  # an attachment of a document
    TEXT = "text"  # a file to which its page (or row) leaves the text that is judged
    LINK = "link"  # a target of a link, asked only whether it answers
    AGAIN = "again"  # the second try of a target that did not answer as it should
    SEARCH = "search"  # the results of the site's own search for a title
    PART = "part"  # what a page's script asks for while a browser shows the page
    ROSTER = "roster"  # a page or file with a list of persons, looked at for personal data alone


@dataclass(frozen=True)
class Task:
    """One request of a visit. `url` is normalised; `body` is set for a POST that only reads.

    `clicks` is the distance from home. `entry` is the list row that led here (details only).
    `section_url` is the first page of the section the task belongs to. `label` is the link
    text that led here. `linked_from` is the document whose page led here, if one did. `rows` is
    the pattern by which a record in the answer gives the address of its row, `heads` what names
    the columns of its rows, `way` how its request was found (see Turn). Rulebooks may ask for
    more than the section does: for the page as one of a certain title (`sought`), for what it
    offers to click (`entrances`).
    """

    purpose: Purpose
    url: str
    role: Role
    clicks: int = 0
    section_url: str = ""
    label: str = ""
    entry: Entry | None = None
    linked_from: str = ""
    page_number: int = 1
    method: str = "GET"
    body: str = ""
    referrer: str = ""
    rows: str = ""
    way: str = "link"
    heads: str = ""
    sought: bool = False
    entrances: bool = False

    @cached_property
    def wish(self) -> str:
        """What a reader is asked, written out: the same text, the same wish (see `bare`)."""
        return repr(bare(self))


TESTS: frozenset[Purpose] = frozenset({Purpose.LINK, Purpose.AGAIN, Purpose.SEARCH, Purpose.ROSTER})
"""Requests that test the site and are no pages of sections."""
_NO_LIST = Snapshot("", datetime(1970, 1, 1, tzinfo=UTC), "", 0, "")


def bare(task: Task) -> Task:
    """The task as a reader sees it: without what says how it was come by, or of the list alone.

    A new row above moves all others down; the pages behind them say what they said.
    """
    row = task.entry
    if row is not None:
        row = Entry(row.url, row.title, row.role, _NO_LIST, date=row.date, fields=row.fields)
    return replace(task, entry=row, referrer="", clicks=0)
