"""Leaders whom a page names without their duties: by labels, or on cards.

Each form must say by itself that it names people in office: 姓名 beside 职务, or like cards of a
picture and a name under a heading that speaks of leaders.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from crawler.pages.leaders.leaderheads import Heads, spoken_of
from crawler.pages.leaders.leaderlines import Person
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Box, Line, Shown
from crawler.pages.words.labels import is_placeholder, people_words
from crawler.pages.words.leader_words import is_division, labelled_name, name_in, name_told, posts
from crawler.pages.words.text import key, simplify

_COLON = re.compile(r"[:：]")
_OF_OTHERS = re.compile(r"联系人|联络员|信息员|经办|值班|咨询|投诉|举报|联系方式")
_LEADERS = re.compile(r"领导|班子|负责人")
_DEAD = re.compile(r"\s*(?:#|javascript:|void\(|$)", re.I)
_BODY = re.compile(r"[局委办厅科股镇乡县市省州网]$|中心|公司|服务|政务|工程|建设|管理")
"""How tiles of offices and subjects end, or what is in them, that a surname begins."""
_LONGEST_POST = 60
_ABOVE = 3
_CARD_LINES = 3
_CARDS = frozenset({"li", "div", "dl", "td", "section", "figure", "article"})


def people_by_labels(page: Page, view: Shown, label: str = "") -> list[Person]:
    """Everybody whose 姓名 and 职务 stand beside these labels; not those whose name is a link.

    Which of the two comes first is the same for all people of a page. A name that is none (空缺)
    stands for somebody of whom nothing is taken; further posts under other labels (行政职务) are
    joined. Nobody below a heading that speaks of others than leaders, or of a part of the body.
    """
    footer, above = outline(page).footer, spoken_of(page, label)
    pairs = [
        pair for pair in pairs_of(page, "leader")
        if pair.slug in ("name", "post") and pair.start < footer
        and not view.lines[pair.start].template
    ]  # fmt: skip
    found: list[Person] = []
    for one in _each_by(pairs):
        named = [pair for pair in one if pair.slug == "name"]
        post = _posts_of([pair for pair in one if pair.slug == "post"])
        name = name_beside(view, named[0]) if len(named) == 1 else ""
        if not name or not post or above[named[0].start] in (Heads.OTHERS, Heads.UNIT):
            continue
        line, end = named[0].start, max(named[0].end, named[0].start + 1)
        if not _elsewhere(view, range(line, end), name):
            found.append(Person(name, post, "", line))
    return found


def _each_by(pairs: list[Pair]) -> list[list[Pair]]:
    """The labels of each person: one begins where the label that is the first of all does.

    Where posts come first and one is left behind the last name, nobody can say whose each is.
    """
    groups: list[list[Pair]] = []
    for pair in pairs:
        held = groups[-1] if groups else []
        begins = pair.slug == "name" if pairs[0].slug == "name" else (
            pair.slug == "post" and any(one.slug == "name" for one in held)
        )  # fmt: skip
        if begins or not groups:
            groups.append([pair])
        else:
            held.append(pair)
    return groups if not groups or any(one.slug == "name" for one in groups[-1]) else []


def _posts_of(pairs: list[Pair]) -> str:
    """The posts of one person; of two under the same label the first, for the next may be those
    of somebody who is not named."""
    said: dict[str, str] = {}
    for pair in pairs:
        if key(pair.label) in said:
            break
        if not is_placeholder(pair.raw):
            said[key(pair.label)] = simplify(pair.raw)
    return "、".join(dict.fromkeys(said.values()))[:_LONGEST_POST]


def name_beside(view: Shown, pair: Pair) -> str:
    """The name beside its label: all that stands there, its first word, or what an element of
    the line alone holds (a button follows it without a blank)."""
    said = "".join(simplify(pair.raw).split())
    held = (_COLON.split(simplify(piece.text))[-1] for piece in view.lines[pair.start].pieces)
    parts = (labelled_name(part) for part in held if said.startswith("".join(part.split())))
    return name_told(pair.raw) or next(filter(None, parts), "")


def _elsewhere(view: Shown, lines: range, name: str) -> bool:
    """Whether a name leads to a page of its own, or is that of somebody to be asked."""
    above = view.lines[max(0, lines.start - _ABOVE) : lines.stop]
    if any(len(line.text) <= _LONGEST_POST and _OF_OTHERS.search(line.text) for line in above):
        return True
    return any(leads_on(view.lines[number], view, name) for number in lines)


def people_on_cards(page: Page, view: Shown, label: str) -> list[Person]:
    """Everybody on two or more like cards of a picture and a name that lead nowhere.

    Where neither page nor column (`label`), nor a line above speaks of leaders, cards are tiles
    of a menu, and one that is none of a person makes all of them such.
    """
    footer = outline(page).footer
    pictures = [one.line for one in view.media if one.tag == "img" and not one.template]
    live = {one.line for one in view.anchors if _lives(one.href)}
    everywhere = (label, page.meta.get("columnname", ""), outline(page).title)
    groups: dict[tuple[int, str, str], list[Box]] = defaultdict(list)
    for box in view.boxes if pictures else ():
        if box.tag in _CARDS and not box.template and box.end <= footer:
            groups[box.parent, box.tag, box.names].append(box)
    for cards in groups.values():
        first, last = cards[0].start, cards[-1].end
        above = [line.text for line in view.lines[max(0, first - _ABOVE) : first]]
        held = bisect_right(pictures, last) - bisect_left(pictures, first)
        told = any(map(_LEADERS.search, (*everywhere, *above)))
        if len(cards) < 2 or held < len(cards) or not told:
            continue
        people = [one for card in cards if (one := _on_card(view, card, live)) is not None]
        if len(people) == len(cards) and _are_people(people):
            return people
    return []


def _are_people(people: list[Person]) -> bool:
    """Whether cards name people rather than subjects or places (水利, 林业; 安徽, 云南).

    All have a post or none has, and without posts most names are longer than such words.
    """
    held = sum(bool(person.post) for person in people)
    long = sum(len(person.name) > 2 for person in people)
    return held == len(people) or (not held and long * 2 > len(people))


def _on_card(view: Shown, card: Box, live: set[int]) -> Person | None:
    """Who is named on a card: a name and, at most, his post, without a link that leads on."""
    numbers = range(card.start, card.end)
    if not 1 <= len(numbers) <= _CARD_LINES or not live.isdisjoint(numbers):
        return None
    texts = [view.lines[number].text for number in numbers]
    names = [name for text in texts if (name := _surely_a_name(text))]
    rest = [simplify(text) for text in texts if not _surely_a_name(text)]
    if len(names) != 1 or not all(posts().search(text) and not is_division(text) for text in rest):
        return None
    return Person(names[0], "，".join(rest)[:_LONGEST_POST], "", card.start)


def _surely_a_name(text: str) -> str:
    """The name that a text is, where nothing says so: no word of a menu, no longer than names."""
    name = name_in(text)
    fits = len(name) <= 3 or name.startswith(people_words("double_surnames"))
    return name if name and fits and labelled_name(name) and not names_body(name) else ""


def names_body(name: str) -> bool:
    """Whether what may be a name is rather that of an office or a subject (教育局, 政务服务)."""
    return _BODY.search(name) is not None


def leads_on(line: Line, view: Shown, name: str = "") -> bool:
    """Whether a link of a line, one that holds the name if one is given, leads to a page."""
    return any(
        piece.anchor is not None
        and name in "".join(simplify(piece.text).split())
        and _lives(view.anchors[piece.anchor].href)
        for piece in line.pieces
    )


def _lives(href: str | None) -> bool:
    """Whether an address leads to a page."""
    return href is not None and _DEAD.match(href) is None
