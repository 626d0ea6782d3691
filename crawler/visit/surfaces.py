"""The surfaces of the pages that a visit saw: what stands on every page is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.pages.home.surface import has_signs
from crawler.records.model import Link
from crawler.records.surface import PageSurface
from crawler.visit.linkcheck import is_reference
from crawler.visit.outcome import outcome_of
from crawler.visit.same import Same
from crawler.visit.survey import Survey


def surfaces_of(laid: Survey, same: Same) -> Iterator[PageSurface]:
    """The home page's surface, then of each other page what no page before it has shown."""
    told: set[tuple[str, str]] = set()
    done: set[str] = set()
    home = [laid.home] if laid.home is not None else []
    for fetch, reading in (*home, *laid.answers):
        if reading is None or reading.surface is None or is_reference(fetch.task):
            continue
        one = replace(reading.surface, url=same.subject(reading.surface.url))
        if one.url in done or not outcome_of(fetch, reading).seen:
            continue
        done.add(one.url)
        kept = (home and reading is home[0][1]) or has_signs(one.head)
        fresh = replace(
            one,
            hidden=_fresh(one.hidden, told),
            open_forms=_fresh(one.open_forms, told),
        )
        if kept or fresh.hidden or fresh.open_forms:
            yield fresh


def _fresh(links: tuple[Link, ...], told: set[tuple[str, str]]) -> tuple[Link, ...]:
    found = tuple(link for link in links if (link.url, link.text) not in told)
    told.update((link.url, link.text) for link in found)
    return found
