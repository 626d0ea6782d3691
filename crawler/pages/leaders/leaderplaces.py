"""Names that begin with no known surname, told by where they stand and how they look."""

from __future__ import annotations

import re
from collections import Counter

from crawler.pages.leaders.leaderduties import heads_duties
from crawler.pages.leaders.leaderlines import name_alone
from crawler.pages.leaders.leadernames import names_body
from crawler.pages.leaders.leaderoffices import is_office
from crawler.pages.markup.shown import Shown
from crawler.pages.words.leader_words import (
    begins_duty,
    describes,
    is_division,
    is_nobody,
    is_of_menu,
    labelled_name,
)
from crawler.pages.words.text import simplify
from crawler.pages.words.wording import pattern

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONGEST_POST = 60
_LONGEST_NAME = 4
_OF_DUTIES = re.compile(r"分管|主管|协管|负责|联系|协助|主持|牵头|其他|其它|主要|具体")
"""How headings of a part of somebody's duties begin."""


def names_by_place(view: Shown, lines: range) -> dict[int, str]:
    """The lines that may be a name though no known surname begins them, with that name.

    Each is of two to four characters and right above duties. It is a name in a bold line of the
    kind of element in which two known names at least stand so, right below a heading that is a
    post, or right below a picture as those are. In such a line elsewhere, or below such a heading
    in another, it may be a word as well: empty.
    """
    pictures = {one.line for one in view.media if one.tag == "img" and not one.template}
    placed = [n for n in lines if _is_above_duties(view, n)]
    known = [n for n in placed if _is_bold(view, n) and name_alone(view.lines[n].text)]
    kinds = Counter(kind_at(view, n) for n in known)
    pictured = Counter(kind_at(view, n) for n in known if n in pictures)
    found: dict[int, str] = {}
    for number in placed:
        text, kind = view.lines[number].text, kind_at(view, number)
        alike, below = _is_bold(view, number) and kinds[kind] > 1, heading_post(view, number - 1)
        if not (alike or below) or name_alone(text) or not (name := may_name(view, number)):
            continue
        if _may_be_his(name):
            sure = below or (number in pictures and pictured[kind] == kinds[kind])
            found[number] = name if alike and sure else ""
    return found


def heading_post(view: Shown, number: int) -> str:
    """The post that a heading or a bold line is, unless it stands below the name of its holder."""
    above = view.lines[number - 1].text if number > 0 else ""
    bold = _is_bold(view, number) and not name_alone(above)
    return office_in(view, number).rstrip(":：") if bold else ""


def may_name(view: Shown, number: int) -> str:
    """The name that a line may be though it begins with no surname: no post, body or menu word.

    It is one right above a post, where it stands as names on its page do, or as a heading.
    """
    line = view.lines[number]
    text = simplify(line.text)
    name = labelled_name(text) if not line.link_chars and len(text) <= _LONGEST_POST else ""
    no_name = not name or _OF_DUTIES.match(text) or is_of_menu(text) or names_body(name)
    no_name = no_name or describes(name)
    return "" if no_name else name


def kinds_of_names(view: Shown, lines: range) -> frozenset[tuple[str, str]]:
    """The sorts of elements that hold names above their posts."""
    return frozenset(
        kind_at(view, number) for number in lines
        if name_alone(view.lines[number].text) and office_in(view, number + 1)
    )  # fmt: skip


def kind_at(view: Shown, number: int) -> tuple[str, str]:
    """The sort of element that holds a line."""
    box = view.boxes[view.lines[number].box]
    return box.tag, box.names


def office_in(view: Shown, number: int) -> str:
    """A line that is a post and nothing else, with the colon at its end if it has one."""
    shows = 0 <= number < len(view.lines) and len(view.lines[number].text) <= _LONGEST_POST
    text = "".join(simplify(view.lines[number].text).split()) if shows else ""
    return text if is_office(text.rstrip(":：")) else ""


def _is_bold(view: Shown, number: int) -> bool:
    return number >= 0 and (view.lines[number].bold or view.lines[number].tag in HEADINGS)


def _is_above_duties(view: Shown, number: int) -> bool:
    """Whether the line below, which is a label or not bold, tells of duties."""
    below = view.lines[number + 1 : number + 2]
    return any(
        heads_duties(line) or (not line.bold and (is_division(line.text) or begins_duty(line.text)))
        for line in below
    )


def _may_be_his(name: str) -> bool:
    """Whether what may be a name is no place, body or subject, nor says that nobody is named."""
    other = is_nobody(name) or pattern("no_name").search(name)
    return len(name) <= _LONGEST_NAME and not other
