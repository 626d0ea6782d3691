"""Books of four invented portals and sixty nights, made once and looked at by many tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.desk import Made, made_books
from scheduler.workplace import open_workplace


@pytest.fixture(scope="session")
def kept_books(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The books as they were made: not to be written into."""
    return made_books(tmp_path_factory.mktemp("desk"), 4, 60, cited=60)


@pytest.fixture
def books(kept_books: Made, tmp_path: Path) -> Made:
    """A copy of them, to be written into."""
    folder = tmp_path / "desk"
    shutil.copytree(kept_books.workplace.watchlist.path.parent, folder)
    return Made(open_workplace(folder / "gongkai.toml"), kept_books.now)
