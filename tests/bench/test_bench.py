"""The measurement of many portals: its portals are fixed by the seed, its plan multiplies."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from bench.plan import Assumed, plan, report, unit
from bench.portals import main
from bench.units import SORTS, pages_of, units
from crawler.portals import PortalKind


def test_portals_are_fixed_by_seed_and_number() -> None:
    few, again = list(units(6, seed=7)), list(units(6, seed=7))
    assert few == again
    assert few != list(units(6, seed=8))
    assert [one.kind for one in few] == [
        "city", "county", "department", "department", "department", "township"
    ]  # fmt: skip
    assert len({one.host for one in few}) == len({one.name for one in few}) == 6
    ids = {one.id for one in few}
    assert all(one.parent in ids for one in few if one.parent)
    assert {one.kind for one in few} <= {kind.value for kind in PortalKind}


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.kind)
def test_sizes_stay_within_their_bounds(sort) -> None:  # type: ignore[no-untyped-def]
    rng = Random(1)
    sizes = sorted(pages_of(sort, rng) for _ in range(500))
    assert sort.low <= sizes[0] <= sizes[-1] <= sort.high
    assert sort.pages * 0.8 < sizes[250] < sort.pages * 1.25


def measured() -> dict:  # type: ignore[type-arg]
    """Two nights of ten portals with round figures."""
    group = {"requests": 72, "bytes": 2e6, "cpu": 3.6, "private": 100e6}
    groups = [dict(group) for _ in range(10)]

    def night(total: int) -> dict:  # type: ignore[type-arg]
        sizes = dict.fromkeys(("archive", "groups", "gongkai.db"), total * 1_000_000)
        return {
            "groups": groups,
            "steps": {
                "crawl": {"cpu": 1, "rss_after": 100e6},
                "judge": {"cpu": 6},
                "write": {"cpu": 12},
                "write.reports": {"cpu": 11},
            },
            "sizes": {**sizes, "reports": 5_000_000, "feed": 1_000_000},
            "peak_rss": 150e6,
            "mails": 10,
        }

    return {
        "machine": {"cpus": 2, "commit": "x", "measured_at": "now"},
        "options": {"count": 10},
        "nights": [night(10), night(16)],
    }


def test_a_night_adds_what_it_grew_by() -> None:
    first, second = unit(measured(), 0), unit(measured(), -1)
    assert first.disk["archive"] == 1e6
    assert second.disk["archive"] == 0.6e6
    assert first.disk["reports"] == second.disk["reports"] == 0.5e6
    assert first.serial_cpu == pytest.approx(1.8)  # a part of a step is not counted twice
    assert first.coordinator == pytest.approx(5e6)


def test_the_plan_multiplies() -> None:
    made = plan(unit(measured(), 0), 1_000, Assumed(rate=2, window=5, load=0.5, cores=1))
    assert made.requests == 72_000
    assert made.polite == pytest.approx(10)
    assert made.at_once == 2
    assert made.crawl_cpu == pytest.approx(1)
    assert made.cores == made.machines == 1
    assert made.serial == pytest.approx(0.5)
    assert made.disk["archive"] == pytest.approx(1e9)
    more = plan(unit(measured(), 0), 1_000, Assumed(rate=2, window=5, load=0.5, cores=1, pages=9))
    assert more.at_once == 18
    assert more.cores == more.machines == 4
    assert "1,000, second night" in report(measured(), [1_000], Assumed())


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # a minute alone; the machine may be shared
def test_two_nights_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "measured.json"
    assert main(["--count", "3", "--nights", "2", "--out", str(out)]) == 0
    result = json.loads(out.read_text())
    assert [night["status"] for night in result["nights"]] == [0, 0]
    for night in result["nights"]:
        assert len(night["groups"]) == 3
        assert all(one["errors"] == 0 and one["pages"] > 15 for one in night["groups"])
        assert night["mails"] >= 3
        assert {"crawl", "judge", "store", "gather", "write", "alert"} <= night["steps"].keys()
    assert "judge" in capsys.readouterr().out
    assert report(result, [2_000], Assumed())
