"""Labels over a cell in which a table has labels and values of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from crawler.pages.markup.shown import Box, Line, Shown
from crawler.pages.words.text import SENTENCE, key
from crawler.pages.words.wording import pattern, word_keys

TEXTS = ("letter", "reply")
ONE_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?")
OF_ANSWER = frozenset({"reply", "replied_on", "reply_body", "body", "dated", "noise"})
_PERSONS = frozenset({"网友", "网民"})
"""Names of those who write that are labels only with a colon."""
_OF_LETTER = frozenset({"number", "title", "submitted_on"})
_GENERAL = word_keys("text_of_either")
_CAPTION, _STATE = pattern("caption"), pattern("state")
_LONGEST_CAPTION, _LONGEST_LABEL = 16, 8
_ANSWERED = re.compile("答复|回复|反馈|回信")
_ASKS = re.compile(
    r"请问|怎么办|什么时候|能否|能不能|[?？]\s?$|[望盼](?:能|请)?(?:尽快|早日|及时|有关|相关|领导|政府|解决|修复|处理)|恳请|希望"
)
_TERM = re.compile("期限|时限|限|应")
_OPEN = re.compile(r"^(?:尚?未|待|正在?)|中$|^已(?:受理|接收|转办|转交|交办)$")
WHOSE = re.compile(r"[人者员]$|(?:姓名|单位|部门|科室|电话|编号|期限|时间|日期)$")
"""The end of a label that tells who took a step, or when."""


def label_in(view: Shown, box: Box, labels: Mapping[str, str]) -> str | None:
    """The slug of the label that fills a cell; None if it is no label."""
    count = box.end - box.start
    if not 1 <= count <= 3:
        return None
    lines = view.lines[box.start : box.end]
    text = lines[0].text if count == 1 else "".join([line.text for line in lines])
    if len(text) > 30 or text.strip() in _PERSONS:
        return None
    return labels.get(key(text))


def without_outer(
    view: Shown, row: list[Box], known: list[str | None], labels: Mapping[str, str],
    taken: set[int], told: dict[int, str | None],
) -> tuple[list[str | None], list[int]]:  # fmt: skip
    """The labels of a row but for those over a cell that holds labels and values of its own, and
    the lines of those that name a text.

    Such a label heads these (信件内容 over 标题, 写信时间, 信件内容) and has no value itself; what
    is written in that table in general words (内容) is the text that it names. Where the cell is
    an answer in the form of a table, the labels in it are words of that answer: `told` says of
    labels, by their lines, what they are.
    """
    kept = list(known)
    heads: list[int] = []
    for position, (slug, value) in enumerate(zip(known, row[1:], strict=False)):
        rows = list(_inner_labels(view, value, labels)) if slug is not None else []
        if slug is None or len({one.slug for one in rows} - {""}) < 2:
            continue
        lines = range(row[position].start, row[position].end)
        if slug in TEXTS:
            above = range(value.start, min(one.row.start for one in rows))
            captioned = all(_is_caption(view.lines[line], slug) for line in above)
            texts = _texts_of_answer(rows, slug)
            if not captioned or not (texts or _is_head(value, rows, slug)):
                if captioned and slug == "reply":
                    _mute(rows, taken, told)
                continue
            told.update(dict.fromkeys(texts, "reply"))
            taken.update(above)
            heads += lines
        kept[position] = None
        taken.update(lines)
    return kept, heads


@dataclass(frozen=True)
class _Inner:
    """A label in a table that stands in a cell, or an unknown one (""), with its value and row."""

    slug: str
    label: str
    value: str
    start: int
    row: Box

    def is_state(self) -> bool:
        """Whether it tells of a state and of no more."""
        return self.slug == "status" or _STATE.fullmatch(self.value) is not None

    def is_open(self) -> bool:
        """Whether it tells of a state of a letter that is still being dealt with."""
        return self.is_state() and _OPEN.search(self.value) is not None

    def of_step(self) -> bool:
        """Whether it tells of a step: a state, a unit or a day."""
        day = self.slug == "dated" or self.slug.endswith("_on")
        whose = self.slug in ("body", "reply_body", "reply_stamp")
        return whose or self.is_state() or (day and ONE_DAY.search(self.value) is not None)


def _is_head(cell: Box, rows: list[_Inner], slug: str) -> bool:
    """Whether the label of a text heads the table in its cell, and that is not the text.

    It does where the table names that text again, and where the table is all that the cell holds
    and names another text, has what letters have, or tells but of steps: states, units and days.
    """
    inner = {one.slug for one in rows}
    if slug == "reply" and any(
        one.slug == "letter" and one.label in _GENERAL and _ASKS.search(one.value) for one in rows
    ):
        return True  # no answer asks
    lines = {line for one in rows for line in range(one.row.start, one.row.end)}
    if slug in inner or max(lines) - min(lines) + 1 != len(lines) or max(lines) + 1 < cell.end:
        return slug in inner
    if inner & set(TEXTS) or (slug == "letter" and inner & _OF_LETTER):
        return True
    state = any(one.is_state() for one in rows)
    still = any(one.is_open() for one in rows)
    return all(
        one.of_step()
        or (state and not SENTENCE.search(one.value) and (still or WHOSE.search(one.label)))
        for one in rows
    )


def _texts_of_answer(rows: list[_Inner], slug: str) -> list[int]:
    """The lines of labels that name an answer's text in general words (具体内容).

    They do beside the day of an answer (答复时间); beside others, as the name of the writer or of
    whoever is to answer, beside an open state, and where the text asks, it may be the letter's.
    """
    inner = {one.slug for one in rows}
    if slug != "reply" or "reply" in inner or inner & (_OF_LETTER | {"sender"}):
        return []
    texts = [one for one in rows if one.slug == "letter"]
    answered = any(
        _ANSWERED.search(one.label) and not _TERM.search(one.label) and ONE_DAY.search(one.value)
        for one in rows
    )
    asked = any(_ASKS.search(one.value) for one in texts)
    if not answered or asked or any(one.is_open() for one in rows):
        return []
    return [one.start for one in texts] if all(one.label in _GENERAL for one in texts) else []


def _mute(rows: list[_Inner], taken: set[int], told: dict[int, str | None]) -> None:
    """Take the labels in an answer for words of it: all but those beside its day that are its."""
    dated = any(ONE_DAY.search(one.value) for one in rows)
    for one in rows:
        if not (dated and one.slug in OF_ANSWER | {"status", "closed_on"}):
            told[one.start] = None
            taken.add(one.start)


def _is_caption(line: Line, slug: str) -> bool:
    """Whether a line above a table in a cell is the caption of that: short, and no sentence."""
    text = line.text
    if len(text) > _LONGEST_CAPTION or SENTENCE.search(text) or re.search(r"\d|[:：].", text):
        return False
    return slug != "reply" or _CAPTION.fullmatch(text) is not None


def _inner_labels(view: Shown, cell: Box, labels: Mapping[str, str]) -> Iterator[_Inner]:
    """The labels that stand beside a value in the rows of the tables in a cell."""
    boxes = [view.boxes[child] for child in cell.children]
    while boxes:
        box = boxes.pop()
        cells = [view.boxes[child] for child in box.children]
        if box.tag != "tr" or len(cells) < 2:
            boxes += cells
            continue
        slugs = [label_in(view, one, labels) for one in cells]
        for (one, value), (slug, other) in zip(pairwise(cells), pairwise(slugs), strict=True):
            alone = len(cells) == 2
            if value.end == value.start or slug == "noise" or not (alone or (slug and not other)):
                continue
            label, text = view.text(one.start, one.end), view.text(value.start, value.end)
            if slug or len(label) <= _LONGEST_LABEL:
                yield _Inner(slug or "", key(label), text, one.start, box)
