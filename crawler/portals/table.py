"""One TOML table read strictly: every key is asked for once, what is left over is a fault.

The tables of a watchlist that belong to one trade (`[schedule]`, `[papers]`, …) have a module each
beside this one, with the frozen settings and the function that reads them from a `Table`.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from crawler.portals.secrecy import quoted

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class Table:
    """One TOML table being read: every key is asked for once, what is left over is unknown."""

    def __init__(
        self, where: str, data: Mapping[str, Any], problems: list[str], top: bool = False
    ) -> None:
        self.where = where
        self.data = data
        self.problems = problems
        self.top = top
        self.asked: list[str] = []
        self.faulty: set[str] = set()

    def fault(self, key: str, text: str) -> None:
        """Note a fault of a key."""
        self.faulty.add(key)
        self.problems.append(f"{self.where}: {key}: {text}")

    def take(self, key: str, wanted: type[T] | tuple[type, ...], says: str) -> Any:
        """The value of a key, None when it is missing or of another type."""
        self.asked.append(key)
        value = self.data.get(key)
        if value is None:
            return None
        exact = isinstance(value, bool) and wanted is not bool
        if exact or not isinstance(value, wanted) or (wanted is date and type(value) is not date):
            self.fault(key, f"must be {says}, not {quoted(value)}")
            return None
        return value

    def text(self, key: str, mandatory: bool = False) -> str | None:
        """A text, without the space around it; None (and a fault) for what is none."""
        value: str | None = self.take(key, str, "text")
        if value is None and mandatory and key not in self.faulty:
            self.fault(key, "is missing")
        if value is not None and not value.strip():
            self.fault(key, "is empty")
            return None
        if value is not None and _CONTROL.search(value):
            self.fault(key, f"holds a control character: {quoted(value)}")
            return None
        return value.strip() if value is not None else None

    def each(self, key: str, read: Callable[[str], T], says: str = "texts") -> tuple[T, ...] | None:
        """A list of texts, each put through `read`; its ValueError becomes a problem."""
        values = self.take(key, list, f"a list of {says}")
        if values is None:
            return None
        found: list[T] = []
        for value in values:
            if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
                self.fault(key, f"must be a list of {says}; {quoted(value)} is none")
                continue
            try:
                found.append(read(value.strip()))
            except ValueError as error:
                self.fault(key, str(error))
        return tuple(dict.fromkeys(found))

    def read(self, key: str, read: Callable[[str], T], mandatory: bool = False) -> T | None:
        """One text put through `read`; its ValueError becomes a problem."""
        value = self.text(key, mandatory)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            self.fault(key, str(error))
            return None

    def on(self, key: str) -> date | None:
        """A date."""
        value: date | None = self.take(key, date, "a date such as 2026-11-01, without quotes")
        return value

    def number(self, key: str) -> float | None:
        """A number above 0."""
        value = self.take(key, (int, float), "a number")
        if value is not None and not (math.isfinite(value) and value > 0):
            self.fault(key, f"must be more than 0, not {quoted(value)}")
            return None
        return float(value) if value is not None else None

    def table(self, key: str) -> Table:
        """The table of a key; an empty one if it is missing."""
        value = self.take(key, dict, "a table")
        return Table(f"{self.where}: [{key}]", value or {}, self.problems)

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        """The tables of a key that holds an array of them."""
        values = self.take(key, list, f"an array of tables ([[{key}]])")
        if values is not None and not all(isinstance(value, dict) for value in values):
            self.fault(key, f"must be an array of tables ([[{key}]])")
            return []
        return values or []

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                near = difflib.get_close_matches(key, self.asked, 1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                kind = "unknown table or key" if self.top else "unknown key"
                self.fault(key, kind + hint)
