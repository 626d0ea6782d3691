"""Texts of an own page parted by who signs them: what was written, and what an office answered.

What was written comes first. A text that an authority signs answers it; where it begins is told
by a rule, a box, or the words with which only answers begin. Whatever remains open is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.pages.letters.answers import (
    ASIDE,
    REPLY_SLUGS,
    is_no_reply,
    quoted,
    text_between,
    value_end,
)
from crawler.pages.letters.lettertexts import OPENS
from crawler.pages.letters.signatures import Signature, signature_at
from crawler.pages.letters.voices import (
    answers_in_words,
    answers_outright,
    answers_surely,
    asks,
    courtesy,
    holds_off,
    instructs,
    of_others,
)
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.masking import mask
from crawler.pages.words.text import SENTENCE, simplify
from crawler.pages.words.wording import pattern
from crawler.records.model import Field, Source

_ENDED = re.compile(r"[。！？!?…~）)”】]\s?$|(?:谢谢|感谢|敬礼)[!！。]?$")
_CERTAIN = re.compile(
    r"[^，。]{0,10}(?:网友|网民|市民|群众|同志|先生|女士|朋友|居民|来信人)[\s,，:：!！]*[您你]好"
)
_HEAD = re.compile(r"[^，。；！？,;!?]{2,8}[:：][^，。；！？,;!?]*$")  # 浏览次数：128
_PAPER = pattern("paper")
_NO_HEAD = REPLY_SLUGS | {"noise", "followup"}
_ASKING = ("letter", "followup")
Answer = dict[str, Field[str]]


@dataclass
class SignedText:
    """Lines of text up to the signature that closes them, if one does."""

    lines: list[int] = field(default_factory=list)
    asks: bool = False  # it begins with a label of what was written
    signed: Signature | None = None


def own_texts(view: Shown, events: Sequence[Pair], end: int) -> tuple[list[SignedText], int]:
    """The texts of a letter's own page, and where the box of a labelled letter ends, or -1.

    They begin with the letter and end where labels tell of an answer.
    """
    asked = next((pair for pair in events if pair.slug == "letter"), None)
    heads = [pair for pair in events if pair.slug not in _NO_HEAD]
    first = asked or next(iter(heads), None)
    if first is None:
        # Without any label only the words of an answer tell it from the rest of the page.
        title = next(
            (
                n
                for n, line in enumerate(view.lines[:end])
                if line.tag[:1] == "h" and not line.template
            ),
            -1,
        )
        return (signed_texts(view, events, title + 1, end), end) if title >= 0 else ([], -1)
    answered = (one.start for one in events if one.slug in REPLY_SLUGS and one.start > first.start)
    stop = min(next(answered, end), end)
    fence = value_end(view, asked) if asked is not None and asked.whole else -1
    return signed_texts(view, events, first.start, stop), fence


def signed_texts(view: Shown, events: Sequence[Pair], start: int, end: int) -> list[SignedText]:
    """The texts between two lines, in the order of the page; lines of other labels are left out."""
    labels: dict[int, str] = {}
    for pair in events:
        if pair.slug == "submitted_on" and not pair.label:
            continue  # a citizen and a day: the letter's signature, if it stands below
        for at in range(pair.start, pair.start + 1 if pair.slug in _ASKING else pair.end):
            if pair.slug not in _ASKING or not _is_time(pair):
                labels.setdefault(at, pair.slug)
            else:
                labels[at] = "noise"
    labelled = set(labels)
    texts = [SignedText()]
    for number in range(start, min(end, len(view.lines))):
        line = view.lines[number]
        if texts[-1].lines and ASIDE.fullmatch(line.text):
            break
        if labels.get(number) in _ASKING:
            texts.append(SignedText([number], asks=True))
        elif number in labelled or _no_text(line, first=not texts[-1].lines):
            continue
        elif texts[-1].signed is not None:
            texts.append(SignedText([number]))
        else:
            texts[-1].lines.append(number)
        signed = signature_at(
            view, number, labelled - {number} if labels.get(number) in _ASKING else labelled
        )
        if signed is not None and (signed.inline or any(n < signed.start for n in texts[-1].lines)):
            texts[-1].signed = signed
            if not signed.inline:
                texts[-1].lines = [n for n in texts[-1].lines if n < signed.start]
    return [text for text in texts if text.lines]


def _no_text(line: Line, *, first: bool) -> bool:
    """Whether a line is furniture, or a heading where a text would begin."""
    if line.template or line.link_chars * 2 > len(line.text):
        return True
    return first and (line.tag[:1] == "h" or line.bold or _HEAD.match(line.text) is not None)


def _is_time(pair: Pair) -> bool:
    return pair.label.strip(" :：").endswith(("时间", "日期"))


def signed_answers(view: Shown, texts: Sequence[SignedText], fence: int, url: str) -> list[Answer]:
    """The answers among texts; `fence` is where the box of a labelled letter ends, or -1.

    What no rule and no box parts from the letter is an answer only by its words; so is what
    may be signed by others than an authority, which write letters too.
    """
    found: list[Answer] = []
    rules = _rules(view)
    for place, text in enumerate(texts):
        if text.signed is None or not text.signed.of_body:
            continue
        first = place == 0 or text.asks
        start, parted = _beginning(view, text, fence, rules) if first else (0, False)
        if start < 0:
            continue
        words = _words_of(view, text, start)
        if not words or is_no_reply(words) or courtesy(words):
            continue
        # Below a rule or a box an authority answers, in whatever words but those of others.
        certain = parted and text.signed.of_certain_office
        if of_others(words, signed=certain) or (asks(words) and not certain):
            continue
        if quoted(view, text.lines[start]) and not answers_outright(words):
            continue
        sure = answers_surely(words)
        if (
            any(not one.asks and asks(_words_of(view, one)) for one in texts[place + 1 : place + 2])
            and not sure
        ):
            continue  # a notice quoted in a letter that goes on below
        if not text.signed.of_office and first and not parted and not sure:
            continue
        if not certain and not answers_in_words(words):
            continue
        found.append(_answer(words, text.signed, url))
    return found


def left_aside(view: Shown, texts: Sequence[SignedText], fence: int) -> bool:
    """Whether a signed text says something that may be an answer, in no known words.

    So may whatever a body signs, and whatever anybody but a citizen signs below a rule or a box.
    """
    rules = _rules(view)
    for place, text in enumerate(texts):
        signed = text.signed
        if signed is None or signed.of_citizen:
            continue
        first = place == 0 or text.asks
        start, parted = (
            _beginning(view, text, fence, rules)
            if first
            else (0, _is_parted(view, texts[0].lines[0], text.lines[0], fence, rules))
        )
        told = _words_of(view, text, max(start, 0) if parted else 0)
        if not told or is_no_reply(told) or courtesy(told):
            continue
        if holds_off(told) and not ((parted or signed.of_certain_office) and instructs(told)):
            continue
        if signed.of_certain_office or (signed.of_body and (parted or not first)):
            return True
        below = told if parted else _words_of(view, text, 1) if signed.of_body else ""
        if SENTENCE.search(below) and not asks(below):
            return True
    return False


def _rules(view: Shown) -> list[int]:
    return sorted(box.start for box in view.boxes if box.tag == "hr")


def _is_parted(view: Shown, asked: int, line: int, fence: int, rules: Sequence[int]) -> bool:
    """Whether a rule or the end of a box stands between the letter's first line and another."""
    ruled = bisect_right(rules, line) > bisect_right(rules, asked)
    return ruled or 0 <= fence <= line or _box_end(view, asked, line) >= 0


def _words_of(view: Shown, text: SignedText, start: int = 0) -> str:
    """The words of a text from one of its lines on."""
    lines = text.lines[start:]
    return simplify(text_between(view, lines[0], lines[-1] + 1, ())) if lines else ""


def _beginning(view: Shown, text: SignedText, fence: int, rules: Sequence[int]) -> tuple[int, bool]:
    """Where in a text that begins with what was written the answer begins; -1 if it is not told.

    Also whether a rule or a box parts them; `rules` are the lines where rules stand.
    """
    lines = text.lines
    assert text.signed is not None
    if not text.asks and _CERTAIN.match(simplify(view.lines[lines[0]].text)):
        return 0, True
    rule = bisect_right(rules, lines[-1]) - 1
    if rule >= 0 and rules[rule] > lines[0]:
        return bisect_left(lines, rules[rule]), True
    stop = max(_box_end(view, lines[0], text.signed.start), fence)
    if lines[0] < stop <= lines[-1]:
        return bisect_left(lines, stop), True
    for place, number in enumerate(lines[1:], 1):
        ended = _ENDED.search(simplify(view.lines[lines[place - 1]].text))
        if ended and OPENS.match(simplify(view.lines[number].text)):
            return place, False
    if fence > text.signed.start or len(lines) < 2:
        return -1, False
    last = simplify(view.lines[lines[-1]].text)
    above = simplify(view.lines[lines[-2]].text)
    told = _ENDED.search(above) and SENTENCE.search(last) and answers_in_words(last)
    return (len(lines) - 1 if told else -1), False


def _box_end(view: Shown, first: int, signed: int) -> int:
    """Where the largest box, a paragraph aside, around a line and not the signature ends; or -1."""
    index, end = view.lines[first].box, -1
    while index > 0 and view.boxes[index].end <= signed:
        if view.boxes[index].tag not in ("p", "h1", "h2", "h3", "h4", "h5"):
            end = view.boxes[index].end
        index = view.boxes[index].parent
    return end


def _answer(words: str, signed: Signature, url: str) -> Answer:
    text = mask(words)
    return {
        "reply": Field(text, text[:200], Source.TEXT, "", "答复区", url),
        "reply_body": Field(signed.who, signed.who, Source.SIGNATURE, "", "答复落款", url),
        "replied_on": Field(signed.day.raw, signed.day.raw, Source.SIGNATURE, "", "答复落款", url),
    }


def _office_signs(text: SignedText) -> bool:
    return text.signed is not None and text.signed.of_office


def signed_by_writer(view: Shown, texts: Sequence[SignedText]) -> Field[str] | None:
    """The day with which whoever wrote the letter signs it; None where that is not certain."""
    if not texts or texts[0].signed is None:
        return None
    signed = texts[0].signed
    if not signed.of_writer or any(one.asks for one in texts[1:2]):
        return None
    words = _words_of(view, texts[0])
    papers = [] if signed.as_citizen else list(_PAPER.finditer(words))
    if papers and (signed.of_body or not asks(words[papers[-1].end() :])):
        return None  # a notice or an IOU that the letter shows bears the day
    for one in texts[1:]:
        words = _words_of(view, one)
        if SENTENCE.search(words) and not answers_in_words(words) and not _office_signs(one):
            return None  # the letter goes on: the day is one that it tells of
    return Field(signed.day.raw, signed.day.raw, Source.SIGNATURE, "", "来信落款", "")
