"""Whether a column that a requirement names by title is kept up."""

from __future__ import annotations

from itertools import pairwise

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.judging import Bench, Sum, chinese_date, statement_holds
from checks.sections.columns import Hand, Spec, named, unseen_words
from crawler.records import Cause, Dossier, NamedColumn, ReadState

_PRESENCE = "section_present"


def kept_up(bench: Bench, spec: Spec) -> Finding:
    """The finding on the newest entry of a column.

    One that is missing is a matter of the check for presence, where that measures the clause, and
    of nobody where the row says that none need have it (`optional`).
    """
    column, limit = named(bench, spec), int(spec["max_age_days"])
    title = column.wanted.title
    hand = Hand(bench, title, title, column.evidence, column.wanted.name)
    if column.state is ReadState.UNOBSERVABLE:
        return hand.cant_tell(column.cause, unseen_words(column))
    if column.state is ReadState.ABSENT:
        if _PRESENCE in bench.requirement.beside:
            text = f"未设“{title}”栏目，由“应设栏目齐全”评判，不适用本项要求。"
            return hand.give(Outcome.INAPPLICABLE, text)
        if spec.get("optional"):
            text = f"未设“{title}”栏目，本条没有要求设置，不适用本项要求。"
            return hand.give(Outcome.INAPPLICABLE, text)
        return hand.give(Outcome.FAILED, f"未见“{title}”栏目{hand.local}，无从更新。")
    if statement_holds(bench, column):
        return hand.give(Outcome.INAPPLICABLE, f"“{title}”栏目公开了情况说明，不适用本项要求。")
    day = column.newest_on
    if day is None:
        return _undated(hand, column)
    age = (bench.dossier.today - day).days
    total = Sum(settled_on=day, measured=age, unit="days")
    newest = f"“{title}”栏目最新信息为{chinese_date(day)}，距今{age}天"
    if age <= limit:
        return hand.give(Outcome.PASSED, f"{newest}，未超过{limit}天{hand.local}。", total)
    unseen = _newer_unseen(bench.dossier, column)
    if unseen is not None:
        return hand.cant_tell(unseen, f"“{title}”栏目未能采集完整")
    text = f"{newest}，超过{limit}天{hand.local}未更新。"
    return hand.give(Outcome.FAILED, text, total, Basis.WORDS)


def _undated(hand: Hand, column: NamedColumn) -> Finding:
    if column.state is ReadState.PART:
        return hand.cant_tell(column.cause, f"“{hand.name}”栏目未能采集完整")
    if column.entries or column.text_chars:
        return hand.cant_tell(Cause.AMBIGUOUS, f"“{hand.name}”栏目的信息没有可用的日期")
    return hand.give(Outcome.FAILED, f"“{hand.name}”栏目没有信息。")


def _newer_unseen(dossier: Dossier, column: NamedColumn) -> Cause | None:
    """Why something newer than what was read may be in a column; None if it may not.

    A list cut by a limit shows its newest rows if they run from newest to oldest.
    """
    if column.state is not ReadState.PART:
        return None
    cause = column.cause or Cause.UNREADABLE
    if column.column is not None and _left_out(dossier, column.column.url):
        return cause
    rows = [row for row in dossier.rows_of(column) if not row.pinned]
    days = [row.date.value for row in rows if row.date is not None and row.date.value is not None]
    ordered = len(days) > 1 and all(a >= b for a, b in pairwise(days))
    one_list = len(days) == len(rows) and len({row.list_url for row in rows}) <= column.list_pages
    return None if cause is Cause.LIMIT and ordered and one_list else cause


def _left_out(dossier: Dossier, url: str) -> bool:
    """Whether sub-columns of a column were left out."""
    return any(miss.column and miss.linked_from == url for miss in dossier.misses)
