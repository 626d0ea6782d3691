"""Columns that a requirement names by title: whether one stands where it should, and is filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.judging import NO_SUM, Bench, Sum, set_locally
from crawler.portals import Role
from crawler.records import (
    Cause,
    Column,
    Dossier,
    Evidence,
    Match,
    NamedColumn,
    Wanted,
    children_of,
    is_below,
    matches,
)

Spec = Mapping[str, Any]
"""A table of the term `columns` (checks/engine/columns.py)."""


@dataclass(frozen=True)
class Shortfall:
    """What a column lacks, as a clause in Chinese; with a `cause` nobody can tell if it does."""

    words: str
    cause: Cause | None = None


def named(bench: Bench, spec: Spec) -> NamedColumn:
    """The column of the portal that a table names by title."""
    return bench.dossier.named_column(str(spec["title"]), str(spec.get("parent", "")))


def unseen_words(column: NamedColumn) -> str:
    """What is said of a column that could not be seen, before the cause."""
    title = column.wanted.title
    if column.cause is Cause.AMBIGUOUS and column.column is not None:
        return f"未见名为“{title}”的栏目，所见“{column.column.title}”栏目是否即为该栏目不能确定"
    return f"“{title}”栏目未能采集"


def no_concern(bench: Bench) -> Finding:
    """What is said where all columns of a clause are asked of other bodies (`named`)."""
    text = "本条各栏目不属于该单位职责，不适用本项要求。"
    return bench.give(Outcome.INAPPLICABLE, None, text)


@dataclass(frozen=True)
class Hand:
    """Hands down the one finding on a section or column, with its aspect and evidence.

    It rests on the term that names the section or column: `columns` unless told otherwise.
    """

    bench: Bench
    label: str
    name: str
    evidence: tuple[Evidence, ...]
    identity: str = ""
    rests_on: tuple[str, ...] = ("columns",)

    @property
    def local(self) -> str:
        """What stands behind a column that no notice names."""
        return set_locally(self.bench.requirement, *self.rests_on)

    def give(
        self,
        outcome: Outcome,
        text: str,
        total: Sum = NO_SUM,
        basis: Basis | None = None,
    ) -> Finding:
        """A finding; a failure rests on something not found unless told otherwise."""
        usual = Basis.ABSENCE if outcome is Outcome.FAILED else Basis.WORDS
        return self.bench.give(
            outcome, None, text, aspect=self.label, identity=self.identity or self.label,
            basis=basis or usual, total=total, evidence=self.evidence, rests_on=self.rests_on,
        )  # fmt: skip

    def cant_tell(self, cause: Cause | None, text: str) -> Finding:
        """A finding that something could not be observed."""
        return self.bench.cant_tell(
            None, cause or Cause.UNREADABLE, text, aspect=self.label,
            identity=self.identity or self.label, evidence=self.evidence,
        )  # fmt: skip

    def short(self, lacks: Shortfall) -> Finding:
        """A finding on what a column lacks."""
        if lacks.cause is not None:
            return self.cant_tell(lacks.cause, f"未见“{self.name}”栏目的全部上下级栏目")
        return self.give(Outcome.FAILED, f"“{self.name}”栏目{lacks.words}{self.local}。")

    def content(self, *, filled: bool, things: int, least: int) -> Finding:
        """A finding on whether enough is in a section that was read."""
        if filled:
            return self.give(Outcome.PASSED, f"设有“{self.name}”栏目，并且有内容。")
        if things:
            text = f"“{self.name}”栏目仅有{things}条信息，少于{least}条{self.local}。"
            return self.give(Outcome.FAILED, text)
        return self.give(Outcome.FAILED, f"设有“{self.name}”栏目，没有内容。")


def lacking(
    dossier: Dossier, spec: Spec, titles: tuple[str, ...], column: NamedColumn | None = None
) -> Shortfall | None:
    """What a section or column of these titles lacks of the place and sub-columns asked for."""
    shown = (column.column, *column.others) if column is not None else ()
    places = [one for one in shown if one is not None]
    places = places or [c for c in dossier.columns if any(_is(c, title) for title in titles)]
    names = [*titles, *(one.title for one in places)]
    if "below" in spec and (wrong := _misplaced(dossier, places, str(spec["below"]))):
        return wrong
    return _without_children(dossier, names, spec["children"]) if "children" in spec else None


def _is(column: Column, title: str) -> bool:
    return bool(title) and matches(Wanted(title), column.title) is Match.EXACT


def _misplaced(dossier: Dossier, places: Sequence[Column], below: str) -> Shortfall | None:
    """What is wrong with the place of a column that has to stand below another (or a role)."""
    role = next((role for role in Role if role.value == below), None)
    titles = (below,) if role is None else (role.chinese, dossier.section(role).name)
    if any(is_below(one, [title for title in titles if title]) for one in places):
        return None
    return _lacking(dossier, f"未设在“{titles[0]}”之下")


def _without_children(
    dossier: Dossier, titles: Sequence[str], children: Sequence[str]
) -> Shortfall | None:
    """The sub-columns that a column of these titles lacks."""
    below = children_of([title for title in titles if title], dossier.columns)
    missing = [child for child in children if not _has(below, child, sure=True)]
    if not missing:
        return None
    words = f"缺少{''.join(f'“{child}”' for child in missing)}子栏目"
    if any(_has(below, child, sure=False) for child in missing):
        return Shortfall(words, Cause.AMBIGUOUS)
    return _lacking(dossier, words)


def _lacking(dossier: Dossier, words: str) -> Shortfall:
    """What no menu showed is lacking only where all menus were seen."""
    if dossier.column_tree_complete:
        return Shortfall(words)
    return Shortfall(words, dossier.column_tree_cause or Cause.LIMIT)


def _has(columns: Sequence[Column], title: str, *, sure: bool) -> bool:
    fits = {matches(Wanted(title), one.title) for one in columns} - {None}
    return bool(fits - {Match.WEAK}) if sure else bool(fits)
