"""Today: the portals by score with trend, coverage and alarms; what changed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from checks.engine.outcome import Outcome
from reports.console.access import Right
from reports.console.books import Books, Desk, RunLine, ScoreRow, Wanted
from reports.console.gate import Asked, Gate, Refusal, Visitor
from reports.console.rechecks import check_labels, rates_shown
from reports.console.sparkline import sparkline

RunQuery = Annotated[str, Query(max_length=20, pattern=r"^(\d{4}-\d{2}-\d{2}(\.\d{1,6})?)?$")]
"""The run that a page is about; the last night where none is named."""
_NIGHTS = 30
_DAYS_SHOWN = 14
_MOVEMENTS = 60


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The first page."""
    routes = APIRouter()

    @routes.get("/")
    def today(
        asked: Visitor,
        run: RunQuery = "",
        rulebook: Annotated[str, Query(max_length=100)] = "",
    ) -> Response:
        with desk.books() as books:
            line = chosen_run(books, run)
            if line is None:
                return gate.page(asked, "empty.html.j2")
            only = asked.person.only
            shown = nights_shown(asked, books)
            scores = [
                row
                for row in books.scores(line.run, _NIGHTS, shown)
                if not only or row.portal == only
            ]
            if only:
                scores = [_own_counts(books, line.run, row) for row in scores]
            held = not scores_shown(asked, gate, books, line.run)
            named = {row.rulebook for row in scores}
            if rulebook and rulebook not in named and rulebook not in books.rulebooks:
                raise Refusal(422, "筛选条件“指标体系”的值不存在。")
            return gate.page(
                asked,
                "today.html.j2",
                run=line,
                nights=nights_around(books.runs(), line.run),
                rows=listed([row for row in scores if rulebook in ("", row.rulebook)], held),
                held=held,
                rulebooks={
                    name: books.rulebooks[name] for name in sorted(named) if name in books.rulebooks
                },
                chosen=rulebook,
                portals={one.id: one for one in books.portals},
                movements=books.movements(line.run, only, _MOVEMENTS, bool(only)),
                alarms=() if only else books.alarms(),
                spark=sparkline,
                rates=rates_shown(desk.sample.rechecks()),
                labels=check_labels(books.rulebooks),
            )

    return routes


def _own_counts(books: Books, run: str, row: ScoreRow) -> ScoreRow:
    """A row with the counts of what a unit may see."""
    asked = Wanted(run, row.portal, row.rulebook, outcome=Outcome.FAILED, for_unit=True)
    return replace(row, failed=books.count(asked))


def nights_shown(asked: Asked, books: Books) -> frozenset[str] | None:
    """The runs whose scores the person may see; None for all."""
    return None if asked.person.may(Right.UNRELEASED) else books.released_runs()


def chosen_run(books: Books, name: str) -> RunLine | None:
    """The run of that name, the last night for none; None where no run is complete yet.

    Raises Refusal for a run that there is not.
    """
    runs = books.runs()
    if not runs:
        return None
    wanted = name or books.latest()
    found = next((one for one in runs if one.run == wanted), None)
    if found is None:
        raise Refusal(404, "没有这一批次的测评。")
    return found


def nights_around(runs: Sequence[RunLine], run: str) -> list[RunLine]:
    """Some nights with the chosen run among them, oldest first, to step through."""
    names = [one.run for one in runs]
    at = names.index(run) if run in names else 0
    first = max(0, min(at - _DAYS_SHOWN // 2, len(runs) - _DAYS_SHOWN))
    return list(reversed(runs[first : first + _DAYS_SHOWN]))


def listed(rows: Sequence[ScoreRow], held: bool) -> list[ScoreRow]:
    """The lowest score first, portals without one at the end; as they come while held.

    An order tells who stands where, whatever is left out of the cells.
    """
    if held:
        return list(rows)
    return sorted(rows, key=lambda row: (row.value is None, row.value or 0))


def scores_shown(asked: Asked, gate: Gate, books: Books, run: str) -> bool:
    """Whether the person may see a run's scores; a view of unreleased ones is logged."""
    if books.released(run):
        return True
    if not asked.person.may(Right.UNRELEASED):
        return False
    gate.people.note(
        asked.person.name, "unreleased", f"{run} {asked.request.url.path}"[:300], asked.address
    )
    return True
