"""A run over hostile hosts beside a healthy portal, as the command line makes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.end_to_end.bad_server import Behaviour, Net, bad_server
from tests.end_to_end.bad_sites import pages_of
from tests.end_to_end.conftest import ROOT
from tests.end_to_end.small_portal import small_portal

AS_OF = "2026-11-20T02:00"
LIMITS = """[monitor.limits]
request_seconds = 2
portal_seconds = 20
pages_per_portal = 300
retries = 1
retry_after_seconds = 3
failures_in_a_row = 4
"""
# Runs a command and then says how much memory the largest process below it took.
_METER = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(peak // 1024))
sys.exit(status)
"""


@dataclass(frozen=True)
class HostileRun:
    """How a run over hostile hosts ended. `peak` is in MB, `seconds` wall time."""

    folder: Path
    status: int
    stdout: str
    stderr: str
    seconds: float
    peak: int
    findings: list[dict[str, Any]]
    hosts: dict[str, str]

    def of(self, portal: str) -> list[dict[str, Any]]:
        """The findings of one portal."""
        return [row for row in self.findings if row["portal"] == portal]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scheduler", *arguments]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def watchlist(net: Net, homes: Mapping[str, str], mail: str = "", limits: str = LIMITS) -> str:
    """A watchlist of county portals by id and home address."""
    portals = "".join(
        f'[[portals]]\nid = "{name}"\nname = "云溪县人民政府"\nkind = "county"\n'
        f'home = "{home}"\ncontacts = ["unit@{name}.example"]\n\n'
        for name, home in homes.items()
    )
    head = f'[monitor]\nnameserver = "{net.nameserver}"\nrulebooks = ["standing"]\n'
    return head + f'contact = "zwgk@test.example"\n{limits}\n{mail}\n{portals}'


@contextmanager
def hostile_net(
    hosts: Mapping[str, Behaviour], zone: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[Net]:
    """The hosts NAME.hostile.test, and the healthy portal."""
    served = {f"{name}.hostile.test": say for name, say in hosts.items()}
    with bad_server(
        {**served, "healthy.hostile.test": pages_of(small_portal())}, zone or {}
    ) as net:
        yield net


def homes_of(net: Net, names: Iterable[str]) -> dict[str, str]:
    return {name: f"http://{name}.hostile.test:{net.port}/" for name in names}


def run_over(folder: Path, text: str, *more: str) -> HostileRun:
    """Run over a watchlist; everything a test wants to look at."""
    (folder / "gongkai.toml").write_text(text, encoding="utf-8")
    meter = folder / "peak"
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _METER, str(meter), *command("run", "--as-of", AS_OF, *more)],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    seconds = time.monotonic() - began
    told = subprocess.run(
        command("findings", "--format", "jsonl"),
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    findings = [json.loads(line) for line in told.stdout.splitlines()]
    peak = int(meter.read_text())
    portals = tomllib.loads(text)["portals"]
    hosts = {portal["id"]: urlsplit(portal["home"]).netloc for portal in portals}
    return HostileRun(
        folder, done.returncode, done.stdout, done.stderr, seconds, peak, findings, hosts
    )
