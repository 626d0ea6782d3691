"""What the console asks of whoever keeps accounts, sessions and the log of views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reports.console.access import Person


@dataclass(frozen=True)
class Session:
    """A person who is in. `csrf` must come back with everything that changes something."""

    person: Person
    csrf: str


class TooManyTries(Exception):  # noqa: N818  (the name says what happens)
    """Somebody tried too often to get in; `seconds` until the next try counts."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Unproved(Exception):  # noqa: N818
    """Nobody vouches for whoever wants to get in; the text says why, for the access log."""


@dataclass(frozen=True)
class Noted:
    """A line of the access log: who did or saw what, when, from where."""

    at: datetime
    person: str
    what: str
    about: str
    address: str
    id: int = 0


@dataclass(frozen=True)
class AccountLine:
    """An account as it is listed; nothing of its password but whether there is one."""

    person: Person
    has_password: bool
    made_at: datetime
    disabled: bool


class People(Protocol):
    """Accounts, sessions and the access log."""

    def enter(self, name: str, password: str, address: str) -> str | None:
        """The token of a new session; None for a wrong name or password.

        Raises TooManyTries for a name or an address that failed too often.
        """

    def enter_known(self, name: str, address: str) -> str | None:
        """The token of a new session for whom a voucher has named; None for no living account."""

    def session(self, token: str) -> Session | None:
        """The session of a token, which lives on by being used; None if there is none now."""

    def leave(self, token: str) -> None:
        """End a session."""

    def note(self, person: str, what: str, about: str, address: str) -> None:
        """Add a line to the access log, which only grows.

        Of what nobody in particular (`person` empty) brings about from one address, one line of a
        kind is kept a minute.
        """

    def noted(self, most: int) -> Sequence[Noted]:
        """The last lines of the access log, newest first."""


class Voucher(Protocol):
    """Another service that proves who somebody is. `name` is what persons call it."""

    name: str

    def begin(self, onward: str) -> tuple[str, str]:
        """A new login: the key that the browser keeps, and the address to send it to."""

    def finish(self, key: str, answer: Mapping[str, str]) -> tuple[str, str]:
        """The account's name, and where the person wanted to go; Unproved for no proof."""


class Registry(Protocol):
    """What an administrator asks for and does: the accounts, and the whole access log."""

    def log(self, most: int, person: str = "", what: str = "", before: int = 0) -> Sequence[Noted]:
        """The last lines of the access log, newest first: of a person, of a kind, before a line."""

    def kinds(self) -> Sequence[str]:
        """The kinds of lines that the access log has, in order."""

    def accounts(self) -> Sequence[AccountLine]:
        """All accounts, in the order of their names."""

    def add(self, person: Person, password: str, at: datetime) -> None:
        """Make an account; NotDone for a name or password that cannot be one, or is taken."""

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; whoever is in with it is out. NotDone as `add`."""

    def disable(self, name: str, at: datetime) -> None:
        """End an account, and whatever is open of it; NotDone if there is none."""

    def enable(self, name: str) -> None:
        """Let an ended account live again; NotDone if there is none."""
