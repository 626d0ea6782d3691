from __future__ import annotations

from datetime import datetime

import pytest

from crawler.records.moments import BEIJING
from crawler.visit.rereading import is_due, nights_since

URLS = [f"http://a.test/{n}.html" for n in range(400)]


@pytest.mark.parametrize("nights", [1, 2, 3, 7, 28])
def test_every_page_comes_due_within_the_term_and_none_in_its_first_half(nights: int) -> None:
    for url in URLS:
        ages = [age for age in range(1, nights + 1) if is_due(url, age, nights)]
        assert ages
        assert ages[-1] == nights
        assert ages[0] > nights // 2
        assert ages == list(range(ages[0], nights + 1))


def test_what_was_read_in_one_night_comes_due_on_several() -> None:
    first = [min(age for age in range(1, 8) if is_due(url, age, 7)) for url in URLS]
    assert {first.count(age) > 60 for age in (4, 5, 6, 7)} == {True}


def test_a_read_of_this_night_or_a_later_one_is_none_to_rest_on() -> None:
    assert is_due(URLS[0], 0, 7)
    assert is_due(URLS[0], -3, 7)


def test_nights_are_beijing_dates() -> None:
    late = datetime(2026, 11, 20, 23, 50, tzinfo=BEIJING)
    assert nights_since(late, datetime(2026, 11, 21, 0, 10, tzinfo=BEIJING)) == 1
