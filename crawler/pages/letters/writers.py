"""Guest books that head each letter with who posted it and when: 发布者：网友 发布时间：…"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from crawler.pages.markup.celltables import Pair
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import key

_POSTED = ("发布", "发表")
_STAFF = re.compile(rf"admin|管理员|编辑|本站|{OFFICE_NAME}", re.I)


def posted_by_writers(events: list[Pair]) -> list[Pair]:
    """The labels of a list of letters, the day on which its writer posted a letter as that of it.

    The day on which a letter is published is another one than that of its submission. But where
    whoever wrote it posted it, in the same word (发表人, 发表时间), and nothing else tells the day,
    it is the same. What staff posted (管理员) was published.
    """
    if any(pair.slug == "submitted_on" for pair in events):
        return events
    posts = {
        id(day): writer
        for one, two in pairwise(events)
        for writer, day in ((one, two), (two, one))
        if day.slug == "published_on" and writer.slug == "sender" and _same_word(writer, day)
    }
    if len(posts) < 2 or any(_STAFF.search(writer.raw) for writer in posts.values()):
        return events
    return [replace(p, slug="submitted_on") if id(p) in posts else p for p in events]


def _same_word(writer: Pair, day: Pair) -> bool:
    said = key(writer.label)[:2]
    return said in _POSTED and key(day.label).startswith(said) and abs(writer.start - day.start) < 3
