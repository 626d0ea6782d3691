"""The town, served once, and the nights that faults are compared with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.bad_sites import bomb
from tests.faults.comparing import BOTH, Base, Calm, told
from tests.faults.nights import FIRST, NIGHT, alarms, copied, run, words
from tests.faults.poisons import POISONS
from tests.faults.town import STRUCK, UNITS, Town, town


@pytest.fixture(scope="session")
def place() -> Iterator[Town]:
    bomb()  # made before anybody waits for it
    with town(POISONS) as served:
        yield served


@pytest.fixture(scope="session")
def base(place: Town, tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("base")
    (folder / "gongkai.toml").write_text(place.watchlist(), encoding="utf-8")
    assert run(folder, FIRST).status == 0
    return Base(folder, {name: words(folder, FIRST, name) for name in BOTH})


@pytest.fixture(scope="session")
def calm(base: Base, place: Town, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    other = copied(base.folder, tmp_path_factory.mktemp("calm"))
    place.post.taken.clear()
    before = place.net.asked[f"{STRUCK}.town.test"]
    assert run(other, NIGHT).status == 0
    pages = place.net.asked[f"{STRUCK}.town.test"] - before
    assert all(len(place.post.to(unit)) == 1 for unit in UNITS.values())
    found = {name: words(other, NIGHT, name) for name in BOTH}
    assert all(found.values())
    assert alarms(other) == []
    return Calm(
        base.folder,
        found,
        pages,
        frozenset(told(other)),
    )
