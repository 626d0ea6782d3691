"""Whose name and contacts a disclosure guide shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.engine.requirement import Requirement
from checks.matching.words import plain
from checks.organisation.stated import Shown, stated
from crawler.portals import Portal, PortalKind
from crawler.records import DisclosureGuide, OfficeContact


def own_contacts(guide: DisclosureGuide, row: Requirement) -> list[OfficeContact]:
    """The contacts of the disclosure body: none of reading rooms, none of those who supervise."""
    return [contact for contact in guide.contacts if not _is_other(contact, row)]


def names(guides: Iterable[DisclosureGuide], row: Requirement) -> Iterator[Shown]:
    """The bodies that the guides name for the disclosure work, under a label or in a sentence."""
    for guide in guides:
        said = [contact.body for contact in own_contacts(guide, row)] + list(guide.in_charge)
        yield from (Shown(guide, name) for one in said if (name := stated(one, row)))


def is_foreign(portal: Portal, name: str, row: Requirement) -> bool:
    """Whether a township's guide names a body of another township (石桥镇 for 白沙镇)."""
    places = re.compile(row.terms["township_pattern"])
    own = places.search(plain(portal.name))
    if portal.kind is not PortalKind.TOWNSHIP or own is None or own.group() in name:
        return False
    return places.search(name) is not None


def _is_other(contact: OfficeContact, row: Requirement) -> bool:
    body = contact.body
    words = plain(f"{contact.heading}>{body.label if body else ''}>{body.raw if body else ''}")
    return any(re.search(pattern, words) for pattern in row.terms["other_contact_patterns"])
