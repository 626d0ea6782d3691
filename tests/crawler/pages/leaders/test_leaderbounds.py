# ruff: noqa: E501  (pages read best unbroken)
"""Where what is said of one leader ends, and which words are no person, heading or post of his."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from tests.crawler.pages.leaders.test_leaderclaims import HEAD, TOLD, lines, told
from tests.crawler.pages.leaders.test_leadernames import BOTH, leaders


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


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("tag", ["h3", "p"])
@pytest.mark.parametrize("word", ["平安", "李新县", "张建局", "阳光信访"])
def test_a_word_right_above_a_post_ends_what_is_said_of_the_one_before(
    word: str, tag: str, purpose: Purpose
) -> None:
    next_one = f"<{tag}>{word}</{tag}><p>副县长</p><p>负责教育工作。</p>"
    own = f"<h1>领导之窗</h1><{tag}>王建国</{tag}><p>县长</p><p>{HEAD[1]}</p>"
    assert told(own + next_one, purpose) == TOLD
    posts_first = lines("县长", "王建国", HEAD[1], "副县长", word, "负责教育工作。")
    assert told(posts_first, purpose) == TOLD


@pytest.mark.parametrize("purpose", BOTH)
def test_who_somebody_is_may_stand_before_his_post(purpose: Purpose) -> None:
    found = told(lines("李四光", "汉族", "副县长", "负责教育工作。"), purpose)
    assert found == "李四光 负责教育工作。"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "word",
    ["汉族", "白族", "哈尼族", "中共党员", "农工党员", "在职研究生", "工学博士", "大学本科", "正县级", "兼任", "湖北云溪"],
)  # fmt: skip
def test_words_of_who_somebody_is_name_nobody_between_his_posts(
    word: str, purpose: Purpose
) -> None:
    own = lines("王建国", "县长", word, "县委副书记", HEAD[1])
    assert told(own + lines("李四光", "副县长"), purpose).startswith(TOLD)
    before = lines("王建国", "男", word, "县长", HEAD[1], "李四光", "副县长", "负责教育工作。")
    assert word not in told(before, purpose)
    unknown = lines("王建国", "县长", HEAD[1], "展耀族", "副县长", "负责教育工作。")
    assert told(unknown, purpose).endswith("展耀族 副县长 负责教育工作。")


@pytest.mark.parametrize(
    "between", ["<p>阳光信访</p>", "<div>县政府党组其他人员</div>", "<p>服务群众</p>"]
)
def test_words_below_a_heading_of_a_post_end_it(between: str) -> None:
    inner = f"{held('副县长', '李四光', '王五一')}{between}<p>赵六合</p>"
    assert told(inner, Purpose.SECTION) == "李四光 副县长|王五一 副县长"


@pytest.mark.parametrize(
    ("posts", "several"),
    [
        ("党委委员、纪委书记", False),
        ("县委常委、统战部部长", False),
        ("党委副书记、政委", False),
        ("常务副县长", False),
        ("副县长", True),
        ("党组成员、副局长", True),
        ("县委常委", True),
    ],
)
def test_a_post_is_given_to_several_if_each_part_of_it_may_be_held_by_several(
    posts: str, several: bool
) -> None:
    second = f"|赵六合 {posts}" if several else ""
    assert told(held(posts, "李四光", "赵六合"), Purpose.SECTION) == f"李四光 {posts}{second}"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("局长", "<p>副局长</p>", False),
        ("县委书记", "<p>县委副书记</p>", False),
        ("副局长", "<p>副局长</p>", False),
        ("县长", "<h3>副县长</h3>", False),
        ("县委副书记", "<h3>县长</h3>", False),
        ("县委副书记", "<p>县长</p>", True),
        ("党组成员", "<p>副局长</p>", True),
    ],
)
def test_what_heads_the_next_one_is_no_second_post(
    first: str, second: str, joined: bool, purpose: Purpose
) -> None:
    found = told(f"{lines('李四光', first)}{second}<p>分管财务工作</p>", purpose)
    rest = f"、{second[3:-4]} 分管财务工作" if joined else ""
    assert found == f"李四光 {first}{rest}"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "words",
    ["美丽·云溪", "智慧·云溪", "美丽中国·云溪", "云溪·魅力古城", "零距离", "奉献者", "展示台"],
)
def test_a_slogan_names_nobody(words: str, purpose: Purpose) -> None:
    assert told(f"{lines(*HEAD)}<h3>{words}</h3><p>负责宣传工作。</p>", purpose) == TOLD


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("beside", ["古丽·买提 副县长", "副县长 古丽·买提", "古丽·买提：副县长"])
def test_beside_a_post_two_short_words_and_a_dot_are_a_name(beside: str, purpose: Purpose) -> None:
    found = told(lines(*HEAD, beside, "负责教育工作。"), purpose)
    assert found == f"{TOLD}|古丽·买提 副县长 负责教育工作。"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "words",
    ["局长应做到", "主任全程参与", "县长安排部署", "副县长成立专班", "局长和党组", "站长常态化", "校长家长", "局长高度重视"],
)  # fmt: skip
def test_a_sentence_that_begins_with_a_post_names_nobody(words: str, purpose: Purpose) -> None:
    assert told(lines(*HEAD, f"{words}：负责全局工作。"), purpose) == TOLD
    twice = lines(*HEAD, f"{words}：负责全局工作。", f"副{words}：负责财务工作。")
    assert told(twice, purpose) == TOLD


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    ("life", "post"),
    [
        ("历任云溪镇镇长，任县委办主任，2020年至今任副县长。", "副县长"),
        ("历任云溪镇镇长，任县委办主任。", ""),
        ("历任云溪镇镇长，任县委办主任，现任副县长。", "副县长"),
        ("曾任云溪镇镇长、副局长，副县长。", ""),
        ("先后在云溪镇工作，副县长。", ""),
        ("云溪县劳动模范，云溪镇镇长。", ""),
        ("云溪小学校长。", ""),
        ("任副县长。", "副县长"),
        ("县委常委，副县长。", "县委常委、副县长"),
        ("县人民法院院长。", "县人民法院院长"),
    ],
)
def test_of_a_life_the_post_of_today_is_taken(life: str, post: str, purpose: Purpose) -> None:
    found = told(lines(*HEAD, f"李四光，男，1970年生，{life}", "负责教育工作。"), purpose)
    assert found == " ".join(filter(None, (f"{TOLD}|李四光", post, "负责教育工作。")))


LISTED = ("王建国 局长", "李四光 副局长", "赵六合 三级调研员")
ROWS = "".join(f"<li><a href='#'>{one}</a></li>" for one in LISTED)


@pytest.mark.parametrize("purpose", BOTH)
def test_of_lines_that_begin_with_a_post_most_name_somebody(purpose: Purpose) -> None:
    sentences = ("局长应做到：负责全面工作。", "副局长于每周：负责检查工作。")
    assert told(lines(*sentences), purpose).strip() == "负责全面工作。 负责检查工作。"
    subjects = (
        "主任党建：负责党建工作。",
        "局长全面：负责全面工作。",
        "副局长文秘：负责文秘工作。",
    )
    assert "|" not in told(lines(*subjects), purpose)
    people = ("局长应国强：负责全面工作。", "副局长时新：负责财务工作。", "副局长欧阳志远：负责党建工作。")  # fmt: skip
    assert told(lines(*people), purpose) == (
        "应国强 局长 负责全面工作。|时新 副局长 负责财务工作。|欧阳志远 副局长 负责党建工作。"
    )


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "unit", ["办公室", "社会救助科", "综合股", "（一）办公室", "县救助站", "政务服务中心"]
)
def test_the_duties_of_an_office_are_those_of_no_leader(unit: str, purpose: Purpose) -> None:
    offices = (unit, "负责文电、会务、机要工作。", "财务科", "主要负责财务工作。")
    assert told(lines(*HEAD, *offices), purpose) == TOLD
    kept = lines(*HEAD, "分管单位", unit, "李四光 副县长", "负责教育工作。")
    assert told(kept, purpose) == f"{TOLD}|李四光 副县长 负责教育工作。"
    under = lines("王建国", "县长", "分管：", unit, "负责教育工作。")
    assert "负责教育工作。" in told(under, purpose)


@pytest.mark.parametrize("purpose", BOTH)
def test_a_heading_that_may_be_the_pages_title_ends_the_post_of_several(purpose: Purpose) -> None:
    several = "<h3>副县长</h3><p>李四光</p><p>负责教育工作。</p><p>赵六合</p><p>负责财政工作。</p>"
    found = told(f"{several}<h3>联系方式</h3><p>钱小平</p>", purpose)
    assert found.startswith("李四光 副县长 负责教育工作。|赵六合 副县长 负责财政工作。")
    assert "钱小平 副县长" not in found


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    "names",
    [f"<ul>{ROWS}</ul>", "<ul><li>王建国</li><li>局长</li><li>李四光</li><li>副局长</li><li>赵六合</li><li>三级调研员</li></ul>", "<div><p>王建国 局长</p><p>李四光 副局长</p><p>赵六合 三级调研员</p></div>"],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["<p>领导全局工作</p>", "<p>分管工作：</p><p>领导全局工作</p>"])
def test_duties_outside_a_list_of_names_are_given_to_none_of_them(
    names: str, beside: str, purpose: Purpose
) -> None:
    found = leaders(f"<h1>局领导</h1><div>{names}</div><div>{beside}</div>", purpose)
    assert not any(one.division for one in found if one.name)
    clicked = "#" in names and purpose is Purpose.SECTION
    if "：" not in beside:
        assert [(one.name, one.unread) for one in found] == [
            ("王建国", clicked), ("李四光", clicked), ("赵六合", True),
        ]  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    ("inner", "last"),
    [
        (f"<ul>{ROWS}</ul><div><h3>李四光</h3><p>副局长</p><p>分管财务工作。</p></div>", "李四光"),
        ("<ul><li>王建国 局长</li><li>李四光 副局长<p>分管财务工作。</p></li></ul>", "李四光"),
        ("<div><p>李四光</p><p>李四光 副局长</p></div><div><p>分管财务工作。</p></div>", "李四光"),
        ("<div><p>李四光 副局长</p></div><div><p>分管财务工作。</p></div>", "李四光"),
        ("<div><p>王建国 局长</p><p>主持全局工作。</p><p>李四光 副局长</p></div><div><p>分管财务工作。</p></div>", "李四光"),
    ],
)  # fmt: skip
def test_duties_below_a_name_of_their_own_are_his(inner: str, last: str, purpose: Purpose) -> None:
    found = leaders(f"<h1>局领导</h1><div>{inner}</div>", purpose)
    assert {one.name: one.division for one in found}[last] == "分管财务工作。"
    behind_a_click = "#" in inner and purpose is Purpose.SECTION
    assert all(one.unread == (behind_a_click and not one.division) for one in found)


STRETCHED = "<span>{}</span><span>&nbsp;</span><span>长</span>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(
    ("below", "post"),
    [("局", "局长"), ("副局", "副局长"), ("教", "")],
)
def test_blanks_may_stretch_the_words_of_a_post(below: str, post: str, purpose: Purpose) -> None:
    line = STRETCHED.format(below) if post else "<span>教</span> <span>授</span>"
    rows = f"<p>沈涛</p><p>党组书记</p><p>王建国</p><p>{line}</p><p>李飞</p><p>副局长</p>"
    found = leaders(f"<h2>领导班子</h2>{rows}", purpose)
    held = {one.name: one.post for one in found}
    assert held.get("王建国", "") == post
    assert held["李飞"] == "副局长"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("rank", ["一级", "二级调研员", "正科级", "县级", "女"])
def test_a_rank_in_brackets_behind_a_name_is_no_part_of_it(rank: str, purpose: Purpose) -> None:
    rows = (
        f"局党组书记、局长：王建国（{rank}）|主持全面工作。|副局长：李飞（{rank}）|分管财务、教育。"
    )
    box = "<ul><li><strong>副局长</strong><br>李飞<br>办公电话：2839405</li></ul>"
    found = told(box + lines(*rows.split("|")), purpose)
    assert found == "李飞 副局长 分管财务、教育。|王建国 局党组书记、局长 主持全面工作。"


@pytest.mark.parametrize("purpose", BOTH)
def test_a_rank_behind_a_post_stays(purpose: Purpose) -> None:
    found = told(
        lines("王建国 副局长（正科级）", "分管财务、教育。", "李飞 局长", "主持全面工作。"), purpose
    )
    assert found == "王建国 副局长（正科级） 分管财务、教育。|李飞 局长 主持全面工作。"


SPREAD = "局　　长　　王建国|副 局 长　　李飞|党组成员、副 局 长：沈涛"


@pytest.mark.parametrize("purpose", BOTH)
def test_blanks_may_stretch_a_post_beside_a_name(purpose: Purpose) -> None:
    found = told(lines(*SPREAD.split("|")), purpose)
    assert found == "王建国 局长|李飞 副局长|沈涛 党组成员、副局长"


def test_the_post_above_duties_is_his_rather_than_that_below_his_tab() -> None:
    tabs = "<dl><dt>县长</dt><dd><a>王建国</a></dd><dt>副县长</dt><dd><a>李飞</a></dd></dl>"
    own = "<h3>王建国</h3><p>县委副书记、县长</p><p>领导县政府全面工作。</p>"
    found = leaders(f"<h2>领导之窗</h2>{tabs}<div>{own}</div>", Purpose.SECTION)
    assert [one.post for one in found if one.division] == ["县委副书记、县长"]


@pytest.mark.parametrize(("href", "unread"), [("javascript:;", ["李飞"]), ("/ld/2.html", [])])
def test_those_below_posts_in_an_index_that_leads_nowhere_are_unread(
    href: str, unread: list[str]
) -> None:
    rows = f"<dt>县长</dt><dd><a href='{href}'>王建国</a></dd><dt>副县长</dt><dd><a href='{href}'>李飞</a></dd>"
    own = "<h3>王建国</h3><p>县委副书记、县长</p><p>领导县政府全面工作。</p>"
    found = leaders(f"<h2>领导之窗</h2><dl>{rows}</dl><div>{own}</div>", Purpose.SECTION)
    assert [one.name for one in found if one.unread] == unread


def test_of_two_posts_of_a_page_the_fuller_is_taken() -> None:
    life = "<h3>个人简历</h3><p>王建国，男，汉族，1979年2月生，大学学历，历任云溪县审计局副局长、局长。</p>"
    own = f"<h2>王建国</h2><p>县委常委、副县长</p>{life}<h3>分管工作</h3><p>负责商务、市场监管工作。</p>"
    side = "".join(
        f"<li><a href='/ld/{n}.html'>{name}</a></li>"
        for n, name in enumerate(("县长 李飞", "副县长 王建国"))
    )
    inner = f"<div><h3>县政府领导</h3><ul>{side}</ul></div><div>{own}</div>"
    (one,) = leaders(inner, Purpose.DETAIL, "副县长 王建国", row="副县长 王建国")
    assert (one.name, one.post) == ("王建国", "县委常委、副县长")


def test_words_below_a_name_that_are_no_office_are_no_fuller_post() -> None:
    own = "<h1>王建国</h1><p>县委书记 王建国 陪同</p><p>职务：书记</p>"
    (one,) = leaders(own, Purpose.DETAIL)
    assert "陪同" not in one.post


def test_a_name_closed_up_with_the_post_of_a_title_is_no_part_of_this() -> None:
    (one,) = leaders(
        "<h1>副县长王建国</h1><p>负责工业、科技工作。</p>", Purpose.DETAIL, row="王建国"
    )
    assert (one.name, one.post) == ("王建国", "副县长")


@pytest.mark.parametrize("purpose", BOTH)
def test_a_word_of_respect_behind_a_closed_up_name_is_no_part_of_it(purpose: Purpose) -> None:
    rows = ("县长王建国同志：领导县政府全面工作。", "副县长李飞同志：分管财政、税务工作。")
    found = leaders(lines(*rows), purpose, "县政府领导分工")
    assert [(one.name, one.post) for one in found] == [("王建国", "县长"), ("李飞", "副县长")]


@pytest.mark.parametrize("purpose", BOTH)
def test_the_heads_of_offices_below_the_leaders_are_none(purpose: Purpose) -> None:
    offices = "<h2>内设机构</h2><p>办公室主任：沈涛</p><p>法规股股长：赵四海</p>"
    rows = "<h2>局领导</h2><p>局长：王建国</p><p>副局长：李飞</p>"
    assert told(rows + offices, purpose, "机构领导") == "王建国 局长|李飞 副局长"
