"""Titles as a sentence names them."""

from __future__ import annotations

import pytest

from checks.matching.titles import in_marks


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("绿色建筑推广工作规程", "《绿色建筑推广工作规程》"),
        ("《绿色建筑推广工作规程》", "《绿色建筑推广工作规程》"),
        ("《云州市绿色建筑推广工作规程》政策解读", "《〈云州市绿色建筑推广工作规程〉政策解读》"),
        ("一图读懂《绿色建筑推广工作规程》", "《一图读懂〈绿色建筑推广工作规程〉》"),
        ("《甲办法》和《乙办法》", "《〈甲办法〉和〈乙办法〉》"),
        ("《甲办法》政策解读（《乙", "《〈甲办法〉政策解读（〈乙》"),
        ("《关于〈甲办法〉的解读》", "《关于〈甲办法〉的解读》"),
    ],
)
def test_a_title_that_holds_marks_is_marked_once(title: str, told: str) -> None:
    assert in_marks(title) == told
