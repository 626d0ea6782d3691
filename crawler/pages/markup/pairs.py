"""Labels and their values, wherever and however they stand: cells, siblings, lines, pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.markup.celltables import Pair, table_pairs
from crawler.pages.markup.lines import found_in
from crawler.pages.markup.openings import first_words, opens_text
from crawler.pages.markup.outerlabels import TEXTS
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Box, Line, Shown, shown, shown_fragment
from crawler.pages.markup.turns import turn_named
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import damaged_labels, is_composed, labels_of, words_of
from crawler.pages.words.text import key, simplify

_COLON = re.compile(r"[:：∶︰﹕]")
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
_LABEL_TAGS = frozenset({"dt", "th", "h2", "h3", "h4", "h5", "h6"})
_EXTENDED = frozenset({"reply", "letter", "division", "resume", "summary"})
_LONG = _EXTENDED | {"automatic"}
_CONTACT = frozenset({
    "电话", "联系电话", "手机", "手机号码", "联系方式", "地址", "联系地址", "邮箱", "电子邮箱",
})  # fmt: skip
_RUNNING = re.compile(r"[^，。；！？,;!?]{4}[，。；！？,;!?]")
_MAX_LABEL = 16
_MAX_LINE = 4_000


def pairs_of(page: Page, kind: str) -> tuple[Pair, ...]:
    """Every pair that the page shows, in reading order."""
    return _pairs_of(page, words_of(kind))


@lru_cache(maxsize=8)
def _pairs_of(page: Page, kind: str) -> tuple[Pair, ...]:
    return tuple(find_pairs(shown(page), kind))


def find_pairs(view: Shown, kind: str) -> list[Pair]:
    """Every pair of some shown lines, in reading order."""
    labels = labels_of(kind)
    taken: set[int] = set()
    found = list(table_pairs(view, labels, taken))
    found += _sibling_pairs(view, kind, taken)
    found += [
        pair
        for index, pair in found_in(
            view, ("pairs", kind), lambda n, one: _line_pairs(n, one, labels)
        )
        if index not in taken and not view.lines[index].has_input
    ]
    found.sort(key=lambda pair: (pair.start, pair.offset))
    return found


def commented_pairs(page: Page, kind: str) -> list[tuple[Pair, str]]:
    """Pairs inside comments and hidden elements, each with the place where it is kept."""
    found: list[tuple[Pair, str]] = []
    view = shown(page)
    for text in view.comments:
        if _COLON.search(text) or "<" in text:
            found += [(pair, "HTML 注释") for pair in find_pairs(shown_fragment(text), kind)]
    for text in view.hidden:
        found += [(pair, "隐藏元素") for pair in find_pairs(shown_fragment(text[:4000]), kind)]
    return found


# --- a label in one box, its value in the next ----------------------------------------------


def _sibling_pairs(view: Shown, kind: str, taken: set[int]) -> list[Pair]:
    labels = labels_of(kind)
    heads = {
        index: slug
        for index, slug in found_in(view, ("heads", kind), lambda _, line: _head(line, labels))
        if index not in taken
    }
    if not heads:
        return []
    found: list[Pair] = []
    stops = frozenset(heads) | frozenset(taken) | _next_letters(view, labels, heads)
    short = stops | _labelled_lines(view, labels)
    for index, slug in heads.items():
        pair = _beside(view, index, slug, heads, stops if slug in _LONG else short)
        if pair is None:
            continue
        taken.add(index)
        if pair.end - index == 2:
            taken.add(index + 1)
        found.append(pair)
    return found


def _head(line: Line, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The slug of the label that fills a line, if one does."""
    text = line.text
    if len(text) > 30 or line.has_input or (line.template and not _COLON.search(text[-1])):
        return ()
    slug = labels.get(key(text))
    if slug is None or any(piece.anchor is not None for piece in line.pieces):
        return ()
    return (slug,)


def _labelled_lines(view: Shown, labels: Mapping[str, str]) -> frozenset[int]:
    """Lines of a label and its value in elements of their own: no value of the label above."""
    return frozenset(
        index
        for index, line in enumerate(view.lines)
        if len(line.pieces) > 1
        and len(line.text) <= 80
        and key(line.text[: line.pieces[1].start]) in labels
    )


def _next_letters(
    view: Shown, labels: Mapping[str, str], heads: Mapping[int, str]
) -> frozenset[int]:
    """Lines that open with the number or the day of a letter: an answer above ends there.

    So does a question that is marked as one (4. 提问：…).
    """
    if "reply" not in heads.values():
        return frozenset()
    own = ("number", "submitted_on")
    return frozenset(
        index
        for index, line in enumerate(view.lines)
        if index not in heads
        and any(
            pair.slug in own or (pair.slug == "letter" and turn_named(pair.label) == "letter")
            for pair in _line_pairs(index, line, labels)[:1]
        )
    )


def _beside(
    view: Shown, index: int, slug: str, heads: dict[int, str], stops: frozenset[int]
) -> Pair | None:
    line = view.lines[index]
    colon = _COLON.fullmatch(line.text[-1]) is not None
    own = line.box
    while view.boxes[own].parent > 0 and _only(view, view.boxes[own].parent, index):
        own = view.boxes[own].parent
    parent = view.boxes[own].parent
    marked = colon or line.tag in _LABEL_TAGS or (line.bold and slug not in ("noise", "category"))
    if slug in ("reply", "letter") and len(line.text) >= 4:
        marked = marked or line.pieces[0].tag in ("em", "i", "span", "label", "font")
    start, end = index + 1, index + 1
    if not _only(view, own, index):  # label, line break, value in one box
        limit = view.boxes[own].end
        two = limit - view.boxes[own].start == 2 and len(heads) >= 3
        if not marked and not (two and view.boxes[own].start == index):
            return None
        end = _until_label(view, index + 1, limit, slug, stops)
        group = own
    else:
        siblings = view.boxes[parent].children if parent >= 0 else []
        after = _following(siblings, own)
        if after is not None and view.boxes[after].start == index + 1:
            box = view.boxes[after]
            if box.has_input:
                return None
            if (box.start in heads and box.end - box.start == 1) or _is_row_of_many(view, box):
                end = start
            else:
                end = _until_label(view, box.start, box.end, slug, stops)
            if not marked and not _alternates(view, siblings, own, heads):
                return None
        elif marked:
            limit = view.boxes[parent].end if parent >= 0 else index + 1
            end = _until_label(view, index + 1, limit, slug, stops)
        else:
            return None
        group = parent
    if end == start and not colon and line.tag not in ("dt", "th"):
        return None
    if slug in _EXTENDED and end > start and view.boxes[own].tag != "tr":
        end = _extend(view, end, parent, stops)
    # Several lists of one shape (li > div, div) belong together: name the group by the outer box.
    outer = (
        view.boxes[group].parent
        if group > 0 and view.boxes[group].tag in ("li", "tr", "div", "p", "dd")
        else group
    )
    return Pair(slug, line.text, view.text(start, end), index, end, f"b{max(outer, 0)}", 0, 0, True)


def _is_row_of_many(view: Shown, box: Box) -> bool:
    """Whether a box is a row of several cells: no value of a label that has a row for itself."""
    cells = [view.boxes[child] for child in box.children] if box.tag == "tr" else []
    return sum(cell.end > cell.start for cell in cells) > 1


def _only(view: Shown, box: int, index: int) -> bool:
    return view.boxes[box].start == index and view.boxes[box].end == index + 1


def _following(siblings: list[int], own: int) -> int | None:
    """The sibling after `own`; siblings are in reading order."""
    low, high = 0, len(siblings)
    while low < high:
        middle = (low + high) // 2
        if siblings[middle] <= own:
            low = middle + 1
        else:
            high = middle
    return siblings[low] if low < len(siblings) else None


def _alternates(view: Shown, siblings: list[int], own: int, heads: dict[int, str]) -> bool:
    """Whether label and value fill their parent, alone or in turns with other labels."""
    if len(siblings) == 2:
        return True
    near = [view.boxes[one].start for one in siblings[:60]]
    return len(near) % 2 == 0 and sum(one in heads for one in near[0::2]) * 2 > len(near) // 2


def _until_label(view: Shown, start: int, limit: int, slug: str, stops: frozenset[int]) -> int:
    """Where a value ends: one line for a short field, up to the next label for a long one."""
    if start >= limit or start in stops or _begins_with_label(view.lines[start], slug):
        return start
    if slug not in _LONG:
        return start + 1
    end = start
    while end < limit and end not in stops:
        end += 1
    return end


def _extend(view: Shown, end: int, parent: int, stops: frozenset[int]) -> int:
    limit = view.boxes[parent].end if parent >= 0 else end
    while end < limit and end not in stops:
        end += 1
    return end


def _begins_with_label(line: Line, slug: str) -> bool:
    if slug in _LONG and _OPENING.fullmatch(simplify(line.text)) is not None:
        return False
    match = _UNKNOWN.match(line.text)
    first = slug in TEXTS and match and opens_text(match.group(1), line.text[match.end() :])
    return match is not None and not first


# --- labels within a line -------------------------------------------------------------------


@dataclass(frozen=True)
class _Mark:
    start: int
    value: int
    slug: str
    label: str


def _line_pairs(index: int, line: Line, labels: Mapping[str, str]) -> list[Pair]:
    if not 3 <= len(line.text) <= _MAX_LINE:
        return []
    text = simplify(line.text)
    if len(line.pieces) < 2 and _MAY_LABEL.search(text) is None:
        return []
    edges = {piece.start for piece in line.pieces} if len(text) == len(line.text) else set()
    marks: dict[int, _Mark] = {}
    for colon in _COLON.finditer(text):
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
            if one > start and one >= mark.value and not (mark.slug in _LONG and one in opened)
        )  # fmt: skip
        raw = text[mark.value : stop]
        trailer = _TRAILER.search(raw)
        if trailer is not None:
            raw = raw[: trailer.start()]
        raw = _COLON.sub("", raw[:1]) + raw[1:]
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
    return _COLON.match(text[:start].rstrip()[-1:]) is not None


def _at_boundary(text: str, start: int, edges: set[int], marks: dict[int, _Mark]) -> bool:
    if start <= 0 or start in edges:
        return True
    before = text[start - 1]
    if before == " " or before in _SEPARATORS or _COLON.match(before):
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
