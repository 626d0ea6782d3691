"""Portals are looked up by id, host and parent; what was looked up does not travel."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from crawler.portals import Monitor, Portal, PortalKind, Watchlist


def portal(name: str, home: str, parent: str | None = None) -> Portal:
    return Portal(name, name, PortalKind.COUNTY, home, ("standing",), parent=parent)


HOST = portal("host", "http://www.a.test/")
GUEST = portal("guest", "http://www.a.test/bm/jyj/", "host")
TWIN = portal("twin", "http://www.b.test/x/", "guest")
OTHER = portal("other", "http://www.b.test/y/", "gone")
LIST = Watchlist(Path("w.toml"), Monitor(), (GUEST, HOST, TWIN, OTHER))


def test_the_owner_has_the_shortest_home_then_the_first_place() -> None:
    assert LIST.owner(GUEST) is HOST
    assert LIST.is_guest(GUEST)
    assert not LIST.is_guest(HOST)
    assert LIST.owner(OTHER) is TWIN
    stranger = portal("stranger", "http://c.test/")
    assert LIST.owner(stranger) is stranger


def test_portals_and_their_parents_are_found_by_id() -> None:
    assert LIST.portal("twin") is TWIN
    assert LIST.ancestors(TWIN) == (GUEST, HOST)
    assert LIST.ancestors(OTHER) == ()
    with pytest.raises(KeyError):
        LIST.portal("gone")


def test_what_was_looked_up_does_not_travel() -> None:
    fresh = Watchlist(LIST.path, LIST.monitor, LIST.portals)
    before = pickle.dumps(fresh)
    assert fresh.is_guest(GUEST)
    assert fresh.portal("host") is HOST
    assert pickle.dumps(fresh) == before
    assert pickle.loads(before) == fresh == LIST
    assert pickle.loads(before).owner(GUEST) == HOST
