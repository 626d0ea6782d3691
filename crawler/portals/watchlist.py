"""The watchlist file: TOML to `Watchlist`, strictly (DESIGN 3.1).

Every fault is found before anything is reported, and each names file, portal and key.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from crawler.errors import WatchlistError
from crawler.portals.model import Limits, Mail, Monitor, Portal, PortalKind, Round, Watchlist
from crawler.portals.roles import Role
from crawler.portals.values import (
    contact,
    identifier,
    kind,
    known_rulebook,
    mail_server,
    mailbox,
    nameserver,
    rhythm,
    timezone,
    web_address,
    web_host,
)

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def load_watchlist(path: Path, known_rulebooks: frozenset[str] | None = None) -> Watchlist:
    """The watchlist in that file; rulebook names are checked when `known_rulebooks` is given.

    `monitor.data` comes out joined to the file's folder, addresses in their normal form.
    Raises WatchlistError with every problem found.
    """
    problems: list[str] = []
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WatchlistError([f"{path}: cannot be read: {error.strerror or error}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchlistError([f"{path}: not a TOML file in UTF-8: {error}"]) from error
    top = _Table(str(path), data, problems, top=True)
    monitor = _monitor(top.table("monitor"), path, known_rulebooks)
    mail = _mail(top.table("mail")) if "mail" in data else None
    portals: list[Portal] = []
    for index, row in enumerate(top.tables("portals"), 1):
        name = row.get("id") if isinstance(row.get("id"), str) and row.get("id") else None
        where = f"{path}: portal {name!r}" if name else f"{path}: portal number {index}"
        portals.append(_portal(_Table(where, row, problems), monitor, known_rulebooks))
    if not portals and "portals" not in top.faulty:
        problems.append(f"{path}: portals: at least one [[portals]] table is needed")
    top.close()
    problems.extend(_family_faults(str(path), portals))
    if problems:
        raise WatchlistError(problems)
    return Watchlist(path=path, monitor=monitor, portals=tuple(portals), mail=mail)


class _Table:
    """One TOML table being read: every key is asked for once, what is left over is unknown."""

    def __init__(
        self, where: str, data: Mapping[str, Any], problems: list[str], top: bool = False
    ) -> None:
        self.where = where
        self.data = data
        self.problems = problems
        self.top = top
        self.asked: list[str] = []
        self.faulty: set[str] = set()

    def fault(self, key: str, text: str) -> None:
        self.faulty.add(key)
        self.problems.append(f"{self.where}: {key}: {text}")

    def take(self, key: str, wanted: type[T] | tuple[type, ...], says: str) -> Any:
        """The value of a key, None when it is missing or of another type."""
        self.asked.append(key)
        value = self.data.get(key)
        if value is None:
            return None
        exact = isinstance(value, bool) and wanted is not bool
        if exact or not isinstance(value, wanted) or (wanted is date and type(value) is not date):
            self.fault(key, f"must be {says}, not {_shown(value)}")
            return None
        return value

    def text(self, key: str, mandatory: bool = False) -> str | None:
        value: str | None = self.take(key, str, "text")
        if value is None and mandatory and key not in self.faulty:
            self.fault(key, "is missing")
        if value is not None and not value.strip():
            self.fault(key, "is empty")
            return None
        if value is not None and _CONTROL.search(value):
            self.fault(key, f"holds a control character: {_shown(value)}")
            return None
        return value.strip() if value is not None else None

    def each(self, key: str, read: Callable[[str], T], says: str = "texts") -> tuple[T, ...] | None:
        """A list of texts, each put through `read`; its ValueError becomes a problem."""
        values = self.take(key, list, f"a list of {says}")
        if values is None:
            return None
        found: list[T] = []
        for value in values:
            if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
                self.fault(key, f"must be a list of {says}; {_shown(value)} is none")
                continue
            try:
                found.append(read(value.strip()))
            except ValueError as error:
                self.fault(key, str(error))
        return tuple(dict.fromkeys(found))

    def read(self, key: str, read: Callable[[str], T], mandatory: bool = False) -> T | None:
        """One text put through `read`; its ValueError becomes a problem."""
        value = self.text(key, mandatory)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            self.fault(key, str(error))
            return None

    def on(self, key: str) -> date | None:
        value: date | None = self.take(key, date, "a date such as 2026-11-01, without quotes")
        return value

    def number(self, key: str) -> float | None:
        value = self.take(key, (int, float), "a number")
        if value is not None and not (math.isfinite(value) and value > 0):
            self.fault(key, f"must be more than 0, not {_shown(value)}")
            return None
        return float(value) if value is not None else None

    def table(self, key: str) -> _Table:
        value = self.take(key, dict, "a table")
        return _Table(f"{self.where}: [{key}]", value or {}, self.problems)

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        values = self.take(key, list, f"an array of tables ([[{key}]])")
        if values is not None and not all(isinstance(value, dict) for value in values):
            self.fault(key, f"must be an array of tables ([[{key}]])")
            return []
        return values or []

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                near = difflib.get_close_matches(key, self.asked, 1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                kind = "unknown table or key" if self.top else "unknown key"
                self.fault(key, kind + hint)


def _shown(value: object) -> str:
    return repr(value)[:80]


def _monitor(table: _Table, path: Path, known: frozenset[str] | None) -> Monitor:
    standard = Monitor()
    data = table.text("data")
    limits = _limits(table.table("limits"))
    rounds = _rounds(table)
    trial = table.take("trial", bool, "true or false")
    sample = table.take("sample", bool, "true or false")
    anchor = table.text("anchor")
    rulebooks = table.each("rulebooks", known_rulebook(known))
    monitor = Monitor(
        timezone=table.read("timezone", timezone) or standard.timezone,
        data=path.parent / (data or standard.data),
        contact=table.read("contact", contact) or "",
        nameserver=table.read("nameserver", nameserver),
        # Empty when not given: each portal then has to name its own.
        rulebooks=rulebooks or (standard.rulebooks if "rulebooks" in table.faulty else ()),
        limits=limits,
        rounds=rounds,
        trial=bool(trial),
        sample=bool(sample),
        anchor=path.parent / anchor if anchor else None,
    )
    table.close()
    return monitor


def _limits(table: _Table) -> Limits:
    given: dict[str, Any] = {}
    for fld in dataclasses.fields(Limits):
        whole = isinstance(fld.default, int)
        value = table.take(fld.name, int if whole else (int, float), "a number")
        if value is None:
            continue
        if not math.isfinite(value) or value < 0 or (value == 0 and fld.name not in _MAY_BE_ZERO):
            table.fault(fld.name, f"must be more than 0, not {_shown(value)}")
            continue
        given[fld.name] = value if whole else float(value)
    table.close()
    return Limits(**given)


_MAY_BE_ZERO = frozenset({"retries", "redirects", "retry_after_seconds"})


def _rounds(monitor: _Table) -> tuple[Round, ...]:
    found: list[Round] = []
    for index, row in enumerate(monitor.tables("rounds"), 1):
        table = _Table(f"{monitor.where}: [[rounds]] number {index}", row, monitor.problems)
        name = table.read("id", identifier, mandatory=True)
        start, end = table.on("start_on"), table.on("end_on")
        for key, value in (("start_on", start), ("end_on", end)):
            if value is None and key not in table.faulty:
                table.fault(key, "is missing")
        if start and end and start > end:
            table.fault("end_on", f"{end} lies before start_on {start}")
        if name and any(other.id == name for other in found):
            table.fault("id", f"{name!r} is used twice")
        table.close()
        if name and start and end:
            found.append(Round(name, start, end))
    return tuple(found)


def _mail(table: _Table) -> Mail:
    mail = Mail(
        server=table.read("server", mail_server, mandatory=True) or "",
        sender=table.read("sender", mailbox, mandatory=True) or "",
        office=table.each("office", mailbox, "mail addresses") or (),
        rhythm=table.read("rhythm", rhythm) or "weekly",
    )
    table.close()
    return mail


def _portal(table: _Table, monitor: Monitor, known: frozenset[str] | None) -> Portal:
    rulebooks = table.each("rulebooks", known_rulebook(known))
    if not rulebooks and not monitor.rulebooks and "rulebooks" not in table.faulty:
        table.fault("rulebooks", "is missing, and [monitor] gives none either")
    holidays = table.take("extra_holidays", list, "a list of dates") or []
    if any(type(day) is not date for day in holidays):
        table.fault("extra_holidays", "must be a list of dates such as 2026-08-05, without quotes")
        holidays = []
    portal = Portal(
        id=table.read("id", identifier, mandatory=True) or "",
        name=table.text("name", mandatory=True) or "",
        kind=table.read("kind", kind, mandatory=True) or PortalKind.COUNTY,
        home=table.read("home", web_address, mandatory=True) or "",
        rulebooks=rulebooks or monitor.rulebooks,
        parent=table.text("parent"),
        contacts=table.each("contacts", mailbox, "mail addresses") or (),
        hosts=table.each("hosts", web_host, "hosts") or (),
        baseline_on=table.on("baseline_on"),
        extra_holidays=frozenset(holidays),
        valid_from=table.on("valid_from"),
        valid_to=table.on("valid_to"),
        successor=table.read("successor", identifier),
        rate=table.number("rate"),
        sections=_sections(table.table("sections")),
        family=table.text("family"),
    )
    if portal.valid_from and portal.valid_to and portal.valid_from > portal.valid_to:
        table.fault("valid_to", f"{portal.valid_to} lies before valid_from {portal.valid_from}")
    table.close()
    return portal


def _sections(table: _Table) -> Mapping[Role, str]:
    found: dict[Role, str] = {}
    roles = {role.value: role for role in Role}
    for key in table.data:
        address = table.read(key, web_address)
        if key not in roles:
            near = difflib.get_close_matches(key, roles, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            table.fault(key, "unknown role of a section" + hint)
        elif address:
            found[roles[key]] = address
    return found


def _family_faults(file: str, portals: list[Portal]) -> list[str]:
    """Faults between portals: ids used twice, unknown parents, circles of parents."""
    faults: list[str] = []
    parents: dict[str, str | None] = {}
    spelled: dict[str, str] = {}
    for portal in portals:
        if not portal.id:
            continue
        # Ids name files, and some file systems know no case.
        if portal.id.casefold() in spelled:
            other = spelled[portal.id.casefold()]
            faults.append(f"{file}: portal {portal.id!r}: id: is used twice (also {other!r})")
        spelled.setdefault(portal.id.casefold(), portal.id)
        parents.setdefault(portal.id, portal.parent)
    for child, parent in parents.items():
        if parent is not None and parent not in parents:
            faults.append(f"{file}: portal {child!r}: parent: no portal has the id {parent!r}")
        seen = [child]
        while parent is not None and parent in parents and parent not in seen:
            seen.append(parent)
            parent = parents[parent]
        if parent == child:
            circle = " → ".join([*seen, child])
            faults.append(f"{file}: portal {child!r}: parent: parents run in a circle: {circle}")
    return faults
