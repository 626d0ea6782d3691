"""What a page holds says which section it is, where no label says so.

Portals name their sections as they like (民情直通车, 县府文告). The rows, letters or text of a page
speak for a role all the same; news, themes and the pages of other bodies speak for none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from crawler.pages.content_words import article, headed, least, never, rules, word
from crawler.pages.documents.document import read_document
from crawler.pages.leaders.leader import read_leaders
from crawler.pages.letters.message import read_messages
from crawler.pages.lists.look import Look
from crawler.pages.markup.page import Page
from crawler.pages.reading import Holds, ListReading
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_of
from crawler.pages.words.text import simplify
from crawler.portals.roles import Role
from crawler.records.model import Message, Snapshot

SURE = 0.85
"""How strongly content speaks: below every full label, above every weak one."""
LIKELY = 0.8
_MOST_ROWS = 0.6
_OWN_TEXT = 50
_LEADERS = 2
_FEW_ROWS = 3
_NAME = 10
"""Characters of the longest name of a single page; what is longer is the title of an article."""
_ASKED = 0.4
_HALF = 0.5
_PLAIN = 0.95
"""How strongly a heading speaks that is the name of a section, a body's name before it or not."""
SAMPLED = (Role.MESSAGE_BOARD, Role.NORMATIVE_DOCUMENTS)
"""Roles for which the page behind a row can speak where the rows do not."""
_SITE = re.compile(r"[-_|｜—–·]+")
"""Between the name of a page and that of its site."""


def holds(page: Page, task: Task, snapshot: Snapshot, listing: ListReading, look: Look) -> Holds:
    """The roles that the content of a page speaks for, strongest first; mostly none.

    `task` tells under which name the page was reached: themes speak for nothing.
    """
    if task.role in SAMPLED:
        return _behind_a_row(page, task, snapshot)
    own = _SITE.split(simplify(page.title), maxsplit=1)[0]
    if task.role is not Role.HOME or never().search(f"{simplify(task.label)} {own}"):
        return ()
    titles = [simplify(entry.title) for entry in listing.entries]
    if any(simplify(task.label) == title for title in titles):
        return ()
    found = (
        _titled(titles, page)
        or _headed(titles, look)
        or _documents(titles, look)
        or _letters(page, task, snapshot, look)
    )
    name = simplify(task.label)
    if found or len(titles) >= _FEW_ROWS or len(name) > _NAME or article().search(name):
        return found
    return _leaders(page, task, snapshot) or _text(look.pieces)


def suggests(listing: ListReading) -> Role | None:
    """The role for which the page behind a row should be asked before anything is said."""
    titles = [simplify(entry.title) for entry in listing.entries]
    if len(titles) < _FEW_ROWS:
        return None
    if _share(titles, "documents", "title") >= _MOST_ROWS:
        return Role.NORMATIVE_DOCUMENTS
    asked = sum(bool(word("letters", "asked").search(title)) for title in titles)
    return Role.MESSAGE_BOARD if asked >= _ASKED * len(titles) else None


def _titled(titles: list[str], page: Page) -> Holds:
    for rule in rules("titles"):
        fit = [t for t in titles if rule.says.search(t) and not rule.never.search(t)]
        if len(fit) < rule.least or len(fit) < _MOST_ROWS * len(titles):
            continue
        if rule.role is Role.GAZETTE and rule.never.search(simplify(page.title)):
            continue
        return ((rule.role, SURE),)
    return ()


def _headed(titles: list[str], look: Look) -> Holds:
    """A role whose plain name stands as a heading over most rows of the page's list."""
    known = set(titles)
    over: Counter[Role] = Counter()
    for group in look.groups:
        for row in group.rows:
            link = row.links[0] if row.links else None
            if link is None or simplify(link.label) not in known:
                continue
            spoken = roles_of(look.layout.heading(link.node))[:1]
            over.update(role for role, strength in spoken if strength >= _PLAIN)
    for role in headed():
        if over[role] >= max(least("headed"), _MOST_ROWS * len(titles)):
            return ((role, SURE),)
    return ()


def _share(titles: list[str], table: str, name: str) -> float:
    other = word(table, "not")
    fit = sum(bool(word(table, name).search(t)) and not other.search(t) for t in titles)
    return fit / len(titles) if titles else 0.0


def _documents(titles: list[str], look: Look) -> Holds:
    """Documents by number; normative are those whose validity is shown or whose number says it."""
    if len(titles) < least("documents"):
        return ()
    if (
        max(_share(titles, "documents", "title"), _share(titles, "documents", "ending"))
        < _MOST_ROWS
    ):
        return ()
    known = set(titles)
    rows = [
        simplify(row.text)
        for group in look.groups
        for row in group.rows
        if any(simplify(link.label) in known for link in row.links)
    ]
    if _among(rows, word("documents", "number")) < _MOST_ROWS:
        return ()
    normative = (word("documents", "normative_number"), word("documents", "validity"))
    if any(_among(rows, one) >= _MOST_ROWS for one in normative):
        return ((Role.NORMATIVE_DOCUMENTS, SURE),)
    return ((Role.POLICY_DOCUMENTS, LIKELY),)


def _among(rows: list[str], says: re.Pattern[str]) -> float:
    return sum(bool(says.search(row)) for row in rows) / len(rows) if rows else 0.0


def _letters(page: Page, task: Task, snapshot: Snapshot, look: Look) -> Holds:
    """Letters shown on the page itself, or rows that say how each letter stands."""
    name = simplify(f"{task.label} {page.title}")
    pieces = [simplify(piece) for piece in look.pieces]
    other = word("letters", "not")
    if other.search(name) or not word("letters", "board").search(" ".join((name, *pieces))):
        return ()
    board = replace(task, purpose=Purpose.SECTION, role=Role.MESSAGE_BOARD)
    letters = [one for one in read_messages(page, board, snapshot) if "#" in one.url]
    # A letter may ask about a permit; applications for permits speak of it one and all.
    others = sum(bool(other.search(piece)) for piece in pieces)
    if (
        len(letters) >= least("letters")
        and others < len(letters)
        and _answered(letters)
        and _dated(letters) * 2 >= len(letters)
    ):
        return ((Role.MESSAGE_BOARD, SURE),)
    stands = word("letters", "state")
    for group in look.groups:
        rows = [simplify(row.text) for row in group.rows]
        if len(rows) >= _FEW_ROWS and _among(rows, stands) >= _MOST_ROWS:
            return () if _among(rows, other) >= _HALF else ((Role.MESSAGE_BOARD, SURE),)
    return ()


def _answered(letters: Iterable[Message]) -> bool:
    return any(letter.replies for letter in letters)


def _dated(letters: Iterable[Message]) -> int:
    return sum(any((one.submitted_on, one.accepted_on, one.published_on)) for one in letters)


def _behind_a_row(page: Page, task: Task, snapshot: Snapshot) -> Holds:
    """What the page behind a row proves: a letter with its answer, a document with its validity."""
    behind = replace(task, purpose=Purpose.DETAIL)
    if task.role is Role.MESSAGE_BOARD:
        letters = read_messages(page, behind, snapshot)
        return ((Role.MESSAGE_BOARD, SURE),) if _answered(letters) and _dated(letters) else ()
    document = read_document(page, behind, snapshot)
    if document.validity is not None and document.number is not None:
        return ((Role.NORMATIVE_DOCUMENTS, SURE),)
    return ()


def _leaders(page: Page, task: Task, snapshot: Snapshot) -> Holds:
    people = read_leaders(page, replace(task, purpose=Purpose.SECTION, role=Role.LEADERS), snapshot)
    named = [one for one in people if one.name and one.post and (one.division or not one.unread)]
    told = any(one.division for one in named)
    return ((Role.LEADERS, SURE),) if len(named) >= _LEADERS and told else ()


def _text(pieces: list[str]) -> Holds:
    text = simplify("\n".join(pieces))
    if len(text) < _OWN_TEXT:
        return ()
    for rule in rules("texts"):
        if rule.says.search(text) and sum(bool(c.search(text)) for c in rule.cues) >= rule.least:
            return ((rule.role, SURE),)
    return ()
