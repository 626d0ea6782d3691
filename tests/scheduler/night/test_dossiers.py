"""Dossiers of a run come one at a time, and those above are at hand for all below."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.portals import Monitor, Portal, PortalKind, Watchlist
from crawler.records import Dossier, Evidence
from crawler.storage import GroupStore
from crawler.visit.prior import Prior
from scheduler.evidence.above import with_above
from scheduler.groups import group_portals
from scheduler.night import dossiers as stored
from scheduler.night.dossiers import StoredDossiers
from scheduler.places import Places, make_folder
from scheduler.store import open_database

MOMENT = datetime(2026, 11, 20, 2, tzinfo=UTC)
RUN = "2026-11-20"


def portal(name: str, parent: str | None = None) -> Portal:
    home = f"http://{name}.test/"
    return Portal(name, name, PortalKind.COUNTY, home, ("standing",), parent=parent)


def dossier(one: Portal, at: datetime = MOMENT) -> Dossier:
    proof = Evidence(f"urn:gongkai:coverage:{one.id}", at, "0" * 64)
    return Dossier(portal=one, as_of=at, sections={}, coverage=proof)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Places, Watchlist]:
    """A county, two townships below it, and one that was never read."""
    county, first, second = portal("county"), portal("first", "county"), portal("second", "county")
    portals = (county, first, second, portal("unread", "county"))
    places = Places(tmp_path)
    for group in group_portals(portals[:3]):
        make_folder(places.group(group.name))
        db = open_database(places.group_database(group.name))
        given = [(dossier(one), Prior()) for one in group.portals]
        GroupStore(db).publish(RUN, MOMENT, "x.warc.gz", given, (), MOMENT)
        db.close()
    return places, Watchlist(tmp_path / "gongkai.toml", Monitor(), portals)


def test_what_was_read_is_there_and_nothing_else(kept: tuple[Places, Watchlist]) -> None:
    places, watchlist = kept
    found = StoredDossiers(places, watchlist, group_portals(watchlist.portals), RUN)
    assert list(found) == ["county", "first", "second"]
    assert len(found) == 3
    assert "unread" not in found
    assert found.get("unread") is None
    assert found["first"].portal.id == "first"
    assert not StoredDossiers(places, watchlist, group_portals(watchlist.portals), "2026-11-19")


def test_only_higher_dossiers_stay_in_memory(
    kept: tuple[Places, Watchlist], monkeypatch: pytest.MonkeyPatch
) -> None:
    places, watchlist = kept
    found = StoredDossiers(places, watchlist, group_portals(watchlist.portals), RUN)
    assert found["county"] is found["county"]
    assert found["first"] is not found["first"]
    monkeypatch.setattr(stored, "KEPT", 0)
    crowded = StoredDossiers(places, watchlist, group_portals(watchlist.portals), RUN)
    assert crowded["county"] is not crowded["county"]


def test_dossiers_above_are_attached_lazily(kept: tuple[Places, Watchlist]) -> None:
    places, watchlist = kept
    found = StoredDossiers(places, watchlist, group_portals(watchlist.portals), RUN)
    lone = portal("lone", "unread")
    wider = replace(watchlist, portals=(*watchlist.portals, lone))
    whole = dict(with_above({**found, "lone": dossier(lone)}, wider))
    assert [one.portal.id for one in whole["first"].higher] == ["county"]
    assert whole["first"].unseen_above == ()
    assert whole["county"].higher == ()
    assert [one.portal.id for one in whole["lone"].higher] == ["county"]
    assert whole["lone"].unseen_above == ("unread",)
