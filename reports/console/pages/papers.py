"""Notices (通知) and ledgers (台账) of a run, for a unit or for all."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path as File
from typing import IO, Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from reports.console.books import Books, Desk, Notice
from reports.console.gate import NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.handing import TYPES, handed, handed_bytes
from reports.console.offering import drafts_for
from reports.console.pages.portal import PortalPath
from reports.console.pages.today import RunQuery, chosen_run, scores_shown
from reports.console.telling import for_unit
from reports.console.turns import Slow, in_turn
from reports.file_stems import ledger_stem, notice_stem, notices_stem
from reports.model import RunReport
from reports.papers.as_docx import to_docx
from reports.papers.as_xlsx import to_xlsx
from reports.workbook import write_workbook

_NO_NOTICE = "这一批次没有可以下载的通知：没有需要整改的问题，或者通知尚未批准，或者正在试运行。"


def router(desk: Desk, gate: Gate) -> APIRouter:
    """Notices and ledgers."""
    routes = APIRouter()

    @routes.get("/portals/{portal}/notice.{ending}")
    async def notice(
        asked: Visitor,
        portal: PortalPath,
        ending: Annotated[str, Path(pattern="^(docx|xlsx)$")],
        run: RunQuery = "",
    ) -> Response:
        return await in_turn(asked, Slow.FILE, lambda: one_notice(asked, portal, ending, run))

    def one_notice(asked: Asked, portal: str, ending: str, run: str) -> Response:
        gate.see(asked, portal)
        with desk.books() as books:
            name = _run(books, run)
            own = books.notices(name, portal, drafts=drafts_for(asked))
            found = next(iter(own), None)
            if found is None:
                raise Refusal(404, _NO_NOTICE)
            _note(gate, asked, name)
            render = to_docx if ending == "docx" else to_xlsx
            made = render(found.paper, draft=not found.approved)
            return handed_bytes(made, _stem(found), ending)

    @routes.get("/notices.zip")
    async def notices(asked: Visitor, run: RunQuery = "") -> Response:
        return await in_turn(asked, Slow.FILE, lambda: all_notices(asked, run))

    def all_notices(asked: Asked, run: str) -> Response:
        if asked.person.only:
            gate.refuse(asked, "notices of all")
        with desk.books() as books:
            name = _run(books, run)
            found = list(books.notices(name, drafts=drafts_for(asked)))
            if not found:
                raise Refusal(404, _NO_NOTICE)
            _note(gate, asked, name)
            return handed(lambda out: _zipped(found, out), notices_stem(name), "zip", TYPES["zip"])

    @routes.get("/portals/{portal}/ledger.xlsx")
    async def ledger(asked: Visitor, portal: PortalPath, run: RunQuery = "") -> Response:
        return await in_turn(asked, Slow.FILE, lambda: one_ledger(asked, portal, run))

    def one_ledger(asked: Asked, portal: str, run: str) -> Response:
        gate.see(asked, portal)
        with desk.books() as books:
            return _ledger(books, gate, asked, _run(books, run), portal)

    @routes.get("/ledger.xlsx")
    async def whole_ledger(asked: Visitor, run: RunQuery = "") -> Response:
        return await in_turn(asked, Slow.FILE, lambda: ledger_of_all(asked, run))

    def ledger_of_all(asked: Asked, run: str) -> Response:
        with desk.books() as books:
            return _ledger(books, gate, asked, _run(books, run), asked.person.only)

    return routes


def _run(books: Books, run: str) -> str:
    line = chosen_run(books, run)
    if line is None:
        raise Refusal(404, "还没有完整的测评批次。")
    return line.run


def _ledger(books: Books, gate: Gate, asked: Asked, run: str, portal: str) -> Response:
    report = books.ledger(run, portal)
    if report is None:
        raise Refusal(404, NOTHING)
    held = not scores_shown(asked, gate, books, run)
    if asked.person.only:
        report = told_to_unit(report)
    _note(gate, asked, run)
    stem = ledger_stem(run, report.portal(portal).name if portal else "")
    return handed(lambda out: _written(report, out, held=held), stem, "xlsx", TYPES["xlsx"])


def told_to_unit(report: RunReport) -> RunReport:
    """What a unit's own ledger holds: confirmed problems, nothing internal."""
    return replace(
        report,
        judged=tuple(one for one in report.judged if for_unit(one)),
        unlisted=tuple(one for one in report.unlisted if for_unit(one)),
        attested=(),
        owed=(),
    )


def _written(report: RunReport, out: IO[bytes], *, held: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(report, File(folder) / "ledger.xlsx", held=held)
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)


def _zipped(found: Iterable[Notice], out: IO[bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for one in found:
            stem, draft = _stem(one), not one.approved
            archive.writestr(f"{stem}.docx", to_docx(one.paper, draft=draft))
            archive.writestr(f"{stem}.xlsx", to_xlsx(one.paper, draft=draft))


def _stem(one: Notice) -> str:
    return notice_stem(one.paper, draft=not one.approved)


def _note(gate: Gate, asked: Asked, run: str) -> None:
    about = f"{run} {asked.request.url.path}"
    gate.people.note(asked.person.name, "exported", about[:300], asked.address)
