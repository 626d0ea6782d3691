"""What every structural reader needs of one page, each part made once."""

from __future__ import annotations

from functools import cached_property

from crawler.pages.condition.emptiness import FRAME, own_pieces
from crawler.pages.lists.rowgroups import row_groups
from crawler.pages.lists.rows import Group, Row
from crawler.pages.lists.unlinkedrows import UnlinkedRow, several_of, unlinked_rows
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.words.text import key

NOTHING_ELSE = 80
"""Characters of own text below which a page without rows shows an empty list, not an article."""
OWN_TEXT = 50
"""Characters of own text from which a single page counts as filled."""
_FRAME_ROWS = 4
_FRAME_PARAGRAPHS = 2
_BODY = 100
"""Characters from which a lone row with sentences in it is no row."""


class Look:
    """What every structural reader needs of one page; each part is made once, when asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.layout = Layout(page)
        self.links = Links(page)

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of rows on the page."""
        return row_groups(self.page, self.layout, self.links)

    @cached_property
    def unlinked(self) -> tuple[UnlinkedRow, ...]:
        """The dated rows on the page of which no address can be told, several in one box."""
        return several_of(self.without_address)

    @cached_property
    def without_address(self) -> tuple[UnlinkedRow, ...]:
        """The same with those that stand alone: rows only where others stand beside them."""
        return unlinked_rows(self.page, self.layout, self.links)

    @cached_property
    def pieces(self) -> list[str]:
        """The page's own text, without rows that show dates."""
        rows = {
            node.mem_id
            for group in self.groups
            if self.layout.region(group.box) not in FRAME  # none of its text is the page's own
            and sum(row.dated for row in group.rows) * 2 >= len(group.rows)
            and not _is_body(group)
            for row in group.rows
            if not _is_frame(group, row)
            for node in row.nodes
        }
        rows |= {row.node.mem_id for row in self.unlinked}
        return own_pieces(self.page, self.layout, rows)

    @cached_property
    def text_chars(self) -> int:
        """Letters and digits of the page's own text."""
        return sum(len(key(piece)) for piece in self.pieces)


def _is_body(group: Group) -> bool:
    """Whether a single row is rather the body of a page, with a link and a date in it."""
    return len(group.rows) == 1 and len(group.rows[0].text) >= _BODY and "。" in group.rows[0].text


def _is_frame(group: Group, row: Row) -> bool:
    """Whether a row is that of a layout table, in which the page's own text stands."""
    few = group.tag == "tr" and len(group.rows) <= _FRAME_ROWS
    return few and "。" in row.text and len(row.nodes[0].css("p")) >= _FRAME_PARAGRAPHS
