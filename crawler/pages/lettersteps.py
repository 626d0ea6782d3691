"""What the steps of a letter's course tell of it: its days, and the answers given in them.

An answer is the step of 答复 or 回复, and that of 办结 with an opinion; what was said on
acceptance or on passing on is none. Labels of the letter's own go before its steps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.pages.answers import is_no_reply
from crawler.pages.celltables import Pair
from crawler.pages.labelled import as_date
from crawler.pages.letters import Letter
from crawler.pages.masking import mask
from crawler.pages.shown import Shown
from crawler.pages.steps import Course, Step
from crawler.pages.text import clean, key, simplify
from crawler.records.model import Field, Source

_DAYS = ("submitted_on", "accepted_on", "forwarded_on", "closed_on")
_FORMAL = re.compile(
    r"(?:同意|予以|准予|已经?|拟|该件|信件|来信|系统|自动|按期|正常|按时|请)*(?:办结|结案|归档|办理完毕|办理完成|处理完毕|处理完成|完结|"
    r"答复|回复|反馈|回应|公开|关闭)(?:来信人|写信人|留言人|网友|网民|诉求人|群众|归档|公开|完毕|完成)?"
)
Answer = dict[str, Field[str]]


def without_courses(view: Shown, events: list[Pair], courses: Sequence[Course]) -> list[Pair]:
    """The labels of a page outside the steps; each line of those ends what stands above it."""
    if not courses:
        return events
    found: list[Pair] = []
    for pair in events:
        if any(one.holds(pair.start) for one in courses):
            continue
        cut = next((one.start for one in courses if pair.start < one.start < pair.end), None)
        if cut is not None:
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
        old = letter.fields.get(slug)
        if days and (old is None or old.value is None):
            first = min(days, key=_when)
            letter.fields[slug] = _day(first, url)
    answered = [step for step in steps if step.slug == "replied_on"]
    answered += [step for step in steps if step.slug == "closed_on" and _says(step)]
    if answered:
        letter.has_content = True
        _take_answers(letter, sorted(answered, key=_when), url)


def _take_answers(letter: Letter, steps: list[Step], url: str) -> None:
    told = [n for n, one in enumerate(letter.replies) if _text(one) or n in letter.loose]
    texts = {n: key(_text(letter.replies[n]) or letter.loose.get(n, "")) for n in told}
    undated = [n for n in told if not _dated(letter.replies[n])]
    said = [step for step in steps if _says(step)]
    left = [
        step for step in said if not any(key(step.said)[:60] in text for text in texts.values())
    ]
    for number in undated:
        same = [step for step in said if key(step.said)[:60] in texts[number]]
        fitting = same or (steps if len(undated) == 1 else [])
        if len({step.day.value for step in fitting if step.day is not None}) == 1:
            letter.replies[number]["replied_on"] = _day(fitting[0], url)
            left = [step for step in left if step not in fitting]
    if told:
        letter.replies += [_answer(step, url) for step in left]
        return
    if said:
        letter.replies[:] = [_answer(step, url) for step in said]
        letter.loose.clear()
    elif not any(map(_dated, letter.replies)) and len({step.day for step in steps}) == 1:
        letter.replies[:] = [_answer(steps[0], url)]


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
    words = clean(step.said).strip("。.！! ")
    return bool(words) and not is_no_reply(words) and _FORMAL.fullmatch(words) is None


def _text(answer: Answer) -> str:
    return (answer["reply"].value or "") if "reply" in answer else ""


def _dated(answer: Answer) -> bool:
    return any(
        slug in answer and as_date(answer[slug]).value is not None
        for slug in ("replied_on", "reply_stamp")
    )
