# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

import pytest

from crawler.pages.leaders.leader import read_leaders
from crawler.pages.lists.leadinggroups import government_of
from crawler.pages.task import Purpose
from crawler.pages.words.leader_words import labelled_name, name_in
from crawler.portals.roles import Role
from crawler.records import Leader
from tests.crawler.pages.layouts import framed, read_list
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, entry, page, task


def read(inner: str, purpose: Purpose = Purpose.SECTION, label: str = "") -> list[Leader]:
    text = (
        f"<html><head><title>领导之窗</title></head><body>{NAVIGATION}{inner}{FOOTER}</body></html>"
    )
    return list(read_leaders(page(text), task(Role.LEADERS, purpose, label=label), SNAPSHOT))


MANY = {
    "table": "<h1>领导之窗</h1><table><tr><th>序号</th><th>姓名</th><th>职务</th><th>工作分工</th></tr><tr><td>1</td><td>张 三</td>"
    "<td>县委副书记、县长</td><td>主持县政府全面工作。</td></tr><tr><td>2</td><td>李四海</td><td>副县长</td>"
    "<td>负责教育工作，分管政务公开、教育局。</td></tr></table>",
    "paragraphs": "<h1>领导分工</h1><div><p>张三 县委副书记、县长 领导县政府全面工作，负责审计工作。</p>"
    "<p>李四海：副县长。负责教育工作，分管政务公开、教育局。</p></div>",
    "cards": "<h1>领导之窗</h1><div class=card><img src=a.jpg><h3>张三</h3><p>县委副书记、县长</p><p>主持县政府全面工作。</p></div>"
    "<div class=card><h3>李四海</h3><p>副县长</p><p>负责教育工作，分管政务公开、教育局。</p></div>",
    "labels": "<h1>县领导</h1><div><p>姓名：张三</p><p>职务：县委副书记、县长</p><p>工作分工：主持县政府全面工作。</p></div>"
    "<div><p>姓名：李四海</p><p>职务：副县长</p><p>工作分工：负责教育工作，分管政务公开、教育局。</p></div>",
    "post_first": "<h2>县领导</h2><ul><li>县委副书记、县长：张三<p>主持县政府全面工作。</p></li>"
    "<li>副县长：李四海<p>负责教育工作，分管政务公开、教育局。</p></li></ul>",
}


@pytest.mark.parametrize("style", MANY)
def test_many_on_one_page(style: str) -> None:
    found = read(MANY[style])
    assert [(one.name, one.present) for one in found] == [("张三", True), ("李四海", True)]
    assert "县长" in found[0].post
    assert "副县长" in found[1].post
    assert "政务公开" not in found[0].division
    assert "政务公开" in found[1].division
    assert len({one.url for one in found}) == 2


@pytest.mark.parametrize(
    ("inner", "name", "division"),
    [
        ("<h1>王五</h1><p>职务：县委常委、副县长</p><p>工作分工：分管政务公开、财政。</p><p>简历：2010年任某局局长，负责某工作。</p>", "王五", "分管政务公开"),
        ("<h1>副县长 王五</h1><div><h3>分管工作</h3><p>负责财政工作，分管政务公开。</p></div><div><h3>个人简历</h3><p>2010年任某局局长，负责某工作。</p></div>", "王五", "分管政务公开"),
        ("<table><tr><td>姓名</td><td>王五</td><td>职务</td><td>局长</td></tr><tr><td>分工</td><td colspan=3>负责全面工作，分管政务公开。</td></tr></table>", "王五", "分管政务公开"),
        ("<div><p>协助区长负责区政府日常工作。</p><p>分管:区政府办公室、政务公开、统计局等单位。</p><p>联系:区人大、区政协。</p></div>", "", "政务公开"),
        ("<h1>王五</h1><p>男，汉族，1970年生，现任县委常委、副县长。</p>", "王五", ""),
    ],
)  # fmt: skip
def test_one_on_a_page_of_his_own(inner: str, name: str, division: str) -> None:
    (one,) = read(inner, Purpose.DETAIL)
    assert one.name == name
    if division:
        assert division in one.division
        assert "某工作" not in one.division
    else:
        assert one.division == ""


def test_a_list_of_names_gives_nothing() -> None:
    assert (
        read(
            "<h1>领导之窗</h1><ul><li><a href=1.html>张三</a></li><li><a href=2.html>李四</a></li></ul>"
        )
        == []
    )


def test_the_table_that_tells_of_the_page_names_nobody() -> None:
    table = (
        "<table><tr><th>索引号:</th><td>003129766/2026-1</td><th>组配分类:</th><td>领导</td></tr>"
        "<tr><th>信息分类:</th><td>通知</td><th>发布机构:</th><td>县政府办公室</td></tr>"
        "<tr><th>生成日期:</th><td>2026-01-23</td><th>文号:</th><td></td></tr>"
        "<tr><th>信息来源:</th><td></td><th>关键词:</th><td></td></tr></table>"
    )
    inner = (
        f"{table}<h1>县长王某某</h1><p>王某某，男，汉族，县长。主持县政府全面工作，负责审计。</p>"
    )
    assert [one.name for one in read(inner, Purpose.DETAIL, "县长王某某")] == ["王某某"]


def test_names_and_posts_without_duties_are_leaders_all_the_same() -> None:
    found = read(
        "<h1>领导班子</h1><div class=k><img src=1.jpg><p>张三</p><p>局长</p></div>"
        "<div class=k><img src=2.jpg><p>李四海</p><p>副局长</p></div>"
    )
    assert [(one.name, one.post, one.division) for one in found] == [
        ("张三", "局长", ""), ("李四海", "副局长", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["style='display:none'", ""])
def test_duties_behind_a_click_are_read(first: str) -> None:
    hidden = "style='display:none'"
    found = read(
        "<h1>领导之窗</h1><ul><li onclick='tab(0)'>张三</li><li onclick='tab(1)'>李四海</li></ul><div>"
        f"<div {first}><h3>局长：张三</h3><p>主持局全面工作。</p></div>"
        f"<div {hidden}><h3>副局长：李四海</h3><p>分管政务公开、人事工作。</p></div></div>"
    )
    assert [one.name for one in found] == ["张三", "李四海"]
    assert "政务公开" in found[1].division


def test_a_name_in_an_element_of_its_own_ends_there() -> None:
    found = read(
        "<h1>领导班子</h1><ul><li><b>张三</b><span>党组书记、局长</span></li>"
        "<li><b>李四海</b><span>副局长</span></li></ul>"
    )
    assert [(one.name, one.post) for one in found] == [
        ("张三", "党组书记、局长"),
        ("李四海", "副局长"),
    ]


def test_duties_that_nothing_opens_are_not_read() -> None:
    found = read(
        "<h1>领导之窗</h1><div><h3>局长：张三</h3></div>"
        "<div style='display:none'><p>分管政务公开工作。</p></div>"
    )
    assert not any(one.division for one in found)


@pytest.mark.parametrize(
    "life, division",
    [
        ("李四海，女，1986年生。负责民政、政务公开和信访工作。", "政务公开"),
        ("李四海，女，1986年生，现任副镇长，分管政务公开工作。", "政务公开"),
        ("李四海，女，1986年生。现分管办公室、政务公开工作；联系妇联。", "政务公开"),
        ("李四海，女，1986年生，2010年任县财政局科长，负责政务公开工作。", ""),
        ("李四海，女，1986年生。2010年起在县财政局负责政务公开工作。", ""),
    ],
)
def test_duties_at_the_end_of_a_life(life: str, division: str) -> None:
    found = read(
        "<h1>镇领导</h1><p><b>张三</b>　镇长</p><p>张三，男，1982年生。主持镇政府全面工作。</p>"
        f"<p><b>李四海</b>　副镇长</p><p>{life}</p>"
    )
    told = {one.name: one.division for one in found}
    assert "主持镇政府全面工作" in told["张三"]
    assert division in told.get("李四海", "")
    assert bool(division) == bool(told.get("李四海"))


def test_former_leaders_are_marked() -> None:
    found = read(
        "<h2>现任领导</h2><div><h3>张三</h3><p>县长</p><p>主持县政府全面工作。</p></div>"
        "<h2>历任领导</h2><div><h3>李四</h3><p>副县长</p><p>分管政务公开工作。</p></div>"
    )
    assert [(one.name, one.present) for one in found] == [("张三", True), ("李四", False)]
    (former,) = read(
        "<h1>李四</h1><p>职务：原副县长</p><p>分工：分管政务公开工作。</p>", Purpose.DETAIL
    )
    assert not former.present


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("欧阳娜娜", "欧阳娜娜"),
        ("副县长", ""),
        ("分管领导", ""),
        ("工作分工", ""),
        ("张三负责教育", ""),
        ("", ""),
        ("党政办", ""),
        ("农机站", ""),
        ("水保站", ""),
        ("计生站", ""),
        ("红十字会", ""),
        ("李登科", "李登科"),
        ("张会", "张会"),
        ("张卫队", "张卫队"),
        ("陈守站", "陈守站"),
        ("欧阳建会", "欧阳建会"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("岩温香", "岩温香"), ("买买提 · 吐尔逊", "买买提·吐尔逊"), ("扎西达杰", "扎西达杰"), ("玉 香", "玉香"),
        ("张三", "张三"), ("空缺", ""), ("副县长", ""), ("工作分工", ""), ("暂无", ""), ("见领导简介", ""),
    ],
)  # fmt: skip
def test_a_name_beside_its_label_may_begin_with_any_character(text: str, name: str) -> None:
    assert labelled_name(text) == name


@pytest.mark.parametrize(
    ("inner", "row", "name"),
    [
        ("<h3>岩温香</h3><p>姓名：岩温香</p><p>职务：镇长</p><p>工作分工：主持镇政府全面工作。</p>", "", "岩温香"),
        ("<h3>岩温香</h3><p>职务：镇长</p><p>工作分工：主持镇政府全面工作。</p>", "岩温香", "岩温香"),
        ("<h3>岩温香</h3><p>职务：镇长</p><p>工作分工：主持镇政府全面工作。</p>", "镇长 岩温香", "岩温香"),
        ("<h3>领导信息</h3><p>职务：镇长</p><p>工作分工：主持镇政府全面工作。</p>", "领导信息", ""),
        ("<h3>岩温香</h3><p>主持镇政府全面工作，分管财政工作。</p>", "岩温香", ""),
    ],
)  # fmt: skip
def test_a_name_that_label_or_row_and_heading_tell(inner: str, row: str, name: str) -> None:
    (found,) = read(inner, Purpose.DETAIL, row)
    assert found.name == name


CARDS = "".join(
    f"<div class=one><h4>{name}</h4><h5>{post}</h5><div><strong>工作分工</strong><span>{duty}</span></div>"
    f"<button aria-controls=b{name}>简历</button><div id=b{name} style='display:none'>{name}，大学学历。</div></div>"
    for name, post, duty in (
        ("张三", "县长", "主持县政府全面工作。"),
        ("李四海", "副县长", "负责教育、政务公开等工作。"),
        ("王五", "副县长", "负责公安、司法工作。"),
    )
)


def test_a_resume_button_on_each_card_ends_with_the_card() -> None:
    found = read(f"<div class=title>领导信息</div><div>{CARDS}</div>")
    assert [(one.name, one.post, one.unread) for one in found] == [
        ("张三", "县长", False), ("李四海", "副县长", False), ("王五", "副县长", False)
    ]  # fmt: skip
    assert ["政务公开" in one.division for one in found] == [False, True, False]


def test_whoever_is_passed_over_is_told() -> None:
    rest = "<div><h3>李四海</h3><p>个人简历</p><p>负责教育、政务公开等工作。</p></div>"
    first = "<div><h3>张三</h3><p>县长</p><p>主持县政府全面工作。</p></div>"
    assert [(one.name, one.unread) for one in read(f"<h1>领导之窗</h1>{first}{rest}")] == [
        ("张三", False), ("李四海", True)
    ]  # fmt: skip
    plain = rest.replace("负责教育、政务公开等工作。", "1975年生，大学学历。")
    assert [one.name for one in read(f"<h1>领导之窗</h1>{first}{plain}")] == ["张三"]


NOTES = (
    "以上为本县现任领导班子成员名单，信息由县政府办公室维护，更新日期2026年6月。",
    "以上为局领导班子成员名单，联系电话请拨打局办公室总机转接，来访请提前预约登记。",
    "本栏目由县政府办公室负责维护，如有疑问请与县政府办公室秘书科联系。",
)


@pytest.mark.parametrize("note", NOTES)
def test_a_list_of_names_and_posts_divides_no_work(note: str) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{post}</td></tr>"
        for name, post in (("阮青岚", "县委副书记、县长"), ("康时雨", "副县长（主持工作）"))
    )
    note = "<p>以上为本县现任领导班子成员名单，信息由县政府办公室维护，更新日期2026年6月。</p>"
    assert [one.division for one in read(f"<h1>领导信息</h1><table>{rows}</table>{note}")] in (
        [],
        ["", ""],
    )


@pytest.mark.parametrize(
    "post", ["<p><b>职务：</b>副县长</p>", "<dl><dt>担任职务：副县长</dt></dl>"]
)
def test_a_post_is_given_without_its_label(post: str) -> None:
    inner = f"<div><h2>王五</h2>{post}<h3>工作分工</h3><p>分管政务公开。</p></div>"
    (one,) = read(inner, Purpose.DETAIL)
    assert one.post == "副县长"


def test_the_post_below_the_name_stands_whatever_was_held_before() -> None:
    life = "".join(
        f"<br>{year}.07—{year + 2}.06 云溪县财政局副局长、党组成员；"
        for year in range(1998, 2014, 2)
    )
    (one,) = read(
        "<div><h3>王　芳</h3><span>县委常委、县人民政府副县长</span></div><div><a href=#>工作分工</a><p>负责财政工作。</p></div>"
        f"<div>个人简历：王芳，女，1976年10月出生，大学学历。{life}<br>2014.06至今 云溪县委常委、副县长。</div>",
        Purpose.DETAIL,
    )
    assert (one.name, one.post) == ("王芳", "县委常委、县人民政府副县长")


@pytest.mark.parametrize(
    ("called", "row", "title"),
    [("王芳-云溪县人民政府", "", "王芳"), ("云溪县人民政府", "王芳", "王芳"), ("云溪县人民政府", "", "政务公开")],
)  # fmt: skip
def test_what_heads_the_menu_beside_a_page_called_by_a_name_titles_nobody(
    called: str, row: str, title: str
) -> None:
    menu = "".join(
        f"<li><a href='/{n}/'>{word}</a></li>"
        for n, word in enumerate(("公开指南", "公开制度", "政策文件"))
    )
    html = f"<html><head><title>{called}</title></head><body><div><div><h3>政务公开</h3><ul>{menu}</ul></div><div><h2>王芳</h2><p>副县长</p><h3>工作分工</h3><p>负责财政工作。</p></div></div></body></html>"
    led = entry(Role.LEADERS, row) if row else None
    (one,) = read_leaders(page(html), task(Role.LEADERS, Purpose.DETAIL, entry=led), SNAPSHOT)
    assert (one.name, one.post, one.title) == ("王芳", "副县长", title)


@pytest.mark.parametrize("heading", ["分管工作", "云溪县商务局", "2026年政府工作报告"])
def test_a_record_is_titled_by_the_name_where_the_page_names_something_else(heading: str) -> None:
    (one,) = read(
        f"<h1>{heading}</h1><p>姓名：王芳</p><p>职务：副县长</p><p>工作分工：负责财政工作。</p>"
    )
    assert one.title == "王芳"


def test_of_several_bodies_side_by_side_the_leaders_of_the_government_are_read() -> None:
    people = {
        "县委领导": ["赵明", "钱亮", "孙立", "李刚", "周平"],
        "县人大领导": ["吴敏", "郑洁", "王军"],
        "县政府领导": ["冯涛", "陈晨", "褚红"],
        "县政府领导（挂职）": ["韩松"],
        "县政府办公室领导": ["马乙", "马丁", "马六", "牛七", "朱八", "杨九"],
        "县政协领导": ["卫东", "蒋兰", "沈飞"],
    }
    boxes = "".join(
        f"<div class=box><div class=tit><a href='javascript:void(0)'>{body}</a></div><div class=con><ul>"
        + "".join(f"<li><a href='/ld/{100 * rank + at}.html' title='{name} 领导'>{name}</a></li>"
                  for at, name in enumerate(names))
        + "</ul></div></div>"
        for rank, (body, names) in enumerate(people.items(), 1)
    )  # fmt: skip
    found = read_list(framed(f"<div class=all>{boxes}</div>"), role=Role.LEADERS)
    assert [entry.title[:2] for entry in found.entries] == ["冯涛", "陈晨", "褚红", "韩松"]


PEOPLE = "<div class=cards>" + "".join(
    f"<div><a href='/jg/ld/{n}.html'><img src={n}.jpg></a><p><a href='/jg/ld/{n}.html'>{name}</a></p><p>副局长</p></div>"
    for n, name in enumerate(("冯涛", "陈晨", "褚红"))
) + "</div>"  # fmt: skip
CRUMB = "<div class=crumb>当前位置：<a href=/>首页</a> > <a href=/jg/>机构概况</a> > <a href=/jg/ld/>领导信息</a></div>"


@pytest.mark.parametrize(
    ("above", "read"),
    [
        (f"{CRUMB}<div><a href=/jg/>机构概况</a></div>", True),
        ("<div class=side><a href=/jg/>机构概况</a></div>", True),
        ("<div><a href=/jg/>机构概况</a></div>", False),
        # Its own heading stands over nothing: what is below has a heading of its own.
        ("<h2>领导信息</h2><div class=title>机构概况</div>", None),
        ("<h2>领导信息</h2><div class='side-title'><a href=/jg/>机构概况</a></div>", None),
    ],
)
def test_the_column_above_names_nobody_elses_list(above: str, read: bool | None) -> None:
    html = f"<html><title>领导信息</title><body>{NAVIGATION}{above}{PEOPLE}{FOOTER}</body></html>"
    found = read_list(html, "http://www.a.test/jg/ld/", role=Role.LEADERS, label="领导信息")
    assert [entry.title for entry in found.entries] == (["冯涛", "陈晨", "褚红"] if read else [])
    # Of a list under another name nobody can say that it is not the section's.
    assert found.foreign is (read is False)


@pytest.mark.parametrize(
    ("headings", "best", "own"),
    [
        ("县委领导 县政府领导 县政府办公室领导", 2, "1"),
        ("县委领导 县政府领导 县政府办领导", 2, "1"),
        ("县委领导 县政府领导 县政府部门负责人 乡镇政府领导 街道领导", 3, "1"),
        ("市委领导 市长副市长 市政府秘书长", 2, "1"),
        ("县委领导 县政府领导 历任县政府领导 原县政府领导", 2, "1"),
        ("区委领导 区政府领导 区政府领导（挂职）", 2, "12"),
        ("县委领导 县长 副县长", 0, "12"),
        ("党工委领导 管委会领导", 0, "1"),
        ("镇党委 镇人大 镇政府", 0, "2"),
        ("街道党工委 街道办事处 人大工委", 0, "1"),
        ("县委领导 行政领导班子", 0, "1"),
        ("县政府领导 县政府党组", 1, "0"),
        ("县委领导 县政府领导 县政府党组成员", 1, "12"),
        ("县委常委 县政府党组成员", 0, "1"),
        ("县政府领导 县政府文件", 0, "0"),
        ("县委领导 县人大领导", 0, "0"),
        ("局领导 县政府领导", 0, "0"),
        ("县政府办公室领导", 0, "0"),
    ],
)
def test_which_groups_are_the_governments(headings: str, best: int, own: str) -> None:
    assert government_of(headings.split(), best) == tuple(map(int, own))
