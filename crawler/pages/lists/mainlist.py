"""Which of a page's groups of rows is the list of its column, if it has one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from crawler.pages.condition.emptiness import says_blank
from crawler.pages.lists.articletraces import shows_article
from crawler.pages.lists.hiding import (
    Spot,
    has_tabs,
    is_seen,
    is_wholly_hidden,
    spots,
    stands_beside,
)
from crawler.pages.lists.leadinggroups import government_of, is_post, under_posts, yields_to
from crawler.pages.lists.listframes import has_pager, more_link
from crawler.pages.lists.listheads import (
    awaits_rows,
    heads_another,
    is_foreign,
    is_headed,
    is_plain,
)
from crawler.pages.lists.listrating import ASIDE_FACTOR, LONGEST_NAME, SHORT_ROWS, Rated, rate
from crawler.pages.lists.namedrows import NAMED, heads_others, is_of_somebody, names_such
from crawler.pages.lists.rowplaces import folder_of, leads_to_pages, lies_in_another
from crawler.pages.lists.rows import DATED, Group, Row
from crawler.pages.lists.rowtitles import main_link
from crawler.pages.lists.shapes import shape
from crawler.pages.markup.fileaddresses import PAPER
from crawler.pages.markup.layout import ASIDE, Layout
from crawler.pages.words.leader_words import may_be_name
from crawler.pages.words.roles import is_hub, roles_of, roles_table
from crawler.pages.words.text import key
from crawler.pages.words.wording import pattern
from crawler.portals.roles import Role

_NOT_PLAIN = SHORT_ROWS | {Role.MESSAGE_BOARD}
"""Roles of whose rows 最新信息 does not speak, unless a pager tells that they are the column's."""
_WHOLES = frozenset({Role.HOME, Role.PLATFORM, Role.STATUTORY_CONTENT})
"""Roles of columns whose parts are of every kind."""
_OF_TEXTS = frozenset({
    Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS, Role.NEWS, Role.NOTICES,
    Role.MESSAGE_BOARD, Role.CONSULTATIONS, Role.CONSULTATION_FEEDBACK, Role.RESPONSES,
})  # fmt: skip
"""Roles of whose things a year is no name, as it is of a report or a budget."""
_YEAR = re.compile(r"(?:19|20)\d\d年?度?(?:文件|信息)?")
_TURN = pattern("turn")
_FILE = re.compile(rf"(?:{PAPER}|\.txt)$", re.I)
_ARTICLE = 300
_FAR_LONGER = 3
"""Times as many dated rows as all others on the page that make a list by far the longest."""
_LIST_ROWS = 5
_HUB = 3
"""Previews from which a page is a hub rather than a column with boxes beside its list."""


@dataclass(frozen=True)
class Choice:
    """The groups that make up the list; `hub` is true if the page only previews several lists,
    `foreign` if its lists stand under the names of something else, and its own name over nothing.
    """

    groups: tuple[Group, ...] = ()
    hub: bool = False
    foreign: bool = False


def choose(
    groups: list[Group],
    layout: Layout,
    role: Role,
    column: str,
    text_chars: int = 0,
    path: Collection[str] = (),
    *,
    pieces: Sequence[str] = (),
) -> Choice:
    """The main list among the groups of a page.

    A page that shows several small lists, each with its own heading and a link to more, is a
    hub: of those only boxes whose heading speaks for the role asked for are taken. `text_chars`
    counts the page's own text beside all rows: an article's related links are no list. `path` are
    the steps of the breadcrumb: under the name of a column above that has no list of its own
    (机构概况) the list is no other's. `pieces` are the page's own text beside all rows.
    """
    groups = [_without_columns(group) for group in groups]
    years: list[Group] = []
    if role in _OF_TEXTS:
        years = [group for group in groups if _are_years(group)]
        groups = [group for group in groups if group not in years or not _are_folders(group)]
    rated = [one for group in groups if (one := rate(group, layout, role, column)) is not None]
    rated = _without_hidden_tabs(rated)
    if role in NAMED and rated:
        known, rated = rated, _of_names(rated, role, column, layout)
        if not rated:  # nobody can tell whose names they are
            return Choice(foreign=not all(one.aside for one in known))
    if len(rated) == 1 and rated[0].nowhere:
        rated = [replace(rated[0], preview=False)]  # of what else would it be the beginning
    if not rated:
        return Choice(hub=bool(years))
    if not roles_table()[role].single:
        plain = [one for one in rated if _is_plainly_headed(one, layout)]
        rivals = [one for one in groups if _is_rival(one, role, layout)] if plain else []
        alone = plain and not (role in _NOT_PLAIN or says_blank(pieces))
        alone = alone and not shows_article(pieces, groups, layout, (column, *path))
        dated = sum(map(_dated, rated))
        theirs = [
            one
            for one in plain
            if (
                not any(has_pager(rival.box) for rival in _others(rivals, one))
                if one.paged
                else alone
                and _dated(one) > (dated - _dated(one)) * _FAR_LONGER
                and not _others(rivals, one)
                and not heads_another(layout, column, one.group.box)
                and not awaits_rows(layout, one.group.box)
                and not lies_in_another(one.group, layout.page)
            )
        ]
        rated = [_unheaded(one) if any(one is it for it in theirs) else one for one in rated]
    best = max(rated, key=lambda one: one.score)
    previews = [one for one in rated if one.preview]
    whole = [one for one in rated if not one.preview and not one.aside]
    titled = [one for one in whole if key(one.heading) and key(one.heading) == key(column)]
    if best.preview and (titled or (whole and len(previews) < _HUB)):
        best = max(titled or whole, key=lambda one: one.score)
    if best.aside and whole:
        best = max(whole, key=lambda one: one.score)
    if role is Role.LEADERS and any(one is best for one in whole):
        best = _of_leaders(whole, best, layout)
        at = next(at for at, one in enumerate(whole) if one is best)
        alike = [
            n for n, one in enumerate(whole)
            if one is best or (_is_alike(one, best) and _is_of_names(one, layout))
        ]  # fmt: skip
        heads = [_over(whole[n], layout) for n in alike]
        leading = tuple(alike[n] for n in under_posts(heads, alike.index(at)))
        if leading == (at,):
            leading = government_of([one.heading for one in whole], at)
        if leading != (at,):
            return Choice(tuple(whole[number].group for number in leading))
    if _is_only_list(best, rated, column) and role in dict(roles_of(column)):
        return Choice((best.group,))
    if best.preview and len(previews) > 1:
        own = tuple(
            one.group for one in previews if any(r == role for r, _ in roles_of(one.heading))
        )
        return Choice(own, hub=True, foreign=not layout.headings_named(column))
    if not key(best.heading) and _of_other_tabs(layout.tabs_over(best.group.box), role, column):
        return Choice(foreign=True)
    files = all(_FILE.search(link.url) for row in best.group.rows for link in row.links)
    undated = sum(row.dated for row in best.group.rows) * 2 < len(best.group.rows)
    attached = files and (undated or len(best.group.rows) <= 5)
    if _foreign(best, layout, role, column):
        another = (
            best.side or best.preview or is_headed(layout, column, best.heading, best.group.box)
        )
        apart = another or (best.aside and roles_table()[role].single)
        if apart or not _is_above(best.heading, path):
            return Choice(foreign=not apart)
    if text_chars > _ARTICLE and (best.aside or attached):
        return Choice()
    taken = [best.group]
    if has_tabs(best.group):
        taken += [one.group for one in rated if one is not best and _is_one_of_several(one, best)]
    return Choice(tuple(group for group in groups if any(group is one for one in taken)))


def _without_columns(group: Group) -> Group:
    """A group without those rows among dated ones that have no day and bear a column's name.

    One that leads to an article in the folder of the dated ones is a row of the list.
    """
    dated = sum(row.dated for row in group.rows)
    if not dated < len(group.rows) <= dated * 2:
        return group
    folders = {folder_of(row) for row in group.rows if row.dated}
    rows = (
        row
        for row in group.rows
        if row.dated or not _names_column(row) or folder_of(row) in folders - {""}
    )
    return replace(group, rows=tuple(rows))


def _are_years(group: Group) -> bool:
    """Whether the things of a group are called by a year alone."""
    labels = [key(link.label) for row in group.rows for link in row.links]
    return bool(labels) and all(map(_YEAR.fullmatch, labels))


def _are_folders(group: Group) -> bool:
    """Whether things called by a year are folders that hold it: no files, and none has a day."""
    files = (_FILE.search(link.url) for row in group.rows for link in row.links)
    return not any(files) and not any(row.dated and _is_dated_beside(row) for row in group.rows)


def _is_dated_beside(row: Row) -> bool:
    """Whether a date stands in a row beside what its links say."""
    text = row.text
    for link in row.links:
        text = text.replace(link.label, " ", 1)
    return DATED.search(text) is not None


def _names_column(row: Row) -> bool:
    label = link.label if (link := main_link(row)) is not None else ""
    return len(key(label)) <= LONGEST_NAME and (is_hub(label) or bool(roles_of(label)))


def _of_names(rated: list[Rated], role: Role, column: str, layout: Layout) -> list[Rated]:
    """The groups whose rows name such people or offices; where all of them stand under another
    name than the column's, those under none as well. If there are neither, all but those under the
    name of a menu, or of links to other bodies.
    """
    told = [(one, _is_own(one, role, column), names_such(one.group.rows, role)) for one in rated]
    if any(own for _, own, _ in told) and not any(own and named for _, own, named in told):
        return [
            one
            for one, own, named in told
            if own or (named and not heads_others(one.heading, role))
        ]
    sure = [one for one, _, named in told if named and is_post(_over(one, layout))]
    return [one for one, _, named in told if named or _names_alike(one, sure, layout)] or [
        one for one in rated if not heads_others(one.heading, role)
    ]


def _over(one: Rated, layout: Layout) -> str:
    """The heading over the rows of a list: that of its box may be another."""
    return layout.heading(one.group.rows[0].nodes[0])


def _of_leaders(lists: list[Rated], best: Rated, layout: Layout) -> Rated:
    """The best of the lists, or of those like it that stand under posts, where it speaks of others
    or names nobody."""
    alike = [one for one in lists if _is_alike(one, best) and is_post(_over(one, layout))]
    if _is_of_names(best, layout):
        over = _over(best, layout)
        alike = [one for one in alike if yields_to(over, _over(one, layout))]
    return max(alike, key=lambda one: one.score, default=best)


def _is_of_names(one: Rated, layout: Layout) -> bool:
    """Whether a list stands under a post, or all its rows are names, with posts or without."""
    return is_post(_over(one, layout)) or all(map(is_of_somebody, one.group.rows))


def _names_alike(one: Rated, sure: list[Rated], layout: Layout) -> bool:
    """Whether all rows of a list below a post stand where others of its kind, below posts as well,
    have names, and may be such too."""
    links = [main_link(row) for row in one.group.rows]
    named = all(link is not None and may_be_name(link.label) for link in links)
    return named and is_post(_over(one, layout)) and any(_is_alike(one, it) for it in sure)


def _is_own(one: Rated, role: Role, column: str) -> bool:
    return key(one.heading) in ("", key(column)) or role in dict(roles_of(one.heading))


def _is_alike(one: Rated, best: Rated) -> bool:
    """Whether the boxes of two lists are of one kind, and they or those round them side by side."""
    there = {spot for spot, _ in spots(best.group)}
    alike = shape(one.group.box) == shape(best.group.box)
    return alike and any(spot in there for spot, _ in spots(one.group))


def _is_one_of_several(one: Rated, best: Rated) -> bool:
    """Whether a list is shown beside the best, which has hidden tabs, and under no other name:
    it is not left out where what is hidden is taken.
    """
    same = key(one.heading) == key(best.heading) and not one.aside and not best.aside
    return same and stands_beside(one.group, best.group)


def _without_hidden_tabs(rated: list[Rated]) -> list[Rated]:
    """All but the hidden lists that take their turn with a shown one of no other name.

    Their boxes, or those round them, stand side by side and are of one kind.
    """
    shown: dict[tuple[str, Spot], set[int]] = defaultdict(set)
    for one in rated:
        if not one.aside and is_seen(one.group):
            for spot, box in spots(one.group):
                shown[key(one.heading), spot].add(box)
    return [
        one
        for one in rated
        if not is_wholly_hidden(one.group)
        or not any(
            (there := shown.get((key(one.heading), at))) and (len(there) > 1 or box not in there)
            for at, box in spots(one.group)
        )
    ]


def _is_only_list(best: Rated, rated: list[Rated], column: str) -> bool:
    """Whether a preview with dated rows, under no heading of its own, is the only list on the
    page: beside it stand but single rows, such as the picture of the newest.
    """
    rows = best.group.rows
    others = [one for one in rated if one is not best]
    return (
        best.preview
        and not best.aside
        and key(best.heading) in ("", "首页", key(column))  # 首页 is the crumb's
        and best.group.box.css_first("h1, h2, h3, h4, h5, h6") is None
        and len(rows) >= _LIST_ROWS
        and all(row.dated for row in rows)
        and bool(others)
        and all(len(one.group.rows) == 1 for one in others)
    )


def _of_other_tabs(tabs: list[str], role: Role, column: str) -> bool:
    """Whether of the tabs over a list, of which none is marked, the first, which pages show as
    they open, is that of another kind, and none that of the column.
    """
    own = any(key(tab) == key(column) or role in dict(roles_of(tab)) for tab in tabs)
    apart = bool(tabs) and not own and role not in _WHOLES
    return apart and is_foreign(tabs[0], role, elsewhere=False)


def _is_above(heading: str, path: Collection[str]) -> bool:
    """Whether a heading is the name of a column above that is one text, and so has no rows."""
    above = key(heading) in {key(step) for step in path}
    return above and all(roles_table()[role].single for role, _ in roles_of(heading))


def _is_plainly_headed(one: Rated, layout: Layout) -> bool:
    """Whether a list in the page's main part stands under a heading that tells nothing of whose
    it is (最新文件, 信息列表).
    """
    return not one.preview and is_plain(one.heading) and layout.region(one.group.box) == "main"


def _is_rival(group: Group, role: Role, layout: Layout) -> bool:
    """Whether rows in the page's main part may be those of its column: they lead to pages of the
    site, not to columns, and stand neither in a box of something else nor before a link to more.
    """
    labels = [link.label for row in group.rows if (link := main_link(row)) is not None]
    if layout.region(group.box) != "main" or all(map(_TURN.search, labels)):
        return False
    if sum(map(_names_column, group.rows)) * 3 > len(group.rows):
        return False
    if not leads_to_pages(group, layout.page.url, numbered=True):
        return False
    heading = layout.heading(group.box)
    other = ASIDE.search(heading) or is_foreign(heading, role, elsewhere=True)
    return role in dict(roles_of(heading)) or (not other and more_link(group.box) is None)


def _others(groups: list[Group], one: Rated) -> list[Group]:
    return [group for group in groups if group.box.mem_id != one.group.box.mem_id]


def _dated(one: Rated) -> int:
    return sum(row.dated for row in one.group.rows)


def _unheaded(one: Rated) -> Rated:
    score = one.score / ASIDE_FACTOR if one.aside else one.score
    return replace(one, heading="", aside=False, score=score)


def _foreign(best: Rated, layout: Layout, role: Role, column: str) -> bool:
    """Whether the only list on the page is a box of something else: the column itself is empty."""
    if not key(best.heading) or key(best.heading) == key(column):
        return False
    if role in dict(roles_of(best.heading)):
        return False
    if best.aside or best.preview:
        return True
    elsewhere = heads_another(layout, column, best.group.box)
    return is_foreign(best.heading, role, elsewhere=elsewhere) and role in dict(roles_of(column))
