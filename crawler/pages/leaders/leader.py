"""Leaders (领导之窗) → `Leader`: a page for each, or one page with many.

Names, posts and divisions of work are taken only where the page states them; a division of work
without a name beside it is kept without one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from crawler.pages.documents.document import title_of
from crawler.pages.leaders.leaderalike import people_alike
from crawler.pages.leaders.leaderalone import named_in_brackets, person_alone
from crawler.pages.leaders.leaderduties import as_shown, duties_below, heads_duties
from crawler.pages.leaders.leaderheads import Heads, speaks_of_others, spoken_of
from crawler.pages.leaders.leaderindex import is_name, people_in_index
from crawler.pages.leaders.leaderitems import people_in_items
from crawler.pages.leaders.leaderlines import Person, names_one, person_of, tells_birth
from crawler.pages.leaders.leadernames import leads_on, people_by_labels, people_on_cards
from crawler.pages.leaders.leaderoffices import leads_nothing
from crawler.pages.leaders.leaderparagraphs import people_of_paragraphs, stands_past_names
from crawler.pages.leaders.leaderposts import people_below_posts, people_by_posts
from crawler.pages.leaders.leadertables import people_of_tables
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.panels import with_panels
from crawler.pages.markup.shown import Line, Shown, shown
from crawler.pages.task import Purpose, Task
from crawler.pages.words.labels import is_placeholder, labels_of, people_words
from crawler.pages.words.leader_words import is_division, name_in, name_told, posts
from crawler.pages.words.masking import mask
from crawler.pages.words.text import clean, key, simplify
from crawler.records.model import Leader, Snapshot

_LONGEST = 4_000
_NO_TITLE = re.compile(r"[\u3400-\u9fff\d]{2,24}(?:政府|[局委厅办署院]|委员会|办公室|工作报告)")
_MOST = 200


def read_leaders(page: Page, task: Task, snapshot: Snapshot) -> tuple[Leader, ...]:
    """The leaders of a page. A leader's own page gives one, a list those shown with a division of
    work and whoever an index beside names with his post or, where no duties are shown, those
    named with a post who have no page of their own, whoever heads one of several like items, and
    whoever stands beside the labels 姓名 and 职务; what is marked as former is not `present`.
    Whoever is named above duties that could not be told to be his is given too, as `unread`. Nobody
    is given of whom neither name nor division of work is told; duties of nobody known are kept, for
    they may be those sought, as `unread`."""
    people = _people(page)
    opened = with_panels(page, speaks_of_others)
    if opened is not None and _shows_more(task, opened, behind := _people(opened), page, people):
        page, people = opened, behind
    view = shown(page)
    if not view.lines:  # a <title> alone, that of a shell, tells of nobody
        return ()
    if task.purpose is Purpose.DETAIL:
        people = _without_colleagues(page, view, people)
    named = {one.name for one in people if one.name and one.division}
    items = people_in_items(page, task.label, named)
    if task.purpose is Purpose.DETAIL and len(people) > 1:
        behind = people_by_posts(page, view, task.label) if not named else []
        people = _once_each(people + items + behind)
    if task.purpose is Purpose.DETAIL and len(people) <= 1:
        alone = person_alone(page, view, task, people)
        index = people_in_index(page, task.label, unlinked=True)
        people = [] if alone.division or _is_titled(page, task, alone) else (
            _several(people_by_labels(page, view, task.label), alone)
            or _named(page, view, task, alone)
        )  # fmt: skip
        people = people or [one for one in [alone] if one.division or _is_somebody(one, view)]
        if task.entry is None and any(one.name == alone.name for one in index):
            people = _once_each([*people, *index])
    elif task.purpose is not Purpose.DETAIL:
        told = [person for person in people if person.division]
        if told:
            head = named_in_brackets(page, view) if len(told) == 1 else None
            if head is not None and told[0].name in ("", head[0]):
                told = [replace(told[0], name=head[0], post=told[0].post or head[1])]
            rows = [one for one in people_of_tables(page, view) if not one.division]
            alike = people_alike(view, people)
            people = [*told, *_passed_over(page, view, told, task.label), *rows, *items, *alike]
            people += people_below_posts(page, view, task.label)
            people += people_in_index(page, task.label)
        else:
            above = {one.name for one in _passed_over(page, view, [], task.label)}
            people = [replace(p, unread=p.unread or p.name in above) for p in people
                      if p.name and p.post
                      and not _linked(view, p) and not leads_nothing(p.post)]  # fmt: skip
            people += items + people_by_posts(page, view, task.label)
            people = _once_each(people) or _named(page, view, task)
            people += people_in_index(page, task.label, unlinked=True)
        people = _once_each(people + _labelled(page, view, people, task.label))
    if task.purpose is Purpose.DETAIL and len(people) == 1 and not people[0].division:
        labelled = any(map(heads_duties, view.lines[: outline(page).footer]))
        people = [replace(people[0], unread=people[0].unread or labelled)]
    people = _in_office(page, task, [*map(as_shown, people)])
    found: list[Leader] = []
    for rank, person in enumerate(people[:_MOST], 1):
        url = task.url if len(people) == 1 else f"{task.url.partition('#')[0]}#{rank}"
        found.append(Leader(
            url=url, title=_titled(page, task, person, several=len(people) > 1),
            role=task.role, snapshot=snapshot,
            name=person.name, post=_unlabelled(person.post),
            division=mask(person.division[:_LONGEST]),
            present=not _is_former(person, page, task), unread=person.unread or not person.name,
        ))  # fmt: skip
    return tuple(found)


def _in_office(page: Page, task: Task, people: list[Person]) -> list[Person]:
    """Those people who hold or held a post that leads, and are not told of as anything else.

    Whose duties the page tells is a leader whatever his post is called.
    """
    above, title = spoken_of(page, task.label), max(outline(page).title_line, 0)
    return [
        one for one in people
        if (said := above[one.line or title]) is not Heads.OTHERS
        and (one.division or not (leads_nothing(one.post) or said is Heads.UNIT))
    ]  # fmt: skip


def _without_colleagues(page: Page, view: Shown, people: list[Person]) -> list[Person]:
    """Those whom a leader's own page tells of, without those whom the list beside him links."""
    own = any(person.division for person in people) or people_by_labels(page, view)
    if not own:
        return people
    return [one for one in people if one.division or not leads_on(view.lines[one.line], view)]


def _is_titled(page: Page, task: Task, person: Person) -> bool:
    """Whether a page, or the row that led to it, is headed by somebody's name."""
    row = task.entry.title if task.entry is not None else task.label
    heads = (row, outline(page).title, page.title)
    return person.name != "" and any(person.name in key(head) for head in heads)


def _is_somebody(person: Person, view: Shown) -> bool:
    """Whether a name may be somebody's: what has but a surname before three characters (文物保护)
    only beside a post, or where a line tells when he was born."""
    sure = person.post or is_name(person.name) or not name_in(person.name)
    sure = sure or any(tells_birth(line.text) for line in view.lines if not line.template)
    return bool(person.name and sure)


def _several(people: list[Person], alone: Person) -> list[Person]:
    """These people, if they are several and the one whom a page gives is among them."""
    found = _once_each(people)
    named = not alone.name or any(person.name == alone.name for person in found)
    return found if len(found) > 1 and named else []


def _named(page: Page, view: Shown, task: Task, alone: Person | None = None) -> list[Person]:
    """Those whom nothing but their post, or their picture, tells to be leaders.

    Where the page gives one already, several among whom he is.
    """
    if alone is not None and alone.name:
        return _several(people_by_posts(page, view, task.label), alone)
    found = people_by_posts(page, view, task.label) or people_on_cards(page, view, task.label)
    return _once_each(found)


def _labelled(page: Page, view: Shown, people: list[Person], label: str) -> list[Person]:
    """Those named beside labels of whom nothing else is known; as `unread` above duties.

    Only below a heading of leaders: what others are charged with says nothing of theirs.
    """
    known, above = {person.name for person in people if person.post}, spoken_of(page, label)
    named = people_by_labels(page, view, label)
    stops = [*(person.line for person in named[1:]), outline(page).footer]
    return [
        replace(person, unread=above[person.line] is Heads.LEADERS
                and _is_above_duties(view, person, stop))
        for person, stop in zip(named, stops, strict=False) if person.name not in known
    ]  # fmt: skip


def _unlabelled(post: str) -> str:
    """A post without the label that stands in the same line (职务：副县长)."""
    label, colon, rest = simplify(post).partition(":")
    if not colon:
        label, colon, rest = simplify(post).partition("：")
    named = colon and labels_of("leader").get(key(label)) == "post"
    return rest.strip() if named and rest.strip() else post


def _titled(page: Page, task: Task, person: Person, *, several: bool) -> str:
    """The title of a leader's record: the name where the page's title is none of a leader's.

    Where nobody is named either, it is the label under which the page was found. The title of a
    page that tells of `several`, one below a name, and one of somebody whom the <title> or the
    row that led here names, is that of a leader only if it names him: it may head a menu beside.
    """
    title = title_of(page, task)
    foreign = key(title) in {"", *labels_of("leader")} or _NO_TITLE.fullmatch(title) is not None
    row = task.entry.title if task.entry is not None else ""
    called = person.name != "" and any(person.name in key(text) for text in (page.title, row))
    if several or called or _heads_others(page, person):
        foreign = foreign or person.name not in key(title)
    return (person.name or task.label or title) if foreign else title


def _heads_others(page: Page, person: Person) -> bool:
    """Whether what was taken for the title of a page stands below somebody named on it.

    An <h1> is the title of all the page, unless another stands above that person.
    """
    at, lines = outline(page).title_line, shown(page).lines
    if not 0 < person.line < at:
        return False
    return lines[at].tag != "h1" or any(one.tag == "h1" for one in lines[: person.line + 1])


def _people(page: Page) -> list[Person]:
    view = shown(page)
    readings = (people_of_tables(page, view), _of_cards(page, view), [*people_of_paragraphs(page)])
    # Of the three ways to read the page the one that tells most people apart is right.
    # Nothing is told of whoever is but a link of a list; more posts decide where all is alike.
    return _once_each(max(readings, key=lambda one: (
        _told(one), -_told([p for p in one if leads_on(view.lines[p.line], view)]),
        sum(bool(p.post) for p in one),
    )))  # fmt: skip


def _passed_over(page: Page, view: Shown, told: list[Person], label: str) -> list[Person]:
    """Those whom the page names above words of duties, but to whom no duties were given.

    Whoever has but an empty field for them is one: a script, a tip or a picture may fill it.
    """
    named, known = people_of_paragraphs(page), {person.name for person in told}
    starts = {one.line for one in (*named, *people_by_labels(page, view, label))}
    stops = sorted((*starts, outline(page).footer))
    return [
        replace(one, division="", unread=True)
        for one in sorted(named, key=lambda person: person.line)
        if one.name and one.name not in known and not _linked(view, one)
        and _is_above_duties(view, one, stops[min(bisect_right(stops, one.line), len(stops) - 1)])
    ]  # fmt: skip


def _is_above_duties(view: Shown, person: Person, stop: int) -> bool:
    """Whether words of duties, or a label of some, follow a name before `stop`."""
    return any(map(_tells_duties, view.lines[person.line + 1 : stop]))


def _shows_more(task: Task, opened: Page, behind: list[Person], page: Page,
                people: list[Person]) -> bool:  # fmt: skip
    """Whether a page with its panels opened tells of more people than it does with them closed."""
    told = _told(behind), _told(people)
    if told[0] != told[1] or not told[0] or task.purpose is Purpose.DETAIL:
        return told[0] > told[1]
    return len(people_in_index(opened, task.label)) > len(people_in_index(page, task.label))


def _tells_duties(line: Line) -> bool:
    own = line.link_chars * 2 <= len(line.text) and not line.template
    return own and (is_division(line.text) or heads_duties(line))


def _told(people: list[Person]) -> int:
    """How many are shown with a division of work."""
    return sum(bool(person.division) for person in people)


def _linked(view: Shown, person: Person) -> bool:
    """Whether the line that names a person leads elsewhere, such as to his own page, or may.

    A name alone in a link may be a tile; with a post beside it, it leads where its address does.
    """
    line = view.lines[person.line]
    beside = line.link_chars > 0 and person_of(line.text) is not None
    return leads_on(line, view) if beside else line.link_chars > 0


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
            both = (old, person)
            unread = any(one.unread and (one.division or not division) for one in both)
            # The post that stands over his duties is more surely his than that beside a tab.
            surely = bool(person.division and person.post and not old.division)
            post = person.post if surely else old.post or person.post
            found[name] = replace(old, post=post, division=division, unread=unread)
    return list(found.values())


# --- layouts --------------------------------------------------------------------------------


def _of_cards(page: Page, view: Shown) -> list[Person]:
    """People whose 姓名, 职务 and 分工 stand beside labels, one after the other."""
    footer = outline(page).footer
    every = pairs_of(page, "leader")
    pairs = [pair for pair in every
             if pair.slug in ("name", "post", "division") and pair.start < footer
             and not view.lines[pair.start].template and not is_placeholder(pair.raw)
             # Who stands below words of duties is none of them: 领导分工 may head a whole page.
             and (pair.slug != "division" or is_division(pair.raw) or not person_of(pair.raw))
             ]  # fmt: skip
    if not any(pair.slug == "division" for pair in pairs):
        return []
    people: list[Person] = []
    current, passed = Person(), 0  # from his line to `passed` nobody is named
    starts = [*sorted(pair.start for pair in every), footer]
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
            if current.division and not _continues(view, max(passed, current.line + 1), pair):
                people.append(current)
                current = Person(line=pair.start)
            passed = pair.start if current.division else passed
            said = text if pair.whole else f"{clean(pair.label)}：{text}"
            said += _rest_of(view, pair, starts)
            current = replace(current, division=f"{current.division} {said}".strip(),
                              line=current.line or pair.start)  # fmt: skip
    people.append(current)
    if len(people) > 1 or not people[0].name:
        people = [_with_heading(view, person) for person in people]
    return [person for person in people if person.division]


def _continues(view: Shown, start: int, pair: Pair) -> bool:
    """Whether a further 分管 or 联系 belongs to the person before: nobody is named from `start`."""
    return not any(map(names_one, view.lines[start : pair.start]))


def _rest_of(view: Shown, pair: Pair, starts: list[int]) -> str:
    """Lines after a short label's line that go on about the division of work.

    They end where the next of the `starts` does: of a label, or of the foot of the page.
    """
    limit = starts[min(bisect_right(starts, pair.start), len(starts) - 1)]
    parts, below = list[str](), duties_below(view, pair.start)
    for number in range(pair.end, min(limit, starts[-1], pair.end + 30)):
        line = view.lines[number]
        told = is_division(line.text) or number in below
        if line.link_chars * 2 > len(line.text) or not told:
            break
        if names_one(line):
            break
        parts.append(simplify(line.text))
    return (" " + " ".join(parts)) if parts else ""


def _with_heading(view: Shown, person: Person) -> Person:
    """A person without a labelled name: the nearest line above that is a name or names one.

    Not one of several who are but named in a box that ends above: the duties may be anybody's.
    """
    if person.name:
        return person
    post = person.post
    for number in range(person.line - 1, max(-1, person.line - 7), -1):
        line = view.lines[number]
        if names_one(line) and stands_past_names(view, number, person.line):
            break
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


def _is_former(person: Person, page: Page, task: Task) -> bool:
    words = people_words("former")
    if person.post.startswith(("原", "前")) or any(word in person.post for word in words):
        return True
    called = [task.label, "" if _heads_others(page, person) else outline(page).title]
    if any(word in head for head in called for word in words):
        return True
    return spoken_of(page, task.label)[person.line] is Heads.FORMER
