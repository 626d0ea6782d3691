"""The command line, with a watch on its steps: `run(OUT, JOBS, ARGUMENTS)` in a fresh process.

It is called with `python -c`: a main module of its own would be imported again by every group's
process, which `python -m scheduler` spares itself. It is `gongkai` and nothing else: the steps of
the night are wrapped in a watch that writes what each used into the folder OUT, and each group's
process writes its own use there too.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.group import OUT, measured_group
from scheduler.cli import main
from scheduler.engines import choose, crawling
from scheduler.mailing import alerting
from scheduler.night import nightly, storing
from scheduler.reporting import publishing

STEPS: tuple[tuple[Any, str, str], ...] = (
    (nightly, "visit", "crawl"),
    (nightly, "load_dossiers", "load"),
    (nightly, "reads_above", "above"),
    (nightly, "judge", "judge"),
    (nightly, "store_judgement", "store"),
    (storing, "store_scores", "store.scores"),
    (nightly, "close", "seal"),
    (nightly, "gather", "gather"),
    (nightly, "write", "write"),
    (publishing, "write_reports", "write.reports"),
    (publishing, "publish", "write.feed"),
    (nightly, "alert_run", "alert"),
    (alerting, "due_mails", "alert.compose"),
    (alerting, "deliver", "alert.deliver"),
)
"""Where a step is looked up, its name there, and what it is called in the table."""


class Watch:
    """Adds up time, CPU and memory of the steps."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, float]] = {}

    def over(self, step: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The step, watched."""

        @functools.wraps(step)
        def watched(*args: Any, **kwargs: Any) -> Any:
            wall, cpu = time.monotonic(), time.process_time()
            try:
                return step(*args, **kwargs)
            finally:
                row = self.steps.setdefault(name, {"wall": 0.0, "cpu": 0.0, "calls": 0})
                row["wall"] += time.monotonic() - wall
                row["cpu"] += time.process_time() - cpu
                row["calls"] += 1
                row["rss_after"] = _resident()
                row["peak_after"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

        return watched


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


COMMAND = (
    "import sys, pathlib, bench.night;"
    "bench.night.run(pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])"
)


def run(out: Path, jobs: int, arguments: list[str]) -> None:
    """Run the command line with the watch on; writes `night.json` even when it exits."""
    os.environ[OUT] = str(out)
    watch = Watch()
    for module, attribute, name in STEPS:
        step = getattr(module, attribute, None)
        if step is not None:  # a step that has been renamed is missing in the table, no more
            setattr(module, attribute, watch.over(step, name))
    crawling.crawl_group = measured_group
    if jobs:
        os.cpu_count = lambda: jobs
        choose.groups_at_once = lambda wished: jobs
    sys.argv = ["gongkai", *arguments]
    began, status = time.monotonic(), 0
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    used = resource.getrusage(resource.RUSAGE_SELF)
    night = {
        "wall": time.monotonic() - began,
        "cpu": used.ru_utime + used.ru_stime,
        "peak_rss": used.ru_maxrss * 1024,
        "status": status,
        "steps": watch.steps,
    }
    (out / "night.json").write_text(json.dumps(night))
    sys.exit(status)
