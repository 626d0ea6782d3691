"""What stays for the sake of later nights outlives what its own night rested on."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from crawler.records.moments import BEIJING
from scheduler.cli.evidence import show
from scheduler.keeping.check import check_all
from scheduler.keeping.tidy import tidy
from scheduler.workplace import open_workplace
from tests.second_night.site import Site, Town
from tests.second_night.test_unasked import ANSWERED, REST, pages

FIRST, CHANGED, LATER = "2026-12-01", "2026-12-21", "2027-01-15"
TIDIED = datetime(2027, 2, 5, 2, tzinfo=BEIJING)


def test_a_file_may_outlive_what_its_own_night_rested_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The night of the change rests on the first, the later one on it; only the first is gone."""
    town = Town(tmp_path / "home", Site(pages()), monkeypatch)
    town.folder.mkdir()
    (town.folder / "rulebooks").mkdir()
    for day in (FIRST, CHANGED, LATER):
        if day == CHANGED:
            town.site.pages[ANSWERED] = town.site.pages[ANSWERED].replace("已列入", "早已列入")
        town.night(day, limits=REST, tail="[keep]\narchive_days = 31\nclosed_days = 31")
    db = town.open()
    try:
        with db.conn:  # nothing is cited: what stays, stays for the nights that rest on it
            db.execute("UPDATE findings SET outcome = 'inapplicable'")
        tidy(db, open_workplace(town.folder / "gongkai.toml", None), TIDIED)
    finally:
        db.close()
    here = {path.name[:10] for path in town.places.archive.glob("127*/*.warc.gz")}
    assert here == {CHANGED, LATER}
    assert check_all(town.places).faults == ()
    capfdbinary.readouterr()
    page = town.site.pages["/xw/15.html"].encode()
    show(sha256(page).hexdigest(), data=town.places.data)
    assert capfdbinary.readouterr().out == page
