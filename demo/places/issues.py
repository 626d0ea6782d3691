"""What the issues of the gazettes carry, and what they left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from demo.content.model import Block, Column, DocFacts, IssueFacts, Item, Unit

OMITTED = {"qinglan": frozenset({"qld9", "qld4"})}
"""Documents that no issue carries."""
ALTERED = {"yunzhou": "yzd12"}
"""Documents that the gazette prints with other words than their pages."""
PRINTED = {"qinglan": "qld10"}
"""Documents that the gazette prints in full, word for word."""
SENT = {"yunzhou": ("jiaoyu",)}
"""Departments whose documents a government's gazette carries, too."""

Address = Callable[[Unit, str], str]


def with_issues(units: tuple[Unit, ...], address: Address) -> tuple[Unit, ...]:
    """The units, their gazettes with contents; `address` is the whole address of an item."""
    return tuple(_unit(unit, units, address) for unit in units)


def _unit(unit: Unit, units: tuple[Unit, ...], address: Address) -> Unit:
    gazette = unit.by_role("gazette")
    if gazette is None:
        return unit
    waiting = [(item, f"{item.key}|{item.title}") for item in _documents(unit)]
    for other in units:
        if other.id in SENT.get(unit.id, ()):
            waiting += [
                (item, f"{address(other, item.key)}|{item.title}") for item in _documents(other)
            ]
    waiting = [one for one in waiting if one[0].key not in OMITTED.get(unit.id, ())]
    made: dict[str, Item] = {}
    for issue in sorted(gazette.items, key=lambda item: item.on):
        carried = [one for one in waiting if one[0].on < issue.on]
        waiting = [one for one in waiting if one[0].on >= issue.on]
        made[issue.key] = _issue(unit, issue, carried)
    column = replace(gazette, items=tuple(made[item.key] for item in gazette.items))
    return replace(unit, columns=tuple(_or(one, column) for one in unit.columns))


def _or(column: Column, made: Column) -> Column:
    return made if column.key == made.key else column


def _documents(unit: Unit) -> Iterator[Item]:
    column = unit.by_role("normative_documents")
    for item in column.items if column is not None else ():
        if isinstance(item.facts, DocFacts) and item.facts.own:
            yield item


def _issue(unit: Unit, issue: Item, carried: list[tuple[Item, str]]) -> Item:
    lines: list[str] = []
    full: list[Block] = []
    altered = ALTERED.get(unit.id)
    for item, line in carried:
        printed = item.key in (altered, PRINTED.get(unit.id))
        lines.append(f"|{item.title}" if printed else line)
        if printed:
            text = tuple(block for block in item.blocks if block.kind == "p")
            longest = max(text, key=lambda block: len(block.text))
            for block in text:
                change = item.key == altered and block is longest
                full.append(replace(block, text=other_words(block.text)) if change else block)
    keys = tuple(item.key for item, _ in carried)
    contents = (Block("contents", "\n".join(lines)),) if lines else ()
    facts = IssueFacts(keys, frozenset({altered} & set(keys)) if altered else frozenset())
    lead = Block("p", f"本期共刊登文件{len(lines)}件。")
    return replace(issue, blocks=(lead, *contents, *full), facts=facts)


def other_words(text: str) -> str:
    """The text with a word too many in its first sentence."""
    return f"{text[:6]}一般{text[6:]}"
