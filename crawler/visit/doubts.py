"""Doubts: links that may lead to a section of the portal, where nobody can tell or look.

They are asked only for roles that nothing else serves, and make such a section unobservable:
nobody could say that it is absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.pages.reading import Target
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.model import Cause
from crawler.visit.channels import Channels
from crawler.visit.rules import OFF_PLATFORM, PLATFORM_PARTS
from crawler.visit.spoken import FULL, Spoken
from crawler.visit.territory import Claim
from crawler.visit.words import UNLISTED, words

_WHOSE = "栏目是否属于本单位无法判断"
_TOPIC = "专题页面是否即为该栏目无法判断"
_CAUSES = {
    Claim.SHARED: Cause.AMBIGUOUS,
    Claim.HEADED: Cause.AMBIGUOUS,
    Claim.UNLISTED: Cause.BLOCKED,
}


@dataclass(frozen=True)
class _Doubt:
    """A link, and why nobody knows what it is."""

    url: str
    label: str
    cause: Cause
    said: str = _WHOSE


@dataclass
class Doubts:
    """What was met and could not be told, by role."""

    wanted: frozenset[Role]
    channels: Channels
    _met: dict[Role, _Doubt] = field(default_factory=dict)
    _headed: dict[Role, _Doubt] = field(default_factory=dict)

    def take(self, url: str, target: Target, roles: list[Spoken], claim: Claim) -> None:
        """Keep in mind that a role may be served by a link whose owner is not known."""
        spoken = [role for role, strength in roles if strength >= FULL]
        if target.hub and any(word in target.label for word in words().interaction_hubs):
            spoken += [Role.MESSAGE_BOARD, Role.CONSULTATIONS]
        kept = self._headed if claim is Claim.HEADED else self._met
        for role in spoken:
            if role in self.wanted:
                doubt = _Doubt(url, target.label, _CAUSES[claim])
                kept.setdefault(role, doubt)

    def take_topic(self, url: str, label: str, role: Role) -> None:
        """Keep in mind that a special topic has a name by which the section may be called, too."""
        if role in self.wanted:
            self._met.setdefault(role, _Doubt(url, label, Cause.AMBIGUOUS, _TOPIC))

    def misses(self, unserved: Iterable[Role]) -> list[Miss]:
        """For roles that nothing serves: what might.

        Where the platform itself is out of reach, anything that platforms hold may be there.
        """
        left = tuple(unserved)
        found: list[Miss] = []
        hidden = self._met.get(Role.PLATFORM) if Role.PLATFORM in left else None
        misread = self._misread(left)
        common = next(iter(self.channels.open.items()), None)
        for role in left:
            doubt = self._met.get(role) or (hidden if role not in OFF_PLATFORM else None)
            doubt = doubt or misread.get(role)
            if doubt is not None:
                said = UNLISTED if doubt.cause is Cause.BLOCKED else doubt.said
                found.append(Miss(doubt.url, role, doubt.cause, said, doubt.label))
            elif role is Role.INFORMATION_REQUEST and common is not None:
                found.append(Miss(common[0], role, Cause.AMBIGUOUS, _WHOSE, common[1]))
        return found

    def _misread(self, unserved: tuple[Role, ...]) -> dict[Role, _Doubt]:
        """The links under a heading that names another body, where the heading may be misread.

        A portal that shows other bodies' columns has its own beside them. Where most parts of
        the platform are met under such a heading alone, the heading says nothing for sure.
        """
        parts = [role for role in PLATFORM_PARTS if role in self.wanted]
        alone = [role for role in parts if role in unserved and role in self._headed]
        served = [role for role in parts if role not in unserved]
        return self._headed if len(alone) > max(1, len(served)) else {}
