"""What stands round the text on most pages of a portal: mastheads, menus laid out as tables.

Such words tell nothing of a page, and may be all that a blank one shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from checks.matching.words import plain
from crawler.records import SoughtPage, TableHead

_LEAST_PAGES = 5
"""Pages that must show the same before it counts as the portal's, besides half of them all."""


class Surroundings(NamedTuple):
    """Lines and heads of tables that most pages share."""

    lines: frozenset[str] = frozenset()
    tables: frozenset[TableHead] = frozenset()

    def own_chars(self, page: SoughtPage) -> int:
        """The characters of a page's text without these lines and without its marks."""
        shared = (line for line in page.text.split("\n") if line.strip() in self.lines)
        return page.text_chars - sum(len("".join(line.split())) for line in shared)

    def bare(self, page: SoughtPage, least: int) -> bool:
        """Whether a page has fewer characters of its own than `least`, and nothing else."""
        other = page.beside or page.attachments or set(page.tables) - self.tables
        return not other and self.own_chars(page) < least


def surroundings(pages: Collection[SoughtPage], least: int, body: str = "") -> Surroundings:
    """What most of the pages share; nothing where without it most of them would be bare.

    Most pages of a portal are not blank: what they show was then not read. The name of the body
    that keeps the portal, alone in its line, is masthead or signature on whichever page.
    """
    most = max(_LEAST_PAGES, len(pages) // 2 + 1)
    lines = Counter(line for one in pages for line in {x.strip() for x in one.text.split("\n")})
    tables = Counter(table for one in pages for table in set(one.tables))
    named = (line for line in lines if body and plain(line) == body)
    found = Surroundings(
        frozenset((*named, *(line for line, count in lines.items() if line and count >= most))),
        frozenset(table for table, count in tables.items() if count >= most),
    )
    blank = sum(found.bare(one, least) for one in pages)
    return found if blank * 2 < len(pages) else Surroundings()
