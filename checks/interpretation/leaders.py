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
from crawler.records import Dossier, Entry, Interpretation, SoughtPage

_CONDUCTS = re.compile(
    r"主持(?:(?:[省市县区旗州盟镇乡]|街道)?(?:人民)?政府|[省市县区旗州盟镇乡局委厅]|行政|机关)?(?:全面)?工作"
)
"""Not the daily work (日常工作, 常务工作), which a first deputy conducts beside a head."""
_PARTY = re.compile(r"(?:党[组委]|党工委)?副?书记[、,，和兼]*")
_RECORDINGS = frozenset({"media", "frame", "script", "file"})
"""What a page holds that may tell who spoke."""


@dataclass(frozen=True)
class Spoken:
    """A piece with its day. `by_leader` is None where somebody spoke and nobody says who."""

    record: Interpretation | SoughtPage | Entry
    on: date | None
    by_leader: bool | None


def spoken(dossier: Dossier, terms: Mapping[str, Any]) -> Iterator[Spoken]:
    """The pieces of the row's sections, each page once; those on another matter are left out."""
    rows = rows_by_page(dossier)
    read: dict[str, Interpretation | SoughtPage] = {
        page_key(dossier, one.url): one for one in dossier.records if isinstance(one, SoughtPage)
    }
    read |= {page_key(dossier, record.url): record for record in dossier.interpretations}
    names = _principals(dossier, terms)
    told: set[str] = set()
    for role in (Role(value) for value in terms["roles"]):
        for entry in dossier.entries(role):
            key = page_key(dossier, entry.url)
            record = read.get(key)
            title = plain(record.title if record is not None else entry.title)
            text = _lead(record, int(terms["lead_chars"])) if record is not None else ""
            day = shown(entry.date)
            if isinstance(record, Interpretation):
                day = published_on(record, rows.get(key, ()))
                if not_yet(record, day, dossier):
                    continue
            elif record is not None:
                day = day or shown(record.published_on)
            about = not terms["keywords"] or any(
                plain(w) in title + text for w in terms["keywords"]
            )
            if key in told or not about or (day is not None and day > dossier.today):
                continue
            told.add(key)
            yield Spoken(
                record or entry, day, _by_leader(dossier, title, text, record, names, terms)
            )


def _lead(record: Interpretation | SoughtPage, characters: int) -> str:
    if isinstance(record, SoughtPage):
        return plain(record.text)[:characters]
    return plain("".join(block.text for block in record.blocks))[:characters]


def _principals(dossier: Dossier, terms: Mapping[str, Any]) -> frozenset[str]:
    """The names of the principal leader, present or former, as the list of leaders has them."""
    posts = _posts(dossier, terms)
    return frozenset(
        plain(one.name)
        for one in dossier.leaders
        if len(plain(one.name)) > 1
        and (posts.search(plain(one.post))
             or any(word in _acting(one.post + one.division) for word in terms["acting_words"]))
    )  # fmt: skip


def _acting(text: str) -> str:
    """A text in plain form, what an acting head conducts left out: 主持市政府工作 is 主持工作."""
    return _CONDUCTS.sub("主持工作", plain(text))


def _posts(dossier: Dossier, terms: Mapping[str, Any]) -> re.Pattern[str]:
    names = terms["principal_posts"].get(dossier.portal.kind.value, ())
    return re.compile(rf"(?<!副)(?:{'|'.join(re.escape(n) for n in names) or '(?!)'})(?!助理)")


def _by_leader(
    dossier: Dossier, title: str, text: str, record: Interpretation | SoughtPage | None,
    names: frozenset[str], terms: Mapping[str, Any],
) -> bool | None:  # fmt: skip
    person = record.person if isinstance(record, Interpretation) else None
    who = plain(person.value or "") if person is not None else ""
    if any(name in who for name in names) or _is_post(who, dossier, terms):
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
    return None if event and deputy is None and not _tells(record, names, dossier, terms) else False


def _is_post(who: str, dossier: Dossier, terms: Mapping[str, Any]) -> bool:
    """Whether who is named as the interpreter bears the principal leader's post of this body."""
    post = _posts(dossier, terms).search(who)
    if post is None:
        return False
    body = _PARTY.sub("", who[: post.start()])
    return is_own(body, dossier.portal) is not False


def _tells(
    record: Interpretation | SoughtPage | None,
    names: frozenset[str],
    dossier: Dossier,
    terms: Mapping[str, Any],
) -> bool:
    """Whether a page tells who spoke at an event, and that the head was not among them.

    A recording may show anybody; a page too short to tell, or one that names the head or the post
    further below, leaves it open.
    """
    if not isinstance(record, SoughtPage):
        return record is not None
    text = plain(record.text)
    there = any(name in text for name in names) or _posts(dossier, terms).search(text) is not None
    there = there or any(word in text for word in terms["acting_words"])
    short = record.text_chars < int(terms["min_text_chars"])
    return not (there or short or _RECORDINGS & {*record.beside})
