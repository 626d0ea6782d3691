# ruff: noqa: E501  (pages read best unbroken)
"""Articles of events among pages about a body, and profiles that are called like such ones."""

from __future__ import annotations

import pytest

from crawler.pages.bodies.static_page import read_static_page
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.materials import AgencyProfile
from tests.crawler.pages.bodies.test_profile import DUTIES, profile, value
from tests.crawler.pages.pages import SNAPSHOT, URL

HOT = "<div><h4>热点推荐</h4><ul><li><a href='/a.html'>县委书记调研重点项目</a> 2026-11-26</li></ul></div>"
EVENTS = {
    "a visit": ("县委书记调研重点项目", "<p>发布日期：2026-11-26</p>"),
    "a meeting": ("县政府召开第79次常务会议", "<p>发布日期：2026-11-26 来源：县政府办公室</p>"),
    "something else": ("云溪供水让乡村旧貌换新颜", "<p>发布日期：2026-11-26 来源：县融媒</p>"),
}


@pytest.mark.parametrize(("title", "masthead"), EVENTS.values(), ids=EVENTS)
@pytest.mark.parametrize("purpose", [Purpose.SECTION, Purpose.DETAIL])
def test_an_article_of_an_event_is_no_profile(purpose: Purpose, title: str, masthead: str) -> None:
    told = "<p>县长王建国主持会议，负责统筹协调全县重点项目建设工作，承担项目推进任务，内设办公室、综合科。</p>"
    inner = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{masthead}<div id='zoom'>{told}</div>{HOT}</body></html>"
    one = Page.parse(URL, inner.encode(), "text/html")
    read = read_static_page(
        one, Task(purpose, URL, Role.AGENCY_PROFILE, label="机构职能"), SNAPSHOT
    )
    assert isinstance(read, AgencyProfile)
    assert (read.duties, read.offices, read.leader) == (None, None, None)


def test_the_heading_of_a_side_box_heads_no_body() -> None:
    title = "县委书记调研重点项目"
    inner = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div id='zoom'></div>{HOT}</body></html>"
    one = Page.parse(URL, inner.encode(), "text/html")
    read = read_static_page(one, Task(Purpose.DETAIL, URL, Role.AGENCY_PROFILE), SNAPSHOT)
    assert isinstance(read, AgencyProfile)
    assert read.leader is None


@pytest.mark.parametrize(
    "title", ["机构职能", "云溪县水务局", "走进水务", "云溪县水务局基本情况介绍"]
)
def test_a_profile_may_have_a_day_and_a_source(title: str) -> None:
    masthead = "<p>发布日期：2026-11-26 来源：县水务局</p>"
    read = profile(
        f"<h1>{title}</h1>{masthead}<div id='zoom'><p>{DUTIES}</p><p>局长：张三</p></div>{HOT}"
    )
    assert value(read.duties).startswith(DUTIES)
    assert value(read.leader) == "张三"


@pytest.mark.parametrize(
    "title",
    [
        "云溪县交通运输检查站", "云溪县城市管理督查大队", "云溪县职业技能培训学校", "云溪县工商业联合会（总商会）",
        "云溪县融媒体中心（云溪广播电视台）", "走近云溪县交通运输系统", "云溪县人民政府督查考核办公室",
        "云溪县投资促进局", "云溪县重大项目推进中心", "云溪县城镇化推进局", "云溪县政策落实服务中心", "云溪县质量提升中心",
        "云溪县“两山”合作中心", "云溪县民营经济促进会",
    ],
)  # fmt: skip
def test_a_profile_with_a_day_may_be_called_after_any_body(title: str) -> None:
    read = profile(
        f"<h1>{title}</h1><p>发布日期：2026-11-26</p><div id='zoom'><p>{DUTIES}</p><p>局长：张三</p></div>"
    )
    assert (value(read.duties), value(read.leader)) == (DUTIES, "张三")


def test_a_text_with_the_labels_of_a_profile_is_one_whatever_its_title() -> None:
    masthead = "<h1>云溪县水务局培训服务平台启动</h1><p>发布日期：2026-11-26</p>"
    read = profile(
        f"{masthead}<div id='zoom'><p>主要职责：</p><p>{DUTIES}</p><p>内设机构：</p><p>办公室、财务科。</p></div>"
    )
    assert value(read.duties) == DUTIES
    assert value(read.offices) == "办公室、财务科。"


@pytest.mark.parametrize(
    "title",
    ["县长视察云溪县水务局", "张书记检查供水站", "王镇长调研督查大队", "云溪县全力推进就业服务中心", "云溪县召开重点项目推进会",
     "云溪县水务局重点项目推进会", "县水务局深入落实“河长制”", "云溪县打造区域医疗中心", "我县建成“15分钟”便民服务中心", "张书记推进便民服务中心"],
)  # fmt: skip
def test_a_visit_to_a_body_is_no_profile(title: str) -> None:
    read = profile(
        f"<h1>{title}</h1><p>发布日期：2026-11-26</p><div id='zoom'><p>{DUTIES}</p></div>"
    )
    assert read.duties is None
