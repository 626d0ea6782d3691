"""Who may read the score feed: tokens, of which only the digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.records.moments import stamp

_MARK = "gk_"
_BYTES = 32


class Reach(StrEnum):
    """How far a reader sees."""

    UNIT = "unit"  # one unit
    GROUP = "group"  # a unit and all below it
    ALL = "all"


@dataclass(frozen=True)
class Scope:
    """What a reader sees: `portal` is the unit, or the head of the group; empty for all.

    Without `unreleased`, released scores only.
    """

    reach: Reach
    portal: str = ""
    unreleased: bool = False

    @property
    def text(self) -> str:
        """As on the command line: unit:ID, group:ID or all."""
        return f"{self.reach.value}:{self.portal}" if self.portal else self.reach.value


@dataclass(frozen=True)
class Reader:
    """Who reads; the name goes into the request log."""

    name: str
    scope: Scope


PUBLIC = Reader("public", Scope(Reach.ALL))
"""Whoever comes without a token, where `[serve] public = true`."""


def parse_scope(text: str, unreleased: bool) -> Scope:
    """The scope of unit:ID, group:ID or all; GongkaiError for anything else."""
    reach, colon, portal = text.partition(":")
    if text == Reach.ALL or (reach in (Reach.UNIT, Reach.GROUP) and colon and portal):
        return Scope(Reach(reach), portal, unreleased)
    raise GongkaiError(f"--scope: {text[:80]!r} is none of unit:ID, group:ID, all")


def add_token(
    db: Database, name: str, scope: Scope, now: datetime, expires_at: datetime | None = None
) -> str:
    """Make a token for a reader and return it: it cannot be shown a second time.

    Raises GongkaiError for a name that is taken, also by a revoked token.
    """
    token = _MARK + secrets.token_urlsafe(_BYTES)
    row = {
        "name": name,
        "sha256": _digest(token),
        "scope": scope.reach.value,
        "portal": scope.portal,
        "unreleased": int(scope.unreleased),
        "made_at": stamp(now),
        "expires_at": stamp(expires_at) if expires_at else None,
        "revoked_at": None,
    }
    with db.atomic():
        if list(db.query("SELECT 1 FROM tokens WHERE name = ?", [name])):
            raise GongkaiError(f"there is a token of the name {name!r} already")
        db.table("tokens").insert(row)
    return token


def revoke_token(db: Database, name: str, now: datetime) -> None:
    """End a token at once; GongkaiError if there is none, or if it was revoked before."""
    with db.atomic():
        known = list(db.query("SELECT revoked_at FROM tokens WHERE name = ?", [name]))
        if not known:
            raise GongkaiError(f"there is no token of the name {name!r}")
        if known[0]["revoked_at"]:
            raise GongkaiError(f"the token {name!r} was revoked at {known[0]['revoked_at']}")
        db.table("tokens").update(name, {"revoked_at": stamp(now)})


def tokens(db: Database) -> list[dict[str, Any]]:
    """All tokens, without their digests."""
    return list(
        db.query(
            "SELECT name, scope, portal, unreleased, made_at, expires_at, revoked_at"
            " FROM tokens ORDER BY made_at, name"
        )
    )


def reader_of(token: str, row: Mapping[str, Any] | None, now: datetime) -> Reader | None:
    """The reader of the token's row; None if it is not known, has expired or was revoked."""
    if row is None or row["sha256"] != _digest(token) or row["revoked_at"]:
        return None
    expires = row["expires_at"]
    if expires and now >= datetime.fromisoformat(expires):
        return None
    scope = Scope(Reach(row["scope"]), row["portal"] or "", bool(row["unreleased"]))
    return Reader(str(row["name"]), scope)


def find_token(token: str) -> tuple[str, tuple[str]]:
    """The query for a token's row, with what it asks for."""
    return "SELECT * FROM tokens WHERE sha256 = ?", (_digest(token),)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
