"""Two runs never work in one data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from scheduler.lock import FolderLockedError, locked
from scheduler.places import make_folder


def test_a_second_run_is_refused_and_a_later_one_is_not(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(FolderLockedError, match="in use by another run"),
        locked(tmp_path),
    ):
        pass
    with locked(tmp_path):
        pass


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(GongkaiError, match="file"), locked(tmp_path / "file"):
        pass
    with pytest.raises(GongkaiError, match="data: this folder cannot be made"):
        make_folder(tmp_path / "file" / "data")
