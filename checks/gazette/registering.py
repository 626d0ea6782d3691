"""Looking for papers in the issues of a gazette: carried, missing, late, changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.finding import Finding
from checks.gazette.contents import Carried, Contents, sought
from checks.gazette.duty import Paper
from checks.gazette.issues import declared_period
from checks.gazette.terms import add_months
from checks.judging import Bench, chinese_date, unproven, unread_rows
from checks.judging.bench import proof
from checks.judging.dates import shown
from checks.matching.normative import is_plain_title
from checks.matching.rows import page_key
from checks.matching.sentences import changed, holds
from checks.matching.titles import is_forwarded, is_interpretation
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Document, DocumentCopy, Dossier, Evidence

_AT_ONCE = ("自发布之日", "自印发之日", "自公布之日", "自下发之日")
_LATE, _OTHER = "（施行后刊登）", "（文字不一致）"
Unknown = tuple[Cause, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one paper; `absent` if it was not found."""

    name: str
    words: str
    evidence: tuple[Evidence, ...]
    absent: bool = False


@dataclass(frozen=True)
class Looked:
    """What came of it. `unknown` is the first thing that nobody can tell."""

    faults: tuple[Fault, ...] = ()
    carried: tuple[Carried, ...] = ()
    waiting: int = 0
    unknown: Unknown | None = None
    due_on: date | None = None
    lag: int | None = None


class _Looker:
    def __init__(self, bench: Bench, gazette: Dossier, days: WorkCalendar) -> None:
        self.bench, self.gazette, self.days = bench, gazette, days
        self.terms = bench.requirement.terms
        self.contents = Contents(gazette, self.terms)
        self.copies = {
            page_key(gazette, one.url): one.document
            for one in gazette.records
            if isinstance(one, DocumentCopy) and one.role is Role.GAZETTE
        }
        period, _ = declared_period(gazette)
        self.months = self.terms["declared_period_months"].get(period)

    def has(self, title: str) -> bool:
        """Whether an issue names a paper of that title, whatever its day."""
        return self.contents.find(sought(title, None, None)) is not None

    def due(self, signed: date) -> date | None:
        """The last day for the issue after a signing, grace included, if it is still to come.

        Where the calendar does not reach so far, the moment itself.
        """
        today, limit = self.bench.dossier.today, int(self.terms["grace_working_days"])
        start = add_months(signed, int(self.months)) if self.months is not None else signed
        limit += int(self.terms["max_gap_working_days"]) if self.months is None else 0
        if start >= today:
            return start
        try:
            due = self.days.add(start, limit)
        except CalendarGap:
            due = today if self.days.count(start, today) <= limit else start
        return due if due >= today else None

    def missing(self, paper: Paper) -> Fault | Unknown:
        """What is to be said of a paper that no issue read carries although it is due."""
        cause = unproven(self.gazette, Role.GAZETTE) or self.contents.unread_since(paper.signed)
        if cause is not None:
            return cause, f"公报各期内容未能全部读取，“{paper.title}”是否刊登"
        if paper.own is None:
            return Cause.AMBIGUOUS, f"“{paper.title}”未见于公报，是否由本单位制发不能确定"
        words = f"“{paper.title}”{chinese_date(paper.signed)}成文，至今未见公报刊登"
        return Fault(paper.name, words, (proof(paper.record, paper.name),), absent=True)

    def late(self, document: Document, line: Carried) -> Fault | Unknown | None:
        """Whether the issue appeared only when the document was in force."""
        effective = document.effective_on.value if document.effective_on is not None else None
        at_once = any(word in plain(document.text) for word in _AT_ONCE)
        if effective is None or at_once or effective in _own_days(document):
            return None
        if line.on is None:
            return Cause.AMBIGUOUS, f"刊登“{document.title}”的公报没有可用的日期"
        if line.on < effective:
            return None
        words = (
            f"“{document.title}”{chinese_date(effective)}起施行，{chinese_date(line.on)}才刊登公报"
        )
        proofs = (proof(document, f"施行{effective.isoformat()}"), proof(line.where, line.text))
        return Fault(_name(document) + _LATE, words, proofs)

    def differs(self, document: Document, line: Carried) -> Fault | Unknown | None:
        """Whether the gazette's words are others than those of the document's page."""
        there = page_key(self.gazette, line.url)
        if there == page_key(self.bench.dossier, document.url) or not document.text:
            return None
        copy = self.copies.get(there)
        whole = line.page.text if line.page is not None else ""
        text = copy.text if copy is not None else whole if holds(whole, document.text) else ""
        if not text:
            missed = (m for m in self.gazette.misses if page_key(self.gazette, m.url) == there)
            cause = next((m.cause for m in missed), Cause.UNREADABLE)
            return cause, f"公报所载“{document.title}”的文字未能读取"
        pair = changed(
            document.text, text, self.terms["correction_words"],
            float(self.terms["sentence_similarity"]),
        )  # fmt: skip
        if pair is None:
            return None
        words = f"“{document.title}”页面为“{_cut(pair[0])}”，公报为“{_cut(pair[1])}”"
        proofs = (proof(document, pair[0]), proof(copy or line.where, pair[1]))
        return Fault(_name(document) + _OTHER, words, proofs)


def look(bench: Bench, gazette: Dossier, bound: Sequence[Paper], days: WorkCalendar) -> Looked:
    """Look for every paper. Raises CalendarGap if a term cannot be summed up."""
    looker, terms, today = (
        _Looker(bench, gazette, days),
        bench.requirement.terms,
        bench.dossier.today,
    )
    faults: list[Fault] = []
    unknown: list[Unknown] = []
    carried: list[Carried] = []
    waiting: list[date] = []
    lags: list[int] = []

    def take(one: Fault | Unknown | None) -> None:
        if isinstance(one, Fault):
            faults.append(one)
        elif one is not None:
            unknown.append(one)

    for paper in bound:
        line = looker.contents.find(sought(paper.title, paper.number, paper.signed))
        if line is None:
            due = looker.due(paper.signed) if terms["must_register"] else None
            if due is not None:
                waiting.append(due)
            elif terms["must_register"]:
                take(looker.missing(paper))
            continue
        carried.append(line)
        if line.on is not None and line.on >= paper.signed:
            lags.append(days.count(paper.signed, line.on))
        if paper.document is not None and terms["before_effective"]:
            take(looker.late(paper.document, line))
        if paper.document is not None and terms["compare_text"]:
            take(looker.differs(paper.document, line))
    if terms["must_register"]:
        first = today - timedelta(days=int(terms["window_days"]))
        unknown += [*_unread(looker, first), *_unread_elsewhere(looker, first)]
        if (cause := unproven(bench.dossier, Role.NORMATIVE_DOCUMENTS)) is not None:
            unknown.append((cause, "规范性文件栏目未能采集完整"))
    return Looked(
        tuple(faults), tuple(carried), len(waiting), unknown[0] if unknown else None,
        min(waiting) if waiting and not carried else None, max(lags, default=None),
    )  # fmt: skip


def _unread(looker: _Looker, first: date) -> Iterator[Unknown]:
    """Documents of the window whose pages were not read and whose titles no issue has."""
    for row, miss in unread_rows(looker.bench.dossier, Role.NORMATIVE_DOCUMENTS):
        day = shown(row.date)
        recent = day is None or day >= first
        other = is_forwarded(row.title) or is_interpretation(row.title)
        if recent and not other and not looker.has(row.title):
            yield miss.cause, f"未见公报刊登的“{row.title}”的页面未能读取"


def _unread_elsewhere(looker: _Looker, first: date) -> Iterator[Unknown]:
    """Rows of other sections that are such papers by their titles, their pages not read."""
    terms, dossier = looker.terms, looker.bench.dossier
    for role in map(Role, terms["elsewhere"]):
        for row, miss in unread_rows(dossier, role):
            day = shown(row.date)
            recent = day is None or day >= first
            if recent and is_plain_title(row.title, terms) and not looker.has(row.title):
                yield miss.cause, f"未见公报刊登的“{row.title}”的页面未能读取"


def of_portal(bench: Bench, finding: Finding) -> Finding:
    """A finding on the gazette of the portal above, as one on the portal itself."""
    own = bench.dossier.portal
    return replace(finding, portal=own.id, subject=bench.home, title=own.name)


def _own_days(document: Document) -> tuple[date | None, ...]:
    fields = (document.signed_on, document.issued_on, document.published_on)
    return tuple(one.value for one in fields if one is not None)


def _name(document: Document) -> str:
    number = document.number.value if document.number is not None else None
    return number or document.title


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
