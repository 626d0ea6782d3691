"""Runs the fetcher over Scrapy in a process of its own and prints what came of it as JSON.

Input (standard input, JSON): hosts, limits, portal rate, name server, archive path, tasks as
[purpose, url] or [purpose, url, method, body].
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.fetching.archive import Archive
from crawler.fetching.download import ScrapyDownload
from crawler.fetching.fetcher import Fetcher
from crawler.fetching.names import Names
from crawler.fetching.politeness import Gate, user_agent
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Monitor, Portal, PortalKind, Role, Watchlist
from crawler.records import encode


class Driver(Spider):
    name = "driver"

    def __init__(self, order: dict[str, Any], result: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.order = order
        self.result = result

    async def start(self) -> AsyncIterator[Any]:
        from twisted.internet import reactor

        order = self.order
        limits = Limits(**order["limits"])
        first, *rest = order["hosts"]
        portal = Portal(
            "p",
            "p",
            PortalKind.COUNTY,
            f"http://{first}/",
            ("standing",),
            hosts=tuple(rest),
            rate=order.get("rate"),
        )
        monitor = Monitor(contact="zwgk@test.example", nameserver=order.get("nameserver"))
        watchlist = Watchlist(Path("x"), monitor, (portal,))
        names = Names.of(watchlist)
        reactor.nameResolver.serve(names)  # type: ignore[attr-defined]
        gate = Gate(limits)
        with Archive.open(Path(order["archive"])) as archive:
            fetcher = Fetcher(
                ScrapyDownload(self.crawler, user_agent(monitor.contact), limits),
                archive,
                names,
                gate,
                watchlist,
                limits,
                lambda: datetime.now(UTC),
            )
            tasks = [
                Task(
                    Purpose(purpose),
                    url,
                    Role.HOME,
                    method=(extra or ["GET"])[0],
                    body=(extra or ["", ""])[1],
                )
                for purpose, url, *extra in order["tasks"]
            ]
            if order.get("in_turn"):
                got = [await fetcher.fetch(task) for task in tasks]
            else:
                got = await asyncio.gather(*(fetcher.fetch(task) for task in tasks))
        self.result["fetches"] = [
            encode(one.fetch) | {"length": len(one.body), "text": one.body[:200].decode("latin-1")}
            for one in got
        ]
        self.result["ledger"] = [asdict(one) for one in gate.ledger()]
        return
        yield


def main() -> None:
    order = json.load(sys.stdin)
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set("LOG_ENABLED", False)
    settings.set("SPIDER_MODULES", [])
    result: dict[str, Any] = {}
    process = AsyncCrawlerProcess(settings)
    process.crawl(Driver, order=order, result=result)
    process.start(install_signal_handlers=False)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
