"""Answers inside a list of letters that no label names: told by their words, signature or box.

Below what was written the answers follow, each with its day beside, above or below it. What
was written comes first; an answer begins with words that only the one who answers writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from crawler.pages.letters.answers import is_no_reply
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.dates import find_dates, first_date, is_date_alone
from crawler.pages.words.masking import mask
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import SENTENCE, simplify
from crawler.records.model import Field, Source

OPENS = re.compile(
    r"(?:尊敬的)?[\u3400-\u9fff*＊×]{0,8}(?:网友|网民|市民|群众|同志|先生|女士|朋友|居民|村民|用户|来信人)?[\s,，:：!！]*[您你]好|"
    r"经(?:查|核实|核查|了解|调查|研究|现场|与|我)|您(?:所)?(?:反映|咨询|提出|来信|留言|提问|关心)的|"
    r"(?:感谢|谢谢)您|(?:您的)?(?:来信|留言|信件|诉求)(?:已)?(?:收悉|收到|阅悉)|答\s?[:：]|"
    r"(?:现)?(?:将|就).{0,30}(?:答复|回复|说明)如下"
)
_WHO = re.compile(OFFICE_NAME)
_IN_TEXT = re.compile(
    rf"[（(]\s?(?P<who>{OFFICE_NAME})[\s,，:：]*(?P<day>[^（()）]{{8,24}})[)）]\s?$"
)
_DAYS = ("replied_on", "reply_stamp", "dated")
_BESIDE = frozenset({*_DAYS, "reply_body", "body", "published_on", "closed_on"})
Answer = dict[str, Field[str]]


def answers_without_label(
    view: Shown, events: Sequence[Pair], start: int, stop: int, url: str
) -> list[Answer]:
    """The answers of one letter, which fills the lines from `start` to `stop`."""
    beside: dict[int, Answer] = {}
    skipped: set[int] = set()
    asked = -1
    for pair in events:
        if pair.slug in _BESIDE:
            slug = {"body": "reply_body", "dated": "replied_on"}.get(pair.slug, pair.slug)
            beside.setdefault(pair.start, {})[slug] = _field(pair.raw, pair.label, url)
        elif pair.slug == "letter":
            skipped.add(pair.start)
            asked = max(asked, pair.start if not pair.whole else -1)
        else:
            skipped.add(pair.start)
    texts: list[int] = []
    for number in range(start, stop):
        line = view.lines[number]
        if number in beside or number in skipped or line.template or line.link_chars:
            continue
        signature = _signature(view, number, url)
        if signature:
            beside[number] = signature
        elif SENTENCE.search(line.text):
            texts.append(number)
    alone = len(texts) == 1 and _closed(view, texts[0], beside)
    own = texts if asked >= 0 or alone else texts[1:]  # an office signs answers only
    own = [number for number in own if number > asked]
    found = _grouped(view, own, beside, _first(view, own, texts, beside), stop, url)
    sent = min(
        (day.value for pair in events if pair.slug == "submitted_on"
         and (day := first_date(pair.raw)) is not None),
        default=date.min,
    )  # fmt: skip
    return [one for one in found if not _is_older(one, sent)]


def _is_older(answer: Answer, sent: date) -> bool:
    """Whether an answer was given before the letter was sent, which then only quotes it."""
    told = [first_date(answer[slug].raw) for slug in _DAYS if slug in answer]
    return any(day is not None and day.value < sent for day in told)


def _first(view: Shown, own: list[int], texts: list[int], beside: dict[int, Answer]) -> int:
    """The line where the first answer begins, or -1."""
    for number in own:
        if OPENS.match(simplify(view.lines[number].text)) or number - 1 in beside:
            return number
        asked = view.boxes[view.lines[texts[0]].box] if texts[0] != number else None
        if asked is not None and _parted(view, asked, number) and _closed(view, number, beside):
            return number
    return -1


def _parted(view: Shown, asked: Box, number: int) -> bool:
    """Whether a line stands in a box of its own, apart from what was written."""
    box = view.boxes[view.lines[number].box]
    return box is not asked and not box.start <= asked.start < box.end


def _closed(view: Shown, number: int, beside: dict[int, Answer]) -> bool:
    """Whether an office, or a day of an answer, stands right below or at the end of a line."""
    below = beside.get(number + 1, {})
    signed = _IN_TEXT.search(simplify(view.lines[number].text)) is not None
    return signed or any(slug in below for slug in (*_DAYS, "reply_body"))


def _grouped(
    view: Shown, own: list[int], beside: dict[int, Answer], first: int, stop: int, url: str
) -> list[Answer]:
    if first < 0:
        return []
    before = first - 1 in beside and any(
        slug in beside[first - 1] for slug in (*_DAYS, "reply_body")
    )
    start = first - 1 if before else first
    while before and start - 1 in beside:
        start -= 1
    answers: list[Answer] = []
    texts: list[str] = []
    told: Answer = {}

    def close() -> None:
        text = simplify(" ".join(texts))
        if text and not is_no_reply(text):
            answers.append({**told, "reply": Field(mask(text), mask(text[:200]), Source.TEXT, "",
                                                   "答复区", url)})  # fmt: skip
        texts.clear()
        told.clear()

    closed = False
    for number in range(start, stop):
        if number in beside:
            if before and texts:
                close()
            told.update({slug: one for slug, one in beside[number].items() if slug not in told})
            closed = not before
        elif number in own:
            if closed or (texts and _answers_anew(view, texts, number)):
                close()
                closed = False
            texts.append(view.lines[number].text)
    close()
    return answers


def _answers_anew(view: Shown, texts: list[str], number: int) -> bool:
    """Whether a text in front is signed within its last line, so that another answer begins."""
    return _IN_TEXT.search(simplify(texts[-1])) is not None and bool(
        OPENS.match(simplify(view.lines[number].text))
    )


def _signature(view: Shown, number: int, url: str) -> Answer:
    """Who signs, and the day, where a line is nothing else: 县民政局 2026-09-28, or one of them."""
    text = simplify(view.lines[number].text).strip("（）()【】[] ")
    if len(text) > 48:
        return {}
    dates = find_dates(text)
    if not dates:
        dated_below = number + 1 < len(view.lines) and is_date_alone(
            simplify(view.lines[number + 1].text)
        )
        return {"reply_body": _field(text, "", url)} if dated_below and _WHO.fullmatch(text) else {}
    rest = (text[: dates[0].start] + text[dates[0].start + len(dates[0].raw) :]).strip(
        " （）()|｜,，:："
    )
    if len(dates) > 1 or (rest and not _WHO.fullmatch(rest)):
        return {}
    if not rest and not _WHO.fullmatch(simplify(view.lines[number - 1].text).strip()):
        return {}
    found = {"replied_on": _field(dates[0].raw, "", url)}
    return {**found, "reply_body": _field(rest, "", url)} if rest else found


def _field(raw: str, label: str, url: str) -> Field[str]:
    source = Source.LABEL if label else Source.SIGNATURE
    return Field(raw, raw[:200], source, label, "答复区", url)
