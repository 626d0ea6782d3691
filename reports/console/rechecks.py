"""The human sample: findings drawn for a blind recheck, and how often their verdict was wrong.

They are drawn of a pool: a scoring round that is over (测评轮次), or a single run. Which ones
follows from the digest of the first manifest of the pool's last run, which nobody knows before that
run is sealed; in every stratum (a check and an outcome) the same number. Persons answer them in the
drawn order, so that nobody chooses which.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from checks.engine.outcome import Outcome
from checks.engine.requirement import Rulebook
from crawler.portals import Round

ROUND = "round:"
"""Before a scoring round's id, that makes a pool's name; a run's own name is that of its pool."""
EACH = 2
"""Findings drawn of every stratum of a pool."""
ENOUGH = 5
"""Rechecks of a check from which on its error rate is shown beside the scores."""
_Z = 1.959964
"""Of a two-sided interval of 95 %."""


class Answer(StrEnum):
    """What a person finds without knowing the verdict."""

    MET = "met"  # 符合
    NOT_MET = "not_met"  # 不符合
    UNCLEAR = "unclear"  # 无法判定


ANSWERS: Mapping[Answer, str] = {
    Answer.MET: "符合",
    Answer.NOT_MET: "不符合",
    Answer.UNCLEAR: "无法判定",
}


class Agreement(StrEnum):
    """How a person's answer stands to the verdict."""

    RIGHT = "right"
    WRONGLY_FAILED = "wrongly_failed"  # 误判: a failure that is none
    MISSED = "missed"  # 漏判: a failure that was not seen
    SEEN_BY_HAND = "seen_by_hand"  # the check could not tell, the person could
    OPEN = "open"  # the person could not tell


@dataclass(frozen=True)
class Candidate:
    """A judgement that may be drawn. `digest` is that of the judgement as stored."""

    case_id: str
    digest: str
    check: str
    outcome: Outcome
    portal: str
    rulebook: str
    requirement: str
    subject: str
    aspect: str = ""


@dataclass(frozen=True)
class Recheck:
    """What a person found of a drawn judgement; `seed` is that by which it was drawn."""

    at: datetime
    person: str
    run: str
    seed: str
    candidate: Candidate
    answer: Answer
    note: str = ""

    @property
    def agreement(self) -> Agreement:
        """How it stands to the verdict."""
        return agreement(self.candidate.outcome, self.answer)


@dataclass(frozen=True)
class Drawn:
    """A drawn judgement, the last run of the pool that came to it, and its recheck, if any.

    The recheck may be of another pool: a judgement that did not change is rechecked once.
    """

    candidate: Candidate
    run: str
    recheck: Recheck | None = None


@dataclass(frozen=True)
class Rate:
    """How many of some verdicts were wrong, of those that a person could decide."""

    wrong: int
    decided: int

    @property
    def share(self) -> float | None:
        """The measured error rate; None where nothing was decided."""
        return self.wrong / self.decided if self.decided else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's interval of 95 % for it; from 0 to 1 where nothing was decided."""
        return wilson(self.wrong, self.decided)


@dataclass(frozen=True)
class CheckRate:
    """How right a check is: all its verdicts, its failures, and those that are none.

    Outcomes are drawn in equal numbers, not as often as they occur: `all` is an error rate of
    the sample, while those of failures and of others hold for all such verdicts. `by_hand` counts
    what only the person could tell, `open` what neither could.
    """

    check: str
    failures: Rate
    others: Rate
    by_hand: int
    open: int

    @property
    def all(self) -> Rate:
        """Both together."""
        return Rate(
            self.failures.wrong + self.others.wrong, self.failures.decided + self.others.decided
        )


class Samples(Protocol):
    """The drawn findings of pools and what persons found."""

    def rounds(self) -> Sequence[Round]:
        """The scoring rounds, the last one first."""

    def drawn(self, pool: str) -> Sequence[Drawn]:
        """What is drawn of a pool, in order; empty where no run of it is sealed.

        The draw of a round holds still once the round is over.
        """

    def record(self, made: Recheck) -> None:
        """Write a recheck down; NotDone for a judgement that was rechecked before."""

    def rechecks(self) -> Sequence[Recheck]:
        """Every recheck, oldest first."""

    def seed(self, pool: str) -> str:
        """The digest by which a pool is drawn; empty where no run of it is sealed."""


def draw(candidates: Iterable[Candidate], seed: str, each: int = EACH) -> tuple[Candidate, ...]:
    """The judgements to recheck, in order: `each` of every stratum, as the seed has it.

    The same question asked by several rulebooks stands in it once.
    """
    found: dict[tuple[str, Outcome], list[tuple[bytes, Candidate]]] = defaultdict(list)
    for one in candidates:
        found[one.check, one.outcome].append((_place(seed, one), one))
    taken: list[tuple[bytes, Candidate]] = []
    for stratum in found.values():
        asked: set[tuple[str, str, str]] = set()
        for place, one in sorted(stratum, key=lambda pair: pair[0]):
            question = (one.portal, one.subject, one.aspect)
            if len(asked) < each and question not in asked:
                asked.add(question)
                taken.append((place, one))
    return tuple(one for _, one in sorted(taken, key=lambda pair: pair[0]))


def ticket(seed: str, one: Candidate) -> str:
    """What a form names a drawn judgement by; it tells nothing of the verdict."""
    return _place(seed, one).hex()[:32]


def _place(seed: str, one: Candidate) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{one.case_id}\x1f{one.digest}".encode()).digest()


def agreement(outcome: Outcome, answer: Answer) -> Agreement:
    """How an answer stands to a verdict; not due and not applicable both say that nothing fails."""
    if answer is Answer.UNCLEAR:
        return Agreement.OPEN
    if outcome is Outcome.CANT_TELL:
        return Agreement.SEEN_BY_HAND
    if (outcome is Outcome.FAILED) == (answer is Answer.NOT_MET):
        return Agreement.RIGHT
    return Agreement.WRONGLY_FAILED if outcome is Outcome.FAILED else Agreement.MISSED


def check_rates(rechecks: Iterable[Recheck]) -> dict[str, CheckRate]:
    """How right each check is, as far as persons rechecked it, by its name."""
    own: dict[str, list[Recheck]] = defaultdict(list)
    for one in rechecks:
        own[one.candidate.check].append(one)
    return {check: _rate(check, own[check]) for check in sorted(own)}


def rates_shown(rechecks: Iterable[Recheck]) -> dict[str, CheckRate]:
    """The error rates that stand beside scores: of checks with at least ENOUGH decided rechecks."""
    return {name: one for name, one in check_rates(rechecks).items() if one.all.decided >= ENOUGH}


def rates_of(rates: Mapping[str, CheckRate], books: Iterable[Rulebook]) -> dict[str, CheckRate]:
    """Those of checks by which some rulebook measures."""
    used = {name for book in books for row in book.requirements for name in row.checks}
    return {name: one for name, one in rates.items() if name in used}


def check_labels(books: Mapping[str, Rulebook]) -> dict[str, str]:
    """For every check the title of the first requirement that it measures."""
    found: dict[str, str] = {}
    for book in books.values():
        for row in book.requirements:
            for name in row.checks:
                found.setdefault(name, row.title)
    return found


def _rate(check: str, rechecks: Sequence[Recheck]) -> CheckRate:
    counts: dict[tuple[bool, Agreement], int] = defaultdict(int)
    for one in rechecks:
        counts[one.candidate.outcome is Outcome.FAILED, one.agreement] += 1

    def rate(failed: bool, wrong: Agreement) -> Rate:
        return Rate(counts[failed, wrong], counts[failed, wrong] + counts[failed, Agreement.RIGHT])

    return CheckRate(
        check,
        rate(True, Agreement.WRONGLY_FAILED),
        rate(False, Agreement.MISSED),
        by_hand=counts[False, Agreement.SEEN_BY_HAND],
        open=counts[False, Agreement.OPEN] + counts[True, Agreement.OPEN],
    )


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Wilson's score interval of 95 % for a share; from 0 to 1 without a trial.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    JASA 22 (1927).
    """
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, _Z * _Z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = (
        _Z
        * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
        / (1 + square / trials)
    )
    return max(0.0, middle - half), min(1.0, middle + half)
