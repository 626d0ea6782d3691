"""Kinds of values that terms can have, and what is wrong with a value of another.

A fault is a line in words: where in the value it stands, what is expected, and what was found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol

_SHOWN = 80
_NO_LEAP_YEAR = "2023"


class Kind(Protocol):
    """A kind of value: `said` names it in words, `faults` tells what a value lacks of it."""

    @property
    def said(self) -> str:
        """What it is, as in “must be …”."""

    def faults(self, value: Any) -> Iterator[str]:
        """What is wrong with a value, each in words; nothing for a value of this kind."""


@dataclass(frozen=True)
class One:
    """A single value that passes a test."""

    said: str
    fits: Callable[[Any], bool]

    def faults(self, value: Any) -> Iterator[str]:
        """One fault for what does not fit."""
        if not self.fits(value):
            yield f"must be {self.said}, not {shown(value)}"


@dataclass(frozen=True)
class Pattern:
    """A regular expression (of Python's `re`)."""

    said: str = "a regular expression"

    def faults(self, value: Any) -> Iterator[str]:
        """What the expression breaks, by the words of `re`."""
        if not is_text(value):
            yield f"must be {self.said}, not {shown(value)}"
        elif wrong := _compiling(value):
            yield f"must be {self.said}, not {shown(value)}: {wrong}"


@dataclass(frozen=True)
class Several:
    """A list of values of one kind, at least so many; `joined` patterns are read as one, too.

    With `exactly` it has so many, each in its place.
    """

    of: Kind
    least: int = 0
    joined: bool = False
    exactly: int | None = None

    @property
    def said(self) -> str:
        """A list, and of what."""
        some = f" of {self.exactly}" if self.exactly else " with entries" if self.least else ""
        return f"a list{some}, each {self.of.said}"

    def faults(self, value: Any) -> Iterator[str]:
        """Those of each entry, by its name or number; one of the whole if it is no such list."""
        if (
            not isinstance(value, (list, tuple))
            or len(value) < self.least
            or self.exactly not in (None, len(value))
        ):
            yield f"must be {self.said}, not {shown(value)}"
            return
        found = []
        for number, one in enumerate(value, 1):
            name = str(one["name"]) if isinstance(one, Mapping) and "name" in one else number
            found += [f"entry {name}: {fault}" for fault in self.of.faults(one)]
        yield from found
        if self.joined and not found and (wrong := _compiling(f"(?:{'|'.join(value)})")):
            yield f"must be regular expressions that make one joined, not {shown(value)}: {wrong}"


@dataclass(frozen=True)
class Table:
    """A table from keys of one kind to values of another."""

    keys: One
    of: Kind

    @property
    def said(self) -> str:
        """A table, and from what to what."""
        return f"a table from {self.keys.said} to {self.of.said}"

    def faults(self, value: Any) -> Iterator[str]:
        """Keys that are none, and what is wrong with the values."""
        if not isinstance(value, Mapping):
            yield f"must be {self.said}, not {shown(value)}"
            return
        for key, one in value.items():
            if not self.keys.fits(key):
                yield f"key {key!r}: must be {self.keys.said}"
            yield from (f"{key}: {fault}" for fault in self.of.faults(one))


@dataclass(frozen=True)
class Record:
    """A table of named values, some of which may be left out; or nothing at all, if `or_empty`."""

    needed: Mapping[str, Kind]
    optional: Mapping[str, Kind] = field(default_factory=dict)
    or_empty: bool = False

    @property
    def said(self) -> str:
        """A table, and its keys."""
        keys = (*self.needed, *(f"{key} (optional)" for key in self.optional))
        return f"a table of {', '.join(keys)}"

    def faults(self, value: Any) -> Iterator[str]:
        """Keys that are missing or unknown, and what is wrong with the values."""
        if not isinstance(value, Mapping):
            yield f"must be {self.said}, not {shown(value)}"
            return
        if self.or_empty and not value:
            return
        known = {**self.needed, **self.optional}
        for key, one in value.items():
            if key not in known:
                yield f"{key}: unknown key; there are: {', '.join(known)}"
            else:
                yield from (f"{key}: {fault}" for fault in known[key].faults(one))
        yield from (f"{key}: is missing" for key in self.needed if key not in value)


@dataclass(frozen=True)
class Either:
    """A value of one of two kinds: the second where it is a table, else the first."""

    plain: Kind
    table: Kind

    @property
    def said(self) -> str:
        """Both."""
        return f"{self.plain.said} or {self.table.said}"

    def faults(self, value: Any) -> Iterator[str]:
        """Those by the kind that it looks like."""
        return (self.table if isinstance(value, Mapping) else self.plain).faults(value)


def whole(least: int, most: int | None = None) -> One:
    """A whole number within bounds."""

    def fits(value: Any) -> bool:
        usable = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return usable and (most is None or value <= most)

    return One(f"a whole number from {least}{f' to {most}' if most is not None else ''}", fits)


def number(least: float, most: float) -> One:
    """A number within bounds, whole or not."""

    def fits(value: Any) -> bool:
        usable = isinstance(value, (int, float)) and not isinstance(value, bool)
        return usable and math.isfinite(value) and least <= value <= most

    return One(f"a number from {least:g} to {most:g}", fits)


def one_of(said: str, known: Collection[str]) -> One:
    """A text that is one of those known."""
    return One(said, lambda value: isinstance(value, str) and value in known)


def is_text(value: Any) -> bool:
    """Whether it is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_day(value: Any) -> bool:
    """Whether it is a day as text, or an empty text."""
    return isinstance(value, str) and (not value or _is_date(value))


def is_month_day(value: Any) -> bool:
    """Whether it is month and day that every year has, such as 03-31."""
    return isinstance(value, str) and _is_date(f"{_NO_LEAP_YEAR}-{value}")


def shown(value: Any) -> str:
    """A value as messages show it, cut where it is long."""
    text = repr(_thawed(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _thawed(one) for key, one in value.items()}
    return [_thawed(one) for one in value] if isinstance(value, tuple) else value


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return False
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@cache
def _compiling(pattern: str) -> str:
    """Why a pattern cannot be compiled; nothing if it can."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error) or type(error).__name__
    return ""
