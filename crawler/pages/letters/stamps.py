"""Lines that say without a label who wrote and when: 县民政局 2026-09-28 回复, 答复（9月28日）：…

A stamp opens a text, in its own line or in front of it, or stands below it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from crawler.pages.letters.answerheads import answer_heads
from crawler.pages.letters.daysbehind import with_texts_in_front
from crawler.pages.letters.lettertexts import OPENS
from crawler.pages.letters.speakers import BARE_DATE, OFFICE, citizens_in, speakers_in
from crawler.pages.letters.voices import answers_surely, asks
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.markup.turns import turn_named, turns_of
from crawler.pages.words.dates import FoundDate, find_dates, is_date_alone
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import key, simplify

_ANSWERED_STAMP = re.compile(r"(?:回复|答复|回信)(?:于|时间|日期)?\s?[:：]?\s?[\[(（【]?$")
_ANSWERED_AFTER = re.compile(
    r"^[\])）】]?\s?(?:予以|作出|进行)?(?:回复|答复)(?![说称道过了我时后的])|"
    r"^[\u3400-\u9fff]{2,24}\s?(?:予以|作出|进行)?(?:回复|答复|反馈|回应)\s?[:：]?$"
)
_ASKED_STAMP = re.compile(
    r"(?:留言|提问|咨询|来信|提交|写信|发表|投递|反映)(?:于|时间|日期)?\s?[:：]?\s?[\[(（【]?$"
)
_ASKED_AFTER = re.compile(r"^[\])）】]?\s?(?:留言|提问|咨询|来信|提交|写信|反映)(?![过了的到给])")
_OPEN, _CLOSE = "[\\[(（【〔「]", "[\\])）】〕」]"
_ANSWER_WORD = r"(?:回复|答复|回答|回应|回信|反馈|解答|答疑|复函)(?:内容|意见|情况|结果)?"
_ASK_WORD = r"(?:留言|提问|咨询|来信|提交|写信|发表|投递|反映|求助|建议)(?:内容)?"
# What stands before the date of a stamp that a text follows: 镇政府回复（, 【县民政局 , 答复：[
_BEFORE = re.compile(rf"[^，。；！？,;!?]{{0,32}}?(?:于|时间|日期)?\s?[:：]?\s?{_OPEN}?\s?")
# What follows it up to the text: the word for what was done, closed by a colon or a bracket.
_AFTER = re.compile(
    rf"\s?(?:[\u3400-\u9fff]{{2,16}}?\s?)??(?:予以|作出|进行)?(?P<word>{_ANSWER_WORD}|{_ASK_WORD})?"
    rf"(?:如下|说)?\s?(?:{_CLOSE}\s?[:：]?|[:：])\s?"
)
_ANSWERING, _ASKING = re.compile(_ANSWER_WORD), re.compile(_ASK_WORD)
_SHORTEST_TEXT = 6
_SENTENCE = re.compile(r"[。；！？;!?]|，.*，|，[^，]{6}")
_OF_THE_LETTER = re.compile(
    r"(?:^|[:：]\s?)(?:该|此|本)(?:信|件|留言|诉求|来信|问题|咨询)[^，。]{0,24}(?:于|在)\s?$"
)
_TOLD = re.compile(r"至今|没有|但是?|仍|还|说|称|未|依然|[?？]")
_QUESTION = re.compile(r"[?？]|请问|我想")
_BLANKS = re.compile(r"\s+")
_GOES_ON = re.compile(r"[，,、]$|^(?:我|我们|本人|家里)\S{0,6}(?:于|在)")
_AROUND = " ：:|｜[]【】()（）·,，、/"
_DAYS = frozenset({"replied_on", "reply_stamp", "dated"})
_OF_ANSWER = _DAYS | {"reply_body", "body", "noise"}
_MOST_IN_ANSWER = 12


def with_stamps(view: Shown, pairs: tuple[Pair, ...]) -> list[Pair]:
    """The pairs, and lines such as 县民政局 2026-09-28 10:00 回复 as pairs of their own."""
    dated = {number for pair in pairs for number in range(pair.start, pair.end)
             if pair.slug.endswith(("_on", "stamp", "dated"))}  # fmt: skip
    result = with_texts_in_front(view, pairs)
    for number, line in enumerate(view.lines):
        if number in dated or line.template or len(line.text) <= 8:
            continue
        text = simplify(line.text)
        for found in find_dates(text[:90])[:1]:
            head = _head_of_text(text, found)
            if head is not None and line.link_chars * 2 <= len(text):
                result += _head_pairs(number, text, *head)
                continue
            if len(line.text) > 80 or line.link_chars:
                continue
            before, after = text[: found.start].rstrip(), text[found.start + len(found.raw) :]
            told = _OF_THE_LETTER.search(before) is not None and not _TOLD.search(after)
            if (_SENTENCE.search(before + after) and not told) or _GOES_ON.search(text):
                continue  # 我于2026年8月1日提交过申请，至今没有消息。
            if _ANSWERED_STAMP.search(before) or _ANSWERED_AFTER.match(after.strip()):
                slug = "reply_stamp"
            elif _ASKED_STAMP.search(before) or _ASKED_AFTER.match(after.strip()):
                slug = "submitted_on"
            else:
                continue
            result.append(Pair(slug, "", text, number, number + 1, f"s{number}"))
    behind = {id(pair): rest for pair in pairs if (rest := _text_after(view, pair)) is not None}
    result += behind.values()
    result = [  # a mere 时间 in front of an answer is its day
        replace(pair, slug="replied_on") if id(pair) in behind and pair.slug == "dated" else pair
        for pair in result
    ]
    result += turns_of(view, result)
    result += _dates_above(view, result, dated)
    result += _dates_below(view, result, dated)
    spoken = speakers_in(view, result, dated)
    result += [*spoken, *citizens_in(view, result, spoken, dated)]
    result += answer_heads(view, result, dated)
    result += _headings(view, result)
    result += _days_behind(result)
    stamped = {pair.start for pair in result if pair.slug == "reply_stamp" and not pair.label}
    result = [
        pair
        for pair in result
        if not (pair.start in stamped and pair.slug == "reply" and not pair.whole
                and pair.group[0] != "s")
    ]  # fmt: skip
    return sorted(result, key=lambda pair: (pair.start, pair.offset))


def _head_of_text(text: str, found: FoundDate) -> tuple[str, int] | None:
    """What a stamp that opens a line tells (reply or letter), and where the text after it begins.

    None unless it names what was done, or labels it, and a colon or a bracket closes it.
    """
    before, rest = text[: found.start], text[found.start + len(found.raw) :]
    after = _AFTER.match(rest)
    if after is None or _BEFORE.fullmatch(before) is None or find_dates(rest[: after.end()]):
        return None
    if "：" not in after.group() and ":" not in after.group() and not re.search(_OPEN, before):
        return None
    label = labels_of("message").get(key(after.group()), "")
    if label and label not in ("reply", "letter"):
        return None  # 网友 2026-09-24 状态：已回复
    word = after["word"] or ""
    named = key(_ANSWER_LABEL_END.sub("", before)) if not word else ""
    turn = turn_named(re.sub(rf"{_OPEN}?\s?$", "", before)) if not word else ""
    if turn or (not word and labels_of("message").get(named) == "letter"):
        return turn or "letter", found.start + len(found.raw) + after.end()
    if _ANSWERING.fullmatch(word) or labels_of("message").get(named) == "reply":
        return "reply", found.start + len(found.raw) + after.end()
    if _ASKING.fullmatch(word) or (not word and _ASKING.search(before[-8:])):
        return "letter", found.start + len(found.raw) + after.end()
    if not word and _ANSWERING.search(before[-24:]):
        return "reply", found.start + len(found.raw) + after.end()
    return None


_ANSWER_LABEL_END = re.compile(rf"(?:于|时间|日期)?\s?[:：]?\s?{_OPEN}?[^\[(（【〔「]*$")


def _head_pairs(number: int, text: str, what: str, at: int) -> list[Pair]:
    group = f"s{number}"
    slug = "reply_stamp" if what == "reply" else "submitted_on"
    found = [Pair(slug, "", text[:at].strip(), number, number + 1, group)]
    rest = text[at:].strip()
    if rest:
        found.append(Pair(what, "", rest, number, number + 1, group, 0, at))
    return found


def _text_after(view: Shown, pair: Pair) -> Pair | None:
    """The text that goes on after a labelled date in its line: 回复（时间：2026-09-28）：您好 …

    Behind a mere 时间 a greeting is anybody's: it opens an answer below a heading of answers, or
    where it has words that only the one who answers writes and asks nothing.
    """
    of_answer = pair.slug in _DAYS
    if not of_answer and pair.slug != "submitted_on":
        return None
    found = find_dates(pair.raw[:60])[:1]
    if not found:
        return None
    rest = pair.raw[found[0].start + len(found[0].raw) :]
    closed = re.match(rf"\s?(?:{_CLOSE}\s?[:：]?|[:：])\s?(?=[\u3400-\u9fff])", rest)
    if pair.slug == "dated" or (of_answer and closed is None):
        closed = _BLANKS.match(rest)  # the words of an answer need no colon in front of them
        said = rest[closed.end() :] if closed is not None else ""
        if closed is None or not OPENS.match(said):
            return None
        if pair.slug == "dated" and (
            asks(said) if _below_heading(view, pair.start)
            else not answers_surely(said) or _QUESTION.search(said)
        ):  # fmt: skip
            return None
    if closed is None or len(rest) - closed.end() < _SHORTEST_TEXT:
        return None
    what = "reply" if of_answer else "letter"
    return replace(pair, slug=what, label="", raw=rest[closed.end() :], group=f"s{pair.start}",
                   whole=False, offset=pair.offset + 1)  # fmt: skip


def _below_heading(view: Shown, number: int) -> bool:
    """Whether a line stands right below the heading of an answer, or one line further down."""
    labels = labels_of("message")
    return any(
        labels.get(key(line.text)) == "reply" for line in view.lines[max(0, number - 2) : number]
    )


def _dates_above(view: Shown, pairs: list[Pair], dated: set[int]) -> list[Pair]:
    """A bare date that opens the box of an answer, right above its label, as on a time line."""
    found: list[Pair] = []
    for pair in pairs:
        above = pair.start - 1
        if pair.slug != "reply" or above < 0 or above in dated or len(view.lines[above].text) > 60:
            continue
        text = simplify(view.lines[above].text)
        dates = find_dates(text)
        box = view.boxes[view.lines[pair.start].box]
        while box.parent >= 0 and box.start > above:
            box = view.boxes[box.parent]
        if not dates or box.start != above:
            continue
        rest = f"{text[: dates[0].start]} {text[dates[0].start + len(dates[0].raw) :]}"
        if BARE_DATE.fullmatch(text):
            found.append(Pair("replied_on", "", text, above, above + 1, f"s{above}"))
        elif len(dates) == 1 and OFFICE.fullmatch(rest.strip(_AROUND)):
            # 2026-10-13 10:24 市水务局: the step of a time line, or the head of an answer
            found.append(Pair("reply_stamp", "", text, above, above + 1, f"s{above}"))
    return found


def _dates_below(view: Shown, pairs: list[Pair], dated: set[int]) -> list[Pair]:
    """A bare date right below the heading of an answer (县教育局回复), above its text."""
    found: list[Pair] = []
    for pair in pairs:
        below = pair.start + 1
        heading = pair.slug == "reply" and len(view.lines[pair.start].text) <= 30
        if not heading or below + 1 >= len(view.lines) or below in dated:
            continue
        text = simplify(view.lines[below].text)
        box = view.boxes[view.lines[pair.start].box]
        while box.parent >= 0 and box.end <= below + 1:
            box = view.boxes[box.parent]
        if box.start == pair.start and BARE_DATE.fullmatch(text) and find_dates(text):
            found.append(Pair("replied_on", "", text, below, below + 1, f"s{below}"))
    return found


def _headings(view: Shown, pairs: list[Pair]) -> list[Pair]:
    """Headings of answers (答复情况) above labels of an answer alone, without a text of theirs.

    A line that is not set as a heading is one where it opens a box of such labels.
    """
    starts = {pair.start for pair in pairs}
    slugs = sorted((pair.start, pair.slug) for pair in pairs)
    dated = {start for start, slug in slugs if slug in _OF_ANSWER}
    labels = labels_of("message")
    return [
        Pair("reply", line.text, "", number, number + 1, f"s{number}", 0, 0, True)
        for number, line in enumerate(view.lines)
        if number not in starts and not line.template and not line.link_chars
        and len(line.text) <= 20 and labels.get(key(line.text)) == "reply"
        and (
            number + 1 in dated or number + 2 in dated or _greets(view, number + 1)
            if line.tag[:1] == "h" or line.bold else _opens_answer(view, number, slugs)
        )
    ]  # fmt: skip


def _opens_answer(view: Shown, number: int, slugs: list[tuple[int, str]]) -> bool:
    """Whether a line opens a box that holds the day or the office of an answer, and its text."""
    index = view.lines[number].box
    while index >= 0 and view.boxes[index].start == number:
        box = view.boxes[index]
        first = bisect_left(slugs, (number, ""))
        inside = slugs[first : first + _MOST_IN_ANSWER]
        held = {slug for start, slug in inside if start < box.end}
        if held and box.end > number + 2:
            return held <= _OF_ANSWER and not held.isdisjoint(_DAYS)
        index = box.parent
    return False


_GREETS = re.compile(r"[^，。；,;]{0,16}[您你]好\s?[,，:：!！]")


def _greets(view: Shown, number: int) -> bool:
    """Whether a line opens a letter or an answer with a greeting: 网友您好：…"""
    return number < len(view.lines) and _GREETS.match(view.lines[number].text) is not None


# Behind a whole sentence: what stands behind a word says of what day that is.
_DAY_BEHIND = re.compile(
    rf"(?:[。！？!?…~～]|谢谢|感谢|盼复|为盼)\s?{_OPEN}\s?(?P<day>[^{{}}()（）\[\]]{{8,24}}?)\s?{_CLOSE}\s?$"
)


def _days_behind(pairs: list[Pair]) -> list[Pair]:
    """The day in brackets at the end of what was written: …什么时候能修好？（2026-09-24）

    Only where nothing else says when a letter was written.
    """
    if any(pair.slug == "submitted_on" and pair.label for pair in pairs):
        return []
    dated = {pair.start for pair in pairs if pair.slug == "submitted_on"}
    letters = [pair for pair in pairs if pair.slug == "letter" and pair.start not in dated]
    found: list[Pair] = []
    for pair in letters if len(dated) <= 1 else ():
        match = _DAY_BEHIND.search(pair.raw)
        if match is not None and is_date_alone(match["day"]):
            last = pair.end - 1 if pair.whole else pair.start
            found.append(Pair("submitted_on", "", match["day"], last, last + 1, f"s{last}", 0,
                              pair.offset + match.start("day")))  # fmt: skip
    return found
