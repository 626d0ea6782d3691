"""One Dask worker against two, over hosts that answer after 50 ms: `python -m bench.engines`.

Every host is a small portal of its own on loopback, one group each. Nights with one and with
two workers are made in turn, so that both meet the same machine; the best of each counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.end_to_end.bad_server import bad_server
from tests.end_to_end.dask_cluster import Cluster, cluster
from tests.end_to_end.test_engines import slowed, watchlist

ROOT = Path(__file__).parents[1]
DELAY = 0.05
AS_OF = "2026-11-20T02:00"


def night(folder: Path, name: str, engine: str) -> float:
    """Seconds of `gongkai crawl` over a fresh data folder, from start to end."""
    began = time.monotonic()
    subprocess.run(
        [
            sys.executable, "-m", "scheduler", "crawl", "--as-of", AS_OF,
            "--data", name, "--engine", engine,
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )  # fmt: skip
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=10, help="hosts, each a group")
    parser.add_argument("--pairs", type=int, default=3, help="nights with one and two workers")
    given = parser.parse_args()
    names = tuple(f"h{number:02}" for number in range(given.groups))
    best = {1: float("inf"), 2: float("inf")}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        hosts = {f"{name}.test": slowed(DELAY) for name in names}
        net = stack.enter_context(bad_server(hosts, {}))
        watchlist(net, folder, names=names)
        clusters: dict[int, Cluster] = {
            workers: stack.enter_context(cluster(folder / f"cluster{workers}", workers))
            for workers in best
        }
        for workers, dask in clusters.items():  # the first night of a worker imports everything
            night(folder, f"warm{workers}", dask.engine)
        for pair in range(given.pairs):
            for workers, dask in clusters.items():
                seconds = night(folder, f"n{workers}.{pair}", dask.engine)
                best[workers] = min(best[workers], seconds)
                load = os.getloadavg()[0]
                print(f"pair {pair + 1}: {workers} workers {seconds:.1f} s (load {load:.1f})")
    print(
        f"{given.groups} groups, answers after {DELAY * 1000:.0f} ms, best of {given.pairs}: "
        f"1 worker {best[1]:.1f} s, 2 workers {best[2]:.1f} s, ratio {best[2] / best[1]:.2f}"
    )


if __name__ == "__main__":
    main()
