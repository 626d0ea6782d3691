"""How bytes travel: one request through Scrapy's downloader, its failures put into our words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from crawler.fetching.coding import ACCEPTED, Damaged, TooLarge, undo
from crawler.fetching.fetcher import Answer, Trouble
from crawler.fetching.items import Headers
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits
from crawler.records.model import Cause

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": ACCEPTED,
}
_FILES = frozenset({Purpose.FILE, Purpose.TEXT})


class ScrapyDownload:
    """A `Download` that goes through the downloader of a running crawler."""

    def __init__(self, crawler: Any, agent: str, limits: Limits) -> None:
        """`agent` is the user agent, `limits` bound bytes (decompressed) and time."""
        self._crawler = crawler
        self._agent = agent
        self._limits = limits

    async def __call__(self, task: Task, url: str, conditions: Headers = ()) -> Answer:
        """Ask once; Trouble for anything that is not an answer."""
        request = self._request(task, url, conditions)
        try:
            response = await self._crawler.engine.download_async(request)
        except DownloadTimeoutError as error:
            detail = f"no answer within {self._seconds(task):g} s"
            raise Trouble(Cause.UNREACHABLE, detail, again=True, slow=True) from error
        except CannotResolveHostError as error:
            detail = f"{urlsplit(url).hostname} cannot be resolved"
            raise Trouble(Cause.UNREACHABLE, detail) from error
        except DownloadCancelledError as error:
            detail = f"more than {self._bytes(task)} bytes"
            raise Trouble(Cause.LIMIT, detail) from error
        except ResponseDataLossError as error:
            detail = "the answer broke off before its end"
            raise Trouble(Cause.UNREACHABLE, detail, again=True) from error
        except Exception as error:
            # Whatever a connection can die of (refused, reset, TLS, rubbish instead of HTTP) is
            # the portal's; the type's name tells which.
            detail = f"no answer: {_reason(error)}"
            raise Trouble(Cause.UNREACHABLE, detail, again=True) from error
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        coding = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        try:
            body = undo(response.body, coding, self._bytes(task))
        except TooLarge as error:
            raise Trouble(Cause.LIMIT, f"{error} after decompression") from error
        except Damaged as error:
            raise Trouble(Cause.UNREADABLE, f"damaged compression: {error}") from error
        peer = str(response.ip_address) if response.ip_address else ""
        return Answer(response.status, headers, body, peer)

    def _bytes(self, task: Task) -> int:
        limits = self._limits
        return limits.attachment_bytes if task.purpose in _FILES else limits.page_bytes

    def _seconds(self, task: Task) -> float:
        limits = self._limits
        return limits.attachment_seconds if task.purpose in _FILES else limits.request_seconds

    def _request(self, task: Task, url: str, conditions: Headers) -> Request:
        headers = _HEADERS | {"User-Agent": self._agent} | dict(conditions)
        if task.referrer:
            headers["Referer"] = task.referrer
        if task.body:
            # As the page's own script sends it; several systems answer nothing else.
            kind = "json" if task.body[:1] in "{[" else "x-www-form-urlencoded"
            headers["Content-Type"] = f"application/{kind}; charset=UTF-8"
        if task.method == "POST":
            headers["X-Requested-With"] = "XMLHttpRequest"
        return Request(
            url,
            method=task.method,
            body=task.body.encode(),
            headers=headers,
            dont_filter=True,
            meta={
                "download_maxsize": self._bytes(task),
                "download_timeout": self._seconds(task),
            },
        )


def _reason(error: BaseException) -> str:
    """What lies at the bottom of a failed download, without addresses of objects."""
    inner = getattr(error.__cause__, "reasons", None) or getattr(error, "reasons", None)
    if inner:
        error = getattr(inner[0], "value", error)
    text = str(error).strip().splitlines()
    name = type(error).__name__
    return f"{name}: {text[0]}"[:200] if text and "object at 0x" not in text[0] else name
