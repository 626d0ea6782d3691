"""Accounts of new media line by line: cards with labels, names under a platform, links."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.pages.accounts.accountpairs import paired_lines
from crawler.pages.accounts.accountprose import told_in_prose
from crawler.pages.accounts.accounttables import account
from crawler.pages.accounts.accountwords import (
    name_of,
    named_in,
    platform_of,
    platform_of_host,
    split_label,
)
from crawler.pages.markup.links import base_of
from crawler.pages.markup.outline import is_furniture
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Line, Shown
from crawler.records.addresses import normalise
from crawler.records.new_media import Account

_ENDED = re.compile(r"[。；;，,！!？?：:]\s*$")
_NEAR = 2
"""Lines between a picture and the words under it."""


class AccountLines:
    """The accounts of a page, taken line by line."""

    def __init__(self, page: Page, view: Shown, home: bool) -> None:
        self.accounts: list[Account] = []
        self._page, self._view, self._home = page, view, home
        self._base = base_of(page)
        self._told: dict[str, str] = {}
        self._platform, self._scope = "", 0
        self._heading, self._headed = (-1, ""), False
        self._paired: Mapping[int, str] = {}
        self._pictures = {one.line + d for one in view.media for d in range(_NEAR)}

    def pair(self, first: int, last: int) -> None:
        """Look for labels on lines of their own among these lines, before they are taken."""
        self._paired = {} if self._home else paired_lines(self._view.lines, first, last)

    def take(self, number: int) -> None:
        """Take in a line."""
        line = self._view.lines[number]
        if number - 1 in self._paired:
            return
        if number >= self._scope:
            self._platform = ""
        if not self._home and self._prose(line):
            return
        if any(piece.anchor is not None for piece in line.pieces) and self._links(line):
            return
        slug, value = split_label(line.text)
        if number in self._paired:
            slug, value = self._paired[number], self._view.lines[number + 1].text
        name, platform = named_in(line.text)
        linked = any(piece.anchor is not None for piece in line.pieces)
        if slug is not None and not self._home:
            if slug in self._told and (slug != "platform" or self._told[slug] != self._platform):
                self._close()
            headed = "" if self._told or number != self._heading[0] + 1 else self._heading[1]
            named = {"name": headed} if headed else {}
            self._headed = bool(named) or (self._headed and bool(self._told))
            self._told = {"platform": self._platform} | named | self._told | {slug: value}
        elif name and not linked:
            self._start({"name": name, "platform": platform})
        elif (platform := platform_of(line.text)) and not linked:
            # Under a picture it stands for an account, unless names follow.
            self._start({"platform": platform} if number in self._pictures else {})
            self._platform, self._scope = platform, self._end(number)
        elif self._platform and not self._home and (name := _plain_name(line.text)):
            self._told = {} if self._told.keys() == {"platform"} else self._told
            self._start({"name": name, "platform": self._platform})
        elif not self._home and not _ENDED.search(line.text) and (name := _plain_name(line.text)):
            # The heading of a card whose labels do not repeat the name.
            if self._told.keys() - {"platform"}:
                self._close()
            self._heading = number, name

    def _prose(self, line: Line) -> bool:
        """Take in the accounts that a line tells of in words; a link as a whole is a title."""
        linked = [piece for piece in line.pieces if piece.anchor is not None]
        if 2 * sum(len(piece.text) for piece in linked) > len(line.text):
            return False
        found = told_in_prose(line.text)
        urls = {self._url(piece.anchor) for piece in linked if piece.anchor is not None}
        platforms = [url for url in urls if platform_of_host(url)]
        for told in found:
            self._start(told)
        if len(found) == len(platforms) == 1:
            self._close(platforms[0])
        return bool(found)

    def _links(self, line: Line) -> bool:
        """Take in the accounts that a line links; whether there are any."""
        anchors = {p.anchor: p.text for p in line.pieces if p.anchor is not None}
        for anchor, text in anchors.items():
            url = self._url(anchor)
            if platform := platform_of_host(url):
                told = text if name_of(text) else self._view.anchors[anchor].title
                self._start({"name": name_of(told), "platform": platform})
                self._close(url)
        return any(platform_of_host(self._url(anchor)) for anchor in anchors)

    def take_pictures(self, first: int, last: int) -> None:
        """Take in the linked pictures without a word beside them."""
        spoken = {piece.anchor for line in self._view.lines for piece in line.pieces}
        for index, anchor in enumerate(self._view.anchors):
            url = self._url(index)
            shown = first <= anchor.line <= last and (self._home or not anchor.template)
            if shown and index not in spoken and (platform := platform_of_host(url)):
                self._start({"name": name_of(anchor.title), "platform": platform})
                self._close(url)

    def closed(self) -> list[Account]:
        """All accounts of the page."""
        self._close()
        return self.accounts

    def _start(self, told: dict[str, str]) -> None:
        self._close()
        self._told = told

    def _close(self, url: str = "") -> None:
        if self._headed and not self._told.get("platform"):
            self._told = {}  # any heading above a label: only a platform makes it an account
        self._headed = False
        alone = self._told.keys() == {"platform"} and self._told["platform"]
        if self._told.get("name") or alone or url:
            self.accounts.append(account(self._told, self._page.url, url))
        self._told = {}

    def _url(self, anchor: int) -> str:
        try:
            return normalise(self._view.anchors[anchor].href or "", self._base)
        except ValueError:
            return ""

    def _end(self, number: int) -> int:
        """Where what a heading heads ends: with the nearest box that holds more than itself."""
        box = self._view.lines[number].box
        while box > 0 and self._view.boxes[box].end - self._view.boxes[box].start < 2:
            box = self._view.boxes[box].parent
        return self._view.boxes[box].end


def _plain_name(text: str) -> str:
    """The name that a line under a platform's is; empty for buttons and the like."""
    return "" if is_furniture(text) else name_of(text)
