"""Columns under the name of a side box (热点…): read where the page itself is called so."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from tests.crawler.pages.layouts import FOOT, TITLES, read_list, rows, titles

LIST = "<ul>{}</ul>".format(rows('<li><span>{d}</span><a href="{u}">{t}</a></li>'))
HOT = ("热点聚焦", "热点关注", "社会热点")
TRAIL = (
    "<div class=banner><label>首页</label><i>></i><label>新闻中心</label><i>></i><b>{}</b></div>"
)


def read(inner: str, title: str, role: Role = Role.NEWS, label: str = "") -> list[str]:
    html = f"<html><head><title>{title}</title></head><body><div>{inner}</div>{FOOT}</body></html>"
    return titles(read_list(html, role=role, label=label))


@pytest.mark.parametrize("name", HOT)
@pytest.mark.parametrize("label", ["", "更多"])
def test_the_only_list_under_the_name_of_its_page_is_the_columns(name: str, label: str) -> None:
    inner = f"<h2>{name}</h2>{LIST}"
    assert read(inner, f"{name}-云溪县金融局", label=label) == list(TITLES)
    assert read(inner, name, label=label) == list(TITLES)


@pytest.mark.parametrize("name", HOT)
def test_so_is_that_under_the_last_step_of_a_trail_without_a_mark(name: str) -> None:
    assert read(f"{TRAIL.format(name)}<h2>{name}</h2>{LIST}", "云溪县金融局") == list(TITLES)


@pytest.mark.parametrize(
    "title", ["云溪县金融局", "关于公布名单的通告-云溪县金融局", "热点-云溪县金融局"]
)
def test_a_box_of_such_a_name_on_a_page_called_otherwise_is_aside(title: str) -> None:
    assert read(f"<h2>热点关注</h2>{LIST}", title) == []


def test_the_name_of_another_kind_of_column_is_not_taken_from_the_page() -> None:
    inner = f"<h2>通知公告</h2>{LIST}"
    assert read(inner, "通知公告-云溪县金融局", Role.MESSAGE_BOARD, "局长信箱") == []


def test_nor_is_that_of_one_box_among_several() -> None:
    several = f"<div><h2>热点关注</h2>{LIST}</div><div><h2>热点推荐</h2>{LIST}</div>"
    assert read(several, "热点关注-云溪县金融局") == []
