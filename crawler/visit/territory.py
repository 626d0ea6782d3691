"""Territory: which pages are the portal's own, which belong to somebody else.

A portal may share its host with others, or lead to its section on a higher portal's host
(standing rulebook, readings 7 and 9; requirement section-1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from crawler.portals.model import Portal, Watchlist
from crawler.records.addresses import host_of, normalise
from crawler.visit.words import names_other_body

_LONG_ID = re.compile(r"\d{3,}|[0-9a-f]{16,}|[0-9a-f-]{32,}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\d{2}){0,2}")
_BODY_KEYS = ("area", "organ", "branch", "dept", "unit", "org", "jg")
_DOOR = re.compile(r"(?:index|default|main|home)(?:\.\w{2,5})?", re.IGNORECASE)


class Claim(StrEnum):
    """Whose a page is."""

    OWN = "own"  # the portal's own
    ELSEWHERE = "elsewhere"  # its own section on a higher listed portal's host
    UNSURE = "unsure"  # on a higher portal's host whose home has not been seen yet
    SHARED = "shared"  # everybody's as far as can be told: in the higher portal's template
    FOREIGN = "foreign"  # another listed portal's, or another body's
    UNLISTED = "unlisted"  # on a host that the watchlist does not name


@dataclass(frozen=True)
class Neighbourhood:
    """What a visit must know of the rest of the watchlist.

    `known_hosts` are the only hosts ever asked. `others` are all other portals, `higher` the
    parent chain, nearest first. `owner` is the portal that owns the host of a guest.
    """

    known_hosts: frozenset[str]
    others: tuple[Portal, ...] = ()
    higher: tuple[Portal, ...] = ()
    owner: Portal | None = None


def neighbourhood(watchlist: Watchlist, portal: Portal) -> Neighbourhood:
    """The surroundings of a portal in its watchlist."""
    owner = None
    if watchlist.is_guest(portal):
        sharers = [p for p in watchlist.portals if p.host == portal.host]
        owner = min(sharers, key=lambda p: len(urlsplit(p.home).path.rstrip("/")))
    return Neighbourhood(
        known_hosts=frozenset(plain_host(host) for host in watchlist.known_hosts()),
        others=tuple(p for p in watchlist.portals if p.id != portal.id),
        higher=watchlist.ancestors(portal),
        owner=owner,
    )


def plain_host(host: str) -> str:
    """A host without a default port, so that both default ports of a listed name are one."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port in ("80", "443") else host.lower()


def hosts_of(portal: Portal) -> frozenset[str]:
    """The portal's own hosts: of its home, of its further hosts, of its configured sections."""
    named = {portal.host, *portal.hosts, *(host_of(url) for url in portal.sections.values())}
    return frozenset(plain_host(host) for host in named)


def identifiers(url: str) -> frozenset[str]:
    """The parts of an address that name a body: long ids in the path, area or organ values."""
    parts = urlsplit(url)
    found = {
        segment.lower()
        for segment in parts.path.split("/")
        if _LONG_ID.fullmatch(segment) and not _YEAR.fullmatch(segment)
    }
    for key, value in parse_qsl(parts.query):
        known = any(word in key.lower() for word in _BODY_KEYS)
        if known and len(value) >= 2 and "site" not in key.lower():
            found.add(value.lower())
    return frozenset(found)


@dataclass(frozen=True)
class Area:
    """The part of a host that belongs to one portal, as far as its home address tells."""

    host: str
    prefix: str
    ids: frozenset[str] = frozenset()

    def holds(self, url: str) -> bool:
        """Whether the address lies in the area; the area of a whole host holds nothing."""
        if plain_host(host_of(url)) != self.host:
            return False
        path = urlsplit(url).path
        below = self.prefix != "/" and (
            path == self.prefix.rstrip("/") or path.startswith(self.prefix.rstrip("/") + "/")
        )
        return below or bool(self.ids & identifiers(url))


def area_of(home: str) -> Area:
    """The area that a home address marks out: what lies below it or carries its identifiers."""
    url = normalise(home)
    head, _, last = urlsplit(url).path.rpartition("/")
    if _DOOR.fullmatch(last) or not last:
        prefix = head + "/"
    else:
        prefix = f"{head}/{last.partition('.')[0]}"
    return Area(plain_host(host_of(url)), prefix, identifiers(url))


class Territory:
    """Decides whose a page is. It learns the templates of other homes while the visit runs."""

    def __init__(self, portal: Portal, around: Neighbourhood) -> None:
        self.portal = portal
        self.around = around
        self.home = normalise(portal.home)
        self.own_hosts = hosts_of(portal)
        self.area = area_of(portal.home)
        self.guest = around.owner is not None
        self._others = tuple(area_of(p.home) for p in around.others)
        shared = frozenset[str]().union(*(area.ids for area in self._others))
        self.area = Area(self.area.host, self.area.prefix, self.area.ids - shared)
        self._templates: dict[str, frozenset[str]] = {}

    def learn(self, home: str, addresses: frozenset[str]) -> None:
        """Take down what the home page of another portal links."""
        self._templates[normalise(home)] = addresses

    def adopt(self, url: str) -> None:
        """Let the identifiers of a page known to be the guest's own mark out its area, too."""
        if self.guest and plain_host(host_of(url)) == self.area.host:
            taken = frozenset[str]().union(*(area.ids for area in self._others))
            ids = self.area.ids | (identifiers(url) - taken)
            self.area = Area(self.area.host, self.area.prefix, ids)

    def listed(self, url: str) -> bool:
        """Whether the address may be asked at all."""
        try:
            return plain_host(host_of(url)) in self.around.known_hosts
        except ValueError:
            return False

    def reference_for(self, url: str) -> str | None:
        """The home of the higher portal on whose host the address lies, to be seen first."""
        host = plain_host(host_of(url))
        for portal in self.around.higher:
            if host in hosts_of(portal):
                return normalise(portal.home)
        return None

    def claim(
        self, url: str, label: str, trail: tuple[str, ...], *, template: bool, from_home: bool
    ) -> Claim:
        """Whose the page is that a link of one of the portal's own pages leads to."""
        host = plain_host(host_of(url))
        if host not in self.around.known_hosts:
            return Claim.UNLISTED
        if url == self.home or self.area.holds(url):
            return Claim.OWN
        if self._elsewhere_in_group(url):
            return Claim.FOREIGN
        if any(names_other_body(text, self.portal.name) for text in (*trail, label)):
            return Claim.FOREIGN
        if self.guest and url in self._owners_menu():
            return Claim.FOREIGN
        if host in self.own_hosts:
            return self._on_own_host(url, template=template, from_home=from_home)
        reference = self.reference_for(url)
        if reference is None:
            return Claim.FOREIGN
        if reference not in self._templates:
            return Claim.UNSURE
        return Claim.SHARED if url in self._templates[reference] else Claim.ELSEWHERE

    def _on_own_host(self, url: str, *, template: bool, from_home: bool) -> Claim:
        owner = self.around.owner
        if owner is None or plain_host(host_of(url)) != self.area.host:
            return Claim.OWN
        if normalise(owner.home) not in self._templates:
            return Claim.SHARED
        # Deeper pages repeat the menus of the whole site; only the guest's own home is trusted
        # to have a menu of its own.
        return Claim.FOREIGN if template and not from_home else Claim.OWN

    def _owners_menu(self) -> frozenset[str]:
        owner = self.around.owner
        return self._templates.get(normalise(owner.home), frozenset()) if owner else frozenset()

    def _elsewhere_in_group(self, url: str) -> bool:
        own = len(self.area.prefix)
        return any(
            area.holds(url) and (len(area.prefix) > own or area.ids) for area in self._others
        )
