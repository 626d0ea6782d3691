"""What stands at the head of every product over data that is no real measurement."""

from __future__ import annotations

from datetime import timedelta

from reports.model import RunReport
from reports.wording import SAMPLE_BANNER, day_text, moment_text

_CLOCKS = timedelta(days=1)
"""So far apart the clocks of two machines may be."""


def simulated(report: RunReport) -> bool:
    """Whether the run was judged as of a day that had not come when its pages were read.

    Only the sample county can be: commands refuse such a moment for real portals.
    """
    return report.sample and report.as_of - report.data_cut > _CLOCKS


def banner(report: RunReport) -> str:
    """The Chinese sentences that mark sample data and a simulated date; empty for neither."""
    if not report.sample:
        return ""
    if not simulated(report):
        return SAMPLE_BANNER
    return (
        f"{SAMPLE_BANNER}日期为模拟：本次按{day_text(report.today)}判定，"
        f"网页实际读取于{moment_text(report.data_cut)}。"
    )
