"""The human sample: page, rule and quote without the verdict; the answer; then the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from checks.engine.finding import Finding
from crawler.records.addresses import page_address
from crawler.records.moments import beijing_date
from reports.console.access import Right
from reports.console.books import Books, Desk
from reports.console.deeds import NotDone
from reports.console.environment import copy_words
from reports.console.gate import HEADERS, NOTHING, Asked, Gate, Refusal, Visitor
from reports.console.lines import one_line
from reports.console.pages.finding import COPY_POLICY
from reports.console.pages.today import chosen_run, nights_around
from reports.console.rechecks import (
    ANSWERS,
    ROUND,
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
PoolPath = Annotated[
    str, Path(pattern=r"^(\d{4}-\d{2}-\d{2}(\.\d{1,6})?|round:[A-Za-z0-9._-]{1,64})$")
]
NumberPath = Annotated[int, Path(ge=1, le=100_000)]


@dataclass(frozen=True)
class Item:
    """A drawn finding, by its place in the pool's sample, from 1."""

    number: int
    of: int
    drawn: Drawn
    judged: JudgedFinding


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The sample of a pool, its next question, and what was answered."""
    routes = APIRouter()

    @routes.get("/sample")
    def overview(asked: Visitor, pool: Annotated[str, Query(max_length=110)] = "") -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            rounds, today = desk.sample.rounds(), beijing_date(gate.now())
            over = [one.id for one in rounds if one.end_on < today]
            line = chosen_run(books, "" if pool.startswith(ROUND) else pool)
            if line is None:
                return gate.page(asked, "empty.html.j2")
            pool = pool or (f"{ROUND}{over[0]}" if over else line.run)
            drawn = _sample(desk, gate, pool)
            return gate.page(
                asked,
                "sample.html.j2",
                pool=pool,
                rounds=rounds,
                over=over,
                nights=nights_around(books.runs(), line.run),
                drawn=len(drawn),
                done=[(number, one.recheck) for number, one in enumerate(drawn, 1) if one.recheck],
                rates=check_rates(desk.sample.rechecks()),
                labels=check_labels(books.rulebooks),
                names={one.id: one.name for one in books.portals},
                agreements=AGREEMENTS,
                answers=ANSWERS,
            )

    @routes.get("/sample/{pool}")
    def question(asked: Visitor, pool: PoolPath) -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            return _question(desk, gate, asked, books, pool)

    @routes.post("/sample/{pool}")
    def answer(
        asked: Visitor,
        pool: PoolPath,
        number: Annotated[int, Form(ge=1, le=100_000)],
        drawn: Annotated[str, Form(max_length=64)],
        answer: Annotated[Answer, Form()],
        note: Annotated[str, Form(max_length=1_000)] = "",
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        seed, sample = desk.sample.seed(pool), _sample(desk, gate, pool)
        try:
            if number != _next(sample) or ticket(seed, sample[number - 1].candidate) != drawn:
                raise NotDone("这一条已由他人复核，或者不是现在应复核的一条。")
            chosen = sample[number - 1]
            made = Recheck(
                gate.now(), asked.person.shown, chosen.run, seed, chosen.candidate, answer,
                one_line(note),
            )  # fmt: skip
            desk.sample.record(made)
        except NotDone as error:
            with desk.books() as books:
                return _question(desk, gate, asked, books, pool, error)
        gate.people.note(
            asked.person.name, "sample", f"{pool} {number} {answer.value}", asked.address
        )
        return RedirectResponse(f"/sample/{pool}/{number}", 303, HEADERS)

    @routes.get("/sample/{pool}/{number}")
    def verdict(asked: Visitor, pool: PoolPath, number: NumberPath) -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            item = _item(books, _sample(desk, gate, pool), number)
            if item.drawn.recheck is None:
                gate.refuse(asked, "verdict before the answer")
            return gate.page(
                asked,
                "sample_verdict.html.j2",
                pool=pool,
                item=item,
                made=item.drawn.recheck,
                title=blind_title(item.judged.finding),
                names={one.id: one.name for one in books.portals},
                agreements=AGREEMENTS,
                answers=ANSWERS,
            )

    @routes.get("/sample/{pool}/{number}/copies/{place}")
    def copy(
        asked: Visitor,
        pool: PoolPath,
        number: NumberPath,
        place: Annotated[int, Path(ge=0, le=10_000)],
    ) -> Response:
        gate.need(asked, Right.ATTEST)
        with desk.books() as books:
            sample = _sample(desk, gate, pool)
            item = _item(books, sample, number)
            if item.drawn.recheck is None and number != _next(sample):
                gate.refuse(asked, "a finding that is not next")
            proofs = item.judged.finding.evidence
            body = None
            if place < len(proofs):
                body = books.archived(item.drawn.run, proofs[place].sha256, proofs[place].url)
            if body is None:
                raise Refusal(404, "存档中没有这一页面，可能已按保存期限清理。")
            same = [one for one in proofs if one.sha256 == proofs[place].sha256]
            policy = COPY_POLICY + "; frame-ancestors 'self'"
            return HTMLResponse(
                copy_page(body, same, sample=books.sample, words=copy_words(asked.language)),
                headers={**HEADERS, "Content-Security-Policy": policy},
            )

    return routes


def _sample(desk: Desk, gate: Gate, pool: str) -> Sequence[Drawn]:
    """What is drawn of a pool; a Refusal for a round that there is not, or that is not over.

    While it lasts, each further night would change what is drawn.
    """
    if pool.startswith(ROUND):
        ends = {f"{ROUND}{one.id}": one.end_on for one in desk.sample.rounds()}
        if pool not in ends:
            raise Refusal(404, NOTHING)
        if ends[pool] >= beijing_date(gate.now()):
            raise Refusal(404, "这一轮次还没有结束，结束后才能抽样。")
    return desk.sample.drawn(pool)


def blind_title(finding: Finding) -> str:
    """What a finding is about, without what its aspect may tell of the faults."""
    title = shown(finding.title, 200) or address(finding.subject, 200)
    role = role_name(finding.identity)
    return f"{title}（{role}）" if role != finding.identity else title


def _next(sample: Sequence[Drawn]) -> int:
    """The number of the first finding that nobody rechecked; 0 for none."""
    return next((n for n, one in enumerate(sample, 1) if one.recheck is None), 0)


def _item(books: Books, sample: Sequence[Drawn], number: int) -> Item:
    if not 0 < number <= len(sample):
        raise Refusal(404, NOTHING)
    drawn = sample[number - 1]
    judged = books.finding(drawn.candidate.case_id, drawn.run)
    if judged is None:
        raise Refusal(404, NOTHING)
    return Item(number, len(sample), drawn, judged)


def _question(
    desk: Desk, gate: Gate, asked: Asked, books: Books, pool: str, refused: NotDone | None = None
) -> Response:
    sample = _sample(desk, gate, pool)
    number = _next(sample)
    if not number:
        return RedirectResponse(f"/sample?pool={pool}", 303, HEADERS)
    item = _item(books, sample, number)
    finding = item.judged.finding
    # Pictures are taken of failures only: one would tell the verdict. So would the sum of days.
    proofs = [
        (one, books.archived(item.drawn.run, one.sha256, one.url) is not None)
        for one in finding.evidence
    ]
    return gate.page(
        asked,
        "sample_question.html.j2",
        409 if refused else 200,
        pool=pool,
        run=chosen_run(books, item.drawn.run),
        item=item,
        title=blind_title(finding),
        requirement=item.judged.requirement,
        rulebook=books.rulebooks.get(finding.rulebook),
        portal=next((one for one in books.portals if one.id == finding.portal), None),
        proofs=proofs,
        page_of=page_address,
        place=page_address(finding.subject),
        drawn=ticket(desk.sample.seed(pool), item.drawn.candidate),
        answers=ANSWERS,
        refused=refused,
    )
