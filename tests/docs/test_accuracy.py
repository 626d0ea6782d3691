"""Every check stands in the pages of accuracy, with something to find and something to spare."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.engine.registry import checks
from demo.accuracy import Accuracy, as_table

ROOT = Path(__file__).parents[2]
PAGES = [
    (ROOT / "docs" / name).read_text("utf-8") for name in ("accuracy.md", "accuracy-notices.md")
]
ELSEWHERE = {
    # It compares nights, and the measured one is the first.
    "doc_integrity_stable": "tests/end_to_end/test_changes.py",
    # It judges what a daemon saw through seven days; the county is served for one night.
    "site_available": "tests/checks/access/test_site_available.py",
}
"""Checks that one night cannot measure, and the tests that do."""


def measured() -> set[str]:
    """The checks with planted failures and passes in one of the pages."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for page in PAGES
        for line in page.splitlines()
        if line.startswith("| ")
    ]
    return {row[0] for row in rows[1:] if row[1].isdigit() and int(row[1]) and int(row[7])}


def test_every_check_is_measured() -> None:
    assert measured() - {"all"} == checks().keys() - ELSEWHERE.keys()


@pytest.mark.parametrize("check", ELSEWHERE)
def test_what_is_measured_elsewhere_is_told_with_the_test(check: str) -> None:
    path = ELSEWHERE[check]
    assert check in (ROOT / path).read_text("utf-8")
    assert all(f"`{check}`" in page for page in PAGES)
    assert path in PAGES[0]


def test_a_share_of_nothing_is_no_number() -> None:
    (row,) = as_table([Accuracy("site_available", 0, 0, 0, 0, 0, 0, 0, 0, 0)]).splitlines()[2:]
    assert row == "| site_available | 0 | 0 | – | 0 | 0 | – | 0 | – | 0 |"
