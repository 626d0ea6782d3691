"""Parts: how one page of a role, with its list, was read, judged from the answers of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages.reading import Reading
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.dossier import ReadState
from crawler.records.materials import GazettePage
from crawler.records.model import AnnualReport, Cause, Entry, StaticPage
from crawler.visit.details import (
    BEYOND_ISSUES,
    BEYOND_REPORTS,
    BEYOND_SOUGHT,
    BEYOND_TEXTS,
    FILE,
)
from crawler.visit.officepages import names_offices
from crawler.visit.outcome import Outcome, cause_text, outcome_of
from crawler.visit.rendering import unseen
from crawler.visit.rules import PLATFORM_PARTS, Rules
from crawler.visit.survey import Opened, Survey
from crawler.visit.tree import holds_columns, offered
from crawler.visit.words import UNLISTED

OWN_TEXT = 50
"""Characters of its own below which a page holds no text."""
_SIDE_TEXT = 150
"""A page that says it has nothing (建设中) may show so much beside: hot titles, a notice."""
_EXPECTED = frozenset({UNLISTED, FILE, BEYOND_SOUGHT, BEYOND_REPORTS, BEYOND_ISSUES, BEYOND_TEXTS})
"""Pages behind rows of which it is known that they are not read: the rows themselves were."""


@dataclass(frozen=True)
class Part:
    """A page of a role (with its list), and how it was read."""

    opened: Opened
    state: ReadState | None  # None: really not there
    cause: Cause | None = None
    detail: str = ""
    rows: bool = False
    text_chars: int = 0


def part_of(opened: Opened, survey: Survey, role: Role, rules: Rules) -> Part:
    """How one page of a role (with its list) was read."""
    outcome = outcome_of(opened.fetch, opened.reading)
    reading = opened.reading
    if outcome.gone:
        return Part(opened, None, detail=outcome.detail)
    if outcome.cause is not None or reading is None:
        cause = outcome.cause or Cause.UNREADABLE
        return Part(opened, ReadState.UNOBSERVABLE, cause, outcome.detail)
    behind = _texts_behind(opened, survey, role) if rules[role].single else []
    chars = max([_own_text(reading, role), *behind])
    rows = bool(opened.run.entries) or _own_records(reading, role)
    rows |= _holds_otherwise(opened, reading, survey, role)
    called = any(turn.way == "call" for turn in reading.listing.turns)
    scripted = (reading.shell or reading.listing.shell or called) and not _said_empty(opened)
    if not rows and chars < OWN_TEXT and scripted:
        return Part(opened, ReadState.UNOBSERVABLE, *unseen(opened.fetch))
    trouble = _trouble(opened, survey, role)
    if trouble is not None:
        cause, detail = trouble
        return Part(opened, ReadState.PART, cause, detail, rows, chars)
    stated = reading.listing.statement_on is not None
    beside = reading.own_text_chars < OWN_TEXT and chars < _SIDE_TEXT
    thin = chars < OWN_TEXT or (reading.listing.says_none and beside)
    blank = reading.listing.blank and (stated or thin or not rules[role].single)
    foreign = reading.listing.foreign and not reading.listing.says_none
    if not rows and thin and foreign and not _leads_to_read(opened, reading, survey, role):
        why = "页面所列内容是否属于这一栏目，无法判断"
        return Part(opened, ReadState.UNOBSERVABLE, Cause.AMBIGUOUS, why)
    if not rows and (blank or chars < OWN_TEXT):
        return Part(opened, ReadState.EMPTY, text_chars=0 if blank else chars)
    if not rows and not rules[role].single:
        # There is text where rows were expected: a list in a form that was not understood.
        return Part(opened, ReadState.PART, Cause.UNREADABLE, "未能读出列表", rows, chars)
    return Part(opened, ReadState.WHOLE, rows=rows, text_chars=chars)


def _leads_to_read(opened: Opened, reading: Reading, survey: Survey, role: Role) -> bool:
    """Whether a column of which a page shows the newest rows was read as one of the section, or
    rows were read in one of its parts (a folder for each year): then it shows those alone.
    """
    there = [one for one in survey.of(role) if not outcome_of(one.fetch, one.reading).gone]
    read = {normalise(one.task.url) for one in there}
    parts = (one for one in there if one.is_part and one.task.section_url == opened.task.url)
    return any(normalise(url) in read for url in reading.listing.columns) or any(
        one.run.entries for one in parts
    )


def _said_empty(opened: Opened) -> bool:
    """Whether the call by which the page's script fills its list was answered: there is nothing.

    An answer without a word or a count is none: the call may want more than a reader has.
    """
    return opened.run.cause is None and any(
        answer.listing.blank and (answer.listing.total_rows == 0 or answer.own_text_chars > 0)
        for fetch, answer in opened.run.pages[1:]
        if fetch.task.way != "guess"
    )


def _trouble(opened: Opened, survey: Survey, role: Role) -> tuple[Cause, str] | None:
    """Why a section was not read whole: its list, a page behind its rows, a page left out."""
    if opened.run.cause is not None:
        return opened.run.cause, opened.run.detail
    shown = opened.reading.listing.columns if opened.is_part and opened.reading else ()
    read = {normalise(one.task.url) for one in survey.of(role)}
    if any(normalise(url) not in read for url in shown):
        return Cause.LIMIT, "其下另有分栏，未逐栏采集"
    rows = {entry.url for entry in opened.run.entries}
    for fetch, reading in survey.behind(role):
        if fetch.task.url in rows or fetch.task.section_url == opened.task.url:
            outcome = outcome_of(fetch, reading)
            if outcome.cause is not None:
                return outcome.cause, f"{cause_text(outcome.cause)}：{fetch.task.url}"
    for miss in survey.misses:
        expected = miss.detail in _EXPECTED
        if miss.role is role and miss.url in rows and not expected:
            return miss.cause, miss.detail or cause_text(miss.cause)
    return None


def relevant(parts: list[Part], role: Role, rules: Rules) -> list[Part]:
    """Leave out pages that only lead to others: parents of sub-columns, forms beside a list."""
    filled = [part for part in parts if part.rows]
    if not filled:
        children = {part.opened.task.section_url for part in parts if part.opened.is_part}
        rest = [part for part in parts if part.opened.task.url not in children or part.text_chars]
        return rest or parts
    if rules[role].single:
        return parts
    return [p for p in parts if p.rows or p.state is ReadState.UNOBSERVABLE or p.opened.run.cause]


def _own_text(reading: Reading, role: Role) -> int:
    texts = [r.text_chars for r in reading.records if isinstance(r, StaticPage) and r.role is role]
    return max([reading.own_text_chars, *texts])


def _texts_behind(opened: Opened, survey: Survey, role: Role) -> list[int]:
    return [
        _own_text(reading, role)
        for fetch, reading in survey.behind(role)
        if reading is not None
        and fetch.task.section_url == opened.task.url
        and outcome_of(fetch, reading) == Outcome()
    ]


def _own_records(reading: Reading, role: Role) -> bool:
    return any(
        record.role is role
        and (names_offices(record) or not isinstance(record, (StaticPage, GazettePage, Entry)))
        for record in reading.records
    )


def _holds_otherwise(opened: Opened, reading: Reading, survey: Survey, role: Role) -> bool:
    """Content that is neither rows nor text: parts, columns of a tree, a report read as a page."""
    if role is Role.PLATFORM:
        return bool(offered(reading) & set(PLATFORM_PARTS))
    if role is Role.STATUTORY_CONTENT:
        return holds_columns(opened, reading, survey)
    if role is Role.ANNUAL_REPORTS:
        url = opened.task.url
        return any(
            isinstance(record, AnnualReport) and fetch.task.url == url
            for fetch, behind in survey.behind(role)
            for record in (behind.records if behind is not None else ())
        )
    return False
