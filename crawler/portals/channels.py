"""The [[channels]] tables: chat groups and webhooks beside mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table
from crawler.portals.values import identifier

GETS = ("summary", "alarms", "units")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,99}")


@dataclass(frozen=True)
class Channel:
    """A chat group or webhook. Its address is a secret, so `env` names the variable that has it.

    `gets` holds "summary" (the office's, every night), "alarms" (of the scanner and of shared
    hosts) and "units" (the digests of `portals`, by their rhythm; without portals, of all).
    """

    name: str
    env: str
    gets: tuple[str, ...]
    portals: tuple[str, ...] = ()

    @property
    def recipient(self) -> str:
        """How the outbox names it."""
        return f"channel:{self.name}"


def read_channels(
    rows: list[Mapping[str, Any]], where: str, problems: list[str]
) -> tuple[Channel, ...]:
    """The channels of a watchlist."""
    found: list[Channel] = []
    for index, row in enumerate(rows, 1):
        table = Table(f"{where}: [[channels]] number {index}", row, problems)
        name = table.read("name", identifier, mandatory=True) or ""
        env = table.read("env", _variable, mandatory=True) or ""
        gets = table.each("gets", _gets, "what it gets") or ()
        portals = table.each("portals", identifier, "ids") or ()
        if not gets and "gets" not in table.faulty:
            table.fault("gets", f"is missing (known: {', '.join(GETS)})")
        if portals and "units" not in gets and "gets" not in table.faulty:
            table.fault("portals", 'goes with gets = ["units"] only')
        if any(other.name == name for other in found):
            table.fault("name", f"{name!r} is used twice")
        table.close()
        found.append(Channel(name, env, gets, portals))
    return tuple(found)


def _variable(text: str) -> str:
    if not _VARIABLE.fullmatch(text):
        # Not repeated: somebody may have written the secret itself.
        raise ValueError("must be the NAME of an environment variable (A-Z, 0-9, _)")
    return text


def _gets(text: str) -> str:
    if text not in GETS:
        raise ValueError(f"unknown {quoted(text)}; known: {', '.join(GETS)}")
    return text
