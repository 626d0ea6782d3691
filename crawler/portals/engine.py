"""The [engine] table: where groups are crawled, and what bounds a night (docs/engines.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table

LOCAL = "local"
MOST_AT_ONCE = 1_000
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})")
_PLACE = re.compile(r"[a-z][a-z0-9+]*://\S+")


@dataclass(frozen=True)
class Engine:
    """Where groups are crawled. Secrets of the storage come from the environment only.

    `url` is "local" or "dask://HOST:PORT". `storage` is a folder or an address of fsspec that
    coordinator and workers share, None for a folder of the data folder; `endpoint` is where an
    S3-compatible storage is asked. `keeper` is the address "HOST[:PORT]" of this machine at which
    workers reach the pace keeper, "" for the one that faces the Dask scheduler.
    `patience_seconds` is how long a scheduler or workers that went away are waited for,
    `night_seconds` after how long whatever is still being crawled is cut off, None for never.
    `at_once` is the most groups that the local engine crawls at a time, None for what the machine
    can carry.
    """

    url: str = LOCAL
    storage: str | None = None
    endpoint: str | None = None
    keeper: str = ""
    patience_seconds: float = 120.0
    night_seconds: float | None = None
    at_once: int | None = None


def engine_url(text: str) -> str:
    """`local` or `dask://HOST:PORT`; ValueError for anything else."""
    if text == LOCAL:
        return text
    scheme, _, address = text.partition("://")
    if scheme == "dask" and _is_address(address):
        return text
    raise ValueError(f"{quoted(text)} is no engine (local, or dask://HOST:PORT)")


def read_engine(table: Table) -> Engine:
    """The settings of the [engine] table; faults are noted in it."""
    standard = Engine()
    engine = Engine(
        url=table.read("url", engine_url) or standard.url,
        storage=table.read("storage", _storage),
        endpoint=table.read("endpoint", _endpoint),
        keeper=table.read("keeper", _keeper) or standard.keeper,
        patience_seconds=table.number("patience_seconds") or standard.patience_seconds,
        night_seconds=table.number("night_seconds"),
        at_once=_at_once(table),
    )
    table.close()
    return engine


def _at_once(table: Table) -> int | None:
    value: int | None = table.take("at_once", int, "a whole number")
    if value is not None and not 1 <= value <= MOST_AT_ONCE:
        table.fault("at_once", f"must be from 1 to {MOST_AT_ONCE}, not {value}")
        return None
    return value


def _storage(text: str) -> str:
    if "://" in text and not _PLACE.fullmatch(text):
        raise ValueError(f"{quoted(text)} is neither a folder nor an address such as s3://bucket/p")
    if "@" in urlsplit(text).netloc:
        raise ValueError("names a user or a password; these come from the environment only")
    return text


def _endpoint(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
        raise ValueError(f"{quoted(text)} is no address such as https://storage.example:9000")
    return text


def _keeper(text: str) -> str:
    if _is_address(text) or _is_address(f"{text}:1"):
        return text
    raise ValueError(f"{quoted(text)} is no HOST or HOST:PORT")


def _is_address(text: str) -> bool:
    match = _ADDRESS.fullmatch(text)
    return match is not None and 0 < int(match["port"]) <= 65_535
