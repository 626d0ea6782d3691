"""The measurement of second nights: its portal is whole, its table tells shares of the first."""

from __future__ import annotations

import re

from bench.large_portal import large_portal
from bench.second_night import Cost, table


def test_the_portal_has_as_many_pages_as_asked_for_and_links_them_all() -> None:
    pages = large_portal(300)
    assert 300 <= len(pages) <= 360
    linked = {to for text in pages.values() for to in re.findall(r'href="([^"]+)"', text)}
    assert linked == set(pages)


def test_pages_are_the_same_every_time() -> None:
    assert large_portal(120) == large_portal(120)


def test_each_figure_has_its_share_of_the_first_nights() -> None:
    first = Cost("2026-11-20", 40.0, 60.0, 2_000, 0, 20_000_000, 5_000_000, 0)
    second = Cost("2026-11-21", 8.0, 30.0, 2_000, 1_999, 1_000_000, 1_000_000, 0)
    row = table([first, second]).splitlines()[-1]
    assert "8.0 (20.0 %)" in row
    assert "30.0 (50.0 %)" in row
    assert "2000 (100.0 %) | 1999 " in row
    assert "1.00 (5.0 %)" in row
