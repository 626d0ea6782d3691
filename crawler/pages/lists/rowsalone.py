"""Pages that are rows of a list and nothing else, of which none leads anywhere: no documents."""

from __future__ import annotations

import re
from collections import defaultdict

from selectolax.lexbor import LexborNode

from crawler.pages.condition.emptiness import own_pieces
from crawler.pages.lists.articletraces import has_day, has_title
from crawler.pages.lists.look import Look
from crawler.pages.lists.pagetotals import totals
from crawler.pages.lists.unlinkedrows import is_plain_row, is_unlinked
from crawler.pages.markup.page import raw_text
from crawler.pages.words.text import SENTENCE, clean, key

_ROWS = "li, tr, table, ul, dl, div, p, a, section, article"
_LEAST = 3
_MOST = 3_000
_ATTACHED = "附件"
_PAPER = re.compile("(?:目录|清单|名单|公示|公告|通告|通知|一览表|安排表|汇总表|统计表)$")
_SHORTEST_PAPER = 10
"""Characters of a title that is more than the name of a column (行政处罚公示)."""
_FEWEST_COUNTED = 2
"""Rows in all from which a page counts the rows of a list."""


def is_rows_alone(look: Look) -> bool:
    """Whether a page shows several dated rows of one kind, of which none leads anywhere, and says
    no sentence beside them, nor is an article: a title with a day below it, the title of a paper,
    or its attachments.

    Rows without anything to click are cells of a table in a text, unless the page counts them.
    """
    rows = _rows(look)
    if len(rows) < _LEAST or sum(_ATTACHED in raw_text(row) for row in rows) * 2 > len(rows):
        return False
    own = own_pieces(look.page, look.layout, {row.mem_id for row in rows})
    if any(map(SENTENCE.search, own)) or _is_paper(look):
        return False
    return not (has_title(look.layout, look.layout.crumbs()) and has_day(own))


def _is_paper(look: Look) -> bool:
    """Whether the heading of the highest rank is the long title of a paper that lists things."""
    known = {key(name) for name in look.layout.crumbs()}
    heads = (
        key(one.text()) for one in look.page.root.css("h1") if look.layout.region(one) == "main"
    )
    return any(
        len(head) >= _SHORTEST_PAPER and _PAPER.search(head) and head not in known for head in heads
    )


def _rows(look: Look) -> list[LexborNode]:
    """The rows of the page's main part that lead nowhere, of every place where most do so."""
    beside: dict[tuple[int, str], list[LexborNode]] = defaultdict(list)
    for node in look.page.root.css(_ROWS)[:_MOST]:
        if node.parent is not None:
            beside[node.parent.mem_id, node.tag or ""].append(node)
    counted: bool | None = None
    found: list[LexborNode] = []
    for nodes in beside.values():
        if len(nodes) < _LEAST or look.layout.region(nodes[0]) != "main":
            continue
        rows = [node for node in nodes if is_unlinked(node, look.links)]
        if not rows and nodes[0].tag in ("li", "tr") and is_plain_row(nodes[-1]):
            counted = _counts(look) if counted is None else counted
            rows = [node for node in nodes if counted and is_plain_row(node)]
        if len(rows) >= _LEAST and len(rows) * 2 > len(nodes):
            found += rows
    return found


def _counts(look: Look) -> bool:
    """Whether a page says how many rows there are in all."""
    near = clean(" ".join(look.pieces))
    _, rows = totals(near, look.pieces, look.links)
    return rows is not None and rows >= _FEWEST_COUNTED
