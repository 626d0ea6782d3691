"""Who heads a body, as a page of its profile names him."""

from __future__ import annotations

import re

from crawler.pages.labelled import text_field
from crawler.pages.leader import read_leaders
from crawler.pages.leader_words import name_in, posts
from crawler.pages.page import Page
from crawler.pages.pairs import pairs_of
from crawler.pages.profile import profile_field
from crawler.pages.task import Task
from crawler.pages.text import clean, simplify
from crawler.pages.toldcontacts import own_lines
from crawler.records.model import Field, Snapshot, Source

_LEADER = re.compile(
    r"^(?P<post>[\u3400-\u9fff、（）()]{2,20})\s*[:：]\s*(?P<name>[\u3400-\u9fff·*×某]{2,6})$"
)


def leader_of(page: Page, task: Task, snapshot: Snapshot) -> Field[str] | None:
    """Who heads the body, as the page names him: under a label, after his post, in a list."""
    empty = None
    for pair in pairs_of(page, "office"):
        if pair.slug == "leader":
            field = text_field(pair, page.url, Source.LABEL, "正文")
            if field.value:
                return field
            empty = empty or field
    for _, line in own_lines(page):
        match = _LEADER.match(simplify(clean(line.text)))
        if match is not None and posts().search(match.group("post")) and _is_one(match["name"]):
            return profile_field(page, match.group("name"), match.group("post"), "正文")
    for leader in read_leaders(page, task, snapshot):
        if leader.name and leader.post and leader.present:
            return profile_field(page, leader.name, leader.post, "正文", Source.TEXT)
    return empty


def _is_one(name: str) -> bool:
    return bool(name_in(name)) or "空缺" in name
