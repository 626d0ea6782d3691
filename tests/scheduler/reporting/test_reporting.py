from dataclasses import replace
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from sqlite_utils import Database

from crawler.records.ledger import HostLedger
from crawler.storage import GroupStore
from reports.model import PolitenessRow
from scheduler.reporting.visits import politeness
from scheduler.run import Run
from tests.reports.builders import AS_OF, portal

CITY = portal(id="yunzhou", home="http://www.yunzhou.test/")
BUREAU = portal(id="shuiwu", home="http://swj.yunzhou.test/")


def night(folder: Path, *ledgers: HostLedger) -> list[PolitenessRow]:
    """Each ledger is that of another group."""
    places = SimpleNamespace(group_database=lambda name: folder / f"{name}.db")
    watchlist = SimpleNamespace(portals=(CITY, BUREAU))
    for name, ledger in zip(("www.yunzhou.test", "swj.yunzhou.test"), ledgers, strict=True):
        store = GroupStore(Database(folder / f"{name}.db"))
        store.publish("2026-11-20", AS_OF, "w.warc.gz", (), [ledger], AS_OF)
    workplace = cast(Any, SimpleNamespace(places=places, watchlist=watchlist))
    return politeness(workplace, Run("2026-11-20", AS_OF, (CITY, BUREAU)))


def test_a_host_that_two_crawls_asked_has_one_row(tmp_path: Path) -> None:
    own = HostLedger("www.yunzhou.test", 180, 4_000, 2, 1.8, 6, 1, 3, 90.0, 2.0)
    asked_by_the_bureau = HostLedger("www.yunzhou.test", 3, 500, 1, 1.0, 0, 0, 1, 2.0, 2.0)
    (row,) = night(tmp_path, own, asked_by_the_bureau)
    assert row == PolitenessRow("www.yunzhou.test", 183, 4_500, 3, 6, 1, 4, 90.0, 4.0, crawls=2)
    (row,) = night(tmp_path, own, replace(asked_by_the_bureau, rate=None))
    assert row.rate is None
    (row,) = night(tmp_path, replace(own, rate=inf), asked_by_the_bureau)
    assert row.rate == inf
