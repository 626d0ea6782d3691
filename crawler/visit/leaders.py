"""Leaders of whom both a card of the list and a page of their own tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from crawler.records.model import Leader, Record

Key = TypeVar("Key")


def without_cards(found: Mapping[Key, Record], listed: Collection[Key]) -> Iterator[Record]:
    """The records without what a list (`listed`) tells of a leader of whom his own page tells
    as much: in office or not alike, and his duties, where the list shows some or has some.
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
    return told and page.present == card.present and "#" not in page.url
