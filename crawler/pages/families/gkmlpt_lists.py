"""Lists of the directory of Guangdong: the rows of an answer, and the list that a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from crawler.pages.families.gkmlpt import Answer, Category, Directory
from crawler.pages.families.gkmlpt_posts import (
    address_of,
    facts_of,
    is_marked,
    published_of,
    title_of,
)
from crawler.pages.markup.navigation import Links
from crawler.pages.reading import ListReading, Target, Turn
from crawler.pages.task import Task
from crawler.pages.words.roles import roles_of
from crawler.pages.words.text import key
from crawler.portals.roles import Role
from crawler.records.model import Entry, Field, Snapshot, Source

_PAGE = re.compile(r"(?<=[?&]page=)\d{1,6}(?=&|$)")
_CLEAR = 0.8
_WITHOUT_LIST = frozenset({Role.HOME, Role.PLATFORM, Role.STATUTORY_CONTENT, Role.SEARCH})
_CONTAINERS = _WITHOUT_LIST | {Role.GUIDE, Role.SYSTEM_RULES, Role.ANNUAL_REPORTS}
"""Roles of headings that hold the whole directory, or stand beside it."""


def rows_of(held: Answer, links: Links, task: Task, snapshot: Snapshot) -> ListReading:
    """The list in an answer of the interface, before statements among its rows are told apart.

    How many rows there are is told by `total` alone: the count of the category itself
    (`post_count`) has rows that no list shows. Where it is not told the next page is asked for
    as one that there may be. A row that stands there twice is counted twice, as by `total`.
    """
    found = _entries(held, links, task, snapshot)
    entries = tuple(replace(entry, rank=rank) for rank, entry in enumerate(found, 1))
    following = _following(held, task) if held.articles else None
    unread = len(entries) < len(held.articles)
    return ListReading(
        entries=entries,
        turns=(following,) if following is not None else (),
        total_rows=len(held.articles) if held.total is None and unread else held.total,
        blank=not held.articles and not held.total and not held.text,
    )


def _entries(held: Answer, links: Links, task: Task, snapshot: Snapshot) -> Iterator[Entry]:
    for record in held.articles:
        title, address = title_of(record), address_of(record, links.page.url)
        url = links.join(address) if address else None
        if url is None or not key(title):
            continue
        day = published_of(record)
        yield Entry(
            url=url,
            title=title,
            role=task.role,
            snapshot=snapshot,
            list_url=task.url,
            rank=0,
            date=Field(day.value, day.raw, Source.ROW, "发布日期", "列表数据", task.url, day.at)
            if day
            else None,
            pinned=any(is_marked(record.get(name)) for name in ("is_top", "top")),
            fields=tuple(_fields(record, task.url)),
        )


def _fields(record: Mapping[str, Any], url: str) -> Iterator[tuple[str, Field[str]]]:
    for fact in facts_of(record):
        yield fact.slug, Field(fact.text, fact.text, Source.ROW, fact.label, "列表数据", url)


def _following(held: Answer, task: Task) -> Turn | None:
    """The request for the page after this one, None where the answer is the last."""
    number = max(task.page_number, 1)
    if held.total is not None:
        before = held.offset if held.offset is not None else len(held.articles) * (number - 1)
        if before + len(held.articles) >= held.total:
            return None
    match = _PAGE.search(task.url)
    if match is None:
        return None
    url = f"{task.url[: match.start()]}{number + 1}{task.url[match.end() :]}"
    return Turn(url, number + 1, way="call" if held.total is not None else "guess")


def shown_list(config: Directory, task: Task) -> Turn | None:
    """The request for the list that a page of the directory shows to who came under its label.

    The page itself is the same for every category. None where it cannot be told which is meant.
    """
    if task.role in _WITHOUT_LIST:
        return None
    lists = [one for one in config.categories if not one.jump and not one.heading]
    named = [one for one in lists if key(one.name) == key(task.label)]
    meant = named or [one for one in lists if _speaks(one, task.role)]
    meant = meant or (lists if len(config.categories) == 1 else [])
    return Turn(config.address(meant[0].id), task.page_number) if len(meant) == 1 else None


def is_whole(role: Role) -> bool:
    """Whether the tree alone is what a section of the role shows, so that no list is missed."""
    return role in _WITHOUT_LIST


def _speaks(category: Category, role: Role) -> bool:
    found = roles_of(category.name, category.trail)[:1]
    return any(one is role and strength >= _CLEAR for one, strength in found)


def inherited(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """The links of a tree, those whose names say nothing as parts of the category above them."""
    return tuple(_inheriting(target) for target in targets)


def _inheriting(target: Target) -> Target:
    if target.roles or target.template or not target.trail or "/gkmlpt/api/all/" not in target.url:
        return target
    above = roles_of(target.trail[-1], target.trail[:-1])
    roles = tuple((role, s) for role, s in above if s >= _CLEAR and role not in _CONTAINERS)
    return replace(target, roles=roles)
