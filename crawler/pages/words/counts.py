"""Whole numbers as pages write them, wherever any text may stand in their place."""

from __future__ import annotations

_LONGEST = 15
"""Figures of the longest number that a page may mean: it counts pages, rows, pixels, moments."""


def whole(text: str | None) -> int | None:
    """The number that a text writes in figures of any script and nothing else.

    None for anything else: a sign, ² and ① (figures to Python that make no number), an empty
    text, and a number too long to count anything, which Python would refuse to read.
    """
    bare = (text or "").strip()
    return int(bare) if bare.isdecimal() and len(bare) <= _LONGEST else None
