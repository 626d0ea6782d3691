"""Whose a list is by what stands over it: headings that tell nothing, tabs, wider names."""

from __future__ import annotations

import pytest

from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import TITLES, framed, read_list, rows, titles

ROW = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
LIST = f"<ul>{rows(ROW)}</ul>"
PAGER = "<div class='page'>共26条 1/2页 <a href='index_2.html'>下一页</a></div>"
EMPTY = "<div class='a1'><h2>通知公告</h2><ul></ul></div>"


def _column(main: str, role: Role = Role.NOTICES, name: str = "通知公告") -> ListReading:
    """The list of a column of that name."""
    page = framed(main).replace(">通知公告</a></div>", f">{name}</a></div>")
    return read_list(page, role=role, label=name)


@pytest.mark.parametrize("tag", ["h2", "h3", "div"])
@pytest.mark.parametrize(
    "heading",
    ["最新文件", "最新信息", "最新发布", "推荐阅读", "信息列表", "文件列表"],
)
def test_a_heading_that_tells_nothing_takes_no_list_from_its_column(heading: str, tag: str) -> None:
    head = f"<{tag} class='title'>{heading}</{tag}>"
    assert titles(_column(f"<div class='con'>{head}{LIST}</div>")) == list(TITLES)
    assert titles(_column(f"<div class='con'>{head}{LIST}{PAGER}</div>")) == list(TITLES)
    named = f"<div class='con'><div class='hd'><h2>通知公告</h2></div>{head}{LIST}</div>"
    assert titles(_column(named)) == list(TITLES)


def test_by_far_the_longest_list_is_the_columns() -> None:
    short = f"<div class='b'><h3>热点信息</h3><ul>{rows(ROW, 1, '/rd/')}</ul></div>"
    page = f"<div class='con'><h3>最新文件</h3>{LIST}</div>{short}"
    assert titles(_column(page)) == list(TITLES)


def test_under_a_heading_that_tells_nothing_no_other_list_is_taken() -> None:
    box = f"<div class='b'><h3>最新文件</h3>{LIST}</div>"
    article = f"<div class='con'><p>{'为规范管理，现将有关事项公告如下。' * 30}</p></div>"
    whole = f"<div class='a1'><h2>通知公告</h2><ul>{rows(ROW, 2, '/tz/')}</ul></div>"
    assert not _column(article + box).entries
    assert titles(_column(whole + box)) == list(TITLES[:2])
    said = _column("<div class='a1'><p>暂无信息</p></div>" + box)
    assert (said.entries, said.says_none) == ((), True)
    empty = _column(EMPTY + box)
    assert (empty.entries, empty.blank) == ((), True)


@pytest.mark.parametrize("heading", ["热点信息", "点击排行", "图片新闻"])
def test_a_box_of_something_else_leaves_its_column_unjudged(heading: str) -> None:
    box = f"<div class='b'><h3>{heading}</h3>{LIST}</div>"
    found = _column(f"<div class='con'>{box}</div>")
    assert (found.entries, found.foreign) == ((), True)
    beside = _column(EMPTY + box)
    assert (beside.entries, beside.foreign, beside.blank) == ((), False, True)


TABS = ("<div class='tab'>{}</div>", "{}")


@pytest.mark.parametrize("tag", ["span", "h3", "div"])
@pytest.mark.parametrize("bar", TABS)
@pytest.mark.parametrize(
    ("role", "name"), [(Role.POLICY_DOCUMENTS, "政策文件"), (Role.INTERPRETATIONS, "政策解读")]
)
def test_of_tabs_only_the_marked_one_is_a_heading(
    tag: str, bar: str, role: Role, name: str
) -> None:
    def read(*marked: str) -> ListReading:
        tabs = "".join(
            f"<{tag} class='t{' on' if one in marked else ''}'>{one}</{tag}>"
            for one in ("政策文件", "政策解读")
        )
        return _column(f"<div class='con'>{bar.format(tabs)}{LIST}</div>", role, name)

    other = "政策解读" if name == "政策文件" else "政策文件"
    assert titles(read()) == list(TITLES)
    assert titles(read(name)) == list(TITLES)
    assert (read(other).entries, read(other).foreign) == ((), True)


def test_a_heading_in_two_colours_is_no_pair_of_tabs() -> None:
    head = "<div class='title'><span>政策</span><span>解读</span></div>"
    found = _column(f"<div class='con'>{head}{LIST}</div>", Role.POLICY_DOCUMENTS, "政策文件")
    assert (found.entries, found.foreign) == ((), True)


@pytest.mark.parametrize("heading", ["政策文件", "政府文件", "最新文件"])
def test_a_wider_name_is_no_other_kind(heading: str) -> None:
    box = f"<div class='b'><h2>{heading}</h2>{LIST}</div>"
    found = _column(box, Role.NORMATIVE_DOCUMENTS, "规范性文件")
    assert titles(found) == list(TITLES)
    empty = "<div class='a1'><h2>规范性文件</h2><ul></ul></div>"
    assert not _column(empty + box, Role.NORMATIVE_DOCUMENTS, "规范性文件").entries
    narrower = _column(f"<h2>规范性文件</h2>{LIST}", Role.POLICY_DOCUMENTS, "政策文件")
    assert (narrower.entries, narrower.foreign) == ((), True)


@pytest.mark.parametrize("name", ["nr_dqwz_wai", "dqwz", "weizhi", "crumb-box"])
def test_a_wrapper_that_is_called_a_breadcrumb_is_none(name: str) -> None:
    listed = _column(f'<div class="{name}"><h2>通知公告</h2>{LIST}</div>')
    assert titles(listed) == list(TITLES)


BOX = f"<div class='b'><h3>最新信息</h3><ul>{rows(ROW, 6, '/xw/')}</ul></div>"
TWO = f"<ul>{rows(ROW, 2, '/tz/')}</ul>"
UNDATED = f"<ul>{rows('<li><a href={u}>{t}</a></li>', 6, '/tz/')}</ul>"


@pytest.mark.parametrize(
    ("own", "count"),
    [
        (f"<div class='a1'>{TWO}</div>{BOX}", 2),
        (f"<div class='a1'><h2>通知公告</h2>{TWO}{BOX}</div>", 2),
        (f"<div class='a1'>{TWO}<div class='page'>共2条 1/1页</div></div>{BOX}", 2),
        (f"<div class='a1'>{TWO}</div><div>{BOX}</div><div class='page'>共6条 1/1页</div>", 2),
        (f"<div class='a1'>{UNDATED}</div>{BOX}", 6),
    ],
)
def test_beside_other_rows_a_box_of_the_newest_is_not_the_columns(own: str, count: int) -> None:
    found = _column(own)
    assert [entry.url.split("/")[3] for entry in found.entries] == ["tz"] * count


def test_beside_leaders_a_box_of_the_newest_is_not_theirs() -> None:
    cards = "".join(
        f"<div class='ld'><a href='/l/{n}.html'>{name}</a><p>副县长</p></div>"
        for n, name in enumerate(("徐平", "王芳"))
    )
    found = _column(f"<div class='m'>{cards}</div>{BOX}", Role.LEADERS, "领导信息")
    assert titles(found) == ["徐平", "王芳"]


@pytest.mark.parametrize(
    "place",
    [
        "<div id='list'></div>",
        "<ul></ul>",
        "<div class='news'></div>",
        "<div id='online-list'></div>",
    ],
)
def test_where_a_script_is_to_fill_the_list_no_box_is_taken(place: str) -> None:
    found = _column(f"<div class='a1'>{place}</div><script>load('/api')</script>{BOX}")
    assert (found.entries, found.foreign) == ((), True)
    clear = "<div class='list_line'></div><div class='con-clear'></div><ul class='pagination'></ul>"
    assert titles(_column(f"<div class='a1'>{clear}</div>{BOX}")) == list(TITLES)


@pytest.mark.parametrize(
    "said", ["<ul class='list'></ul>", "<p>暂无信息</p>", "<div class='list'></div>"]
)
def test_over_an_empty_place_the_columns_name_stands_over_nothing_else(said: str) -> None:
    found = _column(f"<div class='a1'><h2>通知公告</h2>{said}{BOX}</div>")
    assert (found.entries, found.blank, found.foreign) == ((), True, False)
    wider = f"<div class='a1'><h3>规范性文件</h3>{said}<h3>政策文件</h3>{LIST}</div>"
    found = _column(wider, Role.NORMATIVE_DOCUMENTS, "规范性文件")
    assert (found.entries, found.blank, found.foreign) == ((), True, False)
    round_it = f"<div class='a1'><h3>规范性文件</h3><h3>最新文件</h3>{LIST}</div>"
    assert titles(_column(round_it, Role.NORMATIVE_DOCUMENTS, "规范性文件")) == list(TITLES)


@pytest.mark.parametrize("link", ["/xw/", "/xw/index.html", "/xw/list.shtml", "/xw/yw/"])
def test_rows_below_another_column_that_the_page_links_are_not_the_columns(link: str) -> None:
    menu = f"<div class='m'><a href='{link}'>政务动态</a></div>"
    box = BOX.replace("/xw/", "/xw/yw/202609/")
    found = _column(menu + box)
    assert (found.entries, found.foreign) == ((), True)
    assert titles(_column(menu + box.replace("/xw/", "/zwgk/tzgg/xw/"))) == list(TITLES)
    below = menu.replace("/xw/", "/zwgk/tzgg/xw/") + box.replace("/xw/", "/zwgk/tzgg/xw/")
    assert titles(_column(below)) == list(TITLES)
    assert titles(_column(menu + box.replace("/xw/yw", "/art"))) == list(TITLES)


def test_a_box_of_the_newest_has_no_letters() -> None:
    found = _column(f"<div class='a1'><p>我要写信</p></div>{BOX}", Role.MESSAGE_BOARD, "县长信箱")
    assert (found.entries, found.foreign) == ((), True)
    paged = f"<div class='con'><h3>信息列表</h3>{LIST}{PAGER}</div>"
    assert titles(_column(paged, Role.MESSAGE_BOARD, "县长信箱")) == list(TITLES)


HEAD = "<h1>关于停车管理的通知</h1><div>发布时间：2026-03-05 来源：县政府办</div>"


@pytest.mark.parametrize(
    "article",
    [
        f"{HEAD}<p>各乡镇：现将方案印发，请执行。</p>",
        f"{HEAD}<p><a href='/a.pdf'>停车管理办法.pdf</a></p>",
        "<h1>关于停车管理的通知</h1><p><a href='/a.pdf'>停车管理办法.pdf</a></p>",
        "<h1>图解：停车管理办法</h1><p><img src='/a.png' width='800'></p>",
        "<h1>云溪新闻联播</h1><video src='/a.mp4'></video>",
        "<h1>关于停车管理的通知</h1><p>2026-03-05</p><p>请各乡镇执行。</p>",
        f"<p>{'为规范管理，现将有关事项公告如下。' * 9}</p>",
        "<div class='tt'>停水通告</div><p>因检修，明天停水。</p>",
        "<p>该栏目尚未发布信息！</p>",
        "<p>您访问的栏目不存在或已删除</p>",
    ],
)
@pytest.mark.parametrize("count", [2, 6])
def test_beside_a_short_article_no_box_is_the_columns(article: str, count: int) -> None:
    box = f"<div class='xg'><h3>相关信息</h3><ul>{rows(ROW, count, '/xw/')}</ul></div>"
    found = _column(f"<div class='con'>{article}</div>{box}").entries
    assert not any("/xw/" in entry.url for entry in found)
    note = f"<div class='con'><p>本栏目公开通知公告。</p><h3>信息列表</h3>{LIST}</div>"
    assert titles(_column(note)) == list(TITLES)


def test_a_columns_name_its_day_and_files_in_dated_rows_make_no_article() -> None:
    files = rows(ROW.replace("{u}", "/f/{n}.pdf"))
    found = _column(f"<h1>通知公告</h1><p>2026-03-05</p><h3>最新文件</h3><ul>{files}</ul>")
    assert titles(found) == list(TITLES)


@pytest.mark.parametrize("tag", ["span", "h3"])
def test_under_tabs_without_a_mark_another_kind_is_not_judged(tag: str) -> None:
    def read(*names: str) -> ListReading:
        tabs = "".join(f"<{tag}>{name}</{tag}>" for name in names)
        page = f"<div class='con'><div class='tit'>{tabs}</div>{LIST}</div>"
        return _column(page, Role.NORMATIVE_DOCUMENTS, "规范性文件")

    other = read("政策解读", "图解政策")
    assert (other.entries, other.foreign) == ((), True)
    assert titles(read("政策解读", "规范性文件")) == list(TITLES)
    assert titles(read("县政府文件", "县直部门")) == list(TITLES)
    assert titles(read("政府令", "人事任免", "政策解读")) == list(TITLES)
    tabs = "".join(f"<{tag}>{name}</{tag}>" for name in ("通知公告", "财政预决算"))
    whole = f"<div class='con'><div class='tit'>{tabs}</div>{LIST}</div>"
    assert titles(_column(whole, Role.STATUTORY_CONTENT, "法定主动公开内容")) == list(TITLES)
