"""Release of scores: what a run's edition holds, its digest, who released what; with a note."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path
from fastapi.responses import RedirectResponse, Response

from reports.console.access import Right
from reports.console.books import Desk
from reports.console.deeds import NotDone
from reports.console.gate import HEADERS, Asked, Gate, Refusal, Visitor
from reports.console.lines import one_line

EDITIONS = 60
"""Runs in the list."""
_LOG = 200
RunPath = Annotated[str, Path(pattern=r"^\d{4}-\d{2}-\d{2}(\.\d{1,6})?$")]
_Note = Annotated[str, Form(max_length=1_000)]


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The editions, one edition, its release and the way back."""
    routes = APIRouter()

    @routes.get("/release")
    def listed(asked: Visitor) -> Response:
        gate.need(asked, Right.RELEASE)
        return gate.page(
            asked,
            "release.html.j2",
            editions=desk.releases.editions(EDITIONS),
            missing=desk.releases.missing(),
            rounds=desk.releases.rounds(),
            log=desk.releases.log()[:_LOG],
        )

    @routes.get("/release/{run}")
    def edition(asked: Visitor, run: RunPath) -> Response:
        gate.need(asked, Right.RELEASE)
        return _edition(desk, gate, asked, run)

    @routes.post("/release/{run}")
    def release(
        asked: Visitor,
        run: RunPath,
        digest: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
        note: _Note = "",
    ) -> Response:
        gate.need(asked, Right.RELEASE)
        try:
            desk.releases.release(run, digest, asked.person.shown, one_line(note), gate.now())
        except NotDone as error:
            return _edition(desk, gate, asked, run, error)
        gate.people.note(asked.person.name, "release", f"{run} {digest}", asked.address)
        return RedirectResponse(f"/release/{run}", 303, HEADERS)

    @routes.post("/release/{run}/withdraw")
    def withdraw(asked: Visitor, run: RunPath, note: _Note = "") -> Response:
        gate.need(asked, Right.RELEASE)
        try:
            if not one_line(note):
                raise NotDone("撤回须写明理由。")
            desk.releases.withdraw(run, asked.person.shown, one_line(note), gate.now())
        except NotDone as error:
            return _edition(desk, gate, asked, run, error)
        gate.people.note(asked.person.name, "release withdrawn", run, asked.address)
        return RedirectResponse(f"/release/{run}", 303, HEADERS)

    return routes


def _edition(
    desk: Desk, gate: Gate, asked: Asked, run: str, refused: NotDone | None = None
) -> Response:
    found = desk.releases.edition(run)
    if found is None:
        raise Refusal(404, "这一批次不在得分文件中。")
    line, scores = found
    if not line.released:
        what = f"{run} {asked.request.url.path}"[:300]
        gate.people.note(asked.person.name, "unreleased", what, asked.address)
    with desk.books() as books:
        named = {name: book.title for name, book in books.rulebooks.items()}
    return gate.page(
        asked,
        "release_run.html.j2",
        409 if refused else 200,
        line=line,
        scores=scores,
        rulebooks=named,
        log=desk.releases.log(run),
        refused=refused,
    )
