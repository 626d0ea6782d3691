"""Tests of one group share a worker (`--dist loadgroup`); browsers start where they are tested."""

from __future__ import annotations

import gc
import os

import pytest
from _pytest.nodeid import coerce_node_id

# A night with a browser and one without see different things: tests of the browser ask for it
# (tests/browser.py), all others come to the same on every machine.
os.environ["GONGKAI_BROWSER"] = "none"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the group in the address of a test, by which pytest-xdist shares tests out.

    pytest-xdist 3.8 writes it where pytest 9.2 does not read it any more, and says nothing.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark is not None and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")  # type: ignore[attr-defined]


def pytest_collection_finish() -> None:
    """Keep the collected tests out of collections of garbage: whatever is timed would pay for
    going through many thousand of them."""
    gc.collect()
    gc.freeze()
