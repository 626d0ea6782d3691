from pathlib import Path

import pytest

from crawler.errors import WatchlistError
from crawler.portals import Cases, Watchlist
from crawler.portals.watchlist import load_watchlist

PORTAL = """
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "http://www.yunxi.test/"
rulebooks = ["standing"]
handling = "云溪县大数据中心"
platform = "某某科技公司"
"""


def load(folder: Path, text: str) -> Watchlist:
    path = folder / "gongkai.toml"
    path.write_text(text + PORTAL, encoding="utf-8")
    return load_watchlist(path)


def test_the_figures_of_practice_hold_unless_set(tmp_path: Path) -> None:
    loaded = load(tmp_path, "")
    assert loaded.cases == Cases()
    assert (loaded.portals[0].handling, loaded.portals[0].platform) == (
        "云溪县大数据中心",
        "某某科技公司",
    )
    given = load(tmp_path, '[cases]\nrectify = 15\nappeal = 0\nfreeze = "automatic"\n')
    assert given.cases == Cases(rectify=15, appeal=0, freeze="automatic")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("sign = 0", r"\[cases\]: sign: must be from 1 to 250, not 0"),
        ("sign = 251", "sign: must be from 1 to 250"),
        ("sign = -1", "sign: must be from 1"),
        ("sign = 2.5", "sign: must be a whole number"),
        ("sign = true", "sign: must be a whole number"),
        ('notified_by = "fax"', "notified_by: must be 'mail' or 'person', not 'fax'"),
        ("confirm_failures = 4", "confirm_failures: cannot be more than confirm_of"),
        ("signs = 2", "signs: unknown key; did you mean 'sign'"),
    ],
)
def test_faults_name_table_and_key(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(WatchlistError, match=says):
        load(tmp_path, f"[cases]\n{line}\n")
