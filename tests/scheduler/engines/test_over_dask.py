"""What the coordinator makes of workers that die, of lines that break, of tasks that run twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import GongkaiError
from crawler.fetching.probe import ScannerIpv6
from crawler.portals import Monitor, Watchlist
from scheduler.engines import over_dask
from scheduler.engines.crawling import TRIES, CrawlDone, CrawlJob
from scheduler.engines.errors import EngineError, StaleWorkerError, WorkerDiedError
from scheduler.engines.over_dask import Cluster, DaskPool, LostError, check_versions
from scheduler.engines.remote import RemoteJob
from scheduler.engines.states import Brought, owner_of
from scheduler.evidence.manifest import code_version
from scheduler.moments import now
from tests.scheduler.engines.test_states import GROUP, TOKEN, WARC, World

Act = Callable[[World, RemoteJob], Brought]


class Pool(DaskPool):
    """Workers that do as they are told, one act for each task; then they crawl properly."""

    def __init__(self, world: World, acts: list[Act | Exception], threads: int = 1) -> None:
        self.world, self.acts, self.count, self.keys = world, acts, threads, list[str]()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.keys.append(kwargs["key"])
        future: Future[Any] = Future()
        act = self.acts.pop(0) if self.acts else crawl
        if isinstance(act, Exception):
            future.set_exception(act)
        elif act is not never:
            future.set_result(act(self.world, args[0]))
        return future

    def threads(self) -> int:
        return self.count

    def versions(self) -> dict[str, str]:
        return {"tcp://w": code_version()}

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass


def crawl(world: World, remote: RemoteJob) -> Brought:
    return world.crawled(remote.base, f"night {remote.attempt}", f"{remote.attempt}-x")


def never(world: World, remote: RemoteJob) -> Brought:
    raise AssertionError("never comes back")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def job(world: World, **more: Any) -> CrawlJob:
    made = CrawlJob(
        GROUP, ("yunxi",), Watchlist(world.folder / "w.toml", Monitor(), ()), "2026-11-20",
        datetime(2026, 11, 20, tzinfo=UTC), TOKEN, world.places.data, world.warc,
        ScannerIpv6(True, False),
    )  # fmt: skip
    return replace(made, **more)


def night(world: World, pool: Pool, patience: float = 1.0, **more: Any) -> CrawlDone:
    cluster = Cluster("tcp://127.0.0.1:1", world.storage, patience)
    (done,) = over_dask.crawl_over_dask(world.db, cluster, [job(world, **more)], pool)
    return done


def test_a_worker_that_died_is_made_good_by_another(world: World) -> None:
    pool = Pool(world, [WorkerDiedError("killed"), StaleWorkerError("old")])
    assert night(world, pool).result is not None
    assert len(pool.keys) == len(set(pool.keys)) == 3
    assert world.nights() == ["night 3"]


def test_a_group_that_kills_its_workers_is_given_up(world: World) -> None:
    done = night(world, Pool(world, [WorkerDiedError("killed")] * TRIES))
    assert done.result is None
    assert "killed" in done.error
    assert not world.warc.exists()


def test_a_fault_of_ours_is_not_tried_again(world: World) -> None:
    pool = Pool(world, [RuntimeError("ValueError: a fault of ours")])
    assert "a fault of ours" in night(world, pool).error
    assert len(pool.keys) == 1


def test_a_line_that_broke_is_taken_up_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    again = Pool(world, [])
    monkeypatch.setattr(over_dask, "DaskPool", lambda *_: again)
    assert night(world, Pool(world, [LostError("gone")])).result is not None
    assert len(again.keys) == 1


def test_a_scheduler_that_flaps_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_dask, "DaskPool", lambda *_: Pool(world, [LostError("gone")]))
    assert "went away" in night(world, Pool(world, [LostError("gone")])).error


def test_a_scheduler_that_stays_away_is_given_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Pool:
        raise EngineError("no Dask scheduler answers")

    monkeypatch.setattr(over_dask, "DaskPool", away)
    assert "stayed away" in night(world, Pool(world, [LostError("gone")])).error


def test_without_workers_nothing_is_waited_for(world: World) -> None:
    assert night(world, Pool(world, [never], threads=0)).error == "no worker for 1 s"


def test_what_is_not_back_at_the_end_of_the_night_is_cut_off_here(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = now() + timedelta(seconds=1)
    ended: list[str] = []

    def cut(jobs: list[CrawlJob]) -> list[CrawlDone]:
        ended.extend(one.group for one in jobs)
        return [CrawlDone(one, None, "as told") for one in jobs]

    monkeypatch.setattr(over_dask, "cut_off", cut)
    assert night(world, Pool(world, [never]), ends_at=end, cut_at=end).error == "as told"
    assert ended == [GROUP]


def test_an_interrupted_night_fetches_what_it_had_committed(world: World) -> None:
    base = world.hand_out()
    world.commit(world.crawled(base, "before the kill", "1-a"))
    pool = Pool(world, [])
    assert night(world, pool).result is not None
    assert pool.keys == []
    assert world.nights() == ["before the kill"]


def test_no_task_is_named_as_one_of_a_coordinator_that_was_killed(world: World) -> None:
    first, second = (Pool(world, [RuntimeError("stopped")]) for _ in range(2))
    night(world, first)
    night(world, second)
    assert len({*first.keys, *second.keys}) == 2


def test_who_comes_second_is_not_counted(world: World) -> None:
    def overtaken(world: World, remote: RemoteJob) -> Brought:
        world.commit(world.crawled(remote.base, "first", "1-first"))
        return world.crawled(remote.base, "second", "1-second")

    assert night(world, Pool(world, [overtaken])).result is not None
    assert world.nights() == ["first"]


def test_a_storage_that_lost_a_file_gives_no_half_night(world: World) -> None:
    def lossy(world: World, remote: RemoteJob) -> Brought:
        brought = crawl(world, remote)
        (Path(world.storage.root) / brought.index.name).unlink()
        return brought

    done = night(world, Pool(world, [lossy]))
    assert done.result is None
    assert WARC in done.error


def test_workers_of_another_version_are_named() -> None:
    check_versions("tcp://s:1", {"tcp://a": code_version()})
    with pytest.raises(EngineError, match=r"1 of 2 workers .* tcp://b"):
        check_versions("tcp://s:1", {"tcp://a": code_version(), "tcp://b": "old"})


def test_missing_extras_are_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(over_dask, "import_module", missing)
    with pytest.raises(GongkaiError, match=r"gongkai\[dask\]"):
        DaskPool("tcp://127.0.0.1:1", 1.0)
    assert owner_of(world.db) == owner_of(world.db)
