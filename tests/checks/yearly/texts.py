"""Texts and tables of yearly reports for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crawler.records import AnnualReport, Applications
from tests.builders import report

TITLE = "云溪县人民政府2025年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
BODY = "一年来，本机关围绕群众关心的事项推进公开，更新栏目内容，回应社会关切，持续提升公开质量。"


def text_of(*headings: str, body: str = BODY) -> str:
    """A report whose sections have these headings."""
    return "\n".join(line for heading in headings or HEADINGS for line in (heading, body))


def table_of(
    new: tuple[int | str, ...] = (5, 2, 0, 0, 0, 0, 7),
    old: tuple[int | str, ...] = (1, 0, 0, 0, 0, 0, 1),
    done: tuple[int | str, ...] = (4, 2, 0, 0, 0, 0, 6),
    rest: tuple[int | str, ...] = (2, 0, 0, 0, 0, 0, 2),
) -> Applications:
    rows = [tuple(str(cell) for cell in row) for row in (new, old, done, rest)]
    return Applications(*rows)


def whole(path: str = "nb/1", title: str = TITLE, **more: Any) -> AnnualReport:
    """A report that was read and is in order, unless told otherwise."""
    dated, body = more.pop("dated", "2026-03-20"), more.pop("body", "")
    facts = {"read": True, "text": text_of(), "applications": table_of()} | more
    return replace(report(path, title, dated, body=body), **facts)
