"""Marks: what says that a group was crawled in a run, and how long its last nights took."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.records import encode
from crawler.records.codec import revive
from crawler.spiders.result import GroupResult
from scheduler.places import Places, write_private

_NIGHTS = 7


@dataclass(frozen=True)
class Mark:
    """A group's last finished crawl: the run's token, its WARC file's name, what came of it.

    `nights` are the wall seconds of its last crawls, the newest last.
    """

    token: str
    warc: str
    result: GroupResult
    nights: tuple[float, ...] = ()


def write_mark(
    data: Path, group: str, token: str, warc: str, result: GroupResult, timed: bool = True
) -> None:
    """Mark a group as finished by the run with that token.

    `timed` says whether its seconds tell how long it takes (not where it was cut off).
    """
    former = read_mark(data, group)
    nights = former.nights if former is not None else ()
    if timed and (former is None or former.token != token):
        nights = (*nights, result.seconds)[-_NIGHTS:]
    row: dict[str, Any] = {"token": token, "warc": warc, "result": encode(result)}
    write_private(_path(data, group), json.dumps(row | {"nights": nights}).encode())


def read_mark(data: Path, group: str) -> Mark | None:
    """The mark of a group; None if there is none that can be read."""
    try:
        row = json.loads(_path(data, group).read_bytes())
        result = revive(GroupResult, row["result"])
        assert isinstance(result, GroupResult)
        nights = tuple(float(one) for one in row.get("nights", [result.seconds]))
        return Mark(str(row["token"]), str(row["warc"]), result, nights)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def finished_mark(places: Places, group: str, token: str) -> dict[str, Path]:
    """Per portal, the WARC file in which this very run (same token) has it; else nothing."""
    mark = read_mark(places.data, group)
    if mark is None or mark.token != token:
        return {}
    return {one.portal: places.archive / group / mark.warc for one in mark.result.portals}


def _path(data: Path, group: str) -> Path:
    return Places(data).group(group) / "done.json"
