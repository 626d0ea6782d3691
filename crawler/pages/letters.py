"""From the labels of a message board to letters: what belongs to which letter and reply."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from crawler.pages.celltables import Pair
from crawler.pages.dates import find_dates
from crawler.pages.labelled import as_date, text_field
from crawler.pages.labels import is_placeholder
from crawler.pages.masking import mask
from crawler.pages.shown import Line, Shown
from crawler.pages.text import clean, simplify
from crawler.pages.wording import pattern
from crawler.records.model import Field, Source

REPLY_SLUGS = frozenset({"reply", "replied_on", "reply_body", "reply_stamp"})
_OF_ANSWERS = REPLY_SLUGS | {"body", "dated", "noise"}
_CONTENT = frozenset({"reply", "letter"})
_IGNORED = frozenset(
    {"noise", "sender", "category", "origin", "followup", "audited_on", "updated_on"}
)
_STATUS = re.compile(
    r"(?:已|未|待|正在|不予|尚未)?(?:答复|回复|办结|办理|处理|受理|转办|转交|审核|反馈|评价|结案|退回|办理中|处理中|受理中|办理完毕|"
    r"完成)(?:中|完毕|成功)?"
)
_NO_REPLY = pattern("no_reply")
_LONGEST_NO_REPLY = 32
_ANSWERED_STAMP = re.compile(r"(?:回复|答复|回信)(?:于|时间|日期)?\s?[:：]?\s?[\[(（【]?$")
_ANSWERED_AFTER = re.compile(
    r"^[\])）】]?\s?(?:予以|作出|进行)?(?:回复|答复)|"
    r"^[\u3400-\u9fff]{2,24}\s?(?:予以|作出|进行)?(?:回复|答复|反馈|回应)\s?[:：]?$"
)
_ASKED_STAMP = re.compile(
    r"(?:留言|提问|咨询|来信|提交|写信|发表|投递|反映)(?:于|时间|日期)?\s?[:：]?\s?[\[(（【]?$"
)
_ASKED_AFTER = re.compile(r"^[\])）】]?\s?(?:留言|提问|咨询|来信|提交|写信|反映)")
_BARE_DATE = re.compile(r"[^\u3400-\u9fff]*(?:[年月日][^\u3400-\u9fff]*){0,3}")
_ROUND = " 。.！!()（）[]【】<>《》…~"
_GREETING = re.compile(
    r"您好|你好|尊敬的|网友|先生|女士|来信|反映|经(?:核实|了解|调查|查|研究)|收悉|感谢|答复如下|回复如下|关于您"
)
_FURNITURE = re.compile(r"满意度|温馨提示|友情提示|请勿|隐私|上一篇|下一篇|是否满意|评价")
_SENTENCE = re.compile(r"[，。；！？,;!?]")
_BOXES_UP = 4
_MOST_REPLY_LINES = 300
_MOST_LETTERS = 300


@dataclass
class Letter:
    """A letter as it is being read."""

    fields: dict[str, Field[str]] = field(default_factory=dict)
    replies: list[dict[str, Field[str]]] = field(default_factory=list)
    has_content: bool = False
    headed: bool = False  # the last reply's text stands under a heading that may be a mere title
    loose: dict[int, str] = field(default_factory=dict)  # texts beside an answer's date or unit
    boxed: dict[int, int] = field(default_factory=dict)  # where the box of such a text ends

    def reply(self, slug: str) -> dict[str, Field[str]]:
        """The reply that a field belongs to: the current one, unless it has that field."""
        if slug == "reply" and self.headed:
            self.headed = False
            return self.replies[-1]
        if not self.replies or slug in self.replies[-1]:
            self.replies.append({})
        return self.replies[-1]


def letters_in(
    view: Shown, events: list[Pair], end: int, url: str, single: bool = False
) -> list[Letter]:
    """The letters of a run of labels; a new one begins when a letter's field comes again.

    With `single` the page is one letter's own: what repeats belongs to its further course.
    """
    letters = [Letter()]
    answers = _answer_groups(events)
    spoken_for = {pair.start for pair in events}
    inside_letter = inside_cell = inside_reply = -1
    for position, pair in enumerate(events):
        letter, slug = letters[-1], pair.slug
        if slug in _IGNORED or pair.start < inside_cell:
            continue
        if pair.start < inside_letter and slug not in REPLY_SLUGS:
            continue
        following = _next_line(events, position, end)
        answering = slug in REPLY_SLUGS or bool(letter.replies)
        one = text_field(pair, url, Source.LABEL, _place(pair, answering))
        if slug == "letter":
            letter.has_content = True
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
        if slug == "reply" and _is_status(one.raw):
            slug = "status"
        if slug in REPLY_SLUGS:
            if slug == "reply":
                one = _reply_text(view, pair, one, following, spoken_for)
                letter.has_content = letter.has_content or one.value is not None
                inside_reply = pair.end
            if one.value is not None or slug == "reply":
                letter.reply(slug)[slug] = one
            if slug == "reply":
                letter.headed = pair.whole and not pair.raw
            elif one.value is not None:
                _take_loose(letter, view, pair, events, following)
            continue
        old = letter.fields.get(slug)
        if old is None or old.value is None:
            letter.fields[slug] = one
        elif (
            not single
            and (letter.replies or letter.has_content)
            and slug in ("number", "title", "submitted_on")
        ):
            letters.append(Letter({slug: one}))
    return letters


def _take_loose(
    letter: Letter, view: Shown, pair: Pair, events: list[Pair], following: int
) -> None:
    """Note the text of an answer that has no label: below its date or unit, else above it.

    What stands above is the answer's only if a box holds it together with the answer's labels
    and with nothing of the letter; then what stands below that box is no answer.
    """
    number = len(letter.replies) - 1
    spoken_for = {other.start for other in events}
    if len(letter.replies[-1]) == 1:
        text, stop = _text_above(view, pair, events)
        if text:
            letter.loose[number], letter.boxed[number] = text, stop
    if pair.end < min(following, letter.boxed.get(number, following)):
        text = _text_between(view, pair.end, following, spoken_for)
        if text:
            letter.loose[number] = text


def _text_above(view: Shown, pair: Pair, events: list[Pair]) -> tuple[str, int]:
    """The text above an answer's first label in the box of the answer, and where the box ends."""
    box = view.boxes[view.lines[pair.start].box]
    for _ in range(_BOXES_UP):
        inside = [other for other in events if box.start <= other.start < box.end]
        alone = all(other.slug in _OF_ANSWERS and other.start >= pair.start for other in inside)
        if not alone or len(inside) == len(events) or _in_table(pair):
            break
        text = _text_between(view, box.start, pair.start, set())
        if _SENTENCE.search(text):
            return text, box.end
        if box.parent < 0:
            break
        box = view.boxes[box.parent]
    return "", 0


def _next_line(events: list[Pair], position: int, end: int) -> int:
    """The line of the next label that is not in the same line, or the end."""
    here = events[position].start
    return next((pair.start for pair in events[position + 1 :] if pair.start > here), end)


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


def _is_status(raw: str) -> bool:
    text = clean(raw)
    return len(text) <= 8 and (_STATUS.fullmatch(text) is not None or text.isdecimal())


def _reply_text(
    view: Shown, pair: Pair, one: Field[str], following: int, spoken_for: set[int]
) -> Field[str]:
    """The reply in full: its own lines and those after it, without lines of other labels."""
    own = _text_between(view, pair.start + 1, pair.end, spoken_for) if pair.whole else pair.raw
    text = own
    if not (_in_table(pair) or (pair.whole and own)):
        beyond = _text_between(view, pair.end, following, spoken_for)
        # Where nothing stands under the label, what follows may be the page's own words.
        text = clean(f"{own} {beyond}") if own or _reads_as_answer(beyond) else ""
    if is_no_reply(text):
        return replace(one, value=None, raw=mask(text)[:200])
    return replace(one, value=mask(simplify(text)), raw=mask(one.raw[:200]))


def is_no_reply(text: str) -> bool:
    """Whether a text says that there is no reply yet."""
    if is_placeholder(text) or (
        len(text) <= _LONGEST_NO_REPLY and _NO_REPLY.fullmatch(text.strip(_ROUND)) is not None
    ):
        return True
    return len(text) <= 40 and not _GREETING.search(text) and bool(_FURNITURE.search(text))


def _reads_as_answer(text: str) -> bool:
    """Whether text that merely follows a label of replies is one, by how it begins or ends."""
    return _GREETING.search(text[:40]) is not None or bool(
        find_dates(text[-40:]) and not _FURNITURE.search(text)
    )


def _text_between(view: Shown, start: int, end: int, spoken_for: set[int]) -> str:
    stop = min(end, start + _MOST_REPLY_LINES, len(view.lines))
    return clean(" ".join(
        view.lines[number].text for number in range(start, stop)
        if number not in spoken_for and _is_text(view.lines[number])
    ))  # fmt: skip


def _is_text(line: Line) -> bool:
    return not line.template and line.link_chars * 2 <= len(line.text)


def _place(pair: Pair, reply: bool) -> str:
    part = "答复区" if reply else "来信区"
    return f"{part}表格第{pair.row}行" if pair.row else part


def with_stamps(view: Shown, pairs: tuple[Pair, ...]) -> list[Pair]:
    """The pairs, and lines such as 县民政局 2026-09-28 10:00 回复 as pairs of their own."""
    dated = {number for pair in pairs for number in range(pair.start, pair.end)
             if pair.slug.endswith(("_on", "stamp", "dated"))}  # fmt: skip
    result = list(pairs)
    for number, line in enumerate(view.lines):
        if number in dated or line.template or not 8 < len(line.text) <= 80 or line.link_chars:
            continue
        text = simplify(line.text)
        for found in find_dates(text)[:1]:
            before, after = text[: found.start].rstrip(), text[found.start + len(found.raw) :]
            if _ANSWERED_STAMP.search(before) or _ANSWERED_AFTER.match(after.strip()):
                slug = "reply_stamp"
            elif _ASKED_STAMP.search(before) or _ASKED_AFTER.match(after.strip()):
                slug = "submitted_on"
            else:
                continue
            result.append(Pair(slug, "", text, number, number + 1, f"s{number}"))
    result += _dates_above(view, result, dated)
    stamped = {pair.start for pair in result if pair.slug == "reply_stamp" and not pair.label}
    result = [p for p in result if not (p.start in stamped and p.slug == "reply" and not p.whole)]
    return sorted(result, key=lambda pair: (pair.start, pair.offset))


def _dates_above(view: Shown, pairs: list[Pair], dated: set[int]) -> list[Pair]:
    """A bare date that opens the box of an answer, right above its label, as on a time line."""
    found: list[Pair] = []
    for pair in pairs:
        above = pair.start - 1
        if pair.slug != "reply" or above < 0 or above in dated or len(view.lines[above].text) > 24:
            continue
        text = simplify(view.lines[above].text)
        dates = find_dates(text)
        box = view.boxes[view.lines[pair.start].box]
        while box.parent >= 0 and box.start > above:
            box = view.boxes[box.parent]
        if dates and box.start == above and _BARE_DATE.fullmatch(text):
            found.append(Pair("replied_on", "", text, above, above + 1, f"s{above}"))
    return found


# --- letters inside a list ------------------------------------------------------------------


def letters_of_list(view: Shown, events: list[Pair], end: int, url: str) -> list[Letter]:
    """The letters of a list: one per card, the box that repeats around each date or text."""
    marks: list[Pair] = []
    for slug in ("submitted_on", "letter", "reply", "number"):
        marks = [pair for pair in events if pair.slug == slug][:_MOST_LETTERS]
        if marks:
            break
    if not marks or not any(pair.slug in _CONTENT for pair in events):
        return []
    cards = _cards(view, marks)
    held = [pair for pair in events if any(a <= pair.start < b for a, b in cards)]
    content = sum(pair.slug in _CONTENT for pair in events)
    if len(cards) < 2 or sum(pair.slug in _CONTENT for pair in held) * 2 < content:
        return letters_in(view, events, end, url)
    letters: list[Letter] = []
    before = 0
    for start, stop in cards:
        # The number that heads a letter may stand above its box.
        own = [pair for pair in events if start <= pair.start < stop or (
            before <= pair.start < start and pair.group[0] == "n")]  # fmt: skip
        before = stop
        letter = letters_in(view, own, min(stop, end), url)[0]
        if "title" not in letter.fields:
            heads = {pair.start for pair in own}
            heading = next(
                (line.text for number, line in enumerate(view.lines[start:stop], start)
                 if number not in heads and (line.tag[:1] == "h" or line.bold)), ""
            )  # fmt: skip
            if heading:
                letter.fields["title"] = Field(
                    clean(heading), heading, Source.LABEL, "", "来信区", url
                )
        letters.append(letter)
    return letters


def _cards(view: Shown, marks: list[Pair]) -> list[tuple[int, int]]:
    lines = [pair.start for pair in marks]
    box = 0
    while True:
        inner = [
            child
            for child in view.boxes[box].children
            if view.boxes[child].start <= lines[0] and lines[-1] < view.boxes[child].end
        ]
        if not inner or inner[0] == box:
            break
        box = inner[0]
    cards: list[tuple[int, int]] = []
    for child in view.boxes[box].children:
        one = view.boxes[child]
        if any(one.start <= line < one.end for line in lines):
            cards.append((one.start, one.end))
    return cards
