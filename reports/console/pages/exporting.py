"""The findings of a list as a file, exactly as the list shows them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from reports.console.books import Desk, Wanted
from reports.console.gate import Asked, Gate, Refusal, Visitor
from reports.console.handing import handed
from reports.console.pages.findings import STATE_CHOICES, Filter, Filtered, wanted_of
from reports.console.pages.today import chosen_run
from reports.console.turns import Slow, in_turn
from reports.exports import WRITERS
from reports.file_stems import findings_stem
from reports.model import RunReport
from reports.wording import OUTCOMES, STATES

_UNRESOLVED = "未销号"


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The exports."""
    routes = APIRouter()

    @routes.get("/findings/export.{ending}")
    async def export(
        asked: Visitor,
        ending: Annotated[str, Path(pattern="^(xlsx|csv|jsonl)$")],
        query: Filtered,
    ) -> Response:
        return await in_turn(asked, Slow.FILE, lambda: exported(asked, ending, query))

    def exported(asked: Asked, ending: str, query: Filter) -> Response:
        write, media_type = WRITERS[ending]
        with desk.books() as books:
            line = chosen_run(books, query.run)
            if line is None:
                raise Refusal(404, "还没有完整的测评批次。")
            wanted = wanted_of(asked, books, line.run, query)
            report = books.outline(line.run)
            about = f"{line.run} {asked.request.url.query}"[:300]
            gate.people.note(asked.person.name, "exported", about, asked.address)
            return handed(
                lambda out: write(report, books.judged(wanted), out),
                findings_stem(line.run, in_words(wanted, report, query.state)),
                ending,
                media_type,
            )

    return routes


def in_words(wanted: Wanted, report: RunReport, state: str) -> tuple[str, ...]:
    """What is asked for, part by part, in words for the file's name."""
    units = {portal.id: portal.name for portal in report.portals}
    books = {book.id: book for book in report.rulebooks}
    rows = {
        row.id: row.title
        for book in report.rulebooks
        for row in book.requirements
        if wanted.rulebook in ("", book.id)
    }
    book = books.get(wanted.rulebook)
    return (
        units.get(wanted.portal, wanted.portal),
        book.title if book else wanted.rulebook,
        rows.get(wanted.requirement, wanted.requirement),
        OUTCOMES[wanted.outcome].partition("（")[0] if wanted.outcome else "",
        state_words(state),
        f"{wanted.days}天以上" if wanted.days else "",
        f"到期日自{wanted.due_from}" if wanted.due_from else "",
        f"到期日至{wanted.due_to}" if wanted.due_to else "",
        wanted.text,
    )


def state_words(state: str) -> str:
    """The state asked for, in words; empty for all."""
    chosen = STATE_CHOICES.get(state, ())
    if len(chosen) == 1:
        return STATES[chosen[0]].partition("（")[0]
    return _UNRESOLVED if chosen else ""
