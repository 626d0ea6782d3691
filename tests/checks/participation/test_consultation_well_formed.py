"""consultation_well_formed, as a table of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, Consultation, Link, ReadState
from tests.builders import dossier, entry, field, judge, judge_one, miss, requirement, section
from tests.checks.participation.cases import TITLE, call, outcome

CHECK = "consultation_well_formed"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
PDF = (Link("http://www.yunxi.test/a.pdf", "公告.pdf"),)

CASES: dict[str, tuple[Consultation, Outcome, str | None]] = {
    "all parts": (call(), PASSED, None),
    "an end alone: it begins with its publication": (call(begins=None), PASSED, None),
    "so many days from publication": (call(begins=None, ends=None, lasts_days=30), PASSED, None),
    "so many working days": (call(begins=None, ends=None, lasts_working_days=7), PASSED, None),
    "it begins and ends on one day": (call(ends="2026-08-01"), PASSED, None),
    "it ends the day before it begins": (call(ends="2026-07-31"), FAILED, "起止时间"),
    "no end": (call(begins=None, ends=None), FAILED, "起止时间"),
    "an end, but neither beginning nor publication": (
        call(begins=None, published=None), FAILED, "起止时间"),
    "words on its term that could not be read": (
        call(begins=None, ends=None, period="长期有效"), CANT_TELL, None),
    "a draft is missing": (call(draft=None), FAILED, "草案"),
    "items that may be a draft": (call(draft=None, hinted=("draft",)), CANT_TELL, None),
    "such items, and no way to answer": (
        call(draft=None, hinted=("draft",), channels=()), FAILED, "反馈渠道"),
    "no way to answer": (call(channels=()), FAILED, "反馈渠道"),
    "two parts are missing": (call(draft=None, channels=()), FAILED, "草案、反馈渠道"),
    "a panel for the draft that a script fills": (
        call(draft=None, unread=("draft",)), CANT_TELL, None),
    "the same, and no way to answer": (
        call(draft=None, unread=("draft",), channels=()), FAILED, "反馈渠道"),
    "a cover with a file": (
        call(draft=None, channels=(), text_chars=40, attachments=PDF), CANT_TELL, None),
    "a notice that is a picture": (
        call(ends=None, draft=None, text_chars=10, pictures=1), CANT_TELL, None),
    "a short notice without file or picture": (call(draft=None, text_chars=40), FAILED, "草案"),
    "a call for ideas needs no draft": (
        call(title="关于公开征集2027年民生实事项目建议的公告", draft=None), PASSED, None),
    "a call for ideas without an end": (
        call(title="关于公开征集2027年民生实事项目的公告", draft=None, ends=None, begins=None),
        FAILED, "起止时间"),
    "an environmental notice": (
        call(title="污水处理厂环境影响报告书征求意见稿公示", draft=None), INAPPLICABLE, None),
    "rules on environmental assessment are no such notice": (
        call(title="公开征求《云溪县环境影响评价办法（征求意见稿）》意见的公告", draft=None),
        FAILED, "草案"),
    "a bid": (call(title="食堂采购项目征求意见公告", ends=None), INAPPLICABLE, None),
    "the first day of the window": (call(begins="2025-11-20", draft=None), FAILED, "草案"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(one: Consultation, result: Outcome, aspect: str | None) -> None:
    finding = judge_one(CHECK, dossier(one))
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement
    assert finding.subject == one.url


NO_CALLS = (
    "石桥水泥厂技改项目环境影响报告书征求意见公示", "石桥加油站项目环评公众意见征求公告",
    "石桥污水处理厂环境保护设施验收意见公示", "石桥电站排污许可证申请征求意见公示",
    "县农村公路养护工程招标文件征求意见公告", "教学设备竞争性磋商征求意见公告",
    "国有建设用地使用权挂牌出让征求意见公告", "张某拟任职务征求意见公示",
    "劳动模范推荐人选征求意见公示", "公务员考察对象征求意见公示", "拟表彰先进个人征求意见公示",
)  # fmt: skip
CALLS = (
    "关于云溪县人事代理服务办法公开征求意见的公告", "《云溪县政府采购管理办法》公开征求意见的公告",
    "云溪县国土空间规划（草案）征求意见公告", "《云溪县事业单位公开招聘办法》征求意见的公告",
)  # fmt: skip


@pytest.mark.parametrize("title", NO_CALLS)
def test_notices_that_are_no_calls(title: str) -> None:
    assert judge_one(CHECK, dossier(call(title=title, draft=None))).outcome is INAPPLICABLE


@pytest.mark.parametrize("title", CALLS)
def test_calls_that_sound_like_other_notices(title: str) -> None:
    one = call(title=title, draft=None)
    assert judge_one(CHECK, dossier(one)).outcome is FAILED


OUT_OF_SCOPE: dict[str, Consultation] = {
    "the day before the window": call(begins="2025-11-19", draft=None),
    "one that begins tomorrow": call(begins="2026-11-21", ends="2026-12-20", draft=None),
    "one that is published tomorrow": call(published="2026-11-21", begins=None, draft=None),
    "an outcome": outcome(role=Role.CONSULTATIONS),
    "a longer term": call(title=f"关于延长{TITLE[6:-4]}征求意见时间的公告", draft=None),
    "a page that asks for nothing": replace(
        call(title="我县召开养老服务工作会议", draft=None), asks=None),
}  # fmt: skip


@pytest.mark.parametrize("one", OUT_OF_SCOPE.values(), ids=OUT_OF_SCOPE)
def test_out_of_scope(one: Consultation) -> None:
    finding = judge_one(CHECK, dossier(one))
    assert finding.outcome is INAPPLICABLE
    assert finding.subject == "http://www.yunxi.test/"


def test_a_date_that_could_not_be_read_is_no_missing_one() -> None:
    odd = replace(call(begins=None, ends=None), ends_on=field(None))
    assert judge_one(CHECK, dossier(odd)).outcome is FAILED
    odd = replace(odd, ends_on=replace(field(None), raw="30/9/26"))
    assert judge_one(CHECK, dossier(odd)).outcome is CANT_TELL


def test_a_missing_part_waits_for_a_second_read_and_backward_dates_do_not() -> None:
    assert judge_one(CHECK, dossier(call(draft=None))).basis is Basis.ABSENCE
    assert judge_one(CHECK, dossier(call(ends="2026-07-01"))).basis is Basis.WORDS


def test_a_page_that_could_not_be_read() -> None:
    row = entry(Role.CONSULTATIONS, "yj/9.html", TITLE, "2026-10-01")
    seen = dossier(row, misses=[miss(Role.CONSULTATIONS, "yj/9.html", Cause.CHALLENGED)])
    finding = judge_one(CHECK, seen)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CHALLENGED)
    old = entry(Role.CONSULTATIONS, "yj/9.html", TITLE, "2025-10-01")
    seen = dossier(old, misses=[miss(Role.CONSULTATIONS, "yj/9.html", Cause.CHALLENGED)])
    assert judge_one(CHECK, seen).outcome is INAPPLICABLE


def test_sections() -> None:
    hidden = section(Role.CONSULTATIONS, ReadState.UNOBSERVABLE, Cause.ROBOTS)
    assert judge_one(CHECK, dossier(sections=[hidden])).cause is Cause.ROBOTS
    absent = section(Role.CONSULTATIONS, ReadState.ABSENT)
    assert judge_one(CHECK, dossier(sections=[absent])).outcome is INAPPLICABLE


def test_grounds_are_asked_for_by_some_clauses() -> None:
    from dataclasses import replace as changed

    from checks.engine.registry import checks
    from tests.builders import calendar

    row = requirement(CHECK)
    row = changed(row, terms={**row.terms, "parts": ("草案", "依据")})
    for one, aspect in ((call(grounds="起草说明"), None), (call(), "依据")):
        (finding,) = checks()[CHECK].judge(dossier(one), row, calendar())
        assert finding.aspect == aspect


def test_every_call_is_judged_once() -> None:
    seen = dossier(*(call(f"yj/{n}.html", TITLE.replace("养老", f"第{n}类")) for n in range(5)))
    assert len(judge(CHECK, seen)) == 5
