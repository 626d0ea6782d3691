"""Proof packs (证据包) of a finding and of a unit: docx, PDF and zip in one click."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from crawler.records import Evidence
from reports.console.books import Books, Desk
from reports.console.gate import NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.handing import TYPES, handed, handed_bytes
from reports.console.offering import packable
from reports.console.pages.finding import CasePath, found
from reports.console.pages.portal import PortalPath
from reports.console.pages.today import RunQuery, chosen_run
from reports.console.turns import Slow, in_turn
from reports.file_stems import pack_stem
from reports.model import JudgedFinding
from reports.proofs import Kept, KeptOf, Pack, pack_of, to_docx, to_html, write_zip

PackEnding = Annotated[str, Path(pattern="^(docx|pdf|zip)$")]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The packs."""
    routes = APIRouter()

    @routes.get("/findings/{case}/pack.{ending}")
    async def of_finding(
        asked: Visitor, case: CasePath, ending: PackEnding, run: RunQuery = ""
    ) -> Response:
        def chosen(books: Books) -> tuple[str, Pack]:
            name, judged = found(books, gate, asked, case, run)
            return name, _pack(books, gate, [judged], name, judged.finding.portal)

        return await in_turn(
            asked, _kind(ending), lambda: _given(desk, gate, asked, chosen, ending, case)
        )

    @routes.get("/portals/{portal}/pack.{ending}")
    async def of_portal(
        asked: Visitor, portal: PortalPath, ending: PackEnding, run: RunQuery = ""
    ) -> Response:
        def chosen(books: Books) -> tuple[str, Pack]:
            gate.see(asked, portal)
            line = chosen_run(books, run)
            if line is None or portal not in {one.id for one in books.portals}:
                raise Refusal(404, NOTHING)
            pack = _pack(books, gate, packable(books, line.run, portal), line.run, portal)
            if not pack.items:
                raise Refusal(404, "这一批次没有已确认的问题，无需证据包。")
            return line.run, pack

        return await in_turn(
            asked, _kind(ending), lambda: _given(desk, gate, asked, chosen, ending)
        )

    return routes


def kept_in(books: Books, run: str) -> KeptOf:
    """Looks pieces of evidence up in a run's archive."""

    def kept(item: Evidence) -> Kept:
        body = books.archived(run, item.sha256, item.url)
        return Kept(body, books.picture(run, item.sha256))

    return kept


def _pack(books: Books, gate: Gate, judged: Iterable[JudgedFinding], run: str, portal: str) -> Pack:
    seals = books.seals(run, portal)
    shelf = books.shelf(date.fromisoformat(run[:10])).values()
    kept = kept_in(books, run)
    return pack_of(judged, books.outline(run), kept, gate.now(), seals, shelf=shelf)


def _kind(ending: str) -> Slow:
    return Slow.PRINT if ending == "pdf" else Slow.FILE


def _given(
    desk: Desk,
    gate: Gate,
    asked: Asked,
    chosen: Callable[[Books], tuple[str, Pack]],
    ending: str,
    about: str = "",
) -> Response:
    with desk.books() as books:
        run, pack = chosen(books)
        stem = pack_stem(pack.run, pack.unit, about)
        told = f"pack.{ending} {pack.run} {asked.request.url.path}"
        gate.people.note(asked.person.name, "exported", told[:300], asked.address)
        if ending == "zip":
            kept = kept_in(books, run)
            return handed(lambda out: write_zip(pack, kept, out), stem, ending, TYPES[ending])
        page = to_html(pack) if ending == "pdf" else ""
    # The books are closed by now: a browser may take a minute and a half.
    made = desk.printed(page) if ending == "pdf" else to_docx(pack)
    if made is None:
        instead = asked.request.url.path.removesuffix("pdf") + f"docx?run={pack.run}"
        return gate.page(asked, "unprinted.html.j2", 503, instead=instead)
    return handed_bytes(made, stem, ending)
