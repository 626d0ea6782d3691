"""The watchlist as frozen values: portals, monitor settings, mail settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from crawler.portals.casework import Cases
from crawler.portals.channels import Channel
from crawler.portals.emergencies import Emergency
from crawler.portals.engine import Engine
from crawler.portals.keep import Keep
from crawler.portals.kinds import PortalKind
from crawler.portals.mail import Mail
from crawler.portals.maintenance import Maintenance
from crawler.portals.papers import Papers
from crawler.portals.roles import Role
from crawler.portals.schedule import Schedule
from crawler.portals.serve import Serve

T = TypeVar("T")


@dataclass(frozen=True)
class Portal:
    """One monitored body's disclosure site, or its own part of a site (DESIGN 3.1).

    It is the responsible body (责任单位); `handling` names the body that does the work (承办单位)
    and `platform` the one that runs the host (平台运维单位), where they are others.
    """

    id: str
    name: str
    kind: PortalKind
    home: str
    rulebooks: tuple[str, ...]
    parent: str | None = None
    contacts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    baseline_on: date | None = None
    extra_holidays: frozenset[date] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    rate: float | None = None
    sections: Mapping[Role, str] = field(default_factory=dict)
    family: str | None = None
    rhythm: str | None = None
    handling: str | None = None
    platform: str | None = None
    emergencies: tuple[Emergency, ...] = ()

    @property
    def host(self) -> str:
        """Name and port of the home address, lower case, as written in it."""
        return urlsplit(self.home).netloc.lower()

    def in_force(self, on: date) -> bool:
        """Whether the body exists on that Beijing date."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


def _bound(default: T, note: str) -> T:
    """One bound with the words that docs/bounds.md has for it."""
    return field(default=default, metadata={"note": note})


@dataclass(frozen=True)
class Limits:
    """Bounds of a visit; docs/bounds.md is generated from them."""

    page_bytes: int = _bound(5_000_000, "bytes of a page, after decompression")
    attachment_bytes: int = _bound(20_000_000, "bytes of an attachment, after decompression")
    redirects: int = _bound(
        5, "redirects followed for one page, jumps by meta tag or script included"
    )
    clicks: int = _bound(3, "clicks from home within which sections are looked for")
    pages_per_portal: int = _bound(4_000, "pages asked for in one visit of one portal")
    navigation_pages: int = _bound(400, "of them, pages asked for in search of sections")
    section_columns: int = _bound(
        300, "columns (themes, departments, years) read of the sections of one kind, all levels"
    )
    page_columns: int = _bound(24, "the same where one page with something on it would be enough")
    list_pages: int = _bound(400, "pages of one list")
    rows_per_portal: int = _bound(200_000, "rows of all list pages read in one visit of one portal")
    request_seconds: float = _bound(20.0, "seconds for one request, from name to last byte")
    portal_seconds: float = _bound(3_600.0, "seconds for one visit of one portal")
    retries: int = _bound(2, "further tries after a passing failure")
    retry_after_seconds: float = _bound(120.0, "longest Retry-After that is waited for")
    failures_in_a_row: int = _bound(12, "failures after which a host is given up for the night")
    concurrency_per_host: int = _bound(4, "requests to one host at a time (twice that on loopback)")
    address_characters: int = _bound(
        1_000, "characters of an address; a longer one is a crawler trap"
    )
    row_pages: int = _bound(
        200,
        "pages read behind the rows of the calls for opinions (as many of their outcomes), of the"
        " replies to proposals, of the emergency plans",
    )
    named_columns: int = _bound(60, "columns read that rulebooks ask for by their titles")
    profile_pages: int = _bound(
        12, "pages of a body's profile (duties, offices, contacts), those behind rows apart"
    )
    named_list_pages: int = _bound(20, "pages of the list of one such column")
    sought_pages: int = _bound(60, "pages read that rulebooks ask for by their titles")
    attachment_seconds: float = _bound(60.0, "seconds for one attachment")
    text_seconds: float = _bound(60.0, "seconds for taking the text out of one attachment")
    text_memory: int = _bound(
        1_500_000_000, "bytes of memory of the process that takes it out, its programs' included"
    )
    attachments_per_document: int = _bound(5, "attachments asked for of one document")
    attachments_per_portal: int = _bound(1_000, "attachments asked for in one visit of one portal")
    attachments_bytes: int = _bound(
        300_000_000,
        "bytes of all attachments of one visit of one portal; reached, no more are asked for",
    )
    link_targets: int = _bound(
        1_000,
        "targets of links asked for in one visit of one portal beside the pages that it reads",
    )
    search_titles: int = _bound(3, "titles put to a portal's own search in one visit")
    roster_pages: int = _bound(
        60,
        "pages with lists of persons (公示, 名单) read in one visit beside those judged otherwise",
    )
    report_pages: int = _bound(
        12, "pages of yearly reports read for their contents, the body's own first"
    )
    guide_pages: int = _bound(40, "service guides read of a portal: a sample, every night the same")
    gazette_issues: int = _bound(
        40, "issues of a gazette opened in one visit where rulebooks ask for what they carry"
    )
    gazette_texts: int = _bound(
        60, "pages of documents read that these issues carry, where their words are compared"
    )
    sample_pages: int = _bound(
        60, "pages behind rows read for what they hold, those of rows that are twins first"
    )
    fiscal_pages: int = _bound(
        80, "pages read of budgets and final accounts of the years that rulebooks ask for"
    )
    decision_pages: int = _bound(12, "catalogues of major decisions read page by page")
    browser_pages: int = _bound(
        6, "pages that a browser shows in one visit of one portal, where they say nothing without"
    )
    browser_seconds: float = _bound(20.0, "seconds for showing one of them")
    browser_requests: int = _bound(60, "requests that one of them may make of scripts and data")
    browser_memory: int = _bound(1_500_000_000, "bytes of memory of the browser's processes")
    reread_nights: int = _bound(
        7,
        "nights after which a page is asked for anew at the latest, whatever its server says of it;"
        " 1 for every page every night",
    )
    ask_nights: int = _bound(
        7,
        "nights after which an old page in order, of which the list says what it said, is asked for"
        " again at the latest; 1 for every page every night",
    )


@dataclass(frozen=True)
class Round:
    """A scoring round (测评轮次): incurable failures cost in the round of their due date."""

    id: str
    start_on: date
    end_on: date


@dataclass(frozen=True)
class Monitor:
    """The [monitor] table: settings of the scanner itself.

    `sample` marks invented portals: every output then says so. `anchor` is a file outside the
    data folder to which the head of the manifest chain is appended after every run, so that
    nobody can rewrite the whole chain unseen. `triggers` maps rows of rulebooks that wait for an
    event to the day on which it happened. `score_attested` lets what persons attest of manual
    rows count in the score; else it is shown beside it. `screenshots` bounds the pictures of
    failures that a night's report gets.
    """

    timezone: str = "Asia/Shanghai"
    data: Path = Path("data")
    contact: str = ""
    nameserver: str | None = None
    rulebooks: tuple[str, ...] = ("standing",)
    limits: Limits = Limits()
    rounds: tuple[Round, ...] = ()
    trial: bool = False
    sample: bool = False
    anchor: Path | None = None
    triggers: Mapping[str, date] = field(default_factory=dict)
    score_attested: bool = False
    screenshots: int = 20


@dataclass(frozen=True)
class Watchlist:
    """A whole watchlist file. `sample` is true for the built-in sample county only.

    With `public_only`, which no file says, hosts of which the address is not public are not
    asked: nobody has listed them yet.
    """

    path: Path
    monitor: Monitor
    portals: tuple[Portal, ...]
    mail: Mail | None = None
    sample: bool = False
    cases: Cases = field(default_factory=Cases)
    keep: Keep = field(default_factory=Keep)
    maintenance: tuple[Maintenance, ...] = ()
    channels: tuple[Channel, ...] = ()
    serve: Serve = field(default_factory=Serve)
    schedule: Schedule = field(default_factory=Schedule)
    papers: Papers = field(default_factory=Papers)
    engine: Engine = field(default_factory=Engine)
    public_only: bool = False

    def portal(self, portal_id: str) -> Portal:
        """The portal of that id; KeyError if the watchlist has none."""
        return self._by_id[portal_id]

    def ancestors(self, portal: Portal) -> tuple[Portal, ...]:
        """Its parent, the parent's parent and so on, nearest first; cycles end the walk."""
        found: list[Portal] = []
        seen = {portal.id}
        above = portal.parent
        while above is not None and above not in seen:
            seen.add(above)
            match = self._by_id.get(above)
            if match is None:
                break
            found.append(match)
            above = match.parent
        return tuple(found)

    def below(self, portal: Portal) -> tuple[Portal, ...]:
        """The portals whose parent it is."""
        return self._by_parent.get(portal.id, ())

    def is_guest(self, portal: Portal) -> bool:
        """Whether its host is the home host of another listed portal and not its own.

        Of several portals on one host the owner is the one whose home has the shortest path,
        the first in the watchlist on a tie (standing rulebook, reading 9).
        """
        return self.owner(portal).id != portal.id

    def owner(self, portal: Portal) -> Portal:
        """The portal that owns the host of a portal: itself, unless it is a guest."""
        sharers = self._by_host.get(portal.host, (portal,))
        return min(sharers, key=lambda p: len(urlsplit(p.home).path.rstrip("/")))

    def maintained(self, portal: Portal, moment: datetime) -> bool:
        """Whether a portal is in an announced window of maintenance."""
        return any(one.covers(portal.id, portal.host, moment) for one in self.maintenance)

    def known_hosts(self) -> frozenset[str]:
        """Every host (name and port) that the watchlist names; no other host is ever asked."""
        hosts: set[str] = set()
        for portal in self.portals:
            hosts.add(portal.host)
            hosts.update(host.lower() for host in portal.hosts)
            hosts.update(urlsplit(url).netloc.lower() for url in portal.sections.values())
        return frozenset(hosts)

    # Thousands of portals are asked for by thousands: what is looked up is found once. It is no
    # part of the value, and does not travel with it.

    @cached_property
    def _by_id(self) -> dict[str, Portal]:
        return {portal.id: portal for portal in reversed(self.portals)}

    @cached_property
    def _by_host(self) -> dict[str, tuple[Portal, ...]]:
        found: dict[str, list[Portal]] = {}
        for portal in self.portals:
            found.setdefault(portal.host, []).append(portal)
        return {host: tuple(sharers) for host, sharers in found.items()}

    @cached_property
    def _by_parent(self) -> dict[str, tuple[Portal, ...]]:
        found: dict[str, list[Portal]] = {}
        for portal in self.portals:
            if portal.parent is not None:
                found.setdefault(portal.parent, []).append(portal)
        return {parent: tuple(below) for parent, below in found.items()}

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
