"""Leaders whose names stand as those of others do whose duties a page tells, without any below."""

from __future__ import annotations

from crawler.pages.leaders.leaderlines import Person, name_alone
from crawler.pages.leaders.leaderoffices import ends_in_post
from crawler.pages.leaders.leaderplaces import HEADINGS, kind_at
from crawler.pages.markup.shown import Shown


def people_alike(view: Shown, people: list[Person]) -> list[Person]:
    """Everybody without duties, but with a post, whose name alone fills a heading, or a bold line,
    of the one kind in which the names of all those stand whose duties are told.

    Not who has a page of his own, or may have one: his name can be clicked.
    """
    kinds = {_kind(view, one.line) for one in people if one.division}
    return [
        one for one in people
        if not one.division and name_alone(view.lines[one.line].text) and ends_in_post(one.post)
        and not view.lines[one.line].link_chars and kinds == {_kind(view, one.line)}
    ] if ("", "") not in kinds else []  # fmt: skip


def _kind(view: Shown, number: int) -> tuple[str, str]:
    """The sort of element that holds a heading or a bold line; empty words for any other line."""
    line = view.lines[number]
    return kind_at(view, number) if line.tag in HEADINGS or line.bold else ("", "")
