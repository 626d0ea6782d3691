"""The office's workflow over cases (practice 3): who may do what, when, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from checks.engine.case import Case, CaseState, Casework, Closing, Stage
from checks.errors import Bar, WorkflowError
from crawler.records.moments import beijing, beijing_date


class Actor(StrEnum):
    """The part in which a person acts (docs/glossary.md)."""

    HANDLER = "handler"
    REVIEWER = "reviewer"
    SIGNATORY = "signatory"
    CONTACT = "contact"
    LEADER = "leader_in_charge"
    ASSESSOR = "assessor"
    OPERATOR = "platform_operator"


class Action(StrEnum):
    """What a person does to a case."""

    CONFIRM = "confirm"
    ISSUE = "issue"
    SIGN = "sign"
    START = "start"
    FEEDBACK = "feedback"
    RECHECK = "recheck"
    CLOSE = "close"
    RETURN = "return"
    TRANSFER = "transfer"
    EXTEND = "extend"
    WAIVE = "waive"
    REINSTATE = "reinstate"
    DISPUTE = "dispute"
    ACCEPT = "accept"
    REJECT = "reject"
    EXPLAIN = "explain"
    SHELVE = "shelve"


@dataclass(frozen=True)
class Step:
    """One act of a person on a case; what does not belong to the action stays empty.

    `until` is a named last day, `to` the body a case is transferred to, `link` an address given
    as a hint, `measure` what the unit says it did. `unmeasured` decides an appeal without a
    measurement after it.
    """

    action: Action
    person: str
    actor: Actor
    at: datetime
    reason: str = ""
    link: str = ""
    measure: str = ""
    to: str = ""
    until: date | None = None
    unmeasured: bool = False


_OFFICE = (Actor.HANDLER, Actor.REVIEWER, Actor.SIGNATORY)
_SIGNS = (Actor.SIGNATORY, Actor.REVIEWER)
_UNIT = (Actor.CONTACT, Actor.LEADER, Actor.OPERATOR)

_TOLD = frozenset({Stage.ISSUED, Stage.RECEIVED, Stage.TRANSFERRED})
_AT_WORK = _TOLD | {
    Stage.RECTIFYING,
    Stage.RETURNED,
    Stage.EXTENDED,
    Stage.REJECTED,
    Stage.SHELVED,
}
_WITH_UNIT = _AT_WORK | {Stage.TO_EXPLAIN}
_ANSWERED = frozenset({Stage.REPORTED, Stage.RECHECKING})
_TO_MEND = frozenset({CaseState.OPEN, CaseState.NOTIFIED, CaseState.RECTIFYING, CaseState.REOPENED})
_UNRESOLVED = _WITH_UNIT | _ANSWERED | {Stage.TO_VERIFY, Stage.TO_SIGN, Stage.DISPUTED}


@dataclass(frozen=True)
class Rule:
    """From which stages and by whom an action may be done; `needs` are the step's texts."""

    stages: frozenset[Stage]
    actors: tuple[Actor, ...]
    needs: tuple[str, ...] = ()


RULES: Mapping[Action, Rule] = {
    Action.CONFIRM: Rule(frozenset({Stage.TO_VERIFY}), (*_OFFICE, Actor.ASSESSOR)),
    Action.ISSUE: Rule(frozenset({Stage.TO_SIGN}), _SIGNS),
    Action.SIGN: Rule(_TOLD - {Stage.RECEIVED} | {Stage.TO_EXPLAIN}, _UNIT),
    Action.START: Rule(_TOLD | {Stage.RETURNED, Stage.EXTENDED, Stage.REJECTED}, _UNIT),
    Action.FEEDBACK: Rule(_AT_WORK | {Stage.REPORTED}, _UNIT),
    Action.RECHECK: Rule(frozenset({Stage.REPORTED}), (*_OFFICE, Actor.ASSESSOR)),
    Action.CLOSE: Rule(_UNRESOLVED - {Stage.DISPUTED} | {Stage.RETEST_PASSED}, _OFFICE),
    Action.RETURN: Rule(_ANSWERED, (*_OFFICE, Actor.ASSESSOR), ("reason",)),
    Action.TRANSFER: Rule(_WITH_UNIT, (*_OFFICE, Actor.CONTACT, Actor.LEADER), ("to", "reason")),
    Action.EXTEND: Rule(_AT_WORK, _SIGNS, ("until", "reason")),
    Action.WAIVE: Rule(_UNRESOLVED, _SIGNS, ("reason",)),
    Action.REINSTATE: Rule(
        frozenset({Stage.WAIVED, Stage.UPHELD, Stage.SHELVED}), _SIGNS, ("reason",)
    ),
    Action.DISPUTE: Rule(_WITH_UNIT | _ANSWERED, _UNIT, ("reason", "link")),
    Action.ACCEPT: Rule(_ANSWERED | {Stage.DISPUTED, Stage.RETEST_PASSED}, _SIGNS, ("reason",)),
    Action.REJECT: Rule(_ANSWERED | {Stage.DISPUTED}, _SIGNS, ("reason",)),
    Action.EXPLAIN: Rule(_WITH_UNIT | {Stage.REPORTED}, _UNIT, ("reason",)),
    Action.SHELVE: Rule(_AT_WORK, _SIGNS, ("until", "reason")),
}


def act(case: Case, step: Step, appeal_until: date | None = None) -> Case:
    """The case after a person's act.

    `appeal_until` is the last day of the appeal term, None for not bounded (or not countable).
    Raises WorkflowError, naming case, action and why, for what the workflow does not allow.
    """
    rule = RULES[step.action]
    if not step.person.strip():
        raise _refusal(case, step, "a person must be named", Bar.PERSON)
    if step.actor not in rule.actors:
        known = ", ".join(rule.actors)
        why = f"the role {step.actor} may not do this (may: {known})"
        raise _refusal(case, step, why, Bar.ROLE, actor=step.actor)
    if case.stage not in rule.stages:
        raise _refusal(case, step, f"its stage is {case.stage}", Bar.STAGE, stage=case.stage)
    missing = [name for name in rule.needs if not getattr(step, name)]
    if missing:
        why = f"{', '.join(missing)} must be given"
        raise _refusal(case, step, why, Bar.MISSING, fields=tuple(missing))
    if step.at < max(case.since, case.last_failed_at):
        why = f"the case's last word is of {case.since:%Y-%m-%d %H:%M}, later"
        raise _refusal(case, step, why, Bar.EARLIER)
    if step.until is not None and step.until < beijing_date(step.at):
        raise _refusal(case, step, f"until {step.until} is past", Bar.PAST, day=step.until)
    if step.action is Action.DISPUTE and appeal_until and beijing_date(step.at) > appeal_until:
        why = f"the appeal term ended on {appeal_until}"
        raise _refusal(case, step, why, Bar.TERM, day=appeal_until)
    return _ACTS[step.action](case, replace(step, at=beijing(step.at)))


def allowed(case: Case) -> tuple[Action, ...]:
    """What may be done to a case as it stands, by somebody."""
    return tuple(action for action, rule in RULES.items() if case.stage in rule.stages)


def may_go_out(case: Case) -> bool:
    """Whether a unit may be told of it: it was confirmed once, and for privacy by a person."""
    looked_at = not case.work.private or case.work.confirmed_by is not None
    suspected = state_shown(case) is CaseState.SUSPECTED
    return looked_at and not suspected and case.opened_on is not None


def may_be_demanded(case: Case) -> bool:
    """Whether a notice may ask its unit to mend it: it stands, and is not in dispute."""
    return may_go_out(case) and case.state in _TO_MEND


def state_shown(case: Case) -> CaseState:
    """The state in which a case is told everywhere.

    What awaits a person's look (privacy) is no more confirmed than what awaits a second read.
    """
    return CaseState.SUSPECTED if case.stage is Stage.TO_VERIFY else case.state


def waiver_over(case: Case, today: date) -> bool:
    """Whether a waiver with a last day has run out."""
    until = case.work.waived_until
    return case.state is CaseState.WAIVED and until is not None and until < today


def _refusal(case: Case, step: Step, why: str, bar: Bar, **values: object) -> WorkflowError:
    return WorkflowError(f"case {case.id}: {step.action}: {why}", bar, **values)


def _moved(case: Case, step: Step, state: CaseState, stage: Stage, **work: object) -> Case:
    changed = replace(case.work, stage=stage, **work)  # type: ignore[arg-type]
    since = case.since if state is case.state else step.at
    return replace(case, state=state, since=since, work=changed)


def _confirm(case: Case, step: Step) -> Case:
    if case.state is CaseState.SUSPECTED:
        raise _refusal(
            case, step, "it awaits a second read, which no person replaces", Bar.SECOND_READ
        )
    return _moved(case, step, case.state, Stage.TO_SIGN, confirmed_by=step.person)


def _issue(case: Case, step: Step) -> Case:
    stage = Stage.TO_EXPLAIN if case.work.incurable else Stage.ISSUED
    return _moved(
        case, step, CaseState.NOTIFIED, stage, issued_at=step.at, issued_by=step.person
    )  # fmt: skip


def _sign(case: Case, step: Step) -> Case:
    stage = case.stage if case.stage is Stage.TO_EXPLAIN else Stage.RECEIVED
    return _moved(case, step, CaseState.NOTIFIED, stage, received_at=step.at)


def _start(case: Case, step: Step) -> Case:
    return _moved(case, step, CaseState.RECTIFYING, Stage.RECTIFYING)


def _feedback(case: Case, step: Step) -> Case:
    if not (step.measure or step.link):
        raise _refusal(case, step, "measure or link must be given", Bar.EMPTY)
    return _reported(case, step, measure=step.measure, link=step.link)


def _explain(case: Case, step: Step) -> Case:
    if not case.work.incurable:
        why = "it can be mended: only what came too late is explained"
        raise _refusal(case, step, why, Bar.MENDABLE)
    return _reported(case, step, explanation=step.reason, link=step.link or case.work.link)


def _reported(case: Case, step: Step, **work: object) -> Case:
    return _moved(
        case, step, CaseState.RECTIFYING, Stage.REPORTED,
        reported_at=step.at, recheck=None, rechecked_at=None, rechecked_by=None, **work,
    )  # fmt: skip


def _recheck(case: Case, step: Step) -> Case:
    return _moved(case, step, CaseState.RECTIFYING, Stage.RECHECKING, rechecked_by=step.person)


def _close(case: Case, step: Step) -> Case:
    if case.stage is Stage.RETEST_PASSED:
        closing = case.work.closing or Closing.PASS
        return _moved(
            case, step, CaseState.RESOLVED, Stage.CLOSED, closing=closing, rechecked_by=step.person
        )  # fmt: skip
    if case.work.unlisted_on is None:
        why = "no later measurement passed, and its page is still judged"
        raise _refusal(case, step, why, Bar.STILL_JUDGED)
    if not step.reason:
        why = "its page is gone, which is no mending: reason must be given"
        raise _refusal(case, step, why, Bar.GONE)
    closed = _moved(
        case, step, CaseState.RESOLVED, Stage.CLOSED,
        closing=Closing.DECISION, rechecked_by=step.person,
    )  # fmt: skip
    return replace(closed, resolved_on=beijing_date(step.at))


def _return(case: Case, step: Step) -> Case:
    return _moved(
        case, step, CaseState.RECTIFYING, Stage.RETURNED,
        rechecked_by=step.person, rechecked_at=case.work.rechecked_at or step.at, recheck="failed",
    )  # fmt: skip


def _transfer(case: Case, step: Step) -> Case:
    stage = case.stage if case.stage is Stage.TO_EXPLAIN else Stage.TRANSFERRED
    return _moved(
        case, step, CaseState.NOTIFIED, stage, handling=step.to, issued_at=step.at, received_at=None
    )  # fmt: skip


def _extend(case: Case, step: Step) -> Case:
    return _moved(case, step, CaseState.RECTIFYING, Stage.EXTENDED, due_on=step.until)


def _shelve(case: Case, step: Step) -> Case:
    return _moved(case, step, CaseState.RECTIFYING, Stage.SHELVED, due_on=step.until)


def _waive(case: Case, step: Step) -> Case:
    return _moved(case, step, CaseState.WAIVED, Stage.WAIVED, waived=True, waived_until=step.until)


def _reinstate(case: Case, step: Step) -> Case:
    fresh = Casework(
        stage=Stage.TO_SIGN, incurable=case.work.incurable, private=case.work.private,
        confirmed_by=case.work.confirmed_by, handling=case.work.handling,
        unlisted_on=case.work.unlisted_on,
    )  # fmt: skip
    state = CaseState.OPEN if case.resolved_on is None else CaseState.REOPENED
    opened_on = case.opened_on or beijing_date(step.at)
    return replace(case, state=state, since=step.at, work=fresh, opened_on=opened_on)


def _dispute(case: Case, step: Step) -> Case:
    return _moved(
        case, step, CaseState.DISPUTED, Stage.DISPUTED, disputed_at=step.at, dispute=step.reason,
        dispute_link=step.link, decided=None, recheck=None, rechecked_at=None, rechecked_by=None,
    )  # fmt: skip


def _appealed(case: Case) -> bool:
    return case.work.disputed_at is not None and case.work.decided is None


def _measured_again(case: Case) -> bool:
    return case.work.recheck is not None


def _accept(case: Case, step: Step) -> Case:
    if _appealed(case) and case.stage in (Stage.DISPUTED, Stage.RETEST_PASSED):
        _must_be_measured(case, step)
        return _moved(
            case, step, CaseState.WAIVED, Stage.UPHELD, decided="accepted",
            rechecked_by=step.person, waived_until=None,
        )  # fmt: skip
    if case.work.explanation and case.stage in _ANSWERED:
        closed = _moved(
            case, step, CaseState.RESOLVED, Stage.CLOSED, closing=Closing.EXPLANATION,
            rechecked_by=step.person, rechecked_at=step.at,
        )  # fmt: skip
        return replace(closed, resolved_on=beijing_date(step.at))
    raise _undecidable(case, step)


def _reject(case: Case, step: Step) -> Case:
    if _appealed(case) and case.stage is Stage.DISPUTED:
        _must_be_measured(case, step)
        return _moved(
            case, step, CaseState.RECTIFYING, Stage.REJECTED, decided="rejected",
            rechecked_by=step.person,
        )  # fmt: skip
    if case.work.explanation and case.stage in _ANSWERED:
        return _moved(
            case, step, CaseState.NOTIFIED, Stage.TO_EXPLAIN, rechecked_by=step.person,
            rechecked_at=step.at, explanation="",
        )  # fmt: skip
    raise _undecidable(case, step)


def _undecidable(case: Case, step: Step) -> WorkflowError:
    why = "there is neither an appeal nor an explanation to decide on"
    return _refusal(case, step, why, Bar.NOTHING_TO_DECIDE)


def _must_be_measured(case: Case, step: Step) -> None:
    if not _measured_again(case) and not step.unmeasured:
        why = "it was not measured again since the appeal (gongkai rectify measure)"
        raise _refusal(case, step, why, Bar.UNMEASURED)


_ACTS: Mapping[Action, Callable[[Case, Step], Case]] = {
    Action.CONFIRM: _confirm,
    Action.ISSUE: _issue,
    Action.SIGN: _sign,
    Action.START: _start,
    Action.FEEDBACK: _feedback,
    Action.RECHECK: _recheck,
    Action.CLOSE: _close,
    Action.RETURN: _return,
    Action.TRANSFER: _transfer,
    Action.EXTEND: _extend,
    Action.WAIVE: _waive,
    Action.REINSTATE: _reinstate,
    Action.DISPUTE: _dispute,
    Action.ACCEPT: _accept,
    Action.REJECT: _reject,
    Action.EXPLAIN: _explain,
    Action.SHELVE: _shelve,
}
