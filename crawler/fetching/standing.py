"""Pages that need not be asked for tonight: what the last look at them saw stands for them."""

from __future__ import annotations

from collections.abc import Callable

from crawler.fetching.archive import Archive, header_text
from crawler.fetching.earlier import Earlier
from crawler.fetching.fetched import LONGEST_MARK, Fetched
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.records.captures import Capture
from crawler.visit.fetch import Fetch
from crawler.visit.rendering import wants_browser


class Standing:
    """The last looks that stand tonight; each that is taken is listed in the archive."""

    def __init__(
        self,
        earlier: Earlier,
        archive: Archive,
        carried: Callable[[Fetch, str], Reading | None] | None = None,
    ) -> None:
        """`carried` gives the reading that earlier nights made of a page to the same task."""
        self._earlier = earlier
        self._archive = archive
        self._carried = carried or (lambda fetch, kind: None)

    def look(
        self, known: Capture, asked: Task, url: str, hops: tuple[str, ...] = ()
    ) -> Fetched | None:
        """What the last look saw; None where it is not whole any more.

        Its archived record is read only where its reading cannot be carried over.
        """
        if (read := self.read(known, asked, url, hops)) is not None:
            return read
        done = self._done(known, asked, url, hops)
        there = self._earlier.item(known) if done is not None else None
        if done is None or there is None or done.snapshot is None:
            return None
        item, _ = there
        self._archive.rest(done.snapshot, known.warc)
        kind = header_text(item.header("Content-Type"))
        return Fetched(done, kind, item.body, headers=item.headers)

    def read(
        self, known: Capture, asked: Task, url: str, hops: tuple[str, ...] = ()
    ) -> Fetched | None:
        """The reading of the last look, where nobody needs to look at its bytes again."""
        if not known.content_type or asked.purpose is not Purpose.DETAIL:
            return None
        done = self._done(known, asked, url, hops)
        if done is None or done.snapshot is None or not self._earlier.is_whole(known):
            return None
        reading = self._carried(done, known.content_type)
        if reading is None or wants_browser(done, reading):
            return None
        self._archive.rest(done.snapshot, known.warc)
        return Fetched(done, known.content_type, reading=reading)

    def _done(self, known: Capture, asked: Task, url: str, hops: tuple[str, ...]) -> Fetch | None:
        shot = self._earlier.last_look(known)
        if shot is None:
            return None
        modified = header_text(known.modified)[:LONGEST_MARK]
        return Fetch(asked, shot, url, hops, unasked=True, modified=modified)
