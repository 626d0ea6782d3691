"""Leaders in running lines: a name that begins a line or fills it, and duties below."""

from __future__ import annotations

from dataclasses import replace

from crawler.pages.labels import labels_of
from crawler.pages.leader_words import is_division, name_in, posts
from crawler.pages.leaderheads import Heads, spoken_of
from crawler.pages.leaderlines import Person, person_of
from crawler.pages.leaderposts import is_office, named_behind
from crawler.pages.outline import outline
from crawler.pages.page import Page
from crawler.pages.pairs import pairs_of
from crawler.pages.shown import Line, Shown
from crawler.pages.text import key, simplify

# fmt: off
_OF_THE_PAGE = frozenset({
    "index_number", "number", "issuer", "signed_on", "issued_on", "published_on", "validity",
    "effective_on", "repealed_on", "category",
})
# fmt: on
_LONGEST_POST = 60
_OWN_TABLE = 3
"""Labels of a page's own data (索引号, 发布机构) from which they are a table of it."""


def people_of_paragraphs(page: Page, view: Shown) -> list[Person]:
    """People named at the start of a line, their duties in it or in the lines below."""
    layout = outline(page)
    resume = {key(word) for word, slug in labels_of("leader").items() if slug == "resume"}
    people: list[Person] = []
    orphan: list[str] = []
    name_line, held = -1, ""
    in_resume = False
    about, above = _about_the_page(page, view), spoken_of(page)
    text_lines = range(layout.content_start, min(layout.content_end, layout.footer))
    posts_first = _posts_first(view, text_lines)
    for number in text_lines:
        line = view.lines[number]
        text = simplify(_spaced(line))
        # A heading below other names ends what is said of these: they are a list beside its page.
        titles = number == layout.title_line and not (people and names_one(line))
        if line.template or titles or number in about or above[number] is Heads.OTHERS:
            continue
        if key(text) in resume:
            in_resume = True
            continue
        if key(text) in labels_of("leader"):
            in_resume = False
        named = person_of(text)
        if named is not None:
            people.append(
                Person(named[0], named[1], named[2] if is_division(named[2]) else "", number)
            )
            in_resume = False
            continue
        if name_in(text) and len(text) <= 5:
            held = _office_in(view, number - 1)
            held = held if posts_first or held.endswith((":", "：")) else ""
            people.append(Person(name_in(text), held.rstrip(":："), "", number))
            name_line, in_resume = number, False
            continue
        if (
            people
            and name_line == number - 1
            and not held
            and not posts_first
            and len(text) <= _LONGEST_POST
            and posts().search(text)
            and not text.endswith((":", "："))
            and not is_division(text)
        ):
            people[-1] = replace(people[-1], post=text)
            continue
        if in_resume or not is_division(text) or line.link_chars * 2 > len(text):
            continue
        if any(named_behind(text)):  # 分管副局长：张三、李四
            continue
        if people:
            said = f"{people[-1].division} {text}".strip()
            people[-1] = replace(people[-1], division=said)
        else:
            orphan.append(text)
    if orphan and not people:
        people.append(Person(division=" ".join(orphan), line=layout.content_start))
    return people


def _posts_first(view: Shown, lines: range) -> bool:
    """Whether each name that fills a line has its post in the line above, not in that below.

    So it is if the first of all stands below a post and the last above none.
    """
    named = [n for n in lines if len(view.lines[n].text) <= 5 and name_in(view.lines[n].text)]
    if not named or not _office_in(view, named[0] - 1):
        return False
    below = [line.text for line in view.lines[named[-1] + 1 : named[-1] + 2]]
    return not any(len(text) <= _LONGEST_POST and posts().search(text) for text in below)


def _office_in(view: Shown, number: int) -> str:
    """A line that is a post and nothing else, with the colon at its end if it has one."""
    text = "".join(simplify(view.lines[number].text).split()) if number >= 0 else ""
    return text if is_office(text.rstrip(":：")) else ""


def _about_the_page(page: Page, view: Shown) -> frozenset[int]:
    """The lines of a table that tells of the page: 索引号 and 文号 are no names of anybody."""
    pairs = [pair for pair in pairs_of(page, "document") if pair.slug in _OF_THE_PAGE]
    if len({pair.slug for pair in pairs}) < _OWN_TABLE:
        return frozenset()
    told = {number for pair in pairs for number in range(pair.start, max(pair.end, pair.start + 1))}
    labels = labels_of("document")
    return frozenset(told | {n for n, line in enumerate(view.lines) if key(line.text) in labels})


def _spaced(line: Line) -> str:
    """The text of a line, with a blank after a name that an element of its own holds."""
    first = line.pieces[0].text if len(line.pieces) > 1 else ""
    rest = line.text.removeprefix(first)
    return f"{first} {rest.strip()}" if rest != line.text and name_in(first) else line.text


def names_one(line: Line) -> bool:
    """Whether a line is a name, or names somebody with a post."""
    text = line.text
    return person_of(text) is not None or (len(text) <= 5 and name_in(text) != "")
