"""Addresses: one normal form, after RFC 3986, so that one page has one name."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": "80", "https": "443"}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# A server that finds no cookie writes a session into every link: each visit sees other addresses.
_SESSION_SEGMENT = re.compile(r";jsessionid=[^/;?#]*", re.IGNORECASE)
_SESSION_KEYS = ("jsessionid", "phpsessid")
_SAFE = "!$&'()*+,;=:@/?%[]"
# With a path from the root, or with a host, an address is the same from every page of a host.
_ROOTED = re.compile(r"/(?![/\t\n\r])|https?://\w", re.I)
# A plain path from the root of a host without a port of its scheme is normal as it stands.
_PLAIN_PATH = re.compile(r"(?:/[\w~-][\w.~-]*)+/?", re.ASCII)
_PLAIN_HOST = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[1-9]\d{3})?/")
_NOTHING_TO_ESCAPE = re.compile(r"[\w.~!$&'()*+,;=:@/?\[\]-]*", re.ASCII)
_RENDERED = "urn:gongkai:rendered:"


def rendered_urn(url: str) -> str:
    """The address under which a page is archived as a browser showed it."""
    return _RENDERED + url


def page_address(url: str) -> str:
    """The address that a reader opens to see what is archived under `url`: itself, mostly."""
    return url.removeprefix(_RENDERED)


def is_rendered(url: str) -> bool:
    """Whether what is archived under `url` is a page as a browser showed it."""
    return url.startswith(_RENDERED)


def _escape(text: str) -> str:
    if _NOTHING_TO_ESCAPE.fullmatch(text) is not None:
        return text

    def one(match: re.Match[str]) -> str:
        char = chr(int(match.group(1), 16))
        return char if char in _UNRESERVED else match.group(0).upper()

    # A bare % that begins no escape is data: encode it, so that normalising twice changes nothing.
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return _ESCAPE.sub(one, quote(text, safe=_SAFE))


def _remove_dots(path: str) -> str:
    if path[:1] == "/" and "/." not in path:
        return path
    out: list[str] = []
    parts = path.split("/")
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == ".":
            if last:
                out.append("")
        elif part == "..":
            if len(out) > 1:
                out.pop()
            if last:
                out.append("")
        else:
            out.append(part)
    joined = "/".join(out)
    return joined if joined.startswith("/") else "/" + joined


def normalise(url: str, base: str = "") -> str:
    """The normal form of an address: joined to `base`, without fragment.

    Scheme and host in lower case, default port dropped, dot segments removed, escapes in upper
    case and unreserved characters unescaped, an empty path as /. The order of a query is kept.
    Session ids are left out: they name the visit, not the page.
    Raises ValueError for an address that has no usable host.
    """
    url = url.strip()
    if base and _ROOTED.match(url):  # menus repeat on every page of a host, and are remembered
        base = "/".join(base.split("/", 3)[:3]) + "/"
        if _PLAIN_PATH.fullmatch(url) and _PLAIN_HOST.fullmatch(base):
            return base[:-1] + url
    return _normalised(url, base)


def usable(url: str, base: str = "") -> str | None:
    """The normal form of an address as pages write them, None for one that has no usable host."""
    try:
        return normalise(url, base)
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def _normalised(url: str, base: str) -> str:
    url = url.replace("\t", "").replace("\n", "").replace("\r", "")
    if base:
        url = urljoin(base, url)
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not an http address: {url[:200]!r}")
    host = parts.hostname
    if not host or parts.username or parts.password:
        raise ValueError(f"no usable host: {url[:200]!r}")
    try:
        name = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise ValueError(f"no usable host: {url[:200]!r}") from error
    netloc = f"[{name}]" if ":" in name else name
    port = parts.port
    if port is not None and str(port) != _DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    path = _remove_dots(_escape(_SESSION_SEGMENT.sub("", parts.path) or "/").replace("?", "%3F"))
    query = _without_session(parts.query)
    return urlunsplit((scheme, netloc.lower(), path, _escape(query), ""))


def _without_session(query: str) -> str:
    if not any(key in query.lower() for key in _SESSION_KEYS):
        return query
    kept = [
        part for part in query.split("&") if part.partition("=")[0].lower() not in _SESSION_KEYS
    ]
    return "&".join(kept)


def host_of(url: str) -> str:
    """Name and port of an address, lower case, as the watchlist writes hosts."""
    return urlsplit(url).netloc.lower()


def lot(url: str) -> str:
    """The lot that an address draws: samples take the lowest, so that a rerun takes the same.

    Scheme and port have no part in it: a site that moves to https keeps its sample.
    """
    parts = urlsplit(normalise(url))
    drawn = f"{parts.hostname or ''}{parts.path}?{parts.query}"
    return hashlib.sha256(drawn.encode("utf-8", "backslashreplace")).hexdigest()
