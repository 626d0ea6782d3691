"""Answers where none are looked for: above all labels, or in the value of another label."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crawler.pages.letters.answers import REPLY_SLUGS
from crawler.pages.letters.voices import answers_in_full
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import key
from crawler.pages.words.wording import pattern

_QUOTES = pattern("quotes_answer")


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


def names_answer(pair: Pair) -> bool:
    """Whether a label is one of an answer, whatever it was taken for."""
    return labels_of("message").get(key(pair.label)) in REPLY_SLUGS


def is_read(raw: str, told: Collection[str]) -> bool:
    """Whether words are among those that were read of the answers, or hold them."""
    words = key(raw)
    return words in told or any(one in words or words in one for one in told)
