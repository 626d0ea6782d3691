"""Which label (留言时间, 来信日期) names the day of the letter whose page shows it.

Others stand there too: those of further letters (其他来信), and of a form for new ones (我要写信).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from crawler.pages.letters.answers import stands_in
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import first_date, is_date_alone
from crawler.pages.words.labels import is_placeholder
from crawler.pages.words.text import clean, key, simplify

_OWN = frozenset({"letter", "title", "number"})
# Days of a record, which may be that of the page.
_OF_RECORDS = frozenset({"创建时间", "登记时间", "登记日期", "受理时间", "受理日期"})
_OTHERS = re.compile(
    r"(?:相关|其[他它]|最[新近]|近期|热[门点]|推荐|更多|往期|历史|同类|类似|精选)(?:的)?(?:公开)?"
    r"(?:信件|来信|留言|咨询|问题|诉求|问答|投诉|建议|回复|答复|互动|信息).{0,8}|"
    r"(?:信件|来信|留言|咨询|问答)(?:列表|选登|选编|公开|查询|展示|排行).{0,6}|"
    r"(?:我[要来]|在线|网上|立即)(?:写信|留言|咨询|提问|投诉|建议|提交|来信|评论).{0,6}|"
    r"(?:写信|留言|来信|咨询)(?:表单|须知|说明|登记).{0,4}"
)


def names_the_day(
    view: Shown, bare: Pair, events: Sequence[Pair], first: int, *, single: bool
) -> set[int]:
    """The ids of the labels that name the letter's day, where `bare` stands on the same page.

    They stand before the first answer (`events[first]`), or below it in one box with labels of
    the letter. One that says nothing counts only above an answer or the letter's text.
    """
    own, others = [one for one in events[:first] if one.slug in _OWN], heads_of_others(view)
    found: set[int] = set()
    for position, one in enumerate(events if single else events[:first]):
        if one.slug != "submitted_on" or not _tells_a_day(one):
            continue
        if of_other_letters(view, bare, one, others):
            continue
        day, stated = first_date(one.raw), first_date(bare.raw)
        if day is None:
            last = max((n for n, o in enumerate(events[:first]) if o.slug == "letter"), default=0)
            above = position < first < len(events) or position < last
        else:
            of_record = key(one.label) in _OF_RECORDS
            if of_record and (stated is None or day.value > stated.value):
                continue
            answered = first < len(events)
            above = position < first if answered or not own else one.start < own[-1].start
            above = above or (single and _in_box_of_letter(view, one, own, events[first:]))
        if above:
            found.add(id(one))
    return found


def heads_of_others(view: Shown) -> list[int]:
    """The lines that head other letters or a form; what links there (我要写信) heads nothing."""
    return [
        number
        for number, line in enumerate(view.lines)
        if line.link_chars * 2 < len(line.text)
        and _OTHERS.fullmatch(simplify(line.text).strip("【】[]<>《》 :：")) is not None
    ]


def of_other_letters(view: Shown, bare: Pair, pair: Pair, heads: Sequence[int]) -> bool:
    """Whether a label stands below a heading of other letters or of a form, or in their box.

    `bare` is a day above or beside them, `heads` are all such headings of the page.
    """
    start, index = pair.start, view.lines[pair.start].box
    if stands_in(view, index, "aside"):
        return True
    while index >= 0 and not view.boxes[index].start <= bare.start < view.boxes[index].end:
        start, index = view.boxes[index].start, view.boxes[index].parent
    if bare.start < pair.start:
        start = bare.start + 1
    at = bisect_left(heads, start)
    return at < len(heads) and heads[at] < pair.start


def _in_box_of_letter(view: Shown, pair: Pair, own: Sequence[Pair], below: Sequence[Pair]) -> bool:
    """Whether a label below an answer stands in one box with the letter's, under no new heading."""
    spoken = {one.start for one in below}
    if any(
        view.lines[number].tag[:1] == "h" and number not in spoken
        for number in range(below[0].start if below else pair.start, pair.start)
    ):
        return False
    if pair.group[0] == "t" and any(one.group == pair.group for one in own):
        return True
    index = view.lines[pair.start].box
    while index >= 0:
        box = view.boxes[index]
        if box.start < pair.start or box.end > max(pair.end, pair.start + 1):
            return any(box.start <= one.start < box.end for one in own)
        index = box.parent
    return False


def _tells_a_day(pair: Pair) -> bool:
    """Whether a label names its day, or nothing; an office's hours (咨询时间：9:00) are none."""
    raw = clean(pair.raw)
    return bool(pair.label) and (is_placeholder(raw) or is_date_alone(raw))
