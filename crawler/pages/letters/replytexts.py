"""The text of an answer as its label gives it, and what stands below a word of none there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from crawler.pages.letters.answers import (
    ASIDE,
    FURNITURE,
    GREETING,
    is_no_reply,
    says_nothing,
    text_between,
)
from crawler.pages.letters.signatures import signature_at
from crawler.pages.letters.voices import answers_outright
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.masking import mask
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Field

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FIRST_LINES = 2


def reply_text(
    view: Shown, pair: Pair, one: Field[str], following: int, spoken_for: Collection[int]
) -> Field[str]:
    """The reply in full: its own lines and those after it, without lines of other labels."""
    own = text_between(view, pair.start + 1, pair.end, spoken_for) if pair.whole else pair.raw
    none = first_says_none(view, pair)
    if none and _opens_answer(view, range(pair.start + 2, pair.end)):
        own, none = text_between(view, pair.start + 2, pair.end, spoken_for), False
    elif none:
        own = view.lines[pair.start + 1].text
    none = none or (bool(own) and says_nothing(own))
    text = own
    if pair.group[0] == "t" and own and not none and pair.end < following:
        text = f"{own} {_signed_in_row(view, pair.end, spoken_for)}".rstrip()
    elif not (pair.group[0] == "t" or (pair.whole and own)):
        beyond = text_between(view, pair.end, following, spoken_for)
        # Where nothing, or a word of none, stands under the label, what follows may be the page's.
        if none and _opens_answer(view, range(pair.end, following)):
            text = beyond
        elif not none and (own or _reads_as_answer(beyond)):
            text = clean(f"{own} {beyond}")
    if is_no_reply(text):
        return replace(one, value=None, raw=mask(text)[:200])
    return replace(one, value=mask(simplify(text)), raw=mask(one.raw[:200]))


def _signed_in_row(view: Shown, number: int, spoken_for: Collection[int]) -> str:
    """The office and the day that a row of a table shows alone, below that of an answer."""
    signed = signature_at(view, number, spoken_for)
    if signed is None or not signed.of_body or signed.start < number:
        return ""
    box = view.boxes[view.lines[number].box]
    while box.parent >= 0 and box.tag not in ("tr", "table"):
        box = view.boxes[box.parent]
    alone = box.tag == "tr" and (box.start, box.end) == (number, number + 1)
    return view.lines[number].text if alone else ""


def first_says_none(view: Shown, pair: Pair) -> bool:
    """Whether the first of the lines under a label says in a word or two that there is nothing."""
    several = pair.whole and pair.start + 2 < pair.end
    return several and says_nothing(view.lines[pair.start + 1].text)


def _opens_answer(view: Shown, lines: range) -> bool:
    """Whether what stands below a word of none is certainly an answer from its first lines on.

    It is not where a heading or the page's own words stand above it.
    """
    for number in islice(lines, _FIRST_LINES):
        line = view.lines[number]
        if line.template or line.link_chars or line.tag in _HEADINGS or ASIDE.fullmatch(line.text):
            return False
        if answers_outright(line.text):
            return True
    return False


def _reads_as_answer(text: str) -> bool:
    """Whether text that merely follows a label of replies is one, by how it begins or ends."""
    return GREETING.search(text[:40]) is not None or bool(
        find_dates(text[-40:]) and not FURNITURE.search(text)
    )
