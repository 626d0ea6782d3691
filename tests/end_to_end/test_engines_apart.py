"""A night in network namespaces of their own: coordinator, scheduler, workers, S3, portals.

Nothing but the network joins them: the workers see neither the coordinator's loopback nor, for
what they are handed, its folders. Needs root and network namespaces.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT, gongkai
from tests.end_to_end.dask_cluster import alive, children_of, cluster, wait_for
from tests.end_to_end.test_engines import findings, left_over, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("engines"),
]
NET = "10.213.77"
NAMES = ("an", "bei", "chang")
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@contextmanager
def namespaces(*names: str) -> Iterator[dict[str, str]]:
    """Namespaces joined by a bridge, each with an address; skips where none may be made."""
    tag = f"gk{os.getpid() % 10000}"
    made: list[str] = []
    try:
        try:
            ip("link", "add", f"{tag}br", "type", "bridge")
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no network namespaces here (root and CAP_NET_ADMIN): {error}")
        ip("addr", "add", f"{NET}.1/24", "dev", f"{tag}br")
        ip("link", "set", f"{tag}br", "up")
        found = {}
        for number, name in enumerate(names, 2):
            space = f"{tag}{name}"
            try:
                ip("netns", "add", space)
            except subprocess.CalledProcessError as error:
                pytest.skip(f"no network namespaces here: {error.stderr.decode()}")
            made.append(space)
            ends = (f"{tag}v{number}", "type", "veth", "peer", "name", "e0", "netns", space)
            ip("link", "add", *ends)
            ip("link", "set", f"{tag}v{number}", "master", f"{tag}br", "up")
            ip("-n", space, "addr", "add", f"{NET}.{number}/24", "dev", "e0")
            ip("-n", space, "link", "set", "e0", "up")
            ip("-n", space, "link", "set", "lo", "up")
            found[name] = space
        yield found
    finally:
        for space in made:
            subprocess.run(["ip", "netns", "del", space], check=False, capture_output=True)
        subprocess.run(["ip", "link", "del", f"{tag}br"], check=False, capture_output=True)


def listens(host: str, port: int) -> bool:
    """Whether somebody takes connections there."""
    try:
        with socket.create_connection((host, port), 1):
            return True
    except OSError:
        return False


@contextmanager
def served(space: str, folder: Path) -> Iterator[None]:
    """Portals, name server and bucket at .2 of the net, as one process in that namespace."""
    with (folder / "sites.log").open("wb") as log:
        process = subprocess.Popen(
            ["ip", "netns", "exec", space, sys.executable, "-m",
             "tests.end_to_end.sites_apart", f"{NET}.2", str(folder / "asked"), *NAMES],
            cwd=ROOT, env={**os.environ, **KEYS, "PYTHONPATH": str(ROOT)},
            stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_for(lambda: listens(f"{NET}.2", 8080), 100)
        yield
    finally:
        process.terminate()
        process.wait(10)


def write(folder: Path) -> None:
    portals = "".join(
        f'[[portals]]\nid = "{name}"\nname = "云溪县人民政府"\nkind = "county"\n'
        f'home = "http://{name}.test:8080/"\nrate = 20.0\n\n'
        for name in NAMES
    )
    head = (
        f'[monitor]\nnameserver = "{NET}.2:5353"\nrulebooks = ["standing"]\n'
        f'[engine]\nstorage = "s3://zwgk/night"\nendpoint = "http://{NET}.2:9000"\n'
        "patience_seconds = 100\n\n"
    )
    (folder / "gongkai.toml").write_text(head + portals, encoding="utf-8")


def test_a_night_over_namespaces_with_a_worker_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in KEYS.items():
        monkeypatch.setenv(key, value)
    with ExitStack() as stack:
        spaces = stack.enter_context(namespaces("sites", "sched", "w1", "w2"))
        stack.enter_context(served(spaces["sites"], tmp_path))
        write(tmp_path)
        inside = {name: ("ip", "netns", "exec", space) for name, space in spaces.items()}
        dask = stack.enter_context(
            cluster(tmp_path / "c", 0, host=f"{NET}.3", before=inside["sched"], environment=KEYS)
        )
        workers = [dask.start_worker(*inside[name]) for name in ("w1", "w2")]
        dask.joined()
        with running(tmp_path, "--data", "alone") as run:
            assert run.wait(300) in (0, 1), run.communicate()
        before = (tmp_path / "asked").stat().st_size
        with running(tmp_path, "--data", "many", "--engine", dask.engine) as run:
            wait_for(lambda: (tmp_path / "asked").stat().st_size > before + 8, 400)
            victim = next(worker for worker in workers if children_of(worker))
            crawling = children_of(victim)
            dask.kill(victim)
            wait_for(lambda: not any(alive(pid) for pid in crawling), 20)
            told = run.communicate(timeout=300)[1]
            assert run.returncode in (0, 1), told
        assert findings(tmp_path, "alone") == findings(tmp_path, "many")
        assert left_over(tmp_path / "many") == []
        verified = gongkai("evidence", "verify", "--data", "many", folder=tmp_path)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        # Who was asked: the sites' own log, by the address that asked.
        asked = set((tmp_path / "asked").read_text().split())
        assert {f"{NET}.1"} < asked
        assert asked & {f"{NET}.4", f"{NET}.5"}
