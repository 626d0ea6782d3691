"""Accounts: who there is, in which role, with which password (argon2)."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.pages.words.text import simplify
from crawler.records.moments import stamp
from reports.console.access import Person, Role
from reports.console.passwords import IN_ENGLISH, weakness
from reports.safety import harmless

_AT_ONCE = threading.BoundedSemaphore(2)
"""Each look at a password takes 64 MB: many tries from many places wait for one another."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{1,99}")
_SCRIPTS = ("CJK ", "LATIN ", "TIBETAN ", "MONGOLIAN ", "ARABIC ", "YI ", "HANGUL ")
_HASHER = PasswordHasher()


@dataclass(frozen=True)
class Account:
    """A person with what the office knows of the account."""

    person: Person
    has_password: bool
    made_at: datetime
    disabled: bool


def add_person(
    db: Database, person: Person, password: str, now: datetime, portals: Sequence[str] | None = None
) -> None:
    """Make an account; without a password it is for OIDC only.

    No two accounts have names that differ in case only, nor names shown that a reader would take
    for one another: what persons did is told by the name shown, for good. Raises GongkaiError for
    a name that cannot be one or is taken, a unit that is not listed, a password that is too weak.
    """
    if not _NAME.fullmatch(person.name):
        raise GongkaiError(
            f"the name {person.name[:80]!r}: 2 to 100 letters, digits and . _ @ - only"
        )
    if letter := _stranger(unicodedata.normalize("NFKC", person.shown)):
        raise GongkaiError(f"the name shown has {letter!r}, a letter of another script")
    if (person.role is Role.UNIT) != bool(person.portal):
        raise GongkaiError("the role unit, and no other, needs the id of its unit (--portal)")
    if person.portal and portals is not None and person.portal not in portals:
        raise GongkaiError(f"--portal: the watchlist has no portal {person.portal}")
    row = {
        "name": person.name,
        "shown": person.shown,
        "role": person.role.value,
        "portal": person.portal,
        "password": hashed(password, person.name) if password else "",
        "made_at": stamp(now),
        "disabled_at": None,
    }
    with db.atomic():
        for row_of in db.query("SELECT name, shown FROM persons"):
            if row_of["name"].casefold() == person.name.casefold():
                raise GongkaiError(f"there is an account {row_of['name']!r} already")
            theirs = {alike(row_of["name"]), alike(row_of["shown"])}
            if theirs & {alike(person.name), alike(person.shown)}:
                raise GongkaiError(f"the account {row_of['name']!r} is shown as that already")
        db.table("persons").insert(row)


def alike(name: str) -> str:
    """A name as its readers tell it from others: without width, case, blanks and what is unseen,
    each character in the simplified script.
    """
    told = unicodedata.normalize("NFKC", harmless(name)).casefold()
    return "".join(map(simplify, "".join(told.split())))


def _stranger(name: str) -> str:
    """The first letter of a script in which no name is written here; it may look like another."""
    letters = (one for one in name if unicodedata.category(one).startswith("L"))
    return next((one for one in letters if not unicodedata.name(one, "").startswith(_SCRIPTS)), "")


def set_password(db: Database, name: str, password: str) -> None:
    """Give an account another password; whoever is in with it is out."""
    _change(db, name, {"password": hashed(password, name)})


def disable_person(db: Database, name: str, now: datetime) -> None:
    """End an account: nobody comes in with it any more, and whoever is in is out."""
    _change(db, name, {"disabled_at": stamp(now)})


def enable_person(db: Database, name: str) -> None:
    """Let an ended account live again."""
    _change(db, name, {"disabled_at": None})


def _change(db: Database, name: str, values: dict[str, str | None]) -> None:
    with db.atomic():
        if not list(db.query("SELECT 1 FROM persons WHERE name = ?", [name])):
            raise GongkaiError(f"there is no account {name!r}")
        db.table("persons").update(name, values)
        db.execute("DELETE FROM sessions WHERE person = ?", [name])


def accounts(db: Database) -> tuple[Account, ...]:
    """All accounts, in the order of their names."""
    return tuple(_account(row) for row in db.query("SELECT * FROM persons ORDER BY name"))


def account(db: Database, name: str) -> Account | None:
    """The account of that name, ended or not."""
    rows = list(db.query("SELECT * FROM persons WHERE name = ?", [name]))
    return _account(rows[0]) if rows else None


def _account(row: dict[str, str]) -> Account:
    person = Person(row["name"], row["shown"], Role(row["role"]), row["portal"])
    made = datetime.fromisoformat(row["made_at"])
    return Account(person, bool(row["password"]), made, row["disabled_at"] is not None)


def hashed(password: str, name: str) -> str:
    """The argon2 hash of a password for an account; GongkaiError for one that is too weak."""
    weak = weakness(password, name)
    if weak is not None:
        raise GongkaiError(IN_ENGLISH[weak])
    return _HASHER.hash(password)


def right_password(db: Database, name: str, password: str) -> bool:
    """Whether a password is that of a living account; as slow for one that there is not."""
    rows = list(
        db.query("SELECT password FROM persons WHERE name = ? AND disabled_at IS NULL", [name])
    )
    known, nobodys = rows[0]["password"] if rows else "", _nobodys()  # made at the first login
    try:
        with _AT_ONCE:
            return _HASHER.verify(known or nobodys, password) and bool(known)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """What is looked at for a name that nobody has, so that it takes as long as any other."""
    return _HASHER.hash("nobody has this password")
