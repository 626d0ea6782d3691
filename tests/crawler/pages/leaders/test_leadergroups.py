# ruff: noqa: E501  (pages read best unbroken)
"""Leaders in groups below headings that are their posts: whose each post is, and who is in one."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from tests.crawler.pages.leaders.test_leaderclaims import told
from tests.crawler.pages.leaders.test_leadernames import BOTH

DUTIES = ("主持全面工作，分管审计局。", "负责教育工作，分管教育局。", "负责水利工作，分管水利局。")


def one(name: str, duties: str = "", tag: str = "h4", label: str = "<em>分工：</em>") -> str:
    below = f"<div>{label}{duties}</div>" if duties else ""
    return f"<li><{tag}>{name}</{tag}>{below}</li>"


def group(post: str, *people: str, tag: str = "h3") -> str:
    return f"<div><{tag}>{post}</{tag}><ul>{''.join(people)}</ul></div>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("label", ["<em>分工：</em>", "<h5>分管工作</h5>", ""])
def test_a_heading_of_a_post_is_that_of_each_whose_name_heads_a_part_below_it(
    label: str, purpose: Purpose
) -> None:
    people = [one(name, duties, label=label) for name, duties in zip(("李小红", "赵四海"), DUTIES[1:], strict=True)]  # fmt: skip
    inner = group("局长", one("王建国", DUTIES[0], label=label)) + group("副局长", *people)
    found = told(f"<h2>局领导</h2>{inner}", purpose)
    assert [part.split(" ")[:2] for part in found.split("|")] == [
        ["王建国", "局长"], ["李小红", "副局长"], ["赵四海", "副局长"],
    ]  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    ("post", "tag", "between"),
    [
        ("副局长", "h3", ""),  # a heading like that of the post is no part of it
        ("副局长", "h4", "<h3>其他同志</h3>"),
        ("副局长", "h4", "<h4>其他同志</h4>"),
        ("局长", "h4", ""),  # one alone holds it
    ],
)
def test_the_heading_of_a_post_is_not_that_of_a_name_past_its_part(
    post: str, tag: str, between: str, purpose: Purpose
) -> None:
    first, second = one("李小红", DUTIES[1], tag), one("赵四海", DUTIES[2], tag)
    inner = f"<h2>局领导</h2><h3>{post}</h3><ul>{first}{between}{second}</ul>"
    found = told(inner, purpose)
    assert f"赵四海 {post}" not in found
    assert "赵四海" in found
