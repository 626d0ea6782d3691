"""A page with a catalogue of major decisions (重大行政决策目录) → `DecisionCatalogue`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.pages.bodies.static_page import own_text
from crawler.pages.documents.beside import unmarked_chars
from crawler.pages.documents.document import title_of
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.links import anchors_of, attachments_of
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, key, simplify
from crawler.records.decisions import DecisionCatalogue, DecisionItem, StageCell
from crawler.records.model import Link, Snapshot

_NAME = re.compile(
    r"(?:重大)?(?:行政)?(?:决策)?(?:事项|项目)(?:名称|标题|内容)?|"
    r"(?:重大)?(?:行政)?(?:事项|项目|决策|目录|文件)?(?:名称|标题)"
)
_LABEL = re.compile(
    r"(?:承办|责任|牵头|起草|主办|实施)(?:单位|部门|主体|机构)|(?:计划)?(?:完成|决策|办理)时间"
)
"""Other things that a catalogue tells of an item, headed above it or labelled beside it."""
_MOST_TABLES, _MOST_ROWS, _MOST_CELLS, _MOST_LINKS = 20, 200, 20, 20
_CHARACTERS = 120
Cell = tuple[str, tuple[Link, ...]]


def read_decisions(page: Page, task: Task, snapshot: Snapshot) -> DecisionCatalogue:
    """The items of every table that has a column of names, with the words and links of each."""
    items = tuple(item for table in _tables(page) for item in _items(table))
    inside = {link.url for item in items for cell in item.cells for link in cell.links}
    files = attachments_of(page)
    return DecisionCatalogue(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        items=items,
        links=tuple(one for one in anchors_of(page) if one.in_body and one.url not in inside),
        attachments=tuple(one for one in files if one.url not in inside),
        pictures=media_counts(page)[0],
        text_chars=unmarked_chars(own_text(page)),
    )


def _tables(page: Page) -> Iterator[list[list[Cell]]]:
    """The tables that hold no table, as whole grids: a cell over several places fills them all."""
    links = Links(page)
    for table in page.root.css("table")[:_MOST_TABLES]:
        if any(other.mem_id != table.mem_id for other in table.css("table")):
            continue
        grid: list[list[Cell]] = []
        hanging: dict[int, tuple[int, Cell]] = {}
        for row in table.css("tr")[:_MOST_ROWS]:
            cells: list[Cell] = []
            own = iter(row.css("th, td")[:_MOST_CELLS])
            while len(cells) < _MOST_CELLS:
                place = len(cells)
                if place in hanging:
                    left, held = hanging.pop(place)
                    if left > 1:
                        hanging[place] = (left - 1, held)
                    cells.append(held)
                    continue
                node = next(own, None)
                if node is None:
                    break
                one = (
                    mask_numbers(simplify(clean(node.text())))[:_CHARACTERS],
                    _links(node, links),
                )
                down = _span(node, "rowspan")
                for wide in range(_span(node, "colspan")):
                    if down > 1:
                        hanging[place + wide] = (down - 1, one)
                    cells.append(one)
            grid.append(cells)
        yield grid


def _items(grid: list[list[Cell]]) -> Iterator[DecisionItem]:
    """The rows under the first row of heads that has a column of names."""
    for number, row in enumerate(grid):
        heads = [text for text, _ in row]
        names = [place for place, text in enumerate(heads) if _NAME.fullmatch(key(text))]
        if len(heads) < 2 or not names:
            continue
        if names[0] == 0 and len(heads) == 2 and _is_of_one(grid[number:]):
            yield _labelled(grid[number:])
            return
        while number + 1 < len(grid) and _is_named(grid[number + 1], names[0]):
            number += 1  # heads in two rows: the lower one names the stages
            heads = [text for text, _ in grid[number]]
        for below in grid[number + 1 :]:
            if len(below) != len(heads) or not below[names[0]][0]:
                continue
            cells = tuple(
                StageCell(head, text, links)
                for place, (head, (text, links)) in enumerate(zip(heads, below, strict=True))
                if place != names[0] or links
            )
            yield DecisionItem(below[names[0]][0], cells)
        return


def _is_named(row: list[Cell], place: int) -> bool:
    """Whether a row has the head of the names, too: as a cell that is two rows tall has."""
    return len(row) > place and _NAME.fullmatch(key(row[place][0])) is not None


def _is_of_one(grid: list[list[Cell]]) -> bool:
    """Whether a table of two columns has the labels of one item in the first."""
    return any(len(row) == 2 and _LABEL.fullmatch(key(row[0][0])) for row in grid[1:])


def _labelled(grid: list[list[Cell]]) -> DecisionItem:
    """The one item of a table of labels."""
    (_, (name, own)), *rest = (row for row in grid if len(row) == 2)
    cells = [StageCell(label, text, links) for (label, _), (text, links) in rest]
    return DecisionItem(name, (*([StageCell(grid[0][0][0], name, own)] if own else []), *cells))


def _links(node: LexborNode, links: Links) -> tuple[Link, ...]:
    found = []
    for anchor in node.css("a")[:_MOST_LINKS]:
        url = links.of(anchor)
        if url is not None:
            found.append(Link(url, simplify(clean(anchor.text()))[:_CHARACTERS], in_body=True))
    return tuple(found)


def _span(node: LexborNode, name: str) -> int:
    text = (node.attributes.get(name) or "").strip()
    return min(max(int(text), 1), _MOST_CELLS) if text.isdecimal() and len(text) < 4 else 1
