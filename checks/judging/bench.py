"""The bench: where a check hands down its findings, signed with requirement and portal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.engine.settings import settings_of
from checks.judging.sums import NO_SUM, Sum
from checks.judging.wording import (
    cause_words,
    quoted,
    with_settings,
    with_sought,
    with_unseen,
)
from crawler.records import Cause, Dossier, Evidence, Record, normalise

_DECIDED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.PENDING})


@dataclass(frozen=True)
class Page:
    """A subject of which there is no record: a page that was planned and not read."""

    url: str
    title: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Bench:
    """One check over one dossier under one requirement.

    What rests on a setting of ours (checks/engine/settings.py) says so: a statement that does not
    show the mark beside the number itself ends with it. Passed, failed and pending findings rest on
    all settings of the row that decide, unless `rests_on` names the terms that did.
    Under a partial row every statement ends with what no public page shows: here alone, so that
    whoever shows a statement shows that, too.

    Where no evidence is given, a finding about a record rests on the record's own snapshot, any
    other on the coverage manifest; a failure for something not found always names the manifest.
    """

    check: Check
    dossier: Dossier
    requirement: Requirement

    @property
    def home(self) -> str:
        """The subject of findings about the portal as a whole: its home address, normalised."""
        return normalise(self.dossier.portal.home)

    def give(
        self,
        outcome: Outcome,
        about: Record | Page | None,
        statement: str,
        *,
        aspect: str | None = None,
        identity: str = "",
        cause: Cause | None = None,
        basis: Basis = Basis.WORDS,
        total: Sum = NO_SUM,
        evidence: tuple[Evidence, ...] = (),
        rests_on: Iterable[str] | None = None,
    ) -> Finding:
        """A finding about a record, a page, or (None) the portal as a whole.

        `rests_on` are the terms that decided, those of a notice among them; None if all did.
        """
        proof = evidence or self._own_proof(about)
        if outcome is Outcome.FAILED and basis is Basis.ABSENCE:
            statement = with_sought(statement, self.requirement, self.check.by_words, aspect)
        if outcome in _DECIDED:
            statement = with_settings(statement, self._settings(rests_on))
        if basis is Basis.ABSENCE and self.dossier.coverage not in proof:
            proof = (*proof, self.dossier.coverage)
        return Finding(
            portal=self.dossier.portal.id,
            rulebook=self.requirement.rulebook,
            requirement=self.requirement.id,
            sources=self.requirement.sources,
            check=self.check.slug,
            subject=self.home if about is None else about.url,
            title=self.dossier.portal.name if about is None else about.title,
            outcome=outcome,
            statement=with_unseen(statement, outcome, self.requirement.unseen),
            aspect=aspect,
            identity=identity,
            cause=cause,
            basis=basis,
            due_on=total.due_on,
            settled_on=total.settled_on,
            measured=total.measured,
            unit=total.unit,
            day_count=total.day_count,
            evidence=proof,
        )

    def cant_tell(
        self,
        about: Record | Page | None,
        cause: Cause,
        lead: str,
        *,
        aspect: str | None = None,
        identity: str = "",
        evidence: tuple[Evidence, ...] = (),
    ) -> Finding:
        """A finding that something could not be observed: `lead`, then the cause in words."""
        return self.give(
            Outcome.CANT_TELL, about, f"{lead}（{cause_words(cause)}），无法判定。",
            cause=cause, aspect=aspect, identity=identity, evidence=evidence,
        )  # fmt: skip

    def _settings(self, rests_on: Iterable[str] | None) -> tuple[str, ...]:
        if rests_on is None:
            return settings_of(self.check, self.requirement)
        return tuple(term for term in rests_on if term in self.requirement.assumed)

    def _own_proof(self, about: Record | Page | None) -> tuple[Evidence, ...]:
        if isinstance(about, Record):
            return (proof(about),)
        if about is not None and about.evidence:
            return about.evidence
        return (self.dossier.coverage,)


def proof(record: Record, *words: str) -> Evidence:
    """A record's snapshot as evidence, quoting the decisive words."""
    shot = record.snapshot
    return Evidence(shot.url, shot.captured_at, shot.sha256, quoted(*words) or quoted(record.title))
