"""Whether two addresses are the home of one portal, so that it would be measured twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from crawler.portals.model import Portal


def same_home(one: str, other: str) -> bool:
    """Whether two addresses in their normal form surely lead to the same page.

    That is one host, port, path and query; `www.`, a slash at the end, and http or https make no
    difference. Of two folders of a host each may be another body's.
    """
    return _home(one) == _home(other)


def with_home(address: str, portals: Iterable[Portal]) -> Portal | None:
    """The first portal that has this home."""
    return next((one for one in portals if same_home(address, one.home)), None)


def measured_twice(file: str, portals: Iterable[Portal]) -> list[str]:
    """A fault for every portal with the home of one before it that exists at the same time.

    A body may take over the home of another that is no more.
    """
    faults: list[str] = []
    known: dict[tuple[str, str, str], list[Portal]] = {}
    for portal in portals:
        if not portal.home:
            continue
        others = known.setdefault(_home(portal.home), [])
        twin = next((one for one in others if _together(one, portal)), None)
        if twin is not None and twin.id != portal.id:
            faults.append(
                f"{file}: portal {portal.id!r}: home: portal {twin.id!r} has this home"
                f" ({twin.home}) already; it would be measured twice"
            )
        others.append(portal)
    return faults


def _home(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def _together(one: Portal, other: Portal) -> bool:
    starts = (one.valid_from or date.min, other.valid_from or date.min)
    ends = (one.valid_to or date.max, other.valid_to or date.max)
    return max(starts) <= min(ends)
