"""What earlier nights archived of a group's addresses, so that only what changed travels again.

An address whose last answer bore a mark (ETag, Last-Modified) is asked whether that still holds.
The server's word is believed for a bounded time only: then the page is asked for without
conditions, and a server that called other bytes the same is not believed any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from crawler.errors import ArchiveError
from crawler.fetching.archive import to_the_second
from crawler.fetching.archive_reader import Beside
from crawler.fetching.items import Headers, IndexLine, Item, header_text
from crawler.fetching.unasked import Resting, is_compared, wish_of
from crawler.pages.task import Purpose, Task
from crawler.records.addresses import host_of
from crawler.records.captures import NO_CAPTURES, Capture, Captures
from crawler.records.model import Snapshot
from crawler.visit.rereading import is_due, nights_since

NO_FILES: Mapping[str, str] = MappingProxyType({})
_WHOLE = 200
_KEPT_NIGHTS = 28
"""So long the bytes of a page are not archived again; older archive files are let go sooner so."""
_DOUBTED_NIGHTS = 90
_UNCONDITIONAL = frozenset({Purpose.ROBOTS, Purpose.AGAIN})
"""Requests whose answer decides at once what may be asked or said of others."""


class Answered(Protocol):
    """An answer, as far as it matters here."""

    @property
    def status(self) -> int:
        """The status code."""

    def header(self, name: str) -> str:
        """The first header of that name; empty if there is none."""


class Earlier:
    """The captures of earlier nights that can be used tonight, and those that tonight makes."""

    def __init__(
        self,
        folder: Path = Path(),
        captures: Captures = NO_CAPTURES,
        warcs: Mapping[str, str] = NO_FILES,
        as_of: datetime | None = None,
        nights: int = 1,
        resting: Resting | None = None,
    ) -> None:
        """`warcs` are the archive files in `folder` that may be referred to (sealed and there),
        each with the sha256 that it was sealed with.

        After `nights` a page is asked for without conditions. `resting` says what need not be
        asked for at all.
        """
        known = captures.pages if as_of is not None else ()
        self._as_of = as_of
        self._nights = nights
        self._resting = resting or Resting()
        self._beside = Beside(folder)
        self._known = {(one.url, one.request): one for one in known if one.warc in warcs}
        self._doubted = dict(captures.doubted)
        self._sealed = warcs
        self._whole: dict[str, bool] = {}
        self._tonight: dict[tuple[str, str], Capture] = {}
        self._altered: set[str] = set()  # hosts of which a document is not what it was

    def resting(self, task: Task, url: str) -> Capture | None:
        """The capture that stands for a page tonight without a request; None: it is asked for."""
        known = self._known.get((url, ""))
        if known is None or self._as_of is None:
            return None
        if is_compared(task) and host_of(url) in self._altered:
            return None
        if not self._resting.may_rest(task, known, self._as_of):
            return None
        if known.whole_at != known.seen_at and self._is_due(known):
            return None  # the last look rests on the server's word, which held long enough
        return known if self._line(known) is not None else None

    def offer(self, task: Task, url: str) -> Capture | None:
        """The capture that a request may name; None where the page is to come whole."""
        known = self._known.get((url, ""))
        if known is None or self._as_of is None or not (known.etag or known.modified):
            return None
        if task.method != "GET" or task.body or task.purpose in _UNCONDITIONAL:
            return None
        if self._is_due(known) or self._is_doubted(host_of(url)) or self._line(known) is None:
            return None
        return known

    def must_ask(self, task: Task) -> bool:
        """Whether a task may not be content with what stood for its page without a request."""
        return self._as_of is None or self._resting.must_ask(task, self._as_of)

    def original(self, task: Task, url: str, status: int, digest: str) -> Capture | None:
        """The capture that has these very bytes; None where they are to be archived whole."""
        known = self._known.get((url, request_of(task)))
        if known is None or (known.sha256, known.status) != (digest, status):
            return None
        return known if self._line(known) is not None else None

    def item(self, known: Capture) -> tuple[Item, str] | None:
        """The archived record of a capture and its id; None (and forgotten) if it is not whole."""
        line = self._line(known)
        if line is not None:
            try:
                return self._beside.original(known.warc, known.sha256, known.url), line.id
            except ArchiveError:
                pass
        del self._known[known.url, known.request]
        return None

    def last_look(self, known: Capture) -> Snapshot | None:
        """What stands for a capture that is not asked for, dated by the last look at it."""
        line = self._line(known)
        if line is None or known.looked_at is None:
            return None
        at = to_the_second(known.looked_at)
        return Snapshot(line.url, at, line.sha256, line.status, line.media_type)

    def is_whole(self, known: Capture) -> bool:
        """Whether the file with a capture's bytes is still, to the last bit, the sealed one."""
        name = known.warc
        if name not in self._whole:
            sealed = self._sealed.get(name, "")
            self._whole[name] = bool(sealed) and sealed == self._beside.digest(name)
        return self._whole[name]

    def note(self, task: Task, url: str, answer: Answered, shot: Snapshot, warc: str) -> None:
        """Take down a whole answer that `warc` (tonight's file or an original's) has."""
        digest = shot.sha256
        key = (url, request_of(task))
        before = self._known.get(key)
        if is_compared(task) and before is not None and before.sha256 != digest:
            self._altered.add(host_of(url))
        if self._as_of is None or answer.status != _WHOLE or not url.isascii():
            return  # an address that is not normalised is not one to find again
        etag, modified = answer.header("ETag"), answer.header("Last-Modified")
        same = before is not None and before.warc == warc and before.sha256 == digest
        kept_at = before.kept_at if same and before is not None else self._as_of
        kind = header_text(answer.header("Content-Type"))
        if same and before is not None:
            kind = before.content_type  # of the record that is kept
        if before is not None and before.sha256 != digest and _alike(before, etag, modified):
            self._doubted[host_of(url)] = self._as_of
        self._tonight[key] = Capture(
            *key, digest, answer.status, warc, kept_at, self._as_of, self._as_of, etag, modified,
            shot.captured_at, wish_of(task), kind,
        )  # fmt: skip

    def unchanged(self, task: Task, known: Capture, shot: Snapshot) -> None:
        """Take down that a server called a capture unchanged."""
        if self._as_of is not None:
            self._tonight[known.url, known.request] = replace(
                known, seen_at=self._as_of, looked_at=shot.captured_at, task=wish_of(task)
            )

    def unread(self, url: str) -> None:
        """Take down that a page was not seen as it should be: until it is, it does not rest."""
        known = self._tonight.get((url, "")) or self._known.get((url, ""))
        if known is not None:
            self._tonight[url, ""] = replace(known, task="")

    def tonight(self) -> Captures:
        """What later nights are to know of this one."""
        return Captures(tuple(self._tonight.values()), dict(self._doubted))

    def same(self) -> frozenset[str]:
        """The digests of tonight's answers that are those of an earlier night."""
        before = {key: one.sha256 for key, one in self._known.items()}
        return frozenset(
            one.sha256 for key, one in self._tonight.items() if before.get(key) == one.sha256
        )

    def _is_due(self, known: Capture) -> bool:
        """Whether the bytes of a page are to come anew, whatever the server says of them."""
        assert self._as_of is not None
        return is_due(known.url, nights_since(known.whole_at, self._as_of), self._nights)

    def _is_doubted(self, host: str) -> bool:
        since = self._doubted.get(host)
        if since is None or self._as_of is None:
            return False
        return nights_since(since, self._as_of) < _DOUBTED_NIGHTS

    def _line(self, known: Capture) -> IndexLine | None:
        """Where the bytes of a capture lie; None where they are too old or not there."""
        assert self._as_of is not None
        if not 0 < nights_since(known.kept_at, self._as_of) <= _KEPT_NIGHTS:
            return None
        try:
            line = self._beside.reader(known.warc).line(known.sha256, known.url)
        except ArchiveError:
            return None
        return line if line is not None and not line.original else None


def request_of(task: Task) -> str:
    """What tells requests of one address apart; empty for a plain GET."""
    if task.method == "GET" and not task.body:
        return ""
    return f"{task.method} {sha256(task.body.encode()).hexdigest()}"


def conditions(known: Capture | None) -> Headers:
    """The headers that ask whether a capture still holds (RFC 9110, section 13.1)."""
    if known is None:
        return ()
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified))
    return tuple((name, value) for name, value in pairs if value)


def _alike(before: Capture, etag: str, modified: str) -> bool:
    """Whether a server's marks say that nothing changed."""
    if etag or before.etag:
        return etag == before.etag
    return bool(modified) and modified == before.modified
