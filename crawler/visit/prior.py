"""What earlier reads of a portal left behind: counts and sightings (DESIGN 4.1, 4.6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crawler.portals.roles import Role
from crawler.records.codec import encode
from crawler.records.dossier import Dossier, ReadState, Sighting
from crawler.records.model import Message

_WORTH_COMPARING = 10
UNANSWERED = "unanswered"
ANSWERED = "answered"
PRESENT = "present"


@dataclass(frozen=True)
class Prior:
    """The state that a dossier rests on besides the visit itself.

    `counts` maps each role to the rows of its section at the last whole read. `sightings` is
    the ledger of what was seen of each subject, in the order of time.
    """

    counts: Mapping[Role, int] = field(default_factory=dict)
    sightings: tuple[Sighting, ...] = ()

    def collapsed(self, role: Role, count: int) -> bool:
        """Whether a section shows less than half of what it had; small ones are not compared."""
        before = self.counts.get(role, 0)
        return before >= _WORTH_COMPARING and count * 2 < before

    def before(self, moment: datetime) -> tuple[Sighting, ...]:
        """The sightings of earlier reads."""
        return tuple(sighting for sighting in self.sightings if sighting.at < moment)

    def to_json(self) -> str:
        """One line of JSON, the same for equal values."""
        counts = {role.value: count for role, count in self.counts.items()}
        data = {"counts": counts, "sightings": encode(self.sightings)}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> Prior:
        """The prior state of a line written by `to_json`; ValueError or KeyError if it is none."""
        data = json.loads(text)
        return Prior(
            {Role(name): int(n) for name, n in data["counts"].items()},
            tuple(
                Sighting(row["subject"], row["fact"], datetime.fromisoformat(row["at"]))
                for row in data["sightings"]
            ),
        )


def sightings(dossier: Dossier) -> tuple[Sighting, ...]:
    """What this read saw, for the reads to come.

    Per message that was read "unanswered" or "answered", per document and interpretation
    "present".
    """
    found: list[Sighting] = []
    for record in dossier.records:
        if isinstance(record, Message):
            if record.read:
                fact = ANSWERED if record.replies else UNANSWERED
                found.append(Sighting(record.url, fact, dossier.as_of))
        elif record.kind in ("document", "interpretation"):
            found.append(Sighting(record.url, PRESENT, dossier.as_of))
    return tuple(found)


def prior_after(prior: Prior, dossier: Dossier) -> Prior:
    """The prior state for the next read.

    Counts change with whole reads only, so that a section that collapsed keeps its history.
    Of each subject are kept the last time without an answer, the first with one, and the first
    time it was there; a read of the same moment replaces itself.
    """
    counts = dict(prior.counts)
    for role, section in dossier.sections.items():
        if section.state in (ReadState.WHOLE, ReadState.EMPTY):
            counts[role] = section.entries
    kept = (s for s in prior.sightings if s.at != dossier.as_of)
    return Prior(counts, _condensed((*kept, *sightings(dossier))))


def _condensed(ledger: Iterable[Sighting]) -> tuple[Sighting, ...]:
    kept: dict[tuple[str, str], Sighting] = {}
    for sighting in sorted(ledger, key=lambda s: s.at):
        key = (sighting.subject, sighting.fact)
        if sighting.fact == UNANSWERED or key not in kept:
            kept[key] = sighting
    return tuple(sorted(kept.values(), key=lambda s: (s.at, s.subject, s.fact)))
