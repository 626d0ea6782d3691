"""Signs that a page shows an article, beside which the lists of other things stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from crawler.pages.lists.rows import Group
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.fileaddresses import PAPER
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.outline import outline
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.text import key, simplify

_DAY = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"
_LABELLED_DAY = re.compile(
    r"(?:发布|发表|更新|印发|公开|发文|成文|录入)?(?:日期|时间)\s?[:：]\s?" + _DAY
)
_BARE_DAY = re.compile(rf"\W{{0,2}}{_DAY}\b.{{0,40}}")
_FILE = re.compile(rf"{PAPER}$", re.I)
_LONGEST_LINE = 120
_DENIED = re.compile("没有|尚未|[暂还]未|不存在|已(?:被)?删除|无法|出错")
"""Words of a page that has not what it was asked for."""
_LONG_TEXT = 120
"""Characters of its own that a page of a list alone does not have."""
_SHORTEST_TITLE = 4
_LEVELS = 12
_CLEAR = 0.9


def shows_article(
    pieces: Sequence[str], groups: Iterable[Group], layout: Layout, names: Iterable[str]
) -> bool:
    """Whether a page has a text, a title with the day of it, an attachment or a picture.

    A sentence is a text, however short, and so is a word that there is not what was asked for.

    `pieces` are the page's own text beside all dated rows; `names` those of the column and of
    the columns above, which are the titles of no article.
    """
    if sum(len(key(piece)) for piece in pieces) > _LONG_TEXT or has_date_line(pieces):
        return True
    if any("。" in piece or _DENIED.search(piece) for piece in pieces):
        return True
    if has_title(layout, names) and has_day(pieces):
        return True
    return _has_file(groups, layout) or media_counts(layout.page) != (0, 0)


def has_date_line(pieces: Sequence[str]) -> bool:
    """Whether the line below a title tells of a day: 发布时间：2026-03-05."""
    lines = (f"{one}{other}" for one, other in zip_longest(pieces, pieces[1:], fillvalue=""))
    return any(_LABELLED_DAY.search(simplify(line[:_LONGEST_LINE])) for line in lines)


def has_day(pieces: Sequence[str]) -> bool:
    """Whether a line tells of a day, or begins with one: 2026-03-05 来源：县府办."""
    return has_date_line(pieces) or any(map(_BARE_DAY.fullmatch, map(simplify, pieces)))


def has_title(layout: Layout, names: Iterable[str]) -> bool:
    """Whether a page has a heading of the highest rank that is no name of a column: none of
    those named, and none that clearly names a kind of column.
    """
    known = {key(name) for name in names}
    heads = (node for node in layout.page.root.css("h1") if layout.region(node) == "main")
    said = {key(node.text()) for node in heads}
    title = key(outline(layout.page).title)
    if is_hub(title) or max(dict(roles_of(title)).values(), default=0.0) >= _CLEAR:
        return False
    return any(
        word not in known and len(word) >= _SHORTEST_TITLE and word[:_LEVELS] == title[:_LEVELS]
        for word in said
    )


def _has_file(groups: Iterable[Group], layout: Layout) -> bool:
    """Whether a file is offered in the main part, and not by one of several rows with a day."""
    several = [row for one in groups if len(one.rows) > 1 for row in one.rows]
    rows = {node.mem_id for row in several if row.dated for node in row.nodes}
    for link in layout.page.root.css("a[href]"):
        path = (link.attributes.get("href") or "").partition("?")[0]
        if _FILE.search(path) is None or layout.region(link) != "main":
            continue
        at, levels = link, 0
        while at.parent is not None and at.mem_id not in rows and levels < _LEVELS:
            at, levels = at.parent, levels + 1
        if at.mem_id not in rows:
            return True
    return False
