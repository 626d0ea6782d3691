"""What a recipient was told: by mail that a server accepted, and by mail that still waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from checks.engine.case import Case, CaseState
from crawler.records.moments import beijing_date


@dataclass(frozen=True)
class Told:
    """The last accepted word on one case: the moment of the run that it was about.

    `mended` says that by this word the problem was over (its recovery, or nothing to do about it
    any more), `unlisted` that its page was gone.
    """

    as_of: datetime
    mended: bool = False
    unlisted: bool = False


@dataclass(frozen=True)
class Memory:
    """What one recipient knows.

    `told` is by case id, `duties` likewise for duties not yet due. `waiting` are the cases told
    in a mail that no server has accepted yet, `owed` whether such a digest waits. `settled`
    holds, by portal, the day on which a digest was last decided upon (sent, or nothing to say).
    `until`: every case that was open on that day or before counts as told, for mail of a time
    that kept no list of its cases. `today` are the cases that mails of this very day told,
    `closed` says that the day's digest is out: there is no second one.
    """

    told: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}))
    duties: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    waiting: frozenset[str] = frozenset()
    owed: bool = False
    settled: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    until: date | None = None
    today: frozenset[str] = frozenset()
    closed: bool = False

    def as_of_the_night(self) -> Memory:
        """The same before anything of this day was told."""
        return replace(self, today=frozenset(), closed=False)

    def known(self, case: Case) -> datetime | date | None:
        """When the recipient was last told of a failing case as a problem; None if never.

        A case that came back after its recovery was told, or after the last word on it, is one
        the recipient does not know.
        """
        told = self.told.get(case.id)
        back = case.state is CaseState.REOPENED
        if told is not None:
            # One whose ground a new calendar took away begins anew when it fails again.
            anew = case.first_failed_on > beijing_date(told.as_of)
            again = told.mended or anew or (back and case.since > told.as_of)
            return None if again else told.as_of
        begun = beijing_date(case.since) if back else case.opened_on or beijing_date(case.since)
        return self.until if self.until is not None and begun <= self.until else None

    def knows_gone(self, case: Case) -> bool:
        """Whether the recipient was told that the page of a case is gone since it went."""
        told, gone = self.told.get(case.id), case.work.unlisted_on
        if told is None or gone is None:
            return False
        return told.unlisted and beijing_date(told.as_of) >= gone

    def misses_recovery(self, case: Case) -> bool:
        """Whether the recipient heard of the problem, or was to, and not yet of its recovery."""
        told = self.told.get(case.id)
        if told is not None:
            return not told.mended
        if case.id in self.waiting:
            return True
        if self.until is None or case.opened_on is None:
            return False
        return case.opened_on <= self.until < (case.resolved_on or date.max)
