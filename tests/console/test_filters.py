"""Filters with values that there are not: refused in words, never everything."""

from __future__ import annotations

import pytest

from tests.console.folk import Console
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Console:
    town = Town(tmp_path_factory.mktemp("town"))
    town.night(RUN, finding(1), finding(6, requirement="document-99"), finding(5, portal="jiaoyu"))
    return Console(town)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("outcome=zz", "结果"), ("state=zz", "问题状态"), ("portal=zz", "单位"),
        ("rulebook=zz", "指标体系"), ("requirement=zz", "测评指标"),
    ],
)  # fmt: skip
def test_lists_and_exports_refuse_what_they_do_not_know(
    console: Console, query: str, name: str
) -> None:
    for address in ("/findings", "/findings/export.csv", "/findings/export.jsonl"):
        answer = console.get(f"{address}?{query}")
        assert answer.status_code == 422
        assert f"筛选条件“{name}”的值不存在。" in answer.text
        assert finding(1).case_id not in answer.text


def test_what_was_judged_by_a_row_that_is_gone_is_still_found(console: Console) -> None:
    page = console.get("/findings?requirement=document-99").text
    assert finding(6, requirement="document-99").case_id in page
    assert finding(1).case_id not in page


def test_a_unit_learns_nothing_of_others_by_asking(console: Console) -> None:
    # Whatever unit it names, it gets its own.
    for portal in ("jiaoyu", "zz"):
        page = console.get(f"/findings?portal={portal}", who="unit")
        assert page.status_code == 200
        assert finding(1).case_id in page.text


def test_the_other_pages_refuse_too(console: Console) -> None:
    assert console.get("/?rulebook=zz").status_code == 422
    assert console.get("/?rulebook=standing").status_code == 200
    assert console.get("/rulebooks/standing?assessment=zz").status_code == 422
    assert console.get("/rulebooks/standing?portal=zz").status_code == 404
