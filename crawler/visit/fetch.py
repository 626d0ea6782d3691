"""How a task went: what came back, or why nothing did."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages.task import Task
from crawler.records.model import Cause, Snapshot


@dataclass(frozen=True)
class Call:
    """The request by which a page that a browser showed had the rows of its list.

    `rows` is how it made their addresses from the answer's records (/a/{id}.html), else empty.
    """

    url: str
    method: str = "GET"
    body: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Fetch:
    """How a task went. Either `snapshot` is set and the body was archived, or `cause` is set.

    `final_url` is the address that answered after redirects, `hops` the ones on the way.
    `seconds` is the time it took, `attempts` how often it was tried. What is `unasked` was not
    asked for tonight: the snapshot is that of the last look at it. `modified` is the header
    Last-Modified of the answer as it came, empty if there was none.

    `shell` is the page as it came where `snapshot` is what a browser made of it. Where a browser
    was wanted and showed nothing, `unshown` says why, `unshown_why` in Chinese words. `calls` are
    the requests from which the page that was shown had its rows.
    """

    task: Task
    snapshot: Snapshot | None = None
    final_url: str = ""
    hops: tuple[str, ...] = ()
    cause: Cause | None = None
    detail: str = ""
    attempts: int = 1
    unasked: bool = False
    modified: str = ""
    shell: Snapshot | None = None
    unshown: Cause | None = None
    unshown_why: str = ""
    calls: tuple[Call, ...] = ()
