"""Leaders (领导之窗) → `Leader`: a page for each, or one page with many.

Names, posts and divisions of work are taken only where the page states them; a division of work
without a name beside it is kept without one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from crawler.pages.celltables import Pair
from crawler.pages.document import title_of
from crawler.pages.labels import is_placeholder, labels_of, people_words
from crawler.pages.leader_words import (
    is_division,
    name_in,
    name_over,
    name_told,
    posts,
)
from crawler.pages.leaderlines import Person, person_of
from crawler.pages.leadertables import people_of_tables
from crawler.pages.masking import mask
from crawler.pages.outline import outline
from crawler.pages.page import Page
from crawler.pages.pairs import pairs_of
from crawler.pages.panels import with_panels
from crawler.pages.shown import Line, Shown, shown
from crawler.pages.task import Purpose, Task
from crawler.pages.text import clean, key, simplify
from crawler.records.model import Leader, Snapshot

# fmt: off
_OF_THE_PAGE = frozenset({
    "index_number", "number", "issuer", "signed_on", "issued_on", "published_on", "validity",
    "effective_on", "repealed_on", "category",
})
# fmt: on
_OWN_TABLE = 3
"""Labels of a page's own data (索引号, 发布机构) from which they are a table of it."""
_LONGEST = 4_000
_LONGEST_POST = 60
_NO_TITLE = re.compile(r"[\u3400-\u9fff\d]{2,24}(?:政府|[局委厅办署院]|委员会|办公室|工作报告)")
_NAMED_IN = frozenset({"h1", "h2", "h3", "h4", "h5", "strong", "b"})
_POST = re.compile(r"[\u3400-\u9fff、，,（）() ·]+")
_MOST = 200


def read_leaders(page: Page, task: Task, snapshot: Snapshot) -> tuple[Leader, ...]:
    """The leaders of a page. A leader's own page always gives one, a list those shown with a
    division of work or, where none is shown, those named with a post who have no page of their
    own; what is marked as former is not `present`. Whoever is named above duties that could not
    be told to be his is given too, as `unread`."""
    people = _people(page)
    opened = with_panels(page)
    if opened is not None and _told(behind := _people(opened)) > _told(people):
        page, people = opened, behind
    view = shown(page)
    if task.purpose is Purpose.DETAIL and len(people) <= 1:
        people = [_alone(page, view, task, people)]
    elif task.purpose is not Purpose.DETAIL:
        told = [person for person in people if person.division]
        if told:
            people = told + _passed_over(page, view, told)
        else:
            people = [p for p in people if p.name and p.post and not _linked(view, p)]
    found: list[Leader] = []
    for rank, person in enumerate(people[:_MOST], 1):
        url = task.url if len(people) == 1 else f"{task.url.partition('#')[0]}#{rank}"
        found.append(Leader(
            url=url, title=_titled(title_of(page, task), person, task.label),
            role=task.role, snapshot=snapshot,
            name=person.name, post=_unlabelled(person.post),
            division=mask(person.division[:_LONGEST]),
            present=not _is_former(view, person, page, task), unread=person.unread,
        ))  # fmt: skip
    return tuple(found)


def _unlabelled(post: str) -> str:
    """A post without the label that stands in the same line (职务：副县长)."""
    label, colon, rest = simplify(post).partition(":")
    if not colon:
        label, colon, rest = simplify(post).partition("：")
    named = colon and labels_of("leader").get(key(label)) == "post"
    return rest.strip() if named and rest.strip() else post


def _titled(title: str, person: Person, label: str) -> str:
    """The title of a leader's record: the name where the page's title is none of a leader's.

    Where nobody is named either, it is the `label` under which the page was found.
    """
    foreign = key(title) in labels_of("leader") or _NO_TITLE.fullmatch(title)
    return (person.name or label or title) if foreign else title


def _people(page: Page) -> list[Person]:
    view = shown(page)
    readings = (people_of_tables(view), _of_cards(page, view), _of_paragraphs(page, view))
    # Of the three ways to read the page the one that tells most people apart is right.
    return _once_each(max(readings, key=lambda one: (_told(one), sum(bool(p.post) for p in one))))


def _passed_over(page: Page, view: Shown, told: list[Person]) -> list[Person]:
    """Those whom the page names above words of duties, but to whom no duties were given."""
    named = sorted(_of_paragraphs(page, view), key=lambda person: person.line)
    known = {person.name for person in told}
    stops = [*(person.line for person in named[1:]), outline(page).footer]
    return [
        replace(person, division="", unread=True)
        for person, stop in zip(named, stops, strict=False)
        if person.name and person.name not in known and not _linked(view, person)
        and any(_tells_duties(line) for line in view.lines[person.line + 1 : stop])
    ]  # fmt: skip


def _tells_duties(line: Line) -> bool:
    own = line.link_chars * 2 <= len(line.text) and not line.template
    return own and (is_division(line.text) or labels_of("leader").get(key(line.text)) == "division")


def _told(people: list[Person]) -> int:
    """How many are shown with a division of work."""
    return sum(bool(person.division) for person in people)


def _linked(view: Shown, person: Person) -> bool:
    """Whether the line that names a person leads elsewhere, such as to his own page."""
    return view.lines[person.line].link_chars > 0


def _once_each(people: list[Person]) -> list[Person]:
    """One entry for each name: a page may name somebody in a tab and again above the text."""
    found: dict[str, Person] = {}
    for rank, person in enumerate(people):
        name = person.name or str(rank)
        old = found.get(name)
        if old is None:
            found[name] = person
        else:
            division = old.division if person.division in old.division else (
                f"{old.division} {person.division}".strip()
            )  # fmt: skip
            found[name] = replace(old, post=old.post or person.post, division=division)
    return list(found.values())


# --- layouts --------------------------------------------------------------------------------


def _of_cards(page: Page, view: Shown) -> list[Person]:
    """People whose 姓名, 职务 and 分工 stand beside labels, one after the other."""
    footer = outline(page).footer
    every = pairs_of(page, "leader")
    pairs = [pair for pair in every
             if pair.slug in ("name", "post", "division") and pair.start < footer
             and not view.lines[pair.start].template and not is_placeholder(pair.raw)]  # fmt: skip
    if not any(pair.slug == "division" for pair in pairs):
        return []
    people: list[Person] = []
    current = Person()
    for pair in pairs:
        text = simplify(pair.raw)
        if pair.slug == "name" and (name := name_told(text)):
            if current.name or current.division:
                people.append(current)
                current = Person()
            current = replace(current, name=name, line=pair.start)
        elif pair.slug == "post":
            if current.post and current.division:
                people.append(current)
                current = Person(line=pair.start)
            current = replace(current, post=text[:100])
        elif pair.slug == "division":
            if current.division and not _continues(view, current, pair):
                people.append(current)
                current = Person(line=pair.start)
            said = text if pair.whole else f"{clean(pair.label)}：{text}"
            said += _rest_of(view, pair, every, footer)
            current = replace(current, division=f"{current.division} {said}".strip(),
                              line=current.line or pair.start)  # fmt: skip
    people.append(current)
    if len(people) > 1 or not people[0].name:
        people = [_with_heading(view, person) for person in people]
    return [person for person in people if person.division]


def _continues(view: Shown, person: Person, pair: Pair) -> bool:
    """Whether a further 分管 or 联系 belongs to the person before: nobody else is named between."""
    return not any(_names_one(line) for line in view.lines[person.line + 1 : pair.start])


def _rest_of(view: Shown, pair: Pair, pairs: tuple[Pair, ...], footer: int) -> str:
    """Lines after a short label's line that go on about the division of work."""
    limit = min([other.start for other in pairs if other.start > pair.start] + [footer])
    parts: list[str] = []
    for line in view.lines[pair.end : min(limit, pair.end + 30)]:
        if line.link_chars * 2 > len(line.text) or not is_division(line.text):
            break
        if person_of(line.text) is not None:
            break
        parts.append(simplify(line.text))
    return (" " + " ".join(parts)) if parts else ""


def _names_one(line: Line) -> bool:
    """Whether a line is a name, or names somebody with a post."""
    text = line.text
    return person_of(text) is not None or (len(text) <= 5 and name_in(text) != "")


def _with_heading(view: Shown, person: Person) -> Person:
    """A person without a labelled name: the nearest line above that is a name or names one."""
    if person.name:
        return person
    post = person.post
    for number in range(person.line - 1, max(-1, person.line - 7), -1):
        line = view.lines[number]
        named = person_of(line.text)
        if named is not None:
            return replace(person, name=named[0], post=person.post or named[1])
        if name_in(line.text):
            return replace(person, name=name_in(line.text), post=post)
        if is_division(line.text):
            break
        if not post and len(line.text) <= 40 and posts().search(line.text):
            post = line.text
    return person


def _of_paragraphs(page: Page, view: Shown) -> list[Person]:
    """People named at the start of a line, their duties in it or in the lines below."""
    layout = outline(page)
    resume = {key(word) for word, slug in labels_of("leader").items() if slug == "resume"}
    people: list[Person] = []
    orphan: list[str] = []
    name_line = -1
    in_resume = False
    about = _about_the_page(page, view)
    for number in range(layout.content_start, min(layout.content_end, layout.footer)):
        line = view.lines[number]
        text = simplify(_spaced(line))
        if line.template or number == layout.title_line or number in about:
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
            people.append(Person(name_in(text), "", "", number))
            name_line, in_resume = number, False
            continue
        if (
            people
            and name_line == number - 1
            and len(text) <= 60
            and posts().search(text)
            and (not is_division(text))
        ):
            people[-1] = replace(people[-1], post=text)
            continue
        if in_resume or not is_division(text) or line.link_chars * 2 > len(text):
            continue
        if people:
            said = f"{people[-1].division} {text}".strip()
            people[-1] = replace(people[-1], division=said)
        else:
            orphan.append(text)
    if orphan and not people:
        people.append(Person(division=" ".join(orphan), line=layout.content_start))
    return people


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


def _alone(page: Page, view: Shown, task: Task, people: list[Person]) -> Person:
    """The one leader of a page of his own; the name from label, text, title or list row."""
    person = people[0] if people else Person()
    labelled = {
        pair.slug: simplify(pair.raw)
        for pair in reversed(pairs_of(page, "leader"))
        if not view.lines[pair.start].template and not is_placeholder(pair.raw)
    }
    name = person.name or name_told(labelled.get("name", ""))
    post = person.post or labelled.get("post", "")[:100]
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
    name = name or name_over(heads, row, post)
    if not (name and post):
        headed, held = _headed(page, view, name)
        name, post = name or headed, post or held
    return replace(person, name=name, post=post)


def _headed(page: Page, view: Shown, name: str) -> tuple[str, str]:
    """The name that is a heading, that name if one is known, and the post right below it."""
    above = view.lines[: outline(page).footer]
    for line, below in pairwise(above):
        found = name_in(line.text) if line.tag in _NAMED_IN else ""
        if not found or (name and found != name):
            continue
        text = simplify(below.text)
        own = not (line.template or below.template or line.link_chars or below.link_chars)
        if own and len(text) <= _LONGEST_POST and _POST.fullmatch(text) and posts().search(text):
            return found, text
    return "", ""


def _is_former(view: Shown, person: Person, page: Page, task: Task) -> bool:
    words = people_words("former")
    if person.post.startswith(("原", "前")) or any(word in person.post for word in words):
        return True
    heads = [task.label, outline(page).title]
    heads += [line.text for line in view.lines[max(0, person.line - 40) : person.line]
              if len(line.text) <= 12 and (line.tag[:1] == "h" or line.bold)][-1:]  # fmt: skip
    return any(word in head for head in heads for word in words)
