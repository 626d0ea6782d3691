"""Getting in and out, and switching the language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from reports.console.books import Desk
from reports.console.gate import (
    HEADERS,
    LANGUAGE_COOKIE,
    Gate,
    Refusal,
    Visitor,
    address_of,
    own_path,
)
from reports.console.language import CHINESE, LANGUAGES
from reports.console.people import TooManyTries

_LONGEST = 200


def router(desk: Desk, gate: Gate) -> APIRouter:
    """Login, logout, language."""
    routes = APIRouter()

    @routes.get("/login")
    def form(request: Request, onward: Annotated[str, Query(alias="next")] = "/") -> Response:
        return gate.plain(request, "login.html.j2", onward=own_path(onward), wrong="", wait=0)

    @routes.post("/login")
    def enter(
        request: Request,
        name: Annotated[str, Form(max_length=_LONGEST)],
        password: Annotated[str, Form(max_length=_LONGEST)],
        onward: Annotated[str, Form(alias="next", max_length=2_000)] = "/",
    ) -> Response:
        _same_origin(request)
        known = {"onward": own_path(onward), "name": name}
        try:
            token = gate.people.enter(name, password, address_of(request))
        except TooManyTries as error:
            response: Response = gate.plain(
                request, "login.html.j2", 429, wrong="", wait=error.seconds, **known
            )
            response.headers["Retry-After"] = str(error.seconds)
            return response
        if token is None:
            wrong = "用户名或密码不正确。"
            return gate.plain(request, "login.html.j2", 401, wrong=wrong, wait=0, **known)
        response = RedirectResponse(own_path(onward), 303, HEADERS)
        gate.keep(response, token)
        return response

    @routes.post("/logout")
    def leave(request: Request, asked: Visitor) -> Response:
        gate.people.leave(request.cookies.get(gate.cookie, ""))
        response = RedirectResponse("/login", 303, HEADERS)
        gate.drop(response)
        return response

    @routes.post("/language")
    def language(
        request: Request,
        to: Annotated[str, Form(max_length=10)],
        onward: Annotated[str, Form(alias="next", max_length=2_000)] = "/",
    ) -> Response:
        _same_origin(request)
        response = RedirectResponse(own_path(onward), 303, HEADERS)
        value = to if to in LANGUAGES else CHINESE
        response.set_cookie(
            LANGUAGE_COOKIE, value, max_age=31_536_000, secure=gate.secure, samesite="lax"
        )
        return response

    return routes


def _same_origin(request: Request) -> None:
    """Nobody is in yet, so no token can come back: the browser says who sends the form."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    if site not in ("same-origin", "none") or (origin and origin.partition("://")[2] != host):
        raise Refusal(403, "请求来自其他网站，未予执行。")
