"""The watchlist file: TOML to `Watchlist`, strictly (DESIGN 3.1).

Every fault is found before anything is reported, and each names file, portal and key.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from crawler.errors import WatchlistError
from crawler.portals.casework import read_cases
from crawler.portals.channels import read_channels
from crawler.portals.emergencies import read_emergencies
from crawler.portals.engine import read_engine
from crawler.portals.homes import measured_twice
from crawler.portals.keep import read_keep
from crawler.portals.kinds import PortalKind
from crawler.portals.mail import read_mail
from crawler.portals.maintenance import read_maintenance
from crawler.portals.model import Limits, Monitor, Portal, Round, Watchlist
from crawler.portals.papers import Papers, read_papers
from crawler.portals.roles import Role
from crawler.portals.schedule import read_schedule
from crawler.portals.secrecy import quoted
from crawler.portals.serve import read_serve
from crawler.portals.spelling import coding_fault, toml_fault
from crawler.portals.table import Table
from crawler.portals.values import (
    contact,
    identifier,
    kind,
    known_rulebook,
    mailbox,
    nameserver,
    rhythm,
    timezone,
    web_address,
    web_host,
)


def load_watchlist(
    path: Path,
    known_rulebooks: frozenset[str] | None = None,
    *,
    accepted: bool = False,
    begun: bool = False,
) -> Watchlist:
    """The watchlist in that file; rulebook names are checked when `known_rulebooks` is given.

    `monitor.data` comes out joined to the file's folder, addresses in their normal form.
    Raises WatchlistError with every problem found. One that was `accepted` comes from an archive:
    it is read as far as it goes, since what is refused today may have been right then. One that is
    only `begun` may have no portal yet.
    """
    problems: list[str] = []
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise WatchlistError([f"{path}: cannot be read: {error.strerror or error}"]) from error
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise WatchlistError([f"{path}: {coding_fault(raw, error)}"]) from error
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise WatchlistError([f"{path}: {toml_fault(text, error)}"]) from error
    top = Table(str(path), data, problems, top=True)
    monitor = _monitor(top.table("monitor"), path, known_rulebooks)
    cases = read_cases(top.table("cases"))
    keep = read_keep(top.table("keep"))
    mail = read_mail(top.table("mail"), path.parent) if "mail" in data else None
    serve = read_serve(top.table("serve"))
    schedule = read_schedule(top.table("schedule"))
    papers = read_papers(top.table("papers")) if "papers" in data else Papers()
    engine = read_engine(top.table("engine"))
    portals: list[Portal] = []
    for index, row in enumerate(top.tables("portals"), 1):
        name = row.get("id") if isinstance(row.get("id"), str) and row.get("id") else None
        where = f"{path}: portal {name!r}" if name else f"{path}: portal number {index}"
        portals.append(_portal(Table(where, row, problems), monitor, known_rulebooks))
    if not portals and not begun and "portals" not in top.faulty:
        problems.append(f"{path}: portals: at least one [[portals]] table is needed")
    maintenance = read_maintenance(top.tables("maintenance"), str(path), problems)
    channels = read_channels(top.tables("channels"), str(path), problems)
    top.close()
    problems.extend(_family_faults(str(path), portals))
    problems.extend(measured_twice(str(path), portals))
    named = {portal_id for window in maintenance for portal_id in window.portals}
    named |= {portal_id for channel in channels for portal_id in channel.portals}
    for unknown in sorted(named - {portal.id for portal in portals}):
        problems.append(f"{path}: maintenance or channels: no portal has the id {unknown!r}")
    if problems and not accepted:
        raise WatchlistError(problems)
    return Watchlist(
        path=path,
        monitor=monitor,
        portals=tuple(portals),
        mail=mail,
        keep=keep,
        cases=cases,
        engine=engine,
        papers=papers,
        serve=serve,
        schedule=schedule,
        maintenance=maintenance,
        channels=channels,
    )


def _monitor(table: Table, path: Path, known: frozenset[str] | None) -> Monitor:
    standard = Monitor()
    data = table.text("data")
    limits = _limits(table.table("limits"))
    rounds = _rounds(table)
    trial = table.take("trial", bool, "true or false")
    sample = table.take("sample", bool, "true or false")
    anchor = table.text("anchor")
    triggers = _triggers(table.table("triggers"))
    attested = table.take("score_attested", bool, "true or false")
    screenshots = table.take("screenshots", int, "a number")
    if screenshots is not None and screenshots < 0:
        table.fault("screenshots", f"must not be less than 0, not {quoted(screenshots)}")
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
        triggers=triggers,
        score_attested=bool(attested),
        screenshots=standard.screenshots if screenshots is None else screenshots,
    )
    table.close()
    return monitor


def _limits(table: Table) -> Limits:
    given: dict[str, Any] = {}
    for fld in dataclasses.fields(Limits):
        whole = isinstance(fld.default, int)
        value = table.take(fld.name, int if whole else (int, float), "a number")
        if value is None:
            continue
        if not math.isfinite(value) or value < 0 or (value == 0 and fld.name not in _MAY_BE_ZERO):
            table.fault(fld.name, f"must be more than 0, not {quoted(value)}")
            continue
        given[fld.name] = value if whole else float(value)
    table.close()
    return Limits(**given)


def _triggers(table: Table) -> Mapping[str, date]:
    """The rows that wait for an event, and the day it happened; the rows are checked later."""
    days = {row_id: table.on(row_id) for row_id in table.data}
    return {row_id: day for row_id, day in days.items() if day is not None}


_MAY_BE_ZERO = frozenset({"retries", "redirects", "retry_after_seconds", "browser_pages"})


def _rounds(monitor: Table) -> tuple[Round, ...]:
    found: list[Round] = []
    for index, row in enumerate(monitor.tables("rounds"), 1):
        table = Table(f"{monitor.where}: [[rounds]] number {index}", row, monitor.problems)
        name = table.read("id", identifier, mandatory=True)
        start, end = table.on("start_on"), table.on("end_on")
        for key, value in (("start_on", start), ("end_on", end)):
            if value is None and key not in table.faulty:
                table.fault(key, "is missing")
        if start and end and start > end:
            table.fault("end_on", f"{end} lies before start_on {start}")
        if name and any(other.id == name for other in found):
            table.fault("id", f"{name!r} is used twice")
        for other in found:
            if start and end and start <= other.end_on and other.start_on <= end:
                table.fault("start_on", f"{start} to {end} overlaps with round {other.id!r}")
        table.close()
        if name and start and end:
            found.append(Round(name, start, end))
    return tuple(found)


def _portal(table: Table, monitor: Monitor, known: frozenset[str] | None) -> Portal:
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
        rhythm=table.read("rhythm", rhythm),
        handling=table.text("handling"),
        platform=table.text("platform"),
        emergencies=read_emergencies(table.tables("emergencies"), table.where, table.problems),
    )
    if portal.valid_from and portal.valid_to and portal.valid_from > portal.valid_to:
        table.fault("valid_to", f"{portal.valid_to} lies before valid_from {portal.valid_from}")
    table.close()
    return portal


def _sections(table: Table) -> Mapping[Role, str]:
    found: dict[Role, str] = {}
    roles = {role.value: role for role in Role if role is not Role.NAMED}
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
