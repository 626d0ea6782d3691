"""What the issues of a gazette carry (公报目录), and whether a document is among it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from checks.gazette.issues import Issue, issues_of
from checks.judging import unread_rows
from checks.judging.dates import exists, shown
from checks.judging.files import read_in_part
from checks.matching.numbers import Number, numbers_in, parse
from checks.matching.rows import page_key
from checks.matching.titles import core, never_one, own_names
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, GazettePage, Record

_LONGEST_LINE = 120
_SHORTEST_CORE = 4
_CUT = re.compile(r"(?:\.{2,}|…+)$")
_SHORTEST_CUT = 12
_QUOTED = re.compile('[《》〈〉“”"]')
_LEADER = r"(?:[.．·•・‥…_﹍]|[-—–](?=[-—–])|(?<=[-—–])[-—–])"
_NUMBER = r"[(（\[〔【]\s*\d{1,3}\s*[)）\]〕】]|第\s*\d{1,3}\s*页|[Pp][.．]?\s*\d{1,3}"
# A title's own brackets and years stay: (2026) has four digits, （一） is no page.
_PAGED = re.compile(
    rf"\s*(?:{_LEADER}[\s]*){{2,}}(?:{_NUMBER}|\d{{1,3}})?\s*$|\s*…+\s*(?:{_NUMBER}|\d{{1,3}})?\s*$"
    rf"|\s*(?:/\s*)?(?:{_NUMBER})\s*$|(?:\s+/?\s*|/\s*)\d{{1,3}}\s*$"
)


@dataclass(frozen=True)
class Carried:
    """One line of a gazette's contents. `on` is the day of its issue, `url` what it leads to.

    `title` is the text without the dots and the number of the page behind it.
    """

    text: str
    url: str
    on: date | None
    where: Record
    page: GazettePage | None = None
    numbers: tuple[Number, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Sought:
    """A paper to be found: its title and number, the day before which it was not."""

    title: str
    number: Number | None
    since: date | None


class Contents:
    """The contents of the issues of one portal's gazette, as far as they were read."""

    def __init__(self, dossier: Dossier, terms: Mapping[str, Any]) -> None:
        self._dossier = dossier
        self._alike = float(terms["similarity"])
        self._dropped = tuple(terms["dropped_title_words"])
        self._pattern = re.compile(str(terms["contents_pattern"]))
        self._misses = {
            page_key(dossier, row.url): m for row, m in unread_rows(dossier, Role.GAZETTE)
        }
        self._unread: list[tuple[date | None, Cause]] = []
        self._printed: list[tuple[str, Carried]] = []
        self.lines = tuple(self._lines())
        self._cores: dict[str, list[Carried]] = {}
        for line in self.lines:
            for name in own_names(line.title):
                self._cores.setdefault(core(name, self._dropped), []).append(line)

    def find(self, paper: Sought) -> Carried | None:
        """The first line that is that paper, by its number or its title."""
        found = [line for line in self.lines if self._numbered(line, paper)]
        found = found or [line for line in self._titled(paper) if self._may_be(line, paper)]
        found = found or [line for line in self._in_print(paper) if self._may_be(line, paper)]
        return min(found, key=lambda line: line.on or date.max, default=None)

    def unread_since(self, day: date) -> Cause | None:
        """Why a paper of that day may be carried unseen; None if every later issue was read."""
        return next((cause for on, cause in self._unread if on is None or on >= day), None)

    def _lines(self) -> Iterator[Carried]:
        issues = issues_of(self._dossier)
        known = {page_key(self._dossier, issue.row.url) for issue in issues}
        for issue in issues:
            lines = [*self._of(issue)]
            hidden = read_in_part(issue.page) if issue.page is not None else None
            if hidden is not None or not any(self._pattern.search(line.text) for line in lines):
                miss = self._misses.get(page_key(self._dossier, issue.row.url))
                self._unread.append(
                    (issue.dated, miss.cause if miss else hidden or Cause.UNREADABLE)
                )
            yield from lines
        for row in self._dossier.entries(Role.GAZETTE):
            later = row.date is not None and row.date.value and not exists(row.date, self._dossier)
            if page_key(self._dossier, row.url) not in known and not later:
                yield _carried(row.title, row.url, shown(row.date), row)

    def _of(self, issue: Issue) -> Iterator[Carried]:
        page = issue.page
        if page is None:
            return
        for link in page.contents:
            if link.in_body:
                yield _carried(link.text, link.url, issue.dated, page, page)
        if page.files:
            whole = _carried(issue.title, issue.row.url, issue.dated, page, page)
            self._printed.append((_QUOTED.sub("", plain(page.text)), whole))
        for line in page.text.split("\n"):
            if len(line) <= _LONGEST_LINE:
                yield _carried(line, issue.row.url, issue.dated, page, page)

    def _in_print(self, paper: Sought) -> Iterator[Carried]:
        """Issues whose file has the title in its words: a printed line ends anywhere in it."""
        names = [_QUOTED.sub("", plain(name)) for name in own_names(paper.title)]
        for text, whole in self._printed:
            if any(len(name) >= _SHORTEST_CUT and name in text for name in names):
                yield replace(whole, title=paper.title)

    def _titled(self, paper: Sought) -> Iterator[Carried]:
        names = [
            name
            for n in own_names(paper.title)
            if len(name := core(n, self._dropped)) >= _SHORTEST_CORE
        ]
        exact = [line for name in names for line in self._cores.get(name, ())]
        yield from exact
        if exact:
            return
        matcher = SequenceMatcher(None, autojunk=False)
        for name in names:
            matcher.set_seq2(name)
            for text, lines in self._cores.items():
                cut = _CUT.search(lines[0].text)
                stem = _CUT.sub("", text)
                if cut and len(stem) >= _SHORTEST_CUT and name.startswith(stem):
                    yield from lines
                    continue
                if 2 * min(len(text), len(name)) < self._alike * (len(text) + len(name)):
                    continue
                matcher.set_seq1(text)
                if matcher.quick_ratio() >= self._alike and matcher.ratio() >= self._alike:
                    yield from lines

    @staticmethod
    def _numbered(line: Carried, paper: Sought) -> bool:
        return paper.number is not None and any(paper.number.same(one) for one in line.numbers)

    def _may_be(self, line: Carried, paper: Sought) -> bool:
        """Whether a line of that title may be that paper: no other number, no older issue."""
        if never_one(line.title, paper.title) or (paper.number is not None and line.numbers):
            return False
        return line.on is None or paper.since is None or line.on >= paper.since


def sought(title: str, number: str | None, since: date | None) -> Sought:
    """A paper by its title, the text of its number and the day of its signing."""
    return Sought(title, parse(number) if number else None, since)


def _carried(
    text: str, url: str, on: date | None, where: Record, page: GazettePage | None = None
) -> Carried:
    flat = plain(text)
    numbers = tuple(one for one, _, _ in numbers_in(flat)) if len(flat) <= _LONGEST_LINE else ()
    return Carried(flat, url, on, where, page, numbers, without_page(text))


def without_page(text: str) -> str:
    """A line of contents in plain form, without the leader and the page number behind its title."""
    return plain(_PAGED.sub("", text.strip()) or text)
