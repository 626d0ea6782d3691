"""The column tree of a portal: what its own pages link as columns, from the answers alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.pages.reading import Reading, Target
from crawler.pages.task import Purpose, Task
from crawler.pages.words.text import simplify
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.columns import Column, Place, column_key
from crawler.records.model import Cause, Snapshot
from crawler.visit.explore import is_article, links_of_others
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import Rules
from crawler.visit.territory import Claim, Company, Neighbourhood, Territory
from crawler.visit.words import bare, is_file, words

Answer = tuple[Fetch, Reading | None]

_MOST = 5_000
_LONGEST = 16
"""Characters of the longest label of a link outside the menus that still reads as a column."""
_PAGES = frozenset({Purpose.HOME, Purpose.EXPLORE, Purpose.SECTION})
_DOUBTFUL = {
    Claim.SHARED: Cause.AMBIGUOUS,
    Claim.HEADED: Cause.AMBIGUOUS,
    Claim.JOINT: Cause.AMBIGUOUS,
    Claim.UNSURE: Cause.AMBIGUOUS,
    Claim.UNLISTED: Cause.BLOCKED,
}


@dataclass(frozen=True)
class Tree:
    """The columns that are the portal's own, and links of which nobody can tell whether they are.

    `clicks` is the distance of each address from home. `cut` says that there were too many.
    """

    columns: tuple[Column, ...]
    doubtful: tuple[tuple[Column, Cause], ...]
    clicks: dict[str, int]
    cut: bool = False


def column_tree(
    answers: Iterable[Answer], portal: Portal, around: Neighbourhood, rules: Rules
) -> Tree:
    """The column tree that the pages of a visit show, whatever the order of their arrival.

    Home comes first, then the platform, then all others by their distance. What a menu repeats
    on every page counts where it is met first; the platform's tree counts beside the home page.
    """
    territory = Territory(portal, around)
    pages: list[tuple[Place, Fetch, Reading]] = []
    for fetch, reading in answers:
        task = fetch.task
        if task.purpose not in _PAGES or reading is None or not outcome_of(fetch, reading).seen:
            continue
        if task.purpose is Purpose.EXPLORE and not (task.clicks or task.referrer):
            if task.role is not Role.INFORMATION_REQUEST:
                _learn(territory, task, reading)
            continue
        if task.role is Role.PLATFORM:
            territory.adopt(task.url)
        pages.append((_place(task), fetch, reading))
    pages.sort(key=lambda page: (list(Place).index(page[0]), *_order(page[1].task)))
    grown = _Growth(territory, rules)
    for place, fetch, reading in pages:
        if fetch.snapshot is not None:
            grown.add(place, fetch.task, fetch.snapshot, reading)
    return Tree(tuple(grown.columns), tuple(grown.doubtful), grown.clicks, grown.cut)


def _learn(territory: Territory, task: Task, reading: Reading) -> None:
    owner = territory.around.owner
    home = task.url
    if owner is not None and urlhost(owner.home) == urlhost(task.url):
        home = owner.home
    territory.learn(home, links_of_others(reading, territory.portal.name))


def urlhost(url: str) -> str:
    """Scheme and host of an address."""
    return "/".join(url.split("/")[:3]).lower()


def _place(task: Task) -> Place:
    if task.purpose is Purpose.HOME or (task.purpose is Purpose.EXPLORE and task.clicks == 0):
        return Place.HOME
    return Place.PLATFORM if task.role is Role.PLATFORM else Place.SECTION


def _order(task: Task) -> tuple[int, bool, str, str]:
    return abs(task.clicks), task.role is Role.NAMED, task.url, task.role.value


class _Growth:
    """The tree while it grows, page by page."""

    def __init__(self, territory: Territory, rules: Rules) -> None:
        self.columns: list[Column] = []
        self.doubtful: list[tuple[Column, Cause]] = []
        self.clicks: dict[str, int] = {}
        self.cut = False
        self._territory = territory
        self._rules = rules
        self._paths: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        self._at: dict[str, Column] = {}

    def add(self, place: Place, task: Task, shot: Snapshot, reading: Reading) -> None:
        """Take in what one page links."""
        above = self._above(place, task)
        company = self._territory.company(reading.targets)
        for url, target in _links(place, task, reading, self._rules):
            if url == self._territory.home:
                continue
            name = (url, column_key(target.label))
            known = self._paths.get(name)
            if known is not None and (target.template or place is not Place.PLATFORM):
                continue
            trail = tuple(simplify(text) for text in target.trail)
            path = trail if target.template and place is not Place.PLATFORM else (*above, *trail)
            if known is not None and path in known:
                continue
            if len(self.columns) + len(self.doubtful) >= _MOST:
                self.cut = True
                return
            claim = self._territory.claim(
                url,
                target.label,
                target.trail,
                template=target.template,
                from_home=place is Place.HOME,
                company=company.get((target.block, target.template), Company.UNCLEAR),
            )
            column = Column(simplify(target.label), url, _once(path), place, shot)
            if claim in (Claim.OWN, Claim.ELSEWHERE):
                self.columns.append(column)
                self._at.setdefault(url, column)
            elif claim in _DOUBTFUL and not self._owners(target, claim):
                self.doubtful.append((column, _DOUBTFUL[claim]))
            else:
                continue
            self._paths.setdefault(name, set()).add(path)
            self.clicks.setdefault(url, abs(task.clicks) + (0 if target.within else 1))

    def _owners(self, target: Target, claim: Claim) -> bool:
        """Whether a link stands in the menu of the whole site, which a guest's pages have too."""
        return self._territory.guest and target.template and claim is Claim.UNLISTED

    def _above(self, place: Place, task: Task) -> tuple[str, ...]:
        """What stands above the columns that a page leads to."""
        if place is Place.HOME:
            return ()
        if place is Place.PLATFORM:
            return (Role.PLATFORM.chinese,)
        own = self._at.get(task.url)
        label = simplify(task.label)
        return (*own.path, own.title) if own is not None else (label,) if label else ()


def _links(
    place: Place, task: Task, reading: Reading, rules: Rules
) -> Iterator[tuple[str, Target]]:
    """The links of a page that read as columns: none of its rows, files or single articles."""
    rule = rules.get(task.role)
    listed = task.purpose is Purpose.SECTION and rule is not None and not rule.single
    entries = reading.listing.entries
    undated = not listed or task.role is Role.NAMED
    rows = {entry.url for entry in entries if entry.date is not None or not undated}
    for target in reading.targets:
        label = bare(target.label)
        if not label or label.isdigit() or label in words().never_sections:
            continue
        try:
            url = normalise(target.url)
        except ValueError:
            continue
        if url in rows or is_file(url):
            continue
        menu = target.template or target.hub or place is Place.PLATFORM
        if not menu and (len(label) > _LONGEST or is_article(url)):
            continue
        yield url, target


def _once(path: tuple[str, ...]) -> tuple[str, ...]:
    """A path without titles told twice, as by a page's own name and the box on it."""
    found: dict[str, str] = {}
    for title in path:
        found.setdefault(column_key(title), title)
    return tuple(found.values())
