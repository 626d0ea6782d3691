# ruff: noqa: E501  (pages read best unbroken)
"""Where what is said of one leader ends, and which words are no person, heading or post of his."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from tests.crawler.pages.test_leaderclaims import lines, told
from tests.crawler.pages.test_leadernames import BOTH


def held(posts: str, *names: str, tag: str = "h4") -> str:
    return f"<h1>领导之窗</h1><{tag}>{posts}</{tag}>" + "".join(f"<p>{one}</p>" for one in names)


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "duties",
    ["分管局属单位", "分管县直部门工作", "协管委属企业", "负责厅属高校工作", "分管市直学校", "分管站所", "联系县直单位"],
)  # fmt: skip
def test_a_line_of_duties_heads_nobody(duties: str, purpose: Purpose) -> None:
    found = told(lines("李四光 副局长", duties, "王五一 副局长", "负责财务工作。"), purpose)
    assert found == f"李四光 副局长 {duties}|王五一 副局长 负责财务工作。"


@pytest.mark.parametrize(
    ("heading", "title", "own"),
    [
        ("市直机关工委领导", "领导之窗", True),
        ("直属机关工委领导", "领导之窗", True),
        ("站所领导", "云溪县气象站", True),
        ("站所领导", "云溪县人民政府网站", False),
        ("市直单位领导", "领导之窗", False),
        ("直属机关领导", "领导之窗", False),
    ],
)
def test_bodies_whose_own_leaders_are_called_like_those_below(
    heading: str, title: str, own: bool
) -> None:
    inner = f"<h1>领导之窗</h1><h3>{heading}</h3><p>李四光 书记</p><p>王五一 副书记</p>"
    for purpose in BOTH:
        expected = "李四光 书记|王五一 副书记" if own else ""
        assert told(inner, purpose, title) == expected


@pytest.mark.parametrize("purpose", BOTH)
def test_the_committee_of_bodies_below_is_a_body(purpose: Purpose) -> None:
    people = "<p>李四光 书记</p><p>王五一 副书记</p>"
    found = told(f"<h1>云溪县直机关工委领导班子</h1>{people}", purpose)
    assert found == "李四光 书记|王五一 副书记"
    assert told(held("县直机关工委书记", "李四光", tag="h3"), purpose) == "李四光 县直机关工委书记"
