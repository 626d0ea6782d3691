"""Lines of an office and a day alone that part answers from one another: 县住建局 2026-09-28.

Such a line stands above an answer or signs the one above it. It heads where what stands below
speaks as an answer, and what stands above is the letter, a heading, or another answer so headed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from crawler.pages.answers import text_between
from crawler.pages.celltables import Pair
from crawler.pages.lettertexts import OPENS
from crawler.pages.shown import Shown
from crawler.pages.speakers import OFFICE, spoken_at
from crawler.pages.voices import answers_in_words, asks

_MOST_LINES = 60
Line = tuple[int, int, str]


def answer_heads(view: Shown, pairs: Sequence[Pair], dated: set[int]) -> list[Pair]:
    """The heads of answers among the lines without a label, and what signs several answers.

    Of several such lines between two labels all head answers, or all sign them below one
    heading, or none is read: of answers that are signed the last line has nothing below it.
    """
    labels = sorted({pair.start for pair in pairs})
    above = {pair.start: pair for pair in pairs if pair.slug in ("letter", "reply")}
    found: list[Pair] = []
    for run in _runs(list(_lines(view, dated | set(labels))), labels):
        before = bisect_right(labels, run[0][0]) - 1
        label = labels[before] if before >= 0 else -1
        stop = labels[before + 1] if before + 1 < len(labels) else len(view.lines)
        if label in above and above[label].whole and above[label].end > run[-1][1]:
            stop = min(stop, above[label].end)
        asked, *told = _texts(view, label + 1, run, stop)
        if _is_asked(asked, above.get(label)) and all(map(answers_in_words, told)):
            heads = True
        else:
            heading = label in above and above[label].slug == "reply" and above[label].whole
            signed = [asked, *told[:-1]] if heading and len(run) > 1 and not told[-1] else [""]
            heads = all(OPENS.match(text) for text in signed)
        if heads:
            found += [
                Pair("reply_stamp", "", raw, start, last + 1, f"s{start}")
                for start, last, raw in run
            ]
    return found


def _is_asked(text: str, label: Pair | None) -> bool:
    """Whether a text is that of a letter, or there is none below a heading."""
    if not text:
        return label is not None
    of_letter = label is not None and label.slug == "letter"
    return (of_letter or asks(text)) and not answers_in_words(text)


def _texts(view: Shown, start: int, run: list[Line], stop: int) -> list[str]:
    """What stands above the first of some lines, and below each."""
    starts = [max(start, run[0][0] - _MOST_LINES), *(last + 1 for _, last, _ in run)]
    ends = [*(first for first, _, _ in run), stop]
    return [
        text_between(view, first, min(end, first + _MOST_LINES), ())
        for first, end in zip(starts, ends, strict=True)
    ]


def _lines(view: Shown, taken: set[int]) -> Iterator[Line]:
    """The lines of an office and a day: the first and the last of each, and its words."""
    following = 0
    for number, line in enumerate(view.lines):
        if number < following or line.template or line.link_chars or number in taken:
            continue
        who, raw, last = spoken_at(view, number)
        if len(who) == 1 and last not in taken and OFFICE.fullmatch(who[0]):
            following = last + 1
            yield number, last, raw


def _runs(lines: list[Line], labels: list[int]) -> Iterator[list[Line]]:
    """Lines between the same two labels."""
    run: list[Line] = []
    for one in lines:
        if run and bisect_right(labels, one[0]) != bisect_right(labels, run[0][0]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run
