# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.bodies.static_page import read_static_page
from crawler.pages.disclosures.annual_report import (
    body_of,
    read_annual_report,
    report_of_entry,
    year_of,
)
from crawler.portals.roles import Role
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, entry, page, task


@pytest.mark.parametrize(
    ("title", "year", "body"),
    [
        ("平潭综合实验区2025年度政府信息公开工作年度报告", 2025, "平潭综合实验区"),
        ("2025年云溪县民政局政府信息公开工作年度报告", 2025, "云溪县民政局"),
        ("云溪县民政局二〇二五年政府信息公开年报", 2025, "云溪县民政局"),
        ("云溪县民政局二○二五年政府信息公开年报", 2025, "云溪县民政局"),
        ("云溪县政府信息公开工作年度报告（2025年）", 2025, "云溪县"),
        ("2025年政府信息公开工作年度报告", 2025, ""),
        ("关于公布《云溪县2025年政府信息公开工作年度报告》的通知", 2025, "云溪县"),
        ("云溪县2025政府信息公开年报", 2025, "云溪县"),
        ("雲溪縣2025年政府信息公開工作年度報告", 2025, "云溪县"),
        ("政府信息公开年报", None, ""),
        ("", None, ""),
    ],
)
def test_year_and_body(title: str, year: int | None, body: str) -> None:
    assert year_of(title) == year
    assert body_of(title) == body


TITLE = "宁河市胡乐镇人民政府2025年政府信息公开工作年度报告"
TEXT = f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}<h2>{TITLE}</h2><p>发布时间：2026-01-26 11:26 来源：胡乐镇人民政府 字体：[ ]</p><div><p>一、总体情况</p><p>2025年，我镇主动公开政府信息1254条。</p></div>{FOOTER}</body></html>"


def test_a_report_page() -> None:
    one = read_annual_report(page(TEXT), task(Role.ANNUAL_REPORTS), SNAPSHOT)
    assert (one.year, one.body, one.title) == (2025, "宁河市胡乐镇人民政府", TITLE)
    assert one.published_on is not None
    assert one.published_on.value == date(2026, 1, 26)


def test_a_report_known_from_its_row() -> None:
    one = report_of_entry(entry(Role.ANNUAL_REPORTS, TITLE, "http://www.yunxi.test/f/1.pdf"))
    assert (one.year, one.published_on) == (2025, None)


def test_a_static_page_keeps_its_own_text_only() -> None:
    rows = "<tr><td>机构名称</td><td>云溪县民政局</td></tr><tr><td>办公地址</td><td>云溪县人民路1号</td></tr><tr><td>联系电话</td><td>0557-7022345</td></tr>"
    text = f"<body>{NAVIGATION}<div class=con><h1>机构概况</h1><table>{rows}</table></div>{FOOTER}</body>"
    one = read_static_page(page(text), task(Role.AGENCY_PROFILE), SNAPSHOT)
    assert one.title == "机构概况"
    assert one.text == "机构名称\n云溪县民政局\n办公地址\n云溪县人民路1号\n联系电话\n0557-7022345"
    assert one.text_chars == len("".join(one.text.split()))
    empty = read_static_page(
        page(f"<body>{NAVIGATION}<div class=con><h1>机构概况</h1></div>{FOOTER}</body>"),
        task(),
        SNAPSHOT,
    )
    assert empty.text_chars == 0


FRAMES = {
    "a frame": ('<iframe src="/nb/2025.html" width="100%" height="900"></iframe>', True, 0),
    "a file in a frame": ('<iframe src="/nb/2025.pdf"></iframe>', True, 1),
    "a plug-in": ('<embed src="/nb/2025.pdf" type="application/pdf">', True, 1),
    "a viewer": (
        "<div id='v'></div><script>PDFObject.embed('/nb/2025.pdf', '#v')</script>",
        True,
        0,
    ),
    "a file alone": ('<p><a href="/nb/2025.pdf">年度报告.pdf</a></p>', False, 1),
    "a counter": ('<iframe src="/count.html" width="0" height="0"></iframe>', False, 0),
    "a hidden frame": ('<iframe src="/nb/x.html" style="display:none"></iframe>', False, 0),
    "text": ("<p>一、总体情况</p>", False, 0),
}


@pytest.mark.parametrize(("inner", "framed", "files"), FRAMES.values(), ids=FRAMES)
def test_a_report_that_stands_in_a_frame_or_a_file(inner: str, framed: bool, files: int) -> None:
    text = f"<body>{NAVIGATION}<h2>{TITLE}</h2><p>发布时间：2026-01-26</p><div>{inner}</div>{FOOTER}</body>"
    one = read_annual_report(page(text), task(Role.ANNUAL_REPORTS), SNAPSHOT)
    assert (one.framed, len(one.attachments)) == (framed, files)


@pytest.mark.parametrize(
    ("drawn", "charts"),
    [
        ("<canvas width=400></canvas><script>new Chart(c, {});</script>", 1),
        ("<div id=main></div><script>var c = echarts.init(main);</script>", 1),
        ("<svg><rect/><rect/><text>网站</text><text>510</text></svg>", 1),
        ("<svg><path d='M0'/></svg>", 0),
        ("<p>图表略。</p>", 0),
    ],
)
def test_charts_that_a_report_draws_itself(drawn: str, charts: int) -> None:
    read = read_annual_report(
        page(TEXT.replace("<p>一、", f"{drawn}<p>一、")), task(Role.ANNUAL_REPORTS), SNAPSHOT
    )
    assert (read.charts, read.pictures) == (charts, 0)
