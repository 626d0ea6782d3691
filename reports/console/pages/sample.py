"""The human sample: page, rule and quote without the verdict; the answer; then the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from checks.engine.finding import Finding
from crawler.records.addresses import page_address
from reports.console.access import Right
from reports.console.books import Books, Desk
from reports.console.deeds import NotDone
from reports.console.gate import HEADERS, NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.lines import one_line
from reports.console.pages.finding import COPY_POLICY
from reports.console.pages.today import RunQuery, chosen_run, nights_around
from reports.console.rechecks import (
    ANSWERS,
    Agreement,
    Answer,
    Drawn,
    Recheck,
    check_labels,
    check_rates,
    ticket,
)
from reports.copies import copy_page
from reports.model import JudgedFinding
from reports.safety import address, shown
from reports.wording import role_name

AGREEMENTS: Mapping[Agreement, str] = {
    Agreement.RIGHT: "一致",
    Agreement.WRONGLY_FAILED: "误判",
    Agreement.MISSED: "漏判",
    Agreement.SEEN_BY_HAND: "仅人工可判定",
    Agreement.OPEN: "人工无法判定",
}
RunPath = Annotated[str, Path(pattern=r"^\d{4}-\d{2}-\d{2}(\.\d{1,6})?$")]
NumberPath = Annotated[int, Path(ge=1, le=100_000)]


@dataclass(frozen=True)
class Item:
    """A drawn finding, by its place in the run's sample, from 1."""

    number: int
    of: int
    drawn: Drawn
    judged: JudgedFinding


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The sample of a run, its next question, and what was answered."""
    routes = APIRouter()

    @routes.get("/sample")
    def overview(asked: Visitor, run: RunQuery = "") -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            line = chosen_run(books, run)
            if line is None:
                return gate.page(asked, "empty.html.j2")
            drawn = desk.sample.drawn(line.run)
            return gate.page(
                asked,
                "sample.html.j2",
                run=line,
                nights=nights_around(books.runs(), line.run),
                drawn=len(drawn),
                done=[(number, one.recheck) for number, one in enumerate(drawn, 1) if one.recheck],
                rates=check_rates(desk.sample.rechecks()),
                labels=check_labels(books.rulebooks),
                names={one.id: one.name for one in books.portals},
                agreements=AGREEMENTS,
                answers=ANSWERS,
            )

    @routes.get("/sample/{run}")
    def question(asked: Visitor, run: RunPath) -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            return _question(desk, gate, asked, books, run)

    @routes.post("/sample/{run}")
    def answer(
        asked: Visitor,
        run: RunPath,
        number: Annotated[int, Form(ge=1, le=100_000)],
        drawn: Annotated[str, Form(max_length=64)],
        answer: Annotated[Answer, Form()],
        note: Annotated[str, Form(max_length=1_000)] = "",
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        seed, sample = desk.sample.seed(run), desk.sample.drawn(run)
        try:
            if number != _next(sample) or ticket(seed, sample[number - 1].candidate) != drawn:
                raise NotDone("这一条已由他人复核，或者不是现在应复核的一条。")
            made = Recheck(
                gate.now(), asked.person.shown, run, seed, sample[number - 1].candidate, answer,
                one_line(note),
            )  # fmt: skip
            desk.sample.record(made)
        except NotDone as error:
            with desk.books() as books:
                return _question(desk, gate, asked, books, run, error)
        gate.people.note(
            asked.person.name, "sample", f"{run} {number} {answer.value}", asked.address
        )
        return RedirectResponse(f"/sample/{run}/{number}", 303, HEADERS)

    @routes.get("/sample/{run}/{number}")
    def verdict(asked: Visitor, run: RunPath, number: NumberPath) -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            item = _item(books, desk.sample.drawn(run), run, number)
            if item.drawn.recheck is None:
                gate.refuse(asked, "verdict before the answer")
            return gate.page(
                asked,
                "sample_verdict.html.j2",
                run=run,
                item=item,
                made=item.drawn.recheck,
                title=blind_title(item.judged.finding),
                names={one.id: one.name for one in books.portals},
                agreements=AGREEMENTS,
                answers=ANSWERS,
            )

    @routes.get("/sample/{run}/{number}/copies/{place}")
    def copy(
        asked: Visitor,
        run: RunPath,
        number: NumberPath,
        place: Annotated[int, Path(ge=0, le=10_000)],
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            sample = desk.sample.drawn(run)
            item = _item(books, sample, run, number)
            if item.drawn.recheck is None and number != _next(sample):
                gate.refuse(asked, "a finding that is not next")
            proofs = item.judged.finding.evidence
            body = None
            if place < len(proofs):
                body = books.archived(run, proofs[place].sha256, proofs[place].url)
            if body is None:
                raise Refusal(404, "存档中没有这一页面，可能已按保存期限清理。")
            same = [one for one in proofs if one.sha256 == proofs[place].sha256]
            policy = COPY_POLICY + "; frame-ancestors 'self'"
            return HTMLResponse(
                copy_page(body, same, sample=books.sample),
                headers={**HEADERS, "Content-Security-Policy": policy},
            )

    return routes


def blind_title(finding: Finding) -> str:
    """What a finding is about, without what its aspect may tell of the faults."""
    title = shown(finding.title, 200) or address(finding.subject, 200)
    role = role_name(finding.identity)
    return f"{title}（{role}）" if role != finding.identity else title


def _next(sample: Sequence[Drawn]) -> int:
    """The number of the first finding that nobody rechecked; 0 for none."""
    return next((n for n, one in enumerate(sample, 1) if one.recheck is None), 0)


def _item(books: Books, sample: Sequence[Drawn], run: str, number: int) -> Item:
    if not 0 < number <= len(sample):
        raise Refusal(404, NOTHING)
    drawn = sample[number - 1]
    judged = books.finding(drawn.candidate.case_id, run)
    if judged is None:
        raise Refusal(404, NOTHING)
    return Item(number, len(sample), drawn, judged)


def _question(
    desk: Desk, gate: Gate, asked: Asked, books: Books, run: str, refused: NotDone | None = None
) -> Response:
    line = chosen_run(books, run)
    sample = desk.sample.drawn(run)
    number = _next(sample)
    if line is None or not number:
        return RedirectResponse(f"/sample?run={run}", 303, HEADERS)
    item = _item(books, sample, run, number)
    finding = item.judged.finding
    # Pictures are taken of failures only: one would tell the verdict. So would the sum of days.
    proofs = [
        (one, books.archived(run, one.sha256, one.url) is not None) for one in finding.evidence
    ]
    return gate.page(
        asked,
        "sample_question.html.j2",
        409 if refused else 200,
        run=line,
        item=item,
        title=blind_title(finding),
        requirement=item.judged.requirement,
        rulebook=books.rulebooks.get(finding.rulebook),
        portal=next((one for one in books.portals if one.id == finding.portal), None),
        proofs=proofs,
        page_of=page_address,
        place=page_address(finding.subject),
        drawn=ticket(desk.sample.seed(run), item.drawn.candidate),
        answers=ANSWERS,
        refused=refused,
    )
