"""What the label of a link speaks for where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.pages.reading import Target
from crawler.pages.words.roles import roles_of
from crawler.portals import GOVERNMENT_KINDS, Portal
from crawler.portals.roles import Role
from crawler.visit.words import bare, without_name, words

Spoken = tuple[Role, float]

FULL = 0.9
"""From this strength on a label surely speaks for a role."""
CLEAR = 0.8
"""From this strength on a target that speaks for one role need not be searched for others."""
FAIR = 0.6
"""Below this strength a label alone does not make a section."""
_WHOLES = frozenset({Role.PLATFORM, Role.STATUTORY_CONTENT})
"""Roles of columns whose parts are of every kind."""


def spoken(target: Target, portal: Portal, *, platform: bool) -> list[Spoken]:
    """The roles that a label speaks for where it stands.

    On the platform's page a short label (指南) means the platform's part; a label after the
    body's own name (芦桥概况 on 芦桥镇's page) means what it means without. One that tells years
    (2026年文件) under the name of a section is a part of that, and no section beside it.
    """
    found = dict(target.roles)
    over = {role for above in target.trail for role, s in roles_of(above) if s >= CLEAR} - _WHOLES
    if over and words().years.fullmatch(bare(target.label)):
        found = {role: s for role, s in found.items() if role in over}
        return _strongest(found)
    above = (Role.PLATFORM.chinese, *target.trail) if platform else target.trail
    if platform:
        found = dict(roles_of(target.label, above)) | found
    short = without_name(target.label, portal.name)
    for role, strength in roles_of(short, above):
        # A county's 概况 tells of the land, not of the office.
        if portal.kind not in GOVERNMENT_KINDS or role is not Role.AGENCY_PROFILE:
            found[role] = max(found.get(role, 0.0), strength)
    return _strongest(found)


def _strongest(found: Mapping[Role, float]) -> list[Spoken]:
    return sorted(
        ((role, s) for role, s in found.items() if role != Role.HOME),
        key=lambda item: (-item[1], item[0].value),
    )
