"""topic_coverage, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Column, ReadState, Record, Section
from tests.builders import day, document, interpretation, miss, portal, section, url_of
from tests.checks.disclosure.cases import in_column, judged, named, row, seen

CHECK = "topic_coverage"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE

JOBS = row("我县落实稳岗返还政策助企纾困")
WATER = (row("农村供水管网改造完工"), row("全县饮水安全排查情况", "2026-06-02"))
GAS = row("开展燃气安全专项检查")
ALL = (JOBS, *WATER, GAS)

CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "every theme named in a title": ([*ALL], PASSED, None),
    "nothing at all": ([], FAILED, "稳岗就业、农村供水、燃气安全"),
    "one of two that are asked for": ([JOBS, WATER[0], GAS], FAILED, "农村供水"),
    "the same thing in two columns is one": (
        [JOBS, GAS, WATER[0], row(WATER[0].title, role=Role.NOTICES)], FAILED, "农村供水"),
    "the same title on two days is two": (
        [JOBS, GAS, WATER[0], row(WATER[0].title, "2026-07-01")], PASSED, None),
    "named at the beginning of a document": (
        [JOBS, *WATER, document(title="关于印发城镇管网管理办法的通知", text="加强燃气安全管理。")],
        PASSED, None),
    "named by an interpretation": (
        [JOBS, *WATER, interpretation(blocks=["本办法规定了燃气安全检查。"])], PASSED, None),
    "named far down in a text": (
        [JOBS, *WATER, document(text="说" * 150 + "燃气安全")], FAILED, "燃气安全"),
    "named where the beginning ends": (
        [JOBS, *WATER, document(text="说" * 146 + "燃气安全")], PASSED, None),
    "on the first day of the year": (
        [*WATER, GAS, row("稳岗补贴发放公示", "2026-01-01")], PASSED, None),
    "on the last day of the year before": (
        [*WATER, GAS, row("稳岗补贴发放公示", "2025-12-31")], FAILED, "稳岗就业"),
    "dated after the moment": (
        [*WATER, GAS, row("稳岗补贴发放公示", "2026-11-21")], FAILED, "稳岗就业"),
    "after the due date, within the year": (
        [*WATER, GAS, row("稳岗补贴发放公示", "2026-11-19")], PASSED, None),
    "spaced and in full width": ([*WATER, GAS, row("稳 岗 返 还办理指南")], PASSED, None),
    "a letter is no publication": (
        [JOBS, *WATER, row("咨询燃气安全问题", role=Role.MESSAGE_BOARD)], FAILED, "燃气安全"),
    "without a date": ([JOBS, *WATER, row("燃气安全知识", None)], CANT_TELL, None),
    "only passed on from above": (
        [JOBS, *WATER, row("国务院办公厅关于加强燃气安全的通知")], CANT_TELL, None),
    "only a province's bureau's": (
        [JOBS, *WATER, row("省住房城乡建设厅燃气安全知识")], CANT_TELL, None),
    "only a province's": ([JOBS, *WATER, row("江苏省燃气安全经验")], CANT_TELL, None),
    "one of the nation's at work here": (
        [JOBS, *WATER, row("国务院督查组来我县检查燃气安全")], PASSED, None),
    "of the province's rank, by no body of it": (
        [JOBS, *WATER, row("省级燃气安全示范社区名单")], PASSED, None),
    "only another county's": (
        [JOBS, *WATER, row("青岚县人民政府开展燃气安全检查")], CANT_TELL, None),
    "one missing for certain, one doubtful": (
        [*WATER, row("燃气安全知识", None)], FAILED, "稳岗就业"),
    "in a column of its name": (
        [JOBS, *WATER, in_column("专项检查情况", "2026-05-05", "燃气安全")], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    columns = {"燃气安全": named("燃气安全", list_pages=1)}
    finding = judged(CHECK, seen(*records, named=columns))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.identity == ""


def test_a_failure_is_an_absence_and_a_question() -> None:
    finding = judged(CHECK, seen(JOBS))
    assert finding.basis is Basis.ABSENCE
    assert finding.evidence[-1].url.startswith("urn:")
    assert (finding.measured, finding.unit, finding.due_on) == (1, "items", day("2026-10-31"))
    assert "属待核实线索：公开内容是否完整，需人工评判）。" in finding.statement
    assert finding.statement.count("。") == 1


MOMENTS = {
    "the day before it is due": ("2026-10-30T02:00", PENDING),
    "the day it is due": ("2026-10-31T02:00", PENDING),
    "the day after": ("2026-11-01T02:00", FAILED),
    "before the year": ("2025-12-31T02:00", PENDING),
    "long after the year": ("2028-03-01T02:00", FAILED),
}


@pytest.mark.parametrize(("as_of", "outcome"), MOMENTS.values(), ids=MOMENTS)
def test_moment(as_of: str, outcome: Outcome) -> None:
    older = row("其他信息", "2025-12-31")
    assert judged(CHECK, seen(older, as_of=as_of)).outcome is outcome


def test_a_year_that_is_over_is_looked_at_as_it_was() -> None:
    late = row("燃气安全专项检查", "2027-01-01")
    assert judged(CHECK, seen(*ALL, as_of="2028-03-01T02:00")).outcome is PASSED
    before = row("其他信息", "2025-12-31")
    finding = judged(CHECK, seen(*ALL[:-1], late, before, as_of="2028-03-01T02:00"))
    assert finding.aspect == "燃气安全"
    window = judged(CHECK, seen(*ALL, before, as_of="2028-03-01T02:00"), window_days=200)
    assert window.outcome is FAILED


def test_a_row_without_an_end_looks_back_from_today() -> None:
    changes: dict[str, Any] = {"due_on": None, "until_on": None, "window_days": 183}
    assert judged(CHECK, seen(*ALL, as_of="2026-11-19T02:00"), **changes).outcome is PASSED
    assert judged(CHECK, seen(*ALL, as_of="2026-11-20T02:00"), **changes).outcome is FAILED


def test_themes_bind_whom_they_name() -> None:
    bureau = portal("云溪县水务局", PortalKind.DEPARTMENT)
    assert judged(CHECK, seen(*WATER, of=bureau)).outcome is PASSED
    assert judged(CHECK, seen(of=bureau)).aspect == "农村供水"
    school = portal("云溪县教育局", PortalKind.DEPARTMENT)
    assert judged(CHECK, seen(of=school)).outcome is INAPPLICABLE


NOT_WORDS = {"name": "保基层运转", "words": ["三保"], "not_words": ["三保障", "财政局“三保”办"]}
NAMES: dict[str, bool] = {
    "关于做好“三保”工作的通知": True,
    "全县三保障排查情况": False,
    "三保障排查与三保支出情况": True,
    "财政局 “三保” 办负责同志任职公示": False,
    "三三保障保支出": False,  # what is left on both sides of a word is not joined
}


@pytest.mark.parametrize("title", NAMES)
def test_words_beside_a_theme_are_taken_out_of_title_and_beginning(title: str) -> None:
    told = {"title": [row(title)], "beginning": [document(title="关于有关事项的通知", text=title)]}
    for records in told.values():
        finding = judged(CHECK, seen(*records), themes=(NOT_WORDS,))
        assert finding.outcome is (PASSED if NAMES[title] else FAILED), finding.statement


HIRED = {"name": "稳就业", "words": ["就业", "公益性岗位", "招聘会"]}
PIPES = {"name": "污水治理", "words": ["污水"], "kept_words": ["招标", "封闭施工"]}
BANKS = {"name": "稳金融", "words": ["金融", "贷款"], "never_words": ["金融…遗址"]}
KINDS: list[tuple[dict[str, Any], str, bool]] = [
    (HIRED, "公益性岗位招聘公告", True),
    (HIRED, "就业服务中心举办招聘会公告", True),
    (HIRED, "县就业服务中心公开招聘工作人员公告", False),
    (HIRED, "县就业服务中心2019年度部门决算", False),
    (BANKS, "金融街路段热力管网施工封闭公告", False),
    (BANKS, "金融大厦物业服务采购项目成交公告", False),
    (BANKS, "金融旧址与遗址普查", False),
    (BANKS, "金融支持小微企业贷款", True),
    (PIPES, "污水管网改造工程招标公告", True),
    (PIPES, "污水管网改造期间封闭施工公告", True),
    (PIPES, "污水处理厂公开招聘公告", False),
]


@pytest.mark.parametrize(("theme", "title", "told"), KINDS)
def test_titles_of_some_kinds_tell_of_no_theme_that_does_not_keep_them(
    theme: dict[str, Any], title: str, told: bool
) -> None:
    finding = judged(CHECK, seen(row(title)), themes=(theme,))
    assert finding.outcome is (PASSED if told else FAILED), finding.statement
    begun = document(title=title, text="金融、就业和污水治理、公益性岗位。")
    assert judged(CHECK, seen(begun), themes=(theme,)).outcome is finding.outcome


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("中央生态环境保护督察反馈问题金融类整改情况", True),
        ("国务院大督查反馈金融问题整改落实进展", True),
        ("国务院关于金融工作的意见", False),
        ("转发国务院大督查反馈金融问题整改情况", True),
        ("全国审计查出金融问题整改情况", False),
        ("省审计厅发布金融审计整改情况", False),
        ("财政部关于金融资产的通知", False),
        ("商务部门推动金融服务", True),
    ],
)
def test_what_a_body_above_left_to_those_below_is_their_own_doing(title: str, own: bool) -> None:
    finding = judged(CHECK, seen(row(title)), themes=({"name": "稳金融", "words": ["金融"]},))
    assert finding.outcome is (PASSED if own else CANT_TELL), finding.statement


def test_without_themes_nothing_can_be_told() -> None:
    finding = judged(CHECK, seen(*ALL), themes=())
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.AMBIGUOUS)


UNSEEN: dict[str, tuple[dict[str, Any], Cause]] = {
    "a list out of reach": (
        {"sections": [section(Role.NEWS, ReadState.UNOBSERVABLE, Cause.BLOCKED)]}, Cause.BLOCKED),
    "a list cut by a limit": (
        {"sections": [section(Role.NOTICES, ReadState.PART, Cause.LIMIT)]}, Cause.LIMIT),
    "a list whose window ended within the year": (
        {"sections": [section(Role.NEWS, unread_before=day("2026-02-01"))]}, Cause.LIMIT),
    "a page of the year behind a row": (
        {"misses": [miss(Role.NEWS, "news/x.html", Cause.SOFT_404)],
         "sections": [section(Role.NEWS, ReadState.PART, Cause.SOFT_404)]}, Cause.SOFT_404),
    "menus that were not seen": (
        {"column_tree_complete": False, "column_tree_cause": Cause.CHALLENGED}, Cause.CHALLENGED),
    "a column of the name that was not read": (
        {"columns": (Column("燃气安全", url_of("rq/")),)}, Cause.AMBIGUOUS),
    "a column of the name read in part": (
        {"named": {"燃气安全": named("燃气安全", ReadState.PART, cause=Cause.LIMIT)}}, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_unseen_is_never_failed(changes: dict[str, Any], cause: Cause) -> None:
    page = row("其他信息", path="news/x.html")
    finding = judged(CHECK, seen(JOBS, *WATER, page, **changes))
    assert (finding.outcome, finding.cause) == (CANT_TELL, cause), finding.statement
    assert judged(CHECK, seen(*ALL, page, **changes)).outcome is PASSED


PROVEN: dict[str, Section] = {
    "whole": section(Role.NEWS),
    "absent": section(Role.NEWS, ReadState.ABSENT),
    "empty": section(Role.NEWS, ReadState.EMPTY),
    "window to the first day of the year": section(Role.NEWS, unread_before=day("2026-01-01")),
}


@pytest.mark.parametrize("state", PROVEN.values(), ids=PROVEN)
def test_what_proves_absence(state: Section) -> None:
    assert judged(CHECK, seen(sections=[state])).outcome is FAILED


def test_certain_columns_alone() -> None:
    column = {"columns": ({"title": "安全生产"},)}
    there = {"安全生产": named("安全生产")}
    rows = [in_column(one.title, "2026-05-05", "安全生产") for one in ALL]
    assert judged(CHECK, seen(*rows, named=there), **column).outcome is PASSED
    missing = judged(CHECK, seen(*ALL, named=there), **column)
    assert missing.outcome is FAILED
    assert missing.statement.startswith("“安全生产”栏目所查期间未见足够的")
    gone = {"安全生产": named("安全生产", ReadState.ABSENT)}
    assert judged(CHECK, seen(*ALL, named=gone), **column).outcome is FAILED
    assert judged(CHECK, seen(*ALL), **column).cause is Cause.SCANNER


def test_hostile_titles_do_no_harm() -> None:
    hostile = [row(title) for title in ("", "=1+1", "<script>燃气安全</script>", "燃" * 100_000)]
    assert judged(CHECK, seen(JOBS, *WATER, *hostile)).outcome is PASSED


def test_a_list_that_no_longer_shows_a_former_year_proves_nothing() -> None:
    later = row("其他信息", "2027-03-01")
    finding = judged(CHECK, seen(later, as_of="2028-03-01T02:00"))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.AMBIGUOUS)
    older = row("其他信息", "2025-12-31")
    assert judged(CHECK, seen(later, older, as_of="2028-03-01T02:00")).outcome is FAILED
    assert judged(CHECK, seen(later, as_of="2026-11-20T02:00")).outcome is FAILED
    assert judged(CHECK, seen(as_of="2028-03-01T02:00")).outcome is CANT_TELL


def test_a_column_of_just_the_theme_s_name_counts_though_no_word_is_it() -> None:
    themes = ({"name": "教育", "words": ["义务教育"]},)
    rows = [in_column("中小学校服选用公示", "2026-05-05", "教育"), row("主题教育总结会")]
    there = {"教育": named("教育", list_pages=1)}
    assert judged(CHECK, seen(*rows, named=there), themes=themes).outcome is PASSED
    assert judged(CHECK, seen(rows[1], named=there), themes=themes).outcome is FAILED
    cut = {"教育": named("教育", ReadState.PART, cause=Cause.LIMIT)}
    assert judged(CHECK, seen(rows[1], named=cut), themes=themes).outcome is CANT_TELL
