"""Days that were shown otherwise on an earlier night: told with both proofs, and where such a day
decides, decided by nobody but a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from checks.documents.doc_publication_latency import CHECK
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench, Sum
from checks.judging.backdating import hints_in
from checks.judging.settling import with_settling_hint
from crawler.portals import Role
from crawler.records import (
    Cause,
    DayOf,
    DayStep,
    Dossier,
    Evidence,
    Excuse,
    Record,
    Redated,
)
from tests.builders import (
    AS_OF,
    day,
    document,
    dossier,
    entry,
    interpretation,
    judge,
    judge_one,
    message,
    report,
    requirement,
    section,
)
from tests.checks.dissemination.test_repost_latency import (
    OTHER,
    TERMS,
    TITLE,
    city,
    own,
    policy,
    seen,
)
from tests.checks.participation.cases import TITLE as CALL
from tests.checks.participation.cases import call, outcome, rows
from tests.checks.participation.test_consultation_precedes_adoption import adopted
from tests.checks.participation.test_consultation_precedes_adoption import asked as asked_for
from tests.checks.participation.test_consultation_precedes_adoption import judged as judged_by
from tests.checks.rows import judge_by

PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
THEN, SINCE = (datetime(2026, 11, on, 2, tzinfo=AS_OF.tzinfo) for on in (16, 19))


def moved(
    record: Record, was: str, now: str, of: DayOf = DayOf.PAGE, excuse: Excuse | None = None
) -> Redated:
    shot = record.snapshot
    steps = (
        DayStep(day(was), THEN, Evidence(shot.url, THEN, "b" * 64, f"{record.title} {was}")),
        DayStep(day(now), SINCE, Evidence(shot.url, SINCE, shot.sha256)),
    )
    return Redated(
        record.url, record.title, record.role, shot, of=of, was_on=day(was), dated_on=day(now),
        changed_at=SINCE, steps=steps, excuse=excuse,
    )  # fmt: skip


def says_both(finding: Finding, record: Record, was: str, words: str = "疑似倒签") -> bool:
    """Whether a finding tells both days and cites the page then and now."""
    cited = {(one.url, one.sha256) for one in finding.evidence}
    shot, on = record.snapshot, day(was)
    told = f"2026年11月16日采集时为{on.year}年{on.month}月{on.day}日" in finding.statement
    told &= words in finding.statement and "2026年11月19日起采集为" in finding.statement
    return told and {(shot.url, shot.sha256), (shot.url, "b" * 64)} <= cited


LAW = document(signed="2026-09-25", published="2026-09-28")
SLOW = document(signed="2026-03-25", published="2026-09-10")


@pytest.mark.parametrize(
    ("law", "was", "excuse", "expected", "hint"),
    [
        (LAW, "2026-11-10", None, CANT_TELL, "疑似倒签"),
        (LAW, "2026-09-30", None, PASSED, "疑似倒签"),
        (LAW, "2026-11-10", Excuse.TOGETHER, PASSED, ""),
        (LAW, "2026-11-10", Excuse.CLAIMED, PASSED, ""),
        (LAW, "2026-09-29", Excuse.LAG, PASSED, ""),
        (LAW, "2027-09-28", Excuse.MISTAKEN, PASSED, ""),
        (LAW, "2026-09-26", None, PASSED, ""),
        (SLOW, "2026-10-10", None, FAILED, "疑似倒签"),
        (SLOW, "2026-03-27", None, CANT_TELL, "前后不一"),
        (SLOW, "2026-03-27", Excuse.TOGETHER, CANT_TELL, "前后不一"),
        (SLOW, "2026-03-20", None, FAILED, ""),
        (SLOW, "2025-09-10", Excuse.MISTAKEN, FAILED, ""),
    ],
    ids=["in-time-by-it-alone", "in-time-by-both", "a-machine", "its-row-said-so", "a-day",
         "lay-ahead", "put-off-in-time", "late-by-both", "put-off-beyond-the-term",
         "all-put-off-beyond-it", "first-before-its-signing", "year-mistyped"],
)  # fmt: skip
def test_the_day_of_a_document(
    law: Record, was: str, excuse: Excuse | None, expected: Outcome, hint: str
) -> None:
    now = "2026-09-28" if law is LAW else "2026-09-10"
    clean = judge_one("doc_publication_latency", dossier(law))
    seen = dossier(law, moved(law, was, now, excuse=excuse))
    found = judge_one("doc_publication_latency", seen)
    assert found.outcome is expected
    assert found.case_id == clean.case_id
    assert found.cause is (Cause.AMBIGUOUS if expected is CANT_TELL else None)
    if hint:
        assert says_both(found, law, was, hint)
    else:
        assert found == clean


def test_the_day_of_an_interpretation_and_of_its_document() -> None:
    law, piece = document(published="2026-09-28"), interpretation(published="2026-09-29")
    row = entry(Role.INTERPRETATIONS, "jd/1.html", piece.title, "2026-09-29")
    parts = (law, piece, row)
    found = judge_one(
        "interpretation_latency", dossier(*parts, moved(piece, "2026-10-20", "2026-09-29"))
    )
    assert found.outcome is CANT_TELL
    assert says_both(found, piece, "2026-10-20")
    both = (moved(row, "2026-10-20", "2026-09-29", DayOf.ROW),
            replace(moved(piece, "2026-10-20", "2026-09-29"), title="本页"))  # fmt: skip
    assert "“本页”" in judge_one("interpretation_latency", dossier(*parts, *both)).statement
    slow = replace(piece, published_on=document(published="2026-11-05").published_on)
    parts = (law, slow, entry(Role.INTERPRETATIONS, "jd/1.html", piece.title, "2026-11-05"))
    assert judge_one("interpretation_latency", dossier(*parts)).outcome is FAILED
    for record, was, now, expected in (
        (slow, "2026-09-29", "2026-11-05", CANT_TELL),
        (law, "2026-11-03", "2026-09-28", CANT_TELL),
        (slow, "2026-11-08", "2026-11-05", FAILED),
    ):
        found = judge_one("interpretation_latency", dossier(*parts, moved(record, was, now)))
        assert found.outcome is expected, (was, now)
        assert was[:4] in found.statement
        assert "b" * 64 in {one.sha256 for one in found.evidence}


def test_another_interpretation_that_was_put_off_may_have_been_in_time() -> None:
    law, first = document(published="2026-09-28"), interpretation(published="2026-10-20")
    second = interpretation(
        "jd/2.html", "图解：《云溪县农村公路养护管理办法》政策解读", published="2026-10-26"
    )
    seen = dossier(law, first, second)
    assert judge_one("interpretation_latency", seen).outcome is FAILED
    held = dossier(law, first, second, moved(second, "2026-09-29", "2026-10-26"))
    assert judge_one("interpretation_latency", held).outcome is CANT_TELL


@pytest.mark.parametrize(
    ("on", "was", "expected"),
    [("2026-01-20", "2026-04-10", CANT_TELL), ("2026-01-20", "2026-01-28", PASSED),
     ("2026-04-10", "2026-01-20", CANT_TELL), ("2026-04-10", "2026-05-20", FAILED)],
)  # fmt: skip
def test_a_yearly_report(on: str, was: str, expected: Outcome) -> None:
    yearly = report("nb/1.html", "云溪县人民政府2025年政府信息公开工作年度报告", on)
    held = dossier(yearly, moved(yearly, was, on), sections=(section(Role.ANNUAL_REPORTS),))
    found = judge_one("annual_report_on_time", held)
    assert found.outcome is expected
    assert says_both(found, yearly, was, "前后不一" if was < on else "疑似倒签")


@pytest.mark.parametrize(
    ("replied", "was", "of", "expected"),
    [("2026-09-29", "2026-10-20", DayOf.REPLY, CANT_TELL),
     ("2026-10-20", "2026-09-29", DayOf.REPLY, CANT_TELL),
     ("2026-10-20", "2026-10-28", DayOf.REPLY, FAILED),
     ("2026-09-29", "2026-09-01", DayOf.SUBMITTED, CANT_TELL),
     ("2026-09-29", "2026-10-20", DayOf.PAGE, PASSED)],
)  # fmt: skip
def test_the_days_of_a_letter(replied: str, was: str, of: DayOf, expected: Outcome) -> None:
    letter = message(submitted="2026-09-28", replied=replied)
    now = "2026-09-28" if of is DayOf.SUBMITTED else replied
    found = judge_one("message_reply_latency", dossier(letter, moved(letter, was, now, of)))
    assert found.outcome is expected
    assert ("b" * 64 in {one.sha256 for one in found.evidence}) is (of is not DayOf.PAGE)


def test_a_policy_that_was_passed_on() -> None:
    row, late = own(TITLE, "2026-11-13"), own(TITLE, "2026-11-17")
    above = (city(policy()),)

    def judged(*records: Record, above: tuple[Dossier, ...] = above) -> Finding:
        (finding,) = judge_by("repost_latency", seen(*records, above=above), **TERMS)  # type: ignore[arg-type]
        return finding

    found = judged(row, moved(row, "2026-11-17", "2026-11-13", DayOf.ROW))
    assert found.outcome is CANT_TELL
    assert says_both(found, row, "2026-11-17")
    back = moved(late, "2026-11-13", "2026-11-17", DayOf.ROW)
    assert judged(late, back).outcome is CANT_TELL
    second = own(OTHER, "2026-11-18", "xw/2.html")
    both = (city(policy(), policy(OTHER, path="zc/2.html")),)
    assert judged(late, second, back, above=both).outcome is FAILED


@pytest.mark.parametrize(
    ("on", "was", "expected"),
    [("2026-10-16", "2026-10-19", CANT_TELL), ("2026-10-19", "2026-10-16", CANT_TELL),
     ("2026-10-14", "2026-10-16", PASSED), ("2026-10-19", "2026-10-20", FAILED)],
)  # fmt: skip
def test_what_came_of_a_call_for_opinions(on: str, was: str, expected: Outcome) -> None:
    told = outcome(published=on)
    seen = dossier(call(), told, *rows(call(), told), moved(told, was, on))
    found = next(
        f for f in judge("consultation_feedback_published", seen) if f.subject == call().url
    )
    assert found.outcome is expected
    assert says_both(found, told, was, "前后不一" if was < on else "疑似倒签")


@pytest.mark.parametrize(
    ("signed", "published", "was", "excuse", "expected"),
    [
        ("2026-10-30", "2026-11-06", "2026-09-21", None, CANT_TELL),
        ("2026-10-30", "2026-11-06", "2026-09-21", Excuse.CLAIMED, PASSED),
        ("2026-10-30", "2026-11-06", "2025-10-30", Excuse.MISTAKEN, PASSED),
        ("2026-10-30", "2026-11-06", "2026-10-27", None, PASSED),
        ("2026-10-30", "2026-11-06", "2026-11-10", None, PASSED),
        ("2026-03-25", "2026-09-10", "2026-09-01", None, CANT_TELL),
        ("2026-03-25", "2026-09-10", "2026-03-20", None, FAILED),
    ],
    ids=["in-time-by-it-alone", "its-signature-said-so", "year-mistyped", "in-time-by-both",
         "first-after-its-publication", "late-by-it-alone", "late-by-both"],
)  # fmt: skip
def test_the_day_on_which_a_document_was_signed(
    signed: str, published: str, was: str, excuse: Excuse | None, expected: Outcome
) -> None:
    law = document(signed=signed, published=published)
    found = judge_one(
        "doc_publication_latency", dossier(law, moved(law, was, signed, DayOf.SIGNED, excuse))
    )
    assert found.outcome is expected
    if expected is CANT_TELL:
        assert says_both(found, law, was, "前后不一" if was < signed else "疑似倒签")
        assert "所标成文日期" in found.statement


def test_a_period_of_years_from_a_signing_that_was_put_off() -> None:
    law = document(signed="2024-11-30", valid_years=2)
    for was, expected in (("2024-10-30", CANT_TELL), ("2024-11-25", PASSED)):
        seen = dossier(law, moved(law, was, "2024-11-30", DayOf.SIGNED))
        assert judge_one("doc_validity_current", seen).outcome is expected
    until = document(signed="2024-11-30", valid_until="2026-12-31", valid_years=2)
    seen = dossier(until, moved(until, "2024-10-30", "2024-11-30", DayOf.SIGNED))
    assert judge_one("doc_validity_current", seen).outcome is PASSED


@pytest.mark.parametrize(
    ("signed", "begins", "moves", "expected"),
    [
        ("2026-09-25", "2026-09-01", (DayOf.SIGNED, "2026-08-20"), CANT_TELL),
        ("2026-09-25", "2026-09-01", (DayOf.SIGNED, "2026-09-10"), PASSED),
        ("2026-08-20", "2026-09-01", (DayOf.SIGNED, "2026-09-25"), CANT_TELL),
        ("2026-08-20", "2026-09-01", (DayOf.SIGNED, "2026-08-10"), FAILED),
        ("2026-09-25", "2026-09-01", (DayOf.BEGINS, "2026-09-27"), CANT_TELL),
        ("2026-09-25", "2026-09-01", (DayOf.BEGINS, "2026-09-10"), PASSED),
        ("2026-08-20", "2026-09-01", (DayOf.BEGINS, "2026-08-01"), CANT_TELL),
        ("2026-09-25", "2026-09-01", (DayOf.PAGE, "2026-09-27"), PASSED),
    ],
)
def test_which_came_first_the_call_or_the_signing(
    signed: str, begins: str, moves: tuple[DayOf, str], expected: Outcome
) -> None:
    law, asked = adopted(signed=signed), asked_for(begins=begins)
    of, was = moves
    record, now = (law, signed) if of is DayOf.SIGNED else (asked, begins)
    (clean,) = judged_by(dossier(law, asked))
    assert clean.outcome is (PASSED if begins < signed else FAILED)
    (found,) = judged_by(dossier(law, asked, moved(record, was, now, of)))
    assert found.outcome is expected
    assert ("b" * 64 in {one.sha256 for one in found.evidence}) is (
        expected is CANT_TELL or (was > now and of is not DayOf.PAGE)
    )


@pytest.mark.parametrize(
    ("ends", "answered", "was", "excuse", "expected"),
    [
        ("2026-09-14", "2026-10-12", "2026-08-20", None, CANT_TELL),
        ("2026-09-14", "2026-10-12", "2026-08-20", Excuse.OPEN, PASSED),
        ("2026-09-14", "2026-10-12", "2026-09-10", None, PASSED),
        ("2026-08-10", "2026-10-12", "2026-09-28", None, CANT_TELL),
        ("2026-11-16", None, "2026-08-20", None, CANT_TELL),
        ("2026-11-16", None, "2026-08-20", Excuse.OPEN, Outcome.PENDING),
        ("2026-12-16", None, "2026-08-20", None, CANT_TELL),
        ("2026-12-16", None, "2026-11-18", None, Outcome.INAPPLICABLE),
    ],
)
def test_the_end_of_a_call_for_opinions(
    ends: str, answered: str | None, was: str, excuse: Excuse | None, expected: Outcome
) -> None:
    asked = call(ends=ends)
    told = [outcome(published=answered)] if answered is not None else []
    listed = (section(Role.CONSULTATIONS), section(Role.CONSULTATION_FEEDBACK))
    seen = dossier(
        asked, *told, *rows(asked, *told), moved(asked, was, ends, DayOf.ENDS, excuse),
        sections=listed,
    )  # fmt: skip
    found = next(
        f for f in judge("consultation_feedback_published", seen) if f.subject == asked.url
    )
    assert found.outcome is expected
    if expected is CANT_TELL:
        assert "所标征集截止日期" in found.statement
        assert "b" * 64 in {one.sha256 for one in found.evidence}


def test_an_end_that_counts_from_a_beginning_and_one_that_a_notice_gives() -> None:
    asked = call(ends=None, lasts_days=30, begins="2026-11-01", published="2026-11-01")
    listed = (section(Role.CONSULTATIONS), section(Role.CONSULTATION_FEEDBACK))

    def outcome_of(one: Record, *more: Record) -> Outcome:
        seen = dossier(one, *more, sections=listed)
        every = judge("consultation_feedback_published", seen)
        return next(f for f in every if f.subject == one.url).outcome

    assert outcome_of(asked) is Outcome.INAPPLICABLE
    assert outcome_of(asked, moved(asked, "2026-07-01", "2026-11-01", DayOf.BEGINS)) is CANT_TELL
    asked = call(ends="2026-11-30")
    longer = call(
        "yj/2.html", f"关于延长{CALL.removesuffix('的公告')}期限的公告", ends="2026-11-30"
    )
    late = moved(asked, "2026-08-31", "2026-11-30", DayOf.ENDS)
    assert outcome_of(asked, late) is CANT_TELL
    assert outcome_of(asked, late, longer) is Outcome.INAPPLICABLE


def test_the_report_lists_what_is_suspected_and_then_what_a_machine_put_back() -> None:
    pages = [document(f"doc/{n}.html") for n in range(5)]
    was = ("2026-11-10", "2026-11-10", "2026-11-10", "2026-09-01", "2026-09-29")
    why = (Excuse.TOGETHER, None, Excuse.CLAIMED, None, Excuse.LAG)
    made = [moved(p, w, "2026-09-28", excuse=e) for p, w, e in zip(pages, was, why, strict=True)]
    assert hints_in(dossier(*pages, *made)) == (made[1], made[0])


@pytest.mark.parametrize(
    ("settled", "was", "outcome", "expected"),
    [("2026-09-28", "2026-10-09", PASSED, CANT_TELL), ("2026-09-28", "2026-09-30", PASSED, PASSED),
     ("2026-10-09", "2026-09-28", FAILED, CANT_TELL), ("2026-09-28", "2026-10-09", FAILED, FAILED),
     ("2026-09-28", "2026-10-09", Outcome.PENDING, Outcome.PENDING)],
)  # fmt: skip
def test_whatever_else_falls_due_is_told_by_the_day_that_settled_it(
    settled: str, was: str, outcome: Outcome, expected: Outcome
) -> None:
    law = document(published=settled)
    held = dossier(law, moved(law, was, settled))
    bench = Bench(CHECK, held, requirement(CHECK.slug))
    total = Sum(day("2026-09-30"), day(settled))
    given = bench.give(outcome, law, "已公开。", total=total)
    found = with_settling_hint(bench, given)
    assert found.outcome is expected
    rests = outcome is (PASSED if settled < "2026-09-30" else FAILED)
    assert says_both(found, law, was, "采集时为") is rests
    elsewhere = bench.give(outcome, None, "已公开。", total=total)
    assert with_settling_hint(bench, elsewhere) == elsewhere, "it cites another page"
