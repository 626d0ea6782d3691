"""Steps of a letter that is still being dealt with: their days are those of no answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from crawler.pages.letters.answers import says_none
from crawler.pages.letters.stepwords import hands_on
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import SENTENCE, clean, key
from crawler.pages.words.wording import pattern, word_keys
from crawler.records.model import Field

_ANSWERED = re.compile("答复|回复|反馈|回应|解答|回信")
_DAYS = frozenset({"replied_on", "dated"})
_OF_LETTER = frozenset({"letter", "title", "noise"})
_NAMES = frozenset({"title", "number", "submitted_on"})
_STATE, _GENERAL = pattern("state"), word_keys("text_of_either")


def is_of_answer(label: str) -> bool:
    """Whether a label speaks of an answer (答复时间), and not of any step (处理时间)."""
    return _ANSWERED.search(key(label)) is not None


def is_open(raw: str) -> bool:
    """Whether a state says that a letter was but taken, or is being dealt with: 受理中."""
    words = clean(raw)
    return hands_on(words) or says_none(words)


def without_open_steps(events: Sequence[Pair], groups: Collection[str]) -> list[Pair]:
    """The labels with the days of steps as noise, in tables that show an open state and no text.

    `groups` are tables and lists that hold nothing of the letter.
    """
    states: dict[str, list[bool]] = {}
    for pair in events:
        if pair.slug == "status":
            states.setdefault(pair.group, []).append(is_open(pair.raw))
    told = {pair.group for pair in events if pair.slug == "reply" and pair.raw}
    still = {one for one, found in states.items() if all(found) and one in groups} - told
    return [
        replace(pair, slug="noise")
        if pair.group in still and pair.slug in _DAYS and not is_of_answer(pair.label) else pair
        for pair in events
    ]  # fmt: skip


def _is_settled(own: Sequence[Pair]) -> bool:
    """Whether the labels of a letter tell of a state that is not open, or of its closing.

    A letter first taken and then closed (受理状态 已受理, 办理结果 已办结) is closed.
    """
    return not all(is_open(pair.raw) for pair in own if pair.slug == "status") or any(
        (pair.slug == "closed_on" and pair.raw)
        or (_STATE.fullmatch(clean(pair.raw)) is not None and not is_open(pair.raw))
        for pair in own
        if pair.slug not in _OF_LETTER
    )


def clear_open_steps(
    view: Shown, own: Sequence[Pair], end: int,
    replies: Sequence[dict[str, Field[str]]], texts: Collection[int],
) -> bool:  # fmt: skip
    """Clear the replies that are but the day of a step (处理时间) of a letter with open states.

    `own` are its labels above line `end`, `texts` the replies whose text stands apart from a
    label. Tells whether an answer may stand where no reader placed it.
    """
    still = _open_steps(own, replies, texts)
    for number in still:
        replies[number].clear()
    told = any("reply" in one and one["reply"].value for one in replies)
    steps = bool(still) or _has_open_steps(own)
    return not told and (_holds_text(own) or (steps and _may_be_answered(view, own, end)))


def _open_steps(
    own: Sequence[Pair], replies: Sequence[Mapping[str, Field[str]]], texts: Collection[int]
) -> list[int]:
    """The replies that are but such a day."""
    if not any(pair.slug == "status" for pair in own) or _is_settled(own):
        return []
    return [
        number
        for number, reply in enumerate(replies)
        if number not in texts
        and not ("reply" in reply and (reply["reply"].value or reply["reply"].raw))
        and (day := reply.get("replied_on")) is not None
        and day.label
        and not is_of_answer(day.label)
    ]


def _has_open_steps(own: Sequence[Pair]) -> bool:
    """Whether the labels of a letter tell of an open state and of the days of its steps."""
    return any(pair.slug == "status" and is_open(pair.raw) for pair in own) and any(
        map(_is_step, own)
    )


def _holds_text(own: Sequence[Pair]) -> bool:
    """Whether a text that may be an answer stands in a table that a label of answers heads.

    In general words (内容), and nothing of the letter and no open state beside it.
    """
    named = labels_of("message")
    if any(pair.slug == "status" and is_open(pair.raw) for pair in own):
        return False
    texts = {
        pair.group for pair in own if pair.slug == "letter" and key(pair.label) in _GENERAL
    } - {pair.group for pair in own if pair.slug in _NAMES}
    return any(
        head.slug == "noise" and not head.raw and named.get(key(head.label)) == "reply"
        and first.group in texts
        for head, first in pairwise(own)
    )  # fmt: skip


def _may_be_answered(view: Shown, own: Sequence[Pair], end: int) -> bool:
    """Whether an answer may stand beside or below the days of steps of a letter with open states.

    As a picture or a file beside the label of an answer, or as sentences under no label.
    """
    if any(pair.slug == "reply" and _shows_media(view, pair) for pair in own):
        return True
    days = [pair.start for pair in own if pair.slug in _DAYS or _is_step(pair)]
    held = {line for pair in own for line in range(pair.start, pair.end)}
    return any(
        number not in held
        and SENTENCE.search(view.lines[number].text)
        and not view.lines[number].template
        and view.lines[number].link_chars * 2 < len(view.lines[number].text)
        for number in range(min(days, default=end) + 1, end)
    )


def _shows_media(view: Shown, pair: Pair) -> bool:
    """Whether a picture or a link stands beside a label; one without words stands in no line."""
    start, end, line = pair.start, pair.end, attrgetter("line")
    if any(one.link_chars for one in view.lines[start:end]):
        return True
    if bisect_right(view.media, end, key=line) > bisect_right(view.media, start, key=line):
        return True
    wordless = end >= len(view.lines) or not view.lines[end].link_chars
    return wordless and bisect_right(view.anchors, end, key=line) > bisect_right(
        view.anchors, start, key=line
    )


def _is_step(pair: Pair) -> bool:
    """Whether a label is that of a step's day, taken for none of an answer."""
    return pair.slug == "noise" and labels_of("message").get(key(pair.label)) in _DAYS
