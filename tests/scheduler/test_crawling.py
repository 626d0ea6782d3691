"""Groups in a pool whose workers die: who killed them takes no other group with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.fetching.probe import ScannerIpv6
from crawler.portals import Monitor, Watchlist
from crawler.spiders.crawl import GroupResult
from scheduler.crawling import TRIES, CrawlJob, crawl_groups


def job(name: str, folder: Path) -> CrawlJob:
    return CrawlJob(
        group=name,
        portals=(name,),
        watchlist=Watchlist(folder / "w.toml", Monitor(), ()),
        run="2026-11-20",
        as_of=datetime(2026, 11, 20, tzinfo=UTC),
        token="t",
        data=folder,
        warc=folder / f"{name}.warc.gz",
        scanner=ScannerIpv6(True, False),
    )


class Pool(Executor):
    """A pool that breaks, with all that was handed to it, as soon as a deadly job begins."""

    def __init__(self, deadly: Callable[[str], bool], tried: list[str]) -> None:
        self._deadly = deadly
        self._tried = tried
        self._broken = False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        group = args[0].group
        self._tried.append(group)
        self._broken |= self._deadly(group)
        future: Future[Any] = Future()
        if self._broken:
            future.set_exception(BrokenProcessPool("died"))
        elif group == "faulty":
            future.set_exception(ValueError("a fault of ours"))
        else:
            future.set_result(GroupResult(run=group, portals=()))
        return future


def test_a_group_that_kills_its_worker_costs_nobody_else_the_night(tmp_path: Path) -> None:
    tried: list[str] = []
    jobs = [job(name, tmp_path) for name in ("a", "poison", "b", "faulty", "c")]
    done = {
        one.job.group: one
        for one in crawl_groups(jobs, lambda _: Pool(lambda group: group == "poison", tried))
    }
    assert set(done) == {"a", "poison", "b", "faulty", "c"}
    assert {name for name, one in done.items() if one.result is not None} == {"a", "b", "c"}
    assert "died" in done["poison"].error
    assert done["faulty"].error == "ValueError: a fault of ours"
    assert tried.count("poison") == TRIES


def test_a_worker_that_died_by_accident_is_made_good(tmp_path: Path) -> None:
    tried: list[str] = []
    jobs = [job(name, tmp_path) for name in "abc"]
    pools: list[Pool] = []

    def once(width: int | None) -> Pool:
        pools.append(Pool(lambda group: group == "a" and len(pools) == 1, tried))
        return pools[-1]

    assert all(one.result is not None for one in crawl_groups(jobs, once))
    assert tried[:3] == ["a", "b", "c"]
    assert sorted(tried[3:]) == ["a", "b", "c"]
