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
    Visitor,
    address_of,
    own_path,
)
from reports.console.language import CHINESE, LANGUAGES
from reports.console.people import TooManyTries
from reports.safety import harmless

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
        gate.from_here(request)
        known = {"onward": own_path(onward), "tried": harmless(name)}
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
        return entered(gate, request, token, onward)

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
        gate.from_here(request)
        response = RedirectResponse(own_path(onward), 303, HEADERS)
        value = to if to in LANGUAGES else CHINESE
        response.set_cookie(
            LANGUAGE_COOKIE, value, max_age=31_536_000, secure=gate.secure, samesite="lax"
        )
        return response

    return routes


def entered(gate: Gate, request: Request, token: str, onward: str) -> Response:
    """Give the browser its new session and end the one that it came with."""
    former = request.cookies.get(gate.cookie, "")
    if former:
        gate.people.leave(former)
    response = RedirectResponse(own_path(onward), 303, HEADERS)
    gate.keep(response, token)
    return response
