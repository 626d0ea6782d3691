"""What three checks ask first: the documents in scope, and what was found to interpret each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench, unproven, unread_rows
from checks.judging.bench import proof
from checks.matching.candidates import Candidate
from checks.matching.pairing import MATCHING_TERMS, Matches, Pair, pair_up
from checks.matching.scope import SCOPE_TERMS, Duty, duties
from checks.matching.unread import unread_in_scope
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence, ReadState

TERMS = (*SCOPE_TERMS, *MATCHING_TERMS)
"""The terms of a requirement that this module goes by."""

_SHORTEST_CORE = 6
"""An unread row whose title says less than that may be about any document."""


@dataclass(frozen=True)
class Found:
    """A document in scope and its interpretations.

    `solid` are matches that were seen with their date, `hidden` says why there may be one, or
    an earlier one, that was not seen.
    """

    duty: Duty
    matches: Matches
    hidden: Cause | None

    @property
    def solid(self) -> tuple[Pair, ...]:
        """Matches whose date is known and whose page was read, or never planned to be."""
        return tuple(p for p in self.matches.pairs if _solid(p.candidate) and p.candidate.published)

    @property
    def first(self) -> Pair | None:
        """The solid match of the earliest date; None if there is none."""
        return min(self.solid, key=lambda pair: pair.candidate.published or date.max, default=None)

    @property
    def unseen(self) -> Cause | None:
        """Why a match that was met cannot be judged: its page was not read, or has no date."""
        if self.matches.unread:
            return self.matches.unread[0].cause
        causes = (p.candidate.cause for p in self.matches.pairs if not _solid(p.candidate))
        undated = any(p.candidate.published is None for p in self.matches.pairs)
        return next(causes, Cause.AMBIGUOUS if undated else None)

    @property
    def proof(self) -> Evidence:
        """The document's page, with its date of publication."""
        field = self.duty.document.published_on
        return proof(self.duty.document, field.label, field.raw) if field else proof(
            self.duty.document
        )  # fmt: skip


def _solid(candidate: Candidate) -> bool:
    return candidate.read or candidate.cause is None


def look(bench: Bench) -> tuple[list[Finding], list[Found]]:
    """Findings about documents that are out of scope or unread, and those left to judge."""
    dossier, terms = bench.dossier, bench.requirement.terms
    all_duties = list(duties(dossier, terms))
    findings = [_not_judged(bench, duty) for duty in all_duties if _is_settled(duty)]
    open_duties = [duty for duty in all_duties if not _is_settled(duty)]
    findings += unread_in_scope(bench)
    matches = pair_up(dossier, [duty.document for duty in open_duties], terms)
    hidden = unproven(dossier, Role.INTERPRETATIONS) or _vague(bench) or _above(dossier)
    return findings, [Found(duty, matches[duty.document.url], hidden) for duty in open_duties]


def _is_settled(duty: Duty) -> bool:
    return bool(duty.reason) or duty.published is None


def _not_judged(bench: Bench, duty: Duty) -> Finding:
    if duty.reason:
        text = f"{duty.reason}，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, duty.document, text)
    return bench.cant_tell(duty.document, Cause.AMBIGUOUS, "未见该文件的发布日期")


def _above(dossier: Dossier) -> Cause | None:
    """Why an interpretation may stand on a higher listed portal of which nothing was seen.

    A higher portal of which some lists were read in part was looked at: what it could show of
    another body's document is no reason to leave every duty below it open.
    """
    if dossier.unseen_above:
        return Cause.SCANNER
    sections = (portal.section(Role.INTERPRETATIONS) for portal in dossier.higher)
    hidden = (one for one in sections if one.state is ReadState.UNOBSERVABLE)
    return next((one.cause or Cause.UNREADABLE for one in hidden), None)


def _vague(bench: Bench) -> Cause | None:
    """The cause of the first unread row of the interpretations whose title says too little."""
    for row, miss in unread_rows(bench.dossier, Role.INTERPRETATIONS):
        if len(row.title) < _SHORTEST_CORE:
            return miss.cause
    return None
