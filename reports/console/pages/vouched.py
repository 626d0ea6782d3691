"""Getting in by another's word: the way to the provider (OpenID Connect) and back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from reports.console.books import Desk
from reports.console.gate import Gate, address_of, own_path
from reports.console.pages.entering import entered
from reports.console.people import Unproved

_MINUTES = 10
_FAILED = "统一身份认证没有通过，或者没有对应的可用账号。"


def router(desk: Desk, gate: Gate) -> APIRouter:
    """The way there and back; no routes where no provider is set."""
    routes = APIRouter()
    voucher = gate.voucher
    if voucher is None:
        return routes
    cookie = f"{gate.cookie}_oidc"

    @routes.get("/oidc/login")
    def begin(
        request: Request, onward: Annotated[str, Query(alias="next", max_length=2_000)] = "/"
    ) -> Response:
        try:
            key, url = voucher.begin(own_path(onward))
        except Unproved as error:
            return _failed(gate, request, str(error))
        response = RedirectResponse(url, 303, gate.headers)
        # Lax: the provider leads back by a link, with which a strict cookie would not come.
        response.set_cookie(
            cookie, key, max_age=_MINUTES * 60, httponly=True, secure=gate.secure,
            samesite="lax", path="/",
        )  # fmt: skip
        return response

    @routes.get("/oidc/back")
    def back(request: Request) -> Response:
        try:
            key = request.cookies.get(cookie, "")
            name, onward = voucher.finish(key, dict(request.query_params))
        except Unproved as error:
            response = _failed(gate, request, str(error))
        else:
            token = gate.people.enter_known(name, address_of(request))
            if token is None:
                response = gate.plain(
                    request, "login.html.j2", 401, onward="/", wrong=_FAILED, wait=0
                )
            else:
                response = entered(gate, request, token, onward)
        response.delete_cookie(cookie, path="/", secure=gate.secure, httponly=True)
        return response

    return routes


def _failed(gate: Gate, request: Request, why: str) -> Response:
    gate.people.note("", "login failed", f"oidc: {why}"[:300], address_of(request))
    return gate.plain(request, "login.html.j2", 401, onward="/", wrong=_FAILED, wait=0)
