"""Nights over Dask: the same findings as on one machine, whatever dies meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.bad_server import Behaviour, Net, Piece, bad_server, reply
from tests.end_to_end.conftest import gongkai
from tests.end_to_end.dask_cluster import alive, children_of, cluster, wait_for
from tests.end_to_end.hostile_run import AS_OF, command, environment
from tests.end_to_end.small_portal import small_portal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("engines"),
]
NAMES = ("an", "bei", "chang")
TWO = NAMES[:2]


def slowed(seconds: float) -> Behaviour:
    """The small portal, every page after a while."""
    pages = small_portal()

    def say(path: str) -> Iterator[Piece]:
        yield seconds
        body = pages.get(path)
        yield reply((body or "404").encode(), "200 OK" if body else "404 Not Found")

    return say


@contextmanager
def slow_net(seconds: float = 0.25, names: tuple[str, ...] = NAMES) -> Iterator[Net]:
    with bad_server({f"{name}.test": slowed(seconds) for name in names}, {}) as net:
        yield net


def watchlist(net: Net, folder: Path, more: str = "", names: tuple[str, ...] = NAMES) -> None:
    portals = "".join(
        f'[[portals]]\nid = "{name}"\nname = "云溪县人民政府"\nkind = "county"\n'
        f'home = "http://{name}.test:{net.port}/"\n\n'
        for name in names
    )
    text = f'[monitor]\nnameserver = "{net.nameserver}"\nrulebooks = ["standing"]\n{more}\n'
    (folder / "gongkai.toml").write_text(text + portals, encoding="utf-8")


@contextmanager
def running(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """A run under way, ended with the block whatever happens."""
    process = subprocess.Popen(
        command("run", "--as-of", AS_OF, "--no-alerts", *more),
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            sys.stderr.write(process.communicate()[1])  # for whoever looks at a failed test


def ended(process: subprocess.Popen[str], seconds: float = 700) -> str:
    """The standard error of a run that has come to its end."""
    return process.communicate(timeout=seconds)[1]


def findings(folder: Path, data: str) -> list[dict[str, Any]]:
    """The findings export; only when pages were captured, and what contains that, left out."""
    done = gongkai("findings", "--format", "jsonl", "--data", data, folder=folder)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    for row in rows:
        for evidence in row["evidence"]:
            evidence["captured_at"] = None
            if evidence["url"].startswith("urn:"):
                evidence["sha256"] = None  # manifests and probes tell their moments
    return rows


def left_over(data: Path) -> list[str]:
    """What lies in the shared storage besides the marker and one state for each group."""
    files = [one for one in (data / "engine").rglob("*") if one.is_file()]
    return [one.name for one in files if one.name not in ("gongkai.json", "records.db")]


def test_a_worker_killed_in_mid_run_costs_and_doubles_nothing(tmp_path: Path) -> None:
    with slow_net() as net, cluster(tmp_path / "cluster") as dask:
        watchlist(net, tmp_path)
        with running(tmp_path, "--data", "alone") as run:
            told = ended(run)
        assert run.returncode == 0, told
        before = sum(net.asked.values())
        with running(tmp_path, "--data", "many", "--engine", dask.engine) as run:
            wait_for(lambda: sum(net.asked.values()) > before + 8, 400)
            victim = next(worker for worker in dask.workers if children_of(worker))
            crawling = children_of(victim)
            dask.kill(victim)
            wait_for(lambda: not any(alive(pid) for pid in crawling), 60)
            told = ended(run)
        assert run.returncode == 0, told
        assert findings(tmp_path, "alone") == findings(tmp_path, "many")
        data = tmp_path / "many"
        assert len(list((data / "archive").glob("*.test_*/*.warc.gz"))) == len(NAMES)
        assert len(list((data / "engine").rglob("records.db"))) == len(NAMES)
        assert left_over(data) == []
        verified = gongkai("evidence", "verify", "--data", "many", folder=tmp_path)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        # The next night goes on from the states that the workers left.
        again = gongkai(
            "run", "--as-of", "2026-11-21T02:00", "--no-alerts", "--data", "many",
            "--engine", dask.engine, folder=tmp_path,
        )  # fmt: skip
        assert again.returncode == 0, again.stderr
        assert len(list((data / "engine").rglob("records.db"))) == len(NAMES)


def test_a_scheduler_that_comes_back_is_found_again(tmp_path: Path) -> None:
    with slow_net() as net, cluster(tmp_path / "cluster", 1) as dask:
        watchlist(net, tmp_path, names=TWO)
        with running(tmp_path, "--engine", dask.engine) as run:
            wait_for(lambda: sum(net.asked.values()) > 8, 400)
            assert dask.scheduler is not None
            dask.kill(dask.scheduler)
            dask.workers[0].wait(60)  # it ends by itself, with what it was crawling
            dask.start_scheduler()
            dask.start_worker()
            told = ended(run)
        assert run.returncode == 0, told
        assert "went away" in told
        assert {row["portal"] for row in findings(tmp_path, "data")} == set(TWO)


def test_a_scheduler_that_stays_away_does_not_hang_the_night(tmp_path: Path) -> None:
    with slow_net() as net, cluster(tmp_path / "cluster", 1) as dask:
        watchlist(net, tmp_path, "[engine]\npatience_seconds = 10\n", TWO)
        with running(tmp_path, "--engine", dask.engine) as run:
            wait_for(lambda: sum(net.asked.values()) > 8, 400)
            assert dask.scheduler is not None
            dask.kill(dask.scheduler)
            told = ended(run, 300)
        assert run.returncode == 3, told
        assert "no Dask scheduler answers" in told


def test_workers_that_all_die_do_not_hang_the_night(tmp_path: Path) -> None:
    with slow_net() as net, cluster(tmp_path / "cluster", 1) as dask:
        watchlist(net, tmp_path, "[engine]\npatience_seconds = 10\n", TWO)
        with running(tmp_path, "--engine", dask.engine) as run:
            wait_for(lambda: sum(net.asked.values()) > 8, 400)
            dask.kill(dask.workers[0])
            told = ended(run, 300)
        assert run.returncode == 3, told


def test_an_ended_coordinator_leaves_nobody_crawling(tmp_path: Path) -> None:
    with slow_net() as net, cluster(tmp_path / "cluster", 2) as dask:
        watchlist(net, tmp_path, names=TWO)
        with running(tmp_path, "--engine", dask.engine):
            wait_for(lambda: sum(net.asked.values()) > 8, 400)
        wait_for(lambda: not any(children_of(worker) for worker in dask.workers), 60)
        # The same command goes on where that one ended.
        with running(tmp_path, "--engine", dask.engine) as again:
            told = ended(again)
        assert again.returncode == 0, told
        assert {row["portal"] for row in findings(tmp_path, "data")} == set(TWO)
        assert left_over(tmp_path / "data") == []


def test_a_scheduler_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with slow_net() as net:
        watchlist(net, tmp_path, "[engine]\npatience_seconds = 2\n")
        began = time.monotonic()
        done = gongkai(
            "run", "--as-of", AS_OF, "--engine", f"dask://127.0.0.1:{net.refusing}", folder=tmp_path
        )
        assert done.returncode == 3
        assert time.monotonic() - began < 200  # two seconds, and what a busy machine needs to start
        assert "Traceback" not in done.stderr
        assert done.stderr.splitlines()[-1].startswith("gongkai: tcp://127.0.0.1:")
        done = gongkai("run", "--as-of", AS_OF, "--engine", "ray://x:1", folder=tmp_path)
        assert done.returncode == 2
        assert "dask://HOST:PORT" in done.stderr


def test_a_hanging_portal_is_cut_off_when_the_night_ends(tmp_path: Path) -> None:
    pages, night = small_portal(), 45

    def hang(path: str) -> Iterator[Piece]:
        if path not in ("/", "/robots.txt"):
            yield 25.0
        yield reply(pages.get(path, "404").encode(), "200 OK" if path in pages else "404 No")

    hosts = {f"{name}.test": slowed(0.01) for name in NAMES[:2]} | {"hang.test": hang}
    with bad_server(hosts, {}) as net:
        names = (*NAMES[:2], "hang")
        # Left alone, it would take two minutes for each wave of pages.
        more = f"[monitor.limits]\nretries = 5\n[engine]\nnight_seconds = {night}\n"
        watchlist(net, tmp_path, more, names)
        began = time.monotonic()
        done = gongkai("run", "--as-of", AS_OF, "--no-alerts", folder=tmp_path)
        spent = time.monotonic() - began
        assert done.returncode in (0, 1), done.stderr
        rows = findings(tmp_path, "data")
        hung = [row for row in rows if row["portal"] == "hang"]
        causes = {row["cause"] for row in hung if row["outcome"] == "cant_tell"}
        assert "limit" in causes
        assert causes <= {"limit", "unreachable"}
        assert sum(row["outcome"] == "passed" for row in hung) < len(hung) / 2
        for name in NAMES[:2]:
            assert any(row["outcome"] == "passed" for row in rows if row["portal"] == name)
        # The night, ten seconds and one for each group; the rest is what judging takes.
        assert spent < night + 10 + len(names) + 90


def test_three_groups_ask_one_host_at_one_rate(tmp_path: Path) -> None:
    rate = 5.0
    asked: list[tuple[float, str]] = []
    pages = small_portal()
    port = [0]

    def city(path: str) -> Iterator[Piece]:
        asked.append((time.monotonic(), path))
        body = pages.get(path)
        yield reply((body or "404").encode(), "200 OK" if body else "404 Not Found")

    def bureau(path: str) -> Iterator[Piece]:
        body = pages.get(path, "404").replace('"/zcjd/', f'"http://city.test:{port[0]}/zcjd/')
        yield reply(body.encode(), "200 OK" if path in pages else "404 Not Found")

    names = ("city", "one", "two")
    hosts = {"city.test": city, "one.test": bureau, "two.test": bureau}
    with bad_server(hosts, {}) as net:
        port[0] = net.port
        watchlist(net, tmp_path, names=names)
        file = tmp_path / "gongkai.toml"
        text = file.read_text("utf-8")
        for name, more in zip(names, (f"rate = {rate}", *['parent = "city"'] * 2), strict=True):
            home = f'home = "http://{name}.test:{net.port}/"\n'
            text = text.replace(home, f"{home}{more}\n")
        file.write_text(text, encoding="utf-8")
        # More processes than this machine may have cores, so that all three ask at once.
        done = gongkai("run", "--as-of", AS_OF, "--no-alerts", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sum(path == "/robots.txt" for _, path in asked) == 3, "each group asked for itself"
    moments = sorted(at for at, _ in asked)
    assert len(moments) > 25
    # In no second more than the rate, but for one at the edge and what a busy machine delays.
    assert max(sum(at <= other < at + 1 for other in moments) for at in moments) <= rate + 2
    assert moments[-1] - moments[0] >= (len(moments) - 1) / rate - 1
