"""Leaders whose names stand as those of others do whose duties a page tells, without any below."""

from __future__ import annotations

from crawler.pages.leaders.leaderlines import Person, name_alone
from crawler.pages.leaders.leaderoffices import ends_in_post
from crawler.pages.markup.shown import Shown

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


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
    ] if "" not in kinds else []  # fmt: skip


def _kind(view: Shown, number: int) -> str:
    """The sort of element that holds a heading or a bold line; empty for any other line."""
    line, box = view.lines[number], view.boxes[view.lines[number].box]
    return f"{box.tag}.{box.names}" if line.tag in _HEADINGS or line.bold else ""
