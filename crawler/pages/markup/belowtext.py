"""Labels that stand below a text and tell of the whole of it, in one line or one row."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import Outline, is_furniture
from crawler.pages.markup.shown import Shown
from crawler.pages.words.labels import box_headings
from crawler.pages.words.text import key

_OWN = frozenset({"number", "index_number", "validity"})
_TELLING = _OWN | {
    "issuer", "signed_on", "issued_on", "published_on", "effective_on", "repealed_on",
    "valid_until",
}  # fmt: skip
_LONGEST_VALUE = 60
_SENTENCE = "。；;！？"


def lines_below(view: Shown, layout: Outline, pairs: Sequence[Pair]) -> range:
    """The last lines of an article that are nothing but labels and values of its document.

    They stand outside the box that holds all the text above them and above its annexes, and name
    two or more things of the document, its number, its index number or its validity among them. A
    label that comes twice tells of other documents: then there are none.
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
    told = [pair.slug for pair in pairs if start <= pair.start < end and pair.slug in _TELLING]
    sure = len(told) > 1 and len(set(told)) == len(told) and not _OWN.isdisjoint(told)
    if not sure or _holds(view, layout.start, _above_annexes(view, layout.start, start), start):
        return range(0)
    return range(start, end)


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
