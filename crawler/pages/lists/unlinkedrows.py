"""Rows of which no address can be told: a script that is not in the page opens what they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.lists.listframes import more_link
from crawler.pages.lists.listheads import is_foreign
from crawler.pages.lists.rows import MOST_LINKS, Group
from crawler.pages.markup.layout import ASIDE, Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.dates import find_dates, is_date_alone
from crawler.pages.words.labels import slug_of
from crawler.pages.words.roles import roles_of
from crawler.pages.words.text import clean, key
from crawler.portals.roles import Role

_ROW_TAGS = frozenset({"li", "tr"})
_CARD_TAGS = frozenset({"div", "p", "dd", "dl", "section", "article", "span"})
_LEAST_OF_CARD = 6
"""Characters of what is clicked in a row that no list or table makes one."""
_LEVELS = 7
_MOST_LINKS, _MOST_NODES = 8, 60
_LONGEST, _SHORTEST_TITLE = 300, 2
"""Characters of a row, and of what its link says."""
_NOWHERE = re.compile(r"#*|#(?:none|null|void|nogo)|javascript:.*", re.I | re.S)
_NO_HOST = re.compile(r"https?://[^/]*\.(?:s?html?|aspx?|jspx?|php)(?:[:/]|$)", re.I)
"""An address whose first folder is missing (//153.htm): what stands for the host is a page."""
_DIGITS = re.compile(r"[\d\s年月日时分/.:：-]+")
_DAY = re.compile(r"\d" + _DIGITS.pattern)


@dataclass(frozen=True)
class UnlinkedRow:
    """A dated row that leads somewhere, nobody can tell where; `box` is what its list stands in."""

    node: LexborNode
    box: LexborNode


def unlinked_rows(page: Page, layout: Layout, links: Links) -> tuple[UnlinkedRow, ...]:
    """The rows in the page's main part that show a title to click and a day, and no address."""
    found: dict[int, UnlinkedRow | None] = {}
    for node in page.root.css("a, [onclick]")[:MOST_LINKS]:
        row = _row_of(node) or _card_of(node)
        if row is None or row.mem_id in found:
            continue
        found[row.mem_id] = None
        whole = row if row.tag in _ROW_TAGS else _whole(row)
        box = whole.parent
        if box is not None and is_unlinked(row, links) and layout.region(row) == "main":
            found[row.mem_id] = UnlinkedRow(whole, box)
    return tuple(one for one in found.values() if one is not None)


def several_of(rows: Sequence[UnlinkedRow]) -> tuple[UnlinkedRow, ...]:
    """Those that are rows of a list by themselves: a single one in its box may be anything."""
    beside = Counter((one.box.mem_id, one.node.tag) for one in rows)
    return tuple(one for one in rows if beside[one.box.mem_id, one.node.tag] > 1)


def beside_rows(rows: Iterable[UnlinkedRow], chosen: Iterable[Group]) -> int:
    """How many such rows, be it a single one, stand among those of the chosen lists.

    What says nothing but a day and its label (更新时间) is none.
    """
    beside = {
        (box.mem_id, row.nodes[0].tag)
        for group in chosen
        for row in group.rows
        if (box := row.nodes[0].parent) is not None
    }
    among = [row for row in rows if (row.box.mem_id, row.node.tag) in beside]
    return sum(not _is_labelled_day(row.node) for row in among)


def _is_labelled_day(row: LexborNode) -> bool:
    slug = slug_of(_DAY.sub("", clean(raw_text(row, _LONGEST))), "document")
    return slug is not None and slug.endswith("_on")


def of_column(rows: Sequence[UnlinkedRow], layout: Layout, role: Role) -> int:
    """How many such rows may be those of a column that has no others.

    What stands under the name of something else, or before a link to more of it, is no column's.
    """
    boxes = Counter(row.box.mem_id for row in rows)
    one_each = {row.box.mem_id: row.box for row in rows}
    return sum(count for box, count in boxes.items() if _may_be_list(one_each[box], layout, role))


def _may_be_list(box: LexborNode, layout: Layout, role: Role) -> bool:
    heading = layout.heading(box)
    own = role in dict(roles_of(heading))
    other = ASIDE.search(heading) or (not own and is_foreign(heading, role, elsewhere=True))
    return not other and more_link(box) is None


def _row_of(node: LexborNode) -> LexborNode | None:
    at: LexborNode | None = node
    for _ in range(_LEVELS):
        if at is None or at.tag in _ROW_TAGS:
            return at
        at = at.parent
    return None


def _card_of(link: LexborNode) -> LexborNode | None:
    """The smallest box round a link alone that shows a day beside it, and nothing longer.

    Where more is said than what is clicked it is a text, not a row: a letter to fold out.
    """
    title = clean(raw_text(link, _LONGEST))
    at = link.parent if link.tag == "a" and len(key(title)) >= _LEAST_OF_CARD else None
    for _ in range(_LEVELS):
        if at is None or at.tag not in _CARD_TAGS or not _is_alone(at):
            return None
        inside = islice(at.traverse(include_text=True), 2 * _MOST_NODES)
        said = [clean(one.text_content or "") for one in inside if one.tag == "-text"]
        if any(len(key(text)) > len(key(title)) for text in said):
            return None
        if any(is_date_alone(text) or (text not in title and find_dates(text)) for text in said):
            return at
        at = at.parent
    return None


def _whole(card: LexborNode) -> LexborNode:
    """The largest box round the link of a card alone: what unfolds below it belongs to it."""
    at = card
    for _ in range(_LEVELS):
        parent = at.parent
        if parent is None or parent.tag not in _CARD_TAGS or not _is_alone(parent):
            break
        at = parent
    return at


def _is_alone(box: LexborNode) -> bool:
    """Whether a box that is no larger than a row has one thing to click."""
    inside = list(islice(box.traverse(), _MOST_NODES + 1))
    return len(inside) <= _MOST_NODES and sum(map(_is_clicked, inside)) == 1


def _is_clicked(node: LexborNode) -> bool:
    return node.tag == "a" or "onclick" in node.attributes


def is_unlinked(row: LexborNode, links: Links) -> bool:
    """Whether a row has a day and something to click that has a name and no address."""
    inside = list(islice(row.traverse(), _MOST_NODES + 1))
    clicked = [one for one in inside if _is_clicked(one)]
    if len(inside) > _MOST_NODES or len(clicked) > _MOST_LINKS or not _is_dated(row, inside):
        return False
    found = [links.of(one) for one in clicked]
    if any(url is not None and not _NO_HOST.match(url) for url in found):
        return False
    return any(
        (url is not None or _NOWHERE.fullmatch((one.attributes.get("href") or "").strip()))
        and len(key(_DIGITS.sub("", clean(raw_text(one))))) >= _SHORTEST_TITLE
        for one, url in zip(clicked, found, strict=True)
    )


def is_plain_row(row: LexborNode) -> bool:
    """Whether a row has a day, words beside it, and nothing to click."""
    inside = list(islice(row.traverse(), _MOST_NODES + 1))
    if len(inside) > _MOST_NODES or any(map(_is_clicked, inside)) or not _is_dated(row, inside):
        return False
    return len(key(_DIGITS.sub("", clean(raw_text(row))))) >= _SHORTEST_TITLE


def _is_dated(row: LexborNode, inside: Sequence[LexborNode]) -> bool:
    """Whether a row, which is no longer than one, shows a day.

    It may stand close behind the dots of a title that is cut: each element is looked at.
    """
    text = clean(raw_text(row, _LONGEST + 1))
    return len(text) <= _LONGEST and any(find_dates(clean(raw_text(one))) for one in inside)
