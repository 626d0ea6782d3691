"""Which pages of a visit are asked for the next night: those not seen as what they are."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Snapshot
from crawler.spiders.crawl import _unread
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit

URL = "http://www.yunxi.test/tzgg/1.html"
NOTICE = (
    "<h1>关于停水的通知</h1><p>发布日期：2026-09-02</p>"
    "<p>因检修管道，东街停水一天，请储水备用。</p>"
)


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        (NOTICE, []),
        ("<script>location.href='/'</script>", [URL]),
        ("<script>window.location.replace('http://www.yunxi.test/')</script>", [URL]),
        ("", [URL]),
        ("<h1>404</h1><p>您访问的页面不存在或已删除</p>", [URL]),
    ],
)
def test_a_page_that_shows_nothing_is_asked_for_again(html: str, asked: list[str]) -> None:
    body = f"<html><body>{html}</body></html>".encode()
    shot = Snapshot(URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64, 200, "text/html")
    task = Task(Purpose.DETAIL, URL, Role.NOTICES)
    reading = read(task, Page.parse(URL, body, "text/html; charset=utf-8"), shot)
    visited = [(Fetch(task, shot, final_url=URL), reading)]
    visit = cast(Visit, SimpleNamespace(visited=visited))
    assert list(_unread(visit)) == asked
