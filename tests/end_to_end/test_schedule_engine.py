"""The schedule with a Dask engine: the night in its job process goes over the workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.bad_sites import DOWN
from tests.end_to_end.conftest import gongkai
from tests.end_to_end.dask_cluster import children_of, cluster
from tests.end_to_end.hostile_run import hostile_net
from tests.end_to_end.test_killed_parent import wait_for
from tests.end_to_end.test_schedule import daemon, done, rows, write

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.xdist_group("engines")]


def use(folder: Path, engine: str) -> None:
    """Name the engine in the watchlist that lies there."""
    file = folder / "gongkai.toml"
    text = file.read_text("utf-8")
    file.write_text(f'{text}\n[engine]\nurl = "{engine}"\npatience_seconds = 60\n', "utf-8")


def test_the_night_of_the_schedule_is_crawled_by_workers(tmp_path: Path) -> None:
    with hostile_net({}) as net, cluster(tmp_path / "cluster", 1) as dask:
        write(tmp_path, net, ["healthy"])
        use(tmp_path, dask.engine)
        with daemon(tmp_path) as process:
            assert wait_for(lambda: done(tmp_path), 300), (tmp_path / "stderr").read_text()
            process.terminate()
            assert process.wait(30) == 0
        [state] = rows(tmp_path, "SELECT version, fetched, data FROM group_state")
        assert (state["version"], state["fetched"]) == (1, 1)
        assert "tcp://127.0.0.1" in str(state["data"]), "a worker brought it"
        assert [row["state"] for row in rows(tmp_path, "SELECT state FROM runs")] == ["complete"]
        verified = gongkai("evidence", "verify", folder=tmp_path)
        assert verified.returncode == 0, verified.stdout + verified.stderr


def test_told_to_end_in_mid_crawl_the_workers_end_too(tmp_path: Path) -> None:
    hosts = {"silent": DOWN["silent"][0]}
    with hostile_net(hosts) as net, cluster(tmp_path / "cluster", 1) as dask:
        write(tmp_path, net, ["silent"])
        use(tmp_path, dask.engine)
        with daemon(tmp_path) as process:
            assert wait_for(lambda: net.asked["silent.hostile.test"] > 0, 300)
            assert children_of(dask.workers[0])
            process.terminate()
            assert process.wait(30) == 0
            assert wait_for(lambda: not children_of(dask.workers[0]), 60)
        assert dask.workers[0].poll() is None, "the worker itself goes on"
