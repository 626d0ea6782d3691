"""From the labels of a message board to letters: what belongs to which letter and reply."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from crawler.pages.letters.answers import (
    REPLY_SLUGS,
    own_box,
    several_under,
    text_above,
    text_between,
)
from crawler.pages.letters.answerunits import with_units, without_other_letters
from crawler.pages.letters.baredays import with_bare_days
from crawler.pages.letters.letter import ANSWER_DATE, WHOSE, Letter, is_status, text_said
from crawler.pages.letters.openstates import clear_open_steps, is_of_answer, without_open_steps
from crawler.pages.letters.replytexts import reply_text
from crawler.pages.letters.stepwords import hands_on
from crawler.pages.letters.voices import answers_in_words, reads_as_letter
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.labelled import as_date, text_field
from crawler.pages.markup.pictures import shows_picture
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import find_dates, is_date_alone
from crawler.pages.words.text import SENTENCE, clean, key
from crawler.pages.words.wording import pattern
from crawler.records.model import Field, Source

_IGNORED = frozenset(
    {"noise", "sender", "category", "origin", "followup", "audited_on", "updated_on"}
)
_TO_OFFICE = pattern("to_office")
_HEADING = re.compile("(?:官方|网站|部门)?(?:回复|答复)(?:内容)?")
_SIGNATURE = 60
"""Characters at the end of a text in which a signature with its day stands."""
_NOTHING = Pair("", "", "", -1, -1, "")


def letters_in(
    view: Shown, events: list[Pair], end: int, url: str, single: bool = False
) -> list[Letter]:
    """The letters of a run of labels; a new one begins when a letter's field comes again.

    With `single` all of it is one letter's own: what repeats belongs to its further course.
    """
    shown = without_other_letters(view, events) if single else events
    events = without_open_steps(shown, _answer_groups(shown))
    events, opening = with_units(events) if single else (events, frozenset())
    answers = _answer_groups(events)
    events = with_bare_days(view, events, answers, single=single)
    letters = [Letter(start=events[0].start if events else -1)]
    starts = [pair.start for pair in events]
    ends = sorted(pair.end for pair in events)
    spoken_for = frozenset(starts)
    lead = next((p.slug for p in events if p.slug in ("number", "title", "submitted_on")), "")
    inside_letter = inside_cell = inside_reply = -1
    opened = _NOTHING  # the heading over the box that opened the current reply
    texts: dict[int, str] = {}
    for pair in events:
        letter, slug = letters[-1], pair.slug
        if slug in _IGNORED or pair.start < inside_cell:
            continue
        below = slug == "submitted_on" and not pair.offset and is_date_alone(clean(pair.raw))
        if pair.start < inside_letter and slug not in REPLY_SLUGS and not (
            below and slug not in letter.fields
        ):  # fmt: skip
            continue
        after = bisect_right(starts, pair.start)
        following = starts[after] if after < len(starts) else end
        answering = slug in REPLY_SLUGS or bool(letter.replies)
        one = text_field(pair, url, Source.LABEL, _place(pair, answering))
        if slug == "letter":
            # Not a form's empty label; what is written may stand in a picture.
            said = bool(pair.raw) or shows_picture(view, pair.start, pair.end)
            letter.has_content = letter.has_content or said
            inside_letter = pair.end if pair.whole else -1
            inside_cell = pair.end if _in_table(pair) else -1
            continue
        if slug == "body" and (pair.group in answers or _in_answer(letter, pair)):
            slug = "reply_body"
        if slug == "dated":
            slug = "replied_on" if pair.group in answers or letter.replies else "submitted_on"
        if (
            slug.endswith("_on")
            and one.value is not None
            and as_date(one).value is None
            and (answering or pair.start < inside_reply)
        ):
            continue  # 办理时间：工作日上午 … in the text of a reply is no date of it
        if slug == "reply" and hands_on(one.raw) and (
            not is_of_answer(one.label) or is_status(one.raw)
        ):  # fmt: skip
            letter.note(one, pair.start)
            continue
        if slug == "reply" and is_status(one.raw):
            slug = "status"
        if slug == "reply" and is_date_alone(clean(one.raw)):
            slug = "replied_on"
        if slug in REPLY_SLUGS:
            box = own_box(view, pair, events, starts)
            fence = following if box is None else min(following, box.end)
            if slug == "reply":
                several = several_under(view, pair, events, starts)
                texts |= several or {}
                one = reply_text(view, pair, one, fence, spoken_for)
                if several is not None:
                    one = replace(one, value=None, raw="")
                letter.has_content = True
                inside_reply = pair.end
            goes_on = slug == "reply" and pair.start < opened.end and letter.told_by_whom()
            if goes_on:
                held = slice(bisect_right(starts, opened.start), bisect_left(starts, opened.end))
                alone = sum(one.slug == "reply" for one in events[held]) == 1
                letter.replies[-1][slug] = _of_both(letter.replies[-1][slug], one, alone=alone)
            elif one.value is not None or slug == "reply":
                if not opening:
                    letter.end_note(one)
                elif slug == "reply_body" and pair.start in opening:
                    letter.open()
                letter.reply(slug, pair.start)[slug] = one
                letter.closed = box.end if box is not None else letter.closed
            if slug == "reply":
                opened = _NOTHING if goes_on or not pair.whole else pair
                letter.headed = not goes_on and pair.whole and one.value is None and not one.raw
            elif one.value is not None:
                if pair.start in texts:
                    letter.loose[len(letter.replies) - 1] = texts[pair.start]
                else:
                    _take_loose(
                        letter, view, pair, events, starts, spoken_for, fence, boxed=box is not None
                    )
                    if (
                        single
                        and slug == "reply_body"
                        and _answers_below(letter, view, pair.start, ends)
                    ):
                        letter.own.add(len(letter.replies) - 1)
                if box is not None:
                    letter.own.add(len(letter.replies) - 1)
            continue
        old = letter.fields.get(slug)
        if old is None or old.value is None:
            letter.fields[slug] = one
        elif (
            not single
            and slug in ("number", "title", "submitted_on")
            and (letter.replies or letter.has_content or slug == lead)
        ):
            letters.append(Letter({slug: one}, start=pair.start))
    stops = [letter.start for letter in letters[1:]] + [end]
    for letter, stop in zip(letters, stops, strict=True):
        letter.forget_notes()
        own = events[bisect_left(starts, letter.start) : bisect_left(starts, stop)]
        clear_open_steps(own, letter.replies, letter.loose)
        _take_unit(letter)
    return letters


def _of_both(around: Field[str], within: Field[str], *, alone: bool) -> Field[str]:
    """The text of a reply by the heading of its box and by the label of the text in that box.

    The box holds all of it, unless it holds the texts of further replies.
    """
    if within.value is None or around.value is None:
        return around if within.value is None else within
    return around if alone and key(within.value) in key(around.value) else within


def once_each(replies: list[dict[str, Field[str]]]) -> list[dict[str, Field[str]]]:
    """The replies without copies: those of the same text that tell no other day or office."""
    found: list[dict[str, Field[str]]] = []
    alike: dict[str, list[dict[str, Field[str]]]] = {}
    for one in replies:
        text = text_said(one)
        known = alike.setdefault(text, []) if text else []
        same = next((old for old in known if _of_one_day(old, one)), None)
        if same is None:
            found.append(one)
            known.append(one)
        else:
            same.update({slug: told for slug, told in one.items() if slug not in same})
    return found


def _of_one_day(old: dict[str, Field[str]], one: dict[str, Field[str]]) -> bool:
    """Whether replies of one text cannot have been given on different days, or by others.

    A text without a day is that of a dated one only where one of both is the outcome of the
    letter (办理结果) that shows the other again, the day is that of an answer (答复时间), and the
    undated text has neither an office nor a signature of its own.
    """
    shared = [slug for slug in WHOSE if slug in old and slug in one]
    if any(key(old[slug].raw) != key(one[slug].raw) for slug in shared):
        return False
    dated = [reply for reply in (old, one) if any(slug in reply for slug in ANSWER_DATE)]
    if len(dated) != 1:
        return not dated or any(slug in shared for slug in ANSWER_DATE)
    undated = one if dated[0] is old else old
    days = [dated[0][slug] for slug in ANSWER_DATE if slug in dated[0]]
    answers = [is_of_answer(reply["reply"].label) for reply in (old, one)]
    return (
        answers[0] != answers[1]
        and "reply_body" not in undated
        and not find_dates((undated["reply"].value or "")[-_SIGNATURE:])
        and all(not day.label or is_of_answer(day.label) for day in days)
    )


def _take_unit(letter: Letter) -> None:
    """Give a unit that stands behind all else of an answer to it: 答复内容 … 答复单位."""
    last = len(letter.replies) - 1
    alone = last > 0 and set(letter.replies[last]) == {"reply_body"}
    if alone and last not in letter.loose and "reply_body" not in letter.replies[last - 1]:
        letter.replies[last - 1] |= letter.replies.pop()


def _take_loose(
    letter: Letter, view: Shown, pair: Pair, events: list[Pair], starts: Sequence[int],
    spoken_for: frozenset[int], following: int, *, boxed: bool,
) -> None:  # fmt: skip
    """Note the text of an answer that has no label: below its date or unit, else above it.

    What stands above is the answer's only if a box holds it together with the answer's labels
    and with nothing of the letter; then what stands below that box is no answer.
    """
    number = len(letter.replies) - 1
    if len(letter.replies[-1]) == 1:
        text, stop = text_above(view, pair, events, starts)
        if text:
            letter.has_content = True
            letter.loose[number], letter.boxed[number] = text, stop
    line = slice(bisect_left(starts, pair.start), bisect_right(starts, pair.start))
    told = any(other.slug == "reply" for other in events[line])
    if not told and pair.end < min(following, letter.boxed.get(number, following)):
        start = _below_heading(view, pair.end, following)
        if start > pair.end and (
            any(other.slug == "letter" for other in events)
            or reads_as_letter(text_between(view, events[0].start, pair.start, spoken_for))
        ):
            start = pair.end  # the letter stands elsewhere: an answer begins below its day
        text = text_between(view, start, following, spoken_for)
        if text:
            letter.loose[number] = text
            letter.has_content = letter.has_content or boxed or pair.slug == "reply_stamp"


def _below_heading(view: Shown, start: int, end: int) -> int:
    """Where the text of an answer begins below its day: below the one line that is its heading
    (回复), and a state beside that, if one stands there."""
    heads = [
        number for number in range(start, end)
        if _HEADING.fullmatch(view.lines[number].text) and not view.lines[number].link_chars
    ]  # fmt: skip
    above = text_between(view, start, heads[0], ()) if len(heads) == 1 else ""
    if len(heads) != 1 or (answers_in_words(above) and not _TO_OFFICE.search(above)):
        return start  # the answer stands above what may be a button
    return next((n for n in range(heads[0] + 1, end) if not is_status(view.lines[n].text)), start)


def _answers_below(letter: Letter, view: Shown, start: int, ends: Sequence[int]) -> bool:
    """Whether the text below the unit that answers is an answer, and the letter stands above.

    `ends` are the lines where the values of labels end, in order; above the unit stands the last.
    """
    above = ends[bisect_right(ends, start) - 1] if ends[0] <= start else start
    asked = text_between(view, above, start, ())
    told = letter.loose.get(len(letter.replies) - 1, "")
    return bool(SENTENCE.search(asked)) and answers_in_words(told)


def _in_table(pair: Pair) -> bool:
    return pair.group[0] == "t"


def _answer_groups(events: list[Pair]) -> frozenset[str]:
    """Tables and lists that hold an answer and nothing of the letter."""
    slugs: dict[str, set[str]] = {}
    for pair in events:
        slugs.setdefault(pair.group, set()).add(pair.slug)
    letter = {"submitted_on", "letter", "title", "number", "accepted_on"}
    return frozenset(g for g, found in slugs.items() if found & REPLY_SLUGS and not found & letter)


def _in_answer(letter: Letter, pair: Pair) -> bool:
    """Whether a unit named after an answer has begun is the unit that answers."""
    return (
        bool(letter.replies)
        and "body" in letter.fields
        and ("reply_body" not in letter.replies[-1])
        and pair.label != letter.fields["body"].label
    )


def _place(pair: Pair, reply: bool) -> str:
    part = "答复区" if reply else "来信区"
    return f"{part}表格第{pair.row}行" if pair.row else part
