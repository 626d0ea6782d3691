"""A finding: rule, sentence, due-date sum, quotes in their page, proof, history, and actions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.workflow import RULES, Action, Actor, Step, allowed
from checks.errors import WorkflowError
from crawler.records import Evidence
from crawler.records.addresses import page_address
from reports.charges import charges
from reports.console.access import Right
from reports.console.barring import barred
from reports.console.books import Books, CaseEvent, Desk
from reports.console.environment import copy_words
from reports.console.gate import HEADERS, NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.lines import one_line
from reports.console.pages.findings import day_of
from reports.console.pages.today import RunQuery, chosen_run, scores_shown
from reports.console.since import shown_case, with_later
from reports.console.telling import for_unit, own_history, own_view
from reports.copies import copy_page
from reports.day_sums import sum_in_words
from reports.model import JudgedFinding
from reports.passages import Passage, passage_of
from reports.remedies import remedy_of
from reports.sources import Source, sources_in_words

CasePath = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
COPY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""An archived copy stands in an origin of its own: nothing runs, nothing is asked for."""


@dataclass(frozen=True)
class Proof:
    """A piece of evidence as shown; `kept` says whether the archive gives the bytes back.

    `passage` is where its quote stands in the page, for paper.
    """

    item: Evidence
    kept: bool
    digest_right: bool
    pictured: bool
    passage: Passage | None = None


def router(desk: Desk, gate: Gate) -> APIRouter:
    """A finding, its archived copies, and what persons do to its case."""
    routes = APIRouter()

    @routes.get("/findings/{case}")
    def finding(asked: Visitor, case: CasePath, run: RunQuery = "") -> Response:
        with desk.books() as books:
            return _shown(books, gate, asked, case, run)

    @routes.get("/findings/{case}/copies/{number}")
    def copy(
        asked: Visitor,
        case: CasePath,
        number: Annotated[int, Path(ge=0, le=10_000)],
        run: RunQuery = "",
        plain: bool = False,
    ) -> Response:
        if plain:
            gate.need(asked, Right.PERSONAL)
        with desk.books() as books:
            line, judged = found(books, gate, asked, case, run)
            proofs = judged.finding.evidence
            if number >= len(proofs):
                raise Refusal(404, NOTHING)
            body = books.archived(line, proofs[number].sha256, proofs[number].url)
            if body is None:
                raise Refusal(404, "存档中没有这一页面，可能已按保存期限清理。")
            same = [one for one in proofs if one.sha256 == proofs[number].sha256]
            if plain:
                # Written down before anything is shown.
                about = f"{line} {asked.request.url.path}"[:300]
                gate.people.note(asked.person.name, "personal", about, asked.address)
            page = copy_page(
                body, same, sample=books.sample, masked=not plain, words=copy_words(asked.language)
            )
            return HTMLResponse(
                page,
                headers={
                    **HEADERS,
                    "Content-Security-Policy": COPY_POLICY + "; frame-ancestors 'self'",
                },
            )

    @routes.get("/findings/{case}/pictures/{number}")
    def picture(
        asked: Visitor,
        case: CasePath,
        number: Annotated[int, Path(ge=0, le=10_000)],
        run: RunQuery = "",
    ) -> Response:
        with desk.books() as books:
            line, judged = found(books, gate, asked, case, run)
            proofs = judged.finding.evidence
            shot = books.picture(line, proofs[number].sha256) if number < len(proofs) else None
            if shot is None:
                raise Refusal(404, NOTHING)
            return Response(shot, media_type="image/png", headers=HEADERS)

    @routes.post("/findings/{case}/act")
    def act(
        asked: Visitor,
        case: CasePath,
        action: Annotated[Action, Form()],
        reason: Annotated[str, Form(max_length=2_000)] = "",
        measure: Annotated[str, Form(max_length=2_000)] = "",
        link: Annotated[str, Form(max_length=2_000)] = "",
        to: Annotated[str, Form(max_length=200)] = "",
        seen: Annotated[str, Form(max_length=100)] = "",
        until: Annotated[str, Form(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    ) -> Response:
        gate.need(asked, Right.CASES)
        with desk.books() as books:
            found(books, gate, asked, case, "")
        actor = actor_for(asked, action)
        if actor is None:
            gate.refuse(asked, f"action {action}")
        step = Step(
            action, asked.person.shown, actor, gate.now(), reason=one_line(reason),
            link=one_line(link), measure=one_line(measure), to=one_line(to),
            until=day_of(until),
        )  # fmt: skip
        try:
            desk.act(case, step, seen)
        except WorkflowError as error:
            with desk.books() as books:
                words = barred(error, asked.language)
                return _shown(books, gate, asked, case, "", 409, refused=words)
        gate.people.note(asked.person.name, action.value, case, asked.address)
        return RedirectResponse(f"/findings/{case}#history", 303, HEADERS)

    return routes


def found(books: Books, gate: Gate, asked: Asked, case: str, run: str) -> tuple[str, JudgedFinding]:
    """The run meant and the finding in it; Refusal where there is none for this person."""
    line = chosen_run(books, run)
    judged = books.finding(case, line.run) if line is not None else None
    if line is None or judged is None:
        raise Refusal(404, NOTHING)
    gate.see(asked, judged.finding.portal)
    if not asked.person.only:
        return line.run, judged
    if not for_unit(judged):
        gate.refuse(asked, "not for the unit yet")
    return line.run, own_view(judged)


def actor_for(asked: Asked, action: Action) -> Actor | None:
    """The part in which the person may do it; None if in none."""
    return next((one for one in asked.person.actors if one in RULES[action].actors), None)


def _shown(
    books: Books,
    gate: Gate,
    asked: Asked,
    case: str,
    run: str,
    status: int = 200,
    refused: str = "",
) -> Response:
    name, judged = found(books, gate, asked, case, run)
    finding = judged.finding
    portal = next((one for one in books.portals if one.id == finding.portal), None)
    cost = None
    if finding.outcome is Outcome.FAILED and scores_shown(asked, gate, books, name):
        report = books.report(name, finding.portal)
        if report is not None:
            cost = charges(with_later(report, books.later(name, finding.portal))).get(case)
    may = asked.person.may(Right.CASES) and judged.case is not None
    actions = [
        one
        for one in (allowed(judged.case) if judged.case else ())
        if may and actor_for(asked, one)
    ]
    return gate.page(
        asked,
        "finding.html.j2",
        status,
        run=name,
        judged=judged,
        finding=finding,
        portal=portal,
        rulebook=books.rulebooks.get(finding.rulebook),
        sources=_sources(books, name, finding),
        sum_text=sum_in_words(finding),
        proofs=[_proof(books, name, item) for item in finding.evidence],
        page_of=page_address,
        remedy=remedy_of(judged),
        cost=cost,
        shown_case=shown_case(
            judged, cost, past=name < books.latest(), unit=bool(asked.person.only)
        ),
        history=_history(books, asked, judged),
        seen=books.version(case),
        actions=actions,
        needs={one: RULES[one].needs for one in actions},
        refused=refused,
    )


def _sources(books: Books, run: str, finding: Finding) -> tuple[Source, ...]:
    shelf = books.shelf(date.fromisoformat(run[:10])) if finding.sources else {}
    return sources_in_words(finding.sources, shelf.values())


def _history(books: Books, asked: Asked, judged: JudgedFinding) -> Sequence[CaseEvent]:
    if judged.case is None:
        return ()
    history = books.history(judged.finding.case_id)
    return own_history(history) if asked.person.only else history


def _proof(books: Books, run: str, item: Evidence) -> Proof:
    body = books.archived(run, item.sha256, item.url)
    right = body is not None and hashlib.sha256(body).hexdigest() == item.sha256
    passage = passage_of(body, item) if body is not None else None
    pictured = books.picture(run, item.sha256) is not None
    return Proof(item, body is not None, right, pictured, passage)
