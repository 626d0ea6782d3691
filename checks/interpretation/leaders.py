"""Which pieces the principal leader (主要负责人) of a body gave, as far as pages say who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.judging.dates import not_yet, published_on, shown
from checks.matching.ownership import is_own
from checks.matching.rows import page_key, rows_by_page
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Dossier, Entry, Interpretation


@dataclass(frozen=True)
class Spoken:
    """A piece with its day. `by_leader` is None where somebody spoke and nobody says who."""

    record: Interpretation | Entry
    on: date | None
    by_leader: bool | None


def spoken(dossier: Dossier, terms: Mapping[str, Any]) -> Iterator[Spoken]:
    """The pieces of the row's sections, each page once; those on another matter are left out."""
    rows = rows_by_page(dossier)
    read = {page_key(dossier, record.url): record for record in dossier.interpretations}
    names = _principals(dossier, terms)
    told: set[str] = set()
    for role in (Role(value) for value in terms["roles"]):
        for entry in dossier.entries(role):
            key = page_key(dossier, entry.url)
            record = read.get(key)
            title = plain(record.title if record is not None else entry.title)
            text = _lead(record, int(terms["lead_chars"])) if record is not None else ""
            day = shown(entry.date)
            if record is not None:
                day = published_on(record, rows.get(key, ()))
                if not_yet(record, day, dossier):
                    continue
            about = not terms["keywords"] or any(
                plain(w) in title + text for w in terms["keywords"]
            )
            if key in told or not about or (day is not None and day > dossier.today):
                continue
            told.add(key)
            yield Spoken(
                record or entry, day, _by_leader(dossier, title, text, record, names, terms)
            )


def _lead(record: Interpretation, characters: int) -> str:
    return plain("".join(block.text for block in record.blocks))[:characters]


def _principals(dossier: Dossier, terms: Mapping[str, Any]) -> frozenset[str]:
    """The names of the principal leader, present or former, as the list of leaders has them."""
    posts = _posts(dossier, terms)
    return frozenset(
        plain(one.name)
        for one in dossier.leaders
        if len(plain(one.name)) > 1
        and (posts.search(plain(one.post))
             or any(word in plain(one.post + one.division) for word in terms["acting_words"]))
    )  # fmt: skip


def _posts(dossier: Dossier, terms: Mapping[str, Any]) -> re.Pattern[str]:
    names = terms["principal_posts"].get(dossier.portal.kind.value, ())
    return re.compile(rf"(?<!副)(?:{'|'.join(re.escape(n) for n in names) or '(?!)'})(?!助理)")


def _by_leader(
    dossier: Dossier, title: str, text: str, record: Interpretation | None,
    names: frozenset[str], terms: Mapping[str, Any],
) -> bool | None:  # fmt: skip
    person = record.person if record is not None else None
    if person is not None and any(name in plain(person.value or "") for name in names):
        return True
    speaks = any(word in title for word in terms["speaking_words"])
    if speaks and any(name in title or name in text for name in names):
        return True
    post = _posts(dossier, terms).search(title)
    acting = next((word for word in terms["acting_words"] if word in title), None)
    if speaks and (post is not None or acting is not None):
        before = title[: post.start() if post is not None else title.index(str(acting))]
        body = re.split(r"[:：|｜】\])）]", before)[-1]
        if is_own(body, dossier.portal) is not False:
            return True
    event = any(word in title for word in terms["event_words"])
    deputy = re.search(rf"副{_posts(dossier, terms).pattern.removeprefix('(?<!副)')}", title)
    return None if event and record is None and deputy is None else False
