"""Units' answers: the sheet handed out, and what comes back recorded, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from checks.engine.case import Case, Stage
from checks.engine.deadlines import deadlines
from checks.engine.workflow import Action, Actor, Step, act
from checks.errors import WorkflowError
from crawler.records.moments import beijing, beijing_date
from scheduler.casework.acts import calendar_of, take_each
from scheduler.casework.sheet import Answer, SheetError
from scheduler.casework.view import CaseView, case_views, check_of
from scheduler.store.cases import Event, cases_on
from scheduler.workplace import Workplace

HANDED_OUT = frozenset(
    {
        Stage.ISSUED,
        Stage.RECEIVED,
        Stage.RECTIFYING,
        Stage.RETURNED,
        Stage.TRANSFERRED,
        Stage.EXTENDED,
        Stage.REJECTED,
        Stage.TO_EXPLAIN,
        Stage.SHELVED,
        Stage.OVERDUE,
    }
)
"""Stages in which the unit owes an answer; only these cases are handed out."""


@dataclass(frozen=True)
class Taken:
    """What an import came to: cases recorded, and answers that were recorded before."""

    cases: tuple[Case, ...]
    known: int


def handed_out(
    db: Database, workplace: Workplace, unit: str, moment: datetime
) -> tuple[CaseView, ...]:
    """The cases of a unit that it owes an answer to."""
    return tuple(
        view
        for view in case_views(db, workplace, moment)
        if view.portal_id == unit and view.stage in HANDED_OUT
    )


def take_answers(
    db: Database,
    workplace: Workplace,
    answers: Sequence[Answer],
    person: str,
    at: datetime,
    unit: str | None = None,
) -> Taken:
    """Record a unit's answers in one transaction; raises SheetError with every faulty row."""
    known = cases_on(db)
    problems: list[str] = []
    steps: list[tuple[str, Step]] = []
    repeated = 0
    for answer in answers:
        event = known.get(answer.case_id)
        try:
            if event is None:
                raise ValueError(f"问题编号: there is no case {answer.case_id}")
            if unit is not None and event.portal != unit:
                raise ValueError(f"问题编号: case {answer.case_id} is not of {unit}")
            if _is_known(event.case, answer):
                repeated += 1
                continue
            step = _step(event.case, answer, person, at)
            _try(db, workplace, event, step)
            steps.append((answer.case_id, step))
        except (ValueError, WorkflowError) as error:
            problems.append(f"{answer.where}: {'' if event is None else 'column '}{error}")
    if problems:
        raise SheetError(problems)
    done = take_each(db, workplace, steps, lambda case_id: check_of(db, case_id))
    return Taken(done, repeated)


def _try(db: Database, workplace: Workplace, event: Event, step: Step) -> None:
    calendar = calendar_of(workplace, event.portal)
    check = check_of(db, event.case_id)
    due = deadlines(event.case, check, calendar, workplace.watchlist.cases)
    try:
        act(event.case, step, due.appeal_by if step.action is Action.DISPUTE else None)
    except WorkflowError as error:
        raise ValueError(f"问题编号: {error}") from None


def _step(case: Case, answer: Answer, person: str, at: datetime) -> Step:
    at = beijing(at).replace(microsecond=0)
    said = [text for text in (answer.measure, answer.dispute, answer.explanation) if text]
    if answer.reported_on is not None and answer.reported_on > beijing_date(at):
        raise ValueError(f"反馈时间: {answer.reported_on} is still to come")
    if answer.reported_on is not None and answer.reported_on < case.first_failed_on:
        raise ValueError(f"反馈时间: {answer.reported_on} is before {case.first_failed_on}")
    if answer.dispute and len(said) > 1:
        raise ValueError("申诉: either it is mended or explained, or it is disputed")
    if answer.dispute:
        if not answer.link:
            raise ValueError("整改链接: an appeal names the address that proves it")
        return Step(
            Action.DISPUTE, person, Actor.CONTACT, at, reason=answer.dispute, link=answer.link
        )
    told_on = f"反馈时间{answer.reported_on}" if answer.reported_on else ""
    if case.work.incurable:
        text = answer.explanation or answer.measure
        if not text:
            raise ValueError("情况说明: it cannot be mended and is to be explained")
        return Step(Action.EXPLAIN, person, Actor.CONTACT, at, reason=text, link=answer.link)
    return Step(
        Action.FEEDBACK, person, Actor.CONTACT, at, reason=told_on, link=answer.link,
        measure=answer.measure or answer.explanation,
    )  # fmt: skip


def _is_known(case: Case, answer: Answer) -> bool:
    """Whether the same answer was recorded before: a sheet that is imported twice counts once."""
    work = case.work
    if answer.dispute:
        return (work.dispute, work.dispute_link) == (answer.dispute, answer.link)
    text = answer.measure or answer.explanation
    if case.work.incurable:
        text = answer.explanation or answer.measure
        return bool(text) and work.explanation == text
    return work.reported_at is not None and (work.measure, work.link) == (text, answer.link)
