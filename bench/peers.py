"""`python -m bench.peers --pages 2000 --rounds 5`: Gongkai beside general crawlers, in one run.

One invented portal is served on loopback by a process of its own, and in each round every crawler
goes over it in turn: naive and careful Scrapy (bench/spiders.py), `wget -r` and LinkChecker where
they are installed, and Gongkai, which fetches, archives, reads, stores, judges and reports, and
then does so again on the next night over the same, unchanged pages. The crawlers fetch all pages
that links lead to, Gongkai those that its rules need: what is compared is the CPU per 1,000 pages
that each fetched. With `--all-read` it is another portal, nearly all of whose pages the rules need
(bench/large_portal.py).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bench.large_portal import Asked, Server
from bench.large_portal import served as all_read
from bench.night import COMMAND
from bench.portals import machine
from bench.second_night import watchlist_of
from bench.serving import Servers, servers
from bench.spiders import AT_ONCE

FIRST = date(2026, 11, 20)


@dataclass(frozen=True)
class Cost:
    """What one crawl took: seconds, CPU seconds and peak memory of all its processes together,
    requests that the servers counted, pages and bytes that it says it fetched."""

    who: str
    wall: float
    cpu: float
    peak: int
    requests: int
    pages: int
    bytes: int
    status: int

    @property
    def per_thousand(self) -> float:
        """CPU seconds per 1,000 pages; not a number where no page was fetched."""
        return self.cpu / self.pages * 1_000 if self.pages else float("nan")


def measured(who: str, command: list[str], folder: Path, limit: float) -> Cost:
    """Run a command, watched from outside. After `limit` seconds it is ended as it stands."""
    began = time.monotonic()
    with (folder / f"{who.replace(' ', '-')}.log").open("wb") as log:
        pid = os.posix_spawn(
            command[0],
            command,
            dict(os.environ),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, log.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
            ],
            setpgroup=0,
        )
    over = threading.Event()
    most = [0]
    watch = threading.Thread(target=_watch, args=(pid, over, most))
    watch.start()
    ender = threading.Timer(limit, os.killpg, (pid, signal.SIGTERM))
    ender.start()
    _, status, used = os.wait4(pid, 0)
    ender.cancel()
    over.set()
    watch.join()
    return Cost(
        who,
        time.monotonic() - began,
        used.ru_utime + used.ru_stime,
        most[0],
        0,
        0,
        0,
        os.waitstatus_to_exitcode(status),
    )


def _watch(pid: int, over: threading.Event, most: list[int]) -> None:
    """The largest memory of the process and its children, shared pages counted once."""
    while not over.wait(0.2):
        most[0] = max(most[0], sum(_proportional(one) for one in _family(pid)))


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in children.split()]
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def counted(cost: Cost, requests: int, out: Path) -> Cost:
    """The same with what was fetched: by the crawler's own count, else by the servers'."""
    told = json.loads(out.read_text()) if out.exists() else {"pages": requests, "bytes": 0}
    fields = {**asdict(cost), "requests": requests, **told}
    return Cost(**fields)


def peers(port: int, folder: Path, limit: float) -> Iterator[tuple[str, Callable[[], Cost], Path]]:
    """The general crawlers that this machine has, each with the file its own count may be in."""
    address = f"http://127.0.0.1:{port}/"
    for who in ("naive", "careful", "least"):
        out = folder / f"{who}.json"
        command = [sys.executable, "-m", "bench.spiders", who, address, str(out)]
        yield who, partial(measured, f"{who} Scrapy", command, folder, limit), out
    none = folder / "none.json"
    if wget := shutil.which("wget"):
        command = [wget, "-r", "-l", "inf", "-nv", "-e", "robots=off", "-P", str(folder), address]
        yield "wget", partial(measured, "wget -r", command, folder, limit), none
    if checker := shutil.which("linkchecker"):
        command = [checker, "--no-status", "--no-robots", "-t", str(AT_ONCE), "-o", "none"]
        command += ["-f", str(_unlimited(folder)), address]
        yield "linkchecker", partial(measured, "LinkChecker", command, folder, limit), none


def _unlimited(folder: Path) -> Path:
    """LinkChecker's settings without its politeness: it asks a host ten times a second else."""
    path = folder / "linkcheckerrc"
    path.write_text("[checking]\nmaxrequestspersecond=10000\n")
    return path


class AllRead:
    """The portal of `bench.large_portal` in the place of `bench.serving`'s servers."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.port = server.port
        self.watchlist = watchlist_of(server)

    def day(self, on: date, data: Path, smtp: str) -> AllRead:
        """It is the same on every day; what was asked until now is forgotten."""
        self._server.asked()
        return self

    def night_over(self) -> Asked:
        """What was asked since the day began."""
        return self._server.asked()


def gongkai(text: str, day: date, folder: Path, python: str, limit: float, jobs: int) -> Cost:
    """One whole night in the data folder of the round; a second call makes the second night."""
    (folder / "gongkai.toml").write_text(text, encoding="utf-8")
    out = folder / f"out-{day}"
    out.mkdir()
    command = [python, "-c", COMMAND, str(out), str(jobs), "run", "--no-alerts"]
    command += ["--watchlist", str(folder / "gongkai.toml"), "--data", str(folder / "data")]
    command += ["--as-of", f"{day}T02:00"]
    cost = measured(f"Gongkai {day}", command, folder, limit)
    groups = [json.loads(path.read_text()) for path in out.glob("group-*.json")]
    if not groups or cost.status not in (0, 1):
        tail = (folder / f"Gongkai-{day}.log").read_text("utf-8", "replace")[-2_000:]
        raise SystemExit(f"the night of {day} ended with {cost.status}:\n{tail}")
    told = {key: sum(one[key] for one in groups) for key in ("pages", "bytes")}
    # The groups' processes are the fork server's children, which nobody here waits for.
    cpu = cost.cpu + sum(one["cpu"] for one in groups)
    return Cost(**{**asdict(cost), **told, "cpu": cpu})


def one_round(behind: Servers | AllRead, folder: Path, options: argparse.Namespace) -> list[Cost]:
    """Every crawler once, one after another, and Gongkai for two nights."""
    costs = []
    served = behind.day(FIRST, folder / "data", "127.0.0.1:9")
    behind.night_over()
    for who, run, out in peers(served.port, folder, options.limit):
        if who in options.without:
            continue
        behind.day(FIRST, folder / "data", "127.0.0.1:9")
        cost = run()
        costs.append(counted(cost, behind.night_over().requests, out))
    for number in range(2):
        day = FIRST + timedelta(days=number)
        served = behind.day(FIRST, folder / "data", "127.0.0.1:9")
        cost = gongkai(served.watchlist, day, folder, sys.executable, options.limit, options.jobs)
        who = ("Gongkai", "Gongkai, second night")[number]
        requests = behind.night_over().requests
        costs.append(Cost(**{**asdict(cost), "who": who, "requests": requests}))
    return costs


def table(rounds: list[list[Cost]]) -> str:
    """Medians of the rounds; ratios against careful Scrapy, and the second night's to the first."""
    by_who = {
        one.who: [cost for costs in rounds for cost in costs if cost.who == one.who]
        for one in rounds[0]
    }
    middle = {
        who: {
            name: statistics.median(getattr(cost, name) for cost in costs)
            for name in (
                "wall",
                "cpu",
                "peak",
                "requests",
                "pages",
                "bytes",
                "per_thousand",
            )
        }
        for who, costs in by_who.items()
    }
    careful = middle.get("careful Scrapy", {}).get("per_thousand", float("nan"))
    lines = [
        f"{'':<22}{'pages':>8}{'requests':>10}{'MB':>8}{'wall s':>9}{'pages/s':>9}{'CPU s':>9}"
        f"{'CPU/1000':>10}{'careful=1':>11}{'peak MB':>9}"
    ]
    for who, row in middle.items():
        cut = any(cost.status < 0 for cost in by_who[who])
        lines.append(
            f"{who:<22}{row['pages']:>8.0f}{row['requests']:>10.0f}{row['bytes'] / 1e6:>8.1f}"
            f"{row['wall']:>9.1f}{row['pages'] / row['wall']:>9.0f}{row['cpu']:>9.2f}"
            f"{row['per_thousand']:>10.2f}{row['per_thousand'] / careful:>11.2f}"
            f"{row['peak'] / 1e6:>9.0f}" + ("  ended at its limit" if cut else "")
        )
    if second := middle.get("Gongkai, second night"):
        first = middle["Gongkai"]
        shares = {name: second[name] / first[name] for name in ("cpu", "requests", "bytes")}
        lines.append(
            "second night to the first: "
            + ", ".join(f"{name} {share:.2f}" for name, share in shares.items())
        )
    return "\n".join(lines)


@contextmanager
def _site(pages: int, options: argparse.Namespace) -> Iterator[Servers | AllRead]:
    if options.all_read:
        with all_read(pages, options.links) as server:
            yield AllRead(server)
    else:
        with servers(options.portals, options.seed, options.latency, pages) as behind:
            yield behind


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[2_000], help="sizes of the portal")
    parser.add_argument("--portals", type=int, default=1, help="portals (host groups) of that size")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--all-read", action="store_true", help="a portal nearly all of whose pages are needed"
    )
    parser.add_argument("--links", type=int, default=90, help="links of its menus")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds added to each answer")
    parser.add_argument("--jobs", type=int, default=1, help="groups that Gongkai reads at once")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds for one crawl")
    parser.add_argument(
        "--without", nargs="*", default=[], help="naive, careful, least, wget, linkchecker"
    )
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=Path("bench-peers.json"))
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sizes: dict[str, list[list[dict[str, object]]]] = {}
    result = {"machine": machine(), "sizes": sizes}
    print(json.dumps(result["machine"]))
    for pages in options.pages:
        rounds = []
        with _site(pages, options) as behind:
            for _ in range(options.rounds):
                with tempfile.TemporaryDirectory(prefix="gongkai-peers-") as name:
                    rounds.append(one_round(behind, Path(name), options))
        print(f"\n{options.portals} portal(s) of {pages} pages, {options.rounds} round(s)")
        print(table(rounds), flush=True)
        sizes[str(pages)] = [[asdict(cost) for cost in costs] for costs in rounds]
        options.out.write_text(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
