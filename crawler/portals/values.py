"""Single values of a watchlist: each reader gives the value or raises ValueError saying why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from crawler.portals.kinds import PortalKind
from crawler.portals.reach import literal, refusal
from crawler.portals.secrecy import quoted

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s\[\]:/@?#%\\]+)(?::(\d{1,5}))?")


def identifier(text: str) -> str:
    """A name that is safe as a file name on any system."""
    if not _ID.fullmatch(text) or ".." in text or _DEVICE.fullmatch(text):
        raise ValueError(
            f"{quoted(text)} is no usable id: letters, digits, - _ . (at most 64),"
            " as in a file name"
        )
    return text


def kind(text: str) -> PortalKind:
    """The kind of body of that name."""
    try:
        return PortalKind(text)
    except ValueError:
        raise ValueError(f"unknown kind {quoted(text)}; known: {', '.join(PortalKind)}") from None


def known_rulebook(known: frozenset[str] | None) -> Callable[[str], str]:
    """A reader of rulebook names; every name passes when `known` is None."""

    def read(text: str) -> str:
        if known is not None and text not in known:
            raise ValueError(f"unknown rulebook {quoted(text)}; known: {', '.join(sorted(known))}")
        return text

    return read


def rhythm(text: str) -> str:
    """How often units get their digest."""
    if text not in ("weekly", "nightly"):
        raise ValueError(f"must be 'weekly' or 'nightly', not {quoted(text)}")
    return text


def timezone(text: str) -> str:
    """A time zone of the IANA data base."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise ValueError(f"unknown timezone {quoted(text)}") from None
    return text


def contact(text: str) -> str:
    """What stands in the user agent; safe in a header."""
    if not text.isascii() or len(text) > 200 or re.search(r"[()\\]", text):
        raise ValueError(
            f"{quoted(text)} cannot stand in a user agent: at most 200 ASCII characters,"
            " no brackets"
        )
    return text


def mailbox(text: str) -> str:
    """One bare mail address; safe in a header."""
    if not _MAIL.fullmatch(text):
        raise ValueError(f"{quoted(text)} is no mail address")
    return text


def nameserver(text: str) -> str:
    """A DNS server as "IP:port"."""
    name, _, port = text.rpartition(":")
    bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    try:
        address = ip_address(bare)
        if address.version == 6 and bare == name:
            raise ValueError
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536) or refusal(address):
            raise ValueError
    except ValueError:
        raise ValueError(f'{quoted(text)} is no name server; write "IP:port"') from None
    return text


def mail_server(text: str) -> str:
    """An smtp:// or smtps:// address without path and without password."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(f"{quoted(text)} is no mail server address") from None
    if parts.password is not None:
        # Not repeated in the message: it would end in a log.
        raise ValueError("holds a password; passwords come from the environment only")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == 0:
        raise ValueError(f"{quoted(text)} is no smtp:// or smtps:// address")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"{quoted(text)} has more than a host and a port")
    return text


def web_host(text: str) -> str:
    """A host (name, and port unless it is the usual one) in the form addresses have it.

    ValueError for anything else, and for literal addresses that are never asked.
    """
    match = _HOST.fullmatch(text)
    if match is None:
        raise ValueError(f"{quoted(text)} is no host; write name or name:port")
    return urlsplit(web_address(f"http://{text}/")).netloc.removesuffix(":443")


def web_address(text: str, *, public: bool = True) -> str:
    """An http(s) address in its normal form; ValueError says what is wrong with it.

    The path of one that is not `public` is not repeated.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(f"{quoted(text, public=public)} is no address") from None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port == 0:
        raise ValueError(f"{quoted(text, public=public)} is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds credentials; only public pages are read")
    if "#" in text:
        raise ValueError(f"{quoted(text, public=public)} has a fragment")
    address = literal(parts.hostname)
    if address is not None and (refused := refusal(address)):
        raise ValueError(
            f"{quoted(text, public=public)} is {refused}; such addresses are never asked"
        )
    if re.search(r"\s", text):
        raise ValueError(f"{quoted(text, public=public)} holds white space")
    host = (address and str(address)) or _ascii_name(parts.hostname)
    host = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", parts.query, ""))


def _ascii_name(host: str) -> str:
    try:
        return host.lower() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        raise ValueError(f"{quoted(host)} is no host name") from None
