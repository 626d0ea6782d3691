"""The words of lists.toml: word lists as keys, alternatives as one regular expression."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.pages.words.text import key


@cache
def _file() -> dict[str, Any]:
    text = files("crawler.pages.words").joinpath("lists.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def word_keys(name: str) -> frozenset[str]:
    """The keys of a word list; KeyError for a name that the file has not."""
    return frozenset(key(word) for word in _file()["words"][name])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of a list as one expression that ignores case."""
    parts = _file()["patterns"]
    joined = "|".join(parts[name])
    if "{none}" in joined:
        joined = joined.replace("{none}", "|".join(parts["none"]))
    return re.compile(joined, re.I)
