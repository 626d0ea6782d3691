"""Groups in a pool whose workers die: who killed them takes no other group with it."""

from __future__ import annotations

import os
import subprocess
import sys
from ast import literal_eval
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crawler.fetching.probe import ScannerIpv6
from crawler.portals import Monitor, Watchlist
from crawler.spiders.result import GroupResult
from scheduler.engines.crawling import CUT, TRIES, CrawlJob, crawl_groups, longest_first, make_pool
from scheduler.engines.marks import read_mark, write_mark
from scheduler.moments import now


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


class Hanging(Pool):
    """A pool in which some groups never come back, unless they end before they ask."""

    def __init__(self, hung: Callable[[CrawlJob], bool]) -> None:
        super().__init__(lambda _: False, [])
        self._hung = hung

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future() if self._hung(args[0]) else super().submit(fn, *args, **kwargs)


def test_a_group_that_never_comes_back_is_cut_off_and_the_rest_is_kept(tmp_path: Path) -> None:
    end = now() + timedelta(seconds=1)
    jobs = [
        replace(job(name, tmp_path), ends_at=end, cut_at=end + timedelta(seconds=1))
        for name in ("a", "hangs", "b")
    ]
    ended: list[CrawlJob] = []

    def hung(one: CrawlJob) -> bool:
        assert one.ends_at is not None
        if one.ends_at <= now():
            ended.append(one)
        return one.group == "hangs" and one.ends_at > now()

    done = {one.job.group: one for one in crawl_groups(jobs, lambda _: Hanging(hung))}
    assert all(one.result is not None for one in done.values())
    assert [one.group for one in ended] == ["hangs"], "it was asked to end at once"
    assert ended[0].pace is None


def test_a_group_that_does_not_even_come_back_from_that_stays_unseen(tmp_path: Path) -> None:
    past = now() - timedelta(seconds=1_000)
    jobs = [replace(job(name, tmp_path), ends_at=past, cut_at=past) for name in ("a", "b")]
    began = now()
    pools: list[Pool] = []

    def pool(width: int | None) -> Pool:
        pools.append(Hanging(lambda one: one.cut_at == past))
        return pools[-1]

    done = list(crawl_groups(jobs, pool))
    assert all(one.result is not None for one in done)
    assert len(pools) == 2
    assert now() - began < timedelta(seconds=30)
    assert not any(one.error == CUT for one in done)


def test_the_longest_groups_come_first_and_new_ones_before_them(tmp_path: Path) -> None:
    for night, seconds in enumerate({"a": 5.0, "b": 50.0, "c": 0.5}.items()):
        group, spent = seconds
        write_mark(tmp_path, group, f"t{night}", "w", GroupResult("r", (), seconds=spent))
    # A short night after a long one is still a long group; one that was cut off tells nothing.
    write_mark(tmp_path, "b", "t9", "w", GroupResult("r", (), seconds=1.0))
    write_mark(tmp_path, "a", "t9", "w", GroupResult("r", (), seconds=900.0), timed=False)
    jobs = [job(name, tmp_path) for name in ("c", "a", "new", "b")]
    assert [one.group for one in longest_first(jobs)] == ["new", "b", "a", "c"]
    mark = read_mark(tmp_path, "b")
    assert mark is not None
    assert mark.nights == (50.0, 1.0)
    for night in range(20):
        write_mark(tmp_path, "b", f"n{night}", "w", GroupResult("r", (), seconds=2.0))
    mark = read_mark(tmp_path, "b")
    assert mark is not None
    assert mark.nights == (2.0,) * 7


@pytest.mark.slow
def test_children_do_not_import_the_program_again(tmp_path: Path) -> None:
    program = tmp_path / "gongkai"  # as an installer writes it
    program.write_text(
        "from scheduler.cli import main\n"
        "from scheduler.engines.crawling import make_pool\n"
        "if __name__ == '__main__':\n"
        "    with make_pool(1) as pool:\n"
        "        print(pool.submit(eval, '[*__import__(\"sys\").modules]').result())\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, str(program)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    modules = set(literal_eval(done.stdout))
    assert "scheduler.engines.crawling" in modules
    assert not modules & {"scheduler.cli", "reports"}


def test_nor_the_module_that_a_daemon_started(monkeypatch: pytest.MonkeyPatch) -> None:
    started = ModuleType("__main__")
    for spec in (None, ModuleSpec("scheduler.daemon.child", None)):
        started.__spec__ = spec
        monkeypatch.setitem(sys.modules, "__main__", started)
        make_pool(1).shutdown()
        assert started.__spec__ is not None
        assert started.__spec__.name.endswith(".__main__")
