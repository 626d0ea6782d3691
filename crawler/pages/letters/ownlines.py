"""Which lines of a letter's part of a page are what was written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from crawler.pages.letters.answers import REPLY_SLUGS
from crawler.pages.letters.boardwords import tells_briefly, tells_result
from crawler.pages.letters.enclosures import around
from crawler.pages.letters.speakers import BARE_DATE
from crawler.pages.letters.voices import answers_in_words
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import labels_of
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import SENTENCE, key
from crawler.pages.words.wording import pattern

_WRITER = pattern("writer_says")
_NAMES_OFFICE = re.compile(rf"(?:{OFFICE_NAME})\s*(?:[:：]|$)")
_HEADINGS, _CELLS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"}), frozenset({"td", "th", "tr"})
_ORIGINAL, _SPEAKER = map(pattern, ("original_letter", "board_speaker"))
_REPLIES, _REPLYING = pattern("board_replies"), re.compile("[回答]复")
_LONG, _HAN = 20, re.compile("[\u3400-\u9fff]")


def names_answer(pair: Pair) -> bool:
    """Whether a label is one of an answer, whatever it was taken for."""
    return labels_of("message").get(key(pair.label)) in REPLY_SLUGS


def ends_letter(pair: Pair) -> bool:
    """Whether a label of the state or the answer ends what was written above it."""
    return pair.slug == "status" or pair.slug in REPLY_SLUGS or names_answer(pair)


def own_text(view: Shown, own: Sequence[Pair], part: range) -> range:
    """The lines of what was written: the value of its label, else the first text, and the
    paragraphs that follow right below, up to one that answers."""
    labelled = next((pair for pair in own if pair.slug == "letter" and pair.raw), None)
    known = {line for pair in own for line in range(pair.start, pair.end)}
    head = original_head(view, part)
    if labelled is not None:
        start, end = labelled.start, labelled.end
    else:
        below = range(max(part.start, head + 1), part.stop)
        start = next((n for n in below if n not in known and is_text(view.lines[n])), part.stop)
        end = start + 1
        if start < part.stop and _answers(view.lines[start].text):
            return range(0)
    stop = min((one.start for one in own if one.start >= end and ends_letter(one)), default=-1)
    home = _home(view, start, known) if start < part.stop else range(0)
    while end < part.stop and end not in known and _goes_on(view, end, home, end < stop):
        end += 1
    return range(start, min(end, part.stop))


def original_head(view: Shown, lines: range) -> int:
    """The line that calls what stands below it the letter as it was written; -1 if none does."""
    found = (n for n in lines if _ORIGINAL.fullmatch(view.lines[n].text))
    return next((n for n in found if not view.lines[n].template), -1)


def _home(view: Shown, start: int, known: Collection[int]) -> range:
    """The lines of the largest box around the first line of a text that holds no labels."""
    found, places = range(0), sorted(known)
    for at in around(view, view.lines[start].box):
        box = view.boxes[at]
        if bisect_left(places, box.start) < bisect_left(places, box.end):
            break
        found = range(box.start, box.end)
    return found


def _goes_on(view: Shown, number: int, home: range, above: bool) -> bool:
    """Whether a line is another paragraph of the text that ends above it.

    It is in a box with the letter alone, or beside the last; in one near it where the state or
    the label of answers is still to come (`above`).
    """
    last, line = view.lines[number - 1], view.lines[number]
    few = not SENTENCE.search(line.text)
    if line.tag in _HEADINGS or (few and line.bold):
        return False
    if _SPEAKER.match(line.text) or _answers(line.text) or _NAMES_OFFICE.match(line.text):
        return False
    if not above and (tells_result(line.text) or (few and tells_briefly(line.text))):
        return False
    one, two = view.boxes[last.box], view.boxes[line.box]
    beside = last.box == line.box or (one.tag == two.tag and one.parent == two.parent)
    near = above and one.parent == two.parent and not {one.tag, two.tag} & _CELLS
    return number in home or beside or near


def _answers(text: str) -> bool:
    return answers_in_words(text) and not _WRITER.search(text)


def said_by_board(view: Shown, number: int) -> bool:
    """Whether who speaks for the board is named right above a line: 小编, 管理员 2026-09-03.

    A few words are said by him only below a day or a word of replying: 编辑 | 张三 is a credit.
    """
    said = view.lines[number].text
    if _REPLIES.match(said):
        return True
    above = _SPEAKER.match(view.lines[number - 1].text) if number else None
    if above is None or view.lines[number - 1].template:
        return False
    day = view.lines[number - 1].text[above.end() :]
    told = bool(find_dates(day)) or _REPLYING.search(above.group()) or SENTENCE.search(said)
    return bool(told) and BARE_DATE.fullmatch(day) is not None


def is_text(line: Line) -> bool:
    """Whether a line may be of a text: a sentence, or many words, that is mostly no link."""
    if line.template or line.has_input or line.link_chars * 2 > len(line.text):
        return False
    return SENTENCE.search(line.text) is not None or len(_HAN.findall(line.text)) >= _LONG
