"""Children of a worker: hatched one after the other, ended when nobody wants them."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.fetching.probe import ScannerIpv6
from crawler.portals import Monitor, Portal, PortalKind, Watchlist
from scheduler.engines import hatchery
from scheduler.engines.crawling import CrawlJob, finished
from scheduler.engines.errors import StaleWorkerError, UnwantedError
from scheduler.evidence.manifest import code_version
from tests.end_to_end.bad_server import bad_server
from tests.end_to_end.bad_sites import pages_of
from tests.end_to_end.dask_cluster import alive
from tests.end_to_end.small_portal import small_portal


def job(folder: Path, home: str, nameserver: str) -> CrawlJob:
    portal = Portal("an", "云溪县人民政府", PortalKind.COUNTY, home, ("standing",))
    watchlist = Watchlist(folder / "w.toml", Monitor(nameserver=nameserver), (portal,))
    return CrawlJob(
        "an.test", ("an",), watchlist, "2026-11-20", datetime(2026, 11, 20, tzinfo=UTC), "t",
        folder, folder / "archive/an.test/2026-11-20.warc.gz", ScannerIpv6(True, False),
    )  # fmt: skip


@pytest.mark.slow
def test_children_end_with_their_work_or_when_nobody_wants_it(tmp_path: Path) -> None:
    def silent(path: str) -> object:
        asked.set()
        yield 25.0

    asked = threading.Event()
    hosts = {"an.test": pages_of(small_portal()), "hang.test": silent}
    with bad_server(hosts, {}) as net:  # type: ignore[arg-type]
        home = f"http://an.test:{net.port}/"
        for night in ("one", "two"):
            order = job(tmp_path / night, home, net.nameserver)
            hatchery.crawl_in_child(order, code_version(), lambda: True)
            done = finished(order)
            assert done is not None
            assert done.result is not None
            assert done.result.portals[0].pages > 10
        first = hatchery._own.hatchery.pid
        with pytest.raises(StaleWorkerError, match="another version"):
            hatchery.crawl_in_child(
                job(tmp_path / "stale", home, net.nameserver), "old", lambda: True
            )
        hanging = job(tmp_path / "hang", f"http://hang.test:{net.port}/", net.nameserver)
        with pytest.raises(UnwantedError):
            hatchery.crawl_in_child(hanging, code_version(), lambda: not asked.is_set())
        assert hatchery._own.hatchery is None
        end = time.monotonic() + 10
        while alive(first) and time.monotonic() < end:
            time.sleep(0.05)
        assert not alive(first)
