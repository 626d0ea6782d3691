"""The pages of a gazette (政府公报) → `GazettePage`: its column, and the pages of its issues."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from crawler.pages.bodies.static_page import own_text
from crawler.pages.documents.buttons import downloads_of
from crawler.pages.documents.document import published_of, title_of
from crawler.pages.markup.labelled import labelled_fields
from crawler.pages.markup.links import links_of
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.task import Task
from crawler.pages.words.masking import mask
from crawler.pages.words.text import simplify
from crawler.records.materials import GazettePage
from crawler.records.model import Field, Snapshot, Source

_MOST_TEXT = 40_000
_LONGEST_LINE = 400
_LONGEST_TITLE = 60
_SHORT_TITLE = 24


def names_issue(title: str) -> bool:
    """Whether a title names the issue of a periodical."""
    text, words = simplify(title), _patterns()
    if len(text) > _LONGEST_TITLE or words["not_issues"].search(text):
        return False
    if len(text) > _SHORT_TITLE and not words["names"].search(text):
        return False
    return words["issue"].search(text) is not None


def read_gazette(page: Page, task: Task, snapshot: Snapshot) -> Iterator[GazettePage]:
    """The column of a gazette, if its page says how often it appears."""
    found = period_of(page)
    if found is not None:
        yield GazettePage(task.url, title_of(page, task), task.role, snapshot, period=found)


def read_issue(page: Page, task: Task, snapshot: Snapshot) -> GazettePage:
    """The page of one issue: its day, its contents, its words."""
    return GazettePage(
        task.url,
        title_of(page, task),
        task.role,
        snapshot,
        issue=True,
        period=period_of(page),
        published_on=published_of(page, labelled_fields(page, "document"), task),
        contents=links_of(page),
        attachments=downloads_of(page),
        text=mask(own_text(page))[:_MOST_TEXT],
    )


def period_of(page: Page) -> Field[str] | None:
    """How often the gazette says that it appears, in a line that speaks of itself."""
    for line in shown(page).lines:
        if line.template or len(line.text) > _LONGEST_LINE:
            continue
        text = simplify(line.text)
        for name, phrase in _periods():
            match = phrase.search(text)
            if match and _speaks_of_itself(text, match):
                return Field(name, text[:120], Source.TEXT, "刊期", "栏目页", page.url)
    return None


def _speaks_of_itself(text: str, match: re.Match[str]) -> bool:
    """Whether a line with a period is about the gazette: a bare word, or beside its name."""
    near = text[max(0, match.start() - 40) : match.end() + 20]
    bare = len(text) <= 8
    return bare or any(
        word in near for word in ("公报", "政报", "本刊", "刊期", "出版周期", "文告")
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("gazette.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(_data()[name]) for name in ("issue", "names", "not_issues")}


@cache
def _periods() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(text)) for name, text in _data()["periods"].items())
