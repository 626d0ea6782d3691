"""Leaders in tables: a row for each, under a header that names post or name, and duties."""

from __future__ import annotations

from crawler.pages.leaders.leaderindex import is_post
from crawler.pages.leaders.leaderlines import Person
from crawler.pages.leaders.leadernames import leads_on
from crawler.pages.markup.shown import Box, Shown
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.leader_words import name_in, name_told
from crawler.pages.words.text import key, simplify


def people_of_tables(view: Shown) -> list[Person]:
    """Rows under a header that has 姓名 or 职务 and a column of duties.

    Whoever has none is `unread`, for a picture, a script or a tip may tell them: only a name
    beside words of office, and not if a link of his row leads on, to a page of his own.
    """
    labels = labels_of("leader")
    found: list[Person] = []
    columns: dict[str, int] = {}
    table = -1
    for box in view.boxes:
        if box.tag != "tr" or box.template:
            continue
        cells = [view.boxes[c] for c in box.children if view.boxes[c].tag in ("td", "th")]
        texts = [view.text(cell.start, min(cell.end, cell.start + 200)) for cell in cells[:12]]
        slugs = [labels.get(key(text)) if len(text) <= 16 else None for text in texts]
        if "division" in slugs and ("name" in slugs or "post" in slugs) and len(set(slugs)) >= 2:
            columns = {slug: i for i, slug in enumerate(slugs) if slug}
            table = box.parent
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
        held = name_in(name) and is_post(post) and not _leads_on(view, box)
        if division or held:
            found.append(Person(name, post, division, box.start, unread=not division))
    return found


def _leads_on(view: Shown, row: Box) -> bool:
    """Whether a link of a row leads to a page."""
    return any(leads_on(view.lines[number], view) for number in range(row.start, row.end))
