from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals.keep import Keep
from crawler.portals.watchlist import load_watchlist

SMALL = """
[monitor]
rulebooks = ["standing"]
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://www.yunxi.test/"
"""


def load(tmp_path: Path, keep: str) -> Keep:
    path = tmp_path / "gongkai.toml"
    path.write_text(keep + SMALL, encoding="utf-8")
    return load_watchlist(path, frozenset({"standing"})).keep


def test_evidence_is_kept_for_years_unless_told_otherwise(tmp_path: Path) -> None:
    assert load(tmp_path, "") == Keep()
    assert Keep().archive_days >= 5 * 365
    given = load(tmp_path, "[keep]\narchive_days = 31\nrecords_nights = 2\n")
    assert given == Keep(archive_days=31, records_nights=2)


@pytest.mark.parametrize(
    "line, says",
    [
        ("archive_days = 30", "[keep]: archive_days: must be 31 at least, not 30"),
        ("closed_days = 0", "[keep]: closed_days: must be 31 at least, not 0"),
        ("reports_days = -1", "[keep]: reports_days: must be 7 at least, not -1"),
        ("records_nights = 1", "[keep]: records_nights: must be 2 at least, not 1"),
        ("records_nights = 2.5", "[keep]: records_nights: must be a whole number, not 2.5"),
        ("archive_days = true", "[keep]: archive_days: must be a whole number, not True"),
        ("archiv_days = 99", "[keep]: archiv_days: unknown key; did you mean 'archive_days'?"),
    ],
)
def test_a_term_that_cannot_be_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(WatchlistError) as caught:
        load(tmp_path, f"[keep]\n{line}\n")
    assert any(says in problem for problem in caught.value.problems)
