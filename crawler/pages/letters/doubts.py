"""Whether what may be an answer to a letter stands on its part of a page, though none was read.

Only a letter beside which nothing does is surely unanswered, whichever rule took its labels
away, parted its texts or passed over what it did not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import islice
from typing import NamedTuple

from crawler.pages.letters.answers import (
    ASIDE,
    REPLY_SLUGS,
    is_no_reply,
    says_none,
    stands_in,
)
from crawler.pages.letters.boardwords import (
    for_everybody,
    is_term,
    names_beside,
    plans,
    speaks_for_office,
    tells_of,
    tells_result,
)
from crawler.pages.letters.enclosures import (
    has_file,
    leads_to_answer,
    row_of,
    shows_answer,
    shows_media,
)
from crawler.pages.letters.labelvalues import clipped, without_furniture
from crawler.pages.letters.letter import Letter
from crawler.pages.letters.lettertitles import is_flagged, matter_of
from crawler.pages.letters.misplaced import answers_elsewhere, is_read, stands_above
from crawler.pages.letters.openstates import is_of_answer, is_open
from crawler.pages.letters.ownlines import (
    ends_letter,
    is_text,
    names_answer,
    own_text,
    said_by_board,
)
from crawler.pages.letters.stepwords import Says, hands_on, what
from crawler.pages.letters.voices import (
    answers_in_full,
    answers_outright,
    answers_surely,
    asks,
    courtesy,
    instructs,
    only_holds_off,
    without_thanks,
)
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import Outline
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.text import CLAUSES, clean, key, simplify
from crawler.pages.words.wording import pattern, word_keys

_GENERAL = word_keys("text_of_either")
_STATE, _RATED = map(pattern, ("state", "rated"))
_NAMES_STATE, _COUNTS, _WRITER = map(pattern, ("state_label", "board_counts", "writer_says"))
_BESIDE_LETTER, _CONTROL = map(pattern, ("beside_letter", "page_control"))
_OFFICE_ASKS, _ANSWERED = map(pattern, ("office_asks", "answered_yes"))
_YES = frozenset({"是", "已", "有"})
_RATES, _MODERATED, _HIDDEN = map(pattern, ("rates", "moderated", "hidden_form"))
_COLON = re.compile(r"\s*[:：]\s*")
_FACTS = frozenset({"title", "number", "submitted_on", "sender", "message_kind"})
_OF_NONE = frozenset({"category", "noise"})
_DAYS = frozenset({"replied_on", "reply_stamp"})
_LEAST, _MOST_HEADS = 6, 24
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_STATE = 24


def may_be_answered(
    view: Shown,
    own: Sequence[Pair],
    part: range,
    letter: Letter,
    *,
    drawn: bool = True,
    common: Collection[str] | None = None,
    title: str = "",
) -> bool:
    """Whether something on a letter's part of the page may be an answer to it.

    `own` are its labels as the page shows them, before any was taken away. Pictures say nothing
    where answered letters show them besides (not `drawn`), nor do lines that stand with every
    letter of a list (`common`; None on a letter's own page). `title` is what the page is called.
    """
    told, alone, common = _told(letter), common is None, common or ()
    state = letter.fields["status"].raw if "status" in letter.fields else ""
    named = letter.fields["title"].raw if "title" in letter.fields else ""
    matter = matter_of(named, title)
    own = [without_furniture(view, clipped(view, pair, part.stop), matter) for pair in own]
    asked, beside = own_text(view, own, part), _beside(own)
    covered = {line for pair in own for line in range(pair.start, pair.end)} | set(asked)
    written = _written(own, asked)
    last = max((one.start for one in own if one.start < part.stop), default=part.start)
    near = _first(view, range(max(last, part.start), part.stop), _is_control)
    near_part = range(part.start, near)
    return (
        is_flagged(named)
        or (is_flagged(title) and not is_open(state or "答复"))
        or any(_tells(pair, beside, told, state, common) for pair in own)
        or _has_second_text(own)
        or answers_elsewhere(view, own, range(part.start if alone else 0), told)
        or any(
            _may_answer(view, number, covered, common, matter, far=number > near) for number in part
        )
        or (alone and stands_above(view, own, part, covered, matter))
        or _settled(view, own, part, covered)
        or _under_answer(view, own, covered)
        or leads_to_answer(view, near_part, asked)
        or (drawn and shows_media(view, part, asked, written))
        or shows_answer(view, part, [one.start for one in own if _is_empty_answer(one)])
        or has_file(view, part, asked, written, spared=beside.none)
    )


def part_of(view: Shown, own: Sequence[Pair], layout: Outline, end: int) -> range:
    """The lines of a letter's own page from its title or first label to where the page speaks of
    itself."""
    starts = [pair.start for pair in own if pair.slug != "noise"]
    above = layout.title_line >= 0 and not any(one < layout.title_line for one in starts)
    titles = [layout.title_end] if above else []  # a heading below the labels is no title
    first, last = min([*titles, *starts], default=end), max([*titles, *starts], default=end)
    return range(first, _first(view, range(last + 1, end), _ends_part))


def _ends_part(text: str) -> bool:
    """Whether a line heads what is not the letter's; below others its answer may stand."""
    beside = _BESIDE_LETTER.fullmatch(text) or _CONTROL.fullmatch(text)
    return ASIDE.fullmatch(text) is not None and not beside


def _first(view: Shown, lines: range, holds: Callable[[str], bool]) -> int:
    return next((number for number in lines if holds(view.lines[number].text)), lines.stop)


def _written(own: Sequence[Pair], asked: range) -> range:
    """The lines from a letter to the first label below it of its state or its answer.

    Pictures and files that stand there are the writer's.
    """
    letters = [one.start for one in own if one.slug == "letter"]
    if not letters and not asked:
        return range(0)
    start = min([*letters, *asked[:1]])
    below = (one.start for one in own if one.start > start and ends_letter(one))
    return range(start, min(below, default=start))


def _is_empty_answer(pair: Pair) -> bool:
    named = labels_of("message").get(key(pair.label)) == "reply"
    return named and (not pair.raw or is_placeholder(pair.raw))


# --- by labels ------------------------------------------------------------------------------


def _tells(
    pair: Pair, beside: _Beside, told: Collection[str], state: str, common: Collection[str]
) -> bool:
    """Whether a label tells of an answer that was not read: its text, day or office, how it was
    rated, or that the letter is settled."""
    raw = clean(pair.raw)
    if pair.label and pair.slug in _OF_NONE and tells_result(raw):
        return not is_read(raw, told)
    if pair.slug == "category":
        return _is_rated(pair.label, raw) and not (
            key(raw) in common or (beside.open and beside.none)
        )
    if not raw or pair.slug in _FACTS or pair.slug == "letter":
        return False
    if _STATE.fullmatch(raw) and not is_open(raw) and not _MODERATED.search(raw):
        return key(raw) != key(state)
    answers = pair.slug in REPLY_SLUGS or (bool(pair.label) and names_answer(pair))
    if not answers or is_placeholder(raw) or is_read(raw, told):
        return False
    if pair.slug == "replied_on" or (pair.slug == "noise" and find_dates(raw)):
        # The day of a step, beside an open state, or of a note that passes on.
        step = beside.none if beside.noted else beside.open and not is_of_answer(pair.label)
        return bool(find_dates(raw)) and not step
    if pair.slug == "reply_body" and beside.none:
        return False
    return not (is_no_reply(raw) or hands_on(raw) or only_holds_off(raw))


def _is_rated(label: str, raw: str) -> bool:
    """Whether a label of how satisfied the writer is has one choice, perhaps with words of his.

    Beside an open state and an empty answer it shows what is chosen beforehand.
    """
    first, *more = [one for one in CLAUSES.split(raw) if one] or [""]
    choices = any(map(_RATED.fullmatch, more))
    named = _RATES.search(label) is not None and _RATED.fullmatch(label) is None
    return named and not choices and _RATED.fullmatch(first) is not None


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


def _has_second_text(own: Sequence[Pair]) -> bool:
    """Whether a text in general words (内容) stands below the letter's, or under a label of
    answers that heads its table, and does not ask."""
    asked = headed = False
    for pair in own:
        if pair.slug == "noise" and not pair.raw and names_answer(pair):
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
    heads = (one for one in own if one.slug == "noise" and not one.raw and names_answer(one))
    for pair in islice(heads, _MOST_HEADS):
        row = row_of(view, view.boxes[view.lines[pair.start].box])
        if any(
            number not in covered and _HAN.search(view.lines[number].text)
            and len(view.lines[number].text) >= _LEAST and not ASIDE.search(view.lines[number].text)
            for number in range(pair.end, row.end)
        ):  # fmt: skip
            return True
    return False


def _settled(view: Shown, own: Sequence[Pair], part: range, covered: Collection[int]) -> bool:
    """Whether a line under no known label names a state that settles a letter: 当前环节 | 办结.

    A state alone does in a box with labels that may be the letter's.
    """
    labelled = {view.boxes[view.lines[one.start].box].parent for one in own if one.slug in _FACTS}
    # Beside the state itself others are the steps of a bar.
    labelled -= {
        view.boxes[view.lines[one.start].box].parent for one in own if one.slug == "status"
    }
    before = ""
    for number in part:
        line = view.lines[number]
        name, _, value = _COLON.sub("\0", line.text, count=1).partition("\0")
        name, value = (name, value) if value else (before, name)
        before = line.text.rstrip(":： ")
        if number in covered or line.template or line.has_input or len(line.text) > _LONGEST_STATE:
            continue
        named = _NAMES_STATE.search(name) or view.boxes[line.box].parent in labelled
        if _ANSWERED.fullmatch(name) and key(value) in _YES:
            return True
        state = named and _STATE.fullmatch(clean(value)) and not _MODERATED.search(value)
        if state and not is_open(value):
            return True
    return False


# --- by texts -------------------------------------------------------------------------------


def _may_answer(
    view: Shown,
    number: int,
    covered: Collection[int],
    common: Collection[str],
    matter: Collection[str],
    *,
    far: bool,
) -> bool:
    """Whether a line under no label is a sentence that is neither the letter's nor the board's.

    Below what can be done with the page (`far`) a board tells much of its own, and nothing of
    the letter's matter.
    """
    line = view.lines[number]
    if number in covered or line.template:
        return False
    text = simplify(line.text)
    told = not line.link_chars and (
        tells_result(text) or _is_brief(text, common, matter) or said_by_board(view, number)
    )
    if not (told or is_text(line)) or _answers_nothing(view, line) or is_term(text):
        return False
    sure = answers_surely(text) or tells_result(text) or _OFFICE_ASKS.search(text)
    if _is_brief(text, common, matter) or (sure and not only_holds_off(text)):
        return True
    if far and (line.link_chars or not plans(text, matter)):
        return False
    if (
        (asks(text) and not speaks_for_office(text))
        or _WRITER.search(text)
        or instructs(text)
        or courtesy(text)
        or _COUNTS.search(text)
        or (for_everybody(text) and not names_beside(text, matter))
        or key(text) in common
    ):
        return False
    none = is_no_reply(text) or says_none(text) or only_holds_off(text)
    return not none and what(text) in (Says.TEXT, Says.NOTE)


def _is_brief(text: str, common: Collection[str], matter: Collection[str]) -> bool:
    """Whether a line tells in a few words what came of one letter, and does not ask."""
    if not tells_of(text, matter) or key(text) in common:
        return False
    return not (asks(without_thanks(text)) or _WRITER.search(text))


def _answers_nothing(view: Shown, line: Line) -> bool:
    return stands_in(view, line.box, "aside") and not answers_in_full(line.text)


def _is_control(text: str) -> bool:
    return _CONTROL.fullmatch(text) is not None


def hides_answer(view: Shown) -> bool:
    """Whether a page keeps from view what is certainly the text of an answer.

    A form that scripts fill in, and what a survey says to whoever takes part, are none.
    """
    return any(answers_outright(one) and _HIDDEN.search(one) is None for one in view.hidden)
