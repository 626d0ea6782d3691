"""The look-back (回头看): an earlier year's rulebook, as of its own time or today, kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlite_utils import Database

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Rulebook
from crawler.errors import GongkaiError
from crawler.records import BEIJING
from crawler.records.moments import beijing_date
from scheduler.apart.rejudging import judge_apart, named_rulebook, pages_of, second_read
from scheduler.evidence.manifest import code_version
from scheduler.run import Run
from scheduler.store.lookbacks import Judgements, Lookback, put_lookback
from scheduler.workplace import Workplace

OWN_TIME, TODAY = "own-time", "today"


def look_back(
    db: Database,
    place: Workplace,
    run: Run,
    name: str,
    *,
    as_of: datetime | None,
    own_time: bool,
    archive: bool,
    now: datetime,
) -> tuple[Lookback, Judgements, Rulebook]:
    """Judge a rulebook of an earlier year over what a run saw, and store it apart.

    `as_of` is a moment of that year (default the end of the rulebook's last day): it settles which
    edition and which waiting rows are taken, and with `own_time` the moment judged.
    Raises GongkaiError for a moment that is not known, lies after the run, or on which the
    rulebook is neither in force nor deciding what fell due under it.
    """
    moment, book = _moment_and_book(place, run, name, as_of)
    if own_time:
        moment = _within(moment, run)
    day = beijing_date(moment)
    if not (book.in_force(day) or book.settling(day)):
        raise GongkaiError(f"--as-of: {book.id} is not in force on {day}")
    then = moment if own_time else None
    pages = pages_of(db, place, run, archive=archive)
    second, cases = second_read(db, place, pages, book, then, archive=archive)
    judged = judge_apart(place, pages, book, then, cases, old_stock=False)
    mode = OWN_TIME if own_time else TODAY
    made = Lookback(
        id=f"{book.id}@{day}.{mode}.{run.name}",
        rulebook=book.id,
        version=book.version,
        text_sha256=book.text_sha256,
        mode=mode,
        as_of=moment if own_time else run.as_of,
        run=run.name,
        confirmed_by=second,
        archive=archive,
        made_at=now,
        calendar=place.calendar.version,
        code=code_version(),
        portals=tuple(judged.findings),
        errors=judged.errors,
    )
    found = Judgements(judged.findings, judged.scores)
    put_lookback(db, made, found)
    return made, found, book


def pending_words(findings: Iterable[Finding], mode: str) -> str:
    """What a look at its own time leaves open, and the day to look back from; empty for none."""
    pending = [one for one in findings if one.outcome is Outcome.PENDING]
    days = [one.due_on for one in pending if one.due_on is not None]
    if mode != OWN_TIME or not days:
        return ""
    first, last = min(days), max(days) + timedelta(days=1)
    return (
        f"{len(pending)} judgements are pending: due from {first} on, and not decided by this look"
        f" back; --as-of {last} decides them"
    )


def moment_of(text: str, given: datetime) -> datetime:
    """A moment as given; where only a day is, the end of that day: its dates are over by then."""
    return end_of(given) if len(text.strip()) == len("2018-12-31") else given


def end_of(moment: datetime) -> datetime:
    """The last second of a moment's Beijing date."""
    return datetime.combine(beijing_date(moment), time(23, 59, 59), BEIJING)


def _moment_and_book(
    place: Workplace, run: Run, name: str, as_of: datetime | None
) -> tuple[datetime, Rulebook]:
    if as_of is not None:
        return as_of, named_rulebook(place, name, as_of)
    book = named_rulebook(place, name, run.as_of)
    if book.ends_on is None:
        raise GongkaiError(f"--as-of: {name} has no last day: name the day to look back from")
    moment = datetime.combine(book.ends_on, time(23, 59, 59), BEIJING)
    return moment, named_rulebook(place, name, moment)


def _within(moment: datetime, run: Run) -> datetime:
    """The moment, on the run's own day no later than the run."""
    if beijing_date(moment) > beijing_date(run.as_of):
        raise GongkaiError(
            f"--as-of: {beijing_date(moment)} lies after run {run.name}: nothing was seen then"
        )
    return min(moment, run.as_of)
