"""Labels and values of accounts that stand on lines of their own: 主办单位 over 县委宣传部."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.pages.accounts.accountwords import slug_of, split_label
from crawler.pages.markup.shown import Line

_FEWEST = 2
"""A label alone may be any word of a page: so many in a row are labels."""


def paired_lines(lines: Sequence[Line], first: int, last: int) -> Mapping[int, str]:
    """The numbers of label lines whose value is the next line, each with its field.

    Two such pairs follow each other at least; a `dt` before its `dd` is one by itself.
    """
    found: dict[int, str] = {}
    number = first
    while number < last - 1:
        run: dict[int, str] = {}
        while number < last - 1 and (slug := _label(lines[number], lines[number + 1])):
            run[number] = slug
            number += 2
        marked = any(lines[n].tag == "dt" and lines[n + 1].tag == "dd" for n in run)
        if len(run) >= _FEWEST or marked:
            found |= run
        number += not run
    return found


def _label(line: Line, following: Line) -> str:
    """The field that a line heads for the line after it; empty if it heads none."""
    slug = slug_of(line.text) or ""
    if any(piece.anchor is not None for piece in line.pieces) or line.tag in ("td", "th"):
        return ""
    told = slug_of(following.text) or split_label(following.text)[0]
    return "" if told else slug
