"""Attestation (人工认定) of rows that no crawler measures: what is owed, and persons' words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from fastapi.responses import RedirectResponse, Response

from checks.engine.attesting import Attestation, Verdict
from checks.engine.requirement import Requirement
from crawler.records.moments import beijing_date
from reports.console.access import Right
from reports.console.books import Desk
from reports.console.deeds import ATTESTED_BYTES, Handed, NotDone
from reports.console.gate import HEADERS, Asked, Gate, Visitor
from reports.console.lines import one_line
from reports.console.pages.portal import titles

AHEAD_DAYS = (0, 30, 90, 365)
"""How far ahead the list of what is owed may look."""
_AHEAD = 30
_LISTED = 500
_Id = Annotated[str, Query(max_length=100)]
_IdField = Annotated[str, Form(max_length=100)]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """What is owed, what was said, and saying it."""
    routes = APIRouter()

    @routes.get("/attest")
    def listed(
        asked: Visitor,
        portal: _Id = "",
        days: Annotated[int, Query(ge=0, le=3_660)] = _AHEAD,
        everything: Annotated[bool, Query(alias="all")] = False,
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        return _listed(desk, gate, asked, portal, days, everything)

    @routes.get("/attest/record")
    def form(asked: Visitor, portal: _Id = "", rulebook: _Id = "", row: _Id = "") -> Response:
        gate.need(asked, Right.ATTEST)
        return _form(desk, gate, asked, {"portal": portal, "chosen": f"{rulebook}/{row}"})

    @routes.post("/attest/record")
    def record(
        asked: Visitor,
        portal: _IdField = "",
        row: Annotated[str, Form(max_length=201)] = "",
        verdict: Annotated[str, Form(max_length=20)] = "",
        day: Annotated[str, Form(max_length=100)] = "",
        reason: Annotated[str, Form(max_length=1_000)] = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        rulebook, _, requirement = row.partition("/")
        try:
            made = Attestation(
                id=0, at=gate.now(), portal=portal, rulebook=rulebook, requirement=requirement,
                verdict=_verdict(verdict), day=_day(day), person=asked.person.shown,
                reason=one_line(reason),
            )  # fmt: skip
            done = desk.attests.record(made, handed(file))
        except NotDone as error:
            values = {"portal": portal, "chosen": row, "verdict": verdict, "day": day,
                      "reason": reason, "refused": error}  # fmt: skip
            return _form(desk, gate, asked, values, 409)
        about = f"{done.id} {portal} {row} {verdict} {done.sha256[:12]}".strip()
        gate.people.note(asked.person.name, "attest", about[:300], asked.address)
        return RedirectResponse(f"/attest?portal={portal}#n{done.id}", 303, HEADERS)

    @routes.post("/attest/{number}/withdraw")
    def withdraw(
        asked: Visitor,
        number: Annotated[int, Path(ge=1, le=10**12)],
        reason: Annotated[str, Form(max_length=1_000)] = "",
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        why = one_line(reason)
        try:
            if not why:
                raise NotDone("撤回须写明理由。")
            gone = desk.attests.withdraw(number, asked.person.shown, why, gate.now())
        except NotDone as error:
            return _listed(desk, gate, asked, "", _AHEAD, True, error)
        gate.people.note(asked.person.name, "attest withdrawn", str(number), asked.address)
        return RedirectResponse(f"/attest?portal={gone.portal}&all=1#n{number}", 303, HEADERS)

    return routes


def _verdict(text: str) -> Verdict:
    try:
        return Verdict(text)
    except ValueError:
        raise NotDone("请选择认定的结果。") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotDone("请填写认定的日期。") from None


def handed(file: UploadFile | None) -> Handed | None:
    """The file of a form; None where nothing was chosen (browsers send an empty part then)."""
    if file is None or not (file.filename or file.size):
        return None
    return Handed(file.file, file.filename or "", file.size or 0)


def _listed(
    desk: Desk,
    gate: Gate,
    asked: Asked,
    portal: str,
    days: int,
    everything: bool,
    refused: NotDone | None = None,
) -> Response:
    today = beijing_date(gate.now())
    with desk.books() as books:
        units, known = books.portals, titles(books.rulebooks.values())
        named = {name: book.title for name, book in books.rulebooks.items()}
    said = [
        one
        for one in desk.attests.log()
        if (everything or one.in_force) and portal in ("", one.one.portal)
    ]
    return gate.page(
        asked,
        "attest.html.j2",
        409 if refused else 200,
        today=today,
        owed=[one for one in desk.attests.owed(today, days) if portal in ("", one.portal)],
        said=said[:_LISTED],
        total=len(said),
        portals=units,
        names={one.id: one.name for one in units},
        rulebooks=named,
        titles=known,
        portal=portal,
        days=days,
        choices=AHEAD_DAYS,
        everything=everything,
        refused=refused,
    )


def _form(
    desk: Desk, gate: Gate, asked: Asked, values: Mapping[str, object], status: int = 200
) -> Response:
    today = beijing_date(gate.now())
    with desk.books() as books:
        units = books.portals
        named = {name: book.title for name, book in books.rulebooks.items()}
    portal = str(values.get("portal", ""))
    rows = desk.attests.rows(portal, today) if portal else ()
    chosen = str(values.get("chosen", ""))
    row = next((one for one in rows if f"{one.rulebook}/{one.id}" == chosen), None)
    given = {"verdict": "", "day": today, "reason": "", "refused": None, **values}
    return gate.page(
        asked,
        "attest_form.html.j2",
        status,
        **{**given, "chosen": chosen, "portal": portal},
        today=today,
        portals=units,
        rulebooks=named,
        groups=grouped(rows),
        row=row,
        said=[
            one
            for one in desk.attests.log()
            if row is not None and one.one.key == (portal, row.rulebook, row.id)
        ],
        verdicts=tuple(Verdict),
        megabytes=ATTESTED_BYTES // 1_000_000,
    )


def grouped(rows: Sequence[Requirement]) -> dict[str, list[Requirement]]:
    """Rows by rulebook, in their order."""
    found: dict[str, list[Requirement]] = {}
    for row in rows:
        found.setdefault(row.rulebook, []).append(row)
    return found
