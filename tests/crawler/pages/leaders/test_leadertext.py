# ruff: noqa: E501  (pages read best unbroken)
"""A leader's duties beside a curriculum vitae that is longer than all else on his page."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from crawler.pages.leaders.leader import read_leaders
from crawler.pages.leaders.leaderlines import tells_years
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders
from tests.crawler.pages.pages import SNAPSHOT, page, task
from tests.fuzzing.growing import uncollected

WHO = "<h3>王建国</h3><span>县委副书记、县长</span>"
DUTY = "主持县政府全面工作。"


def life(steps: int) -> str:
    """A curriculum vitae of so many steps, each with what he was in charge of then."""
    told = (
        f"{1980 + n}.07—{1981 + n}.06　云溪县第{n}中学教师，后任云溪镇副镇长，负责农业工作；"
        for n in range(steps)
    )
    return f"王建国，男，汉族，1970年1月生，大学学历。<br>{'<br>'.join(told)}"


def tab(name: str, text: str) -> str:
    return f"<div><ul><li><a>{name}</a></li></ul><div>{text}</div></div>"


def shapes(steps: int) -> dict[str, str]:
    own, cv = f"<p>{DUTY}</p>", life(steps)
    return {
        "a head for each": f"<div>{WHO}</div><div>{tab('工作分工', own)}{tab('工作履历', cv)}</div>",
        "life in the label's line": f"<div>{WHO}</div><div>{tab('工作分工', own)}{tab('履历', f'个人简历：{cv}')}</div>",
        "row of tabs": f"<div>{WHO}</div><div><ul><li>工作分工</li><li>工作履历</li></ul><div>{own}</div><div>{cv}</div></div>",
        "tab of duties last": f"<div>{WHO}</div><div><ul><li>工作履历</li><li>工作分工</li></ul><div>{cv}</div><div>{own}</div></div>",
        "headings": f"<div>{WHO}</div><div><h4>分管工作</h4><div>{own}</div><h4>个人简历</h4><div>{cv}</div></div>",
        "in the head": f"<div>{WHO}<h4>分管工作</h4>{own}</div><div><h4>个人简历</h4><div>{cv}</div></div>",
        "without labels": f"<div>{WHO}{own}</div><div>{cv}</div>",
    }


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("steps", [1, 7, 8, 40])
@pytest.mark.parametrize("shape", shapes(0))
def test_duties_are_kept_however_long_the_life_beside_is(
    shape: str, steps: int, purpose: Purpose
) -> None:
    [one] = leaders(shapes(steps)[shape], purpose, "王建国")
    assert (one.name, one.division) == ("王建国", DUTY)
    if shape != "tab of duties last" or purpose is Purpose.DETAIL:
        assert one.post == "县委副书记、县长"


@pytest.mark.parametrize("purpose", BOTH)
def test_without_duties_beside_it_a_life_gives_none(purpose: Purpose) -> None:
    beside = "<div><ul><li><a href=1.html>李四光</a></li></ul></div>"
    for inner in (f"<div>{WHO}</div>{tab('工作履历', life(20))}", f"{beside}<div>{life(20)}</div>"):
        assert not any(one.division for one in leaders(inner, purpose, "王建国"))


@pytest.mark.parametrize("purpose", BOTH)
def test_an_empty_part_of_duties_takes_nothing_of_the_life_below(purpose: Purpose) -> None:
    empty = f"<div>{WHO}</div><div><h4>工作分工</h4><h4>个人简历</h4><div><p>在县财政局时负责农业工作。</p></div></div>"
    assert not any(one.division for one in leaders(empty, purpose, "王建国"))


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("2003.09—2006.05 某局局长，负责人事工作", True),
        ("1998年7月任某局科长，负责人事工作", True),
        ("2014-2016 在某镇分管农业工作", True),
        ("2014.12至今 副县长，分管农业工作", False),
        ("2021年3月任某局局长，现任副县长，分管农业工作", False),
        ("2026年分工：负责农业工作", False),
        ("负责2025年农业工作", False),
    ],
)
def test_a_line_that_begins_with_years_tells_of_these(text: str, over: bool) -> None:
    assert tells_years(text) is over


def test_four_times_as_many_labels_beside_a_life_take_about_four_times_as_long() -> None:
    def taken(times: int) -> float:
        part = f"<div><ul><li>工作分工</li><li>简历</li></ul><p>{DUTY}</p></div>"
        deep = f"{'<div>' * 300}{life(times)}{'</div>' * 300}"
        long = page(f"<div>{WHO}{part * times}{deep}</div>")
        start = time.process_time()
        read_leaders(long, task(Role.LEADERS, Purpose.DETAIL), SNAPSHOT)
        return time.process_time() - start

    taken(10)
    with uncollected():
        assert taken(3_000) < 9 * taken(750) + 0.5


def pane(name: str, field: str) -> str:
    return f"<div><p><b>姓名：</b>{name}</p><p><b>职务：</b>副县长</p>{field}</div>"


def item(name: str, field: str) -> str:
    return f"<dl><dt>{name}</dt><dd>副县长</dd>{field}</dl>"


EMPTY = {
    "nothing": "<div><b>工作分工：</b></div>",
    "list": "<div><b>工作分工：</b><ul></ul></div>",
    "script": "<div><b>工作分工：</b><script>document.write(fg[2])</script></div>",
    "script elsewhere": "<dd>分工：</dd><script src=/js/ld.js></script>",
    "object": "<dd>分工：</dd><object data=fg.pdf></object>",
    "picture": "<dd>分工：<img src=fg.png></dd>",
    "box": "<dd>分工：<div id=fg2></div></dd>",
    "words that lead on": "<div><b>工作分工：</b><p>详见附件</p></div>",
    "hidden text": "<dd>分工：</dd><p style='display:none'>分管水利工作。</p>",
    "tip": "<dd title=分管教育、政务公开工作>分工：</dd>",
    "data": "<dd data-tip=分管教育、政务公开工作>分工：</dd>",
    "dead link": "<dd>分工：<a href='javascript:show(2)'><i></i></a></dd>",
    "click": "<dd onclick=show(2)>分工：</dd>",
    "picture behind": "<dd>分工：<span style='background:url(fg2.png)'></span></dd>",
    "style": "<dd>分工：<em class=fg3></em></dd>",
    "text field": "<dd>分工：<textarea>分管教育、政务公开工作</textarea></dd>",
    "field": "<dd>分工：<input value=分管教育、政务公开工作></dd>",
    "canvas": "<dd>分工：<canvas></canvas></dd>",
}


@pytest.mark.parametrize("one", [pane, item])
@pytest.mark.parametrize("empty", EMPTY)
def test_whoever_has_a_field_for_duties_in_which_none_are_read_is_unread(
    empty: str, one: Callable[[str, str], str]
) -> None:
    first = one("王建国", "<dd>分工：负责教育、政务公开工作</dd>")
    inner = f"<h2>领导之窗</h2><div>{first}{one('李飞', EMPTY[empty])}</div>"
    found = leaders(inner, Purpose.SECTION)
    assert [(one.name, one.unread) for one in found] == [("王建国", False), ("李飞", True)]
    assert (found[1].post, found[1].division) == ("副县长", "")


@pytest.mark.parametrize(
    ("said", "unread"),
    [("见义勇为工作", False), ("见习基地管理工作", False), ("详见附件", True), ("见下表", True)],
)
def test_words_that_lead_elsewhere_are_told_from_duties_that_begin_like_them(
    said: str, unread: bool
) -> None:
    rows = "<tr><td>姓名</td><td>职务</td><td>分工</td></tr><tr><td>王建国</td><td>县长</td><td>分管审计局</td></tr>"
    table = f"<table>{rows}<tr><td>李飞</td><td>副县长</td><td>{said}</td></tr></table>"
    found = leaders(f"<h1>领导之窗</h1>{table}", Purpose.SECTION)
    assert (found[1].division, found[1].unread) == ("" if unread else said, unread)


@pytest.mark.parametrize(
    "below",
    ["", "<div></div>", "<p><script>document.write(fg[2])</script></p>", "<object data=fg.pdf></object>",
     "<img src=fg.png>", "<div style='background:url(fg.jpg)'></div>", "<p style='display:none'>分管水利工作。</p>"],
)  # fmt: skip
def test_below_a_heading_of_duties_nothing_shown_is_unread(below: str) -> None:
    first = f"<div><p>王建国 县长</p><p>工作分工</p><p>{DUTY}</p></div>"
    other = f"<div><p>李飞 副县长</p><p>工作分工</p>{below}</div>"
    found = leaders(f"<h3>领导之窗</h3>{first}{other}", Purpose.SECTION)
    assert {one.name: one.unread or one.division == DUTY for one in found} == {"王建国": True, "李飞": True}  # fmt: skip
