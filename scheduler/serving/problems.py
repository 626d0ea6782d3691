"""Refusals as problem objects (RFC 9457)."""

from __future__ import annotations

import logging
import sqlite3
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

log = logging.getLogger(__name__)
PROBLEM = "application/problem+json"


class Refused(Exception):  # noqa: N818  (the name says what happens)
    """A request that is answered with a problem object."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def not_found() -> Refused:
    """What is not there, and what the reader may not know of, are told in the same words."""
    return Refused(404, "没有这项内容，或者不在您的查看范围内。")


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer to a refused request."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    known = {"Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(body, status, known, PROBLEM)


def refuse_with_problems(app: FastAPI) -> None:
    """Answer every refusal and failure of the application with a problem object."""

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> JSONResponse:
        return problem(error.status, error.detail, error.headers)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 404:
            return problem(404, not_found().detail)
        return problem(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # The value itself is not repeated: it may be anything.
        faults = [
            f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}"
            for one in error.errors()
        ]
        return problem(422, "; ".join(faults))

    @app.exception_handler(sqlite3.Error)
    def unreadable(request: Request, error: sqlite3.Error) -> JSONResponse:
        log.error("the data cannot be read: %s", error)
        return problem(503, "数据库暂时无法读取。", {"Retry-After": "60"})

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> JSONResponse:
        return problem(500, "内部错误，已记录。")
