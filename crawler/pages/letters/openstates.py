"""Steps of a letter that is still being dealt with: their days are those of no answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from crawler.pages.letters.answers import says_none
from crawler.pages.letters.stepwords import hands_on
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.text import CLAUSES, clean, key
from crawler.pages.words.wording import pattern, word_keys
from crawler.records.model import Field

_ANSWERED = re.compile("答复|回复|反馈|回应|解答|回信")
_DAYS = frozenset({"replied_on", "dated"})
_OF_LETTER = frozenset({"letter", "title", "noise"})
_STATE, _WITHDRAWN, _REMARKS = pattern("state"), pattern("withdrawn"), word_keys("remark")
_NEXT_LETTER = frozenset({"number", "title", "submitted_on"})
_COLON = re.compile(r"\s*[:：]\s*")
_LONGEST_REMARK = 60


def is_of_answer(label: str) -> bool:
    """Whether a label speaks of an answer (答复时间), and not of any step (处理时间)."""
    return _ANSWERED.search(key(label)) is not None


def is_open(raw: str) -> bool:
    """Whether a state says that a letter was but taken, or is being dealt with: 受理中."""
    words = clean(raw)
    return hands_on(words) or says_none(words)


def with_withdrawals(view: Shown, events: Sequence[Pair]) -> list[Pair]:
    """The labels, and remarks that a letter was taken back (备注：来信人已撤回) as its state.

    An open state above it, of the same letter, is what it was in before.
    """
    found = list(events)
    heads = [pair.slug for pair in events if pair.slug in _NEXT_LETTER]
    several = len(heads) > len(set(heads))
    for number, line in enumerate(view.lines):
        remark = None if line.template or line.has_input else _remark_at(view, number)
        if remark is None:
            continue
        above = bisect_left(found, number, key=attrgetter("start"))
        for at in reversed(range(above)):
            if found[at].slug == "status" and is_open(found[at].raw):
                found[at] = replace(found[at], slug="noise")
            if several and found[at].slug in _NEXT_LETTER:
                break  # above it stands another letter
        found.insert(above, remark)
    return found


def _remark_at(view: Shown, number: int) -> Pair | None:
    """The remark that a line holds, or that stands in the line below its label."""
    text = view.lines[number].text
    if len(text) > _LONGEST_REMARK:
        return None
    name, *rest = _COLON.split(text, maxsplit=1)
    if key(name) not in _REMARKS:
        return None
    end = number + 1 if any(rest) else number + 2
    said = rest[0] if any(rest) else view.text(number + 1, end)
    first = next((one for one in CLAUSES.split(clean(said)) if one), "")
    if _WITHDRAWN.fullmatch(first) is None:
        return None
    return Pair("status", name, first, number, end, f"s{number}")


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
    own: Sequence[Pair], replies: Sequence[dict[str, Field[str]]], texts: Collection[int]
) -> None:
    """Clear the replies that are but the day of a step (处理时间) of a letter with open states.

    `own` are its labels, `texts` the replies whose text stands apart from a label.
    """
    for number in _open_steps(own, replies, texts):
        replies[number].clear()


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
