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
    bins: list[tuple[set[str], list[Portal]]] = []
    for portal in portals:
        hosts = set(portal_hosts(portal))
        members = [portal]
        apart = []
        for known_hosts, known in bins:
            if known_hosts & hosts:
                hosts |= known_hosts
                members = known + members
            else:
                apart.append((known_hosts, known))
        bins = [*apart, (hosts, members)]
    order = {portal.id: index for index, portal in enumerate(portals)}
    groups = [tuple(sorted(members, key=lambda portal: order[portal.id])) for _, members in bins]
    groups.sort(key=lambda members: order[members[0].id])
    return tuple(Group(_name(members), members) for members in groups)


def _name(members: Iterable[Portal]) -> str:
    first = next(iter(members))
    return safe_name(first.host)
