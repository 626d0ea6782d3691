"""Which engine crawls a run, and what all its groups share: the pace keeper, the night's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import GongkaiError
from crawler.fetching.pace import PaceKeeper
from crawler.portals import Watchlist
from crawler.portals.engine import LOCAL, Engine, engine_url
from scheduler.engines.crawling import CrawlDone, CrawlJob, crawl_groups
from scheduler.engines.keeper import farewell, pace_keeper
from scheduler.engines.over_dask import Cluster, DaskPool, check_versions, crawl_over_dask
from scheduler.engines.storage import Storage
from scheduler.engines.width import groups_at_once
from scheduler.workplace import Workplace


def with_engine(place: Workplace, url: str | None) -> Workplace:
    """The workplace with the engine of `--engine`, where one is given. Raises GongkaiError."""
    if url is None:
        return place
    try:
        engine = replace(place.watchlist.engine, url=engine_url(url))
    except ValueError as error:
        raise GongkaiError(f"--engine: {error}") from None
    return replace(place, watchlist=replace(place.watchlist, engine=engine))


def crawl_with(
    db: Database, watchlist: Watchlist, jobs: Sequence[CrawlJob], began: datetime
) -> Iterator[CrawlDone]:
    """Crawl groups with the engine of the watchlist, yielding each as it ends.

    `began` is the real time from which `night_seconds` count. Raises EngineError where the
    engine cannot even begin; later troubles are errors of single groups.
    """
    engine = watchlist.engine
    timed = [_timed(job, engine, began, len(jobs)) for job in jobs]
    if engine.url == LOCAL:
        at_once = groups_at_once(engine.at_once)
        with pace_keeper(1.0 / max(1, min(at_once, len(jobs)))) as pace:
            yield from crawl_groups([_paced(job, pace) for job in timed], at_once=at_once)
        return
    cluster = _cluster(watchlist, jobs)
    with _connected(cluster) as pool:
        share = 1.0 / max(1, min(pool.threads(), len(jobs)))
        address, _, port = _keeper(engine, cluster).rpartition(":")
        with pace_keeper(share, address.strip("[]"), int(port), kept=share) as pace:
            paced = [_paced(job, pace) for job in timed]
            for done in crawl_over_dask(db, cluster, paced, pool):
                if done.result is None:
                    farewell(replace(pace, group=done.job.group))
                yield done


def _paced(job: CrawlJob, pace: PaceKeeper) -> CrawlJob:
    return replace(job, pace=replace(pace, group=job.group))


@dataclass(frozen=True)
class _Grace:
    """How long after the night's end what does not come back by itself is waited for."""

    least: float = 10.0
    most: float = 600.0
    part: float = 0.1  # of the night
    group: float = 1.0  # for every group, which may have to be started yet

    def seconds(self, night: float, groups: int) -> float:
        return min(self.most, max(self.least, night * self.part)) + self.group * groups


def _timed(job: CrawlJob, engine: Engine, began: datetime, groups: int) -> CrawlJob:
    if engine.night_seconds is None:
        return job
    ends_at = began + timedelta(seconds=engine.night_seconds)
    grace = timedelta(seconds=_Grace().seconds(engine.night_seconds, groups))
    return replace(job, ends_at=ends_at, cut_at=ends_at + grace)


def _cluster(watchlist: Watchlist, jobs: Sequence[CrawlJob]) -> Cluster:
    engine = watchlist.engine
    address = engine.url.replace("dask://", "tcp://", 1)
    root = engine.storage
    if root is None:
        data = jobs[0].data if jobs else watchlist.monitor.data
        root = str(data / "engine")
    elif "://" not in root:
        root = str((watchlist.path.parent / Path(root)).absolute())
    return Cluster(address, Storage(root, engine.endpoint), engine.patience_seconds)


@contextmanager
def _connected(cluster: Cluster) -> Iterator[DaskPool]:
    pool = DaskPool(cluster.address, cluster.patience)
    try:
        check_versions(cluster.address, pool.versions())
        yield pool
    finally:
        pool.shutdown()


def _keeper(engine: Engine, cluster: Cluster) -> str:
    """HOST:PORT at which the pace keeper is to listen; port 0 for any."""
    given = engine.keeper or cluster.facing
    if engine.keeper.rpartition(":")[2].isdigit() and not engine.keeper.endswith("]"):
        return engine.keeper
    return f"{given}:0"
