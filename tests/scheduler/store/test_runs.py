from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from scheduler.moments import latest_night
from scheduler.store.runs import last_run
from tests.scheduler.casework.builders import FAIL, books, night, workplace


def test_the_last_run_is_the_last_night_whatever_ran_on_demand_since(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    with pytest.raises(GongkaiError, match="no run is complete yet"):
        last_run(db, None)
    night(db, place, 0, FAIL, name="2026-11-20.1")
    assert last_run(db, None)["run"] == "2026-11-20.1"  # there is no other
    night(db, place, 0, FAIL)
    night(db, place, 0.5, FAIL, name="2026-11-20.2")
    night(db, place, 1, FAIL)
    night(db, place, 1.5, FAIL, name="2026-11-21.1")
    assert last_run(db, None)["run"] == "2026-11-21"
    assert last_run(db, "2026-11-21.1")["run"] == "2026-11-21.1"
    with pytest.raises(GongkaiError, match=r"there is no run 2026-11-22"):
        last_run(db, "2026-11-22")


@pytest.mark.parametrize(
    ("runs", "last"),
    [
        ((), ""),
        (("", "2026-11-20.1"), "2026-11-20.1"),
        (("2026-11-21.3", "2026-11-20", ""), "2026-11-20"),
        (("2026-11-19", "2026-11-20"), "2026-11-20"),
    ],
)
def test_the_night_that_is_verified_without_a_name(runs: tuple[str, ...], last: str) -> None:
    assert latest_night(runs) == last
