"""Findings: filtered by unit, requirement, outcome, state and date; exported as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from reports.console.books import Books, Desk, Wanted
from reports.console.gate import Asked, Gate, Refusal, Visitor
from reports.console.offering import Offer, offer, offer_of_all
from reports.console.pages.portal import titles
from reports.console.pages.today import RunQuery, chosen_run
from reports.safety import harmless

PAGE = 50
DayQuery = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
"""A day that may be left empty, as a form sends it."""
_OPEN = (
    CaseState.OPEN,
    CaseState.NOTIFIED,
    CaseState.RECTIFYING,
    CaseState.REOPENED,
    CaseState.DISPUTED,
)
STATE_CHOICES: Mapping[str, tuple[CaseState, ...]] = {
    "unresolved": _OPEN,
    **{state.value: (state,) for state in CaseState},
}
AGES = (7, 30, 90)


@dataclass(frozen=True)
class Filter:
    """What the query of a list says; empty fields ask for nothing in particular."""

    run: RunQuery = ""
    portal: Annotated[str, Query(max_length=100)] = ""
    rulebook: Annotated[str, Query(max_length=100)] = ""
    requirement: Annotated[str, Query(max_length=100)] = ""
    outcome: Annotated[str, Query(max_length=20)] = ""
    state: Annotated[str, Query(max_length=20)] = ""
    text: Annotated[str, Query(max_length=200)] = ""
    days: Annotated[str, Query(pattern=r"^\d{0,4}$")] = ""
    due_from: DayQuery = ""
    due_to: DayQuery = ""


Filtered = Annotated[Filter, Depends()]
"""The parameter of a route that lists or exports findings."""


def wanted_of(asked: Asked, books: Books, run: str, query: Filter) -> Wanted:
    """What a request asks for; a unit asks for its own only, and not for what is unconfirmed.

    Raises Refusal for a value that there is not: whoever mistyped it must not get everything.
    """
    if query.outcome and query.outcome not in Outcome._value2member_map_:
        raise Refusal(422, "筛选条件“结果”的值不存在。")
    if query.state and query.state not in STATE_CHOICES:
        raise Refusal(422, "筛选条件“问题状态”的值不存在。")
    wanted = Wanted(
        run=run,
        portal=asked.person.only or query.portal,
        rulebook=query.rulebook,
        requirement=query.requirement,
        outcome=Outcome(query.outcome) if query.outcome else None,
        case_states=STATE_CHOICES.get(query.state, ()),
        text=harmless(query.text),
        days=int(query.days or 0),
        due_from=day_of(query.due_from),
        due_to=day_of(query.due_to),
        for_unit=bool(asked.person.only),
    )
    _must_be_known(books, wanted, asked.person.only)
    return wanted


def _must_be_known(books: Books, wanted: Wanted, only: str) -> None:
    """Raises Refusal for a unit, rulebook or requirement that neither stands nor was found by."""
    units = {one.id for one in books.portals}
    rows = {row.id for book in books.rulebooks.values() for row in book.requirements}
    for key, known, sentence in (
        ("portal", units, "筛选条件“单位”的值不存在。"),
        ("rulebook", books.rulebooks, "筛选条件“指标体系”的值不存在。"),
        ("requirement", rows, "筛选条件“测评指标”的值不存在。"),
    ):
        value = getattr(wanted, key)
        alone = Wanted(wanted.run, **({"portal": only} | {key: value}))
        if value and value not in known and not books.count(alone):
            raise Refusal(422, sentence)


def day_of(text: str) -> date | None:
    """A day as a form sends it, empty for none; Refusal for one that there is not."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(422, "填写的内容或网址参数不正确。") from None


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The list."""
    routes = APIRouter()

    @routes.get("/findings")
    def findings(
        asked: Visitor,
        query: Filtered,
        after: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> Response:
        with desk.books() as books:
            line = chosen_run(books, query.run)
            if line is None:
                return gate.page(asked, "empty.html.j2")
            wanted = wanted_of(asked, books, line.run, query)
            known = [one for one in books.portals if asked.person.sees(one.id)]
            return gate.page(
                asked,
                "findings.html.j2",
                run=line,
                runs=books.runs(),
                wanted=wanted,
                given=given(wanted, query.run, query.state),
                exported=given(wanted, line.run, query.state),
                state=query.state,
                rows=list(books.findings(wanted, after, PAGE)),
                total=books.count(wanted),
                after=after,
                page_size=PAGE,
                portals=known,
                names={one.id: one.name for one in known},
                rulebooks=books.rulebooks,
                titles=titles(books.rulebooks.values()),
                offer=_offer(books, asked, wanted),
                states=tuple(CaseState),
                outcomes=tuple(Outcome),
                ages=AGES,
            )

    return routes


def _offer(books: Books, asked: Asked, wanted: Wanted) -> Offer:
    if wanted.portal in {one.id for one in books.portals}:
        return offer(books, asked, wanted.run, wanted.portal)
    return offer_of_all(books, asked, wanted.run)


def given(wanted: Wanted, run: str, state: str) -> str:
    """The query that asks for the same again, without the page."""
    fields = {
        "run": run,
        "portal": wanted.portal,
        "rulebook": wanted.rulebook,
        "requirement": wanted.requirement,
        "outcome": wanted.outcome.value if wanted.outcome else "",
        "state": state,
        "text": wanted.text,
        "days": wanted.days or "",
        "due_from": wanted.due_from or "",
        "due_to": wanted.due_to or "",
    }
    return urlencode({key: value for key, value in fields.items() if value})
