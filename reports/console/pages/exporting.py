"""The findings of a list as a file, exactly as the list shows them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from reports.console.books import Desk
from reports.console.exports import WRITERS, file_stem
from reports.console.gate import Gate, Refusal, Visitor
from reports.console.handing import handed
from reports.console.pages.findings import STATE_CHOICES, Filtered, wanted_of
from reports.console.pages.today import chosen_run
from reports.wording import STATES

_UNRESOLVED = "未销号"


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The exports."""
    routes = APIRouter()

    @routes.get("/findings/export.{ending}")
    def export(
        asked: Visitor,
        ending: Annotated[str, Path(pattern="^(xlsx|csv|jsonl)$")],
        query: Filtered,
    ) -> Response:
        write, media_type = WRITERS[ending]
        with desk.books() as books:
            line = chosen_run(books, query.run)
            if line is None:
                raise Refusal(404, "还没有完整的测评批次。")
            wanted = wanted_of(asked, line.run, query)
            report = books.outline(line.run)
            about = f"{line.run} {asked.request.url.query}"[:300]
            gate.people.note(asked.person.name, "exported", about, asked.address)
            return handed(
                lambda out: write(report, books.judged(wanted), out),
                file_stem(wanted, report, state_words(query.state)),
                ending,
                media_type,
            )

    return routes


def state_words(state: str) -> str:
    """The state asked for, in words; empty for all."""
    chosen = STATE_CHOICES.get(state, ())
    return STATES[chosen[0]] if len(chosen) == 1 else _UNRESOLVED if chosen else ""
