"""Emergencies that the watchlist registers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals import Emergency
from crawler.portals.watchlist import load_watchlist
from crawler.records import BEIJING

HEAD = """[monitor]
rulebooks = ["standing"]
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://www.yunxi.test/"
"""
EVENT = """[[portals.emergencies]]
name = "石桥镇山洪"
at = 2026-07-12T03:20:00
grade = "重大"
words = ["山洪"]
source = "县应急管理局值班记录"
"""


def loaded(tmp_path: Path, text: str) -> tuple[Emergency, ...]:
    path = tmp_path / "gongkai.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_watchlist(path).portals[0].emergencies


def test_a_registered_emergency(tmp_path: Path) -> None:
    more = 'released_at = 2026-07-11T20:50:00Z\nreleased_url = "https://weibo.com/yunxi/1"\n'
    (one,) = loaded(tmp_path, EVENT + more)
    assert one.at == datetime(2026, 7, 12, 3, 20, tzinfo=BEIJING)
    assert one.released_at == datetime(2026, 7, 11, 20, 50, tzinfo=UTC)
    assert (one.words, one.grade, one.disputed) == (("山洪",), "重大", False)


def test_none_registered(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == ()


FAULTS = {
    "a date without a clock time": ("at = 2026-07-12T03:20:00", "at = 2026-07-12", "clock time"),
    "no moment": ("at = 2026-07-12T03:20:00", "", "at: is missing"),
    "no grade": ('grade = "重大"', 'grade = "很大"', "unknown grade"),
    "no words": ('words = ["山洪"]', "", "words: is missing"),
    "a word too short": ('["山洪"]', '["洪"]', "too short"),
    "no source": ('source = "县应急管理局值班记录"', "", "source: is missing"),
    "a release without proof": (
        "words", "released_at = 2026-07-12T04:00:00\nwords", "released_url"),
    "a conference before it": (
        "words",
        'conference_at = 2026-07-11T04:00:00\nconference_url = "http://a.test/"\nwords', "before"),
    "an unknown key": ("words", 'place = "石桥镇"\nwords', "unknown key"),
    "twice": ("[[portals", f"{EVENT}[[portals", "used twice"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(WatchlistError, match=says) as error:
        loaded(tmp_path, EVENT.replace(old, new, 1))
    assert "yunxi" in str(error.value)
