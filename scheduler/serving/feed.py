"""The addresses of the score feed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BeforeValidator

from crawler.portals.serve import Serve
from reports.feed import schema_text
from scheduler.places import Places
from scheduler.serving import contents
from scheduler.serving.answers import JSON, Answer, respond, text_answer
from scheduler.serving.contents import LARGEST_PAGE, PAGE, Asked
from scheduler.serving.openapi import API, described
from scheduler.serving.problems import Refused
from scheduler.serving.readers import reader_of_request
from scheduler.serving.shelf import shelf
from scheduler.store.lines import Form
from scheduler.store.tokens import Reader

_RUN = r"^\d{4}-\d{2}-\d{2}(\.\d{1,6})?$"


def _written(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError("not a date such as 2026-11-20")
    return text


Day = Annotated[date, BeforeValidator(_written)]
"""A date as it is written: pydantic alone would take seconds since 1970 for one too."""
RunName = Annotated[str, Path(alias="date", pattern=_RUN, description="测评批次，如 2026-11-20")]
UnitId = Annotated[str, Path(alias="id", max_length=100, description="单位标识")]

Handler = Callable[..., Any]
Both = Callable[..., Callable[[Handler], Handler]]
"""Registers a handler for GET and HEAD."""


def feed_router(places: Places, settings: Serve, now: Callable[[], datetime]) -> APIRouter:
    """The routes below /feed/v1."""
    router = APIRouter(prefix="/feed/v1")

    def answered(
        request: Request, find: Callable[[sqlite3.Connection, Reader], Answer], *keys: str
    ) -> Response:
        # No dependency of FastAPI's: each would be another turn through the thread pool.
        with shelf(places) as db:
            reader = reader_of_request(db, request, settings, now())
            unknown = set(request.query_params) - set(keys)
            if unknown:
                raise Refused(422, f"不认识的查询参数：{'、'.join(sorted(unknown))[:200]}")
            answer = find(db, reader)
        return respond(request, answer)

    def both(path: str, **given: Any) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            router.get(path, **given)(handler)
            router.head(path, include_in_schema=False)(handler)
            return handler

        return register

    for form in Form:
        _add_files(both, answered, form)

    @both(
        "/scores",
        summary="一段日期内的得分，两端都含，分页",
        operation_id="scores_range",
        responses=described(range_=True),
    )
    def scores(
        request: Request,
        first: Annotated[Day, Query(alias="from", description="起始日期（含）")],
        last: Annotated[Day, Query(alias="to", description="截止日期（含）")],
        portal: Annotated[str | None, Query(max_length=100, description="单位标识")] = None,
        rulebook: Annotated[str | None, Query(max_length=100, description="测评指标体系")] = None,
        form: Annotated[Form, Query(alias="format", description="格式")] = Form.JSON,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="每页条数")] = PAGE,
        after: Annotated[
            str, Query(pattern=_RUN[:-1] + r"~\d{1,9}$", description="上一页之后")
        ] = "",
    ) -> Response:
        asked = Asked(first, last, portal, rulebook, form, limit, after)
        keys = ("from", "to", "portal", "rulebook", "format", "limit", "after")
        return answered(request, lambda db, reader: contents.days(db, reader.scope, asked), *keys)

    @both(
        "/atom.xml",
        summary="每日结果的 Atom 订阅",
        operation_id="atom",
        responses=described(media="application/atom+xml"),
    )
    def atom(request: Request) -> Response:
        def find(db: sqlite3.Connection, reader: Reader) -> Answer:
            row = db.execute("SELECT value FROM about WHERE key = 'instance'").fetchone()
            return contents.news(db, reader, settings.name, row[0], request.url.path)

        return answered(request, find)

    @both("/schema.json", summary="JSON Schema", operation_id="schema", responses=described(""))
    def schema(request: Request) -> Response:
        return respond(request, text_answer("application/schema+json", schema_text().decode()))

    @both("/openapi.json", summary="本说明", operation_id="openapi", responses=described(""))
    def openapi(request: Request) -> Response:
        return respond(request, text_answer(JSON, API.text(request.app)))

    return router


def _add_files(both: Both, answered: Any, form: Form) -> None:
    """The addresses that end in .json or .csv."""
    media = "text/csv" if form is Form.CSV else "application/json"

    @both(
        f"/latest.{form}",
        summary="最近一次测评",
        operation_id=f"latest_{form}",
        responses=described(media=media),
    )
    def latest(request: Request) -> Any:
        return answered(request, lambda db, reader: contents.latest(db, reader.scope, form))

    @both(
        f"/scores/{{date}}.{form}",
        summary="一次测评",
        operation_id=f"scores_{form}",
        responses=described(media=media),
    )
    def day(request: Request, run: RunName) -> Any:
        return answered(request, lambda db, reader: contents.day(db, reader.scope, run, form))

    @both(
        f"/portals/{{id}}.{form}",
        summary="一个单位的最近得分和历次得分",
        operation_id=f"portal_{form}",
        responses=described(media=media),
    )
    def unit(request: Request, portal: UnitId) -> Any:
        return answered(request, lambda db, reader: contents.unit(db, reader.scope, portal, form))
