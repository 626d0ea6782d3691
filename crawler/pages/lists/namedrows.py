"""Rows that are names, of people or of offices, apart from menus and boxes that are as short."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crawler.pages.lists.rows import Row
from crawler.pages.lists.rowtitles import main_link
from crawler.pages.words.leader_words import may_be_name, name_in, posts
from crawler.pages.words.roles import is_hub
from crawler.pages.words.text import key
from crawler.portals.roles import Role

_PARTS = re.compile(r"[\s:：|·•,，、()（）]+")
_ASIDE = re.compile(r"[(（][^()（）]{1,20}[)）]")
# Departments of a government (局, 委) are no offices within it.
_WITHIN = re.compile(r"(?:[室科股处司组站所队]|办|中心|支队|大队|专班|工会|团委|妇联|党委)$")
_BELOW = re.compile(
    r"(?:[局所站队院馆园校厅社处台学镇乡场圃团]|[一二三四五六七八九十]中|中心|大队|支队|公司|集团|委员会|办公室|街道|办事处)$"
)
# What heads the links to other bodies' sites, at the foot of pages above all.
_OF_OTHERS = re.compile(r"(?:网站|链接|站群)$")
_DEPARTMENTS = re.compile(r"[省市县区州旗]直(?:部门|单位|机关)?$")
_ENDS: Mapping[Role, re.Pattern[str]] = {
    Role.INNER_OFFICES: _WITHIN,
    Role.SUBORDINATE_BODIES: _BELOW,
    Role.DISPATCHED_BODIES: _BELOW,
}


def heads_others(heading: str, role: Role) -> bool:
    """Whether a heading stands over a menu, or over links to other bodies than are asked for."""
    word = key(heading)
    departments = _ENDS.get(role) is not _BELOW and _DEPARTMENTS.search(word) is not None
    return is_hub(heading) or departments or _OF_OTHERS.search(word) is not None


NAMED = frozenset({Role.LEADERS, *_ENDS})
"""Roles whose rows are names of people or offices."""


def names_such(rows: Sequence[Row], role: Role) -> bool:
    """Whether at least half of some rows name what a role asks for: people, or offices.

    Names without a post that all end alike (石坪村, 白马村) are those of places.
    """
    ends = _ENDS.get(role)
    labels = [key(link.label) for row in rows if (link := main_link(row)) is not None]
    posted = any(map(posts().search, labels))
    if ends is None and not posted and len(labels) > 2 and len({one[-1:] for one in labels}) == 1:
        return False
    named = sum(_names_somebody(row) if ends is None else _ends_so(row, ends) for row in rows)
    return named * 2 >= len(rows)


def is_of_somebody(row: Row) -> bool:
    """Whether a link of a row is somebody's name, with his posts or without, and nothing else."""
    return any(may_be_name(link.label) or _is_name_and_posts(link.label) for link in row.links)


def _is_name_and_posts(label: str) -> bool:
    parts = [part for part in _PARTS.split(_ASIDE.sub("", label)) if part]
    rest = [part for part in parts if not name_in(part)]
    ends = (any(one.end() == len(part) for one in posts().finditer(part)) for part in rest)
    return len(parts) - len(rest) == 1 and all(ends)


def _names_somebody(row: Row) -> bool:
    """Whether a row names a person, with or without a post."""
    told = (row.text, *(link.label for link in row.links))
    parts = (part for text in told for part in _PARTS.split(posts().sub(" ", text)))
    return any(map(name_in, filter(None, parts)))


def _ends_so(row: Row, ends: re.Pattern[str]) -> bool:
    link = main_link(row)
    return link is not None and ends.search(key(link.label)) is not None
