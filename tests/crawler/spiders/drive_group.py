"""Runs one portal group in a process of its own: WATCHLIST FOLDER RUN AS_OF PORTAL…

What rulebooks ask of its visits stands in FOLDER/asked.json, how home pages were opened in
FOLDER/openings.json, where there are these.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.fetching.archive import Archive, index_path
from crawler.fetching.probe import scanner_ipv6
from crawler.portals.watchlist import load_watchlist
from crawler.records import Asked, encode
from crawler.records.codec import revive
from crawler.records.columns import NOTHING
from crawler.spiders.crawl import run_group
from crawler.storage import GroupStore


def main() -> None:
    watchlist_path, folder, run, as_of, *portals = sys.argv[1:]
    watchlist = load_watchlist(Path(watchlist_path))
    warc = Path(folder) / f"{run}.warc.gz"
    warc.unlink(missing_ok=True)
    index_path(warc).unlink(missing_ok=True)
    given = Path(folder) / "asked.json"
    asked = revive(Asked, json.loads(given.read_text("utf-8"))) if given.exists() else NOTHING
    opened = Path(folder) / "openings.json"
    openings = dict.fromkeys(portals, opened.read_bytes()) if opened.exists() else None
    store = GroupStore(Database(Path(folder) / "records.db"))
    with Archive.open(warc) as archive:
        result = run_group(
            [watchlist.portal(one) for one in portals],
            watchlist,
            datetime.fromisoformat(as_of),
            run,
            store,
            archive,
            scanner_ipv6(),
            asked=dict.fromkeys(portals, asked),
            openings=openings,
        )
    sys.stdout.write(json.dumps(encode(result)))


if __name__ == "__main__":
    main()
