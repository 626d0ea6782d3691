"""Territory: which pages are the portal's own, which belong to somebody else.

A portal may share its host with others, or lead to its section on a higher portal's host
(standing rulebook, readings 7 and 9; requirement section-1).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from crawler.pages.reading import Target
from crawler.pages.words.roles import roles_of
from crawler.portals.model import Portal, Watchlist
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.visit.spoken import FULL
from crawler.visit.words import bare, names_other_body, words

_LONG_ID = re.compile(r"\d{3,}|[0-9a-f]{16,}|[0-9a-f-]{32,}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\d{2}){0,2}")
_BODY_KEYS = ("area", "organ", "branch", "dept", "unit", "org", "jg")
_A_FEW = 3  # addresses
_DOOR = re.compile(r"(?:index|default|main|home)(?:\.\w{2,5})?", re.IGNORECASE)


class Claim(StrEnum):
    """Whose a page is."""

    OWN = "own"  # the portal's own
    ELSEWHERE = "elsewhere"  # its own section on a higher listed portal's host
    UNSURE = "unsure"  # on a higher portal's host whose home has not been seen yet
    JOINT = "joint"  # a higher portal's common page, to which the portal's own menu leads
    COMMON = "common"  # the owner's page in the owner's menu, which stands on a guest's page, too
    SHARED = "shared"  # everybody's as far as can be told: in the higher portal's template
    HEADED = "headed"  # the portal's by its address, another body's by what stands over the link
    FOREIGN = "foreign"  # another listed portal's, or another body's
    UNLISTED = "unlisted"  # on a host that the watchlist does not name


class Company(StrEnum):
    """Whose a block of links is on the page of a guest."""

    OWN = "own"
    OWNERS = "owners"
    UNCLEAR = "unclear"


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
    owner = watchlist.owner(portal)
    return Neighbourhood(
        known_hosts=frozenset(plain_host(host) for host in watchlist.known_hosts()),
        others=tuple(p for p in watchlist.portals if p.id != portal.id),
        higher=watchlist.ancestors(portal),
        owner=owner if owner.id != portal.id else None,
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
    return frozenset(found | {value for _, value in bodies_of(url)})


def bodies_of(url: str) -> frozenset[tuple[str, str]]:
    """The parameters of an address that name a body, such as organId=681."""
    return frozenset(
        (key.lower(), value.lower())
        for key, value in parse_qsl(urlsplit(url).query)
        if len(value) >= 2
        and "site" not in key.lower()
        and any(word in key.lower() for word in _BODY_KEYS)
    )


@dataclass(frozen=True)
class Area:
    """The part of a host that belongs to one portal, as far as its home address tells.

    `bodies` are the parameters by which the home address names the body, if it does: the same
    path with another value is another body's page, without any it is nobody's in particular.
    """

    host: str
    prefix: str
    ids: frozenset[str] = frozenset()
    bodies: frozenset[tuple[str, str]] = frozenset()

    def holds(self, url: str) -> bool:
        """Whether the address lies in the area; the area of a whole host holds nothing."""
        if plain_host(host_of(url)) != self.host:
            return False
        if self.names_another(url):
            return False
        path = urlsplit(url).path
        at_home = path == self.prefix.rstrip("/") and not self.bodies
        below = self.prefix != "/" and (at_home or path.startswith(self.prefix.rstrip("/") + "/"))
        return below or bool(self.ids & identifiers(url))

    def names_another(self, url: str) -> bool:
        """Whether the address names another body by the parameter that names this one."""
        keys = {key for key, _ in self.bodies}
        named = {(key, value) for key, value in bodies_of(url) if key in keys}
        return bool(named - self.bodies)


def area_of(home: str) -> Area:
    """The area that a home address marks out: what lies below it or carries its identifiers."""
    url = normalise(home)
    head, _, last = urlsplit(url).path.rpartition("/")
    if _DOOR.fullmatch(last) or not last:
        prefix = head + "/"
    else:
        prefix = f"{head}/{last.partition('.')[0]}"
    bodies = bodies_of(url)
    ids = frozenset(value for _, value in bodies) if bodies else identifiers(url)
    return Area(plain_host(host_of(url)), prefix, ids, bodies)


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
        self.area = replace(self.area, ids=self.area.ids - shared)
        self._templates: dict[str, frozenset[str]] = {}
        self._inside: set[str] = set()

    def learn(self, home: str, addresses: frozenset[str]) -> None:
        """Take down what a page of another portal links that is no link of the portal visited."""
        known = self._templates.get(normalise(home), frozenset())
        self._templates[normalise(home)] = known | addresses

    def company(self, targets: Iterable[Target]) -> Mapping[tuple[int, bool], Company]:
        """Whose each block of links on a guest's page is, told by where its links lead."""
        if self.around.owner is None:
            return {}
        counts: dict[tuple[int, bool], Counter[Claim]] = {}
        for target in targets:
            kin = self._kin(target.url)
            if kin is not None:
                counts.setdefault((target.block, target.template), Counter())[kin] += 1
        return {block: self._told(count) for block, count in counts.items()}

    def _kin(self, url: str) -> Claim | None:
        """Whose an address is by itself; None for the home pages and for other hosts."""
        try:
            url = normalise(url)
        except ValueError:
            return None
        owner = self.around.owner
        homes = (self.home, normalise(owner.home) if owner else "")
        if url in homes or plain_host(host_of(url)) != self.area.host:
            return None
        if self.area.holds(url):
            self._inside.add(url)
            return Claim.OWN
        theirs = url in self._owners_menu() or self._elsewhere_in_group(url)
        return Claim.FOREIGN if theirs or self.area.names_another(url) else Claim.SHARED

    def _told(self, count: Counter[Claim]) -> Company:
        # Where the guest's pages lie together, links elsewhere do not speak for it.
        own = count[Claim.OWN] + (0 if self._gathered() else count[Claim.SHARED])
        if count[Claim.FOREIGN] > own:
            return Company.OWNERS
        return Company.OWN if own else Company.UNCLEAR

    def _gathered(self) -> bool:
        """Whether the guest's pages are known by their addresses."""
        return len(self._inside) >= _A_FEW

    def adopt(self, url: str) -> None:
        """Let the identifiers of a page known to be the guest's own mark out its area, too."""
        named = bool(self.area.bodies)
        if self.guest and not named and plain_host(host_of(url)) == self.area.host:
            taken = frozenset[str]().union(*(area.ids for area in self._others))
            self.area = replace(self.area, ids=self.area.ids | (identifiers(url) - taken))

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
        self,
        url: str,
        label: str,
        trail: tuple[str, ...],
        *,
        template: bool,
        from_home: bool,
        company: Company = Company.UNCLEAR,
    ) -> Claim:
        """Whose the page is that a link of one of the portal's own pages leads to.

        `company` says whose the block is in which the link stands.
        """
        host = plain_host(host_of(url))
        if host not in self.around.known_hosts:
            others = any(bare(text) in words().body_groups for text in trail)
            others = others or names_other_body(label, self.portal.name)
            return Claim.FOREIGN if others else Claim.UNLISTED
        if url == self.home or self.area.holds(url):
            return Claim.OWN
        here = self.guest and host == self.area.host
        if self._elsewhere_in_group(url) or (here and self.area.names_another(url)):
            return Claim.FOREIGN
        # The owner's name stands over all that is on its host, as the name of the site.
        above = [text for text in trail if not (self.guest and self._names_owner(text))]
        if names_other_body(label, self.portal.name) and not _is_of_institutions(label):
            return Claim.FOREIGN
        if any(names_other_body(text, self.portal.name) for text in above):
            return Claim.HEADED if host in self.own_hosts else Claim.FOREIGN
        if self.guest and url in self._owners_menu():
            return Claim.JOINT if company is Company.OWN else Claim.COMMON
        if host in self.own_hosts:
            return self._on_own_host(url, company, template=template, from_home=from_home)
        reference = self.reference_for(url)
        if reference is None:
            return Claim.FOREIGN
        if reference not in self._templates:
            return Claim.UNSURE
        if url not in self._templates[reference]:
            return Claim.ELSEWHERE
        return Claim.SHARED if self.guest and company is not Company.OWN else Claim.JOINT

    def _on_own_host(self, url: str, company: Company, *, template: bool, from_home: bool) -> Claim:
        owner = self.around.owner
        if owner is None or plain_host(host_of(url)) != self.area.host:
            return Claim.OWN
        if normalise(owner.home) not in self._templates:
            return Claim.SHARED
        if company is Company.OWN:
            return Claim.OWN
        if company is Company.OWNERS:
            # The owner's menu, but with what its home page does not have: whose, is not told.
            return Claim.SHARED if template or self._gathered() else Claim.OWN
        # Deeper pages repeat the menus of the whole site.
        return Claim.SHARED if template and not from_home else Claim.OWN

    def _names_owner(self, text: str) -> bool:
        owner = self.around.owner
        return owner is not None and bare(owner.name).endswith(bare(text) or owner.name)

    def _owners_menu(self) -> frozenset[str]:
        owner = self.around.owner
        return self._templates.get(normalise(owner.home), frozenset()) if owner else frozenset()

    def _elsewhere_in_group(self, url: str) -> bool:
        own = len(self.area.prefix)
        return any(
            area.holds(url) and (len(area.prefix) > own or area.ids) for area in self._others
        )


def _is_of_institutions(label: str) -> bool:
    """Whether a label is that of the column of public institutions, which is the portal's own."""
    return any(role is Role.PUBLIC_INSTITUTIONS and s >= FULL for role, s in roles_of(label))
