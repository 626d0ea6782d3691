"""What a mere 时间 or 日期 on a letter's page is the day of: of the letter, or of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crawler.pages.answers import REPLY_SLUGS
from crawler.pages.celltables import Pair
from crawler.pages.dates import first_date, is_date_alone
from crawler.pages.labels import is_placeholder, labels_of
from crawler.pages.text import clean, key
from crawler.records.model import Field

_DAYS_OF_ANSWERS = ("replied_on", "reply_stamp")


def with_bare_days(events: list[Pair]) -> list[Pair]:
    """The labels of one letter or of several, each mere 时间 that cannot be a letter's own renamed.

    Where a label names the letter's day (留言时间, 来信日期) the bare one above the answer is that
    of the page, and so is one later than an answer: no letter is sent after that. It tells when
    the page was published, unless another label does.
    """
    first = next((n for n, one in enumerate(events) if one.slug in REPLY_SLUGS), len(events))
    bare = [one for one in events[:first] if one.slug == "dated"]
    if not bare:
        return events
    named = any(one.slug == "submitted_on" and _tells_a_day(one) for one in events)
    days = [found.value for one in events if one.slug in _DAYS_OF_ANSWERS
            if (found := first_date(one.raw)) is not None]  # fmt: skip
    told = any(one.slug == "published_on" and first_date(one.raw) is not None for one in events)
    foreign = {
        id(one) for one in bare
        if named or (days and (day := first_date(one.raw)) is not None and day.value > min(days))
    }  # fmt: skip
    slug = "noise" if told else "published_on"
    return [replace(one, slug=slug) if id(one) in foreign else one for one in events]


def is_bare(field: Field[date]) -> bool:
    """Whether the label of a day says no more than that it is one: 时间, 日期."""
    return labels_of("message").get(key(field.label)) == "dated"


def _tells_a_day(pair: Pair) -> bool:
    """Whether a label names its day, or nothing; an office's hours (咨询时间：9:00) are none."""
    raw = clean(pair.raw)
    return bool(pair.label) and (is_placeholder(raw) or is_date_alone(raw))
