"""The page after GB/T 9704-2012, as measures that renderers and tests share."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_MM = (210.0, 297.0)
TOP_MM, LEFT_MM = 37.0, 28.0
TEXT_MM = (156.0, 225.0)
"""Width and height of the text area (版心)."""
LINES, CHARACTERS = 22, 28
"""Lines of a page and characters of a line."""

SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 22.0, 16.0, 14.0, 10.5
"""二号, 三号, 四号, 五号 in points."""

_MM_POINTS = 72 / 25.4
LINE_TWIPS = int(TEXT_MM[1] * _MM_POINTS / LINES * 20)
"""Line pitch, rounded down so that 22 lines surely fit."""
CHAR_SPACE = int((TEXT_MM[0] * _MM_POINTS / CHARACTERS - SIZE_3) * 4096)
"""What a character of 三号 gives up so that 28 stand in a line, in 1/4096 points."""
TIGHTEN_TWIPS = -5
"""The same for a run of text, a quarter of a point. Office suites differ in what a grid does to a
character wider than its cell, so text keeps to the measure by itself and does not snap to it."""
INDENT_TWIPS = int(SIZE_3 * 2 * 20)
"""Two characters of 三号."""


@dataclass(frozen=True)
class Face:
    """A typeface by the name that offices have, and what stands in for it elsewhere."""

    name: str
    instead: str
    latin: str = "Times New Roman"


TITLE = Face("方正小标宋简体", "宋体")
BODY = Face("仿宋_GB2312", "仿宋")
HEADING1 = Face("黑体", "SimHei")
HEADING2 = Face("楷体_GB2312", "楷体")
NUMBERS = Face("宋体", "SimSun", "宋体")
FACES = (TITLE, BODY, HEADING1, HEADING2, NUMBERS)

DOCUMENT_NUMBER = "　　　　　〔　　　　〕　　　号"
"""Room for the document number (发文字号)."""
UNDATED = "　　　　年　　月　　日"
"""Room for the date of signature (成文日期)."""
DRAFT = "草稿"
DRAFT_LINE = "草稿（未经批准，不得外发）"
MOST_ROWS = 1000
"""Rows of one table in a document or page; the workbook has them all."""


def right_mm() -> float:
    """The right margin."""
    return PAGE_MM[0] - LEFT_MM - TEXT_MM[0]


def bottom_mm() -> float:
    """The bottom margin."""
    return PAGE_MM[1] - TOP_MM - TEXT_MM[1]
