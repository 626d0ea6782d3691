"""The data of `words.toml`, and the one normal form in which text is compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.portals.autonomous import short_place

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The data beside this module."""

PART = "…"
"""What stands between the parts of a word that is given in parts."""
_GAP = "\n"
"""What stands where a word was taken out; no text in plain form and no word has it."""
_BETWEEN = "[^。;!?\n]{0,12}?"
"""What may stand between two parts of a word."""
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@lru_cache(maxsize=8_192)  # several checks compare the same texts of one portal
def plain(text: str) -> str:
    """NFKC without any white space, autonomous places by their short names: how texts compare.

    Pages are read in simplified script, so nothing has to be converted here.
    """
    tight = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    # A mark that stood behind a blank of its own joins the letter before it.
    return short_place(tight if tight.isascii() else unicodedata.normalize("NFKC", tight))


@lru_cache(maxsize=1_024)
def finder(words: Sequence[str]) -> re.Pattern[str]:
    """What finds the first of some words in a text in plain form; nothing if there are none.

    A word may be given in parts (回应…制度): they follow each other within a sentence, with few
    characters between. The longest word is found first.
    """
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    said = (_BETWEEN.join(map(_exact, word.split(PART))) for word in longest)
    return re.compile("|".join(said) or "(?!)")


def telling(words: Sequence[str], others: Sequence[str]) -> Callable[[str], bool]:
    """What tells whether one of some words stands in a text (plain form) without the others.

    The others are taken out before, the longest first, so that a longer word is not the shorter.
    """
    sought, taken = finder(words), finder(others)
    return lambda text: sought.search(taken.sub(_GAP, text)) is not None


def _exact(part: str) -> str:
    return re.escape(plain(part))
