"""Clues: hints to what a portal should have published, with where each was read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from crawler.records.addresses import page_address
from reports.clues import ClueKind, Sureness
from reports.console.books import Desk
from reports.console.gate import NOTHING, Gate, Refusal, Visitor
from reports.console.pages.today import RunQuery, chosen_run


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The list of one portal."""
    routes = APIRouter()

    @routes.get("/clues")
    def clues(
        asked: Visitor,
        run: RunQuery = "",
        portal: Annotated[str, Query(max_length=100)] = "",
        kind: Annotated[str, Query(max_length=20)] = "",
        sure: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        if portal:
            gate.see(asked, portal)
        with desk.books() as books:
            line = chosen_run(books, run)
            if line is None:
                return gate.page(asked, "empty.html.j2")
            known = [one for one in books.portals if asked.person.sees(one.id)]
            chosen = portal or asked.person.only
            if chosen and chosen not in {one.id for one in known}:
                raise Refusal(404, NOTHING)
            found, gone = [], False
            try:
                found = list(books.clues(line.run, chosen)) if chosen else []
            except KeyError:
                gone = True
            shown = [
                one
                for one in found
                if (not kind or one.kind == kind) and (not sure or one.sureness == sure)
            ]
            return gate.page(
                asked,
                "clues.html.j2",
                run=line,
                given_run=run,
                portals=known,
                chosen=chosen,
                clues=shown,
                total=len(found),
                gone=gone,
                kind=kind,
                sure=sure,
                kinds=tuple(ClueKind),
                sures=tuple(Sureness),
                page_of=page_address,
            )

    return routes
