"""Days of a row under short labels: 成文：2026-03-02, 发布：2026-03-05."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.pages.words.labels import short_days_of, slug_of
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import key

_DAY = (
    r"(?:(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?"
    r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
_NAME = r"(?P<name>[\u3400-\u9fff]\s{0,4}[\u3400-\u9fff]于?)"
_LABELLED = rf"{_NAME}\s?(?P<colon>[:：]?)\s?[\[【(（]?\s?(?P<day>{_DAY})"
_WHOLE = re.compile(rf"[\[【(（]?\s?{_LABELLED}\s?[)）\]】]{{0,2}}")
_BETWEEN = " ,，;；、/|｜[【(（)）]】"
_NEXT = re.compile(
    rf"(?:^|[{re.escape(_BETWEEN)}]+)(?P<one>{_LABELLED})(?=$|[{re.escape(_BETWEEN)}])"
)
_NUMBER = (
    r"[\u3400-\u9fff]{1,14}\s?[〔\[（(【［]?\s?(?:19|20)\d\d\s?[〕\]）)】］]?\s?第?\s?\d{1,5}\s?号"
)
_TOLD = re.compile(
    rf"{_NUMBER}|(?:(?P<label>[^\d:：，。；]{{2,12}})[:：][^，。；！？]*|{OFFICE_NAME})"
)
_LONGEST = 400
_STATES = frozenset({"effective_on", "repealed_on"})
"""Without a colon such a word is a state beside the row's own day: 废止 2026-03-05."""


def short_day(text: str, kind: str) -> tuple[str, str, str] | None:
    """The slug, label and day of a piece of a row that is such a day as a whole."""
    match = _WHOLE.fullmatch(text)
    slug = _slug(match, kind) if match is not None else ""
    return (slug, match["name"], match["day"].strip()) if match is not None and slug else None


def may_be_own(text: str, kind: str) -> bool:
    """Whether such a day is the row's own if it shows no other (印发：, and a state: 下发 …).

    One of signing is not, where a colon says that it is one.
    """
    match = _WHOLE.fullmatch(text)
    slug = _slug(match, kind) if match is not None else ""
    return match is not None and slug not in ("", *(("signed_on",) if match["colon"] else ()))


def is_short_label(text: str, kind: str) -> bool:
    """Whether a piece of a row is such a label, whose day may stand in the next element."""
    return short_days_of(kind).get(key(text), "") not in ("", *_STATES)


def apart(text: str, kind: str) -> Iterator[str]:
    """A piece of a row, each such day apart; those without a colon if nothing else is there.

    Nothing else but other labels with their values, a number or an office may be: a summary that
    tells of a day (根据《条例》（公布：2019-05-06）制定) stays whole.
    """
    found = [match for match in _NEXT.finditer(text[:_LONGEST]) if _slug(match, kind)]
    if found and _NEXT.sub("", text).strip(_BETWEEN):
        found = [match for match in found if match["colon"]]
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    between = [text[end:start].strip(_BETWEEN) for end, start in zip(ends, starts, strict=True)]
    if not found or not all(_is_told(one, kind) for one in between if one):
        yield text
        return
    for one, match in zip(between, (None, *found), strict=True):
        if match is not None:
            yield match["one"]
        if one:
            yield one


def _is_told(text: str, kind: str) -> bool:
    """Whether a part of a piece says something of the row as a day under a label does."""
    match = _TOLD.fullmatch(text)
    label = match["label"] if match is not None else None
    known = label is None or slug_of(label, kind) or slug_of(label, "document")
    return match is not None and bool(known)


def _slug(match: re.Match[str], kind: str) -> str:
    slug = short_days_of(kind).get(key(match["name"]), "")
    plain = match["year"] is not None and slug not in _STATES
    return slug if match["colon"] or plain else ""
