# ruff: noqa: E501  (pages read best unbroken)
"""Lists of items alike, each headed by a name with his post, and what is read of each."""

from __future__ import annotations

import re

import pytest

from crawler.pages.leaders.leaderitems import people_in_items
from crawler.pages.task import Purpose
from crawler.records import Leader
from tests.crawler.pages.leaders.test_leadernames import BOTH, SHOWN, leaders
from tests.crawler.pages.pages import page

LIFE = "，男，汉族，1967年2月出生，研究生学历，1990年8月参加工作，历任云溪县博物馆副馆长、馆长。"
DUTIES = "分管保卫处、财务处、行政处。"
PEOPLE = [("王建国", "院长", ""), ("李飞", "党委书记、副院长", ""), ("沈涛", "副院长", DUTIES), ("赵四海", "副院长", DUTIES)]  # fmt: skip


def item(name: str, post: str, duties: str = "", head: str = "h1", kind: str = "item") -> str:
    told = f"<div><p>{name}{LIFE}{duties}</p><p>曾获省级科技奖励，发表论文数十篇。</p></div>"
    return f"<div class='{kind}'><div><img src=a.jpg></div><div><{head}>{name}<span>{post}</span></{head}>{told}</div></div>"


def items(people: list[tuple[str, str, str]], head: str = "h1", heading: str = "领导团队") -> str:
    made = "".join(item(*one, head) for one in people)
    return f"<div><h2>{heading}</h2></div><div class=list>{made}</div>"


def held(found: list[Leader]) -> list[tuple[str, str, bool]]:
    return sorted((one.name, one.post, bool(one.division)) for one in found)


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("head", ["h1", "h3"])
@pytest.mark.parametrize("told", [4, 2])
def test_each_of_the_items_alike_is_a_leader_with_or_without_duties(
    told: int, head: str, purpose: Purpose
) -> None:
    people = PEOPLE[-told:] if told == 2 else PEOPLE
    found = leaders(items(people, head), purpose, "云溪县博物院")
    assert held(found) == sorted((name, post, bool(duties)) for name, post, duties in people)
    assert not any(one.unread for one in found)


def test_a_post_in_a_line_of_its_own_heads_an_item_too() -> None:
    inner = items(PEOPLE).replace("<span>", "</h1><h5>").replace("</span></h1>", "</h5>")
    found = leaders(inner, Purpose.SECTION, "云溪县博物院")
    assert ("王建国", "院长", False) in held(found)


OTHERS = {
    "one item is headed otherwise": items(PEOPLE).replace("王建国<span>院长", "本院概况<span>历史"),
    "experts": items(PEOPLE, heading="专家委员会专家"),
    "those on duty": items(PEOPLE, heading="值班领导"),
    "posts that are part of a sentence": items([(n, f"{p}调研文物保护工作", d) for n, p, d in PEOPLE]),
}  # fmt: skip


@pytest.mark.parametrize("inner", OTHERS.values(), ids=OTHERS)
def test_in_a_list_of_other_things_nobody_is_named_without_duties(inner: str) -> None:
    found = leaders(f"<h1>领导之窗</h1>{inner}{SHOWN}", Purpose.SECTION)
    assert ("李飞", "党委书记、副院长") not in {(o.name, o.post) for o in found if not o.division}


def test_items_with_pages_of_their_own_are_left_to_these() -> None:
    linked = (
        items(PEOPLE).replace("<h1>", "<h1><a href='/ld/1.html'>").replace("</h1>", "</a></h1>")
    )
    assert leaders(linked.replace(DUTIES, ""), Purpose.SECTION, "云溪县博物院") == []


@pytest.mark.parametrize(
    "heading",
    [
        "部门负责人",
        "县直部门领导",
        "乡镇负责人",
        "各镇街领导班子",
        "县属国有企业负责人",
        "国有公司领导",
        "中小学校负责人",
        "下属单位领导班子",
        "村负责人",
    ],
)
def test_a_list_beside_of_which_nobody_has_duties_is_of_heads_of_bodies(heading: str) -> None:
    others = items([("钱永年", "局长", ""), ("孙国庆", "主任", "")], heading=heading)
    found = leaders(f"{items(PEOPLE)}{others}", Purpose.SECTION, "云溪县博物院")
    assert [one.name for one in found if one.name in ("钱永年", "孙国庆")] == []
    assert len(found) == 4


OWN = ["", "县委领导", "县政府领导", "党组成员", "云溪县农业农村局领导班子", "乡村振兴局领导", "园区领导班子", "学校领导", "公司领导班子"]  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "云溪县农业农村局领导班子",
        "乡村振兴局领导",
        "乡镇企业局领导成员",
        "园区领导班子",
        "学校领导",
        "公司领导班子",
        "单位领导",
    ],
)
def test_a_list_below_the_heading_of_the_body_or_its_kind_is_of_leaders(heading: str) -> None:
    more = items([("钱永年", "副局长", ""), ("孙国庆", "副主任", "")], heading=heading)
    found = leaders(f"{items(PEOPLE)}{more}", Purpose.SECTION, "云溪县博物院")
    assert [one.name for one in found if one.name in ("钱永年", "孙国庆")] == ["钱永年", "孙国庆"]


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("heading", OWN)
def test_a_second_list_is_of_leaders_too_though_nobody_in_it_has_duties(
    heading: str, purpose: Purpose
) -> None:
    over = f"<h2>{heading}</h2>" if heading else ""
    rows = ["".join(item(*one, "h3") for one in some) for some in (PEOPLE[2:], PEOPLE[:2])]
    lists = f"<div>{rows[0]}</div>{over}<div>{rows[1]}</div>"
    found = leaders(f"<h2>领导之窗</h2>{lists}", purpose)
    assert held(found) == sorted((name, post, bool(duties)) for name, post, duties in PEOPLE)


def test_boxes_of_several_items_each_are_no_items() -> None:
    def part(body: str, *told: str) -> str:
        inner = "".join(f"<div class=i><p>{one}</p></div>" for one in told)
        return f"<h3>{body}</h3><div>{inner}</div>"

    first = part("县委", "钱永年 书记</p><p>男，1970年生", "孙国庆 副书记</p><p>男，1971年生")
    second = part("县政府", "王建国 县长</p><p>主持县政府全面工作", f"李飞 副县长</p><p>{DUTIES}")
    found = leaders(f"<div><h2>领导信息</h2>{first}{second}</div>", Purpose.SECTION)
    assert [one.name for one in found] == ["王建国", "李飞", "钱永年", "孙国庆"]


STAFF = "<div><p>陈明 办公室主任</p><p>周强 办公室副主任</p></div>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("shown", [1, 2, 4])
def test_a_leader_whose_item_shows_staff_is_one_too(shown: int, purpose: Purpose) -> None:
    made = [item(*one, "h3") for one in PEOPLE]
    made[:shown] = [
        f"{one.removesuffix('</div></div>')}{STAFF}</div></div>" for one in made[:shown]
    ]
    found = leaders(f"<h2>领导之窗</h2><div>{''.join(made)}</div>", purpose)
    assert {name for name, _, _ in PEOPLE} <= {one.name for one in found}
    assert not any(one.division for one in found if one.name in ("陈明", "周强"))


def folded(name: str, post: str, duties: str) -> str:
    told = (
        f"<span>{name}</span> <span>{post}</span> <span>{duties}</span> <span>邮箱：a@b.cn</span>"
    )
    return f"<details><summary><div>{told}</div></summary><div>展开内容</div></details>"


@pytest.mark.parametrize("purpose", BOTH)
def test_of_items_that_unfold_those_without_duties_are_leaders_too(purpose: Purpose) -> None:
    people = [("王建国", "党委书记", "主持全面工作。"), ("李飞", "院长兼党委副书记", "工作内容"), ("沈涛", "副院长", "工作内容")]  # fmt: skip
    found = leaders(f"<h2>现任领导</h2>{''.join(folded(*one) for one in people)}", purpose)
    assert held(found) == sorted((name, post, name == "王建国") for name, post, _ in people)


@pytest.mark.parametrize("purpose", BOTH)
def test_a_post_ends_before_a_word_that_is_none(purpose: Purpose) -> None:
    rows = "<p>王建国 局长 电话2839405</p><p>李飞 党组成员 副局长</p>"
    assert held(leaders(f"<h2>领导班子</h2>{rows}", purpose)) == [
        ("李飞", "党组成员 副局长", False),
        ("王建国", "局长", False),
    ]


ROWS = "<ul><li><span>王建国</span><span>县长</span><span>{}</span></li><li><span>李飞</span><span>副县长</span><span>{}</span></li></ul>"
CLOSED = "<details><summary>王建国 县长</summary><p>{}</p></details><details><summary>李飞 副县长</summary><p>{}</p></details>"


@pytest.mark.parametrize("shape", [ROWS, CLOSED])
def test_who_is_beside_words_that_may_be_his_duties_is_unread(shape: str) -> None:
    inner = shape.format("主持县政府全面工作，分管审计局。", "农业农村、水利、林业。")
    found = leaders(f"<h2>领导之窗</h2>{inner}", Purpose.SECTION)
    told = [(one.name, bool(one.division), one.unread) for one in found]
    assert told == [("王建国", True, False), ("李飞", False, True)]


def test_those_who_receive_visitors_are_no_items_of_leaders() -> None:
    inner = ROWS.format("接访时间：9月2日", "接访时间：9月3日")
    assert leaders(f"<h2>领导之窗</h2>{inner}", Purpose.SECTION) == []


def grouped(post: str, *people: tuple[str, str]) -> str:
    inner = "".join(f"<dl><dd>{name}</dd><dd>{own}</dd></dl>" for name, own in people)
    return f"<div><h4>{post}</h4>{inner}</div>"


HEADED = grouped("县长", ("王建国", "县委副书记、县长")), ("李飞", "常务副县长"), ("沈涛", "副县长")


@pytest.mark.parametrize(
    ("tag", "posts"),
    [
        ("dl", {"王建国": "县委副书记、县长", "李飞": "常务副县长"}),  # his, for it is in one box with his name
        ("", {}),  # the next one's, it may be
    ],
)  # fmt: skip
def test_a_post_below_a_name_is_not_that_over_the_group(tag: str, posts: dict[str, str]) -> None:
    first, *second = HEADED
    inner = f"<h2>领导之窗</h2>{first}{grouped('副县长', *second)}"
    inner = inner if tag else re.sub("</?dl>", "", inner)
    found = people_in_items(page(inner), "领导之窗")
    assert {one.name: one.post for one in found} == posts


@pytest.mark.parametrize(
    ("href", "named"), [("/ld/1.html", []), ("javascript:;", ["李飞", "王建国"])]
)
def test_who_heads_a_group_of_links_is_left_to_his_own_page(href: str, named: list[str]) -> None:
    def tile(name: str) -> str:
        return f"<li><a href='{href}'><img src=a.jpg>{name}</a></li>"

    groups = (("县长", "王建国", "陈明"), ("副县长", "李飞", "沈涛"))
    inner = "".join(f"<div><h4>{post}</h4>{''.join(map(tile, names))}</div>" for post, *names in groups)  # fmt: skip
    found = leaders(f"<h2>领导之窗</h2>{inner}", Purpose.SECTION)
    assert sorted(one.name for one in found if one.unread) == named
