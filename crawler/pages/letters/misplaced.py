"""Answers where none are looked for: above all labels, or in the value of another label."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter

from crawler.pages.letters.answers import REPLY_SLUGS
from crawler.pages.letters.boardwords import (
    OF_BOARD,
    PLAN,
    for_everybody,
    speaks_for_office,
    tells_of,
    tells_result,
)
from crawler.pages.letters.lettertitles import names_matter
from crawler.pages.letters.ownlines import is_text, names_answer, original_head
from crawler.pages.letters.voices import (
    answers_in_full,
    answers_surely,
    asks,
    courtesy,
    instructs,
    only_holds_off,
)
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.text import key, simplify
from crawler.pages.words.wording import pattern

_QUOTES, _START = pattern("quotes_answer"), attrgetter("start")


def answers_elsewhere(
    view: Shown, own: Sequence[Pair], above: range, told: Collection[str]
) -> bool:
    """Whether what certainly is an answer stands in the lines above a letter's part of its page,
    below the first line of the letter in its own value, or under a label of something else.

    What a letter was told before, and quotes, is none.
    """
    head = (
        number for number in above
        if not view.lines[number].template and not view.lines[number].link_chars
    )  # fmt: skip
    letters = [one for one in own if one.slug == "letter" and one.raw]
    inside = [
        number for one in letters[:1] for number in range(one.start, one.end)
        if len(view.lines[number].text) > len(one.label) + 2
    ][1:]  # fmt: skip
    said = [view.lines[number].text for number in (*head, *inside) if not _quotes(view, number)]
    said += [
        one.raw for one in own
        if one.label and one.slug not in REPLY_SLUGS and one not in letters[:1]
        and not names_answer(one) and not _QUOTES.search(one.raw)
    ]  # fmt: skip
    return any(answers_in_full(one) and not is_read(one, told) for one in said)


def _quotes(view: Shown, number: int) -> bool:
    """Whether a line or the one above it tells of an earlier answer."""
    return any(_QUOTES.search(view.lines[at].text) for at in range(max(0, number - 1), number + 1))


def stands_above(
    view: Shown,
    own: Sequence[Pair],
    part: range,
    covered: Collection[int],
    matter: Collection[str],
) -> bool:
    """Whether an answer stands above what the page calls the letter as it was written, or above
    the label of its text where that heads all else."""
    head = original_head(view, range(part.stop))
    first = min(own, key=_START, default=None)
    if head < 0 and (first is None or first.slug != "letter" or not first.whole):
        return False
    stop = head if head >= 0 or first is None else first.start
    for number in range(stop):
        line = view.lines[number]
        text = simplify(line.text)
        if number in covered or line.link_chars or not is_text(line) or instructs(text):
            continue
        board = OF_BOARD.search(text) is not None
        told = answers_surely(text) or tells_result(text) or tells_of(text, matter)
        spoken = speaks_for_office(text) or (
            head >= 0 and (names_matter(text, matter) if matter else bool(PLAN.search(text)))
        )
        if (told or (spoken and not board)) and not (
            asks(text) or courtesy(text) or for_everybody(text) or only_holds_off(text)
        ):
            return True
    return False


def is_read(raw: str, told: Collection[str]) -> bool:
    """Whether words are among those that were read of the answers, or hold them."""
    words = key(raw)
    return words in told or any(one in words or words in one for one in told)
