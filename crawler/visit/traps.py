"""Crawler traps: addresses that could lead on for ever."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from crawler.records.addresses import host_of

_SAME_SEGMENT = 3
_DATED_QUERIES = 50
_QUERIES = 300
_DATE = re.compile(
    r"(?:19|20)\d{2}[-/.]?(?:0?[1-9]|1[0-2])(?:\D|\d{2}\b|$)|month=|day=", re.IGNORECASE
)


class TrapGuard:
    """Refuses addresses that look like traps; counts the variants of a path it has let pass.

    A path may have 50 variants that name dates (calendars have no end) and 300 others: some
    families give every column of a tree the same path and another query.
    """

    def __init__(self, address_characters: int) -> None:
        self._longest = address_characters
        self._queries: dict[tuple[str, str, bool], set[str]] = {}

    def refuse(self, url: str) -> str:
        """Why a single address is refused, in Chinese; empty if it is not."""
        if len(url) > self._longest:
            return "地址过长"
        segments = Counter(part for part in urlsplit(url).path.split("/") if part)
        if segments and max(segments.values()) > _SAME_SEGMENT:
            return "地址中同一段反复出现"
        return ""

    def refuse_menu(self, url: str) -> str:
        """Why an address offered by a menu is refused: also when its path has endless variants."""
        fault = self.refuse(url)
        if fault:
            return fault
        parts = urlsplit(url)
        dated = _DATE.search(parts.query) is not None
        seen = self._queries.setdefault((host_of(url), parts.path, dated), set())
        most = _DATED_QUERIES if dated else _QUERIES
        if parts.query not in seen and len(seen) >= most:
            return "同一路径的参数组合过多"
        seen.add(parts.query)
        return ""
