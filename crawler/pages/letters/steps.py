"""The course of a letter as a table or list of steps: 环节 单位 时间 意见, one row a step.

Told by what the rows hold, whatever the columns are called: a step's name, its day, and who
did or said what. Acceptance and transfer are no answers, whatever opinion stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.pages.letters.stages import stage_named
from crawler.pages.letters.stepnames import HANDLED, step_named
from crawler.pages.letters.stepwords import of_citizen
from crawler.pages.markup.shown import Box, Line, Shown
from crawler.pages.words.dates import FoundDate, find_dates
from crawler.pages.words.labels import labels_of
from crawler.pages.words.offices import OFFICE_NAME
from crawler.pages.words.text import SENTENCE, clean, key, simplify

_OFFICE = re.compile(OFFICE_NAME)
_CAPTION = re.compile(
    r"(?:信件|来信|留言|工单)?(?:办理|处理|流转|受理|办件)?(?:流程|过程|历程|经过|进度|进展|跟踪|轨迹|记录|环节|情况|详情|信息){1,2}"
)
_STEP_HEAD = re.compile(
    r"(?:办理|处理|当前|流程|操作|办件|信件|流转)?(?:环节|步骤|流程|节点|阶段|状态|操作|动作)(?:名称)?"
)
_OF_LETTERS = frozenset({"title", "number", "submitted_on", "accepted_on", "sender"})
_LABELS = frozenset({"title", "number", "submitted_on", "letter"})
_LABEL = re.compile(r"(?:时间|日期|状态|情况|结果|内容|意见|单位|部门)\s?[:：]?$")
_NO_DAY = re.compile(r"期限|时限|应|限|到期|截止|要求|预计")
_DONE = re.compile(r"完成|办结|结束|办毕|答复|回复|提交|离开|处理")
_ENDS = re.compile(r"(?:完成|办结|结束|办毕|离开)(?:时间|日期)")
_SAID = re.compile(r"意见|内容|情况|说明|结果|答复|回复|批示")
_WHO = re.compile(r"单位|部门|机构|[人者]$|操作员")
_PENDING = re.compile(
    r"(?:尚?未|待)[\u3400-\u9fff]{1,4}|(?:办理|处理|进行|审核|受理|流转|答复|回复)中|正在[\u3400-\u9fff]{2,4}"
)
_ANSWER = re.compile(r"(?:答复|回复|反馈)(?:内容|意见|情况|结果|信息)")
_EDGES = " \u3000:：|｜·,，、-—()（）[]【】"
_HEAD = re.compile(r"([\u3400-\u9fff]{2,24})\s?[:：]\s?")
_MOST_ROWS = 60
_LEAST_CELLS = 2
_TABLE = 2
"""Boxes from a table to its rows."""
_MOST_LINES = 40
_LONGEST = 60


@dataclass(frozen=True)
class Step:
    """One step: what it means (a field's name, or nothing), its day, who, and what was said."""

    slug: str
    name: str
    day: FoundDate | None
    who: str
    said: str
    line: int


@dataclass(frozen=True)
class Course:
    """Steps that stand together, in lines[start:end], in the order of the page."""

    steps: tuple[Step, ...]
    start: int
    end: int

    def holds(self, line: int) -> bool:
        """Whether a line is one of its rows or its caption."""
        return self.start <= line < self.end


def courses_of(view: Shown, end: int) -> tuple[Course, ...]:
    """Every course of steps that the page shows above a line, the innermost boxes first."""
    named = [n for n, line in enumerate(view.lines[:end]) if _names_step(line)]
    if not named:
        return ()
    found: list[Course] = []
    single: list[Course] = []
    held: set[int] = set()
    for index in _around(view, named):
        box = view.boxes[index]
        if box.end > end or not held.isdisjoint(range(box.start, box.end)):
            continue
        course = _course(view, box)
        if course is None:
            continue
        if len(course.steps) == 1 or course.start < box.start:  # perhaps a row of a longer course
            single.append(course)
            continue
        found.append(course)
        held |= set(range(course.start, course.end))
    for course in sorted(single, key=lambda one: one.start - one.end):
        if held.isdisjoint(range(course.start, course.end)):
            found.append(course)
            held |= set(range(course.start, course.end))
    return tuple(sorted(found, key=lambda one: one.start))


def _around(view: Shown, lines: Sequence[int]) -> list[int]:
    """The boxes that hold at least one of some lines, from the inside out."""
    found: set[int] = set()
    for line in lines:
        index = view.boxes[view.lines[line].box].parent
        for _ in range(6):
            if index < 0:
                break
            found.add(index)
            index = view.boxes[index].parent
    return sorted(found, reverse=True)


def _names_step(line: Line) -> bool:
    if line.template or line.link_chars or len(line.text) > _MOST_LINES * _LONGEST:
        return False
    return any(step_named(word) for word, _ in _words(line))


def _course(view: Shown, box: Box) -> Course | None:
    """The steps whose rows fill a box; None where its parts are no such rows."""
    rows = [
        view.boxes[child]
        for child in box.children
        if view.boxes[child].end > view.boxes[child].start
    ]
    if not 1 <= len(rows) <= _MOST_ROWS or len({row.tag for row in rows}) > 1:
        return None
    if len(rows) == 1 and rows[0].tag in ("table", "tbody"):
        return None  # its rows are those of that table, all of which is no step
    if box.tag in ("tbody", "thead"):
        return _of_rows(view, rows, box, _heads(view, view.boxes[box.parent]))
    return _of_rows(view, rows, box, [])


def _heads(view: Shown, table: Box) -> list[str]:
    """The words of a table's <thead>."""
    for child in table.children:
        part = view.boxes[child]
        if part.tag == "thead" and part.children:
            return _texts(view, view.boxes[part.children[-1]])
    return []


def _of_rows(view: Shown, rows: list[Box], box: Box, heads: list[str]) -> Course | None:
    if any(row.end - row.start > _MOST_LINES for row in rows):
        return None
    if any(_is_labelled(view, row) for row in rows) and not any(
        _has_day(view, row) for row in rows
    ):
        return None
    steps: list[Step] = []
    column = _step_column(view, rows)
    captioned = _captioned(view, box)
    start = box.start - captioned
    for row in rows:
        if any(line.link_chars or line.has_input for line in view.lines[row.start : row.end]):
            return None
        if not steps and len(_cells(view, row)) == _LEAST_CELLS and _is_labelled(view, row):
            start = row.end
            continue  # 来信时间 | 2026-09-11, above the steps and their head
        step = _step(view, row, heads, column, captioned=captioned)
        if step is not None:
            steps.append(step)
        elif not steps and not any(_lone_day(word) for word in _texts(view, row)):
            if _is_labelled(view, row):
                continue  # 信件标题 | 路灯不亮, above the steps and their head
            heads = _texts(view, row)
        elif len(view.text(row.start, row.end)) > _LONGEST:
            return None
    if any(labels_of("message").get(key(head)) in _OF_LETTERS for head in heads):
        return None  # 标题 来信时间 状态: a letter's own head, or a list of letters
    headed = any(_STEP_HEAD.fullmatch(head) for head in heads) and len(heads) > 2
    meant = [step_named(step.name) for step in steps]
    if not (headed or captioned):
        plain = any(stage_named(step.name) for step in steps)
        meant = [slug if plain and slug != HANDLED else "" for slug in meant]
    told = {slug for slug in meant if slug}
    alone = box.tag in ("ul", "ol") and told <= {"accepted_on", "forwarded_on"}
    if len(told) < (1 if headed or captioned or alone else 2):
        return None
    if not any(step.day for step in steps):
        # Only terms beside the steps (办理时限): they tell no day, and none may be read there.
        return Course((), max(start, box.start), box.end) if headed else None
    if not captioned and sum(bool(slug) for slug in meant) * 2 < len(steps):
        return None
    return Course(tuple(steps), start, box.end)


def _is_labelled(view: Shown, row: Box, levels: int = _TABLE) -> bool:
    """Whether a row tells of the letter under a label in its first cell (信件编号 | A12 | …).

    In a table of such rows others are labelled too, whatever their values say: no step is told.
    """
    cells = _cells(view, row)
    if row.tag in ("table", "tbody") and levels:
        return any(_is_labelled(view, one, levels - 1) for one in cells)
    if row.tag != "tr" or len(cells) < 2 or len(cells) % 2 or not _is_short(cells[0]):
        return False
    labels = [labels_of("message").get(key(text)) for text in _texts(view, row)]
    return labels[0] in _LABELS and not any(labels[1::2])


def _has_day(view: Shown, row: Box) -> bool:
    """Whether a row names a step and its day: 受理 | 2026-09-12 | 县信访局.

    Such rows are a course, whatever row of the letter stands above them. A label of a day
    (受理时间) names no step. An office and a serial number may stand before the name.
    """
    if row.tag != "tr" or len(_cells(view, row)) < 2:
        return False
    texts = [text for text in _texts(view, row) if text]
    named = (text for text in texts if not (_lone_day(text) or text.isdecimal()))
    name = next((text for text in named if _OFFICE.fullmatch(text) is None), "")
    days = any(_lone_day(text) is not None for text in texts)
    return days and bool(step_named(name)) and _LABEL.search(name) is None


def _is_short(cell: Box) -> bool:
    return cell.end - cell.start <= 2


def _captioned(view: Shown, box: Box) -> bool:
    """Whether a line above a box calls it the course of a letter: 办理过程."""
    at = box.start - 1
    if at < 0 or _CAPTION.fullmatch(simplify(view.lines[at].text).strip(_EDGES)) is None:
        return False
    index = view.lines[at].box
    while view.boxes[index].parent >= 0 and view.boxes[view.boxes[index].parent].end <= box.start:
        index = view.boxes[index].parent
    return view.boxes[index].start == at  # not the last cell of a head: 单位 时间 办理情况


def _cells(view: Shown, row: Box) -> list[Box]:
    return [view.boxes[child] for child in row.children]


def _texts(view: Shown, row: Box) -> list[str]:
    """The texts of a row's cells, or of its words where it has none."""
    cells = _cells(view, row)
    if len(cells) > 1:
        return [simplify(view.text(cell.start, cell.end)).strip() for cell in cells]
    return [word for line in view.lines[row.start : row.end] for word, _ in _words(line)]


def _step_column(view: Shown, rows: Sequence[Box]) -> int:
    """The column in which most rows name a step; -1 where the rows are no grid of cells."""
    grid = [_texts(view, row) for row in rows if len(_cells(view, row)) > 2]
    if len(grid) < 2 or len({len(row) for row in grid}) > 1:
        return -1
    columns = range(len(grid[0]))
    counts = [sum(_step_weight(row[n]) for row in grid) for n in columns]
    return counts.index(max(counts)) if max(counts) else -1


def _step_weight(text: str) -> int:
    """How much a cell is a step's name: most where it is one on any time line."""
    return 2 * bool(stage_named(text)) + (step_named(text) not in ("", HANDLED))


def _step(view: Shown, row: Box, heads: list[str], column: int, *, captioned: bool) -> Step | None:
    """The step that a row tells; None where it names no day and no step.

    Below the caption of a course a row without a day is a step too, if it begins with its name.
    """
    cells = _cells(view, row)
    if column >= 0 and len(cells) > column:
        return _of_cells(view, row, cells, heads, column)
    words = [(word, n) for n in range(row.start, row.end) for word, _ in _words(view.lines[n])]
    at = next((n for n, (word, _) in enumerate(words) if step_named(word)), -1)
    days = [found for word, _ in words if (found := _lone_day(word)) is not None]
    if not days and not (
        captioned and row.tag != "tr" and (at == 0 or (row.tag == "li" and words))
    ):
        return None
    slug = step_named(words[at][0]) if at >= 0 else ""
    answer = next((n for n, (word, _) in enumerate(words) if _ANSWER.fullmatch(word)), -1)
    if not slug and answer >= 0:
        at, slug = answer, "replied_on"
    name = words[at][0] if at >= 0 else ""
    rest = [word for n, (word, _) in enumerate(words) if n != at and _lone_day(word) is None]
    if at < 0 and len(heads) == len(cells) > 1:
        # 处理时间 处理部门 处理情况: what the rows say is what their column is called.
        name = next((head for head in heads if _SAID.search(head) and step_named(head)), "")
        slug = step_named(name)
    if not slug and (not rest or len(rest[0]) > 8) and not captioned:
        return None
    who = next((word for word in rest if _OFFICE.fullmatch(word) or of_citizen(word)), "")
    said = clean(" ".join(word for word in rest if word != who))
    day = days[0] if len({one.value for one in days}) == 1 else None
    if any(_PENDING.fullmatch(word) for word in rest):
        slug, day = "", None
    return Step(slug, name or next(iter(rest), ""), day, who, said, row.start)


def _of_cells(
    view: Shown, row: Box, cells: list[Box], heads: list[str], column: int
) -> Step | None:
    texts = _texts(view, row)
    titles = heads if len(heads) == len(texts) else [""] * len(texts)
    days = {
        n: found for n, text in enumerate(texts)
        if (found := _lone_day(text)) is not None and not _NO_DAY.search(titles[n])
    }  # fmt: skip
    rest = [n for n, text in enumerate(texts) if text and n != column and _lone_day(text) is None]
    rest = [n for n in rest if not texts[n].isdecimal()]
    who = next((n for n in rest if _OFFICE.fullmatch(texts[n]) and not _SAID.search(titles[n])), -1)
    if who < 0:
        who = next((n for n in rest if _WHO.search(titles[n]) or of_citizen(texts[n])), -1)
    left = [n for n in rest if n != who and _PENDING.fullmatch(texts[n]) is None]
    said = [n for n in left if _SAID.search(titles[n])] or left
    text = max((texts[n] for n in said), key=len, default="")
    by = texts[who] if who >= 0 else ""
    ends = [n for n in range(len(texts)) if n != column and _ENDS.search(titles[n])]
    coming = any(not texts[n] for n in ends) or any(_PENDING.fullmatch(texts[n]) for n in rest)
    slug = step_named(texts[column])
    if coming or not days:
        return Step("", texts[column], None, by, text, row.start) if slug or len(text) > 9 else None
    if len({one.value for one in days.values()}) > 1:
        done = [n for n in days if _DONE.search(titles[n])]
        day = days[done[0]] if len(done) == 1 else None
    else:
        day = next(iter(days.values()))
    return Step(slug, texts[column], day, by, text, row.start)


def _lone_day(word: str) -> FoundDate | None:
    """The day that a word is, clock time and signs aside."""
    found = find_dates(word) if len(word) <= _LONGEST else []
    if len(found) != 1:
        return None
    rest = word[: found[0].start] + word[found[0].start + len(found[0].raw) :]
    return found[0] if not rest.strip(_EDGES) else None


def _words(line: Line) -> Iterator[tuple[str, int]]:
    """The parts of a line: elements, days, and what stands before a colon at its head."""
    text = simplify(line.text)
    edges = {0, len(text)}
    if len(text) == len(line.text):
        edges |= {piece.start for piece in line.pieces}
    if len(text) <= _LONGEST:
        for found in find_dates(text):
            if not SENTENCE.search(text[: found.start]):
                edges |= {found.start, found.start + len(found.raw)}
    for start, stop in pairwise(sorted(edges)):
        part = text[start:stop]
        head = _HEAD.match(part.strip(" \u3000"))
        if head is not None and (step_named(head[1]) or _OFFICE.fullmatch(head[1])):
            yield head[1], start
            part = part.strip(" \u3000")[head.end() :]
        if part.strip(_EDGES):
            lone = not SENTENCE.search(part) and len(part) <= _LONGEST
            yield (part.strip(_EDGES) if lone else part.strip()), start
