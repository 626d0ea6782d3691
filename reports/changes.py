"""What changed since the run before, and why (checks.engine.causes)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from checks.engine.case import CaseState, Stage
from checks.engine.causes import Versions, Why, rule_changed, why_changed, why_unseen
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.records import beijing_date, normalise
from reports.model import JudgedFinding, RunReport, Standing

__all__ = ["Change", "ScoreChange", "Turn", "Why", "changes", "score_changes"]


class Turn(StrEnum):
    """The direction of a change, in the words shown."""

    NEW = "新增不符合"
    CONFIRMED = "疑似转为确认"
    MENDED = "已符合"
    UNSEEN = "转为无法判定"
    SEEN = "恢复可判定"
    GONE = "不再列出"
    RETRACTED = "误报核销"
    MOVED = "其他变化"


_WITH_THE_OFFICE = frozenset(
    {CaseState.NOTIFIED, CaseState.RECTIFYING, CaseState.WAIVED, CaseState.DISPUTED}
)


@dataclass(frozen=True)
class Change:
    """One judgement that came out otherwise than in the run before.

    `judged` is None for one that is no longer made; `before` is None for a new one.
    """

    turn: Turn
    why: Why
    judged: JudgedFinding | None
    before: Finding | None

    @property
    def finding(self) -> Finding:
        """The newer of the two findings."""
        found = self.judged.finding if self.judged else self.before
        assert found is not None
        return found


class _Duties:
    """What one run judged by which requirements, and what of it of whole portals."""

    def __init__(self, findings: Iterable[Finding], homes: Mapping[str, str]) -> None:
        self._homes = homes
        self._judged = set[tuple[str, str, str]]()
        self._whole = defaultdict[tuple[str, str, str], list[Finding]](list)
        for one in findings:
            self._judged.add((one.portal, one.rulebook, one.requirement))
            if one.subject == homes.get(one.portal, ""):
                self._whole[one.portal, one.rulebook, one.requirement].append(one)

    def judges(self, one: Finding) -> bool:
        """Whether the run judged that portal by the requirement of the finding."""
        return (one.portal, one.rulebook, one.requirement) in self._judged

    def unseen(self, one: Finding) -> Finding | None:
        """What says that none of the pages like the one judged could be seen, if anything does."""
        return next((f for f in self._of_whole(one) if f.outcome is Outcome.CANT_TELL), None)

    def passed(self, one: Finding) -> bool:
        """Whether the portal passed where one page failed."""
        return any(f.outcome is Outcome.PASSED for f in self._of_whole(one))

    def _of_whole(self, one: Finding) -> list[Finding]:
        if one.subject == self._homes.get(one.portal, ""):
            return []
        return self._whole.get((one.portal, one.rulebook, one.requirement), [])


@dataclass(frozen=True)
class ScoreChange:
    """A portal's score now and before."""

    portal: str
    rulebook: str
    before: Decimal | None
    now: Decimal | None


def changes(report: RunReport) -> tuple[Change, ...]:
    """Changed outcomes, failures first, in the order judged; empty without a run before.

    New passes, and what was new and is not yet due, are no news and are left out.
    """
    if report.previous is None:
        return ()
    earlier = {finding.case_id: finding for finding in report.previous.findings}
    homes = {portal.id: normalise(portal.home) for portal in report.portals}
    whole_before = _Duties(report.previous.findings, homes)
    whole_now = _Duties((judged.finding for judged in report.judged), homes)
    unlisted = dict(earlier)
    found: list[Change] = []
    for judged in report.judged:
        unlisted.pop(judged.finding.case_id, None)
        change = _change(judged, earlier.get(judged.finding.case_id), whole_before, report)
        if change is not None:
            found.append(change)
    found.extend(
        _gone(finding, whole_now, report)
        for finding in unlisted.values()
        if finding.outcome is Outcome.FAILED and finding.portal in homes
    )
    order = list(Turn)
    return tuple(sorted(found, key=lambda change: order.index(change.turn)))


def score_changes(report: RunReport) -> Mapping[tuple[str, str], ScoreChange]:
    """Now and before, by portal and rulebook, for the scores that the run before had too."""
    if report.previous is None:
        return {}
    earlier = {(s.portal, s.rulebook): s.value for s in report.previous.scores}
    return {
        (s.portal, s.rulebook): ScoreChange(
            s.portal, s.rulebook, earlier[s.portal, s.rulebook], s.value
        )
        for s in report.scores
        if (s.portal, s.rulebook) in earlier
    }


def _change(
    judged: JudgedFinding, before: Finding | None, whole: _Duties, report: RunReport
) -> Change | None:
    now, previous = judged.finding, report.previous
    assert previous is not None
    if _retracted(judged, previous.as_of):
        return Change(Turn.RETRACTED, judged.why or Why.CALENDAR, judged, before)
    if before is None:
        if now.outcome is not Outcome.FAILED:
            return None
        unseen = whole.unseen(now)
        if unseen is None:
            return Change(Turn.NEW, _why_new(now, whole, report), judged, None)
        turn = Turn.SEEN if _known(judged, previous.as_of) else Turn.NEW
        return Change(turn, why_unseen(unseen.cause), judged, unseen)
    if before.outcome is now.outcome:
        if _confirmed(judged, report):
            return Change(Turn.CONFIRMED, Why.SECOND_READ, judged, before)
        return None
    turn = _turn(before.outcome, now.outcome)
    if before.outcome is Outcome.CANT_TELL and turn is Turn.NEW:
        if _confirmed(judged, report) and judged.case and judged.case.state is CaseState.OPEN:
            return Change(Turn.CONFIRMED, Why.SECOND_READ, judged, before)
        turn = Turn.SEEN if _known(judged, previous.as_of) else Turn.NEW
    return Change(turn, _why(now, before, report), judged, before)


def _gone(before: Finding, now: _Duties, report: RunReport) -> Change:
    """A failure that is no longer judged, told by what stands for its whole portal now."""
    turn, why = Turn.GONE, Why.RULE if _rule_changed(before, report) else Why.WINDOW
    unseen = now.unseen(before)
    if unseen is not None:
        turn, why = Turn.UNSEEN, why_unseen(unseen.cause)
    elif now.passed(before):
        turn, why = Turn.MENDED, Why.RULE if why is Why.RULE else Why.SITE
    return Change(turn, why, None, before)


def _retracted(judged: JudgedFinding, before: datetime) -> bool:
    """Whether this run took a problem back because its due date moved."""
    case = judged.case
    return case is not None and case.stage is Stage.RETRACTED and case.since > before


def _known(judged: JudgedFinding, before: datetime) -> bool:
    """Whether a failure was a problem already before that moment, or the office dealt with it."""
    case = judged.case
    return case is not None and (case.since <= before or case.state in _WITH_THE_OFFICE)


def _confirmed(judged: JudgedFinding, report: RunReport) -> bool:
    """Whether this run's read confirmed what the run before only suspected."""
    case, previous = judged.case, report.previous
    return (
        judged.finding.outcome is Outcome.FAILED
        and judged.standing is Standing.PROBLEM
        and case is not None
        and previous is not None
        and case.since > previous.as_of
        and case.first_failed_on < beijing_date(case.since)
        and case.state in (CaseState.OPEN, CaseState.REOPENED)
    )


def _turn(before: Outcome, now: Outcome) -> Turn:
    if now is Outcome.FAILED:
        return Turn.NEW
    if now is Outcome.CANT_TELL:
        return Turn.UNSEEN
    if before is Outcome.FAILED and now is Outcome.PASSED:
        return Turn.MENDED
    return Turn.SEEN if before is Outcome.CANT_TELL else Turn.MOVED


def _rule_changed(finding: Finding, report: RunReport) -> bool:
    return rule_changed(finding.rulebook, _earlier(report), _versions(report))


def _why(now: Finding, before: Finding, report: RunReport) -> Why:
    return why_changed(now, before, _versions(report), _earlier(report), beijing_date(report.as_of))


def _versions(report: RunReport) -> Versions:
    texts = {book.id: book.text_sha256 for book in report.rulebooks}
    texts |= {name: sha256 for name, (_, sha256) in report.judged_by.items() if sha256}
    return Versions(texts, report.calendar_version, report.code_version)


def _earlier(report: RunReport) -> Versions:
    previous = report.previous
    if previous is None:
        return Versions()
    return Versions(previous.rulebooks, previous.calendar_version, previous.code_version)


def _why_new(now: Finding, before: _Duties, report: RunReport) -> Why:
    previous = report.previous
    assert previous is not None
    if now.rulebook not in previous.rulebooks and previous.rulebooks:
        return Why.FIRST
    if not before.judges(now):
        return Why.RULE if _rule_changed(now, report) else Why.FIRST
    return Why.SITE
