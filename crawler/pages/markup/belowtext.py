"""Labels that stand below a text and tell of the whole of it, in one line or one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.contentbox import is_container
from crawler.pages.markup.outline import Outline, is_furniture
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import find_dates, first_date
from crawler.pages.words.labels import box_headings, is_placeholder, validity_of
from crawler.pages.words.text import key
from crawler.records.model import Validity

_OWN = frozenset({"number", "index_number", "validity"})
_TELLING = _OWN | {
    "issuer", "signed_on", "issued_on", "published_on", "effective_on", "repealed_on",
    "valid_until",
}  # fmt: skip
_GONE = frozenset({Validity.REPEALED, Validity.LAPSED, Validity.PARTLY, Validity.AMENDED})
_MADE = frozenset({"signed_on", "issued_on", "published_on", "effective_on"})
_YEAR = re.compile(r"[〔﹝\[［【（(〈]\s?((?:19|20)\d\d)\s?[〕﹞\]］】）)〉]")
_REPEALING = re.compile("废止|失效|清理|修改|修订")
_SIGNATURE = 4
_YEARS = 1
"""How many years before its page a document may be made that has no day in its text."""
_LONGEST_VALUE = 60
_SENTENCE = "。；;！？"


def lines_below(view: Shown, layout: Outline, pairs: Sequence[Pair]) -> range:
    """The last lines of an article that are nothing but labels and values of its document.

    They stand outside the box that holds all the text above them and above its annexes, and name
    two or more things of the document, its number, its index number or its validity among them. A
    label that comes twice tells of other documents, and so does what the head, the title, the day
    or the text of the page gainsays: then there are none.
    """
    known: dict[int, list[Pair]] = {}
    for pair in pairs:
        if layout.in_body(pair.start):
            for number in range(pair.start, min(pair.end, layout.content_end)):
                known.setdefault(number, []).append(pair)
    start = end = layout.content_end
    while start > layout.start:
        line = view.lines[start - 1]
        own = known.get(start - 1, [])
        if _labels_only(own):
            start -= 1
        elif start == end and (line.template or is_furniture(line.text) or _noise_only(own)):
            start = end = end - 1
        else:
            break
    under = [pair for pair in pairs if start <= pair.start < end]
    told = [pair.slug for pair in under if pair.slug in _TELLING]
    if len(told) < 2 or len(set(told)) < len(told) or _OWN.isdisjoint(told):
        return range(0)
    text = range(layout.start, _above_annexes(view, layout.start, start))
    if _holds(view, text.start, text.stop, start) or is_container(view, layout.box):
        return range(0)
    if text.stop < start and _holds(view, text.stop, start, start):
        return range(0)  # right under the link of an annex: perhaps the labels of that annex
    head = [pair for pair in pairs if layout.in_head(pair.start)]
    if (
        _gainsaid(layout.title, head, under)
        or _is_older(view, layout, text, under)
        or _names_another(view, text, head, under)
        or (_is_gone(under) and (text.stop < start or _may_be_other(layout.title, head, under)))
    ):
        return range(0)
    return range(start, end)


def _gainsaid(title: str, head: Sequence[Pair], under: Sequence[Pair]) -> bool:
    """Whether the title or the head of the page tells another value under one of the labels."""
    called = [key(pair.raw) for pair in under if pair.slug == "title"]
    if any(one not in key(title) and key(title) not in one for one in called):
        return True
    return any(
        one.slug == two.slug
        and one.slug in _TELLING - {"issuer"}
        and not is_placeholder(one.raw)
        and _plain(one.raw) != _plain(two.raw)
        for one, two in product(head, under)
    )


def _plain(raw: str) -> object:
    """A value by which two that tell the same are alike, whatever their signs."""
    found = first_date(raw)
    return found.value if found is not None else key(_YEAR.sub(r"\1", raw))


def _is_older(view: Shown, layout: Outline, text: range, under: Sequence[Pair]) -> bool:
    """Whether number or days are of years before the document: one that this page names.

    Its own year is that of the day below its text; without one, the latest in its head.
    """
    last = view.lines[max(text.start, text.stop - _SIGNATURE) : text.stop]
    years = [day.value.year for line in last for day in find_dates(line.text)]
    if not years:
        head = view.lines[max(layout.title_line, 0) : layout.start]
        years = [day.value.year for line in head for day in find_dates(line.text)]
    made = [day.value.year for pair in under if pair.slug in _MADE for day in find_dates(pair.raw)]
    made += [
        int(year) for pair in under if pair.slug == "number" for year in _YEAR.findall(pair.raw)
    ]
    return bool(years) and any(year < max(years) - _YEARS for year in made)


def _names_another(view: Shown, text: range, head: Sequence[Pair], under: Sequence[Pair]) -> bool:
    """Whether the number is none, or that of a document of which the text speaks."""
    numbers = [pair.raw for pair in under if pair.slug == "number" and not is_placeholder(pair.raw)]
    if any(pair.slug == "number" and not is_placeholder(pair.raw) for pair in head):
        return False  # the same one: else it is gainsaid
    lines = [key(_YEAR.sub(r"\1", line.text)) for line in view.lines[text.start : text.stop]]
    named = [key(_YEAR.sub(r"\1", number)) for number in numbers]
    return any("号" not in number for number in numbers) or any(
        number in line and number != line for number in named for line in lines
    )


def _may_be_other(title: str, head: Sequence[Pair], under: Sequence[Pair]) -> bool:
    """Whether a state of repeal may be that of a document which this one repeals or stands by."""
    numbered = any(pair.slug == "number" for pair in head)
    return _REPEALING.search(title) is not None or (
        numbered and not any(pair.slug == "number" for pair in under)
    )


def _is_gone(under: Sequence[Pair]) -> bool:
    """Whether the labels tell that a document no longer holds."""
    states = {validity_of(pair.raw) for pair in under if pair.slug == "validity"}
    return not states.isdisjoint(_GONE) or any(pair.slug == "repealed_on" for pair in under)


def _labels_only(pairs: Sequence[Pair]) -> bool:
    """Whether these fill a line: a label begins it, and no value of them reads like a sentence."""
    begins = any(pair.whole or pair.offset == 0 for pair in pairs)
    return (
        begins
        and any(pair.slug in _TELLING for pair in pairs)
        and all(
            len(pair.raw) <= _LONGEST_VALUE and not set(_SENTENCE) & set(pair.raw) for pair in pairs
        )
    )


def _noise_only(pairs: Sequence[Pair]) -> bool:
    return bool(pairs) and all(pair.slug == "noise" for pair in pairs)


def _above_annexes(view: Shown, first: int, end: int) -> int:
    """Where the annexes begin that stand between text and labels, under a heading of their own."""
    start = end
    while start > first and (line := view.lines[start - 1]).link_chars * 2 > len(line.text):
        start -= 1
    headed = first < start < end and key(view.lines[start - 1].text) in box_headings("attachments")
    return start - 1 if headed else end


def _holds(view: Shown, start: int, end: int, number: int) -> bool:
    """Whether the smallest box round the lines [start, end) of a text holds a later line, too."""
    if start >= end:
        return True
    index = view.lines[start].box
    while index > 0 and view.boxes[index].end < end:
        index = view.boxes[index].parent
    return view.boxes[index].end > number
