"""Who asks: the bearer token of a request."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from fastapi import Request

from crawler.portals.serve import Serve
from scheduler.serving.problems import Refused
from scheduler.serving.shelf import who_reads
from scheduler.store.tokens import PUBLIC, Reader

_IN_ADDRESS = frozenset({"token", "access_token", "key", "api_key", "apikey"})
_LONGEST = 200


def reader_of_request(
    db: sqlite3.Connection, request: Request, settings: Serve, now: datetime
) -> Reader:
    """The reader of a request; refuses (401) whoever is none."""
    if _IN_ADDRESS & {key.lower() for key in request.query_params}:
        raise Refused(
            400, "令牌不能写在网址里（会留在日志和历史记录中），请用 Authorization 请求头。"
        )
    given = request.headers.getlist("authorization")
    if not given:
        if not settings.public:
            raise _unauthorised('Bearer realm="gongkai"', "需要令牌。")
        found: Reader | None = PUBLIC
    else:
        scheme, _, token = given[0].strip().partition(" ")
        token = token.strip()
        found = None
        if len(given) == 1 and scheme.lower() == "bearer" and 0 < len(token) <= _LONGEST:
            found = who_reads(db, token, now)
    if found is None:
        raise _unauthorised(
            'Bearer realm="gongkai", error="invalid_token"', "令牌无效、已到期或已撤销。"
        )
    request.state.reader = found.name
    return found


def _unauthorised(challenge: str, detail: str) -> Refused:
    return Refused(401, detail, {"WWW-Authenticate": challenge})
