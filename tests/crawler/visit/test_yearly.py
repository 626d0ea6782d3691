"""Yearly reports that the platform lists itself, without a column for them."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from tests.crawler.visit.county import HOST, Row, Site, ago, at, county, link, visit

REPORT = "云溪县人民政府2025年政府信息公开工作年度报告"
PARTS = (
    link("/gk/zn/", "政府信息公开指南"),
    link("/gk/zd/", "政府信息公开制度"),
    link("/gk/fd/", "法定主动公开内容"),
)


def site(*rows: Row) -> Site:
    made = county()
    made.menu("/", link("/open/", "政府信息公开"), link("/ld/", "领导之窗"))
    made.rows("/open/", rows, *PARTS)
    for part in PARTS:
        made.text(part.url.removeprefix(HOST))
    return made


@pytest.mark.parametrize("ending", [".pdf", ".html"])
def test_dated_reports_on_the_platform_itself_are_the_section(ending: str) -> None:
    rows = (
        Row("/f/2025" + ending, REPORT + ending.replace(".html", ""), date(2026, 3, 20)),
        Row("/f/2024.pdf", REPORT.replace("2025", "2024"), date(2025, 3, 20)),
        Row("/n/1.html", "关于五一放假的通知", ago(30)),
    )
    dossier = visit(site(*rows)).dossier
    section = dossier.section(Role.ANNUAL_REPORTS)
    assert (section.state, section.urls) == (ReadState.WHOLE, (at("/open/"),))
    told = {report.year: report.published_on for report in dossier.annual_reports}
    assert told.keys() == {2025, 2024}
    assert told[2025] is not None
    assert told[2025].value == date(2026, 3, 20)


def test_a_platform_with_other_rows_has_no_reports() -> None:
    run = visit(site(Row("/n/1.html", "关于报送2025年年报的通知", ago(30))))
    assert run.dossier.section(Role.ANNUAL_REPORTS).state is ReadState.ABSENT


def test_a_column_of_reports_goes_before_rows_on_the_platform() -> None:
    made = site()
    made.rows(
        "/open/",
        [Row("/f/2025.html", REPORT, date(2026, 3, 20))],
        *PARTS,
        link("/gk/nb/", "政府信息公开年报"),
    )
    made.rows("/gk/nb/", [Row("/f/2025.html", REPORT, date(2026, 3, 20))])
    section = visit(made).dossier.section(Role.ANNUAL_REPORTS)
    assert section.urls == (at("/gk/nb/"),)
