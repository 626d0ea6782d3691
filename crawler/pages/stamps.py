"""Lines that say without a label who wrote and when: 县民政局 2026-09-28 回复, 答复（9月28日）：…

A stamp opens a text, in its own line or in front of it, or stands below it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.pages.cardheads import is_kind
from crawler.pages.celltables import Pair
from crawler.pages.dates import FoundDate, find_dates, is_date_alone
from crawler.pages.labels import labels_of
from crawler.pages.offices import ANY_OFFICE, DESK_END, OFFICE_END
from crawler.pages.shown import Shown
from crawler.pages.text import key, simplify
from crawler.pages.turns import turn_named, turns_of

_ANSWERED_STAMP = re.compile(r"(?:回复|答复|回信)(?:于|时间|日期)?\s?[:：]?\s?[\[(（【]?$")
_ANSWERED_AFTER = re.compile(
    r"^[\])）】]?\s?(?:予以|作出|进行)?(?:回复|答复)|"
    r"^[\u3400-\u9fff]{2,24}\s?(?:予以|作出|进行)?(?:回复|答复|反馈|回应)\s?[:：]?$"
)
_ASKED_STAMP = re.compile(
    r"(?:留言|提问|咨询|来信|提交|写信|发表|投递|反映)(?:于|时间|日期)?\s?[:：]?\s?[\[(（【]?$"
)
_ASKED_AFTER = re.compile(r"^[\])）】]?\s?(?:留言|提问|咨询|来信|提交|写信|反映)(?![过了的到给])")
_BARE_DATE = re.compile(r"[^\u3400-\u9fff]*(?:[年月日][^\u3400-\u9fff]*){0,3}")
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
_OFFICE = re.compile(
    rf"[\u3400-\u9fff]{{0,24}}(?:{OFFICE_END}|{ANY_OFFICE}|{DESK_END}|管理员|客服|工作人员|小编)(?:回复)?"
)
_CITIZEN = re.compile(
    r"(?:匿名|游客|访客)?(?:网友|网民|市民|村民|居民|群众|用户|咨询人|留言人|来信人|写信人|提问人)[\w*＊×]{0,16}|匿名|游客|访客|"
    r"[\u3400-\u9fff]{1,3}(?:先生|女士|同志|某某?|[*＊×]{1,3}|[xX]{1,2})"
)
_SHORTEST_TEXT = 6
_SENTENCE = re.compile(r"[。；！？;!?]|，.*，|，[^，]{6}")
_OF_THE_LETTER = re.compile(
    r"(?:该|此|本)(?:信|件|留言|诉求|来信|问题|咨询)[^，。]{0,24}(?:于|在)\s?$"
)
_GOES_ON = re.compile(r"[，,、]$|^(?:我|我们|本人|家里)\S{0,6}(?:于|在)")
_AROUND = " ：:|｜[]【】()（）·,，、/"
_BETWEEN = re.compile(r"[\s:：|｜\[\]【】()（）·,，、/]+")
_MOST_WORDS = 4
_OF_LETTERS = frozenset({"reply", "replied_on", "reply_stamp", "letter"})
_OF_ANSWER = frozenset({"replied_on", "reply_body", "reply_stamp", "dated"})


def with_stamps(view: Shown, pairs: tuple[Pair, ...]) -> list[Pair]:
    """The pairs, and lines such as 县民政局 2026-09-28 10:00 回复 as pairs of their own."""
    dated = {number for pair in pairs for number in range(pair.start, pair.end)
             if pair.slug.endswith(("_on", "stamp", "dated"))}  # fmt: skip
    result = list(pairs)
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
            told = _OF_THE_LETTER.search(before) is not None
            if (_SENTENCE.search(before + after) and not told) or _GOES_ON.search(text):
                continue  # 我于2026年8月1日提交过申请，至今没有消息。
            if _ANSWERED_STAMP.search(before) or _ANSWERED_AFTER.match(after.strip()):
                slug = "reply_stamp"
            elif _ASKED_STAMP.search(before) or _ASKED_AFTER.match(after.strip()):
                slug = "submitted_on"
            else:
                continue
            result.append(Pair(slug, "", text, number, number + 1, f"s{number}"))
    result += [rest for pair in pairs if (rest := _text_after(pair)) is not None]
    result += turns_of(view, result)
    result += _dates_above(view, result, dated)
    result += _dates_below(view, result, dated)
    spoken = _speakers(view, result, dated)
    result += [*spoken, *_citizens(view, result, spoken, dated)]
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


def _text_after(pair: Pair) -> Pair | None:
    """The text that goes on after a labelled date in its line: 回复（时间：2026-09-28）：您好 …"""
    of_answer = pair.slug in ("replied_on", "reply_stamp")
    if not of_answer and pair.slug != "submitted_on":
        return None
    found = find_dates(pair.raw[:60])[:1]
    if not found:
        return None
    rest = pair.raw[found[0].start + len(found[0].raw) :]
    closed = re.match(rf"\s?(?:{_CLOSE}\s?[:：]?|[:：])\s?(?=[\u3400-\u9fff])", rest)
    if closed is None or len(rest) - closed.end() < _SHORTEST_TEXT:
        return None
    what = "reply" if of_answer else "letter"
    return replace(pair, slug=what, label="", raw=rest[closed.end() :], group=f"s{pair.start}",
                   whole=False, offset=pair.offset + 1)  # fmt: skip


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
        if _BARE_DATE.fullmatch(text):
            found.append(Pair("replied_on", "", text, above, above + 1, f"s{above}"))
        elif len(dates) == 1 and _OFFICE.fullmatch(rest.strip(_AROUND)):
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
        if box.start == pair.start and _BARE_DATE.fullmatch(text) and find_dates(text):
            found.append(Pair("replied_on", "", text, below, below + 1, f"s{below}"))
    return found


def _headings(view: Shown, pairs: list[Pair]) -> list[Pair]:
    """Headings of answers (答复情况) above labels of an answer alone, without a text of theirs."""
    starts = {pair.start for pair in pairs}
    dated = {pair.start for pair in pairs if pair.slug in _OF_ANSWER}
    labels = labels_of("message")
    return [
        Pair("reply", line.text, "", number, number + 1, f"s{number}", 0, 0, True)
        for number, line in enumerate(view.lines)
        if number not in starts and not line.template and not line.link_chars
        and 2 <= len(line.text) <= 20 and (line.tag[:1] == "h" or line.bold)
        and (number + 1 in dated or number + 2 in dated or _greets(view, number + 1))
        and labels.get(key(line.text)) == "reply"
    ]  # fmt: skip


_GREETS = re.compile(r"[^，。；,;]{0,16}[您你]好\s?[,，:：!！]")


def _greets(view: Shown, number: int) -> bool:
    """Whether a line opens a letter or an answer with a greeting: 网友您好：…"""
    return number < len(view.lines) and _GREETS.match(view.lines[number].text) is not None


_DAY_BEHIND = re.compile(rf"{_OPEN}\s?(?P<day>[^{{}}()（）\[\]]{{8,24}}?)\s?{_CLOSE}\s?$")


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
                              pair.offset + match.start() + 1))  # fmt: skip
    return found


def _speakers(view: Shown, pairs: list[Pair], dated: set[int]) -> list[Pair]:
    """Who speaks and when, above each text as in a talk: 网友 2026-09-25, 县民政局 2026-09-28.

    Only where nothing else on the page says when a letter was written or answered.
    """
    known = {pair.slug for pair in pairs}
    wanted = {"submitted_on": _CITIZEN, "reply_stamp": _OFFICE}
    if known & {"submitted_on"}:
        del wanted["submitted_on"]
    if known & {"reply", "replied_on", "reply_stamp", "dated"}:
        del wanted["reply_stamp"]
    found: list[Pair] = []
    for number, line in enumerate(view.lines):
        who, raw, last = _spoken(view, number)
        if line.template or line.link_chars or not who or dated & {number, last}:
            continue
        following = view.lines[last + 1] if last + 1 < len(view.lines) else None
        if following is None or not _opens(view, number, last) or find_dates(following.text[:24]):
            continue
        for slug, pattern in wanted.items():
            if any(pattern.fullmatch(word) for word in who):
                group = f"s{number}"
                found.append(Pair(slug, "", raw, number, last + 1, group))
                found += [Pair("message_kind", "", word, number, last + 1, group, 0, 1)
                          for word in who if is_kind(word)]  # fmt: skip
    told = {pair.slug for pair in found}
    return found if "submitted_on" in told or len(wanted) == 1 else []


_CITIZEN_AT = re.compile(
    rf"(?:^|[\s|｜:：,，·/）)\]】])(?:{_CITIZEN.pattern})\s?[|｜·,，:：/]?\s?(?:于|发表于)?\s?[(（\[]?$"
)
_CITIZEN_AFTER = re.compile(rf"^[)）\]]?\s?[|｜·,，/]?\s?(?:{_CITIZEN.pattern})(?:$|[\s|｜·,，/])")


def _citizens(view: Shown, pairs: list[Pair], spoken: list[Pair], dated: set[int]) -> list[Pair]:
    """A citizen and a day beside each other in the head of a letter: 网友 2026-09-21.

    Only where nothing else says when a letter was written, and letters are shown at all.
    """
    known = {pair.slug for pair in pairs}
    told = known | {pair.slug for pair in spoken}
    if "submitted_on" in known:
        return []
    held = {pair.start for pair in pairs if pair.slug in ("reply_stamp", "reply", "letter")}
    held |= {line for pair in spoken for line in range(pair.start, pair.end)}
    found: list[Pair] = []
    for number, line in enumerate(view.lines):
        if number in dated or number in held or line.template or line.link_chars:
            continue
        text = simplify(line.text)
        dates = find_dates(text) if len(text) <= 120 else []
        if len(dates) != 1:
            continue
        before, after = text[: dates[0].start], text[dates[0].start + len(dates[0].raw) :]
        if _CITIZEN_AT.search(before) or _CITIZEN_AFTER.match(after):
            found.append(Pair("submitted_on", "", dates[0].raw, number, number + 1, f"s{number}",
                              0, dates[0].start))  # fmt: skip
    several = len(found) + len(spoken) > 1  # a list of letters
    return found if several or told & _OF_LETTERS else []


def _spoken(view: Shown, number: int) -> tuple[tuple[str, ...], str, int]:
    """The words beside a date in a short line, or in a line and the date right below it."""
    text = simplify(" ".join(piece.text for piece in view.lines[number].pieces))
    last = number
    if len(text) <= 24 and not find_dates(text) and number + 1 < len(view.lines):
        below = simplify(view.lines[number + 1].text)
        if len(below) <= 24 and _BARE_DATE.fullmatch(below) and find_dates(below):
            text, last = f"{text} {below}", number + 1
    dates = find_dates(text)
    if len(text) > 60 or len(dates) != 1:
        return (), "", number
    one = dates[0]
    rest = f"{text[: one.start]} {text[one.start + len(one.raw) :]}"
    words = tuple(word for word in _BETWEEN.split(rest) if word)
    return (words if len(words) <= _MOST_WORDS else ()), text, last


def _opens(view: Shown, number: int, last: int) -> bool:
    """Whether lines open a box that goes on below them: what stands last signs a text."""
    index = view.lines[number].box
    while index >= 0 and view.boxes[index].start == number:
        if view.boxes[index].end > last + 1:
            return True
        index = view.boxes[index].parent
    return False
