"""`gongkai read FILE|URL`: what family, what page, which fields, from where."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote, urlsplit

import httpx
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawler.errors import GongkaiError
from crawler.fetching.politeness import user_agent
from crawler.portals import Limits, Role
from crawler.portals.values import web_address
from scheduler.moments import now

if TYPE_CHECKING:
    from scheduler.onboarding.examining import Examined

_SAVED_AT = "http://saved.invalid/"


def read(
    page: Annotated[str, typer.Argument(help="A saved page or file, or the address of one.")],
    role: Annotated[Role | None, typer.Option("--role", help="Read it as this section's.")] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="The address that a saved page came from.")
    ] = None,
) -> None:
    """Show what the readers make of a page or file: family, kind, fields and where each was found.

    Ends with 1 where nothing could be read.
    """
    try:
        if url is not None:
            web_address(url)
        if "://" in page:
            web_address(page)
    except ValueError as error:
        raise GongkaiError(f"{url or page}: {error}") from None
    if "://" in page:
        address, body, content_type = _fetch(page)
        title = unquote(urlsplit(address).path.rpartition("/")[2])
    else:
        path = Path(page)
        try:
            body = path.read_bytes()
        except OSError as error:
            raise GongkaiError(f"{page}: cannot be read: {error.strerror}") from None
        address, content_type, title = url or _SAVED_AT, "", path.stem
    from scheduler.onboarding.examining import examine  # the readers are dear to load

    _show(examine(address, body, content_type, now(), role, title))


def _fetch(address: str) -> tuple[str, bytes, str]:
    """One request, identified, bounded in time and bytes; redirects are shown, not followed."""
    limits = Limits()
    try:
        with httpx.stream(
            "GET",
            address,
            headers={"User-Agent": user_agent("")},
            timeout=limits.request_seconds,
            trust_env=False,
        ) as response:
            if response.is_redirect:
                raise GongkaiError(f"{address}: redirects to {response.headers.get('location')}")
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > limits.page_bytes:
                    raise GongkaiError(f"{address}: larger than {limits.page_bytes} bytes")
            return str(response.url), bytes(body), response.headers.get("content-type", "")
    except httpx.HTTPError as error:
        raise GongkaiError(f"{address}: {type(error).__name__}: {error}") from None


def _show(found: Examined) -> None:
    from crawler.records import Leader
    from scheduler.onboarding.examining import texts_of, worth

    reading = found.reading
    out = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    edition = f" {reading.version}" if reading.version else ""
    out.print(f"family     {reading.family}{escape(edition)}, certainty {reading.certainty:.2f}")
    out.print(f"encoding   {found.encoding}")
    if found.said is not None:
        tables = sum(bool(one.rows) for one in found.said.blocks)
        partly = f", not whole: {escape(found.said.detail)}" if found.said.why else ""
        out.print(f"file       {found.said.characters()} characters, {tables} tables{partly}")
    if reading.cause is not None:
        out.print(f"condition  {reading.cause.value}: {escape(reading.detail)}")
        raise typer.Exit(1)
    listing = reading.listing
    rows = bool(listing.entries or listing.shell or listing.blank)
    led = any(isinstance(record, Leader) for record, _ in found.records)  # theirs are no fields
    if not (rows or led or worth(found) or reading.targets):
        out.print("condition  seen, but nothing was recognised: no field, no row, no menu")
        raise typer.Exit(1)
    out.print("condition  fine")
    out.print(f"read as    {found.role.value}")
    out.print(f"title      {escape(reading.title)}")
    if reading.column:
        out.print(f"column     {escape(reading.column)}")
    roles = sorted(
        {role.value for one in reading.targets for role, force in one.roles if force >= 0.8}
    )
    out.print(f"menus      {len(reading.targets)} links; roles: {', '.join(roles) or 'none'}")
    if rows:
        out.print(
            f"list       {len(listing.entries)} rows, {len(listing.turns)} further pages known"
            f"{', filled by script' if listing.shell else ''}{', empty' if listing.blank else ''}"
            f"{f', {listing.unlinked} rows without an address' if listing.unlinked else ''}"
        )
    for record, fields in found.records:
        table = Table(title=escape(f"{record.kind}: {record.title}"), title_justify="left")
        for column in ("field", "value", "as shown", "source", "place"):
            table.add_column(column, overflow="fold")
        for one in fields:
            table.add_row(
                one.name,
                escape(one.value or "–"),
                escape(one.raw[:200]),
                one.source,
                escape(one.place),
            )
        for place, text in texts_of(record):
            table.add_row(place, escape(text[:200]), "", "text", "")
        out.print(table)
