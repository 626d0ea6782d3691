"""Two runs never work in one data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.lock import FolderLockedError, locked


def test_a_second_run_is_refused_and_a_later_one_is_not(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(FolderLockedError, match="in use by another run"),
        locked(tmp_path),
    ):
        pass
    with locked(tmp_path):
        pass
