# ruff: noqa: E501  (pages read best unbroken)
"""Leaders in groups below headings that are their posts: whose each post is, and who is in one."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from tests.crawler.pages.leaders.test_leaderclaims import told
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders

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


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("tag", ["h4", "b"])
def test_who_has_no_duties_is_a_leader_where_his_name_stands_as_those_with_duties_do(
    tag: str, purpose: Purpose
) -> None:
    inner = group("局长", one("王建国", DUTIES[0], tag)) + group(
        "二级调研员", one("李小红", DUTIES[1], tag), one("赵四海", tag=tag)
    )
    found = leaders(f"<h2>局领导</h2>{inner}", purpose)
    assert [(p.name, p.post, p.unread) for p in found] == [
        ("王建国", "局长", False), ("李小红", "二级调研员", False), ("赵四海", "二级调研员", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        "<h5>赵四海</h5><p>副主任</p>",
        "<p>赵四海</p><p>副主任</p>",
        "<h4>赵四海</h4>",
        "<h4>信访</h4><p>副主任</p>",
        "<h4><a href='/ld/3.html'>赵四海</a></h4><p>副主任</p>",
    ],
)  # fmt: skip
def test_who_is_named_otherwise_without_post_or_with_his_own_page_is_none(other: str) -> None:
    inner = "".join(
        f"<h4>{name}</h4><p>{post}</p><p>{duties}</p>"
        for name, post, duties in zip(
            ("王建国", "李小红"), ("局长", "副局长"), DUTIES, strict=False
        )
    )
    found = leaders(f"<h2>局领导</h2>{inner}{other}", Purpose.SECTION)
    assert [one.name for one in found] == ["王建国", "李小红"]


LABELLED = "<tr><td rowspan=3><img src=a.jpg></td><td>姓名</td><td>{}</td></tr><tr><td>职务</td><td>{}</td></tr><tr><td>分工</td><td>{}</td></tr>"


@pytest.mark.parametrize(("title", "post"), [("派出所所长", "派出所所长"), ("", "")])
def test_the_post_beside_its_label_is_that_of_one_whose_duties_are_left_empty(
    title: str, post: str
) -> None:
    rows = [("王建国", "镇长", DUTIES[0]), ("李小红", "副镇长", DUTIES[1]), ("赵四海", title, "")]
    table = "".join(LABELLED.format(*row) for row in rows)
    found = leaders(f"<h2>领导分工</h2><table>{table}</table>", Purpose.SECTION)
    assert [(p.name, p.post, p.unread) for p in found] == [
        ("王建国", "镇长", False), ("李小红", "副镇长", False), ("赵四海", post, True),
    ]  # fmt: skip


RARE = "<h2>{0}</h2><p>副县长（挂职）</p><ul><li>个人简历</li><li>工作分工</li></ul><div><p>{1}，男，藏族，1976年8月生，大学学历。历任镇长、局长等职。</p></div>"


@pytest.mark.parametrize("duties", ["", "负责招商引资工作。"])
@pytest.mark.parametrize(
    ("heading", "living", "name"),
    [
        ("扎西次仁", "扎西次仁", "扎西次仁"),
        ("扎 西", "扎西", "扎西"),
        ("信访信箱", "扎西次仁", ""),
        ("扎西次仁", "扎西次仁，男，藏族，1976年8月生。</p><p>岩温香", ""),
    ],
)
def test_a_heading_that_begins_the_life_below_is_the_name_and_has_the_post_below(
    heading: str, living: str, name: str, duties: str
) -> None:
    inner = f"{RARE.format(heading, living)}<div><p>{duties}</p></div>"
    found = [one for one in leaders(inner, Purpose.DETAIL, "领导之窗") if one.name]
    if name:
        assert [(p.name, p.post, p.unread) for p in found] == [(name, "副县长（挂职）", not duties)]
    else:
        assert "副县长（挂职）" not in {one.post for one in found}


def bold(post: str) -> str:
    return f"<p><strong>{post}</strong></p>"


def pictured(name: str, duties: str = "") -> str:
    below = f"<p>工作分工：{duties}</p>" if duties else ""
    return f"<p><img src=a.jpg></p><p align=center><b>{name}</b></p>{below}"


def posts_of(inner: str, purpose: Purpose = Purpose.SECTION) -> dict[str, str]:
    return {one.name: one.post for one in leaders(f"<h2>局领导</h2>{inner}", purpose)}


FIRST = (
    bold("局长") + pictured("王建国", DUTIES[0]) + bold("副局长") + pictured("李小红", DUTIES[1])
)


@pytest.mark.parametrize("purpose", BOTH)
def test_a_bold_post_is_that_of_everybody_up_to_the_next(purpose: Purpose) -> None:
    inner = FIRST + pictured("赵四海", DUTIES[2]) + bold("二级调研员")
    inner += pictured("钱一鸣", "协助分管老干部工作。") + pictured("孙二立")
    assert posts_of(inner, purpose) == {
        "王建国": "局长", "李小红": "副局长", "赵四海": "副局长", "钱一鸣": "二级调研员",
        "孙二立": "二级调研员",
    }  # fmt: skip


@pytest.mark.parametrize(
    "other",
    ["党组成员、县纪委监委派驻县教育局纪检监察组组长", "其他同志", "县供销合作社联合社负责人", "历任领导"],
)  # fmt: skip
def test_past_a_bold_line_that_may_be_another_post_nobody_has_the_one_above(other: str) -> None:
    assert posts_of(FIRST + bold(other) + pictured("赵四海", DUTIES[2])).get("赵四海") != "副局长"


def test_the_bold_post_that_one_alone_holds_is_not_that_of_the_next() -> None:
    inner = bold("局长") + pictured("王建国", DUTIES[0]) + pictured("李小红", DUTIES[1])
    assert posts_of(inner) == {"王建国": "局长", "李小红": ""}


FORMS = {
    "headings": ("<h4>{}</h4>", "<p><b>{}</b>　{}</p>"),
    "lines": ("<p>{}</p>", "<p>{}：{}</p>"),
    "terms": ("<dt>{}</dt>", "<dd>{}：{}</dd>"),
}


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("form", FORMS)
def test_the_post_above_those_whose_duties_stand_behind_their_names_is_that_of_each(
    form: str, purpose: Purpose
) -> None:
    head, line = FORMS[form]
    inner = head.format("局长") + line.format("王建国", DUTIES[0]) + head.format("副局长")
    inner += line.format("李小红", DUTIES[1]) + line.format("赵四海", DUTIES[2])
    inner += head.format("二级调研员") + line.format("钱一鸣", "协助分管老干部工作。")
    inner = f"<dl>{inner}</dl>" if form == "terms" else inner
    assert posts_of(inner, purpose) == {
        "王建国": "局长", "李小红": "副局长", "赵四海": "副局长", "钱一鸣": "二级调研员",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("post", "other"), [("局长", ""), ("副局长", "其他同志"), ("副局长", "办公室"), ("副局长", "科室负责人")]
)  # fmt: skip
def test_nobody_has_the_post_above_past_another_heading_or_if_one_alone_holds_it(
    form: str, post: str, other: str
) -> None:
    head, line = FORMS[form]
    inner = head.format(post) + line.format("李小红", DUTIES[1])
    inner += (head.format(other) if other else "") + line.format("赵四海", DUTIES[2])
    found = posts_of(f"<dl>{inner}</dl>" if form == "terms" else inner)
    assert found["李小红"] == post
    assert found.get("赵四海", "") == ""


def test_posts_below_those_whose_duties_stand_behind_their_names_are_not_the_next_ones() -> None:
    inner = f"<p>王建国：{DUTIES[0]}</p><p>局长</p><p>李小红：{DUTIES[1]}</p><p>副局长</p>"
    assert "局长" not in posts_of(inner)["李小红"].replace("副局长", "")
