"""The run's own death: no process of it lives on to write into the data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.end_to_end.bad_sites import DOWN
from tests.end_to_end.hostile_run import (
    AS_OF,
    command,
    environment,
    homes_of,
    hostile_net,
    run_over,
    watchlist,
)

pytestmark = pytest.mark.xdist_group("hostile")


def alive(session: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
        except (OSError, NotADirectoryError):
            continue
        if folder.name.isdigit() and int(state[3]) == session and state[0] != "Z":
            found.append(int(folder.name))
    return found


def wait_for(condition: object, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "how",
    [
        signal.SIGKILL,  # the one that nothing can be done about
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, marks=pytest.mark.slow),
    ],
)
def test_no_worker_outlives_its_run(tmp_path: Path, how: signal.Signals) -> None:
    hosts = {name: DOWN[name][0] for name in ("silent", "drip")}
    with hostile_net(hosts) as net:
        text = watchlist(net, homes_of(net, [*hosts, "healthy"]))
        (tmp_path / "gongkai.toml").write_text(text, encoding="utf-8")
        process = subprocess.Popen(
            command("run", "--as-of", AS_OF, "--no-alerts"),
            cwd=tmp_path, env=environment(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            # A shell's background jobs, and so these tests in one, are started deaf to Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        try:
            assert wait_for(lambda: net.asked["silent.hostile.test"] > 0, 40)
            assert len(alive(process.pid)) >= 3
            # The parent alone, not its group: as `kill PID` does it.
            os.kill(process.pid, how)
            _, stderr = process.communicate(timeout=15)
            assert process.returncode != 0
            assert wait_for(lambda: not alive(process.pid), 5), alive(process.pid)
            if how is not signal.SIGKILL:
                assert process.returncode == 128 + how
                assert b"told to end" in stderr.splitlines()[-1]
                assert b"Traceback" not in stderr
                assert b"resource_tracker" not in stderr
        finally:
            for pid in alive(process.pid):
                os.kill(pid, signal.SIGKILL)
        if how is signal.SIGTERM:
            run = run_over(tmp_path, text, "--no-alerts")
            assert run.status == 1, run.stderr
            told = {row["check"]: row["outcome"] for row in run.of("silent")}
            assert told.pop("site_available") == "inapplicable"  # no daemon opened its page
            assert set(told.values()) == {"cant_tell"}
            assert any(row["outcome"] == "passed" for row in run.of("healthy"))
