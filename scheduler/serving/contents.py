"""What each address of the feed holds, for one reader."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from reports.atom import AtomEntry, AtomScore, atom
from reports.feed import CSV_HEAD, json_head, json_tail
from reports.stitching import Piece, piece_of
from scheduler.moments import is_special
from scheduler.reporting.feeding import HISTORY
from scheduler.serving.answers import ATOM, CSV, JSON, Answer, text_answer
from scheduler.serving.problems import Refused, not_found
from scheduler.store.lines import (
    Form,
    Line,
    Listed,
    count_lines,
    editions_for,
    glimpses,
    has_lines,
    head_of,
    history,
    lines_of,
)
from scheduler.store.pieces import COMMA
from scheduler.store.tokens import Reader, Scope

RANGE_DAYS = 366
PAGE = 500
LARGEST_PAGE = 1_000
_ATOM_ENTRIES = 30
_ATOM_SCORES = 20
_RUN_KEYS = (
    "run", "round", "as_of", "data_cut", "sample", "trial", "status", "release",
    "corrects_released", "rulebooks",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A range of days (both ends included), of one unit or rulebook if given.

    `after` is where the page before ended: RUN~RANK.
    """

    first: date
    last: date
    portal: str | None = None
    rulebook: str | None = None
    form: Form = Form.JSON
    limit: int = PAGE
    after: str = ""


def latest(db: sqlite3.Connection, scope: Scope, form: Form) -> Answer:
    """The last run in which the reader may see anything; a special run only for want of others."""
    for edition in sorted(editions_for(db, scope), key=lambda one: is_special(one.run)):
        found = lines_of(db, edition.id, scope, form)
        if found:
            return _day(db, edition, found, form)
    raise not_found()


def day(db: sqlite3.Connection, scope: Scope, run: str, form: Form) -> Answer:
    """One run."""
    for edition in editions_for(db, scope):
        if edition.run == run:
            found = lines_of(db, edition.id, scope, form)
            if found:
                return _day(db, edition, found, form)
    raise not_found()


def unit(db: sqlite3.Connection, scope: Scope, portal: str, form: Form) -> Answer:
    """The last run that tells of a unit, with the unit's history."""
    editions = editions_for(db, scope)
    for edition in editions:
        if has_lines(db, edition.id, scope, portal):
            found = lines_of(db, edition.id, scope, form, portal=portal)
            return _day(
                db, edition, found, form, {"history": history(db, editions, portal, HISTORY)}
            )
    raise not_found()


def days(db: sqlite3.Connection, scope: Scope, asked: Asked) -> Answer:
    """A page of a range of days."""
    if asked.first > asked.last:
        raise Refused(422, f"from: {asked.first} 晚于 to: {asked.last}")
    if (asked.last - asked.first).days >= RANGE_DAYS:
        raise Refused(422, f"from, to: 一次最多查询{RANGE_DAYS}天")
    run, _, rank = asked.after.partition("~")
    editions = sorted(
        (
            one
            for one in editions_for(db, scope)
            if asked.first <= date.fromisoformat(one.run[:10]) <= asked.last and one.run >= run
        ),
        key=lambda one: one.run,
    )
    found: list[tuple[Listed, Line]] = []
    for edition in editions:
        after = int(rank) if edition.run == run and rank else -1
        left = asked.limit + 1 - len(found)
        if left <= 0:
            break
        lines = lines_of(
            db,
            edition.id,
            scope,
            asked.form,
            portal=asked.portal,
            rulebook=asked.rulebook,
            after=after,
            limit=left,
        )
        found.extend((edition, line) for line in lines)
    page, more = found[: asked.limit], len(found) > asked.limit
    following = _next(asked, *page[-1]) if more else None
    return _page(db, asked, page, following)


def news(db: sqlite3.Connection, reader: Reader, name: str, instance: str, here: str) -> Answer:
    """The last runs as an Atom feed."""
    scope = reader.scope
    released = {
        row[0]: row[1]
        for row in db.execute("SELECT run, max(at) FROM books.release_log GROUP BY run")
    }
    entries = []
    for edition in editions_for(db, scope):
        count = count_lines(db, edition.id, scope)
        if count:
            entries.append(_entry(db, edition, scope, count, released.get(edition.run, "")))
        if len(entries) == _ATOM_ENTRIES:
            break
    seen = scope.text + ("+unreleased" if scope.unreleased else "")
    body = atom(name, instance, seen, here, entries).decode()
    return text_answer(ATOM, body, max((one.updated.isoformat() for one in entries), default=""))


def _entry(
    db: sqlite3.Connection, edition: Listed, scope: Scope, count: int, released_at: str
) -> AtomEntry:
    said = head_of(db, edition.id)
    updated = max(edition.updated_at, released_at if said["release"] == "released" else "")
    return AtomEntry(
        run=edition.run,
        status=said["status"],
        release=said["release"],
        sample=said["sample"],
        published=datetime.fromisoformat(edition.published_at),
        updated=datetime.fromisoformat(updated),
        count=count,
        scores=[
            AtomScore(one.unit, one.rulebook, one.score, one.low, one.high)
            for one in glimpses(db, edition.id, scope, _ATOM_SCORES)
        ],
    )


def _day(
    db: sqlite3.Connection,
    edition: Listed,
    lines: Sequence[Line],
    form: Form,
    rest: Mapping[str, Any] | None = None,
) -> Answer:
    head = head_of(db, edition.id)
    marks = [json.dumps(head), json.dumps(rest), *(line.sha256 for line in lines)]
    if form is Form.CSV:
        return Answer(CSV, _sheet(lines), marks, edition.updated_at)
    pieces = [piece_of(json_head(head)), *_listing(lines), piece_of(json_tail(rest))]
    return Answer(JSON, pieces, marks, edition.updated_at)


def _page(
    db: sqlite3.Connection,
    asked: Asked,
    page: Sequence[tuple[Listed, Line]],
    following: str | None,
) -> Answer:
    editions = list(dict.fromkeys(edition for edition, _ in page))
    lines = [line for _, line in page]
    heads = [head_of(db, edition.id) for edition in editions]
    marks = [
        repr(asked),
        str(following),
        *map(json.dumps, heads),
        *(line.sha256 for line in lines),
    ]
    modified = max((edition.updated_at for edition in editions), default="")
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    if asked.form is Form.CSV:
        return Answer(CSV, _sheet(lines), marks, modified, headers)
    head = {
        "feed": "gongkai-scores-range",
        "version": 1,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "runs": [{key: one[key] for key in _RUN_KEYS} for one in heads],
    }
    pieces = [piece_of(json_head(head)), *_listing(lines), piece_of(json_tail({"next": following}))]
    return Answer(JSON, pieces, marks, modified, headers)


def _next(asked: Asked, edition: Listed, line: Line) -> str:
    query = {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "portal": asked.portal,
        "rulebook": asked.rulebook,
        "format": asked.form.value,
        "limit": asked.limit,
        "after": f"{edition.run}~{line.rank}",
    }
    given = {key: value for key, value in query.items() if value is not None}
    return f"/feed/v1/scores?{urlencode(given, safe='~')}"


def _listing(lines: Sequence[Line]) -> list[Piece]:
    if not lines:
        return []
    first = lines[0].piece.plain.decode().removeprefix(COMMA)
    return [piece_of(first, 1), *(line.piece for line in lines[1:])]


def _sheet(lines: Sequence[Line]) -> list[Piece]:
    # The mark at the beginning tells Excel that the text is UTF-8.
    return [piece_of("\ufeff" + CSV_HEAD), *(line.piece for line in lines)]
