"""`python -m bench.spiders naive|careful|least ADDRESS OUT`: Scrapy crawlers to measure against.

They fetch every page of a host that links lead to and do nothing else. The naive one is what a
tutorial writes: `LinkExtractor`, every link yielded, Scrapy's filter drops the known ones. The
careful one takes links by lexbor, drops the known ones before a request is made of them, and keeps
few items at a time, which Scrapy 2.19 rewards. The least is what nothing that reads pages and
keeps their proof can do without: the careful one, each answer archived, and each page gone through
once for its text. OUT gets the number of pages and their bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor
from selectolax.lexbor import LexborHTMLParser

from crawler.fetching.archive import Archive

AT_ONCE = 16
"""Connections to the host, for every crawler that can be told."""


class Naive(Spider):
    """Every link of every page, through Scrapy's own extractor and filter."""

    name = "naive"

    def __init__(self, address: str, out: str) -> None:
        super().__init__()
        self.start_urls = [address]
        self.allowed_domains = [urlsplit(address).hostname or ""]
        self.out = Path(out)
        self.pages = 0
        self.bytes = 0
        self.extractor = LinkExtractor()

    def parse(self, response: Response) -> Iterator[Request]:
        """Count the page and go on from it."""
        self.pages += 1
        self.bytes += len(response.body)
        if isinstance(response, HtmlResponse):
            yield from self.onward(response)

    def onward(self, response: HtmlResponse) -> Iterator[Request]:
        """Requests for what the page links to."""
        for link in self.extractor.extract_links(response):
            yield Request(link.url)

    def closed(self, reason: str) -> None:
        """Leave the count behind."""
        self.out.write_text(json.dumps({"pages": self.pages, "bytes": self.bytes}))


class Careful(Naive):
    """The same pages with as little work as Scrapy allows."""

    name = "careful"

    def __init__(self, address: str, out: str) -> None:
        super().__init__(address, out)
        self.seen = {address}

    def onward(self, response: HtmlResponse) -> Iterator[Request]:
        """Requests for the pages that no earlier page linked to."""
        host = urlsplit(response.url).netloc
        for node in LexborHTMLParser(response.text).css("a[href]"):
            address = urldefrag(urljoin(response.url, node.attributes["href"] or "")).url
            if address not in self.seen:
                self.seen.add(address)
                if urlsplit(address).netloc == host:
                    yield Request(address, dont_filter=True)


class Least(Careful):
    """The same with proof kept of each answer and one look at each element and text of a page."""

    name = "least"

    def __init__(self, address: str, out: str) -> None:
        super().__init__(address, out)
        self.archive = Archive.open(self.out.parent / "least.warc.gz")
        self.texts = 0

    def parse(self, response: Response) -> Iterator[Request]:
        """Archive the answer, go through the page, and on from it."""
        headers = tuple((name, value) for name, value in response.headers.to_unicode_dict().items())
        now = datetime.now(UTC)
        self.archive.write_response(
            response.url, response.status, "OK", headers, response.body, now
        )
        if isinstance(response, HtmlResponse):
            root = LexborHTMLParser(response.text).root
            for node in root.traverse(include_text=True) if root is not None else ():
                if node.tag == "-text" and (node.text_content or "").strip():
                    self.texts += 1
        yield from super().parse(response)

    def closed(self, reason: str) -> None:
        """Close the archive, too."""
        self.archive.close()
        super().closed(reason)


CRAWLERS: dict[str, type[Naive]] = {one.name: one for one in (Naive, Careful, Least)}


def main(which: str, address: str, out: str) -> None:
    """Crawl."""
    settings: dict[str, Any] = {
        "LOG_LEVEL": "ERROR",
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        "TELNETCONSOLE_ENABLED": False,
    }
    if which != "naive":
        settings["CONCURRENT_ITEMS"] = 4
    process = CrawlerProcess(settings)
    process.crawl(CRAWLERS[which], address=address, out=out)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
