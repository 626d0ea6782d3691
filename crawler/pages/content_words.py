"""The words of content.toml: by which rows and texts a page tells which section it is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.portals.roles import Role

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Rule:
    """What speaks for a role: the words for it, those against it, and how many it takes."""

    role: Role
    says: re.Pattern[str]
    never: re.Pattern[str]
    least: int
    cues: tuple[re.Pattern[str], ...] = ()


@cache
def rules(table: str) -> tuple[Rule, ...]:
    """The rules of a table (titles of rows, texts of single pages), in their order."""
    return tuple(
        Rule(
            Role(row["role"]),
            re.compile(row.get("title") or row["must"]),
            re.compile(row["not"]) if "not" in row else _NOTHING,
            row["least"],
            tuple(re.compile(cue) for cue in row.get("cues", ())),
        )
        for row in _data()[table]
    )


@cache
def word(table: str, name: str) -> re.Pattern[str]:
    """An expression of a table; KeyError for a name that it has not."""
    return re.compile(_data()[table][name])


def least(table: str) -> int:
    """How many rows of its kind a table asks for."""
    return int(_data()[table]["least"])


@cache
def never() -> re.Pattern[str]:
    """What names a page that is no section, whatever it holds."""
    return re.compile(_data()["never"])


@cache
def article() -> re.Pattern[str]:
    """What names a page that is an article rather than a page of its own kind."""
    return re.compile(_data()["article"])


@cache
def _data() -> dict[str, Any]:
    text = files("crawler.pages").joinpath("content.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def headed() -> frozenset[Role]:
    """The roles that a heading over the rows of a page speaks for."""
    return frozenset(Role(name) for name in _data()["headed"]["roles"])
