"""What of the county's history exists at the first hours of a day, when a nightly run reads it.

The history of a unit is told whole, with everything that it will ever publish and answer. The
moment leaves out what lies ahead; what has been there keeps its words, days and addresses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from demo.content.epoch import LAST
from demo.content.model import Block, Column, DocFacts, Facts, Item, LetterFacts, Unit

BEFORE = "02:00"
"""A piece of the day itself exists if its clock says less; what offices do by day comes later."""
_AGO = re.compile(r"\{(\d+)天前\}")
ONE_YEAR = timedelta(days=365)


def at(unit: Unit, as_of: date) -> Unit:
    """The unit as it stands early on that day. Raises ValueError for a day beyond the history."""
    if as_of > LAST:
        raise ValueError(f"the history of the sample county ends on {LAST}")
    there = {
        item.key
        for column in unit.columns
        for item in column.items
        if item.on < as_of or (item.on == as_of and item.clock < BEFORE)
    }
    columns = tuple(_column(column, there, as_of) for column in unit.columns)
    return replace(unit, columns=columns, as_of=as_of)


def _column(column: Column, there: set[str], as_of: date) -> Column:
    items = [
        replace(
            item,
            facts=_facts(item.facts, as_of),
            refs=tuple(ref for ref in item.refs if ref.target in there),
            blocks=_blocks(item, as_of),
        )
        for item in column.items
        if item.key in there
    ]
    if column.shape != "leaders":
        items = list(newest(items))
    stated = column.statement_on
    if stated is not None and stated >= as_of:  # it is made again every year
        stated -= ONE_YEAR
    blocks = tuple(replace(one, text=_aged(one.text, as_of)) for one in column.blocks)
    return replace(column, items=tuple(items), statement_on=stated, blocks=blocks)


def _aged(text: str, as_of: date) -> str:
    """The text of a page that is kept up: {2天前} is the day two days before."""
    return _AGO.sub(lambda match: str(as_of - timedelta(days=int(match.group(1)))), text)


def _facts(facts: Facts | None, as_of: date) -> Facts | None:
    if isinstance(facts, LetterFacts):
        answers = tuple(one for one in facts.answers if one[0] < as_of)
        done = facts.substantive is not None and facts.substantive < as_of
        return replace(
            facts,
            answers=answers,
            substantive=facts.substantive if done else None,
            closed=facts.closed if done else None,
        )
    if isinstance(facts, DocFacts) and facts.repealed is not None and facts.repealed >= as_of:
        facts = replace(facts, repealed=None)
        if facts.validity in ("失效", "废止"):
            facts = replace(facts, validity="有效", validity_shown="有效")
    return facts


def _blocks(item: Item, as_of: date) -> tuple[Block, ...]:
    """The text as it stands on that day: somebody may have changed it since."""
    facts = item.facts
    if not isinstance(facts, DocFacts) or facts.altered not in ("text", "noted"):
        return item.blocks
    if facts.altered_on is None or facts.altered_on >= as_of:
        return item.blocks
    head, second, *rest = item.blocks
    changed = [head, replace(second, text=second.text + "具体标准由主管部门另行规定。"), *rest]
    if facts.altered == "noted":
        day = facts.altered_on
        said = f"更正说明：本文件正文有文字差错，{day.year}年{day.month}月{day.day}日予以更正。"
        changed.append(Block("p", said))
    return tuple(changed)


def newest(items: tuple[Item, ...] | list[Item]) -> tuple[Item, ...]:
    """The items in the order of a list: pinned rows first, then the newest."""
    return tuple(sorted(items, key=lambda item: (not item.pinned, -item.on.toordinal(), item.key)))
