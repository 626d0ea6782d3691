"""The manner of a visit: the family of its pages, and what drifts from the portal's history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records.columns import NamedColumn
from crawler.records.dossier import Section
from crawler.records.manner import Drift, DriftKind, Manner
from crawler.records.model import Cause, Record
from crawler.visit.fetch import Fetch
from crawler.visit.habits import GENERIC, Shown, fills_of
from crawler.visit.outcome import outcome_of
from crawler.visit.prior import Fallen, Prior
from crawler.visit.survey import Survey

_PAGES = frozenset({Purpose.HOME, Purpose.EXPLORE, Purpose.SECTION, Purpose.TURN, Purpose.DETAIL})


def manner_of(
    laid: Survey,
    records: Iterable[Record],
    sections: Mapping[Role, Section],
    named: Mapping[str, NamedColumn],
    prior: Prior,
    as_of: datetime,
) -> tuple[str, Manner]:
    """The family of a visit's pages with the rest of its manner.

    The family is that which most pages show, the generic one only when none shows another. Only
    pages that were read as what they should be are counted.
    """
    pages = list(_pages(laid))
    families = Counter(reading.family for reading in pages)
    shown = Shown(dict(sorted(families.items())), fills_of(tuple(records)))
    family = shown.family
    own = [reading for reading in pages if reading.family == family]
    known = len(pages) - families[GENERIC] if family != GENERIC else len(pages)
    sure = sum(reading.certainty for reading in own) / known if known else 0.0
    versions = Counter(reading.version for reading in own if reading.version)
    version = min(versions, key=lambda one: (-versions[one], one), default="")
    drifts = (*prior.habits.drifts(shown, as_of), *_fallen(sections, named, prior, as_of))
    unasked = tuple(sorted(_unasked(laid)))
    accused = prior.accused if drifts or unasked else ()
    return family, Manner(version, round(sure, 2), shown.families, drifts, accused, unasked)


def _unasked(laid: Survey) -> frozenset[str]:
    """The addresses of what was taken over from an earlier night, and of which no other task
    had to ask."""
    shots = [(f.snapshot.url, f.unasked) for f, _ in laid.answers if f.snapshot]
    asked = {url for url, unasked in shots if not unasked}
    return frozenset(url for url, unasked in shots if unasked and url not in asked)


def _pages(laid: Survey) -> Iterator[Reading]:
    for fetch, reading in laid.answers:
        if reading is not None and fetch.task.purpose in _PAGES and _seen(fetch, reading):
            yield reading


def _seen(fetch: Fetch, reading: Reading) -> bool:
    return outcome_of(fetch, reading).seen


def _fallen(
    sections: Mapping[Role, Section],
    named: Mapping[str, NamedColumn],
    prior: Prior,
    as_of: datetime,
) -> Iterator[Drift]:
    """Sections and columns that lost more than half of their rows."""
    for role, section in sections.items():
        if section.cause is Cause.COLLAPSED:
            before, reads = prior.counts.get(role, 0), _reads(prior.fallen.get(role), as_of)
            yield Drift(DriftKind.ROWS, str(before), str(section.entries), reads, role)
    for name, column in named.items():
        if column.cause is Cause.COLLAPSED:
            before = prior.columns.get(name, 0)
            reads = _reads(prior.fallen_columns.get(name), as_of)
            yield Drift(DriftKind.ROWS, str(before), str(column.entries), reads, column.role, name)


def _reads(before: Fallen | None, as_of: datetime) -> int:
    return 1 if before is None else before.reads + (as_of > before.at)
