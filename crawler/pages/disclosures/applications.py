"""The table of applications for information that a yearly disclosure report holds."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.markup.page import Page
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import key, simplify
from crawler.records.model import Applications

_MOST_ROWS = 600
_MOST_CELLS = 40
_CELL_CHARACTERS = 20
_LABELS = (
    ("received", re.compile(r"本年(?:度)?新(?:收|增)")),
    ("brought_forward", re.compile(r"上年(?:度)?结转")),
    ("carried_forward", re.compile(r"结转(?:至|到)?下(?:一)?年")),
    ("handled", re.compile(r"(?:七|7|办理结果|处理)?(?:总计|合计)")),
)
"""Labels as keys: simplified, without spaces and punctuation. The last fills its cell."""


def read_applications(page: Page) -> Applications | None:
    """The rows of the table that sums are made of; None where no table has any of them.

    The table may be cut into several, each row then stands in one of them. A row that several
    tables have counts where it stands first.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in page.root.css("tr")[:_MOST_ROWS]:
        if row.css_first("table") is not None:
            continue
        cells = [_text(cell) for cell in row.css("th, td")[:_MOST_CELLS]]
        for name, values in _told(cells):
            if name == "handled" and "received" not in found:
                continue  # 总计 heads a column, or sums up another table
            found.setdefault(name, values)
    if "received" not in found and "carried_forward" not in found:
        return None
    return Applications(**found)


def _told(cells: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """What a row tells: the name of its label and the cells behind it."""
    for name, label in _LABELS:
        whole = name == "handled"
        for place, cell in enumerate(cells[:-1]):
            text = key(cell)
            if not (label.fullmatch(text) if whole else label.search(text)):
                continue
            values = tuple(cells[place + 1 :])
            if not any(key(one) and not _is_count(one) for one in values):
                return [(name, values)]
    return []


def _is_count(cell: str) -> bool:
    return len(cell) <= _CELL_CHARACTERS and not re.search(r"[\u3400-\u9fff]{3,}", cell)


def _text(cell: LexborNode) -> str:
    return mask_numbers(simplify("".join(cell.text().split())))[:60]
