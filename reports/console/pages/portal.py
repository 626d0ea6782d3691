"""A portal: its score over time, why it moved, its requirements by day, sections and history."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement, Rulebook
from checks.engine.scoring import Score, ScoreLine
from reports.changes import Change, changes
from reports.charges import charges
from reports.console.books import Desk
from reports.console.gate import NOTHING, Gate, Refusal, Visitor
from reports.console.offering import offer
from reports.console.pages.today import (
    RunQuery,
    chosen_run,
    nights_around,
    nights_shown,
    scores_shown,
)
from reports.console.rechecks import check_labels, rates_of, rates_shown
from reports.console.since import shown_case, with_later
from reports.console.telling import for_unit, own_view
from reports.footing import footing
from reports.model import JudgedFinding, RunReport, ScorePoint, Standing, line_of
from reports.score_shifts import Shift, shifts_of

PortalPath = Annotated[str, Path(max_length=100)]
_NIGHTS = 60


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The page of one portal."""
    routes = APIRouter()

    @routes.get("/portals/{portal}")
    def portal(asked: Visitor, portal: PortalPath, run: RunQuery = "") -> Response:
        gate.see(asked, portal)
        with desk.books() as books:
            line = chosen_run(books, run)
            if line is None or portal not in {one.id for one in books.portals}:
                raise Refusal(404, NOTHING)
            report = books.report(line.run, portal)
            if report is None:
                raise Refusal(404, "这一批次没有测评这个单位。")
            if asked.person.only:
                report = for_its_unit(report)
            shown = nights_shown(asked, books)
            if shown is not None:
                report = released_only(report, shown)
            held = not scores_shown(asked, gate, books, line.run)
            goes_by = [report.rulebook(one.rulebook) for one in report.scores]
            nights, heat = books.heat(line.run, portal, _NIGHTS, bool(asked.person.only))
            charged = with_later(report, books.later(line.run, portal))
            costs = {} if held else charges(charged)
            past = line.run < books.latest()
            return gate.page(
                asked,
                "portal.html.j2",
                run=line,
                portal=report.portal(portal),
                nights=nights_around(books.runs(), line.run),
                report=report,
                held=held,
                scores=[] if held else report.scores,
                books=books.rulebooks,
                footing=footing,
                losses=() if held else losses(report),
                problems=problems(charged),
                costs=costs,
                shown={
                    one.finding.case_id: shown_case(
                        one, costs.get(one.finding.case_id), past=past, unit=bool(asked.person.only)
                    )
                    for one in charged.judged
                    if one.standing is not Standing.OTHER
                },
                chart=json.dumps(chart(report.history.get(portal, ())), ensure_ascii=False),
                heat=heat,
                offer=offer(books, asked, line.run, portal),
                heat_nights=nights,
                titles=titles(books.rulebooks.values()),
                visit=next(iter(report.visits), None),
                rates={} if held else rates_of(rates_shown(desk.sample.rechecks()), goes_by),
                labels=check_labels(books.rulebooks),
                runs=[one for one in books.runs() if one.run <= line.run][:30],
            )

    return routes


@dataclass(frozen=True)
class Loss:
    """What a requirement cost in this run and in the one before, and what changed about it.

    `changes` are the judgements that came out otherwise, `shift` what else moved its share.
    """

    rulebook: str
    requirement: Requirement
    before: Decimal
    now: Decimal
    changes: tuple[Change, ...]
    shift: Shift

    @property
    def gained(self) -> Decimal:
        """Positive where the requirement costs less now."""
        return self.before - self.now


def for_its_unit(report: RunReport) -> RunReport:
    """A report as the unit sees it: nothing, now or before, that was only suspected."""
    judged = tuple(own_view(one) for one in report.judged if for_unit(one))
    known = {one.finding.case_id for one in judged if one.case is not None}
    previous = report.previous
    if previous is not None:
        failed = Outcome.FAILED
        kept = (f for f in previous.findings if f.outcome is not failed or f.case_id in known)
        previous = replace(previous, findings=tuple(kept))
    return replace(report, judged=judged, previous=previous)


def released_only(report: RunReport, shown: Collection[str]) -> RunReport:
    """A report that tells no score of another night than these and its own."""
    history = {
        portal: tuple(point for point in points if point.run in shown or point.run == report.run)
        for portal, points in report.history.items()
    }
    previous = report.previous
    if previous is not None and previous.run not in shown:
        previous = replace(previous, scores=())
    return replace(report, history=history, previous=previous)


def losses(report: RunReport) -> tuple[Loss, ...]:
    """The requirements that moved a score since the run before, the dearest first."""
    previous = report.previous
    if previous is None:
        return ()
    by_row: dict[tuple[str, str], list[Change]] = {}
    for change in changes(report):
        key = change.finding.rulebook, change.finding.requirement
        by_row.setdefault(key, []).append(change)
    earlier = {(one.portal, one.rulebook): one for one in previous.scores}
    found = []
    for score in report.scores:
        before = earlier.get((score.portal, score.rulebook))
        if before is not None:
            found += _moved(score, before, report, by_row)
    return tuple(sorted(found, key=lambda loss: loss.gained))


def _moved(
    score: Score,
    before: Score,
    report: RunReport,
    by_row: Mapping[tuple[str, str], Sequence[Change]],
) -> list[Loss]:
    rows = {row.id: row for row in report.rulebook(score.rulebook).requirements}
    found = []
    shifted = shifts_of(score, before, rows)
    for row in rows.values():
        now, then = line_of(score, row.id), line_of(before, row.id)
        costs = _deducted(now), _deducted(then)
        if costs[0] != costs[1]:
            known = tuple(by_row.get((score.rulebook, row.id), ()))
            found.append(Loss(score.rulebook, row, costs[1], costs[0], known, shifted[row.id]))
    return found


def _deducted(line: ScoreLine | None) -> Decimal:
    return line.deducted if line is not None else Decimal(0)


def problems(report: RunReport) -> tuple[tuple[Requirement, tuple[JudgedFinding, ...]], ...]:
    """The failures by requirement, in its order: what costs nothing too, which says so."""
    found: dict[tuple[str, str], list[JudgedFinding]] = {}
    for judged in report.judged:
        if judged.standing is not Standing.OTHER:
            key = judged.finding.rulebook, judged.finding.requirement
            found.setdefault(key, []).append(judged)
    return tuple((own[0].requirement, tuple(own)) for own in found.values())


def chart(points: Sequence[ScorePoint]) -> dict[str, object]:
    """The score's history for the chart: nights, and per rulebook value, low and high."""
    nights = sorted({point.run for point in points})
    series: dict[str, dict[str, list[float | None]]] = {}
    for point in points:
        own = series.setdefault(
            point.rulebook, {key: [None] * len(nights) for key in ("value", "low", "high")}
        )
        at = nights.index(point.run)
        for key in ("value", "low", "high"):
            figure = getattr(point, key)
            own[key][at] = None if figure is None else float(figure)
    return {"nights": nights, "series": series}


def titles(rulebooks: Iterable[Rulebook]) -> dict[tuple[str, str], str]:
    """Titles of requirements by rulebook and id."""
    return {(book.id, row.id): row.title for book in rulebooks for row in book.requirements}
