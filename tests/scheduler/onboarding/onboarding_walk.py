"""Discovery without a network: pages come from a function, all else is the real thing."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from crawler.fetching.archive import Archive
from crawler.fetching.fetcher import Answer, Fetcher
from crawler.fetching.items import Headers
from crawler.fetching.names import Names, Resolution
from crawler.fetching.politeness import Gate
from crawler.pages.reading import Reading
from crawler.pages.task import Task
from crawler.portals import Portal, Watchlist
from crawler.records import Asked, Evidence
from crawler.records.moments import BEIJING
from crawler.records.site import SiteIdentity
from crawler.spiders.traffic import carry_out
from crawler.spiders.visit_log import home_outcome
from crawler.visit.assemble import assemble
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior
from crawler.visit.territory import neighbourhood
from scheduler.night.asked import asked_of
from scheduler.onboarding.discovering import Found, Wish, discovered, prepared
from scheduler.onboarding.trying import Bounds, Tried, usual
from scheduler.workplace import Workplace

AS_OF = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
Pages = Callable[[str, str, str], tuple[int, str, bytes]]
"""(host, path with query, form) to (status, content type, body)."""
BOUNDS = Bounds(400, 300.0)


class _Loopback(Names):
    def resolve(self, name: str) -> Resolution:
        return Resolution((ip_address("127.0.0.1"),))


def walked(place: Workplace, portal: Portal, bounds: Bounds, pages: Pages, folder: Path) -> Tried:
    """What is seen of a portal whose pages are given, as `look_over` would tell it."""
    watchlist = bounds.within(place.watchlist)
    asked = Asked(roles=asked_of(place, portal).roles, first_pages=True)
    around = neighbourhood(watchlist, portal)
    limits = watchlist.monitor.limits
    visit = Visit(portal, around, AS_OF, limits, asked=asked)

    async def download(task: Task, url: str, conditions: Headers) -> Answer:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        status, kind, body = pages(parts.netloc, target, task.body)
        return Answer(status, (("Content-Type", kind),), body)

    async def walk(archive: Archive) -> list[tuple[Fetch, Reading | None]]:
        fetcher = Fetcher(
            download, archive, _Loopback(frozenset()), Gate(limits), watchlist, limits,
            lambda: AS_OF,
        )  # fmt: skip
        return [one async for one in carry_out(visit, fetcher.fetch, 60.0)]

    with Archive.open(folder / f"{portal.id}-{bounds.pages}.warc.gz") as archive:
        asyncio.run(walk(archive))
        proof = Evidence("urn:none", AS_OF, hashlib.sha256(b"").hexdigest())
        dossier = assemble(
            portal, AS_OF, visit.visited, visit.skipped, Prior(), (), proof,
            watchlist.is_guest(portal), limits=limits, around=around, asked=asked,
        )  # fmt: skip
        archive.flush()
        seen = [one for one in dossier.records if isinstance(one, SiteIdentity)]
        home = archive.read(seen[0].snapshot) if seen else None
    outcome = home_outcome(visit.visited)
    faults = [miss for miss in dossier.misses if miss.url == visit.territory.home]
    unseen = not outcome.seen
    fault = faults[0] if unseen and faults else None
    return Tried(
        portal, AS_OF, usual(watchlist), dossier, home, fault, (), (), (), 0.0, int(unseen)
    )  # fmt: skip


def draft_of(
    wish: Wish,
    listed: Watchlist | None,
    pages: Pages,
    folder: Path,
    seen: list[Tried] | None = None,
    bounds: Bounds = BOUNDS,
) -> Found:
    """The draft of a portal whose pages are given; `seen` takes down what was seen for it."""

    def look(place: Workplace, portal: Portal, within: Bounds) -> Tried:
        tried = walked(place, portal, within, pages, folder)
        if seen is not None:
            seen.append(tried)
        return tried

    return discovered(wish, prepared(wish, listed), bounds, look)
