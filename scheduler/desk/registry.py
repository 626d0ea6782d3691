"""Accounts and the access log for administrators, over `desk.db`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from reports.console.access import Person
from reports.console.deeds import Cannot, NotDone
from reports.console.people import AccountLine, Noted
from scheduler.desk.accounts import (
    accounts,
    add_person,
    disable_person,
    enable_person,
    set_password,
)
from scheduler.store import open_database


class StoredRegistry:
    """The accounts of a data folder; every call opens the database for itself."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _open(self, sentence: str = Cannot.NOBODY) -> Iterator[Database]:
        """The database; what goes wrong with an account is told in that sentence."""
        db = open_database(self._path)
        try:
            yield db
        except GongkaiError as error:
            raise NotDone(sentence, str(error)) from None
        finally:
            db.close()

    def log(self, most: int, person: str = "", what: str = "", before: int = 0) -> Sequence[Noted]:
        """The last lines of the access log, newest first: of a person, of a kind, before a line."""
        asked = {"person = ?": person, "what = ?": what, "id < ?": before}
        parts = {sql: value for sql, value in asked.items() if value}
        with self._open() as db:
            rows = db.query(
                f"SELECT * FROM access_log WHERE {' AND '.join(('1', *parts))}"
                " ORDER BY id DESC LIMIT ?",
                [*parts.values(), most],
            )
            return [
                Noted(
                    datetime.fromisoformat(row["at"]), row["person"], row["what"],
                    row["about"] or "", row["address"] or "", row["id"],
                )
                for row in rows
            ]  # fmt: skip

    def kinds(self) -> Sequence[str]:
        """The kinds of lines that the access log has, in order."""
        with self._open() as db:
            rows = db.query("SELECT DISTINCT what FROM access_log ORDER BY what")
            return [str(row["what"]) for row in rows]

    def accounts(self) -> Sequence[AccountLine]:
        """All accounts, in the order of their names."""
        with self._open() as db:
            return [
                AccountLine(one.person, one.has_password, one.made_at, one.disabled)
                for one in accounts(db)
            ]

    def add(self, person: Person, password: str, at: datetime) -> None:
        """Make an account; NotDone for a name or password that cannot be one, or is taken."""
        with self._open(Cannot.NO_ACCOUNT_MADE) as db:
            add_person(db, person, password, at)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; whoever is in with it is out."""
        with self._open(Cannot.NO_PASSWORD_SET) as db:
            set_password(db, name, password)

    def disable(self, name: str, at: datetime) -> None:
        """End an account, and whatever is open of it."""
        with self._open(Cannot.NOBODY) as db:
            disable_person(db, name, at)

    def enable(self, name: str) -> None:
        """Let an ended account live again."""
        with self._open(Cannot.NOBODY) as db:
            enable_person(db, name)
