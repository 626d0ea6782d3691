"""What many tests look at, made once: books of sixty nights, and a town of hostile texts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from bench.desk import Made, made_books
from scheduler.desk import accounts
from scheduler.workplace import Workplace, open_workplace
from tests.console.builders import Console, make_town


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


@pytest.fixture(scope="module")
def own_books(kept_books: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A copy for the tests of one module: what is refused is written down."""
    folder = tmp_path_factory.mktemp("own") / "desk"
    shutil.copytree(kept_books.workplace.watchlist.path.parent, folder)
    return Made(open_workplace(folder / "gongkai.toml"), kept_books.now)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A data folder with two nights and an account of every role: not to be written into."""
    return make_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time; what they are in earnest is told by a test of its own."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    nobodys = quick.hash("nobody has this password")
    monkeypatch.setattr(accounts, "_HASHER", quick)
    monkeypatch.setattr(accounts, "_nobodys", lambda: nobodys)


@pytest.fixture
def console(town: Workplace, tmp_path: Path) -> Console:
    """The console over a copy of the town."""
    return Console(town, tmp_path)
