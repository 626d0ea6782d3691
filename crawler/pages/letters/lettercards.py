"""Letters shown inside a list: which lines of it make up one letter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from crawler.pages.letters.answers import ANSWERING, text_between
from crawler.pages.letters.cardbounds import card_bounds, is_plain_heading, labels_between, within
from crawler.pages.letters.cardheads import kind_in, parted_kind
from crawler.pages.letters.doubts import may_be_answered
from crawler.pages.letters.letter import Letter
from crawler.pages.letters.letters import letters_in
from crawler.pages.letters.lettertexts import answers_without_label
from crawler.pages.letters.voices import asks
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.labelled import as_date
from crawler.pages.markup.pictures import is_content_media
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import SENTENCE, clean, key
from crawler.records.model import Field, Source

_CONTENT = frozenset({"reply", "letter", "reply_stamp"})
_ANSWERED = _CONTENT | {"replied_on"}  # the text of an answer may stand above its day, unlabelled
_MARKS = ("submitted_on", "letter", "reply", "number")
_OPENING = frozenset({"submitted_on", "accepted_on"})
_OPEN = re.compile(r"(?:尚?未|待|正在?)(?:回复|答复|受理|处理|办理|办结)|(?:办理|处理|受理)中")
"""The state of a letter that nobody answered yet: 待回复."""
_SETTLED = re.compile(
    r"[\[【(（]?(?:已(?:回复|答复|办结|办理|处理|解决|反馈|完成|结案)|(?:办理|处理|回复)(?:完毕|完成))\b"
    r"|(?:回复|答复)(?:数|条数)?\s?[:：(（]\s?[1-9]|查看.{0,4}(?:答复|回复|结果|详情|办理)"
    r"|.{0,12}(?:管理员|站长|版主|斑竹|楼主|工作人员|客服|编辑|小编|[局委办厅府院镇乡队所]|中心)"
    r"(?:[:：]|[\]】]?(?:回复|答复))"
)
"""How a line begins that tells of an answer, or speaks as one who answers."""
_MOST_LETTERS = 300
_LONGEST_TITLE = 80
_BELOW_A_HEADING = 2  # lines
_PAGE = re.compile(
    r"(?!\s*(?:#|javascript:|mailto:|tel:|$))"
    r"(?!.*\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|jpe?g|png)\b)",
    re.I,
)


def letters_of_list(view: Shown, events: list[Pair], end: int, url: str) -> list[Letter]:
    """The letters of a list: one per card, the boxes that repeat around each date or text.

    Where most letters show what was written or answered, those that show less are letters too:
    nobody answered them.
    """
    letters = _by_cards(view, events, end, url)
    links = [anchor.line for anchor in view.anchors]
    written = bool(letters) and all(_shows_text(view, one, events, links) for one in letters)
    letters = letters or letters_in(view, events, end, url)
    for letter in letters:
        letter.has_content = letter.has_content or written
    _find_answers(view, letters, events, end, url)
    _leave_doubtful(view, letters, events, end)
    if not any(pair.slug in _ANSWERED for pair in events) and not any(
        letter.has_content for letter in letters
    ):
        return []
    if any(letter.has_content for letter in letters):
        for letter in letters:
            letter.has_content = letter.has_content or not _OPENING.isdisjoint(letter.fields)
    return [letter for letter in letters if not _is_heading(letter, alone=len(letters) == 1)]


def _leave_doubtful(view: Shown, letters: list[Letter], events: list[Pair], end: int) -> None:
    """Mark letters without an answer that are not surely unanswered.

    One is where others of the list show their answers, or where its own state says so, and
    nothing in its card may be an answer: no words, and no picture such as answered cards lack.
    """
    for letter in letters:
        texts = [one["reply"].value or "" for one in letter.replies if "reply" in one]
        texts += letter.loose.values()
        if not letter.fields and len(texts) > 1 and all(map(asks, texts)):
            # The days of answers stand below what was asked.
            letter.replies, letter.unplaced = [], True
            letter.loose.clear()
    answered = any(_is_answered(one) for one in letters)
    drawn = [media.line for media in view.media if is_content_media(media)]
    pictured = any(_is_answered(one) and _shows_picture(one, drawn) for one in letters)
    starts = [letter.start for letter in letters]
    common = _common(view, letters, [*starts[1:], end])
    for letter, following in zip(letters, [*starts[1:], end], strict=True):
        if letter.start < 0:
            continue
        part = range(letter.start, letter.stop if letter.stop >= 0 else following)
        letter.unplaced = letter.unplaced or may_be_answered(
            view,
            labels_between(events, part.start, part.stop),
            part,
            letter,
            drawn=not pictured,
            common=common,
        )
        if _is_answered(letter) or letter.stop < 0:
            continue
        said = letter.fields["status"].raw if "status" in letter.fields else ""
        lines = [*(line.text for line in view.lines[part.start : part.stop]), said]
        is_open = any(_OPEN.fullmatch(clean(one).strip("[]【】()（）")) for one in lines)
        letter.unplaced = (
            letter.unplaced
            or not (answered or is_open)
            or any(_SETTLED.match(one) and not asks(one) for one in lines)
        )


def _common(view: Shown, letters: list[Letter], following: list[int]) -> frozenset[str]:
    """The lines that stand with each of several letters: the board prints them."""
    said = [
        {key(line.text) for line in view.lines[one.start : one.stop if one.stop >= 0 else after]}
        for one, after in zip(letters, following, strict=True)
        if one.start >= 0
    ]
    return frozenset.intersection(*map(frozenset, said)) if len(said) > 1 else frozenset()


def _is_answered(letter: Letter) -> bool:
    return bool(letter.loose) or any(
        slug in one and (one[slug].value is not None or slug != "reply")
        for one in letter.replies
        for slug in ("reply", "replied_on", "reply_stamp")
    )


def _shows_picture(letter: Letter, drawn: list[int]) -> bool:
    """Whether a picture stands in the card of a letter, by the lines before which they stand."""
    return bisect_right(drawn, letter.start) < bisect_right(drawn, letter.stop)


def _shows_text(view: Shown, letter: Letter, events: list[Pair], links: list[int]) -> bool:
    """Whether a card says who wrote a letter and when, and shows its text without a label.

    What leads on or speaks as an answer may be more than the text of a letter.
    """
    own = labels_between(events, letter.start, letter.stop)
    if not {"submitted_on", "sender"} <= {pair.slug for pair in own}:
        return False
    settled = any(pair.slug == "status" and not _OPEN.fullmatch(clean(pair.raw)) for pair in own)
    if settled or bisect_left(links, letter.start) < bisect_left(links, letter.stop):
        return False
    text = text_between(view, letter.start, letter.stop, {pair.start for pair in own})
    return SENTENCE.search(text) is not None and not ANSWERING.search(text)


def _find_answers(
    view: Shown, letters: list[Letter], events: list[Pair], end: int, url: str
) -> None:
    """Give letters whose answers no label names the answers that stand below what was written."""
    starts = [letter.start for letter in letters]
    events = sorted(events, key=lambda one: one.start)
    places = [pair.start for pair in events]
    for letter, following in zip(letters, [*starts[1:], end], strict=True):
        told = any("reply" in one and one["reply"].value for one in letter.replies)
        if told or letter.start < 0 or following <= letter.start:
            continue
        stop = min(following, letter.stop) if letter.stop >= 0 else following
        own = events[bisect_left(places, letter.start) : bisect_left(places, stop)]
        if any(pair.slug == "reply" for pair in own):
            continue
        found = answers_without_label(view, own, letter.start, stop, url)
        named = any(pair.slug in _MARKS or pair.slug == "title" for pair in own)
        asked = all(asks(one["reply"].value or "") for one in found)
        if found and (named or not asked):  # what asks, and has no head of a letter, is one
            letter.replies, letter.has_content = found, True
            letter.loose.clear()


def _is_heading(letter: Letter, *, alone: bool) -> bool:
    """Whether labels without a day or an answer head the columns of a list of other things."""
    dated = any(as_date(one).value for slug, one in letter.fields.items() if slug[-3:] == "_on")
    labels = labels_of("message")
    said = [*letter.fields.values(), *(one for reply in letter.replies for one in reply.values())]
    if not dated and sum(key(one.raw) in labels for one in said) > 1:
        return True  # a label beside a label: the names of columns, whose rows a script brings
    told = any(one.value for reply in letter.replies for one in reply.values()) or letter.loose
    named = [letter.fields[slug].raw for slug in ("number", "title") if slug in letter.fields]
    return not dated and not told and (alone or any(key(raw) in labels for raw in named))


def _by_cards(view: Shown, events: list[Pair], end: int, url: str) -> list[Letter]:
    """The letters of the cards; none where the list is not made of cards."""
    by_slug = {slug: [p for p in events if p.slug == slug] for slug in _MARKS}
    by_slug["reply"] = _answers_once(by_slug["reply"], events)
    by_slug = {slug: found[:_MOST_LETTERS] for slug, found in by_slug.items()}
    marks = next((found for found in by_slug.values() if found), [])
    if not marks:
        return []
    if by_slug["submitted_on"] and len(by_slug["number"]) > len(marks):
        # Some letters show only when they were accepted; each has its number.
        marks = by_slug["number"]
    if marks[0].slug == "reply":
        # Letters without an answer have a title or a kind like the others.
        named = [
            [pair for pair in events if pair.slug == slug] for slug in ("title", "message_kind")
        ]
        marks = max(marks, *named, key=len)[:_MOST_LETTERS]
    marks = _from_first(marks, events)
    cards = card_bounds(view, [pair.start for pair in marks], events)
    held = [pair for start, stop in cards for pair in labels_between(events, start, stop)]
    content = sum(pair.slug in _ANSWERED for pair in events)
    if len(cards) < 2 or sum(pair.slug in _ANSWERED for pair in held) * 2 < content:
        return []
    letters: list[Letter] = []
    before = 0
    for start, stop in cards:
        # The number that heads a letter may stand above its box.
        above = [one for one in labels_between(events, before, start) if one.group[0] == "n"]
        own = [*above, *within(view, events, start, stop)]
        before = stop
        several = sum(pair.slug == marks[0].slug for pair in own) > 1
        for letter in letters_in(view, own, min(stop, end), url, single=not several):
            if not several:
                letter.start, letter.stop = min(letter.start, start), stop
                _entitle(letter, view, own, start, stop, url)
            letter.linked = _leads_on(view, start, stop)
            letters.append(letter)
    return letters


def _answers_once(marks: list[Pair], events: list[Pair]) -> list[Pair]:
    """The marks of answers without those of a text behind a mere 时间 right below the heading."""
    days = {
        one.start for one in events
        if one.slug == "replied_on" and labels_of("message").get(key(one.label)) == "dated"
    }  # fmt: skip
    before: list[Pair | None] = [None, *marks]
    return [
        mark for mark, head in zip(marks, before, strict=False)
        if mark.label or mark.start not in days or head is None or head.raw
        or mark.start - head.start > _BELOW_A_HEADING
    ]  # fmt: skip


def _from_first(marks: list[Pair], events: list[Pair]) -> list[Pair]:
    """The labels that each letter begins with: in front of each mark one of them, or the marks."""
    first = next((pair for pair in events if pair.slug in ("number", "title", *_MARKS)), marks[0])
    leading = [pair for pair in events if pair.slug == first.slug][:_MOST_LETTERS]
    turns = list(zip(leading, marks, strict=False))
    in_turn = len(leading) == len(marks) and all(
        one.start <= mark.start and (n == 0 or marks[n - 1].start <= one.start)
        for n, (one, mark) in enumerate(turns)
    )
    return leading if in_turn else marks


def _entitle(letter: Letter, view: Shown, own: list[Pair], start: int, stop: int, url: str) -> None:
    """Give a letter without a labelled title the heading of its card, or its first bold words."""
    if "title" in letter.fields:
        return
    heads: dict[int, int] = {}
    for pair in own:
        heads.setdefault(pair.start, pair.offset)
    for number in range(start, stop):
        line = view.lines[number]
        text = line.text if number not in heads and (line.tag[:1] == "h" or line.bold) else ""
        first = line.pieces[0] if line.pieces else None
        if not text and first is not None and first.bold and heads.get(number, 0) > 0:
            text = first.text.strip()  # <b>路灯坏了</b> 编号：… in one line
        if not text and number == start:
            kind = kind_in(line.text) if len(line.text) <= _LONGEST_TITLE else ""
            text = line.text if kind or (number not in heads and is_plain_heading(line)) else ""
            apart = _set_apart(line) if kind else ""
            if apart:
                said = Field(kind, text, Source.TEXT, "", "标题", url)
                letter.fields.setdefault("message_kind", said)
                text = apart
        if text and not text.endswith((":", "：")):
            letter.fields["title"] = Field(clean(text), text, Source.LABEL, "", "来信区", url)
            return


def _set_apart(line: Line) -> str:
    """The title that a line sets in bold behind the kind of the letter: [投诉]<b>路灯不亮</b>."""
    mark, *rest = [piece for piece in line.pieces if piece.text.strip()]
    apart = rest and not mark.bold and all(piece.bold for piece in rest)
    alone = kind_in(mark.text) and not parted_kind(mark.text)[1]
    return clean("".join(piece.text for piece in rest)) if apart and alone else ""


def _leads_on(view: Shown, start: int, stop: int) -> bool:
    """Whether a card holds a link to another page."""
    lines = [anchor.line for anchor in view.anchors]
    for anchor in view.anchors[bisect_right(lines, start - 1) : bisect_right(lines, stop - 1)]:
        if anchor.href is not None and not anchor.template and _PAGE.match(anchor.href):
            return True
    return False
