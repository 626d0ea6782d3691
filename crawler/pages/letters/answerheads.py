"""Lines of an office and a day alone that part answers from one another: 县住建局 2026-09-28.

Such a line stands above an answer or signs the one above it. It heads where what stands below
speaks as an answer, and what stands above is the letter, a heading, or another answer so headed.
One from before the letter was sent is that of an answer which the letter or an answer quotes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from crawler.pages.letters.answers import text_between
from crawler.pages.letters.lettertexts import OPENS
from crawler.pages.letters.speakers import OFFICE, spoken_at
from crawler.pages.letters.voices import answers_in_words, asks
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import find_dates, first_date

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
    lines = _unquoted(view, list(_lines(view, dated | set(labels))), pairs)
    for run in _runs(lines, labels):
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


def _unquoted(view: Shown, lines: list[Line], pairs: Sequence[Pair]) -> list[Line]:
    """The lines without those of answers that are quoted.

    Where a label tells when a letter was sent they are of an earlier day. Else they stand in the
    box of the letter itself, or are of a day before that of the line above.
    """
    sent = sorted(
        (one.start, day.value) for one in pairs
        if one.slug == "submitted_on" and (day := first_date(one.raw)) is not None
    )  # fmt: skip
    places = [start for start, _ in sent]
    letters = [one for one in pairs if one.slug == "letter"]
    starts = [one.start for one in letters]
    found: list[Line] = []
    latest: date | None = None
    for one in lines:
        (stamp, *_) = find_dates(one[2])
        if sent:
            quoted = stamp.value < sent[max(0, bisect_right(places, one[0]) - 1)][1]
        else:
            at = bisect_right(starts, one[0]) - 1
            quoted = at >= 0 and _holds(view, letters[at], one[0])
            quoted = quoted or (latest is not None and stamp.value < latest)
        if not quoted:
            latest = stamp.value
            found.append(one)
    return found


def _holds(view: Shown, letter: Pair, number: int) -> bool:
    """Whether a line stands in the box that the label of a letter heads or opens."""
    box = view.boxes[view.lines[letter.start].box]
    opened = box.start == letter.start and number < box.end
    return opened or (letter.whole and number < letter.end)


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
