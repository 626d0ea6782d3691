"""Leaders each in a table of his own: picture, name and post in its rows, side by side in a box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.pages.lists.namedrows import is_of_somebody, names_such
from crawler.pages.lists.rows import LINKS_OF_A_ROW, Group, Row, tables_of
from crawler.pages.lists.shapes import shape
from crawler.pages.markup.layout import Layout
from crawler.pages.words.leader_words import name_in
from crawler.pages.words.text import key
from crawler.portals.roles import Role


def with_table_cards(groups: Sequence[Group], layout: Layout) -> list[Group]:
    """The groups, in reading order, with tables alike in one box as rows of a group for each
    heading among them, but for those that name nobody.

    Each is one row, for all of its links lead to one page, and most say somebody's name: several
    rows of one table that lead to one page tell of one thing.
    """
    held: dict[int, list[Group]] = defaultdict(list)
    tables: dict[int, LexborNode] = {}
    for group in groups:
        for number, table in tables_of(group.rows).items():
            held[number].append(group)
            tables[number] = table
    boxes: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for number, table in tables.items():
        row = _card(table, held[number])
        if row is not None and table.parent is not None:
            boxes[table.parent.mem_id, shape(table)].append(row)
    first: dict[int, Group] = {}
    taken: set[int] = set()
    for rows in boxes.values():
        box = rows[0].nodes[0].parent
        if box is None or not _are_people(rows):
            continue
        rows = [row for row in rows if is_of_somebody(row) or names_such([row], Role.LEADERS)]
        for cards in _below_headings(rows, layout):
            of_cards = [id(one) for card in cards for one in held[card.nodes[0].mem_id]]
            first[of_cards[0]] = Group(cards, box, "table")
            taken.update(of_cards)
    return [first.get(id(one), one) for one in groups if id(one) in first or id(one) not in taken]


def _below_headings(rows: Sequence[Row], layout: Layout) -> list[tuple[Row, ...]]:
    """Rows in runs, each below one heading: far below it none is found, and it goes on."""
    runs: list[list[Row]] = []
    above = ""
    for row in rows:
        here = key(layout.heading(row.nodes[0])) or above
        if not runs or here != above:
            runs.append([])
        runs[-1].append(row)
        above = here
    return [tuple(run) for run in runs]


def _card(table: LexborNode, groups: Sequence[Group]) -> Row | None:
    """A table as a row, if all its links lead to one page and no list goes on beyond it."""
    links = tuple(link for group in groups for row in group.rows for link in row.links)
    apart = all(len(tables_of(group.rows)) == 1 for group in groups)
    one_page = len({link.url for link in links}) == 1
    return Row((table,), links) if apart and one_page and len(links) <= LINKS_OF_A_ROW else None


def _are_people(rows: Sequence[Row]) -> bool:
    """Whether rows lead to several pages, each to its own, and most by somebody's name."""
    pages = {row.links[0].url for row in rows}
    named = sum(any(name_in(link.label) for link in row.links) for row in rows)
    return len(pages) == len(rows) > 1 and named * 2 > len(rows)
