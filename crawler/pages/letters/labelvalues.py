"""The values of a letter's labels without what of them is of others, or of the page itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from crawler.pages.letters.answers import ASIDE, FURNITURE, box_end
from crawler.pages.letters.boardwords import for_everybody
from crawler.pages.letters.lettertitles import names_matter
from crawler.pages.letters.replytexts import first_says_none
from crawler.pages.letters.voices import courtesy, instructs
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.wording import pattern

_COUNTS, _NOTES = map(pattern, ("page_counts", "page_notes"))
_LEAST_LINKED, _LONGEST_FURNITURE = 6, 24


def clipped(view: Shown, pair: Pair, stop: int) -> Pair:
    """A label without what of its value stands beyond the part of its letter."""
    if pair.end <= stop or pair.start >= stop:
        return pair
    if pair.whole:
        return replace(pair, raw=view.text(pair.start + 1, stop), end=stop)
    return replace(pair, raw="" if pair.start + 1 >= stop else pair.raw, end=stop)


def without_furniture(view: Shown, pair: Pair, matter: Collection[str]) -> Pair:
    """A label of an answer over a word of none without what the page says of itself below that.

    What is left there may be the answer; without any only the word of none is.
    """
    if pair.slug != "reply" or not first_says_none(view, pair):
        return pair
    end = box_end(view, pair)
    left = [
        line.text
        for number, line in enumerate(view.lines[pair.start + 2 : pair.end], pair.start + 2)
        if not _is_of_page(line, matter, inside=number < end)
    ]
    return replace(pair, raw=" ".join(left) or view.lines[pair.start + 1].text)


def _is_of_page(line: Line, matter: Collection[str], *, inside: bool) -> bool:
    """Whether a line is the page's: in the box of the answer only what never answers a letter.

    Hotlines, office hours and rules may answer one there, and a link may lead to the answer.
    """
    text = line.text
    if line.template or ASIDE.fullmatch(text) or _COUNTS.fullmatch(text):
        return True
    if line.link_chars * 2 > len(text):
        return not inside or len(text) < _LEAST_LINKED
    if courtesy(text) or instructs(text) or (inside and _NOTES.search(text)):
        return True
    if len(text) <= _LONGEST_FURNITURE and FURNITURE.search(text) and "已" not in text:
        return True
    return not inside and for_everybody(text) and not names_matter(text, matter)
