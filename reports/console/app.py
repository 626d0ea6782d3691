"""The console as an application of its own: pages, static files, refusals in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from reports.console.books import Desk
from reports.console.environment import STATIC
from reports.console.gate import HEADERS, NOTHING, Gate, NotIn, Refusal, to_login
from reports.console.guard import Guard
from reports.console.pages import ROUTERS
from reports.console.people import People, Voucher
from reports.console.turns import Turns


def make_console(
    desk: Desk,
    people: People,
    now: Callable[[], datetime],
    *,
    secure: bool = False,
    sample: bool = False,
    voucher: Voucher | None = None,
) -> FastAPI:
    """The console over a desk. `secure` says that browsers reach it by TLS.

    `voucher` lets persons in whom another service knows, beside those with a password.
    """
    # No redirections of slashes: they would repeat whatever host the request names.
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    gate = Gate(people, secure, now, sample, voucher)
    app.state.gate = gate
    app.state.turns = Turns()
    _answer_refusals(app, gate)
    for router in ROUTERS:
        app.include_router(router(desk, gate))
    app.mount("/static", _Static(directory=STATIC), name="static")
    app.add_middleware(Guard, gate=gate, refusal=partial(_bounded, gate))
    return app


_SENTENCES = {
    404: NOTHING,
    413: "提交的内容过大，未予接收。",
    414: "网址过长。",
}


class _Static(StaticFiles):
    """Our own files; they may be kept for a day."""

    def file_response(self, *arguments: object, **named: object) -> Response:
        """The file with the headers of every answer."""
        response: Response = super().file_response(*arguments, **named)  # type: ignore[arg-type]
        response.headers.update({**HEADERS, "Cache-Control": "public, max-age=86400"})
        return response


def _answer_refusals(app: FastAPI, gate: Gate) -> None:
    @app.exception_handler(NotIn)
    def not_in(request: Request, error: NotIn) -> Response:
        return to_login(request)

    @app.exception_handler(Refusal)
    def refused(request: Request, error: Refusal) -> HTMLResponse:
        answer = _refusal(request, gate, error.status, error.sentence)
        answer.headers.update(error.headers)
        return answer

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> HTMLResponse:
        answer = _bounded(gate, request, error.status_code)
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> HTMLResponse:
        return _refusal(request, gate, 422, "填写的内容或网址参数不正确。")

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> HTMLResponse:
        return _refusal(request, gate, 500, "内部错误，已记录。")


def _bounded(gate: Gate, request: Request, status: int) -> HTMLResponse:
    return _refusal(request, gate, status, _SENTENCES.get(status, "这一请求无法执行。"))


def _refusal(request: Request, gate: Gate, status: int, sentence: str) -> HTMLResponse:
    return gate.plain(request, "refusal.html.j2", status, number=status, sentence=sentence)
