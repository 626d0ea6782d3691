"""What a visit tells of the days of its pages: all their dates, lists read whole, changes of
days, late entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from crawler.pages.reading import Reading
from crawler.portals.roles import Role
from crawler.records.dating import (
    DateFact,
    LateEntry,
    ListPage,
    ListRead,
    PageDates,
    Redated,
    Witness,
    differences,
)
from crawler.records.dossier import Section
from crawler.records.model import Cause, Entry, Field, Record
from crawler.visit.datefacts import facts_of, own_day
from crawler.visit.fetch import Fetch
from crawler.visit.ledger import Ledger, Sights, late_entries, list_name, names_of
from crawler.visit.outcome import outcome_of
from crawler.visit.redating import redated
from crawler.visit.same import Same
from crawler.visit.survey import Opened, Survey

_MOST_PAGES = 30
"""Pages of a list whose archived copies are named as proof of how it stood."""
_NOT_LISTED = frozenset({Role.HOME, Role.MESSAGE_BOARD})
"""Letters have a ledger of their own: that of the replies shown."""


def dating(
    laid: Survey,
    records: Sequence[Record],
    sections: Mapping[Role, Section],
    same: Same,
    ledger: Ledger,
    as_of: datetime,
    *,
    drifting: bool,
) -> Iterator[PageDates | ListRead | LateEntry | Redated]:
    """The dates of every page that a dated record was read from, what shows another day than it
    once did, lists read whole, late entries.

    While the portal drifts from its history (`drifting`) nobody can tell what was not there yet:
    no list counts as read whole then, nothing is late, and no change of a day is told.
    """
    sights = Sights(ledger, as_of)
    lists = {
        list_name(opened.task.role.value, opened.task.url): opened
        for opened in laid.sections
        if opened.task.role not in _NOT_LISTED
    }
    rows: dict[str, list[Entry]] = {}
    for opened in laid.sections:
        for entry in opened.run.entries:
            rows.setdefault(same.subject(entry.url), []).append(entry)
    dated = list(_dated(laid, records, same, rows, sights, as_of))
    yield from (dates for dates, _ in dated)
    told = (*records, *(dates for dates, _ in dated))
    yield from redated(ledger.days, told, same.aliases, as_of, drifting=drifting)
    if drifting:
        return
    for opened in lists.values():
        yield from _read_whole(opened, sections.get(opened.task.role), as_of)
    yield from late_entries(
        [(dates, own) for dates, own in dated if own is not None],
        {name: opened.run.entries for name, opened in lists.items()},
        sights,
        same.aliases,
        as_of,
    )


def _dated(
    laid: Survey,
    records: Sequence[Record],
    same: Same,
    rows: Mapping[str, Sequence[Entry]],
    sights: Sights,
    as_of: datetime,
) -> Iterator[tuple[PageDates, date | None]]:
    pages: dict[str, tuple[Fetch, Reading]] = {}
    for fetch, reading in laid.details:
        if reading is not None and outcome_of(fetch, reading).seen:
            pages.setdefault(same.subject(fetch.task.url), (fetch, reading))
    others: dict[str, list[str]] = {}
    for url, subject in same.aliases.items():
        others.setdefault(subject, []).append(url)
    told: set[str] = set()
    for record in records:
        published: Field[date] | None = getattr(record, "published_on", None)
        page = pages.get(record.url)
        own_page = page is not None and page[0].snapshot == record.snapshot
        if page is None or not own_page or record.url in told or isinstance(record, Entry):
            continue
        leading = rows.get(record.url, ())
        names = [n for one in (record, *leading) for n in names_of(one, others.get(one.url, ()))]
        first = sights.first(names) or as_of
        facts = _facts(record, published, page, leading, first)
        if not any(fact.witness not in _BOUNDS for fact in facts):
            continue
        told.add(record.url)
        dates = PageDates(
            record.url,
            record.title,
            record.role,
            record.snapshot,
            facts=facts,
            differing=differences(facts),
            first_seen_at=first,
            from_the_start=sights.began is None or first == sights.began,
        )
        yield dates, own_day(published)


_BOUNDS = (Witness.ADDRESS, Witness.MODIFIED, Witness.SEEN)


def _facts(
    record: Record,
    published: Field[date] | None,
    page: tuple[Fetch, Reading],
    rows: Sequence[Entry],
    first: datetime,
) -> tuple[DateFact, ...]:
    fetch, reading = page
    return facts_of(record.url, published, reading.tags, rows, fetch.modified, first)


def _read_whole(opened: Opened, section: Section | None, as_of: datetime) -> Iterator[ListRead]:
    """The list of a section page, where every row of its window was read beyond doubt."""
    run, reading = opened.run, opened.reading
    fallen = section is not None and section.cause is Cause.COLLAPSED
    if reading is None or fallen or not run.ended or run.cause is not None or not run.entries:
        return
    if not outcome_of(opened.fetch, reading).seen or reading.listing.shell:
        return
    since = run.unread_before
    cut = since is not None and (run.rule.first_page_only or since == date.max)
    shot = opened.fetch.snapshot
    if cut or reading.listing.columns or shot is None:
        return
    pages = [_page(fetch, one) for fetch, one in run.pages[:_MOST_PAGES]]
    yield ListRead(
        opened.task.url,
        opened.task.label or opened.task.role.chinese,
        opened.task.role,
        shot,
        at=as_of,
        since=since,
        rows=len(run.entries),
        pages=tuple(page for page in pages if page is not None),
    )


def _page(fetch: Fetch, reading: Reading) -> ListPage | None:
    shot = fetch.snapshot
    if shot is None:
        return None
    rows = [row for row in reading.listing.entries if not row.pinned]
    days = [row.date.value for row in rows if row.date is not None and row.date.value is not None]
    return ListPage(shot.url, shot.captured_at, shot.sha256, min(days, default=None))
