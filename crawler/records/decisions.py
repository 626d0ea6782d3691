"""Catalogues of major decisions (重大行政决策目录) with the links of their items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crawler.records.model import Link, Record


@dataclass(frozen=True)
class StageCell:
    """What a catalogue shows of an item under one head: its words and links."""

    head: str
    text: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class DecisionItem:
    """An item of a catalogue: its name, and the cells of its row under their heads."""

    name: str
    cells: tuple[StageCell, ...] = ()


@dataclass(frozen=True)
class DecisionCatalogue(Record):
    """A page with a catalogue of major decisions.

    `items` are the rows of its tables that have a name. `links` are the links of the page's own
    text outside the tables, `attachments` files that may hold a catalogue.
    """

    kind: ClassVar[str] = "decision_catalogue"
    final_url: str = ""
    items: tuple[DecisionItem, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    pictures: int = 0
    text_chars: int = 0
