"""A scanner that doubts itself lays silence to nobody else."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.fetching.archive import Archive
from crawler.fetching.fetcher import Answer, Fetcher, Trouble
from crawler.fetching.items import Headers
from crawler.fetching.names import Names
from crawler.fetching.politeness import Gate
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Monitor, Portal, PortalKind, Role, Watchlist
from crawler.records.model import Cause

HOME = "http://127.0.0.1:9/"


async def silence(task: Task, url: str, conditions: Headers) -> Answer:
    raise Trouble(Cause.UNREACHABLE, "no answer")


async def wall(task: Task, url: str, conditions: Headers) -> Answer:
    return Answer(403, (), b"", "127.0.0.1")


def cause(folder: Path, download: object, blind: str) -> tuple[Cause | None, str]:
    portal = Portal("p", "p", PortalKind.COUNTY, HOME, ("standing",))
    watchlist = Watchlist(Path("x"), Monitor(contact="zwgk@test.example"), (portal,))
    limits = Limits(retries=0)

    async def fetch() -> tuple[Cause | None, str]:
        with Archive.open(folder / "x.warc.gz") as archive:
            fetcher = Fetcher(
                download,  # type: ignore[arg-type]
                archive, Names.of(watchlist), Gate(limits), watchlist, limits,
                lambda: datetime.now(UTC), blind=blind,
            )  # fmt: skip
            got = (await fetcher.fetch(Task(Purpose.HOME, HOME, Role.HOME))).fetch
            return got.cause, got.detail

    return asyncio.run(fetch())


def test_silence_is_the_portals_when_the_scanner_sees(tmp_path: Path) -> None:
    assert cause(tmp_path, silence, "")[0] is Cause.UNREACHABLE


def test_silence_is_the_scanners_when_it_is_in_doubt(tmp_path: Path) -> None:
    told = cause(tmp_path, silence, "监测端域名解析不可用")
    assert told[0] is Cause.SCANNER
    assert "监测端域名解析不可用" in told[1]


@pytest.mark.parametrize("blind", ["", "监测端域名解析不可用"])
def test_what_answers_all_the_same_is_taken_at_its_word(tmp_path: Path, blind: str) -> None:
    assert cause(tmp_path, wall, blind)[0] is None
