"""The [mail] table: how mail travels, who gets it, and when units are reminded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table
from crawler.portals.values import mail_server, mailbox, rhythm

TLS = ("auto", "starttls", "tls", "none")


@dataclass(frozen=True)
class Mail:
    """The [mail] table; secrets come from the environment only.

    `rhythm` is "weekly" or "nightly"; a portal may have its own. `tls`: "auto" takes STARTTLS
    where it is offered, "starttls" insists on it, "tls" speaks TLS from the first byte, "none"
    never does. `ca_file` is trusted instead of the system's authorities. `seconds` bounds one
    round of sending. A mail that no server took for `give_up_days` days is given up and told to
    the office. Units are reminded `remind_days` calendar days before a term ends and every
    `overdue_every` calendar days after it. `not_before` is the Beijing time before which no
    units' digest goes out (the daemon sends it then); None: with the night.
    """

    server: str
    sender: str
    office: tuple[str, ...] = ()
    rhythm: str = "weekly"
    tls: str = "auto"
    ca_file: Path | None = None
    seconds: float = 300.0
    give_up_days: float = 5.0
    remind_days: tuple[int, ...] = (7, 3, 0)
    overdue_every: int = 7
    not_before: time | None = None


def read_mail(table: Table, folder: Path) -> Mail:
    """The settings in a [mail] table; `ca_file` is relative to `folder`."""
    standard = Mail("", "")
    server = table.read("server", mail_server, mandatory=True) or ""
    ca_file = table.text("ca_file")
    if ca_file is not None and not (folder / ca_file).is_file():
        table.fault("ca_file", f"there is no file {ca_file[:200]!r}")
    mail = Mail(
        server=server,
        sender=table.read("sender", mailbox, mandatory=True) or "",
        office=table.each("office", mailbox, "mail addresses") or (),
        rhythm=table.read("rhythm", rhythm) or standard.rhythm,
        tls=_tls(table, server),
        ca_file=folder / ca_file if ca_file else None,
        seconds=table.number("seconds") or standard.seconds,
        give_up_days=table.number("give_up_days") or standard.give_up_days,
        remind_days=_days(table) or standard.remind_days,
        overdue_every=_every(table) or standard.overdue_every,
        not_before=table.read("not_before", _time_of_day),
    )
    table.close()
    return mail


def _tls(table: Table, server: str) -> str:
    chosen = table.text("tls") or "auto"
    if chosen not in TLS:
        table.fault("tls", f"must be one of {', '.join(TLS)}, not {quoted(chosen)}")
    elif urlsplit(server).scheme == "smtps" and chosen in ("starttls", "none"):
        table.fault("tls", f"{chosen!r} does not go with smtps://")
    return chosen


def _days(table: Table) -> tuple[int, ...]:
    days = table.take("remind_days", list, "a list of whole numbers of days")
    if days is None:
        return ()
    if not days or any(type(day) is not int or not 0 <= day <= 60 for day in days):
        table.fault("remind_days", "must be a list of whole numbers of days from 0 to 60")
        return ()
    return tuple(sorted(set(days), reverse=True))


def _every(table: Table) -> int | None:
    days: int | None = table.take("overdue_every", int, "a whole number of days")
    if days is not None and not 1 <= days <= 60:
        table.fault("overdue_every", f"must be from 1 to 60 days, not {quoted(days)}")
        return None
    return days


def _time_of_day(text: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError(f"{quoted(text)} is no time of day such as 09:00")
    return time.fromisoformat(text)
