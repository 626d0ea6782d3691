"""Self-check before posting (发布前自查): what is handed in, what the checks would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from crawler.portals import Role
from crawler.records.site import Candidate

MOST_BYTES = 5_000_000
"""Of a document, and of an interpretation; more is refused."""


class Sort(StrEnum):
    """What a document is, by the section in which it will stand."""

    NORMATIVE = "normative"
    POLICY = "policy"
    NOTICE = "notice"

    @property
    def role(self) -> Role:
        """The role of that section."""
        return _ROLES[self]


_ROLES = {
    Sort.NORMATIVE: Role.NORMATIVE_DOCUMENTS,
    Sort.POLICY: Role.POLICY_DOCUMENTS,
    Sort.NOTICE: Role.NOTICES,
}


class Part(StrEnum):
    """Which of the two pages."""

    DOCUMENT = "document"
    INTERPRETATION = "interpretation"


class Foresight(StrEnum):
    """What a duty will come to, or that only the page once posted can show it."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    INAPPLICABLE = "inapplicable"
    CANT_TELL = "cant_tell"
    LATER = "later"


@dataclass(frozen=True)
class Material:
    """A pasted text (as UTF-8) or an uploaded file. `title` is empty where the text has it."""

    body: bytes
    title: str = ""


@dataclass(frozen=True)
class Shown:
    """The fields that the portal will show beside a text that is not a whole page, as typed."""

    number: str = ""
    signed_on: str = ""
    validity: str = ""
    issuer: str = ""

    def __bool__(self) -> bool:
        """Whether any is filled in."""
        return any((self.number, self.signed_on, self.validity, self.issuer))


@dataclass(frozen=True)
class Draft:
    """What somebody means to post, where, and on which day."""

    portal: str
    sort: Sort
    on: date
    document: Material
    interpretation: Material | None = None
    interpreted_on: date | None = None
    shown: Shown = Shown()


@dataclass(frozen=True)
class Taken:
    """A part as it was read. `whole_page` is false where a text was put into a page of ours.

    `fields` are (label, value, where it stood); `trouble` says why it, or something of it, could
    not be read.
    """

    part: Part
    title: str
    characters: int
    whole_page: bool
    fields: tuple[tuple[str, str, str], ...] = ()
    personal: tuple[Candidate, ...] = ()
    trouble: str = ""

    @property
    def searched(self) -> bool:
        """Whether all of its text was looked through for personal numbers."""
        return not self.trouble and self.characters > 0


@dataclass(frozen=True)
class Foreseen:
    """A duty and what it will come to. `finding` is None where nothing could be judged yet."""

    part: Part
    requirement: Requirement
    check: str
    foresight: Foresight
    sentence: str
    remedy: str = ""
    finding: Finding | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.foresight in (Foresight.PASSED, Foresight.INAPPLICABLE)


@dataclass(frozen=True)
class SelfChecked:
    """All that the checks would say. `matched` is None without an interpretation."""

    draft: Draft
    taken: tuple[Taken, ...]
    duties: tuple[Foreseen, ...] = ()
    matched: bool | None = None
    errors: Sequence[str] = ()

    @property
    def unread(self) -> tuple[Taken, ...]:
        """The parts that could not be read, or not to their end: nothing is cleared of them."""
        return tuple(one for one in self.taken if one.trouble)

    def of(self, *found: Foresight) -> tuple[Foreseen, ...]:
        """The duties that come to one of these."""
        return tuple(one for one in self.duties if one.foresight in found)

    def sums(self, check: str) -> tuple[Finding, ...]:
        """Sums of days of a check, each once."""
        found: dict[object, Finding] = {}
        for one in self.duties:
            if one.check == check and one.finding is not None and one.finding.day_count:
                found.setdefault((one.finding.day_count, one.finding.due_on), one.finding)
        return tuple(found.values())

    def faults(self, check: str) -> tuple[str, ...]:
        """What pages lack by a check: the parts of the aspects of its failures, each once."""
        parts = [
            name
            for one in self.duties
            if one.check == check and one.foresight is Foresight.FAILED and one.finding is not None
            for name in (one.finding.aspect or "").split("、")
        ]
        return tuple(dict.fromkeys(name for name in parts if name))


def foresight_of(outcome: Outcome) -> Foresight:
    """The foresight that says what an outcome says."""
    return Foresight(outcome.value)
