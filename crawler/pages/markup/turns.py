"""Question and answer in turns, marked and not labelled: 问：… 答：…, Q1: … A1: …, 【问】…"""

from __future__ import annotations

import re

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Shown
from crawler.pages.words.text import simplify

_WHO = "(?:网友|网民|市民|群众|居民|村民)?"
_ASKS = rf"{_WHO}(?:提?问题?|咨询问题)|Q(?:uestion)?"
_WRITES = rf"{_ASKS}|{_WHO}(?:留言|来信|诉求|咨询)"  # with a colon only: [咨询] is a kind
_ANSWERS = r"(?:部门|单位|官方)?(?:回?答复?|回复|解答|答疑)|A(?:nswer)?"
_COUNT = r"(?:[(（]?\d{1,3}[)）]?\s?[、.．]?\s?|[一二三四五六七八九十]{1,3}\s?[、.．]\s?)?"
_OPEN, _CLOSE = r"[【\[（(]", r"[】\]）)]"
_MARK = re.compile(
    rf"{_COUNT}(?:{_OPEN}\s?(?:(?P<ask>{_ASKS})|(?P<answer>{_ANSWERS}))\s?\d{{0,3}}\s?{_CLOSE}\s?[:：]?"
    rf"|(?:(?P<ask2>{_WRITES})|(?P<answer2>{_ANSWERS}))\s?\d{{0,3}}\s?[:：])\s?"
)
_NAMED = re.compile(
    rf"{_COUNT}{_OPEN}?\s?(?:(?P<ask>{_ASKS})|(?P<answer>{_ANSWERS}))\s?\d{{0,3}}\s?{_CLOSE}?"
)


def turn_named(text: str) -> str:
    """Whose turn a mark without its colon opens, `letter` or `reply`: Q1, 【答】; else nothing."""
    match = _NAMED.fullmatch(text.strip())
    return "" if match is None else "letter" if match["ask"] else "reply"


def turns_of(view: Shown, pairs: list[Pair]) -> list[Pair]:
    """What was written and answered behind marks, where no label tells it.

    Both are marked, or the mark is a word and comes again. A label without a value of its own
    holds no mark: what is asked next is none of its answer.
    """
    slugs = {pair.slug for pair in pairs}
    labelled = {pair.slug for pair in pairs if pair.label}
    held = {
        line
        for pair in pairs
        for line in range(pair.start, pair.start + 1 if pair.whole else pair.end)
        if pair.slug != "number"
    }
    found: list[Pair] = []
    for number, line in enumerate(view.lines):
        text = simplify(line.text)
        match = None if number in held or line.template else _MARK.match(text)
        if match is None:
            continue
        slug = "letter" if match["ask"] or match["ask2"] else "reply"
        label = match.group().strip(" :：")
        rest = text[match.end() :]
        found.append(Pair(slug, label, rest, number, number + 1, f"q{number}"))
    told = [pair.slug for pair in found]
    words = [pair.slug for pair in found if not pair.label.isascii()]
    asked = "letter" in slugs or "letter" in told or words.count("reply") > 1
    answered = slugs & {"reply", "reply_stamp"} or "reply" in told or words.count("letter") > 1
    wanted = {slug for slug, other in (("letter", answered), ("reply", asked)) if other}
    return [pair for pair in found if pair.slug in wanted - labelled]
