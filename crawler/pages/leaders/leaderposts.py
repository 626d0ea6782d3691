"""Leaders named behind their posts: words of office, a colon and names (副 主 任：张三、李四)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from crawler.pages.leaders.leaderheads import Heads, spoken_of
from crawler.pages.leaders.leaderlines import Person
from crawler.pages.leaders.leadernames import leads_on, names_body
from crawler.pages.leaders.leaderoffices import (
    heads_another,
    is_minor,
    is_of_party,
    is_office,
    minor_posts,
)
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Shown
from crawler.pages.words.labels import people_words
from crawler.pages.words.leader_words import labelled_name, name_in, without_aside
from crawler.pages.words.text import simplify

_COLON = re.compile(r"[:：]")
_BETWEEN = re.compile(r"[、，,；;]")
_ITEMS = frozenset({"li", "tr", "dd"})
_LONGEST_LINE = 120
_LONGEST_NAME = 3
_MOST_LISTED = 60
"""Lines below a post in which names may stand: more are no list of those who hold it."""


def people_by_posts(page: Page, view: Shown, label: str = "") -> list[Person]:
    """Everybody in the lines that are words of office, a colon and names: 副 主 任：张三、李四.

    The names may stand in the line below the colon, or be elements beside the post. Nobody below
    a heading that speaks of others than leaders; whoever heads what may be a body below another's
    only where nobody is named who heads that and all such posts are alike, none with a body before
    it (派出所所长), or where a leader of this one holds the like post (党委副书记、院长).
    """
    layout, above = outline(page), spoken_of(page, label)
    lines = range(layout.title_line + 1, layout.footer)
    found = [one for one in _beside_posts(view, lines)
             if above[one.line] not in (Heads.OTHERS, Heads.UNIT)]  # fmt: skip
    others = False  # whether heads of bodies below are named as well
    for number in lines:
        line = view.lines[number]
        if line.template or line.link_chars or above[number] in (Heads.OTHERS, Heads.UNIT):
            continue
        text = line.text
        if _COLON.search(text.strip()[-1:]) and number + 1 < layout.footer:
            below = view.lines[number + 1]
            text += "" if below.template or below.link_chars else below.text
        behind = [Person(name, post, "", number) for name, post in named_behind(text)]
        found += behind or _listed_below(view, number)
        head = _COLON.split(text, maxsplit=1)[0] if len(text) <= _LONGEST_LINE else ""
        others = others or (head != text and heads_another("".join(simplify(head).split())))
    leading = [person.post for person in found if not is_minor(person.post)]
    own = frozenset[str]().union(*map(minor_posts, leading))
    minor = frozenset[str]().union(*(minor_posts(one.post) for one in found))
    if len(minor) <= 1 and not others and all(map(is_of_party, leading)):
        return found
    return [one for one in found if not is_minor(one.post) or minor_posts(one.post) <= own]


def people_below_posts(page: Page, view: Shown, label: str = "") -> list[Person]:
    """Everybody who can be clicked, without an address, in a list below his post: his duties may
    be behind it."""
    layout, above = outline(page), spoken_of(page, label)
    found = (
        one for number in range(layout.footer) if above[number] is Heads.LEADERS
        for one in _listed_below(view, number)
    )  # fmt: skip
    return [one for one in found if one.unread]


def _beside_posts(view: Shown, lines: range) -> list[Person]:
    """Everybody who is an element beside a post in an item of a list of which two at least are a
    post and names, each an element that leads nowhere (副局长 | 张三 | 李四).

    Who can be clicked all the same is `unread`: his duties may be behind it.
    """
    lists: dict[int, list[list[Person]]] = defaultdict(list)
    for number in lines:
        line = view.lines[number]
        post, *names = [simplify(one.text) for one in line.pieces if one.text.strip()] or [""]
        item = view.boxes[line.box]
        if not names or item.tag not in _ITEMS or line.template or leads_on(line, view):
            continue
        told = [_listed_name(name) for name in names]
        if is_office("".join(post.split())) and all(told):
            unread = line.link_chars > 0
            people = [Person(name, post, "", number, unread=unread) for name in told]
            lists[item.parent].append(people)
    several = (rows for rows in lists.values() if len(rows) > 1)
    return [one for rows in several for row in rows for one in row]


def _listed_below(view: Shown, number: int) -> list[Person]:
    """Everybody in the list below a post with a colon, in a box that holds these and no more; or
    in the values of a list of definitions whose term is a post.

    Not those who have pages of their own; who can be clicked without an address is `unread`.
    """
    head, box = view.lines[number].text.strip(), view.boxes[view.lines[number].box]
    post = "".join(simplify(head).split()).rstrip(":：")
    term = box.tag == "dt"
    if not (term or _COLON.search(head[-1:])) or not is_office(post):
        return []
    while box.end == number + 1 and box.start == number and box.parent >= 0:
        box = view.boxes[box.parent]
    if not term and (box.start != number or box.end - number > _MOST_LISTED):
        return []
    found: list[Person] = []
    for at in range(number + 1, min(box.end, number + 1 + _MOST_LISTED)):
        line = view.lines[at]
        if term and view.boxes[line.box].tag != "dd":
            break
        name = _listed_name(line.text)
        if not labelled_name(without_aside(line.text)) or line.template or leads_on(line, view):
            return []
        # What only may be a name (岩温香, but 汉族, 高新办 as well) is passed over.
        found += [Person(name, post, "", at, unread=line.link_chars > 0)] if name else []
    return found


def _listed_name(text: str) -> str:
    """The name that a line of a list is, with a known surname, and neither word nor body."""
    name = name_in(without_aside(text.strip(" 。.")))
    fits = len(name) <= _LONGEST_NAME or name.startswith(people_words("double_surnames"))
    return name if "·" in name or (fits and not names_body(name)) else ""


def named_behind(text: str) -> Iterator[tuple[str, str]]:
    """Each name of a line that is a post, a colon and names, with that post; or several such
    side by side (书记：张三  院长：李四), if each is one."""
    text = simplify(text)
    parts = _COLON.split(text) if len(text) <= _LONGEST_LINE else []
    claims = [_names_then_post(part) for part in parts[1:-1]]
    posts = ["".join(part.split()) for part in (*parts[:1], *(post for _, post in claims))]
    if len(parts) < 2 or not all(map(is_office, posts)):
        return
    named = [*map(_names, (*(names for names, _ in claims), parts[-1]))]
    if all(named):
        yield from (
            (name, post) for post, names in zip(posts, named, strict=True) for name in names
        )


def _names_then_post(text: str) -> tuple[str, str]:
    """What stands between two colons of a line: names, and behind a blank the next post."""
    cuts = (blank.start() for blank in re.finditer(r"\s", text.strip()))
    told = ((text.strip()[:at], text.strip()[at:]) for at in cuts)
    return next((one for one in told if is_office("".join(one[1].split()))), ("", ""))


def _names(text: str) -> list[str]:
    """The names that words are, if all of them are names."""
    names = [without_aside(name.strip(" 。.")) for name in _BETWEEN.split(text)]
    names = [one for name in names for one in ([name] if labelled_name(name) else name.split())]
    # One name at least begins with a known surname: the others may be of any people.
    told = [labelled_name(name) for name in names]
    return told if any(map(name_in, names)) and all(len(name) > 1 for name in told) else []
