"""consultation_feedback_published, as a table of cases. Its term: 30 working days.

A call closed on 31 August 2026 is due on 16 October 2026 (国庆节 and 中秋节 lie between).
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Cause, Link, ReadState, Record
from tests.builders import calendar, day, dossier, entry, judge, link, miss, requirement, section
from tests.checks.participation.cases import NAME, OUTCOME, TITLE, call, outcome, rows

CHECK = "consultation_feedback_published"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
LINKED = (link("fk/1.html", "征集结果"),)
BACK = (link("yj/1.html", TITLE),)
PDF = (Link("http://www.yunxi.test/a.pdf", "采纳情况.pdf"),)

CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "an outcome of its title": ([call(), outcome()], PASSED, None),
    "on the last day of the term": ([call(), outcome(published="2026-10-16")], PASSED, None),
    "on the Saturday after": ([call(), outcome(published="2026-10-17")], PASSED, None),
    "on the next working day": ([call(), outcome(published="2026-10-19")], FAILED, "逾期"),
    "before it was closed": ([call(), outcome(published="2026-08-20")], PASSED, None),
    "no opinion came": ([call(), outcome(received=0, adopted=0)], PASSED, None),
    "no outcome": ([call()], FAILED, None),
    "without numbers": ([call(), outcome(received=None, adopted=None)], FAILED, "数量"),
    "without the number adopted": ([call(), outcome(adopted=None)], FAILED, "数量"),
    "late and without numbers": (
        [call(), outcome(published="2026-11-02", received=None)], FAILED, "逾期、数量"),
    "numbers in a file": (
        [call(), outcome(received=None, adopted=None, text_chars=20, attachments=PDF)],
        CANT_TELL, None),
    "first without numbers, then with them": (
        [call(), outcome("fk/2.html", received=None, adopted=None, published="2026-09-02"),
         outcome()], PASSED, None),
    "on the call's own page, dated": (
        [call(received=3, adopted=2, answered_on="2026-09-10")], PASSED, None),
    "on the call's own page, dated late": (
        [call(received=3, adopted=2, answered_on="2026-11-10")], FAILED, "逾期"),
    "on the call's own page, without a date": ([call(received=3, adopted=2)], CANT_TELL, None),
    "the same, not due yet": (
        [call(ends="2026-10-30", received=3, adopted=2)], PASSED, None),
    "linked by the call": (
        [call(links=LINKED), outcome(title="2026年第三批意见征集结果")], PASSED, None),
    "it links the call": (
        [call(), outcome(title="2026年第三批意见征集结果", links=BACK)], PASSED, None),
    "an outcome of another call": (
        [call(), outcome(title="《云溪县城市供水条例》征求意见采纳情况的公告")], FAILED, None),
    "a linked outcome of another call, which is there": (
        [call(links=LINKED), call("yj/2.html", "关于公开征求《云溪县城市供水条例》意见的公告",
                                  ends="2026-11-30"),
         outcome(title="《云溪县城市供水条例》征求意见采纳情况的公告")], FAILED, None),
    "a title only nearly alike": (
        [call(), outcome(title="《云溪县养老服务机构等级评定管理办法》采纳情况的公告")],
        CANT_TELL, None),
    "without an end": ([call(begins=None, ends=None)], CANT_TELL, None),
    "an end before the beginning": ([call(ends="2026-07-01")], CANT_TELL, None),
    "open still": ([call(ends="2026-12-01")], INAPPLICABLE, None),
    "its last day is today": ([call(ends="2026-11-20")], INAPPLICABLE, None),
    "closed yesterday": ([call(ends="2026-11-19")], PENDING, None),
    "closed in October": ([call(ends="2026-10-20")], PENDING, None),
    "taken back": (
        [call(), call("yj/3.html", f"关于终止{NAME}征求意见的公告", ends=None, begins=None)],
        INAPPLICABLE, None),
    "its term was made longer": (
        [call(), call("yj/3.html", f"关于延长{NAME}征求意见时间的公告", ends="2026-12-15")],
        INAPPLICABLE, None),
    "an environmental notice": ([call(title="环境影响报告书征求意见公示")], INAPPLICABLE, None),
    "a row of an outcome among notices": (
        [call(), entry(Role.NOTICES, "tz/8.html", OUTCOME, "2026-09-20")], CANT_TELL, None),
    "a panel for it that a script fills": ([call(unread=("outcome",))], CANT_TELL, None),
}  # fmt: skip


def first(records: list[Record], **more: object) -> Finding:
    seen = dossier(*records, **more)  # type: ignore[arg-type]
    return next(f for f in judge(CHECK, seen) if f.subject.endswith("/1.html"))


@pytest.mark.parametrize(("records", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], result: Outcome, aspect: str | None) -> None:
    finding = first(records)
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement


def test_a_call_closed_before_the_window_is_none() -> None:
    for ends, there in (("2025-11-19", False), ("2025-11-20", True)):
        findings = judge(CHECK, dossier(call(published="2025-10-20", begins=None, ends=ends)))
        assert (findings[0].outcome is not INAPPLICABLE) == there


def test_what_is_missing_waits_and_names_the_term_as_ours() -> None:
    finding = first([call()])
    assert finding.basis is Basis.ABSENCE
    assert finding.due_on == day("2026-10-16")
    assert "30个工作日（本市设定）" in finding.statement
    late = first([call(), outcome(published="2026-11-02")])
    assert late.basis is Basis.WORDS
    assert len(late.evidence) == 2


@pytest.mark.parametrize("role", [Role.CONSULTATIONS, Role.CONSULTATION_FEEDBACK])
def test_nothing_is_missing_where_lists_were_not_read_to_their_ends(role: Role) -> None:
    part = section(role, ReadState.PART, Cause.UNREACHABLE)
    assert first([call()], sections=[part]).outcome is CANT_TELL
    assert first([call(), outcome()], sections=[part]).outcome is PASSED
    late = [call(), outcome(published="2026-11-02")]
    assert first(late, sections=[part]).outcome is CANT_TELL


def test_an_outcome_that_is_listed_and_could_not_be_read() -> None:
    row = entry(Role.CONSULTATION_FEEDBACK, "fk/5.html", OUTCOME, "2026-09-20")
    gone = miss(Role.CONSULTATION_FEEDBACK, "fk/5.html", Cause.BLOCKED)
    assert first([call(), row], misses=[gone]).cause is Cause.BLOCKED
    linked = miss(Role.CONSULTATION_FEEDBACK, "fk/5.html", linked_from=call().url)
    assert first([call()], misses=[linked]).cause is Cause.UNREACHABLE


def test_the_reasons_are_asked_for_by_some_clauses() -> None:
    row = requirement(CHECK)
    row = replace(row, terms={**row.terms, "require": ("收到数", "采纳数", "不采纳理由")})

    def aspect(one: Record) -> str | None:
        found = checks()[CHECK].judge(dossier(call(), one), row, calendar())
        return next(f.aspect for f in found if f.subject.endswith("/1.html"))

    assert aspect(outcome()) == "不采纳理由"
    assert aspect(outcome(reasons="未采纳的理由")) is None
    assert aspect(outcome(received=5, adopted=5)) is None
    row = replace(row, terms={**row.terms, "require": ("采纳情况",)})
    assert aspect(outcome(received=None, adopted=None, outcome="部分采纳")) is None
    assert aspect(outcome(received=None, adopted=None)) == "数量"


def test_a_term_that_leaves_the_calendar() -> None:
    finding = first([call(ends="2026-12-01")], as_of="2026-12-10T02:00")
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CALENDAR)
    told = [call(ends="2026-12-01"), outcome(published="2026-12-08")]
    assert first(told, as_of="2026-12-10T02:00").outcome is PASSED


def test_rows_do_not_make_a_call_twice() -> None:
    records = [call(), outcome()]
    assert len(judge(CHECK, dossier(*records, *rows(*records)))) == 1


def test_a_large_portal_is_judged_in_seconds() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    names = [
        f"云溪县{a}{b}{c}事项管理办法" for a in letters for b in letters[:5] for c in letters[:2]
    ]
    asked = [
        call(f"yj/{n}.html", f"关于公开征求《{x}（征求意见稿）》意见的公告")
        for n, x in enumerate(names)
    ]
    told = [outcome(f"fk/{n}.html", f"《{x}》采纳情况的公告") for n, x in enumerate(names)]
    others = [entry(Role.NEWS, f"xw/{n}.html", f"今日要闻第{n}条") for n in range(5_000)]
    began = time.process_time()
    findings = judge(CHECK, dossier(*asked, *told, *others))
    assert time.process_time() - began < 30
    assert {f.outcome for f in findings} == {PASSED}
