"""One TOML table under reading: its values by their forms, and what is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

FIRST, LAST = date(1949, 10, 1), date(2999, 12, 31)
"""Between these lies every day that a rulebook can name."""
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")

E = TypeVar("E", bound=StrEnum)


class Table:
    """One TOML table under reading; its faults go to the shared list of problems."""

    def __init__(self, place: str, data: Mapping[str, Any], problems: list[str]) -> None:
        self.place = place
        self.data = data
        self.problems = problems

    def fault(self, key: str, text: str) -> None:
        """Note that something is wrong with the value of a key."""
        self.problems.append(f"{self.place}: {key}: {text}")

    def only(self, known: frozenset[str]) -> None:
        """Note the keys that are none of the known ones."""
        for key in self.data:
            if key not in known:
                self.fault(key, "unknown key")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and say something."""
        value = self.data.get(key, default)
        if value is None:
            self.fault(key, "is missing")
        elif not isinstance(value, str) or (default is None and not value.strip()):
            self.fault(key, f"must be a text, not {value!r}")
        else:
            return value
        return ""

    def identifier(self, key: str) -> str:
        """A text of the form that ids have."""
        value = self.text(key)
        if value and not _ID.fullmatch(value):
            self.fault(key, f"must be of small letters, digits, - and ., not {value!r}")
        return value

    def texts(self, key: str, *, mandatory: bool = False) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fault(key, "must be a list of texts")
            return ()
        if mandatory and not value:
            self.fault(key, "is missing")
        if len(set(value)) != len(value):
            self.fault(key, "names something twice")
        return tuple(value)

    def number(self, key: str, default: float) -> float:
        """A number from 0."""
        value = self.data.get(key, default)
        usable = isinstance(value, int | float) and not isinstance(value, bool)
        if not usable or not math.isfinite(value) or value < 0:
            self.fault(key, f"must be a number from 0, not {value!r}")
            return default
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {value!r}")
            return default
        return value

    def day(self, key: str) -> date:
        """A date; `date.min` where there is none."""
        value = self.data.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            marks = " (without quotation marks)" if isinstance(value, str) else ""
            self.fault(key, f"must be a date, like 2020-09-27{marks}")
            return date.min
        if not FIRST <= value <= LAST:
            self.fault(key, f"must lie between {FIRST} and {LAST}, not {value}")
            return date.min
        return value

    def maybe_day(self, key: str) -> date | None:
        """A date, or None where the key is not there."""
        return self.day(key) if key in self.data else None

    def choice(self, key: str, kind: type[E], default: E) -> E:
        """A member of an enumeration by its value."""
        value = self.data.get(key, default.value)
        for member in kind:
            if member.value == value:
                return member
        self.fault(key, f"unknown: {value!r}; there are: {', '.join(kind)}")
        return default

    def table(self, key: str) -> Mapping[str, Any]:
        """A table, empty where the key is not there."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, "must be a table")
            return {}
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        """A list of tables, empty where the key is not there."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fault(key, "must be tables")
            return []
        return value
