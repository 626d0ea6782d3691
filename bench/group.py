"""What one group's process uses, taken down by the process itself."""

from __future__ import annotations

import json
import os
import resource
import time
from pathlib import Path

from crawler.spiders.result import GroupResult
from scheduler.engines.crawling import CrawlJob
from scheduler.engines.crawling import crawl_group as _crawl_group

OUT = "GONGKAI_BENCH_OUT"
"""The environment variable that names the folder of the measurement."""


def measured_group(job: CrawlJob) -> GroupResult:
    """Crawl a group and write down what that took. The process has done nothing else.

    `peak_rss` counts the pages that all workers share since the fork; `private` does not.
    """
    began = time.monotonic()
    result = _crawl_group(job)
    used = resource.getrusage(resource.RUSAGE_SELF)
    row = {
        "group": job.group,
        "portals": list(job.portals),
        "seconds": time.monotonic() - began,
        "cpu": used.ru_utime + used.ru_stime,
        "peak_rss": used.ru_maxrss * 1024,
        "private": _private(),
        "requests": sum(one.requests for one in result.ledger),
        "bytes": sum(one.bytes for one in result.ledger),
        "pages": sum(one.pages for one in result.portals),
        "records": sum(one.records for one in result.portals),
        "misses": sum(count for one in result.portals for _, count in one.misses),
        "errors": len(result.errors),
    }
    (Path(os.environ[OUT]) / f"group-{job.group}.json").write_text(json.dumps(row))
    return result


def _private() -> int:
    """Bytes that this process shares with no other."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))
