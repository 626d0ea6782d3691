# ruff: noqa: E501  (pages read best unbroken)
"""Names behind posts and a colon: one such claim in a line, or several side by side."""

from __future__ import annotations

import time

import pytest

from crawler.pages.leaders.leaderposts import named_behind
from crawler.pages.task import Purpose
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders
from tests.fuzzing.growing import uncollected

SEVERAL = {
    "党委书记：王建国&nbsp;&nbsp;&nbsp;党委副书记、局长：李飞": "王建国 党委书记|李飞 党委副书记、局长",
    "副局长：沈涛&nbsp; 副局长：赵四海&nbsp;副 局 长：欧阳海": "沈涛 副局长|赵四海 副局长|欧阳海 副局长",
    "局长：王 丽&nbsp;副局长：沈涛、赵四海": "王丽 局长|沈涛 副局长|赵四海 副局长",
}


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(("line", "named"), SEVERAL.items())
def test_of_several_posts_in_a_line_each_has_his_own(
    line: str, named: str, purpose: Purpose
) -> None:
    found = leaders(f"<h2>领导班子</h2><p>{line}</p>", purpose)
    assert "|".join(f"{one.name} {one.post}" for one in found) == named


@pytest.mark.parametrize(
    "line",
    [
        "局长：王建国 电话：2839405",
        "局长：王建国 接待日：每周一",
        "值班领导：王建国 副局长：李飞",
        "局长：主持全面工作 副局长：李飞",
    ],
)
def test_a_line_that_tells_something_else_too_is_no_row_of_posts(line: str) -> None:
    assert [*named_behind(line)] == []


COLLEGE = "<p>党委书记：王建国</p><p>{}：李飞</p><p>副院长：沈涛、赵四海</p>"


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        (COLLEGE.format("党委副书记、院长"), "王建国|李飞|沈涛|赵四海"),
        (COLLEGE.format("院长"), "王建国|李飞|沈涛|赵四海"),
        (COLLEGE.format("局长"), "王建国|李飞"),  # an institute below the bureau
        (COLLEGE.format("局长、校长"), "王建国|李飞"),
    ],
)
@pytest.mark.parametrize("purpose", BOTH)
def test_a_minor_post_is_of_the_body_itself_where_nobody_else_heads_it(
    inner: str, named: str, purpose: Purpose
) -> None:
    found = leaders(f"<h2>现任领导</h2>{inner}", purpose)
    assert "|".join(one.name for one in found) == named


def listed(*items: tuple[str, str], href: str) -> str:
    made = "".join(
        f"<li><span>{post}：</span><ul>"
        + "".join(f"<li><a href='{href}' title='{name}'>{name}</a></li>" for name in names.split())
        + "</ul></li>"
        for post, names in items
    )
    return f"<h2>现任领导</h2><ul>{made}</ul>"


POSTS = (("党委书记", ""), ("党委副书记", "王建国 钱永年"), ("副 主 任", "沈涛"))


@pytest.mark.parametrize("purpose", BOTH)
def test_names_in_a_list_below_each_post_are_leaders_if_they_lead_nowhere(purpose: Purpose) -> None:
    found = leaders(listed(*POSTS, href="javascript:;"), purpose)
    told = sorted((one.name, one.post, one.unread) for one in found)
    assert told == [("沈涛", "副主任", True), ("王建国", "党委副书记", True), ("钱永年", "党委副书记", True)]  # fmt: skip


def test_names_in_lists_below_posts_with_pages_of_their_own_are_left_to_these() -> None:
    assert leaders(listed(*POSTS, href="/ld/1.html"), Purpose.SECTION) == []


@pytest.mark.parametrize("purpose", BOTH)
def test_words_in_a_list_below_a_post_that_may_be_no_names_are_passed_over(
    purpose: Purpose,
) -> None:
    found = leaders(listed(("主任", "高新办 李卫东"), href="#"), Purpose.SECTION)
    assert [(one.name, one.unread) for one in found] == [("李卫东", True)]
    terms = "<dl><dt>局长</dt><dd>王建国</dd><dd>汉族</dd><dt>副局长</dt><dd>李飞</dd><dd>安全生产</dd></dl>"
    assert {one.name for one in leaders(f"<h2>现任领导</h2>{terms}", purpose)} == {"王建国", "李飞"}


def test_four_times_as_many_posts_without_names_take_about_four_times_as_long() -> None:
    def taken(times: int) -> float:
        start = time.process_time()
        leaders("<div><p>局长：</p>" * times, Purpose.SECTION)
        return time.process_time() - start

    taken(10)
    with uncollected():
        assert taken(1_600) < 9 * taken(400) + 0.5


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("line", ["党委委员、派出所所长：李飞", "派出所所长：李飞", "站长：李飞"])
def test_who_heads_a_body_below_makes_those_who_head_others_no_leaders(
    line: str, purpose: Purpose
) -> None:
    inner = f"<h2>现任领导</h2><p>党委书记：王建国</p><p>{line}</p><p>所长：沈涛、赵四海</p>"
    assert {"沈涛", "赵四海"}.isdisjoint(one.name for one in leaders(inner, purpose))
