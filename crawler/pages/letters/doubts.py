"""Whether what may be an answer to a letter stands on its part of a page, though none was read.

Only a letter beside which nothing does is surely unanswered, whichever rule took its labels
away, parted its texts or passed over what it did not know.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, TypeVar

from crawler.pages.letters.answers import (
    ASIDE,
    REPLY_SLUGS,
    is_no_reply,
    says_none,
    stands_in,
)
from crawler.pages.letters.letters import Letter
from crawler.pages.letters.openstates import is_of_answer, is_open
from crawler.pages.letters.stepwords import Says, hands_on, what
from crawler.pages.letters.voices import (
    answers_in_words,
    answers_outright,
    answers_surely,
    asks,
    courtesy,
    instructs,
    only_holds_off,
)
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import Outline
from crawler.pages.markup.pictures import is_content_media
from crawler.pages.markup.shown import Anchor, Box, Line, Media, Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.text import SENTENCE, clean, key, simplify
from crawler.pages.words.wording import pattern, word_keys

_GENERAL = word_keys("text_of_either")
_STATE, _RATED, _LINKED = map(pattern, ("state", "rated", "linked_answer"))
_NAMES_STATE, _COUNTS, _WRITER = map(pattern, ("state_label", "board_counts", "writer_says"))
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar|jpe?g|png)\b", re.I)
_COLON = re.compile(r"\s*[:：]\s*")
_FACTS = frozenset({"title", "number", "submitted_on", "sender", "message_kind"})
_DAYS = frozenset({"replied_on", "reply_stamp"})
_LEAST, _LONG, _MOST_HEADS = 6, 20, 24
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_STATE = 24
Placed = TypeVar("Placed", Anchor, Media)


def may_be_answered(
    view: Shown, own: Sequence[Pair], part: range, letter: Letter, *, drawn: bool = True
) -> bool:
    """Whether something on a letter's part of the page may be an answer to it.

    `own` are its labels as the page shows them, before any was taken away. Pictures say nothing
    where answered letters show them besides (not `drawn`).
    """
    told = _told(letter)
    state = letter.fields["status"].raw if "status" in letter.fields else ""
    own = [_clipped(view, pair, part.stop) for pair in own]
    asked, beside = _own_text(view, own, part), _beside(own)
    covered = {line for pair in own for line in range(pair.start, pair.end)} | set(asked)
    return (
        any(_tells(pair, beside, told, state) for pair in own)
        or _has_second_text(own)
        or any(_may_answer(view, number, covered) for number in part)
        or _settled(view, own, part, covered)
        or _under_answer(view, own, covered)
        or any(_leads_to_answer(view, number) for number in part if number not in asked)
        or (drawn and _shows_media(view, part, _boxes_of(view, asked)))
        or _has_file(view, part, asked)
    )


def part_of(view: Shown, own: Sequence[Pair], layout: Outline, end: int) -> range:
    """The lines of a letter's own page from its title or first label to where the page speaks of
    itself."""
    starts = [pair.start for pair in own if pair.slug != "noise"]
    titles = [layout.title_end] if layout.title_line >= 0 else []
    first, last = min([*titles, *starts], default=end), max([*titles, *starts], default=end)
    stop = next((n for n in range(last + 1, end) if ASIDE.fullmatch(view.lines[n].text)), end)
    return range(first, stop)


# --- by labels ------------------------------------------------------------------------------


def _clipped(view: Shown, pair: Pair, stop: int) -> Pair:
    """A label without what of its value stands beyond the part of its letter."""
    if pair.end <= stop or pair.start >= stop:
        return pair
    if pair.whole:
        return replace(pair, raw=view.text(pair.start + 1, stop), end=stop)
    return replace(pair, raw="" if pair.start + 1 >= stop else pair.raw, end=stop)


def _tells(pair: Pair, beside: _Beside, told: Collection[str], state: str) -> bool:
    """Whether a label tells of an answer that was not read: its text, day or office, how it was
    rated, or that the letter is settled."""
    raw = clean(pair.raw)
    if pair.slug == "category":
        return _RATED.fullmatch(raw) is not None
    if not raw or pair.slug in _FACTS or pair.slug == "letter":
        return False
    if _STATE.fullmatch(raw) and not is_open(raw):
        return key(raw) != key(state)
    answers = pair.slug in REPLY_SLUGS or (bool(pair.label) and _names_answer(pair))
    if not answers or is_placeholder(raw) or _is_read(raw, told):
        return False
    if pair.slug == "replied_on" or (pair.slug == "noise" and find_dates(raw)):
        # The day of a step, beside an open state, or of a note that passes on.
        step = beside.none if beside.noted else beside.open and not is_of_answer(pair.label)
        return bool(find_dates(raw)) and not step
    if pair.slug == "reply_body" and beside.none:
        return False
    return not (is_no_reply(raw) or hands_on(raw) or only_holds_off(raw))


class _Beside(NamedTuple):
    """What the labels of a letter tell together."""

    open: bool  # a state is open
    noted: bool  # the label of an answer says that there is none, or that the letter went on
    none: bool  # labels of an answer's text stand there, and none of them has one


def _beside(own: Sequence[Pair]) -> _Beside:
    said = [pair.raw for pair in own if pair.slug == "reply"]
    noted = [one for one in said if hands_on(one) or says_none(one)]
    empty = (not one or is_placeholder(one) or is_no_reply(one) or hands_on(one) for one in said)
    return _Beside(
        any(pair.slug == "status" and is_open(pair.raw) for pair in own),
        bool(noted),
        bool(said) and all(empty),
    )


def _names_answer(pair: Pair) -> bool:
    return labels_of("message").get(key(pair.label)) in REPLY_SLUGS


def _told(letter: Letter) -> frozenset[str]:
    """What was read of the answers that have a text; one apart from a label needs a day too, or
    a box of its own."""
    found: set[str] = set()
    for number, reply in enumerate(letter.replies):
        apart = letter.loose.get(number, "")
        placed = number in letter.own or not _DAYS.isdisjoint(reply)
        if ("reply" in reply and reply["reply"].value) or (apart and placed):
            found |= {key(apart), *(key(field.value or field.raw) for field in reply.values())}
    return frozenset(found - {""})


def _is_read(raw: str, told: Collection[str]) -> bool:
    return any(one in key(raw) or key(raw) in one for one in told)


def _has_second_text(own: Sequence[Pair]) -> bool:
    """Whether a text in general words (内容) stands below the letter's, or under a label of
    answers that heads its table, and does not ask."""
    asked = headed = False
    for pair in own:
        if pair.slug == "noise" and not pair.raw and _names_answer(pair):
            headed = True
        elif pair.slug in _FACTS:
            headed = False
        elif pair.slug == "letter" and pair.raw:
            general = key(pair.label) in _GENERAL
            if general and (asked or headed) and not asks(pair.raw):
                return True
            asked = True
    return False


def _under_answer(view: Shown, own: Sequence[Pair], covered: Collection[int]) -> bool:
    """Whether words under no label stand in the row of a label of answers that heads a table."""
    heads = (one for one in own if one.slug == "noise" and not one.raw and _names_answer(one))
    for pair in islice(heads, _MOST_HEADS):
        row = _row_of(view, view.boxes[view.lines[pair.start].box])
        if any(
            number not in covered and _HAN.search(view.lines[number].text)
            and len(view.lines[number].text) >= _LEAST and not ASIDE.search(view.lines[number].text)
            for number in range(pair.end, row.end)
        ):  # fmt: skip
            return True
    return False


def _row_of(view: Shown, box: Box) -> Box:
    while box.tag not in ("tr", "li", "dl", "div") and box.parent >= 0:
        box = view.boxes[box.parent]
    return box


def _settled(view: Shown, own: Sequence[Pair], part: range, covered: Collection[int]) -> bool:
    """Whether a line under no known label names a state that settles a letter: 当前环节 | 办结.

    A state alone does in a box with labels that may be the letter's.
    """
    labelled = {view.boxes[view.lines[one.start].box].parent for one in own if one.slug in _FACTS}
    before = ""
    for number in part:
        line = view.lines[number]
        name, _, value = _COLON.sub("\0", line.text, count=1).partition("\0")
        name, value = (name, value) if value else (before, name)
        before = line.text.rstrip(":： ")
        if number in covered or line.template or line.has_input or len(line.text) > _LONGEST_STATE:
            continue
        named = _NAMES_STATE.search(name) or view.boxes[line.box].parent in labelled
        if named and _STATE.fullmatch(clean(value)) and not is_open(value):
            return True
    return False


# --- by texts -------------------------------------------------------------------------------


def _own_text(view: Shown, own: Sequence[Pair], part: range) -> range:
    """The lines of what was written: the value of its label, else the first text, and the
    paragraphs that follow right below, up to one that answers."""
    labelled = next((pair for pair in own if pair.slug == "letter" and pair.raw), None)
    known = {line for pair in own for line in range(pair.start, pair.end)}
    if labelled is not None:
        start, end = labelled.start, labelled.end
    else:
        start = next((n for n in part if n not in known and _is_text(view.lines[n])), part.stop)
        end = start + 1
        if start < part.stop and _answers(view.lines[start].text):
            return range(0)
    while end < part.stop and end not in known and _goes_on(view, end):
        end += 1
    return range(start, min(end, part.stop))


def _goes_on(view: Shown, number: int) -> bool:
    """Whether a line is another paragraph of the text that ends above it."""
    last, line = view.lines[number - 1], view.lines[number]
    one, two = view.boxes[last.box], view.boxes[line.box]
    beside = last.box == line.box or (one.tag == two.tag and one.parent == two.parent)
    return beside and not line.bold and not _answers(line.text)


def _answers(text: str) -> bool:
    return answers_in_words(text) and not _WRITER.search(text)


def _is_text(line: Line) -> bool:
    if line.template or line.has_input or line.link_chars * 2 > len(line.text):
        return False
    return SENTENCE.search(line.text) is not None or len(_HAN.findall(line.text)) >= _LONG


def _may_answer(view: Shown, number: int, covered: Collection[int]) -> bool:
    """Whether a line under no label is a sentence that is neither the letter's nor the board's."""
    line = view.lines[number]
    if number in covered or not _is_text(line) or stands_in(view, line.box, "aside"):
        return False
    text = simplify(line.text)
    if answers_surely(text) and not only_holds_off(text):
        return True
    if (
        asks(text)
        or _WRITER.search(text)
        or instructs(text)
        or courtesy(text)
        or _COUNTS.search(text)
    ):
        return False
    none = is_no_reply(text) or says_none(text) or only_holds_off(text)
    return not none and what(text) in (Says.TEXT, Says.NOTE)


# --- by what is no text ---------------------------------------------------------------------


def _boxes_of(view: Shown, lines: range) -> frozenset[int]:
    """The boxes that hold some lines and no others."""
    found: set[int] = set()
    for number in lines:
        at = view.lines[number].box
        while at >= 0 and lines.start <= view.boxes[at].start and view.boxes[at].end <= lines.stop:
            found.add(at)
            at = view.boxes[at].parent
    return frozenset(found)


def _shows_media(view: Shown, part: range, asked: frozenset[int]) -> bool:
    """Whether a picture, a frame or a player stands apart from what was written."""
    media = _standing(view.media, part)
    anchors = _standing(view.anchors, part)
    linked = {one.line for one in anchors if one.href and not _FILE.search(one.href)}
    return any(
        (is_content_media(one) or _is_frame(one))
        and not (one.tag == "img" and one.line in linked)
        and asked.isdisjoint(_around(view, one.box))
        for one in media
    )


def _standing(found: Sequence[Placed], part: range) -> Sequence[Placed]:
    """Those of links or pictures that stand in some lines, or right behind the last."""
    line = attrgetter("line")
    first = bisect_left(found, part.start, key=line)
    return found[first : bisect_right(found, part.stop, key=line)]


def _is_frame(media: Media) -> bool:
    source = (media.attributes.get("src") or "").strip()
    sizes = {(media.attributes.get(name) or "").strip("px ") for name in ("width", "height")}
    blank = not source or source.startswith("about:")
    return media.tag == "iframe" and not media.template and not blank and not sizes & {"0", "1"}


def _around(view: Shown, at: int) -> Iterator[int]:
    while at >= 0:
        yield at
        at = view.boxes[at].parent


def _leads_to_answer(view: Shown, number: int) -> bool:
    line = view.lines[number]
    return not line.template and line.link_chars > 0 and _LINKED.search(line.text) is not None


def _has_file(view: Shown, part: range, asked: range) -> bool:
    """Whether a link to a file stands apart from what was written; a wordless one, in no line."""
    return any(
        not one.template and one.line not in asked
        and (one.saved_as is not None or (one.href and _FILE.search(one.href)))
        and (one.line < part.stop or _is_wordless(view, one))
        for one in _standing(view.anchors, part)
    )  # fmt: skip


def _is_wordless(view: Shown, anchor: Anchor) -> bool:
    return anchor.line >= len(view.lines) or not view.lines[anchor.line].link_chars


def hides_answer(view: Shown) -> bool:
    """Whether a page keeps from view what is certainly the text of an answer."""
    return any(map(answers_outright, view.hidden))
