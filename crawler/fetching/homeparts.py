"""What two answers for one home page have in common, and which other hosts it loads from."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.records.addresses import normalise

_MOST = 65_536
_BETWEEN = re.compile(rb">([^<>]{2,400})<")
_UNSTEADY = re.compile(rb"[\d\s:]+")
_HIDDEN = re.compile(rb"<(script|style)\b", re.IGNORECASE)
_LOADED = re.compile(
    rb"<(?:script|img|iframe|link|source|video|audio|embed)\b[^<>]{0,1000}?\b(?:src|href)\s*=\s*"
    rb"[\"']?((?:https?:)?//[^\s\"'<>]{1,300})",
    re.IGNORECASE,
)


def likeness(left: bytes, right: bytes) -> float | None:
    """How much of the words between tags two pages share, from 0 to 1; None if neither has any.

    Numbers and clock times are left out: they change from one second to the next.
    """
    if left == right:
        return 1.0 if left else None
    one, other = _words(left), _words(right)
    if not one and not other:
        return None
    return round(len(one & other) / len(one | other), 2)


def _words(page: bytes) -> frozenset[bytes]:
    pieces = (_UNSTEADY.sub(b"", one) for one in _BETWEEN.findall(_shown(page[:_MOST])))
    return frozenset(piece for piece in pieces if len(piece) > 1)


def _shown(page: bytes) -> bytes:
    """A page without its scripts and styles, in one walk: what is not closed hides the rest."""
    parts: list[bytes] = []
    small, at = page.lower(), 0
    while (found := _HIDDEN.search(page, at)) is not None:
        parts.append(page[at : found.start()])
        at = small.find(b"</" + found.group(1).lower(), found.end())
        if at < 0:
            return b"".join(parts)
    return b"".join((*parts, page[at:]))


def asset_hosts(home: str, page: bytes) -> tuple[str, ...]:
    """Names of other hosts that a page loads scripts, pictures, styles or frames from."""
    own = urlsplit(home).hostname
    found: dict[str, None] = {}
    for address in _LOADED.findall(page[:_MOST]):
        try:
            name = urlsplit(normalise(address.decode("ascii"), home)).hostname
        except (ValueError, UnicodeDecodeError):
            continue
        if name and name != own and "." in name and not name.replace(".", "").isdigit():
            found[name] = None
    return tuple(name for name in found if ":" not in name)
