"""A data folder with two sealed nights over a small portal, as a released version left it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from scheduler.places import Places
from scheduler.store import open_store
from tests.scheduler.releases import released, unpack


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The data folder, migrated to today's tables."""
    found = Places(unpack(released()[-1], tmp_path / "home"))
    open_store(found.database).close()
    return found


@pytest.fixture
def db(places: Places) -> Iterator[Database]:
    """Its books."""
    opened = open_store(places.database)
    yield opened
    opened.close()
