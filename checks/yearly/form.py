"""What a yearly report's text lacks of its laid-down form: sections, their order, sums."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from checks.judging.files import hidden_in_files
from checks.matching.words import plain
from crawler.records import AnnualReport, Applications, Cause

_FIRST = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:部分|章|[、.,:：)）．])")
_SECOND = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+")
_LONGEST_HEADING = 34
_NONE = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "－", "~"})

Doubt = tuple[Cause, str]
"""Why something cannot be told, and what, as a clause."""


class Order(NamedTuple):
    """Sections that a text does not have, and whether those it has stand out of order."""

    missing: tuple[str, ...]
    disordered: bool


def order_of(text: str, terms: Mapping[str, Any]) -> Order:
    """Which of the sections that a form lays down a text has as headings, and in which order.

    Headings of the first level or without a number are in order; where none of them has the words,
    one of a lower level will do, wherever it stands. A table of contents does no harm: what
    matters is that they follow once.
    """
    lines = [plain(line) for line in text.splitlines()]
    missing: list[str] = []
    last, disordered = -1, False
    for name, pattern in zip(terms["sections"], terms["section_patterns"], strict=True):
        upper, lower = _places(lines, re.compile(pattern))
        if not upper:
            missing += [] if lower else [name]
            continue
        later = [place for place in upper if place > last]
        disordered |= not later
        last = later[0] if later else last
    return Order(tuple(missing), disordered)


def _places(lines: Sequence[str], words: re.Pattern[str]) -> tuple[list[int], list[int]]:
    upper: list[int] = []
    lower: list[int] = []
    for number, line in enumerate(lines):
        mark = _FIRST.match(line)
        inner = _SECOND.match(line) if mark is None else None
        rest = line[mark.end() if mark else inner.end() if inner else 0 :]
        if words.match(rest) is None:
            continue
        if mark is not None or (inner is None and len(rest) <= _LONGEST_HEADING):
            upper.append(number)
        elif inner is not None:
            lower.append(number)
    return upper, lower


class Sums(NamedTuple):
    """How the sums of the columns came out: the faults, each in words; None: not to be read."""

    faults: tuple[str, ...] | None


def sums_of(table: Applications, heads: Sequence[str]) -> Sums:
    """Per column: 本年新收 + 上年结转 = 办理结果总计 + 结转下年. An empty cell is nothing."""
    rows = (table.received, table.brought_forward, table.handled, table.carried_forward)
    widths = {len(row) for row in rows}
    if len(widths) != 1 or widths == {0}:
        return Sums(None)
    faults: list[str] = []
    unread = False
    for number, cells in enumerate(zip(*rows, strict=True)):
        counts = [_count(cell) for cell in cells]
        if any(count is None for count in counts):
            unread = True
            continue
        new, old, done, rest = (count or 0 for count in counts)
        if new + old != done + rest:
            head = heads[number] if len(rows[0]) == len(heads) else f"第{number + 1}列"
            faults.append(f"“{head}”列新收{new}加结转{old}，不等于办理总计{done}加结转下年{rest}")
    return Sums(None if unread and not faults else tuple(faults))


def where_of(report: AnnualReport) -> str:
    """Where the text of a report may be that its page does not show as text."""
    if report.more:
        return "另有后续页"
    if report.framed:
        return "在页面的内嵌框架中"
    if report.attachments or report.pictures:
        return "为附件" if report.attachments else "为图片"
    return "页面未见附件和图片"


def too_short(report: AnnualReport) -> tuple[Cause, str]:
    """Why a report cannot be judged whose page holds no more than a few words, or none."""
    elsewhere = report.more or report.framed or report.attachments or report.pictures
    hidden = hidden_in_files(report)
    if plain(report.text) and not (elsewhere or hidden):
        return Cause.AMBIGUOUS, f"年度报告页面上的文字只有{len(plain(report.text))}字"
    cause = hidden or Cause.UNREADABLE
    return cause, f"年度报告{where_of(report)}，没有可供判读的文字"


def figures_of(table: Applications | None) -> tuple[str, ...]:
    """The rows that the sums are made of, as printed."""
    if table is None:
        return ()
    rows = (table.received, table.brought_forward, table.handled, table.carried_forward)
    return tuple(" ".join(row) for row in rows)


def _count(cell: str) -> int | None:
    text = plain(cell).replace(",", "").removesuffix("件")
    if text in _NONE:
        return 0
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else None


_MOST_DIGITS = 10
_PIECE = re.compile(r"[。；;！!？?\n]")
_LONGEST_CELL = 30


def _tabulated(text: str, words: Sequence[str]) -> bool:
    """Whether a text has the words of the table as its rows would: in a cell, before bare figures.

    A sentence that tells the numbers (结转下年度办理0件) is no table, in whatever form.
    """
    for piece in map(plain, _PIECE.split(text)):
        for word in map(plain, words):
            if word not in piece:
                continue
            cell = len(piece) <= _LONGEST_CELL and not re.search(r"[，,]|\d+[件份宗条起]", piece)
            bare = rf"{re.escape(word)}[^，,\d]{{0,30}}\d[\d\s]*(?![\d\s件份宗条起])"
            if cell or re.search(bare, piece):
                return True
    return False


def table_faults(
    table: Applications | None, text: str, terms: Mapping[str, Any], hidden: Cause | None
) -> tuple[dict[str, str], Doubt | None]:
    """The faults of a report's table, each with its words, and what could not be told of it.

    `text` is the report's with its lines, `hidden` why the table may stand where nobody saw it.
    """
    if table is None:
        if _tabulated(text, terms["table_words"]) or hidden is not None:
            told = "年度报告的统计表为图片、附件或无法识别的形式"
            return {}, (hidden or Cause.UNREADABLE, told)
        return {"表格": "没有政府信息公开申请情况统计表"}, None
    faults = sums_of(table, terms["table_heads"]).faults
    if faults is None:
        return {}, (Cause.UNREADABLE, "年度报告统计表中的数字无法读全")
    return ({"勾稽": f"统计表{'，'.join(faults)}"} if faults else {}), None
