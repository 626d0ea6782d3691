"""Leaders in running lines: a name that begins a line or fills it, and duties below."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from crawler.pages.leaders.leaderduties import duties_below
from crawler.pages.leaders.leaderheads import Heads, spoken_of
from crawler.pages.leaders.leaderlines import (
    Person,
    closed_up,
    lives_in,
    name_alone,
    names_one,
    person_of,
    spaced,
    tells_years,
)
from crawler.pages.leaders.leadernames import leads_on
from crawler.pages.leaders.leaderoffices import is_office
from crawler.pages.leaders.leaderplaces import (
    HEADINGS,
    heading_post,
    kind_at,
    kinds_of_names,
    may_name,
    names_by_place,
    office_in,
)
from crawler.pages.leaders.leaderposts import named_behind
from crawler.pages.leaders.leadertext import is_tab_beside, lines_of_text
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Line, Shown, shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.leader_words import (
    begins_duty,
    describes,
    is_division,
    posts,
)
from crawler.pages.words.text import key, simplify

# fmt: off
_OF_THE_PAGE = frozenset({
    "index_number", "number", "issuer", "signed_on", "issued_on", "published_on", "validity",
    "effective_on", "repealed_on", "category",
})
# fmt: on
_LONGEST_POST = 60
_LISTS = frozenset({"ul", "ol", "table", "dl"})
_MANY_HOLD = re.compile(r"(?<!常务)副|成员|[^任]委员|常委|调研员|巡视员|助理|工程师")
"""Posts that several hold: of each other a body has but one."""
_SHAPE_OF_NAME = re.compile(
    r"[\u3400-\u9fff]{2,5}|[\u3400-\u9fff] [\u3400-\u9fff]|[\u3400-\u9fff]+·[\u3400-\u9fff·]+"
)
_PARTS = re.compile(r"[、，,；;]")
_DEPUTY = re.compile(r"常务|副")
_WORDS = re.compile(r"[\u3400-\u9fff·\s]{2,16}")
"""A line of few words that is no sentence and states no value."""
_UNIT = re.compile(r"[\u3400-\u9fff、（）()]{1,12}(?:[科股室处队站所]|中心)")
_ITS_DUTIES = re.compile(r"(?:主要|具体)?(?:负责|承担|职责)")
_IN_CHARGE_OF = re.compile(r"(?:分管|主管|协管|联系)[\u3400-\u9fff]{0,6}[:：]?")
"""A label over the offices in somebody's charge."""
_NEAR_BOXES = 8
"""Boxes in one another that may stand between a name and the list that it is in."""
_NEAR_LINES = 5
"""Lines back to the name before, in a list of names with posts."""
_OWN_TABLE = 3
"""Labels of a page's own data (索引号, 发布机构) from which they are a table of it."""


@lru_cache(maxsize=2)
def people_of_paragraphs(page: Page) -> tuple[Person, ...]:
    """People named at the start of a line, their duties in it or in the lines below.

    What stands below a heading that may name somebody not known by his name is nobody's before
    him; of whom neither name nor post is told is none, unless he is the only one.
    """
    layout, view = outline(page), shown(page)
    resume = {key(word) for word, slug in labels_of("leader").items() if slug == "resume"}
    people: list[Person] = []
    orphan: list[str] = []
    name_line, post_line, held = -1, -1, ""
    headed: Line | None = None  # the heading that a post held by several is
    in_resume, said = False, range(0)
    about, above = _about_the_page(page, view), spoken_of(page)
    text_lines = lines_of_text(page)
    posts_first, kinds = _posts_first(view, text_lines), kinds_of_names(view, text_lines)
    heads_first = _heads_first(view, text_lines)
    closed, placed = _closed_up_in(view, text_lines), names_by_place(view, text_lines)
    texts = ((n, text) for n in text_lines for text in lives_in(simplify(spaced(view.lines[n]))))
    for number, text in texts:
        line = view.lines[number]
        # A heading below other names ends what is said of these: they are a list beside its page.
        titles = number == layout.title_line and not (people and names_one(line))
        if titles:
            held, headed = "", None
        if line.template or titles or number in about or above[number] is Heads.OTHERS:
            continue
        if key(text) in resume:
            in_resume = not any(is_tab_beside(view, number, n) for n in (number - 1, number + 1))
            continue
        if key(text) in labels_of("leader"):
            in_resume = False
        said = duties_below(view, number) or said
        named = person_of(text) or closed.get(number)
        if named is not None:
            post, duties = named[1], named[2]
            over = office_in(view, number - 1) if heads_first else ""
            if over:
                headed, held = view.lines[number - 1], over
            if not post and headed is not None and is_division(duties):
                post = held.rstrip(":：") if over or _many_hold(held) else ""
            if post.startswith("兼"):  # beside another post, that of the heading
                if above_post := heading_post(view, number - 1):
                    held, headed = above_post, _heading_at(view, number - 1)
                below = headed is not None and line.tag not in HEADINGS and _many_hold(held)
                post = f"{held.rstrip(':：')}（{post}）" if above_post or below else post
            people.append(Person(named[0], post, duties if is_division(duties) else "", number))
            in_resume = False
            continue
        name, heads = name_alone(text), line.tag in HEADINGS
        unsure = not name and (heads or kind_at(view, number) in kinds)
        likely = may_name(view, number) if unsure else ""
        if likely and office_in(view, number + 1):
            name = likely
        name = name or placed.get(number, "")
        if name:
            over = office_in(view, number - 1)
            over = over if posts_first or over.endswith((":", "：")) else ""
            # A post above several names side by side is that of each, and so is a heading.
            below = headed is not None and (not heads or _is_below(line, headed))
            many = _many_hold(held) and (name_line == number - 1 or below)
            headed = _heading_at(view, number - 1) if over else headed
            held = over or (held if many else "")
            people.append(Person(name, held.rstrip(":："), "", number))
            name_line, in_resume = number, False
            continue
        parts = headed and _is_below(line, headed) and key(text) in labels_of("leader")
        duty = number in said or is_division(text) or begins_duty(text)
        like = _is_like(line, headed) and not duty
        headed = None if (heads and not parts) or _heads_anew(text) or like else headed
        if likely and heads and not (people and _is_below(line, view.lines[people[-1].line])):
            people.append(Person(line=number))
            held, in_resume = "", False
            continue
        if number in placed and (people or heading_post(view, number - 1)):
            post = heading_post(view, number - 1)
            if people and not post:  # the duties below may be his as well
                people[-1] = replace(people[-1], unread=True)
            people.append(Person(post=post, line=number))
            held, in_resume = "", False
            continue
        if people and _ends_claim(view, number, people[-1], posts_first):
            people.append(Person(line=number))
            held, in_resume = "", False
            continue
        first = people and name_line == number - 1 and not held and not posts_first
        if first and (post := _post_in(text)):
            people[-1] = replace(people[-1], post=post)
            post_line = number
            continue
        post_above = people and post_line == number - 1
        if post_above and is_office(text):
            goes_on = _goes_on(view, number) and not _excludes(people[-1].post, text)
            if goes_on and not heads:
                people[-1] = replace(people[-1], post=f"{people[-1].post}、{text}")
                post_line = number
            elif not (heads and _is_below(line, view.lines[people[-1].line])):
                people.append(Person(line=number))
            continue
        last = people[-1] if people else None
        of_duties = is_division(text) or (
            (last.name != "" if last else bool(orphan))
            and (begins_duty(text) or (number in said and not (last and last.line >= said.start)))
        )
        if in_resume or tells_years(text) or not of_duties or line.link_chars * 2 > len(text):
            continue
        if any(named_behind(text)):  # 分管副局长：张三、李四
            continue
        if not people or _is_past_list(view, people[-1].line, number):
            orphan.append(text)
        elif _is_past_names(view, people, number):
            people[-1] = replace(people[-1], unread=True)
        else:
            division = f"{people[-1].division} {text}".strip()
            people[-1] = replace(people[-1], division=division)
    told = [person for person in people if person.name or person.post]
    if not told:
        orphan += [person.division for person in people if person.division]
    if orphan and not any(person.division for person in told):
        told.append(Person(division=" ".join(orphan), line=layout.content_start))
    return tuple(told)


def _closed_up_in(view: Shown, lines: range) -> dict[int, tuple[str, str, str]]:
    """What the lines tell that begin with a post and, closed up with it, what may be a name.

    It is nobody's unless they name several people, and few lines none: one may be a sentence
    (局长应做到：…).
    """
    found = {n: one for n in lines if (one := closed_up(view.lines[n].text)) is not None}
    named = [name for name, _, _ in found.values() if name]
    several = len({*named}) > 1 and len(named) * 3 >= len(found) * 2
    return {n: one if one[0] and several else ("", "", one[2]) for n, one in found.items()}


def _heading_at(view: Shown, number: int) -> Line | None:
    """A line that is a heading, or bold as one is."""
    line = view.lines[number]
    return line if line.tag in HEADINGS or line.bold else None


def _is_like(line: Line, heading: Line | None) -> bool:
    """Whether a line stands as a heading above does: with the same element and emphasis."""
    return heading is not None and (line.tag, line.bold) == (heading.tag, heading.bold)


def _is_below(line: Line, named: Line) -> bool:
    """Whether a heading stands below that which names somebody: a part of what is said of him."""
    return named.tag in HEADINGS and line.tag > named.tag


def _post_in(text: str) -> str:
    """The post that a line below a name is; blanks in words of office stretch them (院  长)."""
    if len(text) > _LONGEST_POST or is_division(text) or text.endswith((":", "：")):
        return ""
    closed = "".join(text.split())
    return text if posts().search(text) else closed if is_office(closed) else ""


def _many_hold(post: str) -> bool:
    """Whether every part of a post is one that several hold: 党委委员、副局长."""
    return all(_MANY_HOLD.search(part) for part in _PARTS.split(post.rstrip(":：")))


def _excludes(held: str, post: str) -> bool:
    """Whether nobody holds both posts: one is that of the other's deputy, or the same again."""
    bodies = [[_DEPUTY.sub("", part) for part in _PARTS.split(said)] for said in (held, post)]
    return any(a.endswith(b) or b.endswith(a) for a in bodies[0] for b in bodies[1])


def _heads_anew(text: str) -> bool:
    """Whether a line of few words, no post, duty or label, may head what stands below it."""
    told = is_office(text) or is_division(text) or key(text) in labels_of("leader")
    return _WORDS.fullmatch(text) is not None and not told


def _ends_claim(view: Shown, number: int, before: Person, posts_first: bool) -> bool:
    """Whether a line stands where the next one's name does, at his post, whatever word it is, or
    is the name of an office above the duties of that.

    Before the post of the last one named it may tell who he is (汉族).
    """
    text = simplify(view.lines[number].text)
    beside = [simplify(line.text) for line in view.lines[max(0, number - 1) : number + 2 : 2]]
    of_duties = _IN_CHARGE_OF.fullmatch(beside[0]) is not None
    if _UNIT.fullmatch(text) and _ITS_DUTIES.match(beside[-1]) and not of_duties:
        return True
    if not (before.post or before.division) or not _SHAPE_OF_NAME.fullmatch(text):
        return False
    if is_office("".join(text.split())) or key(text) in labels_of("leader") or describes(text):
        return False
    return office_in(view, number - 1 if posts_first else number + 1) != ""


def _goes_on(view: Shown, number: int) -> bool:
    """Whether a post goes on in this line: no post above the next name, or in one element."""
    line, after = view.lines[number], view.lines[number + 1 : number + 2]
    own = line.box == view.lines[number - 1].box and all(one.box != line.box for one in after)
    return own or not any(map(names_one, after))


def _is_past_list(view: Shown, named: int, number: int) -> bool:
    """Whether a line stands behind the list of links in which somebody is named.

    Such a name leads to his own page: what follows the list is not said of him.
    """
    if not leads_on(view.lines[named], view):
        return False
    box = view.boxes[view.lines[named].box]
    while box.tag not in _LISTS and box.parent >= 0:
        box = view.boxes[box.parent]
    return box.tag in _LISTS and number >= box.end


def _is_past_names(view: Shown, people: list[Person], number: int) -> bool:
    """Whether a line follows a list of those who are but named, the last of them among others."""
    if people[-1].division or not people[-1].name or len(people) < 2:
        return False
    return not people[-2].division and stands_past_names(view, people[-1].line, number)


def stands_past_names(view: Shown, named: int, number: int) -> bool:
    """Whether a line stands below the box that holds a line that names somebody and, close above
    it, another: what follows a list of names may be said of any of them."""
    name = _name_of(view.lines[named])
    for above in range(named - 1, max(-1, named - _NEAR_LINES), -1):
        if name and _name_of(view.lines[above]) not in ("", name):
            return number >= _end_of_both(view, above, named)
    return False


def _end_of_both(view: Shown, first: int, last: int) -> int:
    """The line after the smallest box that holds both lines; the page's last if none near does."""
    box = view.boxes[view.lines[last].box]
    for _ in range(_NEAR_BOXES):
        if box.start <= first or box.parent < 0:
            break
        box = view.boxes[box.parent]
    return box.end if box.start <= first else len(view.lines)


def _posts_first(view: Shown, lines: range) -> bool:
    """Whether each name that fills a line has its post in the line above, not in that below.

    So it is if the first of all stands below a post and the last above none.
    """
    first = next((n for n in lines if name_alone(view.lines[n].text)), -1)
    if first < 0 or not office_in(view, first - 1):
        return False
    last = next(n for n in reversed(lines) if name_alone(view.lines[n].text))
    below = [line.text for line in view.lines[last + 1 : last + 2]]
    return not any(len(text) <= _LONGEST_POST and posts().search(text) for text in below)


def _heads_first(view: Shown, lines: range) -> bool:
    """Whether those who stand before their duties in one line, without posts, stand below these: a
    post is above the first of them and none below the last."""
    told = ((n, person_of(spaced(view.lines[n]))) for n in lines)
    named = [n for n, one in told if one is not None and not one[1] and is_division(one[2])]
    return (
        bool(named) and office_in(view, named[0] - 1) != "" and not office_in(view, named[-1] + 1)
    )


def _about_the_page(page: Page, view: Shown) -> frozenset[int]:
    """The lines of a table that tells of the page: 索引号 and 文号 are no names of anybody."""
    pairs = [pair for pair in pairs_of(page, "document") if pair.slug in _OF_THE_PAGE]
    if len({pair.slug for pair in pairs}) < _OWN_TABLE:
        return frozenset()
    told = {number for pair in pairs for number in range(pair.start, max(pair.end, pair.start + 1))}
    labels = labels_of("document")
    return frozenset(told | {n for n, line in enumerate(view.lines) if key(line.text) in labels})


def _name_of(line: Line) -> str:
    told = person_of(line.text)
    return told[0] if told is not None else name_alone(line.text)
