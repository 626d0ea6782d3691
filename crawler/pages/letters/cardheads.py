"""Headings of letters shown one below another: the number and the kind without a label.

A guest book writes above each letter 第12条 [投诉], #12, 12楼 or 编号 A12 without a colon; the
number so shown is what the letter is called by, as if it stood beside the label 编号.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.dates import is_date_alone

_NUMBER = re.compile(
    r"[\[【(（]?\s?(?:留言|来信|信件|咨询|帖子|主题|问题)?\s?"
    r"(?:第\s?(?P<counted>\d{1,9})\s?(?:条|封|号|楼|帖|件|则|篇|位)"
    r"|(?:no\s?[.:：]?|№|#|＃)\s?(?P<after>\d{1,9})"
    r"|[\u3400-\u9fff]{0,4}(?:编号|单号|流水号|受理号|查询[号码])\s?(?P<named>[A-Za-z\-_]{0,12}\d[A-Za-z0-9\-_]{0,30})"
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
_CODE_ALONE = re.compile(
    r"[\[【(（#]?\s?(?:no[.:：]?\s?)?(?P<code>[A-Z]{1,6}(?:-?\d{4,20}|-\d{1,8})(?:-\d{1,6})*"
    r"|\d{9,20}|\d{4}-\d{3,8})\s?[\]】)）]?",
    re.I,
)
_OWN_NUMBER = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9\-_/.#]*\d)(?=\s*[|｜]|\s+[^\x00-\x7f]|\s+\d{4}[-/.年]\d|\s*[\[【])"
)
_NUMBER_FIRST = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9\-_/.#]*\d)\s*(?=[\u3400-\u9fff《“【]|[\[(（]\s*[\u3400-\u9fff])(?!号)"
)
_STATE_LAST = re.compile(
    r"\s*(?:[已待未][^\s]{0,3}?)?(?:答复|回复|办结|办理中|受理|处理中?|审核)[\])）】]?$"
)
_OWN_KIND = re.compile(rf"({_KINDS})(?=[\s|｜])")
_PARTING = " \u3000:：、，,.|｜·"
_EDGE = re.compile(r"[\s|｜]+|(?=[\[【(（〔])|(?<=[\]】)）〕])")
_SENTENCE = re.compile(r"[。；！？;!?]|，.*，")
_LONGEST = 120


def kind_in(text: str) -> str:
    """The kind that a letter's heading begins with in brackets ([投诉]), else an empty text."""
    match = _KIND.match(text.strip())
    return match.group(1) if match else ""


def is_kind(text: str) -> bool:
    """Whether a text is the kind of a letter and nothing else: 咨询, [投诉], 我要咨询."""
    return _TAG.fullmatch(text) is not None


def parted_kind(text: str) -> tuple[str, str]:
    """A text's kind in front ([咨询]路灯不亮), if it has one or is nothing else, and the rest."""
    whole = _TAG.fullmatch(text.strip())
    match = whole or _KIND.match(text.strip())
    return (match.group(1), text.strip()[match.end() :].strip()) if match else ("", text)


def with_heads(view: Shown, events: list[Pair]) -> list[Pair]:
    """The labels of a list of letters, with what the heads of the letters say without one.

    No number is added where numbers have a label of their own, where one comes twice or most
    letters have none, or for lines that belong to a letter's or an answer's text.
    """
    if not events:
        return events
    named = {pair.slug for pair in events if pair.label}
    events = [part for pair in events for one in _cut(pair, named) for part in _parted(one)]
    days = sorted(pair.start for pair in events if pair.slug == "submitted_on")
    texts = {number for pair in events for number in range(pair.start, pair.end)
             if pair.slug in ("letter", "reply") and not _holds(days, pair)}  # fmt: skip
    heads = [
        index for index, line in enumerate(view.lines)
        if _may_head(line) and (index not in texts or _NUMBER.fullmatch(line.text))
    ]  # fmt: skip
    letters = max(sum(pair.slug == slug for pair in events) for slug in ("submitted_on", "letter"))
    found: list[Pair] = []
    if not any(pair.slug == "number" for pair in events):
        found += _numbers(view, heads, letters)
    starts = sorted(pair.start for pair in found if pair.slug == "number")
    labels = Counter(pair.label for pair in events if pair.slug == "letter")
    asks = sorted(
        pair.start for pair in events
        if pair.slug == "letter" and (pair.group[0] == "q" or labels[pair.label] > 1)
    )  # fmt: skip
    events = [
        _ended(view, pair, asks if pair.slug == "reply" and not starts else starts, days)
        for pair in events
    ]
    kinds = {pair.start for pair in events if pair.slug == "message_kind"}
    for index in heads:
        if index not in kinds and (kind := _kind_of(view.lines[index])) is not None:
            word, at = kind
            found.append(Pair("message_kind", "", word, index, index + 1, f"n{index}", 0, at))
    return sorted([*events, *found], key=lambda pair: (pair.start, pair.offset))


def _holds(days: list[int], pair: Pair) -> bool:
    """Whether what stands under a heading goes on over the day of another letter."""
    return pair.whole and bisect_right(days, pair.start) < bisect_left(days, pair.end)


def _ended(view: Shown, pair: Pair, starts: list[int], days: list[int]) -> Pair:
    """A text under a heading, up to the head of the next letter: its number, a heading above.

    Where the next letter has no number, the day that signs the answer ends it.
    """
    inside = starts[bisect_right(starts, pair.start) : bisect_left(starts, pair.end)]
    if pair.slug == "reply" and not inside and _holds(days, pair):
        signed = (n for n in range(pair.start + 2, pair.end) if is_date_alone(view.lines[n].text))
        end = next(signed, pair.end - 1) + 1
        return replace(pair, end=end, raw=view.text(pair.start + 1, end))
    if not pair.whole or pair.slug not in ("letter", "reply") or not inside:
        return pair
    end = inside[0] - (view.lines[inside[0] - 1].tag[:1] == "h" and inside[0] - 1 > pair.start + 1)
    return replace(pair, end=end, raw=view.text(pair.start + 1, end))


def _cut(pair: Pair, named: Collection[str]) -> list[Pair]:
    """A number or a kind without what goes on behind it in its line: 编号：A-12|[咨询]|路灯不亮.

    What runs into a number is its letter's kind and title, where no label of `named` tells them.
    """
    form = {"number": _OWN_NUMBER, "message_kind": _OWN_KIND}.get(pair.slug)
    match = form.match(pair.raw) if form is not None and not pair.whole else None
    if match is not None:
        return [replace(pair, raw=match.group(1))]
    glued = _NUMBER_FIRST.match(pair.raw) if pair.slug == "number" else None
    if glued is None:
        alone = pair.raw.rstrip("）)】]") if pair.slug == "number" else pair.raw
        return [replace(pair, raw=alone) if not re.search(r"[（(【\[]", alone) else pair]
    kind, rest = parted_kind(_STATE_LAST.sub("", pair.raw[glued.end() :]).strip())
    found = [replace(pair, raw=glued[1])]
    for slug, text in (("message_kind", kind), ("title", rest)):
        if text and slug not in named:
            found.append(replace(pair, slug=slug, raw=text, offset=pair.offset + 1))
    return found


def _parted(pair: Pair) -> list[Pair]:
    """A label without the kind that the line says in front of it: 类型：咨询 标题：路灯不亮."""
    kind, _, rest = pair.label.partition(" ")
    if pair.slug != "title" or not rest or pair.whole or not _TAG.fullmatch(kind):
        return [pair]
    group = f"n{pair.start}"
    return [
        Pair("message_kind", "", kind, pair.start, pair.end, group, 0, pair.offset),
        replace(pair, label=rest, offset=pair.offset + 1),
    ]


def _numbers(view: Shown, heads: list[int], letters: int) -> list[Pair]:
    """The numbers of letters that stand in their heads without a label, in the first form known."""
    for form in (_counted, _coded):
        told = {index: found for index in heads if (found := form(view.lines[index])) is not None}
        raws = {raw for raw, _, _ in told.values()}
        if told and len(raws) == len(told) and len(raws) * 4 >= letters * 3:
            pairs = []
            for index, (raw, start, end) in told.items():
                pairs.append(Pair("number", "", raw, index, index + 1, f"n{index}", 0, start))
                title = _title_behind(view.lines[index], end) if form is _coded else ""
                if title and not start:
                    pairs.append(
                        Pair("title", "", title, index, index + 1, f"n{index}", 0, end + 1)
                    )
            return pairs
    return []


def _counted(line: Line) -> tuple[str, int, int] | None:
    """A number that says what it is: 第12条, #12, 编号 A12 at the head of a line or of a part."""
    for start, _ in _parts(line):
        match = _NUMBER.match(line.text, start)
        if match is not None:
            return next(group for group in match.groups() if group), start, match.end()
    return None


def _coded(line: Line) -> tuple[str, int, int] | None:
    """A number alone in a part of a line, or in front of a title."""
    match = _CODE.match(line.text)
    if match is not None:
        return match["code"], 0, match.end()
    for start, text in _parts(line):
        match = _CODE_ALONE.fullmatch(text)
        if match is not None:
            return match["code"], start, start + len(text)
    return None


def _title_behind(line: Line, end: int) -> str:
    """What stands behind a number but for kind and state, up to the next separator or label."""
    rest = line.text[end:].strip(" \u3000:：-—|｜")
    last = line.pieces[-1].text.strip() if len(line.pieces) > 1 else ""
    if last and _TAG.fullmatch(last):
        rest = rest.removesuffix(last).strip()
    _, rest = parted_kind(rest)
    return rest if len(rest) > 1 and not re.search(r"[:：|｜]|\d{4}\D\d", rest) else ""


def _kind_of(line: Line) -> tuple[str, int] | None:
    """The one kind that stands in a line in brackets or as a part of its own, and where."""
    parts = list(_parts(line))
    found = {
        start: match.group(1)
        for start, text in parts
        if (match := _TAG.fullmatch(text)) is not None
        and not (len(parts) == 1 and text.startswith("我要"))
    }
    for match in _KIND.finditer(line.text):
        if match.start() == 0 or line.text[match.start() - 1] in _PARTING + "】]）)":
            found.setdefault(match.start(), match.group(1))
    return next(((word, at) for at, word in found.items()), None) if len(found) == 1 else None


def _parts(line: Line) -> Iterator[tuple[int, str]]:
    """The parts of a line, parted by blanks, bars, brackets and elements, with their places."""
    edges = {0, len(line.text), *(piece.start for piece in line.pieces)}
    for match in _EDGE.finditer(line.text):
        edges |= {match.start(), match.end()}
    for start, end in pairwise(sorted(edge for edge in edges if edge <= len(line.text))):
        text = line.text[start:end]
        if text.strip(_PARTING):
            yield start + len(text) - len(text.lstrip(_PARTING)), text.strip(_PARTING)


def _may_head(line: Line) -> bool:
    return (
        not line.template and not line.has_input and len(line.text) <= _LONGEST
        and not _SENTENCE.search(line.text)
    )  # fmt: skip
