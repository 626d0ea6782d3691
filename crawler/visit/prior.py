"""What earlier reads of a portal left behind: counts and sightings (DESIGN 4.1, 4.6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from crawler.portals.roles import Role
from crawler.records.codec import encode, revive
from crawler.records.columns import NamedColumn
from crawler.records.dossier import Dossier, ReadState, Section, Sighting, shown_as
from crawler.records.kept import CASE, FILES, TEXT, files_state, text_state
from crawler.records.model import Cause, Document, Message
from crawler.records.moments import beijing_date
from crawler.records.site import DeadLink
from crawler.visit.habits import READS_TO_BELIEVE, WORTH_COMPARING, Habits, Shown, fills_of
from crawler.visit.ledger import Ledger, ledger_after

K = TypeVar("K")

_MOST_STATES = 20
"""Sightings kept of one subject, besides the newest two: a page may change every night."""
_EXPLAINS = timedelta(days=100)
"""How long before a change an open problem of its page is remembered, for whatever term."""
UNANSWERED = "unanswered"
ANSWERED = "answered"
PRESENT = "present"
DEAD = "dead"


@dataclass(frozen=True)
class Fallen:
    """A section that collapsed: its rows since, in how many reads, and the last of these."""

    count: int
    reads: int
    at: datetime


@dataclass(frozen=True)
class Prior:
    """The state that a dossier rests on besides the visit itself.

    `counts` maps each role to the rows of its section at the last whole read. `sightings` is
    the ledger of what was seen of each subject, in the order of time. `fallen` are the sections
    whose last read collapsed. `columns` and `fallen_columns` are the same of the columns asked
    for by title, by their names. `habits` are the family and the fields read so far, `accused`
    the cases that failed before this read: told where it drifts from its habits. `ledger` has the
    first sights of all that was ever met.
    """

    counts: Mapping[Role, int] = field(default_factory=dict)
    sightings: tuple[Sighting, ...] = ()
    fallen: Mapping[Role, Fallen] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    fallen_columns: Mapping[str, Fallen] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)
    accused: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)

    def collapsed(self, role: Role, count: int) -> bool:
        """Whether a section shows less than half of what it had; small ones are not compared."""
        return _collapsed(self.counts.get(role, 0), count)

    def column_collapsed(self, name: str, count: int) -> bool:
        """The same for a column asked for by title."""
        return _collapsed(self.columns.get(name, 0), count)

    def worked_on(self, pages: Iterable[str], moment: datetime) -> Prior:
        """The state with the pages whose problems were open before a moment.

        Only documents and the like are kept: their pages are expected to change.
        """
        known = {one.subject for one in self.sightings if one.fact == PRESENT}
        month = f"{beijing_date(moment):%Y-%m}"
        # A moment before the read itself: what is open then is known to it.
        at = moment - timedelta(seconds=1)
        noted = [Sighting(page, CASE, at, (month,)) for page in sorted(known & set(pages))]
        kept = (s for s in self.sightings if s.fact != CASE or s.at != at)
        return replace(self, sightings=_condensed((*kept, *noted))) if noted else self

    def before(self, moment: datetime) -> tuple[Sighting, ...]:
        """The sightings of earlier reads."""
        return tuple(sighting for sighting in self.sightings if sighting.at < moment)

    def to_json(self) -> str:
        """One line of JSON, the same for equal values."""
        counts = {role.value: count for role, count in self.counts.items()}
        fallen = {role.value: encode(one) for role, one in self.fallen.items()}
        data = {"counts": counts, "sightings": encode(self.sightings), "fallen": fallen}
        if self.columns or self.fallen_columns:
            data["columns"] = dict(self.columns)
            data["fallen_columns"] = encode(self.fallen_columns)
        if self.habits != Habits():
            data["habits"] = encode(self.habits)
        if self.accused:
            data["accused"] = list(self.accused)
        if self.ledger != Ledger():
            data["ledger"] = encode(self.ledger)
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> Prior:
        """The prior state of a line written by `to_json`; ValueError or KeyError if it is none."""
        data = json.loads(text)
        return Prior(
            {Role(name): int(n) for name, n in data["counts"].items()},
            tuple(revive(Sighting, row) for row in data["sightings"]),
            {Role(name): revive(Fallen, one) for name, one in data.get("fallen", {}).items()},
            {name: int(n) for name, n in data.get("columns", {}).items()},
            {name: revive(Fallen, one) for name, one in data.get("fallen_columns", {}).items()},
            revive(Habits, data.get("habits", {})),
            tuple(data.get("accused", ())),
            revive(Ledger, data.get("ledger", {})),
        )


def _collapsed(before: int, count: int) -> bool:
    return before >= WORTH_COMPARING and count * 2 < before


def sightings(dossier: Dossier) -> tuple[Sighting, ...]:
    """What this read saw, for the reads to come.

    Per message that was read "unanswered", or "answered" with the replies that it showed; which
    of them is more than a receipt is not told here. Per document and interpretation "present";
    of a document the states of its text and of its files. Per target of a link that did not answer
    as it should "dead". What was not asked for tonight was not seen tonight.
    """
    unasked = frozenset(dossier.manner.unasked)
    found: list[Sighting] = []
    attachments = {one.url: one for one in dossier.attachments}
    for record in dossier.records:
        if record.snapshot.url in unasked:
            continue
        if isinstance(record, Document):
            if text := text_state(record):
                found.append(Sighting(record.url, TEXT, dossier.as_of, (text,)))
            if files := files_state(record, attachments):
                found.append(Sighting(record.url, FILES, dossier.as_of, files))
        if isinstance(record, DeadLink) and not record.mended:
            found.append(Sighting(record.url, DEAD, dossier.as_of))
        if isinstance(record, Message):
            if record.read:
                fact = ANSWERED if record.replies else UNANSWERED
                shown = tuple(shown_as(reply) for reply in record.replies)
                found.append(Sighting(record.url, fact, dossier.as_of, shown))
        elif record.kind in ("document", "interpretation"):
            found.append(Sighting(record.url, PRESENT, dossier.as_of))
    return tuple(found)


def prior_after(prior: Prior, dossier: Dossier) -> Prior:
    """The prior state for the next read.

    Counts change with whole reads only, so that a section that collapsed keeps its history:
    until seven reads on end have shown no less than the first of them, for then it is what the
    section has, and no longer a page that broke.
    Of each subject are kept the first time it was there, and of each state of its replies the
    first and the last time; a read of the same moment replaces itself.
    """
    counts, fallen = dict(prior.counts), dict(prior.fallen)
    for role, section in dossier.sections.items():
        _note(role, section, counts, fallen, dossier.as_of)
    columns, fallen_columns = dict(prior.columns), dict(prior.fallen_columns)
    for name, column in dossier.named.items():
        _note(name, column, columns, fallen_columns, dossier.as_of)
    kept = (s for s in prior.sightings if s.at != dossier.as_of)
    seen = _condensed((*kept, *sightings(dossier)))
    shown = Shown(dossier.manner.families, fills_of(dossier.records))
    habits = prior.habits.after(shown, dossier.as_of)
    return Prior(
        counts, seen, fallen, columns, fallen_columns, habits,
        ledger=ledger_after(prior.ledger, dossier),
    )  # fmt: skip


def _note(
    name: K,
    read: Section | NamedColumn,
    counts: dict[K, int],
    fallen: dict[K, Fallen],
    at: datetime,
) -> None:
    """Take down what a read says of the rows that a section has."""
    if read.state in (ReadState.WHOLE, ReadState.EMPTY):
        counts[name] = read.entries
        fallen.pop(name, None)
    elif read.cause is Cause.COLLAPSED and _collapsed(counts.get(name, 0), read.entries):
        fallen[name] = _fallen(fallen.get(name), read.entries, at)
        if fallen[name].reads >= READS_TO_BELIEVE:
            counts[name] = read.entries
            del fallen[name]


def _fallen(before: Fallen | None, count: int, at: datetime) -> Fallen:
    if before is None or count < before.count:
        return Fallen(count, 1, at)
    return Fallen(before.count, before.reads + (at > before.at), max(at, before.at))


def _condensed(ledger: Iterable[Sighting]) -> tuple[Sighting, ...]:
    first: dict[tuple[str, str, tuple[str, ...]], Sighting] = {}
    last: dict[tuple[str, str, tuple[str, ...]], Sighting] = {}
    for sighting in sorted(ledger, key=lambda s: s.at):
        key = (sighting.subject, sighting.fact, sighting.shown)
        first.setdefault(key, sighting)
        if sighting.fact != PRESENT:
            last[key] = sighting
    kept: dict[str, list[Sighting]] = {}
    for sighting in sorted({*first.values(), *last.values()}, key=_place):
        kept.setdefault(sighting.subject, []).append(sighting)
    bounded = (one for own in kept.values() for one in _bounded(own))
    return tuple(sorted(bounded, key=_place))


def _bounded(own: list[Sighting]) -> Iterator[Sighting]:
    """The sightings of one subject that are kept: the first and the newest of what it showed, and
    of its open problems those that may explain a change of it, the next one included."""
    states = [one for one in own if one.fact != CASE]
    states = states[:_MOST_STATES] + states[_MOST_STATES:][-2:]
    turns = {one.at for one in states if one.fact in (TEXT, FILES)} | {own[-1].at}
    yield from states
    yield from (
        one
        for one in own
        if one.fact == CASE and any(at - _EXPLAINS <= one.at <= at for at in turns)
    )


def _place(sighting: Sighting) -> tuple[datetime, str, str, tuple[str, ...]]:
    return sighting.at, sighting.subject, sighting.fact, sighting.shown
