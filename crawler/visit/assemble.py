"""Assembling: all answers of a visit become the dossier, always the same from the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from crawler.pages.disclosures.annual_report import report_of_entry
from crawler.pages.letters.message import from_entry
from crawler.pages.lists.sharedrows import rows_with_days, showing_day
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.pages.words.roles import roles_table
from crawler.portals.model import Limits, Portal
from crawler.portals.roles import Role
from crawler.records.columns import NOTHING, Asked, NamedColumn
from crawler.records.dossier import Dossier, Miss, ReadState, Section, Sighting
from crawler.records.materials import Attachment
from crawler.records.model import (
    AnnualReport,
    Document,
    Entry,
    Evidence,
    Interpretation,
    Leader,
    Message,
    Record,
    StaticPage,
)
from crawler.records.moments import beijing_date
from crawler.records.opening import HomeOpenings
from crawler.records.site import Ipv6Probe, PersonalData
from crawler.visit.columns import Columns
from crawler.visit.dating import dating
from crawler.visit.details import linked_interpretations, menu_addresses
from crawler.visit.elsewhere import copies_of
from crawler.visit.fetch import Fetch
from crawler.visit.files import attachments_of
from crawler.visit.leaders import without_cards
from crawler.visit.linkcheck import dead_links, is_reference
from crawler.visit.manner import manner_of
from crawler.visit.named import Named, read_columns
from crawler.visit.outcome import outcome_of
from crawler.visit.prior import DEAD, Prior
from crawler.visit.rosters import rosters_read, unread
from crawler.visit.rules import WANTED, Rules, roles_for, rules_for
from crawler.visit.same import Same
from crawler.visit.searching import search_records
from crawler.visit.sections import misses_of_visit, read_sections
from crawler.visit.surfaces import surfaces_of
from crawler.visit.survey import Survey, failed_pages, survey
from crawler.visit.territory import Neighbourhood, hosts_of
from crawler.visit.texts import Texts, misses_without
from crawler.visit.words import keeps_in_force
from crawler.visit.yearly import report_year

Answer = tuple[Fetch, Reading | None]

_BY_A_MENU = 3


def assemble(
    portal: Portal,
    as_of: datetime,
    visited: Sequence[Answer],
    misses: Iterable[Miss],
    prior: Prior,
    probes: Sequence[Ipv6Probe],
    coverage: Evidence,
    guest: bool,
    higher: tuple[Dossier, ...] = (),
    roles: Iterable[Role] | None = None,
    rules: Rules | None = None,
    limits: Limits | None = None,
    around: Neighbourhood | None = None,
    asked: Asked = NOTHING,
    openings: Sequence[HomeOpenings] = (),
) -> Dossier:
    """The dossier of a portal, whatever the order in which the answers came.

    `misses` are the pages that the visit planned and never asked for. The coverage manifest
    joins the evidence of every section that is absent. `asked` is what rulebooks asked
    the visit for, `around` what it knew of the rest of the watchlist, `openings` how its home page
    was opened beside the nights.
    """
    rules = rules_for(asked, as_of, rules if rules is not None else roles_table())
    laid = lay_out(visited, misses, as_of, rules, limits)
    roles = tuple(roles) if roles is not None else roles_for(asked)
    sections = {
        role: _proved(section, coverage)
        for role, section in sections_of(laid, portal, as_of, prior, roles, rules).items()
    }
    columns = columns_of(laid, portal, around, asked, as_of, prior, rules)
    same, texts = Same(laid), Texts(laid.answers)
    records = (
        *_entries(laid, columns),
        *_pages(laid, same, texts),
        *_of_files(same, texts),
        *_reports(laid, same, texts),
        *_unread(laid, same),
        *_asked(laid, same, texts),
        *copies_of(laid, same),
        *_at_home(laid),
        *_files(laid, same),
        *_personal(laid, same),
        *_site(laid, portal, guest, prior.before(as_of)),
        *surfaces_of(laid, same),
        *sorted(probes, key=lambda probe: probe.host),
        *openings,
    )
    family, manner = manner_of(laid, records, sections, columns.named, prior, as_of)
    drifting = bool(manner.drifts)
    days = dating(laid, records, sections, same, prior.ledger, as_of, drifting=drifting)
    return Dossier(
        portal=portal,
        as_of=as_of,
        sections=sections,
        coverage=coverage,
        records=(*records, *days),
        misses=(
            *misses_without(misses_of_visit(laid, failed_pages(laid)), texts.read_rows()),
            *unread(laid.tests, laid.misses),
        ),
        sightings=prior.before(as_of),
        aliases=same.aliases,
        guest=guest,
        family=family,
        higher=higher,
        columns=columns.columns,
        named={name: _proved(column, coverage) for name, column in columns.named.items()},
        column_tree_complete=columns.complete,
        column_tree_cause=columns.cause,
        manner=manner,
    )


def lay_out(
    visited: Sequence[Answer],
    misses: Iterable[Miss],
    as_of: datetime,
    rules: Rules | None = None,
    limits: Limits | None = None,
) -> Survey:
    """The answers by purpose, in the order in which everything below reads them."""
    table = rules if rules is not None else roles_table()
    return survey(visited, misses, table, as_of, limits or Limits())


def sections_of(
    laid: Survey,
    portal: Portal,
    as_of: datetime,
    prior: Prior,
    roles: Iterable[Role] | None = None,
    rules: Rules | None = None,
) -> Mapping[Role, Section]:
    """The sections of a visit; the coverage manifest is written from them before assembling."""
    table = rules if rules is not None else roles_table()
    wanted = tuple(roles) if roles is not None else WANTED
    return read_sections(laid, portal, beijing_date(as_of), wanted, table, prior)


def columns_of(
    laid: Survey,
    portal: Portal,
    around: Neighbourhood | None,
    asked: Asked,
    as_of: datetime,
    prior: Prior,
    rules: Rules | None = None,
) -> Named:
    """The column tree of a visit and the columns asked for by title."""
    table = rules if rules is not None else roles_table()
    around = around or Neighbourhood(hosts_of(portal))
    return read_columns(
        laid, portal, around, asked.columns, as_of, table, prior, whole_tree=asked.whole_tree
    )


S = TypeVar("S", Section, NamedColumn)


def _proved(section: S, coverage: Evidence) -> S:
    if section.state is not ReadState.ABSENT:
        return section
    return replace(section, evidence=(*section.evidence, coverage))


def _entries(laid: Survey, columns: Named) -> Iterator[Entry]:
    for role in Role:
        seen: set[tuple[str, str]] = set()
        # Each named column is judged by its own rows.
        several = laid.of(role) if role is not Role.NAMED else ()
        dated = rows_with_days(row for opened in several for row in opened.run.entries)
        for opened in laid.of(role):
            column = columns.heads.get((role, opened.task.url), "")
            here: set[tuple[str, str]] = set()
            for entry in opened.run.entries:
                # A row of a role counts once; of a named column once in each that lists it.
                place = (entry.url, column if role is Role.NAMED else "")
                if place not in seen:
                    here.add(place)  # several rows of one list may lead to one file
                    yield replace(entry, column=column) if column else showing_day(entry, dated)
            seen |= here


def _pages(laid: Survey, same: Same, texts: Texts) -> Iterator[Record]:
    """Records of pages, each page once, under the address that lists it first."""
    linked = _linked_from(laid, same)
    columns = Columns(laid, same)
    found: dict[tuple[str, str], Record] = {}
    listed: set[tuple[str, str]] = set()
    for fetch, reading in _sources(laid):
        behind = fetch.task.purpose is Purpose.DETAIL
        for record in reading.records:
            if isinstance(record, Entry) or not _asked_for(record, fetch):
                continue
            kept = replace(texts.joined(record), url=same.subject(record.url))
            if isinstance(kept, Interpretation):
                kept = replace(kept, linked_from=linked.get(kept.url, kept.linked_from))
                kept = columns.of_piece(kept)
            elif isinstance(kept, Message):
                kept = columns.of_letter(kept)
            key = (kept.kind, _identity(kept))
            # What a list tells of a thing gives way to what the thing's own page says.
            if key not in found or (behind and key in listed):
                found[key] = kept
                if behind:
                    listed.discard(key)
                else:
                    listed.add(key)
            for form in texts.forms(record):
                found.setdefault((form.kind, _identity(form)), form)
    yield from without_cards(found, listed)


def _of_files(same: Same, texts: Texts) -> Iterator[Record]:
    """Records of rows that lead to a file, each once."""
    found: dict[tuple[str, str], Record] = {}
    for record in texts.of_rows():
        kept = replace(record, url=same.subject(record.url))
        found.setdefault((kept.kind, kept.url), kept)
    yield from found.values()


def _identity(record: Record) -> str:
    if isinstance(record, Leader):
        return f"{record.url}#{record.name}"
    if isinstance(record, StaticPage):
        return f"{record.url}#{record.role.value}"
    return record.url


def _asked_for(record: Record, fetch: Fetch) -> bool:
    """Whether the record is of the sort that its section is read for.

    Of sections read for their freshness, single pages may be looked at for a date; what they
    hold is none of the portal's documents under judgement, but for notices that keep documents
    in force.
    """
    if isinstance(record, Document) and fetch.task.role is not Role.NORMATIVE_DOCUMENTS:
        return keeps_in_force(record.title)
    if isinstance(record, (Document, Interpretation, Message)):
        return (
            fetch.task.role in (Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS, Role.MESSAGE_BOARD)
            and record.role is fetch.task.role
        )
    return True


def _sources(laid: Survey) -> Iterator[tuple[Fetch, Reading]]:
    """Pages that records are taken from: section pages and turns, then what is behind rows."""
    for opened in laid.sections:
        yield from opened.run.pages
    for fetch, reading in laid.details:
        if reading is not None and outcome_of(fetch, reading).seen:
            yield fetch, reading


def _asked(laid: Survey, same: Same, texts: Texts) -> Iterator[Record]:
    """What rulebooks ask of pages, each page once for each section that it is one of."""
    told: set[tuple[str, str, Role]] = set()
    home = [laid.home] if laid.home is not None else []
    for fetch, reading in (*home, *((o.fetch, o.reading) for o in laid.sections), *laid.details):
        if reading is None or not outcome_of(fetch, reading).seen:
            continue
        for record in reading.asked:
            kept = replace(texts.joined(record), url=same.subject(record.url))
            place = (kept.kind, kept.url, kept.role)
            if place not in told:
                told.add(place)
                yield kept


def _at_home(laid: Survey) -> Iterator[Record]:
    """What the home page itself tells, where it was seen."""
    if laid.home is not None and outcome_of(*laid.home).seen:
        yield from laid.home[1].records if laid.home[1] is not None else ()


def _linked_from(laid: Survey, same: Same) -> dict[str, tuple[str, ...]]:
    """Per interpretation the documents that link it as one.

    An address that more than three documents link only under a heading stands in a menu of
    the page, not in its text.
    """
    menus = menu_addresses(laid.answers)
    found: dict[str, dict[str, None]] = {}
    for fetch, reading in laid.details:
        if reading is None or not outcome_of(fetch, reading).seen:
            continue
        for record in reading.records:
            if isinstance(record, Document) and _asked_for(record, fetch):
                for url, _ in linked_interpretations(record):
                    if url not in menus:
                        subject = same.subject(url)
                        found.setdefault(subject, {})[same.subject(record.url)] = None
    return {
        subject: tuple(documents)
        for subject, documents in found.items()
        if len(documents) <= _BY_A_MENU
    }


def _reports(laid: Survey, same: Same, texts: Texts) -> Iterator[AnnualReport]:
    """Yearly reports that their list rows tell of; a record from the page itself goes first."""
    known = {
        same.subject(record.url)
        for _, reading in _sources(laid)
        for record in reading.records
        if isinstance(record, AnnualReport)
    }
    known |= {same.subject(url) for url in texts.read_rows()}
    for opened in laid.of(Role.ANNUAL_REPORTS):
        for entry in opened.run.entries:
            subject = same.subject(entry.url)
            year = report_year(entry.title)
            if subject in known or year is None:
                continue
            known.add(subject)
            yield replace(report_of_entry(entry), url=subject)


def _unread(laid: Survey, same: Same) -> Iterator[Message]:
    """Letters that a list shows and whose own page could not be read."""
    listed = {entry.url: entry for o in laid.of(Role.MESSAGE_BOARD) for entry in o.run.entries}
    read = {
        same.subject(record.url)
        for _, reading in _sources(laid)
        for record in reading.records
        if isinstance(record, Message)
    }
    failed = (*failed_pages(laid), *laid.misses)
    columns = Columns(laid, same)
    done: set[str] = set()
    for miss in failed:
        entry = listed.get(miss.url)
        subject = same.subject(miss.url)
        if miss.role is not Role.MESSAGE_BOARD or entry is None or subject in (read | done):
            continue
        done.add(subject)
        yield columns.of_letter(replace(from_entry(entry, miss.cause), url=subject))


def _files(laid: Survey, same: Same) -> Iterator[Attachment]:
    found: dict[str, Attachment] = {}
    for one in attachments_of(laid.answers):
        found.setdefault(one.url, replace(one, document=same.subject(one.document)))
    yield from found.values()


def _personal(laid: Survey, same: Same) -> Iterator[PersonalData]:
    """Numbers that may be personal data, once for each page, by the section that lists it first."""
    found: dict[str, PersonalData] = {}
    for fetch, reading in laid.answers:
        if reading is not None and reading.personal is not None and not is_reference(fetch.task):
            one = reading.personal
            found.setdefault(same.subject(one.url), one)
    for one in rosters_read(laid.tests):
        found.setdefault(same.subject(one.url), one)
    for subject in sorted(found):
        yield replace(found[subject], url=subject)


def _site(
    laid: Survey, portal: Portal, guest: bool, before: Iterable[Sighting]
) -> Iterator[Record]:
    """What the home page says of the site, and what came of testing its links and its search."""
    reading = laid.home[1] if laid.home is not None else None
    if reading is not None and reading.identity is not None:
        yield reading.identity
    yield from search_records(laid.home, laid.tests)
    known = {one.subject for one in before if one.fact == DEAD}
    yield from dead_links(laid.answers, laid.tests, laid.misses, portal, guest, known)
