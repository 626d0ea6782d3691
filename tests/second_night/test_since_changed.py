"""A run whose watchlist was changed since is told of by its own, where its data lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.casework.rounds import workplace_of
from scheduler.reporting.feeding import publish
from scheduler.reporting.gathering import gather
from scheduler.store.runs import stored_run
from scheduler.workplace import open_workplace
from tests.end_to_end.small_portal import small_portal
from tests.second_night.site import Site, Town

NIGHT = "2026-12-01"


def test_it_is_published_from_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(tmp_path, Site(dict(small_portal())), monkeypatch)
    town.night(NIGHT)
    path = tmp_path / "gongkai.toml"
    path.write_text(path.read_text("utf-8").replace("云溪县人民政府", "云溪县政府"), "utf-8")
    now = open_workplace(path, None)
    db = town.open()
    try:
        then = workplace_of(db, now, NIGHT)
        assert then.places == now.places
        assert then.watchlist.portals[0].name == "云溪县人民政府"
        report = gather(db, then, stored_run(db, then, NIGHT))
        publish(db, then, report, report.as_of)
    finally:
        db.close()
    assert (town.places.data / "feed").is_dir()
