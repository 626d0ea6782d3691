"""Choosing the sections of each role from the leads, and the parts that a section splits into."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.pages.disclosures.annual_report import year_of
from crawler.pages.reading import Reading, Target
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import RoleRule, roles_of
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.addresses import host_of, normalise
from crawler.records.model import StaticPage
from crawler.visit.explore import Exploration, Lead, is_article
from crawler.visit.outcome import Outcome
from crawler.visit.rules import PLATFORM_PARTS, Rules
from crawler.visit.spoken import CLEAR, FAIR, FULL
from crawler.visit.territory import Claim, Company, Territory
from crawler.visit.words import bare, is_file, words

UNKNOWN_DISTANCE = -1
"""The clicks of a configured section to which no menu was seen to lead."""
_OWN_TEXT = 50
_AT_ONCE = 6
"""Of columns of which one with content is enough, so many are asked for together."""


@dataclass
class Chosen:
    """What was chosen for one role, and how the pages came out so far.

    `strengths` maps each address asked to the strength of its label, `outcomes` those that
    answered, `filled` those of them that have rows or text of their own.
    """

    configured: bool = False
    strengths: dict[str, float] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    def found(self) -> bool:
        """Whether the role needs no further search: surely matched, and not really gone."""
        return any(
            strength >= FULL and not (url in self.outcomes and self.outcomes[url].gone)
            for url, strength in self.strengths.items()
        )

    def standing(self) -> bool:
        """Whether anything chosen is there (or could not be seen)."""
        return any(not (url in self.outcomes and self.outcomes[url].gone) for url in self.strengths)

    def unserved(self) -> bool:
        """Whether labels gave nothing, or a page of a vague name that holds nothing."""
        if self.configured:
            return False
        vague = all(strength < CLEAR for strength in self.strengths.values())
        return not self.standing() or (vague and not self.filled)

    def answered(self) -> bool:
        """Whether everything chosen has answered."""
        return all(url in self.outcomes for url in self.strengths)


def has_content(reading: Reading) -> bool:
    """Whether a section's page has rows, records or own text; a script page may have."""
    listing = reading.listing
    text = reading.own_text_chars >= _OWN_TEXT and listing.statement_on is None
    told = any(not isinstance(record, StaticPage) for record in reading.records)
    return bool(listing.entries or told or text or reading.shell or listing.shell)


def next_leads(
    role: Role,
    rule: RoleRule,
    exploration: Exploration,
    chosen: Chosen,
    *,
    exhausted: bool,
    platform_read: bool,
) -> list[Lead]:
    """The leads to follow now for a role.

    Sure leads are followed at once: all of them for lists that are read whole, the nearest for
    the others. Weak ones wait until the search is `exhausted`. The parts of the platform wait
    for the platform page.
    """
    if chosen.configured or not chosen.answered():
        return []
    if role in PLATFORM_PARTS and not (platform_read or exhausted):
        return []
    leads = [lead for lead in exploration.leads(role) if lead.url not in chosen.strengths]
    if role is Role.ANNUAL_REPORTS:
        # A label with a year is one report; it serves only where no column gathers them.
        columns = [lead for lead in leads if year_of(lead.label) is None]
        leads = columns or ([] if chosen.standing() else leads)
    sure = [lead for lead in leads if _is_sure(lead)]
    one_is_enough = rule.single or rule.first_page_only
    if sure and not one_is_enough:
        return sure
    peers = _peers(role, exploration, leads, chosen)
    if peers:
        return peers
    if sure and role is Role.AGENCY_PROFILE:
        return sure  # duties, offices, contacts: what is told of a body stands on several pages
    if chosen.filled:
        return []
    if sure:
        return [
            lead
            for lead in sure
            if (lead.strength, lead.clicks) == (sure[0].strength, sure[0].clicks)
            and (not rule.single or lead is sure[0])
        ]
    if exhausted and chosen.unserved():
        likely = [lead for lead in leads if lead.strength >= FAIR]
        # Letters may stand on several boards of such names; of the others one is enough.
        alike = [x for x in likely if x.strength >= CLEAR and role is Role.MESSAGE_BOARD]
        return alike or likely[:1]
    return []


def _is_sure(lead: Lead) -> bool:
    """Whether a label is followed without further search; the platform's own may be shorter."""
    return lead.strength >= FULL or (lead.platform and lead.strength >= FAIR)


def _peers(role: Role, exploration: Exploration, leads: list[Lead], chosen: Chosen) -> list[Lead]:
    """Boards beside one already chosen: letters are split by kind (咨询、投诉、建议).

    Kinds offered on a board that shows letters itself are tabs of its list.
    """
    if role is not Role.MESSAGE_BOARD:
        return []
    known = exploration.leads(role)
    beside = {lead.referrer for lead in known if lead.url in chosen.strengths} - chosen.filled
    return [lead for lead in leads if lead.strength >= CLEAR and lead.referrer in beside]


def section_task(lead: Lead) -> Task:
    """The request for the first page of a section."""
    return Task(
        Purpose.SECTION,
        lead.url,
        lead.role,
        clicks=lead.clicks,
        section_url=lead.url,
        label=lead.label,
        referrer=lead.referrer,
    )


def parts_of(
    task: Task,
    reading: Reading,
    rule: RoleRule,
    territory: Territory,
    front: Container[str] = (),
) -> list[Task]:
    """The sub-columns of a section whose own page shows no whole list.

    A child stands under the section's label in a tree, or over its newest rows in a hub, or its
    address lies below the section's and is none of the `front` page's; it speaks for no other
    role, here or elsewhere on the page.
    In a menu of the whole tree that links the page itself, too, stand its neighbours: there only an
    address below the section's own name counts.
    A list that shows one year has the other years beside it.
    """
    listing = reading.listing
    if task.role is Role.PLATFORM or (rule.single and has_content(reading)):
        return []
    paged = bool(listing.turns) or (listing.total_pages or 1) > 1
    whole = bool(listing.entries) and (paged or rule.first_page_only)
    if whole and rule.first_page_only:
        return []
    found: dict[str, Task] = {}
    rows = {entry.url for entry in listing.entries}
    columns = {normalise(url) for url in listing.columns}
    hub = not whole and _speaks_for(task.label, task.role)
    company = territory.company(reading.targets)
    foreign = _named_otherwise(reading, task.role)
    trees = _trees_around(task, reading)
    for target in reading.targets:
        url = _own(target, territory, company)
        known = (task.url, territory.home)
        if url is None or url in known or url in rows or url in found or url in foreign:
            continue
        if not _fits(target, task.role) or is_article(url):
            continue
        beside = target.template or url in front
        own_name = target.block in trees
        near = _is_years(target, url, task) if listing.entries else _below(url, task.url, own_name)
        # On a board's page stand other exchanges as well (在线访谈, 常见问题).
        speaks = task.role is not Role.MESSAGE_BOARD or task.role in dict(target.roles)
        near = near or (hub and url in columns and speaks)
        if (near and not beside) or (not whole and _under_label(target, task, reading)):
            found[url] = Task(
                Purpose.SECTION,
                url,
                task.role,
                clicks=abs(task.clicks) + 1,
                section_url=task.url,
                label=target.label,
                referrer=task.url,
            )
    return list(found.values())


def _trees_around(task: Task, reading: Reading) -> frozenset[int]:
    """Menus that link the page itself among the sections of so many roles: the tree it stands in.

    The few pages of one profile (职责, 领导, 内设机构) link each other, too, and are parts of it.
    """
    own = {target.block for target in reading.targets if target.url == task.url} - {0}
    roles = {
        block: {
            role
            for target in reading.targets
            if target.block == block
            for role, strength in target.roles
            if strength >= CLEAR
        }
        for block in own
    }
    return frozenset(block for block, found in roles.items() if len(found) >= _ROLES_OF_TREE)


def _named_otherwise(reading: Reading, role: Role) -> frozenset[str]:
    """Addresses that a link of the page names as another section, and none as this one."""
    others: set[str] = set()
    own: set[str] = set()
    for target in reading.targets:
        clear = {r for r, strength in target.roles if strength >= CLEAR}
        if clear:
            (own if role in clear else others).add(target.url)
    return frozenset(others - own)


def headed_leads(reading: Reading, role: Role, task: Task) -> Iterator[Lead]:
    """Leads for a heading of a tree that has no address of its own: the columns below it."""
    for order, target in enumerate(reading.targets):
        heading = next((text for text in target.trail if _speaks_for(text, role)), None)
        if heading is not None and not target.template:
            yield Lead(
                normalise(target.url),
                role,
                FULL,
                abs(task.clicks) + 1,
                order,
                heading,
                task.url,
                True,
            )


def headed(
    task: Task,
    reading: Reading,
    rules: Rules,
    roles: Container[Role],
    exploration: Exploration,
) -> tuple[list[Lead], list[Lead]]:
    """Leads for parts of the platform that are mere headings of its tree, and nothing else is.

    Where one column with content is enough, all but the first few are spare ones.
    """
    found: list[Lead] = []
    spare: list[Lead] = []
    for role in PLATFORM_PARTS:
        if role in roles and not any(lead.platform for lead in exploration.leads(role)):
            leads = list(headed_leads(reading, role, task))
            most = _AT_ONCE if rules[role].single else len(leads)
            found += leads[:most]
            spare += leads[most:]
    return found, spare


def configured(portal: Portal, roles: Iterable[Role], exploration: Exploration) -> list[Lead]:
    """Leads to the sections that the watchlist names."""
    found: list[Lead] = []
    for role in roles:
        if role in portal.sections:
            url = normalise(portal.sections[role])
            near = next((lead for lead in exploration.leads(role) if lead.url == url), None)
            clicks = near.clicks if near else UNKNOWN_DISTANCE
            found.append(Lead(url, role, 1.0, clicks, 0, role.chinese))
    return found


def _speaks_for(label: str, role: Role) -> bool:
    return any(r is role and strength >= CLEAR for r, strength in roles_of(label))


def _own(
    target: Target, territory: Territory, company: Mapping[tuple[int, bool], Company]
) -> str | None:
    try:
        url = normalise(target.url)
    except ValueError:
        return None
    claim = territory.claim(
        url,
        target.label,
        target.trail,
        template=target.template,
        from_home=False,
        company=company.get((target.block, target.template), Company.UNCLEAR),
    )
    return url if claim in (Claim.OWN, Claim.ELSEWHERE) and not is_file(url) else None


def _fits(target: Target, role: Role) -> bool:
    if target.hub or bare(target.label) in words().never_sections:
        return False
    own = max((strength for r, strength in target.roles if r is role), default=0.0)
    return not any(s >= CLEAR and s > own for r, s in target.roles if r is not role)


def _under_label(target: Target, task: Task, reading: Reading) -> bool:
    above = {bare(text) for text in target.trail}
    column = reading.column.rpartition(">")[2]
    return bool(above & {bare(name) for name in (task.label, column) if name})


def _is_years(target: Target, url: str, task: Task) -> bool:
    """Whether a link beside a list leads to its rows of another year (2025年, 历年文件)."""
    near = (
        urlsplit(url).path.rpartition("/")[0].startswith(urlsplit(task.url).path.rpartition("/")[0])
    )
    return (
        task.role is not Role.ANNUAL_REPORTS
        and near
        and host_of(url) == host_of(task.url)
        and words().years.fullmatch(bare(target.label)) is not None
    )


_ROLES_OF_TREE = 6
_INDEX = re.compile(r"(?:index|list|default|node|more)", re.I)
"""Names of a folder's own page."""


def _below(url: str, parent: str, own_name: bool) -> bool:
    """Whether an address lies in the folder of another, or (`own_name`) in one of its name."""
    head, _, last = urlsplit(parent).path.rpartition("/")
    name, _, ending = last.rpartition(".")
    folder = not last or (bool(ending and name) and not (own_name and not _INDEX.match(name)))
    stem = f"{head}/" if folder else f"{head}/{name or last}/"
    path = urlsplit(url).path
    return (
        host_of(url) == host_of(parent)
        and len(stem) > 1
        and path.startswith(stem)
        and path not in (urlsplit(parent).path, stem)
    )
