"""Headings of letters shown one below another: the number and the kind without a label.

A guest book writes above each letter 第12条 [投诉], #12, 12楼 or 编号 A12 without a colon; the
number so shown is what the letter is called by, as if it stood beside the label 编号.
"""

from __future__ import annotations

import re

from crawler.pages.celltables import Pair
from crawler.pages.shown import Line, Shown

_NUMBER = re.compile(
    r"[\[【(（]?\s?(?:留言|来信|信件|咨询|帖子|主题|问题)?\s?"
    r"(?:第\s?(?P<counted>\d{1,9})\s?(?:条|封|号|楼|帖|件|则|篇|位)"
    r"|(?:no\s?[.:：]?|№|#|＃)\s?(?P<after>\d{1,9})"
    r"|(?:编号|单号|流水号|受理号)\s?(?P<named>[A-Za-z\-_]{0,12}\d[A-Za-z0-9\-_]{0,30})"
    r"|(?P<before>\d{1,9})\s?(?:楼|号楼|#|＃))"
    r"(?:留言|来信|信件|咨询|帖子|问题|提问)?\s?[\]】)）]?(?=$|[\s:：、，,.|｜\[【(（])",
    re.I,
)
_KINDS = (
    r"(?:(?:我要)?(?:咨询|投诉|举报|检举|信访|建议|求助|意见|诉求|表扬|感谢|其他|其它)){1,2}类?"
)
_KIND = re.compile(rf"[\[【(（〔]\s?({_KINDS})\s?[\]】)）〕]")
_TAG = re.compile(rf"[\[【(（〔]?\s?({_KINDS})\s?[\]】)）〕]?")
# A number alone in front of a title: letters and digits, too long for a year or a count.
_CODE = re.compile(
    r"(?P<code>[A-Z]{1,6}-?\d{4,20}(?:-\d{1,6})*|\d{9,20}|\d{4}-\d{3,8})"
    r"(?=$|[\s:：　【\[《]|[\u3400-\u9fff])"
)
_LONGEST = 60


def kind_in(text: str) -> str:
    """The kind that a letter's heading begins with in brackets ([投诉]), else an empty text."""
    match = _KIND.match(text.strip())
    return match.group(1) if match else ""


def parted_kind(text: str) -> tuple[str, str]:
    """A text's kind in front ([咨询]路灯不亮), if it has one or is nothing else, and the rest."""
    whole = _TAG.fullmatch(text.strip())
    match = whole or _KIND.match(text.strip())
    return (match.group(1), text.strip()[match.end() :].strip()) if match else ("", text)


def with_heads(view: Shown, events: list[Pair]) -> list[Pair]:
    """The labels of a list of letters, with what the headings of the letters say without one.

    No number is added where numbers have a label of their own, where one comes twice or most
    letters have none, or for lines that belong to a letter's or an answer's text.
    """
    if not events:
        return events
    texts = {number for pair in events for number in range(pair.start, pair.end)
             if pair.slug in ("letter", "reply")}  # fmt: skip
    letters = max(sum(pair.slug == slug for pair in events) for slug in ("submitted_on", "letter"))
    numbers = {pair.start: pair.offset for pair in events if pair.slug == "number"}
    found: list[Pair] = []
    for form in () if numbers else (_NUMBER, _CODE):
        heads = {
            index: match
            for index, line in enumerate(view.lines)
            if index not in texts and _may_head(line) and (match := form.match(line.text))
        }
        told = {next(group for group in match.groups() if group) for match in heads.values()}
        if heads and len(told) == len(heads) and len(told) * 4 >= letters * 3:
            for index, match in heads.items():
                found += _head(view.lines[index], index, match, titled=form is _CODE)
            numbers = {index: match.end() for index, match in heads.items()}
            break
    kinds = {pair.start for pair in events if pair.slug == "message_kind"}
    for index, end in numbers.items():
        kind = _kind_of(view.lines[index], end) if index not in kinds else ""
        if kind:
            found.append(Pair("message_kind", "", kind, index, index + 1, f"n{index}", 0, 1))
    return sorted([*events, *found], key=lambda pair: (pair.start, pair.offset))


def _head(line: Line, index: int, match: re.Match[str], *, titled: bool) -> list[Pair]:
    """The number of a heading and, where nothing but letters and digits parts it, its title."""
    raw = next(group for group in match.groups() if group)
    pairs = [Pair("number", "", raw, index, index + 1, f"n{index}")]
    last = line.pieces[-1].text.strip() if len(line.pieces) > 1 else ""
    rest = line.text[match.end() :].strip(" \u3000:：-—")
    if last and _TAG.fullmatch(last):
        rest = rest.removesuffix(last).strip()
    _, rest = parted_kind(rest)
    if titled and len(rest) > 1:
        pairs.append(Pair("title", "", rest, index, index + 1, f"n{index}", 0, 2))
    return pairs


def _kind_of(line: Line, end: int) -> str:
    """The kind behind a heading's number in brackets, or alone in a piece of the line."""
    kind = _KIND.match(line.text, _skipped(line.text, end))
    if kind is not None:
        return kind.group(1)
    tags = (_TAG.fullmatch(piece.text.strip()) for piece in line.pieces[1:])
    return next((tag.group(1) for tag in tags if tag is not None), "")


def _may_head(line: Line) -> bool:
    return not line.template and not line.has_input and len(line.text) <= _LONGEST


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u3000:：、，,.|｜":
        at += 1
    return at
