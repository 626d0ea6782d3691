# ruff: noqa: E501  (pages read best unbroken)
"""Leaders whom a page names without their duties, and what looks like them."""

from __future__ import annotations

import re
import time

import pytest

from crawler.pages.leaders.leader import read_leaders
from crawler.pages.leaders.leaderindex import people_in_index
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Leader
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, entry, page, task
from tests.fuzzing.growing import uncollected

BOTH = (Purpose.SECTION, Purpose.DETAIL)


def reading(inner: str, purpose: Purpose, title: str = "领导之窗", row: str = "") -> Reading:
    html = f"<html><head><title>{title}</title></head><body>{NAVIGATION}<div class=main>{inner}</div>{FOOTER}</body></html>"
    asked = task(Role.LEADERS, purpose, entry=entry(Role.LEADERS, row) if row else None)
    return read(asked, page(html), SNAPSHOT)


def leaders(inner: str, purpose: Purpose, title: str = "领导之窗", row: str = "") -> list[Leader]:
    return [one for one in reading(inner, purpose, title, row).records if isinstance(one, Leader)]


def card(name: str, link: str = "javascript:;", below: str = "") -> str:
    return f"<li><div><a href='{link}'><img src=a.jpg></a></div><div><a href='{link}'>{name}</a></div>{below}</li>"


def cards(*names: str, link: str = "javascript:;", heading: str = "领导介绍") -> str:
    return f"<h2>{heading}</h2><ul>{''.join(card(name, link) for name in names)}</ul>"


OWN = "<div><span>姓名：徐平</span><button>给我写信</button></div><p>职务：县长</p><p>分工：</p>"
COLLEAGUES = "".join(
    f"<li><a href='/ld/{n}.html'><span>{name}</span>副县长</a></li>"
    for n, name in enumerate(["徐平", "王军", "李国", "沈涛"])
)
# What a page shows: who is named, with which post; a former one with his post in brackets.
NAMED = {
    "a label beside a list of colleagues": (f"<ul>{COLLEAGUES}</ul>{OWN}", "徐平 县长"),
    "labels in a former's page": ("<h1>历任领导</h1><p>姓名：张三</p><p>职务：县长</p><p>姓名：李四</p><p>职务：副县长</p>", "(张三 县长) (李四 副县长)"),
    "names behind posts": ("<h4>某中心领导简介</h4><p>党委书记、主任：安宁</p><p>副 主 任：李绚、缪丽 朱玉军</p><p>纪检组长（兼）：阿依古丽·买买提、赵六</p>",
        "安宁 党委书记、主任|李绚 副主任|缪丽 副主任|朱玉军 副主任|阿依古丽·买买提 纪检组长（兼）|赵六 纪检组长（兼）"),
    "former ones below a heading": ("<h1>领导班子</h1><p>局长：张三</p><h3>历任领导</h3><p>局长：李四、王五</p>", "张三 局长|(李四 局长)|(王五 局长)"),
    "cards that lead nowhere": (cards("金永善", "欧阳海涛"), "金永善 |欧阳海涛 "),
    "cards with posts": (f"<h2>领导介绍</h2><ul>{card('金永善', '#', '<p>局长</p>')}{card('贾春', '#', '<p>副局长</p>')}</ul>", "金永善 局长|贾春 副局长"),
}  # fmt: skip


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize(("inner", "named"), NAMED.values(), ids=NAMED)
def test_who_is_named(inner: str, named: str, purpose: Purpose) -> None:
    found = leaders(inner, purpose)
    said = [
        f"{one.name} {one.post}" if one.present else f"({one.name} {one.post})" for one in found
    ]
    assert "|".join(said) == named.replace(") (", ")|(")
    assert all(one.name in one.title for one in found) or len(found) == 1


def test_the_list_beside_a_leader_is_still_followed() -> None:
    assert len(reading(f"<ul>{COLLEAGUES}</ul>{OWN}", Purpose.SECTION).listing.entries) == 4


NOBODY = {
    "who is asked, an office, a note": "<h1>领导信息</h1><p>联系人：张三、李四</p><p>主任：办公室</p><p>副主任：详见附件</p>",
    "who is on duty, a group, a mailbox": "<h1>领导信息</h1><p>值班主任：张三、李四</p><p>组长：张三</p><p>副组长：李四、王五</p><p>主任委员：张三</p><p>局长信箱：张三</p>",
    "names that are links": "<h1>领导</h1><table><tr><td>姓名</td><td><a href=/1.html>张三</a></td><td>职务</td><td>局长</td></tr></table>",
    "whom to ask": "<h1>领导信息</h1><h4>信息公开联系人</h4><p>姓名：王五</p><p>职务：办公室主任</p>",
    "a form": "<h1>领导信箱</h1><form>姓名：<input name=a> 职务：<input name=b></form>",
    "cards that lead to pages": cards("金永善", "贾春", link="/ld/1.html"),
    "tiles of a menu": cards("党建工作", "权力清单", "公示公告"),
    "tiles as short as names": cards("公众号", "支付宝"),
    "one tile that names nobody": cards("金永善", "微博"),
    "a single card": cards("金永善"),
}  # fmt: skip


@pytest.mark.parametrize("inner", NOBODY.values(), ids=NOBODY)
def test_who_is_no_leader(inner: str) -> None:
    assert leaders(inner, Purpose.SECTION) == []


def test_cards_where_nothing_speaks_of_leaders_are_no_leaders() -> None:
    inner = cards("金永善", "贾春", heading="便民服务")
    assert leaders(inner, Purpose.SECTION, title="便民服务") == []


def test_colleagues_whose_links_lead_nowhere_are_all_there_is_of_them() -> None:
    rows = "".join(f"<li><a href='#'>{name} 副县长</a></li>" for name in ("王军", "李国"))
    own = "<h3>徐平 县长</h3><p>主持县政府全面工作。</p>"
    found = leaders(f"<ul>{rows}</ul>{own}", Purpose.DETAIL)
    assert {"王军", "李国"} <= {one.name for one in found}
    found = leaders(f"<ul>{rows.replace('#', '/ld/1.html')}</ul>{own}", Purpose.DETAIL)
    assert [one.name for one in found] == ["徐平"]


def test_a_page_headed_by_a_name_is_his_whoever_else_is_listed_on_it() -> None:
    inner = "<h1>张三</h1><p>职务：局长</p><p>男，汉族，1970年生。</p><p>副局长：李四、王五</p>"
    assert [one.name for one in leaders(inner, Purpose.DETAIL, row="张三")] == ["张三"]


def test_a_heading_below_a_leader_neither_titles_nor_ages_him() -> None:
    inner = "<h1>张三</h1><p>职务：局长</p><p>工作分工：主持全面工作。</p><h3>历任局长</h3><p>李四、王五</p>"
    for purpose in BOTH:
        [one] = leaders(inner, purpose)
        assert (one.name, one.title, one.present) == ("张三", "张三", True)


@pytest.mark.parametrize("title", ["某某县林业局", "某局领导简介"])
def test_a_page_that_names_nobody_gives_no_leader(title: str) -> None:
    assert leaders(f"<h1>{title}</h1><p><img src=a.jpg></p>", Purpose.DETAIL, title) == []


SHOWN = "<div><div>王建国</div><div>县委书记</div><h4>分管工作</h4><p>主持县委全面工作。</p></div>"
GROUPS = {
    "县委领导": [("王建国", "县委书记"), ("李 飞", "县委常委、副县长"), ("赵四海", "县委常委，县人民武装部政治委员")],
    "县政府领导": [("李 飞", "县委常委、副县长"), ("沈涛", "副县长（挂职时间二年）"), ("古丽·买提", "县公安局局长、督察长，四级高级警长")],
}  # fmt: skip


def index(groups: dict[str, list[tuple[str, str]]], link: str = "/ld/", hidden: str = "") -> str:
    """Groups of rows that are links of a name and a post, all but the first behind a click."""
    made = ""
    for number, (heading, rows) in enumerate(groups.items()):
        items = "".join(
            f"<li><a href='{link}{number}{n}.html' title='{name} {post}'><span>{name}：</span><span>{post}</span></a></li>"
            for n, (name, post) in enumerate(rows)
        )
        style = hidden if number else ""
        made += f"<div><div><a href='javascript:void()'>{heading}</a></div><div {style}><ul>{items}</ul></div></div>"
    return f"<div>{made}</div>"


@pytest.mark.parametrize("hidden", ["", "style='display:none'"])
@pytest.mark.parametrize("link", ["/ld/", "#"])
def test_an_index_beside_the_details_of_one_names_the_others(link: str, hidden: str) -> None:
    twice = index(GROUPS, link, hidden) * 2
    found = leaders(f"<h1>领导之窗</h1>{twice}{SHOWN}", Purpose.SECTION)
    assert [(one.name, one.post, bool(one.division)) for one in found] == [
        ("王建国", "县委书记", True),
        ("李飞", "县委常委、副县长", False),
        ("赵四海", "县委常委，县人民武装部政治委员", False),
        ("沈涛", "副县长（挂职时间二年）", False),
        ("古丽·买提", "县公安局局长、督察长，四级高级警长", False),
    ]
    assert [one.unread for one in found] == [False, *[link == "#"] * 4]  # behind a click, perhaps


def test_an_index_without_anything_to_click_hides_no_duties() -> None:
    plain = re.sub(r"</?a[^>]*>", "", index(GROUPS))
    found = leaders(f"<h1>领导之窗</h1>{plain}{SHOWN}", Purpose.SECTION)
    assert [(one.name, one.unread) for one in found][:2] == [("王建国", False), ("李飞", False)]
    assert len(found) == 5
    assert not any(one.unread for one in found)


def test_the_rows_of_an_index_that_names_leaders_are_followed_still() -> None:
    found = reading(f"<h1>县政府领导</h1>{index(GROUPS)}{SHOWN}", Purpose.SECTION)
    assert [one.title[:3].strip() for one in found.listing.entries] == ["李 飞", "沈涛", "古丽·"]


@pytest.mark.parametrize(
    ("beside", "purpose"),
    [
        (index(GROUPS), Purpose.DETAIL),  # a leader's own page: his colleagues have theirs
        (index({"领导活动": [("李飞", "副县长调研教育工作"), ("沈涛", "县长会见客商"), ("赵四海", "局长李军讲党课")]}), Purpose.SECTION),
        (index({"领导活动": [("李飞", "副县长"), ("全县", "教育工作会议召开"), ("我县", "开展局长接访")]}), Purpose.SECTION),
        (index({"互动": [("高新区", "主任"), ("金融办", "主任"), ("王村镇", "镇长信箱")]}), Purpose.SECTION),
        (index({"互动": [("王建国", "县长信箱"), ("李飞", "书记信箱")]}), Purpose.SECTION),
        (index({"领导": [("李飞", "副县长")]}), Purpose.SECTION),
        (f"<h3>值班领导</h3>{index(GROUPS)}", Purpose.SECTION),
    ],
)  # fmt: skip
def test_what_is_no_index_of_leaders_names_nobody(beside: str, purpose: Purpose) -> None:
    found = leaders(f"<h1>领导之窗</h1>{SHOWN}{beside}", purpose)
    assert [one.name for one in found] == ["王建国"]


def test_an_index_without_anybodys_details_leaves_people_to_their_pages() -> None:
    assert leaders(f"<h1>领导之窗</h1>{index(GROUPS)}", Purpose.SECTION) == []


ROWS = "<h2>政府领导</h2><ul>" + "".join(
    f"<li><a href='#'><h5>{name}</h5><span>{post}</span></a></li>"
    for name, post in (("李飞", "州委副书记、州长"), ("沈涛", "州委常委、副州长"), ("赵四海", "副州长"))
) + "</ul>"  # fmt: skip
OWN = (
    "<div><h1>州委副书记、州长 （李飞）</h1><p>发布日期：<span>2026/03/05</span></p>"
    "<div>简历</div><div><p>李飞，男，汉族，1970年10月生，1990年8月参加工作，现任</p><p>州委副书记、州长。</p></div>"
    "<div>分工</div><div><p>主持州人民政府全面工作。负责审计工作。</p></div></div>"
)


def test_an_index_that_leads_nowhere_is_all_that_is_told_of_people() -> None:
    found = leaders(ROWS, Purpose.SECTION, "领导信息公开")
    assert [one.name for one in found] == ["李飞", "沈涛", "赵四海"]
    linked = ROWS.replace("'#'", "'/ld/1.html'")
    assert leaders(linked, Purpose.SECTION, "领导信息公开") == []


@pytest.mark.parametrize("purpose", BOTH)
def test_a_name_in_brackets_behind_the_posts_of_a_title(purpose: Purpose) -> None:
    (one,) = leaders(OWN, purpose, "领导信息公开")
    assert (one.name, one.post, bool(one.division)) == ("李飞", "州委副书记、州长", True)
    found = leaders(f"{ROWS}{OWN}", purpose, "领导信息公开")
    assert [(o.name, o.post, bool(o.division)) for o in found] == [
        ("李飞", "州委副书记、州长", True), ("沈涛", "州委常委、副州长", False), ("赵四海", "副州长", False),
    ]  # fmt: skip


def test_those_beside_a_page_to_which_a_row_led_are_told_of_by_others() -> None:
    (one,) = leaders(f"{ROWS}{OWN}", Purpose.DETAIL, "领导信息公开", "李飞")
    assert one.division


@pytest.mark.parametrize("line", ["金融：由其分管", "金融、审计"])
def test_a_word_of_office_in_brackets_with_which_a_line_begins_is_no_name(line: str) -> None:
    inner = OWN.replace("（李飞）", "（金融）").replace("<p>李飞，男", f"<p>{line}</p><p>男")
    assert [one.name for one in leaders(inner, Purpose.DETAIL, "领导信息公开")] == [""]


@pytest.mark.parametrize("word", ["常务", "宣传", "李进"])
def test_a_word_in_brackets_that_begins_no_other_line_is_no_name(word: str) -> None:
    inner = OWN.replace("（李飞）", f"（{word}）").replace("李飞，", "")
    assert [one.name for one in leaders(inner, Purpose.DETAIL, "领导信息公开") if one.name] == []
    assert all(one.unread for one in leaders(inner, Purpose.DETAIL, "领导信息公开"))


def test_a_post_alone_is_nobody() -> None:
    assert leaders("<h1>州委副书记、州长</h1><p>正在更新</p>", Purpose.DETAIL) == []


def test_those_in_an_index_of_former_leaders_are_not_present() -> None:
    former = f"<h2>历任领导</h2>{index({'县长': [('李飞', '县长'), ('沈涛', '副县长')]})}"
    found = leaders(f"<h1>领导之窗</h1>{SHOWN}{former}", Purpose.SECTION)
    assert [(one.name, one.present) for one in found] == [
        ("王建国", True), ("李飞", False), ("沈涛", False),
    ]  # fmt: skip


def test_an_index_four_times_as_long_takes_about_four_times_as_long() -> None:
    def taken(times: int) -> float:
        rows = "".join(
            f"<li><div><p>李飞 副县长</p><p>沈涛</p></div>{n}</li>" for n in range(times)
        )
        deep = f"{'<div>' * 300}沈涛 副县长{'</div>' * 300}"
        long = page(f"<h1>领导之窗</h1>{SHOWN}<ul>{rows}</ul>{deep}")
        start = time.process_time()
        read_leaders(long, task(Role.LEADERS, Purpose.SECTION), SNAPSHOT)
        return time.process_time() - start

    taken(10)
    with uncollected():
        assert taken(4_000) < 9 * taken(1_000) + 0.5


MENU = "<ul><li><span>重点领域</span><ul style='display:none'><li><a href=/xc/>乡村振兴</a></li><li><a href=/jz/>社会救助</a></li></ul></li></ul>"  # fmt: skip
HEADS = "<tr><td>照片</td><td>姓名</td><td>职务</td><td>工作分工</td><td>办公电话</td></tr>"


def table_row(name: str, post: str, duties: str) -> str:
    return f"<tr><td><img src=a.jpg></td><td>{name}</td><td>{post}</td><td>{duties}</td><td>0563-4561205</td></tr>"


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("menu", ["", MENU])
@pytest.mark.parametrize(
    "nothing",
    ["", "暂无", "同上", "<img src=fg.jpg>", "<p style='display:none'>负责政务公开工作</p>",
     "<i id=fg2></i>", "<a href=/ld/2.html><img src=more.gif></a>"],
)  # fmt: skip
def test_a_row_of_a_table_with_name_and_post_is_a_leader_whose_duties_may_be_unread(
    nothing: str, menu: str, purpose: Purpose
) -> None:
    first = table_row("王建国", "镇长", "主持镇政府全面工作。")
    for rows in (
        first + table_row("徐玉兰", "镇党委委员、政法委员", nothing),
        table_row("徐玉兰", "镇党委委员、政法委员", nothing) + first,
    ):
        inner = f"{menu}<h3>领导之窗</h3><table border=1>{HEADS}{rows}</table>"
        found = leaders(inner, purpose)
        assert sorted((one.name, one.division, one.unread) for one in found) == [
            ("徐玉兰", "", True),
            ("王建国", "主持镇政府全面工作。", False),
        ]


NO_LEADERS = {
    "a page of their own": ("<a href=/ld/2.html>徐玉兰</a>", "副镇长", "领导之窗"),
    "no post": ("徐玉兰", "", "领导之窗"),
    "nobody": ("空缺", "副镇长", "领导之窗"),
    "a remark": ("说明", "以上排名不分先后", "领导之窗"),
    "an order": ("备注", "按职务排序", "领导之窗"),
    "a sum": ("合计", "副镇长", "领导之窗"),
    "a body": ("镇财政所", "所长待定", "领导之窗"),
    "staff": ("徐玉兰", "窗口", "领导之窗"),
    "a post that is not held": ("徐玉兰", "拟任副镇长", "领导之窗"),
    "those on duty": ("徐玉兰", "副镇长", "值班领导"),
}


@pytest.mark.parametrize("case", NO_LEADERS)
def test_a_row_without_duties_is_none_where_it_is_not_said_who_leads(case: str) -> None:
    name, post, heading = NO_LEADERS[case]
    rows = table_row("王建国", "镇长", "主持镇政府全面工作。") + table_row(name, post, "")
    found = leaders(f"<h3>{heading}</h3><table>{HEADS}{rows}</table>", Purpose.SECTION)
    assert {one.name for one in found} <= {"王建国"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("文物保护", ""),
        ("欧阳文博", "欧阳文博"),
        ("方志远", "方志远"),
        ("文物保护 副局长", "文物保护"),
    ],
)
def test_four_characters_behind_a_surname_are_a_name_only_beside_a_post(
    title: str, name: str
) -> None:
    found = leaders(f"<h1>{title}</h1><p>本栏目建设中，欢迎来访。</p>", Purpose.DETAIL)
    assert [one.name for one in found] == ([name] if name else [])


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("汉族，1970年5月生，中共党员。", True),
        ("男，维吾尔族，1970年5月出生，大学学历。", True),
        ("1970.05出生，大学学历", True),
        ("本规定自2020年5月生效，全县施行。", False),
        ("2020年5月生态文物保护周启动。", False),
        ("汉族，壮族，苗族等各族文物都在保护之列。", False),
    ],
)
def test_four_characters_behind_a_surname_are_the_name_of_who_was_born(
    line: str, read: bool
) -> None:
    found = leaders(f"<h1>阿卜杜拉</h1><p>{line}</p>", Purpose.DETAIL)
    assert [one.name for one in found] == ["阿卜杜拉"] * read


def beside(*rows: tuple[str, ...], href: str = "") -> str:
    link = "<a href='{}'>{}</a>"
    made = ("".join(link.format(href, one) for one in row[:2])
            + "".join(f"<span>{one}</span>" for one in row[2:]) for row in rows)  # fmt: skip
    return "<ul>" + "".join(f"<li>{row}</li>" for row in made) + "</ul>"


HEADS = (("局长", "王建国"), ("副局长", "李飞", "沈涛"))


@pytest.mark.parametrize("purpose", BOTH)
def test_names_that_are_elements_beside_their_post_are_those_who_hold_it(purpose: Purpose) -> None:
    found = leaders(f"<h2>领导班子</h2>{beside(*HEADS)}", purpose)
    told = [(one.name, one.post, one.unread) for one in found]
    assert told == [("王建国", "局长", True), ("李飞", "副局长", True), ("沈涛", "副局长", True)]


@pytest.mark.parametrize(
    "inner",
    [
        f"<h2>领导班子</h2>{beside(*HEADS, href='/ld/1.html')}",  # pages of their own
        f"<h2>值班领导</h2>{beside(*HEADS)}",
        f"<h2>领导班子</h2>{beside(('局长', '王建国'), ('办公室', '李飞'))}",  # one post is no list
        f"<h2>领导班子</h2>{beside(('局长', '信箱'), ('副局长', '分工', '简历'))}",
    ],
)
def test_elements_beside_a_post_that_are_no_names_of_holders_name_nobody(inner: str) -> None:
    assert [one.name for one in leaders(inner, Purpose.SECTION)] == []


def test_the_list_in_which_he_stands_whose_details_are_shown_is_of_leaders() -> None:
    people = ("王建国", "李飞", "沈涛")
    rows = "".join(f"<li><a href='#'><span>{one}</span>副县长（挂职）</a></li>" for one in people)
    detail = "<div><p>姓名：{}</p><p>职务：副县长（挂职）</p><p>分工：</p></div>"
    menu = f"<div>新闻中心</div><div>县政府</div><ul>{rows}</ul><div>县政府</div>"
    named = page(f"{menu}{detail.format('王建国')}")
    other = page(f"{menu}{detail.format('赵四海')}")
    found = [
        {one.name for one in people_in_index(one, "", unlinked=True)} for one in (named, other)
    ]
    assert found == [{*people}, set()]
