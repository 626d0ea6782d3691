"""The content of a paper: plain frozen values, the same for every renderer.

Every text in it has been made harmless (`reports.safety.shown`) by whoever put it there; links
are http or https only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from reports.safety import address, shown, web_link

_DIGITS = "〇一二三四五六七八九"


class PaperKind(StrEnum):
    """The papers of the rhythm (日读网、周总结、月提醒、季通报、年评分) and the notice."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    NOTICE = "notice"


class BlockKind(StrEnum):
    """What a block is: a heading of level 1 to 3, running text, a small note, a table."""

    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    TEXT = "text"
    NOTE = "note"
    LINE = "line"  # flush left, not indented: lines to fill in
    TABLE = "table"


@dataclass(frozen=True)
class Cell:
    """A piece of text, where it leads, and its value if it is a figure."""

    text: str = ""
    link: str = ""
    figure: Decimal | None = None


@dataclass(frozen=True)
class Column:
    """A heading and its width in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Grid:
    """A table. Every row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has more or fewer cells than there are columns")


@dataclass(frozen=True)
class Block:
    """One piece of a paper: `runs` for text, `grid` for a table."""

    kind: BlockKind
    runs: tuple[Cell, ...] = ()
    grid: Grid | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Attachment:
    """An attachment (附件). `sheet` names its sheet in the workbook; wide ones lie landscape."""

    title: str
    blocks: tuple[Block, ...]
    sheet: str
    landscape: bool = True


@dataclass(frozen=True)
class Paper:
    """A paper as it would be printed; `id` also names its files.

    `official` papers go out: they have room for document number, signature and date, and the
    lines of copies and printing (版记). `data_cut` is the moment of the last proof (数据截止);
    `run` the night's run that the paper rests on. `day` is the day it was made for.
    """

    id: str
    kind: PaperKind
    period: str
    title: str
    office: str
    data_cut: datetime
    run: str
    unit: str = ""
    subtitle: str = ""
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    contact: str = ""
    copy_to: tuple[str, ...] = ()
    official: bool = False
    sample: bool = False
    trial: bool = False


def text(*parts: str | Cell) -> Block:
    """A paragraph."""
    return Block(BlockKind.TEXT, _runs(parts))


def note(*parts: str | Cell) -> Block:
    """A small remark below a table."""
    return Block(BlockKind.NOTE, _runs(parts))


def line(words: str) -> Block:
    """A line to fill in."""
    return Block(BlockKind.LINE, (Cell(words),))


def heading(level: int, words: str) -> Block:
    """A heading of level 1 (一、), 2 (（一）) or 3 (1.); numbers are given on rendering."""
    return Block(BlockKind(f"heading{level}"), (Cell(words),))


def table(columns: Iterable[tuple[str, int]], rows: Iterable[Iterable[object]]) -> Block:
    """A table of (heading, width) and rows of texts, figures or cells."""
    heads = tuple(Column(title, width) for title, width in columns)
    return Block(
        BlockKind.TABLE, grid=Grid(heads, tuple(tuple(cell(one) for one in row) for row in rows))
    )


def cell(value: object) -> Cell:
    """A cell for a value: numbers are figures, None is empty, text is made harmless."""
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell()
    if isinstance(value, Decimal):
        return Cell(f"{value:.2f}", figure=value)
    if isinstance(value, int):
        return Cell(str(value), figure=Decimal(value))
    return Cell(shown(value))


def linked(words: str, url: str, limit: int = 200) -> Cell:
    """A text that leads to a page; without a link where the address is no web address."""
    return Cell(shown(words, limit), web_link(url) or "")


def bare_address(url: str) -> Cell:
    """An address written out, as a link if it is a web address."""
    return Cell(address(url), web_link(url) or "")


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with the number of its heading: 一、 then （一） then 1. (GB/T 9704)."""
    one = two = three = 0
    for block in blocks:
        prefix = ""
        if block.kind is BlockKind.HEADING1:
            one, two, three = one + 1, 0, 0
            prefix = f"{chinese_number(one)}、"
        elif block.kind is BlockKind.HEADING2:
            two, three = two + 1, 0
            prefix = f"（{chinese_number(two)}）"
        elif block.kind is BlockKind.HEADING3:
            three += 1
            prefix = f"{three}."
        yield prefix, block


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in characters: 一, 十, 十二, 二十."""
    if not 1 <= number <= 99:
        raise ValueError(f"no heading has the number {number}")
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def _runs(parts: Iterable[str | Cell]) -> tuple[Cell, ...]:
    return tuple(Cell(part) if isinstance(part, str) else part for part in parts if part)
