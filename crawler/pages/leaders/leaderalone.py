"""The one leader of a page of his own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from crawler.pages.leaders.leaderheads import Heads, spoken_of
from crawler.pages.leaders.leaderlines import Person, begins_life, behind_post, person_of
from crawler.pages.leaders.leadernames import name_beside, names_body, people_by_labels
from crawler.pages.leaders.leaderoffices import is_office
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import outline, strip_site
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.task import Task
from crawler.pages.words.labels import is_placeholder
from crawler.pages.words.leader_words import (
    is_division,
    is_nobody,
    is_of_menu,
    labelled_name,
    name_in,
    name_over,
    posts,
)
from crawler.pages.words.text import key, simplify

_NAMED_IN = frozenset({"h1", "h2", "h3", "h4", "h5", "strong", "b"})
_POST = re.compile(r"[\u3400-\u9fff、，,（）() ·]+")
_LONGEST_POST = 60


def person_alone(page: Page, view: Shown, task: Task, people: list[Person]) -> Person:
    """The one leader of a page of his own; the name from label, text, title or list row."""
    person = people[0] if people else Person()
    above = spoken_of(page, task.label)
    pairs = [pair for pair in pairs_of(page, "leader")
             if not view.lines[pair.start].template
             and above[pair.start] is not Heads.OTHERS]  # fmt: skip
    by_label, beside = _beside_labels(page, view, task, pairs)
    name, post = person.name or by_label, person.post or beside
    at = outline(page).title_line
    # The line as shown: the title proper has lost the blank between post and name.
    heads = [view.lines[at].text if at >= 0 else outline(page).title]
    listed = [task.entry.title if task.entry else "", task.label]
    heads += [
        line.text
        for line in view.lines[outline(page).content_start : outline(page).footer]
        if len(line.text) <= 20 and not line.template and line.tag in ("h1", "h2", "h3", "h4")
    ][:5]
    for text in (heads[0], *listed, *heads[1:]):
        named = person_of(text)
        if named is not None:
            name, post = name or named[0], post or named[1]
            continue
        parts = re.split(r"[\s:：—–|｜_-]+", simplify(text))
        name = name or next((found for part in parts if (found := name_in(part))), "")
        for part in parts:
            if not post and len(part) > 2 and posts().search(part) and not is_division(part):
                post = part
    row = task.entry.title if task.entry else task.label
    name = name or name_over(heads, row, post) or _titling(page, heads, post) or _living(page, view)
    if name and is_office(closed := post.removesuffix(name)):  # 副县长张三
        post = closed
    headed, held = _headed(page, view, name)
    fuller = not post or (post in held and is_office(held))
    name, post = name or headed, held if fuller else post
    if not name:
        name, post = named_in_brackets(page, view) or ("", post)
    return replace(person, name=name, post=post)


def named_in_brackets(page: Page, view: Shown) -> tuple[str, str] | None:
    """The name in brackets behind the posts that are a page's title, with these: 县长（张三）.

    Only one that another line tells to be somebody, for a word of office may stand there (金融).
    """
    at = outline(page).title_line
    told = behind_post(view.lines[at].text) if at >= 0 else None
    if told is None:
        return None
    lines = (line.text for n, line in enumerate(view.lines) if n != at and told[0][0] in line.text)
    others = (one for text in lines if (one := person_of(text)) is not None)
    return told if any("".join(name.split()) == told[0] for name, *_ in others) else None


def _titling(page: Page, heads: list[str], post: str) -> str:
    """The name, of whatever character it begins with, of a heading that is what the page calls
    itself: its <title>, or the column or article of its meta tags. Beside a post only."""
    called = [page.meta.get("columnname", ""), page.meta.get("articletitle", ""), page.title]
    own = {key(text) for text in (*called, strip_site(page.title, page.meta.get("sitename", "")))}
    named = (labelled_name(head) for head in heads if post and key(head) in own)
    return next((one for one in named if one and not is_of_menu(one) and not names_body(one)), "")


def _living(page: Page, view: Shown) -> str:
    """The name, of whatever character it begins with, that is a heading of the page and begins
    the one life that it tells."""
    lines = [line for line in view.lines[: outline(page).footer] if not line.template]
    told = (person_of(line.text) for line in lines if begins_life(line.text))
    named = {one[0] for one in told if one is not None}
    return named.pop() if len(named) == 1 and named <= {*map(_heading, lines)} else ""


def _heading(line: Line) -> str:
    """The words of a heading without blanks, which may stretch a name."""
    return "".join(simplify(line.text).split()) if line.tag in _NAMED_IN else ""


def _beside_labels(page: Page, view: Shown, task: Task, pairs: list[Pair]) -> tuple[str, str]:
    """The name and the post that stand beside their labels: of several people, those of the
    first who has both; no post where the name says that nobody holds it."""
    named = [pair for pair in pairs if pair.slug == "name"]
    if len(named) > 1:
        several = people_by_labels(page, view, task.label)[:1]
        return (several[0].name, several[0].post) if several else ("", "")
    name = "".join(name_beside(view, pair) for pair in named)
    held = [simplify(pair.raw)[:100] for pair in pairs
            if pair.slug == "post" and not is_placeholder(pair.raw)]  # fmt: skip
    vacant = any(is_nobody(pair.raw) for pair in named)
    return name, held[0] if held and not vacant else ""


def _headed(page: Page, view: Shown, name: str) -> tuple[str, str]:
    """The name that is a heading, that name if one is known, and the post right below it."""
    above = view.lines[: outline(page).footer]
    for line, below in pairwise(above):
        found = name_in(line.text) if line.tag in _NAMED_IN else ""
        if name and name == _heading(line):
            found = name  # of whatever character it begins with
        if not found or (name and found != name):
            continue
        text = simplify(below.text)
        own = not (line.template or below.template or line.link_chars or below.link_chars)
        if (
            own
            and found not in text
            and len(text) <= _LONGEST_POST
            and _POST.fullmatch(text)
            and posts().search(text)
        ):
            return found, text
    return "", ""
