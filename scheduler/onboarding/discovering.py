"""Discovery: from an address alone to the draft of a watchlist entry."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from crawler.errors import GongkaiError
from crawler.fetching.names import Names
from crawler.portals import Monitor, Portal, PortalKind, Watchlist
from crawler.portals.reach import literal
from crawler.portals.secrecy import quoted
from crawler.portals.values import identifier, web_address, web_host
from crawler.portals.watchlist import load_watchlist
from crawler.records.ledger import HostLedger
from crawler.records.site import SiteIdentity
from scheduler.onboarding.drafting import Draft, draft_text
from scheduler.onboarding.faults import NotSeenError, certificate_note, is_no_portal, not_seen
from scheduler.onboarding.guessing import (
    Guess,
    HomePage,
    id_of,
    is_below,
    kind_of,
    name_of,
    read_home,
)
from scheduler.onboarding.trying import Bounds, Tried, look_over
from scheduler.places import write_private
from scheduler.workplace import Workplace, open_workplace

USUAL = Bounds(pages=400, seconds=300.0)
"""What a discovery asks for at most, unless a person says otherwise."""
_FRONT = 2
"""Pages for a front page alone: that of the portal, and that of its host's owner before it."""
_GIVEN = "指定"


@dataclass(frozen=True)
class Wish:
    """What a person says of a portal to discover: its address, and what need not be guessed.

    `hosts` are those that may be asked beside that of the address.
    """

    url: str
    kind: PortalKind | None = None
    id: str | None = None
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A draft, and in `notes` what a person should know of beside it. `status` is as of a run."""

    draft: str
    notes: tuple[str, ...]
    status: int


def wished(url: str, kind: PortalKind | None, name: str | None, hosts: Sequence[str]) -> Wish:
    """A wish in its normal form; GongkaiError for what a watchlist could not say."""
    if "://" not in url:
        raise GongkaiError(f"{quoted(url)} has no scheme; write http://… or https://…")
    try:
        home = web_address(url)
        given = tuple(web_host(one) for one in hosts)
        if name is not None:
            identifier(name)
    except ValueError as error:
        raise GongkaiError(str(error)) from None
    return Wish(home, kind, name, given)


@dataclass(frozen=True)
class Prepared:
    """A visit to be made: the workplace with its portal alone, and what the draft will say at
    least. `owner` owns the host on which the portal is a guest; `known` is its id where the
    watchlist has it."""

    place: Workplace
    portal: Portal
    stand_in: Draft
    owner: Portal | None = None
    known: str = ""

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The portals of which the front page is to be seen first."""
        unnamed = self.owner is not None and not self.known
        return (self.portal, self.owner) if unnamed and self.owner else (self.portal,)


Look = Callable[[Workplace, Portal, Bounds], Tried]
"""How a portal is looked over within bounds."""


def discover(wish: Wish, listed: Watchlist | None, as_of: datetime, bounds: Bounds) -> Found:
    """Visit the address and draft its entry; `listed` is the watchlist to which it may go.

    Of that only the settings of the scanner are used, and who owns the host of a guest: no host
    but those of the wish is asked. The draft was read back by the watchlist's own loader.
    Raises NotSeenError where there was nothing to draft from, GongkaiError for an address that
    is not asked.
    """
    ready = prepared(wish, listed)
    guarded = replace(ready.place, watchlist=_guarded(ready.place.watchlist, listed))

    def look(place: Workplace, portal: Portal, within: Bounds) -> Tried:
        return look_over(place, portal, as_of, within)

    return discovered(wish, replace(ready, place=guarded), bounds, look)


def discovered(wish: Wish, ready: Prepared, bounds: Bounds, look: Look) -> Found:
    """The draft of what `look` shows: the front pages first, since what a label means depends on
    whose portal it is, then the whole."""
    asked, seconds = 0, 0.0
    front: list[HomePage] = []
    ledger: list[HostLedger] = []
    for portal in ready.portals:
        seen = look(ready.place, portal, replace(bounds, pages=_FRONT))
        asked += _FRONT
        seconds += seen.seconds
        ledger += seen.ledger
        if portal is ready.portal and (seen.home_fault is not None or seen.dossier is None):
            raise not_seen(seen)
        front.append(home_of(seen))
    named = _named(ready, front)
    rest = Bounds(max(bounds.pages - asked, _FRONT), max(bounds.seconds - seconds, 1.0))
    tried = look(named.place, named.portal, rest)
    whole = replace(
        tried, bounds=bounds, seconds=seconds + tried.seconds, ledger=(*ledger, *tried.ledger)
    )
    return drafted(wish, named, whole)


def _named(ready: Prepared, front: Sequence[HomePage]) -> Prepared:
    """The same with the names that the front pages give."""
    owner = ready.owner
    if len(front) > 1 and owner is not None:
        name = name_of(front[1], owner.host)
        owner = replace(owner, name=name.value, kind=PortalKind(kind_of(name).value))
    name = name_of(front[0], ready.portal.host, owner.name if owner is not None else "")
    portal = replace(ready.portal, name=name.value)
    if ready.stand_in.kind.why != _GIVEN:
        portal = replace(portal, kind=PortalKind(kind_of(name).value))
    around = (owner,) if owner is not None else ()
    listed = replace(ready.place.watchlist, portals=(portal, *around))
    place = replace(ready.place, watchlist=listed)
    return replace(ready, place=place, portal=portal, owner=owner)


def prepared(wish: Wish, listed: Watchlist | None) -> Prepared:
    """The visit that a wish asks for."""
    others = listed.portals if listed is not None else ()
    monitor = listed.monitor if listed is not None else Monitor()
    portal_id = wish.id or id_of(wish.url, [one.id for one in others])
    host = urlsplit(wish.url).netloc.lower()
    books = monitor.rulebooks or Monitor().rulebooks
    kind = Guess((wish.kind or PortalKind.COUNTY).value, _GIVEN if wish.kind else "")
    stand_in = Draft(portal_id, wish.url, Guess(host, ""), kind, books, wish.hosts)
    owner = _owner(stand_in, others) if is_below(wish.url) else None
    with tempfile.TemporaryDirectory(prefix="gongkai-discover-") as folder:
        place, portal = _workplace(stand_in, owner, monitor, Path(folder))
    return Prepared(place, portal, stand_in, owner, owner.id if owner in others and owner else "")


def home_of(tried: Tried) -> HomePage:
    """What the home page of a visit tells."""
    records = tried.dossier.records if tried.dossier is not None else ()
    identity = next((one for one in records if isinstance(one, SiteIdentity)), None)
    return read_home(tried.home, identity, tried.portal.host)


def drafted(wish: Wish, ready: Prepared, tried: Tried) -> Found:
    """The draft of what a visit saw; NotSeenError where that was no portal."""
    if tried.home_fault is not None or is_no_portal(tried):
        raise not_seen(tried)
    home = home_of(tried)
    name = name_of(home, ready.portal.host, ready.owner.name if ready.owner is not None else "")
    kind = ready.stand_in.kind if wish.kind is not None else kind_of(name)
    draft = replace(ready.stand_in, name=name, kind=kind, parent=ready.known)
    text = draft_text(draft, tried, home)
    return Found(text, (*certificate_note(tried), *tried.errors), tried.status)


def _guarded(watchlist: Watchlist, listed: Watchlist | None) -> Watchlist:
    """The watchlist of a visit that leads into no network of ours.

    Hosts that a person has listed may stand there, and names for which the configured name server
    answers. Raises GongkaiError for an address that is not asked, NotSeenError for a name that
    does not lead anywhere.
    """
    known = listed.known_hosts() if listed is not None else frozenset[str]()
    fresh = sorted(watchlist.known_hosts() - known)
    for host in fresh:
        name = urlsplit(f"//{host}").hostname or ""
        if literal(name) is not None:
            raise GongkaiError(
                f"{host}: is a bare IP address; only a host that a watchlist lists is asked by one"
            )
    trusted = not fresh or watchlist.monitor.nameserver is not None
    guarded = replace(watchlist, public_only=not trusted)
    names = Names.of(guarded)
    for host in fresh:
        found = names.resolve(urlsplit(f"//{host}").hostname or "")
        if found.fault and "cannot be resolved" in found.fault:
            raise NotSeenError(found.fault)
        if found.fault:
            raise GongkaiError(
                f"{found.fault}; such an address is asked only where the watchlist lists"
                " the host, or where its nameserver answers for it"
            )
    return guarded


def _owner(draft: Draft, others: Sequence[Portal]) -> Portal:
    """Who owns the host of a guest: a listed portal, else a stand-in for whoever it is."""
    parts = urlsplit(draft.home)
    host = parts.netloc.lower()
    there = [one for one in others if one.host == host and len(one.home) < len(draft.home)]
    if there:
        return min(there, key=lambda one: len(one.home))
    front = urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
    return Portal(f"{draft.id}-host", host, PortalKind.COUNTY, front, draft.rulebooks)


def _workplace(
    draft: Draft, owner: Portal | None, monitor: Monitor, folder: Path
) -> tuple[Workplace, Portal]:
    """A workplace of the drafted portal alone, beside the owner of its host."""
    path = folder / "gongkai.toml"
    write_private(path, draft_text(draft, None, read_home(None, None, "")).encode())
    place = open_workplace(path)
    (portal,) = place.watchlist.portals
    around: tuple[Portal, ...] = ()
    if owner is not None:
        portal = replace(portal, parent=owner.id)
        # Of the owner nothing but its home is known here, so that no other host is ever asked.
        around = (Portal(owner.id, owner.name, owner.kind, owner.home, draft.rulebooks),)
    own = replace(monitor, rulebooks=draft.rulebooks, triggers={}, rounds=())
    listed = replace(place.watchlist, monitor=own, portals=(portal, *around), sample=own.sample)
    return replace(place, watchlist=listed), portal


def write_new(path: Path, draft: str) -> None:
    """Write the draft into a new file; GongkaiError if there is one."""
    if path.exists():
        raise GongkaiError(f"{path}: is there already; --append adds to a watchlist")
    write_private(path, draft.encode())


def append(path: Path, draft: str) -> None:
    """Add the draft to a watchlist, if the whole is still one; else nothing is changed.

    Raises WatchlistError (a GongkaiError) with what would be wrong.
    """
    before = path.read_text(encoding="utf-8")
    whole = before.rstrip("\n") + "\n\n" + draft
    with tempfile.TemporaryDirectory(prefix="gongkai-append-") as folder:
        probe = Path(folder) / path.name
        write_private(probe, whole.encode())
        load_watchlist(probe)
    write_private(path, whole.encode())
