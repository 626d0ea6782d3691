"""How well a group of rows would make the list of a column, and what it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.pages.lists.entries import kind_of
from crawler.pages.lists.hiding import is_wholly_hidden
from crawler.pages.lists.leadinggroups import is_post
from crawler.pages.lists.listframes import has_pager, is_counted, leads_nowhere, more_link
from crawler.pages.lists.listheads import heads_texts, is_plain
from crawler.pages.lists.namedrows import NAMED, heads_others, names_such
from crawler.pages.lists.rowcolumns import columns_of, names_only
from crawler.pages.lists.rowplaces import leads_to_pages
from crawler.pages.lists.rows import Group, Row
from crawler.pages.lists.rowtitles import main_link
from crawler.pages.markup.layout import ASIDE, Layout
from crawler.pages.words.issues import is_bare, is_dated_below
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern
from crawler.portals.roles import Role

LONGEST_NAME = 8  # of a column
ASIDE_FACTOR = 0.15
SHORT_ROWS = frozenset(
    {
        Role.LEADERS,
        Role.INNER_OFFICES,
        Role.SUBORDINATE_BODIES,
        Role.DISPATCHED_BODIES,
        Role.GAZETTE,
    }
)
"""Roles whose rows may be names or issue numbers: short, without dates."""
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,5}(?:\s*[\u4e00-\u9fff]{0,20})?$")
_OWN_NUMBER = re.compile(r"\d[^/?]*$|\?.*\d")
_DIGITS = re.compile(r"\d+")
_BRIEF_ROWS = 3
_BRIEF_TITLE = 6
"""Characters of a letter's subject; the functions of a board (我要写信) have fewer."""
_LINKS_OF_A_BAR = 5
"""Links from which a row without a date and without another is a bar of columns."""
_MENU_REGIONS = frozenset({"header", "footer", "nav"})


@dataclass(frozen=True)
class Rated:
    """A group that may be the list: its score, the heading over it, and how it stands there."""

    group: Group
    score: float
    heading: str
    preview: bool
    aside: bool
    side: bool = False
    """Whether it stands in a side column, whatever its heading."""
    paged: bool = False
    nowhere: bool = False
    """Whether what offers more of it leads nowhere."""


def rate(group: Group, layout: Layout, role: Role, column: str) -> Rated | None:
    """A group rated for a role, or None for what is no list at all: a menu, a bar, a body."""
    rows = group.rows
    titles: list[str] = []
    menu = 0
    for row in rows:
        link = main_link(row)
        if link is None:
            continue
        label = clean(link.node.attributes.get("title") or "") or link.label
        titles.append(key(label))
        if len(titles[-1]) <= LONGEST_NAME and (is_hub(label) or roles_of(label)):
            menu += 1
    titles = [title for title in titles if title]
    if not titles:
        return None
    if len(rows) == 1 and not rows[0].dated and _is_bar(rows[0]):
        return None
    bodies = all(pattern("body_name").search(title) for title in titles)
    if bodies and role in (Role.LEADERS, Role.GAZETTE):
        return None
    dated = sum(row.dated for row in rows)
    region = layout.region(group.box)
    mean = sum(len(title) for title in titles) / len(titles)
    share = dated / len(rows)
    if share < 0.5:
        if region in _MENU_REGIONS or menu * 3 > len(titles):
            return None
        names = sum(1 for title in titles if _NAME.match(title))
        short_ok = (
            role in SHORT_ROWS and region == "main" and (names * 2 >= len(titles) or mean > 3)
        )
        if role is Role.LEADERS and is_wholly_hidden(group) and not _are_leaders(group, titles):
            return None  # what a menu unfolds
        if not leads_to_pages(group, layout.page.url, numbered=not short_ok):
            return None
        brief = mean < 10 and not short_ok
        if brief and not _briefly_titled(group, role, region, titles, layout.page.url):
            return None
    heading = "" if names_only(group, kind_of(role)) else layout.heading(group.box)
    more = more_link(group.box)
    # A list of days is not left to its own first row, nor another to one that may be a row.
    if share < 0.5 and (head := layout.head_row(rows[0].nodes[0])):
        plain = is_plain(head) and more is None and role not in SHORT_ROWS
        beside = heads_texts(head) and not plain
        if beside or (role in NAMED and heads_others(head, role)):
            heading = head
    word = key(heading)
    own = bool(word) and word == key(column)
    side = region == "side"
    aside = side or (bool(ASIDE.search(heading)) and not own)
    preview = more is not None
    score = min(len(rows), 40) * (0.5 + share) + min(mean, 30) * 0.2
    if share < 0.5:
        score *= 0.5
    if own:
        score *= 1.6
    if aside:
        score *= ASIDE_FACTOR
    if region in _MENU_REGIONS:
        score *= 0.2
    if preview:
        score *= 0.4
    paged = has_pager(group.box)
    if paged:
        score *= 2.5
    nowhere = more is not None and leads_nowhere(more)
    return Rated(group, score, heading, preview, aside, side, paged, nowhere)


def _are_leaders(group: Group, titles: list[str]) -> bool:
    """Whether at least half of some rows name people, or posts."""
    posted = sum(map(is_post, titles)) * 2 >= len(titles)
    return posted or names_such(group.rows, Role.LEADERS)


def _is_bar(row: Row) -> bool:
    """Whether a row is a bar of columns: many links, with the front page among them."""
    labels = [key(link.label) for link in row.links]
    return len(labels) >= _LINKS_OF_A_BAR and any(label.endswith("首页") for label in labels)


def _briefly_titled(group: Group, role: Role, region: str, titles: list[str], url: str) -> bool:
    """Whether rows without dates are a list although their titles are as short as columns' names.

    A table whose header row names a title says so itself; on a message board people write short
    subjects, and their pages bear a number of their own. Where all of them are short, a pager
    below rows that differ by that number alone makes them a list. So does the count below them of
    just as many rows.
    """
    if region == "main" and is_counted(group.box, len(group.rows)):
        return True
    if "title" in {slug for slug, _ in columns_of(group, kind_of(role)).values()}:
        return True
    if role is Role.GAZETTE and region == "main" and all(map(is_bare, titles)):
        found = [main_link(row) for row in group.rows]
        return all(link is not None and is_dated_below(link.url, url) for link in found)
    if role is not Role.MESSAGE_BOARD or region != "main":
        return False
    links = [link for row in group.rows if (link := main_link(row)) is not None]
    folder = url.partition("?")[0].rpartition("/")[0]
    # What lies in the list's own folder belongs to it, however little there is.
    within = all(link.url.startswith(f"{folder}/") for link in links)
    if len(links) < _BRIEF_ROWS and not (within and folder.count("/") > 2):
        return False
    numbered = sum(_OWN_NUMBER.search(link.url) is not None for link in links)
    long = sum(len(title) >= _BRIEF_TITLE for title in titles)
    alike = len({_DIGITS.sub("", link.url) for link in links}) == 1
    return numbered == len(links) and (
        long * 3 >= len(titles) * 2 or (alike and has_pager(group.box))
    )
