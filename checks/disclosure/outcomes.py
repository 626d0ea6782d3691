"""What two checks say alike of a document or catalogue: it came late, or it was not met at all."""

from __future__ import annotations

from checks.disclosure.columns import unread_further, unseen_tree
from checks.disclosure.period import Period, due_words
from checks.disclosure.published import Published
from checks.disclosure.reach import Unseen, looked_at, unseen_in
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.judging import Bench, Sum, chinese_date
from checks.judging.bench import proof
from checks.matching.titles import in_marks
from crawler.portals import Role


def unseen_anywhere(bench: Bench, period: Period) -> Unseen | None:
    """Why a page of the period may be there unseen: in the sections of the row, or in a column."""
    found = unseen_in(bench.dossier, roles_of(bench), period)
    further = bench.requirement.terms.get("further_columns", ())
    found = found or unread_further(bench.dossier, further, period.first)
    tree = unseen_tree(bench.dossier)
    return found or ((tree, "站内栏目") if tree is not None else None)


def roles_of(bench: Bench) -> tuple[Role, ...]:
    """The sections in which the row looks."""
    return tuple(Role(value) for value in bench.requirement.terms["roles"])


def came_late(bench: Bench, period: Period, first: Published) -> Finding:
    """It was published after its day; cannot tell, where an earlier one may be unseen."""
    if first.on is None or period.due_on is None:
        raise ValueError("what is late has a date and a due date")
    unseen = unseen_anywhere(bench, period)
    if unseen is not None:
        return bench.cant_tell(None, unseen[0], f"“{unseen[1]}”未能看全，有无更早的公开")
    late = (first.on - period.due_on).days
    due = due_words(bench.requirement, period)
    text = f"{in_marks(first.title)}{due}，实际于{chinese_date(first.on)}公开，逾期{late}天。"
    return bench.give(
        Outcome.FAILED, None, text, total=Sum(period.due_on, first.on, late, "days"), rests_on=(),
        evidence=(proof(first.record, first.title, first.on.isoformat()),),
    )  # fmt: skip


def not_met(bench: Bench, period: Period, what: str) -> Finding:
    """Nothing of it was met: not due yet, perhaps unseen, or missing."""
    due = due_words(bench.requirement, period)
    if period.open:
        text = f"目前未见{what}，{due + '，' if due else ''}尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=Sum(period.due_on), rests_on=())
    unseen = unseen_anywhere(bench, period)
    if unseen is not None:
        return bench.cant_tell(None, unseen[0], f"未见{what}，但“{unseen[1]}”未能采集完整")
    late = period.days_late
    total = Sum(period.due_on, None, late, "days") if late else Sum(period.due_on)
    text = f"未见{what}{'，' + due if due else ''}。"
    return bench.give(
        Outcome.FAILED, None, text, basis=Basis.ABSENCE, total=total, rests_on=(),
        evidence=looked_at(bench.dossier, roles_of(bench)),
    )  # fmt: skip
