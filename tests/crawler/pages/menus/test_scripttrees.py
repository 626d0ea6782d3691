"""Trees of columns that only the page's script holds."""

# ruff: noqa: E501 - scripts are written as they stand on portals

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.menus.scripttrees import Trees, script_trees
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Snapshot

URL = "http://www.yunxi.test/xxgk/index.html"
FLAT = '[{id:1,pId:0,name:"政策文件",open:true},{id:11,pId:1,name:"规范性文件",url:"/c/11.html"},{id:12,pId:1,name:"其他文件",url:"/c/12.html"},{id:2,pId:0,name:"机构职能",url:"/c/2.html"}]'
EXPECTED = [
    ("规范性文件", ("政策文件",), "/c/11.html"), ("其他文件", ("政策文件",), "/c/12.html"), ("机构职能", (), "/c/2.html"),
]  # fmt: skip


def trees(script: str, inner: str = "") -> Trees:
    html = f"<html><head><meta charset='utf-8'></head><body><ul id='tree'></ul>{inner}<script>{script}</script></body></html>"
    page = Page.parse(URL, html.encode(), "text/html")
    return script_trees(page, Links(page))


def told(script: str) -> list[tuple[str, tuple[str, ...], str]]:
    found = trees(script).targets
    return [(t.label, t.trail, t.url.removeprefix("http://www.yunxi.test")) for t in found]


@pytest.mark.parametrize("script", [
    f"var zNodes = {FLAT}; $.fn.zTree.init($('#tree'), setting, zNodes);",
    'var data=[{"text":"政策文件","children":[{"text":"规范性文件","href":"/c/11.html"},{"text":"其他文件","href":"/c/12.html"}]},{"text":"机构职能","href":"/c/2.html"}];tree(data)',
    'layui.tree.render({elem:"#tree",data:[{title:"政策文件",id:1,children:[{title:"规范性文件",id:11,href:"/c/11.html"},{title:"其他文件",id:12,href:"/c/12.html"}]},{title:"机构职能",id:2,href:"/c/2.html"}]})',
    'var zNodes=[{"code":"1","parentId":"0","name":"<b>政策文件</b>"},{"code":"11","parentId":"1","name":"规范性文件"},{"code":"12","parentId":"1","name":"其他文件"},{"code":"2","parentId":"0","name":"机构职能"}];'
    'function onClick(event, treeId, treeNode) { window.location.href = "/c/" + treeNode.code + ".html"; }',
])  # fmt: skip
def test_trees_of_every_make_are_links_with_the_names_above_them(script: str) -> None:
    assert told(script) == EXPECTED
    assert trees(script).unread is False


def test_the_address_that_a_click_makes_may_hold_what_the_page_knows() -> None:
    nodes = '[{"code":"30000","pid":"0","name":"政策文件"},{"code":"30100","pid":"30000","name":"规范性文件"},{"code":"30200","pid":"30000","name":"政策解读"}]'
    script = f"var branch_id='57ec8b1c538739ee34a0cd80'; var zNodes={nodes}; function go(e,t,node){{ location.href='/opennessTarget/?branch_id='+branch_id+'&column_code='+node.code; }}"
    assert told(script)[0] == (
        "规范性文件", ("政策文件",), "/opennessTarget/?branch_id=57ec8b1c538739ee34a0cd80&column_code=30100",
    )  # fmt: skip


def test_a_tree_whose_addresses_are_unknown_is_unread_if_it_names_sections() -> None:
    sections = FLAT.replace('url:"/c/', 'key:"')
    assert trees(f"var zNodes={sections}; show(zNodes)") == Trees((), True)
    districts = '[{id:1,pId:0,name:"云溪市"},{id:2,pId:1,name:"东城区"},{id:3,pId:1,name:"西城区"}]'
    assert trees(f"var area={districts}; show(area)") == Trees()


@pytest.mark.parametrize("script", [
    'var list=[{id:1,pid:7,title:"关于做好工作的通知",url:"/a/1.html",date:"2026-01-02"},{id:2,pid:1,title:"关于印发办法的通知",url:"/a/2.html",date:"2026-01-03"}]',
    'var top=[{id:1,name:"首页",url:"/"},{id:2,name:"新闻",url:"/xw/"}]',
    'var cfg={parent:1,children:[{a:1},{a:2}]}',
    "var zNodes=[{id:1,pId:0,name:'政策文件'},{id:2,pId:1,name:'",
    "var zNodes=[{id:1,pId:1,name:'政策'},{id:1,pId:1,name:'文件'}]",
    "var zNodes=" + "[{children:" * 300,
])  # fmt: skip
def test_what_is_no_tree_gives_no_links(script: str) -> None:
    assert trees(script).targets == ()


def test_nodes_above_each_other_in_a_circle_end() -> None:
    ring = '[{id:1,pId:2,name:"政策文件",url:"/c/1.html"},{id:2,pId:1,name:"规范性文件",url:"/c/2.html"}]'
    assert [(label, trail) for label, trail, _ in told(f"var zNodes={ring}")] == [
        ("政策文件", ("规范性文件",)), ("规范性文件", ("政策文件",)),
    ]  # fmt: skip


def test_large_trees_are_read_in_time() -> None:
    nodes = [
        {"id": n, "pId": n // 7, "name": f"栏目{n}", "url": f"/c/{n}.html"} for n in range(1, 3_200)
    ]
    began = time.process_time()
    assert len(trees(f"var zNodes={json.dumps(nodes, ensure_ascii=False)}").targets) == 3_000
    assert time.process_time() - began < 3


def test_the_reading_of_a_page_has_them_beside_its_links() -> None:
    html = f"<html><body><a href='/'>首页</a><a href='/c/11.html'>规范性文件</a><script>var zNodes={FLAT}; show(zNodes)</script></body></html>"
    task = Task(Purpose.SECTION, URL, Role.PLATFORM, section_url=URL)
    got = read(
        task,
        Page.parse(URL, html.encode(), "text/html"),
        Snapshot(URL, datetime(2026, 11, 20, tzinfo=UTC), "0" * 64),
    )
    assert [t.label for t in got.targets] == ["规范性文件", "其他文件", "机构职能"]
    assert got.tree_unread is False
