"""What a mere 时间 or 日期 on a letter's page is the day of: of the letter, or of the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from crawler.pages.letters.answers import REPLY_SLUGS
from crawler.pages.letters.namingdays import heads_of_others, names_the_day, of_other_letters
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.dates import first_date
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import key
from crawler.records.model import Field

_DAYS_OF_ANSWERS = ("replied_on", "reply_stamp")
_OF_LETTERS = frozenset({"submitted_on", "letter", "title", "number", "accepted_on"})
_INFORMATION = re.compile("(?<![信件言求])来源|点击|浏览|字[号体]|阅读|访问")
_MOST_IN_INFORMATION = 8
_BOXES_UP = 6
_MOST_BARE, _MOST_EVENTS = 8, 200
_YEAR, _SOON = timedelta(days=365), timedelta(days=90)


def with_bare_days(
    view: Shown, events: list[Pair], answers: Collection[str], *, single: bool
) -> list[Pair]:
    """The labels of one letter or of several, each mere 时间 that cannot be a letter's own renamed.

    Where a label names the letter's day (留言时间, 来信日期) the bare one above letter and answer
    is that of the page. So is one later than the answers: no letter is sent after that. It tells
    when the page was published, unless another label does. What is unsure stays: a bare day
    in a table of `answers` or in one box with an answer alone is no page's. With `single` all
    labels are one letter's, but for those in boxes of other letters.
    """
    first = next((n for n, one in enumerate(events) if one.slug in REPLY_SLUGS), len(events))
    text = next((n for n, one in enumerate(events[:first]) if one.slug == "letter"), first)
    starts = [one.start for one in events]
    bare = [
        one for one in events[:text]
        if one.slug == "dated" and one.group not in answers
        and not _beside_answer(view, one, events, starts)
    ]  # fmt: skip
    if not bare or len(bare) > _MOST_BARE or (single and len(events) > _MOST_EVENTS):
        return events  # so many labels are no letter's: what is unsure stays
    alone = single or sum(one.slug == "dated" for one in events) == 1
    foreign: set[int] = set()
    naming: set[int] = set()
    for one in bare:
        found = names_the_day(view, one, events, first, single=single)
        naming |= found
        if found or (alone and _is_after(view, one, events[first:], single=single)):
            foreign.add(id(one))
    told = any(one.slug == "published_on" and first_date(one.raw) is not None for one in events)
    slugs = dict.fromkeys(foreign, "noise" if told else "published_on")
    if foreign and single and not naming:  # nor is the letter's a day of others, or after all
        others = [one for one in events if one.slug == "submitted_on" and first_date(one.raw)]
        slugs |= dict.fromkeys(map(id, others), "noise")
    return [replace(one, slug=slugs.get(id(one), one.slug)) for one in events] if slugs else events


def is_bare(field: Field[date]) -> bool:
    """Whether the label of a day says no more than that it is one: 时间, 日期."""
    return labels_of("message").get(key(field.label)) == "dated"


def _is_after(view: Shown, bare: Pair, below: list[Pair], *, single: bool) -> bool:
    """Whether a day is after the letter's first answer, and after all or beside 来源, 点击."""
    found, heads = first_date(bare.raw), heads_of_others(view) if single else []
    days = [
        day.value for one in below
        if one.slug in _DAYS_OF_ANSWERS and (day := first_date(one.raw)) is not None
        and not (single and of_other_letters(view, bare, one, heads))
    ]  # fmt: skip
    if found is None or not days:
        return False
    after = [is_before(day, found.value) for day in days]
    return after[0] and (all(after) or _in_information(view, bare))


def is_before(answered: date, day: date) -> bool:
    """Whether an answer is before a day, and not soon after it but for a mistaken year."""
    return answered < day and not day <= answered + _YEAR <= day + _SOON


def _in_information(view: Shown, bare: Pair) -> bool:
    """Whether a day stands in one line, or one small box, with what a page says of itself."""
    lines = [view.text(bare.start, bare.start + 1)]
    for box in _boxes_around(view, bare.start):
        if box.end - box.start > _MOST_IN_INFORMATION:
            break
        lines.append(view.text(box.start, box.end))
    return _INFORMATION.search(lines[-1]) is not None


def _beside_answer(view: Shown, bare: Pair, events: list[Pair], starts: list[int]) -> bool:
    """Whether a box of its own holds a day together with an answer and nothing of the letter."""
    for box in _boxes_around(view, bare.start):
        first, last = bisect_left(starts, box.start), bisect_left(starts, box.end)
        if last - first >= min(len(events), _MOST_EVENTS):
            return False
        inside = [one.slug for one in events[first:last]]
        if not _OF_LETTERS.isdisjoint(inside):
            return False
        if not REPLY_SLUGS.isdisjoint(inside):
            return True
    return False


def _boxes_around(view: Shown, line: int) -> Iterator[Box]:
    """The boxes that a line stands in, the smallest first."""
    index = view.lines[line].box
    for _ in range(_BOXES_UP):
        if index < 0:
            return
        yield view.boxes[index]
        index = view.boxes[index].parent
