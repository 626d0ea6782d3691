"""A disk that is really full: a small file system of its own, where we may mount one."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.daemon.health import look, write_health
from scheduler.store.jobs import State
from scheduler.timetable import Job
from tests.scheduler.daemon.clockwork import Clockwork


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def test_a_full_disk_corrupts_nothing_and_passes_by_itself(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    work = Clockwork(small_disk)
    work.go("2026-11-02T01:00")

    # The disk fills up in the middle of the night; what we reckon as free says nothing of it.
    def fill_and_write() -> None:
        fill(small_disk)
        (small_disk / "data" / "page.warc").write_bytes(b"x" * 100_000)

    work.during = fill_and_write
    for minute in range(30, 60, 3):
        work.go(f"2026-11-02T01:{minute}")
        with contextlib.suppress(OSError):
            write_health(look(work.daemon, work.at), small_disk / "data")
    assert work.nights == []
    assert len([one for one in caplog.messages if one.startswith("alarm disk")]) == 1
    # In the meantime everybody who asks is told.
    assert not look(work.daemon, work.at).ok
    (small_disk / "filler").unlink()
    work.during = lambda: None
    work.go("2026-11-02T02:40")
    assert work.nights == ["2026-11-02"]
    assert work.row(Job.NIGHTLY, "2026-11-02").state is State.DONE
    work.go("2026-11-02T02:41")
    assert work.alarms() == []
    assert work.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert len(work.told()) == 2
