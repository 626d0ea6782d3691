# ruff: noqa: E501  (pages read best unbroken)
"""Names that no known surname begins, told by place and form, and words that stand like them."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders

DUTIES = {"王建国": "主持全局工作。", "李小红": "分管财务科。", "赵四海": "分管地质科、信访工作。"}
RARE = ["普春林", "刀正明", "岩温", "扎西次仁", "普 林"]


def one(name: str, duties: str = "", picture: bool = False, form: str = "<p><strong>{}</strong></p>") -> str:  # fmt: skip
    portrait = "<p><img src=a.jpg></p>" if picture else ""
    return f"<div>{portrait}{form.format(name)}<p>{duties or DUTIES[name]}</p></div>"


def group(post: str, *people: str) -> str:
    return f"<h4>{post}</h4>{''.join(people)}"


def bureau(*groups: str, picture: bool = False) -> str:
    first = group("局长", one("王建国", picture=picture)) + group(
        "副局长", one("李小红", picture=picture)
    )
    return f"<h2>局领导</h2>{first}{''.join(groups)}"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("label", ["", "<b>分工：</b>"])
@pytest.mark.parametrize("name", RARE)
def test_a_bold_name_below_a_post_and_above_duties_is_one_beside_those_known(
    name: str, label: str, purpose: Purpose
) -> None:
    inner = bureau(group("总工程师", one(name, f"{label}分管测绘科、矿产科。")))
    found = leaders(inner, purpose)
    last = next(one for one in found if one.post == "总工程师")
    assert (last.name, last.unread) == (name.replace(" ", ""), False)
    assert "分管测绘科、矿产科。" in last.division
    assert len(found) == 3


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("name", RARE)
def test_a_name_below_a_picture_as_those_known_has_is_one_of_its_group(
    name: str, purpose: Purpose
) -> None:
    people = (one(name, "分管测绘科、矿产科。", picture=True), one("赵四海", picture=True))
    found = {p.name: (p.post, p.division) for p in leaders(bureau(*people, picture=True), purpose)}
    assert found == {
        "王建国": ("局长", DUTIES["王建国"]),
        "李小红": ("副局长", DUTIES["李小红"]),
        name.replace(" ", ""): ("副局长", "分管测绘科、矿产科。"),
        "赵四海": ("副局长", DUTIES["赵四海"]),
    }


@pytest.mark.parametrize("purpose", BOTH)
def test_where_neither_tells_a_name_whose_the_duties_are_stays_open(purpose: Purpose) -> None:
    inner = bureau(one("普春林", "分管测绘科、矿产科。"), one("赵四海"))
    found = {p.name: (p.division, p.unread) for p in leaders(inner, purpose)}
    assert found == {
        "王建国": (DUTIES["王建国"], False),
        "李小红": (DUTIES["李小红"], True),
        "赵四海": (DUTIES["赵四海"], False),
    }


WORDS = ["空缺", "暂缺", "未配备", "待任命", "城市建设", "环保线", "云溪县", "信访室", "村建办", "环卫所", "招商引资", "财政口", "综合类", "其他领导", "分管领域", "普家村", "科技股", "照片", "汉族", "首页", "政务公开", "副局长"]  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("picture", [True, False])
@pytest.mark.parametrize("word", WORDS)
def test_words_in_the_place_of_names_name_nobody(
    word: str, picture: bool, purpose: Purpose
) -> None:
    told_of = one(word, "分管测绘科、矿产科。", picture=picture)
    for inner in (
        bureau(group("总工程师", told_of), picture=picture),
        bureau(told_of, picture=picture),
    ):
        assert {p.name for p in leaders(inner, purpose)} <= {"王建国", "李小红", ""}


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("word", ["城市建设", "分管领域", "其他工作"])
def test_a_subject_in_bold_parts_the_duties_of_one(word: str, purpose: Purpose) -> None:
    inner = bureau(one(word, "分管测绘科、矿产科。"))
    found = {p.name: (p.division, p.unread) for p in leaders(inner, purpose)}
    assert found["李小红"] == (f"{DUTIES['李小红']} 分管测绘科、矿产科。", False)


OTHERWISE = {
    "one known name alone": f"<h2>局领导</h2>{group('局长', one('王建国'))}{group('总工程师', one('普春林', '分管测绘科。'))}",
    "a line that is not bold": bureau(group("总工程师", one("普春林", "分管测绘科。", form="<p>{}</p>"))),
    "another element": bureau(group("总工程师", one("普春林", "分管测绘科。", form="<span><b>{}</b></span>"))),
    "no duties below": bureau(group("总工程师", one("普春林", "电话：2839405"))),
    "a link": bureau(group("总工程师", one("<a href='/1.html'>普春林</a>", "分管测绘科。"))),
    "a heading that is no post": bureau(group("联系方式", one("普春林", "分管测绘科。"))),
    "others than leaders": bureau(f"<h3>科室负责人</h3>{group('主任', one('普春林', '分管测绘科。'))}"),
}  # fmt: skip


@pytest.mark.parametrize("inner", OTHERWISE.values(), ids=OTHERWISE)
def test_what_stands_otherwise_is_no_name(inner: str) -> None:
    assert "普春林" not in {one.name for one in leaders(inner, Purpose.SECTION)}


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<p><strong>{}</strong></p>"])
def test_the_duties_below_a_post_whose_holder_is_not_sure_are_kept_as_unread(
    form: str, purpose: Purpose
) -> None:
    other = group("总工程师", one("普春林", "分管测绘科。", form=form))
    inner = f"<h2>局领导</h2>{group('局长', one('王建国'))}{other}"
    found = [(p.name, p.post, p.division, p.unread) for p in leaders(inner, purpose)]
    assert found == [
        ("王建国", "局长", DUTIES["王建国"], False),
        ("", "总工程师", "分管测绘科。", True),
    ]


@pytest.mark.parametrize("purpose", BOTH)
def test_a_word_below_the_post_of_one_named_above_it_parts_his_duties(purpose: Purpose) -> None:
    inner = "<h2>局领导</h2><p>王建国</p><p><b>局长</b></p><p>数字化</p><p>负责数字化、智慧城市工作。</p>"
    [only] = leaders(inner, purpose)
    assert (only.name, only.post, only.unread) == ("王建国", "局长", False)


def test_an_index_beside_does_not_say_whose_the_duties_are() -> None:
    index = "<ul><li>王建国 局长</li><li>李小红 副局长</li><li>赵四海 副局长</li></ul>"
    inner = f"{index}{bureau(one('普春林', '分管测绘科、矿产科。'), one('赵四海'))}"
    assert [p.name for p in leaders(inner, Purpose.SECTION) if p.unread] == ["李小红"]


@pytest.mark.parametrize("purpose", BOTH)
def test_a_post_held_besides_stands_with_that_of_the_heading(purpose: Purpose) -> None:
    plain = "<p>{}</p>"
    besides = one("孙海峰（兼市文物局局长）", "分管测绘科。", form=plain)
    chief = group("局长", one("王建国", form=plain))
    for people in ((besides, one("李小红", form=plain)), (one("李小红", form=plain), besides)):
        found = leaders(f"<h2>局领导</h2>{chief}{group('党组成员、副局长', *people)}", purpose)
        told = {person.name: person.post for person in found}
        assert told["孙海峰"] == "党组成员、副局长（兼市文物局局长）"
        assert told["李小红"] == "党组成员、副局长"


@pytest.mark.parametrize("purpose", BOTH)
def test_a_post_in_the_name_s_own_line_that_is_not_besides_is_his_whole_one(
    purpose: Purpose,
) -> None:
    other = one("孙海峰（市文物局局长）", "分管测绘科。", form="<p>{}</p>")
    inner = (
        f"<h2>局领导</h2>{group('局长', one('王建国', form='<p>{}</p>'))}{group('副局长', other)}"
    )
    told = {person.name: person.post for person in leaders(inner, purpose)}
    assert told["孙海峰"] == "市文物局局长"
