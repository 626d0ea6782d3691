"""Which list of a page is that of its column: side boxes, menus, hubs, previews, functions of a board."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.layouts import (
    TITLES,
    framed,
    read_list,
    rows,
    titles,
)

SUBJECTS = ("楼道灯不亮怎么办", "驾照换证去哪里", "施工噪音扰民", "公厕何时修好", "孩子转学手续")
SHORT = {
    "a table with a header row": "<table><tr><th>信件编号</th><th>类别</th><th>标题</th><th>办理状态</th></tr>"
    + "".join(
        f"<tr><td>A{n}</td><td>咨询</td><td><a href='/hd/v/{n}.html'>{s}</a></td><td>已答复</td></tr>"
        for n, s in enumerate(SUBJECTS)
    )
    + "</table>",
    "numbered paragraphs": "".join(
        f"<p>{n}. <a href='/hd/v/{n}.html'>{s}</a></p>" for n, s in enumerate(SUBJECTS)
    ),
    "a list with states": "<ul>"
    + "".join(
        f"<li><a href='/hd/v.jsp?id={n}'>{s}</a><b>已回复</b></li>" for n, s in enumerate(SUBJECTS)
    )
    + "</ul>",
}


def test_side_lists_are_not_the_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    side = "".join(
        f"<div class='box'><h3>{name}</h3><ul>"
        + "".join(
            f"<li><a href='/{stem}/{n}.html'>云溪县第{n}次经济工作会议召开并取得圆满成功</a><span>2026-10-{n:02}</span></li>"
            for n in range(10, 25)
        )
        + "</ul></div>"
        for name, stem in (("热点信息", "rd"), ("最新更新", "zx"), ("相关链接", "xg"))
    )
    html = framed(
        f"<div class='l'>{side}</div><div class='r'><h2>通知公告</h2><ul>{rows(row)}</ul></div>"
    )
    assert titles(read_list(html)) == list(TITLES)


def test_a_left_menu_is_not_the_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    left = "".join(
        f"<li><a href='/lm{n}/'>{name}</a></li>"
        for n, name in enumerate(
            (
                "政策文件",
                "政策解读",
                "规范性文件",
                "领导之窗",
                "机构职能",
                "政府公报",
                "意见征集",
                "财政预决算",
            )
        )
    )
    html = framed(
        f"<div class='sub'><ul>{left}</ul></div><div class='r'><ul>{rows(row, 2)}</ul></div>"
    )
    assert titles(read_list(html)) == list(TITLES[:2])
    empty = read_list(
        framed(f"<div class='sub'><ul>{left}</ul></div><div class='r'><ul></ul></div>")
    )
    assert empty.entries == ()
    assert empty.blank


def test_a_hub_of_previews_is_no_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    boxes = "".join(
        f"<div class='box'><div class='hd'><h3>{name}</h3><a class='more' href='/{stem}/'>更多&gt;&gt;</a></div>"
        f"<ul>{rows(row, 4, f'/{stem}/')}</ul></div>"
        for name, stem in (
            ("云溪要闻", "yw"),
            ("部门动态", "bm"),
            ("政策文件", "zc"),
            ("招标采购", "zb"),
        )
    )
    reading = read_list(framed(boxes))
    assert reading.entries == ()
    assert not reading.blank
    assert not reading.shell


def test_of_a_hub_the_boxes_of_the_role_are_taken() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    boxes = "".join(
        f"<div class='box'><div class='hd'><h3>{name}</h3><a class='more' href='/{stem}/'>更多</a></div>"
        f"<ul>{rows(row, 3, f'/{stem}/')}</ul></div>"
        for name, stem in (("云溪要闻", "yw"), ("通知公告", "tz"), ("政策文件", "zc"))
    )
    reading = read_list(framed(boxes))
    assert [entry.url.split("/")[3] for entry in reading.entries] == ["tz"] * 3


def test_hidden_tabs_belong_to_the_list() -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    html = framed(
        "<div class='tabs'><a href='javascript:;' class='on'>县政府</a><a href='javascript:;'>县政府办</a></div>"
        f"<div class='cons'><div class='con'><ul>{rows(row, 3)}</ul></div>"
        f"<div class='con' style='display:none'><ul>{rows(row, 6, '/ban/').split('</li>', 3)[3]}</ul></div></div>"
    )
    assert titles(read_list(html)) == list(TITLES)


def test_leaders_have_short_rows_without_dates() -> None:
    names = ("张云峰", "李明", "王晓燕", "欧阳锋")
    html = framed(
        "<div class='ld'><ul>"
        + "".join(
            f"<li><a href='/ld/{n}.html'><img src='{n}.jpg' alt='{name}'><p>{name}</p></a></li>"
            for n, name in enumerate(names)
        )
        + "</ul></div>"
    )
    reading = read_list(html, role=Role.LEADERS)
    assert [e.url[-6:] for e in reading.entries] == ["0.html", "1.html", "2.html", "3.html"]
    assert titles(reading) == list(names)


def test_annual_reports_without_dates() -> None:
    html = framed(
        "<ul>"
        + "".join(
            f"<li><a href='/nb/{y}.html'>云溪县{y}年政府信息公开工作年度报告</a></li>"
            for y in (2025, 2024, 2023)
        )
        + "</ul>"
    )
    assert len(read_list(html, role=Role.ANNUAL_REPORTS).entries) == 3


@pytest.mark.parametrize("count", [1, 2, 6])
@pytest.mark.parametrize("heading", ["<h2>通知公告</h2>", ""])
@pytest.mark.parametrize("boxes", [1, 2])
def test_previews_beside_a_short_list(count: int, heading: str, boxes: int) -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    side = "".join(
        f"<div class='box'><div class='hd'><img alt='{name}' src='t.png'><a href='/{stem}/'>更多</a></div>"
        f"<ul>{rows(row, 6, f'/{stem}/')}</ul></div>"
        for name, stem in [("云溪要闻", "yw"), ("部门动态", "bm")][:boxes]
    )
    html = framed(
        f"<div class='a1'>{heading}<ul>{rows(row, count)}</ul></div><div class='a2'>{side}</div>"
    )
    assert titles(read_list(html)) == list(TITLES[:count])


@pytest.mark.parametrize("more", ["", "<a href='/x/'>更多</a>"])
@pytest.mark.parametrize("name", ["热点信息", "云溪要闻", "政策解读"])
def test_an_empty_column_beside_previews_is_not_filled_by_them(name: str, more: str) -> None:
    row = '<li><a href="{u}">{t}</a><span>{d}</span></li>'
    side = (
        f"<div class='b'><div class='hd'><h3>{name}</h3>{more}</div>"
        f"<ul>{rows(row, 6, '/rd/')}</ul></div>"
    )
    html = framed(f"<div class='a1'><h2>通知公告</h2><ul></ul><p>暂无信息</p></div>{side}")
    reading = read_list(html)
    assert reading.entries == ()
    assert reading.blank


@pytest.mark.parametrize("name", SHORT)
def test_short_subjects_without_dates_are_letters(name: str) -> None:
    found = read_list(framed(SHORT[name]), role=Role.MESSAGE_BOARD)
    assert titles(found) == list(SUBJECTS)


@pytest.mark.parametrize(
    "names",
    [
        ("我要写信", "写信须知", "信件查询", "满意度统计", "来信选登"),
        ("县长信箱", "书记信箱", "部门信箱", "乡镇信箱", "咨询投诉"),
        ("县公安局", "县教育体育局", "县财政局", "县民政局", "县自然资源和规划局"),
    ],
)
def test_the_functions_of_a_board_are_no_letters(names: tuple[str, ...]) -> None:
    links = "".join(f"<li><a href='/hd/column/{n}'>{s}</a></li>" for n, s in enumerate(names, 4410))
    found = read_list(framed(f"<ul>{links}</ul>"), role=Role.MESSAGE_BOARD)
    assert found.entries == ()


def test_a_board_with_two_short_letters_in_its_own_folder() -> None:
    rows_ = "".join(
        f"<tr><td>{n}</td><td><a href='{n}.htm'>{t}</a></td></tr>"
        for n, t in (("04", "夜间施工扰民"), ("07", "路灯不亮请修"))
    )
    html = framed(f"<h2>投诉</h2><table>{rows_}</table>")
    url = "http://www.yunxi.test/hd/ts/list.htm"
    found = read_list(html, url=url, role=Role.MESSAGE_BOARD)
    assert [entry.url.rpartition("/")[2] for entry in found.entries] == ["04.htm", "07.htm"]
    other = read_list(html.replace("href='0", "href='/fw/0"), url=url, role=Role.MESSAGE_BOARD)
    assert other.entries == ()


YEARS = "".join(f"<li><a href='wj/n{year}.htm'>{year}年</a></li>" for year in (2026, 2025, 2024))
YEAR_FILES = (
    "<li><a href='/f/2025.pdf'>2025年度</a></li><li><a href='/f/2024.pdf'>2024年度</a></li>"
)
YEAR_ROWS = "".join(
    f"<li><a href='/f/{y}.htm'>{y}年</a><span>{y}-12-31</span></li>" for y in (2025, 2024)
)
YEARLY = "<li><a href='wj/1.htm'>2026年政府信息公开工作要点</a><span>2026-03-01</span></li>"


@pytest.mark.parametrize(
    ("inner", "count"),
    [
        (YEARS, 0),
        (YEARLY, 1),
        (YEAR_FILES, 0),
        (YEAR_ROWS, 2),
        (YEAR_ROWS.replace("htm", "pdf"), 2),
    ],
)
def test_folders_of_years_are_no_documents(inner: str, count: int) -> None:
    found = read_list(framed(f"<ul>{inner}</ul>"), role=Role.POLICY_DOCUMENTS)
    assert len(found.entries) == count
    assert not found.blank
