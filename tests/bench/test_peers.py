"""The measurement beside general crawlers: what it adds up, and that it measures all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.peers import Cost, counted, main, table
from bench.units import county_of, units


def cost(who: str, cpu: float, pages: int, status: int = 0) -> Cost:
    return Cost(who, 2.0, cpu, 50_000_000, pages, pages, 1_000_000, status)


def test_a_county_of_a_size_has_that_size() -> None:
    (one,) = units(1, 7, (county_of(300),))
    assert one.kind == "county"
    assert 240 < sum(len(column.items) for column in one.columns) < 400


def test_a_crawlers_own_count_goes_before_the_servers(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    assert counted(cost("x", 1, 0), 9, own).pages == 9
    own.write_text(json.dumps({"pages": 7, "bytes": 70}))
    told = counted(cost("x", 1, 0), 9, own)
    assert (told.pages, told.bytes, told.requests) == (7, 70, 9)


def test_medians_and_ratios() -> None:
    rounds = [
        [
            cost("careful Scrapy", cpu, 1_000),
            cost("Gongkai", cpu * 2, 500),
            cost("Gongkai, second night", cpu / 2, 100),
        ]
        for cpu in (3.0, 4.0, 50.0)
    ]
    lines = table(rounds).splitlines()
    careful, gongkai, again, share = lines[1:]
    assert careful.split()[-3:] == ["4.00", "1.00", "50"]
    assert gongkai.split()[-3:] == ["16.00", "4.00", "50"]
    assert again.split()[-3:] == ["20.00", "5.00", "50"]
    assert share == "second night to the first: cpu 0.25, requests 0.20, bytes 1.00"


def test_a_crawl_that_was_cut_is_told_and_one_without_pages_is_no_number() -> None:
    shown = table([[cost("careful Scrapy", 1, 10), cost("wget -r", 1, 0, status=-15)]])
    assert shown.splitlines()[-1].endswith("ended at its limit")
    assert "nan" in shown


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_crawlers_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "peers.json"
    assert main(["--pages", "60", "--rounds", "1", "--limit", "300", "--out", str(out)]) == 0
    ((costs,),) = json.loads(out.read_text())["sizes"].values()
    pages = {one["who"]: one["pages"] for one in costs}
    for who in ("naive Scrapy", "careful Scrapy"):
        assert pages[who] > 60
    assert pages["Gongkai"] > 30
    assert pages["Gongkai, second night"] > 0
    assert all(one["cpu"] > 0 and one["peak"] > 10_000_000 for one in costs if "Sc" in one["who"])
    assert "second night to the first" in capsys.readouterr().out
