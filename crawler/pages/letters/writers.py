"""Guest books that head each letter with who wrote it and when it was posted.

发布者：网友 发布时间：…, 留言人：网友 发布时间：…
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile

from crawler.pages.letters.answers import REPLY_SLUGS
from crawler.pages.markup.celltables import Pair
from crawler.pages.words.dates import find_dates, first_date, is_date_alone
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import key
from crawler.pages.words.wording import pattern

_POSTED = ("发布", "发表")
_STAFF = re.compile(rf"admin|管理员|编辑|本站|{OFFICE_NAME}", re.I)
_POSTER, _IN_SENTENCE = pattern("poster"), pattern("before_day")
_ENDED = re.compile(r"\s*(?:[)）】\]]\s*[。.]?)?\s*$")
_SIGNED = re.compile(
    rf"(?:^|[。！？!?；;…)）】\]（(【\[\s])[^，。；！？,;!?\d\s]{{0,24}}$|[，,]\s?(?:{OFFICE_NAME})?$"
)
_HEAD = frozenset(
    {"sender", "category", "noise", "number", "title", "message_kind", "status", "body"}
)
_MOST_BESIDE, _SIGNATURE, _ENOUGH = 4, 80, 2
_BESIDE = 3
"""Lines from who wrote a letter within which its day stands beside that."""


def posted_by_writers(events: list[Pair]) -> list[Pair]:
    """The labels of a list of letters, the day on which its writer posted a letter as that of it.

    The day on which a letter is published is another one than that of its submission. But where
    whoever wrote it posted it, in the same word (发表人, 发表时间) or as one who leaves a message
    (留言人, 网友), and nothing else tells the day, it is the same: it heads the letter, and no
    letter was answered before. Where all answers are of the days of their letters the board
    may publish both together. What staff posted (管理员) was published.
    """
    if any(pair.slug == "submitted_on" for pair in events):
        return events
    found = list(_posts(events))
    posts = {id(day) for _, day in found}
    if any(_STAFF.search(writer.raw) for writer, _ in found):
        return events
    if len(posts) < 2 and not all(_leaves_message(writer) for writer, _ in found):
        return events
    if any(_leaves_message(writer) for writer, _ in found) and not _before_answers(events, posts):
        return events
    if any(_leaves_message(writer) for writer, _ in found) and not _answered_later(events, posts):
        return events
    return [replace(p, slug="submitted_on") if id(p) in posts else p for p in events]


def posted_by_several(events: list[Pair]) -> bool:
    """Whether a page shows letters of several writers: each posted one, and each was answered.

    Of one letter that others remark on, or that staff post an answer to, only one writer was.
    """
    answered: set[str] = set()
    name = ""
    posts = {id(day): writer for writer, day in _posts(events)}
    if any(_STAFF.search(writer.raw) for writer in posts.values()):
        return False
    for pair in events:
        if id(pair) in posts:
            name = key(posts[id(pair)].raw)
        elif pair.slug == "reply" and pair.raw and name:
            answered.add(name)
    return len(answered) > 1


def _posts(events: list[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Who wrote each letter, and the day beside that on which it was posted."""
    for at, day in enumerate(events):
        if day.slug != "published_on" or _day(day) is None:
            continue
        above, below = (
            events[max(0, at - _MOST_BESIDE) : at],
            events[at + 1 : at + 1 + _MOST_BESIDE],
        )
        for writer in (*_head(above[::-1]), *_head(below)):
            near = abs(writer.start - day.start) < _BESIDE or _in_one_row(writer, day)
            if near and writer.slug == "sender" and _posted(writer, day):
                yield writer, day


def _head(events: list[Pair]) -> Iterator[Pair]:
    """The labels that stand beside one in the head of a letter."""
    return takewhile(lambda pair: pair.slug in _HEAD, events)


def _in_one_row(one: Pair, two: Pair) -> bool:
    return one.row > 0 and (one.group, one.row) == (two.group, two.row)


def _posted(writer: Pair, day: Pair) -> bool:
    """Whether the label of a day says that whoever the other label names posted something."""
    said, acted = key(writer.label)[:2], key(day.label)[:2]
    return acted in _POSTED and (said == acted or _leaves_message(writer))


def _leaves_message(writer: Pair) -> bool:
    return _POSTER.fullmatch(key(writer.label)) is not None


def _before_answers(events: list[Pair], posts: set[int]) -> bool:
    """Whether the days of letters stand above all answers to them, and none is later."""
    posted: date | None = None
    for pair in events:
        if id(pair) in posts:
            posted = _day(pair)
        elif pair.slug in REPLY_SLUGS and (
            posted is None or any(day < posted for day in _days_of_answer(pair))
        ):
            return False
    return True


def _answered_later(events: list[Pair], posts: set[int]) -> bool:
    """Whether a letter was answered after its day, or but one answer tells when it was given."""
    posted: date | None = None
    same = 0
    for pair in events:
        posted = _day(pair) if id(pair) in posts else posted
        days = _days_of_answer(pair)
        if posted is not None and any(posted < answered for answered in days):
            return True
        same += bool(days)
    return same < _ENOUGH


def _days_of_answer(pair: Pair) -> list[date]:
    """The day of an answer, or that with which its text is signed: no day in its last sentence."""
    if pair.slug not in REPLY_SLUGS:
        return []
    tail = pair.raw[-_SIGNATURE:]
    found = find_dates(tail)
    if pair.slug != "reply" or is_date_alone(pair.raw):
        return [one.value for one in found]
    ended = _ENDED.sub("", tail)
    if not found or not ended.endswith(found[-1].raw):
        return []
    above = ended[: -len(found[-1].raw)].rstrip()
    signed = _SIGNED.search(above) is not None and _IN_SENTENCE.search(above) is None
    return [found[-1].value] if signed else []


def _day(pair: Pair) -> date | None:
    found = first_date(pair.raw)
    return found.value if found is not None else None
