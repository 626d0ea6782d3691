"""What is told to users of pages that were not seen."""

from __future__ import annotations

import pytest

from crawler.records.model import Cause
from crawler.visit.outcome import told


@pytest.mark.parametrize(
    "cause, detail, text",
    [
        (Cause.SOFT_404, "title: 404", "页面以正常状态返回错误提示，页面显示“404”"),
        (Cause.CHALLENGED, "status 412", "页面要求人机验证，412"),
        (Cause.SOFT_404, "返回 404", "返回 404"),
    ],
)  # fmt: skip
def test_what_a_page_says_is_not_its_status(cause: Cause, detail: str, text: str) -> None:
    assert told(cause, detail) == text
