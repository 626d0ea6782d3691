"""How a portal's pages were made in one read, and what of it changed against its own history.

A change may be the portal's (a new site) or the scanner's (a reader that no longer understands
the pages). As long as nobody can tell, it is a drift: what newly fails out of it accuses nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.portals.roles import Role


class DriftKind(StrEnum):
    """What changed."""

    FAMILY = "family"  # the content system of the pages
    ROWS = "rows"  # a section shows less than half of its rows
    FIELD = "field"  # a field is read of less than half as many records of a section


@dataclass(frozen=True)
class Drift:
    """A change against the history of a portal, not yet believed.

    `before` and `now` are families, or counts of rows, or percentages. `reads` are the reads on
    end that have shown it, this one included. `role` is the section, None for the family;
    `what` the field as kind.name (document.number), or the title of a column asked for by title.
    """

    kind: DriftKind
    before: str
    now: str
    reads: int = 1
    role: Role | None = None
    what: str = ""


@dataclass(frozen=True)
class Manner:
    """What made the pages of a read: the family is in the dossier, this is the rest.

    `version` is the edition that the pages tell of, "" if none; `confidence` from 0 to 1 how
    sure the family is over all pages that show one; `families` counts the pages that were looked
    at by what they show. `unasked` are the addresses of pages that were not asked for: what an
    earlier night saw of them is taken over. `accused` are the cases of the portal that failed
    before, by their ids: those are no doing of a drift, nor of a page that is not up to date.
    Where nothing drifts and everything was asked for, they are not told.
    """

    version: str = ""
    confidence: float = 0.0
    families: Mapping[str, int] = field(default_factory=dict)
    drifts: tuple[Drift, ...] = ()
    accused: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
