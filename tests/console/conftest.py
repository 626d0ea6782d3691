"""The town is made once; every test has a copy of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from scheduler.desk import accounts
from scheduler.workplace import Workplace
from tests.console.builders import Console, make_town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A data folder with two nights and an account of every role."""
    return make_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time; what they are in earnest is told by a test of its own."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", quick)
    monkeypatch.setattr(accounts, "_NOBODYS", quick.hash("nobody has this password"))


@pytest.fixture
def console(town: Workplace, tmp_path: Path) -> Console:
    """The console over it."""
    return Console(town, tmp_path)
