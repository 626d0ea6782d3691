"""The values of a letter's labels without what of them is of others, or of the page itself."""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.letters.answers import ASIDE, first_says_none
from crawler.pages.letters.boardwords import for_everybody
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.wording import pattern

_COUNTS = pattern("page_counts")


def clipped(view: Shown, pair: Pair, stop: int) -> Pair:
    """A label without what of its value stands beyond the part of its letter."""
    if pair.end <= stop or pair.start >= stop:
        return pair
    if pair.whole:
        return replace(pair, raw=view.text(pair.start + 1, stop), end=stop)
    return replace(pair, raw="" if pair.start + 1 >= stop else pair.raw, end=stop)


def without_furniture(view: Shown, pair: Pair) -> Pair:
    """A label of an answer over a word of none without what the page says of itself below that."""
    if pair.slug != "reply" or not first_says_none(view, pair):
        return pair
    below = range(pair.start + 2, pair.end)
    if not all(_is_of_page(view.lines[number]) for number in below):
        return pair
    return replace(pair, raw=view.lines[pair.start + 1].text)


def _is_of_page(line: Line) -> bool:
    if line.template or line.link_chars * 2 > len(line.text) or ASIDE.fullmatch(line.text):
        return True
    return for_everybody(line.text) or _COUNTS.fullmatch(line.text) is not None
