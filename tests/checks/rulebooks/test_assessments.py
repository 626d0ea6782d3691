"""Whether a row is judged by pages alone is decided by what its notice asks to be public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Assessment
from checks.engine.runner import in_time, judge_portal
from checks.rulebooks import load_rulebook
from checks.rulebooks.measured import counts, how_measured
from crawler.portals import PortalKind
from tests.builders import calendar, dossier, portal
from tests.checks.engine.builders import finding


@pytest.mark.parametrize(
    ("book", "row"),
    [
        # 确定一名负责同志……报备案: to name and to file
        ("sixian-2020", "sixian-2020-37a"),
        # 明确……为主管部门: to designate
        ("sixian-2020", "sixian-2020-39a"),
        ("wuhu-2020-county", "wuhu-2020-county-8.2"),
        # 编制……目录，并按目录公开各类信息: to compile, the information is to be published
        ("sixian-2020", "sixian-2020-25a"),
        ("wuhu-2020-county", "wuhu-2020-county-6.1a"),
        # 写入领导分工 is inspected on the page; 根据分工调整及时更新 is not seen there
        ("wuhu-2020-county", "wuhu-2020-county-8.1a"),
        # 完善……制度
        ("wuhu-2020-county", "wuhu-2020-county-1.2b"),
        # 梳理提出……清单
        ("wuding-2018", "wuding-2018-32a"),
        # 推广电子版公报使用, 健全日常检查机制, 明确赠阅范围、入库管理
        ("suzhou-2024", "suzhou-2024-12a"),
        ("yanzhou-2021", "yanzhou-2021-15c1"),
        ("yanzhou-2021", "yanzhou-2021-15c3"),
        # 相对集中的意见: which those are no page tells
        ("wuding-2018", "wuding-2018-05b"),
        ("yanzhou-2021", "yanzhou-2021-11a2"),
        # 有网站的在单位网站上: those are not read
        ("suzhou-2024", "suzhou-2024-14a"),
        ("suzhou-2024", "suzhou-2024-14b"),
        # 同步起草、同步报批; 法定主动公开内容全部公开到位; a library's own search
        ("suzhou-2024", "suzhou-2024-04a"),
        ("sixian-2020", "sixian-2020-29a"),
        ("sixian-2020", "sixian-2020-06a"),
        ("sixian-2020", "sixian-2020-33d"),
        # which bodies were reorganised, which policies concern the public at large
        ("suzhou-2024", "suzhou-2024-13b"),
        ("suzhou-2024", "suzhou-2024-07a"),
    ],
)
def test_what_need_not_be_public_is_measured_in_part(book: str, row: str) -> None:
    found = load_rulebook(book).requirement(row)
    assert found.assessment is Assessment.PARTIAL
    assert found.unseen.endswith("。")
    assert how_measured(found, checks()).startswith("measured by ")


@pytest.mark.parametrize(
    ("book", "row"),
    [
        # 列入工作分工并对外公布; 编制并向社会公开
        ("wuding-2018", "wuding-2018-n1b"),
        ("sixian-2020", "sixian-2020-03"),
        ("yanzhou-2021", "yanzhou-2021-10a1"),
    ],
)
def test_what_the_notice_wants_public_stays_automatic(book: str, row: str) -> None:
    assert load_rulebook(book).requirement(row).assessment is Assessment.AUTOMATIC


@pytest.mark.parametrize(
    ("book", "row", "told"),
    [
        ("sixian-2020", "sixian-2020-25b", "通知没有列出目录的事项"),
        ("wuhu-2020-county", "wuhu-2020-county-6.1b", "通知没有列出目录的事项"),
        ("wuhu-2020-department", "wuhu-2020-dept-5.1", "领域清单和责任部门没有随通知公布"),
        # manual rows of which a page may show a part
        ("wuhu-2020-department", "wuhu-2020-dept-7.5", "也不是每个部门都有热线"),
        ("wuding-2018", "wuding-2018-66", "不在门户网站的页面上"),
    ],
)
def test_a_row_that_is_not_measured_says_why_in_plain_words(book: str, row: str, told: str) -> None:
    whole = load_rulebook(book)
    found = whole.requirement(row)
    assert told in how_measured(found, checks())
    rows, measured = counts(whole, checks())[found.assessment]
    assert measured < rows


def test_every_row_that_has_a_check_is_measured_or_says_why_not() -> None:
    for book in BOOKS:
        for row in load_rulebook(book).requirements:
            silent = not how_measured(row, checks()).startswith("measured by ")
            if row.checks and silent:
                assert row.why or row.blocked or row.waits_for, row.id
            if row.why:  # and nothing says so of what is measured
                assert silent, row.id
                assert row.why.endswith("。"), row.id


BOOKS = ("sixian-2020", "wuhu-2020-county", "wuhu-2020-department", "wuhu-2020-method",
         "suzhou-2024", "wuding-2018", "yanzhou-2021")  # fmt: skip
ANY_AGE = date(2008, 5, 1)


@pytest.mark.parametrize(
    ("book", "row", "day"),
    [
        ("sixian-2020", "sixian-2020-06a", ANY_AGE),
        ("sixian-2020", "sixian-2020-06b", ANY_AGE),
        ("sixian-2020", "sixian-2020-06c", ANY_AGE),
        ("sixian-2020", "sixian-2020-42a", ANY_AGE),
        ("sixian-2020", "sixian-2020-20a", date(2020, 1, 1)),
        ("wuhu-2020-county", "wuhu-2020-county-1.3a", ANY_AGE),
        ("wuhu-2020-county", "wuhu-2020-county-8.4b", ANY_AGE),
        ("wuhu-2020-county", "wuhu-2020-county-4.3b", date(2020, 1, 1)),
        ("wuhu-2020-department", "wuhu-2020-dept-1.3b", ANY_AGE),
        ("wuhu-2020-department", "wuhu-2020-dept-8.3b", ANY_AGE),
        ("wuhu-2020-department", "wuhu-2020-dept-4.3b", date(2020, 1, 1)),
        ("suzhou-2024", "suzhou-2024-21a", ANY_AGE),
        ("suzhou-2024", "suzhou-2024-21b", ANY_AGE),
        ("wuding-2018", "wuding-2018-12", date(2018, 1, 1)),
        ("yanzhou-2021", "yanzhou-2021-13a2", date(2016, 1, 1)),
        ("yanzhou-2021", "yanzhou-2021-2c", date(2021, 1, 1)),
    ],
)
def test_a_clause_on_what_is_there_already_binds_what_is_older_than_the_notice(
    book: str, row: str, day: date
) -> None:
    found = load_rulebook(book).requirement(row)
    assert found.reaches_back_to == day
    assert found.issued_on is not None
    late = date(found.issued_on.year + 1, 1, 1)
    assert in_time(finding(), found, late, day).outcome is Outcome.FAILED


def test_no_other_row_reaches_back() -> None:
    rows = [row for book in BOOKS for row in load_rulebook(book).requirements]
    assert sum(row.reaches_back_to is not None for row in rows) == 16
    # An act of before the notice: a budget's page is none, an interpretation is.
    act = load_rulebook("yanzhou-2021").requirement("yanzhou-2021-7a2")
    older = in_time(finding(), act, date(2022, 1, 1), date(2021, 2, 1))
    assert older.outcome is Outcome.INAPPLICABLE


def test_only_clauses_on_all_policies_ask_that_each_document_be_interpreted() -> None:
    asked = [
        row.id
        for book in BOOKS
        for row in load_rulebook(book).requirements
        for one in row.measures()
        if one.check == "interpretation_present" and not one.terms["scope"]
    ]
    assert asked == ["suzhou-2024-04b", "yanzhou-2021-7a2"]


def test_every_kind_that_owes_a_report_has_a_day_for_it() -> None:
    for book in BOOKS:
        for row in load_rulebook(book).requirements:
            for one in row.measures():
                if one.check == "annual_report_on_time":
                    days = one.terms["due_month_day"]
                    assert {kind.value for kind in row.binds} <= set(days), row.id


def test_a_shared_source_is_asked_of_the_topic_page_alone() -> None:
    for book, name in (
        ("sixian-2020", "sixian-2020-26b"),
        ("wuhu-2020-county", "wuhu-2020-county-6.2b"),
    ):
        row = load_rulebook(book).requirement(name)
        (library,) = (one for one in row.measures() if one.check == "doc_library_unified")
        assert library.terms["roles"] == ("grassroots_standardisation",)


def test_a_clause_asks_no_more_than_its_notice_says() -> None:
    def terms(book: str, row: str, check: str) -> Mapping[str, Any]:
        measures = load_rulebook(book).requirement(row).measures()
        return next(one.terms for one in measures if one.check == check)

    office = "disclosure_office_designated"
    for book, row in (
        ("wuding-2018", "wuding-2018-n1c"),
        ("sixian-2020", "sixian-2020-39b"),
        ("wuhu-2020-department", "wuhu-2020-dept-8.2"),
    ):
        assert terms(book, row, office)["fields"] == ("机构名称",)
    # 及时, without days
    replies = "message_reply_latency"
    assert terms("suzhou-2024", "suzhou-2024-02b", replies)["max_working_days"] == 15
    assert not terms("wuding-2018", "wuding-2018-68", "hotline_unified")["must_show"]
    outcome = terms("yanzhou-2021", "yanzhou-2021-11a2", "consultation_feedback_published")
    assert outcome["require"] == ("采纳情况", "不采纳理由")
    # no clause on the library asks that each document be marked
    assert not terms("sixian-2020", "sixian-2020-06a", "doc_library_unified")["status"]
    (channel,) = terms("sixian-2020", "sixian-2020-32a", "feature_present")["features"]
    assert {"留言咨询", "领导信箱"} <= set(channel["words"])
    told = terms("suzhou-2024", "suzhou-2024-07a", "consultation_feedback_published")
    assert told["require"] == ("采纳情况",)
    profile = terms("suzhou-2024", "suzhou-2024-13b", "agency_profile_complete")
    assert profile["fields"] == ("职能",)
    # the provision stands in the middle of a document
    assert terms("wuding-2018", "wuding-2018-02", "topic_coverage")["lead_chars"] >= 20_000


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云溪县人民政府", PortalKind.COUNTY),
        ("云溪县司法局", PortalKind.DEPARTMENT),
        ("云溪县应急管理局", PortalKind.DEPARTMENT),
        ("石桥镇人民政府", PortalKind.TOWNSHIP),
    ],
)
def test_every_row_says_something_of_every_body_that_it_binds(name: str, kind: PortalKind) -> None:
    empty = dossier(of=portal(name=name, kind=kind))
    for book in BOOKS:
        assert judge_portal(empty, load_rulebook(book), calendar()).errors == (), book


def test_columns_that_no_clause_asks_for_are_only_kept_up_where_they_stand() -> None:
    for book, row in (
        ("sixian-2020", "sixian-2020-05b"),
        ("sixian-2020", "sixian-2020-10a"),
        ("sixian-2020", "sixian-2020-17a"),
        ("sixian-2020", "sixian-2020-18b"),
        ("suzhou-2024", "suzhou-2024-02a"),
        ("suzhou-2024", "suzhou-2024-19b"),
    ):
        measures = {one.check: one for one in load_rulebook(book).requirement(row).measures()}
        # What is to be told may stand anywhere.
        assert set(measures) == {"topic_coverage", "section_freshness"}, row
        columns = measures["section_freshness"].terms["columns"]
        assert all(one["optional"] for one in columns), row
    for row in ("sixian-2020-12", "sixian-2020-14c"):
        assert load_rulebook("sixian-2020").requirement(row).checks == ("topic_coverage",)
