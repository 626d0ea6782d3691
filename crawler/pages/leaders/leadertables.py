"""Leaders in tables: a row for each, under a header that names post or name, and duties; or
several side by side in a row, above one of their duties."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from crawler.pages.leaders.leaderduties import heads_duties, tells_nothing
from crawler.pages.leaders.leaderindex import is_post, named_in
from crawler.pages.leaders.leaderlines import Person
from crawler.pages.leaders.leadernames import leads_on
from crawler.pages.leaders.leaderoffices import ends_in_post
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.leader_words import is_division, name_in, name_told
from crawler.pages.words.text import key, simplify

_LAYOUT = (
    r"(?:\s+(?:class|align|valign|width|height|bgcolor|colspan|rowspan|nowrap)(?:=\"[^\"<>]*\")?)*"
)
_PLAIN_ROW = re.compile(
    rf"<tr{_LAYOUT}\s*>(?:\s|<t[dh]{_LAYOUT}\s*>(?:[^<>]|</?(?:p|b|strong|br|font|span){_LAYOUT}\s*/?>)*</t[dh]>)*</tr>",
    re.I,
)
"""A row of cells without anything that fills, hides, opens or draws."""
_OF_SEVERAL = re.compile(r"副|员$|助理$")
"""Posts that several hold: beside a cell that spans rows with another's (局长), one row is his."""
_NAME_LINES = 2
_MOST_LINES = 200


def people_of_tables(page: Page, view: Shown) -> list[Person]:
    """Everybody in the rows below a header, and whoever stands beside others in a row of names."""
    return _below_headers(page, view) + _side_by_side(view)


def _below_headers(page: Page, view: Shown) -> list[Person]:
    """Rows under a header that has 姓名 or 职务 and a column of duties.

    Whoever has none is there with a name beside words of office, and not if a link of his row
    leads on, to a page of his own. He is `unread`, for a picture, a script or a tip may tell his
    duties, but where his cells hold nothing that could.
    """
    labels = labels_of("leader")
    found: list[Person] = []
    columns: dict[str, int] = {}
    table, over = -1, ""  # the post of several in a cell that spans their rows
    for box in view.boxes:
        if box.tag != "tr" or box.template:
            continue
        cells = _cells(view, box)
        texts = [view.text(cell.start, min(cell.end, cell.start + 200)) for cell in cells[:12]]
        slugs = [labels.get(key(text)) if len(text) <= 16 else None for text in texts]
        if "division" in slugs and ("name" in slugs or "post" in slugs) and len(set(slugs)) >= 2:
            columns = {slug: i for i, slug in enumerate(slugs) if slug}
            table, over = box.parent, ""
            continue
        if not columns or box.parent != table:
            continue
        # A cell that spans rows (rowspan) shortens the rows below it: count from the end.
        shift = len(texts) - max(columns.values()) - 1
        if shift < 0 and columns["division"] + shift < 0:
            continue

        by_slug = {
            slug: simplify(texts[place + min(shift, 0)])
            for slug, place in columns.items()
            if 0 <= place + min(shift, 0) < len(texts)
        }
        division = by_slug.get("division", "")
        division = "" if is_placeholder(division) else division
        name, post = name_told(by_slug.get("name", "")), by_slug.get("post", "")
        if shift >= 0:
            shared = _OF_SEVERAL.search(post) is not None and key(post) in _spanning(page)
            over = post if shared else ""
        elif not ends_in_post(post):
            post = over if name else ""
        held = name_in(name) and is_post(post) and not _leads_on(view, box)
        if division or held:
            said = view.text(box.start, box.end)
            unread = not (division or _holds_nothing_else(page, said))
            found.append(Person(name, post, division, box.start, unread=unread))
    return found


@lru_cache(maxsize=2)
def _spanning(page: Page) -> frozenset[str]:
    """What the cells of a page say that span several rows."""
    return frozenset(key(cell.text()) for cell in page.root.css("td[rowspan], th[rowspan]"))


def _holds_nothing_else(page: Page, said: str) -> bool:
    """Whether every row that says this is of plain cells, which have nothing else to tell."""
    return _plain_rows(page).get(key(said), False)


@lru_cache(maxsize=2)
def _plain_rows(page: Page) -> dict[str, bool]:
    """What the rows of a page say that hold no table, and whether all that say so are plain."""
    found: dict[str, bool] = {}
    for row in page.root.css("tr"):
        if row.css_first("table") is None:
            said = key(row.text())
            found[said] = found.get(said, True) and bool(_PLAIN_ROW.fullmatch(row.html or ""))
    return found


def _side_by_side(view: Shown) -> list[Person]:
    """Those whom the cells of a row name with their posts, in a table with two at least in a row,
    and whose duties stand in as many cells of the row below: the first are those of the first.

    A picture may span both rows. Whose cell tells none is `unread`; the duties of somebody whose
    name is not known are nobody's.
    """
    above: dict[int, list[Box]] = {}
    tables: dict[int, list[list[Person]]] = defaultdict(list)
    for box in view.boxes:
        if box.tag != "tr" or box.template:
            continue
        names, cells = above.get(box.parent, []), _cells(view, box)
        above[box.parent] = [cell for cell in cells if cell.start < cell.end]
        tables[box.parent].append(_with_duties(view, names, cells) if names else [])
    several = [rows for rows in tables.values() if any(len(row) > 1 for row in rows)]
    people = (one for rows in several for row in rows for one in row)
    return [one for one in people if one.name or one.division]


def _with_duties(view: Shown, names: list[Box], cells: list[Box]) -> list[Person]:
    """Those named in cells with the duties in the cells below these, if that is what both hold."""
    rest = cells[len(names) :]
    if len(names) > len(cells) or any(cell.start < cell.end for cell in rest):
        return []
    told = [_named_with_post(view, cell) for cell in names]
    people = [one for one in told if one is not None]
    duties = [_duties_in(view, cell) for cell in cells[: len(names)] if len(people) == len(names)]
    if None in duties or not any(duties):
        return []
    both = zip(people, map(str, duties), strict=True)
    return [replace(one, division=said, unread=not said) for one, said in both]


def _named_with_post(view: Shown, cell: Box) -> Person | None:
    """Who is named in a cell that is a name and posts; if it but ends in a post, nobody known."""
    numbers = range(cell.start, cell.end)
    if len(numbers) > _NAME_LINES or any(leads_on(view.lines[n], view) for n in numbers):
        return None
    if (one := named_in(view, numbers)) is not None:
        return one
    text = simplify(view.text(cell.start, cell.end))
    return Person(line=cell.start) if ends_in_post(text) and not is_division(text) else None


def _duties_in(view: Shown, cell: Box) -> str | None:
    """The duties that a cell tells, with their label; empty if it has a label alone, or nothing."""
    numbers = range(cell.start, min(cell.end, cell.start + _MOST_LINES))
    text = simplify(view.text(numbers.start, numbers.stop))
    if any(leads_on(view.lines[n], view) for n in numbers):
        return None
    if not text or is_placeholder(text) or tells_nothing(text):
        return ""
    labelled = heads_duties(view.lines[cell.start])
    if labels_of("leader").get(key(text)) == "division":
        return ""
    return text if labelled or is_division(text) else None


def _cells(view: Shown, row: Box) -> list[Box]:
    return [view.boxes[c] for c in row.children if view.boxes[c].tag in ("td", "th")]


def _leads_on(view: Shown, row: Box) -> bool:
    """Whether a link of a row leads to a page."""
    return any(leads_on(view.lines[number], view) for number in range(row.start, row.end))
