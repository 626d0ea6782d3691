"""agency_profile_complete, as tables of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Cause, Field, Leader, Link, ReadState, Record, Section, Source
from tests.builders import (
    calendar,
    dossier,
    entry,
    judge_one,
    leader,
    requirement,
    section,
    static_page,
)
from tests.checks.organisation.pages import DUTIES, contact, full, profile

CHECK = "agency_profile_complete"
PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
NOTHING = Field[str](None, "", Source.LABEL)

STATED: dict[str, tuple[list[Record], str]] = {
    "all on one page": ([full()], ""),
    "spread over pages": (
        [profile(duties=DUTIES), profile("nsjg/", Role.INNER_OFFICES, offices="内设综合股。"),
         profile("lxfs/", contacts=(contact(),)), leader("张三")], ""),
    "inner offices as a list": (
        [full(offices=None), entry(Role.INNER_OFFICES, "nsjg/1.html", "办公室")], ""),
    "the leader on the leaders' page alone": ([full(leader=None), leader("张三")], ""),
    "a vacancy": ([full(leader="空缺")], ""),
    "an acting head": ([full(leader="张三（主持工作）")], ""),
    "a post that is vacant": ([full(leader=None), leader("", "县长空缺。", post="县长")], ""),
    "a masked mobile as phone": ([full(contacts=(contact(phone="138****1234"),))], ""),
    "a short number": ([full(contacts=(contact(phone="12345"),))], ""),
    "seasonal hours": (
        [full(contacts=(contact(hours="夏季8:00—12:00，冬季8:30—12:00"),))], ""),
    "hours whose dashes were lost": ([full(contacts=(contact(hours="8:0011:3014:3017:30"),))], ""),
    "hours in words": ([full(contacts=(contact(hours="周一至周五（法定节假日除外）"),))], ""),
    "duties of just enough words": ([full(duties="责" * 30)], ""),
    "duties one word short": ([full(duties="责" * 29)], "职能"),
    "no duties": ([full(duties=None)], "职能"),
    "duties under construction": ([full(duties="栏目内容建设中，敬请期待")], "职能"),
    "no offices": ([full(offices=None)], "机构设置"),
    "an empty heading of offices": ([full(offices=NOTHING)], "机构设置"),
    "offices to be filled in": ([full(offices="待补充")], "机构设置"),
    "no hours": ([full(contacts=(contact(hours=None),))], "办公时间"),
    "hours without any": ([full(contacts=(contact(hours="按规定执行"),))], "办公时间"),
    "an address that is a dash": ([full(contacts=(contact(address="——"),))], "办公地址"),
    "a phone without a number": ([full(contacts=(contact(phone="见附件"),))], "联系方式"),
    "no contact at all": ([full(contacts=())], "办公地址、办公时间、联系方式"),
    "nobody at the head": ([full(leader=None)], "负责人姓名"),
    "a former leader only": ([full(leader=None), leader("张三", present=False)], "负责人姓名"),
    "nothing": ([profile()], "职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
}  # fmt: skip
NO_LEADERS = section(Role.LEADERS, ReadState.ABSENT)
NO_OFFICES = section(Role.INNER_OFFICES, ReadState.ABSENT)


@pytest.mark.parametrize(("records", "missing"), STATED.values(), ids=STATED)
def test_what_is_stated(records: list[Record], missing: str) -> None:
    there = any(isinstance(one, Leader) and one.present for one in records)
    states = [section(Role.LEADERS) if there else NO_LEADERS]
    states += [] if any(one.role is Role.INNER_OFFICES for one in records) else [NO_OFFICES]
    finding = judge_one(CHECK, dossier(*records, sections=states))
    assert finding.outcome is (FAILED if missing else PASSED), finding.statement
    assert (finding.aspect or "") == missing
    assert finding.identity == ""
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.basis is (Basis.ABSENCE if missing else Basis.WORDS)
    assert finding.evidence


SCAN = (Link("http://www.yunxi.test/jggk.pdf", "机构概况.pdf"),)
SEEN: dict[str, tuple[list[Record], list[Section], Outcome, Cause | None, str]] = {
    "the profile out of reach": (
        [], [section(Role.AGENCY_PROFILE, ReadState.UNOBSERVABLE, Cause.CHALLENGED)],
        CANT_TELL, Cause.CHALLENGED, ""),
    "no profile, and nobody at the head": (
        [], [section(Role.AGENCY_PROFILE, ReadState.ABSENT), NO_OFFICES, NO_LEADERS],
        FAILED, None, "职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    "an empty profile": (
        [profile(text_chars=0), leader("张三")],
        [section(Role.AGENCY_PROFILE, ReadState.EMPTY), NO_OFFICES],
        FAILED, None, "职能、机构设置、办公地址、办公时间、联系方式"),
    "one page of the profile unread, all stated": (
        [full()], [section(Role.AGENCY_PROFILE, ReadState.PART)], PASSED, None, ""),
    "one page of the profile unread, hours missing": (
        [full(contacts=(contact(hours=None),))],
        [section(Role.AGENCY_PROFILE, ReadState.PART, Cause.LIMIT)], CANT_TELL, Cause.LIMIT, ""),
    "leaders unread, their name missing": (
        [full(leader=None)], [section(Role.LEADERS, ReadState.UNOBSERVABLE, Cause.ROBOTS)],
        CANT_TELL, Cause.ROBOTS, ""),
    "leaders unread, hours missing for certain": (
        [full(leader=None, contacts=(contact(hours=None),))],
        [section(Role.LEADERS, ReadState.UNOBSERVABLE, Cause.ROBOTS)], FAILED, None, "办公时间"),
    "leaders shown who could not be named": (
        [full(leader=None), replace(leader(""), name="")], [], CANT_TELL, Cause.UNREADABLE, ""),
    "a row of the leaders whose page names nobody": (
        [full(leader=None), leader("张三", present=False), static_page(Role.LEADERS, "责" * 400),
         entry(Role.LEADERS, "ld/2.html", "局领导")], [section(Role.LEADERS), NO_OFFICES],
        CANT_TELL, Cause.UNREADABLE, ""),
    "inner offices unread": (
        [full(offices=None)], [section(Role.INNER_OFFICES, ReadState.UNOBSERVABLE, Cause.SOFT_404)],
        CANT_TELL, Cause.SOFT_404, ""),
    "the profile is a picture": (
        [profile(text_chars=12, pictures=1), leader("张三")], [NO_OFFICES],
        CANT_TELL, Cause.UNREADABLE, ""),
    "the profile is a file": (
        [profile(text_chars=12, attachments=SCAN), leader("张三")], [NO_OFFICES],
        CANT_TELL, Cause.UNREADABLE, ""),
    "a picture beside a full text": (
        [full(pictures=2, contacts=(contact(hours=None),)), leader("张三")], [NO_OFFICES],
        FAILED, None, "办公时间"),
    "a row of the profile unread": (
        [full(contacts=()), entry(Role.AGENCY_PROFILE, "jggk/9.html", "联系我们")], [],
        CANT_TELL, Cause.LIMIT, ""),
    "a profile on the higher portal, not read": (
        [leader("张三")], [section(Role.AGENCY_PROFILE, elsewhere=True), NO_OFFICES],
        CANT_TELL, Cause.AMBIGUOUS, ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("records", "states", "outcome", "cause", "missing"), SEEN.values(), ids=SEEN
)
def test_what_was_seen(
    records: list[Record],
    states: list[Section],
    outcome: Outcome,
    cause: Cause | None,
    missing: str,
) -> None:
    finding = judge_one(CHECK, dossier(*records, sections=states))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
    assert (finding.aspect or "") == missing


def test_a_failure_for_few_words_says_whose_limit_it_is() -> None:
    finding = judge_one(CHECK, dossier(full(duties="负责全镇工作。")))
    assert "不足30字" in finding.statement
    assert "本市设定" in finding.statement


def test_a_fact_that_nothing_looks_for_is_refused() -> None:
    row = requirement(CHECK)
    wrong = replace(row, terms={**row.terms, "fields": ("门牌号",)})
    with pytest.raises(ValueError, match="门牌号"):
        list(checks()[CHECK].judge(dossier(full()), wrong, calendar()))
