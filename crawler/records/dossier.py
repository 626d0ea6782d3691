"""The dossier (采集底稿): all that is known of one portal as of a moment, and what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.columns import Column, NamedColumn, Wanted, wanted_name
from crawler.records.dating import LateEntry, Redated
from crawler.records.manner import Manner
from crawler.records.materials import Attachment, GazettePage, ServiceGuide
from crawler.records.model import (
    AnnualReport,
    Cause,
    Document,
    Entry,
    Evidence,
    Interpretation,
    Leader,
    Message,
    Record,
    Reply,
    StaticPage,
)
from crawler.records.moments import beijing_date
from crawler.records.site import Ipv6Probe, PersonalData
from crawler.records.states import ReadState as ReadState  # part of what this module offers


@dataclass(frozen=True)
class Section:
    """A section of a portal with a known role, and how well it was read.

    `entries` counts list rows within the window, `text_chars` the own text of single pages.
    `clicks` is the distance from home. `statement_on` is the date of a statement of none.
    `elsewhere` is true if the link leads to the unit's section on a higher listed portal.
    `reason` is one Chinese sentence for reports; `evidence` holds the pages it rests on.
    `on_platform` says for the platform's four parts whether the platform page itself leads
    there; None if that page was not seen, and for all other roles. `unread_before` is the day
    before which rows were left unread since the window of the visit ended; None if the lists
    were read to their ends, date.max if no day can be told.
    """

    role: Role
    state: ReadState
    cause: Cause | None = None
    reason: str = ""
    urls: tuple[str, ...] = ()
    name: str = ""
    clicks: int | None = None
    list_pages: int = 0
    entries: int = 0
    newest_on: date | None = None
    text_chars: int = 0
    statement_on: date | None = None
    elsewhere: bool = False
    evidence: tuple[Evidence, ...] = ()
    on_platform: bool | None = None
    unread_before: date | None = None

    @property
    def seen(self) -> bool:
        """Whether the section itself was seen (whole, in part, or empty)."""
        return self.state in (ReadState.WHOLE, ReadState.PART, ReadState.EMPTY)


_COLUMN = "栏目未采集"


ROSTERS_LEFT = "未能查看全部人员名单"
"""The detail of the miss that not every page or file with a list of persons was looked at."""


@dataclass(frozen=True)
class Miss:
    """A planned page that was not observed, and why."""

    url: str
    role: Role
    cause: Cause
    detail: str = ""
    title: str = ""
    linked_from: str = ""

    @property
    def column(self) -> bool:
        """Whether a whole section or column was never asked for."""
        return self.detail.startswith(_COLUMN)


def unread_column(why: str) -> str:
    """The detail of a miss that is a whole section or column."""
    return f"{_COLUMN}：{why}" if why else _COLUMN


@dataclass(frozen=True)
class Sighting:
    """A fact of the ledger of sightings: `fact` was seen of `subject` in the read as of `at`.

    Facts: "unanswered" (the message was shown without a reply), "answered"; `shown` has the
    replies that were shown, each as `shown_as` says (empty: not known which). Of documents
    "text" and "files", `shown` being the state (crawler/records/kept.py), and "case" while a
    problem of the page was open, `shown` being the month.
    Only reads before the dossier's own moment are handed in.
    """

    subject: str
    fact: str
    at: datetime
    shown: tuple[str, ...] = ()


def shown_as(reply: Reply) -> str:
    """A reply as the ledger of sightings keeps it: its words, of a long one the digest.

    Short ones are kept in full because only their words tell an interim reply from another.
    """
    text = "".join(reply.text.split())
    if len(text) <= _LEDGER_CHARACTERS:
        return text
    return f"{_DIGEST}{hashlib.sha256(text.encode('utf-8', 'backslashreplace')).hexdigest()}"


def shown_text(shown: str) -> str | None:
    """The words of a reply that the ledger kept; None if it kept but their digest."""
    return None if shown.startswith(_DIGEST) else shown


_LEDGER_CHARACTERS = 200
_DIGEST = "sha256:"


@dataclass(frozen=True)
class Dossier:
    """All records of one portal as of a moment, plus coverage.

    `owner_home` is true unless the portal is a guest on another body's host. `aliases` maps
    every address met (redirect targets, variants) to the subject address it stands for.
    `coverage` proves what was read and what was not: the coverage manifest in the archive.
    `higher` holds the dossiers of the parent chain, nearest first; `unseen_above` names those
    of the chain that were not read on the day itself. `columns` is the column tree that the
    pages met show, `named` the columns asked for by title (see `named_column`).
    `manner` says how sure the family is, and what drifts from the portal's history.
    `column_tree_complete` says whether all pages that have a menu of it were seen, or
    `column_tree_cause` why not.
    """

    portal: Portal
    as_of: datetime
    sections: Mapping[Role, Section]
    coverage: Evidence
    records: tuple[Record, ...] = ()
    misses: tuple[Miss, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    guest: bool = False
    family: str = "generic"
    higher: tuple[Dossier, ...] = ()
    unseen_above: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    named: Mapping[str, NamedColumn] = field(default_factory=dict)
    column_tree_complete: bool = False
    column_tree_cause: Cause | None = None
    manner: Manner = field(default_factory=Manner)

    @property
    def today(self) -> date:
        """The Beijing date of the moment."""
        return beijing_date(self.as_of)

    def section(self, role: Role) -> Section:
        """The section of that role; one that the visit never planned is unobservable."""
        return self.sections.get(role) or Section(
            role, ReadState.UNOBSERVABLE, Cause.SCANNER, "本次采集未计划该栏目。"
        )

    def named_column(self, title: str, parent: str = "") -> NamedColumn:
        """The column asked for by that title; one that was never asked for is unobservable."""
        return self.named.get(wanted_name(title, parent)) or NamedColumn(
            Wanted(title, parent=parent),
            ReadState.UNOBSERVABLE,
            Cause.SCANNER,
            "本次采集未计划该栏目。",
        )

    def rows_of(self, named: NamedColumn) -> tuple[Entry, ...]:
        """List rows of a column asked for by title, in the order read."""
        url = named.column.url if named.column is not None else ""
        return tuple(r for r in self.entries(named.role) if url and r.column == url)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Documents, in the order in which the portal lists them."""
        return tuple(r for r in self.records if isinstance(r, Document))

    @property
    def interpretations(self) -> tuple[Interpretation, ...]:
        """Interpretations, in the order in which the portal lists them."""
        return tuple(r for r in self.records if isinstance(r, Interpretation))

    @property
    def messages(self) -> tuple[Message, ...]:
        """Messages, in the order in which the boards list them."""
        return tuple(r for r in self.records if isinstance(r, Message))

    @property
    def leaders(self) -> tuple[Leader, ...]:
        """Leaders, in the order in which the portal lists them."""
        return tuple(r for r in self.records if isinstance(r, Leader))

    @property
    def annual_reports(self) -> tuple[AnnualReport, ...]:
        """Yearly disclosure reports."""
        return tuple(r for r in self.records if isinstance(r, AnnualReport))

    @property
    def static_pages(self) -> tuple[StaticPage, ...]:
        """Single pages of sections."""
        return tuple(r for r in self.records if isinstance(r, StaticPage))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Attachments of documents, as they were answered."""
        return tuple(r for r in self.records if isinstance(r, Attachment))

    @property
    def gazette_pages(self) -> tuple[GazettePage, ...]:
        """Pages of the gazette: its column and its issues."""
        return tuple(r for r in self.records if isinstance(r, GazettePage))

    @property
    def personal_data(self) -> tuple[PersonalData, ...]:
        """Pages and attachments with numbers that may be personal data."""
        return tuple(r for r in self.records if isinstance(r, PersonalData))

    @property
    def service_guides(self) -> tuple[ServiceGuide, ...]:
        """Service guides that were read: a sample of those that the portal lists."""
        return tuple(r for r in self.records if isinstance(r, ServiceGuide))

    @property
    def probes(self) -> tuple[Ipv6Probe, ...]:
        """Address-family probes, one per host."""
        return tuple(r for r in self.records if isinstance(r, Ipv6Probe))

    @cached_property
    def doubts(self) -> Mapping[str, tuple[LateEntry | Redated, ...]]:
        """By subject what speaks against the days that it shows."""
        found: dict[str, tuple[LateEntry | Redated, ...]] = {}
        for one in self.records:
            if isinstance(one, (LateEntry, Redated)):
                found[one.url] = (*found.get(one.url, ()), one)
        return found

    def entries(self, role: Role | None = None) -> tuple[Entry, ...]:
        """List rows of one section, or of all, in the order read."""
        return tuple(
            r for r in self.records if isinstance(r, Entry) and (role is None or r.role == role)
        )

    def same_page(self, left: str, right: str) -> bool:
        """Whether two addresses lead to one page as far as the visit knows."""
        return self.aliases.get(left, left) == self.aliases.get(right, right)

    def misses_of(self, roles: Iterable[Role]) -> tuple[Miss, ...]:
        """Planned pages of these sections that were not observed."""
        wanted = frozenset(roles)
        return tuple(m for m in self.misses if m.role in wanted)
