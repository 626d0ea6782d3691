"""A day that was put back after its first sight does not pass unseen, and is proved both ways."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from crawler.fetching.archive import ArchiveReader
from scheduler.apart.verify import verify
from tests.end_to_end.small_portal import small_portal
from tests.second_night.site import HOST, Night, Site, Town
from tests.second_night.test_revisits import warc_of

PIECE = "/zcjd/1.html"
FIRST, QUIET, CHANGED = (f"2026-11-{day}" for day in (15, 16, 17))


def showing(day: str) -> dict[str, str]:
    """The small portal, whose one interpretation shows a day on its page and in its list."""
    made = dict(small_portal())
    for path in (PIECE, "/zcjd/"):
        assert "2026-10-13" in made[path]
        made[path] = made[path].replace("2026-10-13", day)
    return made


def latency(night: Night) -> Finding:
    return next(
        one for one in night.findings
        if one.check == "interpretation_latency" and one.subject.endswith("/gfxwj/0.html")
    )  # fmt: skip


@pytest.mark.slow
def test_a_late_interpretation_that_shows_an_earlier_day_later_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(showing("2026-10-30"))
    town = Town(tmp_path / "home", site, monkeypatch)
    assert latency(town.night(FIRST)).outcome is Outcome.FAILED
    assert latency(town.night(QUIET)).outcome is Outcome.FAILED
    site.pages = showing("2026-10-13")
    found = latency(town.night(CHANGED))
    assert found.outcome is Outcome.CANT_TELL, found.statement
    assert "2026年11月15日采集时为2026年10月30日" in found.statement
    assert "2026年11月17日起采集为2026年10月13日，疑似倒签" in found.statement
    url = f"http://{HOST}{PIECE}"
    cited = {(one.captured_at.date().isoformat(), one.sha256) for one in found.evidence
             if one.url == url}  # fmt: skip
    texts = {day: ArchiveReader(warc_of(town, day)).get(sha256, url)[1].decode()
             for day, sha256 in cited}  # fmt: skip
    assert {day: "2026-10-30" in text for day, text in texts.items()} == {
        FIRST: True, CHANGED: False
    }  # fmt: skip
    db = town.open()
    try:
        seen = verify(db, town.places, CHANGED)
        assert seen.sound, (seen.faults, seen.differences)
        detail = json.loads(
            next(db.query("SELECT detail FROM runs WHERE run=?", [CHANGED]))["detail"]
        )
        assert {(one["entry"]["kind"], one["entry"]["was_on"]) for one in detail["late"]} == {
            ("day_change", "2026-10-30")
        }
    finally:
        db.close()
