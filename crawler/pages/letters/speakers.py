"""Who speaks and when, above each text as in a talk: 网友 2026-09-25, 县民政局 2026-09-28."""

from __future__ import annotations

import re

from crawler.pages.letters.cardheads import is_kind
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.offices import ANY_OFFICE, DESK_END, OFFICE_END
from crawler.pages.words.text import simplify

OFFICE = re.compile(
    rf"[\u3400-\u9fff]{{0,24}}(?:{OFFICE_END}|{ANY_OFFICE}|{DESK_END}|管理员|客服|工作人员|小编)(?:回复)?"
)
_CITIZEN = re.compile(
    r"(?:匿名|游客|访客)?(?:网友|网民|市民|村民|居民|群众|用户|咨询人|留言人|来信人|写信人|提问人)[\w*＊×]{0,16}|匿名|游客|访客|"
    r"[\u3400-\u9fff]{1,3}(?:先生|女士|同志|某某?|[*＊×]{1,3}|[xX]{1,2})"
)
BARE_DATE = re.compile(r"[^\u3400-\u9fff]*(?:[年月日][^\u3400-\u9fff]*){0,3}")
_BETWEEN = re.compile(r"[\s:：|｜\[\]【】()（）·,，、/]+")
_MOST_WORDS = 4
_OF_LETTERS = frozenset({"reply", "replied_on", "reply_stamp", "letter"})


def speakers_in(view: Shown, pairs: list[Pair], dated: set[int]) -> list[Pair]:
    """Who speaks and when, above each text as in a talk: 网友 2026-09-25, 县民政局 2026-09-28.

    Only where nothing else on the page says when a letter was written or answered.
    """
    known = {pair.slug for pair in pairs}
    wanted = {"submitted_on": _CITIZEN, "reply_stamp": OFFICE}
    if known & {"submitted_on"}:
        del wanted["submitted_on"]
    if known & {"reply", "replied_on", "reply_stamp", "dated"}:
        del wanted["reply_stamp"]
    found: list[Pair] = []
    for number, line in enumerate(view.lines):
        who, raw, last = spoken_at(view, number)
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


def citizens_in(view: Shown, pairs: list[Pair], spoken: list[Pair], dated: set[int]) -> list[Pair]:
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


def spoken_at(view: Shown, number: int) -> tuple[tuple[str, ...], str, int]:
    """The words beside a date in a short line, or in a line and the date right below it."""
    text = simplify(" ".join(piece.text for piece in view.lines[number].pieces))
    last = number
    if len(text) <= 24 and not find_dates(text) and number + 1 < len(view.lines):
        below = simplify(view.lines[number + 1].text)
        if len(below) <= 24 and BARE_DATE.fullmatch(below) and find_dates(below):
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
