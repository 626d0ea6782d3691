"""Wanted columns: how each was found and how well its list was read, from the answers alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.columns import Column, ColumnTree, Match, NamedColumn, Wanted
from crawler.records.model import Cause, Entry, Evidence
from crawler.records.moments import beijing_date
from crawler.records.states import ReadState
from crawler.visit.absence import Blockers
from crawler.visit.columntree import Tree, column_tree
from crawler.visit.outcome import cause_text, told
from crawler.visit.parts import Part, part_of, relevant
from crawler.visit.prior import Prior
from crawler.visit.rules import Rules
from crawler.visit.sections import (
    evidence_of,
    published_on,
    reason_of,
    statement_of,
    unordered,
    unread_before,
)
from crawler.visit.seek import alike
from crawler.visit.survey import Opened, Survey
from crawler.visit.territory import Neighbourhood

_OWN_TEXT = 50
_SEEN = (ReadState.WHOLE, ReadState.PART, ReadState.EMPTY)


@dataclass(frozen=True)
class Named:
    """The column tree of a visit and the wanted columns in it.

    `heads` maps the pages of lists read, with the role they were read as, to the column whose
    rows they give.
    """

    columns: tuple[Column, ...] = ()
    named: Mapping[str, NamedColumn] = field(default_factory=dict)
    complete: bool = False
    cause: Cause | None = None
    heads: Mapping[tuple[Role, str], str] = field(default_factory=dict)


def read_columns(
    laid: Survey,
    portal: Portal,
    around: Neighbourhood,
    wanted: Iterable[Wanted],
    as_of: datetime,
    rules: Rules,
    prior: Prior,
    *,
    whole_tree: bool = False,
) -> Named:
    """The column tree and every wanted column; nothing where neither is asked for."""
    asked = tuple(wanted)
    if not asked and not whole_tree:
        return Named()
    tree = column_tree(laid.answers, portal, around, rules)
    blocker = Blockers(laid).of_columns()
    if blocker is None and tree.cut:
        blocker = Cause.LIMIT, "栏目过多，未能全部列出"
    reader = _Reader(laid, tree, blocker, rules, beijing_date(as_of))
    found = {one.name: _guarded(reader.read(one), prior) for one in asked}
    return Named(
        tree.columns, found, blocker is None, blocker[0] if blocker else None, reader.heads
    )


class _Reader:
    def __init__(
        self,
        laid: Survey,
        tree: Tree,
        blocker: tuple[Cause, str] | None,
        rules: Rules,
        today: date,
    ) -> None:
        self.heads: dict[tuple[Role, str], str] = {}
        self._laid = laid
        self._index = ColumnTree(tree.columns)
        self._doubtful = ColumnTree(column for column, _ in tree.doubtful)
        self._causes = {column.url: cause for column, cause in tree.doubtful}
        self._blocker = blocker
        self._rules = rules
        self._today = today
        self._opened: dict[str, list[Opened]] = {}
        for opened in sorted(laid.sections, key=lambda o: o.task.role is not Role.NAMED):
            self._opened.setdefault(opened.task.url, []).append(opened)

    def read(self, wanted: Wanted) -> NamedColumn:
        """How a wanted column was found and read."""
        match, columns = self._index.find(wanted)
        if match is None or match is Match.WEAK:
            fit, doubtful = self._doubtful.find(wanted)
            if fit is not None and fit is not Match.WEAK:
                return self._doubt(wanted, fit, doubtful, self._causes[doubtful[0].url])
            if match is Match.WEAK:
                return self._doubt(wanted, match, columns, Cause.AMBIGUOUS)
            return self._absent(wanted, ())
        return self._found(wanted, match, columns)

    def _found(self, wanted: Wanted, match: Match, columns: tuple[Column, ...]) -> NamedColumn:
        chosen = alike(columns)
        known = [(column, self._pages(column.url)) for column in chosen]
        read = [(column, pages) for column, pages in known if pages]
        if not read:
            return self._unread(wanted, match, columns)
        parts = {column.url: self._parts(pages) for column, pages in read}
        there = [column for column, _ in read if parts[column.url]]
        if not there:
            gone = tuple(pages[0] for _, pages in read)
            return replace(self._absent(wanted, gone), column=read[0][0], match=match)
        lead = max(there, key=lambda c: _weight(parts[c.url], -there.index(c)))
        role = parts[lead.url][0].opened.task.role
        for part in parts[lead.url]:
            self.heads.setdefault((role, part.opened.task.url), lead.url)
        others = tuple(c for c in columns if c.url != lead.url)
        unread = len(read) < len({column.url for column in columns})
        return self._merged(wanted, match, lead, others, parts, unread=unread)

    def _pages(self, url: str) -> list[Opened]:
        """The page of a column and its sub-columns, as sections of one role."""
        head = next(iter(self._opened.get(url, ())), None)
        if head is None:
            return []
        below = [
            o for o in self._laid.of(head.task.role) if o.task.section_url == url and o is not head
        ]
        return [head, *below]

    def _parts(self, pages: list[Opened]) -> list[Part]:
        role = pages[0].task.role
        parts = [part_of(opened, self._laid, role, self._rules) for opened in pages]
        return relevant([p for p in parts if p.state is not None], role, self._rules)

    def _merged(
        self,
        wanted: Wanted,
        match: Match,
        lead: Column,
        others: tuple[Column, ...],
        parts: Mapping[str, list[Part]],
        *,
        unread: bool,
    ) -> NamedColumn:
        own = parts[lead.url]
        every = [part for some in parts.values() for part in some]
        rows: dict[str, Entry] = {}
        for part in own:
            for entry in part.opened.run.entries:
                rows.setdefault(entry.url, entry)
        chars = max(part.text_chars for part in own)
        content = bool(rows) or any(p.rows or p.text_chars >= _OWN_TEXT for p in own)
        cause, detail = self._trouble(lead.url, own, every, unread=unread)
        if cause is not None:
            seen = content or any(p.state in _SEEN for p in own)
            state = ReadState.PART if seen else ReadState.UNOBSERVABLE
        else:
            state = ReadState.WHOLE if content else ReadState.EMPTY
        return NamedColumn(
            wanted,
            state,
            cause,
            reason_of(
                state,
                lead.title,
                Part(own[0].opened, state, cause, detail),
                unordered=unordered(own),
            ),
            lead,
            match,
            others,
            own[0].opened.task.role,
            len(rows),
            self._newest(own, rows.values()),
            sum(len(part.opened.run.pages) for part in own if part.rows),
            chars,
            statement_of(own),
            tuple(e for part in own if (e := evidence_of(part.opened)) is not None),
            unread_before(own),
        )

    def _trouble(
        self, url: str, own: list[Part], every: list[Part], *, unread: bool
    ) -> tuple[Cause | None, str]:
        """Why more may be in a column than was read.

        What was not seen of another column of the name may be newer, or all that there is.
        """
        settled = (ReadState.WHOLE, ReadState.EMPTY)
        troubled = next((part for part in own if part.state not in settled), None)
        if troubled is not None:
            return troubled.cause, troubled.detail
        left_out = next((m for m in self._laid.misses if m.column and m.linked_from == url), None)
        if left_out is not None:
            return left_out.cause, left_out.detail
        other = next((part for part in every if part.state not in settled), None)
        if other is not None and other.cause is not Cause.LIMIT:
            return other.cause, other.detail
        if unread or other is not None:
            return Cause.AMBIGUOUS, "同名栏目未全部采集"
        return None, ""

    def _newest(self, parts: list[Part], rows: Iterable[Entry]) -> date | None:
        days = [entry.date.value for entry in rows if entry.date and entry.date.value]
        if not days:
            lists = {part.opened.task.url for part in parts}
            days = [
                day
                for fetch, reading in self._laid.details
                if fetch.task.section_url in lists and reading is not None
                for record in reading.records
                if (day := published_on(record)) is not None
            ]
        return max((day for day in days if day <= self._today), default=None)

    def _unread(self, wanted: Wanted, match: Match, columns: tuple[Column, ...]) -> NamedColumn:
        """A column that a menu shows and that was not asked for, or never answered."""
        urls = {column.url for column in columns}
        miss = next((m for m in self._laid.misses if m.url in urls), None)
        cause = miss.cause if miss is not None else Cause.SCANNER
        why = told(cause, miss.detail if miss is not None else "")
        reason = f"“{columns[0].title}”栏目未能看到（{why}）。"
        return self._seen_in_menu(wanted, match, columns, cause, reason)

    def _doubt(
        self, wanted: Wanted, match: Match, columns: tuple[Column, ...], cause: Cause
    ) -> NamedColumn:
        title = columns[0].title
        if cause is Cause.BLOCKED:
            reason = f"“{title}”栏目链接到监测名单以外的网站，未采集。"
        elif match is Match.WEAK:
            reason = f"“{title}”与“{wanted.title}”名称相近，无法判断是否为该栏目。"
        else:
            reason = f"“{title}”栏目是否属于本单位无法判断。"
        return self._seen_in_menu(wanted, match, columns, cause, reason)

    def _seen_in_menu(
        self,
        wanted: Wanted,
        match: Match,
        columns: tuple[Column, ...],
        cause: Cause,
        reason: str,
    ) -> NamedColumn:
        first = columns[0]
        return NamedColumn(
            wanted,
            ReadState.UNOBSERVABLE,
            cause,
            reason,
            first,
            match,
            columns[1:],
            evidence=_shown(first),
        )

    def _absent(self, wanted: Wanted, gone: tuple[Opened, ...]) -> NamedColumn:
        title = wanted.title
        evidence = tuple(e for opened in gone if (e := evidence_of(opened)) is not None)
        if self._blocker is not None:
            cause, detail = self._blocker
            why = f"{cause_text(cause)}：{told(cause, detail)}"
            reason = f"未见“{title}”栏目，但可能的入口未能看到（{why}）。"
            return NamedColumn(wanted, ReadState.UNOBSERVABLE, cause, reason, evidence=evidence)
        if gone:
            reason = f"“{title}”栏目的链接已失效，站内未见其他入口。"
        else:
            reason = f"从首页起三次点击之内逐页查看，未见“{title}”栏目。"
        home = self._laid.home[0].snapshot if self._laid.home is not None else None
        if home is not None:
            evidence = (Evidence(home.url, home.captured_at, home.sha256), *evidence)
        return NamedColumn(wanted, ReadState.ABSENT, None, reason, evidence=evidence)


def _weight(parts: list[Part], order: int) -> tuple[bool, date, int, int, int]:
    """What makes one of several columns of a title the one: rows, the newest, the most."""
    rows = [entry for part in parts for entry in part.opened.run.entries]
    days = [entry.date.value for entry in rows if entry.date and entry.date.value]
    newest = max(days, default=date.min)
    return bool(rows), newest, len(rows), max(p.text_chars for p in parts), order


def _shown(column: Column) -> tuple[Evidence, ...]:
    shot = column.snapshot
    if shot is None:
        return ()
    return (Evidence(shot.url, shot.captured_at, shot.sha256, column.title),)


def _guarded(column: NamedColumn, prior: Prior) -> NamedColumn:
    """A column that lost more than half of its rows has collapsed, and was not read."""
    settled = (ReadState.WHOLE, ReadState.EMPTY, ReadState.ABSENT)
    name = column.wanted.name
    if column.state not in settled or not prior.column_collapsed(name, column.entries):
        return column
    before = prior.columns[name]
    state = ReadState.PART if column.entries else ReadState.UNOBSERVABLE
    reason = f"“{column.wanted.title}”栏目上次完整采集有{before}条，本次仅{column.entries}条。"
    return replace(column, state=state, cause=Cause.COLLAPSED, reason=reason)
