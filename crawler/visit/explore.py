"""Exploration: what the menus read so far offer, and where to look next.

Two things are kept of every menu: leads (addresses whose label speaks for a role) and spots
(pages that may link sections). Menus are fed in the order in which their pages were planned,
never in the order in which answers arrived, so that the outcome does not depend on the latter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crawler.pages.reading import Reading, Target
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_table
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, usable
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit.channels import Channels
from crawler.visit.doubts import Doubts
from crawler.visit.rules import PLATFORM_PARTS
from crawler.visit.spoken import CLEAR, FAIR, FULL, Spoken, spoken
from crawler.visit.territory import Claim, Company, Territory, plain_host
from crawler.visit.traps import TrapGuard
from crawler.visit.words import bare, is_file, names_body, words

JOINT_ROLES = frozenset({Role.INFORMATION_REQUEST, Role.SYSTEM_RULES})
"""Roles that a higher portal's page may serve for a body whose own menu leads there: the common
channel for applications, and the rules, which are the same for all."""

_ARTICLE = re.compile(
    r"/(?:19|20)\d{2}[-/_]?\d{1,2}(?:[-/_]?\d{1,2})?/[^/]+$|/t(?:19|20)\d{6}_\d+|art_\d+_\d+"
)
_LONGEST_LABEL = 16
_NAME = 10
"""Characters of the longest name that a section at the last click is looked at for."""


def is_article(url: str) -> bool:
    """Whether an address has the form that portals give to single articles: a date or ids in it."""
    return _ARTICLE.search(url.partition("?")[0]) is not None


@dataclass(frozen=True)
class Lead:
    """An address whose label speaks for a role. `platform`: the platform page links it."""

    url: str
    role: Role
    strength: float
    clicks: int
    order: int
    label: str = ""
    referrer: str = ""
    platform: bool = False


_TOPICS = re.compile(
    r"^(?:热[点门]|往期|历史|更多|精彩|近期|重点|网站|特色|最新)?专[题栏](?:专[题栏]|集锦|报道|列表|汇总|聚焦|回顾|展示)?$"
)
_TOPICAL = frozenset({Role.KEY_TASKS})
"""Roles that a special topic may share its name with (民生实事) and yet be but news of it."""


_FOLLOWED = frozenset(role for role, rule in roles_table().items() if not rule.first_page_only) - {
    Role.ANNUAL_REPORTS
}
"""Roles whose sections are lists that are followed; each report of a year is an article."""


@dataclass(frozen=True)
class Spot:
    """A page that may link sections."""

    url: str
    label: str
    clicks: int
    hub: bool
    order: int
    referrer: str = ""

    def task(self) -> Task:
        """The request for the page."""
        where = (self.url, Role.HOME, self.clicks)
        return Task(Purpose.EXPLORE, *where, label=self.label, referrer=self.referrer)


class Exploration:
    """What is known of the portal's menus."""

    def __init__(
        self, territory: Territory, guard: TrapGuard, wanted: tuple[Role, ...], limits: Limits
    ) -> None:
        self.territory = territory
        self.guard = guard
        self.wanted = frozenset(wanted)
        self.limits = limits
        self.misses: list[Miss] = []
        self._leads: dict[Role, dict[str, Lead]] = {}
        self._spots: dict[str, Spot] = {}
        self._far: dict[str, Spot] = {}
        self._rows: set[str] = set()
        self._parts: dict[str, tuple[int, set[Role]]] = {}
        self._taken: set[str] = set()
        self._waiting: list[tuple[Target, str, int, bool, Company]] = []
        self._references: list[str] = []
        self.front: set[str] = set()
        self.joint: set[str] = set()
        self.channels = Channels(territory.around.owner, territory.portal)
        self._doubts = Doubts(self.wanted, self.channels)
        self._topics: set[str] = set()
        self._order = 0

    def take(self, url: str) -> None:
        """The page is being fetched anyway: it need not be asked for as a spot."""
        self._taken.add(url)

    def learn(self, task: Task, reading: Reading | None) -> list[Task]:
        """Take in a page of another portal, whose menu is not this portal's.

        After the home page of the owner of a guest's host its platform is to be seen, too.
        """
        owner = self.territory.around.owner
        own_host = owner is not None and host_of(task.url) == host_of(owner.home)
        if task.role is Role.INFORMATION_REQUEST:
            self.channels.heard(task.url, reading)
            return []
        home = owner.home if owner is not None and own_host else task.url
        if reading is not None:
            addresses = links_of_others(reading, self.territory.portal.name)
            self.territory.learn(home, addresses)
            waiting, self._waiting = self._waiting, []
            for offered in waiting:
                self._offer(*offered)
        if reading is None or not own_host or task.role is Role.PLATFORM:
            return []
        found = _best_platform(reading, self.territory)
        return [Task(Purpose.EXPLORE, found, Role.PLATFORM, clicks=0)] if found else []

    def feed(
        self,
        url: str,
        clicks: int,
        reading: Reading,
        *,
        platform: bool = False,
        listed: bool = False,
    ) -> None:
        """Take in what a page offers that was reached with that many clicks.

        The rows of a list lead to articles, not to sections; `listed`: so do rows without dates.
        """
        self._rows.update(e.url for e in reading.listing.entries if listed or e.date is not None)
        if clicks == 0:
            self.front.update(usable(t.url) or t.url for t in reading.targets)
        if clicks < self.limits.clicks:
            company = self.territory.company(reading.targets)
            for target in reading.targets:
                beside = company.get((target.block, target.template), Company.UNCLEAR)
                self._offer(target, url, clicks, platform, beside)

    def leads(self, role: Role) -> list[Lead]:
        """The leads of a role, best first: platform, strength, nearness, order on the page."""
        found = list(self._leads.get(role, {}).values())
        if role in PLATFORM_PARTS and any(lead.platform for lead in found):
            found = [lead for lead in found if lead.platform]
        return sorted(found, key=lambda lead: (-lead.strength, lead.clicks, lead.order))

    def references(self) -> list[str]:
        """Homes of higher portals to be seen before links to their hosts can be understood."""
        asked, self._references = self._references, []
        return asked

    def next_looks(self) -> list[Task]:
        """The pages to look at next: hubs first, then the nearest others; empty when all are."""
        open_spots = self._open(self._spots)
        if not open_spots:
            return []
        best = min((not spot.hub, spot.clicks) for spot in open_spots)
        wave = [spot for spot in open_spots if (not spot.hub, spot.clicks) == best]
        self._taken.update(spot.url for spot in wave)
        return [spot.task() for spot in sorted(wave, key=lambda spot: spot.order)]

    def far_spots(self) -> list[Spot]:
        """The pages at the last click that no label explains; each is given once."""
        spots = self._open(self._far)
        self._taken.update(spot.url for spot in spots)
        return spots

    def hear(self, lead: Lead) -> None:
        """Take a page for a lead because of what it holds; a clear label's word goes before."""
        self._order += 1
        known = self._leads.setdefault(lead.role, {}).get(lead.url)
        if known is None or known.strength < lead.strength:
            self._leads[lead.role][lead.url] = replace(lead, order=self._order)

    def _open(self, spots: dict[str, Spot]) -> list[Spot]:
        left = [spot for spot in spots.values() if spot.url not in self._taken]
        return [spot for spot in left if spot.hub or spot.url not in self._rows]

    def platform_page(self, least: int) -> list[Lead]:
        """The page that links most of the platform's parts, if it links that many of them.

        Of pages that link as many, as those under one menu do, it is the one of such a name.
        """
        if not self._parts:
            return []
        named = self._leads.get(Role.PLATFORM, {})
        url, (clicks, parts) = min(
            self._parts.items(),
            key=lambda item: (-len(item[1][1]), item[0] not in named, item[1][0], item[0]),
        )
        if len(parts) < least:
            return []
        return [Lead(url, Role.PLATFORM, FULL, clicks, 0, Role.PLATFORM.chinese)]

    def doubts(self, unserved: Iterable[Role]) -> list[Miss]:
        """For roles that nothing serves: what might, and cannot be told or may not be asked."""
        return self._doubts.misses(unserved)

    def _offer(
        self, target: Target, referrer: str, clicks: int, platform: bool, company: Company
    ) -> None:
        url = usable(target.url)
        if (
            url is None
            or url == self.territory.home
            or bare(target.label) in words().never_sections
        ):
            return
        claim = self.territory.claim(
            url,
            target.label,
            target.trail,
            template=target.template,
            from_home=clicks == 0,
            company=company,
        )
        if claim is Claim.JOINT and self._away(referrer):
            claim = Claim.COMMON  # the higher portal's menu round a page of this one's
        if _TOPICS.search(bare(target.label)):
            self._topics.add(url)
        # What the home page has, too, is not the platform's alone.
        alone = platform and (clicks == 0 or url not in self.front)
        roles = spoken(target, self.territory.portal, platform=alone)
        if claim is Claim.UNSURE:
            if roles:
                self._wait((target, referrer, clicks, platform, company))
        elif claim is Claim.JOINT:
            self._join(url, target, roles, referrer, clicks + 1)
        elif claim in (Claim.OWN, Claim.ELSEWHERE):
            fault = self.guard.refuse_menu(url)
            if fault:
                self._refuse(url, roles, target.label, fault)
                return
            self._order += 1
            distance = clicks if target.within else clicks + 1
            self._lead(url, target, roles, referrer, distance, platform=platform, alone=alone)
            if claim is Claim.OWN:
                self._spot(url, target, roles, referrer, distance)
        elif claim is Claim.COMMON:
            # The owner's channel for applications may be the guest's, too; its offices are not.
            if any(role is Role.INFORMATION_REQUEST and s >= FULL for role, s in roles):
                self.channels.offer(url, target.label)
        elif claim in (Claim.SHARED, Claim.HEADED, Claim.UNLISTED):
            self._doubt(url, target, roles, claim)

    def _is_topic(self, target: Target, referrer: str) -> bool:
        """Whether a link stands among special topics (专题专栏), which gather news of any kind."""
        return referrer in self._topics or any(_TOPICS.search(bare(one)) for one in target.trail)

    def _away(self, url: str) -> bool:
        """Whether a page lies on another host than the portal's own."""
        return plain_host(host_of(url)) not in self.territory.own_hosts

    def _wait(self, offered: tuple[Target, str, int, bool, Company]) -> None:
        reference = self.territory.reference_for(offered[0].url)
        if reference is None:
            return
        self._waiting.append(offered)
        if reference not in self._taken:
            self._taken.add(reference)
            self._references.append(reference)

    def _join(
        self, url: str, target: Target, roles: list[Spoken], referrer: str, clicks: int
    ) -> None:
        """A common page of a higher portal serves the roles that portals serve jointly."""
        if host_of(url) != host_of(self.territory.home):
            self._doubt(url, target, roles, Claim.SHARED)
        common = [(role, strength) for role, strength in roles if role in JOINT_ROLES]
        if common:
            self.joint.add(url)
            self._order += 1
            self._lead(url, target, common, referrer, clicks)

    def _lead(
        self,
        url: str,
        target: Target,
        roles: list[Spoken],
        referrer: str,
        clicks: int,
        *,
        platform: bool = False,
        alone: bool = False,
    ) -> None:
        if not target.template and (is_article(url) or url in self._rows):
            # A row about it (地震应急预案) rather than the column.
            roles = [(r, min(s, FAIR) if r in _FOLLOWED and s < 1.0 else s) for r, s in roles]
        top = max((strength for _, strength in roles), default=0.0)
        for role, strength in roles:
            if role not in self.wanted or (strength < CLEAR and strength < top):
                continue
            if role in _TOPICAL and strength < CLEAR and self._is_topic(target, referrer):
                self._doubts.take_topic(url, target.label, role)
                continue
            of_platform = platform and (alone or role in PLATFORM_PARTS)
            lead = Lead(
                url, role, strength, clicks, self._order, target.label, referrer, of_platform
            )
            if role in PLATFORM_PARTS and strength >= CLEAR:
                self._parts.setdefault(referrer, (clicks - 1, set()))[1].add(role)
            known = self._leads.setdefault(role, {}).get(url)
            if known is None or _better(lead, known):
                self._leads[role][url] = lead

    def _spot(
        self, url: str, target: Target, roles: list[Spoken], referrer: str, clicks: int
    ) -> None:
        top = max((strength for _, strength in roles), default=0.0)
        article = not target.template and (
            len(bare(target.label)) > _LONGEST_LABEL or is_article(url)
        )
        if clicks > self.limits.clicks or is_file(url) or bare(target.label).isdigit():
            return
        if not target.hub and (top >= CLEAR or article):
            return
        if clicks == self.limits.clicks:
            # It can lead no further, but be a section itself under a name that says nothing.
            if not target.hub and top < FAIR and len(bare(target.label)) <= _NAME:
                spot = Spot(url, target.label, clicks, False, self._order, referrer)
                self._far.setdefault(url, spot)
            return
        known = self._spots.get(url)
        if known is None:
            self._spots[url] = Spot(url, target.label, clicks, target.hub, self._order, referrer)
        elif (target.hub and not known.hub) or clicks < known.clicks:
            near, hub = min(clicks, known.clicks), known.hub or target.hub
            self._spots[url] = replace(known, clicks=near, hub=hub)

    def _refuse(self, url: str, roles: list[Spoken], label: str, fault: str) -> None:
        if url in self._taken:
            return
        self._taken.add(url)
        meant = (role for role, strength in roles if role in self.wanted and strength >= FAIR)
        self.misses.append(Miss(url, next(meant, Role.HOME), Cause.LIMIT, fault, label))

    def _doubt(self, url: str, target: Target, roles: list[Spoken], claim: Claim) -> None:
        # A guest's pages carry the menu of the whole site: that says nothing about the guest.
        if not (self.territory.guest and target.template and claim is Claim.UNLISTED):
            self._doubts.take(url, target, roles, claim)


def links_of_others(reading: Reading, name: str) -> frozenset[str]:
    """What a page of another portal links that is no link of the body of that name."""
    return frozenset(
        usable(t.url) or t.url
        for t in reading.targets
        if not any(names_body(text, name) for text in (t.label, *t.trail))
    )


def _better(new: Lead, old: Lead) -> bool:
    def rank(lead: Lead) -> tuple[bool, float, int, int]:
        return (not lead.platform, -lead.strength, lead.clicks, lead.order)

    return rank(new) < rank(old)


def _best_platform(reading: Reading, territory: Territory) -> str | None:
    """The platform that the home page of a guest's owner leads to."""
    best: tuple[float, str] | None = None
    for target in reading.targets:
        url, strength = usable(target.url), dict(target.roles).get(Role.PLATFORM, 0.0)
        if url is None or strength < FULL or (best is not None and strength <= best[0]):
            continue
        names = (target.label, *target.trail)
        if any(names_body(text, territory.portal.name) for text in names):
            continue
        if host_of(url) == host_of(territory.home) and not territory.area.holds(url):
            best = strength, url
    return best[1] if best is not None else None
