"""The course of a letter as a time line: 提交 受理 转办 答复 办结, each with its day.

Such a line fills what the letter's own labels leave open; it is no part of an answer's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.offices import ANY_OFFICE, AUTHORITY_END
from crawler.pages.words.text import simplify

_ORDER = r"(?:\d{1,2}[.、]?)?(?:第[一二三四五六]步)?"
_CITIZEN = "(?:网民|网友|市民|群众|用户|来信人|写信人|留言人|信件|来信|留言)?"
_OFFICE = (
    rf"(?:[\u3400-\u9fff]{{0,16}}(?:{AUTHORITY_END}|[府政局委]办|公司|{ANY_OFFICE}|系统)|"
    r"信件|来信|留言|工单)?"
)
_DONE = "(?:已经?|予以|进行|正式|登记|办理)?"
_OBJECT = "(?:留言|来信|信件|诉求人?|来信人|网友|网民|问题|咨询|结果)?(?:成功|完成|登记|归档)?"
# fmt: off
_STAGES = {
    slug: re.compile(
        f"{_ORDER}(?:{_OFFICE}|{_CITIZEN if slug == 'submitted_on' else ''}){_DONE}"
        f"(?:{words}){_OBJECT}(?:时间|日期)?"
    )
    for slug, words in {
        "submitted_on": "提交|留言|来信|写信|提问|发起|投递",
        "accepted_on": "受理|接收|签收|接件|登记",
        "forwarded_on": "(?:转办|交办|分办|派单|转交|流转|派发|批转|转送)(?:[至给到]"
        r"[\u3400-\u9fff]{2,16}|(?:承办|办理|责任|有关|相关)(?:单位|部门))?",
        "replied_on": "(?:办结)?(?:答复|回复|反馈|回应)(?:办结)?",
        "closed_on": "办结|结案|完结|归档|办理完成|办理完毕|处理完成|处理完毕",
    }.items()
}
# fmt: on
_NOT_YET = re.compile(r"未|待|中$|逾期|截止|期限|时限|应")
_BARE = re.compile(r"[^\u3400-\u9fff]*(?:[年月日][^\u3400-\u9fff]*){0,3}")
_CUT = re.compile(r"\s?(?:→|➜|➔|⇒|>>|»|;|；|\|｜)\s?")
_SIGNS = re.compile(r"[^\w\u3400-\u9fff]+|_")
_LONGEST = 48


@dataclass(frozen=True)
class Stage:
    """One step of the course: the field that it gives, the day as shown, and its line."""

    slug: str
    pair: Pair


def stage_named(text: str) -> str:
    """The field that a step gives by its name (受理, 部门回复, 已办结), or an empty text."""
    return _named_before(text) if len(text) <= _LONGEST else _named(text)


def _named(text: str) -> str:
    word = _SIGNS.sub("", text)
    if not 2 <= len(word) <= 14 or _NOT_YET.search(word) or word.endswith(("时间", "日期")):
        return ""
    return next((slug for slug, one in _STAGES.items() if one.fullmatch(word)), "")


_named_before = lru_cache(maxsize=4096)(_named)  # the same labels stand on every page of a board


def stages_of(view: Shown) -> tuple[Stage, ...]:
    """The steps of every time line that a page shows: at least two different ones together."""
    found: list[Stage] = []
    for number, line in enumerate(view.lines):
        if not line.template and not line.link_chars:
            found += _in_line(view, number)
    runs: list[list[Stage]] = []
    for stage in found:
        if runs and stage.pair.start - runs[-1][-1].pair.end <= 1:
            runs[-1].append(stage)
        else:
            runs.append([stage])
    return tuple(
        stage for run in runs if len({one.slug for one in run}) > 1 for stage in run
    )  # fmt: skip


def _in_line(view: Shown, number: int) -> Iterable[Stage]:
    text = simplify(view.lines[number].text)
    parts = [part for part in _CUT.split(text) if part]
    if len(parts) > 1:
        stages = [_stage(part, number, number + 1, at) for at, part in enumerate(parts)]
        return [stage for stage in stages if stage is not None]
    if len(text) > _LONGEST:
        return []
    one = _stage(text, number, number + 1)
    if one is None and number + 1 < len(view.lines):
        below = simplify(view.lines[number + 1].text)
        dated = [bool(_BARE.fullmatch(part) and find_dates(part)) for part in (text, below)]
        if len(below) <= _LONGEST and dated[0] != dated[1] and _together(view, number):
            one = _stage(f"{text} {below}", number, number + 2)
    return [one] if one is not None else []


def _together(view: Shown, number: int) -> bool:
    """Whether a line and the next stand in one small box and fill it."""
    box = view.boxes[view.lines[number].box]
    while box.parent >= 0 and box.end < number + 2:
        box = view.boxes[box.parent]
    return box.start == number and box.end == number + 2 and box.tag not in ("tr", "tbody", "table")


def _stage(text: str, start: int, end: int, offset: int = 0) -> Stage | None:
    dates = find_dates(text)
    if len(dates) != 1:
        return None
    one = dates[0]
    rest = _SIGNS.sub("", text[: one.start] + text[one.start + len(one.raw) :])
    if not 2 <= len(rest) <= 24 or _NOT_YET.search(rest):
        return None
    for slug, pattern in _STAGES.items():
        if pattern.fullmatch(rest):
            return Stage(slug, Pair(slug, rest, one.raw, start, end, f"g{start}", 0, offset))
    return None
