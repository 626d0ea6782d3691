"""`gongkai check --rulebook A --rulebook B`: two rulebooks over one night, nothing stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from sqlite_utils import Database

from checks.engine.causes import Versions, Why, why_changed
from checks.engine.finding import Finding
from checks.engine.requirement import Rulebook
from checks.engine.scoring import Score
from checks.engine.shifts import Explain, corresponding, shifts
from crawler.errors import GongkaiError
from crawler.records.moments import beijing_date
from reports.apart import (
    COMPARISON,
    finding_lines,
    report_apart,
    score_line,
    scores_table,
    shift_line,
    shifts_table,
)
from scheduler.apart.looking_back import moment_of
from scheduler.apart.rejudging import (
    Apart,
    Pages,
    judge_apart,
    named_rulebook,
    pages_of,
    second_read,
)
from scheduler.casework.moving import versions_in
from scheduler.cli.lookback import ApartFormat
from scheduler.cli.progress import show_table
from scheduler.evidence.manifest import code_version
from scheduler.moments import parse_as_of
from scheduler.run import Run
from scheduler.store.cases import cases_as_of
from scheduler.store.findings import recall
from scheduler.store.scores import scores_of
from scheduler.workplace import Workplace

STORED = "stored"


def compare(
    db: Database,
    place: Workplace,
    run: Run,
    names: list[str],
    *,
    as_of: str | None,
    archive: bool,
    form: ApartFormat,
) -> int:
    """Judge one or two rulebooks over a stored night and print findings and what would change.

    One is compared with what the night itself came to under it. Nothing is stored. Returns the
    exit status: 3 if a check raised, else 0.
    """
    if len(names) > 2:
        raise GongkaiError("--rulebook: at most two can be compared")
    moment = moment_of(as_of, parse_as_of(as_of)) if as_of is not None else None
    if moment is not None and beijing_date(moment) > beijing_date(run.as_of):
        raise GongkaiError(f"--as-of: {as_of} lies after run {run.name}: nothing was seen then")
    if moment is not None:
        moment = min(moment, run.as_of)
    books = [named_rulebook(place, name, moment or run.as_of) for name in names]
    pages = pages_of(db, place, run, archive=archive)
    stored = {one.id: cases_as_of(db, run.name, one.id) for one in run.portals}
    made = []
    for book in books:
        # What an absence rests on is asked of both sides alike: the night before saw it too.
        _, again = second_read(db, place, pages, book, moment, archive=archive)
        cases = {one: {**again.get(one, {}), **own} for one, own in stored.items()}
        made.append(judge_apart(place, pages, book, moment, cases))
    if len(made) == 1:
        made.insert(0, _as_stored(db, pages, books[0]))
        names = [STORED, *names]
        explain = _against_stored(db, place, run, books[0])
        rows = {(books[0].id, row.id): (books[0].id, row.id) for row in books[0].requirements}
        found = shifts(made[0].all_findings, made[1].all_findings, rows, explain)
    else:
        rows = corresponding(books[0], books[1])
        found = shifts(made[0].all_findings, made[1].all_findings, rows)
    if form is ApartFormat.JSONL:
        for name, one in zip(names, made, strict=True):
            head = {"side": name, "version": one.book.version, "run": run.name}
            for score in one.scores.values():
                _line(score_line(score, head))
            report = report_apart(
                run.name, one.as_of, run.portals, one.book, one.all_findings,
                sample=place.watchlist.sample,
            )  # fmt: skip
            for line in finding_lines(report, head):
                _line(line)
        for shift in found:
            _line(shift_line(shift))
    else:
        sides: list[tuple[str, Mapping[str, Score]]] = [
            (f"{name} {one.book.version}", one.scores)
            for name, one in zip(names, made, strict=True)
        ]
        title = f"{COMPARISON}（{run.name}）"
        show_table(scores_table(title, sides, run.portals, sample=place.watchlist.sample))
        show_table(shifts_table(found, run.portals))
    errors = [error for one in made for error in one.errors]
    for error in errors:
        sys.stderr.write(f"a check failed: {error}\n")
    return 3 if errors else 0


def _as_stored(db: Database, pages: Pages, book: Rulebook) -> Apart:
    """What the night itself came to under the rulebook of that id."""
    run = pages.run
    findings = {
        portal.id: tuple(f for f in recall(db, run.name, portal.id) if f.rulebook == book.id)
        for portal in run.portals
    }
    scores = {one.portal: one for one in scores_of(db, run.name) if one.rulebook == book.id}
    return Apart(book, run.as_of, findings, scores)


def _against_stored(db: Database, place: Workplace, run: Run, book: Rulebook) -> Explain:
    """Why a judgement made now differs from that of the night: rule, calendar, code or time."""
    then = versions_in(db, run.name)
    now = Versions({book.id: book.text_sha256}, place.calendar.version, code_version())
    day = beijing_date(run.as_of)

    def explain(before: Finding | None, after: Finding | None) -> Why:
        if before is not None and after is not None:
            return why_changed(after, before, now, then, day)
        if then.rulebooks.get(book.id) != book.text_sha256:
            return Why.RULE
        if then.code != now.code:
            return Why.SPIDER
        return Why.CALENDAR if then.calendar != now.calendar else Why.WINDOW

    return explain


def _line(value: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
