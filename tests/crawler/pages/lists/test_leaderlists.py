"""The list of leaders beside menus and boxes of news that are as long, and how its rows are told."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import time

import pytest

from crawler.pages.markup.layout import Layout
from crawler.pages.markup.page import Page
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import TITLES, URL, framed, read_list, rows, titles

PEOPLE = ("杨广田", "郭素琴", "何建文", "高立本", "孙晓光", "徐国宏", "周玉秀")
POSTS = ("县长", "常务副县长", "副县长", "副县长", "副县长、公安局局长", "副县长", "党组成员")
PLACES = ("云溪概况", "历史沿革", "自然资源", "行政区划", "名优特产", "旅游景点", "城市名片")
NEWS = tuple(f"云溪县召开第{n}次乡村振兴现场推进会" for n in "一二三四五六七")

CARDS = "".join(
    f"<div class=k><a href='/info/{n}.htm'><img src='{n}.jpg' alt='{name}'></a>"
    f"<p class=a>{post}</p><p class=b><a href='/info/{n}.htm'>{name}</a></p></div>"
    for n, (name, post) in enumerate(zip(PEOPLE, POSTS, strict=True))
)
ITEMS = "".join(f"<li><a href='/info/{n}.htm'>{name}</a></li>" for n, name in enumerate(PEOPLE))
CELLS = [
    f"<td align=center><a href='L.aspx?id={n}'><img src='{n}.jpg'></a><br>{post}：<a href='L.aspx?id={n}'>{name}</a></td>"
    for n, (name, post) in enumerate(zip(PEOPLE, POSTS, strict=True))
]
GRID = "<table>" + "".join(f"<tr>{''.join(CELLS[n : n + 3])}</tr>" for n in (0, 3, 6)) + "</table>"
SHAPES = {"cards": f"<div class=x>{CARDS}</div>", "items": f"<ul>{ITEMS}</ul>", "grid": GRID}

BAR = (
    "<ul><li><a href='/'>首页</a></li>"
    + "".join(
        f"<li><a href='/{stem}/'>{head}</a><ul>"
        + "".join(f"<li><a href='/{stem}/{n}.htm'>{one}</a></li>" for n, one in enumerate(PLACES))
        + "</ul></li>"
        for stem, head in (("zj", "走进云溪"), ("lv", "游在云溪"))
    )
    + "</ul>"
)
BOX = (
    "<table><tr><td class=bt>最新动态</td></tr>"
    + "".join(
        f"<tr><td><a href='News.aspx?id={n}'>{one}</a></td></tr>" for n, one in enumerate(NEWS)
    )
    + "</table>"
)


@pytest.mark.parametrize("beside", [f"<div class=top2>{BAR}</div>", BOX, f"<ul>{BAR}</ul>{BOX}"])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_names_people_is_the_list_of_leaders(shape: str, beside: str) -> None:
    for main in (beside + SHAPES[shape], SHAPES[shape] + beside):
        assert titles(read_list(framed(main), role=Role.LEADERS)) == list(PEOPLE)


def test_without_anybody_named_the_longest_list_is_taken_as_ever() -> None:
    foreign = "".join(f"<li><a href='/p/{n}.htm'>Deputy Mayor {n}</a></li>" for n in range(5))
    reading = read_list(framed(f"<ul>{foreign}</ul>"), role=Role.LEADERS)
    assert len(reading.entries) == 5


@pytest.mark.parametrize("role", [Role.AGENCY_PROFILE, Role.INFORMATION_REQUEST, Role.PLATFORM])
@pytest.mark.parametrize(
    "head", ["<td>最新动态</td>", "<td>推荐信息</td><td><a href='/n/'>更多</a></td>"]
)
def test_a_box_named_in_a_row_of_its_own_is_not_the_list_of_a_page(role: Role, head: str) -> None:
    box = BOX.replace("<td class=bt>最新动态</td>", head)
    text = "<p>贯彻执行法律法规，发展农村经济，提供公共服务，维护社会稳定。设党政办公室等六个内设机构。</p>"
    reading = read_list(framed(f"<table><tr><td>{box}</td><td>{text}</td></tr></table>"), role=role)
    assert not reading.entries


def test_a_list_named_in_a_row_of_its_own_is_a_list() -> None:
    box = BOX.replace("最新动态", "通知公告")
    assert titles(read_list(framed(box))) == list(NEWS)
    years = BOX.replace("最新动态", "2026年")
    assert titles(read_list(framed(years))) == list(NEWS)


@pytest.mark.parametrize(
    ("box", "region"),
    [
        (BAR, "nav"),
        (BAR + "<p>云溪县位于省境西北部，全县总面积一千二百平方公里。</p>", "main"),
        (f"<ul>{ITEMS}</ul>", "main"),
        (BAR.replace("城市名片", "城市名片 2026-10-01"), "main"),
    ],
)
def test_a_bar_of_menus_that_unfold_is_navigation_however_much_of_the_page_it_is(
    box: str, region: str
) -> None:
    html = f"<html><body><div class=nav>{box}</div><p><a href='/a.htm'>甲</a> <a href='/b.htm'>乙</a> <a href='/c.htm'>丙</a></p></body></html>"
    page = Page.parse(URL, html.encode(), "text/html; charset=utf-8")
    node = page.root.css_first("div.nav a")
    assert node is not None
    assert Layout(page).region(node) == region


def test_menus_in_menus_are_looked_at_in_time_that_grows_as_they_do() -> None:
    menu = "<div class=nav><ul><li><a href='/'>首页</a><ul><li><a href='/a/'>栏目</a>"
    page = Page.parse(URL, (menu * 600).encode(), "text/html; charset=utf-8")
    layout = Layout(page)
    began = time.process_time()
    for link in page.root.css("a"):
        layout.region(link)
    assert time.process_time() - began < 1.0


def test_a_lone_row_of_many_columns_is_a_bar() -> None:
    names = ("网站首页", "云溪概况", "新闻资讯", "办事大厅", "互动平台", "专题聚焦")
    bar = "".join(f"<td><a href='/{n}.aspx'>{name}</a></td>" for n, name in enumerate(names))
    reading = read_list(framed(f"<table><tr>{bar}</tr></table>"), role=Role.INNER_OFFICES)
    assert not reading.entries


TREE = "<ul><li><span>重点领域</span><ul>{}</ul></li></ul>".format(
    "".join(
        f"<li><a href='/l{n}/'>{one}</a></li>"
        for n, one in enumerate(("乡村振兴", "社会救助", "养老服务"))
    )
)
BODIES = "<ul><li>区直部门</li>{}</ul>".format(
    "".join(
        f"<li><a href='/b{n}/'>区{one}局</a></li>"
        for n, one in enumerate(("发展和改革", "民政", "司法"))
    )
)
TEXT = "<p>秘书一科：负责文电、会务工作。电话0537-3412301</p><p>政务公开科：负责推进全区政务公开工作。电话0537-3412302</p>"
OFFICES = ("秘书一科", "综合股", "政务公开办", "信访接待室")


@pytest.mark.parametrize("role", [Role.LEADERS, Role.INNER_OFFICES])
@pytest.mark.parametrize("beside", [TREE, BODIES, TREE + BODIES])
def test_under_another_name_rows_that_name_nothing_asked_for_are_no_list(
    role: Role, beside: str
) -> None:
    assert not read_list(framed(TEXT + beside), role=role).entries


def test_the_list_of_offices_is_found_beside_longer_ones() -> None:
    items = "".join(f"<li><a href='/o/{n}.html'>{one}</a></li>" for n, one in enumerate(OFFICES))
    reading = read_list(framed(f"{TREE}<ul>{items}</ul>{BODIES}"), role=Role.INNER_OFFICES)
    assert titles(reading) == list(OFFICES)


def named(*names: str, folder: str = "p") -> str:
    """Names as a list."""
    items = (f"<li><a href='/{folder}/{n}.html'>{one}</a></li>" for n, one in enumerate(names))
    return f"<ul>{''.join(items)}</ul>"


def under(heading: str, *names: str) -> str:
    """Names as a list under a heading."""
    return framed(f"<h3>{heading}</h3>{named(*names)}")


@pytest.mark.parametrize(
    ("role", "heading", "names"),
    [
        (Role.LEADERS, "县人民政府", ("张建国 县长", "李卫东 副县长", "王小明 副县长")),
        (Role.LEADERS, "县人民政府", ("岩温香", "玉罕娇", "波岩坎")),
        (
            Role.LEADERS,
            "分工情况",
            ("关于2026年县政府领导工作分工的通知", "关于调整县政府领导分工的通知"),
        ),
        (Role.INNER_OFFICES, "委内机构", ("规划司", "法规司", "人事司", "督查司")),
        (Role.INNER_OFFICES, "科室一览", ("政工人事", "计划财务", "综合协调")),
        (Role.DISPATCHED_BODIES, "乡镇街道", ("城关街道", "河东街道", "白马镇", "石坪乡")),
        (Role.SUBORDINATE_BODIES, "单位名录", ("实验小学", "第一中学", "供销联社")),
        (Role.SUBORDINATE_BODIES, "县直单位", ("云溪一中", "白马林场", "双桥苗圃", "县豫剧团")),
    ],
)
def test_under_a_heading_that_is_not_known_the_only_list_is_read(
    role: Role, heading: str, names: tuple[str, ...]
) -> None:
    assert len(read_list(under(heading, *names), role=role).entries) == len(names)


@pytest.mark.parametrize(
    ("role", "names", "heading", "others"),
    [
        (Role.LEADERS, ("扎西", "次仁顿珠", "洛桑", "旦增"), "劳动模范", PEOPLE[:3]),
        (
            Role.SUBORDINATE_BODIES,
            ("云溪高级职中", "云溪特教", "云溪师训"),
            "县直部门网站",
            ("县财政局", "县民政局"),
        ),
        (
            Role.INNER_OFFICES,
            ("教育督导评估", "体卫艺教育", "招生考试", "安全信访"),
            "友情链接",
            ("市招生办", "县职教中心"),
        ),
    ],
)
def test_a_box_of_others_names_does_not_take_the_place_of_a_list(
    role: Role, names: tuple[str, ...], heading: str, others: tuple[str, ...]
) -> None:
    box = f"<div><h3>{heading}</h3>{named(*others, folder='q')}</div>"
    assert titles(read_list(framed(named(*names) + box), role=role)) == list(names)


def test_of_a_list_under_the_name_of_a_menu_nobody_can_tell_whose_it_is() -> None:
    reading = read_list(under("政务公开", "教育督导评估", "体卫艺教育"), role=Role.INNER_OFFICES)
    assert not reading.entries
    assert reading.foreign


@pytest.mark.parametrize("head", ["<tr><td>最新公告</td></tr>", "<tr><td>热点</td></tr>"])
def test_the_first_row_of_the_only_list_of_days_does_not_condemn_it(head: str) -> None:
    row = "<tr><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>"
    assert len(read_list(framed(f"<table>{head}{rows(row)}</table>")).entries) == len(TITLES)


RULES = tuple(f"云溪县第{n}类政府信息公开制度" for n in "一二三四五")


@pytest.mark.parametrize(
    "head",
    [
        "回应关切和社会关注制度",
        "专题询问工作办法",
        "以下为各单位链接：",
        "相关信息",
        "最新发布",
        "通知公告",
        "相关下载",
    ],
)
def test_an_item_without_a_link_does_not_condemn_the_list_that_it_opens(head: str) -> None:
    rows_of = "".join(
        f"<td></td><td><a href='/t{n}.html'>{one}</a></td><td></td>|" for n, one in enumerate(RULES)
    )
    table = "</tr><tr>".join([f"<td></td><td>{head}</td><td></td>", *rows_of.strip("|").split("|")])
    for main in (
        named(*RULES).replace("<ul>", f"<ul><li>{head}</li>"),
        f"<table><tr>{table}</tr></table>",
    ):
        reading = read_list(framed(main), role=Role.SYSTEM_RULES, label="政府信息公开制度")
        assert titles(reading) == list(RULES)


@pytest.mark.parametrize("head", ["友情链接", "网站链接", "热点推荐"])
def test_an_item_that_names_a_box_of_what_is_beside_takes_its_rows(head: str) -> None:
    main = named(*RULES).replace("<ul>", f"<ul><li>{head}</li>")
    assert not read_list(framed(main), role=Role.NORMATIVE_DOCUMENTS).entries


@pytest.mark.parametrize("role", [Role.LEADERS, Role.INNER_OFFICES])
def test_an_item_that_names_what_is_new_heads_no_names(role: Role) -> None:
    main = named(*RULES).replace("<ul>", "<ul><li>最新发布</li>")
    assert not read_list(framed(main), role=role).entries


def test_cards_of_a_name_and_more_are_rows() -> None:
    cards = "".join(
        f"<li>{name}<a href='/o/{n}.html'>更多</a></li>" for n, name in enumerate(OFFICES)
    )
    assert len(read_list(framed(f"<ul>{cards}</ul>"), role=Role.INNER_OFFICES).entries) == 4


@pytest.mark.parametrize("words", ["2026-09-01", "[县交通局]", "阅读", "查看详情"])
def test_words_beside_a_picture_that_say_less_are_no_title(words: str) -> None:
    title = "关于做好第{}批农村公路养护工作的通知"
    items = "".join(
        f"<li><a href='/a/{n}.html' title='{title.format(n)}'><img src='{n}.jpg'></a><a href='/a/{n}.html'>{words}</a></li>"
        for n in range(1, 5)
    )
    assert titles(read_list(framed(f"<ul>{items}</ul>"))) == [title.format(n) for n in range(1, 5)]


CARD = "<div class=ld><a href='/ld/{n}.html'><img src='/{n}.jpg'><span>{name}</span></a><b>{post}</b></div>"
TERM = (
    "<dl><dt><a href='/ld/{n}.html'><img src='/{n}.jpg'></a></dt>"
    "<dd><a href='/ld/{n}.html'>{name}</a></dd><dd>{post}</dd></dl>"
)
ITEM = "<li><a href='/ld/{n}.html'>{name}</a></li>"


def by_groups(card: str, *groups: tuple[str, tuple[int, ...]], box: str = "{}") -> str:
    """Leaders in boxes side by side, each with a heading."""
    return "".join(
        f"<div class=grp><h4>{head}</h4>"
        + box.format("".join(card.format(n=n, name=PEOPLE[n], post=POSTS[n]) for n in numbers))
        + "</div>"
        for head, numbers in groups
    )


@pytest.mark.parametrize("box", ["{}", "<div class=in>{}</div>"])
@pytest.mark.parametrize("card", [CARD, TERM, ITEM])
@pytest.mark.parametrize(
    "heads", [("县长", "副县长", "党组成员"), ("局长", "副局长", "二级调研员")]
)
def test_every_group_under_a_post_is_of_the_list(
    card: str, box: str, heads: tuple[str, str, str]
) -> None:
    box = "<ul>{}</ul>" if card == ITEM else box
    head, deputy, member = heads
    groups = by_groups(card, (head, (0,)), (deputy, (1, 2, 3)), (member, (4,)), box=box)
    found = read_list(framed(groups), role=Role.LEADERS)
    assert titles(found) == list(PEOPLE[:5])


def test_groups_of_another_body_are_none_of_the_list() -> None:
    groups = by_groups(
        CARD, ("县长", (0,)), ("副县长", (1, 2)), ("人大常委会主任", (3,)), ("政协主席", (4, 5))
    )
    assert titles(read_list(framed(groups), role=Role.LEADERS)) == list(PEOPLE[:3])


@pytest.mark.parametrize(
    ("heads", "own"),
    [
        (("书记", "县长", "副县长", "检察长", "院长"), (1, 2)),
        (("县长", "常务副县长", "副县长", "局长", "主席"), (0, 1, 2)),
        (("科长", "站长", "副局长", "局长", "党组成员"), (2, 3, 4)),
        (("局长", "副局长", "副局长", "党组成员", "二级调研员"), (0, 1, 2, 3, 4)),
    ],
)
def test_groups_under_posts_of_another_family_are_none_of_the_list(
    heads: tuple[str, ...], own: tuple[int, ...]
) -> None:
    many = (2, 2, 5, 2, 2)
    names = [f"{a}{b}" for a in "赵钱孙" for b in ("国庆", "建军", "永年", "海波", "小平")]
    at, groups = 0, []
    for count in many:
        groups.append(names[at : at + count])
        at += count
    inner = "".join(
        f"<div class=box><h3>{head}</h3><ul>"
        + "".join(f"<li><a href='/ld/{one}.htm'>{one}</a></li>" for one in some)
        + "</ul></div>"
        for head, some in zip(heads, groups, strict=True)
    )
    found = read_list(framed(f"<div class=w>{inner}</div>"), role=Role.LEADERS)
    assert titles(found) == [one for at in own for one in groups[at]]


def test_a_group_under_no_post_is_none_of_the_list() -> None:
    groups = by_groups(CARD, ("副局长", (0, 1, 2)), ("历任局长", (3,)), ("联系我们", (4,)))
    assert titles(read_list(framed(groups), role=Role.LEADERS)) == list(PEOPLE[:3])


NEWS_CARD = "<div class=grp><h4>{}</h4><div class=item><a href='/hd/7.html'>{}</a></div></div>"


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("领导活动", "杨广田局长调研粮食生产"),
        ("领导讲话", "杨广田"),
        ("局长信箱", "局长信箱"),
        ("", "杨广田局长调研粮食生产情况"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_lone_card_that_names_nobody_is_no_row(head: str, label: str, first: bool) -> None:
    card = "<div class=item><a href='/ld/{n}.html'>{name}</a></div>"
    groups = by_groups(card, ("局长", (0,)), ("副局长", (1, 2, 3, 4)))
    news = NEWS_CARD.format(head, label).replace("<h4></h4>", "")
    found = read_list(framed(news + groups if first else groups + news), role=Role.LEADERS)
    assert titles(found) == list(PEOPLE[:5])


def test_a_lone_card_in_a_box_of_another_kind_is_no_row() -> None:
    alone = CARD.format(n=5, name=PEOPLE[5], post=POSTS[5])
    groups = by_groups(CARD, ("副局长", (0, 1, 2))) + f"<div class=top><h4>局长</h4>{alone}</div>"
    assert titles(read_list(framed(groups), role=Role.LEADERS)) == list(PEOPLE[:3])


def boxes(*groups: tuple[str, str]) -> str:
    """Names in boxes side by side, each with a heading or none."""
    return "<h1>领导之窗</h1><div>{}</div>".format(
        "".join(
            f"<div class=b>{f'<h3>{head}</h3>' if head else ''}"
            + named(*names.split(), folder=f"p{n}")
            + "</div>"
            for n, (head, names) in enumerate(groups)
        )
    )


OWN = (("县长", "王建国"), ("副县长", "李小红 赵四海"))
OWN_NAMES = ["王建国", "李小红", "赵四海"]


@pytest.mark.parametrize(
    "head",
    [
        "县政府党组成员",
        "政府党组成员",
        "云溪县人民政府副县长",
        "县政府其他领导",
        "县级干部",
        "县政府班子成员",
        "县政府办公室主任",
        "党组成员、办公室主任",
        "副县长、公安局局长",
        "县政府党组成员、开发区管委会主任",
        "副县长（挂职）",
        "秘书长",
        "",
    ],
)
@pytest.mark.parametrize("names", ["钱一鸣", "钱一鸣 孙二立 周三元 吴四方"])
@pytest.mark.parametrize("first", [True, False])
def test_a_group_of_leaders_is_of_the_list_whatever_they_are_called(
    head: str, names: str, first: bool
) -> None:
    groups = ((head, names), *OWN) if first else (*OWN, (head, names))
    if first and not head:
        return  # nothing but the page stands over it, of which the others are a part
    found = titles(read_list(framed(boxes(*groups)), role=Role.LEADERS))
    assert sorted(found) == sorted([*OWN_NAMES, *names.split()])


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("内设机构", "秘书一科 综合股 政务公开办 信访接待室"),
        ("县政府办公室领导", "钱一鸣 孙二立 周三元 吴四方"),
        ("县政府办公室副主任", "钱一鸣 孙二立 周三元 吴四方"),
        ("历任县长", "钱一鸣 孙二立 周三元 吴四方"),
        ("乡镇领导", "钱一鸣 孙二立 周三元 吴四方"),
        ("城关镇政府领导", "钱一鸣 孙二立 周三元 吴四方"),
        ("县教育局局长", "钱一鸣"),
        ("局领导", "钱一鸣 孙二立"),
        ("村干部", "钱一鸣 孙二立 周三元 吴四方"),
        ("科室负责人", "钱一鸣 孙二立"),
        ("党组成员、副院长", "钱一鸣"),
        ("副秘书长", "钱一鸣"),
        ("领导动态", "王建国县长调研防汛 李小红副县长检查学校 赵四海副县长走访企业"),
        ("", "王建国县长调研防汛 李小红副县长检查学校 赵四海副县长走访企业"),
        ("县长信箱", "我要写信 信件查询"),
    ],
)
def test_a_group_of_anything_else_is_none_of_the_list(head: str, names: str) -> None:
    for groups in ((*OWN, (head, names)), ((head, names), *OWN)):
        assert titles(read_list(framed(boxes(*groups)), role=Role.LEADERS)) == OWN_NAMES


@pytest.mark.parametrize(
    ("heads", "own"),
    [
        ("局领导 所长", "0"),
        ("局领导 院长 副院长", "0"),
        ("县领导 局长", "0"),
        ("县政府领导 局长", "0"),
        ("镇领导 站长", "0"),
        ("局领导 校长", "0"),
        ("现任领导 所长", "0"),
        ("局长 副局长 办公室主任", "01"),
        ("主任 副主任 办公室主任", "01"),
        ("局长 副局长 秘书长", "01"),
        ("局长 副局长 县领导", "01"),
        ("现任领导 非领导职务", "0"),
        # Those of the body itself go on with its list.
        ("局领导 局长 所长", "01"),
        ("局领导 副局长", "01"),
        ("县领导 副县长", "01"),
        ("县政府领导 秘书长", "01"),
        ("管委会领导 副主任", "01"),
        ("现任领导 局长", "01"),
        ("县长 副县长 办公室主任", "012"),
    ],
)
@pytest.mark.parametrize("many", [(2, 2, 2), (4, 2, 2)])
def test_only_posts_that_lead_the_body_go_on_with_its_leaders(
    heads: str, own: str, many: tuple[int, ...]
) -> None:
    names = [f"{a}{b}" for a in "赵钱孙" for b in ("国庆", "建军", "永年", "海波")]
    groups = [(head, names[4 * at : 4 * at + many[at]]) for at, head in enumerate(heads.split())]
    html = framed(boxes(*((head, " ".join(some)) for head, some in groups)))
    found = titles(read_list(html, role=Role.LEADERS))
    assert found == [one for at in own for one in groups[int(at)][1]]


@pytest.mark.parametrize("town", ["城关镇政府领导", "白马乡人民政府领导", "城东街道办事处领导"])
@pytest.mark.parametrize("first", [True, False])
def test_the_leaders_of_a_county_go_before_those_of_a_town(town: str, first: bool) -> None:
    groups = [("县政府领导", "王建国 李小红"), (town, "赵四海 钱一鸣 孙二立 周三元")]
    html = framed(boxes(*(groups if first else groups[::-1])))
    assert titles(read_list(html, role=Role.LEADERS)) == ["王建国", "李小红"]


def test_leaders_of_several_towns_are_no_one_list() -> None:
    towns = (("城关镇政府领导", "王建国 李小红"), ("白马镇政府领导", "赵四海 钱一鸣 孙二立"))
    found = titles(read_list(framed(boxes(*towns)), role=Role.LEADERS))
    assert found in (["王建国", "李小红"], ["赵四海", "钱一鸣", "孙二立"])


@pytest.mark.parametrize(
    ("name", "read"),
    [("刀建国", 1), ("普春林", 1), ("空缺", 0), ("信息公开", 0), ("城市建设", 0), ("白马镇", 0)],
)
def test_who_is_alone_below_a_post_is_named_as_those_beside_are(name: str, read: int) -> None:
    groups = (("县长", name), *OWN[1:])
    found = titles(read_list(framed(boxes(*groups)), role=Role.LEADERS))
    assert found == [name] * read + OWN_NAMES[1:]
    card = by_groups(CARD, ("副局长", (0, 1)), ("局长", (2,))).replace(PEOPLE[2], name)
    found = titles(read_list(framed(card), role=Role.LEADERS))
    assert found == [*PEOPLE[:2], *[name] * read]


TERMS = (
    "<dl><dt>县委副书记、县长</dt><dd><a href='/a/1.htm'>普光明</a></dd></dl>"
    "<dl><dt>副县长</dt><dd><a href='/a/2.htm'>李小红</a></dd><dd><a href='/a/3.htm'>赵四海</a></dd></dl>"
)


def test_the_one_holder_of_a_post_below_its_term_stands_with_the_several_of_another() -> None:
    members = "<dl><dt>县政府党组成员</dt><dd><a href='/a/4.htm'>钱一鸣</a></dd></dl>"
    found = read_list(framed(f"<div>{TERMS}{members}</div>"), role=Role.LEADERS)
    assert titles(found) == ["普光明", "李小红", "赵四海", "钱一鸣"]


@pytest.mark.parametrize("term", ["历任县长", "县长信箱", "领导动态", "乡镇长"])
def test_below_a_term_that_is_no_post_nobody_is_of_the_list(term: str) -> None:
    other = f"<dl><dt>{term}</dt><dd><a href='/b/4.htm'>钱一鸣</a></dd></dl>"
    found = read_list(framed(f"<div>{TERMS}{other}</div>"), role=Role.LEADERS)
    assert "钱一鸣" not in titles(found)
