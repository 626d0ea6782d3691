"""Runs: what was planned, read and left out and why, what each rests on; how the monitor is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from checks.judging.drifts import family_name
from crawler.portals import Portal
from reports.console.books import Books, Desk
from reports.console.gate import Gate, Refusal, Visitor
from reports.console.running import Night, Visited
from reports.model import PolitenessRow

PAGE = 30
PORTALS = 50
"""Units of a run on one page: the records of each group lie in a file of its own."""
_MOST_MISSES = 300
RunPath = Annotated[str, Path(pattern=r"^\d{4}-\d{2}-\d{2}(\.\d{1,6})?$")]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """All runs, and one."""
    routes = APIRouter()

    @routes.get("/runs")
    def runs(asked: Visitor, after: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> Response:
        only = asked.person.only
        with desk.books() as books:
            found = books.entries(only, after, PAGE + 1)
            return gate.page(
                asked,
                "runs.html.j2",
                entries=found[:PAGE],
                more=len(found) > PAGE,
                after=after,
                page_size=PAGE,
                only=only,
                machine=books.machine() if not only else None,
            )

    @routes.get("/runs/{run}")
    def one_run(
        asked: Visitor,
        run: RunPath,
        portal: Annotated[str, Query(max_length=100)] = "",
        after: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> Response:
        only = asked.person.only
        portal = portal or only
        if portal:
            gate.see(asked, portal)
        with desk.books() as books:
            night = books.night(run, only)
            if night is None or (portal and portal not in night.portals):
                raise Refusal(404, "没有这一批次的测评。")
            units = [one for one in books.portals if one.id in night.portals]
            shown = [one for one in units if portal in ("", one.id)]
            visits = visits_of(books, run, shown[after : after + PORTALS], in_full=bool(portal))
            polite = politeness(visits)
            if only:
                night = for_unit(night, shown)
                hosts = {own_host(one) for one in shown}
                polite = [row for row in polite if row.host in hosts]
            return gate.page(
                asked,
                "run.html.j2",
                night=night,
                run=night.entry,
                only=only,
                portal=portal,
                units=[one for one in units if asked.person.sees(one.id)],
                total=len(shown),
                after=after,
                page_size=PORTALS,
                visits=visits,
                misses=visits[0].visit.misses[:_MOST_MISSES] if portal and visits else (),
                polite=polite,
                rulebooks=books.rulebooks,
                family_name=family_name,
            )

    return routes


@dataclass(frozen=True)
class UnitVisit:
    """A unit with how its visit went."""

    portal: Portal
    visit: Visited


def visits_of(
    books: Books, run: str, portals: Sequence[Portal], *, in_full: bool
) -> list[UnitVisit]:
    """How the visits of these units went, in their order."""
    by_id = {one.id: one for one in portals}
    found = books.visited(run, list(by_id), in_full=in_full)
    return [UnitVisit(by_id[one.portal], one) for one in found]


def politeness(visits: Sequence[UnitVisit]) -> list[PolitenessRow]:
    """One row per host; the units of a group have the books of its hosts in common."""
    groups = {one.visit.group: one.visit.politeness for one in visits}
    found: dict[str, PolitenessRow] = {}
    for rows in groups.values():
        for row in rows:
            known = found.get(row.host)
            found[row.host] = row if known is None else known.with_another(row)
    return [found[host] for host in sorted(found)]


def own_host(portal: Portal) -> str:
    """The host of a unit's home page, as ledgers name it."""
    return urlsplit(portal.home).netloc.lower()


def for_unit(night: Night, own: Sequence[Portal]) -> Night:
    """What of a run is for the units that are given: nothing that is about others."""
    ids, names = {one.id for one in own}, {one.name for one in own}
    errors = tuple(text for text in night.errors if text.partition(": ")[0] in ids)
    # The sentences begin with the name of their unit; another's may begin with the same words.
    drifts = tuple(text for text in night.drifts if text.partition("较以往明显变化")[0] in names)
    entry = replace(night.entry, errors=len(errors), drifts=len(drifts))
    return replace(night, entry=entry, errors=errors, drifts=drifts, portals=tuple(sorted(ids)))
