"""`python -m bench.second_night --pages 2000`: what a night over an unchanged portal costs.

Serves an invented portal from a process of its own and runs `gongkai run` over it night after
night in a clean data folder. Prints, per night and as a share of the first, the CPU of the
crawl and of the whole command, the requests and the bytes of bodies that the server sent.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.large_portal import NAME, TODAY, Server, served
from bench.night import COMMAND


@dataclass(frozen=True)
class Cost:
    """What a night took: seconds of CPU, requests, bytes of bodies, bytes of its archive file."""

    day: str
    crawl_cpu: float
    whole_cpu: float
    requests: int
    unchanged: int
    bytes: int
    archived: int
    status: int


def nights(
    pages: int, days: Sequence[int], work: Path, limits: str = "", links: int = 0
) -> Iterator[Cost]:
    """The nights of these days after the first, one after the other over the same data folder."""
    with served(pages, links) as server:
        (work / "gongkai.toml").write_text(watchlist_of(server, limits), encoding="utf-8")
        for number in days:
            yield one_night(work, (TODAY + timedelta(days=number)).isoformat(), server)


def watchlist_of(server: Server, limits: str = "") -> str:
    """The watchlist of the portal that is served; its data are kept beside it."""
    return (
        '[monitor]\ncontact = "zwgk@test.example"\nrulebooks = ["standing"]\n'
        f'data = "data"\n[monitor.limits]\n{limits}\n[[portals]]\nid = "yunxi"\n'
        f'name = "{NAME}"\nkind = "county"\nhome = "http://127.0.0.1:{server.port}/"\n'
    )


def one_night(work: Path, day: str, server: Server) -> Cost:
    """One night through the command line, in a process of its own."""
    out = work / f"out-{day}"
    out.mkdir()
    server.asked()
    command = [sys.executable, "-c", COMMAND, str(out), "1", "run", "--no-alerts"]
    command += ["--watchlist", str(work / "gongkai.toml"), "--data", str(work / "data")]
    with (work / f"log-{day}").open("wb") as log:
        subprocess.run(
            [*command, "--as-of", f"{day}T02:00"], stdout=log, stderr=subprocess.STDOUT, check=False
        )
    asked = server.asked()
    written = out / "night.json"
    if not written.exists():
        raise SystemExit((work / f"log-{day}").read_text("utf-8", "replace")[-2_000:])
    night = json.loads(written.read_text())
    crawls = [json.loads(path.read_text()) for path in out.glob("group-*.json")]
    crawl = sum(one["cpu"] for one in crawls)
    files = (work / "data" / "archive").glob(f"*/{day}*.warc.gz")
    size = sum(one.stat().st_size for one in files if one.parent.name != "runs")
    return Cost(
        day, crawl, crawl + night["cpu"], asked.requests, asked.unchanged, asked.bytes, size,
        night["status"],
    )  # fmt: skip


def table(costs: Sequence[Cost]) -> str:
    """The nights as Markdown, each figure with its share of the first night's."""
    first = costs[0]

    def share(mine: float, theirs: float) -> str:
        return f"{100 * mine / theirs:.1f} %"

    lines = [
        "| night | CPU of the crawl, s | CPU of all, s | requests | of them 304 | bytes, MB |"
        " archive, MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in costs:
        lines.append(
            f"| {one.day} | {one.crawl_cpu:.1f} ({share(one.crawl_cpu, first.crawl_cpu)}) "
            f"| {one.whole_cpu:.1f} ({share(one.whole_cpu, first.whole_cpu)}) "
            f"| {one.requests} ({share(one.requests, first.requests)}) | {one.unchanged} "
            f"| {one.bytes / 1e6:.2f} ({share(one.bytes, first.bytes)}) "
            f"| {one.archived / 1e6:.2f} ({share(one.archived, first.archived)}) |"
        )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.second_night", description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--days", type=int, nargs="+", default=[0, 1], help="days after the first")
    parser.add_argument("--links", type=int, default=0, help="links of the menus")
    parser.add_argument("--limits", default="", help="lines of [monitor.limits]")
    parser.add_argument("--keep", type=Path, help="make data in this new folder and keep it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        costs = list(nights(options.pages, options.days, work, options.limits, options.links))
    print(table(costs))
    return max(one.status for one in costs)


if __name__ == "__main__":
    raise SystemExit(main())
