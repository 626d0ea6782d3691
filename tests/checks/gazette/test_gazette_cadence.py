"""gazette_cadence, as a table of cases. The moment is 20 November 2026."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.gazette.issues import issues_of
from checks.gazette.terms import add_months
from crawler.portals import Role
from crawler.records import Cause, DayOf, Dossier, Entry, Excuse, ReadState, Record, Redated
from tests.builders import (
    calendar,
    day,
    document,
    dossier,
    entry,
    gazette_page,
    judge_one,
    miss,
    requirement,
    section,
)

CHECK = "gazette_cadence"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
DENSE = ("2026-09-07", "2026-10-10", "2026-11-06")
"""20 working days apart (the National Day holidays and their make-up days counted)."""


def issues(*days: str) -> list[Entry]:
    return [
        entry(Role.GAZETTE, f"gb/{n}.html", f"云溪县人民政府公报2026年第{n}期", on)
        for n, on in enumerate(days, start=1)
    ]


def every(days: int, until: str = "2026-11-16", count: int = 14) -> list[Entry]:
    last = day(until)
    return issues(*sorted(str(last - timedelta(days=days * n)) for n in range(count)))


def late(signed: str, published: str) -> Record:
    return document(signed=signed, published=published)


def signed_anew(
    signed: str, published: str, was: str, excuse: Excuse | None = None
) -> tuple[Record, Redated]:
    """A document whose day of signing was shown otherwise on an earlier night."""
    law = late(signed, published)
    return law, Redated(
        law.url, law.title, law.role, law.snapshot, of=DayOf.SIGNED, was_on=day(was),
        dated_on=day(signed), excuse=excuse,
    )  # fmt: skip


def test_the_dense_row_is_dense() -> None:
    gaps = itertools.pairwise(DENSE)
    assert [calendar().count(day(a), day(b)) for a, b in gaps] == [20, 20]


CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "every four weeks": ([*every(28)], PASSED, None),
    "20 working days": ([*issues(*DENSE), late("2026-09-08", "2026-11-19")], PASSED, None),
    "21 working days and a late document": (
        [*issues("2026-09-07", "2026-10-12", "2026-11-06"), late("2026-09-08", "2026-11-19")],
        FAILED, "2026-09-07"),
    "21 working days and nothing signed": (
        [*issues("2026-09-07", "2026-10-12", "2026-11-06")], PASSED, None),
    "a long gap, all in time": (
        [*issues("2026-05-11", "2026-11-09"), late("2026-06-01", "2026-06-30")], PASSED, None),
    "a long gap, the document on the 20th day": (
        [*issues("2026-05-11", "2026-11-09"), late("2026-07-01", "2026-07-29")], PASSED, None),
    "a long gap, the document on the 21st day": (
        [*issues("2026-05-11", "2026-11-09"), late("2026-07-01", "2026-07-30")],
        FAILED, "2026-05-11"),
    "late only by a day of signing that was put back": (
        [*issues("2026-05-11", "2026-11-09"),
         *signed_anew("2026-07-01", "2026-07-30", "2026-07-20")],
        CANT_TELL, None),
    "in time only by a day of signing that was put off": (
        [*issues("2026-05-11", "2026-11-09"),
         *signed_anew("2026-07-20", "2026-07-30", "2026-07-01")],
        CANT_TELL, None),
    "it was signed in the gap by its first day alone": (
        [*issues("2026-05-11", "2026-11-09"),
         *signed_anew("2026-05-11", "2026-08-30", "2026-05-20")],
        CANT_TELL, None),
    "its signature had the later day from the first": (
        [*issues("2026-05-11", "2026-11-09"),
         *signed_anew("2026-07-20", "2026-07-30", "2026-07-01", Excuse.CLAIMED)], PASSED, None),
    "late by either day of signing": (
        [*issues("2026-05-11", "2026-11-09"),
         *signed_anew("2026-06-20", "2026-07-30", "2026-06-01")],
        FAILED, "2026-05-11"),
    "the late document is another body's": (
        [*issues("2026-05-11", "2026-11-09"),
         document(signed="2026-07-01", published="2026-08-30", issuer="云州市人民政府")],
        PASSED, None),
    "the late document was signed before the gap": (
        [*issues("2026-05-11", "2026-11-09"), late("2026-05-11", "2026-08-30")], PASSED, None),
    "silent since spring": (
        [*issues("2026-04-07"), late("2026-07-01", "2026-08-30")], FAILED, "2026-04-07"),
    "silent since spring, nothing signed": ([*issues("2026-04-07")], PASSED, None),
    "silent for two years": (
        [*issues("2024-04-08"), late("2026-07-01", "2026-08-30")], FAILED, "2024-04-08"),
    "a gap of the year before last": (
        [*issues("2024-01-08", "2025-03-03", "2025-11-24", *DENSE)], PASSED, None),
    "the first of two bad gaps": (
        [*issues("2026-02-02", "2026-05-11", "2026-09-14", "2026-11-09"),
         late("2026-03-02", "2026-04-20"), document("doc/2.html", "云溪县供水管理办法",
         number="云政办发〔2026〕20号", signed="2026-06-01", published="2026-08-30")],
        FAILED, "2026-02-02"),
    "monthly, late by its grace": (
        [*issues("2026-08-10", "2026-09-23", "2026-10-20"), gazette_page(period="月刊"),
         late("2026-08-12", "2026-11-19")], PASSED, None),
    "monthly, a day later": (
        [*issues("2026-08-10", "2026-09-24", "2026-10-20"), gazette_page(period="月刊")],
        FAILED, "2026-08-10"),
    "every two months": (
        [*issues("2026-05-11", "2026-07-24", "2026-09-18"), gazette_page(period="双月刊"),
         late("2026-05-12", "2026-11-19")], PASSED, None),
    "every two months, a day too late": (
        [*issues("2026-05-11", "2026-07-28", "2026-09-18"), gazette_page(period="双月刊")],
        FAILED, "2026-05-11"),
    "every quarter": (
        [*issues("2026-05-11", "2026-08-25"), gazette_page(period="季刊")], PASSED, None),
    "every quarter, silent since": (
        [*issues("2026-02-09", "2026-05-11"), gazette_page(period="季刊")], FAILED, "2026-05-11"),
    "every quarter, not yet late": (
        [*issues("2026-05-11", "2026-08-06"), gazette_page(period="季刊")], PASSED, None),
    "a period without a term": (
        [*issues("2026-05-11", "2026-08-25"), gazette_page(period="半年刊")], PASSED, None),
    "an issue of tomorrow": (
        [*issues("2026-04-07", "2026-11-21"), late("2026-07-01", "2026-08-30")],
        FAILED, "2026-04-07"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    found = judge_one(CHECK, dossier(*records))
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert found.subject == "http://www.yunxi.test/"
    assert found.basis is (Basis.ABSENCE if outcome is FAILED else Basis.WORDS)


def test_a_failure_shows_both_issues_the_due_day_and_the_late_document() -> None:
    records = (*issues("2026-05-11", "2026-11-09"), late("2026-07-01", "2026-07-30"))
    found = judge_one(CHECK, dossier(*records))
    assert found.due_on == calendar().add(day("2026-05-11"), 20)
    assert found.settled_on == day("2026-11-09")
    assert found.measured == calendar().count(day("2026-05-11"), day("2026-11-09"))
    assert [e.url.rpartition("/")[2] for e in found.evidence][:3] == ["", "", "1.html"]
    assert "2026年5月11日" in found.statement
    assert "超过20个工作日才公开" in found.statement


def test_the_assumed_grace_is_shown() -> None:
    records = (*issues("2026-02-09", "2026-05-11"), gazette_page(period="季刊"))
    assert "本市设定" in judge_one(CHECK, dossier(*records)).statement


def test_each_gap_is_a_case_of_its_own() -> None:
    one = judge_one(CHECK, dossier(*issues("2026-04-07"), late("2026-07-01", "2026-08-30")))
    two = judge_one(CHECK, dossier(*issues("2026-05-11"), late("2026-07-01", "2026-08-30")))
    assert one.case_id != two.case_id


BAD = (*issues("2026-05-11", "2026-11-09"), late("2026-07-01", "2026-07-30"))
GAZETTE, DOCUMENTS = Role.GAZETTE, Role.NORMATIVE_DOCUMENTS
QUIET = issues("2026-05-11", "2026-11-09")
UNSEEN: dict[str, tuple[Dossier, Outcome, Cause | None]] = {
    "no section": (dossier(sections=[section(GAZETTE, ReadState.ABSENT)]), INAPPLICABLE, None),
    "an empty one": (dossier(sections=[section(GAZETTE, ReadState.EMPTY)]), INAPPLICABLE, None),
    "not seen": (
        dossier(sections=[section(GAZETTE, ReadState.UNOBSERVABLE, Cause.ROBOTS)]),
        CANT_TELL, Cause.ROBOTS),
    "read in part": (
        dossier(*BAD, sections=[section(GAZETTE, ReadState.PART, Cause.LIMIT)]),
        CANT_TELL, Cause.LIMIT),
    "collapsed": (
        dossier(*BAD, sections=[section(GAZETTE, ReadState.PART, Cause.COLLAPSED)]),
        CANT_TELL, Cause.COLLAPSED),
    "a link to the city's": (
        dossier(*BAD, sections=[section(GAZETTE, elsewhere=True)]), INAPPLICABLE, None),
    "a statement of none": (
        dossier(sections=[section(GAZETTE, ReadState.EMPTY, statement_on=day("2026-06-01"))]),
        INAPPLICABLE, None),
    "no dates at all": (
        dossier(*(replace(one, date=None) for one in QUIET)), CANT_TELL, Cause.AMBIGUOUS),
    "one issue without a date": (
        dossier(*BAD, entry(GAZETTE, "gb/9.html", "云溪县人民政府公报2026年第9期")),
        CANT_TELL, Cause.AMBIGUOUS),
    "put there together": (
        dossier(*issues("2026-05-11", "2026-05-11", "2026-05-11", "2026-11-09"),
                late("2026-07-01", "2026-07-30")), CANT_TELL, Cause.AMBIGUOUS),
    "documents not all read": (
        dossier(*QUIET, entry(DOCUMENTS, "doc/9.html", "某办法", "2026-07-08"),
                misses=[miss(DOCUMENTS, "doc/9.html", Cause.CHALLENGED)]),
        CANT_TELL, Cause.CHALLENGED),
    "an older document not read": (
        dossier(*QUIET, entry(DOCUMENTS, "doc/9.html", "某办法", "2026-05-08"),
                misses=[miss(DOCUMENTS, "doc/9.html", Cause.CHALLENGED)]), PASSED, None),
    "documents not seen": (
        dossier(*QUIET, sections=[section(DOCUMENTS, ReadState.UNOBSERVABLE, Cause.ROBOTS)]),
        CANT_TELL, Cause.ROBOTS),
    "a document that nobody knows the signing of": (
        dossier(*QUIET, document(signed=None, published="2026-07-08")),
        CANT_TELL, Cause.AMBIGUOUS),
    "an old document put there late": (
        dossier(*issues("2025-12-01", "2026-11-09"),
                document(signed="2025-12-08", published="2026-07-08")),
        CANT_TELL, Cause.AMBIGUOUS),
    "years without a calendar": (
        dossier(*issues("2026-05-11"), late("2026-07-01", "2026-07-02"), as_of="2031-11-20T02:00"),
        CANT_TELL, Cause.CALENDAR),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_what_was_not_seen_is_never_failed(
    seen: Dossier, outcome: Outcome, cause: Cause | None
) -> None:
    found = judge_one(CHECK, seen)
    assert (found.outcome, found.cause) == (outcome, cause), found.statement


def declared_only(seen: Dossier) -> Finding:
    row = requirement(CHECK)
    row = replace(row, terms={**row.terms, "period": "as_declared"})
    (found,) = checks()[CHECK].judge(seen, row, calendar())
    return found


def test_a_clause_that_asks_for_the_gazettes_own_period() -> None:
    assert declared_only(dossier(*BAD)).cause is Cause.AMBIGUOUS
    found = declared_only(dossier(*BAD, gazette_page(period="月刊")))
    assert (found.outcome, found.aspect) == (FAILED, "2026-05-11")


def test_rows_that_name_no_issue_count_by_their_days() -> None:
    rows = [
        entry(Role.GAZETTE, f"gb/{n}.html", f"云溪县人民政府关于第{n}项工作的通知", on)
        for n, on in enumerate(DENSE)
    ]
    records = (*rows, late("2026-09-08", "2026-11-19"))
    assert judge_one(CHECK, dossier(*records)).outcome is PASSED


NAMES: dict[str, tuple[int | None, int | None, int | None, int | None]] = {
    "云溪县人民政府公报2026年第3期（总第91期）": (2026, 3, 3, 91),
    "2026年第5-6期": (2026, 5, 6, None),
    "第三期": (None, 3, 3, None),
    "二〇二六年第十二期": (2026, 12, 12, None),
    "政府公报 2026 年 第 7、8 期": (2026, 7, 8, None),
    "公报2026年第2号": (2026, 2, 2, None),
    "总第一百零三期": (None, None, None, 103),
}


@pytest.mark.parametrize("title", NAMES)
def test_what_a_title_says_of_its_issue(title: str) -> None:
    (one,) = issues_of(dossier(entry(Role.GAZETTE, "gb/1.html", title, "2026-03-30")))
    assert (one.year, one.first, one.last, one.total) == NAMES[title]


@pytest.mark.parametrize(
    "title",
    ["云政发〔2026〕3号", "云溪县人民政府令第3号", "关于农村饮水二期工程有关事项的公告", ""],
)
def test_titles_that_are_no_issues(title: str) -> None:
    assert not issues_of(dossier(entry(Role.GAZETTE, "gb/1.html", title, "2026-03-30")))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-05", 1, "2027-01-05"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == date.fromisoformat(end)


def test_hostile_titles_raise_nothing() -> None:
    rows: Iterable[Entry] = [
        entry(Role.GAZETTE, f"gb/{n}.html", text, "2026-03-30")
        for n, text in enumerate(
            ["第〇期", "第百期", "总第期", "年第期" * 50, "\ud800第3期", "第999期"]
        )
    ]
    assert judge_one(CHECK, dossier(*rows)).outcome in Outcome
