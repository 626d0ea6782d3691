"""Portal groups: all portals that share a host are crawled together, by one process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.portals import Portal
from scheduler.places import safe_name


@dataclass(frozen=True)
class Group:
    """Portals that share hosts, in watchlist order; `name` is a file name."""

    name: str
    portals: tuple[Portal, ...]


def portal_hosts(portal: Portal) -> frozenset[str]:
    """Every host (name and port) that the portal claims."""
    sections = {urlsplit(url).netloc.lower() for url in portal.sections.values()}
    return frozenset({portal.host, *(host.lower() for host in portal.hosts), *sections})


def group_portals(portals: Sequence[Portal]) -> tuple[Group, ...]:
    """Portals joined by shared hosts, directly or through others, in watchlist order."""
    first: dict[str, int] = {}  # the first portal that claims each host
    above = list(range(len(portals)))  # each portal's link towards the first of its group
    for index, portal in enumerate(portals):
        for host in portal_hosts(portal):
            one, other = sorted((_root(above, first.setdefault(host, index)), _root(above, index)))
            above[other] = one
    members: dict[int, list[Portal]] = {}
    for index, portal in enumerate(portals):
        members.setdefault(_root(above, index), []).append(portal)
    return tuple(Group(_name(some), tuple(some)) for some in members.values())


def _root(above: list[int], index: int) -> int:
    """The first portal of a group; the way there is shortened for the next that asks."""
    while above[index] != index:
        above[index] = above[above[index]]
        index = above[index]
    return index


def _name(members: Iterable[Portal]) -> str:
    first = next(iter(members))
    return safe_name(first.host)
