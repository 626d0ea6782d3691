"""The text in front of the day of an answer that stands in brackets behind it, in its line.

…已责令清退费用。（回复时间：2026-05-19 10:00） Such a line ends an answer that began in lines above
it, or is the whole of another answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.pages.letters.answers import text_between
from crawler.pages.letters.voices import asks
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.text import clean, simplify

_FRONT = re.compile(r"(?P<said>.*[。！？!?…~～；;）)\w])\s?[(（\[【〔]\s?$")
_SHORTEST = 4
_OWN_LINE = "l"


def with_texts_in_front(view: Shown, pairs: Sequence[Pair]) -> list[Pair]:
    """The labels, where an answer ends in front of its day in brackets with all of its text.

    What stands in front of the next such day, in the same box, is another answer.
    """
    found: list[Pair] = []
    for pair in pairs:
        said = _front(view, pair, found)
        last = found[-1] if said else pair
        if last.slug == "reply" and last.raw and _ends_with(last, pair):
            above = text_between(view, last.start + 1, pair.start, ())
            found[-1] = replace(last, raw=clean(f"{above} {said}"), end=pair.start, whole=False)
        elif last is not pair and _beside(view, last, pair):
            above = text_between(view, last.end, pair.start, ())
            if last.slug == "reply" and last.raw:
                whole = clean(f"{last.raw} {above} {said}")
                found[-1] = replace(last, raw=whole, end=pair.start)
            elif last.slug == "replied_on":
                found += _another(view, (last.end, pair.start), above, said)
        found.append(pair)
    return found


def _another(view: Shown, lines: tuple[int, int], above: str, said: str) -> Iterator[Pair]:
    """An answer that begins below another; what is asked between them is in neither."""
    start, last = lines
    group = f"{_OWN_LINE}{view.lines[last].box}"
    if asks(above):
        yield Pair("followup", "", above, start, last, group)
        above, start = "", last
    yield Pair("reply", "", clean(f"{above} {said}"), start, max(last, start + 1), group)


def _front(view: Shown, pair: Pair, above: Sequence[Pair]) -> str:
    """What stands in front of the label of a day in brackets, the first of its line."""
    first = bool(above) and above[-1].start < pair.start
    if pair.slug != "replied_on" or not pair.label or pair.whole or not first:
        return ""
    match = _FRONT.match(simplify(view.lines[pair.start].text)[: pair.offset])
    return match["said"].strip() if match is not None and len(match["said"]) >= _SHORTEST else ""


def _ends_with(last: Pair, pair: Pair) -> bool:
    """Whether the text beside or below a label ends with the line of a day."""
    return last.whole and last.start < pair.start and last.end == pair.end


def _beside(view: Shown, last: Pair, pair: Pair) -> bool:
    """Whether a label in its line and a day below stand in one box, or in adjacent ones."""
    if last.whole or last.group[:1] != _OWN_LINE or last.end > pair.start:
        return False
    one, other = (view.lines[place.start].box for place in (last, pair))
    adjacent = view.boxes[one].parent == view.boxes[other].parent and last.end == pair.start
    return one == other or adjacent
