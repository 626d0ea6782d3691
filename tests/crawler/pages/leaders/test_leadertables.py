# ruff: noqa: E501  (pages read best unbroken)
"""Leaders side by side in the row of a table, their duties in the row below."""

from __future__ import annotations

import time

import pytest

from crawler.pages.leaders.leader import read_leaders
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from tests.crawler.pages.leaders.test_leaderclaims import told
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders
from tests.crawler.pages.pages import SNAPSHOT, page, task
from tests.fuzzing.growing import uncollected

PICTURE = "<td rowspan=2><img src=a.jpg></td>"
FIRST = [("王建国", "镇长", "分工：主持镇政府全面工作。"), ("李小红", "副镇长", "分工：负责政务公开、应急管理。")]  # fmt: skip
SECOND = [("赵四海", "副镇长", "分工：分管水利、林业工作。"), ("钱文", "人大主席", "分工：主持镇人大全面工作。")]  # fmt: skip


def beside(*people: tuple[str, str, str], picture: str = PICTURE, more: str = "") -> str:
    names = "".join(f"{picture}<td><b>{name}</b>　{post}</td>" for name, post, _ in people)
    duties = "".join(f"<td>{said}</td>" for *_, said in people)
    return f"<tr>{names}{more}</tr><tr>{duties}{more}</tr>"


def table(*rows: str) -> str:
    return f"<p><b>领导班子成员分工</b></p><table border=1>{''.join(rows)}</table>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("picture", [PICTURE, ""])
@pytest.mark.parametrize("label", ["分工：", ""])
def test_of_people_side_by_side_each_has_the_duties_in_the_cell_below(
    label: str, picture: str, purpose: Purpose
) -> None:
    rows = (beside(*people, picture=picture) for people in (FIRST, SECOND))
    inner = table(*rows).replace("分工：", label)
    people = (" ".join(one) for one in FIRST + SECOND)
    assert told(inner, purpose, "领导分工") == "|".join(people).replace("分工：", label)


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("more", ["", "<td></td>"])
def test_the_last_row_may_hold_one_alone(more: str, purpose: Purpose) -> None:
    inner = table(beside(*FIRST), beside(SECOND[0], more=more))
    people = (" ".join(one) for one in (*FIRST, SECOND[0]))
    assert told(inner, purpose, "领导分工") == "|".join(people)


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("empty", ["", "分工：", "暂无"])
def test_whose_cell_of_duties_is_empty_is_unread(empty: str, purpose: Purpose) -> None:
    inner = table(beside(*FIRST), beside(SECOND[0], ("钱文", "人大主席", empty)))
    found = {one.name: (one.division, one.unread) for one in leaders(inner, purpose, "领导分工")}
    assert found["钱文"] == ("", True)
    assert found["赵四海"] == (SECOND[0][2], False)


@pytest.mark.parametrize("purpose", BOTH)
def test_the_duties_below_a_name_that_is_not_known_are_not_those_of_the_one_beside(
    purpose: Purpose,
) -> None:
    inner = table(beside(*FIRST), beside(SECOND[0], ("岩温香", "主任", SECOND[1][2])))
    found = {one.name: (one.division, one.unread) for one in leaders(inner, purpose, "领导分工")}
    assert found.pop("", (SECOND[1][2], True)) == (SECOND[1][2], True)
    assert found == {name: (duties, False) for name, _, duties in (*FIRST, SECOND[0])}


OTHERS = {
    "a row of other things below": table(beside(*FIRST)).replace(FIRST[1][2], "电话：2839405"),
    "a cell too many": table(beside(*FIRST, more="<td>备注</td>")),
    "one that is no post": table(beside(FIRST[0], ("李小红", "电话", FIRST[1][2]))),
}


@pytest.mark.parametrize("inner", OTHERS.values(), ids=OTHERS)
def test_rows_that_hold_something_else_too_are_none_of_people_and_duties(inner: str) -> None:
    found = leaders(inner, Purpose.SECTION, "领导分工")
    assert not any(one.division and not one.unread for one in found if one.name == "李小红")


@pytest.mark.parametrize("purpose", BOTH)
def test_a_name_a_row_above_its_duties_is_read_as_before(purpose: Purpose) -> None:
    rows = "".join(beside(one) for one in FIRST)
    found = told(table(rows), purpose, "领导分工")
    assert found == "|".join(" ".join(one) for one in FIRST)


def test_a_table_four_times_as_long_takes_no_sixteen_times_as_long() -> None:
    def taken(times: int) -> float:
        long = page(table(*[beside(*FIRST)] * times))
        start = time.process_time()
        read_leaders(long, task(Role.LEADERS, Purpose.SECTION), SNAPSHOT)
        return time.process_time() - start

    taken(10)
    with uncollected():
        assert taken(1_600) < 9 * taken(400) + 0.5


HEADED = "<tr><th>职务</th><th>姓名</th><th>工作分工</th></tr><tr><td>局长</td><td>张建国</td><td>主持全面工作，分管审计。</td></tr>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    ("row", "unread"),
    [
        (
            "<tr class=odd><td align=left>副局长</td><td><p>李红卫</p></td><td width=9>&nbsp;</td></tr>",
            False,
        ),
        ("<tr><td>副局长</td><td>李红卫</td><td><img src=fg.jpg></td></tr>", True),
        (
            "<tr><td>副局长</td><td>李红卫</td><td><div style='display:none'>分管教育</div></td></tr>",
            True,
        ),
        ("<tr><td>副局长</td><td>李红卫</td><td id=fg2></td></tr>", True),
        ("<tr onclick='go(2)'><td>副局长</td><td>李红卫</td><td></td></tr>", True),
    ],
)
def test_a_plain_cell_without_duties_has_none(row: str, unread: bool, purpose: Purpose) -> None:
    found = {one.name: one.unread for one in leaders(table(HEADED, row), purpose, "领导分工")}
    assert found == {"张建国": False, "李红卫": unread}


def spanned(head: str, *rows: str) -> dict[str, str]:
    cells = "".join(f"<th>{one}</th>" for one in head.split())
    inner = "".join(f"<tr>{row}</tr>" for row in rows)
    found = leaders(f"<h2>局领导</h2><table><tr>{cells}</tr>{inner}</table>", Purpose.SECTION)
    return {one.name: one.post for one in found}


BELOW = "<td>赵四海</td><td>负责水利工作。</td>"


@pytest.mark.parametrize("number", [False, True])
def test_the_post_in_a_cell_that_spans_rows_is_that_of_each(number: bool) -> None:
    own = "<td>1</td>" if number else ""
    head = "序号 职务 姓名 分工" if number else "职务 姓名 分工"
    first = f"{own}<td rowspan=2>副局长</td><td>李小红</td><td>负责教育工作。</td>"
    last = f"{own}<td>总工程师</td><td>钱一鸣</td><td>分管测绘工作。</td>"
    assert spanned(head, first, own + BELOW, last) == {
        "李小红": "副局长", "赵四海": "副局长", "钱一鸣": "总工程师",
    }  # fmt: skip


def test_the_post_in_a_cell_of_one_row_is_not_that_of_a_shorter_row() -> None:
    first = "<td>副局长</td><td>李小红</td><td>负责教育工作。</td>"
    assert spanned("职务 姓名 分工", first, BELOW) == {"李小红": "副局长", "赵四海": ""}


@pytest.mark.parametrize(
    ("post", "row", "second"),
    [
        ("局长", "<td>AB岗</td><td>李小红代管财务工作</td>", ("", "")),
        ("局长", "<td>李小红</td><td>协助局长分管财务工作</td>", ("李小红", "")),
        ("副局长", "<td>AB岗</td><td>李小红代管财务工作</td>", ("", "")),
        ("副局长", "<td>李小红</td><td>分管财务工作</td>", ("李小红", "副局长")),
        ("党组成员", "<td>李小红</td><td>分管财务工作</td>", ("李小红", "党组成员")),
    ],
)
def test_only_a_post_of_several_is_that_of_the_row_below_it_too(
    post: str, row: str, second: tuple[str, str]
) -> None:
    head = "<tr><td>职务</td><td>姓名</td><td>分工</td></tr>"
    first = f"<tr><td rowspan=2>{post}</td><td>王建国</td><td>主持全面工作。</td></tr>"
    found = leaders(f"<h1>领导分工</h1><table>{head}{first}<tr>{row}</tr></table>", Purpose.SECTION)
    assert [(one.name, one.post) for one in found] in (
        [("王建国", post), second],
        [("王建国", post)] * (not second[0]),
    )
