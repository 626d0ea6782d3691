"""`python -m bench.portals --count 200`: whole nights over many portals on loopback, measured.

Serves the portals from a process of its own, runs `gongkai run` over them in a clean data folder
night after night, prints a table and writes a JSON file from which `bench.plan` makes a plan.
Everything is made in a temporary folder that is removed at the end, unless --keep names one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench.night import COMMAND
from bench.serving import Served, servers
from bench.sizes import rows, sizes
from bench.table import table

FIRST = date(2026, 11, 20)


class Postbox:
    """Takes every mail and counts it."""

    def __init__(self) -> None:
        self.mails = 0
        self.bytes = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails += 1
        self.bytes += len(envelope.content)
        return "250 OK"


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All nights; what they took."""
    with ExitStack() as stack:
        if options.keep:
            work = options.keep
            work.mkdir(parents=True, exist_ok=False)
        else:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongkai-bench-")))
        postbox = Postbox()
        with socket.socket() as probe:  # the controller must know its port before it starts
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        mail = Controller(postbox, hostname="127.0.0.1", port=port)
        mail.start()
        stack.callback(mail.stop)
        smtp = f"127.0.0.1:{port}"
        behind = stack.enter_context(servers(options.count, options.seed, options.latency))
        result: dict[str, Any] = {"machine": machine(), "options": described(options), "nights": []}
        for number in range(options.nights):
            day = FIRST + timedelta(days=number)
            served = behind.day(day, work / "data", smtp)
            before = postbox.mails, postbox.bytes
            night = one_night(options, work, served, day)
            used = behind.night_over()
            night["server"] = {"cpu_so_far": used.cpu, "requests": used.requests}
            night["mails"] = postbox.mails - before[0]
            night["mail_bytes"] = postbox.bytes - before[1]
            result["portals"] = [
                dict(zip(("id", "kind", "family", "there"), row, strict=True))
                for row in served.portals
            ]
            result["nights"].append(night)
            options.out.write_text(json.dumps(result, ensure_ascii=False, indent=1))
            sys.stderr.write(f"night {number + 1} of {options.nights}: {night['wall']:.0f} s\n")
    return result


def one_night(options: argparse.Namespace, work: Path, served: Served, day: date) -> dict[str, Any]:
    """One night through the command line, in a process of its own."""
    watchlist, out = work / "gongkai.toml", work / f"out-{day}"
    text = served.watchlist.replace('rhythm = "weekly"', f'rhythm = "{options.rhythm}"')
    watchlist.write_text(text, encoding="utf-8")
    out.mkdir()
    command = [sys.executable, "-c", COMMAND, str(out), str(options.jobs), "run"]
    command += ["--watchlist", str(watchlist), "--data", str(work / "data")]
    command += ["--as-of", f"{day}T02:00"]
    with (work / f"log-{day}").open("wb") as log:
        ended = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    written = out / "night.json"
    if not written.exists():
        tail = (work / f"log-{day}").read_text("utf-8", "replace")[-2_000:]
        raise SystemExit(f"the night of {day} ended with {ended.returncode}:\n{tail}")
    night: dict[str, Any] = json.loads(written.read_text())
    night["run"] = day.isoformat()
    night["groups"] = [json.loads(path.read_text()) for path in sorted(out.glob("group-*.json"))]
    if not night["groups"]:
        raise SystemExit("no group was measured: is it still engines.crawling.crawl_group?")
    night["sizes"] = sizes(work / "data", day.isoformat())
    night["rows"] = rows(work / "data" / "gongkai.db")
    return night


def machine() -> dict[str, Any]:
    """Where and of what this was measured."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "cpus": os.cpu_count(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "commit": commit,
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
        "load_before": os.getloadavg()[0],
    }


def described(options: argparse.Namespace) -> dict[str, Any]:
    """The options that matter for the figures."""
    kept = ("count", "nights", "seed", "jobs", "latency", "rhythm")
    return {name: getattr(options, name) for name in kept}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.portals", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="portals")
    parser.add_argument("--nights", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=0, help="groups at once; 0: as gongkai does")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds added to each answer")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--rhythm", choices=("weekly", "nightly"), default="nightly")
    parser.add_argument("--out", type=Path, default=Path("bench-portals.json"))
    parser.add_argument("--keep", type=Path, help="make data in this new folder and keep it")
    options = parser.parse_args(arguments)
    # Ended from outside it still ends its servers and the night, and removes what it made.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    began = time.monotonic()
    result = measure(options)
    print(table(result))
    print(f"whole measurement {time.monotonic() - began:.0f} s, written to {options.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
