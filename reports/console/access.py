"""Who may see and do what in the console: roles, their rights, and whose units they see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checks.engine.workflow import Actor


class Role(StrEnum):
    """What a person is to the console (docs/console.md)."""

    READER = "reader"
    ASSESSOR = "assessor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    UNIT = "unit"


class Right(StrEnum):
    """What not everybody may do."""

    UNRELEASED = "unreleased"  # scores before they are released; every view is logged
    PERSONAL = "personal"  # archived pages with personal data unmasked; every view is logged
    CASES = "cases"  # act on cases, as far as the workflow lets the person's parts
    ATTEST = "attest"  # attest manual rows, import marks, recheck the human sample
    RELEASE = "release"  # approve and release scores
    PEOPLE = "people"  # accounts, and the log of who saw what


_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset(),
    Role.ASSESSOR: frozenset({Right.UNRELEASED, Right.PERSONAL, Right.CASES, Right.ATTEST}),
    Role.APPROVER: frozenset(
        {Right.UNRELEASED, Right.PERSONAL, Right.CASES, Right.ATTEST, Right.RELEASE}
    ),
    Role.ADMINISTRATOR: frozenset({Right.UNRELEASED, Right.PEOPLE}),
    Role.UNIT: frozenset({Right.CASES}),
}
_ACTORS: Mapping[Role, tuple[Actor, ...]] = {
    Role.READER: (),
    Role.ASSESSOR: (Actor.HANDLER, Actor.ASSESSOR),
    Role.APPROVER: (Actor.SIGNATORY, Actor.REVIEWER, Actor.HANDLER),
    Role.ADMINISTRATOR: (),
    Role.UNIT: (Actor.CONTACT,),
}


@dataclass(frozen=True)
class Person:
    """Somebody with an account. `portal` is the unit's id for the role unit, else empty.

    `shown` is the name that stands beside what the person did.
    """

    name: str
    shown: str
    role: Role
    portal: str = ""

    def may(self, right: Right) -> bool:
        """Whether the person has a right."""
        return right in _RIGHTS[self.role]

    def sees(self, portal: str) -> bool:
        """Whether what concerns a unit is for the person: a unit sees itself only."""
        return self.role is not Role.UNIT or portal == self.portal

    @property
    def only(self) -> str:
        """The one unit that the person sees; empty for all."""
        return self.portal if self.role is Role.UNIT else ""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The parts in which the person may act on cases, the first one first."""
        return _ACTORS[self.role]
