"""Words shown to users: dates, causes and sections as findings name them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from crawler.records import Cause

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The data beside this module."""

_QUOTE_LENGTH = 80
_MOST_WORDS = 6


def chinese_date(day: date) -> str:
    """A date as findings write it: 2026年9月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def cause_words(cause: Cause) -> str:
    """Why something could not be observed, as a clause."""
    return str(WORDS["causes"][cause.value])


def with_unseen(statement: str, outcome: Outcome, unseen: str) -> str:
    """A statement with what no public page shows of the duty; one sentence still.

    A failure seen through what is public is a question to the unit, and says so.
    """
    if not unseen:
        return statement
    rest = unseen.strip().rstrip("。").replace("。", "；")
    lead = WORDS["partial"]["failed" if outcome is Outcome.FAILED else "any"]
    return f"{statement.removesuffix('。')}（{lead}{rest}）。"


def with_sought(statement: str, row: Requirement, terms: Iterable[str], aspect: str | None) -> str:
    """A failure for want of words with some of those that were sought; one sentence still.

    Of words by name (themes, kinds) those of the names that the aspect lists.
    """
    words: list[str] = []
    for value in (one for term in terms for one in row.terms.get(term, ())):
        if isinstance(value, str):
            words.append(value)
        elif value["name"] in (aspect or "").split("、"):
            words += value.get("words", ())
    if not words:
        return statement
    told = "".join(f"“{word}”" for word in dict.fromkeys(words[:_MOST_WORDS]))
    sought = str(WORDS["sought"]).format(words=told)
    return f"{statement.removesuffix('。')}（{sought}）。"


def quoted(*parts: str) -> str:
    """The decisive words of a page as evidence quotes them: on one line, and short."""
    line = " ".join(" ".join(part.split()) for part in parts if part and part.strip())
    return line if len(line) <= _QUOTE_LENGTH else line[: _QUOTE_LENGTH - 1] + "…"


def with_settings(statement: str, terms: Iterable[str]) -> str:
    """A statement with the settings of ours that it rests on; one sentence still.

    As it was where it shows the mark already, beside the number or list itself.
    """
    mark = str(WORDS["assumed"])
    names = [_setting(term) for term in terms]
    if not names or mark in statement:
        return statement
    told = f"{'、'.join(dict.fromkeys(names))}为{mark.strip('（）')}"
    return f"{statement.removesuffix('。')}（{told}）。"


def _setting(term: str) -> str:
    """What a term is called: by its whole name, else by how it ends."""
    names: dict[str, str] = WORDS["settings"]
    ends = [end for end in names if term == end or (end[0] == "_" and term.endswith(end))]
    return names[max(ends, key=len)] if ends else str(WORDS["setting"])


def set_locally(row: Requirement, *terms: str) -> str:
    """What stands behind a number or list that no notice gives; empty if the notice gives it."""
    return str(WORDS["assumed"]) if any(term in row.assumed for term in terms) else ""
