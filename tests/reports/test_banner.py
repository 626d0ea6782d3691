"""What the products over the sample county say of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from reports.banner import banner
from reports.model import ReportFiles
from reports.page.render import render
from reports.terminal import summary_lines
from tests.reports.builders import county_night


def test_a_date_to_come_is_told_as_simulated_in_every_product() -> None:
    made = county_night()
    cut = made.data_cut
    same_night = replace(made, as_of=cut + timedelta(hours=23))
    to_come = replace(made, as_of=cut + timedelta(days=30))
    assert "日期为模拟" not in banner(same_night)
    assert "日期为模拟" in banner(to_come)
    assert "日期为模拟" in render(to_come)
    files = ReportFiles(*[Path("x")] * 6)
    assert "日期为模拟" in summary_lines(to_come, files)[0]


def test_real_portals_have_no_banner() -> None:
    made = replace(county_night(), sample=False)
    assert banner(replace(made, as_of=made.data_cut + timedelta(days=30))) == ""
