"""What stands before every page: who asks, in which language, and whether it may be done."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, NoReturn
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from reports.console.access import Person, Right
from reports.console.environment import environment
from reports.console.language import CHINESE, LANGUAGES
from reports.console.people import People, Session, Voucher
from reports.safety import shown

LANGUAGE_COOKIE = "gongkai_language"
_COOKIE = "gongkai"
_SAFE = frozenset(("GET", "HEAD"))
MOST_TYPED = 5_000_000
"""Bytes of one field of a form."""
_MOST_FILES = 10
NOTHING = "没有这项内容，或者不在您的查看范围内。"
"""What is not there, and what a person may not know of, are told in the same words."""
HEADERS = {
    # Nothing from elsewhere, nothing written into the page: scripts and styles are our files.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-store",
}


_BY_TLS = {"Strict-Transport-Security": "max-age=31536000"}


class NotIn(Exception):  # noqa: N818  (the name says what happens)
    """Nobody is in: the answer is the way to the login."""


class Refusal(Exception):  # noqa: N818
    """A request that is refused: a status and one Chinese sentence for the person."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] = {}) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers


@dataclass(frozen=True)
class Asked:
    """One request of a person who is in."""

    request: Request
    session: Session
    language: str
    address: str

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.session.person


@dataclass(frozen=True)
class Gate:
    """Knows who is in, and renders pages for them. `secure` says that TLS lies in front."""

    people: People
    secure: bool
    now: Callable[[], datetime]
    sample: bool = False
    voucher: Voucher | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """What every answer carries; by TLS also that it is to be asked for by TLS only."""
        return {**HEADERS, **_BY_TLS} if self.secure else HEADERS

    @property
    def cookie(self) -> str:
        """The session's cookie; browsers bind the prefixed name to this host and to TLS."""
        return f"__Host-{_COOKIE}" if self.secure else _COOKIE

    async def asked(self, request: Request) -> Asked:
        """A dependency: the person who asks; with what changes something, that it is meant.

        Raises NotIn for nobody, Refusal for a form that no page of the session sent.
        """
        session = await run_in_threadpool(self.session_of, request)
        if session is None:
            raise NotIn
        request.state.reader = session.person.name
        found = Asked(request, session, language_of(request), address_of(request))
        if request.method not in _SAFE:
            await self.meant(request, session)
        return found

    def session_of(self, request: Request) -> Session | None:
        """The session that a request's cookie is of; None for nobody who is in."""
        token = request.cookies.get(self.cookie, "")
        return self.people.session(token) if token else None

    async def meant(self, request: Request, session: Session) -> None:
        """Raises Refusal, and logs it, for a request that another site may have sent."""
        self.from_here(request, session.person.name)
        form = await request.form(max_files=_MOST_FILES, max_part_size=MOST_TYPED)
        given = form.get("csrf")
        right = session.csrf.encode()
        if not isinstance(given, str) or not hmac.compare_digest(
            given.encode("utf-8", "replace"), right
        ):
            self.log(request, session.person.name, "csrf")
            raise Refusal(403, "页面已过期，请刷新后重新提交。")

    def from_here(self, request: Request, name: str = "") -> None:
        """Raises Refusal, and logs it, where the browser says that another site asks."""
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin")
        parts = urlsplit(origin or "")
        host = request.headers.get("host", "")
        strange = origin is not None and (
            parts.netloc != host or (self.secure and parts.scheme != "https")
        )
        if strange or site not in ("same-origin", "none"):
            self.log(request, name, f"from {shown(origin or site, 100)}")
            raise Refusal(403, "请求来自其他网站，未予执行。")

    def need(self, asked: Asked, right: Right) -> None:
        """Raises Refusal, and logs it, where the person has not got a right."""
        if not asked.person.may(right):
            self.refuse(asked, f"right {right.value}")

    def see(self, asked: Asked, portal: str) -> None:
        """Raises Refusal, and logs it, for a unit that the person may not see."""
        if not asked.person.sees(portal):
            self.refuse(asked, f"portal {portal}")

    def refuse(self, asked: Asked, what: str) -> NoReturn:
        """Refuse what is not for the person, in the words for what is not there."""
        self.log(asked.request, asked.person.name, what)
        raise Refusal(404, NOTHING)

    def log(self, request: Request, name: str, what: str) -> None:
        """Put a refusal into the access log; `name` is empty for nobody who is in."""
        about = f"{what} {request.url.path}"[:300]
        self.people.note(name, "refused", about, address_of(request))

    def page(self, asked: Asked, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page for a person."""
        return self.plain(
            asked.request, name, status, asked=asked, person=asked.person,
            csrf=asked.session.csrf, **values,
        )  # fmt: skip

    def plain(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page for anybody."""
        language = language_of(request)
        given: Mapping[str, Any] = {
            "asked": None, "person": None, "csrf": "", "voucher": self.voucher, **values,
        }  # fmt: skip
        path = request.url.path
        text = environment(language).get_template(name).render(
            path=path if path.isprintable() else "/",
            query=request.url.query, sample=self.sample, now=self.now(),
            rights=Right, **given,
        )  # fmt: skip
        return HTMLResponse(text, status, self.headers)

    def keep(self, response: Response, token: str) -> None:
        """Give a browser its session."""
        response.set_cookie(
            self.cookie, token, httponly=True, secure=self.secure, samesite="lax", path="/"
        )

    def drop(self, response: Response) -> None:
        """Take a browser's session."""
        response.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True)


async def _visitor(request: Request) -> Asked:
    gate = request.app.state.gate
    assert isinstance(gate, Gate)
    return await gate.asked(request)


Visitor = Annotated[Asked, Depends(_visitor)]
"""The parameter of a route that is for persons who are in."""


def language_of(request: Request) -> str:
    """The language that a browser has switched to; Chinese first."""
    found = request.cookies.get(LANGUAGE_COOKIE, CHINESE)
    return found if found in LANGUAGES else CHINESE


def address_of(request: Request) -> str:
    """Where a request comes from, as far as its connection tells."""
    host = request.client.host if request.client else ""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host[:60]


def own_path(text: str) -> str:
    """A path of this console to go on to; the first page for anything else."""
    parts = urlsplit(text)
    inside = text.startswith("/") and not text.startswith(("//", "/\\"))
    return text if inside and not parts.netloc and text.isprintable() else "/"


def to_login(request: Request) -> Response:
    """The way in for somebody who is not; back to the page that was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    onward = own_path(request.url.path + query) if request.method == "GET" else "/"
    where = "/login" if onward == "/" else f"/login?next={quote(onward, safe='')}"
    return RedirectResponse(where, 303, HEADERS)
