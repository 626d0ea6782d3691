"""What an error may repeat of a value: errors end in logs, mails and the open health endpoint."""

from __future__ import annotations

import re

_OPEN = frozenset({"http", "https", "smtp", "smtps", "dask"})
"""Schemes of which an error may name host and port: what follows others is a token itself."""
_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)", re.DOTALL)
_LOGIN = re.compile(r".*:.*@", re.DOTALL)
_LONGEST = 80


def quoted(value: object, *, public: bool = False) -> str:
    """A value as an error names it: short, in quotes, without user, password or token.

    The path of an address is left out too, but for a `public` page.
    """
    if isinstance(value, str):
        return repr(_masked(value, public)[:_LONGEST])
    return _masked(repr(value), public)[:_LONGEST]


def _masked(text: str, public: bool) -> str:
    if "://" not in text:
        return _LOGIN.sub("…@", text)
    return _ADDRESS.sub(lambda match: _address(match["scheme"], match["rest"], public), text)


def _address(scheme: str, rest: str, public: bool) -> str:
    if scheme.lower() not in _OPEN:
        return f"{scheme}://…"
    _, at, rest = rest.rpartition("@")
    host, slash, path = rest.partition("/")
    path = path.partition("?")[0] + "?…" if public and "?" in path else path
    host = host.partition("?")[0]
    return f"{scheme}://{'…@' if at else ''}{host}{slash}{path if public else '…' if path else ''}"
