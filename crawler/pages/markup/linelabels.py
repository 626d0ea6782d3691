"""Labels and their values in one line: at a colon, in brackets, in an element of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.openings import first_words, opens_text
from crawler.pages.markup.outerlabels import TEXTS
from crawler.pages.markup.shown import Line
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import damaged_labels, is_composed
from crawler.pages.words.text import key, simplify

COLON = re.compile(r"[:：∶︰﹕]")
_BRACKETED = re.compile(r"[【\[［]([^】\]］\[【]{2,14})[】\]］]")
_UNKNOWN = re.compile(r"(?:^|[\s|｜；;])([\u4e00-\u9fff][\u4e00-\u9fff ]{1,9})[:：]")
_LAST_WORD = re.compile(r"(?:(?<!\S)\S\s+)*(?<!\S)\S\s*$|\S+\s*$")
# A line that opens a text: whom it greets, who speaks, or that the answer follows.
_OPENING = re.compile(
    r".{0,16}(?:[您你]好|尊敬的.{1,12}|网友|网民|先生|女士|市民|同志|朋友|群众|同学|老师|业主|居民|家长|村民|用户|读者|"
    r"[来写]信人|留言人|咨询人|政府|局|委|办|中心|公司|镇|乡|街道|(?:答复|回复|说明|反馈|解答)(?:如下|于下)?)\s?[:：]"
)
# A line of one piece without any of these has no label in it.
_MAY_LABEL = re.compile(r"[:：∶︰﹕【\[［\d年]")
_SEPARATORS = frozenset('(（【[.．|｜;；,，、。】]）)>》·•*—_/\\●■◆▪-–"”')
_TRAILER = re.compile(
    r"\s(?:浏览|阅读|点击|访问|字体|字号|打印|收藏|分享|视力|责任编辑|"
    r"[【\[]\s*[字大]|大 ?中 ?小(?=\s|$)|扫一扫)"
)
_EDGES = " |｜;；,，、·"
_NEXT_ITEM = re.compile(
    r"[；;，,、。\s]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．])\s*$"
)
_OPEN_BRACKET = re.compile(r"\s*[(（\[【〔]\s*$")
_BEFORE_DATE = re.compile(r"[\s:：\[【(（]{0,4}$")
EXTENDED = frozenset({"reply", "letter", "division", "resume", "summary"})
LONG = EXTENDED | {"automatic"}
_CONTACT = frozenset({
    "电话", "联系电话", "手机", "手机号码", "联系方式", "地址", "联系地址", "邮箱", "电子邮箱",
})  # fmt: skip
_RUNNING = re.compile(r"[^，。；！？,;!?]{4}[，。；！？,;!?]")
_MAX_LABEL = 16
_MAX_LINE = 4_000


def begins_with_label(line: Line, slug: str) -> bool:
    """Whether a line opens with some label, so that it is not the value of one before it."""
    if slug in LONG and _OPENING.fullmatch(simplify(line.text)) is not None:
        return False
    match = _UNKNOWN.match(line.text)
    first = slug in TEXTS and match and opens_text(match.group(1), line.text[match.end() :])
    return match is not None and not first


@dataclass(frozen=True)
class _Mark:
    start: int
    value: int
    slug: str
    label: str


def line_pairs(
    index: int, line: Line, labels: Mapping[str, str], days: Mapping[str, str]
) -> list[Pair]:
    """Every pair in one line, by the labels of its kind; those of `days` are short (成文) and
    count where a colon and a day follow.
    """
    if not 3 <= len(line.text) <= _MAX_LINE:
        return []
    text = simplify(line.text)
    if len(line.pieces) < 2 and _MAY_LABEL.search(text) is None:
        return []
    edges = {piece.start for piece in line.pieces} if len(text) == len(line.text) else set()
    marks: dict[int, _Mark] = {}
    for colon in COLON.finditer(text):
        mark = _label_before(text, colon.start(), colon.end(), labels, edges, marks)
        if mark is not None:
            marks.setdefault(mark.start, mark)
    for match in _BRACKETED.finditer(text):
        slug = labels.get(key(match.group(1)))
        if slug is not None:
            marks.setdefault(match.start(), _Mark(match.start(), match.end(), slug, match.group()))
    if len(text) <= 300:
        for found in find_dates(text):
            before = _BEFORE_DATE.sub("", text[: found.start])
            mark = _label_before(text, len(before), found.start, labels, edges, marks)
            if mark is not None and labels[key(mark.label)].endswith(("_on", "dated")):
                marks.setdefault(mark.start, mark)
            elif mark is None and COLON.search(text, len(before), found.start):
                short = _label_before(text, len(before), found.start, days, edges, marks)
                if short is not None:
                    marks.setdefault(short.start, short)
    for mark in _piece_marks(line, labels) if edges else ():
        marks.setdefault(mark.start, mark)
    marks = {start: mark for start, mark in marks.items() if not _is_aside(text, mark)}
    if not marks:
        return []
    unknown = _unknown_labels(text, marks.values())
    stops = sorted({*marks, *(start for start, _ in unknown), len(text)})
    opened = {start for start, label in unknown if _OPENING.fullmatch(label)} - set(marks)
    ends = {mark.value for mark in marks.values() if mark.slug in TEXTS}
    opened |= first_words(text, ends, unknown, stops) - set(marks)
    result: list[Pair] = []
    for start, mark in sorted(marks.items()):
        stop = next(
            one for one in stops
            if one > start and one >= mark.value and not (mark.slug in LONG and one in opened)
        )  # fmt: skip
        raw = text[mark.value : stop]
        trailer = _TRAILER.search(raw)
        if trailer is not None:
            raw = raw[: trailer.start()]
        raw = COLON.sub("", raw[:1]) + raw[1:]
        if stop < len(text):  # the number of the next item in an enumeration
            raw = raw[:-12] + _NEXT_ITEM.sub("", raw[-12:])
            raw = _OPEN_BRACKET.sub("", raw) if mark.slug in TEXTS else raw
        result.append(
            Pair(
                mark.slug, mark.label, raw.strip(_EDGES), index, index + 1, f"l{line.box}", 0, start
            )
        )
    return result


def _is_aside(text: str, mark: _Mark) -> bool:
    """Whether a text names a number to call: …请与我局联系，电话：… is no label of a letter."""
    contact = mark.slug == "sender" and key(mark.label) in _CONTACT
    return contact and _RUNNING.search(text[: mark.start]) is not None


def _unknown_labels(text: str, marks: Iterable[_Mark]) -> list[tuple[int, str]]:
    """Where labels of no meaning stand, and their words.

    Of several words before a colon (有效 公开方式:) the last is the label, what stands before
    it the value of another; letters set apart (文 号) are one word.
    """
    known = {mark.value: mark.start for mark in marks}
    found: list[tuple[int, str]] = []
    for match in _UNKNOWN.finditer(text):
        start, label = match.start(1), match.group().strip()
        if known.get(match.end(), start) > start:
            continue  # a value and the known label after it
        if _OPENING.fullmatch(label) is None:
            last = _LAST_WORD.search(match.group(1))
            start += last.start() if last is not None else 0
        found.append((start, label))
    return found


def _label_before(
    text: str, end: int, value: int, labels: Mapping[str, str], edges: set[int],
    marks: dict[int, _Mark],
) -> _Mark | None:  # fmt: skip
    """The longest label that ends at `end` and does not begin inside a word."""
    letters = ""
    best: _Mark | None = None
    position = end
    while position > 0 and len(letters) < _MAX_LABEL and end - position < 48:
        position -= 1
        char = text[position]
        if char == " ":
            continue
        if not (char.isalnum() or char == "_"):
            break
        letters = char + letters
        slug = labels.get(letters.lower())
        if slug is not None and _at_boundary(text, position, edges, marks):
            if (
                best is not None
                and slug[:4] == "repl"
                and is_composed(letters)
                and (best.start in edges or _is_value(text, position))
            ):
                break  # 答复单位：县民政局 答复时间: who answers is a value of its own
            best = _Mark(position, value, slug, text[position:end])
    if best is None:
        last = text[max(0, end - 3) : end].split(" ")[-1]
        if last in damaged_labels() and _at_boundary(text, end - len(last), edges, marks):
            best = _Mark(end - len(last), value, f"damaged:{damaged_labels()[last]}", last)
    return best


def _is_value(text: str, start: int) -> bool:
    """Whether what begins here follows the colon of another label."""
    return COLON.match(text[:start].rstrip()[-1:]) is not None


def _at_boundary(text: str, start: int, edges: set[int], marks: dict[int, _Mark]) -> bool:
    if start <= 0 or start in edges:
        return True
    before = text[start - 1]
    if before == " " or before in _SEPARATORS or COLON.match(before):
        return True
    # 2015-11-10 01:51:51信息来源: the label is glued to the clock time before it.
    return before.isdecimal() and bool(find_dates(text[max(0, start - 24) : start]))


def _piece_marks(line: Line, labels: Mapping[str, str]) -> Iterator[_Mark]:
    """Labels in an element of their own: <b>文号</b> 云政〔2026〕3号."""
    for piece, following in zip(line.pieces, line.pieces[1:], strict=False):
        if len(piece.text) > 20 or piece.anchor is not None or piece.tag in ("", line.tag):
            continue
        if (
            following.tag == piece.tag
            and following.bold == piece.bold
            and (
                following.anchor is None
                and not piece.bold
                and piece.tag not in ("label", "em", "i")
                and piece.tag != "span"
            )
        ):
            continue
        slug = labels.get(key(piece.text))
        if slug is not None:
            yield _Mark(piece.start, following.start, slug, piece.text.strip())
