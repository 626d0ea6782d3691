"""Whether two texts of one document say the same, as far as both are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from checks.matching.words import plain

_ENDS = re.compile(r"[。；;！!？?\n]")
_MARKS = re.compile(r"[\W_]+")
_SHORTEST = 12
_MASK = "*"


def changed(
    ours: str, theirs: str, corrected: Sequence[str], least: float
) -> tuple[str, str] | None:
    """A sentence that stands in both with other words, once each way; None if there is none.

    What only one of them has says nothing: extracts and signatures are left out, and texts that
    say by a word of `corrected` that they were corrected. `least` is how much alike two sentences
    are that are one.
    """
    if any(word in text for word in corrected for text in (ours, theirs)):
        return None
    mine, other = _sentences(ours), _sentences(theirs)
    all_mine, all_other = "".join(mine), "".join(other)
    left = {one: said for one, said in mine.items() if one not in all_other}
    matcher = SequenceMatcher(None, autojunk=False)
    for one, said in other.items():
        if one in all_mine:
            continue
        matcher.set_seq2(one)
        for key, words in left.items():
            matcher.set_seq1(key)
            if matcher.quick_ratio() >= least and matcher.ratio() >= least:
                return words, said
    return None


def holds(whole: str, text: str) -> bool:
    """Whether a long text holds another, but for a few of its sentences."""
    sentences = _sentences(text)
    there = "".join(_sentences(whole))
    return bool(sentences) and 2 * sum(one in there for one in sentences) >= len(sentences)


def _sentences(text: str) -> dict[str, str]:
    """The sentences of a text without marks, each with its words."""
    found: dict[str, str] = {}
    for part in _ENDS.split(text):
        said = plain(part)
        stripped = _MARKS.sub("", said)
        if len(stripped) >= _SHORTEST and _MASK not in said:
            found.setdefault(stripped, said)
    return found
