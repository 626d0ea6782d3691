"""Leaders of whom both a card of the list and a page of their own tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from crawler.records.model import Leader, Record

Key = TypeVar("Key")
_SEVERAL = re.compile(r"[、，,；;兼\s]+")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_PARTY = re.compile(r"党|书记|常委|[省市区县州盟旗镇乡工]委")


def without_cards(found: Mapping[Key, Record], listed: Collection[Key]) -> Iterator[Record]:
    """The records without what a list (`listed`) tells of a leader of whom his own page tells
    as much: in office or not alike, his post, and his duties, where the list shows some or has
    some. Those who bear one name and hold different posts may be two.
    """
    own: dict[str, list[Leader]] = {}
    for key, record in found.items():
        if isinstance(record, Leader) and record.name and key not in listed:
            own.setdefault(record.name, []).append(record)
    for key, record in found.items():
        if (
            key not in listed
            or not isinstance(record, Leader)
            or not any(_tells_as_much(page, record) for page in own.get(record.name, ()))
        ):
            yield record


def _tells_as_much(page: Leader, card: Leader) -> bool:
    told = bool(page.division) or not (card.division or card.unread)
    told = told and (not card.post or _holds(page.post, _first_of(card.post)))
    return told and page.present == card.present and "#" not in page.url


def _parts(posts: str) -> list[str]:
    told = _ASIDE.sub("", posts).replace("人民政府", "政府")
    return [part for part in _SEVERAL.split(told) if part]


def _first_of(posts: str) -> str:
    """The first of several posts, those in the party left out where there are others."""
    parts = _parts(posts)
    return next((part for part in parts if not _PARTY.search(part)), "".join(parts[:1]))


def _holds(posts: str, post: str) -> bool:
    """Whether a post is one of these, with the body before it or without: 局长 is no 副局长."""
    pairs = (sorted((part, post), key=len) for part in _parts(posts) if post)
    return any(
        longer.endswith(shorter) and not longer.removesuffix(shorter).endswith("副")
        for shorter, longer in pairs
    )
