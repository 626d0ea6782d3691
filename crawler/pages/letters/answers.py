"""The text of an answer: where it begins and ends on a page, and whether it is one at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from crawler.pages.letters.boardwords import is_term
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Box, Line, Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import is_placeholder
from crawler.pages.words.masking import mask
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import SENTENCE, clean, simplify
from crawler.pages.words.wording import pattern
from crawler.records.model import Field, Source

REPLY_SLUGS = frozenset({"reply", "replied_on", "reply_body", "reply_stamp"})
_OF_ANSWERS = REPLY_SLUGS | {
    "body", "dated", "noise", "category", "sender", "origin", "audited_on", "updated_on",
    "published_on", "closed_on",
}  # fmt: skip
_DAYS = frozenset({"replied_on", "reply_stamp", "dated"})
_NO_REPLY = pattern("no_reply")
_LONGEST_NO_REPLY = 32
_ROUND = " 。.！!()（）[]【】<>《》…~"
GREETING = re.compile(
    r"您好|你好|尊敬的|网友|先生|女士|来信|反映|经(?:核实|了解|调查|查|研究)|收悉|感谢|答复如下|回复如下|关于您"
)
FURNITURE = re.compile(r"满意度|温馨提示|友情提示|请勿|隐私|上一篇|下一篇|是否满意|评价")
ASIDE = re.compile(
    r"(?:信件|来信|留言)?(?:办理|处理)?(?:流程|过程|进度|跟踪|轨迹)|.{0,8}满意度.{0,8}|.{0,6}评价|"
    r"(?:相关|其他|最新|热门|推荐)(?:信件|来信|留言|链接|阅读|推荐|新闻|专题|问题).{0,4}|热(?:搜|门|点).{0,6}|"
    r"(?:浏览|点击|阅读|热度|关注|访问)?(?:量|次数)?排行榜?|(?:最近|最新)(?:更新|发布|公开)|"
    r"[上下]一(?:篇|封|条|页)(?:[:：].{0,60})?|我要(?:写信|留言|咨询|提问|投诉|建议).{0,4}|"
    r"(?:打印|关闭|返回)(?:本页|窗口|列表|顶部)?|分享到?.{0,8}"
)
"""What a page says of itself below an answer."""
# What only the one who answers writes.
ANSWERING = re.compile(
    r"(?:答复|回复|说明|解答|反馈)如下|您(?:所)?(?:反映|咨询|提出|来信|留言|提问|关心)的|您的(?:来信|留言|问题|诉求|咨询|建议)|"
    r"(?:来信|留言|信件)(?:已)?(?:收悉|收到|阅悉)|感谢您(?:的|对)|特此(?:回复|答复|说明)|网友(?:朋友)?[您你]好|"
    r"(?:市民|同志|先生|女士)[,，:：]?[您你]好|^经(?:核实|核查|了解|调查|查|研究|现场|与)|欢迎(?:您)?(?:继续)?监督|此复"
)
_OFFICE = re.compile(OFFICE_NAME)
_INTRODUCES = re.compile(r"(?:如下|附[后上图件])\s?[:：。.]?\s?$")
_LONGEST_LABEL = 10
_BOXES_UP = 6
MOST_LINES = 300
_MOST_IN_ANSWER = 24


def within(events: Sequence[Pair], starts: Sequence[int], box: Box) -> Sequence[Pair]:
    """The labels in a box; `starts` are the lines of `events`, which are in reading order."""
    return events[bisect_left(starts, box.start) : bisect_left(starts, box.end)]


def own_box(view: Shown, pair: Pair, events: Sequence[Pair], starts: Sequence[int]) -> Box | None:
    """The largest box around an answer's label that holds that one answer and no more.

    None where nothing but the whole page does, or where it holds no text beside the labels.
    """
    best: Box | None = None
    index = view.lines[pair.start].box
    for _ in range(_BOXES_UP):
        box = view.boxes[index]
        many = bisect_left(starts, box.end) - bisect_left(starts, box.start)
        if many in (len(events), 0) or many > _MOST_IN_ANSWER:
            break
        if not _of_one(within(events, starts, box)):
            break
        best = box
        if box.parent < 0 or box.tag in ("td", "th"):
            break
        index = box.parent
    if best is None:
        return None
    held = within(events, starts, best)
    labels = {one.start for one in held}
    told = any(one.slug == "reply" and one.offset for one in held)  # text behind a stamp
    return best if told or text_between(view, best.start, best.end, labels) else None


def _of_one(inside: Sequence[Pair]) -> bool:
    """Whether labels are those of a single answer: no letter's, and none of an answer twice."""
    firsts: dict[str, Pair] = {}
    for pair in inside:
        if pair.slug not in _OF_ANSWERS:
            return False
        first = firsts.setdefault(pair.slug, pair)
        if pair.slug in REPLY_SLUGS and first.start != pair.start:
            if pair.slug != "reply":
                return False
            # Of several headings of one answer, all but one are empty or stand over its text.
            if pair.raw and not (first.whole and pair.start < first.end):
                return False
    return True


def several_under(
    view: Shown, pair: Pair, events: Sequence[Pair], starts: Sequence[int]
) -> dict[int, str] | None:
    """The texts of several answers below one heading, by the lines of the labels under each.

    None where there are not several. Empty where the labels stand above the texts.
    """
    if not pair.whole:
        return None
    inside = events[bisect_right(starts, pair.start) : bisect_left(starts, pair.end)]
    spoken = {one.start for one in inside if one.slug in _OF_ANSWERS}
    dates = {one.start for one in inside if one.slug in _DAYS and find_dates(one.raw)}
    if len(dates) < 2 or any(one.slug == "reply" for one in inside):
        return None
    found: dict[int, str] = {}
    start = pair.start + 1
    while start < pair.end:
        labels = next((n for n in range(start, pair.end) if n in spoken), pair.end)
        stop = next((n for n in range(labels, pair.end) if n not in spoken), pair.end)
        text = text_between(view, start, labels, ())
        if len(dates & set(range(labels, stop))) != 1:
            return None if text and labels < stop else ({} if text else found)
        if not text:
            return {}
        found.update(dict.fromkeys(range(labels, stop), text))
        start = stop
    return found


def says_nothing(text: str) -> bool:
    """Whether a text is a placeholder, or says in words that there is no reply yet."""
    return is_placeholder(text) or says_none(text)


def is_no_reply(text: str) -> bool:
    """Whether a text says that there is no reply yet, or nothing of one."""
    if says_nothing(text):
        return True
    return len(text) <= 40 and not GREETING.search(text) and bool(FURNITURE.search(text))


def says_none(text: str) -> bool:
    """Whether a text says in words that there is no reply yet: 尚未回复, 正在办理中."""
    return (
        len(text) <= _LONGEST_NO_REPLY and _NO_REPLY.fullmatch(text.strip(_ROUND)) is not None
    )  # fmt: skip


def text_above(
    view: Shown, pair: Pair, events: Sequence[Pair], starts: Sequence[int]
) -> tuple[str, int]:
    """The text above an answer's first label in the box of the answer, and where the box ends."""
    box = view.boxes[view.lines[pair.start].box]
    for _ in range(_BOXES_UP - 2):
        many = bisect_left(starts, box.end) - bisect_left(starts, box.start)
        if (
            many == len(events)
            or pair.group[0] == "t"
            or starts[bisect_left(starts, box.start)] < pair.start
        ):
            break
        if not all(one.slug in _OF_ANSWERS for one in within(events, starts, box)):
            break
        text = text_between(view, box.start, pair.start, ())
        if SENTENCE.search(text):
            return text, box.end
        if box.parent < 0:
            break
        box = view.boxes[box.parent]
    return "", 0


def text_between(view: Shown, start: int, end: int, spoken_for: Collection[int]) -> str:
    """The text of some lines but for those of labels, up to where the page speaks of itself."""
    texts: list[str] = []
    for number in range(start, min(end, start + MOST_LINES, len(view.lines))):
        line = view.lines[number]
        if (texts and ASIDE.fullmatch(line.text)) or stands_in(view, line.box, "aside"):
            break
        if number not in spoken_for and _is_text(line):
            texts.append(line.text)
    return clean(" ".join(texts))


def stands_in(view: Shown, index: int, tag: str) -> bool:
    """Whether a box is of a kind, or stands close within one."""
    for _ in range(4):
        if index < 0 or view.boxes[index].tag == tag:
            return index >= 0
        index = view.boxes[index].parent
    return False


def quoted(view: Shown, start: int) -> bool:
    """Whether the text from a line on is shown as another's: whatever announces it stands above."""
    above = simplify(view.lines[start - 1].text) if start else ""
    if _INTRODUCES.search(above):
        return True
    announced = above.endswith(("：", ":")) and len(above) > _LONGEST_LABEL
    return announced and stands_in(view, view.lines[start].box, "blockquote")


def _is_text(line: Line) -> bool:
    return not line.template and line.link_chars * 2 <= len(line.text)


# --- an answer without a label --------------------------------------------------------------


def unlabelled_answers(
    view: Shown, events: Sequence[Pair], end: int, url: str
) -> list[dict[str, Field[str]]]:
    """The answers to a letter that stand in boxes of their own without a label.

    They are told from the letter by an office that signs, or by words that only the one who
    answers writes. Their day is that of the signature; a labelled date keeps its meaning.
    """
    mine = [pair for pair in events if pair.slug not in _OF_ANSWERS]
    if not mine:
        return []
    boxes = _boxes_after(view, max(value_end(view, pair) for pair in mine), end)
    if not any(pair.slug == "letter" for pair in mine):
        if len(boxes) == 1 and len(boxes[0].children) > 1:
            boxes = [view.boxes[child] for child in boxes[0].children]
        boxes = [box for box in boxes if SENTENCE.search(view.text(box.start, box.end))][1:]
    labels = {pair.start for pair in events}
    found: list[dict[str, Field[str]]] = []
    for box in boxes[:_MOST_IN_ANSWER]:
        text = text_between(view, box.start, box.end, labels)
        signed = "" if quoted(view, box.start) else _signed_by(view, box)
        if not SENTENCE.search(text) or not (signed or ANSWERING.search(text)):
            continue
        if is_no_reply(text) or is_term(text):
            continue
        alone = box.tag == "p"  # its further paragraphs stand beside it
        if alone:
            text = text_between(view, box.start, min(view.boxes[box.parent].end, end), labels)
        answer = {"reply": _field(mask(simplify(text)), url)}
        if signed:
            answer["reply_body"] = _field(signed, url)
        found.append(answer)
        if alone:
            break
    return found


def value_end(view: Shown, pair: Pair) -> int:
    """Where a letter's own value ends: the box right below a label that fills its line."""
    return box_end(view, pair) if pair.slug == "letter" and pair.whole else pair.end


def box_end(view: Shown, pair: Pair) -> int:
    """Where the largest box ends that begins right below a label, within its value."""
    first = bisect_left(view.boxes, pair.start + 1, key=_start)
    below = view.boxes[first : bisect_right(view.boxes, pair.start + 1, key=_start)]
    return max((box.end for box in below if box.end <= pair.end), default=pair.end)


def _start(box: Box) -> int:
    return box.start


def _boxes_after(view: Shown, after: int, end: int) -> list[Box]:
    """The largest boxes that begin on or after a line."""
    return [
        box for box in view.boxes
        if after <= box.start < box.end <= end and not box.template and box.parent >= 0
        and view.boxes[box.parent].start < after
    ]  # fmt: skip


def _signed_by(view: Shown, box: Box) -> str:
    """The office that the last line of a box names, alone or with a date, below its text."""
    if box.end - box.start < 2:
        return ""
    for line in view.lines[max(box.start + 1, box.end - 2) : box.end]:
        named = _OFFICE.match(simplify(line.text)) if len(line.text) <= 60 else None
        if named is not None and not SENTENCE.search(line.text):
            return named.group()
    return ""


def _field(value: str, url: str) -> Field[str]:
    return Field(value, value[:200], Source.TEXT, "", "答复区", url)
