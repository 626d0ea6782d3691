"""What the steps of a letter's course tell of it: its days, and the answers given in them.

An answer is the step of 答复 or 回复, and any other whose words answer; a closing day dates
none that is told elsewhere. Labels of the letter's own go before its steps.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crawler.pages.letters.letter import Letter
from crawler.pages.letters.openstates import is_of_answer
from crawler.pages.letters.stepnames import HANDLED
from crawler.pages.letters.steps import Course, Step, courses_of
from crawler.pages.letters.stepwords import Says, given_up, of_citizen, passes_on, what, what_answer
from crawler.pages.letters.voices import answers_in_words, answers_surely, asks, holds_off
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.labelled import as_date
from crawler.pages.markup.shown import Shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.masking import mask
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import SENTENCE, key, simplify
from crawler.pages.words.wording import pattern
from crawler.records.model import Field, Source

_DAYS = ("accepted_on", "forwarded_on", "closed_on")
_ANSWER_DAYS = ("replied_on", "reply_stamp")
_ANSWERERS = ("reply_body", "replied_on")
_OF_LETTER = frozenset({"number", "title", "submitted_on", "letter"})
_TAKEN = ("accepted_on", "forwarded_on")
_OFFICE = re.compile(OFFICE_NAME)
_TO_SOMEONE = re.compile(r"[您你]|网友|网民|来信人|市民")
_TO_COME = re.compile("待|拟(?!定)")
_TO_WRITER = re.compile(r"[您你]|网友|网民")
_INTERIM = pattern("step_interim")
_RESTATES, _DOES = pattern("step_matter"), re.compile("已|将|计划|完成|恢复|可|应|经|由")
_LEAST = 24
_SETTLED = re.compile(
    r"不属于|不在.{0,10}范围|已(?:经)?(?:解决|修复|修好|恢复|处理完|整改)|请(?:您|你)?(?:向|到|拨打|联系)"
)
Answer = dict[str, Field[str]]


def steps_shown(view: Shown, end: int, events: Sequence[Pair]) -> list[Course]:
    """The courses of steps above a line, but for tables whose labels say who answered and when."""
    named: dict[str, dict[str, int]] = {}
    for pair in events:
        own = (
            labels_of("message").get(key(pair.label)) == pair.slug
        )  # and no step's: 答复 | 局 | 日
        if own and pair.slug in _ANSWERERS and pair.group[0] == "t" and is_of_answer(pair.label):
            named.setdefault(pair.group, {})[pair.slug] = pair.start
    tables = [lines for lines in named.values() if len(lines) == len(_ANSWERERS)]
    return [
        one for one in courses_of(view, end)
        if not any(all(map(one.holds, lines.values())) for lines in tables)
    ]  # fmt: skip


def without_submissions(view: Shown, events: list[Pair], end: int) -> list[Pair]:
    """The labels of a list, with the steps in which letters came in as noise, and their headings.

    Only where labels tell when the letters were written: no step does it again.
    """
    labelled = {bool(pair.label) for pair in events if pair.slug == "submitted_on"}
    if len(labelled) < 2:
        return events
    named = [pair.start for pair in events if pair.slug in _OF_LETTER and pair.label]
    courses = [
        one for one in steps_shown(view, end, events) if not any(map(one.holds, named))
    ]  # fmt: skip
    held = {line for one in courses for line in range(one.start, one.end)}
    return [
        replace(pair, slug="noise", label="", raw="")
        if pair.start in held
        and (
            (pair.slug == "submitted_on" and not pair.label)
            or (pair.slug == "status" and pair.whole)
        )
        else pair
        for pair in events
    ]


def without_courses(view: Shown, events: list[Pair], courses: Sequence[Course]) -> list[Pair]:
    """The labels of a page outside the steps; each line of those ends what stands above it."""
    if not courses:
        return events
    found: list[Pair] = []
    held = {line for one in courses for line in range(one.start, one.end)}
    starts = [one.start for one in courses]
    for pair in events:
        if pair.start in held:
            continue
        following = bisect_right(starts, pair.start)
        if following < len(starts) and starts[following] < pair.end:
            cut = starts[following]
            pair = replace(pair, end=cut, raw=view.text(pair.start + pair.whole, cut))
            if pair.slug == "reply" and not pair.raw:
                continue  # 办理情况 heads the steps
        found.append(pair)
    found += [
        Pair("noise", "", "", line, line + 1, f"g{one.start}")
        for one in courses
        for line in range(one.start, one.end)
    ]
    return sorted(found, key=lambda pair: (pair.start, pair.offset))


def take_courses(letter: Letter, courses: Sequence[Course], url: str) -> None:
    """Take from the steps the days that no label gives, and the answers that nothing else shows."""
    steps = [step for course in courses for step in course.steps]
    for slug in _DAYS:
        days = [step for step in steps if step.slug == slug and step.day is not None]
        if slug == "closed_on":
            days = [step for step in days if not given_up(step.said)]
        if days and not _told(letter, slug):
            letter.fields[slug] = _day(min(days, key=_when), url)
    answers = [step for course in courses for step in course.steps if _answers(step, course)]
    if answers:
        letter.has_content = True
        _take_answers(letter, sorted(answers, key=_when), url)
    closing = [step for step in steps if step.slug == "closed_on" and _closes_with(step)]
    if closing and not letter.replies:
        letter.has_content = True
        letter.replies[:] = [_answer(step, url) for step in sorted(closing, key=_when)]
    asked = _submission(courses)
    if asked is not None and not _told(letter, "submitted_on"):
        assert asked.day is not None
        if all(asked.day.value <= day for day in _later_days(letter)):
            letter.fields["submitted_on"] = _day(asked, url)
    letter.unplaced = letter.unplaced or any(
        _unplaced(step, number) and not _answers(step, course)
        for course in courses
        for number, step in enumerate(course.steps)
    )


def _told(letter: Letter, slug: str) -> bool:
    old = letter.fields.get(slug)
    return old is not None and old.value is not None


def _submission(courses: Sequence[Course]) -> Step | None:
    """The step in which the letter came in: the first of its course, and no office's."""
    for course in courses:
        days = [step.day.value for step in course.steps if step.day is not None]
        for step in (course.steps[0], course.steps[-1]) if course.steps else ():
            by_office = _OFFICE.search(step.who) or _OFFICE.search(step.name)
            if step.slug != "submitted_on" or step.day is None or by_office:
                continue
            return step if step.day.value == min(days) else None
    return None


def _later_days(letter: Letter) -> list[date]:
    fields = [letter.fields[slug] for slug in _DAYS if slug in letter.fields]
    fields += [one[slug] for one in letter.replies for slug in _ANSWER_DAYS if slug in one]
    return [day for field in fields if (day := as_date(field).value) is not None]


def _answers(step: Step, course: Course) -> bool:
    """Whether a step is an answer: by its name, unless its words are none, or by its words."""
    if of_citizen(step.who) or step.slug == "submitted_on":
        return False
    said = what(step.said)
    if step.slug == "replied_on":
        return what_answer(step.said) in (Says.TEXT, Says.DONE)
    if step.slug == HANDLED and _interim(step.said):
        return False
    if said is Says.TEXT and _reports(step, course):
        return True
    if said is not Says.TEXT or not answers_in_words(step.said):
        return False
    if step.slug in ("closed_on", HANDLED):
        return True
    first = step in (course.steps[0], course.steps[-1])
    sure = answers_surely(step.said) or not first or _OFFICE.fullmatch(step.who) is not None
    return sure and (step.slug == "" or _TO_SOMEONE.search(step.said) is not None)


def _reports(step: Step, course: Course) -> bool:
    """Whether an office tells at length what came of a letter, and no other step answers it."""
    told = step.slug == HANDLED and _OFFICE.fullmatch(step.who) and SENTENCE.search(step.said)
    if not told or len(step.said) < _LEAST or any(_answers_later(s) for s in course.steps):
        return False
    return not (asks(step.said) or holds_off(step.said) or _TO_COME.search(step.said))


def _answers_later(step: Step) -> bool:
    closes = step.slug == "closed_on" and what(step.said) is Says.TEXT
    return step.slug == "replied_on" or (closes and answers_in_words(step.said))


def _interim(said: str) -> bool:
    """Whether an office speaks to colleagues of a letter that it has not settled."""
    if answers_in_words(said) and _TO_WRITER.search(said):
        return False
    restated = _RESTATES.match(said) is not None and _DOES.search(said) is None
    return restated or _INTERIM.search(said) is not None


def _closes_with(step: Step) -> bool:
    """Whether a closing step speaks to whoever wrote the letter, though not in answering words."""
    spoken = SENTENCE.search(step.said) and _TO_SOMEONE.search(step.said)
    return bool(spoken) and not of_citizen(step.who) and what(step.said) is Says.TEXT


def _unplaced(step: Step, number: int) -> bool:
    """Whether a step says something of the matter that may be an answer, by a name that is none."""
    said = what_answer(step.said) if step.slug == "replied_on" else what(step.said)
    if step.slug == "closed_on" and given_up(step.said):
        return True
    if of_citizen(step.who) or said not in (Says.TEXT, Says.NOTE):
        return False
    if step.slug == "replied_on":
        return not holds_off(step.said)
    if step.slug in _TAKEN and passes_on(step.said):
        return answers_in_words(step.said) or _SETTLED.search(step.said) is not None
    # The letter itself stands in the first step.
    return not (asks(step.said) and (number == 0 or step.slug in _TAKEN))


def _take_answers(letter: Letter, steps: list[Step], url: str) -> None:
    told = [n for n, one in enumerate(letter.replies) if _text(one) or n in letter.loose]
    texts = {n: key(_text(letter.replies[n]) or letter.loose.get(n, "")) for n in told}
    undated = [n for n in told if not _dated(letter.replies[n])]
    said = [step for step in steps if _says(step)]
    left = [
        step for step in said if not any(key(step.said)[:60] in text for text in texts.values())
    ]
    replied = [step for step in steps if step.slug != "closed_on"]
    for number in undated:
        same = [step for step in replied if _says(step) and key(step.said)[:60] in texts[number]]
        fitting = same or [step for step in replied if not _says(step) and len(undated) == 1]
        if len({step.day.value for step in fitting if step.day is not None}) == 1:
            letter.replies[number]["replied_on"] = _day(_dated_step(fitting), url)
    if told:
        letter.replies += [_answer(step, url) for step in left]
        return
    if said:
        letter.replies[:] = [_answer(step, url) for step in said]
        letter.loose.clear()
    elif not any(map(_dated, letter.replies)) and len({step.day for step in steps}) == 1:
        letter.replies[:] = [_answer(steps[0], url)] if steps[0].day is not None else []


def _dated_step(steps: Sequence[Step]) -> Step:
    return next(step for step in steps if step.day is not None)


def _answer(step: Step, url: str) -> Answer:
    answer: Answer = {}
    if step.day is not None:
        answer["replied_on"] = _day(step, url)
    if _says(step):
        text = mask(simplify(step.said))
        answer["reply"] = Field(text, text[:200], Source.TEXT, step.name, "办理流程", url)
    if step.who:
        answer["reply_body"] = Field(step.who, step.who, Source.LABEL, step.name, "办理流程", url)
    return answer


def _day(step: Step, url: str) -> Field[str]:
    assert step.day is not None
    return Field(step.day.raw, step.day.raw, Source.LABEL, step.name, "办理流程", url)


def _when(step: Step) -> tuple[bool, int]:
    return (step.day is None, step.day.value.toordinal() if step.day is not None else 0)


def _says(step: Step) -> bool:
    """Whether a step says more than that it was taken."""
    return what(step.said) is Says.TEXT


def _text(answer: Answer) -> str:
    return (answer["reply"].value or "") if "reply" in answer else ""


def _dated(answer: Answer) -> bool:
    return any(slug in answer and as_date(answer[slug]).value is not None for slug in _ANSWER_DAYS)
