"""The [serve] table of a watchlist: who may read the feed, who vouches for persons."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.portals.secrecy import quoted
from crawler.portals.table import Table

_LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))


@dataclass(frozen=True)
class Oidc:
    """Login by OpenID Connect (docs/console.md).

    `issuer` is the provider, `client_id` what we are called there, `address` the console's own
    address, to which the provider leads back. `claim` of the ID token holds the account's name;
    `name` stands on the button.
    """

    issuer: str
    client_id: str
    address: str
    claim: str = "preferred_username"
    name: str = "统一身份认证"


@dataclass(frozen=True)
class Serve:
    """`public`: released scores are open to readers without a token. `name` heads the Atom feed."""

    public: bool = False
    name: str = "政务公开监测"
    oidc: Oidc | None = None


def read_serve(table: Table) -> Serve:
    """The settings of a [serve] table."""
    standard = Serve()
    public = table.take("public", bool, "true or false")
    name = table.text("name")
    oidc = _read_oidc(table.table("oidc")) if "oidc" in table.data else None
    table.close()
    return Serve(public=bool(public), name=name or standard.name, oidc=oidc)


def _read_oidc(table: Table) -> Oidc | None:
    issuer = table.read("issuer", by_tls, mandatory=True)
    client_id = table.text("client_id", mandatory=True)
    address = table.read("address", _own_address, mandatory=True)
    claim, name = table.text("claim"), table.text("name")
    table.close()
    if issuer is None or client_id is None or address is None:
        return None
    return Oidc(issuer, client_id, address, claim or Oidc.claim, name or Oidc.name)


def by_tls(text: str) -> str:
    """An address of the provider as it stands; ValueError for one that others could listen to."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        plain = parts.username is None and not parts.query and not parts.fragment
    except ValueError:
        host, plain = "", False
    safe = host and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))
    if not safe or not plain:
        raise ValueError(f"{quoted(text)} is no https address")
    return text


def _own_address(text: str) -> str:
    parts = urlsplit(by_tls(text))
    if parts.path not in ("", "/"):
        raise ValueError(f"{quoted(text)}: the console's own address has no path")
    return f"{parts.scheme}://{parts.netloc}"
