"""One Dask worker against two, over hosts that answer after 50 ms: `python -m bench.engines`.

Every host is a small portal of its own on loopback, one group each, with a rate to keep, as real
hosts have one: a crawl then mostly waits for its host's next turn. (Without a rate loopback
hosts are asked as fast as they answer, and what is measured is the machine's cores.) Workers have
one thread each and crawl one group at a time. Nights with one and with two workers are made in
turn, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.end_to_end.bad_server import bad_server
from tests.end_to_end.dask_cluster import Cluster, children_of, cluster
from tests.end_to_end.test_engines import slowed, watchlist

ROOT = Path(__file__).parents[1]
DELAY = 0.05
AS_OF = "2026-11-20T02:00"


@dataclass(frozen=True)
class Night:
    """Seconds of a night: from start to end, of the coordinator's CPU, of all workers' CPU."""

    wall: float
    coordinator: float
    workers: float


def night(folder: Path, name: str, dask: Cluster) -> Night:
    """`gongkai crawl` over a fresh data folder, from start to end."""
    before, began = os.times(), time.monotonic()
    used = cpu_of(dask)
    subprocess.run(
        [
            sys.executable, "-m", "scheduler", "crawl", "--as-of", AS_OF,
            "--data", name, "--engine", dask.engine,
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )  # fmt: skip
    after, wall = os.times(), time.monotonic() - began
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    return Night(wall, spent, cpu_of(dask) - used)


def cpu_of(dask: Cluster) -> float:
    """Seconds of CPU that the workers, their hatcheries and all their crawls have used so far."""
    pids = [pid for worker in dask.workers for pid in (worker.pid, *children_of(worker))]
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(int(one) for one in fields[11:15])  # its own, and of children that ended
    return ticks / os.sysconf("SC_CLK_TCK")


def write(net_folder: Path, rate: float) -> None:
    """Give every portal of the watchlist its rate."""
    file = net_folder / "gongkai.toml"
    text = file.read_text("utf-8").replace("\nhome = ", f"\nrate = {rate}\nhome = ")
    file.write_text(text, encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=6, help="hosts, each a group")
    parser.add_argument("--rate", type=float, default=4.0, help="requests a second to each host")
    parser.add_argument("--pairs", type=int, default=3, help="nights with one and two workers")
    given = parser.parse_args()
    names = tuple(f"h{number:02}" for number in range(given.groups))
    nights: dict[int, list[Night]] = {1: [], 2: []}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        hosts = {f"{name}.test": slowed(DELAY) for name in names}
        net = stack.enter_context(bad_server(hosts, {}))
        clusters: dict[int, Cluster] = {
            workers: stack.enter_context(cluster(folder / f"cluster{workers}", workers))
            for workers in nights
        }
        watchlist(net, folder, names=names[:2])
        for workers, dask in clusters.items():  # the first night of a worker imports everything
            night(folder, f"warm{workers}", dask)
        watchlist(net, folder, names=names)
        write(folder, given.rate)
        for pair in range(given.pairs):
            for workers, dask in clusters.items():
                asked = sum(net.asked.values())
                one = night(folder, f"n{workers}.{pair}", dask)
                nights[workers].append(one)
                print(
                    f"pair {pair + 1}: {workers} workers {one.wall:.1f} s, "
                    f"{sum(net.asked.values()) - asked} requests, CPU {one.coordinator:.1f} s "
                    f"(coordinator) + {one.workers:.1f} s (workers), load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    ratios = [two.wall / one.wall for one, two in zip(nights[1], nights[2], strict=True)]
    best = {workers: min(one.wall for one in some) for workers, some in nights.items()}
    print(
        f"{given.groups} groups at {given.rate:g} requests a second, answers after "
        f"{DELAY * 1000:.0f} ms: 1 worker {best[1]:.1f} s, 2 workers {best[2]:.1f} s (best); "
        f"ratios of the pairs {', '.join(f'{one:.2f}' for one in ratios)}, "
        f"median {median(ratios):.2f}"
    )


if __name__ == "__main__":
    main()
