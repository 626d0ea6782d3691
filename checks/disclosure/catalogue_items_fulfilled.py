"""What a disclosure catalogue lists is published in the column that serves it, and kept up.

What is measured
    Per item that the requirement maps to columns: whether one of them has an entry, the newest
    no older than the item's term at the end of the period looked at; without a term a page of
    text will do. One finding; its aspect
    lists the items that no column fulfils.
Why it matters
    A catalogue is a promise; an item without entries is a promise that was not kept.
Evidence
    The columns' list pages; for what is missing the coverage manifest.
Not judged
    Items that are mapped to no column: they are counted, never failed. Columns that could not
    be seen, or whose rows have no dates: cannot tell, unless another item is unmet for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from checks.calendar import WorkCalendar
from checks.disclosure.columns import (
    Spec,
    evidence_of,
    has_text,
    name_of,
    rows_of_columns,
    unseen_columns,
)
from checks.disclosure.period import Period, due_words, period_of
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, set_locally
from checks.judging.dates import exists, shown
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="catalogue_items_fulfilled",
    title="按目录落实公开",
    reads=(Role.STATUTORY_CONTENT,),
    terms=("items", "min_text_chars"),
    looks_about=True,
    filled=("items",),
)


class _Item(NamedTuple):
    """An item: fulfilled, not, or (a cause) not to be told."""

    name: str
    state: bool | Cause
    columns: tuple[Spec, ...]


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, period = Bench(CHECK, dossier, requirement), period_of(dossier, requirement)
    mapped = [one for one in requirement.terms["items"] if one.get("columns")]
    if not mapped:
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "目录事项与栏目的对应关系尚未设定")
        return
    least = int(requirement.terms["min_text_chars"])
    yield _judge(bench, period, [_item(dossier, period, one, least) for one in mapped])


def _item(dossier: Dossier, period: Period, item: Mapping[str, Any], min_text_chars: int) -> _Item:
    name, columns = str(item["name"]), tuple(item["columns"])
    rows = rows_of_columns(dossier, columns)
    days = [day for row in rows if exists(row.date, dossier) and (day := shown(row.date))]
    oldest = _oldest(period, item)
    if any(day <= period.last and (oldest is None or day >= oldest) for day in days):
        return _Item(name, True, columns)
    if oldest is None and (rows or has_text(dossier, columns, min_text_chars)):
        return _Item(name, True, columns)
    unseen = unseen_columns(dossier, columns, period, oldest)
    if unseen is not None:
        return _Item(name, unseen[0], columns)
    undated = any(shown(row.date) is None for row in rows)
    return _Item(name, Cause.AMBIGUOUS if undated else False, columns)


def _oldest(period: Period, item: Mapping[str, Any]) -> date | None:
    age = item.get("max_age_days")
    return period.last - timedelta(days=int(age)) if age is not None else None


def _judge(bench: Bench, period: Period, items: list[_Item]) -> Finding:
    row = bench.requirement
    rest = len(row.terms["items"]) - len(items)
    note = f"，另有{rest}项没有对应栏目，未作判断" if rest else ""
    done = [one for one in items if one.state is True]
    unmet = [one for one in items if one.state is False]
    doubtful = [one for one in items if isinstance(one.state, Cause)]
    total, ours = Sum(row.due_on, None, len(done), "items"), set_locally(row, "items")
    due = due_words(row, period)
    if unmet and period.open and row.due_on is not None:
        names = "、".join(one.name for one in unmet)
        text = f"目录事项{ours}中{names}目前未落实公开，{due}，尚未到期{note}。"
        return bench.give(Outcome.PENDING, None, text, total=total)
    if unmet:
        names = "、".join(one.name for one in unmet)
        text = f"目录事项{ours}中{names}未见按要求更新的信息{note}。"
        proofs = evidence_of(bench.dossier, [spec for one in unmet for spec in one.columns])
        return bench.give(
            Outcome.FAILED, None, text, aspect=names, basis=Basis.ABSENCE, total=total,
            evidence=proofs,
        )  # fmt: skip
    if doubtful:
        cause = doubtful[0].state
        assert isinstance(cause, Cause)
        lead = f"“{doubtful[0].name}”对应的{'、'.join(map(name_of, doubtful[0].columns))}未能看全"
        return bench.cant_tell(None, cause, lead)
    text = f"目录事项{ours}中对应栏目的{len(items)}项均已公开{note}。"
    proofs = evidence_of(bench.dossier, [spec for one in items for spec in one.columns])
    return bench.give(Outcome.PASSED, None, text, total=total, evidence=proofs)
