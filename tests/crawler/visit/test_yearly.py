"""Yearly reports that the platform lists itself, without a column for them."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.columns import Asked
from crawler.records.dossier import ReadState
from crawler.records.model import AnnualReport, Cause
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


def listed(*rows: Row) -> Site:
    made = site()
    made.rows("/open/", [], *PARTS, link("/gk/nb/", "政府信息公开年报"))
    made.rows("/gk/nb/", rows)
    for row in rows:
        made.record(row.path, lambda t, s: AnnualReport(t.url, t.label, t.role, s, 2025, read=True))
    return made


def report_row(year: int, body: str = "云溪县人民政府", path: str = "") -> Row:
    title = f"{body}{year}年政府信息公开工作年度报告"
    return Row(path or f"/nb/{year}.html", title, date(year + 1, 3, 20))


def test_last_year_s_report_is_read_and_no_other() -> None:
    made = listed(report_row(2025), report_row(2024), report_row(2023))
    run = visit(made)
    assert {r.url: r.read for r in run.dossier.annual_reports} == {
        at("/nb/2025.html"): True, at("/nb/2024.html"): False, at("/nb/2023.html"): False,
    }  # fmt: skip
    asked = visit(made, asking=Asked(report_years=(2023,)))
    assert {r.url for r in asked.dossier.annual_reports if r.read} == {
        at("/nb/2025.html"), at("/nb/2023.html"),
    }  # fmt: skip


def test_of_many_bodies_reports_its_own_is_read_within_the_bound() -> None:
    others = [report_row(2025, f"云溪县{n}局", f"/nb/o{n}.html") for n in "财民教水"]
    made = listed(*others, report_row(2025))
    run = visit(made, limits=Limits(report_pages=2))
    read = {r.url for r in run.dossier.annual_reports if r.read}
    assert len(read) == 2
    assert at("/nb/2025.html") in read
    cut = [m for m in run.dossier.misses if m.role is Role.ANNUAL_REPORTS]
    assert [m.cause for m in cut] == [Cause.LIMIT] * 3
    assert run.dossier.section(Role.ANNUAL_REPORTS).state is ReadState.WHOLE


def test_a_report_that_is_a_file_is_not_asked_for() -> None:
    run = visit(listed(report_row(2025, path="/nb/2025.pdf")))
    (one,) = run.dossier.annual_reports
    assert not one.read
    missed = [m for m in run.dossier.misses if m.role is Role.ANNUAL_REPORTS]
    assert [(m.url, m.cause) for m in missed] == [(one.url, Cause.UNREADABLE)]
    assert run.dossier.section(Role.ANNUAL_REPORTS).state is ReadState.WHOLE
