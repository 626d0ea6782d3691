"""repost_latency, as a table of cases. Friday 13 to Thursday 19 November 2026 are working days
but for the weekend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry, NamedColumn, ReadState, Wanted
from tests.builders import HOME, calendar, day, dossier, entry, portal, section
from tests.checks.rows import judge_by, row

CHECK = "repost_latency"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
TERMS = {"sources": ["市人民政府"], "max_working_days": 1}
CITY = portal("云州市人民政府", id="yunzhou", home="http://www.yunzhou.test/")
TITLE = "云州市人民政府关于促进普惠托育服务发展的实施意见"
OTHER = "云州市人民政府关于印发云州市城市更新行动方案的通知"


def policy(title: str = TITLE, dated: str | None = "2026-11-13", path: str = "zc/1.html") -> Entry:
    return entry(Role.POLICY_DOCUMENTS, f"http://www.yunzhou.test/{path}", title, dated)


def own(title: str, dated: str | None, path: str = "xw/1.html", role: Role = Role.NEWS) -> Entry:
    return entry(role, path, title, dated)


def city(*rows: Entry, **more: Any) -> Dossier:
    return dossier(*rows, of=CITY, **more)


def seen(*rows: Entry, above: tuple[Dossier, ...] = (), **more: Any) -> Dossier:
    more.setdefault("column_tree_complete", True)
    column = NamedColumn(Wanted("上级政策"), ReadState.ABSENT)
    more.setdefault("named", {"上级政策": column})
    return dossier(*rows, higher=above, **more)


def judged(*rows: Entry, above: tuple[Dossier, ...] = (city(policy()),), **more: Any) -> Finding:
    (finding,) = judge_by(CHECK, seen(*rows, above=above, **more), **TERMS)
    return finding


CASES: dict[str, tuple[tuple[Entry, ...], Outcome, str | None]] = {
    "the same day": ((own(TITLE, "2026-11-13"),), PASSED, None),
    "on Saturday": ((own(TITLE, "2026-11-14"),), PASSED, None),
    "on the next working day": ((own(TITLE, "2026-11-16"),), PASSED, None),
    "a working day too late": ((own(TITLE, "2026-11-17"),), FAILED, TITLE),
    "before its source lists it": ((own(TITLE, "2026-11-10"),), PASSED, None),
    "late, and earlier elsewhere": ((own(TITLE, "2026-11-18"),
        own(TITLE, "2026-11-16", "tz/1.html", Role.NOTICES)), PASSED, None),
    "missing": ((), FAILED, TITLE),
    "without a date": ((own(TITLE, None),), CANT_TELL, None),
    "late, and once without a date": ((own(TITLE, "2026-11-18"), own(TITLE, None, "xw/2.html")),
        CANT_TELL, None),
    "a date that lies ahead": ((own(TITLE, "2026-12-01"),), FAILED, TITLE),
    "passed on by the office": (
        (own(f"云溪县人民政府办公室转发{TITLE}的通知", "2026-11-16"),), PASSED, None),
    "a link to the source's page": (
        (own("托育新政来了", "2026-11-16", "http://www.yunzhou.test/zc/1.html"),), PASSED, None),
    "in marks": ((own(f"【转载】《{TITLE}》", "2026-11-16"),), PASSED, None),
    "an interpretation alone": ((own(f"《{TITLE}》解读", "2026-11-13"),), FAILED, TITLE),
    "news of it": ((own(f"我县召开会议学习{TITLE}精神", "2026-11-13"),), FAILED, TITLE),
    "a headline of its own": (
        (own("云州市关于促进普惠托育发展的实施意见印发", "2026-11-13"),), CANT_TELL, None),
    "another policy": ((own("云州市人民政府关于促进家政服务业发展的意见", "2026-11-13"),),
        FAILED, TITLE),
    "a letter to the government": (
        (own(TITLE, "2026-11-13", "ly/1.html", Role.MESSAGE_BOARD),), FAILED, TITLE),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(rows: tuple[Entry, ...], result: Outcome, aspect: str | None) -> None:
    finding = judged(*rows)
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement
    assert finding.subject == HOME
    assert finding.statement.count("。") == 1


def test_late_rests_on_words_and_missing_on_absence() -> None:
    late = judged(own(TITLE, "2026-11-18"))
    assert (late.basis, late.due_on, late.settled_on) == (
        Basis.WORDS, day("2026-11-16"), day("2026-11-18"))  # fmt: skip
    assert (late.measured, late.unit) == (3, "working days")
    assert [one.quote for one in late.evidence] == [TITLE, TITLE]
    missing = judged()
    assert (missing.basis, missing.due_on) == (Basis.ABSENCE, day("2026-11-16"))
    assert "（本市设定）" in missing.statement


@pytest.mark.parametrize(
    ("dated", "result"),
    [("2026-11-18", FAILED), ("2026-11-19", PENDING), ("2026-11-20", PENDING)],
)
def test_what_is_due_today_is_pending(dated: str, result: Outcome) -> None:
    assert judged(above=(city(policy(dated=dated)),)).outcome is result


UNIMPORTANT = {
    "a reply": "云州市人民政府关于云溪县城市总体规划的批复",
    "personnel": "云州市人民政府关于王某等同志任免的决定",
    "an interpretation": f"《{TITLE}》解读",
    "a notice of a meeting": "云州市人民政府关于召开全市安全生产会议的通知",
    "news": "市政府召开常务会议",
    "one of its office": "云州市人民政府办公室关于加强养老服务的意见",
}


@pytest.mark.parametrize("title", UNIMPORTANT.values(), ids=UNIMPORTANT)
def test_what_is_not_important_is_not_judged(title: str) -> None:
    assert judged(above=(city(policy(title)),)).outcome is INAPPLICABLE


def test_marks_of_the_office() -> None:
    title = "云州市人民政府关于召开全市安全生产会议的通知"
    given = seen(above=(city(policy(title)),))
    (finding,) = judge_by(CHECK, given, **TERMS, important_words=["安全生产会议"])
    assert (finding.outcome, finding.aspect) == (FAILED, title)
    (finding,) = judge_by(CHECK, seen(above=(city(policy()),)), **TERMS, unconcerned_words=["托育"])
    assert finding.outcome is INAPPLICABLE


def test_several_policies_are_one_finding() -> None:
    above = (city(policy(), policy(OTHER, "2026-10-20", "zc/2.html")),)
    assert judged(above=above).aspect == f"{OTHER}、{TITLE}"
    assert judged(own(OTHER, "2026-10-20"), above=above).aspect == TITLE
    # One that is surely late decides; the missing ones wait for their confirmation.
    assert judged(own(OTHER, "2026-10-26"), above=above).aspect == OTHER


def test_what_lies_outside_the_window_is_not_judged() -> None:
    assert judged(above=(city(policy(dated="2026-08-22")),)).outcome is FAILED
    assert judged(above=(city(policy(dated="2026-08-21")),)).outcome is INAPPLICABLE
    assert judged(above=(city(policy(dated="2026-11-21")),)).outcome is INAPPLICABLE


def test_what_is_older_than_the_notice_is_not_judged() -> None:
    by = replace(row(CHECK, **TERMS), issued_on=day("2026-11-14"))
    given = seen(above=(city(policy()),))
    assert next(checks()[CHECK].judge(given, by, calendar())).outcome is INAPPLICABLE


def test_a_source_that_is_not_watched() -> None:
    assert judged(above=()).cause is Cause.AMBIGUOUS
    (finding,) = judge_by(
        CHECK, seen(own(TITLE, "2026-11-13"), above=(city(policy()),)),
        **TERMS | {"sources": ["市人民政府", "国务院"]},
    )  # fmt: skip
    assert finding.outcome is CANT_TELL
    assert "国务院" in finding.statement
    nation = dossier(of=portal("中国政府网", id="gov", home="http://www.gov.test/"))
    (finding,) = judge_by(
        CHECK, seen(own(TITLE, "2026-11-13"), above=(city(policy()), nation)),
        **TERMS | {"sources": ["市人民政府", "国务院"]},
    )  # fmt: skip
    assert finding.outcome is PASSED


def test_a_policy_that_two_sources_list_counts_from_the_first_day() -> None:
    province = dossier(
        policy(dated="2026-11-11"), of=portal("云岭省人民政府", id="p", home="http://p.test/")
    )
    given = seen(own(TITLE, "2026-11-16"), above=(city(policy()), province))
    (finding,) = judge_by(CHECK, given, sources=["市人民政府", "省人民政府"], max_working_days=1)
    assert (finding.outcome, finding.due_on) == (FAILED, day("2026-11-12"))


BLIND: dict[str, tuple[dict[str, Any], Cause]] = {
    "news not seen": ({"sections": [section(Role.NEWS, ReadState.UNOBSERVABLE, Cause.CHALLENGED)]},
        Cause.CHALLENGED),
    "notices cut": ({"sections": [section(Role.NOTICES, unread_before=day("2026-11-15"))]},
        Cause.LIMIT),
    "menus not seen": ({"column_tree_complete": False, "column_tree_cause": Cause.ROBOTS},
        Cause.ROBOTS),
    "a column not seen": (
        {"named": {"上级政策": NamedColumn(
            Wanted("上级政策"), ReadState.UNOBSERVABLE, Cause.SOFT_404)}},
        Cause.SOFT_404),
}  # fmt: skip


@pytest.mark.parametrize(("more", "cause"), BLIND.values(), ids=BLIND)
def test_what_was_not_seen_is_not_failed(more: dict[str, Any], cause: Cause) -> None:
    missing, late = judged(**more), judged(own(TITLE, "2026-11-18"), **more)
    assert (missing.outcome, missing.cause) == (CANT_TELL, cause)
    assert (late.outcome, late.cause) == (CANT_TELL, cause)
    assert judged(own(TITLE, "2026-11-13"), **more).outcome is PASSED


def test_a_list_cut_before_the_window_is_whole_enough() -> None:
    cut = section(Role.NOTICES, unread_before=day("2026-08-22"))
    assert judged(sections=[cut]).outcome is FAILED


def test_a_source_list_that_was_not_seen_lets_nothing_pass() -> None:
    hidden = section(Role.POLICY_DOCUMENTS, ReadState.UNOBSERVABLE, Cause.BLOCKED)
    above = (city(policy(), sections=[hidden]),)
    assert judged(own(TITLE, "2026-11-13"), above=above).cause is Cause.BLOCKED
    assert judged(above=above).outcome is FAILED


def test_a_year_without_a_calendar() -> None:
    above = (city(policy(dated="2027-12-30"), as_of="2028-01-20T02:00"),)
    given = seen(above=above, as_of="2028-01-20T02:00")
    (finding,) = judge_by(CHECK, given, **TERMS)
    assert finding.cause is Cause.CALENDAR


NEWS = {
    "told and studied": f"石槽镇传达学习《{TITLE}》",
    "studied, without marks": f"石槽镇组织学习{TITLE}",
    "told in other words": "石槽镇传达学习云州市关于促进普惠托育服务发展实施意见精神",
    "a body and a verb": f"县卫生健康局学习《{TITLE}》",
    "studied by all": f"县妇幼保健院组织全体职工集中学习《{TITLE}》",
    "carried out": f"云溪县深入贯彻落实《{TITLE}》",
    "a meeting on it": f"我县召开《{TITLE}》宣讲会",
    "a meeting to carry it out": f"我县召开会议部署贯彻{TITLE}工作",
    "a course on it": f"县卫生健康局举办《{TITLE}》培训班",
    "a campaign": f"《{TITLE}》宣传活动走进社区",
}


@pytest.mark.parametrize("title", NEWS.values(), ids=NEWS)
def test_news_of_a_policy_does_not_pass_it_on(title: str) -> None:
    finding = judged(own(title, "2026-11-13"))
    assert (finding.outcome, finding.aspect) == (FAILED, TITLE)
    both = judged(own(title, "2026-11-13"), own(TITLE, "2026-11-16", "zc/9.html"))
    assert both.outcome is PASSED


PERHAPS = {
    "passed on at a meeting": f"石槽镇召开会议转发《{TITLE}》",
    "a paper that asks for study": f"关于学习贯彻《{TITLE}》的通知",
    "the whole text for study": f"石槽镇传达学习《{TITLE}》（附全文）",
    "under a label": f"【政策宣传】{TITLE}",
    "under another": f"学习园地：{TITLE}",
    "a call to study": f"学习《{TITLE}》",
    "a plan of its own": f"云溪县贯彻《{TITLE}》实施方案",
}


@pytest.mark.parametrize("title", PERHAPS.values(), ids=PERHAPS)
def test_what_may_carry_the_policy_is_not_failed(title: str) -> None:
    assert judged(own(title, "2026-11-13")).outcome is CANT_TELL


def test_a_policy_that_is_itself_about_study_is_no_news_of_itself() -> None:
    title = "云州市人民政府关于深入开展全民学习宣传活动的实施意见"
    above = (city(policy(title)),)
    assert judged(own(title, "2026-11-13"), above=above).outcome is PASSED
    passed = own(f"云溪县人民政府办公室转发{title}的通知", "2026-11-13")
    assert judged(passed, above=above).outcome is PASSED
