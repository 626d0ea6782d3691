"""The habits of a portal over its reads: its family, and of how many records a field is read.

What departs from them sharply is a drift, until so many reads on end have shown it that it is
what the portal has: the same count of reads as for a section that collapsed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from crawler.portals.roles import Role
from crawler.records.kinds import RECORD_TYPES
from crawler.records.manner import Drift, DriftKind
from crawler.records.model import Field, Record

READS_TO_BELIEVE = 7
"""Reads on end after which what they showed counts as what the portal has."""
WORTH_COMPARING = 10
"""Rows, or records of a kind in a section, below which nothing is compared."""
_FEWEST_PAGES = 8
"""Pages of a read from which its family is told."""
_GONE = 0.2
"""Share of the pages up to which a family is there no more (another program's pages aside)."""
_RULES = 0.5
"""Share of the pages from which a family is that of the portal."""
_MOSTLY = 50
"""Percentage of records from which a field is one that the portal shows."""
_KINDS = frozenset(
    {
        "entry", "document", "interpretation", "message", "leader", "annual_report",
        "consultation", "proposal_reply", "emergency_plan", "fiscal_report",
    }
)  # fmt: skip
_NO_CONTENT = frozenset(
    {
        "files", "hidden", "unread", "hinted", "notes", "fields", "column", "cause", "final_url",
        "list_url", "other_dates", "picture_urls", "withheld", "download_button", "file_text",
    }
)  # fmt: skip
"""Fields that tell of the reading, or of what is wrong: that they are empty is nobody's loss."""
_MAY_LACK = {
    kind.kind: tuple(
        one.name
        for one in fields(kind)
        if one.default in (None, "", ()) and one.name not in _NO_CONTENT
    )
    for kind in RECORD_TYPES
    if kind.kind in _KINDS
}
"""By kind of record that is judged one by one the fields that a page may leave out."""
GENERIC = "generic"
FAMILY = "family"


@dataclass(frozen=True)
class Shown:
    """What one read shows of its portal: pages by family, and percentages by field."""

    families: Mapping[str, int] = field(default_factory=dict)
    fills: Mapping[str, int] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """The family that most pages show, the generic one only when none shows another."""
        named = {name: n for name, n in self.families.items() if name != GENERIC}
        return min(named, key=lambda name: (-named[name], name)) if named else GENERIC

    def share(self, family: str) -> float:
        """The share of pages that show a family."""
        return self.families.get(family, 0) / (sum(self.families.values()) or 1)


@dataclass(frozen=True)
class Unsettled:
    """A departure from a habit: what is shown since, in how many reads, the last one when."""

    now: str
    reads: int
    at: datetime


@dataclass(frozen=True)
class Habits:
    """What a portal has shown so far: its family ("" before the first read), its percentages by
    field, and by their names those of which the last read showed something else."""

    family: str = ""
    fills: Mapping[str, int] = field(default_factory=dict)
    unsettled: Mapping[str, Unsettled] = field(default_factory=dict)

    def drifts(self, shown: Shown, at: datetime) -> tuple[Drift, ...]:
        """What a read shows otherwise, the family first, then fields by their names."""
        found = []
        if self._turned(shown):
            reads = self._reads(FAMILY, shown.family, at)
            found.append(Drift(DriftKind.FAMILY, self.family, shown.family, reads))
        for name in sorted(self.fills.keys() & shown.fills.keys()):
            before, now = self.fills[name], shown.fills[name]
            if before >= _MOSTLY and now * 2 < before:
                role, _, what = name.partition("/")
                reads = self._reads(name, "", at)
                found.append(
                    Drift(DriftKind.FIELD, f"{before}%", f"{now}%", reads, Role(role), what)
                )
        return tuple(found)

    def after(self, shown: Shown, at: datetime) -> Habits:
        """The habits after a read; what drifts is kept as it was until it is believed."""
        family, fills = self.family, dict(self.fills)
        unsettled: dict[str, Unsettled] = {}
        drifting = {_name(one): one for one in self.drifts(shown, at)}
        for name, drift in drifting.items():
            if drift.reads < READS_TO_BELIEVE:
                now = drift.now if name == FAMILY else ""
                unsettled[name] = Unsettled(now, drift.reads, at)
        if sum(shown.families.values()) >= _FEWEST_PAGES and FAMILY not in unsettled:
            family = shown.family
        for name, percent in shown.fills.items():
            if name not in unsettled:
                fills[name] = percent
        # Of what this read could not show, what was unsettled stays so.
        shows = {*shown.fills, *([FAMILY] if _is_told(shown) else [])}
        left = {name: one for name, one in self.unsettled.items() if name not in shows}
        kept = {name: percent for name, percent in fills.items() if percent >= _MOSTLY}
        return Habits(family, kept, unsettled | left)

    def _turned(self, shown: Shown) -> bool:
        """Whether the family is another one. That one shows where none did is no loss of sight."""
        if self.family in ("", GENERIC, shown.family) or not _is_told(shown):
            return False
        return shown.share(self.family) <= _GONE and shown.share(shown.family) >= _RULES

    def _reads(self, name: str, now: str, at: datetime) -> int:
        before = self.unsettled.get(name)
        if before is None or before.now != now:
            return 1
        return before.reads + (at > before.at)


def _is_told(shown: Shown) -> bool:
    return sum(shown.families.values()) >= _FEWEST_PAGES


def _name(drift: Drift) -> str:
    return FAMILY if drift.role is None else f"{drift.role.value}/{drift.what}"


def fills_of(records: Iterable[Record]) -> dict[str, int]:
    """Of how many records a field says something, in percent, as role/kind.field.

    Of records whose own page was not read nothing is counted, and nothing of less than
    `WORTH_COMPARING` records of a kind in a section.
    """
    counts: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for record in records:
        if record.kind not in _MAY_LACK or getattr(record, "read", True) is False:
            continue
        name = f"{record.role.value}/{record.kind}"
        counts[name] += 1
        for one in _MAY_LACK[record.kind]:
            filled[f"{name}.{one}"] += _says(getattr(record, one))
    return {
        f"{name}.{one}": filled[f"{name}.{one}"] * 100 // count
        for name, count in sorted(counts.items())
        if count >= WORTH_COMPARING
        for one in _MAY_LACK[name.partition("/")[2]]
    }


def _says(value: object) -> bool:
    return value.value is not None if isinstance(value, Field) else bool(value)
