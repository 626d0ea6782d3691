"""Themes of a row as rulebooks give them, and words in them that can never be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.engine.kinds import Record
from checks.matching.words import PART, finder, plain, telling

_ANYTHING = "某"
"""What may stand between the parts of a word."""


@dataclass(frozen=True)
class Theme:
    """A table of a theme: words that it is known by, and those that keep it from being known."""

    of: Record

    @property
    def said(self) -> str:
        """A table, and its keys."""
        return self.of.said

    def faults(self, value: Any) -> Iterator[str]:
        """Those of the table; if there are none, words that its own other words make idle."""
        found = list(self.of.faults(value))
        yield from found or (f"not_words: {one}" for one in _idle(value))
        if not found:
            never = finder(tuple(value.get("never_words", ())))
            for word in value["words"]:
                if (by := never.search("".join(map(plain, word.split(PART))))) is not None:
                    yield f"never_words: the theme's word {word!r} has one, {by.group()}"


def _idle(theme: Mapping[str, Any]) -> Iterator[str]:
    """Words in which a theme is not found once its `not_words` are out, and doubles of these."""
    words, others = tuple(theme["words"]), tuple(theme.get("not_words", ()))
    parts = {one: [plain(part) for part in one.split(PART)] for one in others}
    for word in dict.fromkeys(words):
        text = "".join(map(plain, word.split(PART)))
        touching = tuple(one for one, its in parts.items() if all(part in text for part in its))
        if touching and not _found(word, words, touching):
            taken = [one for one in touching if not _found(word, words, (one,))]
            by = "、".join(taken) or "all of them together"
            yield f"nothing of the theme's word {word!r} is left to be found, by {by}"
    for one, times in Counter(map(plain, others)).items():
        if times > 1:
            yield f"{one!r} stands there {times} times"


def _found(word: str, words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether a theme is found in a text that is one of its words, with the others taken out.

    A word in parts is looked at with its parts side by side, and with something between them.
    """
    tells, parts = telling(words, others), [plain(part) for part in word.split(PART)]
    return any(tells(between.join(parts)) for between in ("", _ANYTHING))
