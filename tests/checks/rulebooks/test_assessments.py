"""Whether a row is judged by pages alone is decided by what its notice asks to be public."""

from __future__ import annotations

import pytest

from checks.engine.registry import checks
from checks.engine.requirement import Assessment
from checks.rulebooks import load_rulebook
from checks.rulebooks.measured import counts, how_measured


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
        # 梳理提出……清单
        ("wuding-2018", "wuding-2018-32a"),
        # 推广电子版公报使用, 健全日常检查机制, 明确赠阅范围、入库管理
        ("suzhou-2024", "suzhou-2024-12a"),
        ("yanzhou-2021", "yanzhou-2021-15c1"),
        ("yanzhou-2021", "yanzhou-2021-15c3"),
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
        # 列入工作分工并对外公布; the column is inspected; 编制并向社会公开
        ("wuding-2018", "wuding-2018-n1b"),
        ("wuhu-2020-county", "wuhu-2020-county-8.1a"),
        ("sixian-2020", "sixian-2020-03"),
        ("yanzhou-2021", "yanzhou-2021-10a1"),
    ],
)
def test_what_the_notice_wants_public_stays_automatic(book: str, row: str) -> None:
    assert load_rulebook(book).requirement(row).assessment is Assessment.AUTOMATIC


@pytest.mark.parametrize(
    ("book", "row"),
    [
        ("wuhu-2020-county", "wuhu-2020-county-5.1"),
        ("wuhu-2020-department", "wuhu-2020-dept-5.1"),
    ],
)
def test_a_row_whose_themes_no_notice_gives_is_not_measured(book: str, row: str) -> None:
    whole = load_rulebook(book)
    found = whole.requirement(row)
    assert how_measured(found, checks()) == (
        "not measured: topic_coverage is told no themes: the row leaves it empty"
    )
    rows, measured = counts(whole, checks())[Assessment.PARTIAL]
    assert measured < rows
