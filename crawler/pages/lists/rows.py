"""Rows: the repeated pieces of a page that each lead to one thing, in groups that belong together.

Nothing here knows a tag of any one system. A row is the smallest repeated piece round a link,
with its date if one stands beside it; rows of one parent are a group; groups between which
nothing stands but rulers, years or plain headings are one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.pages.lists.knownrows import Told
from crawler.pages.markup.page import raw_text
from crawler.pages.words.text import clean
from crawler.pages.words.wording import pattern

DATED = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|(?<![\d.])(?:0?[1-9]|1[0-2])\s*[-/月]\s*(?:[0-2]?\d|3[01])(?!\d)"
    r"|[一二][〇○零O0一二三四五六七八九]{3}\s*年\s*[元一二三四五六七八九十]{1,2}\s*月"
)
MAY_BE_DATED = re.compile("[\\d年\uf98e]")
"""What has none of these shows no date: a digit, 年, or the doublet that becomes 年."""
_TODAY = pattern("today")
ROW_TAGS = frozenset({"li", "tr"})
MOST_LINKS = 10_000
"""Links of one page that are looked at; more are a trap."""
LINKS_OF_A_ROW = 8
MOST_OF_A_ROW = 3_000
"""Characters (and nodes) of a row that are looked at: rows may stand in rows."""


class Link(NamedTuple):
    """A link in a row: node, where it leads, what it says."""

    node: LexborNode
    url: str
    label: str


@dataclass(frozen=True)
class Row:
    """One row: its nodes in reading order and the links in them."""

    nodes: tuple[LexborNode, ...]
    links: tuple[Link, ...]

    told: Told = field(default_factory=Told, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The visible text of the row, cleaned; of a very long one the beginning."""
        told = self.told
        if told.text is None:
            told.text = clean(" ".join(raw_text(node, MOST_OF_A_ROW) for node in self.nodes))
        return told.text

    @property
    def dated(self) -> bool:
        """Whether anything in the row looks like a date."""
        told = self.told
        if told.dated is None:
            told.dated = self._shows_date()
        return told.dated

    def _shows_date(self) -> bool:
        texts = [raw_text(node, MOST_OF_A_ROW) for node in self.nodes]
        if not any(map(MAY_BE_DATED.search, texts)):
            return False
        return DATED.search(_TODAY.sub("", self.text)) is not None


@dataclass(frozen=True)
class Group:
    """Rows that belong together; `box` is the smallest node that holds them all."""

    rows: tuple[Row, ...]
    box: LexborNode
    tag: str


def tables_of(rows: Iterable[Row]) -> dict[int, LexborNode]:
    """The tables that rows of tables stand in, by the number of their node."""
    found: dict[int, LexborNode] = {}
    for row in rows:
        at: LexborNode | None = row.nodes[0] if row.nodes[0].tag == "tr" else None
        while at is not None and at.tag != "table":
            at = at.parent
        if at is not None:
            found.setdefault(at.mem_id, at)
    return found
